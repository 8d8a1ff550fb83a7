"""The import desk in a real browser: a page pasted, put right from the keyboard, and made a draft."""

from __future__ import annotations

import re

import pytest

from articles.models import Article
from articles.workflow.roles import Role
from tests import factories
from tests.browser.test_desk import at_the_desk  # noqa: F401 (a fixture)
from tests.importing.samples import FERRY

PASTE = "/admin/paste/"


@pytest.fixture
def reporter(site):
    return factories.user(Role.REPORTER, first_name="Rosa", last_name="Vance")


@pytest.fixture
def bench(at_the_desk, reporter):  # noqa: F811
    """The page with the ferry story pasted into it."""

    def paste(text=FERRY, **options):
        page = at_the_desk(reporter, PASTE, **options)
        page.evaluate("window.stayed = true")  # gone if the page were loaded anew
        page.locator("#id_text").evaluate("(area, text) => { area.value = text; }", text)
        page.get_by_role("button", name="Show").click()
        page.locator("[data-lines]").wait_for()
        return page

    return paste


def line(page, words):
    return page.locator("[data-lines] > li").filter(has_text=words).first


def story(page):
    return page.frame_locator("[data-frame]")


def is_answered(page):
    """Wait until the desk has answered all that was asked."""
    page.wait_for_function("document.querySelector('paste-page').waiting.then(() => true)")


def test_a_page_is_pasted_put_right_and_made_a_draft_by_keyboard(bench, complaints):
    page = bench()
    # The first line has the focus: down to the crosshead, which becomes the headline.
    page.wait_for_function("document.activeElement.dataset.part === '0'")
    while "The bench" not in page.evaluate("document.activeElement.innerText"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("h")
    story(page).get_by_role("heading", level=1, name="The bench", exact=True).wait_for()
    assert line(page, "Night boat returns").locator(".desk-role").inner_text() == "Furniture"
    assert "The bench" in page.evaluate("document.activeElement.innerText")  # the focus stays on the line
    page.keyboard.press("z")
    story(page).get_by_role("heading", level=1, name="Night boat returns to Port Ellery").wait_for()
    # Two lines at once, from the list of roles.
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Caption").wait_for()
    page.keyboard.press("c")
    story(page).get_by_text("The bench", exact=True).wait_for()
    is_answered(page)
    assert page.locator("[data-summary]").inner_text().count("3 captions") == 1
    assert page.evaluate("window.stayed")
    page.get_by_role("button", name="Make the draft").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The draft is made.").wait_for()
    made = Article.objects.get()
    assert made.headline == "Night boat returns to Port Ellery"
    assert made.captions.count() == 3
    assert made.created_by.first_name == "Rosa"
    assert re.search(rf"/article/{made.pk}/change/", page.url)
    assert complaints == []


def test_a_line_is_given_a_role_with_the_mouse(bench, complaints):
    page = bench()
    line(page, "Back to the top").click()
    page.get_by_role("button", name="Standfirst").click()
    story(page).locator(".story__standfirst", has_text="Back to the top").wait_for()
    line(page, "Back to the top").locator(".desk-role").click()
    page.get_by_role("menuitem", name="Crosshead").click()
    story(page).get_by_role("heading", level=2, name="Back to the top").wait_for()
    page.get_by_role("button", name="As it was read").click()
    story(page).get_by_role("heading", name="Back to the top").wait_for(state="detached")
    assert complaints == []


def test_keys_pressed_in_a_row_all_count(bench):
    page = bench()
    line(page, "Night boat returns").click()
    for key in ("f", "ArrowDown", "p", "ArrowDown", "p", "ArrowDown", "c"):
        page.keyboard.press(key)
    is_answered(page)
    roles = page.locator("[data-lines] > li .desk-role").all_inner_texts()
    assert [role.strip(" ✓") for role in roles[2:6]] == ["Furniture", "Paragraph", "Paragraph", "Caption"]


def test_the_next_doubt_is_a_key_away(bench):
    page = bench(FERRY.replace("Mara Quill\n", "Fog delays boats at the outer quay\n", 1))
    doubts = page.locator(".desk-part--unsure")
    assert doubts.count() >= 1
    page.keyboard.press("n")
    assert "Not sure" in page.evaluate("document.activeElement.innerText")
    before = doubts.count()
    page.keyboard.press("f")
    is_answered(page)
    assert doubts.count() < before


def test_a_line_that_is_gone_to_is_in_sight(bench):
    page = bench(FERRY + "\n".join(f"\nThe boat of {number} o'clock left on time." for number in range(60)))
    page.keyboard.press("End")
    for _ in range(40):
        page.keyboard.press("ArrowUp")
    line_top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    bar_end = page.evaluate(
        "document.querySelector('.desk-bench__lines > .desk-bench__bar').getBoundingClientRect().bottom"
    )
    assert bar_end <= line_top < 900


def test_what_is_typed_shows_without_a_button(bench):
    page = bench()
    page.locator("[data-page] summary").click()
    page.locator("#id_text").focus()
    page.locator("#id_text").fill(FERRY.replace("Night boat returns", "Day boat returns"))
    story(page).get_by_role("heading", level=1, name="Day boat returns to Port Ellery").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_text"  # whoever types goes on typing
    page.locator("#id_text").fill("…")
    page.get_by_text("There is not a single word").wait_for()


def test_a_pasted_web_page_offers_its_html(at_the_desk, reporter):  # noqa: F811
    page = at_the_desk(reporter, PASTE)
    page.evaluate(
        """([text, html]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            data.setData("text/html", html);
            const area = document.querySelector("#id_text");
            area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
            area.value = text;
            area.dispatchEvent(new Event("input", {bubbles: true}));
        }""",
        [FERRY, "<article><h1>Night boat returns</h1><p>The night boat is back.</p></article>"],
    )
    page.locator("[data-lines]").wait_for()
    with page.expect_request(lambda request: request.method == "POST") as asked:
        page.get_by_role("button", name="Read its HTML").click()
    assert "<h1>Night boat returns</h1>" in asked.value.post_data
    is_answered(page)
    page.locator("[data-problem]").wait_for(state="attached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_story_is_shown_in_the_colours_of_the_desk(bench, scheme):
    page = bench(color_scheme=scheme)
    story(page).get_by_role("heading", level=1).wait_for()
    background = page.evaluate(
        "getComputedStyle(document.querySelector('[data-frame]').contentDocument.body).backgroundColor"
    )
    bright = sum(int(number) for number in re.findall(r"\d+", background)[:3]) > 3 * 128
    assert bright is (scheme == "light")


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_panes_fit_the_screen(bench, width):
    page = bench(viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lines, frame = page.locator("[data-lines]").bounding_box(), page.locator("[data-frame]").bounding_box()
    beside = frame["x"] >= lines["x"] + lines["width"]
    below = frame["y"] >= lines["y"] + lines["height"]
    assert (beside, below) == ((True, False) if width == 1440 else (False, True))


def test_a_page_of_five_thousand_lines_stays_usable(bench):
    text = FERRY + "\n".join(f"\nThe boat of {number} o'clock left on time, they said." for number in range(2500))
    page = bench(text)
    page.keyboard.press("End")
    assert "2499 o'clock" in page.evaluate("document.activeElement.innerText")
    took = page.evaluate(
        """async () => {
            const began = performance.now(), desk = document.querySelector("paste-page");
            desk.set("crosshead");
            await desk.waiting;
            return performance.now() - began;
        }"""
    )
    assert line(page, "2499 o'clock").locator(".desk-role").inner_text() == "Crosshead"
    assert took < 15_000  # a page loaded anew would take longer than anybody waits


def test_the_import_desk_works_without_scripts(at_the_desk, reporter):  # noqa: F811
    page = at_the_desk(reporter, PASTE, java_script_enabled=False)
    page.locator("#id_text").fill(FERRY)
    page.get_by_role("button", name="Show").click()
    page.get_by_label("Choose line 15").check()
    page.get_by_role("button", name="Headline").click()
    assert story(page).get_by_role("heading", level=1).inner_text() == "The bench"
    page.get_by_role("button", name="Make the draft").click()
    assert Article.objects.get().headline == "The bench"


def test_no_page_of_the_import_desk_makes_the_browser_complain(bench, at_the_desk, site, complaints):  # noqa: F811
    page = bench()
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_text("The draft is made.").wait_for()
    made = Article.objects.get()
    Article.objects.update(needs_a_look=True)
    source = made.sources.get()
    for path in (
        "needs-a-look/",
        "articles/importrun/",
        f"articles/importrun/{source.run_id}/change/",
        f"articles/source/{source.pk}/change/",
        f"articles/article/{made.pk}/change/",
        "articles/topic/",
    ):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{site}/admin/{path}")
            page.wait_for_timeout(200)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert complaints == []
