"""What search engines read of a page (https://schema.org/NewsArticle), as plain dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Change, Kind, Version
from articles.models.version import PrintedCaption

CONTEXT = "https://schema.org"
HEADLINE_LENGTH = 110
# What every story is; only other kinds are told.
_PLAIN_KINDS = frozenset({Kind.NEWS, ""})
_EMPTY: tuple[Any, ...] = ("", [], {}, None)


def site(*, name: str, address: str) -> dict[str, Any]:
    """The paper itself and its search."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": name,
        "url": address,
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{address}search/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def news_article(
    version: Version,
    *,
    address: str,
    site_name: str,
    site_address: str,
    images: list[dict[str, Any]],
    author_address: Callable[[str], str],
) -> dict[str, Any]:
    """A story. What the story does not say is left out; ``images`` are made by :func:`image`."""
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": version.headline[:HEADLINE_LENGTH],
        "description": version.teaser,
        "image": images,
        "datePublished": printed(version.published_at, has_time=version.published_has_time),
        "dateModified": printed(version.changed_at, has_time=version.updated_at is None or version.updated_has_time),
        "author": [
            {
                "@type": "Person",
                "name": byline["name"],
                "jobTitle": byline["role"],
                "url": author_address(byline["slug"]) if byline["slug"] else "",
            }
            for byline in version.bylines
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": site_name, "url": site_address},
        "articleSection": version.section.name if version.section else "",
        "keywords": [subject["name"] for subject in version.subjects],
        "inLanguage": version.language,
        "dateline": version.dateline,
        "sourceOrganization": {"@type": "Organization", "name": version.agency} if version.agency else None,
        "genre": version.kind if version.kind not in _PLAIN_KINDS else "",
        "wordCount": version.word_count,
        "correction": _correction(version),
        "isAccessibleForFree": True,
    }
    return {key: said(value) for key, value in data.items() if value not in _EMPTY}


def image(caption: PrintedCaption, *, address: str, size: tuple[int, int] | None = None) -> dict[str, Any]:
    """A photo in a story, with its caption and credit (https://schema.org/ImageObject)."""
    photo = caption["photo"]
    width, height = size or (None, None)
    return {
        "@type": "ImageObject",
        "url": address,
        "width": width,
        "height": height,
        "caption": caption["text"],
        "creditText": caption["credit"],
        "description": photo["alt"] if photo else "",
        "contentLocation": {"@type": "Place", "name": caption["place"]} if caption["place"] else None,
    }


def breadcrumbs(crumbs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Where a page stands, from the front page down: names and absolute addresses."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(crumbs, start=1)
        ],
    }


def correction_of(version: Version) -> str:
    """What readers are told was wrong: the correction that stands with the story, and the note of a corrected one."""
    told = [version.correction.strip()]
    if version.change in {Change.CORRECTION, Change.RETRACTION}:
        told.append(version.note.strip())
    return "\n".join(dict.fromkeys(filter(None, told)))


def _correction(version: Version) -> dict[str, Any] | None:
    """What was wrong, and when readers were told (https://schema.org/CorrectionComment)."""
    text = correction_of(version)
    if not text:
        return None
    told = version.live_from if version.change in {Change.CORRECTION, Change.RETRACTION} else version.updated_at
    has_time = told is not version.updated_at or version.updated_has_time
    return {"@type": "CorrectionComment", "text": text, "datePublished": printed(told, has_time=has_time)}


def printed(instant: datetime | None, *, has_time: bool) -> str:
    """A date as precise as it was printed: ``2026-11-23`` or ``2026-11-23T06:10:00+00:00``."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return local.isoformat(timespec="seconds") if has_time else local.date().isoformat()


def said(data: Any) -> Any:
    """The data without what is empty."""
    if isinstance(data, dict):
        return {key: said(value) for key, value in data.items() if value not in _EMPTY}
    if isinstance(data, list):
        return [said(value) for value in data]
    return data
