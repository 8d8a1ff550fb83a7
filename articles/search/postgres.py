"""Search on PostgreSQL: a tsvector a version, under a GIN index
(https://www.postgresql.org/docs/current/textsearch.html)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from articles.models import Version
from articles.search.base import Hit, entry_of
from articles.search.query import Query
from articles.words import Entry, vector, words_of

LOCK = "SELECT id FROM articles_version WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
# The words are told apart here, in every language as it is written, by the rule by which a query is read.
# COPY's binary format: https://www.postgresql.org/docs/current/sql-copy.html
ADD = "COPY articles_search (version_id, document) FROM STDIN (FORMAT binary)"
_HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_ROW = struct.Struct(">hiqi")  # two columns: one of 8 bytes, and one of as many as follow
_END = b"\xff\xff"
FIND = """
SELECT articles_search.version_id, -ts_rank(articles_search.document, %s::tsquery) AS rank
FROM articles_search JOIN articles_version ON articles_version.id = articles_search.version_id
WHERE articles_search.document @@ %s::tsquery AND articles_version.live_from <= %s AND articles_version.live_until > %s
ORDER BY rank, articles_version.sorts_at DESC LIMIT %s OFFSET %s
"""


class PostgresIndex:
    """The tsvector index."""

    takes_vectors = True

    def put(self, versions: Iterable[Version]) -> None:
        """See ``SearchIndex.put``."""
        entries = {version.pk: entry_of(version) for version in versions}
        with transaction.atomic():
            with connection.cursor() as cursor:  # so that nobody else puts one of them meanwhile
                cursor.execute(LOCK, [list(entries)])
            self.drop(entries)
            self.add(entries.items())

    def add(self, entries: Iterable[tuple[int, Entry | bytes]]) -> None:
        """See ``SearchIndex.add``."""
        told = [_HEAD]
        for pk, entry in entries:
            document = entry if isinstance(entry, bytes) else vector(entry)
            told += [_ROW.pack(2, 8, pk, len(document)), document]
        with connection.cursor() as cursor, connection.wrap_database_errors:
            cursor.copy_expert(ADD, io.BytesIO(b"".join([*told, _END])))

    def drop(self, version_ids: Iterable[int]) -> None:
        """See ``SearchIndex.drop``."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_search WHERE version_id = ANY(%s)", [list(version_ids)])

    def find(self, query: Query, *, at: datetime, limit: int, offset: int = 0) -> list[Hit]:
        """See ``SearchIndex.find``."""
        if not query:
            return []
        expression = _expression(query)
        with connection.cursor() as cursor:
            cursor.execute(FIND, [expression, expression, at, at, limit, offset])
            return [Hit(*row) for row in cursor.fetchall()]


def _expression(query: Query) -> str:
    """The query in the language of tsquery; every word is quoted, and has letters and digits only."""
    return " & ".join([*map(_phrase, query.terms), *(f"!{_phrase(term)}" for term in query.excluded)])


def _phrase(words: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(f"'{word.decode()}'" for word in words_of(" ".join(words))) + ")"
