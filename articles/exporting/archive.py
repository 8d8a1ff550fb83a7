"""The whole paper as one JSON Lines archive, from which ``articles.importing.restore`` builds it anew.

One object a line (https://jsonlines.org/), in an order in which each line needs only what stands above it. Columns
are written as they are stored, so the same paper always gives the same bytes: instants in UTC, bytes as text where
they are UTF-8 and in base64 elsewhere. Logins are named, but neither their passwords nor their rights are told.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.db import models

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

FORMAT = 1
CHUNK = 200

# What follows from other columns, or belongs to the line it stands in.
LEFT_OUT: dict[type[models.Model], frozenset[str]] = {
    Byline: frozenset({"id", "article_id"}),
    Caption: frozenset({"id", "article_id"}),
    Version: frozenset({"article_id"}),
    Source: frozenset({"article_id", "packed", "packed_text", "size"}),
}


def lines(*, on_progress: Callable[[int], None] | None = None) -> Iterator[str]:
    """The archive, line by line. ``on_progress`` hears how many articles are written."""
    yield _line(
        {"newsroom_archive": FORMAT, "sections": dict(Section.objects.order_by("pk").values_list("pk", "path"))}
    )
    for kind, rows in _small():
        for row in rows:
            yield _line({"type": kind, **row})
    done = 0
    for article in _articles():
        yield _line({"type": "article", **_article(article)})
        done += 1
        if on_progress and done % CHUNK == 0:
            on_progress(done)
    for source in Source.objects.filter(article__isnull=True).order_by("pk").iterator(CHUNK):
        yield _line({"type": "cancellation", **_source(source)})
    for redirect in Redirect.objects.order_by("pk").iterator(CHUNK):
        yield _line({"type": "redirect", **columns_of(redirect)})
    if on_progress:
        on_progress(done)


def columns_of(row: models.Model) -> dict[str, Any]:
    """The columns of a row under their own names, as JSON takes them; a login by its name, not its number."""
    left_out = LEFT_OUT.get(type(row), frozenset())
    return {
        field.attname: _username(getattr(row, field.name)) if field.related_model is User else _plain(row, field)
        for field in row._meta.concrete_fields
        if field.attname not in left_out
    }


def told_bytes(name: str, data: bytes) -> dict[str, str]:
    """Bytes under ``name`` where they are UTF-8 text, and under ``name_base64`` elsewhere."""
    try:
        return {name: data.decode()}
    except UnicodeDecodeError:
        return {f"{name}_base64": base64.b64encode(data).decode()}


def _small() -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """All that articles refer to."""
    yield "user", _users()
    # A section's address begins with the addresses of those above it, so these come first.
    yield "section", map(columns_of, Section.objects.order_by("path").iterator(CHUNK))
    yield "topic", map(columns_of, Topic.objects.order_by("pk").iterator(CHUNK))
    yield "photo", map(_photo, Photo.objects.select_related("created_by").order_by("pk").iterator(CHUNK))
    yield "author", map(columns_of, Author.objects.select_related("user").order_by("pk").iterator(CHUNK))
    yield "import", map(columns_of, ImportRun.objects.select_related("by").order_by("pk").iterator(CHUNK))


def _users() -> Iterator[dict[str, Any]]:
    """The logins whose names stand in the paper's history."""
    for user in User.objects.order_by("username").iterator(CHUNK):
        yield {"username": user.username, "first_name": user.first_name, "last_name": user.last_name}


def _photo(photo: Photo) -> dict[str, Any]:
    row = columns_of(photo)
    name = photo.file.name or ""
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            row |= {"data_base64": base64.b64encode(file.read()).decode()}
    return row


def _articles() -> Iterator[Article]:
    return (
        Article.objects.order_by("pk")
        .select_related("created_by", "modified_by")
        .prefetch_related(
            "bylines",
            "captions",
            models.Prefetch("topics", Topic.objects.order_by("pk").only("pk")),
            models.Prefetch("versions", Version.objects.select_related("created_by").order_by("number")),
            models.Prefetch("sources", Source.objects.order_by("pk")),
        )
        .iterator(CHUNK)
    )


def _article(article: Article) -> dict[str, Any]:
    return columns_of(article) | {
        "bylines": [columns_of(byline) for byline in article.bylines.all()],
        "captions": [columns_of(caption) for caption in article.captions.all()],
        "topics": [topic.pk for topic in article.topics.all()],
        "versions": [columns_of(version) for version in article.versions.all()],
        "sources": [_source(source) for source in article.sources.all()],
    }


def _source(source: Source) -> dict[str, Any]:
    told = {} if source.packed_text is None else told_bytes("told", source.text.encode())
    return columns_of(source) | told_bytes("data", source.data) | told


def _username(user: User | None) -> str | None:
    return user.username if user else None


def _plain(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, models.fields.files.FieldFile) else value


def _line(row: dict[str, Any]) -> str:
    # PostgreSQL keeps the keys inside its JSON columns in an order of its own.
    return f"{json.dumps(row, ensure_ascii=False, separators=(',', ':'), sort_keys=True)}\n"
