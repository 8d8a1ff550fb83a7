"""One contract for both indexes: each database runs this."""

from datetime import timedelta

import pytest

from articles.models import Version
from articles.search import entry_of, index
from articles.search.query import Query, parse
from articles.words import Entry, vector
from articles.workflow import actions
from newsroom import clock
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]


def found(text, at=None):
    hits = index().find(parse(text), at=at or clock.now(), limit=20)
    headlines = dict(Version.objects.values_list("pk", "headline"))
    return [headlines[hit.version_id] for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "night",
        "NIGHT",
        "ferry",
        "quill",
        '"left on time"',
        "ferry -strike",
        "harbor-side",
        "zürich",
        "zurich",
        "晚班船",
    ],
)
def test_words_of_headline_names_and_text_are_found(text):
    make.live(
        headline="Night boat",
        bylines=["Mara Quill"],
        body="<p>The ferry left on time for the harbor-side, and Zürich.</p><p>晚班船</p>",
    )
    make.live(headline="Elsewhere", body="<p>A strike.</p>")
    if text == "zurich" and index().__class__.__name__ == "PostgresIndex":
        assert found(text) == []  # PostgreSQL finds words as they are written
    else:
        assert found(text) == ["Night boat"]


@pytest.mark.parametrize(
    "text", ["", "   ", '"', "-", "-ferry", "'; DROP TABLE x; --", "a AND NEAR(", "\x00", "*", "x" * 5000]
)
def test_whatever_a_reader_types_is_only_words(text):
    make.live(headline="Night boat")
    assert found(text) == []


def test_a_better_match_comes_first():
    make.live(headline="A calm week", body="<p>The lighthouse was mentioned.</p>")
    make.live(headline="Lighthouse relit")
    assert found("lighthouse") == ["Lighthouse relit", "A calm week"]


def test_search_knows_only_what_readers_may_see_at_that_instant():
    at = clock.now() + timedelta(hours=3)
    make.article(headline="Lantern draft")
    make.scheduled(headline="Lantern tomorrow", at=at)
    story = make.live(headline="Lantern old").article
    make.save(story, headline="Lantern new")
    actions.publish(story, by=None)
    gone = make.live(headline="Lantern gone")
    actions.withdraw(gone.article, by=None)
    assert found("lantern") == ["Lantern new"]
    assert sorted(found("lantern", at)) == ["Lantern new", "Lantern tomorrow"]


def test_what_is_added_is_found_like_what_is_put():
    version = make.live(headline="Lantern", bylines=["Mara Quill"], body="<p>The ferry left.</p>")
    for put_again in (
        lambda: index().put([version]),
        lambda: index().add([(version.pk, entry_of(version))]),
        lambda: index().add([(version.pk, vector(entry_of(version)) if index().takes_vectors else entry_of(version))]),
    ):
        index().drop([version.pk])
        assert found("lantern") == []
        put_again()
        assert [found(word) for word in ("lantern", "quill", "ferry")] == [["Lantern"]] * 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "Write to desk@paper.example or see www.paper.example/ferry-times.", "paper ferry", id="addresses"
        ),
        pytest.param("It cost 3.15 euros, snake_case and all.", "15 snake_case", id="numbers and signs"),
        pytest.param("İstanbul’da GRÜẞE", "İstanbul grüẞe", id="capitals that grow as they become small"),
        pytest.param("हिन्दी में समाचार", "हिन्दी समाचार", id="marks above letters"),
        pytest.param("one " + "two " * 40_000 + "three", "one three", id="more words than have places"),
        pytest.param("one " + "x" * 5000 + " three", "one three", id="a word that is too long"),
        pytest.param(" ".join(map(str, range(300_000))), "17 4711", id="more words than an index holds"),
    ],
)
def test_every_word_that_a_query_can_name_is_found_in_any_text(text, words):
    version = make.live(headline="Lantern")
    entry = Entry("Lantern", "", text)
    for told in (entry, vector(entry)) if index().takes_vectors else (entry,):
        index().drop([version.pk])
        index().add([(version.pk, told)])
        assert [found(word) for word in words.split()] == [["Lantern"]] * len(words.split())
        assert found("nowhere") == []


def test_words_of_a_phrase_stand_together_and_are_worth_more_in_a_headline():
    version = make.live(headline="Ferry late", standfirst="The boat left.", body="<p>Late again, the ferry.</p>")
    other = make.live(headline="Elsewhere", body="<p>The ferry was late.</p>")
    assert found('"ferry late"') == ["Ferry late"]
    assert found('"late the"') == []
    assert found("ferry") == ["Ferry late", "Elsewhere"]
    index().put([version, other])  # again, and nothing is there twice
    assert found("ferry") == ["Ferry late", "Elsewhere"]


def test_a_deleted_draft_leaves_no_trace():
    version = make.scheduled(headline="Lantern")
    actions.unschedule(version.article, by=None)
    version.article.delete()
    assert found("lantern", clock.now() + timedelta(days=1)) == []


def test_a_query_is_read_as_words_phrases_and_exclusions():
    assert parse('harbour "night ferry" -strike') == Query((("harbour",), ("night", "ferry")), (("strike",),))
