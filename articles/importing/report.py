"""What an import did, counted and told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass
class Report:
    """An import's counts, problems and notes. ``str(report)`` is the line editors know from every import."""

    counts: Counter[Result] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    live: int = 0
    needs_a_look: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count a story that was read."""
        self.counts[outcome.result] += 1
        self.live += outcome.live
        self.needs_a_look += outcome.needs_a_look
        self.notes += [f"{outcome.name}: {note}" for note in outcome.notes]

    def fail(self, problem: str) -> None:
        """Count a story that could not be read or stored, and keep why."""
        self.counts[Result.FAILED] += 1
        self.problems.append(problem)

    def __str__(self) -> str:
        return ", ".join(f"{self.counts[result]} {result}" for result in Result)
