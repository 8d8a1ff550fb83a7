"""Search on PostgreSQL: a tsvector a version, under a GIN index
(https://www.postgresql.org/docs/current/textsearch.html)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from psycopg2.extras import execute_values

from articles.models import Version
from articles.search.base import Entry, Hit, entry_of
from articles.search.query import Query

# "simple" stems no language, so every language is found as it is written.
# A tsvector holds at most 1 MB of words; longer texts are cut where they are put in.
MAX_TEXT = 500_000
PUT = """
INSERT INTO articles_search (version_id, document) VALUES %s
ON CONFLICT (version_id) DO UPDATE SET document = EXCLUDED.document
"""
ROW = """(
    %s,
    setweight(to_tsvector('simple', %s), 'A')
    || setweight(to_tsvector('simple', %s), 'B')
    || setweight(to_tsvector('simple', %s), 'D')
)"""
FIND = """
SELECT articles_search.version_id, -ts_rank(articles_search.document, {query}) AS rank
FROM articles_search JOIN articles_version ON articles_version.id = articles_search.version_id
WHERE articles_search.document @@ {query} AND articles_version.live_from <= %s AND articles_version.live_until > %s
ORDER BY rank, articles_version.sorts_at DESC LIMIT %s OFFSET %s
"""


class PostgresIndex:
    """The tsvector index."""

    def put(self, versions: Iterable[Version]) -> None:
        """See ``SearchIndex.put``."""
        self.add((version.pk, entry_of(version)) for version in versions)

    def add(self, entries: Iterable[tuple[int, Entry]]) -> None:
        """See ``SearchIndex.add``."""
        rows = [(pk, *(text.replace("\x00", "")[:MAX_TEXT] for text in entry)) for pk, entry in entries]
        with connection.cursor() as cursor, connection.wrap_database_errors:
            execute_values(cursor.cursor, PUT, rows, template=ROW, page_size=200)

    def drop(self, version_ids: Iterable[int]) -> None:
        """See ``SearchIndex.drop``."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_search WHERE version_id = ANY(%s)", [list(version_ids)])

    def find(self, query: Query, *, at: datetime, limit: int, offset: int = 0) -> list[Hit]:
        """See ``SearchIndex.find``."""
        if not query:
            return []
        phrases = [" ".join(words) for words in (*query.terms, *query.excluded)]
        expression = " && ".join(
            ["phraseto_tsquery('simple', %s)"] * len(query.terms)
            + ["!!phraseto_tsquery('simple', %s)"] * len(query.excluded)
        )
        with connection.cursor() as cursor:
            cursor.execute(FIND.format(query=f"({expression})"), [*phrases, *phrases, at, at, limit, offset])
            return [Hit(*row) for row in cursor.fetchall()]
