"""Many rows into a table at once.

``bulk_create`` asks each field of each row how it wants to be saved and compiles an expression for it, which costs
more than the database does. Here a model is asked once, and a column is turned into the database's words as a whole;
what is written is the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState
from django.utils import timezone

# One encoder for all: json.dumps makes a new one for each call that asks for anything special.
_json = json.JSONEncoder(ensure_ascii=False).encode

Convert = Callable[[Any], Any]
Row = TypeVar("Row", bound=models.Model)

NULL = "\\N"
"""What stands for nothing where PostgreSQL copies."""


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


def make(model: type[Row], /, **values: Any) -> Row:
    """The unsaved object that ``model(**values)`` is, for models where nobody listens to objects being made.

    Django asks each field for its name and its default each time, which is a third of what storing a story takes.
    """
    shape = _shape(model)
    made = model.__new__(model)
    state = made._state = ModelState()
    told = made.__dict__
    told.update(shape.defaults)
    for name, default in shape.callables:
        if name not in values:
            told[name] = default()
    for name in shape.relations.keys() & values.keys():
        state.fields_cache[name] = related = values.pop(name)
        told[shape.relations[name]] = None if related is None else related.pk
    told.update(values)
    return made


def insert(objects: Sequence[models.Model], *, as_json: Mapping[str, Sequence[str]] | None = None) -> None:
    """Insert unsaved objects of one model; those of one call all have a key, or none has.

    ``as_json`` gives JSON that has been written already, by the name of its field. Objects without a key do not learn
    theirs.
    """
    if not objects:
        return
    plan = _plan(type(objects[0]), connection.vendor, objects[0].pk is not None)
    given = as_json or {}
    now = timezone.now()
    for each in objects:
        for name in plan.stamped:
            setattr(each, name, now)
    columns = [
        _column(given[field.name], plan.as_written)
        if field.name in given
        else _column(list(map(read, objects)), convert)
        for field, read, convert in plan.fields
    ]
    _write(plan.table, plan.columns, zip(*columns, strict=True))
    for each in objects:
        each._state.adding, each._state.db = False, connection.alias


def insert_pairs(through: type[models.Model], source: str, target: str, pairs: Iterable[tuple[int, int]]) -> None:
    """Insert the rows of a many-to-many relation: ``source`` and ``target`` name the two columns."""
    if pairs := list(pairs):
        convert = str if connection.vendor == "postgresql" else int
        _write(through._meta.db_table, (source, target), [(convert(one), convert(other)) for one, other in pairs])


class _Shape(NamedTuple):
    """What a new object of a model has: defaults, what makes those that differ, and the columns of its relations."""

    defaults: dict[str, Any]
    callables: tuple[tuple[str, Callable[[], Any]], ...]
    relations: dict[str, str]


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = model._meta.concrete_fields
    made = {field.attname: field.default for field in fields if field.has_default() and callable(field.default)}
    return _Shape(
        {field.attname: field.get_default() for field in fields if field.attname not in made},
        tuple(made.items()),
        {field.name: field.attname for field in fields if field.name != field.attname},
    )


class _Plan(NamedTuple):
    """How a model's rows are written: its columns, what is read for each, and how that is told the database.

    ``stamped`` are the fields that say when the row was written.
    """

    table: str
    columns: tuple[str, ...]
    fields: tuple[tuple[models.Field[Any, Any], Callable[[Any], Any], Convert], ...]
    as_written: Convert
    stamped: tuple[str, ...]


@cache
def _plan(model: type[models.Model], vendor: str, with_key: bool) -> _Plan:
    fields = [field for field in model._meta.concrete_fields if with_key or not field.primary_key]
    convert = _of_copy if vendor == "postgresql" else _of_sqlite
    return _Plan(
        model._meta.db_table,
        tuple(str(field.column) for field in fields),
        tuple((field, _reader(field), convert(field)) for field in fields),
        _escaped if vendor == "postgresql" else str,
        tuple(field.attname for field in fields if _is_stamped(field)),
    )


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    has_its_own = type(field).pre_save is not models.Field.pre_save and not isinstance(field, models.DateTimeField)
    return (lambda each: field.pre_save(each, True)) if has_its_own else attrgetter(field.attname)


def _is_stamped(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add)


def _column(values: Sequence[Any], convert: Convert) -> Sequence[Any]:
    """The values of a column as the database is told them. Most columns of a batch say the same in all rows."""
    first = values[0]
    if values.count(first) == len(values):
        return [convert(first)] * len(values)
    return list(map(convert, values))


def _of_sqlite(field: models.Field[Any, Any]) -> Convert:
    """How a field's value is told SQLite's driver."""
    if isinstance(field, models.JSONField):
        return _as_json
    if isinstance(field, models.DateTimeField):
        # A story's date stands in several columns.
        return lru_cache(maxsize=1024)(connection.ops.adapt_datetimefield_value)
    if isinstance(field, (models.CharField, models.TextField)):
        return _plain
    return lambda value: value


def _of_copy(field: models.Field[Any, Any]) -> Convert:
    """How a field's value is written for COPY (https://www.postgresql.org/docs/current/sql-copy.html, text format)."""
    if isinstance(field, models.JSONField):
        return lambda value: _escaped(_as_json(value))
    if isinstance(field, models.DateTimeField):
        return lambda value: NULL if value is None else value.isoformat()
    if isinstance(field, (models.CharField, models.TextField)):
        return lambda value: NULL if value is None else _escaped(value)
    if isinstance(field, models.BinaryField):
        return lambda value: NULL if value is None else f"\\\\x{value.hex()}"
    return lambda value: NULL if value is None else str(value)


def _plain(value: str | None) -> str | None:
    """A str without a name: ``Kind.NEWS`` and clean HTML are strings of other types, which SQLite does not know."""
    return value if value is None or type(value) is str else str(value)


def _as_json(value: Any) -> str:
    return "[]" if value == [] else _json(value)


def _escaped(text: str) -> str:
    """Text as COPY reads it; the backslash first, because the others put backslashes in."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text:
        text = text.replace("\n", "\\n")
    if "\t" in text:
        text = text.replace("\t", "\\t")
    if "\r" in text:
        text = text.replace("\r", "\\r")
    return text


def _write(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO("\n".join([*map("\t".join, rows), ""]))
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN", text)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})", list(rows)
            )
