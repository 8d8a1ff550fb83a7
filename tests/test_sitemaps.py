"""What search engines may read, and what they are told to leave alone."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from articles import sitemaps
from tests.factories import article, live, section

pytestmark = pytest.mark.django_db
NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ROOT = "http://testserver"


def addresses(client, path: str) -> list[str]:
    root = ElementTree.fromstring(client.get(path).content)
    return [each.text for each in root.iterfind(".//loc", NAMES)]


def test_the_sitemap_leads_to_every_live_story_and_section_with_stories(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "RANGE", 2)
    section("Empty")
    stories = [live(section=section("Asia", parent=section("World"))) for _ in range(5)]
    found = [page for part in addresses(client, "/sitemap.xml") for page in addresses(client, part.removeprefix(ROOT))]
    expected = ["/", "/world/", "/world/asia/", *(version.get_absolute_url() for version in stories)]
    assert sorted(found) == sorted(ROOT + path for path in expected)


def test_a_story_tells_when_it_changed(client):
    live(
        published_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
        updated_at=datetime(2026, 11, 21, tzinfo=UTC),
        updated_has_time=False,
    )
    assert "<lastmod>2026-11-21</lastmod>" in client.get("/sitemap-0.xml").content.decode()


def test_addresses_in_any_script_are_quoted(client):
    live(headline="上海合作组织")
    assert addresses(client, "/sitemap-0.xml")[0].endswith("%E4%B8%8A%E6%B5%B7%E5%90%88%E4%BD%9C%E7%BB%84%E7%BB%87/")


@pytest.mark.parametrize("number", ["1", "999999999999", "9" * 40])
def test_a_part_beyond_the_last_is_not_found(client, number):
    live()
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_range_without_live_stories_is_left_out(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "RANGE", 1)
    monkeypatch.setattr(sitemaps, "AT_ONCE", 2)
    shown = [live(), live(), live()]
    drafts = [article(), article()]
    shown.append(live())
    parts = addresses(client, "/sitemap.xml")[1:]
    assert parts == [f"{ROOT}/sitemap-{version.article_id}.xml" for version in shown]
    assert client.get(f"/sitemap-{drafts[0].pk}.xml").status_code == 404


def test_the_sitemap_of_an_empty_paper_is_valid(client):
    assert addresses(client, "/sitemap.xml") == [f"{ROOT}/sitemap-sections.xml"]
    assert addresses(client, "/sitemap-sections.xml") == [f"{ROOT}/"]


def test_the_number_of_questions_stays_the_same(client, django_assert_num_queries):
    for count in (1, 20):
        for _ in range(count):
            live()
        for path, queries in {"/sitemap.xml": 3, "/sitemap-0.xml": 2, "/sitemap-sections.xml": 1}.items():
            with django_assert_num_queries(queries):
                client.get(path)


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave_alone(client):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {ROOT}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "Disallow: /search/" in text
