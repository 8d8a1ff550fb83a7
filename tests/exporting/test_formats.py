"""What goes out is valid by the official schemas, and says what readers see, whatever stands in the fields."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html import escape

import pytest
from lxml import etree

from articles.exporting import FORMATS, json_ld
from articles.exporting.markup import as_html, as_text, body_tree, writable
from articles.exporting.paper import Beside, byline
from articles.exporting.wxr import document
from articles.models import Change, Topic, Version
from articles.workflow import actions
from tests import factories
from tests.exporting.schemas import CHECKS
from tests.exporting.stories import BODY, PAPER, full_story

pytestmark = pytest.mark.django_db

# Nothing of this may come out as markup, stop an export, or make a file invalid.
SCRIPT = "<script>alert(1)</script>"
CONTROLS = "bell\x07 tab\x0b form\x0c null-like\x1f nonchar\ufffe end"
RIGHT_TO_LEFT = "العبّارة أبحرت في موعدها \u202e\u2067(1)\u2069"
HOSTILE = {
    "a script in every field": SCRIPT,
    "markup that ends what it stands in": "]]> --> </p></body></nitf> &amp; & <!-- ' \" ?> {{ }}",
    "characters that XML cannot hold": CONTROLS,
    "right to left": RIGHT_TO_LEFT,
    "a language of emoji and astral letters": "🛳️ 𐍈 한국어 日本語",
}


def written(format: str, version: Version, beside: Beside | None = None) -> bytes:
    known, beside = FORMATS[format], beside or Beside()
    if known.version:
        return known.version(version, PAPER, beside)
    return b"".join(known.document([(version, beside)], PAPER))


def parsed(format: str, data: bytes) -> object:
    return json.loads(data) if format in {"ninjs", "json_ld"} else etree.fromstring(data)


# What of each format its readers take for HTML.
MARKUP = {
    "ninjs": lambda item: [item["bodies"][0]["value"]],
    "newsml_g2": lambda root: [],
    "nitf": lambda root: [],
    "json_ld": lambda document: [document["@graph"][0]["encoding"]["text"]],
    "wxr": lambda root: [
        *(node.text or "" for node in root.iter("title", "category", "{*}encoded", "{*}cat_name", "{*}tag_name")),
    ],
}


def hostile_story(text: str) -> Version:
    section = factories.section("Harbour & Sea", parent=factories.section("World"))
    photo = factories.photo(alt_text=text)
    article = factories.article(
        headline=text,
        standfirst=f"{text}\n{text}",
        body=f"<p>{text.replace('<', '&lt;')}</p>",
        correction=text,
        section=section,
        dateline=text,
        agency=text,
        language="en",
        bylines=[text, f"{text}, {text}"],
        captions=[photo, text],
    )
    article.captions.update(text=text, credit=text[:200], place=text[:200])
    article.bylines.update(role=text[:200])
    article.topics.add(Topic.objects.create(name=text[:120], slug="topic", code=f"javascript:{text}"))
    actions.save_draft(article, by=None)
    return actions.publish(article, by=None)


@pytest.mark.parametrize("format", CHECKS)
@pytest.mark.parametrize(
    "story",
    [
        pytest.param(full_story, id="one that says everything"),
        pytest.param(lambda: factories.live(headline="A line", body="<p>A word.</p>"), id="one that says little"),
        pytest.param(lambda: factories.live(language="pt_BR", bylines=["Ann Lee"]), id="an odd language tag"),
        pytest.param(lambda: factories.live(language="no idea"), id="a language that is none"),
        pytest.param(lambda: factories.live(captions=["Waiting for its photo"]), id="a caption without its photo"),
        pytest.param(lambda: factories.live(published_at=datetime(1899, 12, 31, tzinfo=UTC)), id="a very old one"),
        *(pytest.param(lambda text=text: hostile_story(text), id=name) for name, text in HOSTILE.items()),
    ],
)
def test_a_story_is_valid_by_the_official_schema(format, story):
    CHECKS[format](written(format, story()))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_stays_text(format, text):
    document = parsed(format, written(format, hostile_story(text)))
    assert not any("<script" in html for html in MARKUP[format](document))
    if isinstance(document, etree._Element):
        assert not list(document.iter("{*}script"))
    told = _all_text(document)
    assert (writable(text) if format != "wxr" else escape(writable(text), quote=False)) in told or text in told


def _all_text(document: object) -> str:
    if isinstance(document, dict):
        return "\n".join(map(_all_text, document.values()))
    if isinstance(document, list):
        return "\n".join(map(_all_text, document))
    return "".join(document.itertext()) if isinstance(document, etree._Element) else str(document)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_story_always_gives_the_same_bytes(format):
    version = full_story()
    assert written(format, version) == written(format, Version.objects.get(pk=version.pk))


@pytest.mark.parametrize(
    ("format", "said"),
    [
        ("ninjs", b'"pubStatus": "canceled"'),
        ("newsml_g2", b'pubStatus qcode="stat:canceled"'),
        ("nitf", b'management-status="canceled"'),
        ("json_ld", b'"creativeWorkStatus": "withdrawn"'),
        ("wxr", b"<wp:status>private</wp:status>"),
    ],
)
def test_a_withdrawn_story_is_told_as_cancelled(format, said):
    version = factories.live()
    assert said not in written(format, version)
    assert said in written(format, version, Beside(withdrawn=True))


@pytest.mark.parametrize(
    ("format", "said"),
    [("newsml_g2", b"sig:correction"), ("nitf", b"<correction info="), ("json_ld", b'"@type": "CorrectionComment"')],
)
def test_a_correction_says_so(format, said):
    version = factories.live()
    assert said not in written(format, version)
    factories.save(version.article, body="<p>The ferry left late.</p>")
    corrected = actions.publish(version.article, by=None, change=Change.CORRECTION, note="It left late.")
    assert said in written(format, corrected)
    assert b"It left late." in written(format, corrected)


def test_no_format_tells_why_a_version_was_saved():
    version = factories.live()
    factories.save(version.article, headline="Another line")
    updated = actions.publish(version.article, by=None, note="Ask the lawyers first")
    assert not any(b"lawyers" in written(name, updated) for name in FORMATS)


@pytest.mark.parametrize(
    ("printed", "has_time", "said"),
    [
        pytest.param(datetime(2026, 3, 4, 6, 10, tzinfo=UTC), True, "2026-03-04T06:10:00+00:00", id="to the minute"),
        pytest.param(datetime(2026, 3, 4, tzinfo=UTC), False, "2026-03-04", id="to the day"),
    ],
)
def test_a_date_is_as_precise_as_it_was_printed(printed, has_time, said):
    version = factories.live(published_at=printed, published_has_time=has_time)
    assert json.loads(json_ld.version(version, PAPER))["@graph"][0]["datePublished"] == said
    assert f'"{said}"'.encode() in written("nitf", version)
    assert date.fromisoformat(said[:10]) == printed.date()


def test_json_ld_says_what_the_page_says_and_the_text():
    from articles import structured_data

    version = full_story()
    [story, crumbs] = json.loads(json_ld.version(version, PAPER))["@graph"]
    page = structured_data.news_article(
        version,
        address=PAPER.story(version),
        site_name=PAPER.name,
        site_address=PAPER.address,
        images=[],
        author_address=PAPER.author,
    )
    page.pop("@context")
    assert page.items() <= story.items()
    assert [crumb["name"] for crumb in crumbs["itemListElement"]] == [PAPER.name, "World", "Sea"]
    assert story["correction"]["text"] == "An earlier version put the ferry in the wrong port."
    assert story["image"][0]["creditText"] == "Jo Lind/Courier"
    assert "<strong>left</strong>" in story["encoding"]["text"]
    assert "The ferry left on time" in story["articleBody"]


def test_wordpress_gets_sections_with_parents_tags_authors_and_attachments():
    version = full_story()
    root = etree.fromstring(b"".join(document([(version, Beside(old_paths=("/1999/ferry/",)))], PAPER)))
    told = {"wp": root.nsmap["wp"]}
    categories = [
        (one.findtext("wp:category_nicename", "", told), one.findtext("wp:category_parent", "", told))
        for one in root.iterfind("channel/wp:category", told)
    ]
    assert categories == [("world", ""), ("world-sea", "world")]
    assert [one.findtext("wp:tag_name", "", told) for one in root.iterfind("channel/wp:tag", told)] == [
        "Ferries",
        "Port Lanh harbour",
    ]
    attachment, post = root.iterfind("channel/item")
    number = attachment.findtext("wp:post_id", "", told)
    assert attachment.findtext("wp:post_parent", "", told) == post.findtext("wp:post_id", "", told)
    meta = {
        one.findtext("wp:meta_key", "", told): one.findtext("wp:meta_value", "", told)
        for one in post.iterfind("wp:postmeta", told)
    }
    assert meta["_thumbnail_id"] == number
    assert meta["_wp_old_slug"] == "ferry"
    assert [one.text for one in post.iterfind("category[@domain='author']")] == ["Nell Hargreave", "Bo Ek"]


def test_wordpress_hears_of_each_author_section_and_tag_once():
    stories = [(factories.live(bylines=["Ann Lee"]), Beside()) for _ in range(3)]
    data = b"".join(document(stories, PAPER))
    assert (data.count(b"<wp:author>"), data.count(b"<wp:category>"), data.count(b"<item>")) == (1, 1, 3)


def test_numbers_in_wordpress_are_those_of_the_paper():
    version = full_story()
    alone = written("wxr", version)
    numbers = re.findall(rb"<wp:post_id>(\d+)<", alone)
    factories.live()
    assert re.findall(rb"<wp:post_id>(\d+)<", written("wxr", version)) == numbers


# Markup -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        pytest.param("<p>a</p><p>b</p>", "<p>a</p>\n<p>b</p>", id="blocks stay"),
        pytest.param("bare <em>text</em> alone", "<p>bare <em>text</em> alone</p>", id="bare text is a paragraph"),
        pytest.param("a<p>b</p>c<br>d", "<p>a</p>\n<p>b</p>\n<p>c<br>d</p>", id="text between blocks"),
        pytest.param("<p><strong>a</strong><em>b</em></p>", "<p><strong>a</strong><em>b</em></p>", id="no blank more"),
        pytest.param("<em>a</em> b<strong>c</strong>", "<p><em>a</em> b<strong>c</strong></p>", id="inline at the top"),
        pytest.param("", "", id="nothing"),
        pytest.param(" \n ", "", id="blanks"),
        pytest.param("<p>a\x0bb</p>", "<p>ab</p>", id="a control character"),
    ],
)
def test_a_body_is_blocks_one_a_line(html, blocks):
    assert as_html(body_tree(html)) == blocks
    assert as_html(body_tree(blocks)) == blocks


def test_a_body_nested_beyond_reason_keeps_its_words():
    html = "<blockquote>" * 2000 + "<p>deep</p>" + "</blockquote>" * 2000 + "<p>after</p>"
    text = as_text(body_tree(html))
    assert "deep" in text
    assert "after" in text


@pytest.mark.parametrize("format", FORMATS)
def test_a_body_nested_beyond_reason_is_written_all_the_same(format):
    version = Version(**_shown(factories.live()))
    version.body = "<blockquote>" * 2000 + "<p>deep</p>" + "</blockquote>" * 2000
    assert b"deep" in written(format, version)


def _shown(version: Version) -> dict[str, object]:
    return {field.attname: getattr(version, field.attname) for field in Version._meta.concrete_fields}


@pytest.mark.parametrize(
    ("bylines", "line"),
    [
        ([], ""),
        ([("Ann Lee", "")], "By Ann Lee"),
        ([("Ann Lee", "Analyst")], "By Ann Lee, Analyst"),
        ([("Ann Lee", ""), ("Bo Ek", "")], "By Ann Lee and Bo Ek"),
        ([("Ann Lee", "Analyst"), ("Bo Ek", "")], "By Ann Lee, Analyst, and Bo Ek"),
        ([("Ann Lee", ""), ("Bo Ek", ""), ("Cy Orr", "")], "By Ann Lee, Bo Ek, and Cy Orr"),
    ],
)
def test_the_byline_on_one_line(bylines, line):
    version = Version(bylines=[{"name": name, "role": role, "author": None, "slug": ""} for name, role in bylines])
    assert byline(version) == line


def test_nitf_keeps_emphasis_that_it_does_not_know():
    data = written("nitf", factories.live(body=BODY))
    for part in (b"<html:strong>left</html:strong>", b"<html:sub>2</html:sub>", b'<hl2 class="h3">', b"<bq><block>"):
        assert part in data
