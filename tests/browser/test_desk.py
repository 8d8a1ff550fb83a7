"""The desk as an editor uses it: with a keyboard, beside colleagues, and now and then without scripts."""

from __future__ import annotations

import re

import pytest

from articles.models import Article, Status, Version
from articles.workflow.roles import Role
from tests import factories

PASSWORD = "correct horse"


@pytest.fixture
def at_the_desk(open_page, site):
    """Log somebody in, by keyboard, and open a page of the desk."""

    def log_in(user, path="/admin/", **options):
        page = open_page(f"/admin/login/?next={path}", **options)
        page.locator("#id_username").focus()
        page.keyboard.type(user.username)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}{path}")
        return page

    return log_in


@pytest.fixture
def editor(site):
    return factories.user(Role.EDITOR, first_name="Emil", last_name="Ortega")


def change_page(story):
    return f"/admin/articles/article/{story.pk}/change/"


def press(page, name, answer):
    """Press a button and wait for what the desk says to it."""
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_text(answer).first.wait_for()


def test_a_story_is_written_by_keyboard_and_published(at_the_desk, editor, complaints):
    section = factories.section("Harbour")
    page = at_the_desk(editor, "/admin/articles/article/add/")
    # The headline has the focus; Enter leads on.
    page.wait_for_function("document.activeElement.id === 'id_headline'")
    page.keyboard.type("Six ships leave")
    page.keyboard.press("Enter")
    page.keyboard.type("They left at dawn.")
    page.locator(".ProseMirror[role=textbox]").focus()
    page.keyboard.type("The first was the ")
    page.keyboard.press("Control+b")
    page.keyboard.type("Margaret Ansty")
    page.keyboard.press("Control+b")
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    page.keyboard.type("A calm crossing")
    page.get_by_role("button", name="Crosshead", exact=True).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Nobody was surprised.")
    assert page.locator("word-count [data-words]").inner_text() == "12"
    page.locator("#id_section").select_option(str(section.pk))
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/article/\d+/change/"))
    story = Article.objects.get()
    assert story.body == (
        "<p>The first was the <strong>Margaret Ansty</strong>.</p><h2>A calm crossing</h2><p>Nobody was surprised.</p>"
    )
    assert page.locator("word-count").inner_text() == "12 words · 1 min to read"
    press(page, "Publish", "is live:")
    live = Version.objects.live().get()
    page.goto(page.url.split("/admin/")[0] + live.get_absolute_url())
    assert page.get_by_role("heading", level=1).inner_text() == "Six ships leave"
    assert complaints == []


def test_looking_at_a_story_and_saving_it_changes_nothing(at_the_desk, editor):
    story = factories.article(
        body="<p>First.</p>\n<h2>Then</h2>\n<p>Second &amp; last.</p>", standfirst="One\ntwo", captions=["A\npier"]
    )
    page = at_the_desk(editor, change_page(story))
    press(page, "Save draft", "Nothing had changed")
    story.refresh_from_db()
    assert story.version_number == 1


def test_typing_and_taking_it_back_changes_nothing(at_the_desk, editor):
    story = factories.article(body="<p>First.</p>\n<p>Second.</p>")
    page = at_the_desk(editor, change_page(story))
    page.locator(".ProseMirror[role=textbox]").focus()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    press(page, "Save draft", "Nothing had changed")


def test_two_editors_never_silently_overwrite_each_other(at_the_desk, editor, site):
    story = factories.article(headline="Six ships")
    colleague = factories.user(Role.REPORTER, first_name="Rosa", last_name="Vance")
    mine, theirs = at_the_desk(editor, change_page(story)), at_the_desk(colleague, change_page(story))
    theirs.locator("#id_headline").fill("Seven ships")
    press(theirs, "Save draft", "Saved as version 2.")
    mine.locator("#id_headline").fill("Eight ships")
    press(mine, "Save draft", "Rosa Vance saved this story")
    assert mine.locator("#id_headline").input_value() == "Eight ships"
    assert Article.objects.get().headline == "Seven ships"


def test_a_preview_shows_what_is_typed_in_a_tab_of_its_own(at_the_desk, editor, complaints):
    story = factories.article(headline="Six ships")
    page = at_the_desk(editor, change_page(story))
    page.locator("#id_headline").fill("Seven ships")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    preview = opened.value
    preview.get_by_text("Seven ships").first.wait_for()
    assert preview.get_by_role("heading", level=1).inner_text() == "Seven ships"
    assert page.locator("#id_headline").input_value() == "Seven ships"
    assert Article.objects.get().headline == "Six ships"
    assert complaints == []


def test_bylines_are_found_while_typing(at_the_desk, editor):
    author = factories.author("Ann Lee")
    story = factories.article()
    page = at_the_desk(editor, change_page(story))
    page.get_by_role("link", name="Add another Byline").click()
    page.locator("#bylines-group .select2-selection").first.click()
    page.locator(".select2-dropdown .select2-search__field").fill("ann")
    page.get_by_role("option", name="Ann Lee").click()
    press(page, "Save draft", "Saved as version 2.")
    assert story.bylines.get().author == author


def test_the_focal_point_follows_a_click_and_the_arrows(at_the_desk, site, complaints):
    photo = factories.photo(width=400, height=300)
    page = at_the_desk(factories.user(Role.PHOTO_EDITOR), f"/admin/articles/photo/{photo.pk}/change/")
    frame = page.locator(".desk-focal__frame")
    box = frame.bounding_box()
    frame.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    press(page, "Save", "was changed successfully")
    photo.refresh_from_db()
    assert photo.focal_x == pytest.approx(0.26, abs=0.01)
    assert photo.focal_y == pytest.approx(0.65, abs=0.01)
    assert complaints == []


def test_the_desk_works_without_scripts(at_the_desk, site):
    publisher = factories.user(Role.PUBLISHER)
    story = factories.live(headline="Six ships").article
    page = at_the_desk(publisher, change_page(story), java_script_enabled=False)
    assert page.locator("#id_headline").is_visible()
    page.locator("#id_body").fill("<p>It was seven.</p>")
    page.get_by_role("button", name="Update…").click()
    page.get_by_label("A correction: something was wrong").check()
    page.get_by_label("Note").fill("There were seven.")
    page.get_by_role("button", name="Update").click()
    assert Version.objects.live().get().body == "<p>It was seven.</p>"
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Why").fill("It was a drill.")
    page.get_by_role("button", name="Withdraw the story").click()
    assert Article.objects.with_status().get().status == Status.WITHDRAWN


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_makes_the_browser_complain(at_the_desk, site, complaints, scheme):
    story = factories.live(captions=["waiting", factories.photo()], bylines=[factories.author()]).article
    photo = story.captions.last().photo
    page = at_the_desk(factories.user(), color_scheme=scheme)
    for path in (
        "", "articles/article/", "articles/article/?status=live", "articles/article/add/",
        f"articles/article/{story.pk}/change/", f"articles/article/{story.pk}/versions/",
        f"articles/article/{story.pk}/update/", f"articles/article/{story.pk}/schedule/",
        f"articles/article/{story.pk}/preview/", "articles/caption/", "articles/photo/", "articles/photo/add/",
        f"articles/photo/{photo.pk}/change/", "articles/author/", "articles/author/add/", "articles/section/",
        "articles/section/add/", "articles/source/", "articles/redirect/add/", "auth/user/", "auth/user/add/", f"articles/article/{factories.article().pk}/delete/",
    ):  # fmt: skip
        page.goto(f"{site}/admin/{path}")
        page.wait_for_timeout(200)  # what scripts do after the page has loaded
    assert complaints == []


@pytest.mark.parametrize("width", [390, 820])
def test_the_desk_fits_a_narrow_screen(at_the_desk, editor, site, width):
    story = factories.article(captions=["A pier", factories.photo()], bylines=[factories.author()])
    page = at_the_desk(editor, viewport={"width": width, "height": 900})
    for path in (
        "",
        "articles/article/",
        f"articles/article/{story.pk}/change/",
        f"articles/article/{story.pk}/versions/",
    ):
        page.goto(f"{site}/admin/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
