"""What search engines read of a page (https://schema.org/NewsArticle), as plain dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Change, Version

CONTEXT = "https://schema.org"
HEADLINE_LENGTH = 110
_EMPTY: tuple[Any, ...] = ("", [], None)


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
    images: list[str],
    author_address: Callable[[str], str],
) -> dict[str, Any]:
    """A story. What the story does not say is left out."""
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
        "wordCount": version.word_count,
        "correction": correction_of(version),
        "isAccessibleForFree": True,
    }
    return {key: _said(value) for key, value in data.items() if value not in _EMPTY}


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


def printed(instant: datetime | None, *, has_time: bool) -> str:
    """A date as precise as it was printed: ``2026-11-23`` or ``2026-11-23T06:10:00+00:00``."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return local.isoformat(timespec="seconds") if has_time else local.date().isoformat()


def _said(data: Any) -> Any:
    """The data without what is empty."""
    if isinstance(data, dict):
        return {key: _said(value) for key, value in data.items() if value not in _EMPTY}
    if isinstance(data, list):
        return [_said(value) for value in data]
    return data
