"""Versions: what readers see, frozen, with a time span. The heart of the design."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models.author import Author
from articles.models.photo import PrintedPhoto
from articles.models.section import Section
from articles.models.story import STORY_FIELDS, StoryFields
from articles.models.topic import Topic
from newsroom import clock

# The end of a span that nobody has ended.
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
PAGE_SIZE = 24
TEASER_LENGTH = 280


# Where a lead's dateline and agency end and its first sentence begins: "PORT LANH, Sadong (CNN) -- ".
_DATELINE_END = re.compile(r"[^.!?]{1,80}?\s*(?:--|[–—]|\s-|:)\s+")


class PrintedByline(TypedDict):
    """A byline as printed; ``author`` and ``slug`` are empty where the name is nobody we know."""

    name: str
    role: str
    author: int | None
    slug: str


class PrintedCaption(TypedDict):
    """A caption as printed, with its photo if it has one."""

    text: str
    credit: str
    place: str
    photo: PrintedPhoto | None


class PrintedTopic(TypedDict):
    """A topic as a version keeps it."""

    topic: int
    name: str
    slug: str


class Change(models.TextChoices):
    """What a publication does to the story before it."""

    FIRST = "first", "First publication"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    RETRACTION = "retraction", "Retraction"


@dataclass
class VersionContent:
    """The content of a version before it is one."""

    fields: dict[str, Any]
    bylines: list[PrintedByline]
    captions: list[PrintedCaption]
    subjects: list[PrintedTopic] = field(default_factory=list)
    fingerprint: str = field(default="")


@dataclass(frozen=True)
class Page:
    """One page of a list that is paged by key: the stories, and the keys of its neighbours."""

    versions: Sequence[Version]
    older: str = ""
    newer: str = ""


class VersionQuerySet(models.QuerySet["Version"]):
    """Everything readers may ask, answered once."""

    def live(self, at: datetime | None = None) -> VersionQuerySet:
        """Versions that readers may see at an instant, by default the readers' now."""
        at = at or clock.now()
        return self.filter(live_from__lte=at, live_until__gt=at)

    def published(self) -> VersionQuerySet:
        """Versions that have a span, begun or not."""
        return self.filter(live_from__isnull=False)

    def in_section(self, section: Section) -> VersionQuerySet:
        """Versions in the section or in one below it."""
        return self.filter(section__in=Section.objects.below(section))

    def by_author(self, author: Author) -> VersionQuerySet:
        """Versions over which the author's name stands."""
        return self.filter(authors=author)

    def about(self, topic: Topic) -> VersionQuerySet:
        """Versions that are about the topic."""
        return self.filter(topics=topic)

    def dated(self, first: date, until: date) -> VersionQuerySet:
        """Versions that sort from ``first`` up to, not including, ``until`` in the site's time zone."""
        start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, until))
        return self.filter(sorts_at__gte=start, sorts_at__lt=end)

    def neighbours(self, first: date, until: date) -> tuple[datetime | None, datetime | None]:
        """Where the nearest stories sort before ``first`` and from ``until`` on, in the site's time zone."""
        start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, until))
        instants = self.values_list("sorts_at", flat=True)
        return (
            instants.filter(sorts_at__lt=start).order_by("-sorts_at").first(),
            instants.filter(sorts_at__gte=end).order_by("sorts_at").first(),
        )

    def newest_first(self) -> VersionQuerySet:
        """In the order of every list."""
        return self.order_by("-sorts_at", "-pk")

    def for_listing(self) -> VersionQuerySet:
        """Newest first, with all that a card shows and without the long text."""
        return self.newest_first().select_related("section").defer("body", "correction", "note")

    def newest_of_each(self, sections: Iterable[int], size: int) -> VersionQuerySet:
        """The ``size`` newest of these versions in each of the sections, in no order.

        One short walk along the index for each section, tied together into one query. One ORDER BY over several
        sections would sort them all, and a window function would rank the whole archive.
        """
        return self._first_of_each(sections, size, "-sorts_at", "-pk")

    def page(
        self, *, before: str = "", after: str = "", size: int = PAGE_SIZE, sections: Collection[int] | None = None
    ) -> Page:
        """One page by key: the ``size`` stories older than ``before``, newer than ``after``, or the newest.

        Keys come from ``Page.older`` and ``Page.newer``. Raises ``ValueError`` for a key that is none.
        With ``sections`` the page holds stories of these sections only, however rare they are in the archive.
        """
        stories, order = self, ("-sorts_at", "-pk")
        # The first condition alone bounds the walk along the index; the second settles stories of the same instant.
        if after:
            at, pk = _read_key(after)
            stories = stories.filter(Q(sorts_at__gt=at) | Q(pk__gt=pk), sorts_at__gte=at)
            order = ("sorts_at", "pk")
        elif before:
            at, pk = _read_key(before)
            stories = stories.filter(Q(sorts_at__lt=at) | Q(pk__lt=pk), sorts_at__lte=at)
        if sections is not None:
            stories = stories._first_of_each(sections, size + 1, *order)
        rows = list(stories.order_by(*order)[: size + 1])
        more = len(rows) > size
        rows = rows[:size]
        if after:
            rows.reverse()
            return Page(rows, older=rows[-1].key if rows else "", newer=rows[0].key if more else "")
        return Page(rows, older=rows[-1].key if more else "", newer=rows[0].key if before and rows else "")

    def _first_of_each(self, sections: Iterable[int], size: int, *order: str) -> VersionQuerySet:
        """The first ``size`` of these versions in each section, loaded as these are."""
        plain = self.select_related(None).order_by(*order)
        walks = [
            self.model._base_manager.filter(pk__in=plain.filter(section=section).values("pk")[:size])
            .order_by()
            .values("pk")
            for section in sections
        ]
        if not walks:
            return self.none()
        return self.filter(pk__in=walks[0].union(*walks[1:], all=True))


class Version(StoryFields):
    """A story as it was at one save. With a span, readers see it from ``live_from`` up to ``live_until``."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    section = models.ForeignKey("articles.Section", models.PROTECT, null=True, blank=True, related_name="versions")
    bylines = models.JSONField(default=list)
    captions = models.JSONField(default=list)
    teaser = models.CharField(max_length=TEASER_LENGTH + 1, blank=True)
    authors = models.ManyToManyField("articles.Author", related_name="versions")
    photos = models.ManyToManyField("articles.Photo", related_name="versions")
    subjects = models.JSONField(default=list, help_text="Its topics, as they were called.")
    topics = models.ManyToManyField("articles.Topic", related_name="versions")
    is_proposal = models.BooleanField(
        default=False,
        help_text="Came in while the desk had changes of its own: kept to compare, never the working copy.",
    )
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True, help_text="Why; for a correction, what readers are told.")
    change = models.CharField(max_length=12, choices=Change, blank=True)
    live_from = models.DateTimeField(null=True, blank=True)
    live_until = models.DateTimeField(null=True, blank=True)
    first_live_at = models.DateTimeField(null=True, blank=True, help_text="When the story's first version went live.")
    sorts_at = models.DateTimeField(
        null=True, blank=True, help_text="The printed date, or else when it first went live."
    )
    path = models.CharField(max_length=300, blank=True)

    objects = VersionQuerySet.as_manager()

    # The columns that carry the story, as they are copied from the working copy.
    STORY_COLUMNS: ClassVar[tuple[str, ...]] = tuple(
        f"{name}_id" if name == "section" else name for name in STORY_FIELDS
    )

    class Meta:
        ordering = ["-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(name="version_number_once_an_article", fields=["article", "number"]),
            models.CheckConstraint(
                name="version_span_runs_forward",
                condition=Q(live_from__isnull=True, live_until__isnull=True) | Q(live_until__gt=F("live_from")),
            ),
            models.CheckConstraint(
                name="version_with_a_span_can_be_shown",
                condition=Q(live_from__isnull=True)
                | (
                    ~Q(path="")
                    & ~Q(headline="")
                    & Q(section__isnull=False, sorts_at__isnull=False, first_live_at__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                name="version_one_open_span_an_article", fields=["article"], condition=Q(live_until=FOREVER)
            ),
        ]
        indexes = [
            # Home, archive, feeds, sitemap.
            models.Index(name="version_newest", fields=["-sorts_at", "-id"], condition=Q(live_from__isnull=False)),
            # Section pages and the section blocks of the home page.
            models.Index(
                name="version_newest_in_section",
                fields=["section", "-sorts_at", "-id"],
                condition=Q(live_from__isnull=False),
            ),
            # Story pages.
            models.Index(
                name="version_by_address", fields=["path", "live_until"], condition=Q(live_from__isnull=False)
            ),
            # When did the site last change, when will it next: for HTTP caches.
            models.Index(name="version_span_begins", fields=["live_from"]),
            models.Index(name="version_span_ends", fields=["live_until"]),
        ]

    def get_absolute_url(self) -> str:
        """Where readers find the story."""
        return f"/{self.path}/"

    @property
    def key(self) -> str:
        """Where the version stands in lists, for paging."""
        assert self.sorts_at is not None
        return f"{_microseconds(self.sorts_at)}-{self.pk}"

    @property
    def sorts_on(self) -> date:
        """The day the version sorts under, in the site's time zone."""
        assert self.sorts_at is not None
        return timezone.localtime(self.sorts_at).date()

    @property
    def is_undated(self) -> bool:
        """Whether the story carries no date of its own; its page then says when it went live."""
        return self.published_at is None

    @property
    def changed_at(self) -> datetime | None:
        """When readers were last told something new: the printed update, or when an update went live, or the date."""
        if self.updated_at is not None:
            return self.updated_at
        if self.change in {Change.UPDATE, Change.CORRECTION, Change.RETRACTION}:
            return self.live_from
        return self.sorts_at

    @property
    def lead_photo(self) -> PrintedCaption | None:
        """The first caption that has its photo."""
        return next((caption for caption in self.captions if caption["photo"]), None)

    def fill(self, content: VersionContent) -> None:
        """Take over a story's content."""
        for name, value in content.fields.items():
            setattr(self, name, value)
        self.bylines = content.bylines
        self.captions = content.captions
        self.subjects = content.subjects
        self.fingerprint = content.fingerprint
        self.teaser = self._teaser()

    def _teaser(self) -> str:
        """What a card says of the story: its standfirst, or its opening without dateline and agency."""
        if self.standfirst:
            return self.standfirst.split("\n", 1)[0][: TEASER_LENGTH + 1]
        opening = self.opening(TEASER_LENGTH)
        lead = _DATELINE_END.match(opening)
        if lead and any(printed and printed in lead.group() for printed in (self.dateline, self.agency)):
            return opening[lead.end() :]
        return opening

    def go_live(self, *, first_live_at: datetime, path: str, live_from: datetime, change: Change) -> None:
        """Set the span from ``live_from`` on, with all that readers need; saves nothing."""
        self.live_from = live_from
        self.live_until = FOREVER
        self.first_live_at = first_live_at
        self.sorts_at = self.published_at or first_live_at
        self.path = path
        self.change = change

    def author_ids(self) -> list[int]:
        """The authors named in the bylines, each once."""
        return list(dict.fromkeys(byline["author"] for byline in self.bylines if byline["author"]))

    def topic_ids(self) -> list[int]:
        """The topics it is about, each once."""
        return [subject["topic"] for subject in self.subjects]

    def photo_ids(self) -> list[int]:
        """The photos under the captions, each once."""
        return list(dict.fromkeys(caption["photo"]["id"] for caption in self.captions if caption["photo"]))


def fingerprint_of(content: VersionContent) -> str:
    """The SHA-256 of a story's content: the same for the same story, whenever it was saved."""
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in content.fields.items()}
    # An author's address may move without the story changing.
    bylines = [[byline["name"], byline["role"], byline["author"]] for byline in content.bylines]
    parts: list[Any] = [told, bylines, content.captions]
    if content.subjects:
        parts.append([subject["topic"] for subject in content.subjects])
    return hashlib.sha256(_in_order(parts).encode()).hexdigest()


# One encoder for all: json.dumps makes a new one for each call that asks for anything special.
_in_order = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _microseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)


def _read_key(key: str) -> tuple[datetime, int]:
    instant, separator, pk = key.rpartition("-")
    if not separator:
        raise ValueError(f"{key!r} is not the key of a place in a list.")
    try:
        return _EPOCH + timedelta(microseconds=int(instant)), int(pk)
    except OverflowError as error:
        raise ValueError(f"{key!r} is not the key of a place in a list.") from error
