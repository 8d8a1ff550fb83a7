"""Wire items held to their standards' official schemas; the schemas are the operator's to bring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.importing.schemas import MOST, problems
from tests.importing.wire import SHARED, real_samples

OFFICIAL = SHARED / "formats"


@pytest.fixture
def official() -> Path:
    if not (OFFICIAL / "nitf" / "schemas").exists():
        pytest.skip("The official schemas are not here: ../shared/formats beside the repository.")
    return OFFICIAL


@pytest.fixture
def own(tmp_path) -> Path:
    """Schemas of our own, in the folders and under the names the official ones have."""
    ninjs = tmp_path / "ninjs"
    ninjs.mkdir()
    for version, key in (("1.6", "headline"), ("2.2", "bodies"), ("3.0", "headlines"), ("3.1", "headlines")):
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json#",
            "type": "object",
            "required": ["uri", key],
            "properties": {
                "uri": {"type": "string", "format": "uri"},
                "versionCreated": {"type": "string", "format": "date-time"},
                "places": {"items": {"properties": {"geoJSON": {"$ref": "https://geojson.org/schema/GeoJSON.json#"}}}},
            },
        }
        (ninjs / f"ninjs-schema_{version}.json").write_text(json.dumps(schema))
    geo = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://geojson.org/schema/GeoJSON.json",
        "required": ["type"],
    }
    (ninjs / "GeoJSON-schema.json").write_text(json.dumps(geo))
    schema = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{n}" targetNamespace="{n}" elementFormDefault="qualified">{e}</xs:schema>'
    nitf = tmp_path / "nitf" / "schemas"
    nitf.mkdir(parents=True)
    element = '<xs:element name="nitf"><xs:complexType><xs:sequence><xs:element name="body" type="xs:string"/></xs:sequence></xs:complexType></xs:element>'
    (nitf / "nitf-3-6.xsd").write_text(schema.format(n="http://iptc.org/std/NITF/2006-10-18/", e=element))
    (nitf / "nitf-3-6-ruby-include.xsd").write_text("<not><even/>XML")
    g2 = tmp_path / "newsml-g2"
    g2.mkdir()
    element = '<xs:element name="newsItem"><xs:complexType><xs:attribute name="guid" type="xs:anyURI" use="required"/></xs:complexType></xs:element>'
    (g2 / "NewsML-G2_2.9-spec-All-Power.xsd").write_text("<not><even/>XML")
    (g2 / "NewsML-G2_2.35-spec-All-Power.xsd").write_text(
        schema.format(n="http://iptc.org/std/nar/2006-10-01/", e=element)
    )
    return tmp_path


@pytest.mark.parametrize(
    ("data", "format", "told"),
    [
        pytest.param('{"uri": "urn:x:1", "headline": "x"}', "ninjs", [], id="ninjs 1"),
        pytest.param('{"uri": "urn:x:1", "bodies": []}', "ninjs", [], id="ninjs 2, by its lists"),
        pytest.param('{"uri": "urn:x:1", "headlines": [], "versionCreated": "2026-01-01T00:00:00Z"}', "ninjs", [], id="ninjs 3, by its capitals"),
        pytest.param('{"uri": "urn:x:1", "headline": "x", "standard": {"version": "3.1"}}', "ninjs", ["the item: 'headlines' is a required property"], id="by what it says it is"),
        pytest.param('{"uri": "x y", "headline": "x"}', "ninjs", ["uri: 'x y' is not a 'uri'"], id="formats are checked"),
        pytest.param('{"uri": "urn:x:1", "headlines": [], "versionCreated": "yesterday"}', "ninjs", ["versionCreated: 'yesterday' is not a 'date-time'"], id="dates are checked"),
        pytest.param('{"uri": "urn:x:1", "headline": "x", "places": [{"geoJSON": {}}]}', "ninjs", ["places[0].geoJSON: 'type' is a required property"], id="GeoJSON is found beside it"),
        pytest.param('[{"uri": "urn:x:1", "headline": "x"}, {"uri": "urn:x:2"}]', "ninjs", ["item 2, the item: 'headline' is a required property"], id="a list"),
        pytest.param('{"items": [{"uri": "urn:x:1", "headline": "x"}]}', "ninjs", [], id="an API's page"),
        pytest.param('"text"', "ninjs", ["the item: 'text' is not of type 'object'"], id="a text"),
        pytest.param("{", "ninjs", None, id="no JSON"),
        pytest.param('<nitf version="x" change.date="y" change.time="z"><body/></nitf>', "nitf", [], id="NITF without its namespace"),
        pytest.param('<x:nitf xmlns:x="other"><x:body/></x:nitf>', "nitf", [], id="NITF in another one"),
        pytest.param("<nitf>\n<head/></nitf>", "nitf", ["line 2: Element 'head': This element is not expected. Expected is ( body )."], id="NITF that breaks the rules"),
        pytest.param('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"/>', "newsml_g2", [], id="NewsML-G2"),
        pytest.param('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "newsml_g2", ["line 1: Element 'newsItem': The attribute 'guid' is required but missing."], id="NewsML-G2 without guid"),
        pytest.param("Headline\n\nText", "page_text", [], id="a format without schemas"),
    ],
)  # fmt: skip
def test_breaches_are_told_in_sentences(own, data, format, told):
    found = problems(data.encode(), format, folder=own)
    assert found == told if told is not None else found[0].startswith("this is not JSON")


def test_folder_without_schemas_finds_no_fault(tmp_path):
    assert problems(b"{}", "ninjs", folder=tmp_path) == problems(b"<nitf/>", "nitf", folder=tmp_path) == []


def test_problems_are_told_up_to_a_number(own):
    many = json.dumps([{"uri": "urn:x:1"}] * (MOST + 5)).encode()
    assert len(problems(many, "ninjs", folder=own)) == MOST


# Against the real ones


def test_conformance_suite_of_ninjs_is_judged_as_labelled(official):
    """The suite does not mean its formats: identifiers in it are no addresses, and a date may be any text."""
    judged = 0
    for path in real_samples("ninjs", "suite-*.json"):
        version, _, rest = path.stem.removeprefix("suite-").partition("-")
        if version.endswith("_dev"):
            continue
        found = problems(path.read_bytes(), "ninjs", folder=official, version=version)
        if "uri: '" in "".join(found) or rest.startswith("should_pass"):
            found = [one for one in found if "is not a 'uri'" not in one and "is not a 'date-time'" not in one]
        judged += 1
        assert bool(found) == rest.startswith("should_fail"), path.name
    assert judged > 100


@pytest.mark.parametrize(
    ("format", "folder", "pattern", "valid"),
    [
        pytest.param("ninjs", "ninjs", "[123].*.json", 27, id="ninjs of the IPTC"),
        pytest.param("ninjs", "ninjs", "superdesk__*.json", 0, id="ninjs of Superdesk"),
        pytest.param("newsml_g2", "newsml-g2", "dpa__*.xml", 50, id="NewsML-G2 of dpa"),
        pytest.param("newsml_g2", "newsml-g2", "agency__*.xml", 10, id="NewsML-G2 of others"),
        pytest.param("nitf", "nitf", "*.xml", 6, id="NITF"),
    ],
)
def test_real_files_are_as_valid_as_measured(official, format, folder, pattern, valid):
    found = {path.name: problems(path.read_bytes(), format, folder=official) for path in real_samples(folder, pattern)}
    assert sum(not told for told in found.values()) == valid
    assert all("{http" not in one for told in found.values() for one in told)
