"""What changed between two texts, word for word, as an editor reads it. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import escape

# A word, one character of a script without spaces (thai, kana, han …), white space, or a sign.
_TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:['’][^\W_]+)*|\s+|.", re.DOTALL)
# Paragraphs that share less than this are told as one taken out and another put in.
_SAME_PARAGRAPH = 0.4
# How far ahead to look for the paragraph that a new one grew from.
_WINDOW = 8


class Fate(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    fate: Fate
    text: str

    @property
    def html(self) -> str:
        """The piece with its text escaped, in ``<del>`` or ``<ins>`` where it changed."""
        text = escape(self.text, quote=False)
        if self.fate is Fate.REMOVED:
            return f"<del>{text}</del>"
        return f"<ins>{text}</ins>" if self.fate is Fate.ADDED else text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of either text, or of both, told in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def fate(self) -> Fate:
        """What became of the paragraph as a whole; ``SAME`` also where only words of it changed."""
        fates = {piece.fate for piece in self.pieces}
        return fates.pop() if len(fates) == 1 else Fate.SAME

    @property
    def changed(self) -> bool:
        """Whether anything in it changed."""
        return any(piece.fate is not Fate.SAME for piece in self.pieces)

    @property
    def html(self) -> str:
        """The paragraph with its changes marked; everything else is escaped."""
        return "".join(piece.html for piece in self.pieces)


def words(old: str, new: str) -> tuple[Piece, ...]:
    """How ``old`` became ``new``, word for word.

    >>> [piece.html for piece in words("Six ships left", "Seven ships left")]
    ['<del>Six</del>', '<ins>Seven</ins>', ' ships left']
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    gone, come, between = "", "", ""

    def tell_change() -> None:
        pieces.extend(Piece(fate, text) for fate, text in ((Fate.REMOVED, gone), (Fate.ADDED, come)) if text)

    for tag, first, last, start, end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag != "equal":
            # White space between two changes belongs to both: they read as one.
            gone += between + "".join(before[first:last])
            come += between + "".join(after[start:end])
            between = ""
            continue
        same = "".join(before[first:last])
        if (gone or come) and same.isspace() and last < len(before) and end < len(after):
            between = same
            continue
        tell_change()
        gone, come = "", ""
        pieces.append(Piece(Fate.SAME, same))
    tell_change()
    return tuple(pieces)


def paragraphs(old: Sequence[str], new: Sequence[str]) -> list[Paragraph]:
    """How a text became another, paragraph by paragraph and in those that changed word for word."""
    told: list[Paragraph] = []
    for tag, first, last, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            told += [Paragraph((Piece(Fate.SAME, text),)) for text in old[first:last]]
        else:
            told += _rewritten(old[first:last], new[start:end])
    return told


def _rewritten(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs in the place of others: each new one beside the old one it grew from, where there is one."""
    reached = 0
    for text in new:
        nearby = range(reached, min(reached + _WINDOW, len(old)))
        found = next((at for at in nearby if _likeness(old[at], text) >= _SAME_PARAGRAPH), None)
        if found is None:
            yield Paragraph((Piece(Fate.ADDED, text),))
            continue
        for gone in old[reached:found]:
            yield Paragraph((Piece(Fate.REMOVED, gone),))
        yield Paragraph(words(old[found], text))
        reached = found + 1
    for gone in old[reached:]:
        yield Paragraph((Piece(Fate.REMOVED, gone),))


def _likeness(old: str, new: str) -> float:
    """How much of the words two paragraphs share, from 0 to 1; cheap guesses first."""
    matcher = SequenceMatcher(a=_TOKEN.findall(old), b=_TOKEN.findall(new), autojunk=False)
    if matcher.quick_ratio() < _SAME_PARAGRAPH:
        return 0.0
    return matcher.ratio()
