"""What every search index can do, and what of a version it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from articles.html import to_text
from articles.models import Version
from articles.search.query import Query


class Hit(NamedTuple):
    """A version that matches. A smaller rank is a better match."""

    version_id: int
    rank: float


class Entry(NamedTuple):
    """The words of a version, by weight: headline first, then standfirst, names and topics, then the text."""

    headline: str
    summary: str
    body: str


class SearchIndex(Protocol):
    """An index of versions that have a span. It proposes; ``Version.objects.live`` decides what readers see."""

    def put(self, versions: Iterable[Version]) -> None:
        """Add versions, or replace what is held of them."""
        ...

    def add(self, entries: Iterable[tuple[int, Entry]]) -> None:
        """Add what is held of versions, by their numbers; none of them may be held yet."""
        ...

    def drop(self, version_ids: Iterable[int]) -> None:
        """Forget versions; unknown numbers are ignored."""
        ...

    def find(self, query: Query, *, at: datetime, limit: int, offset: int = 0) -> list[Hit]:
        """The best matches among what is live at an instant, best first."""
        ...


def entry_of(version: Version, *, text: str | None = None) -> Entry:
    """What an index holds of a version; ``text`` is the plain text of its body where it is at hand."""
    names = [byline["name"] for byline in version.bylines] + [subject["name"] for subject in version.subjects]
    captions = [caption["text"] for caption in version.captions]
    body = to_text(version.body) if text is None else text
    return Entry(
        version.headline,
        "\n".join(filter(None, [version.standfirst, *names, version.dateline])),
        "\n".join(filter(None, [body, *captions, version.correction])),
    )
