"""The words of a text as a search index holds them, and a story's as PostgreSQL takes them.

The processes of an import that parse do this too. The database's own parser takes three times as long, and it would
do it where all stories pass one after the other.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from typing import NamedTuple


class Entry(NamedTuple):
    """The words of a version, by weight: headline first, then standfirst, names and topics, then the text."""

    headline: str
    summary: str
    body: str

    @classmethod
    def of(
        cls,
        *,
        headline: str,
        standfirst: str,
        names: Iterable[str],
        dateline: str,
        text: str,
        captions: Iterable[str],
        correction: str,
    ) -> Entry:
        """The entry of a story: which of its fields stand under which weight."""
        return cls(
            headline,
            "\n".join(filter(None, [standfirst, *names, dateline])),
            "\n".join(filter(None, [text, *captions, correction])),
        )


# What a tsvector holds at most (https://www.postgresql.org/docs/current/textsearch-limitations.html).
MOST_BYTES = 1_000_000
LONGEST = 2046  # bytes of one word
LAST = 16_383  # the place of a word
MOST_PLACES = 255  # of one word

_WEIGHTS = (0xC000, 0x8000, 0)  # A, B and D, in the two bits above a word's place
_ODD = re.compile(r"[^\w\x00-\x7f]+")


def _small(byte: int) -> int:
    """A byte of UTF-8 in small letters; a blank for what is ASCII and no part of a word."""
    if byte >= 128 or byte == ord("_"):
        return byte
    return ord(chr(byte).lower()) if chr(byte).isalnum() else ord(" ")


_SMALL = bytes(map(_small, range(256)))
_PLACES = [struct.Struct(f">xH{count}H").pack for count in range(MOST_PLACES + 1)]


def words_of(text: str) -> list[bytes]:
    r"""The words of a text in small letters, in UTF-8: all that ``\w+`` finds.

    >>> b" ".join(words_of("Zürich’s NIGHT-boat, 3.15 p.m.")).decode()
    'zürich s night boat 3 15 p m'
    """
    if not text.isascii():
        text = _ODD.sub(" ", text.lower())
    return text.encode("utf-8", "replace").translate(_SMALL).split()


def vector(entry: Entry) -> bytes:
    """The words of a version with their places and weights, as PostgreSQL reads a tsvector in binary.

    The format is that of tsvectorrecv (src/backend/utils/adt/tsvector.c): the number of words, then each with a NUL
    behind it, the number of its places, and the places. Of what a tsvector does not hold, the end is left out.
    """
    found: dict[bytes, list[int]] = {}
    first = 1
    for text, weight in zip(entry, _WEIGHTS, strict=True):
        words = words_of(text)
        for place, word in enumerate(words[: LAST - first], first | weight):
            if word in found:
                found[word].append(place)
            else:
                found[word] = [place]
        for word in words[LAST - first :]:
            found.setdefault(word, [LAST | weight])
        first = min(first + len(words) + 1, LAST)  # no phrase goes from one field into the next
    if max(map(len, found), default=0) > LONGEST:
        found = {word: places for word, places in found.items() if len(word) <= LONGEST}
    for places in found.values():
        if len(places) > MOST_PLACES:
            del places[MOST_PLACES:]
    rows = [word + _PLACES[len(places)](len(places), *places) for word, places in found.items()]
    told = b"".join([len(rows).to_bytes(4, "big"), *rows])
    if len(told) > MOST_BYTES:
        longest = max(entry, key=len)
        return vector(Entry(*(text[: len(text) // 2] if text is longest else text for text in entry)))
    return told
