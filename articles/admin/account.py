"""A source's lines with what each became: rows for the pages that show them, and the roles an editor may choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from articles.importing.document import Part, Role
from articles.importing.reassign import ASSIGNABLE, SET_BY_EDITOR, place_of

# Below this the page says that the parser was in doubt, and why.
SURE = 0.75


class RoleName(NamedTuple):
    """What a role is called, one and many, and the key that gives it to a line."""

    name: str
    many: str
    key: str = ""


ROLE_NAMES: dict[Role, RoleName] = {
    Role.HEADLINE: RoleName("Headline", "headlines", "h"),
    Role.STANDFIRST: RoleName("Standfirst", "standfirsts", "s"),
    Role.BYLINE: RoleName("Byline", "bylines", "b"),
    Role.PARAGRAPH: RoleName("Paragraph", "paragraphs", "p"),
    Role.CROSSHEAD: RoleName("Crosshead", "crossheads", "x"),
    Role.CAPTION: RoleName("Caption", "captions", "c"),
    Role.CREDIT: RoleName("Credit", "credits", "r"),
    Role.FURNITURE: RoleName("Furniture", "lines of furniture", "f"),
    Role.SECTION: RoleName("Section", "sections", "e"),
    Role.PUBLISHED: RoleName("Printed date", "printed dates", "d"),
    Role.UPDATED: RoleName("Printed update", "printed updates", "u"),
    Role.DATELINE: RoleName("Dateline", "datelines", "l"),
    Role.AGENCY: RoleName("Agency", "agencies", "a"),
    Role.TOPIC: RoleName("Topic", "topics", "t"),
    Role.CORRECTION: RoleName("Correction", "corrections", "o"),
    Role.EDITOR_NOTE: RoleName("Note to editors", "notes to editors", "m"),
    Role.EMBARGO: RoleName("Embargo", "embargoes"),
    Role.PHOTO: RoleName("Photo", "photos"),
    Role.KIND: RoleName("Kind", "kinds"),
    Role.LANGUAGE: RoleName("Language", "languages"),
    Role.ADDRESS: RoleName("Address", "addresses"),
    Role.IDENTIFIER: RoleName("Identifier", "identifiers"),
}
FORMAT_NAMES = {
    "feed": "Feed",
    "ghost": "Ghost export",
    "html": "Web page",
    "newsml_g2": "NewsML-G2",
    "ninjs": "ninjs",
    "nitf": "NITF",
    "page_text": "Page text",
    "wxr": "WordPress export",
}
GOES_ON = "goes-on"
GOES_ON_KEY = "j"


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a line as the page shows it; ``part`` is its place in the account, or ``None`` if it has none.

    ``place`` is where in a structured source its value stands.
    """

    part: int | None
    line: int
    text: str
    place: str = ""
    role: str = ""
    name: str = "Not accounted for"
    also: str = ""
    why: str = ""
    is_unsure: bool = False
    is_set: bool = False
    continues: bool = False
    is_first: bool = True
    below_gap: bool = False
    may_change: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A role in the legend: how many lines have it, and the key that gives it."""

    value: str
    name: str
    key: str
    count: int


def rows_of(text: str, account: Sequence[Part], *, structured: bool = False) -> list[Row]:
    """The stretches of a text in order; white space between them is left out, blank lines are gaps."""
    by_line: dict[int, list[tuple[int, Part]]] = {}
    for at, part in enumerate(account):
        by_line.setdefault(part.line, []).append((at, part))
    rows: list[Row] = []
    gap = False
    for number, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            gap = True
            continue
        of_line: list[Row] = []
        reached = 0
        for at, part in sorted(by_line.get(number, ()), key=lambda each: each[1].start):
            start, end = max(part.start, reached), min(part.end, len(written))
            if stray := written[reached:start].strip():
                of_line.append(Row(None, number, stray))
            if said := written[start:end].strip():
                of_line.append(_row(at, part, said, place_of(said) if structured else ""))
            reached = max(reached, end)
        if stray := written[reached:].strip():
            of_line.append(Row(None, number, stray))
        rows += [replace(row, is_first=not place, below_gap=gap and not place) for place, row in enumerate(of_line)]
        gap = False
    return rows


def _row(at: int, part: Part, text: str, place: str) -> Row:
    return Row(
        at,
        part.line,
        text.removeprefix(place),
        place=place,
        role=part.role.value,
        name=ROLE_NAMES[part.role].name,
        also=", ".join(ROLE_NAMES[role].name.lower() for role in part.also),
        why=part.why,
        is_unsure=part.confidence < SURE,
        is_set=part.why == SET_BY_EDITOR,
        continues=part.continues,
        may_change=part.role in ASSIGNABLE,
    )


def format_name(format: str) -> str:
    """What a format is called at the desk."""
    return FORMAT_NAMES.get(format, format.replace("_", " ").capitalize())


def legend(account: Sequence[Part], *, all_roles: bool = False) -> list[Choice]:
    """The roles with how often each stands in the account: those an editor may give, or those that are there."""
    counts = _counts(account)
    roles = ASSIGNABLE if all_roles else [role for role in ROLE_NAMES if counts[role]]
    return [
        Choice(role.value, known.name, known.key, counts[role]) for role, known in ROLE_NAMES.items() if role in roles
    ]


def summary(account: Sequence[Part]) -> str:
    """The account in a sentence, for those who hear the page: ``1 headline, 12 paragraphs, 2 captions.``."""
    counts = _counts(account)
    told = [
        f"{counts[role]} {known.name.lower() if counts[role] == 1 else known.many}"
        for role, known in ROLE_NAMES.items()
        if counts[role]
    ]
    return f"{', '.join(told)}." if told else "No line has a role."


def doubtful(account: Sequence[Part]) -> int:
    """How many stretches the parser was unsure of."""
    return sum(part.confidence < SURE and not part.continues for part in account)


def _counts(account: Sequence[Part]) -> Counter[Role]:
    return Counter(part.role for part in account if not part.continues)
