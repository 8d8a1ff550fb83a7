"""JSON-LD documents: schema.org's articles, from our own exports and from elsewhere."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from articles.importing.detect import detect
from articles.importing.document import ParsedByline, ParsedCaption, ParsedTopic, ParseError, PubStatus
from articles.importing.formats.json_ld import parse

BUDGET = Path(__file__).parent / "data" / "json_ld" / "budget.jsonld"
SHORTEST = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A line", "articleBody": "A word."}


def read(**changes):
    return next(parse(json.dumps(SHORTEST | changes).encode(), name="a.jsonld"))


def test_an_article_from_elsewhere_says_what_it_says():
    [story] = parse(BUDGET.read_bytes(), name="budget.jsonld")
    assert story.headline == "Northtown's council finds twelve million it had mislaid"
    assert story.standfirst == "A line in a table, read twice, paid for the bridge after all."
    assert story.published == datetime.fromisoformat("2026-11-20T08:00:00+08:00")
    assert story.updated == date(2026, 11, 21)
    assert (story.dateline, story.agency, story.language, story.kind) == ("NORTHTOWN", "Northern Wire", "en", "column")
    assert story.section == "Politics"
    assert story.bylines == (ParsedByline("Ada Holm", "Town hall correspondent"), ParsedByline("Per Lund"))
    assert story.topics == (
        ParsedTopic("Budgets", "http://cv.iptc.org/newscodes/mediatopic/20000349"),
        ParsedTopic("Bridges"),
    )
    assert story.captions == (
        ParsedCaption("The hall.", "Kit Moe", photo="https://northtown.example/i/hall.jpg"),
        ParsedCaption(photo="https://northtown.example/i/bridge.jpg"),
    )
    assert story.paragraphs == ("The council had the money all along.", "It was on page nine, the treasurer said.")
    assert story.correction == "The page was nine, not six.\nIt was twelve million."
    assert (story.source_id, story.address) == (story.address, "https://northtown.example/politics/budget")


def test_every_value_is_accounted_for():
    [story] = parse(BUDGET.read_bytes(), name="budget.jsonld")
    lines = story.text.split("\n")
    assert {part.line for part in story.account} == set(range(1, len(lines) + 1))
    for leaf in ("Kit Moe", "page nine, the treasurer", "isAccessibleForFree", "It was twelve million."):
        assert sum(leaf in line for line in lines) == 1


def test_it_is_known_by_its_vocabulary():
    assert detect(BUDGET.read_bytes(), name="budget.jsonld") == "json_ld"
    assert detect(json.dumps(SHORTEST).encode(), name="a") == "json_ld"


@pytest.mark.parametrize(
    ("description", "standfirst"),
    [
        pytest.param("Something else than the text.", "Something else than the text.", id="a summary"),
        pytest.param("The ferry left on time, and …", "", id="the opening of the text, cut"),
        pytest.param("", "", id="none"),
    ],
)
def test_a_description_is_a_standfirst_unless_it_is_the_opening(description, standfirst):
    story = read(description=description, articleBody="The ferry left on time, and nobody minded at all.")
    assert story.standfirst == standfirst


def test_the_text_in_its_markup_goes_before_the_plain_one():
    html = "<h2>Calm</h2><p>A <strong>word</strong>.<script>x()</script></p>"
    story = read(encoding=[{"@type": "MediaObject", "encodingFormat": "text/html", "text": html}])
    assert story.body_html == "<h2>Calm</h2>\n<p>A <strong>word</strong>.</p>"


def test_breadcrumbs_tell_the_way_to_the_section():
    crumbs = [
        {"@type": "ListItem", "position": at, "name": name} for at, name in enumerate(["Paper", "World", "Asia"], 1)
    ]
    graph = [SHORTEST | {"articleSection": "Asia"}, {"@type": "BreadcrumbList", "itemListElement": crumbs}]
    [story] = parse(json.dumps({"@context": "https://schema.org", "@graph": graph}).encode(), name="a.jsonld")
    assert story.section == "World/Asia"


def test_a_withdrawn_article_is_a_cancellation():
    assert read(creativeWorkStatus="Withdrawn").status is PubStatus.CANCELED
    assert read(creativeWorkStatus="Published").status is PubStatus.USABLE


def test_old_addresses_are_those_of_the_same_site():
    story = read(url="https://a.example/x/", sameAs=["https://a.example/old/", "https://wikidata.example/Q1", "text"])
    assert story.old_paths == ("/x/", "/old/")


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        pytest.param("no json", "not JSON", id="not JSON"),
        pytest.param('{"@context":"https://schema.org","@type":"Recipe"}', "no article", id="no article"),
        pytest.param('{"@context":"https://schema.org","@type":"NewsArticle"}', "neither", id="an empty article"),
        pytest.param("[1, null, {}]", "no article", id="no objects"),
        pytest.param('{"a":' * 2000 + "1" + "}" * 2000, "nested", id="deep JSON"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(document, problem):
    with pytest.raises(ParseError, match=problem):
        list(parse(document.encode(), name="a.jsonld"))


@pytest.mark.parametrize("value", [None, 1, True, [], {}, [[]], [{}], "", {"@value": 3}, [None, 1]], ids=repr)
@pytest.mark.parametrize(
    "key",
    "author image encoding about keywords correction articleSection sameAs url inLanguage genre dateModified abstract".split(),
)
def test_odd_values_stop_nothing(key, value):
    assert read(**{key: value}).headline == "A line"
