"""What editors do: publish, schedule, update, withdraw, restore. Seen through what readers may see."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from articles.models import FOREVER, Article, Change, Photo, Version
from articles.workflow import actions
from articles.workflow.actions import EditConflict, StepRefused
from articles.workflow.roles import Role
from newsroom import clock
from tests import factories as make

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)


def headlines(at=None):
    return list(Version.objects.live(at).values_list("headline", flat=True))


def test_a_draft_is_seen_by_nobody():
    make.article(headline="Not yet")
    assert headlines() == []


def test_publishing_puts_the_working_copy_before_readers():
    story = make.article(headline="Ferry leaves on time")
    version = actions.publish(story, by=make.user(Role.EDITOR))
    assert headlines() == ["Ferry leaves on time"]
    assert version.change == Change.FIRST
    assert version.path == f"harbour/{version.live_from:%Y/%m/%d}/ferry-leaves-on-time"


def test_editing_a_live_story_changes_nothing_for_readers_until_it_is_published_again():
    story = make.live(headline="Ferry leaves").article
    make.save(story, headline="Ferry leaves late")
    assert headlines() == ["Ferry leaves"]
    update = actions.publish(story, by=None)
    assert headlines() == ["Ferry leaves late"]
    assert update.change == Change.UPDATE


def test_an_address_stays_when_headline_and_section_change():
    version = make.live(headline="Ferry leaves")
    make.save(version.article, headline="Ferry stays", section=make.section("World"))
    assert actions.publish(version.article, by=None).path == version.path


def test_two_stories_with_one_headline_get_two_addresses():
    paths = {make.live(headline="Fog").path, make.live(headline="Fog").path}
    assert len(paths) == 2


def test_a_schedule_begins_to_the_microsecond_with_no_job_running():
    at = clock.now() + timedelta(hours=5)
    make.scheduled(headline="Tomorrow", at=at)
    assert headlines(at - MOMENT) == []
    assert headlines(at) == ["Tomorrow"]


def test_a_scheduled_update_takes_over_from_the_live_text_at_its_instant():
    story = make.live(headline="Before").article
    make.save(story, headline="After")
    at = clock.now() + timedelta(hours=2)
    actions.schedule(story, by=None, at=at)
    assert headlines() == ["Before"]
    assert headlines(at - MOMENT) == ["Before"]
    assert headlines(at) == ["After"]


def test_cancelling_a_schedule_leaves_what_readers_see():
    story = make.live(headline="Before").article
    make.save(story, headline="After")
    at = clock.now() + timedelta(hours=2)
    actions.schedule(story, by=None, at=at)
    actions.unschedule(story, by=None)
    assert headlines(at) == ["Before"]
    assert Version.objects.get(headline="Before").live_until == FOREVER


def test_a_cancelled_first_schedule_leaves_no_trace_of_a_date():
    story = make.scheduled(headline="Soon").article
    actions.unschedule(story, by=None)
    story.refresh_from_db()
    assert story.first_live_at is None
    assert headlines(clock.now() + timedelta(days=1)) == []


def test_nothing_is_published_over_a_schedule_unawares():
    story = make.scheduled(headline="Soon").article
    with pytest.raises(StepRefused, match="already scheduled"):
        actions.publish(story, by=None)


def test_withdrawing_takes_a_story_from_readers_and_keeps_its_history():
    version = make.live(headline="Wrong")
    withdrawn = actions.withdraw(version.article, by=make.user(Role.PUBLISHER), note="The source took it back.")
    assert headlines() == []
    assert headlines(withdrawn.live_until - MOMENT) == ["Wrong"]
    assert "took it back" in Version.objects.get(pk=version.pk).note


def test_withdrawing_cancels_a_scheduled_update():
    story = make.live(headline="Before").article
    make.save(story, headline="After")
    at = clock.now() + timedelta(hours=2)
    actions.schedule(story, by=None, at=at)
    actions.withdraw(story, by=None)
    assert headlines(at) == []


def test_a_withdrawn_story_can_be_published_again_as_it_was():
    version = make.live(headline="Back again")
    actions.withdraw(version.article, by=None)
    again = actions.publish(version.article, by=None)
    assert headlines() == ["Back again"]
    assert again.pk != version.pk
    assert again.path == version.path


def test_a_correction_tells_readers_what_was_wrong():
    story = make.live(headline="Ten ferries").article
    make.save(story, headline="Nine ferries")
    with pytest.raises(StepRefused, match="needs a note"):
        actions.publish(story, by=None, change=Change.CORRECTION)
    fixed = actions.publish(story, by=None, change=Change.CORRECTION, note="There were nine, not ten.")
    assert fixed.change == Change.CORRECTION
    assert fixed.note == "There were nine, not ten."


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        pytest.param({"headline": ""}, "no headline", id="headline"),
        pytest.param({"section": None}, "no section", id="section"),
        pytest.param({"body": ""}, "no text", id="text"),
    ],
)
def test_an_incomplete_story_is_refused_with_what_is_missing(missing, sentence):
    story = make.article(**missing)
    with pytest.raises(StepRefused, match=sentence):
        actions.publish(story, by=None)
    assert not Version.objects.published().exists()


def test_publishing_the_same_text_twice_is_refused():
    story = make.live().article
    with pytest.raises(StepRefused, match="nothing has changed"):
        actions.publish(story, by=None)


def test_a_schedule_in_the_past_is_refused():
    with pytest.raises(StepRefused, match="already past"):
        actions.schedule(make.article(), by=None, at=clock.now() - timedelta(minutes=1))


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_who_may_not_publish_may_not_schedule_update_or_cancel_either(role):
    somebody = make.user(role)
    story = make.live().article
    make.save(story, headline="Changed")
    coming = make.scheduled().article
    for act in (
        lambda: actions.publish(story, by=somebody),
        lambda: actions.schedule(story, by=somebody, at=clock.now() + make.HOUR),
        lambda: actions.unschedule(coming, by=somebody),
    ):
        before = list(Version.objects.order_by("pk").values_list("pk", "live_from", "live_until"))
        with pytest.raises(PermissionDenied):
            act()
        assert list(Version.objects.order_by("pk").values_list("pk", "live_from", "live_until")) == before


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR])
def test_only_a_publisher_may_withdraw(role):
    version = make.live()
    with pytest.raises(PermissionDenied):
        actions.withdraw(version.article, by=make.user(role))
    assert Version.objects.live().exists()


def test_saving_without_a_change_makes_no_version():
    story = make.article()
    assert actions.save_draft(story, by=None) is None
    assert story.versions.count() == 1


def test_the_second_of_two_editors_is_told_and_overwrites_nothing():
    ann, bo = make.user(Role.EDITOR, first_name="Ann", last_name="Lee"), make.user(Role.EDITOR)
    story = make.article()
    opened_at = story.version_number
    hers = Article.objects.get(pk=story.pk)
    hers.headline, hers.modified_by = "Hers", ann
    hers.save()
    actions.save_draft(hers, by=ann, base=opened_at)
    with pytest.raises(EditConflict, match="Ann Lee saved this story"):
        save_as(bo, story, headline="His", base=opened_at)
    assert Article.objects.get(pk=story.pk).headline == "Hers"


@transaction.atomic
def save_as(editor, story, *, headline, base):
    his = Article.objects.get(pk=story.pk)
    his.headline = headline
    his.save()
    actions.save_draft(his, by=editor, base=base)


def test_restoring_brings_back_text_bylines_and_captions():
    ann, picture = make.author("Ann Lee"), make.photo(caption="The quay")
    story = make.article(headline="First", bylines=[ann, "A friend"], captions=[picture, "Waiting"])
    first = story.versions.get()
    story.bylines.all().delete()
    story.captions.all().delete()
    make.save(story, headline="Second")
    actions.restore(story, version=first, by=None)
    story.refresh_from_db()
    assert story.headline == "First"
    assert [byline.printed_name for byline in story.bylines.all()] == ["Ann Lee", "A friend"]
    assert [caption.text for caption in story.captions.all()] == ["The quay", "Waiting"]
    assert story.fingerprint == first.fingerprint


def test_the_database_refuses_two_texts_of_one_story_at_once():
    version = make.live()
    make.save(version.article, headline="Another")
    newest = version.article.versions.first()
    with pytest.raises((IntegrityError, DatabaseError), match="version_spans_never_overlap"), transaction.atomic():
        Version.objects.filter(pk=newest.pk).update(
            live_from=version.live_from + make.HOUR / 2,
            live_until=FOREVER - timedelta(days=1),
            path="x",
            sorts_at=version.sorts_at,
            first_live_at=version.sorts_at,
        )


def test_the_database_refuses_to_change_a_text_that_was_live():
    version = make.live(headline="As printed")
    with pytest.raises((IntegrityError, DatabaseError), match="published_text_never_changes"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(headline="As wished")
    assert headlines() == ["As printed"]


def test_a_photo_in_a_live_story_cannot_be_deleted_under_it():
    picture = make.photo()
    make.live(captions=[picture])
    with pytest.raises(IntegrityError):
        picture.delete()
    assert Photo.objects.filter(pk=picture.pk).exists()


@pytest.mark.parametrize(
    ("prepare", "status"),
    [
        pytest.param(lambda: make.article(), "draft", id="draft"),
        pytest.param(lambda: make.scheduled().article, "scheduled", id="scheduled"),
        pytest.param(lambda: make.live().article, "live", id="live"),
        pytest.param(lambda: _changed(), "changed", id="live with unpublished changes"),
        pytest.param(lambda: _withdrawn(), "withdrawn", id="withdrawn"),
    ],
)
def test_the_status_of_a_story_follows_from_its_versions(prepare, status):
    story = prepare()
    assert Article.objects.with_status().get(pk=story.pk).status == status


def _changed():
    story = make.live().article
    make.save(story, headline="Changed")
    return story


def _withdrawn():
    story = make.live().article
    actions.withdraw(story, by=None)
    return story
