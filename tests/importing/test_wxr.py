"""WordPress exports, from outside: bytes in, a story a post or page out."""

from __future__ import annotations

import io
import json
import re
from html import escape
from pathlib import Path

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.html import ALLOWED_TAGS
from articles.importing.detect import detect
from articles.importing.document import ParsedStory, ParseError, PubStatus
from articles.importing.formats import feed, wxr
from articles.importing.formats.wxr import parse, parse_file, sniff
from tests.importing.damage import damaged
from tests.importing.stories import as_expected, assert_accounted, expected_of, steps_of

DATA = Path(__file__).parent / "data" / "wxr"
SAMPLES = sorted(DATA.glob("*.xml"))
SHARED = Path(__file__).parents[2] / ".." / "shared" / "formats"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://courier.example</link>"""
END = "</channel></rss>"


def post(content: str = "Text.", **fields: str) -> str:
    said = {"wp:post_id": "7", "wp:status": "publish", "wp:post_type": "post", "title": "T", **fields}
    rows = "".join(f"<{key}>{value}</{key}>" for key, value in said.items())
    return f"<item>{rows}<content:encoded><![CDATA[{content}]]></content:encoded></item>"


def attachment(number: int, parent: int = 0, **fields: str) -> str:
    said = {"wp:post_id": str(number), "wp:post_parent": str(parent), "wp:post_type": "attachment"}
    said["wp:attachment_url"] = f"https://courier.example/{number}.jpg"
    return f"<item>{''.join(f'<{key}>{value}</{key}>' for key, value in {**said, **fields}.items())}</item>"


def export(*items: str, head: str = "") -> bytes:
    return f"{HEAD}{head}{''.join(items)}{END}".encode()


def one(*items: str, head: str = "") -> ParsedStory:
    (story,) = parse(export(*items, head=head), name="export.xml")
    assert_accounted(story)
    return story


def read_until_refused(data: bytes) -> tuple[list[ParsedStory], ParseError | None]:
    stories: list[ParsedStory] = []
    try:
        stories.extend(parse(data, name="a"))
    except ParseError as refusal:
        return stories, refusal
    return stories, None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_export_becomes_the_expected_stories(sample):
    assert [as_expected(story) for story in parse(sample.read_bytes(), name=sample.name)] == expected_of(sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_bytes_of_each_story_parse_to_that_story(sample):
    for story in parse(sample.read_bytes(), name=sample.name):
        assert story.data is not None
        (again,) = parse(story.data, name=sample.name)
        assert again == story
        assert_accounted(story)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_export_is_known_by_its_beginning(sample):
    assert sniff(sample.read_bytes()[:16384])
    assert detect(sample.read_bytes(), name=sample.name) == "wxr"


def test_feed_is_no_export():
    assert not sniff(b"<rss version='2.0'><channel/></rss>")
    assert feed.sniff(export(post()))  # and is asked for after exports


def test_every_real_export_is_read():
    exports = sorted((SHARED / "wxr" / "dev").glob("*.xml"))
    if not exports:
        pytest.skip("The real exports are not here: ../shared/formats/wxr/dev beside the repository.")
    for path in exports:
        stories = list(parse(path.read_bytes(), name=path.name))
        assert stories
        for story in stories:
            assert_accounted(story)
            (again,) = parse(story.data or b"", name=path.name)
            assert again == story


# Content


@pytest.mark.parametrize(
    ("content", "blocks"),
    [
        pytest.param("One\n\nTwo\nthree", ["<p>One</p>", "<p>Two<br>three</p>"], id="blank lines part paragraphs"),
        pytest.param("<p>One\n\nTwo</p>", ["<p>One</p>", "<p>Two</p>"], id="within a paragraph"),
        pytest.param("One\n<h2>Two</h2>\nThree", ["<p>One</p>", "<h2>Two</h2>", "<p>Three</p>"], id="around a crosshead"),
        pytest.param("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>", ["<ul><li>One</li><li>Two</li></ul>"], id="list"),
        pytest.param('See <a\nhref="/x">this</a>', ['<p>See <a href="/x" rel="noopener">this</a></p>'], id="line end in a tag"),
        pytest.param("<pre>one\n\n two</pre>\n\nThree", ["<p>one</p>", "<p>two</p>", "<p>Three</p>"], id="preformatted"),
        pytest.param("<pre>one\ntwo", ["<p>one<br>two</p>"], id="preformatted without an end"),
        pytest.param("<script>\nx\n\ny\n</script>One", ["<p>One</p>"], id="script"),
        pytest.param("One<!--more-->Two", ["<p>One</p>", "<p>Two</p>"], id="more"),
        pytest.param("One<!--nextpage-->Two<!-- a note -->", ["<p>One</p>", "<p>Two</p>"], id="next page"),
        pytest.param("<!-- wp:paragraph --><p>One\n\ntwo</p><!-- /wp:paragraph -->", ["<p>One two</p>"], id="block"),
        pytest.param("<!-- wp:freeform -->One\n\ntwo<!-- /wp:freeform -->", ["<p>One</p>", "<p>two</p>"], id="classic block"),
        pytest.param("<!-- wp:separator --><hr/><!-- /wp:separator -->", [], id="separator"),
        pytest.param("“I saw [the then-mayor] and [sic] [1]”", ["<p>“I saw [the then-mayor] and [sic] [1]”</p>"], id="brackets in prose"),
        pytest.param("the [then-mayor] spoke", ["<p>the [then-mayor] spoke</p>"], id="bracketed word in prose"),
        pytest.param("[dropcap]T[/dropcap]he end", ["<p>The end</p>"], id="shortcode around a letter"),
        pytest.param("One [ad id=3] two", ["<p>One two</p>"], id="shortcode with attributes"),
        pytest.param("Write [[gallery]] here", ["<p>Write [gallery] here</p>"], id="escaped shortcode"),
        pytest.param("One\n\nhttps://youtu.be/x\n\nTwo", ["<p>One</p>", "<p>Two</p>"], id="film"),
        pytest.param("https://ropes.example/a?b=1&amp;c=2", ['<p><a href="https://ropes.example/a?b=1&amp;c=2" rel="noopener">https://ropes.example/a?b=1&amp;c=2</a></p>'], id="other address"),
        pytest.param("&nbsp;\n\n\n", [], id="nothing"),
    ],
)  # fmt: skip
def test_content_becomes_blocks(content, blocks):
    assert [block.html for block in one(post(content.replace("&amp;", "&"))).body] == blocks


@pytest.mark.parametrize(
    ("content", "left_out"),
    [
        ("[ad id=3]", "[ad id=3]"),
        ("[youtube https://youtu.be/x]", "[youtube https://youtu.be/x]"),
        ("[embed]https://vimeo.com/1[/embed]", "[embed]https://vimeo.com/1[/embed]"),
        ("https://x.com/a/status/1", "embed https://x.com/a/status/1"),
        ("<p>https://x.com/a/status/1</p>", "embed https://x.com/a/status/1"),
        ('<!-- wp:block {"ref":3} /-->', 'block block {"ref":3}'),
        ("<iframe src='https://a.example/'></iframe>", "iframe https://a.example/"),
        ("[gallery]", "[gallery]"),
    ],
)
def test_what_is_left_out_is_told(content, left_out):
    story = one(post(f"One\n\n{content}\n\nTwo"))
    assert story.paragraphs == ("One", "Two")
    assert story.furniture == (left_out,)
    assert f": {left_out}" in story.text
    assert story.notes == (f"Left out of the text: {left_out}",)


IMAGE = '<img class="wp-image-3" src="https://courier.example/3-300x200.jpg" alt="" />'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(f'[caption id="attachment_3" width="300"]{IMAGE} A <em>bench</em>[/caption]', "A bench", id="caption"),
        pytest.param(f'[caption width="300" caption="A bench"]<a href="x">{IMAGE}</a>[/caption]', "A bench", id="old caption"),
        pytest.param(f"<figure>{IMAGE}<figcaption>A bench</figcaption></figure>", "A bench", id="figure"),
        pytest.param(IMAGE, "", id="picture alone"),
    ],
)  # fmt: skip
def test_picture_in_the_text_is_a_caption_with_what_the_library_knows(content, text):
    alt = "<wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A bench by a funnel</wp:meta_value>"
    credit = "<wp:meta_key>_media_credit</wp:meta_key><wp:meta_value>Ines Kovar</wp:meta_value>"
    library = attachment(3, **{"wp:postmeta": f"{alt}</wp:postmeta><wp:postmeta>{credit}"})
    (caption,) = one(post(content), library).captions
    assert (caption.text, caption.credit, caption.alt_text) == (text, "Ines Kovar", "A bench by a funnel")
    assert caption.photo.endswith("3-300x200.jpg")


@pytest.mark.parametrize(
    ("shortcode", "shown"),
    [
        ("[gallery]", ["4", "5"]),
        ('[gallery ids="5,3"]', ["5", "3"]),
        ('[gallery include="3"]', ["3"]),
        ('[gallery exclude="4"]', ["5"]),
        ('[gallery columns="2" ids="99"]', []),
    ],
)
def test_gallery_shows_its_pictures(shortcode, shown):
    film = attachment(6, 7, **{"wp:attachment_url": "https://courier.example/6.mp4"})
    story = one(attachment(3), attachment(4, 7), post(shortcode), attachment(5, 7), film)
    assert [caption.photo for caption in story.captions] == [
        f"https://courier.example/{number}.jpg" for number in shown
    ]


# Fields


def category(slug: str, name: str, *, domain: str = "category") -> str:
    return f'</wp:status><category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category><wp:status>publish'


def categories(*rows: tuple[int, str, str]) -> str:
    return "".join(
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{slug.title()}</wp:cat_name></wp:category>"
        for number, slug, parent in rows
    )


TREE = categories((1, "world", ""), (2, "asia", "world"), (3, "sport", ""), (4, "loop", "pool"), (5, "pool", "loop"))


@pytest.mark.parametrize(
    ("filed", "link", "primary", "section", "topics"),
    [
        pytest.param(["sport"], "/x", "", "Sport", [], id="one"),
        pytest.param(["asia"], "/x", "", "World > Asia", [], id="inner"),
        pytest.param(["world", "asia"], "/x", "", "World > Asia", [], id="outer and inner"),
        pytest.param(["sport", "asia"], "/x", "", "Sport", ["Asia"], id="first"),
        pytest.param(["sport", "asia"], "/world/asia/x", "", "World > Asia", ["Sport"], id="in the address"),
        pytest.param(["sport", "asia"], "/x", "2", "World > Asia", ["Sport"], id="primary"),
        pytest.param(["uncategorized"], "/x", "", "", [], id="none"),
        pytest.param(["nowhere"], "/x", "", "Nowhere", [], id="not in the head"),
        pytest.param(["loop"], "/x", "", "Pool > Loop", [], id="going in circles"),
    ],
)
def test_section_is_one_category_and_the_others_are_topics(filed, link, primary, section, topics):
    rows = "".join(category(slug, slug.title()) for slug in filed)
    meta = f"<wp:meta_key>_yoast_wpseo_primary_category</wp:meta_key><wp:meta_value>{primary}</wp:meta_value>"
    fields = {"link": f"https://courier.example{link}", "wp:status": f"publish{rows}", "wp:postmeta": meta}
    story = one(post(**fields), head=TREE)
    assert (story.section, [topic.name for topic in story.topics]) == (section, topics)


@pytest.mark.parametrize(
    ("status", "is_draft", "scheduled", "pub_status", "doubt"),
    [
        ("publish", False, False, PubStatus.USABLE, ""),
        ("future", False, True, PubStatus.USABLE, ""),
        ("draft", True, False, PubStatus.USABLE, ""),
        ("pending", True, False, PubStatus.USABLE, ""),
        ("private", True, False, PubStatus.USABLE, "private"),
        ("inherit", True, False, PubStatus.USABLE, "no status"),
        ("trash", False, False, PubStatus.CANCELED, ""),
        ("on-hold", True, False, PubStatus.USABLE, "on-hold"),
    ],
)
def test_status_says_what_readers_saw(status, is_draft, scheduled, pub_status, doubt):
    story = one(post(**{"wp:status": status, "wp:post_date_gmt": "2031-01-01 06:00:00"}))
    assert (story.is_draft, story.goes_live_at is not None, story.status) == (is_draft, scheduled, pub_status)
    assert doubt in " ".join(story.doubts)
    assert bool(doubt) == bool(story.doubts)


def test_scheduled_post_without_a_time_in_utc_is_a_draft_in_doubt():
    story = one(post(**{"wp:status": "future", "wp:post_date": "2031-01-01 06:00:00"}))
    assert (story.is_draft, story.goes_live_at) == (True, None)
    assert story.doubts


def test_old_addresses_lead_to_the_post():
    meta = [("_wp_old_slug", "before"), ("_wp_old_slug", "earlier"), ("_wp_old_date", "2020-02-03")]
    rows = "".join(
        f"</wp:postmeta><wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value>"
        for key, value in meta
    )
    story = one(post(link="https://courier.example/2026/11/20/now/", **{"wp:postmeta": rows}))
    assert story.old_paths == (
        "/2026/11/20/now/",
        "/2026/11/20/before/",
        "/2026/11/20/earlier/",
        "/2020/02/03/now/",
        "/?p=7",
    )


def test_numbers_are_told_with_their_site():
    head = "<wp:base_blog_url>https://www.courier.example/sport</wp:base_blog_url>"
    story = one(post(**{"wp:post_type": "page"}, link="https://www.courier.example/sport/a"), head=head)
    assert story.source_id == "wxr:courier.example/sport:7"
    assert story.old_paths == ("/sport/a", "/sport/?page_id=7")


# What stays behind


SECRETS = ["open sesame", "reader@mail.example", "203.0.113.9", "That bench is mine", "A Reader", "mara.quill@courier.example", "ines@kovar.example"]  # fmt: skip


def test_passwords_and_what_is_personal_stay_behind():
    raw = (DATA / "courier.xml").read_bytes()
    for secret in SECRETS:
        assert secret.encode() in raw
        for story in parse(raw, name="courier.xml"):
            assert secret not in repr(story)
            assert secret.encode() not in (story.data or b"")
            assert secret not in story.text


# Large, cut and damaged files


class Trickle(io.BytesIO):
    """A file that gives a few bytes at a time and counts them."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__(data)
        self.most, self.given = most, 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(self.most if size is None or size < 0 else min(size, self.most))
        self.given += len(data)
        return data


def test_stories_come_while_the_file_is_being_read():
    data = export(*(post("Text. " * 200, **{"wp:post_id": str(number)}) for number in range(2000)))
    file = Trickle(data, 65536)
    stories = parse_file(file, name="large.xml")
    next(stories)
    assert file.given < len(data) * 1.2 + 200_000
    assert sum(1 for _ in stories) == 1999


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(1, 40))
def test_pieces_in_which_a_file_is_read_make_no_difference(most):
    data = export(
        attachment(3, **{"wp:attachment_url": "https://a.example/3.jpg?a=1&b=2&amp;c=3&nbsp;"}),
        post("A & B &amp; C ]] ]> [gallery ids=3] &nbsp;<![CDATA[", title="R & D &#8211; x &uuml;"),
    )
    (whole,) = parse(data, name="a")
    (pieces,) = parse_file(Trickle(data, most), name="a")
    assert pieces == whole
    assert whole.headline == "R & D – x ü"
    assert whole.captions[0].photo == "https://a.example/3.jpg?a=1&b=2&c=3&nbsp;"


def test_work_grows_in_proportion_to_the_posts():
    def steps(posts: int) -> int:
        data = export(*(post(**{"wp:post_id": str(number)}) for number in range(posts)))
        return steps_of(lambda: list(parse(data, name="a")))

    steps(1)
    assert steps(120) < 2.2 * steps(60)


def test_control_characters_do_not_stop_an_export():
    story = one(post("A\x08B\x00C"))
    assert story.paragraphs == ("ABC",)


def test_export_that_breaks_off_gives_what_came_whole_and_says_so():
    data = export(*(post(f"Text {number}.", **{"wp:post_id": str(number + 1)}) for number in range(5)))
    cut = data[: data.index(b"Text 3") + 3]
    stories, refusal = read_until_refused(cut)
    assert [story.paragraphs for story in stories] == [("Text 0.",), ("Text 1.",), ("Text 2.",)]
    assert "breaks off in the middle; 3 posts" in str(refusal)


def test_damaged_export_is_read_as_far_as_can_be_and_says_where_it_is_damaged():
    broken = post("Two.", **{"wp:post_id": "8"}).replace("<title>T</title>", "\n<title>T <b>broken</title>")
    stories, refusal = read_until_refused(export(post("One."), broken, post("Three.", **{"wp:post_id": "9"})))
    assert [story.paragraphs for story in stories][:2] == [("One.",), ("Three.",)]
    assert str(refusal).startswith("a, line 5: the export is damaged here")


# What is no export, and what means harm


ENTITIES = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "no WordPress export", id="empty"),
        pytest.param(b"plain words", "no WordPress export", id="text"),
        pytest.param(b"<rss><channel></channel></rss>", "no items", id="no items"),
        pytest.param(export(attachment(3)), "no posts or pages", id="only pictures"),
        pytest.param(export(post()).replace(b"<rss", ENTITIES.encode() + b"<rss", 1), "entities", id="entities"),
        pytest.param(export("<a>" * 1000), "no items|breaks off|no WordPress export", id="deep"),
    ],
)
def test_what_is_no_export_is_refused_with_a_sentence(data, why):
    with pytest.raises(ParseError, match=why):
        list(parse(data, name="export.xml"))


def assert_harmless(story: ParsedStory) -> None:
    if story.body:
        for node in lxml.html.fragment_fromstring(story.body_html, create_parent="main").iterdescendants():
            assert node.tag in ALLOWED_TAGS
            assert set(node.attrib) <= {"href", "rel", "dir"}
            assert not re.match(r"\s*(?:java|vb)script:|\s*data:", node.get("href", ""), re.IGNORECASE)
    assert story.address == "" or story.address.startswith("http")
    assert all(path.startswith("/") and not path.startswith("//") for path in story.old_paths)


def payloads() -> list[str]:
    found = SHARED / "hostile" / "dev" / "dompurify-payloads.json"
    real = [each["payload"] for each in json.loads(found.read_text(encoding="utf-8"))] if found.exists() else []
    return ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<svg/onload=alert(1)>", *real]


def test_scripts_in_every_field_of_a_post_arrive_harmless():
    keys = "title link guid dc:creator excerpt:encoded wp:post_date_gmt wp:post_name wp:status category".split()
    for payload in payloads():
        text = "".join(c for c in payload if c.isprintable() or c in "\n\t")
        fields = dict.fromkeys(keys, escape(text))
        assert_harmless(
            one(post(text.replace("]]>", ""), **fields), attachment(3, 7, **{"excerpt:encoded": escape(text)}))
        )
        assert_harmless(
            one(
                post(f"[gallery ids=3 x='{text}']".replace("]]>", "")),
                attachment(3, **{"excerpt:encoded": escape(text)}),
            )
        )
        assert_harmless(one(post(f"[caption caption='{text}']{text}[/caption]".replace("]]>", ""))))


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(SAMPLES))
def test_damaged_export_gives_stories_or_a_parse_error(data):
    try:
        for story in wxr.parse(data, name="damaged.xml"):
            assert_accounted(story)
            assert_harmless(story)
            story.text.encode()
    except ParseError:
        return


CONTENT = st.lists(
    st.one_of(
        st.sampled_from("[caption] [/caption] [gallery] [/gallery] [[ ]] <pre> </pre> <!-- --> wp: /wp: <figure> </figure>".split()),
        st.sampled_from(['[caption id="a"]', "<img src=a>", "\n", "\n\n", "https://youtu.be/x", " ", "<p>", "</p>", "{", "}"]),
        st.integers(1, 99).map("w{}w ".format),
    ),
    max_size=20,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(CONTENT)
def test_every_word_of_a_content_is_told(content):
    content = re.sub("<!--(?!.*?-->).*", "", content, flags=re.DOTALL)
    story = one(post(content))
    said = re.sub("<!--.*?-->", "", content, flags=re.DOTALL)
    assert sorted(re.findall(r"w\d+w", story.text)) == sorted(re.findall(r"w\d+w", said))
