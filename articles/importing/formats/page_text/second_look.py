"""A second look at every line, by weights that were learnt from labelled pages.

The rules know much of a page's order, and little of what no rule was made for: a line they have no word for becomes a
crosshead in the story, or falls out above it. The second look knows no rules. It adds up what each signal of a line
(:mod:`.signals`) has meant on pages labelled by hand, and where it is sure that a line is something else, the line
becomes that. On pages that neither rules nor weights had seen, three in four of its changes were right.

The weights are those of a logistic regression with an L1 penalty, so that most signals have none; ``python -m
training`` makes them anew (training/README.md). A chance is the softmax of the sums.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from articles.importing.document import Role

from .credits import split_credit
from .page import Page
from .pieces import Piece
from .signals import Signals

WEIGHTS = Path(__file__).parent / "weights.json"

_INTO = frozenset(
    {
        Role.HEADLINE,
        Role.STANDFIRST,
        Role.SECTION,
        Role.CAPTION,
        Role.CROSSHEAD,
        Role.PARAGRAPH,
        Role.FURNITURE,
    }
)
_FROM = _INTO | {Role.AGENCY}
"""What a line may become, and have been; names, dates and credits are left to the rules, which read them."""

_SURE = 0.7
_SURER = 0.8  # for what the rules have left out, and for decks
_SURE_OF_ONE = 0.9  # for what a page has only one of
_ONLY_ONE = frozenset({Role.HEADLINE, Role.SECTION})
_UNSURE = 0.9  # lines of which the rules are surer are not looked at


class Weights(NamedTuple):
    """What each signal adds to each role."""

    roles: tuple[Role, ...]
    bias: tuple[float, ...]
    signals: dict[str, tuple[tuple[int, float], ...]]  # the role's place, and what is added

    def chances(self, signals: list[str]) -> dict[Role, float]:
        """The chance of each role of a line that shows these signals."""
        sums = list(self.bias)
        known = self.signals
        for signal in signals:
            for role, weight in known.get(signal, ()):
                sums[role] += weight
        most = max(sums)
        powers = [math.exp(total - most) for total in sums]
        whole = sum(powers)
        return {role: power / whole for role, power in zip(self.roles, powers, strict=True)}


@cache
def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights of a file, at first those the project ships with."""
    found = json.loads(path.read_text(encoding="utf-8"))
    roles = tuple(Role(role) for role in found["roles"])
    places = {role.value: place for place, role in enumerate(roles)}
    signals = {
        signal: tuple((places[role], weight) for role, weight in added.items())
        for signal, added in found["signals"].items()
    }
    return Weights(roles, tuple(found["bias"]), signals)


def look_again(page: Page) -> None:
    """Change the lines that are surely something else than the rules have made of them."""
    if page.lead is None or page.middle is not None or page.live:
        return  # a live report has a form of its own, and few were learnt from
    asked = [piece for piece in page.pieces if _is_in_question(page, piece)]
    if not asked:
        return
    weights, signals = read_weights(), Signals(page)
    found: list[tuple[float, Piece, Role]] = []
    for piece in asked:
        chances = weights.chances(signals.of(piece.at))
        role = max(chances, key=chances.__getitem__)
        told = role is Role.STANDFIRST and piece.at > page.lead  # what sums a story up stands above it
        if not told and _may_change(piece, role, chances[role]):
            found.append((chances[role], piece, role))
    for chance, piece, role in found:
        _change(page, piece, role, chance)
    if page.airy:
        _follow_block(page, [piece for _, piece, role in found if role is Role.FURNITURE])


def _follow_block(page: Page, changed: list[Piece]) -> None:
    """Where all lines of a block but one are now the page's own, so is the one: a list's item or a bare credit."""
    for first in {piece.at - piece.place for piece in changed if piece.block >= 4}:
        block = page.pieces[first : first + page.pieces[first].block]
        rest = [piece for piece in block if piece.role is not Role.FURNITURE]
        if len(rest) == 1 and (rest[0].why == "an item of a list" or rest[0].role is Role.CREDIT):
            rest[0].settle(Role.FURNITURE, "in a box of the page, as all lines around it", 0.7)


def _is_in_question(page: Page, piece: Piece) -> bool:
    """Whether a second look may tell anything: of a line the rules are not sure of, unless paragraphs are around it."""
    if piece.confidence >= _UNSURE or piece.role not in _FROM or piece.glued:
        return False  # what was cut out of a line was cut for what it is
    around = page.pieces[max(0, piece.at - 1) : piece.at + 2]
    return piece.role is not Role.PARAGRAPH or any(other.role is not Role.PARAGRAPH for other in around)


def _may_change(piece: Piece, role: Role, chance: float) -> bool:
    was = piece.role
    if role is was or role not in _INTO:
        return False
    if role is Role.PARAGRAPH and was is not Role.CAPTION:
        return False  # the rules know better where a story begins and ends, and what heads its parts
    if was in _ONLY_ONE or role in _ONLY_ONE:
        return chance > _SURE_OF_ONE
    return chance > (_SURER if was is Role.FURNITURE or role is Role.STANDFIRST else _SURE)


def _change(page: Page, piece: Piece, role: Role, chance: float) -> None:
    if role is Role.HEADLINE:
        if page.headline is not None and page.headline.role is Role.HEADLINE:
            return
        page.headline = piece
    elif piece is page.headline:
        page.headline = None
    if role is Role.SECTION and page.of(Role.SECTION):
        return
    piece.settle(role, "at a second look", round(chance, 2))
    if role is Role.CAPTION:
        piece.caption, piece.credit = split_credit(piece.text) or (piece.text, "")
