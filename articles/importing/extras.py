"""What our own exports tell beyond their format, under names of our own, and how a story takes it back.

``articles.exporting`` writes these names where each format lets others add what it does not know itself. What is told
here is exact (the roles of a byline, whether a printed date has a time), so it goes before what a parser made of the
format's own fields. It is a source like any other: read mildly, and what reads as nothing is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from articles.importing.document import ParsedByline, ParsedStory, ParsedTopic, Role

OWN = "tag:newsroom.example,2026:"
"""Names of our own as addresses: a tag URI (RFC 4151) under a domain that nobody can have."""

PUBLISHED = "published"
UPDATED = "updated"
SECTION = "section"
KIND = "kind"
BYLINES = "bylines"
STANDFIRST = "standfirst"
DATELINE = "dateline"
AGENCY = "agency"
CORRECTION = "correction"
CHANGE = "change"
LANGUAGE = "language"
TOPICS = "topics"
OLD_PATHS = "old-paths"
PLACES = "places"

UNDATED = "undated"
NEVER = "never"
UNTOLD = "und"
"""What a story says of its language that says none (BCP 47)."""
CORRECTIONS = frozenset({"correction", "retraction"})
ROLES: Mapping[str, Role] = {
    PUBLISHED: Role.PUBLISHED,
    UPDATED: Role.UPDATED,
    SECTION: Role.SECTION,
    KIND: Role.KIND,
    BYLINES: Role.BYLINE,
    STANDFIRST: Role.STANDFIRST,
    DATELINE: Role.DATELINE,
    AGENCY: Role.AGENCY,
    CORRECTION: Role.CORRECTION,
    CHANGE: Role.IDENTIFIER,
    LANGUAGE: Role.LANGUAGE,
    TOPICS: Role.TOPIC,
    OLD_PATHS: Role.ADDRESS,
    PLACES: Role.CAPTION,
}
_AS_TEXT = (SECTION, KIND, STANDFIRST, DATELINE, AGENCY, CORRECTION, LANGUAGE)


def name_of(told: str) -> str:
    """Which of our names an address is; ``""`` for one of somebody else's.

    >>> name_of("tag:newsroom.example,2026:dateline"), name_of("http://cv.iptc.org/newscodes/dateline")
    ('dateline', '')
    """
    name = told.strip().removeprefix(OWN)
    return name if name in ROLES and name != told.strip() else ""


def take(story: ParsedStory, told: Mapping[str, str]) -> ParsedStory:
    """The story with what is told under our names."""
    fields: dict[str, Any] = {name: told[name].strip() for name in _AS_TEXT if told.get(name, "").strip()}
    for name, none in ((PUBLISHED, UNDATED), (UPDATED, NEVER)):
        if name in told and (told[name] == none or _instant(told[name]) is not None):
            fields[name] = _instant(told[name])
    if bylines := _pairs(told.get(BYLINES, "")):
        fields["bylines"] = tuple(ParsedByline(name, role) for name, role in bylines)
    if topics := _pairs(told.get(TOPICS, "")):
        fields["topics"] = tuple(ParsedTopic(name, code) for name, code in topics)
    if old_paths := _paths(told.get(OLD_PATHS, "")):
        # What a parser makes of the format's own rules (WordPress's "/?p=12") never worked at one of our papers.
        fields["old_paths"] = tuple(dict.fromkeys(old_paths))
    places = _rows(told.get(PLACES, ""))
    if len(places) == len(story.captions) and all(isinstance(place, str) for place in places):
        pairs = zip(story.captions, places, strict=True)
        fields["captions"] = tuple(replace(caption, place=place) for caption, place in pairs)
    if AGENCY in told:  # a blank says that there is none, which a provider's name would stand in for
        fields[AGENCY] = told[AGENCY].strip()
    if fields.get(LANGUAGE) == UNTOLD:
        fields[LANGUAGE] = ""
    if CHANGE in told:
        fields["is_correction"] = told[CHANGE] in CORRECTIONS
    if fields.get(CORRECTION) and story.editor_note == fields[CORRECTION]:
        fields["editor_note"] = ""  # readers have been told
    return replace(story, **fields)


def _instant(told: str) -> date | datetime | None:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(told)
        except ValueError:
            continue
    return None


def _rows(told: str) -> list[Any]:
    """A list in JSON; empty for anything else."""
    try:
        rows = json.loads(told or "[]")
    except (ValueError, RecursionError):
        return []
    return rows if isinstance(rows, list) else []


def _pairs(told: str) -> list[tuple[str, str]]:
    """Names with their roles or codes: ``[["Ann Lee","Analyst"],["Bo Ek",""]]``; none where it reads as nothing."""
    found = []
    for row in _rows(told):
        match row:
            case [str(name), str(about)] if name.strip():
                found.append((name.strip(), about.strip()))
            case _:
                return []
    return found


def _paths(told: str) -> list[str]:
    """Paths of the site that begin with a slash."""
    return [row for row in _rows(told) if isinstance(row, str) and row.startswith("/")]
