"""ninjs, NewsML-G2 and NITF from outside: bytes in, stories with an account of every value out, or a refusal."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from articles.html import clean
from articles.importing.detect import HEAD, detect
from articles.importing.document import ParsedStory, ParseError, PubStatus, Role
from articles.importing.xml import read_xml
from tests.importing.stories import assert_accounted
from tests.importing.wire import SHARED, attempt, expected, outcome, read, real_samples, samples

FORMATS_HERE = ("ninjs", "newsml_g2", "nitf")
OWN = [(kind, path) for kind in FORMATS_HERE for path in samples(kind)]
REAL = [
    *[("ninjs", path) for path in real_samples("ninjs", "*.json")],
    *[("newsml_g2", path) for path in real_samples("newsml-g2", "*.xml")],
    *[("nitf", path) for path in real_samples("nitf", "*.xml")],
]
GENTLE = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def named(sample: tuple[str, Path]) -> str:
    return f"{sample[0]}-{sample[1].stem}"


def stories_of(kind: str, path: Path) -> list[ParsedStory]:
    return attempt(path.read_bytes(), kind, name=path.name)[0]


# Our own samples


@pytest.mark.parametrize("sample", OWN, ids=named)
def test_sample_becomes_the_expected_stories(sample):
    kind, path = sample
    assert outcome(path, kind) == expected(path)


@pytest.mark.parametrize("sample", OWN, ids=named)
def test_sample_is_known_by_its_first_bytes(sample):
    kind, path = sample
    if path.stem in ("piece_of_an_item", "nothing_in_it", "calendar", "picture_alone"):
        return  # told by --format, or not worth a guess
    assert detect(path.read_bytes()[:HEAD], name=path.name) == kind


@pytest.mark.parametrize("sample", OWN, ids=named)
def test_each_line_of_the_told_source_has_one_part(sample):
    for story in stories_of(*sample):
        assert_accounted(story)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", text))))


def words_of_json(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(words_of_json, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(words_of_json, value)) if value else set()
    return words(str(value)) if value is not None else set()


@pytest.mark.parametrize(
    "path", [path for path in samples("ninjs") if path.suffix == ".json"], ids=lambda path: path.stem
)
def test_no_word_of_an_item_is_lost(path):
    stories = stories_of("ninjs", path)
    if len(stories) != 1:
        return
    assert words_of_json(json.loads(path.read_bytes())) <= words(stories[0].text)


@pytest.mark.parametrize("sample", [sample for sample in OWN if sample[1].suffix == ".xml"], ids=named)
def test_no_word_of_a_document_is_lost(sample):
    kind, path = sample
    stories = stories_of(kind, path)
    if len(stories) != 1:
        return
    root = read_xml(path.read_bytes(), name=path.name)
    told = words(stories[0].text)
    assert {word for text in root.itertext() for word in words(str(text)) if len(word) > 1} <= told
    # What stands in attributes inside the text is markup: addresses of links, classes.
    inside = {
        value
        for name in ("body.content", "html", "edNote")
        for text in root.iter("{*}" + name)
        for node in text.iter(etree.Element)
        if node is not text
        for value in node.attrib.values()
    }
    outside = {value for node in root.iter(etree.Element) for value in node.attrib.values()} - inside
    assert {word for value in outside for word in words(value)} <= told


# What the standards ask for


def test_kill_comes_without_headline_and_text():
    (story,) = read(b'{"uri": "urn:x:1", "pubstatus": "canceled"}', "ninjs")
    assert (story.source_id, story.status, story.doubts) == ("urn:x:1", PubStatus.CANCELED, ())


def test_notes_to_editors_are_in_no_public_field():
    for kind, path in OWN:
        for story in stories_of(kind, path):
            public = " ".join(
                [story.headline, story.standfirst, story.body_html, story.correction, *story.furniture]
                + [caption.text for caption in story.captions]
            )
            for note in story.editor_note.split("\n"):
                assert note not in public or len(note) < 4, f"{path.name}: {note!r} is public"


def test_phone_numbers_of_a_notepad_are_nowhere_but_in_the_note():
    (story,) = read((samples("newsml_g2")[0].parent / "notepad_correction.xml").read_bytes(), "newsml_g2")
    assert "555 0199" in story.editor_note
    lines = dict(zip(story.text.split("\n"), story.account, strict=True))
    with_phone = {part.role for line, part in lines.items() if "555 0199" in line}
    assert with_phone == {Role.EDITOR_NOTE, Role.FURNITURE}  # the note, and a rendition of it that is not used


def dateline_item(dateline: str, opening: str) -> bytes:
    return json.dumps(
        {
            "uri": "urn:x:1",
            "headline": "Whale",
            "descriptions": [{"role": "dateline", "value": dateline}],
            "body_html": f"<p>{opening}A whale came in.</p>",
        }
    ).encode()


@pytest.mark.parametrize(
    ("dateline", "opening", "place", "text"),
    [
        pytest.param("Elma (dpa) - ", "Elma (dpa) - ", "Elma", "A whale came in.", id="the same"),
        pytest.param("Elma", "Elma - ", "Elma", "A whale came in.", id="the same without agency"),
        pytest.param(
            "Elma (dpa) - ",
            "<b>Elma</b> (dpa)\u00a0– ",
            "Elma",
            "A whale came in.",
            id="the same in other typography",
        ),
        pytest.param("ELMA", "ELMA (Wire) - ", "ELMA", "ELMA (Wire) - A whale came in.", id="the text says more"),
        pytest.param("Carrow", "ELMA (Wire) - ", "Carrow", "ELMA (Wire) - A whale came in.", id="another place"),
        pytest.param("A", "", "A", "A whale came in.", id="no dateline in the text"),
        pytest.param("2026-07-16 15:53:10 GMT", "ELMA (Wire) - ", "", "ELMA (Wire) - A whale came in.", id="a time"),
        pytest.param("", "ELMA (Wire) - ", "", "ELMA (Wire) - A whale came in.", id="none told"),
    ],
)
def test_dateline_leaves_the_text_only_where_the_field_says_the_same(dateline, opening, place, text):
    (story,) = read(dateline_item(dateline, opening), "ninjs")
    assert (story.dateline, story.paragraphs) == (place, (text,))
    assert to_text(story.body_html) == text


def to_text(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_located_never_becomes_a_dateline():
    (story,) = read(
        b'{"uri": "urn:x:1", "headline": "Whale", "located": "Pittsburgh", "body_text": "It came."}', "ninjs"
    )
    assert story.dateline == ""


@pytest.mark.parametrize(
    ("by", "opening", "left"),
    [
        pytest.param("By Marwan Quill", "<p>By Marwan Quill</p>", 1, id="the same"),
        pytest.param("Marwan Quill", "<p>By Marwan Quill</p>", 1, id="without its label"),
        pytest.param("By Marwan Quill", '<p class="byline">Marwan Quill</p>', 1, id="marked"),
        pytest.param("", "<p>By Marwan Quill</p>", 1, id="only in the text"),
        pytest.param("By Marwan Quill", "<p>By Friday the whale had gone.</p>", 2, id="a sentence that begins with By"),
        pytest.param("By Marwan Quill", "<p>By Ann Lee</p>", 2, id="somebody else"),
    ],
)
def test_byline_repeated_in_the_text_is_dropped(by, opening, left):
    item = {"uri": "urn:x:1", "headline": "Whale", "byline": by, "body_html": f"{opening}<p>A whale came in.</p>"}
    (story,) = read(json.dumps(item).encode(), "ninjs")
    assert [one.name for one in story.bylines] == ["Marwan Quill"]
    assert len(story.paragraphs) == left


@pytest.mark.parametrize(
    ("version", "created", "number"),
    [
        ("7", "2026-01-01T00:00:00Z", 7),
        ("1542761538", "", 1542761538),
        ("04", "", 4),
        ("2.1", "2026-01-01T00:00:00Z", 1767225600),
        ("", "2026-01-01T01:00:00+01:00", 1767225600),
        ("", "2026-01-01", 1767225600),
        ("9" * 30, "", 0),
        ("", "", 0),
        ("-3", "", 0),
    ],
)
def test_version_is_a_number_that_grows(version, created, number):
    item = {"uri": "urn:x:1", "headline": "Whale", "version": version, "versioncreated": created}
    (story,) = read(json.dumps(item).encode(), "ninjs")
    assert story.source_version == number


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("usable", PubStatus.USABLE),
        ("canceled", PubStatus.CANCELED),
        ("stat:withheld", PubStatus.WITHHELD),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", PubStatus.CANCELED),
        ("commissioned", PubStatus.WITHHELD),
    ],
)
def test_status_is_read_as_code_address_or_word(told, status):
    (story,) = read(json.dumps({"uri": "u", "headline": "Whale", "pubstatus": told}).encode(), "ninjs")
    assert story.status is status


@pytest.mark.parametrize(
    ("note", "plain"),
    [
        ("Call Ann <a.lee@wire.example>.", "Call Ann <a.lee@wire.example>."),
        ("<p>Call <b>Ann</b>.</p><p>At once.</p>", "Call Ann.\nAt once."),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
    ],
)
def test_note_to_editors_is_plain_text_and_keeps_its_words(note, plain):
    (story,) = read(json.dumps({"uri": "urn:x:1", "headline": "Whale", "ednote": note}).encode(), "ninjs")
    assert story.editor_note == plain


def with_picture(**fields: str) -> bytes:
    picture = {"name": "main", "type": "picture", "uri": "urn:x:2", "description_caption": "A whale.", **fields}
    return json.dumps(
        {"uri": "urn:x:1", "headline": "Whale", "body_text": "It came.", "associations": [picture]}
    ).encode()


def test_picture_its_provider_has_cancelled_is_not_shown():
    (story,) = read(with_picture(pubstatus="usable"), "ninjs")
    assert [caption.text for caption in story.captions] == ["A whale."]
    (story,) = read(with_picture(pubstatus="canceled"), "ninjs")
    assert (story.captions, story.status) == ((), PubStatus.USABLE)
    message = (samples("newsml_g2")[0].parent / "message_of_three.xml").read_bytes()
    cancelled = message.replace(b'"ninat:picture"/>', b'"ninat:picture"/><pubStatus qcode="stat:canceled"/>', 1)
    assert [len(story.captions) for story in read(message, "newsml_g2")] == [1, 0]
    assert [len(story.captions) for story in read(cancelled, "newsml_g2")] == [0, 0]


def test_embargo_of_its_picture_holds_the_story_too():
    (story,) = read(with_picture(embargoed="2099-01-01T00:00:00Z"), "ninjs")
    assert story.embargo == datetime(2099, 1, 1, tzinfo=UTC)


def test_items_of_a_file_can_be_read_again_each_by_itself():
    for kind, path in OWN:
        stories = stories_of(kind, path)
        alone = {story.source_id: story for story in stories if story.data is not None}
        for story in alone.values():
            if kind == "nitf":
                continue  # the killed document's own words are not here to be read
            (again,) = read(story.data, kind)
            assert (again.headline, again.body, again.captions) == (story.headline, story.body, story.captions)
            assert (again.source_id, again.source_version) == (story.source_id, story.source_version)
        assert len(stories) < 2 or sum(story.data is None for story in stories) <= 1


def test_broken_line_is_told_after_the_others_are_read():
    data = (
        b'{"uri": "urn:x:1", "headline": "One"}\n{"uri": "urn:x:2", "headl\n{"uri": "urn:x:3", "headline": "Three"}\n'
    )
    stories, refusal = attempt(data, "ninjs", name="lines.jsonl")
    assert [story.headline for story in stories] == ["One", "Three"]
    assert refusal.startswith("lines.jsonl, line 2: this is not JSON")


def test_nitf_dates_without_an_offset_get_none():
    (story,) = read((samples("nitf")[0].parent / "wrapped_lines.xml").read_bytes(), "nitf")
    assert story.published == datetime(2026, 11, 26, 15, 27, 3)


# Real files of agencies


@pytest.fixture(scope="module")
def real():
    if not REAL:
        pytest.skip("The agencies' own files are not here: ../shared/formats beside the repository.")
    return REAL


def test_every_real_file_is_read_or_refused_with_a_reason(real):
    for kind, path in real:
        stories, refusal = attempt(path.read_bytes(), kind, name=path.name)
        assert stories or (refusal.startswith(path.name) and len(refusal) > len(path.name) + 20)
        for story in stories:
            assert_accounted(story)
            assert_harmless(story)
            assert story.headline or story.body or story.status is PubStatus.CANCELED


def agreement(real) -> dict[tuple[str, str], float]:
    """How often what we read is what was found in the real files by other means, by format and field."""
    folders = {"ninjs": "ninjs", "newsml_g2": "newsml-g2", "nitf": "nitf"}
    hits: dict[tuple[str, str], Counter[bool]] = {}
    for kind, path in real:
        gold = json.loads((SHARED / "formats" / folders[kind] / "dev" / "_expected.json").read_bytes()).get(path.name)
        by_id = {row["external_id"]: row for row in gold or [] if row["external_id"]}
        for story in stories_of(kind, path):
            known = story.source_id.split(":", 2)[-1] if kind == "nitf" else story.source_id
            row = by_id.get(known) or by_id.get(story.source_id.removeprefix("nitf:"))
            if row is None:
                continue
            for field, same in compared(story, row):
                hits.setdefault((kind, field), Counter())[same] += 1
    return {key: counts[True] / counts.total() for key, counts in hits.items()}


def compared(story: ParsedStory, row: dict[str, Any]):
    yield "status", story.status.value == row["status"]
    yield "language", (story.language or None) == row["language"]
    yield "headline", story.headline == " ".join((row["headline"] or row["title"] or "").split())
    if (row["version"] or "").isdigit():
        yield "version", story.source_version == int(row["version"])
    if row["version_created"]:
        told = {instant.isoformat() for instant in (story.published, story.updated) if instant}
        yield "instants", any(_same_instant(row[key], told) for key in ("version_created", "first_created"))
    yield "notes to editors", all(words(note) <= words(story.editor_note) for note in row["ednotes"])
    ours = Counter(
        re.findall(r"\w+", " ".join([story.standfirst, story.dateline, *(block.text for block in story.body)]))
    )
    theirs = Counter(re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", row["body_html"] or ""))))
    kept = (ours & theirs).total()
    yield "text kept", kept >= 0.97 * theirs.total()
    if row["abstract"]:
        yield "standfirst", " ".join(story.standfirst.split()) == " ".join(row["abstract"].split())
    subjects = {
        one["name"].strip("#")
        for one in row["subjects"]
        if one["name"] and one["rel"] != "cpnat:poi" and len(one["name"]) > 2
    }
    yield "topics", subjects <= {topic.name for topic in story.topics} | {story.section}


def _same_instant(told: str | None, ours: set[str]) -> bool:
    return bool(told) and any(datetime.fromisoformat(told) == datetime.fromisoformat(one) for one in ours)


# Where the others are wrong, or we mean something else: one file is in another encoding than it says, one has its
# editor's note for its text, one counts generations; a caption of a text is no summary.
BARS = {
    ("nitf", "headline"): 0.88,
    ("nitf", "text kept"): 0.75,
    ("nitf", "version"): 0.75,
    ("newsml_g2", "standfirst"): 0.8,
    ("ninjs", "headline"): 0.9,
}


def test_real_files_are_read_as_others_read_them(real):
    low = {key: round(rate, 3) for key, rate in agreement(real).items() if rate < BARS.get(key, 1.0)}
    assert not low


def test_notes_of_real_files_are_in_no_public_field(real):
    for kind, path in real:
        for story in stories_of(kind, path):
            public = f"{story.headline} {story.standfirst} {story.body_html} {story.furniture}"
            assert not re.search(r"\+\s?49[ \d]{8,}", public), path.name


# Hostile input


def assert_harmless(story: ParsedStory) -> None:
    """The body holds allowed tags only, links lead to the web, and cleaning it once more changes nothing."""
    for tag in re.findall(r"<[^>]*>", story.body_html):
        assert re.fullmatch(
            r'</?(?:p|h2|h3|ul|ol|li|blockquote|strong|em|s|sub|sup|a|br)>|<a href="(?:https?|mailto|tel):[^"]*" rel="noopener">',
            tag,
            re.IGNORECASE,
        ), tag
    assert clean(story.body_html) == story.body_html.replace("\u00a0", "&nbsp;")
    for text in (story.headline, story.standfirst, story.section, story.dateline, story.editor_note):
        assert "\x00" not in text


PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '"><svg/onload=alert(1)>',
    "<style>*{display:none}</style><p onclick=alert(1)>x</p>",
    "\u0000\ud800<iframe src=//evil.example></iframe>",
]


def with_payload(value: Any, payload: str) -> Any:
    if isinstance(value, dict):
        return {key: with_payload(inner, payload) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_payload(inner, payload) for inner in value]
    return value + payload if isinstance(value, str) else value


@pytest.mark.parametrize("payload", PAYLOADS)
def test_script_in_every_text_of_an_item_arrives_harmless(payload):
    for path in samples("ninjs"):
        if path.suffix == ".jsonl":
            continue
        document = json.dumps(with_payload(json.loads(path.read_bytes()), payload)).encode()
        survives(document, "ninjs")


@pytest.mark.parametrize("payload", PAYLOADS[:-1])
def test_script_in_every_text_of_a_document_arrives_harmless(payload):
    for kind, path in OWN:
        if path.suffix != ".xml" or path.stem in ("own_picture", "initials_latin1"):
            continue
        root = etree.fromstring(path.read_bytes())
        for node in list(root.iter(etree.Element)):
            node.text = (node.text or "") + payload
            for name in node.attrib:
                node.attrib[name] += payload
            script = etree.SubElement(node, "script")
            script.text = "alert(1)"
        survives(etree.tostring(root), kind)


def test_known_attacks_on_sanitisers_arrive_harmless():
    payloads = SHARED / "formats" / "hostile" / "dev" / "dompurify-payloads.json"
    if not payloads.exists():
        pytest.skip("The collection of attacks is not here: ../shared/formats/hostile beside the repository.")
    for row in json.loads(payloads.read_bytes()):
        item = {"uri": "urn:x:1", "headline": "Whale", "body_html": row["payload"]}
        (story,) = read(json.dumps(item).encode(), "ninjs")
        assert_harmless(story)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><nitf><head><title>&c;</title></head></nitf>'
)


@pytest.mark.parametrize(
    ("format", "data", "reason"),
    [
        pytest.param("nitf", LAUGHS, "entit", id="entities in entities"),
        pytest.param("newsml_g2", b'<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/hostname">]><newsMessage><header>&x;</header></newsMessage>', "entities of its own", id="a file as an entity"),
        pytest.param("ninjs", b"[" * 20_000, "nested", id="twenty thousand lists"),
        pytest.param("ninjs", b'{"a":' * 200 + b"1" + b"}" * 200, "nested", id="two hundred objects"),
        pytest.param("ninjs", b'{"uri": "u", "version": ' + b"9" * 5000 + b"}", "not JSON", id="a number without end"),
        pytest.param("nitf", b"<a>" * 3000, "well-formed", id="three thousand elements deep"),
        pytest.param("ninjs", b"\xff\xfe\x00", "not", id="half a character"),
        pytest.param("ninjs", b"", "not JSON", id="nothing"),
        pytest.param("nitf", b"", "well-formed", id="nothing, as XML"),
        pytest.param("nitf", b"<html><body>A page</body></html>", "not NITF", id="another document"),
        pytest.param("newsml_g2", b"<nitf/>", "not a NewsML-G2 item", id="NITF as NewsML-G2"),
        pytest.param("ninjs", b'"just a text"', "a text, not an object", id="a bare text"),
        pytest.param("ninjs", b"null", "nothing, not an object", id="null"),
    ],
)  # fmt: skip
def test_hostile_file_is_refused_with_a_reason(format, data, reason):
    with pytest.raises(ParseError, match=reason):
        read(data, format)


def test_real_bombs_are_refused():
    hostile = SHARED / "formats" / "hostile" / "dev"
    if not hostile.exists():
        pytest.skip("The hostile files are not here: ../shared/formats/hostile beside the repository.")
    for name, kind in (("billion_laughs.xml", "nitf"), ("xxe_file.xml", "newsml_g2"), ("deep_nesting.json", "ninjs")):
        with pytest.raises(ParseError):
            read((hostile / name).read_bytes(), kind, name=name)


# Damaged input


def survives(data: bytes, kind: str) -> None:
    """The data is read into sound stories or refused with a reason; nothing else happens."""
    stories, refusal = attempt(data, kind)
    assert stories or refusal
    for story in stories:
        assert_accounted(story)
        assert_harmless(story)


ODD: list[Any] = [
    None,
    5,
    -1.5,
    True,
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    {"a": 1},
    {"value": None},
    [{"name": 7}],
    "\ud800",
    1e400,
]
ITEMS = [json.loads(path.read_bytes()) for path in samples("ninjs") if path.suffix == ".json"]


def places_in(value: Any, path: tuple[Any, ...] = ()):
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places_in(inner, (*path, key))


@GENTLE
@given(st.data())
def test_item_with_swapped_types_is_read_or_refused(data):
    item = copy.deepcopy(data.draw(st.sampled_from(ITEMS)))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places_in(item))))
        holder = item
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        if not isinstance(item, dict | list) or not list(places_in(item)):
            break
    survives(json.dumps(item).encode(), "ninjs")


BYTES = [(kind, path.read_bytes()) for kind, path in OWN]


@GENTLE
@given(st.sampled_from(BYTES), st.floats(0, 1), st.integers(0, 40), st.binary(max_size=6))
def test_file_with_a_hole_is_read_or_refused(sample, where, length, instead):
    kind, data = sample
    at = int(where * len(data))
    survives(data[:at] + instead + data[at + length :], kind)


@GENTLE
@given(st.sampled_from(BYTES), st.floats(0, 1))
def test_file_that_was_cut_off_is_read_or_refused(sample, where):
    kind, data = sample
    survives(data[: int(where * len(data))], kind)


TREES = [(kind, etree.fromstring(data)) for kind, data in BYTES if data.lstrip()[:1] == b"<" and b"&n" not in data]


@GENTLE
@given(st.data())
def test_document_with_elements_gone_or_doubled_is_read_or_refused(data):
    kind, root = data.draw(st.sampled_from(TREES))
    root = copy.deepcopy(root)
    for _ in range(data.draw(st.integers(1, 4))):
        nodes = list(root.iter(etree.Element))
        node = data.draw(st.sampled_from(nodes))
        parent = node.getparent()
        match data.draw(st.sampled_from(["remove", "double", "empty", "text", "attribute", "swap"])):
            case "remove" if parent is not None:
                parent.remove(node)
            case "double" if parent is not None:
                parent.append(copy.deepcopy(node))
            case "empty":
                node.clear()
            case "text":
                node.text = data.draw(st.sampled_from(["", "  ", "2026-99-99", "<p>x</p>", "x" * 5000, "٣"]))
            case "attribute" if node.attrib:
                node.attrib[data.draw(st.sampled_from(sorted(node.attrib)))] = data.draw(
                    st.sampled_from(["", "-1", "a:b:c", "٣"])
                )
            case "swap":
                node.append(copy.deepcopy(data.draw(st.sampled_from(nodes))))
    survives(etree.tostring(root), kind)


@GENTLE
@given(st.sampled_from(FORMATS_HERE), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(format, data):
    survives(data, format)
