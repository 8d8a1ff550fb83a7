"""The words newspapers print around a story, read once from ``words/*.toml``.

One file a language, ``neutral.toml`` for what every language prints. All languages are looked up
together: an Italian page may well carry an English "Share" button. What each table means is written
at the head of ``words/en.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

EDGES = (
    " \t\u00a0\u200b\u200e\u200f\ufeff.:;,!?|*•·▪■►▶‣»«›‹>\"'“”„‘’()[]{}<–—-_~#+=/\\…"
    "።፣፦፥։՝៖។၊။،؍。！？：；，、「」『』（）【】《》〈〉।॥؟؛،۔"
)
"""What surrounds a phrase without changing it."""

OPENING_KEY = 3
"""Phrases are looked up by so many first letters."""
_NONE: tuple[str, ...] = ()
REMEMBERED = 1024
"""Of so many lines the answers are kept at hand: the stages ask about the same few lines again and again."""

WORDS = Path(__file__).parent / "words"


_SPELT = re.compile("[\u0600-\u06ff\u0900-\u09ff\u200b-\u200d]")  # scripts that write one word in several ways
_ARABIC = re.compile("[\u0600-\u06ff]")
_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىی", "ي"),
        **dict.fromkeys("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u200b\u200c\u200d\u093c"),
        "ک": "ك",
        "ۂ": "ہ",
        "ۀ": "ه",
        "ँ": "ं",
        **dict(zip("\u0958\u0959\u095a\u095b\u095c\u095d\u095e", "कखगजडढफ", strict=True)),
        **dict(zip("\u09dc\u09dd\u09df", ("ড\u09bc", "ঢ\u09bc", "য\u09bc"), strict=True)),
    }
)
"""Letters in one spelling: Arabic without hamza, vowel signs and stretching, Hindi without nukta, no joiners."""


def one_spelling(text: str) -> str:
    """A text as it is compared where papers of one language spell a word in several ways."""
    if text.isascii() or _SPELT.search(text) is None:
        return text
    if "\u200c" in text and _ARABIC.search(text):
        text = text.replace("\u200c", " ")  # Persian parts a word's parts by a joiner or by a blank
    return text.translate(_SPELLINGS)


def key_of(text: str) -> str:
    """A line as phrases are compared: case folded, in one spelling, bare of edge punctuation."""
    return one_spelling(text.casefold().replace("’", "'")).strip(EDGES)


_SIGNS = tuple(sign for sign in EDGES if not sign.isspace())
_ASCII_SIGNS = tuple(sign for sign in _SIGNS if sign.isascii())


def words_of(key: str) -> set[str]:
    """The different words of a key, bare of punctuation."""
    return set(bare_words(key))


def bare_words(key: str) -> list[str]:
    """The words of a key, bare of punctuation."""
    # Replacing the few signs that are there is several times faster than ``str.translate``.
    for sign in _ASCII_SIGNS if key.isascii() else _SIGNS:
        if sign in key:
            key = key.replace(sign, " ")
    return key.split()


@dataclass(slots=True)
class Vocabulary:
    """Every word list of every language, ready to be looked up."""

    whole: dict[str, str] = field(default_factory=dict)
    openings: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    starts: dict[str, tuple[str, ...]] = field(default_factory=dict)  # the phrases of each, to be asked for at once
    within: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    inside: dict[str, tuple[str, ...]] = field(default_factory=dict)  # the phrases of each
    within_words: frozenset[str] = frozenset()
    unspaced_within: list[tuple[str, str]] = field(default_factory=list)
    unspaced_signs: re.Pattern[str] = re.compile("")  # each of those phrases holds one of these signs
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    caption_labels: dict[str, list[str]] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    stopwords: dict[str, list[str]] = field(default_factory=dict)
    zones: dict[str, int] = field(default_factory=dict)
    page_words: frozenset[str] = frozenset()  # the words that pages' own phrases are made of
    unspeaking: frozenset[str] = frozenset()  # frequent words and papers' names, which tell nothing of a story

    def meaning(self, key: str, *, long: bool) -> tuple[str, str]:
        """What a line's key stands for and the phrase that says so; two empty strings where none does."""
        if not long:
            found = self.whole.get(key)
            if found:
                return found, key
        begin = key[:OPENING_KEY]
        if not key.startswith(self.starts.get(begin, _NONE)):
            return "", ""
        for phrase, meaning in self.openings[begin]:
            if key.startswith(phrase):
                behind = key[len(phrase) : len(phrase) + 1]
                if not behind.isalnum() or not phrase[-1].isascii() or (behind.isdigit() and phrase[-1].isdigit()):
                    return meaning, phrase
        return "", ""

    def meaning_within(self, key: str, tokens: list[str]) -> tuple[str, str]:
        """The same for a phrase somewhere inside the line."""
        marks = self.within_words.intersection(tokens)
        found = [word for word in marks if any(map(key.__contains__, self.inside[word]))] if marks else ()
        if found:
            first = min(found, key=tokens.index)  # in the line's order: it is read the same way every time
            return next((meaning, phrase) for phrase, meaning in self.within[first] if phrase in key)
        if not key.isascii() and self.unspaced_signs.search(key):
            for phrase, meaning in self.unspaced_within:
                if phrase in key:
                    return meaning, phrase
        return "", ""

    def caption_label(self, key: str) -> str:
        """The label of a caption that a line's key begins with, if any."""
        for label in self.caption_labels.get(key[:OPENING_KEY], ()):
            if key.startswith(label) and not key[len(label) : len(label) + 1].isalnum():
                return label
        return ""

    def has(self, kind: str, word: str) -> bool:
        """Whether a word (any case) is in the word list of that name."""
        return word.casefold() in self.words[kind]


@cache
def vocabulary() -> Vocabulary:
    """The word lists of all languages; read at the first call."""
    found = Vocabulary()
    lists: dict[str, set[str]] = {}
    for path in sorted(WORDS.glob("*.toml")):
        _add(found, lists, tomllib.loads(path.read_text(encoding="utf-8")))
    labels = lists["published_labels"] | lists["updated_labels"]
    lists["label_words"] = {word for label in labels for word in label.split()}
    for label in lists.pop("caption_labels", set()):
        key = key_of(label)
        found.caption_labels.setdefault(key[:OPENING_KEY], []).append(key)
    found.words = {name: frozenset(words) for name, words in lists.items()}
    found.within_words = frozenset(found.within)
    every = [*found.whole, *(phrase for table in found.openings.values() for phrase, _ in table)]
    found.page_words = frozenset(word for phrase in every for word in words_of(phrase) if len(word) > 2)
    found.unspeaking = frozenset(found.stopwords) | found.words["outlet_words"]
    for table in (found.openings, found.within):
        for phrases in table.values():
            phrases.sort(key=lambda row: (-len(row[0]), row[1] == "furniture"))
    signs = {next(sign for sign in phrase if not sign.isascii()) for phrase, _ in found.unspaced_within}
    found.unspaced_signs = re.compile(f"[{''.join(map(re.escape, sorted(signs)))}]")
    found.inside = {mark: tuple(phrase for phrase, _ in rows) for mark, rows in found.within.items()}
    found.starts = {begin: tuple(phrase for phrase, _ in rows) for begin, rows in found.openings.items()}
    return found


def _marks_of(phrase: str) -> list[str]:
    """The blank-parted words by which a phrase inside a line is noticed, before it is looked for.

    A word inside the phrase stands bare in every line; a word at the edge may have a sign after it.
    """
    words = phrase.split()
    if len(words) > 2:
        return [max(words[1:-1], key=len)]
    return [words[0]] if len(words) == 2 else [words[0] + sign for sign in ("", *".,:;!?)")]


def _add(found: Vocabulary, lists: dict[str, set[str]], data: Mapping[str, Any]) -> None:
    """Take one word file into the vocabulary."""
    for meaning, rows in data.get("phrases", {}).items():
        for phrase in rows.get("whole", ()):
            key = key_of(phrase)
            if {meaning, found.whole.get(key)} <= {"links", "ends", "related"} and found.whole.get(
                key, meaning
            ) != meaning:
                found.whole[key] = "related"  # mostly behind the story, but some outlets set it in the middle
            elif meaning != "furniture" or key not in found.whole:  # that it heads a box is worth more
                found.whole[key] = meaning
        for phrase in rows.get("openings", ()):
            # With its colon a phrase is compared as printed: "email:" must not catch "Email …".
            printed = phrase.endswith((":", "|"))
            key = one_spelling(phrase.casefold().lstrip(EDGES)) if printed else key_of(phrase)
            found.openings.setdefault(key[:OPENING_KEY], []).append((key, meaning))
        for phrase in rows.get("within", ()):
            key = key_of(phrase)
            if key.isascii() or " " in key:
                for word in _marks_of(key):
                    found.within.setdefault(word, []).append((key, meaning))
            else:
                found.unspaced_within.append((key, meaning))
    for name, words in data.get("words", {}).items():
        folded = [word.casefold() for word in words]
        lists.setdefault(name, set()).update(folded, map(one_spelling, folded))
    for number, names in enumerate(data.get("months", ()), start=1):
        for month in names:
            found.months[month.casefold()] = number
    for number, names in enumerate(data.get("solar_months", ()), start=21):  # see dates.py
        for month in names:
            found.months[month.casefold()] = number
    for number, names in enumerate(data.get("ethiopian_months", ()), start=41):
        for month in names:
            found.months[month.casefold()] = number
    for zone, minutes in data.get("zones", {}).items():
        found.zones[zone.casefold()] = minutes
    for word in data.get("stopwords", ()):
        found.stopwords.setdefault(word, []).append(data["language"])
