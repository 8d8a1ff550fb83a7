"""The only JSON reader of the import: what comes out is no deeper than a story needs and holds only real text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.importing.document import ParseError

DEEPEST = 100
"""Levels of nesting. News formats use a dozen; what is deeper is made to exhaust a program."""

_HALF_OR_NUL = re.compile(r"\\u(?:0000|[dD][89abAB]|[dD][c-fC-F])|[\x00\ud800-\udfff]")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def read_json(data: bytes | str, *, name: str) -> Any:
    """A JSON document as Python values; no string in it has a NUL or half of a surrogate pair.

    Raises ``ParseError`` with the line for what is not JSON, and for nesting deeper than ``DEEPEST``.
    """
    return _load(data if isinstance(data, str) else _decode(data, name)[0], name)


@dataclass(frozen=True, slots=True)
class Documents:
    """The JSON documents of a file; ``one_a_line`` says whether each stands on a line of its own."""

    encoding: str
    one_a_line: bool
    each: Iterator[Any]


def read_json_documents(data: bytes, *, name: str, strict: bool = False) -> Documents:
    """The documents of a file: the one it is, or one a line (https://jsonlines.org/).

    Line ends and tabs inside a text, which JSON forbids, are let pass unless ``strict``. A line that is no JSON is
    told after the last one, in one ``ParseError``, so that the others are read all the same.
    """
    text, encoding = _decode(data, name)
    try:
        return Documents(encoding, False, iter([_load(text, name, strict=strict)]))
    except ParseError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if len(lines) < 2 or not _is_document(lines[0][1]):
            raise error from None
    return Documents(encoding, True, _read_lines(lines, name, strict))


def text_of(value: object) -> str:
    """A JSON value as text: strings as they are, numbers as written, ``""`` for all else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def list_of(value: object) -> list[Any]:
    """A JSON list; of anything else an empty one."""
    return value if isinstance(value, list) else []


def objects_of(value: object) -> list[dict[str, Any]]:
    """The objects in a JSON list; in the place of anything else an empty one, so that their numbers stay."""
    return [each if isinstance(each, dict) else {} for each in list_of(value)]


def _read_lines(lines: list[tuple[int, str]], name: str, strict: bool) -> Iterator[Any]:
    broken: list[ParseError] = []
    for number, line in lines:
        try:
            yield _load(line, name, line=number, strict=strict)
        except ParseError as error:
            broken.append(error)
    if broken:
        more = f" (and {len(broken) - 1} more lines)" if len(broken) > 1 else ""
        raise ParseError(name, f"{broken[0].problem}{more}; the other lines were read", line=broken[0].line)


def _is_document(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding: one JSON allows, or else the one that old systems write."""
    encoding = json.detect_encoding(data)
    for known in (encoding, "windows-1252"):
        try:
            return data.decode(known), known
        except UnicodeDecodeError:
            continue
    raise ParseError(name, f"this is not JSON (it is not {encoding} text); save it again as UTF-8")


def _load(text: str, name: str, *, line: int | None = None, strict: bool = False) -> Any:
    try:
        document = json.loads(text, strict=strict)
    except json.JSONDecodeError as error:
        raise ParseError(name, f"this is not JSON ({error.msg})", line=line or error.lineno) from error
    except RecursionError as error:
        raise ParseError(name, "this JSON is nested too deeply to be a story", line=line) from error
    except ValueError as error:  # a number of many thousand digits
        raise ParseError(name, f"this is not JSON ({error})", line=line) from error
    if _deeper_than(document, DEEPEST):
        problem = f"this JSON is nested more than {DEEPEST} levels deep, which no story is"
        raise ParseError(name, problem, line=line)
    return _mended(document) if _HALF_OR_NUL.search(text) else document


def _deeper_than(document: object, depth: int) -> bool:
    level = [document]
    for _ in range(depth):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _mended(value: Any) -> Any:
    """The document with its strings made text; its depth is known to be bounded."""
    if isinstance(value, str):
        return _NOT_TEXT.sub("", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    return [_mended(inner) for inner in value] if isinstance(value, list) else value
