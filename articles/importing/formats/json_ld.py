"""schema.org as a JSON-LD document of its own (https://schema.org/NewsArticle), as ``export_articles`` writes it.

A page that carries JSON-LD among its HTML is another format; here the document is all there is, so its text must be
in it: as ``articleBody``, or in its markup as an ``encoding`` of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from articles.importing.bodies import Body, read_body, read_text
from articles.importing.document import (
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    ParseError,
    PubStatus,
    Role,
)
from articles.importing.formats.wire import (
    KINDS,
    Instant,
    Topics,
    code_address,
    identity,
    kind_of,
    section_of,
    update_of,
    version_of,
)
from articles.importing.json import read_json_documents
from articles.importing.ledger import Ledger
from articles.importing.values import read_date, read_language, whole_number

ARTICLES = re.compile(r"(?:[A-Za-z]*NewsArticle|Article|LiveBlogPosting|BlogPosting|Report)\Z")
WITHDRAWN = frozenset({"withdrawn", "retracted", "canceled", "cancelled"})
# Kinds of a story under their own names.
OWN_KINDS = frozenset({*KINDS.values(), "news", "other"})

_SNIFF = re.compile(rb'\A[\[{].*"@(?:context|graph|type)"\s*:', re.DOTALL)
_VOCABULARY = re.compile(rb"schema\.org")


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is JSON-LD with the vocabulary of schema.org."""
    return _SNIFF.search(head) is not None and _VOCABULARY.search(head) is not None


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The story of a document; of several, the first.

    Raises :class:`ParseError` for what is not JSON, holds no article, or holds one without headline and text.
    """
    documents = read_json_documents(data, name=name)
    document = next(documents.each)
    places = {place: node for place, node in _nodes(document) if _types(node)}
    found = next((place for place, node in places.items() if any(map(ARTICLES.match, _types(node)))), None)
    if found is None:
        raise ParseError(name, "there is no article of schema.org in this JSON-LD")
    crumbs = next((node for node in places.values() if "BreadcrumbList" in _types(node)), {})
    story = _Article(document, found, places[found], crumbs, documents.encoding).story()
    if not story.headline and not story.body:
        raise ParseError(name, "the article has neither a headline nor a text: JSON-LD without one belongs to a page")
    yield story


def _nodes(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The nodes at the top of a document: itself, those in a list, those in its graph; each with its place."""
    if isinstance(document, list):
        for number, inner in enumerate(document):
            yield from ((f"[{number}]{place}", node) for place, node in _nodes(inner))
    elif isinstance(document, dict):
        yield "", document
        graph = document.get("@graph")
        for number, inner in enumerate(graph if isinstance(graph, list) else []):
            if isinstance(inner, dict):
                yield f"@graph[{number}].", inner


def _types(node: dict[str, Any]) -> list[str]:
    told = node.get("@type")
    return [re.split(r"[/:#]", one)[-1] for one in (told if isinstance(told, list) else [told]) if isinstance(one, str)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """A value as text: itself, a number, or the name of an object."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("text")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _line(value: Any) -> str:
    return " ".join(_text(value).split())


@dataclass(slots=True)
class _Article:
    """One article while it is read."""

    document: Any
    place: str
    node: dict[str, Any]
    crumbs: dict[str, Any]
    encoding: str
    ledger: Ledger = field(init=False)
    topics: Topics = field(default_factory=Topics)

    def __post_init__(self) -> None:
        self.ledger = Ledger.of_json(self.document)

    def story(self) -> ParsedStory:
        """The story, with an account of every value."""
        place, body = self._body()
        if body.lines:
            self.ledger.tell(self.place + place, body.lines, "the text")
        published = self._instant("datePublished", Role.PUBLISHED, "when it was published")
        modified = self._instant("dateModified", Role.UPDATED, "when it was changed")
        correction = "\n".join(filter(None, map(_text, _list(self._claimed("correction", Role.CORRECTION)))))
        address = self._address()
        return ParsedStory(
            headline=_line(self._claimed("headline", Role.HEADLINE)) or _line(self._claimed("name", Role.HEADLINE)),
            standfirst=self._standfirst(body),
            section=self._section(),
            bylines=self._bylines(),
            dateline=_line(self._claimed("dateline", Role.DATELINE)),
            agency=_line(self._claimed("sourceOrganization", Role.AGENCY)),
            published=published,
            updated=update_of(published, modified),
            captions=self._captions(),
            body=body.blocks,
            furniture=body.left_out,
            correction=correction,
            kind=self._kind(),
            language=self._language(),
            topics=self._topics(),
            source_id=identity(address),
            status=self._status(),
            source_version=version_of(str(whole_number(_line(self._claimed("version", Role.IDENTIFIER)))), modified),
            is_correction=bool(correction),
            address=address,
            old_paths=self._old_paths(address),
            text=self.ledger.text,
            encoding=self.encoding,
            account=self.ledger.account,
        )

    def _claimed(self, key: str, role: Role, why: str = "") -> Any:
        value = self.node.get(key)
        if value not in (None, "", [], {}):
            self.ledger.claim(self.place + key, role, why or f"its {role.value}")
        return value

    def _instant(self, key: str, role: Role, why: str) -> Instant | None:
        instant = read_date(_text(self.node.get(key)))
        if instant is not None:
            self._claimed(key, role, why)
        return instant

    def _status(self) -> PubStatus:
        told = _line(self._claimed("creativeWorkStatus", Role.EMBARGO, "what its publisher says of it")).casefold()
        return PubStatus.CANCELED if told in WITHDRAWN else PubStatus.USABLE

    def _address(self) -> str:
        for key in ("url", "mainEntityOfPage", "@id"):
            value = self.node.get(key)
            told = _line(value.get("@id") or value.get("url")) if isinstance(value, dict) else _line(value)
            if told.startswith(("http://", "https://")):
                self._claimed(key, Role.ADDRESS, "where it stood")
                return told
        return ""

    def _old_paths(self, address: str) -> tuple[str, ...]:
        """Other addresses of the story on the same site, and where it stood, so that all of them lead to it."""
        site = urlsplit(address).netloc
        same = map(_line, _list(self._claimed("sameAs", Role.ADDRESS, "where it stood before")))
        found = [urlsplit(one) for one in (address, *same) if one.startswith(("http://", "https://"))]
        return tuple(dict.fromkeys(one.path for one in found if one.netloc == site and len(one.path) > 1))

    def _body(self) -> tuple[str, Body]:
        """The place of the text and what it says: its HTML where it is told, else the plain text."""
        encodings = self.node.get("encoding")
        for number, one in enumerate(_list(encodings)):
            if isinstance(one, dict) and "html" in _line(one.get("encodingFormat")):
                body = read_body(_text(one.get("text")))
                if body.blocks:
                    self._claimed("articleBody", Role.PARAGRAPH, "the text without its markup")
                    return (f"encoding[{number}]" if isinstance(encodings, list) else "encoding") + ".text", body
        return "articleBody", read_text(_text(self.node.get("articleBody")))

    def _standfirst(self, body: Body) -> str:
        """The abstract; else the description, unless it only repeats how the text begins."""
        if told := _text(self._claimed("abstract", Role.STANDFIRST)):
            return told
        if "abstract" in self.node or self.node.get("encoding"):
            return ""
        told = _line(self.node.get("description"))
        text = " ".join(block.text for block in body.blocks[:3])
        if not told or " ".join(text.split()).startswith(told.rstrip("… .")[:80]):
            return ""
        self._claimed("description", Role.STANDFIRST)
        return told

    def _section(self) -> str:
        """The names of the breadcrumb between the front page and the story, where they lead to its section."""
        sections = [name for name in map(_line, _list(self._claimed("articleSection", Role.SECTION))) if name]
        items = [one for one in _list(self.crumbs.get("itemListElement")) if isinstance(one, dict)]
        names = [_line(one.get("name")) or _line(one.get("item")) for one in items][1:]
        if sections and sections[0] in names:
            return "/".join(names[: names.index(sections[0]) + 1])
        return sections[0] if sections and section_of(sections[0]) else ""

    def _bylines(self) -> tuple[ParsedByline, ...]:
        people = []
        for one in _list(self._claimed("author", Role.BYLINE)):
            if name := _line(one):
                people.append(ParsedByline(name, _line(one.get("jobTitle")) if isinstance(one, dict) else ""))
        return tuple(people)

    def _captions(self) -> tuple[ParsedCaption, ...]:
        captions = []
        for one in _list(self._claimed("image", Role.PHOTO, "a picture")):
            if isinstance(one, str):
                captions.append(ParsedCaption(photo=one.strip()))
            elif isinstance(one, dict):
                captions.append(
                    ParsedCaption(
                        text=_line(one.get("caption")),
                        credit=_line(one.get("creditText")),
                        place=_line(one.get("contentLocation")),
                        photo=_line(one.get("url")) or _line(one.get("contentUrl")),
                        alt_text=_line(one.get("description")),
                    )
                )
        return tuple(captions)

    def _language(self) -> str:
        told = self._claimed("inLanguage", Role.LANGUAGE)
        one = next(iter(_list(told)), None)
        return read_language(
            _line(one.get("alternateName") or one.get("name")) if isinstance(one, dict) else _line(one)
        )

    def _kind(self) -> str:
        genres = list(filter(None, map(_line, _list(self._claimed("genre", Role.KIND)))))
        return next((genre for genre in genres if genre in OWN_KINDS), "") or kind_of(genres)

    def _topics(self) -> tuple[ParsedTopic, ...]:
        for one in _list(self._claimed("about", Role.TOPIC)):
            same = _list(one.get("sameAs")) if isinstance(one, dict) else []
            self.topics.add(_line(one), next(filter(None, (code_address(_line(code)) for code in same)), ""))
        told = self._claimed("keywords", Role.TOPIC)
        for one in told.split(",") if isinstance(told, str) else _list(told):
            self.topics.add(_line(one))
        return self.topics.all()
