"""What our own exports tell beyond their format is taken back, and nothing odd in it does harm."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from articles.importing import extras
from articles.importing.document import ParsedByline, ParsedCaption, ParsedStory, ParsedTopic

STORY = ParsedStory(
    headline="A line",
    section="Sea",
    published=datetime(2026, 3, 4, 6, tzinfo=UTC),
    updated=date(2026, 3, 5),
    bylines=(ParsedByline("Ann Lee"),),
    captions=(ParsedCaption("One"), ParsedCaption("Two")),
    language="en",
    editor_note="It was six.",
    old_paths=("/x/",),
)


@pytest.mark.parametrize(
    ("told", "field", "value"),
    [
        pytest.param({"published": "undated"}, "published", None, id="a story without a date"),
        pytest.param({"published": "2026-03-04"}, "published", date(2026, 3, 4), id="a date without a time"),
        pytest.param({"published": "yesterday"}, "published", STORY.published, id="no date"),
        pytest.param({"updated": "never"}, "updated", None, id="no update"),
        pytest.param({"section": "World/Sea"}, "section", "World/Sea", id="a section under another"),
        pytest.param({"section": " "}, "section", "Sea", id="a blank"),
        pytest.param(
            {"bylines": '[["Ann Lee","Analyst"],["Bo Ek",""]]'},
            "bylines",
            (ParsedByline("Ann Lee", "Analyst"), ParsedByline("Bo Ek")),
            id="roles",
        ),
        pytest.param({"bylines": '[["Ann Lee"]]'}, "bylines", STORY.bylines, id="rows that are too short"),
        pytest.param({"bylines": "[[1,2]]"}, "bylines", STORY.bylines, id="numbers for names"),
        pytest.param({"bylines": "[" * 100_000}, "bylines", STORY.bylines, id="deep JSON"),
        pytest.param({"bylines": '{"a": 1}'}, "bylines", STORY.bylines, id="no list"),
        pytest.param({"topics": '[["Ferries","x:1"]]'}, "topics", (ParsedTopic("Ferries", "x:1"),), id="topics"),
        pytest.param(
            {"places": '["","Quay"]'},
            "captions",
            (ParsedCaption("One"), ParsedCaption("Two", place="Quay")),
            id="places",
        ),
        pytest.param({"places": '["Quay"]'}, "captions", STORY.captions, id="too few places"),
        pytest.param({"language": "und"}, "language", "", id="a story that says no language"),
        pytest.param({"old-paths": '["/a/","b",3]'}, "old_paths", ("/a/",), id="old addresses"),
        pytest.param({"change": "correction"}, "is_correction", True, id="a correction"),
        pytest.param({"change": "update"}, "is_correction", False, id="an update"),
        pytest.param({"correction": "It was six."}, "editor_note", "", id="a correction is no note to editors"),
        pytest.param({"correction": "Another."}, "editor_note", "It was six.", id="a note stays"),
        pytest.param({"headline": "Other"}, "headline", "A line", id="what is not ours to tell"),
    ],
)
def test_what_is_told_is_taken(told, field, value):
    assert getattr(extras.take(STORY, told), field) == value


def test_nothing_told_changes_nothing():
    assert extras.take(STORY, {}) == STORY


def test_a_story_that_names_no_agency_stays_without_one():
    assert extras.take(ParsedStory(agency="Its provider"), {"agency": " "}).agency == ""
