"""The words of a text, and a story's as PostgreSQL takes them."""

import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as some

from articles import words
from articles.words import Entry, vector, words_of


def read(told: bytes) -> dict[str, list[tuple[str, int]]]:
    """What tsvectorrecv reads: the words, each with the weights and places it has."""
    (count,) = struct.unpack_from(">I", told)
    found, at = {}, 4
    for _ in range(count):
        end = told.index(b"\0", at)
        (many,) = struct.unpack_from(">H", told, end + 1)
        places = struct.unpack_from(f">{many}H", told, end + 3)
        found[told[at:end].decode()] = [("DCBA"[place >> 14], place & 0x3FFF) for place in places]
        at = end + 3 + 2 * many
    assert (at, len(found)) == (len(told), count)
    return found


@given(some.text())
def test_words_are_all_that_a_query_is_made_of(text):
    assert [word.decode() for word in words_of(text)] == re.findall(r"\w+", _small(text))


def _small(text: str) -> str:
    return text.encode("utf-8", "replace").decode().lower()


def test_a_vector_tells_places_through_all_fields_and_the_weight_of_each():
    assert read(vector(Entry("Night boat", "Mara Quill", "The BOAT left."))) == {
        "night": [("A", 1)],
        "boat": [("A", 2), ("D", 8)],
        "mara": [("B", 4)],
        "quill": [("B", 5)],
        "the": [("D", 7)],
        "left": [("D", 9)],
    }


@pytest.mark.parametrize("entry", [Entry("", "", ""), Entry(" ", "\x00", "…")])
def test_nothing_is_a_vector_too(entry):
    assert read(vector(entry)) == {}


def test_a_vector_keeps_what_fits():
    found = read(vector(Entry("one", "two", "one " + "x" * 3000 + " two " * 40_000 + "three")))
    assert found.keys() == {"one", "two", "three"}
    assert found["one"] == [("A", 1), ("D", 5)]
    assert len(found["two"]) == words.MOST_PLACES
    assert found["three"] == [("D", words.LAST)]
    many = vector(Entry("one", "", " ".join(map(str, range(300_000)))))
    assert len(many) <= words.MOST_BYTES
    assert {"one", "0", "4711"} <= read(many).keys()


@given(some.tuples(some.text(), some.text(), some.text()))
def test_places_of_a_word_rise(entry):
    for places in read(vector(Entry(*entry))).values():
        assert [place for _, place in places] == sorted({place for _, place in places})
