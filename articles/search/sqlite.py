"""Search on SQLite: an FTS5 table whose rowid is the version's number (https://sqlite.org/fts5.html)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from articles.models import Version
from articles.search.base import Hit, entry_of
from articles.search.query import Query
from articles.words import Entry

ADD = "INSERT INTO articles_search (rowid, headline, summary, body) VALUES (%s, %s, %s, %s)"
FIND = """
SELECT articles_search.rowid, bm25(articles_search, 10.0, 4.0, 1.0) AS rank
FROM articles_search JOIN articles_version ON articles_version.id = articles_search.rowid
WHERE articles_search MATCH %s AND articles_version.live_from <= %s AND articles_version.live_until > %s
ORDER BY rank, articles_version.sorts_at DESC LIMIT %s OFFSET %s
"""


class SQLiteIndex:
    """The FTS5 index."""

    takes_vectors = False

    def put(self, versions: Iterable[Version]) -> None:
        """See ``SearchIndex.put``."""
        entries = [(version.pk, entry_of(version)) for version in versions]
        with transaction.atomic():
            self.drop(pk for pk, _ in entries)
            self.add(entries)

    def add(self, entries: Iterable[tuple[int, Entry | bytes]]) -> None:
        """See ``SearchIndex.add``."""
        with connection.cursor() as cursor:
            cursor.executemany(ADD, [(pk, *entry) for pk, entry in entries])

    def drop(self, version_ids: Iterable[int]) -> None:
        """See ``SearchIndex.drop``."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM articles_search WHERE rowid = %s", [(pk,) for pk in version_ids])

    def find(self, query: Query, *, at: datetime, limit: int, offset: int = 0) -> list[Hit]:
        """See ``SearchIndex.find``."""
        if not query:
            return []
        instant = connection.ops.adapt_datetimefield_value(at)
        with connection.cursor() as cursor:
            cursor.execute(FIND, [_expression(query), instant, instant, limit, offset])
            return [Hit(*row) for row in cursor.fetchall()]


def _expression(query: Query) -> str:
    """The query in FTS5's language; every word is quoted, so none is an operator."""
    wanted = " AND ".join(_phrase(term) for term in query.terms)
    return " NOT ".join([f"({wanted})" if query.excluded else wanted, *map(_phrase, query.excluded)])


def _phrase(words: tuple[str, ...]) -> str:
    return '"' + " ".join(words) + '"'
