"""What public responses say to caches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.http import http_date

from articles.workflow import actions
from newsroom import clock
from tests import factories
from tests.factories import live, photo, scheduled

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADDRESSES = [
    "/",
    "/harbour/",
    "/harbour/2026/11/23/night-boat/",
    "/authors/nell/",
    "/archive/2026/11/",
    "/archive/2026/11/23/",
    "/search/",
    "/search/?q=boat",
    "/rss.xml",
    "/atom.xml",
    "/harbour/rss.xml",
    "/sitemap.xml",
    "/sitemap-0.xml",
    "/sitemap-sections.xml",
    "/robots.txt",
    "/photos/{key}-64.jpg",
    "/photos/{key}-social.jpg",
]


@pytest.fixture
def picture():
    """A story of today, its picture, at a quarter to twelve."""
    picture = photo()
    since = NOON - timedelta(minutes=15)
    live(headline="Night boat", bylines=[factories.author("Nell")], captions=[picture], since=since)
    return picture


def ages(response) -> dict[str, int]:
    parts = (part.strip().partition("=") for part in response["Cache-Control"].split(","))
    return {name: int(value) for name, _, value in parts if value}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_public_page_may_be_shared_and_reads_no_session(client, picture, address):
    client.force_login(factories.user())  # a cookie makes no difference
    with clock.at(NOON):
        response = client.get(address.format(key=picture.key))
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("public, max-age=")
    assert response["Last-Modified"] == http_date((NOON - timedelta(minutes=15)).timestamp())
    assert response["ETag"]
    assert "cookie" not in response.get("Vary", "").lower()
    assert not response.cookies
    assert not response.wsgi_request.session.accessed
    assert not response.wsgi_request.session.modified


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_copy_that_still_holds_is_not_sent_again(client, picture, address, method):
    ask = getattr(client, method)
    address = address.format(key=picture.key)
    with clock.at(NOON):
        first = ask(address)
        assert ask(address, headers={"if-none-match": first["ETag"]}).status_code == 304
        held = ask(address, headers={"if-modified-since": first["Last-Modified"]})
        assert held.status_code == 304
        assert held.content == b""
        assert held["Cache-Control"] == first["Cache-Control"]
        assert ask(address, headers={"if-none-match": '"another"'}).status_code == 200


def test_get_and_head_agree(client, picture):
    with clock.at(NOON):
        got, asked = client.get("/"), client.head("/")
    assert asked.content == b""
    for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Type", "Content-Length"):
        assert asked[name] == got[name]


def test_a_compressed_copy_is_recognised(client, picture):
    live(body="<p>long</p>" * 500)
    with clock.at(NOON):
        first = client.get("/", headers={"accept-encoding": "gzip"})
        assert first["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in first["Vary"]
        again = client.get("/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["/", "/harbour/", "/search/", "/rss.xml", "/nope/", "/sitemap.xml"])
def test_public_pages_are_only_looked_at(address, method):
    from django.test import Client

    live()
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("address", ["/", "/harbour/2026/11/23/embargoed/", "/nope/", "/search/?q=x", "/atom.xml"])
@pytest.mark.parametrize(
    ("before", "age"),
    [
        (timedelta(hours=2), 60),
        (timedelta(seconds=61.5), 60),
        (timedelta(seconds=20.9), 20),
        (timedelta(seconds=0.4), 0),
    ],
    ids=str,
)
def test_no_copy_outlives_an_embargo(client, picture, address, before, age):
    with clock.at(NOON - HOUR):
        scheduled(headline="Embargoed", at=NOON)
    with clock.at(NOON - before):
        response = client.get(address)
    # The time it took to make the page counts, too.
    assert age - 10 <= ages(response)["max-age"] <= age


def test_no_copy_outlives_the_end_of_a_span(client, picture):
    version = live(headline="Short", since=NOON - HOUR)
    factories.save(version.article, headline="Shorter")
    with clock.at(NOON - HOUR):
        actions.schedule(version.article, by=None, at=NOON)
    with clock.at(NOON - timedelta(seconds=10)):
        assert ages(client.get(version.get_absolute_url()))["max-age"] <= 10


def test_a_photo_may_stay_in_a_browser_for_longer_than_in_a_shared_cache(client, picture):
    with clock.at(NOON):
        assert ages(client.get(f"/photos/{picture.key}-64.jpg")) == {"max-age": 3600, "s-maxage": 60}
        scheduled(at=NOON + timedelta(seconds=30))
        photo_ages = ages(client.get(f"/photos/{picture.key}-64.jpg"))
    assert photo_ages["max-age"] <= 30


def test_last_modified_moves_when_something_is_published_or_withdrawn(client, picture):
    version = live(headline="Second", since=NOON)
    with clock.at(NOON + 2 * HOUR):
        actions.withdraw(version.article, by=None)
    for instant, changed in [
        (NOON - timedelta(seconds=1), NOON - timedelta(minutes=15)),
        (NOON + HOUR, NOON),
        (NOON + 3 * HOUR, NOON + 2 * HOUR),
    ]:
        with clock.at(instant):
            assert client.get("/")["Last-Modified"] == http_date(changed.timestamp())


def test_a_second_that_is_not_over_vouches_for_nothing(client, picture):
    with clock.at(NOON):
        live(since=NOON)
        response = client.get("/")
    assert not response.has_header("Last-Modified")
    assert response.has_header("ETag")


def test_a_copy_from_before_an_embargo_does_not_hold_after_it(client, picture):
    with clock.at(NOON):
        scheduled(headline="Embargoed", at=NOON + HOUR)
        first = client.get("/")
    with clock.at(NOON + HOUR):
        for name, value in (("if-none-match", first["ETag"]), ("if-modified-since", first["Last-Modified"])):
            assert client.get("/", headers={name: value}).status_code == 200


def test_a_renamed_section_makes_old_copies_stale(client, picture):
    with clock.at(NOON):
        first = client.get("/search/")
    harbour = factories.section("Harbour")
    harbour.name = "The harbour"
    harbour.save()
    harbour.refresh_from_db()
    with clock.at(harbour.updated_at + timedelta(minutes=1)):
        response = client.get("/search/", headers={"if-modified-since": first["Last-Modified"]})
    assert response.status_code == 200


def test_pages_that_are_not_there_say_how_long_that_holds(client):
    response = client.get("/nope/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.has_header("Last-Modified")


def test_public_pages_carry_a_policy_without_anything_inline(client, picture):
    with clock.at(NOON):
        for address in ("/", "/harbour/2026/11/23/night-boat/", "/nope/"):
            response = client.get(address)
            policy = response["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            html = response.content.decode()
            assert " style=" not in html
            assert "<style" not in html
            assert " onclick" not in html
            assert html.count("<script") == html.count('<script type="application/ld+json">')


def test_one_page_sees_one_instant(client, picture, monkeypatch):
    """A boundary that passes while a page is made does not fall through it."""
    from articles import views

    asked: list[datetime] = []
    render = views.render

    def watched(*args, **kwargs):
        asked.append(clock.now())
        return render(*args, **kwargs)

    monkeypatch.setattr(views, "render", watched)
    response = client.get("/")
    assert asked == [response.wsgi_request.frame.at]
