"""Stories, people and pictures for tests: each call makes a new one and needs only what matters to the test."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from PIL import Image

from articles.models import Article, Author, Byline, Caption, Photo, Section, Version
from articles.workflow import actions
from articles.workflow.roles import PERMISSIONS, Role
from newsroom import clock

_numbers = count(1)
HOUR = timedelta(hours=1)
BODY = "<p>The ferry left on time.</p><h2>A calm crossing</h2><p>Nobody was surprised.</p>"


def user(role: Role | str | None = None, **fields: Any) -> User:
    """A desk login with one role; without a role, one that may do everything."""
    number = next(_numbers)
    made = User.objects.create_user(
        fields.pop("username", f"user{number}"),
        password=fields.pop("password", "correct horse"),
        is_staff=True,
        is_superuser=role is None,
        **fields,
    )
    if role is not None:
        made.groups.add(group(Role(role)))
    return made


def group(role: Role) -> Group:
    """The role's group as the migration made it; made again where a browser test has emptied the database."""
    made, is_new = Group.objects.get_or_create(name=role.value)
    if is_new:
        made.permissions.set(
            Permission.objects.filter(content_type__app_label="articles", codename__in=PERMISSIONS[role])
        )
    return made


def section(name: str = "Harbour", **fields: Any) -> Section:
    """A section; the same name under the same parent is the same section."""
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    made, _ = Section.objects.get_or_create(
        slug=slug, parent=fields.pop("parent", None), defaults={"name": name, **fields}
    )
    return made


def author(name: str | None = None, **fields: Any) -> Author:
    """An author with a page."""
    return Author.objects.create(name=name or f"Author {next(_numbers)}", **fields)


def photo(*, width: int = 64, height: int = 48, **fields: Any) -> Photo:
    """A picture of one colour; its file is different each time."""
    number = next(_numbers)
    data = io.BytesIO()
    Image.new("RGB", (width, height), (number % 256, number // 256 % 256, 90)).save(data, "JPEG", comment=f"{number}")
    fields.setdefault("alt_text", "A harbour at dusk")
    return Photo.objects.create(file=ContentFile(data.getvalue(), name=f"photo{number}.jpg"), **fields)


def article(**fields: Any) -> Article:
    """A draft at the desk, saved once. ``bylines``: authors or names; ``captions``: texts or photos."""
    bylines, captions = fields.pop("bylines", []), fields.pop("captions", [])
    fields.setdefault("headline", f"Story {next(_numbers)}")
    fields.setdefault("body", BODY)
    if "section" not in fields:
        fields["section"] = section()
    made = Article.objects.create(**fields)
    for position, who in enumerate(bylines):
        named = {"author": who} if isinstance(who, Author) else {"name": who}
        Byline.objects.create(article=made, position=position, **named)
    for position, what in enumerate(captions):
        shown = {"photo": what, "text": what.caption} if isinstance(what, Photo) else {"text": what}
        Caption.objects.create(article=made, position=position, **shown)
    actions.save_draft(made, by=None)
    return made


def live(*, since: datetime | None = None, **fields: Any) -> Version:
    """A version readers see, by default since an hour ago."""
    with clock.at(since or clock.now() - HOUR):
        return actions.publish(article(**fields), by=None)


def scheduled(*, at: datetime | None = None, **fields: Any) -> Version:
    """A version that goes live at an instant, by default in an hour."""
    return actions.schedule(article(**fields), by=None, at=at or clock.now() + HOUR)


def save(story: Article, **fields: Any) -> Version | None:
    """Change a story's working copy the way the desk does."""
    for name, value in fields.items():
        setattr(story, name, value)
    story.save()
    return actions.save_draft(story, by=None)
