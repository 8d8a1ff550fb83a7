"""Pieces: the stretches of text that get a role, each with its typography measured once.

A piece is mostly one line; a glued line gives several, a hard-wrapped paragraph is one piece of
several lines. Everything later rules ask about (length, end, capitals, neighbours, blanks) is
worked out here, so that a rule is a few comparisons.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from articles.importing.document import Role

from .vocabulary import key_of, words_of

LONG = 1200
"""Beyond this many characters a line is measured by its beginning and its end."""

_OPENERS = "\"'“„«‹‘「『（([【*_ "
_CLOSERS = "\"'”“»«›‹’」』）)]】*_ \u200f\u200e"
_ENDS = frozenset(".!?…。！？।॥؟۔\u166e\u1362\u1367\u17d4\u17d5\u0589\u055c\u055e\u104b\u1803")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NO_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200b]{6}")  # Thai, Lao, Burmese, Khmer
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


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of text on its way to a role."""

    text: str
    spans: list[Span]
    gap: int = 0  # blank lines above
    loose: bool = False  # blanks or a table bar after its end, as under a picture in a table
    glued: bool = False  # cut out of a line that holds more
    at: int = 0  # its place among the page's pieces
    block: int = 1  # how many lines stand together with it, no blank line between them
    place: int = 0  # its place among those
    cells: int = 1  # stretches of the line that wide blanks part
    indent: bool = False  # blanks stand before it
    kinship: float | None = None  # see topic.py
    # typography
    size: int = 0  # letters as read: a Chinese, Japanese or Korean sign counts three
    key: str = ""
    words: list[str] = field(default_factory=list)
    closed: bool = False  # ends as a sentence ends
    quoted: bool = False  # begins with a quotation mark
    lower: bool = False  # begins with a small letter
    upper: bool = False  # all its letters are capitals
    spaced: bool = True  # the script sets blanks between words
    # what became of it
    role: Role | None = None
    also: tuple[Role, ...] = ()
    why: str = ""
    confidence: float = 1.0
    box: str = ""  # the kind of box it heads ("links", "media", …)
    soft: bool = False  # furniture only because of where it stands: the head may claim it back
    credit: str = ""
    caption: str = ""
    digits_seen: bool | None = None  # see digits
    wordset: set[str] | None = None  # its different words, case folded; worked out when asked for
    appeal: int = -1  # see boxes.py: how many of an appeal's words it holds; not counted yet

    @property
    def digits(self) -> bool:
        """Whether a digit is in it."""
        if self.digits_seen is None:
            self.digits_seen = _DIGIT.search(self.text) is not None
        return self.digits_seen

    @property
    def open(self) -> bool:
        """Whether no rule has settled it yet."""
        return self.role is None

    @property
    def caseless(self) -> bool:
        """Whether its script has no capitals: Arabic, Hebrew, Hindi, Chinese and many more."""
        return not self.text.isascii() and not self.upper and self.text.upper() == self.text.lower()

    @property
    def count(self) -> int:
        """Its words, or what would be words in a script without blanks."""
        return len(self.words) if self.spaced else max(1, self.size // 6)

    @property
    def prose(self) -> bool:
        """Whether it reads like a paragraph of running text by itself."""
        return (self.closed and self.size >= 90) or self.size >= 170

    @property
    def sentence(self) -> bool:
        """Whether it is at least one whole sentence, however short."""
        return self.closed and len(self.words) >= 3 if self.spaced else self.closed and self.size >= 18

    def has_words(self) -> set[str]:
        """Its different words, case folded and bare of punctuation."""
        if self.wordset is None:
            self.wordset = words_of(self.key)
        return self.wordset

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
    sample = text if len(text) <= LONG else f"{text[:LONG]} {text[-200:]}"
    piece.words = sample.split()
    piece.size = len(text)
    if not sample.isascii():
        wide = len(_WIDE.findall(sample))
        if wide:
            piece.size += 2 * wide
            piece.spaced = wide * 3 < len(sample)
        elif _NO_BLANKS.search(sample):
            piece.spaced = False
    piece.key = key_of(sample) if len(sample) <= 600 else key_of(sample[:600])
    piece.closed = ends_sentence(text) or (not piece.spaced and piece.size == len(text) >= 80)  # Thai has no full stop
    first = text[:1]
    piece.quoted = first in _QUOTES
    letter = text.lstrip(_OPENERS)[:1]
    piece.lower = letter.islower()
    piece.upper = len(text) <= 300 and text.isupper()
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


def read_pieces(text: str) -> list[Piece]:
    """One piece a non-blank line, with the blank lines above it counted."""
    pieces: list[Piece] = []
    gap = 0
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if not bare:
            gap += 1
            continue
        start = line.index(bare[0]) if line[0].isspace() else 0
        shown = bare.strip(_BARS) or bare
        # A bar or blanks after the end: the cell of a layout table ended here.
        loose = len(line.rstrip("\n")) - start > len(bare) + 1 or (len(shown) < len(bare) and bare[-1] == "|")
        cells = 1
        if "  " in shown or "\t" in shown or "\u00a0" in shown:
            if len(shown) < _TABLE_ROW:
                cells = len(_WIDE_BLANKS.split(shown))
            shown = " ".join(shown.split())
        piece = measured(shown, [Span(number, start, start + len(bare))], gap=gap, loose=loose)
        piece.cells, piece.indent = cells, start > 1
        pieces.append(piece)
        gap = 0
    return pieces


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
