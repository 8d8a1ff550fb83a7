"""RSS and Atom, as a feed reader gets them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from articles.models import Change
from articles.workflow import actions
from newsroom import clock
from tests import factories
from tests.factories import HOUR, live, photo, section

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def feed(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def test_rss_says_everything_of_a_story(client):
    picture = photo(width=1400, height=700, caption="A quay")
    version = live(
        headline="Boats & bells",
        standfirst="After <eleven> winters.",
        bylines=["Nell Hargreave", "Jo Bo"],
        captions=[picture],
        published_at=NOON,
    )
    [item] = feed(client, "/rss.xml").iter("item")
    address = f"http://testserver{version.get_absolute_url()}"
    assert item.findtext("title") == "Boats & bells"
    assert item.findtext("link") == item.findtext("guid") == address
    assert item.find("guid").get("isPermaLink") == "true"
    assert item.findtext("description") == "After &lt;eleven&gt; winters."  # HTML, by custom
    assert item.findtext("dc:creator", namespaces=NAMES) == "Nell Hargreave and Jo Bo"
    assert item.findtext("category") == "Harbour"
    assert parsedate_to_datetime(item.findtext("pubDate")) == NOON
    shown = item.find("media:content", NAMES)
    assert shown.attrib == {
        "url": f"http://testserver/photos/{picture.key}-1280.jpg",
        "type": "image/jpeg",
        "medium": "image",
        "width": "1280",
        "height": "640",
    }
    assert shown.findtext("media:description", namespaces=NAMES) == "A quay"


def test_atom_says_when_a_story_was_published_and_updated(client):
    with clock.at(NOON):
        version = actions.publish(factories.article(published_at=NOON), by=None)
    factories.save(version.article, body="<p>It left late.</p>")
    with clock.at(NOON + HOUR):
        actions.publish(version.article, by=None, change=Change.CORRECTION, note="It left late.")
        root = feed(client, "/atom.xml")
    [entry] = root.iterfind("atom:entry", NAMES)
    assert entry.findtext("atom:id", namespaces=NAMES) == f"http://testserver{version.get_absolute_url()}"
    assert entry.findtext("atom:published", namespaces=NAMES) == "2026-11-23T12:00:00+00:00"
    assert entry.findtext("atom:updated", namespaces=NAMES) == "2026-11-23T13:00:00+00:00"
    assert root.findtext("atom:updated", namespaces=NAMES) == "2026-11-23T13:00:00+00:00"


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_section_has_its_own_feed_with_what_stands_below_it(client, kind):
    world = section("World")
    live(headline="Ours", section=world)
    live(headline="Below", section=section("Asia", parent=world))
    live(headline="Elsewhere")
    text = client.get(f"/world/{kind}.xml").content.decode()
    assert "Ours" in text
    assert "Below" in text
    assert "Elsewhere" not in text
    assert f"/world/{kind}.xml" in text


@pytest.mark.parametrize("address", ["/rss.xml", "/atom.xml", "/harbour/rss.xml", "/harbour/atom.xml"])
def test_an_empty_feed_is_valid_and_stands_still(client, address):
    section("Harbour")
    with clock.at(NOON):
        first = client.get(address)
    with clock.at(NOON + HOUR):
        assert client.get(address).content == first.content
    ElementTree.fromstring(first.content)


@pytest.mark.parametrize("address", ["/rss.xml", "/atom.xml"])
def test_no_character_of_a_story_breaks_the_feed(client, address):
    live(headline="Bell\x07 and\x1b \ufffe<&>]]>", standfirst="\x0b\x0cx", bylines=["\x01Nell"], captions=["\x02c"])
    [title] = [
        each.text for each in feed(client, address).iter() if each.tag.endswith("title") and "Bell" in (each.text or "")
    ]
    assert title == "Bell and <&>]]>"


def test_a_feed_holds_the_newest_thirty(client):
    for number in range(35):
        live(headline=f"Number {number}", published_at=NOON - number * HOUR)
    titles = [item.findtext("title") for item in feed(client, "/rss.xml").iter("item")]
    assert titles == [f"Number {number}" for number in range(30)]


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/rss.xml", "application/rss+xml"), ("/atom.xml", "application/atom+xml")],
    ids=["rss", "atom"],
)
def test_pages_lead_to_the_feeds(client, address, kind):
    live()
    assert client.get(address)["Content-Type"].startswith(kind)
    assert f'type="{kind}"' in client.get("/").content.decode()
    assert f'href="/harbour{address}"' in client.get("/harbour/").content.decode()
