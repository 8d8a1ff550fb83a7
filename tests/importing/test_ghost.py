"""Ghost's exports, from outside: bytes in, a story a post out, and no secret with it."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.html import ALLOWED_TAGS
from articles.importing.detect import detect
from articles.importing.document import ParsedStory, ParseError
from articles.importing.formats.ghost import NO_HEADLINE, NO_TEXT, parse, parse_file, sniff
from tests.importing.damage import damaged
from tests.importing.stories import as_expected, assert_accounted, expected_of

DATA = Path(__file__).parent / "data" / "ghost"
SAMPLES = sorted(path for path in DATA.glob("*.json") if not path.name.endswith(".expected.json"))
SHARED = Path(__file__).parents[2] / ".." / "shared" / "formats"


def posts(*each: dict[str, Any]) -> bytes:
    return json.dumps({"posts": each}).encode()


def one(**fields: Any) -> ParsedStory:
    (story,) = parse(posts({"id": "1", "title": "T", "html": "<p>Text.</p>", **fields}), name="ghost.json")
    assert_accounted(story)
    return story


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_posts_become_the_expected_stories(sample):
    assert [as_expected(story) for story in parse(sample.read_bytes(), name=sample.name)] == expected_of(sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_bytes_of_each_story_parse_to_that_story(sample):
    for story in parse(sample.read_bytes(), name=sample.name):
        assert_accounted(story)
        (again,) = parse(story.data or b"", name=sample.name)
        assert again == story
        assert sniff(story.data or b"")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_ghost_is_known_by_its_beginning(sample):
    assert sniff(sample.read_bytes()[:16384])
    assert detect(sample.read_bytes(), name=sample.name) == "ghost"


@pytest.mark.parametrize(
    "head", [b"", b"<rss/>", b"{}", b'{"version": "https://jsonfeed.org/version/1.1"}', b'[{"posts":[{}]}]']
)
def test_other_files_are_not_from_ghost(head):
    assert not sniff(head)


def test_every_real_file_is_read():
    files = sorted((SHARED / "ghost" / "dev").glob("*.json"))
    if not files:
        pytest.skip("The real files are not here: ../shared/formats/ghost/dev beside the repository.")
    for path in files:
        stories = list(parse(path.read_bytes(), name=path.name))
        assert stories
        for story in stories:
            assert_accounted(story)
            assert story.headline
            assert story.body


# Secrets


SECRETS = """
PREVIEW-UUID INJECTED-TOKEN NEWSLETTER-ID SUBJECT-LINE FRONT-SECRET TAG-TOKEN HASHEDPASSWORD $2a$10$ @courier.example
@old.example/ann ann@old.example NIGHT-SHIFT sk_live DB-HASH ADMIN-API-SECRET member@mail.example MAGIC-LINK
WEBHOOK-SECRET INVITE-TOKEN EMAIL-UUID stripe password api_keys settings
""".split()


def test_no_secret_of_an_export_is_in_anything_a_story_holds():
    raw = b"".join(sample.read_bytes() for sample in SAMPLES).decode()
    for sample in SAMPLES:
        for story in parse(sample.read_bytes(), name=sample.name):
            held = [
                repr(story),
                story.text,
                (story.data or b"").decode(),
                repr(story.account),
                json.dumps(story.as_json()),
            ]
            for secret in SECRETS:
                assert not any(secret in each for each in held), f"{secret} of {sample.name}"
    assert (
        sum(secret in raw for secret in SECRETS) >= len(SECRETS) - 1
    )  # they are in the samples, so this test means something


@st.composite
def exports_with_secrets(draw: st.DrawFn) -> bytes:
    """An export in which every table and row has columns nobody knows, each with a secret."""
    export = json.loads((DATA / "export.json").read_text(encoding="utf-8"))
    tables = export["db"][0]["data"]
    for name in [*tables, *draw(st.lists(st.sampled_from(["sessions", "users_old", "posts_revisions", "brute"])))]:
        rows = tables.setdefault(name, [{"id": "1", "post_id": "6560a1b2c3d4e5f60718293a"}])
        for row in rows:
            row[
                draw(st.sampled_from(["secret", "key", "email", "password", "html_secret", "token", "data", "author"]))
            ] = draw(st.sampled_from(["S3CRET", ["S3CRET"], {"S3CRET": "S3CRET"}, {"name": "S3CRET-in-an-object"}]))
    return json.dumps(export).encode()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(exports_with_secrets())
def test_columns_nobody_named_are_never_taken(data):
    # A wrapper named "data" is how migration files hold a post; in the tables of an export it is a column like any.
    stories = list(parse(data, name="export.json"))
    assert len(stories) == 6
    for story in stories:
        assert "S3CRET" not in repr(story) + story.text + (story.data or b"").decode()


def test_refusal_of_a_broken_export_tells_none_of_it():
    with pytest.raises(ParseError) as refusal:
        list(parse(b'{"db":[{"meta":{},"data":{"api_keys":[{"secret":"ADMIN-API-SECRET"}', name="export.json"))
    assert "ADMIN" not in str(refusal.value)


def test_large_export_is_read_from_its_file_and_an_endless_one_refused(monkeypatch):
    data = (DATA / "export.json").read_bytes()
    assert list(parse_file(io.BytesIO(data), name="a")) == list(parse(data, name="a"))
    monkeypatch.setattr("articles.importing.formats.ghost.MAX_BYTES", len(data) - 1)
    with pytest.raises(ParseError, match="larger than"):
        list(parse_file(io.BytesIO(data), name="a"))


# Texts


def lexical(*children: dict[str, Any]) -> str:
    return json.dumps({"root": {"children": children}})


def test_html_goes_before_lexical_and_lexical_before_mobiledoc():
    made = lexical({"type": "paragraph", "children": [{"type": "text", "text": "Lexical."}]})
    mobiledoc = json.dumps({"sections": [[1, "p", [[0, [], 0, "Mobiledoc."]]]]})
    forms = {"lexical": made, "mobiledoc": mobiledoc, "plaintext": "Plain.\n\nText."}
    assert one(**forms).paragraphs == ("Text.",)
    assert one(**forms, html=None).paragraphs == ("Lexical.",)
    assert one(**{**forms, "lexical": "{broken"}, html="").paragraphs == ("Mobiledoc.",)
    assert one(plaintext="Plain.\n\nText.", html=None).paragraphs == ("Plain.", "Text.")


@pytest.mark.parametrize(
    ("node", "html"),
    [
        ({"type": "extended-heading", "tag": "h4", "children": [{"type": "text", "text": "A"}]}, "<h3>A</h3>"),
        ({"type": "paragraph", "children": [{"type": "text", "text": "A<b>", "format": 5}]}, "<p><s><strong>A&lt;b&gt;</strong></s></p>"),
        ({"type": "paragraph", "children": [{"type": "link", "url": "javascript:x", "children": [{"type": "text", "text": "A"}]}]}, "<p>A</p>"),
        ({"type": "list", "listType": "bullet", "children": [{"type": "listitem", "children": [{"type": "text", "text": "A"}]}]}, "<ul><li>A</li></ul>"),
        ({"type": "aside", "children": [{"type": "text", "text": "A"}]}, "<blockquote><p>A</p></blockquote>"),
        ({"type": "markdown", "markdown": "A **b** [c](https://d.example/)"}, '<p>A <strong>b</strong> <a href="https://d.example/" rel="noopener">c</a></p>'),
        ({"type": "html", "html": "<p>A</p><script>x</script>"}, "<p>A</p>"),
        ({"type": "codeblock", "code": "a\nb"}, "<p>a<br>b</p>"),
        ({"type": "toggle", "heading": "A", "content": "<p>B</p>"}, "<h3>A</h3>\n<p>B</p>"),
        ({"type": "button", "buttonText": "A", "buttonUrl": "/b"}, '<p><a href="/b" rel="noopener">A</a></p>'),
        ({"type": "something-new", "children": [{"type": "text", "text": "A"}]}, "<p>A</p>"),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)  # fmt: skip
def test_lexical_becomes_html(node, html):
    assert one(html=None, lexical=lexical(node)).body_html == html


def test_card_that_cannot_be_read_is_named():
    story = one(html=None, lexical=lexical({"type": "audio", "src": "/a.mp3", "title": "Waves", "caption": "Heard"}))
    assert story.furniture == ("embed audio /a.mp3 Waves",)
    assert story.captions[0].text == "Heard"


def test_bookmark_is_a_link_and_not_a_picture():
    card = '<figure class="kg-card kg-bookmark-card"><a class="x" href="https://a.example/"><div class="kg-bookmark-title">A</div><img src="icon.png"></a></figure>'
    story = one(html=f"<p>Before</p>{card}<p>After</p>")
    assert (story.paragraphs, story.captions) == (("Before", "A", "After"), ())


# Fields


@pytest.mark.parametrize(
    ("fields", "is_draft", "scheduled", "doubt"),
    [
        ({"status": "published"}, False, False, ""),
        ({}, False, False, ""),
        ({"status": "draft"}, True, False, ""),
        ({"status": "scheduled"}, False, True, ""),
        ({"status": "sent"}, True, False, "e-mail"),
        ({"status": "odd"}, True, False, "odd"),
        ({"status": "published", "visibility": "paid"}, True, False, "paying"),
        ({"status": "scheduled", "visibility": "members"}, True, False, "members"),
    ],
)
def test_status_says_what_readers_saw(fields, is_draft, scheduled, doubt):
    story = one(published_at="2031-01-01T06:00:00.000Z", **fields)
    assert (story.is_draft, story.goes_live_at is not None) == (is_draft, scheduled)
    assert doubt in " ".join(story.doubts)
    assert bool(doubt) == bool(story.doubts)


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("2026-11-20T08:00:00.000Z", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-11-20 08:00:00", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        (1283780649000, datetime(2010, 9, 6, 13, 44, 9, tzinfo=UTC)),
        (1e300, None),
        (-5, None),
        (True, None),
        (None, None),
        ("soon", None),
    ],
)
def test_date_is_read_as_written_and_never_invented(value, when):
    assert one(published_at=value).published == when


def test_tags_ghost_does_not_show_are_neither_section_nor_topic():
    names = ["#internal", "News", "Hidden", "Ferries", "ferries"]
    tags = [{"name": name, "visibility": "internal" if name == "Hidden" else "public"} for name in names]
    story = one(tags=tags)
    assert (story.section, [topic.name for topic in story.topics]) == ("News", ["Ferries"])


def test_post_without_words_is_a_story_in_doubt():
    story = one(title=None, html=None)
    assert story.doubts == (NO_HEADLINE, NO_TEXT)
    assert story.confidence < 0.5


# What is not from Ghost, and what means harm


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "not JSON", id="empty"),
        pytest.param(b"{}", "no posts", id="nothing"),
        pytest.param(b"[]", "no posts", id="list"),
        pytest.param(b'{"db": [{"data": {"posts": []}}]}', "no posts", id="no posts"),
        pytest.param(b'{"posts": {"a": 1}}', "no posts", id="posts that are none"),
        pytest.param(b'{"posts": ' + b"[" * 100_000, "deeply", id="endless"),
        pytest.param(b'{"posts": ' + b"[" * 200 + b"]" * 200 + b"}", "deep", id="deep"),
    ],
)
def test_what_is_not_from_ghost_is_refused_with_a_sentence(data, why):
    with pytest.raises(ParseError, match=why):
        list(parse(data, name="ghost.json"))


def assert_harmless(story: ParsedStory) -> None:
    if story.body:
        for node in lxml.html.fragment_fromstring(story.body_html, create_parent="main").iterdescendants():
            assert node.tag in ALLOWED_TAGS
            assert set(node.attrib) <= {"href", "rel", "dir", "title"}
            assert not re.match(r"\s*(?:java|vb)script:|\s*data:", node.get("href", ""), re.IGNORECASE)
    assert story.address == "" or story.address.startswith("http")
    assert all(path.startswith("/") and not path.startswith("//") for path in story.old_paths)


def payloads() -> list[str]:
    found = SHARED / "hostile" / "dev" / "dompurify-payloads.json"
    real = [each["payload"] for each in json.loads(found.read_text(encoding="utf-8"))] if found.exists() else []
    return [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<svg/onload=alert(1)>",
        "javascript:x",
        *real,
    ]


FIELDS = """id title slug html plaintext status visibility type locale published_at updated_at custom_excerpt
feature_image feature_image_alt feature_image_caption canonical_url url""".split()


def test_scripts_in_every_field_of_a_post_arrive_harmless():
    cards = ("image", "html", "markdown", "callout", "bookmark", "button", "toggle", "gallery", "odd")
    keys = (
        "src",
        "alt",
        "caption",
        "html",
        "markdown",
        "calloutText",
        "url",
        "buttonUrl",
        "buttonText",
        "heading",
        "content",
    )
    for payload in payloads():
        assert_harmless(one(**dict.fromkeys(FIELDS, payload), tags=[{"name": payload}], authors=[{"name": payload}]))
        nodes = [{"type": card, **dict.fromkeys(keys, payload), "images": [{"src": payload}]} for card in cards]
        link = {
            "type": "paragraph",
            "children": [{"type": "link", "url": payload, "children": [{"type": "text", "text": payload}]}],
        }
        assert_harmless(one(html=None, lexical=lexical(*nodes, link)))
        markups = {"markups": [["a", ["href", payload]], [payload]], "atoms": [[payload, payload, {}]]}
        sections = [
            [1, payload, [[0, [0, 1], 1, payload], [1, [], 0, 0]]],
            [2, payload],
            [3, payload, [[[0, [], 0, payload]]]],
        ]
        assert_harmless(one(html=None, mobiledoc=json.dumps({**markups, "sections": sections})))


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], {}, [[]], [{}], [None], {"name": []}, "x"], ids=repr)
def test_any_value_at_any_key_gives_a_story(value):
    for key in [*FIELDS, "lexical", "mobiledoc", "tags", "authors", "author", "page", "featured"]:
        one(**{key: value})
    for key in ("posts_meta", "users", "tags", "posts_tags", "posts_authors"):
        (story,) = parse(json.dumps({"data": {"posts": [{"title": "T"}], key: value}}).encode(), name="a")
        assert story.headline == "T"


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 11), st.text(max_size=3), st.sampled_from(["p", "a", "href", "image", "text", "children", "root"])),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.sampled_from(["root", "children", "type", "text", "url", "sections", "cards", "atoms", "markups", "src"]), inner, max_size=4)),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(JSON)
def test_any_json_as_a_text_gives_a_story(document):
    text = json.dumps(document)
    assert_harmless(one(html=None, lexical=text))
    assert_harmless(one(html=None, mobiledoc=text))
    assert_harmless(one(html=None, lexical=json.dumps({"root": document})))
    assert_harmless(
        one(
            html=None,
            mobiledoc=json.dumps({"sections": document, "cards": document, "atoms": document, "markups": document}),
        )
    )


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(SAMPLES))
def test_damaged_file_gives_stories_or_a_parse_error(data):
    try:
        for story in parse(data, name="damaged.json"):
            assert_accounted(story)
            assert_harmless(story)
            story.text.encode()
    except ParseError:
        return
