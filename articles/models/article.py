"""Articles: the desk's working copy, with its bylines and captions. Readers never see this."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from articles.models.story import StoryFields
from articles.models.topic import Topic
from articles.models.version import Version, VersionContent, fingerprint_of
from newsroom import clock

# How much of a story's text a list reads to find its first paragraph.
OPENING_LENGTH = 600


class Status(models.TextChoices):
    """Where a story stands between desk and readers; follows from its versions, never stored."""

    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    LIVE = "live", "Live"
    CHANGED = "changed", "Live, with unpublished changes"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Origin(models.TextChoices):
    """Whether a story was written here or came in."""

    DESK = "desk", "Written at the desk"
    IMPORT = "import", "Imported"


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions the desk asks."""

    def with_status(self, at: datetime | None = None) -> ArticleQuerySet:
        """Each article with ``status``, ``goes_live_at`` (next scheduled span) and ``live_path``."""
        at = at or clock.now()
        versions = Version.objects.filter(article=OuterRef("pk"))
        live = versions.live(at)
        coming = versions.filter(live_from__gt=at).order_by("live_from")
        return self.annotate(
            live_fingerprint=Subquery(live.values("fingerprint")[:1]),
            live_path=Subquery(live.values("path")[:1]),
            goes_live_at=Subquery(coming.values("live_from")[:1]),
            coming_fingerprint=Subquery(coming.values("fingerprint")[:1]),
        ).annotate(
            status=Case(
                When(
                    Q(live_fingerprint__isnull=False)
                    & ~Q(live_fingerprint=F("fingerprint"))
                    & (Q(coming_fingerprint__isnull=True) | ~Q(coming_fingerprint=F("fingerprint"))),
                    then=Value(Status.CHANGED),
                ),
                When(live_fingerprint__isnull=False, then=Value(Status.LIVE)),
                When(goes_live_at__isnull=False, then=Value(Status.SCHEDULED)),
                When(Exists(versions.filter(live_from__lte=at)), then=Value(Status.WITHDRAWN)),
                default=Value(Status.DRAFT),
                output_field=models.CharField(),
            ),
        )

    def in_status(self, status: Status, at: datetime | None = None) -> ArticleQuerySet:
        """Articles that stand there, each with its status as ``with_status`` gives it."""
        at = at or clock.now()
        versions = Version.objects.all()
        # An index narrows a large archive down before each story's status is worked out.
        narrowed = {
            Status.DRAFT: Q(
                pk__in=versions.filter(live_from__isnull=True).values("article"), first_live_at__isnull=True
            ),
            Status.SCHEDULED: Q(pk__in=versions.filter(live_from__gt=at).values("article")),
            Status.CHANGED: Q(pk__in=versions.filter(live_from__isnull=True).values("article")),
            Status.WITHDRAWN: Q(pk__in=versions.filter(live_until__lte=at).values("article")),
        }
        return self.filter(narrowed.get(status, Q())).with_status(at).filter(status=status)  # type: ignore[misc]  # annotated

    def for_desk_list(self) -> ArticleQuerySet:
        """All that a row of the desk's lists shows, without the long text: ``opening_html`` has its first words."""
        return (
            self.select_related("section", "modified_by")
            .prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")))
            .annotate_opening()
            .defer("body", "correction")
        )

    def annotate_opening(self) -> ArticleQuerySet:
        """Each article with ``opening_html``, the first words of its text."""
        return self.annotate(opening_html=Left("body", OPENING_LENGTH))


class Article(StoryFields):
    """The working copy of one story."""

    section = models.ForeignKey("articles.Section", models.PROTECT, null=True, blank=True, related_name="articles")
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="articles")
    editor_note = models.TextField("note to editors", blank=True, help_text="Never public.")
    embargo = models.DateTimeField(
        "embargoed until", null=True, blank=True, help_text="Nothing of the story goes live before."
    )
    embargo_note = models.CharField("reason for the embargo", max_length=300, blank=True)
    needs_a_look = models.BooleanField(
        default=False, help_text="The import was not sure of it; publishing it, or saying it is fine, ends this."
    )
    source_id = models.CharField(
        max_length=500,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="What its provider calls the story: the same story comes in again under the same name.",
    )
    source_version = models.BigIntegerField(
        default=0, editable=False, help_text="The provider's number of the version that came in last; 0: not told."
    )
    old_paths = models.JSONField(
        default=list, blank=True, editable=False, help_text="Addresses that lead to it once it is live."
    )
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.DESK, editable=False)
    path = models.CharField(
        max_length=300,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="The address, fixed at first publication.",
    )
    first_live_at = models.DateTimeField(null=True, blank=True, editable=False)
    version_number = models.PositiveIntegerField(
        default=0, editable=False, help_text="The number of the newest version."
    )
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, help_text="Of the newest version.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    modified_at = models.DateTimeField("last saved", auto_now=True)
    modified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="last saved by",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-modified_at", "-pk"]
        indexes = [
            models.Index(name="article_desk_list", fields=["-modified_at", "-id"]),
            models.Index(name="article_desk_section", fields=["section", "-modified_at"]),
            models.Index(name="article_needs_a_look", fields=["-id"], condition=Q(needs_a_look=True)),
        ]
        permissions = [
            ("publish_article", "Can publish, schedule and update stories"),
            ("withdraw_article", "Can withdraw stories"),
        ]

    def get_absolute_url(self) -> str:
        """Where the desk edits the story."""
        return reverse("admin:articles_article_change", args=[self.pk])

    def content(self) -> VersionContent:
        """The story as it would be frozen now: its fields, bylines and captions."""
        return content_of(
            self,
            self.bylines.select_related("author"),
            self.captions.select_related("photo"),
            self.topics.all(),
        )

    @property
    def is_embargoed(self) -> bool:
        """Whether an embargo still holds."""
        return self.embargo is not None and self.embargo > clock.now()


class Byline(models.Model):
    """A person on one story, with name and role as printed there."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey("articles.Author", models.PROTECT, null=True, blank=True, related_name="bylines")
    name = models.CharField(
        "name as printed", max_length=200, blank=True, help_text="Taken from the author if left empty."
    )
    role = models.CharField("role as printed", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="byline_names_somebody",
                condition=Q(author__isnull=False) | ~Q(name=""),
                violation_error_message="A byline needs an author or a name.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.role}" if self.role else self.printed_name

    @property
    def printed_name(self) -> str:
        """The name that stands over the story."""
        return self.name or (self.author.name if self.author else "")


class Caption(models.Model):
    """The text under a photo in one story; it may still be waiting for its photo."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="captions")
    photo = models.ForeignKey("articles.Photo", models.PROTECT, null=True, blank=True, related_name="captions")
    text = models.TextField("caption", blank=True)
    credit = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="caption_says_or_shows_something",
                condition=~Q(text="") | ~Q(credit="") | Q(photo__isnull=False),
                violation_error_message="A caption needs words, a credit or a photo.",
            ),
        ]
        indexes = [
            models.Index(name="caption_waiting_for_photo", fields=["-id"], condition=Q(photo__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.credit or "Photo"


def content_of(story: StoryFields, bylines: Any, captions: Any, topics: Iterable[Topic] = ()) -> VersionContent:
    """What a version keeps of a story: its fields, bylines, captions and topics, and their fingerprint.

    ``bylines`` and ``captions`` are in order, with ``author`` and ``photo`` loaded.
    """
    bylines, captions = list(bylines), list(captions)
    content = VersionContent(
        fields={name: getattr(story, name) for name in Version.STORY_COLUMNS},
        bylines=[
            {
                "name": byline.printed_name,
                "role": byline.role,
                "author": byline.author_id,
                "slug": byline.author.slug if byline.author else "",
            }
            for byline in bylines
        ],
        captions=[
            {
                "text": caption.text,
                "credit": caption.credit or (caption.photo.credit if caption.photo else ""),
                "place": caption.place,
                "photo": caption.photo.as_printed() if caption.photo else None,
            }
            for caption in captions
        ],
        subjects=[
            {"topic": topic.pk, "name": topic.name, "slug": topic.slug}
            for topic in sorted(topics, key=lambda topic: topic.name)
        ],
    )
    content.fingerprint = fingerprint_of(content)
    return content
