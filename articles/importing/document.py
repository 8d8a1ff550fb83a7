"""What a parser hands over: a story as plain data, with an account of every line it came from.

Nothing here knows Django. A parser is ``parse(data: bytes, *, name: str) -> Iterator[ParsedStory]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from html import escape
from typing import Any


class ParseError(Exception):
    """A source that is not a story: which file, what is wrong, and on which line if known."""

    def __init__(self, name: str, problem: str, *, line: int | None = None) -> None:
        self.name = name
        self.problem = problem
        self.line = line
        where = f"{name}, line {line}" if line is not None else name
        super().__init__(f"{where}: {problem}")


class Role(StrEnum):
    """What a part of the source became."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    SECTION = "section"
    BYLINE = "byline"
    DATELINE = "dateline"
    AGENCY = "agency"
    PUBLISHED = "published"
    UPDATED = "updated"
    CAPTION = "caption"
    CREDIT = "credit"
    CROSSHEAD = "crosshead"
    PARAGRAPH = "paragraph"
    CORRECTION = "correction"
    FURNITURE = "furniture"


class BlockKind(StrEnum):
    """The kinds of block a body is made of."""

    PARAGRAPH = "paragraph"
    CROSSHEAD = "crosshead"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or crosshead of a body, as plain text."""

    kind: BlockKind
    text: str

    @property
    def html(self) -> str:
        """The block as HTML: ``<p>…</p>`` for a paragraph, ``<h2>…</h2>`` for a crosshead."""
        tag = "h2" if self.kind is BlockKind.CROSSHEAD else "p"
        return f"<{tag}>{escape(self.text, quote=False)}</{tag}>"


@dataclass(frozen=True, slots=True)
class ParsedByline:
    """A name as printed, with the role printed beside it ("Senior China Analyst")."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class ParsedCaption:
    """The text under a photo and its credit; either may be empty, not both."""

    text: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one source line and what it became.

    ``line`` counts from 1; ``start`` and ``end`` are character offsets in that line. The parts of a
    line cover each of its non-blank characters exactly once. ``also`` names fields that were read
    out of the same stretch (the dateline that stays in its paragraph). ``why`` names the rule that
    decided, ``confidence`` runs from 0 to 1.
    """

    line: int
    start: int
    end: int
    role: Role
    also: tuple[Role, ...] = ()
    why: str = ""
    confidence: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """The part as stored with a source; defaults are left out."""
        row: dict[str, Any] = {"line": self.line, "start": self.start, "end": self.end, "role": self.role.value}
        if self.also:
            row["also"] = [role.value for role in self.also]
        if self.why:
            row["why"] = self.why
        if self.confidence < 1.0:
            row["confidence"] = round(self.confidence, 3)
        return row


@dataclass(frozen=True, slots=True)
class ParsedStory:
    """One story as its source printed it. Empty means the source did not say; nothing is invented."""

    headline: str = ""
    standfirst: str = ""
    section: str = ""
    bylines: tuple[ParsedByline, ...] = ()
    dateline: str = ""
    agency: str = ""
    published: date | datetime | None = None
    updated: date | datetime | None = None
    captions: tuple[ParsedCaption, ...] = ()
    body: tuple[Block, ...] = ()
    furniture: tuple[str, ...] = ()
    correction: str = ""
    kind: str = "news"
    language: str = ""
    source_id: str = ""
    text: str = field(default="", repr=False)
    encoding: str = ""
    account: Sequence[Part] = field(default=(), repr=False)
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the body, in order."""
        return self._blocks(BlockKind.PARAGRAPH)

    @property
    def crossheads(self) -> tuple[str, ...]:
        """The crossheads of the body, in order."""
        return self._blocks(BlockKind.CROSSHEAD)

    @property
    def body_html(self) -> str:
        """The body as HTML, one block a line."""
        return "\n".join(block.html for block in self.body)

    def _blocks(self, kind: BlockKind) -> tuple[str, ...]:
        return tuple(block.text for block in self.body if block.kind is kind)

    def as_json(self) -> dict[str, Any]:
        """The story under the label keys of the page text corpus; what is absent is ``None``."""
        return {
            "headline": self.headline or None,
            "standfirst": self.standfirst or None,
            "section": self.section or None,
            "kind": self.kind,
            "language": self.language or None,
            "bylines": [{"name": byline.name, "role": byline.role or None} for byline in self.bylines],
            "dateline": self.dateline or None,
            "agency": self.agency or None,
            "published": self.published.isoformat() if self.published else None,
            "updated": self.updated.isoformat() if self.updated else None,
            "captions": [
                {"caption": caption.text or None, "credit": caption.credit or None} for caption in self.captions
            ],
            "crossheads": list(self.crossheads),
            "paragraphs": list(self.paragraphs),
            "furniture": list(self.furniture),
            "correction": self.correction or None,
        }


def parts_by_line(parts: Iterable[Part]) -> dict[int, list[Part]]:
    """The parts of an account under their line numbers, each line's from left to right."""
    lines: dict[int, list[Part]] = {}
    for part in parts:
        lines.setdefault(part.line, []).append(part)
    for of_line in lines.values():
        of_line.sort(key=lambda part: part.start)
    return lines
