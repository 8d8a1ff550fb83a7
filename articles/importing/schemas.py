"""Whether a wire item keeps to its standard's official schema, told as notes: a breach never stops an import.

The schemas are others' work and do not come with Newsroom: the operator puts them into a folder, one folder a format
below it (``ninjs/``, ``newsml-g2/``, ``nitf/``, each with the files in it or in ``schemas/`` there) with the names
they are published under (https://iptc.org/standards/). Nothing is ever fetched: what a schema refers to is looked for
beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import referencing
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from lxml import etree
from referencing.exceptions import Unresolvable

from articles.importing.document import ParseError
from articles.importing.formats.ninjs import items_of
from articles.importing.json import read_json_documents
from articles.importing.xml import local, read_xml

FOLDERS: Mapping[str, str] = {"ninjs": "ninjs", "newsml_g2": "newsml-g2", "nitf": "nitf"}
MOST = 20
"""So many problems are told of one file; a wrong namespace alone would make one an element."""

NITF = "http://iptc.org/std/NITF/2006-10-18/"

_VERSION = re.compile(r"(\d+)\.(\d+)")
_NAMESPACE = re.compile(r"\{[^{}]*\}")
_lock = Lock()  # a compiled schema keeps the errors of its last run in itself


def problems(data: bytes, format: str, *, folder: Path, version: str = "") -> list[str]:
    """Where an item breaks the rules of its format, each as a sentence; at most ``MOST``, and none of a valid one.

    ``format`` is a key of ``FORMATS``, ``folder`` holds the schemas. A format that has none, or whose schemas are not
    there, has no problems. ``version`` is the version of ninjs to hold an item to, by default the one it says it is.
    Never raises for what is in ``data``.
    """
    there = _folder_of(format, folder)
    if there is None:
        return []
    try:
        found = _of_ninjs(data, there, version) if format == "ninjs" else _of_xml(data, format, there)
        return [problem for problem, _ in zip(found, range(MOST), strict=False)]
    except ParseError as error:
        return [str(error.problem)]


def _folder_of(format: str, folder: Path) -> Path | None:
    """Where the schemas of a format are, if they are there."""
    if format not in FOLDERS:
        return None
    below = folder / FOLDERS[format]
    for there in (below / "schemas", below):
        if there.is_dir() and any(there.glob("*.xsd" if format != "ninjs" else "*.json")):
            return there
    return None


# ninjs ---------------------------------------------------------------------------------------------


def _of_ninjs(data: bytes, folder: Path, version: str) -> Iterator[str]:
    documents = read_json_documents(data, name="item", strict=True)
    for document in documents.each:
        items = list(items_of(document))
        for number, (_, item) in enumerate(items, start=1):
            where = f"item {number}, " if len(items) > 1 else ""
            validator = _ninjs_validator(folder, _schema_for(item, folder, version))
            try:
                # Deepest last: what is wrong with the item itself is told before what is wrong in its parts.
                for error in sorted(validator.iter_errors(item), key=lambda error: (len(error.path), str(error.path))):
                    place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in error.absolute_path)
                    yield f"{where}{place.lstrip('.') or 'the item'}: {error.message[:300]}"
            except (Unresolvable, RecursionError) as error:
                yield f"{where}it could not be checked ({error})"


def _schema_for(item: Any, folder: Path, version: str) -> str:
    """The name of the schema file an item is held to: of the version it says it is, else of the newest like it."""
    version = version or _told_version(item)
    exact = f"ninjs-schema_{version}.json"
    if version and (folder / exact).exists():
        return exact
    if isinstance(item, dict) and "guid" in item and "uri" not in item:
        own = "superdesk-ninjs-schema.json"
        if (folder / own).exists():
            return own
    generation = version.split(".")[0] if version else _generation(item)
    known = sorted(folder.glob("ninjs-schema_*.json"), key=lambda path: tuple(map(int, _numbers(path.stem))))
    alike = [path.name for path in known if _numbers(path.stem)[0] == generation]
    return (alike or [path.name for path in known])[-1]


def _numbers(name: str) -> tuple[str, str]:
    match = _VERSION.search(name)
    return (match[1], match[2]) if match else ("0", "0")


def _told_version(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    told = item.get("standard") or item.get("$standard") or item.get("$schema")
    for text in (told.get("version"), told.get("schema")) if isinstance(told, dict) else (told,):
        if isinstance(text, str) and (match := _VERSION.search(text)):
            return match.group()
    return ""


def _generation(item: Any) -> str:
    """The generation an item looks like: camelCase keys came with 3, lists of headlines and bodies with 2."""
    if not isinstance(item, dict):
        return "3"
    if any(key != key.lower() for key in item):
        return "3"
    return "2" if any(isinstance(item.get(key), list) for key in ("headlines", "bodies", "descriptions")) else "1"


@cache
def _ninjs_validator(folder: Path, name: str) -> Validator:
    registry: referencing.Registry[Any] = referencing.Registry()
    for path in sorted(folder.glob("*.json")):
        schema = json.loads(path.read_bytes())
        resource = referencing.Resource.from_contents(schema)
        own = schema.get("$id") or schema.get("id") or ""
        # Some refer to the others, or to themselves, with an empty fragment and some without.
        for address in {own, own.rstrip("#"), f"{own.rstrip('#')}#"} - {"", "#"}:
            registry = registry.with_resource(address, resource)
    schema = json.loads((folder / name).read_bytes())
    kind = validator_for(schema)
    return kind(schema, registry=registry, format_checker=kind.FORMAT_CHECKER)


# XML -----------------------------------------------------------------------------------------------


def _of_xml(data: bytes, format: str, folder: Path) -> Iterator[str]:
    root = read_xml(data, name="item")
    if format == "nitf":
        root = _in_namespace(root)
    schema = _xml_schema(folder, _newest(folder, format))
    with _lock:
        schema.validate(root)
        found = [(error.line, error.message) for error in schema.error_log]
    for line, message in found:
        yield f"line {line}: {_NAMESPACE.sub('', message)[:300]}"


def _newest(folder: Path, format: str) -> str:
    """The file of the newest schema of a format; of NewsML-G2 that of its power conformance, which has all of it."""
    pattern = "nitf-[0-9]*.xsd" if format == "nitf" else "NewsML-G2_*-spec-All-Power.xsd"
    found = [path.name for path in folder.glob(pattern) if "include" not in path.name]
    if not found:
        raise ParseError(str(folder), f"there is no schema like {pattern} to check it with")
    return max(found, key=lambda name: [int(number) for number in re.findall(r"\d+", name)])


@cache
def _xml_schema(folder: Path, name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    return etree.XMLSchema(etree.parse(str(folder / name), parser))


def _in_namespace(root: etree._Element) -> etree._Element:
    """A copy of a NITF document as its schema wants it: in the namespace most leave out, of no particular day.

    The schema fixes ``version``, ``change.date`` and ``change.time`` to those of its own edition.
    """
    copy = deepcopy(root)
    for node in copy.iter(etree.Element):
        node.tag = f"{{{NITF}}}{local(node)}"
    for name in ("version", "change.date", "change.time"):
        copy.attrib.pop(name, None)
    etree.cleanup_namespaces(copy)
    return copy
