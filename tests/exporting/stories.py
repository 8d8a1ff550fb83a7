"""A story that says everything, for every format to carry."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from articles.exporting.paper import Paper
from articles.models import Byline, Caption, Topic, Version
from articles.workflow import actions
from newsroom import clock
from tests import factories

PAPER = Paper("The Port Lanh Courier", "https://courier.example/", "en-gb", ZoneInfo("UTC"))
PUBLISHED = datetime(2026, 3, 4, 6, 10, tzinfo=UTC)
UPDATED = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
LIVE = datetime(2026, 3, 5, 10, tzinfo=UTC)
BODY = (
    "<p>The ferry <strong>left</strong> <em>on time</em>, 5 m<sup>2</sup> of H<sub>2</sub>O &amp; <s>all</s> "
    'included: <a href="https://ferry.example/log?a=1&amp;b=2" rel="noopener">the log</a>.<br>Nobody minded.</p>'
    "<h2>A calm crossing</h2><p><strong>Nell</strong><em>Hargreave</em> waved.</p>"
    "<ul><li>Ropes</li><li>Bells <em>and</em> buoys</li></ul><h3>What the captain said</h3>"
    "<blockquote><p>We were never late.</p><p>Not once.</p></blockquote><ol><li>Cast off</li><li>Sail</li></ol>"
)
MEDIA_TOPIC = "http://cv.iptc.org/newscodes/mediatopic/20000349"


def full_story(**fields) -> Version:
    """A live story with something in every field."""
    sea = factories.section("Sea", parent=factories.section("World"))
    captain = factories.author("Nell Hargreave")
    photo = factories.photo(alt_text="A white ferry at a quay", width=1400, height=700)
    fields = {
        "headline": "Ferry sails “on time” & nobody minds",
        "standfirst": "After eleven winters, a crossing without a story.",
        "body": BODY,
        "correction": "An earlier version put the ferry in the wrong port.",
        "section": sea,
        "dateline": "PORT LANH, Sadong",
        "agency": "Sadong Press",
        "language": "en",
        "kind": "column",
        "published_at": PUBLISHED,
        "updated_at": UPDATED,
    } | fields
    article = factories.article(**fields)
    Byline.objects.create(article=article, author=captain, role="Senior harbour correspondent", position=0)
    Byline.objects.create(article=article, name="Bo Ek", position=1)
    Caption.objects.create(
        article=article, photo=photo, text="The ferry at dawn.", credit="Jo Lind/Courier", place="Port Lanh", position=0
    )
    Caption.objects.create(article=article, text="Its captain, in an older year.", credit="Archive", position=1)
    article.topics.add(
        Topic.objects.create(name="Ferries", code=MEDIA_TOPIC), Topic.objects.create(name="Port Lanh harbour")
    )
    actions.save_draft(article, by=None)
    with clock.at(LIVE):
        return actions.publish(article, by=None)
