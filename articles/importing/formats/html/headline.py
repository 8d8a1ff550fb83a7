"""The headline: what the page shows as one and what it says elsewhere, weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from .lines import Line, bare
from .linked_data import Node, text_of
from .meta import Meta

_SITE = re.compile(r"\s+(?:\||-|–|—|::|»|•|·|<)\s+")
_LONGEST = 500
_MOST_SHOWN = 50  # headings of the first level
_TOP = 300  # lines among which a headline is looked for
_LEAST = 8  # letters and digits that are enough to compare


class Headline:
    """The headline chosen, and how many of the sources said the same."""

    def __init__(
        self, article: Node, meta: Meta, lines: list[Line], title: str, *, is_site: Callable[[str], bool]
    ) -> None:
        shown = dict.fromkeys(line.text for line in lines if line.heading == 1 and len(line.text) < _LONGEST)
        self.shown = list(shown)[:_MOST_SHOWN]
        self.sources: dict[str, str] = {
            "JSON-LD": text_of(article.get("headline")),
            "og:title": meta.first("og:title"),
            "twitter:title": meta.first("twitter:title"),
            "title": title,
        }
        self.sources = {name: text for name, text in self.sources.items() if len(text) < _LONGEST and bare(text)}
        self._lines = lines
        text = self._choose(text_of(article.get("name")), {line.bare for line in lines if len(line.text) < 400})
        cut = without_site(text)
        self.text = cut if cut != text and is_site(text[len(cut) :]) else text
        self.support = sum(1 for text in [*self.shown, *self.sources.values()] if agree(self.text, text))

    def _choose(self, name: str, shown_anywhere: set[str]) -> str:
        """JSON-LD's headline is the publisher's own word for it, unless readers see another one.

        Search engines are told another headline on some pages: then the one that is shown, and that is given for
        sharing as well, is the story's.
        """
        linked, og = self.sources.get("JSON-LD", ""), self.sources.get("og:title", "")
        best, support = "", 0
        for text in self.shown:
            count = sum(
                1 for source in self.sources.values() if agree(text, source) or agree(text, without_site(source))
            )
            if count > support:
                best, support = text, count
        if linked:
            shared = bool(best) and bool(og) and agree(best, og)
            return best if shared and not agree(linked, best) and bare(linked) not in shown_anywhere else linked
        if not self.shown and (plain := self._plain_heading()):
            return plain
        if best:
            # Where a kicker stands in the heading, what is given for sharing has the headline alone.
            return og if og and bare(best).endswith(bare(og)) and agree(best, og) else best
        voted = [without_site(text) for text in (og, self.sources.get("twitter:title", "")) if text]
        return (
            next(iter(voted), "")
            or max(self.shown, key=len, default="")
            or name
            or without_site(self.sources.get("title", ""))
        )

    def _plain_heading(self) -> str:
        """On a page without headings, the line that the title begins or ends with: old pages set it in large type."""
        title = bare(self.sources.get("title", ""))
        for line in self._lines[:_TOP]:
            key = line.bare
            fits = _LEAST < len(key) < len(title) < 2 * len(key) and not line.linked
            if fits and (title.startswith(key) or title.endswith(key)):
                return line.text
        return ""


def agree(one: str, other: str) -> bool:
    """Whether two texts are the same headline: equal, one the beginning or the end of the other, or nearly equal."""
    a, b = bare(one), bare(other)
    if a == b:
        return bool(a)
    if min(len(a), len(b)) < _LEAST:
        return False
    short, long = sorted((a, b), key=len)
    if (long.startswith(short) or long.endswith(short)) and len(short) * 2 > len(long):
        return True
    return len(long) < 300 and SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.85


def without_site(text: str) -> str:
    """A page's title without the name of the site behind it.

    >>> without_site("Night boat returns | The Courier")
    'Night boat returns'
    """
    parts = _SITE.split(text)
    if len(parts) < 2:
        return text
    cut = text[: text.rindex(parts[-1])].rstrip(" |-–—:»•·<")
    return cut if len(parts[-1]) < 40 and len(cut) * 2 > len(parts[-1]) else text
