"""What the story is about: the words of its first paragraphs, to tell its own lines from the page's.

A headline, a deck and a caption speak of what the paragraphs speak of; a menu, a sharing button and
a slogan do not. This holds in every language: words are compared by their beginnings, and where a
script sets no blanks between words, by pairs of signs.
"""

from __future__ import annotations

import itertools

from .page import Page
from .pieces import Piece
from .vocabulary import vocabulary, words_of

_PARAGRAPHS = 14
_SIGNS_OF_PARAGRAPH = 600
_STEM = 5


def read_topic(page: Page) -> None:
    """Note the words of the story's first paragraphs; the lead is known by now."""
    first = page.lead if page.lead is not None else 0
    found: set[str] = set()
    told = 0
    for piece in page.pieces[first : first + 4 * _PARAGRAPHS]:
        if piece.open and piece.prose:
            found |= stems_of(piece)
            told += 1
            if told == _PARAGRAPHS:
                break
    page.topic = found


def stems_of(piece: Piece) -> set[str]:
    """The beginnings of a text's longer words; pairs of signs where nothing parts the words."""
    if not piece.spaced:
        bare = "".join(filter(str.isalpha, piece.text[:_SIGNS_OF_PARAGRAPH]))
        return {one + two for one, two in itertools.pairwise(bare)}
    known = vocabulary()
    frequent, pages = known.stopwords, known.words["outlet_words"]
    return {
        _stem(word) for word in words_of(piece.key) if len(word) > 3 and word not in frequent and word not in pages
    }


def _stem(word: str) -> str:
    """A word's beginning, without what Arabic writes before it."""
    if word[0] in "وبلكا" and "ال" in word[:3]:
        word = word[word.index("ال") + 2 :]
    return word[:_STEM]


def speaks_of_story(page: Page, piece: Piece) -> float:
    """The share of a line's words that stand in the story's paragraphs too, from 0 to 1."""
    if piece.kinship is None:
        stems = stems_of(piece)
        piece.kinship = len(stems & page.topic) / len(stems) if stems else 0.0
    return piece.kinship
