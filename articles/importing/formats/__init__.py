"""The formats stories come in. A new format is a new module and one line here (see CONTRIBUTING.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from articles.importing.document import ParsedStory
from articles.importing.formats import page_text


class Format(NamedTuple):
    """How a format is read, and which files of a folder are taken for it."""

    parse: Callable[..., Iterator[ParsedStory]]
    suffixes: tuple[str, ...]


FORMATS: dict[str, Format] = {
    "page_text": Format(page_text.parse, (".txt", ".text")),
}
