"""The formats stories come in. A new format is a new module and one line here (see CONTRIBUTING.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from articles.importing.compiled import fastest
from articles.importing.document import ParsedStory
from articles.importing.formats import feed, ghost, html, json_ld, newsml_g2, ninjs, nitf, page_text, warc, wxr


class Piece(NamedTuple):
    """One of many documents in a container: the format it is in, its bytes, and the address it was saved from."""

    name: str
    format: str
    data: bytes
    address: str = ""


class Format(NamedTuple):
    """How a format is read, and which files of a folder are taken for it.

    ``parse(data, name=…)`` reads bytes that fit into memory. A format whose files may be larger than memory has
    ``parse_file(file, name=…)`` as well, which reads as it goes; a container of documents in other formats has
    ``split(file, name=…)``, and each piece is parsed by its own format. ``sniff(head)`` tells whether a file that
    begins with these bytes (a byte order mark and blanks removed) is in this format; the first one that says so
    has it.
    """

    parse: Callable[..., Iterator[ParsedStory]]
    suffixes: tuple[str, ...] = ()
    sniff: Callable[[bytes], bool] | None = None
    parse_file: Callable[..., Iterator[ParsedStory]] | None = None
    split: Callable[[BinaryIO, str], Iterator[Piece]] | None = None


FORMATS: dict[str, Format] = {
    "wxr": Format(wxr.parse, (".xml", ".wxr"), wxr.sniff, wxr.parse_file),
    "ghost": Format(ghost.parse, (".json",), ghost.sniff, ghost.parse_file),
    "feed": Format(feed.parse, (".rss", ".atom", ".rdf", ".xml", ".json"), feed.sniff),
    "page_text": Format(fastest(page_text.parse), (".txt", ".text")),
    "html": Format(html.parse, (".html", ".htm", ".xhtml", ".mhtml", ".mht"), html.is_html),
    "warc": Format(warc.parse, (".warc", ".warc.gz"), warc.is_warc, split=warc.split),
    "json_ld": Format(json_ld.parse, (".jsonld",), json_ld.sniff),
    "ninjs": Format(ninjs.parse, (".json", ".jsonl", ".ndjson"), ninjs.sniff),
    "newsml_g2": Format(newsml_g2.parse, (".xml", ".newsml"), newsml_g2.sniff),
    "nitf": Format(nitf.parse, (".xml", ".nitf"), nitf.sniff),
}
