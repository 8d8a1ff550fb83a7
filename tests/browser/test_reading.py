"""The paper as readers use it: in both lights, on a phone, by keyboard, without scripts."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Version
from tests import factories
from tests.factories import live, photo, section

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PHONE = {"viewport": {"width": 360, "height": 740}}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenversammlungsprotokoll"
# WCAG: how far the luminances of words and paper must be apart.
CONTRAST = """
() => {
  const light = (channel) => (channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    return 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  };
  const paper = (element) => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (!/, 0\\)$/.test(colour) && colour !== "transparent") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!words || !element.checkVisibility()) continue;
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(paper(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return faint;
}
"""
HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.tagName[1]))"


@pytest.fixture
def paper(site) -> Version:
    """Enough stories to fill the front page; the newest has everything a story can have."""
    nell = factories.author("Nell Hargreave", role="Harbour correspondent", photo=photo(width=400, height=500))
    for number in range(24):
        live(
            headline=f"Story {number} of the {LONG if number == 3 else 'harbour'}",
            standfirst="It came late, by one vote." if number % 2 else "",
            section=section(["Harbour", "World", "Culture", "Sport"][number % 4]),
            bylines=[nell],
            captions=[photo(width=700, height=460)] if number % 3 else ["Words alone"],
            published_at=NOON - number * timedelta(hours=1),
        )
    return live(
        headline="Night boat sails again after eleven winters",
        standfirst="And nobody was seasick.",
        body=f"<p>At six.</p><h2>A calm crossing</h2><ul><li>One</li></ul><blockquote>“Yes”</blockquote><p>{LONG}</p>",
        correction="It was six, not seven.",
        bylines=[nell, "A Guest"],
        captions=[*(photo(width=1000, height=1500 if number == 1 else 660) for number in range(6)), "Words alone"],
        published_at=NOON + timedelta(hours=1),
    )


def addresses(paper: Version) -> list[str]:
    return [
        "/",
        paper.get_absolute_url(),
        "/harbour/",
        "/authors/nell-hargreave/",
        "/archive/2026/11/",
        "/archive/2026/11/23/",
        "/search/?q=story",
        "/search/",
    ]


@pytest.mark.parametrize("light", ["light", "dark"])
def test_every_page_renders_without_a_complaint_in_either_light(open_page, paper, site, complaints, light):
    page = open_page("/", color_scheme=light)
    for address in addresses(paper):
        page.goto(f"{site}{address}", wait_until="networkidle")
        assert page.evaluate(CONTRAST) == [], address
        levels = page.evaluate(HEADINGS)
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels)), (address, levels)
        loaded = page.evaluate(
            "() => [...document.images].filter((image) => image.complete && !image.naturalWidth).length"
        )
        assert loaded == 0, address
    assert complaints == []


def test_the_two_lights_differ(open_page, paper):
    colours = {
        light: open_page("/", color_scheme=light).evaluate("() => getComputedStyle(document.body).backgroundColor")
        for light in ("light", "dark")
    }
    assert colours["light"] != colours["dark"]


@pytest.mark.parametrize("width", [320, 360, 700, 1024, 1440])
def test_no_page_is_wider_than_its_screen(open_page, paper, site, width):
    page = open_page("/", viewport={"width": width, "height": 740})
    for address in [*addresses(paper), "/nope/"]:
        page.goto(f"{site}{address}")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, address


def test_the_skip_link_is_the_first_stop_and_leads_to_the_news(open_page, paper):
    page = open_page(paper.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("(link) => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_where_the_keyboard_is_can_be_seen(open_page, paper):
    page = open_page("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              for (let element = document.activeElement; element && element !== document.body; element = element.parentElement)
                if (getComputedStyle(element).outlineStyle !== "none") return true;
              return false;
            }"""
        )
        assert seen, page.evaluate("() => document.activeElement.outerHTML")


def test_the_whole_card_leads_to_its_story(open_page, paper, site):
    page = open_page("/")
    page.locator(".front__lead > .card .photo").click(force=True)  # the link lies over it
    page.wait_for_url(f"{site}/harbour/**")
    assert page.locator("h1").inner_text() == paper.headline


def test_the_paper_is_read_and_searched_without_scripts(open_page, paper, site):
    from articles.search import index

    index().put([paper])
    page = open_page("/", java_script_enabled=False, **PHONE)
    page.get_by_role("link", name="Search").first.click()
    page.get_by_role("searchbox").fill("seasick")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=paper.headline).click()
    assert page.locator(".correction").inner_text().endswith("It was six, not seven.")


def test_the_text_of_a_story_keeps_its_measure(open_page, paper):
    page = open_page(paper.get_absolute_url(), viewport={"width": 1600, "height": 900})
    letters = page.evaluate(
        """() => {
          const prose = document.querySelector(".prose");
          const probe = document.createElement("span");
          probe.textContent = "The night boat sails again after eleven winters, and nobody was seasick. ";
          probe.style.whiteSpace = "nowrap";
          prose.append(probe);
          return prose.clientWidth / (probe.getBoundingClientRect().width / probe.textContent.length);
        }"""
    )
    assert 55 <= letters <= 80


def test_nothing_moves_while_the_photos_arrive(open_page, paper):
    page = open_page("/")
    moved = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
            .observe({type: "layout-shift", buffered: true});
          setTimeout(() => done(sum), 300);
        })"""
    )
    assert moved < 0.02


def test_a_story_in_arabic_runs_from_the_right(open_page, site, complaints):
    version = live(
        headline="مجلس المدينة يصوّت", body="<p>صوّت المجلس.</p>", language="ar", section=section("العالم", slug="العالم")
    )
    page = open_page(version.get_absolute_url())
    headline = page.locator("h1").bounding_box()
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert headline["x"] + headline["width"] > 900
    assert complaints == []
