"""What an editor says of a source's lines: the story follows, and all else stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.decoding import decode
from articles.importing.detect import detect
from articles.importing.document import (
    Block,
    BlockKind,
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    ParseError,
    Part,
    Role,
)
from articles.importing.formats import FORMATS
from articles.importing.formats.page_text import parse_text
from articles.importing.ledger import Ledger
from articles.importing.reassign import ASSIGNABLE, SET_BY_EDITOR, assign, reassign
from tests.importing.samples import FERRY

SAMPLES = sorted((Path(__file__).parent / "data" / "page_text").glob("*.txt"))
PICTURE_LINE = "The night boat ties up at Port Ellery's outer quay before its first crossing in six years"


def read(text: str) -> ParsedStory:
    return parse_text(text)


def sample(path: Path) -> ParsedStory:
    text, encoding = decode(path.read_bytes(), name=path.name)
    return parse_text(text, encoding=encoding)


def at(story: ParsedStory, words: str, *, nth: int = 0) -> int:
    """The part in which these words stand."""
    lines = story.text.split("\n")
    found = [
        number for number, part in enumerate(story.account) if words in lines[part.line - 1][part.start : part.end]
    ]
    return found[nth]


def without_account(story: ParsedStory) -> ParsedStory:
    return replace(story, account=(), confidence=1.0, doubts=())


def accounts_for_everything(story: ParsedStory) -> bool:
    """Whether each character that is no blank belongs to exactly one part."""
    claimed = [[0] * len(line) for line in story.text.split("\n")]
    for part in story.account:
        for place in range(part.start, part.end):
            claimed[part.line - 1][place] += 1
    return all(
        number == 1 or (number == 0 and sign.isspace())
        for line, counts in zip(story.text.split("\n"), claimed, strict=True)
        for sign, number in zip(line, counts, strict=True)
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_without_changes_the_story_is_the_one_that_was_read(path):
    story = sample(path)
    assert reassign(story, {}) == story


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_saying_what_the_parser_said_changes_no_word(path):
    story = sample(path)
    said = {number: part.role for number, part in enumerate(story.account) if not part.continues}
    assert without_account(reassign(story, said)) == without_account(story)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_line_taken_out_of_the_body_takes_its_block_and_nothing_else(path):
    story = sample(path)
    body = [n for n, p in enumerate(story.account) if p.role in (Role.PARAGRAPH, Role.CROSSHEAD) and not p.continues]
    assert len(body) == len(story.body)
    for number, block in zip(body, range(len(story.body)), strict=True):
        if story.account[number].also:
            continue  # its dateline goes with it
        told = reassign(story, {number: Role.FURNITURE})
        assert told.body == (*story.body[:block], *story.body[block + 1 :])
        assert told.headline == story.headline
        assert told.bylines == story.bylines
        assert told.captions == story.captions
        assert (told.published, told.updated) == (story.published, story.updated)
        assert len(told.furniture) == len(story.furniture) + 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_read_again_from_the_same_lines_says_the_same(path):
    """Each field is rebuilt because one more line comes to it; what was there before is rebuilt word for word."""
    story = sample(path)
    story = parse_text(f"{story.text}\n\nZzyzx\n", encoding=story.encoding)
    extra = at(story, "Zzyzx")
    if story.account[extra].role is not Role.FURNITURE or story.account[extra].continues:
        story = reassign(story, {extra: Role.FURNITURE})
        story = replace(story, account=tuple(replace(part, why="") for part in story.account))
    assert reassign(story, {extra: Role.STANDFIRST}).standfirst == "\n".join(filter(None, [story.standfirst, "Zzyzx"]))
    assert reassign(story, {extra: Role.PARAGRAPH}).body == (*story.body, Block(BlockKind.PARAGRAPH, "Zzyzx"))
    assert reassign(story, {extra: Role.CROSSHEAD}).body == (*story.body, Block(BlockKind.CROSSHEAD, "Zzyzx"))
    assert reassign(story, {extra: Role.CAPTION}).captions == (*story.captions, ParsedCaption("Zzyzx"))
    assert reassign(story, {extra: Role.CORRECTION}).correction == "\n".join(filter(None, [story.correction, "Zzyzx"]))
    assert reassign(story, {extra: Role.TOPIC}).topics == (ParsedTopic("Zzyzx"),)
    people = reassign(story, {extra: Role.BYLINE}).bylines
    if not any(Role.BYLINE in part.also for part in story.account):
        assert people[: len(story.bylines)] == story.bylines
    assert people[-1].name == "Zzyzx" or people[-1].role == "Zzyzx"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_an_editor_says_every_line_stays_accounted_for_once(data):
    story = sample(data.draw(st.sampled_from(SAMPLES)))
    changes = data.draw(
        st.dictionaries(
            st.integers(0, len(story.account) - 1), st.sampled_from([*ASSIGNABLE, None]), min_size=1, max_size=12
        )
    )
    told = reassign(story, changes)
    assert accounts_for_everything(told)
    assert (told.kind, told.language, told.encoding, told.text) == (
        story.kind,
        story.language,
        story.encoding,
        story.text,
    )
    for number, role in changes.items():
        if role is not None:
            assert told.account[number].role is role
            assert (told.account[number].why, told.account[number].confidence) == (SET_BY_EDITOR, 1.0)
    # A word is in the body if and only if its line is.
    body = "".join("".join(block.text.split()) for block in told.body)
    lines = told.text.split("\n")
    for part in told.account:
        if part.role in (Role.PARAGRAPH, Role.CROSSHEAD):
            assert "".join(lines[part.line - 1][part.start : part.end].strip(" \t\u00a0|").split()) in body
    # Taking it back gives the parser's story.
    assert reassign(story, {}) == story


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=400), st.data())
def test_any_text_can_be_told_anew(text, data):
    text = f"Words\n{text}"
    story = parse_text(text)
    assert reassign(story, {}) == story
    number = data.draw(st.integers(0, len(story.account) - 1))
    role = data.draw(st.sampled_from([*ASSIGNABLE, None]))
    assert accounts_for_everything(reassign(story, {number: role}))


def test_a_line_becomes_the_headline_in_place_of_the_one_found():
    story = read(FERRY)
    bench = at(story, "The bench", nth=0)
    told = reassign(story, {bench: Role.HEADLINE})
    assert told.headline == "The bench"
    old = told.account[at(story, "Night boat returns")]
    assert (old.role, old.why) == (Role.FURNITURE, "another line was set as the headline")
    assert "Night boat returns to Port Ellery" in told.furniture


def test_two_lines_set_as_the_headline_are_one_headline():
    story = read(FERRY)
    told = reassign(story, {at(story, "Night boat returns"): Role.HEADLINE, at(story, "The bench"): Role.HEADLINE})
    assert told.headline == "Night boat returns to Port Ellery The bench"


def test_a_furniture_line_becomes_a_byline_with_its_role():
    story = read("Fog holds up boats\n\nZzyzx qorble\n\n" + "The boats stayed in the harbour for a day. " * 6)
    told = reassign(story, {at(story, "Zzyzx qorble"): Role.BYLINE})
    assert told.bylines == (ParsedByline("Zzyzx qorble"),)
    told = reassign(read(FERRY), {at(read(FERRY), "Back to the top"): Role.BYLINE})
    assert told.bylines[0] == ParsedByline("Mara Quill", "Courier Harbour Correspondent")


def test_a_credit_below_a_caption_belongs_to_it():
    text = FERRY.replace("The bench\n", "The bench by the funnel\n\nFoto Ilse Brandt\n", 1)
    story = read(text)
    bench, credit = at(story, "The bench by the funnel"), at(story, "Foto Ilse Brandt")
    told = reassign(story, {bench: Role.CAPTION, credit: Role.CREDIT})
    assert told.captions[-1] == ParsedCaption("The bench by the funnel", "Ilse Brandt")
    alone = reassign(story, {bench: Role.CROSSHEAD, credit: Role.CREDIT})
    assert alone.captions[-1] == ParsedCaption("", "Ilse Brandt")


def test_a_caption_made_a_paragraph_leaves_the_captions():
    story = read(FERRY)
    caption = next(n for n, part in enumerate(story.account) if part.role is Role.CAPTION)
    told = reassign(story, {caption: Role.PARAGRAPH})
    assert [each.text for each in story.captions] == [PICTURE_LINE]
    assert told.captions == ()
    assert told.paragraphs[0] == PICTURE_LINE


def test_the_dateline_goes_with_its_paragraph_and_comes_with_a_new_one():
    story = read(FERRY)
    assert (story.dateline, story.agency) == ("PORT ELLERY", "Courier")
    lead = at(story, "PORT ELLERY (Courier)")
    gone = reassign(story, {lead: Role.FURNITURE})
    assert (gone.dateline, gone.agency) == ("", "")
    split = read("Skip\n\n" + FERRY)
    assert reassign(split, {at(split, "Skip"): Role.FURNITURE}).dateline == "PORT ELLERY"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("3 March 2014", date(2014, 3, 3)),
        ("Published March 3, 2014 at 10:30", datetime(2014, 3, 3, 10, 30)),
    ],
)
def test_a_date_is_read_from_the_line_that_is_said_to_hold_it(line, published):
    story = read(FERRY.replace("Back to the top", f"The bench was built in oak\n{line} it says below"))
    told = reassign(story, {at(story, "it says below"): Role.PUBLISHED})
    assert told.published == published


def test_a_line_without_a_date_set_as_the_date_is_told():
    story = read(FERRY)
    told = reassign(story, {at(story, "Back to the top"): Role.PUBLISHED})
    assert told.published is None
    number = story.account[at(story, "Back to the top")].line
    assert told.doubts == (*story.doubts, f"No date can be read from line {number}.")


WRAPPED = """Fog holds up boats

The fog came in before five and by six nobody on the quay
could see the end of it, which the harbour master said was
the thickest he had known since he took the job in spring
and which kept all eleven boats where they were until noon.

The second boat to leave was the Ansty, whose skipper told
anybody who asked that he had seen worse in a bath, and the
third was the pilot cutter, which came back an hour later
with a passenger who had been left on the buoy by a friend.
"""


def test_the_lines_of_a_wrapped_paragraph_go_together():
    story = read(WRAPPED)
    assert len(story.paragraphs) == 2
    second = at(story, "The second boat")
    told = reassign(story, {second: Role.CAPTION})
    assert told.captions[0].text == story.paragraphs[1]
    assert told.paragraphs == story.paragraphs[:1]


def test_a_wrapped_paragraph_is_cut_where_an_editor_says_something_else_begins():
    story = read(WRAPPED)
    third = at(story, "third was the pilot")
    told = reassign(story, {third: Role.PARAGRAPH})
    assert len(told.paragraphs) == 3
    assert " ".join(told.paragraphs[1:]) == story.paragraphs[1]


def test_a_line_is_joined_to_the_one_above():
    story = read(WRAPPED)
    told = reassign(story, {at(story, "The second boat"): None})
    assert told.paragraphs == (" ".join(story.paragraphs),)


def test_lines_chosen_together_stay_one_paragraph():
    story = read(WRAPPED)
    first = at(story, "The second boat")
    changes = assign(story.account, {}, range(first, first + 4), Role.CAPTION)
    assert changes == {first: Role.CAPTION}
    assert len(reassign(story, changes).captions) == 1


def test_a_doubt_is_gone_when_an_editor_has_spoken_of_its_line():
    story = replace(
        read(FERRY),
        confidence=0.6,
        doubts=("The caption on line 5 is a guess (it looks like one).", "Something about line 55."),
    )
    told = reassign(story, {next(n for n, part in enumerate(story.account) if part.line == 5): Role.CAPTION})
    assert told.doubts == ("Something about line 55.",)
    assert told.confidence == 0.8


@pytest.mark.parametrize(
    ("place", "role"), [(-1, Role.CAPTION), (999, Role.CAPTION), (0, Role.IDENTIFIER), (0, Role.EMBARGO)]
)
def test_what_cannot_be_said_is_refused(place, role):
    with pytest.raises(ValueError, match=r"part|cannot be made"):
        reassign(read(FERRY), {place: role})


# Structured sources ----------------------------------------------------------------------------------


def wire_item() -> ParsedStory:
    """A story as a wire parser hands it over."""
    ledger = Ledger(
        [
            ("uri", "urn:item:1"),
            ("headline", "Fog holds up boats"),
            ("by[0].name", "Mara Quill"),
            ("subject[0].name", "Fog"),
            ("caption", "A pier"),
            ("slug", "fog-boats"),
        ]
    )
    ledger.claim("uri", Role.IDENTIFIER)
    ledger.claim("headline", Role.HEADLINE)
    ledger.claim("by", Role.BYLINE)
    ledger.claim("by[0].name", Role.BYLINE)
    ledger.claim("subject[0].name", Role.TOPIC)
    ledger.claim("caption", Role.CAPTION)
    ledger.tell(
        "body",
        [
            ("The fog came in.", Role.PARAGRAPH),
            ("Six boats", Role.PARAGRAPH),
            ("Two dinghies", Role.PARAGRAPH),
            ("See the chart.", Role.PARAGRAPH),
        ],
    )
    return ParsedStory(
        headline="Fog holds up boats",
        bylines=(ParsedByline("Mara Quill", slug="mara-quill"),),
        topics=(ParsedTopic("Fog", "medtop:1"),),
        captions=(ParsedCaption("A pier", photo="pier.jpg"), ParsedCaption(photo="buoy.jpg")),
        body=(
            Block(BlockKind.PARAGRAPH, "The fog came in."),
            Block(BlockKind.LIST, "Six boats\nTwo dinghies", "<ul><li>Six boats</li><li>Two dinghies</li></ul>"),
            Block(BlockKind.PARAGRAPH, "See the chart.", '<p>See <a href="https://example.org/">the chart</a>.</p>'),
        ),
        source_id="urn:item:1",
        embargo=datetime(2030, 1, 1, tzinfo=UTC),
        text=ledger.text,
        account=ledger.account,
    )


def test_blocks_that_stay_keep_their_markup():
    story = wire_item()
    told = reassign(story, {at(story, "The fog came in."): Role.CROSSHEAD}, structured=True)
    assert told.body == (Block(BlockKind.CROSSHEAD, "The fog came in."), *story.body[1:])
    assert told.body_html.startswith("<h2>The fog came in.</h2>\n<ul>")


def test_a_line_taken_out_of_a_list_leaves_the_rest_as_paragraphs():
    story = wire_item()
    told = reassign(story, {at(story, "Two dinghies"): Role.FURNITURE}, structured=True)
    assert [block.text for block in told.body] == ["The fog came in.", "Six boats", "See the chart."]
    assert told.body[2] == story.body[2]
    assert told.furniture == ("Two dinghies",)


def test_a_value_becomes_the_headline_without_its_place():
    story = wire_item()
    told = reassign(story, {at(story, "slug"): Role.HEADLINE}, structured=True)
    assert told.headline == "fog-boats"


def test_a_headline_said_in_several_places_is_said_once():
    ledger = Ledger([("h1", "Fog"), ("og:title", "Fog"), ("title", "Fog, the Courier"), ("h2", "Boats")])
    for place in ("h1", "og:title", "title"):
        ledger.claim(place, Role.HEADLINE)
    story = ParsedStory(headline="Fog", text=ledger.text, account=ledger.account)
    assert reassign(story, {0: Role.FURNITURE}, structured=True).headline == "Fog"
    assert reassign(story, {0: Role.FURNITURE, 1: Role.FURNITURE}, structured=True).headline == "Fog, the Courier"
    assert reassign(story, {0: Role.HEADLINE, 3: Role.HEADLINE}, structured=True).headline == "Fog Boats"


def test_what_no_line_tells_stays():
    story = wire_item()
    told = reassign(story, {at(story, "slug"): Role.CAPTION}, structured=True)
    assert told.captions == (*story.captions, ParsedCaption("fog-boats"))
    assert (told.source_id, told.embargo) == (story.source_id, story.embargo)
    gone = reassign(story, {at(story, "A pier"): Role.FURNITURE}, structured=True)
    assert gone.captions == (ParsedCaption(photo="buoy.jpg"),)


def test_tags_in_a_value_are_no_words():
    story = wire_item()
    text = story.text.replace("caption: A pier", "caption: A <b>pier</b> &amp; a boat")
    story = replace(story, text=text, captions=(ParsedCaption("A pier & a boat", photo="pier.jpg"),))
    caption = at(story, "caption: A")
    story = replace(
        story, account=tuple(replace(part, end=len(text.split("\n")[part.line - 1])) for part in story.account)
    )
    told = reassign(story, {caption: Role.STANDFIRST}, structured=True)
    assert (told.standfirst, told.captions) == ("A pier & a boat", ())
    kept = reassign(story, {at(story, "slug"): Role.CAPTION}, structured=True)
    assert kept.captions[0] == story.captions[0]


def test_names_and_topics_come_and_go_by_their_lines():
    story = wire_item()
    by, topic = at(story, "Mara Quill"), at(story, "subject")
    told = reassign(story, {by: Role.TOPIC, topic: Role.BYLINE}, structured=True)
    assert told.bylines == (ParsedByline("Fog"),)
    assert told.topics == (ParsedTopic("Mara Quill"),)


STRUCTURED = sorted(
    path
    for path in (Path(__file__).parent / "data").glob("*/*")
    if path.parent.name != "page_text" and not path.name.endswith(".expected.json")
)


def stories_of(path: Path) -> list[ParsedStory]:
    """The stories of a sample in another format; none where it is there to be refused."""
    data = path.read_bytes()
    try:
        return list(FORMATS[detect(data, name=path.name)].parse(data, name=path.name))
    except ParseError:
        return []


@pytest.mark.parametrize("path", STRUCTURED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_whatever_is_said_of_a_structured_source_all_else_stays(path):
    for story in stories_of(path):
        own = {number: part.role for number, part in enumerate(story.account) if part.role in ASSIGNABLE}
        assert without_account(reassign(story, own, structured=True)) == without_account(story)
        for number, role in own.items():
            told = reassign(story, {number: Role.FURNITURE}, structured=True)
            assert (told.source_id, told.embargo, told.address) == (story.source_id, story.embargo, story.address)
            if role in (Role.PARAGRAPH, Role.CROSSHEAD):
                assert len(told.body) <= len(story.body) + 4
                assert (told.headline, told.bylines, told.captions) == (story.headline, story.bylines, story.captions)
            elif role is not Role.FURNITURE:
                assert told.body == story.body


def test_a_stretch_keeps_its_place_through_storage():
    part = Part(3, 0, 9, Role.CAPTION, also=(Role.DATELINE,), why="a rule", confidence=0.5, continues=True)
    assert Part.from_json(part.as_json()) == part
    assert Part.from_json(Part(1, 0, 2, Role.PARAGRAPH).as_json()) == Part(1, 0, 2, Role.PARAGRAPH)
