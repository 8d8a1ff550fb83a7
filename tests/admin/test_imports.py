"""Imports on record: what each was given, what it did, and the stories it brought."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.importing.document import PubStatus
from articles.importing.store import Item, Store, Wishes
from articles.models import Article, ImportRun, Source
from tests import factories
from tests.importing.test_reassign import wire_item

IMPORTS = "/admin/articles/importrun/"


def page(thing, what="change"):
    return f"/admin/articles/{thing._meta.model_name}/{thing.pk}/{what}/"


def run(**fields) -> ImportRun:
    fields.setdefault("ended_at", timezone.now())
    return ImportRun.objects.create(**{"what": "wire/today.zip\nwire/extra.xml", **fields})


def receive(version=1, *, run=None, data=b"", **fields):
    """A wire item comes in."""
    from dataclasses import replace

    story = replace(wire_item(), source_version=version, embargo=None, **fields)
    item = Item(f"wire-{version}.json", "ninjs", data or f"{version}".encode(), story)
    (outcome,) = Store(Wishes(), run=run).add([item])
    return outcome


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Finished"),
        ({"ended_at": None}, "Running"),
        ({"ended_at": None, "seen_at": timezone.now() - timedelta(hours=1)}, "Interrupted"),
    ],
)
def test_the_list_tells_what_each_import_did(reporter, fields, words):
    run(created=3, unchanged=9, failed=1, live=2, problems=["a.xml: it is empty"], **fields)
    html = reporter.get(IMPORTS).content.decode()
    for told in ("wire/today.zip", "and 1 more", words, "3 created, 9 unchanged, 1 failed", "The command line"):
        assert told in html


def test_an_import_is_told_in_full(reporter):
    made = run(
        by=reporter.user,
        wishes={"section": "World", "publish": True, "source_url": ""},
        problems=["a.xml: it is <empty>"],
        notes=["b.xml: its photo did not come along"],
    )
    receive(run=made)
    html = reporter.get(page(made)).content.decode()
    for told in ("Rosa Vance", "wire/extra.xml", "World", "a.xml: it is &lt;empty&gt;", "its photo did not come"):
        assert told in html
    assert page(Article.objects.get()) in html
    assert "Fog holds up boats" in html


def test_the_stories_of_an_import_come_page_by_page(reporter, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("articles.admin.import_run.STORIES_SHOWN", 2)
    made = run()
    for number in range(5):
        receive(number + 1, run=made, source_id=f"urn:{number}", headline=f"Boat {number}")
    with django_assert_max_num_queries(14):
        first = reporter.get(page(made)).content.decode()
    assert [f"Boat {number}" in first for number in range(5)] == [False, False, False, True, True]
    older = reporter.get(page(made), {"before": sorted(made.sources.values_list("pk", flat=True))[3]}).content.decode()
    assert [f"Boat {number}" in older for number in range(5)] == [False, True, True, False, False]


def test_what_happened_stays_as_it_happened(publisher):
    made = run()
    assert publisher.post(page(made), {"what": "x"}).status_code == 403
    assert publisher.post(page(made, "delete"), {"post": "yes"}).status_code == 403
    assert publisher.get(f"{IMPORTS}add/").status_code == 403


def test_a_story_and_its_source_lead_to_their_import(reporter):
    made = run()
    receive(run=made)
    story = Article.objects.get()
    for address in (page(story), page(story.sources.get())):
        assert page(made) in reporter.get(address).content.decode()


# Sources of every kind ---------------------------------------------------------------------------------


def test_a_structured_source_shows_its_values_with_their_places(reporter):
    receive()
    html = reporter.get(page(Source.objects.get())).content.decode()
    for told in ("headline: ", "Fog holds up boats", "desk-role--identifier", "urn:item:1", "Version 1"):
        assert told in html


def test_the_cancellation_of_a_story_that_never_came_can_be_looked_at(reporter):
    receive(2, status=PubStatus.CANCELED)
    source = Source.objects.get()
    assert source.article is None
    assert "cancels a story that had not come in" in reporter.get(page(source)).content.decode()
    assert "cancels a story" in reporter.get("/admin/articles/source/").content.decode()
    made = run()
    Source.objects.update(run=made)
    assert "Cancels a story that had not come in" in reporter.get(page(made)).content.decode()


def test_a_source_is_shown_however_much_the_story_was_edited_since(reporter):
    receive()
    story = Article.objects.get()
    factories.save(story, headline="Fog stops boats")
    factories.save(story, body="<p>All of it new.</p>")
    html = reporter.get(page(story.sources.get())).content.decode()
    assert "Fog holds up boats" in html
    assert "What the desk has changed since" in html
    assert f"{page(story, 'versions')}?from=3&amp;to=1" in html


def test_what_came_in_beside_the_desk_s_text_is_compared_and_taken_over(editor):
    receive(1)
    story = Article.objects.get()
    factories.save(story, headline="Fog stops boats")
    receive(2, headline="Fog holds up twelve boats")
    form = editor.get(page(story)).content.decode()
    assert "A newer text came in" in form
    versions = editor.get(page(story, "versions"), {"to": 3}).content.decode()
    assert "From version 2 to version 3" in versions
    assert "Came in" in versions
    assert "Use this text" in versions
    assert page(story.sources.get(version_number=3)) in versions
    editor.post(f"{page(story, 'versions')}3/restore/", {"base": 3})
    story.refresh_from_db()
    assert story.headline == "Fog holds up twelve boats"
    assert "A newer text came in" not in editor.get(page(story)).content.decode()


def test_captions_whose_photo_did_not_come_along_wait_for_it(reporter):
    receive()
    story = Article.objects.get()
    assert [(caption.text, caption.photo) for caption in story.captions.all()] == [("A pier", None)]
    waiting = reporter.get("/admin/articles/caption/").content.decode()
    assert "A pier" in waiting
    assert page(story) in waiting


def test_a_comparison_tells_topics(reporter):
    story = factories.article()
    from articles.models import Topic

    story.topics.add(Topic.objects.create(name="Fog"))
    factories.save(story)
    html = reporter.get(page(story, "versions")).content.decode()
    assert "Topics" in html
    assert "<ins>Fog</ins>" in html
