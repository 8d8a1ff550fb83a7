"""A structured source told line by line, and what each line became.

A page's text is accounted for by its lines. JSON and XML have elements instead: a ledger lists every value with
the place it stands in, one line a value (a long value has one line for each of its own), so that the desk shows
where each went in the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from articles.importing.document import Part, Role
from articles.importing.xml import local

_UNUSED = "kept with the source"
_LONGEST = 4000  # of one told line; the bytes keep all of it
_LONGEST_PLACE = 200
_SEPARATORS = "./[#"
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(slots=True)
class _Entry:
    place: str
    lines: list[tuple[str, Role | None, str]]  # and why; without a role it is what is claimed for the place


class Ledger:
    """Every value of a source under its place (``headlines[0].value``, ``contentMeta/headline``), in order.

    All begin as furniture, "kept with the source"; ``claim`` says what a value became. Of several claims that cover
    a value the one nearest to it holds; of two on the same place the later one.
    """

    def __init__(self, values: Iterable[tuple[str, str]]) -> None:
        self._entries: dict[str, _Entry] = {}
        self._claims: dict[str, tuple[Role, str]] = {}
        self._alone: set[str] = set()
        self._places: dict[etree._Element, str] = {}
        self._repeats: Counter[str] = Counter()
        for place, value in values:
            lines = [line for line in map(str.strip, value.splitlines()) if line]
            if lines:
                self._entries[self._free(place)] = _Entry(place, [(line, None, "") for line in lines])

    @classmethod
    def of_json(cls, document: object) -> Ledger:
        """The ledger of a parsed JSON document: one value a leaf."""
        return cls(_json_leaves(document))

    @classmethod
    def of_xml(cls, root: etree._Element, *, whole: Collection[str] = ()) -> Ledger:
        """The ledger of an XML element: attributes (``doc-id/@regsrc``) and texts, by local names.

        Elements of one name beside each other are numbered from the second on: ``keyword``, ``keyword[2]``. Elements
        named in ``whole`` are one value each, with all the markup in them.
        """
        places: dict[etree._Element, str] = {}
        ledger = cls(_xml_leaves(root, places, whole))
        ledger._places = places
        return ledger

    def __contains__(self, place: str) -> bool:
        return place in self._entries

    def place(self, node: etree._Element, attribute: str = "") -> str:
        """The place of an element of the XML this is the ledger of, or of one of its attributes."""
        place = self._places.get(node, "")
        return f"{place}/@{attribute}" if attribute else place

    def claim(self, place: str, role: Role, why: str = "", *, alone: bool = False) -> None:
        """Say what the value at ``place`` became; a place that is not there is passed over.

        A claim on ``bodies[0]`` also claims all that stands below it. A claim on ``item/category`` also claims
        ``item/category[2]``, unless it is for that one ``alone``.
        """
        if place:
            self._claims[place] = (role, why)
            (self._alone.add if alone else self._alone.discard)(place)

    def claim_node(self, node: etree._Element | None, role: Role, why: str = "", *, attribute: str = "") -> None:
        """Say what an element, without its sisters, or one of its attributes became; no element claims nothing."""
        if node is not None:
            self.claim(self.place(node, attribute), role, why, alone=True)

    def tell(self, place: str, lines: Iterable[tuple[str, Role] | tuple[str, Role, str]], why: str = "") -> None:
        """Tell the value at ``place``, and all below it, in other lines: a body's HTML block by block.

        The attributes of an element told so stay as they are.

        Each line is told with what it became, and its own reason where ``why`` does not hold for all.
        """
        entry = _Entry(place, [])
        for line, role, *reason in lines:
            if told := " ".join(line.split()):
                entry.lines.append((told, role, reason[0] if reason and reason[0] else why))
        kept: dict[str, _Entry] = {}
        for key, other in self._entries.items():
            below = key[len(place) :] if key.startswith(place) else None
            if below == "" or (below and below[0] in "./#" and not below.startswith("/@")):
                kept.setdefault(place, entry)  # where the first of them stood
            else:
                kept[key] = other
        kept.setdefault(place, entry)
        self._entries = kept

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
        nearest = {"": (Role.FURNITURE, _UNUSED), **self._claims}
        for key, entry in self._entries.items():
            claimed, why = self._nearest(key, nearest)
            place = " ".join(entry.place[:_LONGEST_PLACE].split())
            for line, role, reason in entry.lines:
                told = f"{place}: {line[:_LONGEST]}"
                if _UNWRITABLE.search(told):
                    told = _UNWRITABLE.sub("", told)
                yield told, role or claimed, reason if role else why

    def _nearest(self, place: str, known: dict[str, tuple[Role, str]]) -> tuple[Role, str]:
        """The claim on a place or on the nearest place around it: ``a/b[2]/@c`` is in ``a/b[2]``, ``a/b`` and ``a``.

        What is found on the way is remembered in ``known``, for the places beside it.
        """
        passed = []
        while place not in known:
            passed.append(place)
            end = max(0, *map(place.rfind, _SEPARATORS))
            is_sister, place = place[end : end + 1] == "[", place[:end]
            if is_sister and place in self._alone:
                place = place[: max(0, *map(place.rfind, _SEPARATORS))]
        for inner in passed:
            known[inner] = known[place]
        return known[place]

    def _free(self, place: str) -> str:
        """A key for one more value at ``place``; text around inner elements comes in several."""
        self._repeats[place] += 1
        return place if self._repeats[place] == 1 else f"{place}#{self._repeats[place]}"


def _json_leaves(document: object) -> Iterator[tuple[str, str]]:
    todo: list[tuple[str, object]] = [("", document)]
    while todo:
        place, value = todo.pop()
        if isinstance(value, dict):
            below = [(f"{place}.{key}" if place else str(key), inner) for key, inner in value.items()]
            todo.extend(reversed(below))
        elif isinstance(value, list):
            todo.extend((f"{place}[{number}]", value[number]) for number in range(len(value) - 1, -1, -1))
        elif value is not None:
            yield place, str(value)


def _xml_leaves(
    root: etree._Element, places: dict[etree._Element, str], whole: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Attributes and texts in document order, each text under the element it stands in."""
    places[root] = local(root)
    todo: list[tuple[etree._Element, bool]] = [(root, False)]
    while todo:
        node, left = todo.pop()
        if left:  # all of it is told; what follows it belongs to the element around it
            parent = node.getparent()
            if node is not root and parent is not None and node.tail and node.tail.strip():
                yield places[parent], node.tail
            continue
        todo.append((node, True))
        if place := places.get(node, ""):
            for name, value in node.attrib.items():
                yield f"{place}/@{str(name).rpartition('}')[2]}", str(value)
            if len(node) and local(node) in whole:
                yield place, (node.text or "") + "".join(etree.tostring(inner, encoding="unicode") for inner in node)
                continue
            if node.text and node.text.strip():
                yield place, node.text
            _number(node, place, places)
        todo.extend((inner, False) for inner in reversed(node))


def _number(node: etree._Element, place: str, places: dict[etree._Element, str]) -> None:
    """Give each element in ``node`` its place."""
    seen = Counter[str]()
    for inner in node:
        if name := local(inner):
            seen[name] += 1
            places[inner] = f"{place}/{name}" if seen[name] == 1 else f"{place}/{name}[{seen[name]}]"
