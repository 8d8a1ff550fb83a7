"""A page told line by line: what each line became, and what was read where readers do not look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from articles.importing.document import ParsedTopic, Part, Role

from .lines import Line, bare
from .page import Page
from .places import Place

_LONGEST_TOLD = 2000
_NEAR = 12

# Why a line is furniture, by where it stands; the first that fits.
_PLACES: tuple[tuple[int, str], ...] = (
    (Place.COMMENTS, "a reader's comment"),
    (Place.PROMO, "leads to other stories, or asks for something"),
    (Place.CAPTION, "under a picture of another story"),
    (Place.BIO, "about the author"),
    (Place.BOX, "a box beside the story"),
    (Place.PULL, "a quotation set apart from the story"),
    (Place.TRAIL, "where the page stands on the site"),
    (Place.TAGS, "keywords"),
    (Place.CHROME, "the page around the story"),
)


class Account:
    """What each line of a page became."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._roles: dict[Line, tuple[Role, str]] = {}
        self._also: dict[Line, list[Role]] = {}
        self._told: list[tuple[str, str, Role]] = []

    def __contains__(self, line: Line) -> bool:
        return line in self._roles

    def claim(self, line: Line, role: Role, why: str) -> None:
        """Say what a line became; of a line that is something already, that it is this as well."""
        held = self._roles.setdefault(line, (role, why))
        if held[0] is not role and role not in self._also.setdefault(line, []):
            self._also[line].append(role)

    def role_of(self, line: Line) -> Role | None:
        """What a line became, if anything."""
        return self._roles[line][0] if line in self._roles else None

    def free(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that nothing has claimed yet."""
        return [line for line in lines if line not in self._roles]

    def tell(self, place: str, value: str, role: Role) -> None:
        """Tell a value that stands in no line of the page; an empty one is none."""
        if value:
            self._told.append((place, value, role))

    def name(self, *, section: str, topics: Iterable[ParsedTopic], near: int, after: int) -> None:
        """Claim the lines that print the section by the headline (line ``near``), and topics below the story."""
        named = {bare(topic.name) for topic in topics}
        for line in self.free(self.page.lines):
            if section and line.bare == bare(section) and abs(line.number - near) < _NEAR:
                self.claim(line, Role.SECTION, "the section")
            elif line.bare in named and line.number > after:
                self.claim(line, Role.TOPIC, "a topic")
        self.tell("section", section, Role.SECTION)
        for topic in topics:
            self.tell("topic", topic.name, Role.TOPIC)

    def written(self, why: Mapping[Line, str]) -> tuple[str, tuple[Part, ...]]:
        """The text of the account and its parts; ``why`` says of some lines why they are not the story's."""
        texts: list[str] = []
        parts: list[Part] = []
        for line in self.page.lines:
            role, reason = self._roles.get(line) or (Role.FURNITURE, why.get(line) or self._place(line))
            texts.append(line.text)
            parts.append(Part(len(texts), 0, len(line.text), role, tuple(self._also.get(line, ())), why=reason))
        for place, value, role in self._told:
            text = f"{place}: {' '.join(value.split())[:_LONGEST_TOLD]}"
            texts.append(text)
            parts.append(Part(len(texts), 0, len(text), role, why="said where readers do not look"))
        return "\n".join(texts), tuple(parts)

    def _place(self, line: Line) -> str:
        if line.hidden:
            return "not shown on the page"
        place = self.page.places.all(line.node)
        return next((words for known, words in _PLACES if place & known), "not part of the story")
