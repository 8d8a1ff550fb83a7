"""The frame of every page: the paper's sections, and when readers last saw and will next see something change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone

from articles.models import FOREVER, Section, Version
from articles.models.section import order_as_tree
from newsroom import clock


@dataclass(frozen=True)
class Frame:
    """What all public pages have in common at one instant. One query brings it."""

    at: datetime
    sections: tuple[Section, ...]
    with_stories: frozenset[int]
    changed_at: datetime
    changes_at: datetime

    @classmethod
    def load(cls, at: datetime) -> Frame:
        """The frame at an instant."""
        spans = Version.objects.published()
        sections = Section.objects.order_by().annotate(
            has_stories=Exists(Version.objects.live(at).filter(section=OuterRef("pk"))),
            # The four know nothing of the section, so the database asks each of them once.
            last_begun=Subquery(spans.filter(live_from__lte=at).order_by("-live_from").values("live_from")[:1]),
            last_ended=Subquery(spans.filter(live_until__lte=at).order_by("-live_until").values("live_until")[:1]),
            next_begins=Subquery(spans.filter(live_from__gt=at).order_by("live_from").values("live_from")[:1]),
            next_ends=Subquery(
                spans.filter(live_until__gt=at, live_until__lt=FOREVER).order_by("live_until").values("live_until")[:1]
            ),
        )
        rows: list[Any] = order_as_tree(sections)
        # The date over the front page changes with the day, even when no story does.
        today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        tomorrow = timezone.make_aware((today + timedelta(days=1)).replace(tzinfo=None))
        past, coming = [today], [tomorrow]
        for row in rows[:1]:  # without a section there can be no span either
            past += [row.last_begun, row.last_ended]
            coming += [row.next_begins, row.next_ends]
        past += [row.updated_at for row in rows if row.updated_at <= at]
        return cls(
            at=at,
            sections=tuple(rows),
            with_stories=frozenset(row.pk for row in rows if row.has_stories),
            changed_at=max(instant for instant in past if instant),
            changes_at=min(instant for instant in coming if instant),
        )

    @cached_property
    def menu(self) -> list[Section]:
        """The top-level sections under which there is something to read, in their order."""
        return [section for section in self.sections if section.parent_id is None and self.parts_with_stories(section)]

    def section(self, *, path: str | None = None, pk: int | None = None) -> Section | None:
        """The section at a path or with a number, or ``None``."""
        return self._by_path.get(path) if path is not None else self._by_pk.get(pk)

    def trail(self, section: Section | None) -> list[Section]:
        """The section with those above it, the topmost first."""
        trail: list[Section] = []
        while section is not None and section not in trail:
            trail.insert(0, section)
            section = self._by_pk.get(section.parent_id)
        return trail

    def parts(self, section: Section) -> list[Section]:
        """The sections directly under one in which there is something to read."""
        return [part for part in self.sections if part.parent_id == section.pk and self.parts_with_stories(part)]

    def parts_with_stories(self, section: Section) -> list[Section]:
        """Of the section and all below it, those that have a story of their own before readers."""
        below = f"{section.path}/"
        return [
            part
            for part in self.sections
            if part.pk in self.with_stories and (part.pk == section.pk or part.path.startswith(below))
        ]

    def attach(self, versions: Iterable[Version]) -> None:
        """Give versions their sections without asking the database for them."""
        for version in versions:
            if version.section_id in self._by_pk:
                version.section = self._by_pk[version.section_id]

    @cached_property
    def _by_path(self) -> dict[str, Section]:
        return {section.path: section for section in self.sections}

    @cached_property
    def _by_pk(self) -> dict[int | None, Section]:
        return {section.pk: section for section in self.sections}


def frame_of(request: HttpRequest) -> Frame:
    """The frame of the page this request asks for, loaded once a request."""
    frame: Frame | None = getattr(request, "frame", None)
    if frame is None:
        frame = request.frame = Frame.load(clock.now())  # type: ignore[attr-defined]
    return frame
