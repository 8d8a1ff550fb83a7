"""Which addresses stand for each kind of page, and how many queries each takes. Needs Django set up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Author, Section, Version
from bench import words
from bench.load import HOST, Ask
from bench.place import CannotRun
from bench.rounds import ARTICLE, CONSTANT, STATIC, Kind

STORIES = 500
OTHERS = 60
STYLE = "newsroom/css/base.css"


def kinds_of_page() -> list[Kind]:
    """Every kind that is measured, the two it is measured by first."""
    live = Version.objects.live()
    sections = [section for section in Section.objects.order_by("path") if live.in_section(section).exists()]
    older = [(section, live.in_section(section).for_listing().page().older) for section in sections]
    authors = Author.objects.filter(versions__in=live).distinct().order_by("pk")[:OTHERS]
    days = sorted({version.sorts_on for version in _spread(OTHERS)})
    addresses: dict[str, Iterable[str]] = {
        CONSTANT: ["/bench/constant/"],
        STATIC: [static_file()],
        "home": [reverse("articles:home")],
        "section": [section.get_absolute_url() for section in sections],
        "section, page 2": [f"{section.get_absolute_url()}?before={key}" for section, key in older if key],
        ARTICLE: [version.get_absolute_url() for version in _spread(STORIES)],
        "author": [author.get_absolute_url() for author in authors],
        "archive day": [reverse("articles:archive_day", args=[day.year, day.month, day.day]) for day in days],
        "search, common words": map(_search, words.NOUNS[:30]),
        "search, rare words": map(_search, words.COMPOUNDS[200:900:12]),
        "search, two words": map(_search, map(" ".join, zip(words.NOUNS[:40], words.PLACES[:40], strict=True))),
        "RSS": [reverse("articles:rss")],
    }
    kinds = [Kind(name, tuple(Ask(_quoted(address)) for address in each)) for name, each in addresses.items()]
    return [kind for kind in kinds if kind.asks]


def _spread(count: int) -> list[Version]:
    """Live versions from the whole archive, evenly."""
    pks = list(Version.objects.live().order_by("pk").values_list("pk", flat=True))
    step = max(1, len(pks) // count)
    return list(Version.objects.filter(pk__in=pks[::step][:count]).order_by("pk"))


def _search(text: str) -> str:
    return f"{reverse('articles:search')}?{urlencode({'q': text})}"


def _quoted(address: str) -> str:
    return quote(address, safe="/?=&%+-,")


def static_file() -> str:
    """The address of a stylesheet as pages link it."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    paths: dict[str, str] = json.loads(manifest.read_text())["paths"]
    own = [name for name in paths if name.startswith("newsroom/") and name.endswith(".css")]
    if not own:
        raise CannotRun("The site has no stylesheet under newsroom/ to compare with.")
    return settings.STATIC_URL + paths[STYLE if STYLE in paths else own[0]]


def story_page() -> bytes:
    """The bytes of a story's page of middling length."""
    versions = _spread(9)
    if not versions:
        raise CannotRun("Not one of the imported stories is before readers.")
    pages = [Client(SERVER_NAME=HOST).get(version.get_absolute_url()).content for version in versions]
    return sorted(pages, key=len)[len(pages) // 2]


def count_queries(kind: Kind, *, most: int = 12) -> int:
    """The most queries that any of some pages of the kind takes."""
    client = Client(SERVER_NAME=HOST)
    counts = []
    for ask in kind.asks[:: max(1, len(kind.asks) // most)]:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(ask.path)
            response.getvalue()
        if response.status_code != 200:
            raise CannotRun(f"{ask.path} answers {response.status_code}.")
        counts.append(len(queries))
    return max(counts)
