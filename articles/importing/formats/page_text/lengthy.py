"""Texts too long to be a page: head and tail are read closely, the middle is taken for paragraphs.

A saved page has dozens of lines, a live report of a whole day some thousands. What is longer is a book, a log or
noise; it is kept to the last character, but only so many lines of it are looked at closely, so that work and
memory stay in proportion to its length, whatever it holds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

from articles.importing.document import Part, Role

READ_CLOSELY = 2500
"""So many lines that are not blank are read as a page."""

_HEAD = 2000
_TAIL = READ_CLOSELY - _HEAD
_PARAGRAPH = 400  # a blank line ends a paragraph of the middle that is this long,
_SHORT = 100_000  # signs: as one list of lines that is little
_LONGEST = 4000  # and none is much longer than this
WHY = "in the middle of a text too long for a page"


class Line(NamedTuple):
    """A line that is not blank: its number from 1, its text, and how many blank lines are above it."""

    number: int
    text: str
    gap: int


@dataclass(slots=True)
class Middle:
    """What stands between head and tail: where its lines are, and its paragraphs."""

    numbers: array[int]
    starts: array[int]
    ends: array[int]
    paragraphs: list[str]

    def part(self, at: int, role: Role) -> Part:
        """The account of one of its lines."""
        return Part(self.numbers[at], self.starts[at], self.ends[at], role, why=WHY, confidence=0.3)


def read_lines(text: str) -> tuple[list[Line], list[Line], Middle | None]:
    """The lines of a text that are not blank: all as its head; or its head, its tail and what is between."""
    if text.count("\n") < READ_CLOSELY:
        return list(_lines(text)), [], None
    filled = sum(1 for _ in _lines(text))
    if filled <= READ_CLOSELY:
        return list(_lines(text)), [], None
    head: list[Line] = []
    tail: list[Line] = []
    middle = Middle(array("L"), array("L"), array("L"), [])
    words: list[str] = []
    told = 0
    for at, line in enumerate(_lines(text)):
        if at < _HEAD:
            head.append(line)
        elif at >= filled - _TAIL:
            tail.append(line if tail else Line(line.number, line.text, line.gap + 9))  # nothing runs on over the gap
        else:
            bare = line.text.strip()
            start = line.text.index(bare[0])
            middle.numbers.append(line.number)
            middle.starts.append(start)
            middle.ends.append(start + len(bare))
            if words and (told > _LONGEST or (line.gap and told > _PARAGRAPH)):
                middle.paragraphs.append(" ".join(words))
                words, told = [], 0
            words.append(bare)
            told += len(bare) + 1
    if words:
        middle.paragraphs.append(" ".join(words))
    return head, tail, middle


def _lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, one after the other; a long text is not cut up as a whole."""
    number = gap = start = 0
    if len(text) < _SHORT:
        for number, line in enumerate(text.split("\n"), start=1):
            if line and not line.isspace():
                yield Line(number, line, gap)
                gap = 0
            else:
                gap += 1
        return
    while start <= len(text):
        number += 1
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        if end > start and not (line := text[start:end]).isspace():
            yield Line(number, line, gap)
            gap = 0
        else:
            gap += 1
        start = end + 1


class Account(Sequence[Part]):
    """The account of a long text: the parts of its middle are made when asked for."""

    def __init__(self, before: Sequence[Part], middle: Middle, role: Role, after: Sequence[Part]) -> None:
        self._before = before
        self._middle = middle
        self._role = role
        self._after = after

    def __len__(self) -> int:
        return len(self._before) + len(self._middle.numbers) + len(self._after)

    @overload
    def __getitem__(self, at: int) -> Part: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Part]: ...

    def __getitem__(self, at: int | slice) -> Part | Sequence[Part]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = at + len(self) if at < 0 else at
        inside = at - len(self._before)
        if inside < 0:
            return self._before[at]
        if inside < len(self._middle.numbers):
            return self._middle.part(inside, self._role)
        return self._after[inside - len(self._middle.numbers)]
