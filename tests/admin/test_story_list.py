"""The list of stories an editor works from."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin import base
from articles.models import Article
from articles.workflow import actions
from tests import factories

LIST = "/admin/articles/article/"


def listed(client, query=""):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return [story.headline for story in response.context["cl"].result_list]


@pytest.fixture
def stories(db):
    made = {
        "draft": factories.article(headline="draft"),
        "live": factories.live(headline="live").article,
        "scheduled": factories.scheduled(headline="scheduled").article,
        "changed": factories.live(headline="before").article,
        "withdrawn": factories.live(headline="withdrawn").article,
    }
    factories.save(made["changed"], headline="changed")
    actions.withdraw(made["withdrawn"], by=None)
    return made


@pytest.mark.parametrize("status", ["draft", "live", "scheduled", "changed", "withdrawn"])
def test_stories_are_found_by_their_status(editor, stories, status):
    assert listed(editor, f"status={status}") == [status]


def test_the_list_says_each_status(editor, stories):
    content = editor.get(LIST).content.decode()
    for label in ("Draft", "Live", "Scheduled", "Live · changed", "Withdrawn"):
        assert label in content


def test_a_section_brings_its_parts(editor):
    world = factories.section("World")
    asia = factories.section("Asia", parent=world)
    for name, section in (("one", world), ("two", asia), ("three", factories.section("Sport")), ("four", None)):
        factories.article(headline=name, section=section)
    assert listed(editor, f"section={world.pk}") == ["two", "one"]
    assert listed(editor, f"section={asia.pk}") == ["two"]
    assert listed(editor, "section=none") == ["four"]
    assert listed(editor, "section=nonsense") == ["four", "three", "two", "one"]


def test_stories_are_found_by_headline_and_by_author_once_each(editor):
    ann = factories.author("Ann Lee")
    factories.article(headline="Six ships", bylines=[ann, "Ann Leeward"])
    factories.article(headline="Ann is not here", bylines=["Bo Ek"])
    factories.article(headline="Other")
    assert listed(editor, "q=ships") == ["Six ships"]
    assert listed(editor, "q=lee") == ["Six ships"]
    assert listed(editor, "q=ann") == ["Ann is not here", "Six ships"]
    assert listed(editor, "q=ann+ships") == ["Six ships"]
    assert listed(editor, f"bylines__author__id__exact={ann.pk}") == ["Six ships"]


def test_days_are_whole_days_of_the_site(editor):
    story = factories.article(headline="one")
    last_minute = timezone.make_aware(timezone.datetime(2026, 3, 14, 23, 59))
    Article.objects.filter(pk=story.pk).update(modified_at=last_minute, published_at=last_minute)
    for name in ("modified_at", "published_at"):
        assert listed(editor, f"{name}_from=14/03/2026&{name}_to=14/03/2026") == ["one"]
        assert listed(editor, f"{name}_from=15/03/2026") == []
        assert listed(editor, f"{name}_to=13/03/2026") == []
        assert listed(editor, f"{name}_to=nonsense") == ["one"]


def test_a_story_without_a_headline_is_listed_by_how_it_begins(editor):
    factories.article(headline="", body="<p>" + "The mayor left early. " * 60 + "</p>")
    factories.article(headline="", body="")
    content = editor.get(LIST).content.decode()
    assert "The mayor left early." in content
    assert "Untitled story" in content


def test_the_list_costs_the_same_however_long_it_is(editor):
    def cost(query=""):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert editor.get(f"{LIST}?{query}").status_code == 200
        return len(queries)

    for _ in range(5):
        factories.live(bylines=[factories.author(), factories.author()])
    few = cost(), cost("q=story")
    for number in range(45):
        factories.article(bylines=[factories.author()], modified_by=factories.user() if number % 9 == 0 else None)
    assert (cost(), cost("q=story")) == few
    assert few[0] <= 9


def test_counting_stops_at_a_limit(editor, monkeypatch):
    monkeypatch.setattr(base, "COUNTED", 30)
    for _ in range(40):
        factories.article()
    content = editor.get(LIST).content.decode()
    assert " ".join("more than 30 articles".split()) in " ".join(content.split())
    assert len(listed(editor, "p=2")) == 5


def test_no_one_is_offered_to_delete_many_at_once(publisher):
    factories.article()
    assert "delete_selected" not in publisher.get(LIST).content.decode()


def test_stories_from_long_ago_keep_their_day(editor):
    story = factories.article(headline="one")
    Article.objects.filter(pk=story.pk).update(modified_at=timezone.now() - timedelta(days=4000))
    assert str((timezone.now() - timedelta(days=4000)).year) in editor.get(LIST).content.decode()
