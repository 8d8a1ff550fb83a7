"""What an import did, counted and told."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from articles.importing.item import storable

# A million stories may each have something to tell. What goes beyond this is only counted.
MOST_KEPT = 10_000
# What moves a terminal's cursor, changes its colours, turns the direction of a line or ends it; and no characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Result(StrEnum):
    """What became of one story."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One story's result, with what an editor should know about it."""

    name: str
    result: Result
    article_id: int | None = None
    live: bool = False
    notes: tuple[str, ...] = ()
    needs_a_look: bool = False
    has_doubts: bool = False


def printable(text: str) -> str:
    """Text from outside (a file's name, a line of a page) for one line of a terminal; valid in JSON if it was before.

    >>> print(printable("\x1b[2Jall fine.txt"))
    \\u001b[2Jall fine.txt
    """
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@dataclass
class Report:
    """An import's counts, problems and notes. ``str(report)`` is the line editors know from every import.

    ``more_problems`` and ``more_notes`` count what was not kept. ``have_doubts`` counts stories that arrived though
    some of their lines are doubtful, which is told with their sources.
    """

    counts: Counter[Result] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    more_problems: int = 0
    more_notes: int = 0
    live: int = 0
    needs_a_look: int = 0
    have_doubts: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count a story that was read."""
        if outcome.result is Result.FAILED:
            self.fail(f"{outcome.name}: {' '.join(outcome.notes)}")
            return
        self.counts[outcome.result] += 1
        self.live += outcome.live
        self.needs_a_look += outcome.needs_a_look
        self.have_doubts += outcome.has_doubts
        for note in outcome.notes:
            self.note(f"{outcome.name}: {note}")

    def fail(self, problem: str) -> None:
        """Count a story that could not be read or stored, and keep why."""
        self.counts[Result.FAILED] += 1
        if len(self.problems) < MOST_KEPT:
            self.problems.append(printable(storable(problem)))
        else:
            self.more_problems += 1

    def note(self, note: str) -> None:
        """Keep something that is good to know."""
        if len(self.notes) < MOST_KEPT:
            self.notes.append(printable(storable(note)))
        else:
            self.more_notes += 1

    @property
    def stories(self) -> int:
        """How many stories it has to do with so far."""
        return self.counts.total()

    def __str__(self) -> str:
        return ", ".join(f"{self.counts[result]} {result}" for result in Result)
