"""Tags and filters of the public pages."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles import structured_data
from articles.html import clean
from articles.models import Change, Version
from articles.models.photo import PrintedPhoto
from articles.photos.geometry import srcset_widths
from newsroom import clock

register = template.Library()

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "yi", "dv", "ug", "sd", "ckb"})
# What a browser without srcset gets.
PLAIN_WIDTH = 960
_OPENING = re.compile(r"\A\s*<p(?P<attributes>[^>]*)>(?P<words>[^<]{1,90}?)(?P<dash>\s*(?:--|[-–—:_])\s)", re.DOTALL)
_FIRST_PARAGRAPH = re.compile(r"\A\s*<p[^>]*>")
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


# Words ------------------------------------------------------------------------------------------


@register.filter
def byline(version: Version) -> str:
    """``Ann Lee``, ``Ann Lee and Bo Ek``, ``Ann Lee, Bo Ek and Cy Orr``."""
    *most, last = [printed["name"] for printed in version.bylines] or [""]
    return f"{', '.join(most)} and {last}" if most else last


@register.filter
def story_text(version: Version) -> SafeString:
    """The body, its dateline set apart; a dateline that the text does not carry itself is put before it."""
    body = clean(version.body) if version._state.adding else version.body  # an unsaved one has met no cleaner yet
    match = _OPENING.match(body)
    if match and _is_dateline(match["words"], version):
        opening = f'<p{match["attributes"]}><span class="dateline">{match["words"]}</span>{match["dash"]}'
        return mark_safe(opening + body[match.end() :])
    if version.dateline and (match := _FIRST_PARAGRAPH.match(body)):
        dateline = format_html('<span class="dateline">{}</span> — ', version.dateline)
        return mark_safe(body[: match.end()] + dateline + body[match.end() :])
    return mark_safe(body)


def _is_dateline(words: str, version: Version) -> bool:
    """Whether the words before the first dash are the place, or an agency in brackets."""
    words = words.strip()
    place = version.dateline.casefold()
    return bool(place and words.casefold().startswith(place)) or re.search(r"\([^()]+\)\Z", words) is not None


@register.filter
def opens_with_letter(version: Version) -> bool:
    """Whether an initial suits the story: it opens with a plain letter and no dateline."""
    match = _OPENING.match(version.body)
    if version.dateline or (match and _is_dateline(match["words"], version)):
        return False
    return version.opening(1)[:1].isalpha()


@register.filter
def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if language.split("-")[0].split("_")[0].lower() in RIGHT_TO_LEFT else "ltr"


@register.simple_tag
def language_of(version: Version) -> SafeString:
    """The ``lang`` and ``dir`` attributes of whatever shows the story; none where it does not say its language."""
    if not version.language:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', version.language, direction(version.language))


@register.filter
def correction(version: Version) -> str:
    """What readers are told was wrong."""
    return structured_data.correction_of(version)


@register.filter
def correction_title(version: Version) -> str:
    """What the box is called."""
    return "Retraction" if version.change == Change.RETRACTION else "Correction"


@register.filter
def kind_label(version: Version) -> str:
    """The kind of piece, where it is worth saying."""
    return "" if version.kind in {"news", "other", ""} else version.get_kind_display()


# Dates ------------------------------------------------------------------------------------------


@register.simple_tag
def when(instant: datetime | None, has_time: bool = True) -> SafeString:
    """An instant in full, as precise as it was printed: ``23 November 2026, 06:10 GMT``."""
    if instant is None:
        return SafeString("")
    local = timezone.localtime(instant)
    words = date_format(local, "j F Y, H:i") + f" {local:%Z}" if has_time else date_format(local, "j F Y")
    return _time(instant, words, has_time=has_time)


@register.simple_tag
def when_short(version: Version) -> SafeString:
    """A story's date in a list: ``06:10`` today, ``23 November`` this year, ``23 November 2019`` before, or nothing."""
    if version.published_at is None:
        return SafeString("")
    local, now = timezone.localtime(version.published_at), timezone.localtime(clock.now())
    if local.date() == now.date():
        words = date_format(local, "H:i") if version.published_has_time else "Today"
    else:
        words = date_format(local, "j F" if local.year == now.year else "j F Y")
    return _time(version.published_at, words, has_time=version.published_has_time)


@register.filter
def time_of_day(version: Version) -> SafeString:
    """A story's time, where its day is told already: ``06:10``, or nothing if none was printed."""
    if version.published_at is None:
        return SafeString("Undated")
    if not version.published_has_time:
        return SafeString("")
    return _time(version.published_at, date_format(timezone.localtime(version.published_at), "H:i"), has_time=True)


@register.filter
def is_updated(version: Version) -> bool:
    """Whether readers were told something new after the story first stood there."""
    return bool(version.changed_at and version.sorts_at and version.changed_at > version.sorts_at)


@register.filter
def changed_has_time(version: Version) -> bool:
    """Whether the moment of the update is known to the minute."""
    return version.updated_at is None or version.updated_has_time


def _time(instant: datetime, words: str, *, has_time: bool) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', structured_data.printed(instant, has_time=has_time), words)


# Pictures ---------------------------------------------------------------------------------------


@register.filter
def srcset(photo: PrintedPhoto, desk: bool = False) -> str:
    """Every width of the photo with its address; ``desk``: as only the desk may see it."""
    return ", ".join(f"{_address(photo, width, desk=desk)} {width}w" for width in srcset_widths(photo["width"]))


@register.filter
def src(photo: PrintedPhoto, desk: bool = False) -> str:
    """The address of the photo for browsers that choose no width."""
    widths = srcset_widths(photo["width"])
    return _address(photo, max((width for width in widths if width <= PLAIN_WIDTH), default=widths[0]), desk=desk)


@register.filter
def focus(photo: PrintedPhoto) -> str:
    """The classes that keep the focal point in sight when the photo is cut: ``focus-x-3 focus-y-5``, in tenths."""
    return f"focus-x-{round(photo['focal_x'] * 10)} focus-y-{round(photo['focal_y'] * 10)}"


@register.filter
def shape(photo: PrintedPhoto) -> str:
    """``tall`` for an upright picture, ``wide`` for any other."""
    return "tall" if photo["height"] > photo["width"] else "wide"


def _address(photo: PrintedPhoto, width: int, *, desk: bool) -> str:
    if desk:
        return reverse("admin:articles_photo_file", args=[photo["id"], width])
    return reverse("articles:photo", args=[photo["key"], width])


# Addresses and data -----------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    """The whole address of a path of ours, as feeds, search engines and social networks need it."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(path)


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data as a data block; browsers never run it, and nothing in it can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag
def marked(pieces: list[tuple[str, bool]]) -> SafeString:
    """Text with the words a reader looked for marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if found else text,) for text, found in pieces)
    )
