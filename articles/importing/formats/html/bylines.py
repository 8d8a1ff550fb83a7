"""Who wrote a story: in JSON-LD, in meta elements, and as the page prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element

from articles.importing.document import ParsedByline
from articles.importing.formats.page_text.names import is_generic, label_end, looks_like_name, read_names
from articles.importing.people import is_person

from .lines import Line
from .linked_data import LinkedData, Node, text_of, types_of
from .meta import Meta
from .places import Place, Places

AUTHOR_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "dc.contributor", "byl", "byline", "cxenseparse:author", "og:article:author", "vr:author",
    "authors", "citation_author",
)  # fmt: skip
_JOINED = re.compile(r"\s*(?:;|\||\n|\u2022|\s/\s)\s*")
_SEVERAL = re.compile(
    r",|、|&|\s(?:and|und|et|y|e|i|en|och|og|ja|и|та|with|mit|avec|con)\s|\sin\s|\(| - | – | — ", re.IGNORECASE
)
_ADDRESS = re.compile(r"^(?:https?:|www\.|//)|^[\w.+-]+@[\w-]+\.\w+$|^@\w+$|^/\S*$", re.IGNORECASE)
_NOBODY = frozenset(
    """
    admin administrator null none undefined unknown anonymous author webmaster editor user guest nan n/a false true test
    super_admin superadmin root
    """.split()
)
_MACHINE = re.compile(r"\bdeveloper\b|^\d+$|^[\W_]+$|\.(?:com|net|org|html?)$", re.IGNORECASE)
_AUTHOR_LINK = re.compile(
    r"/(?:by|authors?|autor(?:en|es|i)?|auteurs?|autore|contributors?|columnists?|journalists?|reporters?)/",
    re.IGNORECASE,
)
_LONGEST = 200
_MOST = 20


def authors_of(article: Node, data: LinkedData) -> list[ParsedByline]:
    """The authors that JSON-LD names, people before organisations."""
    people: list[ParsedByline] = []
    others: list[ParsedByline] = []
    for key in ("author", "creator"):
        for value in data.values(article, key)[:_MOST]:
            if isinstance(value, str):
                people += names_in(text_of(value))
            elif isinstance(value, dict):
                name = text_of(value.get("name")) or " ".join(
                    filter(None, map(text_of, (value.get("givenName"), value.get("familyName"))))
                )
                role = text_of(value.get("jobTitle"))
                if _is_organisation(value):
                    others += [ParsedByline(name, role)] if _is_name(name) else []
                else:
                    people += [ParsedByline(one.name, one.role or role) for one in names_in(name)]
        if people or others:
            break
    return _unique([*people, *others])


def _is_organisation(node: Node) -> bool:
    return any("Organization" in kind for kind in types_of(node))


def names_in(text: str) -> list[ParsedByline]:
    """The names in a string, which may hold several, a label, roles and places; none where it is no name."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST or _ADDRESS.match(text):
        return []
    found: list[ParsedByline] = []
    for part in _JOINED.split(text):
        part = part[label_end(part) :].strip(" ,;:|")
        if not _is_name(part):
            continue
        if _SEVERAL.search(part) or not part.isascii():
            named = read_names(part, labelled=True)
            # "Le Figaro et AFP" is one byline of nobody, not two people.
            if named and all(_is_name(one.name) and is_person(one.name) for one in named):
                found += named
                continue
        found.append(ParsedByline(part))
    return found


def _is_name(text: str) -> bool:
    return (
        bool(text)
        and text.casefold() not in _NOBODY
        and not _ADDRESS.match(text)
        and not _MACHINE.search(text)
        and len(text) <= 120
    )


def _unique(bylines: Iterable[ParsedByline]) -> list[ParsedByline]:
    """Each name once, the first time it is said; a role is taken from where there is one."""
    found: dict[str, ParsedByline] = {}
    for one in bylines:
        key = one.name.casefold()
        if key not in found:
            found[key] = one
        elif one.role and not found[key].role:
            found[key] = ParsedByline(found[key].name, one.role)
    return list(found.values())[:_MOST]


def authors_in_meta(meta: Meta) -> list[ParsedByline]:
    """The authors that meta elements name, all values of the first that names any."""
    for key in AUTHOR_META:
        if found := [one for value in meta.all(key) for one in names_in(value)]:
            return _unique(found)
    return []


def read_bare_name(lines: list[Line]) -> Printed:
    """A first line that is a person's name and nothing else."""
    printed = Printed()
    for line in lines:
        if (
            looks_like_name(line.text)
            and is_person(line.text)
            and not line.heading
            and "," not in line.text
            and len(line.text.split()) <= 4
        ):
            printed.bylines.append(ParsedByline(line.text))
            printed.lines.append(line)
    return printed


class Printed:
    """Bylines as the page prints them, and the lines that do."""

    def __init__(self) -> None:
        self.bylines: list[ParsedByline] = []
        self.lines: list[Line] = []


def read_printed(lines: list[Line], places: Places) -> Printed:
    """The first byline among these lines: links to authors' pages, marked elements, or a label ("By …")."""
    printed = Printed()
    for line in lines:
        if len(line.text) > _LONGEST:
            continue
        place = places.within(line.node, _above(line.block, 4))
        if place & (Place.COMMENTS | Place.PROMO | Place.TAGS | Place.BIO):
            continue
        named = _linked_authors(line) or [
            one for piece in line.pieces for one in _marked_author(piece, line, place) or _labelled(piece, line)
        ]
        if named:
            printed.bylines += named
            printed.lines.append(line)
    printed.bylines = _unique(ParsedByline(one.name, _without_date(one.role)) for one in printed.bylines)
    return printed


def _without_date(role: str) -> str:
    """A role as printed without the date behind it: "Lille 05.08.2024"."""
    return re.split(r"\s*\d", role, maxsplit=1)[0].strip(" ,;|–—-") if re.search(r"\d{2}", role) else role


def _above(node: _Element, steps: int) -> _Element | None:
    current: _Element | None = node
    for _ in range(steps):
        if current is None:
            return None
        current = current.getparent()
    return current


def _linked_authors(line: Line) -> list[ParsedByline]:
    """Names that link to their own pages."""
    found: list[ParsedByline] = []
    for run in line.runs:
        node = run.node
        rel = ""
        while node is not None and node is not line.block.getparent():
            rel += f" {node.get('rel') or ''} {node.get('itemprop') or ''}"
            node = node.getparent()
        words = rel.split()
        if run.link and ("author" in words or _AUTHOR_LINK.search(run.link)) and not line.heading:
            name = run.text[label_end(run.text) :].strip(" ,;:|")
            if looks_like_name(name, loose="author" in words) or (
                not name.isascii() and _is_name(name) and len(name) < 30 and "author" in words
            ):
                found.append(ParsedByline(name))
    return found


def _marked_author(piece: str, line: Line, place: int) -> list[ParsedByline]:
    """A line in an element that is a byline by its class: "Ann Lee", "By Ann Lee and Bo Ek"."""
    if not place & Place.BYLINE or line.heading == 1:
        return []
    start = label_end(piece)
    text = piece[start:]
    if start:
        return [one for one in read_names(text, labelled=True) if _is_name(one.name)]
    return [ParsedByline(text)] if looks_like_name(text) and is_person(text) and not is_generic(text) else []


def _labelled(piece: str, line: Line) -> list[ParsedByline]:
    """A line that is all byline: "By Ann Lee"."""
    start = label_end(piece)
    if not start or len(piece) > 90 or line.heading == 1 or line.linked * 2 > len(line.text) + 20:
        return []
    named = read_names(piece[start:], labelled=True)
    return (
        [one for one in named if is_person(one.name)]
        if named and all(looks_like_name(one.name, loose=True) for one in named)
        else []
    )
