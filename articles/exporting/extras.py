"""What a format has no place for, under names of our own.

Each format has a place for what it does not know (``descriptions`` in ninjs, ``contentMetaExtProperty`` in NewsML-G2,
``meta`` in NITF, ``postmeta`` in WXR), and each writes the same names there: ``articles.importing.extras`` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from articles.exporting.paper import Beside, Paper, trail
from articles.importing.extras import (
    AGENCY,
    BYLINES,
    CHANGE,
    CORRECTION,
    DATELINE,
    KIND,
    LANGUAGE,
    NEVER,
    OLD_PATHS,
    OWN,
    PLACES,
    PUBLISHED,
    SECTION,
    STANDFIRST,
    TOPICS,
    UNDATED,
    UNTOLD,
    UPDATED,
)
from articles.models import Kind, Version
from articles.structured_data import correction_of

# Says that there is none, where an importer would take another value for it.
BLANK = " "

__all__ = [
    "AGENCY",
    "BYLINES",
    "CHANGE",
    "CORRECTION",
    "DATELINE",
    "KIND",
    "LANGUAGE",
    "OLD_PATHS",
    "OWN",
    "PLACES",
    "PUBLISHED",
    "SECTION",
    "STANDFIRST",
    "TOPICS",
    "UPDATED",
    "extras",
]


def extras(version: Version, paper: Paper, beside: Beside, names: Collection[str]) -> dict[str, str]:
    """The story's values under those of the ``names`` that have one, in a fixed order."""
    found = {
        PUBLISHED: paper.printed(version.published_at, has_time=version.published_has_time) or UNDATED,
        UPDATED: paper.printed(version.updated_at, has_time=version.updated_has_time) or NEVER,
        SECTION: "/".join(section.name for section in trail(version)),
        KIND: version.kind if version.kind != Kind.NEWS else "",
        BYLINES: _table([[byline["name"], byline["role"]] for byline in version.bylines]),
        STANDFIRST: version.standfirst,
        DATELINE: version.dateline,
        AGENCY: version.agency or BLANK,
        CORRECTION: correction_of(version),
        CHANGE: version.change,
        LANGUAGE: version.language or UNTOLD,
        PLACES: _table([caption["place"] for caption in version.captions] if _has_places(version) else []),
        OLD_PATHS: _table([version.get_absolute_url(), *beside.old_paths]),
        TOPICS: _table([[topic["name"], beside.codes.get(topic["topic"], "")] for topic in version.subjects]),
    }
    return {name: value for name, value in found.items() if name in names and value}


def _has_places(version: Version) -> bool:
    return any(caption["place"] for caption in version.captions)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as one text; ``""`` for none."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""
