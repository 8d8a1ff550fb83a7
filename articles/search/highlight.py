"""The passage of a story in which the words looked for stand, and where exactly."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from articles.html import to_text
from articles.models import Version
from articles.search.query import Query

LENGTH = 220
_BEFORE = 60


class Piece(NamedTuple):
    """A stretch of text, and whether it was looked for."""

    text: str
    found: bool


def snippet(version: Version, query: Query) -> list[Piece]:
    """The passage around the first word looked for, or else the teaser."""
    text = " ".join(to_text(version.body).split())
    pattern = _pattern(query)
    match = pattern.search(_folded(text)) if pattern else None
    if match is None:
        return mark(version.teaser, query)
    start = max(0, match.start() - _BEFORE)
    end = min(len(text), start + LENGTH)
    if start:
        start = text.find(" ", start, match.start()) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", match.end(), end), match.end())
    return [
        *([Piece("… ", False)] if start else []),
        *mark(text[start:end], query),
        *([Piece(" …", False)] if end < len(text) else []),
    ]


def mark(text: str, query: Query) -> list[Piece]:
    """The text in pieces; accents and capitals make no difference.

    >>> mark("Night café", Query(terms=(("CAFE",),)))
    [Piece(text='Night ', found=False), Piece(text='café', found=True)]
    """
    pattern = _pattern(query)
    pieces, last = [], 0
    for match in pattern.finditer(_folded(text)) if pattern else ():
        pieces += [Piece(text[last : match.start()], False), Piece(text[match.start() : match.end()], True)]
        last = match.end()
    pieces.append(Piece(text[last:], False))
    return [piece for piece in pieces if piece.text]


def _pattern(query: Query) -> re.Pattern[str] | None:
    """Any of the terms as whole words; words of a phrase may have anything but words between them."""
    terms = sorted((r"\W+".join(re.escape(_folded(word)) for word in words) for words in query.terms), key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(reversed(terms))})(?!\w)") if terms else None


def _folded(text: str) -> str:
    """The text in small letters without accents, each character still in its place."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    if character.isascii():
        return character.lower()
    return (unicodedata.normalize("NFD", character)[0].lower() or character)[0]
