"""Saved pages, from outside: bytes in, a story with an account of every line out."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.html import clean
from articles.importing.detect import detect
from articles.importing.document import ParsedStory, ParseError, Role
from articles.importing.formats.html import parse
from articles.importing.formats.html.tree import MAX_ELEMENTS
from bench import html as bench

DATA = Path(__file__).parent / "data" / "html"
PAGES = sorted(path for path in DATA.iterdir() if path.suffix != ".json")
LABELLED = Path(__file__).parents[2] / ".." / "shared" / "formats" / "html-articles" / "dev"
PARAGRAPHS = """
<p>The harbour board met on Tuesday to speak about the bench by the funnel, and spoke about the weather instead.</p>
<p>Nobody has sat on the bench since then, because it has been raining, and because the paint is still wet in places.</p>
<p>“We shall decide in the autumn,” the chairman said, “when the paint is dry and the dentist is on his holiday.”</p>
"""
HEADLINE = "Harbour board speaks about the weather"


def page(body: str = PARAGRAPHS, *, head: str = "", headline: str = HEADLINE, lang: str = "en") -> str:
    """A page of our own, with a headline and a story."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{headline}</title>{head}</head>'
        f"<body><article><h1>{headline}</h1><div>{body}</div></article></body></html>"
    )


def linked(**values: Any) -> str:
    """The JSON-LD of an article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **values}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def read(html: str | bytes, **options: str) -> ParsedStory:
    data = html if isinstance(html, bytes) else html.encode()
    (story,) = parse(data, name="page.html", **options)
    return story


def told(story: ParsedStory) -> dict[str, Any]:
    """All that a story carries, for comparison; of the account, how many lines became what."""
    rest = {
        "blocks": [block.html for block in story.body],
        "photos": [{"photo": one.photo or None, "alt_text": one.alt_text or None} for one in story.captions],
        "topics": [{"name": topic.name, "code": topic.code or None} for topic in story.topics],
        "address": story.address or None,
        "old_paths": list(story.old_paths),
        "source_id": story.source_id or None,
        "source_version": story.source_version,
        "encoding": story.encoding,
        "confidence": story.confidence,
        "doubts": list(story.doubts),
        "notes": list(story.notes),
        "account": dict(sorted(Counter(part.role.value for part in story.account).items())),
    }
    return {**story.as_json(), **rest}


def roles(story: ParsedStory) -> dict[str, str]:
    """What each line of the account became."""
    lines = story.text.split("\n")
    return {lines[part.line - 1]: part.role.value for part in story.account}


# Whole pages


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_becomes_the_expected_story(path):
    found = told(read(path.read_bytes()))
    assert found == json.loads(path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_known_by_its_bytes(path):
    assert detect(path.read_bytes(), name=path.name) == "html"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"The boat is back.\n\nIt came on Friday.", id="text"),
        pytest.param(b"<rss version='2.0'></rss>", id="a feed"),
        pytest.param(b"<?xml version='1.0'?><nitf><body/></nitf>", id="a wire item"),
        pytest.param(b"<pre-release notes> are not HTML", id="text in angle brackets"),
    ],
)
def test_what_is_no_page_is_not_taken_for_one(data):
    try:
        found = detect(data, name="x")
    except ParseError as refusal:
        found = refusal.problem
    assert found != "html"
    assert "this is HTML" not in found


# Measured on real pages


@pytest.fixture(scope="module")
def scores() -> bench.Scores:
    if not LABELLED.is_dir():
        pytest.skip("The labelled pages are not here: ../shared/formats/html-articles beside the repository.")
    return bench.measure(bench.cases(LABELLED))


@pytest.mark.parametrize(("figure", "bar"), bench.BARS.items())
def test_real_pages_are_read_at_least_this_well(scores, figure, bar):
    assert scores.figures[figure] >= bar


def test_no_real_page_raises_an_error(scores):
    assert scores.errors == []


@pytest.mark.parametrize(
    ("gold", "text", "expected"),
    [
        pytest.param("a b c d e", "a b c d e", (1.0, 0.0, 0.0), id="the same"),
        pytest.param("a b c d", "", (0.0, 0.0, 1.0), id="nothing found"),
        pytest.param("a b c d e", "a b c d x", (1 / 3, 1 / 3, 1 / 3), id="one shingle of two"),
    ],
)
def test_overlap_counts_shingles_of_four_words(gold, text, expected):
    assert bench.overlap(gold, text) == pytest.approx(expected)


# Every line is accounted for, whatever the page


def assert_whole(story: ParsedStory) -> None:
    lines = story.text.split("\n") if story.text else []
    assert [part.line for part in story.account] == list(range(1, len(lines) + 1))
    assert all((part.start, part.end) == (0, len(lines[part.line - 1])) for part in story.account)
    assert story.body_html == "\n".join(clean(block.html) for block in story.body)
    assert 0 < story.confidence <= 1


def read_or_refused(data: bytes) -> ParsedStory | ParseError:
    try:
        return read(data)
    except ParseError as refusal:
        return refusal


def assert_a_reason(refusal: ParseError) -> None:
    assert str(refusal).startswith("page.html: ")
    assert len(refusal.problem.split()) > 3


PIECES = st.one_of(
    st.sampled_from([path.read_bytes() for path in PAGES if path.suffix == ".html"]).flatmap(
        lambda data: st.tuples(st.integers(0, len(data)), st.integers(0, 3000)).map(lambda at: data[at[0] : sum(at)])
    ),
    st.sampled_from(
        [b"<p", b"<!--", b"</div>", b"<script>", b"\x00", b'<a href="', b"<table><tr><td>", b"<h1>", b"\xff"]
    ),
    st.binary(max_size=30),
)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=6).map(b"".join))
def test_any_bytes_are_read_whole_or_refused_with_a_reason(data):
    story = read_or_refused(data)
    assert_whole(story) if isinstance(story, ParsedStory) else assert_a_reason(story)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_page_cut_anywhere_is_read_as_far_as_it_goes(path, share):
    data = path.read_bytes()
    story = read_or_refused(data[: int(len(data) * share)])
    assert_whole(story) if isinstance(story, ParsedStory) else assert_a_reason(story)


# Encodings


@pytest.mark.parametrize(
    ("encode", "head", "options"),
    [
        pytest.param("utf-8", "", {}, id="UTF-8 that says nothing"),
        pytest.param("utf-8-sig", "", {}, id="a byte order mark"),
        pytest.param("utf-16", "", {}, id="UTF-16"),
        pytest.param("utf-16-be", "", {}, id="UTF-16 without a mark"),
        pytest.param("windows-1252", '<meta charset="iso-8859-1">', {}, id="what pages call Latin 1"),
        pytest.param("windows-1252", "", {}, id="an old Western page that says nothing"),
        pytest.param("windows-1252", "", {"charset": "cp1252"}, id="what the server said"),
        pytest.param("utf-8", '<meta charset="iso-8859-1">', {}, id="converted when it was saved"),
        pytest.param("utf-8", '<meta charset="no-such-thing">', {}, id="a label that nobody knows"),
    ],
)
def test_letters_are_read_in_the_encoding_they_are_in(encode, head, options):
    text = page(PARAGRAPHS.replace("bench", "café bench"), head=head)
    story = read(text.encode(encode), **options)
    assert "“We shall decide" in story.paragraphs[2]
    assert "café bench by the funnel" in story.paragraphs[0]


@pytest.mark.parametrize(
    ("encode", "language", "word"),
    [
        pytest.param(
            "cp1251",
            "ru",
            "Паром вернулся на линию после шести лет, и скамья у трубы снова занята врачом.",
            id="Russian",
        ),
        pytest.param(
            "cp1250",
            "pl",
            "Prom wrócił na linię po sześciu latach, a ławka przy kominie znów jest zajęta.",
            id="Polish",
        ),
        pytest.param(
            "cp1253",
            "el",
            "Το πλοίο επέστρεψε στη γραμμή ύστερα από έξι χρόνια, και ο πάγκος είναι πιασμένος.",
            id="Greek",
        ),
    ],
)
def test_an_old_page_without_a_charset_is_guessed_from_its_letters(encode, language, word):
    body = "".join(f"<p>{word} {number}.</p>" for number in range(8))
    assert word in read(page(body, lang=language).encode(encode)).paragraphs[0]


def test_nul_bytes_and_control_characters_do_not_stop_the_reading():
    story = read(page().encode().replace(b" the ", b" the\x00\x01 "))
    assert story.paragraphs[0].startswith("The harbour board met on Tuesday to speak about the bench")


# Who wrote it


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        pytest.param({"@type": "Person", "name": "Ann Lee"}, [("Ann Lee", "")], id="a person"),
        pytest.param("Ann Lee", [("Ann Lee", "")], id="a string"),
        pytest.param(["Ann Lee", "Bo Ek"], [("Ann Lee", ""), ("Bo Ek", "")], id="strings"),
        pytest.param("By Ann Lee and Bo Ek", [("Ann Lee", ""), ("Bo Ek", "")], id="a label and two names"),
        pytest.param("Ann Lee; Bo Ek", [("Ann Lee", ""), ("Bo Ek", "")], id="a semicolon"),
        pytest.param({"name": "Ann Lee", "jobTitle": "Editor"}, [("Ann Lee", "Editor")], id="a role"),
        pytest.param({"name": "Anna&#39;s D&uuml;rr"}, [("Anna's Dürr", "")], id="entities"),
        pytest.param({"givenName": "Ann", "familyName": "Lee"}, [("Ann Lee", "")], id="two parts of a name"),
        pytest.param({"@type": "Organization", "name": "Reuters"}, [("Reuters", "")], id="an agency"),
        pytest.param(
            [{"@type": "Organization", "name": "Reuters"}, {"@type": "Person", "name": "Ann Lee"}],
            [("Ann Lee", ""), ("Reuters", "")],
            id="a person goes before an agency",
        ),
        pytest.param("Le Courier et AFP", [("Le Courier et AFP", "")], id="agencies joined are one byline"),
        pytest.param("https://paper.example/authors/ann", [], id="an address is no name"),
        pytest.param("ann@paper.example", [], id="nor is a mail address"),
        pytest.param("admin", [], id="nor a system's own user"),
        pytest.param([{"name": "Ann Lee"}, {"name": "Ann Lee"}], [("Ann Lee", "")], id="each once"),
        pytest.param([[["Ann Lee"]], 7, None, {"name": None}], [], id="what is no author at all"),
    ],
)
def test_authors_of_json_ld(author, expected):
    assert [(one.name, one.role) for one in read(page(head=linked(author=author))).bylines] == expected


@pytest.mark.parametrize(
    ("head", "before", "expected"),
    [
        pytest.param("", "<p>By Ann Lee and Bo Ek</p>", ["Ann Lee", "Bo Ek"], id="printed with a label"),
        pytest.param("", '<p class="byline">Ann Lee</p>', ["Ann Lee"], id="printed in an element of that class"),
        pytest.param("", '<p><a rel="author" href="/x/">Ann Lee</a></p>', ["Ann Lee"], id="a link to the author"),
        pytest.param('<meta name="author" content="Ann Lee, Bo Ek">', "", ["Ann Lee", "Bo Ek"], id="a meta element"),
        pytest.param(
            linked(author="The Courier", publisher={"name": "The Courier"}),
            "<p>By Ann Lee</p>",
            ["Ann Lee"],
            id="a person that is printed goes before the site",
        ),
        pytest.param(
            linked(author={"@type": "Person", "name": "Bo Ek"}), "<p>By Ann Lee</p>", ["Bo Ek"], id="JSON-LD goes first"
        ),
        pytest.param("", '<p><a href="/person/giorgia/">Giorgia Bianchi</a></p>', [], id="a person it is about"),
        pytest.param("", "<p>By the harbour wall</p>", [], id="a place"),
    ],
)
def test_bylines_where_json_ld_has_none(head, before, expected):
    assert [one.name for one in read(page(before + PARAGRAPHS, head=head)).bylines] == expected


def test_a_printed_role_is_added_to_the_author_that_json_ld_names():
    body = '<p class="byline">By Ann Lee, Harbour Correspondent</p>' + PARAGRAPHS
    (byline,) = read(page(body, head=linked(author="Ann Lee"))).bylines
    assert (byline.name, byline.role) == ("Ann Lee", "Harbour Correspondent")


def test_a_last_paragraph_about_the_author_is_no_part_of_the_story():
    about = "<p>Ann Lee is the Courier's harbour correspondent and has a boat of her own.</p>"
    story = read(page(PARAGRAPHS + about, head=linked(author="Ann Lee")))
    assert len(story.paragraphs) == 3
    assert roles(story)["Ann Lee is the Courier's harbour correspondent and has a boat of her own."] == "furniture"


# When it came out


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2024-05-03T17:47:42.389Z", datetime(2024, 5, 3, 17, 47, 42, tzinfo=UTC)),
        ("2024-05-03T17:47:00+0200", datetime(2024, 5, 3, 17, 47, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-05-03 17:47", datetime(2024, 5, 3, 17, 47)),
        ("2024-05-03", date(2024, 5, 3)),
        ("20240503T174700Z", datetime(2024, 5, 3, 17, 47, tzinfo=UTC)),
        ("Fri, 03 May 2024 15:47:42 GMT", datetime(2024, 5, 3, 15, 47, 42, tzinfo=UTC)),
        ("1714751262", datetime(2024, 5, 3, 15, 47, 42, tzinfo=UTC)),
        ("May 3, 2024", date(2024, 5, 3)),
        ("2024-13-45", None),
        ("0001-01-01T00:00:00", None),
        ("yesterday", None),
    ],
)
def test_dates_are_read_as_they_are_written(said, expected):
    assert read(page(head=linked(datePublished=said))).published == expected


@pytest.mark.parametrize(
    ("head", "before", "expected"),
    [
        pytest.param(
            linked(datePublished="2024-05-03")
            + '<meta property="article:published_time" content="2024-05-03T09:00:00Z">',
            "",
            datetime(2024, 5, 3, 9, tzinfo=UTC),
            id="the more exact of two that agree",
        ),
        pytest.param(
            linked(datePublished="2024-05-03")
            + '<meta property="article:published_time" content="2020-01-01T09:00:00Z">',
            "",
            date(2024, 5, 3),
            id="not one that says another day",
        ),
        pytest.param('<meta name="pubdate" content="2024-05-03">', "", date(2024, 5, 3), id="a meta element"),
        pytest.param("", "<p>Posted May 3, 2024</p>", date(2024, 5, 3), id="printed"),
        pytest.param("", "", None, id="nowhere: none is made up"),
    ],
)
def test_publication_date_from_where_the_page_has_it(head, before, expected):
    assert read(page(before + PARAGRAPHS, head=head)).published == expected


def test_the_day_in_an_address_is_the_last_resort():
    assert read(page(), address="https://paper.example/2024/05/03/board/").published == date(2024, 5, 3)


@pytest.mark.parametrize(
    ("modified", "expected"),
    [
        pytest.param("2024-05-03T10:00:00Z", datetime(2024, 5, 3, 10, tzinfo=UTC), id="later"),
        pytest.param("2024-05-03T09:00:20Z", None, id="the same minute is no update"),
        pytest.param("2024-05-03T08:00:00Z", None, id="earlier cannot be"),
    ],
)
def test_an_update_comes_after_the_publication(modified, expected):
    assert read(page(head=linked(datePublished="2024-05-03T09:00:00Z", dateModified=modified))).updated == expected


# The headline and what stands around it


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            page(head=linked(headline="Board &amp;amp; weather")), "Board & weather", id="entities twice over"
        ),
        pytest.param(
            page(head='<meta property="og:title" content="Board">' + linked(headline=f"{HEADLINE} - what it means")),
            f"{HEADLINE} - what it means",
            id="JSON-LD first",
        ),
        pytest.param(
            page(head=f'<meta property="og:title" content="{HEADLINE}">' + linked(headline="Ten words for engines")),
            HEADLINE,
            id="what readers see, where engines are told another one",
        ),
        pytest.param(page(head="<title>x</title>").replace("<h1>", "<h1>Log in</h1><h1>"), HEADLINE, id="the right h1"),
        pytest.param(
            page(head='<meta property="og:title" content="Board meets | The Courier">').replace("h1>", "h4>"),
            "Board meets",
            id="without the site",
        ),
    ],
)
def test_headline(html, expected):
    assert read(html).headline == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(
            '<p class="standfirst">The paint is wet and so is everything else by the harbour</p>',
            True,
            id="by its class",
        ),
        pytest.param("<h2>The paint is wet and so is everything else by the harbour</h2>", True, id="a lesser heading"),
        pytest.param(
            '<p class="share">The paint is wet and so is everything else by the harbour</p>', False, id="furniture"
        ),
        pytest.param("<p>Published May 3, 2024 at 9:15 by the harbour desk of the paper</p>", False, id="a date"),
    ],
)
def test_a_deck_is_what_the_page_shows_as_one(before, expected):
    html = page().replace("</h1>", f"</h1>{before}")
    assert bool(read(html).standfirst) is expected


def test_a_description_that_no_reader_sees_is_no_deck():
    assert read(page(head=linked(description="A story about a bench"))).standfirst == ""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"articleSection": "Harbour"}, "Harbour", id="a string"),
        pytest.param({"articleSection": ["Harbour", "Front page"]}, "Harbour", id="the first of a list"),
        pytest.param({"articleSection": "Harbour,Home,Popular"}, "Harbour", id="the first of a string"),
        pytest.param(
            {"articleSection": "Science, Tech & Health"}, "Science, Tech & Health", id="one name with a comma"
        ),
        pytest.param({"articleSection": "post"}, "", id="a system's word"),
        pytest.param({"articleSection": HEADLINE}, "", id="the headline"),
    ],
)
def test_section(values, expected):
    assert read(page(head=linked(**values))).section == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"@type": "LiveBlogPosting"}, "liveblog", id="a live blog"),
        pytest.param({"@type": ["Article", "OpinionNewsArticle"]}, "column", id="an opinion"),
        pytest.param({"genre": "Obituary"}, "obituary", id="a genre"),
        pytest.param({"articleSection": "Opinion"}, "column", id="a section of opinions"),
        pytest.param({"articleSection": "Harbour"}, "news", id="anything else"),
    ],
)
def test_kind(values, expected):
    assert read(page(head=linked(**values))).kind == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(
            {"keywords": "Ferries, Port Ellery; Dentists"}, ["Ferries", "Port Ellery", "Dentists"], id="a string"
        ),
        pytest.param(
            {"keywords": ["Ferries", "Knots, bends and hitches"]}, ["Ferries", "Knots, bends and hitches"], id="a list"
        ),
        pytest.param(
            {"keywords": ["Ferries", "ferries", "id:77", "https://x.example"]}, ["Ferries"], id="not a machine's"
        ),
        pytest.param({"keywords": "tag: Ferries"}, ["Ferries"], id="without a prefix"),
    ],
)
def test_topics(values, expected):
    assert [topic.name for topic in read(page(head=linked(**values))).topics] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(page(lang="en_gb"), "en-GB", id="written as it should be"),
        pytest.param(page(lang="de"), "en", id="a template in another language"),
        pytest.param(page(head=linked(inLanguage="en-IE"), lang=""), "en-IE", id="JSON-LD"),
    ],
)
def test_language(html, expected):
    assert read(html).language == expected


# Which of several nodes


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        pytest.param(
            [
                {"@type": "NewsArticle", "headline": "Another story", "author": "Bo Ek"},
                {"@type": "NewsArticle", "headline": HEADLINE, "author": "Ann Lee"},
            ],
            ["Ann Lee"],
            id="the one with this page's headline",
        ),
        pytest.param(
            [
                {
                    "@type": "ItemList",
                    "itemListElement": [
                        {"@type": "NewsArticle", "headline": f"Story {n}", "author": "Bo Ek"} for n in range(3)
                    ],
                }
            ],
            [],
            id="none of a list of others",
        ),
        pytest.param(
            [{"@type": "NewsArticle", "author": "Ann Lee"}], ["Ann Lee"], id="the only one, without a headline"
        ),
        pytest.param(
            [
                {
                    "@graph": [
                        {"@type": "Article", "headline": HEADLINE, "author": {"@id": "#a"}},
                        {"@id": "#a", "@type": "Person", "name": "Ann Lee"},
                    ]
                }
            ],
            ["Ann Lee"],
            id="an author by reference",
        ),
        pytest.param(
            [{"@type": "NewsArticle", "headline": HEADLINE, "author": {"@id": "#nowhere"}}],
            [],
            id="a reference to nothing",
        ),
    ],
)
def test_the_article_among_all_that_json_ld_says(nodes, expected):
    head = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    assert [one.name for one in read(page(head=head)).bylines] == expected


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(
            '<!-- x --> {"@type":"NewsArticle","headline":"H","datePublished":"2024-05-03"} <!-- y -->',
            id="in comments",
        ),
        pytest.param(
            '//<![CDATA[\n{"@type":"NewsArticle","headline":"H","datePublished":"2024-05-03"}\n//]]>', id="in CDATA"
        ),
        pytest.param('{"@type":"NewsArticle","headline":"H","datePublished":"2024-05-03",}', id="a trailing comma"),
        pytest.param(
            '{"@type":"NewsArticle","headline":"H\n\ttab","datePublished":"2024-05-03"};', id="a raw line end"
        ),
        pytest.param(
            '{"@type":"NewsArticle","headline":"H \\x y","datePublished":"2024-05-03"}', id="a stray backslash"
        ),
        pytest.param(
            '{"@type":"WebSite"}{"@type":"NewsArticle","headline":"H","datePublished":"2024-05-03"}', id="two on end"
        ),
        pytest.param(
            '{"@type":"NewsArticle","datePublished":"2024-05-03","author":{"a" "b"}}', id="broken beyond mending"
        ),
        pytest.param(
            "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2024-05-03&quot;}",
            id="escaped whole",
        ),
    ],
)
def test_json_ld_is_read_however_the_page_breaks_it(block):
    assert read(page(head=f'<script type="application/ld+json">{block}</script>')).published == date(2024, 5, 3)


# The address


@pytest.mark.parametrize(
    ("canonical", "values", "address", "expected"),
    [
        pytest.param(
            "https://p.example/a/", {"url": "https://p.example/a"}, "", "https://p.example/a/", id="JSON-LD agrees"
        ),
        pytest.param(
            "https://p.example/a/",
            {},
            "http://www.p.example/a/?utm_source=x",
            "https://p.example/a/",
            id="where it was saved from agrees",
        ),
        pytest.param(
            "https://p.example/a/",
            {"mainEntityOfPage": {"@id": "https://p.example/a/"}},
            "",
            "https://p.example/a/",
            id="the main entity agrees",
        ),
        pytest.param("https://p.example/a/", {}, "", "", id="nothing else says so"),
        pytest.param("https://p.example/a/", {"url": "https://p.example/b/"}, "", "", id="they disagree"),
        pytest.param("https://p.example/", {"url": "https://p.example/"}, "", "", id="a front page"),
        pytest.param("", {"url": "https://p.example/a/"}, "https://p.example/a/", "", id="no canonical link"),
    ],
)
def test_a_story_has_an_identity_only_where_its_addresses_agree(canonical, values, address, expected):
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    story = read(page(head=link + linked(datePublished="2024-05-03T09:00:00Z", **values)), address=address)
    assert story.source_id == expected
    assert story.source_version == (1714726800 if expected else 0)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://p.example/2024/board.html", ("/2024/board.html",)),
        ("https://p.example/story.asp?id=7&utm_source=x", ("/story.asp?id=7",)),
        ("https://p.example/board/?fbclid=1", ("/board/",)),
        ("https://p.example/?p=12", ("/?p=12",)),
        ("file:///home/ann/board.html", ()),
    ],
)
def test_old_paths_lead_to_the_story(address, expected):
    assert read(page(), address=address).old_paths == expected


def test_links_lead_where_they_led():
    body = PARAGRAPHS.replace("the bench", '<a href="../bench/?a=1&amp;b=2">the bench</a> <a href="#top">here</a>', 1)
    html = read(page(body), address="https://p.example/news/board/").body_html
    assert '<a href="https://p.example/news/bench/?a=1&amp;b=2" rel="noopener">the bench</a> here' in html


def test_a_relative_link_without_an_address_is_no_link():
    body = PARAGRAPHS.replace("the bench", '<a href="/bench/">the bench</a>', 1)
    assert "<a" not in read(page(body)).body_html


# What is the story and what is not


@pytest.mark.parametrize(
    "box",
    [
        '<aside class="related"><p>Read how the bench was made, in a shed in Carrow, out of a door nobody wanted.</p></aside>',
        '<div class="newsletter-signup"><p>Get the Courier by mail every morning, free of charge, before the boat leaves.</p></div>',
        '<div class="author-bio"><p>Ann writes about boats, benches and dentists, and has done so since she was nine.</p></div>',
        "<nav><p>Home and harbour and weather and sport and all the rest of it, in one long line of words.</p></nav>",
        '<figure><img src="a.jpg"><figcaption>The bench by the funnel, before the paint. Photo: Ann Lee</figcaption></figure>',
        '<p><a href="/other/">Another story that you may wish to read after this one, about a lighthouse.</a></p>',
        '<ul><li><a href="/a/">Where the tugs sleep</a></li><li><a href="/b/">The board and the crane</a></li></ul>',
        '<div class="comments"><p>I have sat on that bench myself and can say that it is not worth the trouble.</p></div>',
    ],
)
def test_what_stands_beside_the_story_stays_out(box):
    first, rest = PARAGRAPHS.split("</p>", 1)
    story = read(page(f"{first}</p>{box}{rest}"))
    assert len(story.body) == 3
    assert_whole(story)


def test_blocks_keep_their_kind_and_their_markup():
    body = PARAGRAPHS + (
        "<h2>The rules</h2><p>There are three of them, and they are printed on every ticket that is sold:</p>"
        "<ol><li>No <b>singing</b>.</li><li>No soup.</li></ol>"
        "<h3>The exception</h3><blockquote><p>The dentist may sing.</p></blockquote><p>Nobody has complained of that in all these years.</p>"
    )
    assert [block.html for block in read(page(body)).body][3:] == [
        "<h2>The rules</h2>",
        "<p>There are three of them, and they are printed on every ticket that is sold:</p>",
        "<ol><li>No <strong>singing</strong>.</li><li>No soup.</li></ol>",
        "<h3>The exception</h3>",
        "<blockquote><p>The dentist may sing.</p></blockquote>",
        "<p>Nobody has complained of that in all these years.</p>",
    ]


def test_double_line_breaks_part_paragraphs():
    body = PARAGRAPHS.replace("<p>", "").replace("</p>", "<br><br>")
    assert len(read(page(body)).paragraphs) == 3


def test_a_large_first_letter_belongs_to_its_word():
    body = PARAGRAPHS.replace("<p>Nobody", '<p><span class="dropcap">N</span> obody')
    assert read(page(body)).paragraphs[1].startswith("Nobody has sat")


def test_what_is_for_screen_readers_alone_is_no_text():
    body = PARAGRAPHS.replace(
        "the paint", '<a href="https://p.example/">the paint<span class="sr-only"> (opens in a new tab)</span></a>'
    )
    assert "new tab" not in read(page(body)).body_html


@pytest.mark.parametrize(
    ("figure", "text", "credit"),
    [
        ("<figcaption>The bench.</figcaption>", "The bench.", ""),
        ("<figcaption>The bench. Photo: Ann Lee</figcaption>", "The bench.", "Ann Lee"),
        (
            "<figcaption>The bench. <span class='credit'>Ann Lee/Courier</span></figcaption>",
            "The bench.",
            "Ann Lee/Courier",
        ),
        ("<figcaption><p>The bench in rain.</p><p>Ann Lee</p></figcaption>", "The bench in rain.", "Ann Lee"),
        ("<figcaption>The bench.</figcaption><small class='copyright'>© Ann Lee</small>", "The bench.", "Ann Lee"),
    ],
)
def test_captions_and_their_credits(figure, text, credit):
    (caption,) = read(
        page(f'<figure><img src="/b.jpg" alt="A bench">{figure}</figure>{PARAGRAPHS}'), address="https://p.example/x"
    ).captions
    assert (caption.text, caption.credit) == (text, credit)
    assert (caption.photo, caption.alt_text) == ("https://p.example/b.jpg", "A bench")


def test_a_note_of_correction_is_apart_from_the_story():
    note = "<p>Correction: An earlier version of this story said that the paint was dry.</p>"
    story = read(page(PARAGRAPHS + note))
    assert story.correction == "Correction: An earlier version of this story said that the paint was dry."
    assert len(story.paragraphs) == 3


def test_dateline_and_agency_are_read_from_the_first_paragraph():
    story = read(page(PARAGRAPHS.replace("<p>The harbour", "<p>CARROW (Reuters) - The harbour", 1)))
    assert (story.dateline, story.agency) == ("CARROW", "Reuters")


# What an editor is told


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        pytest.param(page("<p>The board met on Tuesday.</p>"), "very little text", id="short"),
        pytest.param(page("", head=linked()), "No running text", id="empty"),
        pytest.param(
            page(PARAGRAPHS[:330], head=linked(isAccessibleForFree="False")), "for subscribers", id="for subscribers"
        ),
        pytest.param(page().rsplit("when the paint", 1)[0], "breaks off", id="cut off"),
        pytest.param(
            page(head='<meta property="og:title" content="A third one">').replace(
                f"<h1>{HEADLINE}", "<h1>A second one"
            ),
            "headlines that differ",
            id="headlines",
        ),
    ],
)
def test_an_uncertain_story_says_why(html, reason):
    story = read(html)
    assert any(reason in doubt for doubt in story.doubts)
    assert story.confidence < 1


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"just text", "not HTML", id="text"),
        pytest.param(b"\x89PNG\r\n\x1a\n<a " + bytes(range(256)) * 40, "binary", id="a picture"),
        pytest.param(b"<html><body></body></html>", "no text", id="nothing on it"),
        pytest.param(b"<html><body><p>Hello</p></body></html>", "neither a headline", id="no story"),
        pytest.param(
            (
                "<html><head><link rel=canonical href='https://p.example/'></head><body><h1>The Courier</h1><ul>"
                + "<li><a href='/a/'>A headline of the day</a></li>" * 40
            ).encode(),
            "front page",
            id="a front page",
        ),
        pytest.param(b"<p>x</p>" * (MAX_ELEMENTS + 1), "elements", id="too many elements"),
        pytest.param(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/plain\n\nx\n--x--\n",
            "no HTML",
            id="MHTML without a page",
        ),
    ],
)
def test_what_is_no_story_is_refused_with_a_reason(data, problem):
    with pytest.raises(ParseError, match=problem):
        read(data)


# Attacks


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(
            page(head=linked(headline="<script>x()</script>H", author="<b onclick=x()>Ann Lee</b>")), id="JSON-LD"
        ),
        pytest.param(page('<p onclick="x()">' + PARAGRAPHS + '<a href="javascript:x()">y</a>'), id="the body"),
        pytest.param(page(PARAGRAPHS.replace("bench", "<a href=' java\tscript:x()'>bench</a>")), id="a disguised link"),
        pytest.param(
            page(PARAGRAPHS.replace("bench", "<a href='data:text/html,<script>x()</script>'>bench</a>")), id="data"
        ),
        pytest.param(
            page("<svg onload=x()><script>x()</script></svg><iframe src='javascript:x()'></iframe>" + PARAGRAPHS),
            id="elements",
        ),
        pytest.param(page(PARAGRAPHS.replace("bench", "<img src=x onerror=x()>")), id="a picture"),
        pytest.param(page(PARAGRAPHS, headline="&lt;script&gt;x()&lt;/script&gt;"), id="escaped"),
    ],
)
def test_no_script_comes_through(html):
    story = read(html, address="https://p.example/x")
    assert not re.search(
        r"<(?!/?(?:p|h2|h3|ul|ol|li|blockquote|a|strong|em|br|s|sub|sup)\b)|javascript:|\son\w+=", story.body_html
    )
    assert "<" not in "".join(one.name for one in story.bylines)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 200_000 + PARAGRAPHS, id="200,000 elements deep"),
        pytest.param("<b>" * 5_000 + PARAGRAPHS, id="emphasis that never ends"),
        pytest.param("<table><tr><td>" * 3_000 + PARAGRAPHS, id="tables in tables"),
        pytest.param(
            "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>" + PARAGRAPHS, id="100,000 attributes"
        ),
        pytest.param(
            PARAGRAPHS + '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>", id="deep JSON"
        ),
        pytest.param(PARAGRAPHS + '<p title="' + "x" * 3_000_000 + '">x</p>', id="a long value"),
        pytest.param(PARAGRAPHS + "<!--" + "x" * 3_000_000, id="a comment that never ends"),
    ],
)
def test_a_page_made_to_overwhelm_is_read_all_the_same(html):
    story = read(f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{html}</body></html>")
    assert story.headline == HEADLINE
    assert any("harbour board met on Tuesday" in text for text in story.paragraphs)


def test_a_story_is_read_from_its_page_alone():
    """No file beside it is opened and nothing is fetched: the same bytes make the same story anywhere."""
    body = PARAGRAPHS + '<link rel="stylesheet" href="file:///etc/passwd"><img src="http://127.0.0.1:9/x.png">'
    assert read(page(body)) == read(page(body))


def test_roles_of_the_account_name_what_each_line_became():
    body = '<p class="byline">By Ann Lee</p><p class="date">May 3, 2024</p>' + PARAGRAPHS + "<h2>Comments</h2>"
    story = read(page(body, head=linked(articleSection="Harbour", keywords="Benches")))
    found = roles(story)
    assert found[HEADLINE] == Role.HEADLINE
    assert found["By Ann Lee"] == Role.BYLINE
    assert found["May 3, 2024"] == Role.PUBLISHED
    assert found["section: Harbour"] == Role.SECTION
    assert found["topic: Benches"] == Role.TOPIC
    assert found["Comments"] == Role.FURNITURE
