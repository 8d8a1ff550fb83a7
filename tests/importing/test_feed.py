"""Feeds, from outside: bytes in, a story an entry out."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings

from articles.html import ALLOWED_TAGS
from articles.importing.detect import detect
from articles.importing.document import ParsedStory, ParseError
from articles.importing.formats.feed import MAX_BYTES, NO_HEADLINE, NO_TEXT, SUMMARY_ONLY, parse, sniff
from tests.importing.damage import damaged
from tests.importing.stories import as_expected, assert_accounted, expected_of, steps_of

DATA = Path(__file__).parent / "data" / "feed"
SAMPLES = sorted(path for path in DATA.iterdir() if not path.name.endswith(".expected.json"))
SHARED = Path(__file__).parents[2] / ".." / "shared" / "formats"


def rss(item: str, *, head: str = "", namespaces: str = "") -> bytes:
    link = "<title>Courier</title><link>https://courier.example/</link>"
    return f'<rss version="2.0" {namespaces}><channel>{link}{head}<item>{item}</item></channel></rss>'.encode()


def json_feed(**item: object) -> bytes:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [item]}
    return json.dumps(feed).encode()


def one(data: bytes) -> ParsedStory:
    (story,) = parse(data, name="feed.xml")
    assert_accounted(story)
    return story


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_feed_becomes_the_expected_stories(sample):
    stories = list(parse(sample.read_bytes(), name=sample.name))
    assert [as_expected(story) for story in stories] == expected_of(sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_bytes_of_each_story_parse_to_that_story(sample):
    for story in parse(sample.read_bytes(), name=sample.name):
        assert story.data is not None
        again = one(story.data)
        assert {**as_expected(again), "notes": []} == {**as_expected(story), "notes": []}
        assert again.data == story.data


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_feed_is_known_by_its_beginning(sample):
    assert sniff(sample.read_bytes()[:16384])
    assert detect(sample.read_bytes(), name=sample.name) == "feed"


@pytest.mark.parametrize(
    "head",
    [b"<html><body>rss</body></html>", b"<?xml version='1.0'?><nitf><rss/></nitf>", b'{"version": "1"}', b"rss feed", b""],
)  # fmt: skip
def test_other_files_are_no_feeds(head):
    assert not sniff(head)


def test_every_real_feed_is_read_or_refused_with_a_reason():
    feeds = sorted((SHARED / "feeds" / "dev").glob("*"))
    if not feeds:
        pytest.skip("The real feeds are not here: ../shared/formats/feeds/dev beside the repository.")
    refused = []
    for feed in feeds:
        try:
            for story in parse(feed.read_bytes(), name=feed.name):
                assert_accounted(story)
                assert story.headline or story.doubts
        except ParseError as error:
            refused.append(error.problem)
    assert len(feeds) - len(refused) >= 101
    assert all(re.search("no entries|is no feed|no element", problem) for problem in refused), refused


# Texts


CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


@pytest.mark.parametrize(
    ("summary", "content", "standfirst"),
    [
        ("Told in short.", "<p>Told at length.</p>", "Told in short."),
        ("Told at [&#8230;]", "<p>Told at length.</p>", ""),
        ("Told at length.", "<p>Told at length.</p><p>And more.</p>", ""),
        ("", "<p>Told at length.</p>", ""),
    ],
)
def test_summary_is_the_standfirst_unless_it_repeats_how_the_text_begins(summary, content, standfirst):
    item = f"<title>T</title><content:encoded>{escape(content)}</content:encoded><description>{escape(summary)}</description>"
    story = one(rss(item, namespaces=CONTENT))
    assert story.standfirst == standfirst
    assert story.paragraphs[0] == "Told at length."
    assert not story.doubts


def test_summary_alone_is_the_body_with_a_doubt():
    story = one(rss("<title>T</title><description>Only this.</description>"))
    assert (story.paragraphs, story.standfirst, story.doubts) == (("Only this.",), "", (SUMMARY_ONLY,))


def test_description_of_several_paragraphs_is_a_whole_text():
    story = one(rss("<title>T</title><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>"))
    assert (story.paragraphs, story.doubts) == (("One.", "Two."), ())


def test_entry_without_words_is_a_story_in_doubt():
    story = one(rss("<link>https://courier.example/1</link>"))
    assert story.doubts == (NO_HEADLINE, NO_TEXT)
    assert story.confidence < 0.5


@pytest.mark.parametrize(
    "closing",
    ["The post {} appeared first on {}.", "Der Beitrag {} erschien zuerst auf {}.", "{} 最初出现在 {}。"],
    ids=["English", "German", "Chinese"],
)
def test_line_that_wordpress_adds_is_no_part_of_the_text(closing):
    links = ('<a href="https://courier.example/t">Tide</a>', '<a href="https://courier.example">Courier</a>')
    text = escape(f"<p>One.</p><p>Two.</p><p>{closing.format(*links)}</p>")
    story = one(rss(f"<title>Tide</title><description>{text}</description>"))
    assert story.paragraphs == ("One.", "Two.")
    assert story.furniture == (closing.format("Tide", "Courier"),)


# Fields


@pytest.mark.parametrize(
    ("element", "when"),
    [
        ("<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate>", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("<pubDate>20 Nov 2026 03:00 EST</pubDate>", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("<pubDate>2026-11-20</pubDate>", date(2026, 11, 20)),
        ("<pubDate>2026-11-20T08:00:00Z</pubDate>", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("<pubDate>soon</pubDate>", None),
        ("<pubDate>0000-00-00 00:00:00</pubDate>", None),
        ("<pubDate>Fri, 20 Nov 99999 08:00:00 GMT</pubDate>", None),
    ],
)
def test_date_is_read_as_written_and_never_invented(element, when):
    assert one(rss(f"<title>T</title>{element}")).published == when


@pytest.mark.parametrize(
    ("creator", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("desk@courier.example (Ann Lee)", ["Ann Lee"]),
        ("desk@courier.example", []),
        ("Ann Lee &lt;ann@courier.example&gt;", ["Ann Lee"]),
        ("The Harbour, Port and Rope Desk", ["The Harbour, Port and Rope Desk"]),
        ("admin", ["admin"]),
    ],
)
def test_creator_is_the_byline(creator, names):
    story = one(rss(f"<title>T</title><author>{creator}</author>"))
    assert [byline.name for byline in story.bylines] == names


@pytest.mark.parametrize(
    ("item", "identity"),
    [
        ("<guid>https://courier.example/?p=1</guid>", "https://courier.example/?p=1"),
        ('<guid isPermaLink="false">tag:courier.example,2026:1</guid>', "tag:courier.example,2026:1"),
        ('<guid isPermaLink="false">1</guid>', "feed:https://courier.example/#1"),
        ("<link>https://courier.example/a</link>", "feed:https://courier.example/a"),
        ("", ""),
    ],
)
def test_identity_holds_beyond_the_feed(item, identity):
    assert one(rss(f"<title>T</title>{item}")).source_id == identity


def test_number_as_id_of_a_json_feed_is_told_with_its_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "feed_url": "https://a.example/feed.json",
        "items": [{"id": 7.5}],
    }
    assert one(json.dumps(feed).encode()).source_id == "feed:https://a.example/feed.json#7.5"


def test_plain_text_of_a_json_feed_is_never_taken_for_html():
    story = one(json_feed(id="a:1", title="<b>T</b>", content_text="<script>alert(1)</script>"))
    assert story.headline == "<b>T</b>"
    assert story.body_html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_version_grows_with_the_last_change():
    item = '<title>T</title><u:modified xmlns:u="http://purl.org/dc/terms/">2026-11-20T08:00:{:02}Z</u:modified>'
    older, newer = (one(rss(item.format(second))).source_version for second in (1, 2))
    assert 0 < older < newer


def test_work_grows_in_proportion_to_the_entries():
    def steps(entries: int) -> int:
        item = "<title>T</title><description>D</description></item><item>"
        return steps_of(lambda: list(parse(rss(item * entries), name="feed.xml")))

    steps(1)
    assert steps(120) < 2.2 * steps(60)


@pytest.mark.parametrize(
    "items",
    [
        "<item><title>A</title></item><item><title>B<item><title>C</title></item><item><title>D</title></item>",
        "<item><title>A<item><title>B<item><title>C<item><title>D",
        "<entry><title>A<entry><title>B</title></entry><entry><title>C</title></entry><entry><title>D</title></entry>",
    ],
)
def test_entries_behind_one_that_was_never_closed_come_in_order(items):
    stories = list(parse(f"<rss><channel>{items}".encode(), name="feed.xml"))
    assert [story.headline for story in stories] == ["A", "B", "C", "D"]
    assert all("damaged in line" in story.notes[0] for story in stories)


# What is no feed, and what means harm


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcde", "bcdef", strict=True))
    + "]><rss><channel><item><title>&f;</title></item></channel></rss>"
)
FILE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"<rss><channel/></rss>", "no entries", id="no entries"),
        pytest.param(b"<urlset><url/></urlset>", "no feed", id="sitemap"),
        pytest.param(b"plain words", "XML", id="text"),
        pytest.param(b'{"items": []}', "no feed", id="other JSON"),
        pytest.param(b"[1]", "no feed", id="JSON list"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1"}', "no items", id="no items"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1", "items": [1]}', "item 1", id="item that is none"),
        pytest.param(b'{"version":\n\n!', "line 3", id="broken JSON"),
        pytest.param(BOMB.encode(), "entities", id="entity bomb"),
        pytest.param(FILE.encode(), "entities", id="entity from a file"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100000, "deep", id="endless JSON"),
        pytest.param(b'{"version": "jsonfeed.org/version/1", "items": [' + b"[" * 200 + b"]" * 201 + b"}", "deep", id="deep JSON"),
        pytest.param(b"<rss>" + b" " * MAX_BYTES, "larger than", id="too large"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_sentence(data, why):
    with pytest.raises(ParseError, match=why):
        list(parse(data, name="feed.xml"))


def payloads() -> list[str]:
    found = SHARED / "hostile" / "dev" / "dompurify-payloads.json"
    real = [each["payload"] for each in json.loads(found.read_text(encoding="utf-8"))] if found.exists() else []
    return ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<svg/onload=alert(1)>", *real]


def assert_harmless(story: ParsedStory) -> None:
    if story.body:
        for node in lxml.html.fragment_fromstring(story.body_html, create_parent="main").iterdescendants():
            assert node.tag in ALLOWED_TAGS
            assert set(node.attrib) <= {"href", "rel", "dir"}
            assert not re.match(r"\s*(?:java|vb)script:|\s*data:", node.get("href", ""), re.IGNORECASE)
    assert story.address == "" or story.address.startswith("http")


def test_scripts_in_every_field_of_a_feed_arrive_harmless():
    tags = (
        "title",
        "link",
        "guid",
        "description",
        "content:encoded",
        "author",
        "category",
        "pubDate",
        "source",
        "dc:creator",
    )
    for payload in payloads():
        text = "".join(c for c in payload if c.isprintable() or c in "\n\t")
        item = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag in tags)
        assert_harmless(one(rss(item, namespaces=f'{CONTENT} xmlns:dc="http://purl.org/dc/elements/1.1/"')))
        keys = ("title", "content_html", "content_text", "summary", "url", "id", "image", "date_published", "language")
        item = {**dict.fromkeys(keys, payload), "tags": [payload], "authors": [{"name": payload}]}
        assert_harmless(one(json_feed(**item)))


def test_nul_and_half_characters_do_not_get_in():
    story = one(json_feed(id="a:1", title="A\x00B\ud800C", content_html="<p>\x00\udfff</p><p>D</p>", tags=["\x00T"]))
    assert (story.headline, story.paragraphs, story.topics[0].name) == ("ABC", ("D",), "T")
    story.text.encode()
    repr(story.as_json()).encode()


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], {}, [[]], [{}], [None], {"name": []}, "x"], ids=repr)
def test_any_value_at_any_key_of_a_json_feed_gives_a_story(value):
    keys = "id url title content_html content_text summary image banner_image date_published authors author tags language attachments"
    for key in keys.split():
        one(json_feed(**{key: value}))
    one(json_feed(**dict.fromkeys(keys.split(), value)))


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(SAMPLES))
def test_damaged_feed_gives_stories_or_a_parse_error(data):
    try:
        for story in parse(data, name="damaged.xml"):
            assert_accounted(story)
            assert_harmless(story)
            story.text.encode()
    except ParseError:
        return
