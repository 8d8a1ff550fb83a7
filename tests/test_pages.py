"""The pages readers see, from outside."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse

from articles import fronts, views
from articles.models import Change, Redirect, Section, Version
from articles.search import index
from articles.workflow import actions
from newsroom import clock
from tests import factories
from tests.factories import HOUR, live, photo, section

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def text_of(html: str) -> str:
    """The words of a page, as a reader sees them."""
    body = re.sub(r"<(script|head).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def data_of(html: str) -> list[dict]:
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]


# The front page ---------------------------------------------------------------------------------


def test_an_empty_paper_says_so(client):
    assert "Nothing has been published yet" in page(client, "/")


def test_the_front_page_shows_each_story_of_a_small_paper(client):
    stories = [live(headline=f"Tide {number}") for number in range(8)]
    html = page(client, "/")
    assert all(version.headline in html for version in stories)


def test_a_story_with_a_picture_leads_the_front_page():
    live(captions=[photo()], headline="Seen", published_at=NOON)
    live(headline="Unseen", published_at=NOON + HOUR)
    front = front_now()
    assert (front.lead.headline, [version.headline for version in front.beside]) == ("Seen", ["Unseen"])


def test_no_story_stands_twice_on_the_front_page():
    for number in range(40):
        live(section=section(f"Part {number % 4}"), published_at=NOON - number * HOUR)
    front = front_now()
    shown = [front.lead, *front.beside, *front.under, *front.river]
    for block in front.blocks + front.columns:
        shown += [block.lead, *block.others]
    assert len({version.pk for version in shown}) == len(shown)


def test_a_section_on_the_front_page_shows_what_stands_below_it():
    world = section("World")
    for number in range(12):
        live(section=section(f"Corner {number % 3}", parent=world), published_at=NOON - number * HOUR)
    [block] = front_now().blocks
    assert block.section == world
    assert len(block.others) == 4


def front_now() -> fronts.Front:
    from articles.pagecache import Frame

    return fronts.arrange(Frame.load(clock.now()))


@pytest.mark.parametrize(
    ("sections", "abreast"),
    [(0, 0), (2, 2), (4, 4), (5, 5), (6, 3), (7, 4), (8, 4), (9, 3), (10, 5), (11, 4)],
    ids=lambda value: str(value),
)
def test_columns_leave_the_fewest_gaps(sections, abreast):
    assert fronts.Front(columns=[None] * sections).columns_abreast == abreast


def test_the_menu_holds_the_top_sections_that_have_stories_in_their_order(client):
    section("Empty")
    live(section=section("Sport", position=2))
    live(section=section("Asia", parent=section("World", position=1)))
    menu = page(client, "/").split('aria-label="Sections"')[1].split("</nav>")[0]
    assert re.findall(r">([A-Z]\w+)</a>", menu) == ["World", "Sport"]


# Stories ----------------------------------------------------------------------------------------


def test_a_story_shows_what_it_says_who_wrote_it_and_when(client):
    nell = factories.author("Nell Hargreave")
    version = live(
        headline="Night boat sails again",
        standfirst="After eleven winters.",
        bylines=[nell, "A Guest"],
        agency="AP",
        published_at=datetime(2026, 11, 22, 6, 10, tzinfo=UTC),
    )
    html = page(client, version.get_absolute_url())
    text = text_of(html)
    for words in (
        "Night boat sails again",
        "After eleven winters.",
        "By Nell Hargreave",
        "By A Guest",
        "AP",
        "22 November 2026, 06:10 UTC",
        "The ferry left on time.",
        "A calm crossing",
    ):
        assert words in text
    assert f'href="{nell.get_absolute_url()}"' in html
    assert '<time datetime="2026-11-22T06:10:00+00:00">' in html
    assert "Updated" not in text


def test_an_undated_story_says_so_and_since_when_it_is_here(client):
    from articles.models import Origin

    version = live(origin=Origin.IMPORT, since=datetime(2026, 11, 23, 9, tzinfo=UTC))
    with clock.at(NOON):
        assert "Undated; here since 23 November 2026" in text_of(page(client, version.get_absolute_url()))


def test_a_date_without_a_time_shows_none(client):
    version = live(published_at=datetime(2002, 6, 5, tzinfo=UTC), published_has_time=False)
    html = page(client, version.get_absolute_url())
    assert '<time datetime="2002-06-05">5 June 2002</time>' in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param(
            {"updated_at": datetime(2026, 11, 23, 9, 30, tzinfo=UTC)},
            "Updated 23 November 2026, 09:30 UTC",
            id="to the minute",
        ),
        pytest.param(
            {"updated_at": datetime(2026, 11, 23, tzinfo=UTC), "updated_has_time": False},
            "Updated 23 November 2026 ",
            id="to the day",
        ),
    ],
)
def test_a_printed_update_is_told(client, fields, words):
    version = live(published_at=datetime(2026, 11, 20, tzinfo=UTC), **fields)
    assert words in text_of(page(client, version.get_absolute_url()))


def test_a_correction_stands_in_a_box_with_its_note(client):
    version = live(published_at=datetime(2002, 6, 5, tzinfo=UTC))
    factories.save(version.article, body="<p>The ferry left late.</p>", correction="It was late.")
    actions.publish(version.article, by=None, change=Change.CORRECTION, note="We had said that it left on time.")
    text = text_of(page(client, version.get_absolute_url()))
    assert "Correction It was late. We had said that it left on time." in text
    assert "Updated" in text


def test_the_note_of_a_plain_update_is_the_desks_own_affair(client):
    version = live()
    factories.save(version.article, body="<p>The ferry left late.</p>")
    actions.publish(version.article, by=None, note="Legal asked for this")
    assert "Legal asked" not in page(client, version.get_absolute_url())


def test_a_captions_words_are_shown_while_its_photo_is_missing(client):
    version = live(captions=["The quay at dusk"])
    html = page(client, version.get_absolute_url())
    assert "The quay at dusk" in html
    assert "<figure" not in html


def test_a_photo_says_everything(client):
    picture = photo(width=1000, height=500, alt_text="A quay", credit="Jo Bo", caption="The quay at dusk", focal_x=0.72)
    version = live(captions=[picture])
    [tag] = re.findall(r"<img[^>]+>", page(client, version.get_absolute_url()))
    for part in (
        'alt="A quay"',
        'width="1000" height="500"',
        f"/photos/{picture.key}-320.jpg 320w, /photos/{picture.key}-640.jpg 640w, /photos/{picture.key}-960.jpg 960w",
        'fetchpriority="high"',
        "focus-x-7 focus-y-5",
    ):
        assert part in tag
    assert "loading" not in tag
    assert "Jo Bo" in page(client, version.get_absolute_url())


def test_only_the_first_photo_is_fetched_at_once(client):
    version = live(captions=[photo() for _ in range(5)])
    tags = re.findall(r"<img[^>]+>", page(client, version.get_absolute_url()))
    assert ["lazy" in tag for tag in tags] == [False, True, True, True, True]


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("ar", 'lang="ar" dir="rtl"'),
        ("he", 'lang="he" dir="rtl"'),
        ("fa-IR", 'lang="fa-IR" dir="rtl"'),
        ("ur", 'lang="ur" dir="rtl"'),
        ("zh", 'lang="zh" dir="ltr"'),
    ],
)
def test_a_story_runs_the_way_its_language_does(client, language, attributes):
    version = live(language=language)
    assert f'<article class="story" {attributes}>' in page(client, version.get_absolute_url())


@pytest.mark.parametrize(
    "headline",
    ["مجلس المدينة يصوّت", "上海合作组织峰会", "Ålesund får en ny bro"],
    ids=["arabic", "chinese", "norwegian"],
)
def test_addresses_may_be_in_any_script(client, headline):
    version = live(headline=headline, section=section("世界", slug="世界"))
    assert headline in page(client, version.get_absolute_url())
    assert headline in page(client, "/世界/")


@pytest.mark.parametrize(
    ("body", "dateline", "agency", "opening"),
    [
        pytest.param(
            "<p>PORT ELLERY (Courier) -- At six.</p>",
            "PORT ELLERY",
            "Courier",
            '<p><span class="dateline">PORT ELLERY (Courier)</span> -- At six.</p>',
            id="in the text",
        ),
        pytest.param(
            "<p>At six.</p>",
            "PORT ELLERY",
            "",
            '<p><span class="dateline">PORT ELLERY</span> — At six.</p>',
            id="before the text",
        ),
        pytest.param(
            "<p>At six - or seven - it rained.</p>", "", "", "<p>At six - or seven - it rained.</p>", id="none"
        ),
    ],
)
def test_a_dateline_is_set_apart_and_stands_once(client, body, dateline, agency, opening):
    version = live(body=body, dateline=dateline, agency=agency)
    assert opening in page(client, version.get_absolute_url())


def test_whatever_a_story_says_stays_text(client):
    version = live(
        headline="</script><script>alert(1)</script>",
        standfirst="<b>x</b>",
        captions=["<i>c</i>"],
        bylines=["<u>n</u>"],
    )
    for address in ("/", version.get_absolute_url(), "/harbour/", "/search/?q=alert"):
        html = page(client, address)
        assert "<script>" not in html
        assert not re.search(r"<[biu]>[xcn]<", html)
    assert data_of(page(client, version.get_absolute_url()))[0]["headline"] == version.headline


def test_a_story_tells_search_engines_and_networks_what_it_is(client):
    version = live(
        headline="Night boat",
        standfirst="After eleven winters.",
        bylines=[factories.author("Nell Hargreave")],
        captions=[photo()],
        section=section("Asia", parent=section("World")),
        language="en",
        published_at=datetime(2026, 11, 22, 6, 10, tzinfo=UTC),
    )
    html = page(client, version.get_absolute_url())
    address = f"http://testserver{version.get_absolute_url()}"
    story, crumbs = data_of(html)
    assert story["@type"] == "NewsArticle"
    assert story["datePublished"] == "2026-11-22T06:10:00+00:00"
    assert story["author"][0]["name"] == "Nell Hargreave"
    assert story["image"][0]["@type"] == "ImageObject"
    assert story["image"][0]["url"].endswith("-social.jpg")
    assert story["mainEntityOfPage"] == address
    assert [crumb["name"] for crumb in crumbs["itemListElement"]][1:] == ["World", "Asia"]
    for part in (
        f'<link rel="canonical" href="{address}">',
        '<meta property="og:title" content="Night boat">',
        '<meta name="description" content="After eleven winters.">',
        '<meta name="twitter:card" content="summary_large_image">',
        "-social.jpg",
    ):
        assert part in html


def test_an_undated_story_claims_no_date_to_search_engines(client):
    from articles.models import Origin

    version = live(origin=Origin.IMPORT)
    assert "datePublished" not in data_of(page(client, version.get_absolute_url()))[0]


def test_more_from_the_section_does_not_repeat_the_story(client):
    version, other = live(headline="This one"), live(headline="Another one")
    more = page(client, version.get_absolute_url()).split('class="more"')[1]
    assert other.headline in more
    assert version.headline not in more


# Previews ---------------------------------------------------------------------------------------


def preview_of(version: Version) -> tuple[str, object]:
    response = views.story_page(RequestFactory().get("/"), version, preview=True)
    return response.content.decode(), response


def test_a_preview_is_the_public_page_with_a_banner_and_no_cache():
    picture = photo()
    draft = factories.article(headline="Not yet", captions=[picture, "Words"], bylines=["A Guest"])
    version = Version(article=draft)
    version.fill(draft.content())
    html, response = preview_of(version)
    assert "Preview: not published" in html
    assert "Not yet" in html
    assert 'content="noindex, nofollow"' in html
    assert "canonical" not in html
    assert response["Cache-Control"] == "private, no-store"
    assert reverse("admin:articles_photo_file", args=[picture.pk, 64]) in html
    assert "/photos/" not in html.split('class="more"')[0].replace("/admin/articles/photo", "")


def test_a_preview_of_an_empty_draft_is_a_page():
    draft = factories.article(headline="", body="", section=None)
    version = Version(article=draft)
    version.fill(draft.content())
    assert "Untitled story" in preview_of(version)[0]


def test_a_preview_cleans_what_has_met_no_cleaner_yet():
    draft = factories.article()
    version = Version(article=draft)
    version.fill(draft.content())
    version.body = "<p onclick=x()>Hi<script>alert(1)</script></p>"
    html = preview_of(version)[0]
    assert "onclick" not in html
    assert "alert" not in html


# Sections ---------------------------------------------------------------------------------------


def test_a_section_shows_its_stories_and_those_below_it(client):
    world = section("World")
    asia = section("Asia", parent=world)
    ours, below, elsewhere = (
        live(section=world, headline="W"),
        live(section=asia, headline="A"),
        live(headline="Elsewhere"),
    )
    html = page(client, "/world/").split("<main")[1]
    assert ours.get_absolute_url() in html
    assert below.get_absolute_url() in html
    assert elsewhere.get_absolute_url() not in html
    assert 'href="/world/asia/"' in html
    assert 'aria-label="Where you are"' in page(client, "/world/asia/")


def test_an_empty_section_is_a_page_that_search_engines_leave_alone(client):
    section("Harbour")
    html = page(client, "/harbour/")
    assert "Nothing has been published in Harbour yet." in html
    assert "noindex" in html


def test_lists_page_by_key_through_every_story_once(client):
    stories = [live(published_at=NOON - number * HOUR) for number in range(30)]
    stories += [live(published_at=NOON - 10 * HOUR) for _ in range(30)]  # thirty at the same instant
    seen: list[str] = []
    address = "/harbour/"
    while address:
        html = page(client, address).split("<main")[1].split('class="pager"')
        seen += re.findall(r'__headline"><a href="([^"]+)"', html[0])
        found = re.search(r'rel="next" href="([^"]+)"', html[1]) if len(html) > 1 else None
        address = f"/harbour/{found.group(1)}" if found else ""
    assert sorted(seen) == sorted(version.get_absolute_url() for version in stories)


def test_the_way_back_through_a_list_leads_to_the_same_stories(client):
    for number in range(60):
        live(published_at=NOON - number * HOUR)
    first = page(client, "/harbour/")
    older = re.search(r'rel="next" href="(\?before=[^"]+)"', first).group(1)
    second = page(client, f"/harbour/{older}")
    newer = re.search(r'rel="prev" href="(\?after=[^"]+)"', second).group(1)
    back = page(client, f"/harbour/{newer}")
    headlines = re.compile(r'__headline"><a href="([^"]+)"')
    assert headlines.findall(back) == headlines.findall(first)


@pytest.mark.parametrize("key", ["x", "1", "-", "1-x", "9" * 40 + "-1", "1-" + "9" * 40, "%00-1", "١-٢"])
def test_a_key_that_is_none_is_never_a_crash(client, key):
    live()
    for name in ("before", "after"):
        assert client.get(f"/harbour/?{name}={key}").status_code in {200, 404}


# Authors ----------------------------------------------------------------------------------------


def test_an_authors_page_shows_the_person_and_their_stories(client):
    nell = factories.author("Nell Hargreave", role="Harbour correspondent", biography="Since 2009.", photo=photo())
    theirs, other = live(bylines=[nell], headline="Hers"), live(headline="Not hers")
    html = page(client, nell.get_absolute_url()).split("<main")[1]
    assert "Harbour correspondent" in html
    assert "Since 2009." in html
    assert nell.photo.key in html
    assert theirs.headline in html
    assert other.headline not in html


# Archive ----------------------------------------------------------------------------------------


def test_a_day_shows_its_stories_and_the_way_to_the_nearest_days(client):
    for day in (3, 10, 17):
        live(headline=f"Of the {day}th", published_at=datetime(2026, 11, day, 8, tzinfo=UTC))
    html = page(client, "/archive/2026/11/10/").split("<main")[1]
    assert "Of the 10th" in html
    assert "Of the 3th" not in html
    assert 'href="/archive/2026/11/03/"' in html
    assert 'href="/archive/2026/11/17/"' in html


def test_a_month_shows_its_stories_by_day(client):
    for month in (9, 11, 12):
        live(headline=f"Of month {month}", published_at=datetime(2025, month, 30, 8, tzinfo=UTC))
    html = page(client, "/archive/2025/11/").split("<main")[1]
    assert "Of month 11" in html
    assert 'href="/archive/2025/11/30/"' in html
    assert 'href="/archive/2025/09/"' in html
    assert 'href="/archive/2025/12/"' in html


def test_a_day_is_a_day_in_the_papers_own_time_zone(client, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    live(headline="Early bird", published_at=datetime(2026, 11, 9, 23, tzinfo=UTC))
    assert "Early bird" in page(client, "/archive/2026/11/10/")
    assert "Early bird" not in page(client, "/archive/2026/11/09/")


def test_the_archive_begins_at_the_newest_month(client):
    live(published_at=datetime(2002, 6, 5, tzinfo=UTC))
    assert client.get("/archive/").url == "/archive/2002/06/"


@pytest.mark.parametrize("day", ["2026/13", "2026/02/30", "0000/01", "9999/12", "0001/01/01", "9999/12/31", "2026/1"])
def test_a_day_that_is_none_is_not_found(client, day):
    assert client.get(f"/archive/{day}/").status_code == 404


def test_a_day_without_stories_says_so(client):
    live(published_at=NOON)
    html = page(client, "/archive/2026/10/01/")
    assert "Nothing is kept from 1 October 2026" in html
    assert 'href="/archive/2026/11/23/"' in html


# Search -----------------------------------------------------------------------------------------


def test_search_finds_a_story_and_marks_the_words(client):
    version = live(headline="Night boat", body="<p>Long before, <em>marmalade</em> was served & eaten.</p>")
    index().put([version])
    html = page(client, "/search/?q=Marmalade")
    assert version.get_absolute_url() in html
    assert "<mark>marmalade</mark> was served &amp; eaten." in html
    assert "noindex" in html


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        pytest.param("", "Type a name", id="nothing"),
        pytest.param("zebra", "Nothing matches", id="no result"),
        pytest.param("!!!", "There is no word", id="no word"),
        pytest.param("-harbour", "There is no word", id="only what is not wanted"),
        pytest.param("a" * 3000, "Nothing matches", id="endless"),
        pytest.param("\x00", "There is no word", id="a null"),
        pytest.param("'; DROP TABLE articles_version; --", "Nothing matches", id="sql"),
        pytest.param('") OR NEAR(a b, 3) *', "Nothing matches", id="operators"),
        pytest.param("<script>alert(1)</script>", "Nothing matches", id="markup"),
    ],
)
def test_whatever_is_typed_the_answer_is_a_page(client, typed, answer):
    live()
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    assert answer in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_search_pages_are_bounded(client):
    index().put([live(headline=f"Marmalade {number}") for number in range(25)])
    first = page(client, "/search/?q=marmalade")
    assert first.count('class="row"') == 20
    assert "page=2" in first
    assert page(client, "/search/?q=marmalade&page=2").count('class="row"') == 5
    for odd in ("0", "-1", "26", "x", "9" * 30, "²"):
        assert client.get("/search/", {"q": "marmalade", "page": odd}).status_code == 200


# Addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/nope/",
        "/nope/rss.xml",
        "/authors/nobody/",
        "/harbour/2026/11/23/nope/",
        "/%00/",
        "/authors/%00/",
        "/a/2026/11/23/%00/",
    ],
)
def test_what_is_not_there_is_a_404_page_with_a_search_box(client, address):
    html = page(client, address, 404)
    assert "There is no such page" in html
    assert 'role="search"' in html


def test_a_missing_slash_is_added(client):
    live()
    response = client.get("/harbour")
    assert (response.status_code, response.url) == (301, "/harbour/")


def test_an_address_that_moved_leads_on(client):
    Redirect.objects.leave("/old/", "/harbour/")
    response = client.get("/old/deep/down/")
    assert (response.status_code, response.url) == (301, "/harbour/deep/down/")


def test_a_redirect_never_leaves_the_site(client):
    Redirect.objects.create(old_path="/old/", new_path="/")
    assert client.get("/old//example.org/").url == "/example.org/"


def test_an_author_whose_name_changed_is_found_under_the_old_address(client):
    author = factories.author("上海")
    live(bylines=[author])
    old = author.get_absolute_url()
    author.slug = "shanghai"
    author.save()
    assert client.get(old).url == "/authors/shanghai/"


def test_a_withdrawn_story_is_gone_and_nothing_of_it_shows(client):
    version = live(headline="A secret affair")
    actions.withdraw(version.article, by=None)
    html = page(client, version.get_absolute_url(), 410)
    assert "withdrawn" in html
    assert "secret" not in html.lower()


def test_a_withdrawn_story_is_gone_even_where_its_section_moved(client):
    version = live()
    actions.withdraw(version.article, by=None)
    harbour = Section.objects.get(slug="harbour")
    harbour.slug = "port"
    harbour.save()
    assert client.get(version.get_absolute_url()).status_code == 410


def test_a_withdrawn_story_that_was_merged_leads_to_the_other(client):
    version, other = live(), live()
    actions.withdraw(version.article, by=None)
    Redirect.objects.leave(version.get_absolute_url(), other.get_absolute_url())
    assert client.get(version.get_absolute_url()).url == other.get_absolute_url()


def test_our_own_mistake_has_a_page_that_asks_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert b"Stop press" in response.content


def test_the_health_check_asks_the_database_and_is_never_kept(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


# How much is asked ------------------------------------------------------------------------------

QUERIES = {
    "/": 3,
    "/harbour/": 2,
    "/authors/nell/": 3,
    "/archive/2026/11/": 4,
    "/archive/2026/11/23/": 4,
    "/search/?q=ferry": 3,
    "/rss.xml": 2,
    "/harbour/atom.xml": 2,
    "/sitemap.xml": 3,
    "/sitemap-sections.xml": 1,
    "/robots.txt": 1,
    "/nope/": 3,
}


@pytest.mark.parametrize("many", [1, 40], ids=["one story", "forty stories"])
@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_the_same_few_questions_however_much_there_is(client, django_assert_num_queries, address, many):
    nell = factories.author("Nell", photo=photo())
    for number in range(many):
        version = live(
            section=[section("Harbour"), section("Quay", parent=section("Harbour")), section("World")][number % 3],
            bylines=[nell, "A Guest"],
            captions=[photo()],
            published_at=NOON - number * timedelta(minutes=5),
        )
        index().put([version])  # the listener waits for a commit, which a test never makes
    with django_assert_num_queries(QUERIES[address]):
        client.get(address)


@pytest.mark.parametrize("many", [1, 20], ids=["one story", "twenty stories"])
def test_a_story_asks_three_questions(client, django_assert_num_queries, many):
    nell = factories.author("Nell")
    version = [live(bylines=[nell, "A Guest"], captions=[photo(), photo(), "Words"]) for _ in range(many)][-1]
    with django_assert_num_queries(3):
        client.get(version.get_absolute_url())
