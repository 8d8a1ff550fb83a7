"""What the wire formats share: dates, codes, people, datelines, topics."""

from datetime import datetime

import pytest

from articles.importing.document import UNTIL_TOLD, ParsedStory, ParsedTopic, ParseError
from articles.importing.formats.wire import (
    LONGEST_ID,
    Doubtful,
    Refused,
    Topics,
    code_address,
    dateline_of,
    identity,
    kind_of,
    notes_of,
    people_of,
    section_of,
    stories_of,
    update_of,
)
from articles.importing.values import read_date


@pytest.mark.parametrize(
    ("published", "created", "updated"),
    [
        pytest.param("2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z", True, id="an hour later"),
        pytest.param("2026-01-01T10:00:00Z", "2026-01-01T10:00:30Z", False, id="half a minute later"),
        pytest.param("2026-01-01T10:00:00Z", "2026-01-01T09:00:00Z", False, id="before"),
        pytest.param("2026-01-01", "2026-01-01T11:00:00Z", True, id="the day, then the hour"),
        pytest.param("2026-01-01T10:00:00", "2026-01-01T11:00:00Z", True, id="one without an offset"),
        pytest.param("", "2026-01-01T11:00:00Z", False, id="first publication unknown"),
    ],
)
def test_update_is_a_later_version(published, created, updated):
    assert (update_of(read_date(published), read_date(created)) is not None) == updated


def test_embargo_that_tells_no_end_holds_until_lifted():
    doubtful = Doubtful()
    assert doubtful.embargo("") == doubtful.embargo("soon") == UNTIL_TOLD
    assert doubtful.embargo("2026-01-01") == datetime(2026, 1, 1)
    assert len(doubtful.doubts) == 2


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Marwan Quill", [("Marwan Quill", "")]),
        ("Von Lea Ortner, npa", [("Lea Ortner", "npa")]),
        ("Geir Molne / Fakta.example", [("Geir Molne", "Fakta.example")]),
        ("Peter and Jane", [("Peter", ""), ("Jane", "")]),
        ("MARKO QUILL", [("MARKO QUILL", "")]),
        ("NTX-AFX-DPX", [("NTX-AFX-DPX", "")]),
        ("zone/KN", [("zone/KN", "")]),
        ("gr/bp", []),
        ("gr/bp 05/03/2015", []),
        ("lauer.kathrin", []),
        ("load", []),
        ("a@b.example", []),
        ("20:12 GMT", []),
        ("", []),
    ],
)
def test_byline_gives_people_and_no_user_names(byline, people):
    assert [(one.name, one.role) for one in people_of(byline)] == people


def test_byline_longer_than_any_is_kept_as_it_is():
    (one,) = people_of("Ann Lee and " * 1000)
    assert one.name.startswith("Ann Lee and Ann Lee")


@pytest.mark.parametrize(
    ("told", "place", "agency"),
    [
        ("Hamburg (dpa) - ", "Hamburg", "dpa"),
        ("Ellern (npa) - ", "Ellern", "npa"),
        ("Frankfurt (Oder) (dpa) - ", "Frankfurt (Oder)", "dpa"),
        ("MOSCOW, Monday (Reuters)", "MOSCOW", "Reuters"),
        ("(ANSA) - ROMA, 5 MAR -", "ROMA", "ANSA"),
        ("Madrid, 4 mar (EFE).-", "Madrid", "EFE"),
        ("FORT WASHINGTON, Pa.", "FORT WASHINGTON, Pa.", ""),
        ("Helsinki", "Helsinki", ""),
        ("2014-07-17 00:24:11 GMT+00:00", "", ""),
        ("05/03/2015", "", ""),
        ("Elma (a)" * 200, "", ""),
        ("", "", ""),
    ],
)
def test_dateline_field_gives_the_place_only(told, place, agency):
    assert dateline_of(told) == (place, agency)


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("medtop:20000355", "http://cv.iptc.org/newscodes/mediatopic/20000355"),
        ("subj:04005004", "http://cv.iptc.org/newscodes/subjectcode/04005004"),
        ("04005004", "http://cv.iptc.org/newscodes/subjectcode/04005004"),
        ("20000822", "http://cv.iptc.org/newscodes/mediatopic/20000822"),
        ("http://cv.iptc.org/newscodes/mediatopic/20000355", "http://cv.iptc.org/newscodes/mediatopic/20000355"),
        ("N2:SY", ""),
        ("javascript:alert(1)", ""),
        ("medtop:", ""),
        ("", ""),
    ],
)
def test_code_becomes_an_address_where_its_scheme_is_known(code, address):
    assert code_address(code) == address


def test_topics_are_told_once_and_codes_are_none():
    topics = Topics()
    assert [topics.add(name) for name in ("Ferries", "#ferries", "f", "9f8a7c6b5d4e3f2a", "04000000", "", "Tides")] == [
        True, True, False, False, False, False, True,
    ]  # fmt: skip
    topics.add("FERRIES", "http://codes.example/1")
    assert topics.all() == (ParsedTopic("FERRIES", "http://codes.example/1"), ParsedTopic("Tides"))


@pytest.mark.parametrize(
    ("genres", "kind"),
    [
        (["http://cv.iptc.org/newscodes/genre/Interview"], "interview"),
        (["genre:Transcript_and_verbatim"], "transcript"),
        (["Nachruf"], "obituary"),
        (["Article (news)", "Opinion"], "column"),
        (["Meldung"], "news"),
        ([], "news"),
    ],
)
def test_kind_is_what_the_genre_says(genres, kind):
    assert kind_of(genres) == kind


@pytest.mark.parametrize(("name", "section"), [("Sport", "Sport"), ("f", ""), ("vm", ""), ("a0429", ""), (" Waste  bins ", "Waste bins")])  # fmt: skip
def test_category_is_a_section_where_it_is_a_name(name, section):
    assert section_of(name) == section


def test_identity_stays_one_of_a_kind_however_long():
    one, other = identity("urn:x:" + "a" * 900), identity("urn:x:" + "a" * 901)
    assert len(one) <= LONGEST_ID
    assert one != other
    assert identity(" urn:x:1 ") == "urn:x:1"


def test_note_that_stands_in_another_is_told_once():
    assert notes_of(["npa leo", "Call Lea.\nnpa leo", "", "Call Lea."]) == "Call Lea.\nnpa leo"


def test_file_without_a_story_says_why():
    with pytest.raises(ParseError, match=r"^x: no story: a: it is a picture; b: it is a plan$"):
        list(stories_of(iter([Refused("a", "it is a picture"), Refused("b", "it is a plan")]), name="x"))


def test_what_is_no_story_is_noted_with_the_last_one():
    found = list(stories_of(iter([ParsedStory("One"), Refused("a", "it is a picture"), ParsedStory("Two")]), name="x"))
    assert [(story.headline, story.notes) for story in found] == [
        ("One", ()),
        ("Two", ("Not imported from the same file: a: it is a picture.",)),
    ]
