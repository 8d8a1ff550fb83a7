"""Whatever a story says, each format tells it, and its reader makes the same of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.exporting import FORMATS as OUT
from articles.exporting.markup import as_html, body_tree, writable
from articles.exporting.paper import Beside
from articles.html import clean
from articles.importing.document import ParsedStory
from articles.importing.formats import FORMATS as IN
from articles.models import Version
from tests.exporting.stories import PAPER

DAY = datetime(2026, 1, 2, tzinfo=UTC)
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
WORDS = st.text(CHARACTERS, min_size=1, max_size=40).map(lambda text: " ".join(writable(text).split())).filter(bool)
MAYBE = st.one_of(st.just(""), WORDS)
LINES = st.lists(WORDS, max_size=3).map("\n".join)
PEOPLE = st.lists(st.tuples(WORDS, MAYBE), max_size=3)


def version(**fields) -> Version:
    told = {"pk": 1, "article_id": 1, "number": 3, "path": "a/2026/01/02/b", "change": "first", "kind": "news"}
    told |= {"sorts_at": DAY, "first_live_at": DAY, "live_from": DAY, "headline": "A line", "body": "<p>A word.</p>"}
    return Version(**told | {"bylines": [], "captions": [], "subjects": []} | fields)


def there_and_back(format: str, shown: Version) -> ParsedStory:
    known, beside = OUT[format], Beside()
    data = known.version(shown, PAPER, beside) if known.version else b"".join(known.document([(shown, beside)], PAPER))
    [story] = IN[format].parse(data, name="story")
    return story


@pytest.mark.parametrize("format", OUT)
@settings(max_examples=60, deadline=None)
@given(headline=WORDS, standfirst=LINES, dateline=MAYBE, agency=MAYBE, correction=LINES, people=PEOPLE, caption=WORDS)
@example("undated", "", "", "", "", [], "0")
@example("]]>", "<b>x</b>", "By Ann", "None", "&amp;", [("Staff", "")], "[gallery]")
def test_any_words_come_back(format, headline, standfirst, dateline, agency, correction, people, caption):
    story = there_and_back(
        format,
        version(
            headline=headline,
            standfirst=standfirst,
            dateline=dateline,
            agency=agency,
            correction=correction,
            bylines=[{"name": name, "role": role, "author": None, "slug": ""} for name, role in people],
            captions=[{"text": caption, "credit": "Jo Lind", "place": "", "photo": None}],
        ),
    )
    assert story.headline == headline
    assert story.standfirst == standfirst
    assert (story.dateline, story.agency, story.correction) == (dateline, agency, correction)
    assert [(one.name, one.role) for one in story.bylines] == people
    assert [(one.text, one.credit) for one in story.captions] == [(caption, "Jo Lind")]


def tagged(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>"


TEXT = WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
INLINE = st.recursive(
    TEXT,
    lambda inner: st.one_of(
        st.builds(tagged, st.sampled_from("strong em s sub sup".split()), inner),
        st.builds(lambda inside: f'<a href="https://a.example/?x=1&amp;y=2">{inside}</a>', TEXT),
        st.builds("{}<br>{}".format, inner, inner),
        st.builds("{} {}".format, inner, inner),
    ),
    max_leaves=5,
)
BLOCK = st.one_of(
    st.builds(tagged, st.sampled_from(["p", "h2", "h3"]), INLINE),
    st.lists(INLINE, min_size=1, max_size=3).map(
        lambda items: tagged("ul", "".join(tagged("li", one) for one in items))
    ),
    st.lists(INLINE, min_size=1, max_size=3).map(
        lambda parts: tagged("blockquote", "".join(tagged("p", one) for one in parts))
    ),
)


@pytest.mark.parametrize("format", OUT)
@settings(max_examples=60, deadline=None)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=4))
@example(["<p>[gallery ids=1] [caption]</p>"])
@example(["<p>https://youtu.be/x</p>"])
def test_any_text_comes_back_with_its_markup(format, blocks):
    body = clean("".join(blocks))
    story = there_and_back(format, version(body=body, headline="Not in the text, 7341"))
    assert as_html(body_tree(clean(story.body_html))) == as_html(body_tree(body))
