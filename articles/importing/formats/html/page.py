"""A saved page with everything it says of itself, as all later stages ask it."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from lxml.etree import _Element

from .body import is_prose
from .hydrated import story_in_scripts
from .lines import bare, read_lines
from .linked_data import LinkedData, keys_of, text_of
from .meta import Meta, base_of, canonical_of, is_address, join
from .places import Places

_HARDLY_ANY_TEXT = 250


class Page:
    """A page's tree, its lines, its meta elements and its JSON-LD.

    ``given`` is the address it was saved from; ``ended`` is false where the page lacks its end.
    """

    def __init__(
        self,
        name: str,
        root: _Element,
        *,
        encoding: str = "",
        given: str = "",
        notes: list[str] | None = None,
        ended: bool = True,
    ) -> None:
        self.name = name
        self.root = root
        self.encoding = encoding
        self.given = given if is_address(given) else ""
        self.notes = notes or []
        self.ended = ended
        self.places = Places()
        self.lines = read_lines(root)
        if sum(len(line.text) for line in self.lines if is_prose(line)) < _HARDLY_ANY_TEXT:
            self._read_scripts()
        self.meta = Meta(root)
        self.data = LinkedData(root)
        self.title = " ".join((root.findtext(".//title") or "").split())
        self.canonical = canonical_of(root, self.given)
        self.base = base_of(root, self.given or self.canonical or self.meta.first("og:url"))
        headings = [line.text for line in self.lines if line.heading == 1]
        self.article = self.data.article(
            address=self.canonical or self.given, titles=keys_of([*headings, self.meta.first("og:title"), self.title])
        )

    def _read_scripts(self) -> None:
        """Take the story out of the page's scripts where the page itself shows hardly any text."""
        story, body = story_in_scripts(self.root), self.root.find("body")
        if story is not None and body is not None:
            body.append(story)
            self.lines = read_lines(self.root)
            self.notes.append("The page shows its text only through scripts; it was read from their data.")

    @cached_property
    def _sites(self) -> frozenset[str]:
        """The names of the site, as far as the page says them, as letters and digits."""
        publisher = self.data.resolved(self.article.get("publisher"))
        host = urlsplit(self.canonical or self.given).netloc.removeprefix("www.")
        said = [
            self.meta.first("og:site_name"),
            self.meta.first("application-name"),
            text_of(publisher),
            host,
            host.rpartition(".")[0],
        ]
        return frozenset(key for text in said if len(key := bare(text)) > 3)

    def is_site(self, name: str) -> bool:
        """Whether a name is the site's own: "Lesotho Times", "www.example.com"."""
        key = bare(name)
        return len(key) > 3 and any(key in site or site in key for site in self._sites)

    def resolve(self, link: str) -> str:
        """Where a link of the page leads; ``""`` for nowhere or for a place on the page itself."""
        return join(self.base, link)

    @property
    def best_address(self) -> str:
        """Where the page stood, as far as anything says so."""
        return self.canonical or self.given or self.meta.first("og:url")
