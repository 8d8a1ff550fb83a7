"""The only JSON reader of the import: what comes out is no deeper than a story needs and holds only real text."""

from __future__ import annotations

import json
import re
from typing import Any

from articles.importing.document import ParseError

DEEPEST = 100
"""Levels of nesting. News formats use a dozen; what is deeper is made to exhaust a program."""

_HALF_OR_NUL = re.compile(rb"\\u(?:0000|[dD][89abAB]|[dD][c-fC-F])")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def read_json(data: bytes | str, *, name: str) -> Any:
    """A JSON document as Python values; no string in it has a NUL or half of a surrogate pair.

    Raises ``ParseError`` with the line for what is not JSON, and for nesting deeper than ``DEEPEST``.
    """
    try:
        document = json.loads(data)
    except json.JSONDecodeError as error:
        raise ParseError(name, f"this is not JSON ({error.msg})", line=error.lineno) from error
    except RecursionError as error:
        raise ParseError(name, "this JSON is nested too deeply to be a story") from error
    except ValueError as error:  # not UTF-8, or a number of many thousand digits
        raise ParseError(name, f"this is not JSON ({error})") from error
    if _deeper_than(document, DEEPEST):
        raise ParseError(name, f"this JSON is nested more than {DEEPEST} levels deep, which no story is")
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if _HALF_OR_NUL.search(raw) or b"\0" in raw:
        return _mended(document)
    return document


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
