"""The pages readers see. Each finds what it shows, asks what is live, and renders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles import fronts, structured_data
from articles.models import Author, Photo, Redirect, Section, Topic, Version
from articles.models.redirect import as_kept
from articles.models.version import Page, VersionQuerySet
from articles.pagecache import frame_of, public_page
from articles.photos.renditions import SOCIAL_SIZE, PhotoUnreadable, rendition, social_rendition
from articles.search import index
from articles.search.highlight import snippet
from articles.search.query import parse
from newsroom import clock

MORE_STORIES = 4
SEARCH_PAGE = 20
# Nobody reads page 26 of a search; a better query finds more than a deeper page.
SEARCH_PAGES = 25
# A browser may keep a picture for an hour; shared caches ask again as often as for a page.
PHOTO_AGE = 3600
# No address of ours was ever longer; longer ones are not worth looking up.
LONGEST_PATH = 1000


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The front page; addresses like ``/?p=7``, under which WordPress knew its stories, lead to them."""
    if request.GET and (moved := _moved_with_query(request)):
        return moved
    front = fronts.arrange(frame_of(request))
    data = structured_data.site(name=settings.SITE_NAME, address=request.build_absolute_uri("/"))
    return render(request, "articles/home.html", {"front": front, "structured_data": [data]})


@public_page
def section(request: HttpRequest, path: str) -> HttpResponse:
    """A section with everything below it, newest first."""
    frame = frame_of(request)
    found = frame.section(path=path)
    if found is None:
        raise Http404
    context = {
        "section": found,
        "top": frame.trail(found)[0],
        "trail": frame.trail(found)[:-1],
        "parts": frame.parts(found),
        "page": _page(request, Version.objects.live(), sections=frame.parts_with_stories(found)),
        "is_first_page": _is_first_page(request),
        "structured_data": [structured_data.breadcrumbs(_crumbs(request, frame.trail(found)))],
    }
    return render(request, "articles/section.html", context)


@public_page
def story(request: HttpRequest, path: str) -> HttpResponse:
    """One story."""
    version = Version.objects.live().filter(path=path).first()
    if version is None:
        raise Http404
    return story_page(request, version)


def story_page(request: HttpRequest, version: Version, *, preview: bool = False) -> HttpResponse:
    """The page of a version, which may be unsaved: a preview shows the desk exactly what readers will get."""
    frame = frame_of(request)
    frame.attach([version])
    trail = frame.trail(version.section)
    more: list[Version] = []
    if version.section_id is not None:
        others = Version.objects.live().filter(section=version.section_id).exclude(article_id=version.article_id)
        more = list(others.for_listing()[:MORE_STORIES])
    context: dict[str, Any] = {
        "version": version,
        "top": trail[0] if trail else None,
        "trail": trail,
        "pictures": fronts.arrange_pictures(version),
        "more": more,
        "preview": preview,
        "structured_data": [],
    }
    if not preview:
        context["structured_data"] = [
            structured_data.news_article(
                version,
                address=request.build_absolute_uri(version.get_absolute_url()),
                site_name=settings.SITE_NAME,
                site_address=request.build_absolute_uri("/"),
                images=[
                    structured_data.image(
                        caption,
                        address=request.build_absolute_uri(
                            reverse("articles:social_photo", args=[caption["photo"]["key"]])
                        ),
                        size=SOCIAL_SIZE,
                    )
                    for caption in version.captions
                    if caption["photo"]
                ],
                author_address=lambda slug: request.build_absolute_uri(reverse("articles:author", args=[slug])),
            ),
            structured_data.breadcrumbs(_crumbs(request, trail)),
        ]
    response = render(request, "articles/article.html", context)
    if preview:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A person and what stands under their name. Readers meet them with their first story, not before."""
    found = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    page = _page(request, Version.objects.live().by_author(found))
    if not page.versions:
        raise Http404
    context = {
        "author": found,
        "portrait": found.photo.as_printed() if found.photo else None,
        "page": page,
        "is_first_page": _is_first_page(request),
    }
    return render(request, "articles/author.html", context)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a topic. Readers meet it with its first story, not before."""
    found = get_object_or_404(Topic, slug=slug)
    page = _page(request, Version.objects.live().about(found))
    if not page.versions:
        raise Http404
    context = {"topic": found, "page": page, "is_first_page": _is_first_page(request)}
    return render(request, "articles/topic.html", context)


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """The way into the archive: the month of the newest story."""
    newest = Version.objects.live().newest_first().values_list("sorts_at", flat=True).first()
    day = timezone.localtime(newest or clock.now())
    return redirect("articles:archive_month", day.year, day.month)


@public_page
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of a month."""
    first = _day(year, month, 1)
    until = (first + timedelta(days=31)).replace(day=1)
    return _archive(request, first, until, by="month")


@public_page
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The stories of a day."""
    first = _day(year, month, day)
    return _archive(request, first, first + timedelta(days=1), by="day")


def _archive(request: HttpRequest, first: date, until: date, *, by: str) -> HttpResponse:
    page = _page(request, Version.objects.live().dated(first, until))
    earlier, later = Version.objects.live().neighbours(first, until)
    context = {
        "by": by,
        "first": first,
        "earlier": timezone.localtime(earlier).date() if earlier else None,
        "later": timezone.localtime(later).date() if later else None,
        "page": page,
        "is_first_page": _is_first_page(request),
    }
    return render(request, "articles/archive.html", context)


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What readers look for; whatever they type, the answer is a page."""
    text = request.GET.get("q", "").strip()
    query = parse(text)
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted in map(str, range(1, SEARCH_PAGES + 1)) else 1
    offset = (number - 1) * SEARCH_PAGE
    hits = index().find(query, at=clock.now(), limit=SEARCH_PAGE + 1, offset=offset) if query else []
    more = len(hits) > SEARCH_PAGE and number < SEARCH_PAGES
    found = Version.objects.live().defer("note").in_bulk([hit.version_id for hit in hits[:SEARCH_PAGE]]) if hits else {}
    versions = [found[hit.version_id] for hit in hits if hit.version_id in found]
    frame_of(request).attach(versions)
    context = {
        "text": text,
        "query": query,
        "results": [{"version": version, "snippet": snippet(version, query)} for version in versions],
        "number": number,
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if more else None,
    }
    return render(request, "articles/search.html", context)


@public_page(browser_age=PHOTO_AGE)
def photo(request: HttpRequest, key: str, width: int) -> HttpResponse:
    """A photo at one of its widths, as long as readers see it somewhere."""
    shown = get_object_or_404(_photos_in_public(), key=key)
    try:
        return _jpeg(rendition(shown, width), etag=f"{key}-{width}")
    except (ValueError, PhotoUnreadable) as error:
        raise Http404 from error


@public_page(browser_age=PHOTO_AGE)
def social_photo(request: HttpRequest, key: str) -> HttpResponse:
    """A photo cut for links on social networks, as long as readers see it somewhere."""
    shown = get_object_or_404(_photos_in_public(), key=key)
    try:
        return _jpeg(social_rendition(shown), etag=f"{key}-social-{shown.focal_x:.3f}-{shown.focal_y:.3f}")
    except PhotoUnreadable as error:
        raise Http404 from error


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon unasked."""
    return HttpResponsePermanentRedirect(static("newsroom/icons/icon.svg"))


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site can answer: 200 if the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@public_page
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Send readers on where the page moved to; else say that it is gone, or that there is none."""
    path = request.path_info if request.path_info.endswith("/") else f"{request.path_info}/"
    if "\x00" in path or len(path) > LONGEST_PATH:
        return render(request, "articles/404.html", {}, status=404)
    was_here = Version.objects.filter(path=path.strip("/"), live_until__lte=clock.now()).exists()
    if request.GET and (answer := _moved_with_query(request)):
        return answer
    if was_here:  # a section that moved must not lead readers of a withdrawn story to nowhere
        moved = Redirect.objects.filter(old_path=path).values_list("new_path", flat=True).first()
    else:
        moved = Redirect.objects.target(path)
    if moved and moved != path:
        return HttpResponsePermanentRedirect(f"/{moved.lstrip('/')}")
    if was_here:
        return render(request, "articles/410.html", {}, status=410)
    return render(request, "articles/404.html", {}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own mistake. Asks nothing of the database, which may be what is broken."""
    return HttpResponse(render_to_string("articles/500.html", {"name": settings.SITE_NAME}), status=500)


def _moved_with_query(request: HttpRequest) -> HttpResponse | None:
    """Where an old address leads whose query is part of it: ``/story.asp?id=5``."""
    old = as_kept(request.get_full_path())
    if "\x00" in old or len(old) > LONGEST_PATH:
        return None
    moved = Redirect.objects.filter(old_path=old).values_list("new_path", flat=True).first()
    return HttpResponsePermanentRedirect(f"/{moved.lstrip('/')}") if moved else None


def _page(request: HttpRequest, stories: VersionQuerySet, *, sections: list[Section] | None = None) -> Page:
    """The page of a list that the reader asks for by key, in these sections only if they are named."""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    numbers = None if sections is None else [section.pk for section in sections]
    try:
        page = stories.for_listing().page(before=before, after=after, sections=numbers)
    except ValueError as error:
        raise Http404 from error
    frame_of(request).attach(page.versions)
    return page


def _is_first_page(request: HttpRequest) -> bool:
    return not request.GET.keys() & {"before", "after"}


def _day(year: int, month: int, day: int) -> date:
    """A day of the calendar, or the 404 page."""
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise Http404 from error
    if not 1000 < year < 9000:  # before newspapers and after us
        raise Http404
    return found


def _crumbs(request: HttpRequest, trail: Iterable[Section]) -> list[tuple[str, str]]:
    """Names and absolute addresses from the front page down."""
    crumbs = [(settings.SITE_NAME, request.build_absolute_uri("/"))]
    return crumbs + [(each.name, request.build_absolute_uri(each.get_absolute_url())) for each in trail]


def _photos_in_public() -> Any:
    """The photos that readers may see: those of live stories, and portraits of those who wrote one."""
    live = Version.objects.live()
    portraits = Author.objects.filter(photo=OuterRef("pk")).filter(Exists(live.filter(authors=OuterRef("pk"))))
    return Photo.objects.filter(Exists(live.filter(photos=OuterRef("pk"))) | Exists(portraits))


def _jpeg(file: File[bytes], *, etag: str) -> HttpResponse:
    with file:
        return HttpResponse(file.read(), content_type="image/jpeg", headers={"ETag": f'"{etag}"'})
