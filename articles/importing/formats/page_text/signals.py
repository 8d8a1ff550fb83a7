"""Signals: what a line and the lines around it show, as names that weights can be given to.

No signal is a word of a language: all are typography, place, repetition, kinship with the story and what the line
was taken for by itself (:mod:`.alone`, :mod:`.boxes`), so that what is learnt on pages of one language serves another.
A number becomes the name of its range: ``size5``, ``gap1``. What is true of a neighbour has its distance before it:
``-1:closed`` is the line above.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from .boxes import speaks_to_reader
from .dates import find_clock, find_dates
from .page import Page
from .pieces import Piece
from .topic import speaks_of_story
from .vocabulary import vocabulary

_SIZES = (8, 16, 26, 40, 60, 90, 140, 220, 400)
_WORDS = (1, 2, 3, 4, 6, 9, 13, 20, 35)
_SHARES = (0.2, 0.4, 0.6, 0.8, 0.99)
_KINSHIP = (0.01, 0.2, 0.35, 0.5, 0.75)
_BLOCKS = (1, 2, 4, 8)
_FROM_EDGE = (0, 1, 2, 4, 8, 16, 32)
_FROM_STORY = (1, 2, 3, 5, 8, 14, 25)
_BELOW = (0, 1, 2, 4, 8)
_OF_USUAL = (0.1, 0.2, 0.35, 0.6, 1.0, 1.6)
_RUNS = (1, 2, 3, 5, 8, 14)
_APART = 4  # so many other lines do not part the paragraphs of one story
_SHORT = 300  # longer lines are looked at less closely
_PHRASE = 80  # longer lines are no stock phrase as a whole
_MARKS = (*"|>/@©»•:…()\"“«#+&=–—'", "http", "www", "...", " - ", ".jpg", ".com")
_FLAGS = ("sentence", "quoted", "digits", "glued", "indent", "lower", "caseless")
_PLAIN_FLAGS = ("prose", "upper", "loose")
_LISTS = ("sections", "agencies", "outlets", "generic_bylines", "caption_heads")


class Story(NamedTuple):
    """Where the longest run of paragraphs stands, and what is usual in it."""

    lead: int
    tail: int
    usual: int  # the size of its paragraph in the middle


class Signals:
    """The signals of a page's lines, each worked out when it is first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pieces = page.pieces
        self.story = _story_of(page.pieces)
        self.beside: dict[int, list[str]] = {}
        self.prose = [at for at, piece in enumerate(page.pieces) if piece.prose]

    def of(self, at: int) -> list[str]:
        """Everything that speaks for or against a role of the line at this place."""
        piece, own = self.pieces[at], _look(self.page, at)
        lead, tail, usual = self.story
        zone = "head" if at < lead else "body" if at <= tail else "tail"
        found = [zone, *own]
        found += [f"{zone}&{signal}" for signal in own]
        end = "closed" if piece.closed else "open"
        found.append(f"{zone}&{own[0]}&{end}&gap{min(piece.gap, 2)}")
        left = len(self.pieces) - 1 - at
        found.append(f"top{bisect_left(_FROM_EDGE, at)}")
        found.append(f"left{bisect_left(_FROM_EDGE, left)}")
        if zone == "head":
            found.append(f"to story{bisect_left(_FROM_STORY, lead - at)}")
        elif zone == "tail":
            found.append(f"past story{bisect_left(_FROM_STORY, at - tail)}")
        elif at == lead:
            found.append("first paragraph")
        found.append("airy" if self.page.airy else "dense")
        found.append(f"{zone}&{end}&usual{bisect_left(_OF_USUAL, piece.size / usual)}")
        self._add_place_among_prose(found, at, zone)
        for distance in (-3, -2, -1, 1, 2, 3):
            there = at + distance
            if 0 <= there < len(self.pieces):
                found += [f"{distance}:{signal}" for signal in self._beside(there)]
            else:
                found.append(f"{distance}:edge")
        return found

    def _add_place_among_prose(self, found: list[str], at: int, zone: str) -> None:
        """How near the next paragraphs are, how many follow, and where it stands in a run of shorter lines."""
        here = bisect_left(self.prose, at)
        after = here + (here < len(self.prose) and self.prose[here] == at)
        above = self.prose[here - 1] if here else -1
        below = self.prose[after] if after < len(self.prose) else len(self.pieces)
        found.append(f"{zone}&prose below{bisect_left(_BELOW, len(self.prose) - after)}")
        found.append(f"{zone}&next prose{min(below - at, 6) if after < len(self.prose) else ' none'}")
        found.append(f"{zone}&last prose{min(at - above, 6) if here else ' none'}")
        if after == here:
            run = bisect_left(_RUNS, below - above - 1)
            found.append(f"{zone}&run{run}")
            found.append(f"{zone}&run{run}&{min(at - above - 1, 3)}&{min(below - at - 1, 3)}")

    def _beside(self, at: int) -> list[str]:
        """What a line shows of itself to those beside it, at a glance."""
        found = self.beside.get(at)
        if found is None:
            found = self.beside[at] = _glance(self.pieces[at])
        return found


def _glance(piece: Piece) -> list[str]:
    """The little of a line that also tells something about the lines around it; its size comes first."""
    found = [
        f"size{bisect_left(_SIZES, piece.size)}",
        f"alone {piece.alone.value if piece.alone else 'open'}",
        "closed" if piece.closed else "unclosed",
        f"gap{min(piece.gap, 3)}",
    ]
    found += [flag for flag in _PLAIN_FLAGS if getattr(piece, flag)]
    if piece.box:
        found.append(f"box {piece.box}")
    return found


def _look(page: Page, at: int) -> list[str]:
    """What the line at this place shows by itself; its size comes first."""
    piece = page.pieces[at]
    text = piece.text
    found = _glance(piece)
    found.append(f"words{bisect_left(_WORDS, piece.count)}")
    found += [flag for flag in _FLAGS if getattr(piece, flag)]
    found.append(f"block{bisect_left(_BLOCKS, piece.block)}")
    found.append(f"place{min(piece.place, 2)}")
    if piece.cells > 1:
        found.append(f"cells{min(piece.cells, 4)}")
    found.append(f"begins {_sign(text[0])}")
    found.append(f"ends {_sign(text[-1])}")
    prints = page.printed.get(text, ())
    if len(prints) > 1:
        found.append("printed before" if prints[0] < at else "printed again")
        found += [f"{where} like it" for where, there in (("above", at - 1), ("below", at + 1)) if there in prints]
    dateline = page.datelines.get(id(piece))
    if dateline is not None:
        found.append("sure dateline" if dateline.sure else "dateline")
    if piece.size < _SHORT:
        found += _look_closely(page, piece)
    return found


def _look_closely(page: Page, piece: Piece) -> list[str]:
    """What only shorter lines are asked: capitals, signs, dates, the pages' own words, kinship with the story."""
    text = piece.text
    found = [f"has {mark}" for mark in _MARKS if mark in text]
    if piece.spaced and len(piece.words) > 1 and not piece.caseless:
        capitals = sum(word[0].isupper() for word in piece.words) / len(piece.words)
        found.append(f"capitals{bisect_left(_SHARES, capitals)}")
    if speaks_to_reader(piece, weight=2):
        found.append("appeal")
    if piece.digits and find_dates(text):
        found.append("date")
    if piece.digits and find_clock(text):
        found.append("clock")
    known = vocabulary()
    words = piece.has_words()
    if words:
        found.append(f"page words{bisect_left(_SHARES, len(words & known.page_words) / len(words))}")
    if not known.words["nag_persons"].isdisjoint(words):
        found.append("to reader")
    found += [f"a word of {name}" for name in _LISTS if piece.key in known.words[name]]
    meaning, _ = known.meaning(piece.key, long=piece.size > _PHRASE)
    within, _ = known.meaning_within(piece.key, piece.tokens)
    if meaning:
        found.append(f"means {meaning}")
    if within:
        found.append(f"speaks of {within}")
    if not piece.prose:
        found.append(f"kin{bisect_left(_KINSHIP, speaks_of_story(page, piece))}")
    return found


def _sign(char: str) -> str:
    return "letter" if char.isalpha() else "digit" if char.isdigit() else char


def _story_of(pieces: list[Piece]) -> Story:
    """The run of paragraphs with the most text; a few other lines between two of them do not end it."""
    best, lead, tail = 0, len(pieces), len(pieces)
    start = last = weight = 0
    sizes: list[int] = []
    for at, piece in enumerate(pieces):
        if not piece.prose:
            continue
        sizes.append(piece.size)
        if at - last > _APART or not weight:
            start, weight = at, 0
        weight += piece.size
        last = at
        if weight > best:
            best, lead, tail = weight, start, at
    sizes.sort()
    return Story(lead, tail, sizes[len(sizes) // 2] if sizes else 200)
