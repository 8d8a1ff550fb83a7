"""A structured source told line by line, and what each line became.

A page's text is accounted for by its lines. JSON and XML have elements instead: a ledger lists every value with
the place it stands in, one line a value (a long value has one line for each of its own), so that the desk shows
where each went in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from articles.importing.document import Part, Role
from articles.importing.xml import local

_UNUSED = "kept with the source"
_LONGEST = 4000  # of one told line; the bytes keep all of it


@dataclass(slots=True)
class _Entry:
    place: str
    lines: list[tuple[str, Role]]
    why: str = _UNUSED


class Ledger:
    """Every value of a source under its place (``headlines[0].value``, ``contentMeta/headline``), in order.

    All begin as furniture, "kept with the source"; ``claim`` says what a value became.
    """

    def __init__(self, values: Iterable[tuple[str, str]]) -> None:
        self._entries: dict[str, _Entry] = {}
        for place, value in values:
            lines = [(line, Role.FURNITURE) for line in map(str.strip, value.splitlines()) if line]
            if lines:
                self._entries.setdefault(self._free(place), _Entry(place, lines))

    @classmethod
    def of_json(cls, document: object) -> Ledger:
        """The ledger of a parsed JSON document: one value a leaf."""
        return cls(_json_leaves(document))

    @classmethod
    def of_xml(cls, root: etree._Element, *, whole: Collection[str] = ()) -> Ledger:
        """The ledger of an XML element: attributes (``doc-id/@regsrc``) and texts, by local names.

        Elements named in ``whole`` are one value each, with all the markup in them.
        """
        return cls(_xml_leaves(root, local(root), whole))

    def __contains__(self, place: str) -> bool:
        return place in self._entries

    def claim(self, place: str, role: Role, why: str = "", *, alone: bool = False) -> None:
        """Say what the value at ``place`` became; a place that is not there is passed over.

        A claim on ``bodies[0]`` also claims all that stands below it. A claim on ``item/category`` also claims
        ``item/category[2]``, unless it is for that one ``alone``.
        """
        below = (f"{place}.", f"{place}/") if alone else (f"{place}.", f"{place}/", f"{place}[")
        for key, entry in self._entries.items():
            if key == place or key.startswith(below):
                entry.lines = [(line, role) for line, _ in entry.lines]
                entry.why = why

    def tell(self, place: str, lines: Iterable[tuple[str, Role]], why: str = "") -> None:
        """Tell the value at ``place`` in other lines, each with what it became: a body's HTML block by block."""
        told = [(" ".join(line.split()), role) for line, role in lines]
        self._entries[place] = _Entry(place, [(line, role) for line, role in told if line], why)

    @property
    def text(self) -> str:
        """All lines, each behind its place."""
        return "\n".join(line for line, _, _ in self._lines())

    @property
    def account(self) -> tuple[Part, ...]:
        """What each line of ``text`` became."""
        return tuple(
            Part(number, 0, len(line), role, why=why) for number, (line, role, why) in enumerate(self._lines(), start=1)
        )

    def _lines(self) -> Iterator[tuple[str, Role, str]]:
        for entry in self._entries.values():
            for line, role in entry.lines:
                yield f"{entry.place}: {line[:_LONGEST]}".replace("\x00", ""), role, entry.why

    def _free(self, place: str) -> str:
        number, free = 2, place
        while free in self._entries:
            free, number = f"{place}#{number}", number + 1
        return free


def _json_leaves(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _json_leaves(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _json_leaves(inner, f"{place}[{number}]")
    elif value is not None:
        yield place, str(value)


def place_of(node: etree._Element) -> str:
    """The place under which the ledger of a node's document has it: ``rss/channel/item/category[2]``."""
    steps = []
    for each in (node, *node.iterancestors()):
        name = local(each)
        number = 1 + sum(local(before) == name for before in each.itersiblings(preceding=True))
        steps.append(name if number == 1 else f"{name}[{number}]")
    return "/".join(reversed(steps))


def _xml_leaves(node: etree._Element, place: str, whole: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    for name, value in node.attrib.items():
        yield f"{place}/@{str(name).rpartition('}')[2]}", str(value)
    if len(node) and local(node) in whole:
        yield place, (node.text or "") + "".join(etree.tostring(inner, encoding="unicode") for inner in node)
        return
    if node.text and node.text.strip():
        yield place, node.text
    seen: dict[str, int] = {}
    for inner in node:
        name = local(inner)
        if name:
            seen[name] = seen.get(name, 0) + 1
            there = f"{place}/{name}" if seen[name] == 1 else f"{place}/{name}[{seen[name]}]"
            yield from _xml_leaves(inner, there, whole)
        if inner.tail and inner.tail.strip():
            yield place, inner.tail
