"""Search behind one interface: FTS5 on SQLite, full text search on PostgreSQL."""

from __future__ import annotations

from django.db import connection

from articles.search.base import Hit, SearchIndex, entry_of
from articles.words import Entry

__all__ = ["Entry", "Hit", "SearchIndex", "entry_of", "index"]


def index() -> SearchIndex:
    """The index of the database in use."""
    if connection.vendor == "postgresql":
        from articles.search.postgres import PostgresIndex  # noqa: PLC0415

        return PostgresIndex()
    from articles.search.sqlite import SQLiteIndex  # noqa: PLC0415

    return SQLiteIndex()
