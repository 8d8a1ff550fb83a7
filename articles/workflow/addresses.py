"""The address of a story: ``world/2026/11/23/shanghai-six``, fixed when it is first published."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify

SLUG_LENGTH = 80


def slug_of(headline: str) -> str:
    """The last part of an address: the headline's words, cut at a word's end.

    >>> slug_of("Jiang pushes to boost 'Shanghai 6'")
    'jiang-pushes-to-boost-shanghai-6'
    """
    slug = slugify(headline, allow_unicode=True)
    if len(slug) > SLUG_LENGTH:
        slug = slug[:SLUG_LENGTH].rsplit("-", 1)[0]
    return slug or "story"


def wanted_path(section_path: str, headline: str, on: datetime) -> str:
    """The address a story asks for: its section, its day in the site's time zone, its slug."""
    return f"{section_path}/{timezone.localtime(on):%Y/%m/%d}/{slug_of(headline)}"


def free_path(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, with a number behind it where that address is taken."""
    path, number = wanted, 2
    while path in taken:
        path = f"{wanted}-{number}"
        number += 1
    return path
