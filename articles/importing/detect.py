"""Which format some bytes are in, from the bytes themselves."""

from __future__ import annotations

import re

from articles.importing.document import ParseError
from articles.importing.formats import FORMATS

# How much of a file is looked at. A feed or an export may carry a long comment before it says what it is.
HEAD = 16 * 1024

GZIP = b"\x1f\x8b"
# What starts a file that is not text, in words for the refusal. Numbers from the formats' own specifications.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b'{"newsroom_archive":', "the archive of a whole paper (name it alone to restore it)"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive (or an office document)"),
    (GZIP, "gzip-compressed data"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
)
MARKUP = (
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"<rss", "RSS"),
    (b"<svg", "an SVG drawing"),
    (b"{", "JSON"),
)
_LIST = re.compile(rb"\[\s*\{")


def detect(data: bytes, *, name: str) -> str:
    """The name of the format, a key of ``FORMATS``.

    Raises ``ParseError`` for bytes that are in no format we read, saying what they seem to be.
    """
    head = data[:HEAD]
    if head.startswith(GZIP) and (key := sniffed(head)):  # web archives are packed record by record
        return key
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            raise ParseError(name, f"this is {what}, not a story")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if key := sniffed(start):
        return key
    start = _LIST.sub(b"{", start, count=1) if _LIST.match(start) else start.lower()
    for opening, what in MARKUP:
        if start.startswith(opening):
            raise ParseError(
                name,
                f"this is {what}, but in none of the formats read ({', '.join(FORMATS)}); "
                "give --format if it is one of these after all",
            )
    return "page_text"


def sniffed(head: bytes) -> str:
    """The first format that knows a file by its beginning; ``""`` where none does."""
    return next((key for key, known in FORMATS.items() if known.sniff is not None and known.sniff(head)), "")
