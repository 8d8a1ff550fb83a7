"""Many rows into a table at once.

``bulk_create`` asks each field of each row how it wants to be saved and compiles an expression for it, which costs
more than the database does. Here a model is asked once; what is written is the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, models

# One encoder for all: json.dumps makes a new one for each call that asks for anything special.
_json = json.JSONEncoder(ensure_ascii=False).encode

Convert = Callable[[Any], Any]


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Keys for new rows, so that rows that point to them can be made at the same time.

    Only for use in a transaction. On SQLite it holds the database's write lock, so nobody else takes them.
    """
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), count],
            )
            return [key for (key,) in cursor.fetchall()]
        # https://sqlite.org/autoinc.html: the largest key there has ever been.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def insert(objects: Sequence[models.Model], *, as_json: Mapping[str, Sequence[str]] | None = None) -> None:
    """Insert unsaved objects of one model; those of one call all have a key, or none has.

    ``as_json`` gives JSON that has been written already, by the name of its field. Objects without a key do not learn
    theirs.
    """
    if not objects:
        return
    plan = _plan(type(objects[0]), connection.vendor, objects[0].pk is not None)
    given = as_json or {}
    columns = [
        given[field.name] if field.name in given else [convert(read(each)) for each in objects]
        for field, read, convert in plan.fields
    ]
    _write(plan.table, plan.columns, zip(*columns, strict=True))
    for each in objects:
        each._state.adding, each._state.db = False, connection.alias


def insert_pairs(through: type[models.Model], source: str, target: str, pairs: Iterable[tuple[int, int]]) -> None:
    """Insert the rows of a many-to-many relation: ``source`` and ``target`` name the two columns."""
    _write(through._meta.db_table, (source, target), pairs)


class _Plan(NamedTuple):
    table: str
    columns: tuple[str, ...]
    fields: tuple[tuple[models.Field[Any, Any], Callable[[Any], Any], Convert], ...]


@cache
def _plan(model: type[models.Model], vendor: str, with_key: bool) -> _Plan:
    """How a model's rows are written: its columns, what is read for each, and how that is told the database."""
    fields = [field for field in model._meta.concrete_fields if with_key or not field.primary_key]
    return _Plan(
        model._meta.db_table,
        tuple(str(field.column) for field in fields),
        tuple((field, _reader(field), _converter(field, vendor)) for field in fields),
    )


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    has_its_own = type(field).pre_save is not models.Field.pre_save
    if isinstance(field, models.DateTimeField):
        has_its_own = field.auto_now or field.auto_now_add
    return (lambda each: field.pre_save(each, True)) if has_its_own else attrgetter(field.attname)


def _converter(field: models.Field[Any, Any], vendor: str) -> Convert:
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField) and vendor == "sqlite":
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, (models.CharField, models.TextField)):
        return lambda value: value if value is None or type(value) is str else str(value)  # of a str with a name
    return lambda value: value


def _write(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO("".join(["\t".join(map(_as_copied, row)) + "\n" for row in rows]))
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN", text)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})", list(rows)
            )


def _as_copied(value: Any) -> str:
    """A value as PostgreSQL's COPY reads it (https://www.postgresql.org/docs/current/sql-copy.html, text format)."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        text: str = value
        for character, escaped in _ESCAPES:
            if character in text:
                text = text.replace(character, escaped)
        return text
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


# The backslash first, because the others put backslashes in.
_ESCAPES = (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"))
