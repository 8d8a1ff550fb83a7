"""How the desk tells things: a story by its headline, a person by name, a moment in the site's time."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.html import first_paragraph
from articles.models import FOREVER, Article, Photo, Status, Version
from newsroom import clock

# The colour of each status in Unfold's words.
STATUS_COLOURS = {
    Status.DRAFT: "default",
    Status.SCHEDULED: "info",
    Status.LIVE: "success",
    Status.CHANGED: "warning",
    Status.WITHDRAWN: "danger",
}
STATUS_WORDS = {**{status: status.label for status in Status}, Status.CHANGED: "Live · changed"}
READING_SPEED = 230  # words a minute
THUMBNAIL = 320


def opening_of(article: Article, length: int = 140) -> str:
    """The standfirst, or else the first paragraph, without asking for the long text where only its start is loaded."""
    if article.standfirst:
        text = article.standfirst.split("\n", 1)[0]
    elif "body" in article.get_deferred_fields():
        # What is loaded may end inside the paragraph.
        text = first_paragraph(f"{getattr(article, 'opening_html', '')}</p>")
    else:
        return article.opening(length)
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]}…"


def title_of(article: Article) -> str:
    """The headline, or else how the story begins."""
    return article.headline or opening_of(article, 80) or "Untitled story"


def person(user: AbstractBaseUser | AnonymousUser | None) -> str:
    """A login as colleagues call it; empty if it is nobody."""
    return (user.get_full_name() or user.username) if isinstance(user, User) else ""


def moment(instant: datetime | None) -> str:
    """``today, 14:05``, ``yesterday, 9:30``, ``3 March, 18:00``, ``3 March 1998, 18:00``, in the site's time."""
    if instant is None:
        return ""
    local, today = timezone.localtime(instant), timezone.localdate()
    days = (today - local.date()).days
    named = {0: "today", 1: "yesterday", -1: "tomorrow"}.get(days)
    return (
        f"{named}, {date_format(local, 'H:i')}"
        if named
        else date_format(local, "j F, H:i" if local.year == today.year else "j F Y, H:i")
    )


def time_zone() -> str:
    """The site's time zone and what the clock says there now."""
    return f"{settings.TIME_ZONE}, where it is now {date_format(timezone.localtime(), 'H:i')}"


def span(version: Version, now: datetime | None = None) -> str:
    """When readers saw, see or will see a version, in words; empty if never."""
    now = now or clock.now()
    begins, ends = version.live_from, version.live_until
    if begins is None or ends is None:
        return ""
    until = f" until {moment(ends)}" if ends < FOREVER else ""
    if begins > now:
        return f"Scheduled for {moment(begins)}{until}"
    if ends > now:
        return f"Live since {moment(begins)}{until}"
    return f"Was live from {moment(begins)}{until}"


def reading_minutes(words: int) -> int:
    """How many minutes a reader needs, at least one."""
    return max(1, round(words / READING_SPEED))


def thumbnail(photo: Photo | None, *, width: int = THUMBNAIL) -> SafeString | str:
    """A small picture for lists and forms; empty without a photo."""
    if photo is None:
        return ""
    return format_html(
        '<img class="desk-thumbnail" src="{}" alt="{}" loading="lazy" width="{}" height="{}">',
        reverse("admin:articles_photo_file", args=[photo.pk, width]),
        photo.alt_text or "No alternative text yet",
        photo.width,
        photo.height,
    )
