"""Writing a story at the desk, through the forms that an editor fills in."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Change, Status, Version
from articles.workflow import actions
from newsroom import clock
from tests import factories
from tests.admin.forms import as_sent, fill_in, told

ADD = "/admin/articles/article/add/"


def page(story, name="change"):
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


def fresh(story):
    return Article.objects.with_status().get(pk=story.pk)


def test_a_new_story_is_saved_with_who_wrote_it(reporter):
    section = factories.section()
    response = fill_in(reporter, ADD, headline="Six ships", body="<p>They left.</p>", section=section.pk)
    story = Article.objects.get()
    assert (story.headline, story.created_by, story.modified_by) == ("Six ships", reporter.user, reporter.user)
    assert story.versions.get().created_by == reporter.user
    assert told(response) == "Saved as version 1."
    assert response.redirect_chain[-1][0] == page(story)


def test_a_story_may_begin_with_a_thought(reporter):
    fill_in(reporter, ADD, body="<p>Ask the mayor.</p>")
    assert str(Article.objects.get()) == "Ask the mayor."


def test_saving_what_was_not_changed_makes_no_version(editor):
    story = factories.article(
        standfirst="One line,\nand another.",
        body="<p>First.</p>\n<h2>Then</h2>\n<p>Second.</p>",
        correction="It was six.\nNot seven.",
        bylines=[factories.author(), "Somebody Else"],
        captions=["A pier\nat dusk", factories.photo()],
        published_at=timezone.now().replace(hour=0, minute=0, second=0, microsecond=0),
        published_has_time=False,
    )
    before = fresh(story)
    response = fill_in(editor, page(story))
    after = fresh(story)
    assert told(response) == "Nothing had changed, so nothing was saved."
    assert (after.version_number, after.modified_at, after.modified_by) == (1, before.modified_at, None)


def test_white_space_that_the_editor_drops_between_blocks_is_no_change(editor):
    story = factories.article(body="<p>First.</p>\n<p>Second.</p>")
    fill_in(editor, page(story), body="<p>First.</p><p>Second.</p>")
    assert fresh(story).version_number == 1


def test_the_text_is_cleaned(editor):
    story = factories.article()
    fill_in(
        editor, page(story), body='<p onclick="x()">Hi<script>alert(1)</script> <a href="javascript:x()">there</a></p>'
    )
    assert fresh(story).body == '<p>Hi <a rel="noopener">there</a></p>'


def test_a_pasted_headline_is_one_line(editor):
    story = factories.article()
    fill_in(editor, page(story), headline="Six ships\r\n  leave")
    assert fresh(story).headline == "Six ships leave"


def test_bylines_and_captions_are_kept_in_order_and_in_the_version(editor):
    story = factories.article()
    ann, photo = factories.author("Ann Lee"), factories.photo(credit="Bo Ek")
    rows = {
        "bylines-TOTAL_FORMS": 2, "bylines-0-author": ann.pk, "bylines-0-role": "Analyst", "bylines-0-position": 0,
        "bylines-1-name": "Cy Orr", "bylines-1-position": 0,
        "captions-TOTAL_FORMS": 1, "captions-0-photo": photo.pk, "captions-0-text": "A pier", "captions-0-position": 0,
    }  # fmt: skip
    fill_in(editor, page(story), **rows)
    version = fresh(story).versions.first()
    assert [(each["name"], each["role"]) for each in version.bylines] == [("Ann Lee", "Analyst"), ("Cy Orr", "")]
    assert version.captions[0]["credit"] == "Bo Ek"
    assert version.captions[0]["photo"]["id"] == photo.pk


def test_bylines_change_places_by_their_numbers(editor):
    story = factories.article(bylines=["Ann Lee", "Bo Ek"])
    fill_in(editor, page(story), **{"bylines-0-position": "1", "bylines-1-position": "0"})
    story = fresh(story)
    assert [byline.name for byline in story.bylines.all()] == ["Bo Ek", "Ann Lee"]
    assert story.modified_by == editor.user
    assert story.version_number == 2


def test_a_byline_names_somebody(editor):
    story = factories.article()
    response = fill_in(editor, page(story), **{"bylines-TOTAL_FORMS": 1, "bylines-0-role": "Analyst"})
    assert "A byline needs an author or a name." in response.content.decode()
    assert fresh(story).version_number == 1


@pytest.mark.parametrize(
    ("day", "hour", "has_time"),
    [
        pytest.param("2001-06-14", "08:30", True, id="with a time"),
        pytest.param("2001-06-14", "", False, id="a date alone"),
        pytest.param("", "", True, id="none"),
    ],
)
def test_a_printed_date_is_kept_as_printed(editor, day, hour, has_time):
    story = factories.article()
    fill_in(editor, page(story), published_at_0=day, published_at_1=hour, headline="Other")
    story = fresh(story)
    assert story.published_has_time is has_time
    assert (f"{timezone.localtime(story.published_at):%Y-%m-%d %H:%M}" if story.published_at else "") == (
        f"{day} {hour or '00:00'}" if day else ""
    )


def test_a_time_without_its_date_is_refused(editor):
    story = factories.article()
    response = fill_in(editor, page(story), published_at_1="08:30")
    assert "A time needs its date." in response.content.decode()


def test_a_stale_save_is_refused_with_the_text_still_in_the_form(editor, reporter):
    story = factories.article(headline="Six ships")
    typed = as_sent(editor, page(story))
    fill_in(reporter, page(story), headline="Seven ships")
    response = editor.post(page(story), {**typed, "headline": "Eight ships", "body": "<p>All mine.</p>", "_save": "1"})
    content = response.content.decode()
    assert "Rosa Vance saved this story" in content
    assert "Eight ships" in content
    assert "All mine." in content
    assert f"{page(story, 'versions')}?from=1&amp;to=2" in content
    story = fresh(story)
    assert (story.headline, story.version_number) == ("Seven ships", 2)
    # Trying again is no way around it.
    again = editor.post(page(story), {**typed, "headline": "Eight ships", "_publish": "1"})
    assert "Rosa Vance saved this story" in again.content.decode()
    assert not Version.objects.live().exists()


def test_a_form_without_its_beginning_is_refused(editor):
    story = factories.article(headline="Six ships")
    sent = {**as_sent(editor, page(story)), "headline": "Seven ships", "base": ""}
    response = editor.post(page(story), sent)
    assert "open the story again" in response.content.decode()
    assert fresh(story).headline == "Six ships"


def test_a_save_keeps_the_address_that_was_given_meanwhile(editor):
    story = factories.article()
    typed = as_sent(editor, page(story))
    actions.publish(story, by=None)
    editor.post(page(story), {**typed, "headline": "Changed", "_save": "1"})
    story = fresh(story)
    assert story.path
    assert story.first_live_at
    assert story.status == Status.CHANGED


# Publishing ---------------------------------------------------------------------------------------


def test_publish_saves_and_publishes_what_the_editor_sees(editor):
    story = factories.article(headline="Six ships")
    response = fill_in(editor, page(story), "_publish", headline="Seven ships")
    version = Version.objects.live().get()
    assert version.headline == "Seven ships"
    assert f"/{version.path}/" in told(response)
    assert editor.get(f"/{version.path}/").status_code == 200


def test_a_refused_publication_says_what_is_missing_and_keeps_the_draft(editor):
    story = factories.article(section=None)
    response = fill_in(editor, page(story), "_publish", headline="Seven ships")
    assert "It stands in no section." in told(response)
    assert "Your draft is saved." in told(response)
    assert fresh(story).headline == "Seven ships"
    assert not Version.objects.live().exists()


def test_reporters_see_no_publish_button(reporter):
    story = factories.article()
    content = reporter.get(page(story)).content.decode()
    assert "Save draft" in content
    assert not any(f'name="_{button}"' in content for button in ("publish", "update", "schedule"))


@pytest.mark.parametrize("role", ["reporter", "photo_editor"])
def test_a_forged_publication_is_refused_and_changes_nothing(role, request):
    client = request.getfixturevalue(role)
    story = factories.article()
    response = fill_in(client, page(story), "_publish")
    assert "You may not publish" in told(response)
    assert fresh(story).status == Status.DRAFT
    assert Version.objects.count() == 1


@pytest.mark.parametrize("step", ["update", "schedule", "unschedule", "withdraw"])
def test_a_forged_step_is_refused_and_changes_nothing(reporter, step):
    version = factories.live()
    address = page(version.article, step)
    soon = timezone.localtime() + timedelta(days=1)
    sent = {"change": "update", "note": "x", "at_0": f"{soon:%Y-%m-%d}", "at_1": "12:00"}
    response = reporter.post(address, sent, follow=True)
    assert "your role may not do this" in told(response)
    assert list(Version.objects.live()) == [version]
    assert Version.objects.count() == 1


def test_an_update_says_what_changes_and_asks_what_it_is(editor):
    story = factories.live(headline="Six ships").article
    response = fill_in(editor, page(story), "_update", headline="Seven ships")
    content = response.content.decode()
    assert response.redirect_chain[-1][0] == page(story, "update")
    assert "<del>Six</del><ins>Seven</ins> ships" in content
    assert Version.objects.live().get().headline == "Six ships"
    response = fill_in(editor, page(story, "update"), change="update", note="One more came")
    live = Version.objects.live().get()
    assert (live.headline, live.change, live.note) == ("Seven ships", Change.UPDATE, "One more came")
    assert "is live" in told(response)


def test_a_correction_needs_its_note(editor):
    story = factories.live().article
    factories.save(story, headline="Seven ships")
    response = fill_in(editor, page(story, "update"), change="correction", note=" ")
    assert "A correction needs a note" in response.content.decode()
    assert Version.objects.live().get().headline != "Seven ships"
    fill_in(editor, page(story, "update"), change="correction", note="There were seven, not six.")
    assert Version.objects.live().get().change == Change.CORRECTION


def test_an_update_of_what_somebody_else_has_changed_is_refused(editor):
    story = factories.live().article
    factories.save(story, headline="Seven ships")
    sent = as_sent(editor, page(story, "update"))
    factories.save(story, headline="Nobody looked at this")
    response = editor.post(page(story, "update"), {**sent, "change": "update"})
    assert "saved this story" in response.content.decode()
    assert Version.objects.live().get().headline != "Nobody looked at this"


def test_nothing_to_update_is_said(editor):
    story = factories.live().article
    assert "readers already see exactly this" in editor.get(page(story, "update")).content.decode()
    response = fill_in(editor, page(story, "update"), change="update")
    assert "Readers already see exactly this" in response.content.decode()


def test_a_story_is_scheduled_in_the_sites_time_zone(editor, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    timezone.get_default_timezone.cache_clear()
    try:
        story = factories.article()
        fill_in(editor, page(story), "_schedule", headline="Tomorrow")
        assert "Asia/Tokyo" in editor.get(page(story, "schedule")).content.decode()
        day = timezone.localdate() + timedelta(days=2)
        fill_in(editor, page(story, "schedule"), at_0=f"{day:%Y-%m-%d}", at_1="06:00")
        story = fresh(story)
        assert story.status == Status.SCHEDULED
        assert timezone.localtime(story.goes_live_at).hour == 6
        assert story.goes_live_at.utctimetuple().tm_hour == 21
    finally:
        timezone.get_default_timezone.cache_clear()


def test_a_schedule_in_the_past_is_refused(editor):
    story = factories.article()
    response = fill_in(editor, page(story, "schedule"), at_0="2001-06-14", at_1="12:00")
    assert "is already past" in response.content.decode()
    assert fresh(story).status == Status.DRAFT


def test_a_schedule_is_cancelled(editor):
    story = factories.scheduled().article
    content = editor.get(page(story)).content.decode()
    assert "Cancel schedule" in content
    assert 'name="_publish"' not in content
    fill_in(editor, page(story, "unschedule"))
    assert fresh(story).status == Status.DRAFT


def test_a_withdrawal_asks_why(publisher):
    version = factories.live()
    response = fill_in(publisher, page(version.article, "withdraw"))
    assert "Say why it is withdrawn" in response.content.decode()
    assert Version.objects.live().exists()
    fill_in(publisher, page(version.article, "withdraw"), note="It was a drill.")
    version.refresh_from_db()
    assert not Version.objects.live().exists()
    assert version.note == "It was a drill."
    assert 'name="_publish"' in publisher.get(page(version.article)).content.decode()


def test_editors_may_not_withdraw(editor):
    version = factories.live()
    assert "Withdraw" not in editor.get(page(version.article)).content.decode()
    fill = {"note": "x", "base": 1}
    assert "your role may not do this" in told(editor.post(page(version.article, "withdraw"), fill, follow=True))
    assert Version.objects.live().exists()


@pytest.mark.parametrize("name", ["update", "schedule", "unschedule", "withdraw", "versions", "preview"])
def test_looking_changes_nothing(publisher, name):
    version = factories.live()
    before = list(Version.objects.values())
    assert publisher.get(page(version.article, name)).status_code == 200
    assert list(Version.objects.values()) == before


# Deleting -----------------------------------------------------------------------------------------


def test_a_story_readers_have_seen_is_not_deleted(publisher):
    story = factories.live().article
    for send in (publisher.get, publisher.post):
        response = send(page(story, "delete"), {"post": "yes"}, follow=True)
        assert "withdraw it instead" in told(response)
    assert Article.objects.filter(pk=story.pk).exists()


def test_a_draft_is_deleted_with_all_that_is_its_own(publisher):
    story = factories.article(bylines=["Ann Lee"], captions=["A pier"])
    response = publisher.post(page(story, "delete"), {"post": "yes"}, follow=True)
    assert response.status_code == 200
    assert not Article.objects.exists()
    assert not Version.objects.exists()


def test_who_may_not_delete_reads_it_in_a_sentence(editor):
    story = factories.article()
    response = editor.post(page(story, "delete"), {"post": "yes"})
    assert response.status_code == 403
    assert "Your role does not include this." in response.content.decode()
    assert Article.objects.exists()


# Versions and preview -----------------------------------------------------------------------------


def test_the_versions_say_who_when_and_what(editor):
    story = factories.live(headline="Six ships").article
    fill_in(editor, page(story), headline="Seven ships", body="<p>One &lt;more&gt;.</p>")
    content = editor.get(page(story, "versions")).content.decode()
    assert "Emil Ortega" in content
    assert "Live now" in content
    assert f"/{story.path}/" in content
    assert "<del>Six</del><ins>Seven</ins> ships" in content
    assert "&lt;more&gt;" in content


def test_any_two_versions_are_compared(editor):
    story = factories.article(headline="One")
    factories.save(story, headline="Two")
    factories.save(story, headline="Three")
    content = editor.get(f"{page(story, 'versions')}?{urlencode({'from': 3, 'to': 1})}").content.decode()
    assert "From version 1 to version 3" in content
    assert "<del>One</del><ins>Three</ins>" in content


def test_a_version_is_restored_by_post_alone(editor):
    story = factories.article(headline="One", bylines=["Ann Lee"])
    factories.save(story, headline="Two")
    address = reverse("admin:articles_article_restore", args=[story.pk, 1])
    assert editor.get(address).status_code == 405
    response = editor.post(address, {"base": 2}, follow=True)
    assert "says again what version 1 said" in told(response)
    assert fresh(story).headline == "One"
    stale = editor.post(address, {"base": 2}, follow=True)
    assert "saved this story" in told(stale)


def test_a_preview_shows_the_working_copy_as_readers_would_get_it(reporter):
    story = factories.live(headline="Six ships").article
    factories.save(story, headline="Seven ships")
    response = reporter.get(page(story, "preview"))
    assert "Seven ships" in response.content.decode()
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "Seven ships" not in reporter.get(f"/{story.path}/").content.decode()


def test_a_preview_shows_what_is_typed_and_saves_nothing(reporter):
    story = factories.article(headline="Six ships", bylines=["Ann Lee"])
    sent = as_sent(reporter, page(story))
    response = reporter.post(page(story, "preview"), {**sent, "headline": "Typed", "bylines-0-name": "Bo Ek"})
    assert "Typed" in response.content.decode()
    assert "Bo Ek" in response.content.decode()
    story = fresh(story)
    assert (story.headline, story.version_number, story.bylines.get().name) == ("Six ships", 1, "Ann Lee")


def test_a_story_is_previewed_before_its_first_save(reporter):
    sent = as_sent(reporter, ADD)
    response = reporter.post(f"{ADD}preview/", {**sent, "headline": "Typed", "body": "<p>Text</p>"})
    assert "Typed" in response.content.decode()
    assert not Article.objects.exists()


def test_a_form_that_is_not_right_has_no_preview_and_says_why(reporter):
    story = factories.article()
    sent = {
        **as_sent(reporter, page(story)),
        "bylines-TOTAL_FORMS": 1,
        "bylines-0-role": "Analyst",
        "published_at_1": "9:00",
    }
    content = reporter.post(page(story, "preview"), sent).content.decode()
    assert "A byline needs an author or a name." in content
    assert "A time needs its date." in content
    assert fresh(story).bylines.count() == 0


def test_a_bare_thought_can_be_previewed(reporter):
    story = factories.article(headline="", section=None, body="")
    assert reporter.get(page(story, "preview")).status_code == 200


def test_an_old_version_is_shown_as_it_was(reporter):
    story = factories.article(headline="One")
    factories.save(story, headline="Two")
    address = reverse("admin:articles_article_version", args=[story.pk, 1])
    assert "One" in reporter.get(address).content.decode()


def test_readers_do_not_get_previews(client, db):
    story = factories.article()
    for name in ("preview", "versions", "schedule"):
        assert "/admin/login/" in client.get(page(story, name)).url


def test_the_form_says_where_the_story_stands(editor):
    with clock.at(timezone.now() - timedelta(hours=1)):
        story = factories.live(headline="Six ships").article
    factories.save(story, headline="Seven ships")
    content = editor.get(page(story)).content.decode()
    assert "Live · changed" in content
    assert f"/{story.path}/" in content
    assert "2 versions" in content
