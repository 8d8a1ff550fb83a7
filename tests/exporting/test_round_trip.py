"""Out and in again: what a format carries comes back as it was, and docs/formats.md tells which fields these are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from articles.exporting import FORMATS
from articles.exporting.markup import as_html, body_tree
from articles.exporting.paper import trail
from articles.models import Article, Author, Origin, Photo, Redirect, Topic, Version
from articles.structured_data import correction_of
from articles.workflow import actions
from newsroom import clock
from tests import factories
from tests.conftest import REPOSITORY
from tests.exporting.bringing_back import ARCHIVE, bring_back, empty_the_paper, export, texts
from tests.exporting.stories import LIVE, full_story

pytestmark = pytest.mark.django_db

KEPT, TOLD, ABSENT = "✓", "out", "–"
OF_ONE = [key for key, known in FORMATS.items() if known.version]
FULL = "Ferry sails “on time” & nobody minds"
BARE = "A story without a date"
MOVED = "A story that moved on"
GONE = "A story that is gone"
DRAFT = "Nothing for readers yet"
OLD_PATH = "/1999/ferry-page/"


def live(headline: str) -> Version | None:
    return Version.objects.live().filter(headline=headline).first()


def of_full(ask: Callable[[Version], object]) -> Callable[[], object]:
    """A question about the story that says everything; ``None`` where it has not come back."""

    def asked() -> object:
        version = live(FULL)
        return ask(version) if version else None

    return asked


def captions(key: str) -> Callable[[Version], object]:
    return lambda version: [caption[key] for caption in version.captions]


def photo(key: str) -> Callable[[Version], object]:
    return lambda version: [caption["photo"] and caption["photo"][key] for caption in version.captions]


def topic_codes(version: Version) -> object:
    return sorted(Topic.objects.filter(pk__in=version.topic_ids()).values_list("name", "code"))


def of_article(field: str) -> Callable[[Version], object]:
    return lambda version: getattr(version.article, field) or None


def leads_to(old_path: str) -> Callable[[Version], object]:
    return lambda version: Redirect.objects.target(old_path) == version.get_absolute_url()


def changes() -> object:
    version = live("It moved on, corrected")
    return version and [each.change for each in version.article.versions.published().order_by("number")]


def earlier() -> object:
    version = live("It moved on, corrected")
    return version and [each.headline for each in version.article.versions.published().order_by("number")]


def spans() -> object:
    version = live("It moved on, corrected")
    return version and [
        (each.live_from, each.live_until) for each in version.article.versions.published().order_by("number")
    ]


def undated() -> object:
    version = live(BARE)
    return version and (version.published_at, version.updated_at)


def withdrawn() -> object:
    return Version.objects.filter(headline=GONE).exists(), live(GONE)


# What is asked before and after, and by what an export is known to tell it though it does not come back.
FIELDS: dict[str, tuple[Callable[[], object], str]] = {
    "headline": (of_full(lambda version: version.headline), "Ferry sails"),
    "standfirst": (of_full(lambda version: version.standfirst), "After eleven winters"),
    "text": (of_full(lambda version: re.sub(r"<[^>]+>|\s", "", version.body)), "Nobody minded"),
    "its markup: crossheads, lists, quotes, links, emphasis": (
        of_full(lambda version: as_html(body_tree(version.body))),
        "ferry.example/log",
    ),
    "bylines, in their order": (of_full(lambda version: [one["name"] for one in version.bylines]), "Nell Hargreave"),
    "roles in bylines": (of_full(lambda version: [one["role"] for one in version.bylines]), "Senior harbour"),
    "dateline": (of_full(lambda version: version.dateline), "PORT LANH, Sadong"),
    "agency": (of_full(lambda version: version.agency), "Sadong Press"),
    "section, and those above it": (of_full(lambda version: [each.name for each in trail(version)]), "Sea"),
    "topics": (of_full(lambda version: [one["name"] for one in version.subjects]), "Port Lanh harbour"),
    "topics' codes": (of_full(topic_codes), "20000349"),
    "captions, also those without a photo": (of_full(captions("text")), "in an older year"),
    "credits of photos": (of_full(captions("credit")), "Jo Lind/Courier"),
    "places of photos": (of_full(captions("place")), "Lanh Roads"),
    "photos, to the byte": (of_full(photo("key")), "photos/"),
    "alternative texts": (of_full(photo("alt")), "A white ferry at a quay"),
    "focal points": (of_full(photo("focal_x")), '"poi"'),
    "printed date": (of_full(lambda version: version.published_at), "2026"),
    "printed update": (of_full(lambda version: version.updated_at), "2026"),
    "a date without a time stays one": (of_full(lambda version: version.updated_has_time), "2026"),
    "a story without a date stays one": (undated, BARE),
    "correction": (of_full(correction_of), "in the wrong port"),
    "kind of piece": (of_full(lambda version: version.kind), "column"),
    "language": (of_full(lambda version: version.language), "pt-BR"),
    "address": (of_full(lambda version: version.path), "ferry-sails"),
    "old addresses": (of_full(leads_to(OLD_PATH)), OLD_PATH),
    "authors' biographies": (lambda: [one.biography for one in Author.objects.filter(name="Nell Hargreave")], "Sails."),
    "version number": (of_full(lambda version: version.number), "7431"),
    "earlier versions (`--history`)": (earlier, "It moved on, a little"),
    "kinds of change (`--history`)": (changes, "It moved on, corrected"),
    "when readers saw each (`--history`)": (spans, "2026-03-06T07:08:09"),
    "withdrawn stories (`--history`)": (withdrawn, GONE),
    "drafts": (lambda: Article.objects.filter(headline=DRAFT).exists(), DRAFT),
    "notes to editors": (of_full(of_article("editor_note")), "Ask Jo before noon"),
    "embargoes": (of_full(of_article("embargo")), "2031"),
}


def make_the_paper() -> None:
    """Stories of every kind, the first of which says everything."""
    version = full_story(
        headline=FULL, language="pt-BR", updated_at=datetime(2026, 3, 5, tzinfo=LIVE.tzinfo), updated_has_time=False
    )
    story = version.article
    Article.objects.filter(pk=story.pk).update(version_number=7430)
    story.captions.filter(position=0).update(place="Lanh Roads")
    Photo.objects.update(focal_x=0.25)
    with clock.at(LIVE + timedelta(hours=1)):
        actions.publish(story, by=None)
    Article.objects.filter(pk=story.pk).update(
        editor_note="Ask Jo before noon.", embargo=datetime(2031, 1, 2, tzinfo=LIVE.tzinfo)
    )
    Author.objects.filter(name="Nell Hargreave").update(biography="Sails.")
    Redirect.objects.leave(OLD_PATH, version.get_absolute_url())
    # What is written here is dated by its publication; an imported page may carry no date.
    actions.publish(factories.article(headline=BARE, published_at=None, origin=Origin.IMPORT), by=None)
    with clock.at(datetime(2026, 3, 6, 7, 8, 9, tzinfo=LIVE.tzinfo)):
        moved = factories.article(headline="It moved on, a little", published_at=LIVE)
        actions.publish(moved, by=None)
    factories.save(moved, headline="It moved on, corrected")
    actions.publish(moved, by=None, change="correction", note="It moved less.")
    gone = factories.live(headline=GONE).article
    actions.withdraw(gone, by=None)
    factories.article(headline=DRAFT)


def answers() -> dict[str, object]:
    return {field: ask() for field, (ask, _) in FIELDS.items()}


def table() -> dict[str, dict[str, str]]:
    """The table of docs/formats.md: for each format, what it says of each field."""
    rows = [
        [cell.strip() for cell in line.strip("|\n ").split("|")]
        for line in (REPOSITORY / "docs" / "formats.md").read_text().splitlines()
        if line.startswith("|") and line.count("|") == len(FORMATS) + 3
    ]
    head, _, *body = rows
    return {name: {row[0]: row[at] for row in body} for at, name in enumerate(head) if at}


def go_and_come_back(format, folder):
    if format == ARCHIVE:
        path = export(format, folder / "paper.jsonl")
        told = path.read_text()
        empty_the_paper()
        call_command("import_articles", str(path), verbosity=0)
        return told
    out = export(format, folder / "out", "--history")
    told = "\n".join(texts(out).values())
    empty_the_paper()
    bring_back(out)
    return told


@pytest.mark.parametrize("format", [ARCHIVE, *FORMATS])
def test_the_table_of_formats_tells_what_comes_back(format, tmp_path):
    make_the_paper()
    before = answers()
    told = go_and_come_back(format, tmp_path)
    after = answers()
    marks = {
        field: KEPT if after[field] == before[field] else TOLD if known_by in told else ABSENT
        for field, (_, known_by) in FIELDS.items()
    }
    assert marks == table()[format]
