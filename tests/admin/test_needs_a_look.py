"""Stories the import was not sure of, what holds a story, and what it is about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FOREVER, Article, Source, Topic
from tests import factories
from tests.admin.forms import fill_in, told

QUEUE = "/admin/needs-a-look/"


def page(thing, what="change"):
    return f"/admin/articles/{thing._meta.model_name}/{thing.pk}/{what}/"


def doubtful(headline="Six ships", doubts=("No date was found.",), **fields) -> Article:
    story = factories.article(headline=headline, needs_a_look=True, **fields)
    source = Source(
        article=story, version_number=1, sha256=f"{story.pk:064}", name="six.txt", format="page_text", confidence=0.42
    )
    source.data, source.doubts = b"Six ships", list(doubts)
    source.save()
    return story


def test_the_queue_tells_why_and_how_sure(reporter):
    story = doubtful()
    factories.article(headline="Seven ships")
    html = reporter.get(QUEUE).content.decode()
    for words in ("Six ships", "No date was found.", "42 % sure", page(story), page(story.sources.get())):
        assert words in html
    assert "Seven ships" not in html
    assert "Needs a look" in reporter.get("/admin/").content.decode()


@pytest.mark.parametrize(("number", "shown"), [(0, ""), (1, "1"), (7, "7"), (120, "99+")])
def test_the_menu_counts_what_waits(reporter, number, shown):
    Article.objects.bulk_create([Article(headline=f"{each}", needs_a_look=True) for each in range(number)])
    html = reporter.get("/admin/").content.decode()
    assert (f'<span class="desk-badge">{shown}</span>' in html) is bool(shown)
    assert ("desk-badge" in html) is bool(shown)


def test_the_queue_is_paged_by_key_with_few_queries(reporter, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("articles.admin.look.PAGE", 3)
    stories = [doubtful(f"Ship {number}") for number in range(5)]
    with django_assert_max_num_queries(12):
        first = reporter.get(QUEUE).content.decode()
    assert [story.headline in first for story in stories] == [False, False, True, True, True]
    older = reporter.get(QUEUE, {"before": stories[2].pk}).content.decode()
    assert [story.headline in older for story in stories] == [True, True, False, False, False]
    assert "Nothing waits" not in older


def test_one_is_fine(reporter):
    story, other = doubtful(), doubtful("Seven ships")
    response = reporter.post(QUEUE, {"one": story.pk}, follow=True)
    assert "It is fine." in told(response)
    story.refresh_from_db()
    other.refresh_from_db()
    assert (story.needs_a_look, other.needs_a_look) == (False, True)


def test_many_are_fine(reporter):
    stories = [doubtful(f"Ship {number}") for number in range(3)]
    response = reporter.post(QUEUE, {"story": [stories[0].pk, stories[2].pk]}, follow=True)
    assert "2 stories are fine." in told(response)
    assert Article.objects.get(needs_a_look=True) == stories[1]
    assert "No story was chosen" in told(reporter.post(QUEUE, follow=True))


def test_who_may_not_edit_may_not_say_so(client, db):
    from django.contrib.auth.models import Permission

    story = doubtful()
    reader = factories.user("Reporter")
    reader.groups.clear()
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(reader)
    assert "Six ships" in client.get(QUEUE).content.decode()
    assert "It is fine" not in client.get(QUEUE).content.decode()
    assert client.post(QUEUE, {"one": story.pk}).status_code == 403
    reader.user_permissions.clear()
    assert client.get(QUEUE).status_code == 403
    story.refresh_from_db()
    assert story.needs_a_look


def test_the_story_s_form_says_it_and_ends_it(reporter):
    story = doubtful()
    html = reporter.get(page(story)).content.decode()
    assert "The import was not sure of this story." in html
    assert "No date was found." in html
    response = reporter.post(QUEUE, {"one": story.pk, "back": "story"}, follow=True)
    assert response.redirect_chain[-1][0] == page(story)
    assert "The import was not sure" not in response.content.decode()


# Embargo -------------------------------------------------------------------------------------------------


def test_an_embargo_is_set_seen_and_lifted(editor):
    story = factories.article(section=factories.section())
    until = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    response = fill_in(
        editor,
        page(story, "embargo"),
        at_0=f"{until:%Y-%m-%d}",
        at_1=f"{until:%H:%M}",
        note="The minister speaks then.",
    )
    assert "is under embargo until" in told(response)
    story.refresh_from_db()
    assert (story.embargo, story.embargo_note) == (until, "The minister speaks then.")
    html = response.content.decode()
    assert "Under embargo" in html
    assert "The minister speaks then." in html
    assert "Embargoed" in editor.get("/admin/articles/article/").content.decode()
    refused = fill_in(editor, page(story), "_publish", "article_form")
    assert "under embargo until" in told(refused)
    response = fill_in(editor, page(story, "lift"))
    assert "no longer under embargo" in told(response)
    assert "Under embargo" not in response.content.decode()


def test_an_embargo_without_an_end_holds_until_somebody_lifts_it(editor):
    story = factories.article(section=factories.section())
    fill_in(editor, page(story, "embargo"))
    story.refresh_from_db()
    assert story.embargo == FOREVER
    assert "until somebody lifts it" in editor.get(page(story)).content.decode()
    assert "until an editor lifts its embargo" in told(fill_in(editor, page(story), "_publish", "article_form"))


def test_a_reporter_sees_the_embargo_and_may_not_lift_it(reporter):
    story = factories.article(embargo=FOREVER)
    html = reporter.get(page(story)).content.decode()
    assert "Under embargo" in html
    assert "Lift the embargo" not in html
    assert "your role may not do this" in told(reporter.post(page(story, "lift"), follow=True))
    story.refresh_from_db()
    assert story.is_embargoed


# Topics and notes ----------------------------------------------------------------------------------------


def test_topics_are_given_to_a_story_and_kept_with_its_versions(editor):
    fog, ships = Topic.objects.create(name="Fog"), Topic.objects.create(name="Ships")
    story = factories.article()
    assert "version 2" in told(fill_in(editor, page(story), form_id="article_form", topics=[fog.pk, ships.pk]))
    assert [each["name"] for each in story.versions.first().subjects] == ["Fog", "Ships"]
    preview = editor.post(page(story, "preview"), {**_sent(editor, story), "topics": [ships.pk]}).content.decode()
    assert ("Ships" in preview, "Fog" in preview) == (True, False)
    assert set(story.topics.all()) == {fog, ships}


def _sent(client, story):
    from tests.admin.forms import as_sent

    return as_sent(client, page(story), "article_form")


def test_topics_are_found_while_typing(reporter):
    fog = Topic.objects.create(name="Fog at sea")
    asked = {"term": "fog", "app_label": "articles", "model_name": "article", "field_name": "topics"}
    results = reporter.get("/admin/autocomplete/", asked).json()["results"]
    assert results == [{"id": str(fog.pk), "text": "Fog at sea"}]


def test_a_note_to_editors_is_saved_without_a_version_and_is_never_public(editor):
    story = factories.live(headline="Six ships").article
    response = fill_in(editor, page(story), form_id="article_form", editor_note="Call the harbour master first.")
    assert told(response) == "Saved."
    story.refresh_from_db()
    assert story.editor_note == "Call the harbour master first."
    assert story.versions.count() == 1
    assert "harbour master" not in editor.get(f"/{story.path}/").content.decode()
    assert "harbour master" not in editor.get(page(story, "preview")).content.decode()


def test_a_topic_in_use_stays_and_one_that_is_not_goes(publisher):
    used, unused, was_used = (Topic.objects.create(name=name) for name in ("Fog", "Rain", "Snow"))
    story = factories.article()
    story.topics.add(used)
    story.versions.first().topics.add(was_used)
    for topic, sentence in ((used, "1 story is about Fog"), (was_used, "Earlier versions of stories are about Snow")):
        assert sentence in told(publisher.post(page(topic, "delete"), {"post": "yes"}, follow=True))
    publisher.post(page(unused, "delete"), {"post": "yes"})
    assert set(Topic.objects.all()) == {used, was_used}


def test_the_topics_lead_to_their_stories(reporter):
    fog = Topic.objects.create(name="Fog")
    story = factories.article(headline="Fog stops boats")
    story.topics.add(fog)
    factories.article(headline="Sun helps boats")
    html = reporter.get("/admin/articles/topic/").content.decode()
    address = f"/admin/articles/article/?topics__id__exact={fog.pk}"
    assert address in html
    listed = reporter.get(address).content.decode()
    assert ("Fog stops boats" in listed, "Sun helps boats" in listed) == (True, False)
