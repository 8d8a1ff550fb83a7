"""What a reader types into the search box, as plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 200
MAX_TERMS = 12
_PART = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Query:
    """Words and phrases that must all occur, and some that must not. A phrase is a term of several words."""

    terms: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> Query:
    """Read ``harbour "night ferry" -strike``; never raises, whatever a reader types.

    Only letters and digits are kept, so nothing typed can be an operator of a database.

    >>> parse('harbour "night ferry" -strike')
    Query(terms=(('harbour',), ('night', 'ferry')), excluded=(('strike',),))
    """
    terms: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for match in _PART.finditer(text.replace("\x00", " ")[:MAX_LENGTH]):
        minus = match.group(1) or match.group(3)
        words = tuple(_WORD.findall(match.group(2) if match.group(2) is not None else match.group(4)))
        if words and len(terms) + len(excluded) < MAX_TERMS:
            (excluded if minus else terms).append(words)
    return Query(tuple(terms), tuple(excluded))
