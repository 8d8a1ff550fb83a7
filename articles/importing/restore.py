"""A paper built anew from the JSON Lines archive that ``articles.exporting.archive`` writes.

Numbers, addresses, versions and spans are as they were. It goes into a new installation: where other stories are
already, nothing is written. A restore that was interrupted goes on when it is started again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, reset_queries, transaction

from articles.exporting.archive import LEFT_OUT
from articles.importing.document import ParseError
from articles.importing.report import Outcome, Report, Result
from articles.importing.run import Interrupted, Stopped
from articles.models import (
    Article,
    Author,
    Byline,
    Caption,
    ImportRun,
    Photo,
    Redirect,
    Section,
    Source,
    Topic,
    Version,
)
from articles.photos.safety import check
from articles.search import index

BATCH = 200
NEW_INSTALLATION = "an archive is restored into a new installation: make an empty database, migrate it, restore there"
UNFIT = (KeyError, TypeError, ValueError, AttributeError, OverflowError)  # what values of other types lead to
MAX_LINE = 256 * 1024 * 1024  # a photo of the largest kind in base64, many times over
_BEGINNING = b'{"newsroom_archive":1,'
# With what Django puts behind a name that is taken (https://docs.djangoproject.com/en/5.2/ref/files/storage/).
_PHOTO_NAME = re.compile(r"photos/[0-9a-f]{2}/[0-9a-f]{16}(?:_[A-Za-z0-9]{7})?\.(?:jpe?g|png|webp)")

OnProgress = Callable[[Report, int], None]
Users = dict[str, int]  # the number of each login, by its name
# What each kind of line becomes, and by what a row of the same number is known to be the same row.
KINDS: dict[str, tuple[type[models.Model], str]] = {
    "section": (Section, "path"),
    "topic": (Topic, "slug"),
    "photo": (Photo, "key"),
    "author": (Author, "slug"),
    "import": (ImportRun, "what"),
    "article": (Article, "fingerprint"),
    "cancellation": (Source, "sha256"),
    "redirect": (Redirect, "old_path"),
}


def is_archive(path: Path) -> bool:
    """Whether a file begins as an archive of a paper does. A pipe is not asked: what is read of it is gone."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False


def restore_paths(
    paths: Iterable[str], *, dry_run: bool = False, on_progress: OnProgress | None = None
) -> Report | None:
    """Build the paper where ``paths`` are the archive of one; ``None`` where none of them is an archive.

    What is wrong with the archive is in ``report.problems``; what stands above it is in. Raises ``Interrupted`` for
    Ctrl-C, and ``Stopped`` where the database cannot be used; the same restore again goes on from there.
    """
    given = list(paths)
    archives = [path for path in given if is_archive(Path(path))]
    if not archives:
        return None
    report = Report()
    if len(given) > 1:
        report.fail(f"{archives[0]}: this is the archive of a whole paper; restore it alone, then import the others")
    elif dry_run:
        report.fail(f"{archives[0]}: this is the archive of a whole paper, of which there is no dry run")
    else:
        try:
            with Path(archives[0]).open("rb") as file:
                restore(file, name=archives[0], report=report, on_progress=on_progress)
        except ParseError as error:
            report.fail(str(error))
        except KeyboardInterrupt as interruption:
            raise Interrupted(report) from interruption
        except DatabaseError as error:
            raise Stopped(report, str(error)) from error
    return report


def restore(
    file: BinaryIO,
    *,
    name: str,
    report: Report | None = None,
    on_progress: OnProgress | None = None,
) -> Report:
    """Build the paper in an archive; the report (``report``, where it is given) counts its articles.

    ``on_progress`` hears of the report, and how many bytes are read. Raises ``ParseError`` with the line for what is
    no archive of ours or is cut off, and where the installation holds other stories already; each batch of lines is
    whole or not there at all.
    """
    report = report or Report()
    _refuse_another_paper(file.readline(MAX_LINE), name)
    try:
        for batch in _batches(_rows(file, name)):
            _write(batch, report, name)
            reset_queries()  # which Django remembers while DEBUG is on
            if on_progress:
                on_progress(report, file.tell())
    finally:
        _reset_sequences()
    return report


def _refuse_another_paper(line: bytes, name: str) -> None:
    """What the archive begins with names its sections: a paper with others is another one."""
    try:
        sections = json.loads(line)["sections"] if line.startswith(_BEGINNING) else None
    except (ValueError, KeyError, RecursionError):
        sections = None
    if not isinstance(sections, dict) or not all(isinstance(path, str) for path in sections.values()):
        raise ParseError(name, "this is no archive of a paper: it does not begin as export_articles begins one", line=1)
    here = {str(pk): path for pk, path in Section.objects.values_list("pk", "path")}
    if here.items() - sections.items() or (not here and Article.objects.exists()):
        raise ParseError(name, f"there is another paper here already; {NEW_INSTALLATION}", line=1)


def _rows(file: BinaryIO, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of the archive behind its first, with their numbers."""
    number = 1
    while line := file.readline(MAX_LINE):
        number += 1
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = "the archive is cut off here" if not line.endswith(b"\n") else f"this line is not JSON ({error})"
            raise ParseError(name, f"{why}; everything above it is in", line=number) from error
        if not isinstance(row, dict) or row.get("type") not in ("user", *KINDS):
            raise ParseError(name, f"this line tells none of user, {', '.join(KINDS)}", line=number)
        yield number, row


def _batches(rows: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[list[tuple[int, dict[str, Any]]]]:
    """Lines of one kind at a time; where a line is wrong, what stands above it comes first."""
    batch: list[tuple[int, dict[str, Any]]] = []
    wrong: ParseError | None = None
    try:
        for number, row in rows:
            if batch and (row["type"] != batch[0][1]["type"] or len(batch) >= BATCH):
                yield batch
                batch = []
            batch.append((number, row))
    except ParseError as error:
        wrong = error
    if batch:
        yield batch
    if wrong:
        raise wrong


def _write(batch: list[tuple[int, dict[str, Any]]], report: Report, name: str) -> None:
    """Write lines of one kind."""
    kind = batch[0][1]["type"]
    if kind == "user":
        _write_users(batch, name)
        return
    model, key = KINDS[kind]
    first = batch[0][0]
    users = dict(User.objects.values_list("username", "pk"))
    try:
        with transaction.atomic():
            there = dict(model._default_manager.filter(pk__in=[row["id"] for _, row in batch]).values_list("pk", key))
            for number, row in batch:
                if row["id"] in there and there[row["id"]] != row[key]:
                    raise ParseError(
                        name,
                        f"another {kind} has the number {row['id']} here already; {NEW_INSTALLATION}",
                        line=number,
                    )
            rows = [row for _, row in batch if row["id"] not in there]
            WRITERS.get(kind, _write_plain)(model, rows, users)
    except (*UNFIT, ValidationError, binascii.Error, DatabaseError) as error:
        raise ParseError(
            name, f"a {kind} among the {len(batch)} lines from here on cannot be restored ({error!r})", line=first
        ) from error
    if kind != "article":
        return
    live = {row["id"] for row in rows if any(version["live_from"] for version in row["versions"])}
    for _, row in batch:
        result = Result.UNCHANGED if row["id"] in there else Result.CREATED
        report.add(Outcome(f"{name}, article {row['id']}", result, row["id"], row["id"] in live))


def _write_plain(model: type[models.Model], rows: list[dict[str, Any]], users: Users) -> None:
    _create(model, [_instance(model, row, users) for row in rows])


def _write_users(batch: list[tuple[int, dict[str, Any]]], name: str) -> None:
    """Names without a way in: an administrator gives whoever still works here a password and a role.

    A login that is here already under such a name is taken for the same person.
    """
    try:
        users = [
            User(
                username=row["username"],
                first_name=row["first_name"],
                last_name=row["last_name"],
                is_active=False,
                password=make_password(None),
            )
            for _, row in batch
        ]
        User.objects.bulk_create(users, ignore_conflicts=True)
    except (*UNFIT, DatabaseError) as error:
        raise ParseError(name, f"a login from here on cannot be restored ({error!r})", line=batch[0][0]) from error


def _write_photos(model: type[models.Model], rows: list[dict[str, Any]], users: Users) -> None:
    for row in rows:
        file, data = row["file"], row.get("data_base64")
        if not _PHOTO_NAME.fullmatch(file):
            raise ValueError(f"the picture {file!r} is not the one its name tells")
        if data is None:
            continue
        picture = base64.b64decode(data, validate=True)
        if hashlib.sha256(picture).hexdigest()[:16] != row["key"]:
            raise ValueError(f"the picture {file!r} is not the one its name tells")
        check(picture)
        if not default_storage.exists(file):
            default_storage.save(file, ContentFile(picture))
    _write_plain(model, rows, users)


def _write_articles(model: type[models.Model], rows: list[dict[str, Any]], users: Users) -> None:
    _create(Article, [_instance(Article, row, users) for row in rows])
    for nested, part in (("bylines", Byline), ("captions", Caption)):
        _create(part, [_instance(part, each, users, article_id=row["id"]) for row in rows for each in row[nested]])
    versions = [_instance(Version, each, users, article_id=row["id"]) for row in rows for each in row["versions"]]
    _create(Version, versions)
    _relate(Article.topics.through, "article_id", "topic_id", ((row["id"], pk) for row in rows for pk in row["topics"]))
    for through, other, of in (
        (Version.authors.through, "author_id", Version.author_ids),
        (Version.photos.through, "photo_id", Version.photo_ids),
        (Version.topics.through, "topic_id", Version.topic_ids),
    ):
        _relate(through, "version_id", other, ((version.pk, pk) for version in versions for pk in of(version)))
    _create(Source, [_source(each, users, article_id=row["id"]) for row in rows for each in row["sources"]])
    index().put([version for version in versions if version.live_from])


def _write_cancellations(model: type[models.Model], rows: list[dict[str, Any]], users: Users) -> None:
    _create(Source, [_source(row, users, article_id=None) for row in rows])


WRITERS: Mapping[str, Callable[[type[models.Model], list[dict[str, Any]], Users], None]] = {
    "photo": _write_photos,
    "article": _write_articles,
    "cancellation": _write_cancellations,
}


def _source(row: dict[str, Any], users: Users, *, article_id: int | None) -> Source:
    source: Source = _instance(Source, row, users, article_id=article_id)
    source.data = _bytes(row, "data")
    if "told" in row or "told_base64" in row:
        source.text = _bytes(row, "told").decode()
    return source


def _bytes(row: dict[str, Any], name: str) -> bytes:
    if name in row:
        return str(row[name]).encode()
    return base64.b64decode(row[f"{name}_base64"], validate=True)


def _instance(model: type[Any], row: dict[str, Any], users: Users, **more: Any) -> Any:
    """A row of the archive as an unsaved row of the database. Every column must be told."""
    left_out = LEFT_OUT.get(model, frozenset())
    columns = {
        field.attname: _value(field, row[field.attname], users)
        for field in model._meta.concrete_fields
        if field.attname not in left_out
    }
    return model(**columns, **more)


def _value(field: models.Field[Any, Any], value: Any, users: Users) -> Any:
    """A column's value from what the archive tells of it: an instant from its text, a login from its name."""
    if value is None:
        return None
    if field.related_model is User:
        return users.get(value)
    return datetime.fromisoformat(value) if isinstance(field, models.DateTimeField) else value


def _create(model: type[Any], rows: list[Any]) -> None:
    """Write rows as they are: also the instants that a save would set to now."""
    stamped = [field.attname for field in model._meta.concrete_fields if getattr(field, "auto_now", False)]
    before = [{name: getattr(row, name) for name in stamped} for row in rows]
    model._default_manager.bulk_create(rows)
    if stamped:
        for row, values in zip(rows, before, strict=True):
            for name, value in values.items():
                setattr(row, name, value)
        # bulk_update would stamp them once more.
        table, column = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(stamped[0])
        assert len(stamped) == 1, "one column of a table is stamped"
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {column} = %s WHERE id = %s",
                [(connection.ops.adapt_datetimefield_value(getattr(row, stamped[0])), row.pk) for row in rows],
            )


def _relate(through: type[Any], one: str, other: str, pairs: Iterator[tuple[int, int]]) -> None:
    through.objects.bulk_create([through(**{one: left, other: right}) for left, right in pairs])


def _reset_sequences() -> None:
    """New rows get numbers behind the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [model for model, _ in KINDS.values()] + [Version]
        ):
            cursor.execute(statement)
