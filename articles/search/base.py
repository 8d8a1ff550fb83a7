"""What every search index can do, and what of a version it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from articles.html import to_text
from articles.models import Version
from articles.search.query import Query
from articles.words import Entry


class Hit(NamedTuple):
    """A version that matches. A smaller rank is a better match."""

    version_id: int
    rank: float


class SearchIndex(Protocol):
    """An index of versions that have a span. It proposes; ``Version.objects.live`` decides what readers see."""

    takes_vectors: bool

    def put(self, versions: Iterable[Version]) -> None:
        """Add versions, or replace what is held of them."""
        ...

    def add(self, entries: Iterable[tuple[int, Entry | bytes]]) -> None:
        """Add what is held of versions, by their numbers; none of them may be held yet.

        An entry may come as :func:`articles.words.vector` tells it, where ``takes_vectors``.
        """
        ...

    def drop(self, version_ids: Iterable[int]) -> None:
        """Forget versions; unknown numbers are ignored."""
        ...

    def find(self, query: Query, *, at: datetime, limit: int, offset: int = 0) -> list[Hit]:
        """The best matches among what is live at an instant, best first."""
        ...


def entry_of(version: Version) -> Entry:
    """What an index holds of a version."""
    return Entry.of(
        headline=version.headline,
        standfirst=version.standfirst,
        names=[each["name"] for each in (*version.bylines, *version.subjects)],
        dateline=version.dateline,
        text=to_text(version.body),
        captions=[caption["text"] for caption in version.captions],
        correction=version.correction,
    )
