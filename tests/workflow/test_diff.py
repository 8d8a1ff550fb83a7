"""What changed between two texts."""

import pytest

from articles.workflow import diff


def told(old, new):
    return "".join(piece.html for piece in diff.words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("Six ships", "Six ships", "Six ships", id="nothing"),
        pytest.param("Six ships", "Seven ships", "<del>Six</del><ins>Seven</ins> ships", id="a word"),
        pytest.param("", "Six", "<ins>Six</ins>", id="all new"),
        pytest.param("Six", "", "<del>Six</del>", id="all gone"),
        pytest.param("at six.", "at half past.", "at <del>six</del><ins>half past</ins>.", id="words for a word"),
        pytest.param("on six.", "at half.", "<del>on six</del><ins>at half</ins>.", id="one change, not two"),
        pytest.param("a <b> & c", "a <i> & c", "a &lt;<del>b</del><ins>i</ins>&gt; &amp; c", id="signs are escaped"),
        pytest.param("上海六国", "上海七国", "上海<del>六</del><ins>七</ins>国", id="a script without spaces"),
        pytest.param("don't", "don’t", "<del>don't</del><ins>don’t</ins>", id="an apostrophe stays in its word"),
    ],
)  # fmt: skip
def test_words_that_changed_are_marked(old, new, expected):
    assert told(old, new) == expected


def test_both_texts_can_be_read_out_of_the_difference():
    old, new = "One two  three, four.", "One 2  three — four; five."
    pieces = diff.words(old, new)
    assert "".join(piece.text for piece in pieces if piece.fate is not diff.Fate.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.fate is not diff.Fate.REMOVED) == new


def test_paragraphs_are_compared_with_those_they_grew_from():
    old = ["The ferry left on time.", "Nobody was surprised by it.", "The end."]
    new = ["A new beginning.", "The ferry left late.", "Nobody was surprised by it.", "The end."]
    told = diff.paragraphs(old, new)
    assert [paragraph.fate for paragraph in told] == ["added", "same", "same", "same"]
    assert [paragraph.changed for paragraph in told] == [True, True, False, False]
    assert "<del>on time</del><ins>late</ins>" in told[1].html


def test_a_paragraph_taken_out_is_told():
    told = diff.paragraphs(["One thing.", "Quite another matter."], ["One thing."])
    assert [paragraph.html for paragraph in told] == ["One thing.", "<del>Quite another matter.</del>"]
