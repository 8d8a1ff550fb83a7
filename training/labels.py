"""The role of each line of a labelled page, told from the page's labels.

The labels name what is in the fields of the story (``shared/corpus/README.md`` has the schema); a line's role is
the field its text stands in. A text that stands in two is taken for the more particular one, and each label is used
up by the first line that has it, so that a second printing is furniture; only crossheads are listed before they come.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from articles.importing.document import Role
from articles.importing.formats.page_text.pieces import Piece

_EDGES = " :|–-"
_MOST_OF_CREDIT = 25  # a credit's line holds little beside it


def plain(text: str | None) -> str:
    """A text with one blank wherever it has blanks, as labels are compared."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "").replace("\u00a0", " ")).strip()


def roles_of(pieces: Iterable[Piece], labels: dict[str, Any]) -> list[Role]:
    """The role of each piece of a page with these labels, in order."""
    texts = [plain(piece.text) for piece in pieces]
    gold = _Labels(labels, Counter(texts))
    return [gold.role_of(text) for text in texts]


class _Labels:
    """The labels of a page that no line has used up yet."""

    def __init__(self, labels: dict[str, Any], prints: Counter[str]) -> None:
        self.prints = prints  # how often each text still comes
        self.headline = plain(labels["headline"]).strip(_EDGES)
        self.standfirst = Counter(plain(line) for line in (labels["standfirst"] or "").split("\n") if plain(line))
        self.paragraphs = Counter(map(plain, labels["paragraphs"]))
        self.crossheads = Counter(map(plain, labels["crossheads"]))
        self.furniture = Counter(map(plain, labels["furniture"]))
        self.captions = [plain(row["caption"]) for row in labels["captions"] if plain(row["caption"])]
        self.credits = [plain(row["credit"]) for row in labels["captions"] if plain(row["credit"])]
        self.names = [plain(row["name"]) for row in labels["bylines"]]
        self.posts = [plain(row["role"]) for row in labels["bylines"] if plain(row["role"])]
        self.section, self.agency = plain(labels["section"]), plain(labels["agency"])
        self.dateline, self.correction = plain(labels["dateline"]), plain(labels["correction"])
        self.dated = bool(labels["published"] or labels["updated"])
        self.body = "\n".join(map(plain, labels["paragraphs"]))
        self.page = "\n".join(map(plain, labels["furniture"]))

    def role_of(self, text: str) -> Role:
        """The role of the next line with this text."""
        self.prints[text] -= 1
        return self._whole(text) or self._in_field(text) or self._part(text)

    def _whole(self, text: str) -> Role | None:
        """A line that is all of one label."""
        if self.headline and text.strip(_EDGES) == self.headline:
            self.headline = ""
            return Role.HEADLINE
        if 0 < self.crossheads[text] <= self.prints[text] and self.furniture[text] > 0:
            self.furniture[text] -= 1
            return Role.FURNITURE  # in a list of the crossheads: they stand further down
        for role, left in (
            (Role.STANDFIRST, self.standfirst),
            (Role.PARAGRAPH, self.paragraphs),
            (Role.CROSSHEAD, self.crossheads),
        ):
            if left[text] > 0:
                left[text] -= 1
                return role
        for caption in self.captions:
            if text == caption or (caption in text and len(caption) * 2 >= len(text)):
                self.captions.remove(caption)
                return Role.CAPTION
        if self.furniture[text] > 0:
            self.furniture[text] -= 1
            return Role.FURNITURE
        return None

    def _in_field(self, text: str) -> Role | None:
        """A line that holds a label beside its own words."""
        for credit in self.credits:
            if credit in text and len(text) <= len(credit) + _MOST_OF_CREDIT:
                self.credits.remove(credit)
                return Role.CREDIT
        if self.correction and text in self.correction:
            return Role.CORRECTION
        if len(text) < 300 and any(name in text for name in self.names):
            return Role.BYLINE
        if len(text) < 200 and any(post in text or text in post for post in self.posts):
            return Role.BYLINE
        if self.section and (self.section in text or text in self.section):
            self.section = ""
            return Role.SECTION
        if self.agency and self.agency in text and len(text) < len(self.agency) + 20 and not re.search(r"\d", text):
            return Role.AGENCY
        if self.dated and len(text) < 160 and text not in self.page and text not in self.body:
            return Role.PUBLISHED
        if self.dateline and self.dateline in text and len(text) < 60:
            return Role.DATELINE
        return None

    def _part(self, text: str) -> Role:
        """A line that is a part of a paragraph, or holds one."""
        if len(text) > 20 and (
            text in self.body or any(len(paragraph) > 20 and paragraph in text for paragraph in self.paragraphs)
        ):
            return Role.PARAGRAPH
        return Role.FURNITURE
