"""What search engines may read, and where it is. A part holds the stories of a range of article numbers, so that
nothing counts or skips through a million rows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from articles.models import Version
from articles.pagecache import frame_of, public_page
from articles.structured_data import printed

# The protocol allows 50,000 addresses a file (https://www.sitemaps.org/protocol.html).
RANGE = 10_000
XML = "application/xml; charset=utf-8"
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search/

Sitemap: {sitemap}
"""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap."""
    last = _last_article()
    numbers = range(last // RANGE + 1) if last is not None else ()
    parts = (reverse("articles:sitemap_stories", args=[number]) for number in numbers)
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
    last = _last_article()
    if last is None or number > last // RANGE:
        raise Http404
    live = Version.objects.live().filter(article_id__gte=number * RANGE, article_id__lt=(number + 1) * RANGE)
    fields = ("path", "sorts_at", "updated_at", "updated_has_time", "change", "live_from")
    root = request.build_absolute_uri("/")
    pages = [
        {
            "address": f"{root}{iri_to_uri(version.path)}/",
            "changed": printed(version.changed_at, has_time=version.updated_at is None or version.updated_has_time),
        }
        for version in live.only(*fields).order_by("article_id").iterator()
    ]
    return render(request, "articles/sitemap.xml", {"pages": pages}, content_type=XML)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone."""
    text = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("articles:sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _last_article() -> int | None:
    """The highest number of a story that readers may see."""
    return Version.objects.live().order_by("-article_id").values_list("article_id", flat=True).first()
