"""RSS and Atom, for the paper and for each section with everything below it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.html import escape

from articles.models import Section, Version
from articles.models.photo import PrintedPhoto
from articles.pagecache import frame_of, public_page
from articles.photos.geometry import height_at, srcset_widths
from articles.templatetags.news import byline

STORIES = 30
PHOTO_WIDTH = 1280
MEDIA = "http://search.yahoo.com/mrss/"
# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _WithPhotos(feedgenerator.SyndicationFeed):
    """Adds the lead photo of each story, and a date that does not move while nothing is published."""

    content_type: str

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": MEDIA}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        photo = item["photo"]
        if photo is None:
            return
        handler.startElement(
            "media:content", {name: str(photo[name]) for name in ("url", "type", "medium", "width", "height")}
        )
        for name in ("description", "credit"):
            if photo[name]:
                handler.addQuickElement(f"media:{name}", photo[name])
        handler.endElement("media:content")

    def latest_post_date(self) -> datetime:
        newest: datetime = max((item["updateddate"] for item in self.items), default=self.feed["nothing_since"])
        return newest


class RSS(_WithPhotos, feedgenerator.Rss201rev2Feed):
    """RSS 2.0."""


class Atom(_WithPhotos, feedgenerator.Atom1Feed):
    """Atom 1.0."""


@public_page
def rss(request: HttpRequest, path: str = "") -> HttpResponse:
    """The newest stories of the paper, or of the section at ``path``, as RSS."""
    return _feed(request, RSS, path)


@public_page
def atom(request: HttpRequest, path: str = "") -> HttpResponse:
    """The newest stories of the paper, or of the section at ``path``, as Atom."""
    return _feed(request, Atom, path)


def _feed(request: HttpRequest, kind: type[_WithPhotos], path: str) -> HttpResponse:
    frame = frame_of(request)
    section: Section | None = None
    numbers: list[int] | None = None
    if path:
        section = frame.section(path=path)
        if section is None:
            raise Http404
        numbers = [part.pk for part in frame.parts_with_stories(section)]
    home = section.get_absolute_url() if section else reverse("articles:home")
    feed = kind(
        title=_xml(f"{settings.SITE_NAME}: {section.name}" if section else settings.SITE_NAME),
        link=request.build_absolute_uri(home),
        description=_xml((section.description if section else settings.SITE_TAGLINE) or settings.SITE_NAME),
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=request.build_absolute_uri(home),
        nothing_since=frame.changed_at,
    )
    for version in Version.objects.live().for_listing().page(size=STORIES, sections=numbers).versions:
        _add(feed, version, request)
    text = feed.writeString("utf-8")
    return HttpResponse(text, content_type=feed.content_type)


def _add(feed: _WithPhotos, version: Version, request: HttpRequest) -> None:
    address = request.build_absolute_uri(version.get_absolute_url())
    categories = [version.section.name] if version.section else []
    categories += [subject["name"] for subject in version.subjects]
    feed.add_item(
        title=_xml(version.headline),
        link=address,
        unique_id=address,
        unique_id_is_permalink=True,
        description=escape(_xml(version.teaser)),  # readers of feeds take descriptions for HTML
        author_name=_xml(byline(version)) or None,
        pubdate=version.sorts_at,
        updateddate=version.changed_at,
        categories=[_xml(name) for name in categories],
        photo=_photo(version, request),
    )


def _photo(version: Version, request: HttpRequest) -> dict[str, Any] | None:
    caption = version.lead_photo
    if caption is None or caption["photo"] is None:
        return None
    photo: PrintedPhoto = caption["photo"]
    widths = srcset_widths(photo["width"])
    width = max((each for each in widths if each <= PHOTO_WIDTH), default=widths[0])
    return {
        "url": request.build_absolute_uri(reverse("articles:photo", args=[photo["key"], width])),
        "type": "image/jpeg",
        "medium": "image",
        "width": width,
        "height": height_at(width, of=(photo["width"], photo["height"])),
        "description": _xml(caption["text"] or photo["alt"]),
        "credit": _xml(caption["credit"]),
    }


def _xml(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
