"""Topic pages: what is about a topic and live, and nothing else."""

import pytest

from articles.models import Topic
from articles.workflow import actions
from tests import factories

pytestmark = pytest.mark.django_db


def about(name: str, **fields):
    """A draft about a topic."""
    topic, _ = Topic.objects.get_or_create(name=name)
    story = factories.article(**fields)
    story.topics.add(topic)
    actions.save_draft(story, by=None)
    return story


def test_a_topic_lists_what_is_live_about_it(client):
    actions.publish(about("Ferries", headline="Ferry sails"), by=None)
    about("Ferries", headline="Ferry secret")
    page = client.get("/topics/ferries/").content.decode()
    assert "Ferry sails" in page
    assert "Ferry secret" not in page


def test_a_topic_without_a_live_story_is_not_there_yet(client):
    about("Ferries")
    assert client.get("/topics/ferries/").status_code == 404


def test_a_story_names_its_topics_as_they_were_when_it_was_published(client):
    version = actions.publish(about("Ferries"), by=None)
    Topic.objects.update(name="Boats")
    page = client.get(version.get_absolute_url()).content.decode()
    assert 'href="/topics/ferries/">Ferries</a>' in page
    assert '"keywords":["Ferries"]' in page


def test_changing_the_topics_of_a_live_story_waits_for_the_next_publication(client):
    story = about("Ferries")
    version = actions.publish(story, by=None)
    story.topics.clear()
    assert actions.save_draft(story, by=None) is not None
    assert "Ferries" in client.get(version.get_absolute_url()).content.decode()
    actions.publish(story, by=None)
    assert "Ferries" not in client.get(version.get_absolute_url()).content.decode()


def test_a_topic_whose_address_moves_is_found_under_the_old_one(client):
    actions.publish(about("Ferries"), by=None)
    topic = Topic.objects.get()
    topic.slug = "boats"
    topic.save()
    assert client.get("/topics/ferries/").headers["Location"] == "/topics/boats/"


def test_a_story_is_found_by_its_topic(client, commits_at_once):
    actions.publish(about("Zeppelins", headline="Up in the air"), by=None)
    assert "Up in the air" in client.get("/search/?q=zeppelins").content.decode()


def test_a_topic_page_takes_few_queries(client, django_assert_max_num_queries):
    for number in range(6):
        actions.publish(about("Ferries", headline=f"Ferry {number}"), by=None)
    with django_assert_max_num_queries(4):
        client.get("/topics/ferries/")
