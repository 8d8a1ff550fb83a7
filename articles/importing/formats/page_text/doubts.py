"""How sure a reading is, and what an editor should look at: the decisions that were made for want of a better.

Most rules are right nearly always. Those below decide by shape and place alone; how often each was wrong on pages
that had been labelled by hand gave the weights, and a story's confidence is what they leave of its odds: the odds
that the whole page is right, on a page of a paper the rules were not made on. A reason names its lines, so that the
editor finds them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from articles.importing.document import Role

from .page import Page
from .pieces import Piece


class Weakness(NamedTuple):
    """A kind of weak decision: its weight for each time (three at most), and how it is told with its lines."""

    weight: float
    told: str


WEAKNESSES: dict[str, Weakness] = {
    "head": Weakness(0.88, "Nothing is known of {lines} between headline and story; left out."),
    "above": Weakness(0.66, "Nothing is known of {lines} above the headline; left out."),
    "behind": Weakness(0.26, "Nothing is known of {lines} behind the story; left out."),
    "cluster": Weakness(0.77, "{Lines} may be crossheads or captions; left out, as they are short and stand together."),
    "crosshead": Weakness(0.66, "{Lines} may be no crosshead: only being short speaks for it."),
    "question": Weakness(1.3, "{Lines} may be a crosshead or an interviewer's question."),
    "caption": Weakness(0.66, "{Lines} may be a caption, a deck or a paragraph."),
    "deck": Weakness(0.44, "{Lines} may be a deck or a caption."),
    "name": Weakness(0.33, "{Lines} may be no byline: there is no label before the name."),
    "section": Weakness(0.33, "{Lines} may be a section or a kicker."),
    "paragraph": Weakness(0.66, "{Lines} may be no paragraph of the story."),
    "second look": Weakness(0.44, "{Lines} became what other pages make of such a line; no rule says so."),
    "pull quote": Weakness(1.1, "{Lines} may be part of the story; left out as a quotation printed twice."),
}

_KINDS: dict[str, str] = {
    "a short line between headline and story": "head",
    "above the story, of the page and not of the story": "head",
    "above the headline, of the page and not of the story": "above",
    "behind the story's end": "behind",
    "one of several short lines in the story": "cluster",
    "a short line that heads nothing": "cluster",
    "a short line between paragraphs": "crosshead",
    "a short question between paragraphs": "question",
    "one of several questions that head a part": "question",
    "a line without a full stop below the byline": "caption",
    "a short sentence between byline and story": "caption",
    "a sentence above the headline": "caption",
    "a sentence right above the dateline": "caption",
    "a line between a dated headline and the story": "caption",
    "a picture's text right above the story": "caption",
    "a line under the headline of a page with a section path": "caption",
    "a picture's text in the story's head": "caption",
    "a long line without a full stop": "caption",
    "a sentence beside a picture's buttons": "caption",
    "a name under several pictures": "caption",
    "a line under the headline": "deck",
    "a line between date and picture": "deck",
    "a sentence under the headline": "deck",
    "a sentence between headline and story": "deck",
    "a short paragraph whose words the story says again": "deck",
    "some sentences above the dateline": "deck",
    "a sentence above the story": "deck",
    "a name between headline and story": "name",
    "the byline of a desk": "name",
    "a name above the headline": "name",
    "a name above the story": "name",
    "a signature under the story": "name",
    "the rubric above the headline": "section",
    "a section's name under the headline": "section",
    "a section's name above the story": "section",
    "a paragraph without its end": "paragraph",
    "a paragraph that breaks off": "paragraph",
    "a paragraph behind a box": "paragraph",
    "an item of a list": "paragraph",
    "a pull quote": "pull quote",
    "at a second look": "second look",
}
"""Which rules decide weakly, by the reason they give."""

_ODDS = 2.1  # of a page without any weakness, as a logarithm
_MOST = 3  # more weak decisions of one kind say little more
_SHOWN = 6  # lines named in one reason


def weigh(page: Page) -> tuple[float, tuple[str, ...]]:
    """How sure the whole is, from 0 to 1, and the reasons to look at it, the weightiest first."""
    odds = _ODDS
    reasons: list[tuple[float, str]] = []
    for weight, reason in _of_the_whole(page):
        odds -= weight
        if reason:
            reasons.append((weight, reason))
    weak: dict[str, list[Piece]] = {}
    for piece in page.pieces:
        kind = _KINDS.get(piece.why)
        if kind is not None:
            weak.setdefault(kind, []).append(piece)
    for kind, pieces in weak.items():
        weakness = WEAKNESSES[kind]
        weight = weakness.weight * min(len(pieces), _MOST)
        odds -= weight
        reasons.append((weight, _told(weakness, pieces)))
    reasons.sort(key=lambda row: -row[0])
    return max(0.02, round(1 / (1 + math.exp(-odds)), 3)), tuple(reason for _, reason in reasons)


def _of_the_whole(page: Page) -> Iterator[tuple[float, str]]:
    """What the page as a whole leaves open."""
    if page.middle is not None:
        yield 8.0, "The text is too long for a page: only its beginning and its end were read closely."
    if not any(piece.role is Role.PARAGRAPH for piece in page.pieces):
        yield 8.0, "No paragraph was found."
    if page.headline is None:
        yield 0.88, "No headline was found."
    elif page.headline.kinship == 0.0:
        line = page.headline.spans[0].line
        yield 0.66, f"The headline on line {line} may be another line: the story has none of its words."
    if not page.language:
        yield 0.88, "The language of the page could not be told."
    elif page.language != "en":
        yield 1.1, ""  # the rules were tried on fewer pages
    if page.live or page.interview:
        yield 0.66, ""


def _told(weakness: Weakness, pieces: list[Piece]) -> str:
    """A reason with the numbers of its lines."""
    numbers = [piece.spans[0].line for piece in pieces]
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    lines = f"line {shown}" if len(numbers) == 1 else f"lines {shown}{more}"
    return weakness.told.format(lines=lines, Lines=lines[0].upper() + lines[1:])
