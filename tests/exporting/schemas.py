"""The official schemas, which stay outside the project."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from lxml import etree
from referencing import Registry, Resource

from tests.conftest import SHARED

FORMATS = SHARED / "formats"


def _file(path: str) -> Path:
    found = FORMATS / path
    if not found.exists():
        pytest.skip(f"The official schema is not here: {SHARED.name}/formats/{path} beside the project.")
    return found


@cache
def _xsd(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


def _check_xml(data: bytes, path: str) -> None:
    schema = _xsd(_file(path))
    schema.assertValid(etree.fromstring(data))


def check_newsml_g2(data: bytes) -> None:
    _check_xml(data, "newsml-g2/schemas/NewsML-G2_2.35-spec-All-Power.xsd")


def check_nitf(data: bytes) -> None:
    _check_xml(data, "nitf/schemas/nitf-3-6.xsd")


@cache
def _ninjs() -> Draft202012Validator:
    schema = json.loads(_file("ninjs/schemas/ninjs-schema_3.1.json").read_text())
    places = json.loads(_file("ninjs/schemas/GeoJSON-schema.json").read_text())
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", Resource.from_contents(places))
    kind = validator_for(schema)
    return kind(schema, registry=registry, format_checker=kind.FORMAT_CHECKER)


def check_ninjs(data: bytes) -> None:
    _ninjs().validate(json.loads(data))


CHECKS = {"ninjs": check_ninjs, "newsml_g2": check_newsml_g2, "nitf": check_nitf}
