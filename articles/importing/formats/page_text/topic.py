"""What the story is about: the words of its first paragraphs, to tell its own lines from the page's.

A headline, a deck and a caption speak of what the paragraphs speak of; a menu, a sharing button and
a slogan do not. This holds in every language: words are compared by their beginnings, and where a
script sets no blanks between words, by pairs of signs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from articles.importing.document import Role

from .page import Page
from .pieces import Piece
from .vocabulary import bare_words, vocabulary

_PARAGRAPHS = 8
_SIGNS_OF_PARAGRAPH = 600
_STEM = 5
_TOLD = 8


def topic_of(page: Page) -> set[str]:
    """The words of the story's first paragraphs; asked for when the lead is known."""
    if page.topic is None:
        first = page.lead if page.lead is not None else 0
        told: list[Piece] = []
        for piece in page.pieces[first : first + 7 * _PARAGRAPHS]:
            if (
                piece.prose or (piece.at == first and piece.sentence) or (page.live and piece.sentence)
            ) and piece.role in (
                None,
                Role.PARAGRAPH,
                Role.STANDFIRST,
            ):
                told.append(piece)
                if len(told) == _PARAGRAPHS:
                    break
        # Plain letters are taken apart faster as one text; other scripts may be compared otherwise, piece by piece.
        plain = " ".join(piece.key for piece in told if piece.key.isascii())
        others = (stems_of(piece) for piece in told if not piece.key.isascii())
        page.topic = _beginnings(bare_words(plain)).union(*others)
    return page.topic


def stems_of(piece: Piece) -> set[str]:
    """The beginnings of a text's longer words; pairs of signs where nothing parts the words."""
    if not piece.spaced:
        bare = "".join(filter(str.isalpha, piece.text[:_SIGNS_OF_PARAGRAPH]))
        return {one + two for one, two in itertools.pairwise(bare)}
    if "ال" not in piece.text and _HEBREW.search(piece.text[:12]) is None:
        return _beginnings(piece.has_words())
    unspeaking = vocabulary().unspeaking
    words = (word for word in piece.has_words() if len(word) > 3 and word not in unspeaking)
    return {_without_article(word)[:_STEM] for word in words}


_HEBREW = re.compile("[\u05d0-\u05ea]")


def _beginnings(words: Iterable[str]) -> set[str]:
    """How the words begin that may tell a story from others."""
    unspeaking = vocabulary().unspeaking
    return {word[:_STEM] for word in words if len(word) > 3 and word not in unspeaking}


def _without_article(word: str) -> str:
    """An Arabic or Hebrew word without what is written before it."""
    if _HEBREW.match(word):
        return word[1:] if word[0] in "הבלמשוכ" and len(word) > 4 else word
    return word[word.index("ال") + 2 :] if word[0] in "اوبلك" and "ال" in word[:3] else word


def speaks_of_story(page: Page, piece: Piece) -> float:
    """The share of a line's words that stand in the story's paragraphs too, from 0 to 1."""
    if piece.kinship is None:
        stems = stems_of(piece)
        shared = len(stems & topic_of(page)) if stems else 0
        # One pair of signs is no word: "新闻" of a button stands in a story about anything.
        piece.kinship = shared / len(stems) if shared > (not piece.spaced and len(stems) > 2) else 0.0
    return piece.kinship


def speaks_of_opening(page: Page, piece: Piece) -> float:
    """The same where the short sentences right above the first long paragraph are taken for the story's too."""
    if not speaks_of_story(page, piece) and page.lead is not None:
        stems = stems_of(piece)
        for other in reversed(page.pieces[max(piece.at + 1, page.lead - _SHORT_ABOVE) : page.lead]):
            if not other.open or not other.sentence:
                break
            piece.kinship = max(piece.kinship or 0.0, len(stems & stems_of(other)) / max(1, len(stems)))
    return piece.kinship or 0.0


_SHORT_ABOVE = 4


def is_told_of(page: Page, name: str) -> bool:
    """Whether the story's first paragraphs speak of a name: then it is a place or a person, not the writer."""
    first = page.lead if page.lead is not None else 0
    told = 0
    for piece in page.pieces[first : first + 2 * _PARAGRAPHS]:
        if piece.role in (Role.FURNITURE, Role.BYLINE, Role.CAPTION, Role.CREDIT) or not piece.sentence:
            continue
        at = piece.text.find(name)
        if at < 0 and name.isupper():
            at = piece.text.find(name.title())
        if at >= 0:
            return "report" not in piece.text[max(0, at - 20) : at + len(name) + 20]
        told += 1
        if told == _TOLD:
            break
    return False
