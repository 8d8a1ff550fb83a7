"""Pieces: the stretches of text that get a role, each with its typography measured once.

A piece is mostly one line; a glued line gives several, a hard-wrapped paragraph is one piece of
several lines. Everything later rules ask about (length, end, capitals, neighbours, blanks) is
worked out here, so that a rule is a few comparisons.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.importing.document import Role

from .lengthy import Line
from .vocabulary import key_of, words_of

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


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one source line; the line counts from 1."""

    line: int
    start: int
    end: int


class Piece:
    """A stretch of text on its way to a role.

    A page has dozens of them, so what is the same for most stands on the class, and making one is cheap.
    """

    # where it stands
    gap = 0  # blank lines above
    loose = False  # blanks or a table bar after its end, as under a picture in a table
    glued = False  # cut out of a line that holds more
    at = 0  # its place among the page's pieces
    block = 1  # how many lines stand together with it, no blank line between them
    place = 0  # its place among those
    cells = 1  # stretches of the line that wide blanks part
    row: list[str] = []  # those stretches, where there are several; never changed in place
    indent = False  # blanks stand before it
    # typography
    size = 0  # letters as read: a Chinese, Japanese or Korean sign counts three
    key = ""
    closed = False  # ends as a sentence ends
    quoted = False  # begins with a quotation mark
    lower = False  # begins with a small letter
    upper = False  # all its letters are capitals
    spaced = True  # the script sets blanks between words
    prose = False  # reads like a paragraph of running text by itself
    sentence = False  # is at least one whole sentence, however short
    # what became of it
    role: Role | None = None
    also: tuple[Role, ...] = ()
    why = ""
    confidence = 1.0
    box = ""  # the kind of box it heads ("links", "media", …)
    soft = False  # furniture only because of where it stands: the head may claim it back
    credit = ""
    caption = ""
    # worked out when first asked for
    kinship: float | None = None  # see topic.py
    appeal = -1  # see boxes.py: how many of an appeal's words it holds
    _digits: bool | None = None
    _caseless: bool | None = None
    _tokens: list[str] | None = None
    _wordset: set[str] | None = None

    def __init__(self, text: str, spans: list[Span], *, gap: int = 0, loose: bool = False, glued: bool = False) -> None:
        self.text = text
        self.spans = spans
        self.words: list[str] = []
        if gap:
            self.gap = gap
        if loose:
            self.loose = loose
        if glued:
            self.glued = glued

    @property
    def digits(self) -> bool:
        """Whether a digit is in it."""
        if self._digits is None:
            self._digits = _DIGIT.search(self.text) is not None
        return self._digits

    @property
    def open(self) -> bool:
        """Whether no rule has settled it yet."""
        return self.role is None

    @property
    def caseless(self) -> bool:
        """Whether its script has no capitals: Arabic, Hebrew, Hindi, Chinese and many more."""
        if self._caseless is None:
            self._caseless = not self.text.isascii() and (
                (not self.upper and self.text.upper() == self.text.lower()) or _GEORGIAN.search(self.text) is not None
            )
        return self._caseless

    @property
    def count(self) -> int:
        """Its words, or what would be words in a script without blanks."""
        return len(self.words) if self.spaced else max(1, self.size // 6)

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
        self.why = why
        self.confidence = confidence
        self.soft = False

    def reopen(self) -> None:
        """Take its role away again."""
        self.role = None
        self.soft = False
        self.why = ""
        self.confidence = 1.0


def measured(text: str, spans: list[Span], *, gap: int = 0, loose: bool = False, glued: bool = False) -> Piece:
    """A piece with its typography worked out."""
    piece = Piece(text, spans, gap=gap, loose=loose, glued=glued)
    length = size = len(text)
    sample = text if length <= LONG else f"{text[:LONG]} {text[-200:]}"
    piece.words = words = sample.split()
    spaced = True
    if not sample.isascii():
        wide = len(_WIDE.findall(sample))
        if wide:
            size += 2 * wide
            spaced = wide * 3 < len(sample)
        elif _NO_BLANKS.search(sample):
            spaced = False
        piece.spaced = spaced
    piece.size = size
    piece.key = key_of(sample if length <= _KEY else sample[:_KEY])
    piece.closed = closed = ends_sentence(text) or (
        not spaced and size == length >= 80 and _NO_STOP.search(sample) is not None
    )
    piece.quoted = text[:1] in _QUOTES
    first = text.lstrip(_OPENERS)[:1] if text[:1] in _OPENERS else text[:1]
    if first.islower() and not _GEORGIAN.match(first):
        piece.lower = True
    elif length <= 300 and text.isupper():
        piece.upper = True
    piece.prose = ((closed or text[-1] in ":：") and size >= 90) or size >= 170
    piece.sentence = closed and (len(words) >= 3 if spaced else size >= 18)
    return piece


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
        row: list[str] = []
        if "  " in shown or "\t" in shown or "\u00a0" in shown:
            if len(shown) < _TABLE_ROW:
                row = _WIDE_BLANKS.split(shown)
            shown = one_blank(shown)
        piece = measured(shown, [Span(printed.number, start, start + len(bare))], gap=printed.gap, loose=loose)
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
        found.append(measured(shown, [Span(span.line, at, at + len(bare))], gap=gap, loose=loose, glued=True))
    return found


def joined(pieces: list[Piece]) -> Piece:
    """Several pieces as one: the lines of a hard-wrapped paragraph."""
    text = " ".join(piece.text for piece in pieces)
    spans = [span for piece in pieces for span in piece.spans]
    return measured(text, spans, gap=pieces[0].gap, loose=pieces[-1].loose)
