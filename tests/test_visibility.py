"""What readers may not see they see nowhere, and what they may they see to the microsecond, with no job running."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Version
from articles.search import index
from articles.workflow import actions
from newsroom import clock
from tests import factories
from tests.factories import live, photo, section

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIX = datetime(2026, 11, 24, 6, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
SECRET = "Xanthippe"  # in every word of the story that must not show


class Story:
    """A story under whose words, people and picture nothing else stands."""

    def __init__(self) -> None:
        self.author = factories.author(f"{SECRET} Author", slug="who")
        self.photo = photo(alt_text=f"{SECRET} seen")
        self.article = factories.article(
            headline=f"{SECRET} headline",
            standfirst=f"{SECRET} standfirst",
            body=f"<p>{SECRET} body</p>",
            correction=f"{SECRET} corrected",
            dateline=f"{SECRET} place",
            bylines=[self.author],
            captions=[self.photo, f"{SECRET} caption"],
            section=section("Harbour"),
            published_at=NOW - timedelta(days=1),
        )
        # An index that proposes what it should not: the query alone decides.
        index().put(Version.objects.filter(article=self.article))

    @property
    def pages(self) -> list[str]:
        """Every address at which the story could show."""
        path = Version.objects.filter(article=self.article).exclude(path="").values_list("path", flat=True).first()
        return [
            f"/{path or 'harbour/2026/11/22/xanthippe-headline'}/",
            "/",
            "/harbour/",
            "/authors/who/",
            "/archive/2026/11/",
            "/archive/2026/11/22/",
            "/search/?q=xanthippe",
            "/rss.xml",
            "/atom.xml",
            "/harbour/rss.xml",
            "/harbour/atom.xml",
            "/sitemap-0.xml",
            "/no-such-page/",
        ]

    @property
    def files(self) -> list[str]:
        """The addresses of its picture."""
        return [f"/photos/{self.photo.key}-64.jpg", f"/photos/{self.photo.key}-social.jpg"]


def shows(client, address: str) -> bool:
    response = client.get(address)
    assert response.status_code in {200, 301, 404, 410}, (address, response.status_code)
    # The search page repeats what was typed; the address of a story is in its links.
    text = response.content.decode().replace("xanthippe</title>", "").lower()
    text = text.replace('value="xanthippe"', "").replace("“xanthippe”", "")
    return response.status_code == 200 and "xanthippe" in text


def seen(client, story: Story) -> set[str]:
    """Where the story shows."""
    return {address for address in story.pages if shows(client, address)} | {
        address for address in story.files if client.get(address).status_code == 200
    }


def everywhere(story: Story) -> set[str]:
    return {*story.pages, *story.files} - {"/no-such-page/"}


@pytest.fixture
def story(client) -> Story:
    """A draft, in a section where something else is live."""
    with clock.at(NOW - timedelta(days=2)):
        live(headline="Something else", section=section("Harbour"))
        return Story()


def test_a_draft_shows_nowhere(client, story):
    with clock.at(NOW):
        assert seen(client, story) == set()
        assert client.get(story.pages[0]).status_code == 404


def test_a_published_story_shows_everywhere(client, story):
    with clock.at(NOW):
        actions.publish(story.article, by=None)
        index().put(Version.objects.filter(article=story.article))
        assert seen(client, story) == everywhere(story)


def test_a_scheduled_story_shows_everywhere_from_its_instant_and_nowhere_before(client, story):
    with clock.at(NOW):
        version = actions.schedule(story.article, by=None, at=SIX)
    index().put([version])
    with clock.at(SIX - INSTANT):
        assert seen(client, story) == set()
        assert client.get(story.pages[0]).status_code == 404
    with clock.at(SIX):
        assert seen(client, story) == everywhere(story)
    with clock.at(SIX + INSTANT):
        assert seen(client, story) == everywhere(story)


def test_a_cancelled_schedule_shows_nowhere(client, story):
    with clock.at(NOW):
        actions.schedule(story.article, by=None, at=SIX)
        actions.unschedule(story.article, by=None)
    with clock.at(SIX + INSTANT):
        assert seen(client, story) == set()


def test_a_withdrawn_story_shows_nowhere_from_its_instant_on(client, story):
    with clock.at(NOW):
        version = actions.publish(story.article, by=None)
    index().put([version])
    with clock.at(SIX):
        actions.withdraw(story.article, by=None)
    index().put([version])  # an index that has not heard of it
    with clock.at(SIX - INSTANT):
        assert seen(client, story) == everywhere(story)
    with clock.at(SIX):
        assert seen(client, story) == set()
        gone = client.get(story.pages[0])
        assert gone.status_code == 410
        assert SECRET.lower() not in gone.content.decode().lower()


def test_a_superseded_text_shows_nowhere_and_the_new_one_everywhere(client, story):
    with clock.at(NOW):
        old = actions.publish(story.article, by=None)
    with clock.at(NOW):
        article = story.article
        factories.save(
            article, headline="Corrected", standfirst="", body="<p>Plain words.</p>", correction="", dateline=""
        )
        article.bylines.all().delete()
        article.captions.all().delete()
        actions.save_draft(article, by=None)
        new = actions.schedule(article, by=None, at=SIX)
    index().put([old, new])
    with clock.at(SIX - INSTANT):
        assert seen(client, story) == everywhere(story)
        assert "Corrected" not in client.get("/").content.decode()
    with clock.at(SIX):
        address = story.pages[0]
        # Its address stays, and is the only word of the old text that does.
        pages = {page: client.get(page).content.decode().replace(address.strip("/"), "") for page in story.pages}
        left = {page for page, text in pages.items() if SECRET in text}
        assert left == set()
        assert client.get("/authors/who/").status_code == 404
        assert [client.get(file).status_code for file in story.files] == [404, 404]
        for page in (address, "/", "/harbour/", "/rss.xml", "/atom.xml"):
            assert "Corrected" in pages[page]


def test_editing_a_live_story_changes_nothing_until_it_is_published(client, story):
    with clock.at(NOW):
        actions.publish(story.article, by=None)
        index().put(Version.objects.filter(article=story.article))
        before = {page: client.get(page).content for page in story.pages}
        factories.save(story.article, headline="Changed at the desk", body="<p>Changed.</p>")
        assert {page: client.get(page).content for page in story.pages} == before


def test_a_portrait_shows_once_its_person_has_a_story(client):
    portrait = photo()
    nell = factories.author("Nell", photo=portrait)
    address = f"/photos/{portrait.key}-64.jpg"
    with clock.at(NOW):
        factories.article(bylines=[nell])
        assert client.get(address).status_code == 404
        live(bylines=[nell], since=NOW)
        assert client.get(address).status_code == 200


def test_the_number_of_sitemaps_tells_nothing_of_drafts(client, monkeypatch):
    from articles import sitemaps

    monkeypatch.setattr(sitemaps, "RANGE", 1)
    live()
    before = client.get("/sitemap.xml").content
    factories.article()
    factories.scheduled()
    assert client.get("/sitemap.xml").content == before
