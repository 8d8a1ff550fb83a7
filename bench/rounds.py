"""Page after page against the constant page, in rounds, so that what else the machine does falls on both.

Each round gives each kind of page a second, right after a second of the constant page. A ratio is that of two such
neighbours; what is reported is the median over the rounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.load import Answered, Ask, ask_once, load
from bench.place import CannotRun

CONSTANT = "constant page"
STATIC = "static file"
ARTICLE = "article"
NOT_MODIFIED = "article, not modified"


@dataclass(frozen=True)
class Kind:
    """A kind of page, with many addresses of it that are asked for in turn."""

    name: str
    asks: tuple[Ask, ...]
    expected: int = 200


@dataclass
class Measured:
    """What the rounds said of one kind of page."""

    kind: Kind
    kilobytes: float
    own: list[Answered] = field(default_factory=list)
    constant: list[Answered] = field(default_factory=list)
    queries: int | None = None

    @property
    def rate(self) -> float:
        """Requests per second."""
        return median(each.rate for each in self.own)

    @property
    def p50(self) -> float:
        """Half of the answers came within so many milliseconds."""
        return median(each.p50 for each in self.own)

    @property
    def p99(self) -> float:
        """All but one in a hundred answers came within so many milliseconds."""
        return median(each.p99 for each in self.own)

    @property
    def rate_to_constant(self) -> float:
        """Its rate as a part of the constant page's."""
        return self._ratio(lambda answered: answered.rate)

    @property
    def p50_to_constant(self) -> float:
        """Its p50 as a multiple of the constant page's."""
        return self._ratio(lambda answered: answered.p50)

    @property
    def p99_to_constant(self) -> float:
        """Its p99 as a multiple of the constant page's."""
        return self._ratio(lambda answered: answered.p99)

    @property
    def failed(self) -> int:
        """Requests without a good answer."""
        return sum(each.failed for each in self.own)

    def _ratio(self, of: Callable[[Answered], float]) -> float:
        return median(of(mine) / (of(theirs) or 1) for mine, theirs in zip(self.own, self.constant, strict=True))


def prepare(port: int, kinds: Sequence[Kind]) -> list[Measured]:
    """Ask each address once, which also warms the server up; adds the story pages that a reader has already.

    :class:`CannotRun` for an address that does not answer as it should.
    """
    prepared = []
    for kind in kinds:
        answers = [_good_answer(port, ask, kind.expected) for ask in kind.asks]
        sizes = sorted(len(body) for _, body in answers)
        prepared.append(Measured(kind, sizes[len(sizes) // 2] / 1024))
        if kind.name == ARTICLE:
            known = [Ask(ask.path, headers["etag"]) for ask, (headers, _) in zip(kind.asks, answers, strict=True)]
            for ask in known:
                _good_answer(port, ask, 304)
            prepared.append(Measured(Kind(NOT_MODIFIED, tuple(known), 304), 0.0))
    return prepared


def _good_answer(port: int, ask: Ask, expected: int) -> tuple[dict[str, str], bytes]:
    status, headers, body = ask_once(port, ask)
    if status != expected:
        raise CannotRun(
            f"{ask.path} answers {status} where {expected} was expected: {re.sub(rb'<.*', b'', body)[:80]!r}"
        )
    return headers, body


def measure(
    port: int, pages: Sequence[Measured], *, rounds: int, connections: int, told: Callable[[str], None]
) -> None:
    """Run the rounds; ``told`` hears what has been measured. A first round of the constant page is thrown away."""
    constant = next(page for page in pages if page.kind.name == CONSTANT)
    load(port, constant.kind.asks, connections=connections, seconds=1)
    for number in range(rounds):
        for page in pages:
            before = load(port, constant.kind.asks, connections=connections, seconds=1)
            page.constant.append(before)
            if page is constant:
                page.own.append(before)
            else:
                page.own.append(load(port, page.kind.asks, connections=connections, seconds=1))
            told(f"Round {number + 1} of {rounds}: {page.kind.name}")


def named(pages: Sequence[Measured], name: str) -> Measured:
    """The page of that name."""
    return next(page for page in pages if page.kind.name == name)


def rate_to_static(pages: Sequence[Measured], page: Measured) -> float:
    """A page's rate as a part of the static file's, both by way of the constant page beside them."""
    return page.rate_to_constant / named(pages, STATIC).rate_to_constant
