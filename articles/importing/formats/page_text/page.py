"""The page as a whole: its pieces, and what only the whole can tell about each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from articles.importing.document import ParsedByline, Role

from .datelines import Dateline
from .lengthy import Middle
from .pieces import Piece


@dataclass(slots=True)
class Page:
    """What is known so far about a page; each stage adds to it."""

    lines: dict[int, str]  # the lines that are read closely, under their numbers
    pieces: list[Piece]
    middle: Middle | None = None  # what is not, of a text too long for a page
    middle_ends: int = 0  # the number of the first line behind it
    language: str = ""
    day_first: bool = True  # how 3/4/2014 is read
    printed: dict[str, list[int]] = field(default_factory=dict)  # key -> places where it is printed
    airy: bool = True  # blank lines stand between its paragraphs, so that they tell what belongs together
    topic: set[str] | None = None  # see topic.py
    lead: int | None = None  # where the story's first paragraph is
    transcript: bool = False
    live: bool = False
    interview: bool = False
    headline: Piece | None = None
    bylines: list[ParsedByline] = field(default_factory=list)
    dateline: str = ""
    agency: str = ""
    published: date | datetime | None = None
    datelines: dict[int, Dateline] = field(default_factory=dict)  # id of piece -> its dateline
    owners: set[str] | None = None  # see neighbours.py

    def index_prints(self) -> None:
        """Note where each line is printed, to see what is printed twice."""
        self.printed = {}
        for at, piece in enumerate(self.pieces):
            piece.at = at
            self.printed.setdefault(piece.text, []).append(at)

    def measure_blocks(self) -> None:
        """Note which lines stand together without a blank line between them."""
        prose = [piece for piece in self.pieces[1:] if piece.prose]
        apart = sum(piece.gap > 0 for piece in prose)
        self.airy = apart * 2 > len(prose) if len(prose) > 1 else True
        start = 0
        for at in range(1, len(self.pieces) + 1):
            if at == len(self.pieces) or self.pieces[at].gap:
                if at - start > 1:
                    for place, piece in enumerate(self.pieces[start:at]):
                        piece.place, piece.block = place, at - start
                start = at

    def renumber(self, pieces: list[Piece]) -> None:
        """Take a new list of pieces; where they stand is measured anew."""
        self.pieces = pieces
        self.index_prints()
        self.measure_blocks()

    def of(self, *roles: Role) -> list[Piece]:
        """The pieces with one of these roles, in order."""
        return [piece for piece in self.pieces if piece.role in roles]
