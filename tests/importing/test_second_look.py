"""The second look at a page's lines, and how its weights are learnt."""

from __future__ import annotations

import json

import pytest

from articles.importing.document import Role
from articles.importing.formats.page_text import parse_text, read_page
from articles.importing.formats.page_text.second_look import Weights, look_again, read_weights
from articles.importing.formats.page_text.signals import Signals
from training.__main__ import learn, main, read_sheets
from training.labels import roles_of

STORY = """\
Ferry captain retires after forty winters

By Ann Lee

ELMA (Courier) - The oldest captain of the island ferries tied up his boat for the last time on Friday, and then asked \
who would be looking after the bell.

Otto Brandt has crossed the strait some thirty thousand times, by his own count, and has been late for eleven of them.

"The fog was late," he told the crew at the farewell, "and I waited for it." Nobody on the quay contradicted him.

His successor, Mira Castell, begins on Monday with the first boat of the day, which leaves at ten minutes past five.
"""

LABELS = {
    "headline": "Ferry captain retires after forty winters",
    "standfirst": None,
    "section": None,
    "bylines": [{"name": "Ann Lee", "role": None}],
    "dateline": "ELMA",
    "agency": "Courier",
    "published": None,
    "updated": None,
    "captions": [],
    "crossheads": [],
    "paragraphs": STORY.strip().split("\n\n")[2:],
    "furniture": [],
    "correction": None,
}


def weights(**added: dict[str, float]) -> Weights:
    """Weights of these signals for these roles; a signal's name is written with ``_`` for a blank."""
    roles = (Role.FURNITURE, Role.HEADLINE, Role.PARAGRAPH)
    signals = {
        name.replace("_", " "): tuple((roles.index(Role(role)), weight) for role, weight in row.items())
        for name, row in added.items()
    }
    return Weights(roles, (0.0, 0.0, 0.0), signals)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("For feedback, complaints or questions, contact us.", id="a desk to write to"),
        pytest.param("© 2006 Elma Courier News Network.", id="a line of rights"),
        pytest.param("Sign up here for our weekly letter on boats.", id="a newsletter"),
    ],
)
def test_what_the_page_says_behind_the_story_is_no_paragraph(line):
    found = parse_text(f"{STORY}\n{line}\n")

    assert line in found.furniture
    assert len(found.body) == 4


def test_chances_of_a_line_add_up_to_one():
    page = read_page(STORY)
    signals = Signals(page)

    for at in range(len(page.pieces)):
        chances = read_weights().chances(signals.of(at))

        assert sum(chances.values()) == pytest.approx(1)


def test_the_weights_tell_most_lines_of_a_plain_story_by_themselves():
    page = read_page(STORY)
    signals = Signals(page)
    told = [read_weights().chances(signals.of(at)) for at in range(len(page.pieces))]

    assert [max(chances, key=chances.__getitem__) for chances in told] == [
        Role.HEADLINE,
        Role.BYLINE,
        *[Role.PARAGRAPH] * 4,
    ]


def test_signals_hold_no_word_of_the_line():
    page = read_page(STORY.replace("Ferry", "Qwzxferry").replace("captain", "Qwzxcaptain"))
    signals = Signals(page)

    assert not any("qwzx" in signal.casefold() for at in range(len(page.pieces)) for signal in signals.of(at))


def test_a_signal_adds_its_weight_and_nothing_else_does():
    given = weights(airy={"paragraph": 2.0, "headline": 1.0})

    shown = given.chances(["airy", "never heard of"])

    assert max(shown, key=shown.__getitem__) is Role.PARAGRAPH
    assert given.chances(["never heard of"])[Role.PARAGRAPH] == pytest.approx(1 / 3)


def test_names_dates_and_credits_stay_what_the_rules_have_read():
    text = STORY.replace("By Ann Lee", "By Ann Lee\nCourier Staff Writer\nPosted: March 4, 2003")
    page = read_page(text)
    read = {piece.at: piece.role for piece in page.pieces if piece.role in (Role.BYLINE, Role.PUBLISHED)}

    look_again(page)

    assert len(read) == 3
    assert {at: page.pieces[at].role for at in read} == read


def test_a_line_gets_the_role_of_the_field_its_text_stands_in():
    page = read_page(f"{STORY}\nMost read\n")

    assert roles_of(page.pieces, LABELS | {"furniture": ["Most read"]}) == [
        Role.HEADLINE,
        Role.BYLINE,
        *[Role.PARAGRAPH] * 4,
        Role.FURNITURE,
    ]


def test_a_second_printing_is_furniture():
    page = read_page(f"Ferry captain retires after forty winters\n\n{STORY}")

    roles = roles_of(page.pieces, LABELS | {"furniture": ["Ferry captain retires after forty winters"]})

    assert roles[:2] == [Role.HEADLINE, Role.FURNITURE]


@pytest.fixture
def labelled(tmp_path):
    """A folder of twelve labelled pages, each of a few lines behind the same story."""
    for number in range(12):
        furniture = [f"Read our daily letter number {number} now", f"Top story {number}"]
        page = STORY + "\n" + "\n".join(furniture) + "\n"
        (tmp_path / f"{number:03}.txt").write_text(page, encoding="utf-8")
        (tmp_path / f"{number:03}.json").write_text(json.dumps(LABELS | {"furniture": furniture}), encoding="utf-8")
    return tmp_path


def test_what_was_learnt_tells_the_pages_it_was_learnt_from(labelled):
    sheets = [sheet for _, sheet in read_sheets([labelled])]

    learnt = learn(sheets)

    for line in sheets[0]:
        chances = learnt.chances(line.signals)
        assert max(chances, key=chances.__getitem__) is line.role


def test_the_command_writes_weights_that_can_be_read(labelled, tmp_path, capsys):
    target = tmp_path / "weights.json"

    assert main([str(labelled), "--to", str(target), "--try", "2"]) == 0

    told = capsys.readouterr().out
    assert "12 pages" in told
    assert told.count("right on what was set aside") == 2
    found = read_weights.__wrapped__(target)
    assert found.signals
    assert set(found.roles) >= {Role.HEADLINE, Role.PARAGRAPH, Role.FURNITURE}


def test_a_folder_without_labelled_pages_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path)])

    assert "no labelled pages" in capsys.readouterr().err
