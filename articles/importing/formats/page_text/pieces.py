"""Pieces: the stretches of text that get a role, each with its typography measured once.

A piece is mostly one line; a glued line gives several, a hard-wrapped paragraph is one piece of
several lines. Everything later rules ask about (length, end, capitals, neighbours, blanks) is
worked out here, so that a rule is a few comparisons.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.importing.document import Role

from .lengthy import Line
from .vocabulary import EDGES, key_of, words_of

_KEY = 600
_ENDLESS = 200_000  # no line of a page is so long
LONG = 1200
"""Beyond this many characters a line is measured by its beginning and its end."""

_OPENERS = "\"'“„«‹‘「『（([【*_ "
_CLOSERS = "\"'”“»«›‹’」』）)]】*_ \u200f\u200e"
_ENDS = frozenset(".!?…。！？।॥؟۔\u166e\u1362\u1367\u17d4\u17d5\u0589\u055c\u055e\u104b\u1803\u0f0d\u0f0e")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NO_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200b]{6}")  # Thai, Lao, Burmese, Khmer
_NO_STOP = re.compile("[\u0e00-\u0eff]")  # Thai and Lao have no full stop
_GEORGIAN = re.compile("[\u10d0-\u10ff]")  # Unicode gives them capitals, but papers print none
_DIGIT = re.compile(r"\d")
_DANGLING = re.compile(r"\s[-–—•·/]$")
_WIDE_BLANKS = re.compile(r"[ \u00a0]{2,}|\t")
_TABLE_ROW = 400
_BARS = " \t\u00a0|"
_QUOTES = frozenset("\"“„«‹‘「『'”")
_NO_ROW: Sequence[str] = ()


class Span(NamedTuple):
    """A stretch of one source line; the line counts from 1."""

    line: int
    start: int
    end: int


class Piece:
    """A stretch of text on its way to a role: what the rules ask about is measured here, once."""

    __slots__ = (
        "_caseless",
        "_digits",
        "_folded",
        "_tokens",
        "_wordset",
        "alone",
        "also",
        "appeal",
        "at",
        "block",
        "box",
        "caption",
        "cells",
        "closed",
        "confidence",
        "count",
        "credit",
        "gap",
        "glued",
        "indent",
        "key",
        "kinship",
        "loose",
        "lower",
        "open",
        "place",
        "prose",
        "quoted",
        "role",
        "row",
        "sentence",
        "size",
        "soft",
        "spaced",
        "spans",
        "text",
        "upper",
        "why",
        "words",
    )

    def __init__(self, text: str, spans: list[Span], *, gap: int = 0, loose: bool = False, glued: bool = False) -> None:
        self.text = text
        self.spans = spans
        # where it stands
        self.gap = gap  # blank lines above
        self.loose = loose  # blanks or a table bar after its end, as under a picture in a table
        self.glued = glued  # cut out of a line that holds more
        self.at = 0  # its place among the page's pieces
        self.block = 1  # how many lines stand together with it, no blank line between them
        self.place = 0  # its place among those
        self.cells = 1  # stretches of the line that wide blanks part
        self.row = _NO_ROW  # those stretches, where there are several
        self.indent = False  # blanks stand before it
        # typography
        length = size = len(text)
        sample = text if length <= LONG else f"{text[:LONG]} {text[-200:]}"
        self.words = words = sample.split()
        spaced = True
        if not sample.isascii():
            wide = len(_WIDE.findall(sample))
            if wide:
                size += 2 * wide
                spaced = wide * 3 < len(sample)
            elif _NO_BLANKS.search(sample):
                spaced = False
        self.spaced = spaced  # the script sets blanks between words
        self.size = size  # letters as read: a Chinese, Japanese or Korean sign counts three
        self.count = len(words) if spaced else max(1, size // 6)  # words, or what would be words without blanks
        self.key = key_of(sample if length <= _KEY else sample[:_KEY])
        # It ends as a sentence ends; Thai and Lao have no full stop.
        self.closed = closed = ends_sentence(text) or (
            not spaced and size == length >= 80 and _NO_STOP.search(sample) is not None
        )
        first = text[:1]
        self.quoted = first in _QUOTES  # begins with a quotation mark
        if first in _OPENERS:
            first = text.lstrip(_OPENERS)[:1]
        # begins with a small letter; or all its letters are capitals
        self.lower = lower = first.islower() and not _GEORGIAN.match(first)
        self.upper = not lower and length <= 300 and text.isupper()
        # reads like a paragraph of running text by itself; or is at least one whole sentence, however short
        self.prose = size >= 170 or (size >= 90 and (closed or text[-1] in ":："))
        self.sentence = closed and (len(words) >= 3 if spaced else size >= 18)
        # what became of it
        self.alone: Role | None = None  # what it was taken for before its place was looked at
        self.role: Role | None = None
        self.open = True  # no rule has settled it yet
        self.also: tuple[Role, ...] = ()
        self.why = ""
        self.confidence = 1.0
        self.box = ""  # the kind of box it heads ("links", "media", …)
        self.soft = False  # furniture only because of where it stands: the head may claim it back
        self.credit = ""
        self.caption = ""
        # worked out when first asked for
        self.kinship: float | None = None  # see topic.py
        self.appeal = -1  # see boxes.py: how many of an appeal's words it holds
        self._digits: bool | None = None
        self._caseless: bool | None = None
        self._folded: list[str] | None = None
        self._tokens: list[str] | None = None
        self._wordset: set[str] | None = None

    @property
    def digits(self) -> bool:
        """Whether a digit is in it."""
        if self._digits is None:
            self._digits = _DIGIT.search(self.text) is not None
        return self._digits

    @property
    def caseless(self) -> bool:
        """Whether its script has no capitals: Arabic, Hebrew, Hindi, Chinese and many more."""
        if self._caseless is None:
            self._caseless = not self.text.isascii() and (
                (not self.upper and self.text.upper() == self.text.lower()) or _GEORGIAN.search(self.text) is not None
            )
        return self._caseless

    @property
    def folded(self) -> list[str]:
        """Its words, each case folded and bare of the signs beside it."""
        if self._folded is None:
            self._folded = [(word if word.isalnum() else word.strip(EDGES)).casefold() for word in self.words]
        return self._folded

    @property
    def tokens(self) -> list[str]:
        """Its words, case folded, with the signs beside them."""
        if self._tokens is None:
            self._tokens = self.key.split()
        return self._tokens

    def has_words(self) -> set[str]:
        """Its different words, case folded and bare of punctuation."""
        if self._wordset is None:
            self._wordset = words_of(self.key)
        return self._wordset

    def settle(self, role: Role, why: str, confidence: float = 1.0) -> None:
        """Give it a role, with the rule's name in plain words."""
        self.role = role
        self.open = False
        self.why = why
        self.confidence = confidence
        self.soft = False

    def reopen(self) -> None:
        """Take its role away again."""
        self.role = None
        self.open = True
        self.soft = False
        self.why = ""
        self.confidence = 1.0


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop, question or exclamation mark, ellipsis or their like."""
    end = text[-1:]
    if end in _ENDS:
        return True
    if end in _CLOSERS:
        inside = text[-12:].rstrip(_CLOSERS)
        if inside[-1:] in _ENDS:
            return True
        if end in ")）]":
            # "…he said. (AP)", "…だという。(山田一郎)": a sign behind the sentence
            opening = max(text.rfind("(", -44), text.rfind("（", -44), text.rfind("[", -44))
            return opening > 0 and text[:opening].rstrip(" \"'”»」")[-1:] in _ENDS
    return False


def read_pieces(lines: Iterable[Line]) -> list[Piece]:
    """One piece a line, with the blank lines above it counted."""
    pieces: list[Piece] = []
    for printed in lines:
        line = printed.text
        bare = line.strip()
        start = line.index(bare[0]) if line[0].isspace() else 0
        shown = bare.strip(_BARS) or bare
        # A bar or blanks after the end: the cell of a layout table ended here.
        loose = len(line) - start > len(bare) + 1 or (len(shown) < len(bare) and bare[-1] == "|")
        row: Sequence[str] = _NO_ROW
        if "  " in shown or "\t" in shown or "\u00a0" in shown:
            if len(shown) < _TABLE_ROW:
                row = _WIDE_BLANKS.split(shown)
            shown = one_blank(shown)
        piece = Piece(shown, [Span(printed.number, start, start + len(bare))], gap=printed.gap, loose=loose)
        piece.indent = start > 1
        if len(row) > 1:
            piece.row, piece.cells = row, len(row)
        pieces.append(piece)
    return pieces


def one_blank(text: str) -> str:
    """A text with one blank wherever it has blanks; an endless line is left as it is."""
    return " ".join(text.split()) if len(text) <= _ENDLESS else text


def cut(piece: Piece, source: str, *places: int) -> list[Piece]:
    """A piece of one line cut at offsets of that line; blanks and bars around the cuts belong to no text."""
    (span,) = piece.spans
    cuts = [span.start, *places, span.end]
    found: list[Piece] = []
    for start, end in itertools.pairwise(cuts):
        raw = source[start:end]
        bare = raw.strip()
        if not bare:
            continue
        at = start + len(raw) - len(raw.lstrip())
        shown = " ".join((bare.strip(_BARS) or bare).split())
        shown = _DANGLING.sub("", shown) or shown
        gap = piece.gap if not found else 0
        loose = piece.loose and end == span.end
        found.append(Piece(shown, [Span(span.line, at, at + len(bare))], gap=gap, loose=loose, glued=True))
    return found


def joined(pieces: list[Piece]) -> Piece:
    """Several pieces as one: the lines of a hard-wrapped paragraph."""
    text = " ".join(piece.text for piece in pieces)
    spans = [span for piece in pieces for span in piece.spans]
    return Piece(text, spans, gap=pieces[0].gap, loose=pieces[-1].loose)


def describes(piece: Piece, following: Piece) -> bool:
    """Whether one or two bare words in small letters stand over a longer line: an image's alternative text."""
    return (
        piece.lower
        and piece.spaced
        and len(piece.words) <= 3
        and "." not in piece.text  # a site's address
        and following.open
        and not following.lower
        and 5 <= len(following.words) <= 40
        and not following.prose
    )
