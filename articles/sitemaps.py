"""What search engines may read, and where it is. A part holds the stories of a range of article numbers, so that
nothing counts or skips through a million rows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from articles.models import Version
from articles.models.version import VersionQuerySet
from articles.pagecache import frame_of, public_page
from articles.structured_data import printed

# The protocol allows 50,000 addresses a file (https://www.sitemaps.org/protocol.html).
RANGE = 5_000
# How many ranges one query looks into; SQLite ties together 500 at most.
AT_ONCE = 400
# No index of ours lists more; the protocol allows 50,000.
MOST_PARTS = 50_000
XML = "application/xml; charset=utf-8"
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search/

Sitemap: {sitemap}
"""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap: only those in which there is something to read."""
    parts = (reverse("articles:sitemap_stories", args=[number]) for number in _parts())
    addresses = [reverse("articles:sitemap_sections"), *parts]
    context = {"addresses": [request.build_absolute_uri(address) for address in addresses]}
    return render(request, "articles/sitemap_index.xml", context, content_type=XML)


@public_page
def sections(request: HttpRequest) -> HttpResponse:
    """The front page and the sections in which there is something to read."""
    frame = frame_of(request)
    addresses = [
        reverse("articles:home"),
        *(section.get_absolute_url() for section in frame.sections if frame.parts_with_stories(section)),
    ]
    pages = [{"address": request.build_absolute_uri(address), "changed": ""} for address in addresses]
    return render(request, "articles/sitemap.xml", {"pages": pages}, content_type=XML)


@public_page
def stories(request: HttpRequest, number: int) -> HttpResponse:
    """The live stories of one range of article numbers."""
    if number > MOST_PARTS:
        raise Http404
    fields = ("path", "sorts_at", "updated_at", "updated_has_time", "change", "live_from")
    root = request.build_absolute_uri("/")
    pages = [
        {
            "address": f"{root}{iri_to_uri(version.path)}/",
            "changed": printed(version.changed_at, has_time=version.updated_at is None or version.updated_has_time),
        }
        for version in _part(number).only(*fields).order_by("article_id").iterator()
    ]
    if not pages:
        raise Http404
    return render(request, "articles/sitemap.xml", {"pages": pages}, content_type=XML)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone."""
    text = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("articles:sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _part(number: int) -> VersionQuerySet:
    """The live stories of one range of article numbers."""
    return Version.objects.live().filter(article_id__gte=number * RANGE, article_id__lt=(number + 1) * RANGE)


def _parts() -> list[int]:
    """The ranges in which there is a live story. Each is looked into no further than its first one."""
    last = Version.objects.order_by("-article_id").values_list("article_id", flat=True).first()
    if last is None:
        return []
    found: list[int] = []
    numbers = range(last // RANGE + 1)
    for start in range(0, len(numbers), AT_ONCE):
        first = [
            Version.objects.filter(pk__in=_part(number).order_by("article_id").values("pk")[:1])
            for number in numbers[start:][:AT_ONCE]
        ]
        looks = [each.order_by().values_list("article_id", flat=True) for each in first]
        found += [article // RANGE for article in looks[0].union(*looks[1:], all=True)]
    return sorted(found)
