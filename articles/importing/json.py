"""The only JSON reader of the import: one document or one a line, nothing too deep, no character a database refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.importing.document import ParseError

MAX_DEPTH = 60
"""No story is nested deeper; what is wants to exhaust the machine's stack."""

# NUL, which PostgreSQL refuses, and halves of surrogate pairs, which no encoding can write.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def read_json(data: bytes, *, name: str) -> tuple[Any, str]:
    """The document and the encoding it is in.

    Raises ``ParseError`` for what is not JSON or nested deeper than ``MAX_DEPTH``.
    """
    text, encoding = _decode(data, name)
    return _load(text, name), encoding


@dataclass(frozen=True, slots=True)
class Documents:
    """The JSON documents of a file; ``one_a_line`` says whether each stands on a line of its own."""

    encoding: str
    one_a_line: bool
    each: Iterator[Any]


def read_json_documents(data: bytes, *, name: str, strict: bool = False) -> Documents:
    """The documents of a file: the one it is, or one a line (https://jsonlines.org/).

    Line ends and tabs inside a text, which JSON forbids, are let pass unless ``strict``.
    A line that is no JSON is told after the last one, in one ``ParseError``, so that the others are read all the same.
    """
    text, encoding = _decode(data, name)
    try:
        return Documents(encoding, False, iter([_load(text, name, strict=strict)]))
    except ParseError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if len(lines) < 2 or not _is_document(lines[0][1]):
            raise error from None
    return Documents(encoding, True, _read_lines(lines, name, strict))


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
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        try:
            return data.decode("windows-1252"), "windows-1252"
        except UnicodeDecodeError:
            problem = f"this is not {encoding} text (byte {error.start} does not fit); save it again as UTF-8"
            raise ParseError(name, problem) from error


def _load(text: str, name: str, *, line: int | None = None, strict: bool = False) -> Any:
    try:
        document = json.loads(text, strict=strict)
    except RecursionError as error:
        raise ParseError(name, "this JSON is nested too deep to be a story", line=line) from error
    except ValueError as error:
        there = getattr(error, "lineno", None) if line is None else line
        raise ParseError(name, f"this is not JSON ({error})", line=there) from error
    return _cleaned(document, name, line)


def _cleaned(document: Any, name: str, line: int | None) -> Any:
    """The document without characters nothing can store; refused where it is too deep. Works in place, no recursion."""
    box = [document]
    todo: list[tuple[Any, int]] = [(box, 0)]
    while todo:
        value, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise ParseError(name, f"this JSON is nested deeper than {MAX_DEPTH} levels, which no story is", line=line)
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            if isinstance(inner, str):
                if _UNWRITABLE.search(inner):
                    value[key] = _UNWRITABLE.sub("", inner)
            elif isinstance(inner, dict | list):
                todo.append((inner, depth + 1))
    return box[0]
