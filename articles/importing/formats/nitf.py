"""NITF 3.x, the News Industry Text Format (https://iptc.org/standards/nitf/), one story a file.

Elements are matched by local name: agencies send NITF with its namespace, without one and inside foreign ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from articles.importing import extras
from articles.importing.document import ParsedByline, ParsedStory, ParseError, PubStatus, Role
from articles.importing.formats.markup import Marked, from_element, lines_of
from articles.importing.formats.wire import (
    Doubtful,
    Instant,
    Text,
    Topics,
    code_address,
    dateline_of,
    identity,
    in_order,
    kind_of,
    notes_of,
    people_of,
    section_of,
    update_of,
    version_of,
)
from articles.importing.ledger import Ledger
from articles.importing.values import read_address, read_date, read_language, whole_number
from articles.importing.xml import attribute, find, find_all, local, read_xml, text_of

# What ``tobject.type`` says of every story; any other value is a desk's name ("Utenriks").
NO_SECTIONS = frozenset(
    """
    news current feature features data text article story alert advisory analysis background nyheter nyhet nachrichten
    nachricht noticias noticia notizie actualité actualités
    """.split()
)
# A story's generation counts before its version (NITF's ``du-key``).
GENERATION = 10_000

_SNIFF = re.compile(
    rb"\A(?:\s*<(?:\?.*?\?>|!--.*?-->|!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>))*\s*<(?:[\w.-]+:)?nitf[\s>/]", re.DOTALL
)


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is NITF."""
    return _SNIFF.match(head) is not None


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The story of a NITF file, and a cancellation for each other document it kills.

    Raises :class:`ParseError` for what is not NITF, and for a usable document with neither headline nor text.
    """
    root = read_xml(data, name=name)
    nitf = root if local(root) == "nitf" else next((one for one in root.iter() if local(one) == "nitf"), None)
    if nitf is None:
        raise ParseError(name, f"this is not NITF: its outermost element is {local(root)}, not nitf")
    story = _Document(root, nitf).story()
    if story.status is not PubStatus.CANCELED and not story.headline and not story.body:
        raise ParseError(name, "the document has neither a headline nor a text")
    yield story
    yield from _kills(nitf, story)


@dataclass(frozen=True, slots=True)
class Head:
    """What the ``body.head`` of a document says."""

    headline: str = ""
    subhead: str = ""
    standfirst: str = ""
    byline: str = ""
    bylines: tuple[ParsedByline, ...] = ()
    dateline: str = ""
    day: str = ""
    distributor: str = ""
    notes: tuple[str, ...] = ()


def read_head(head: etree._Element | None) -> Head:
    """Headline, byline, dateline and abstract of a ``body.head``; empty where there is none."""
    if head is None:
        return Head()
    headline = find(head, "hedline/hl1")
    if headline is None:
        headline = find(head, "headline/hl1")  # as AP writes it
    dateline = find(head, "dateline")
    day = find(dateline, "story.date")
    location = find(dateline, "location")
    bylines = list(find_all(head, "byline"))
    abstract = "\n".join(lines_of(from_element(one).body) for one in find_all(head, "abstract"))
    return Head(
        headline=text_of(headline),
        subhead=next(filter(None, map(text_of, find_all(head, "hedline/hl2"))), ""),
        standfirst=abstract,
        byline=" ".join(text_of(byline) for byline in bylines),
        bylines=tuple(one for byline in bylines for one in _people(byline)),
        dateline=text_of(location) or _text_without(dateline, day),
        day=attribute(day, "norm"),
        distributor=text_of(find(head, "distributor")),
        notes=tuple(filter(None, map(text_of, find_all(head, "note")))),
    )


def _people(byline: etree._Element) -> Iterator[ParsedByline]:
    """The people of a byline; a ``byttl`` is the role of those before it."""
    run = [byline.text or ""]
    for inner in byline:
        if local(inner) == "byttl":
            yield from people_of("".join(run), role=text_of(inner).strip(" ,"))
            run = []
        else:
            run.append(text_of(inner))
        run.append(inner.tail or "")
    yield from people_of("".join(run))


def _text_without(node: etree._Element | None, left_out: etree._Element | None) -> str:
    if node is None:
        return ""
    told = "".join([node.text or "", *(f"{'' if one is left_out else text_of(one)}{one.tail or ''}" for one in node)])
    return " ".join(told.split()).strip(" ,")


@dataclass(slots=True)
class _Document:
    """One document while it is read."""

    root: etree._Element
    nitf: etree._Element
    ledger: Ledger = field(init=False)
    doubtful: Doubtful = field(default_factory=Doubtful)
    topics: Topics = field(default_factory=Topics)

    def __post_init__(self) -> None:
        self.ledger = Ledger.of_xml(self.root)

    def story(self) -> ParsedStory:
        """The story, with an account of every value."""
        docdata = find(self.nitf, "head/docdata")
        if docdata is None:
            docdata = find(self.nitf, "docdata")
        body_head = find(self.nitf, "body/body.head")
        head = read_head(body_head)
        self._claim_head(body_head)
        content = find(self.nitf, "body/body.content")
        headline = head.headline or self._title()
        subhead = head.subhead if head.subhead != headline else ""
        text = Text(
            from_element(content) if content is not None else Marked(),
            headline=headline,
            standfirst=head.standfirst or subhead,
            bylines=head.bylines,
            byline=head.byline,
            dateline=head.dateline,
        )
        text.settle()
        if content is not None:
            self.ledger.tell(self.ledger.place(content), text.told)
        issued = self._issued(docdata, head)
        status = self._status(docdata)
        place, in_dateline = dateline_of(head.dateline)
        self._read_topics(docdata)
        source_id = self._source_id(docdata)
        embargo = self._embargo(docdata, issued)
        own = self._own()
        story = ParsedStory(
            headline=headline,
            standfirst=text.standfirst,
            section=self._section(),
            bylines=text.bylines,
            dateline=place,
            agency=head.distributor or in_dateline or self._provider(docdata),
            published=issued,
            updated=update_of(issued, self._revised()),
            captions=tuple(text.captions),
            body=tuple(text.blocks),
            furniture=text.furniture,
            kind=self._kind(),
            language=self._language(),
            topics=self.topics.all(),
            source_id=source_id,
            source_version=self._version(docdata, issued),
            status=status,
            is_correction=self._correction(docdata),
            embargo=embargo,
            editor_note=notes_of([*self._notes(docdata), *head.notes, *text.notes]),
            address=self._address(),
            text=self.ledger.text,
            encoding=(self.root.getroottree().docinfo.encoding or "utf-8").lower(),
            account=self.ledger.account,
            confidence=self.doubtful.confidence(headline, status),
            doubts=tuple(self.doubtful.doubts),
        )
        return extras.take(story, own)

    def _claim_head(self, head: etree._Element | None) -> None:
        claims = {
            "hedline/hl1": (Role.HEADLINE, "the headline"),
            "headline/hl1": (Role.HEADLINE, "the headline"),
            "abstract": (Role.STANDFIRST, "the abstract"),
            "byline": (Role.BYLINE, "the byline"),
            "dateline": (Role.DATELINE, "the dateline"),
            "distributor": (Role.AGENCY, "who distributes it"),
            "note": (Role.EDITOR_NOTE, "a note to editors"),
        }
        for path, (role, why) in claims.items():
            for node in find_all(head, path):
                self.ledger.claim_node(node, role, why)
        if find(head, "abstract") is None:
            self.ledger.claim_node(find(head, "hedline/hl2"), Role.STANDFIRST, "the second headline")

    def _title(self) -> str:
        node = find(self.nitf, "head/title")
        if title := text_of(node):
            self.ledger.claim_node(node, Role.HEADLINE, "the title, there being no headline")
        return title

    def _issued(self, docdata: etree._Element | None, head: Head) -> Instant | None:
        """When the document was sent out; else what the publication or the dateline says."""
        node = find(docdata, "date.issue")
        if (issued := read_date(attribute(node, "norm"))) is not None:
            self.ledger.claim_node(node, Role.PUBLISHED, "when it was sent out", attribute="norm")
            return issued
        for publication in self._publications():
            if (issued := read_date(attribute(publication, "date.publication"))) is not None:
                why = "when it was published"
                self.ledger.claim_node(publication, Role.PUBLISHED, why, attribute="date.publication")
                return issued
        return read_date(head.day)

    def _publications(self) -> list[etree._Element]:
        return [*find_all(self.nitf, "head/pubdata"), *find_all(self.nitf, "head/docdata/pubdata")]

    def _revised(self) -> Instant | None:
        """The last revision told."""
        found: list[Instant] = []
        for node in find_all(self.nitf, "head/revision-history"):
            if (instant := read_date(attribute(node, "norm"))) is not None:
                found.append(instant)
                self.ledger.claim_node(node, Role.UPDATED, "its last revision", attribute="norm")
        return max(found, key=in_order, default=None)

    def _status(self, docdata: etree._Element | None) -> PubStatus:
        self.ledger.claim_node(docdata, Role.EMBARGO, "what its provider allows", attribute="management-status")
        told = attribute(docdata, "management-status")
        return PubStatus.USABLE if told.casefold() == "embargoed" else self.doubtful.status(told)

    def _embargo(self, docdata: etree._Element | None, issued: Instant | None) -> datetime | None:
        """The release date, where it is an embargo: later than the issue, or said to be one.

        Some providers repeat the issue there; ``date.expire`` is never one, whatever some write into it.
        """
        release = find(docdata, "date.release")
        told = attribute(release, "norm")
        if attribute(docdata, "management-status").casefold() != "embargoed":
            moment = read_date(told)
            if moment is None or (issued is not None and update_of(issued, moment) is None):
                return None
        self.ledger.claim_node(release, Role.EMBARGO, "not before then", attribute="norm")
        return self.doubtful.embargo(told)

    def _source_id(self, docdata: etree._Element | None) -> str:
        node = find(docdata, "doc-id")
        self.ledger.claim_node(node, Role.IDENTIFIER, "what its provider calls it")
        return document_id(self._registrar(docdata, attribute(node, "regsrc")), attribute(node, "id-string"))

    def _registrar(self, docdata: etree._Element | None, told: str) -> str:
        return told or next((attribute(one, "src-name") for one in find_all(docdata, "del-list/from-src")), "")

    def _version(self, docdata: etree._Element | None, issued: Instant | None) -> int:
        key = find(docdata, "du-key")
        for name in ("version", "generation"):
            self.ledger.claim_node(key, Role.IDENTIFIER, "the version", attribute=name)
        generation, version = (whole_number(attribute(key, name)) for name in ("generation", "version"))
        return min(generation, 10**12) * GENERATION + version or version_of("", issued)

    def _provider(self, docdata: etree._Element | None) -> str:
        for path, name in (("del-list/from-src", "src-name"), ("doc-id", "regsrc")):
            node = find(docdata, path)
            if told := attribute(node, name):
                self.ledger.claim_node(node, Role.AGENCY, "who provides it", attribute=name)
                return told
        return ""

    def _section(self) -> str:
        node = find(self.nitf, "head/tobject")
        told = section_of(attribute(node, "tobject.type"))
        if not told or told.casefold() in NO_SECTIONS:
            return ""
        self.ledger.claim_node(node, Role.SECTION, "the provider's desk", attribute="tobject.type")
        return told

    def _kind(self) -> str:
        nodes = list(find_all(self.nitf, "head/tobject/tobject.property"))
        for node in nodes:
            self.ledger.claim_node(node, Role.KIND, "the kind of piece")
        return kind_of(attribute(node, "tobject.property.type") for node in nodes)

    def _language(self) -> str:
        for name in ("lang", "baselang"):
            if language := read_language(attribute(self.nitf, name)):
                self.ledger.claim_node(self.nitf, Role.LANGUAGE, "the language", attribute=name)
                return language
        return ""

    def _read_topics(self, docdata: etree._Element | None) -> None:
        for node in find_all(self.nitf, "head/tobject/tobject.subject"):
            names = (attribute(node, f"tobject.subject.{part}") for part in ("detail", "matter", "type"))
            code = code_address(attribute(node, "tobject.subject.refnum"))
            self._topic(node, next(filter(None, names), ""), code, "a subject")
        slug = attribute(find(docdata, "du-key"), "key").casefold()
        for node in find_all(docdata, "key-list/keyword"):
            if (word := attribute(node, "key")).casefold() != slug:
                self._topic(node, word, "", "a keyword")
        for node in find_all(docdata, "evloc"):
            city, state = attribute(node, "city"), attribute(node, "state-prov")
            place = ", ".join(filter(None, [city, state])) if city else attribute(node, "county-dist") or state
            self._topic(node, place, "", "where it happened")
        for kind in ("person", "org", "location", "event", "object.title"):
            for node in find_all(docdata, f"identified-content/{kind}"):
                self._topic(node, text_of(node), "", "named in it")

    def _topic(self, node: etree._Element, name: str, code: str, why: str) -> None:
        if self.topics.add(name, code):
            self.ledger.claim_node(node, Role.TOPIC, why)

    def _notes(self, docdata: etree._Element | None) -> Iterator[str]:
        for node in find_all(docdata, "ed-msg"):
            self.ledger.claim_node(node, Role.EDITOR_NOTE, "a message to editors")
            yield attribute(node, "info")
        for node in find_all(docdata, "correction"):
            self.ledger.claim_node(node, Role.EDITOR_NOTE, "what was corrected")
            yield attribute(node, "info")

    def _correction(self, docdata: etree._Element | None) -> bool:
        corrections = list(find_all(docdata, "correction"))
        own = attribute(find(docdata, "doc-id"), "id-string")
        for node in corrections:
            if (other := attribute(node, "id-string")) and other != own:
                self.doubtful.doubts.append(f"It corrects another document, {other[:100]}.")
        return bool(corrections)

    def _own(self) -> dict[str, str]:
        """What our own exports tell beyond NITF, under names of our own."""
        told = {}
        for node in find_all(self.nitf, "head/meta"):
            name = extras.name_of(attribute(node, "name").replace("newsroom.", extras.OWN, 1))
            if name:
                told[name] = str(node.get("content", ""))
                self.ledger.claim_node(node, extras.ROLES[name], "as our own export tells it", attribute="content")
        return told

    def _address(self) -> str:
        for node in self._publications():
            if address := read_address(attribute(node, "ex-ref")):
                self.ledger.claim_node(node, Role.ADDRESS, "where it stood", attribute="ex-ref")
                return address
        return ""


def document_id(registrar: str, identifier: str) -> str:
    """What a document is called everywhere: ``nitf:<who registered it>:<its id>``; ``""`` for one without an id."""
    return identity(":".join(filter(None, ["nitf", registrar, identifier]))) if identifier else ""


def _kills(nitf: etree._Element, story: ParsedStory) -> Iterator[ParsedStory]:
    """The cancellation of another document, where this one orders it."""
    docdata = find(nitf, "head/docdata")
    other, status = attribute(docdata, "management-doc-idref"), attribute(docdata, "management-idref-status")
    if docdata is None or not other or Doubtful().status(status) is not PubStatus.CANCELED:
        return
    registrar = attribute(find(docdata, "doc-id"), "regsrc")
    if not registrar:
        registrar = next((attribute(one, "src-name") for one in find_all(docdata, "del-list/from-src")), "")
    source_id = document_id(registrar, other)
    if source_id == story.source_id:
        return
    ledger = Ledger.of_xml(docdata)
    ledger.claim_node(docdata, Role.IDENTIFIER, "the document it cancels", attribute="management-doc-idref")
    ledger.claim_node(docdata, Role.EMBARGO, "what its provider allows", attribute="management-idref-status")
    yield ParsedStory(
        source_id=source_id,
        source_version=version_of("", story.published),
        status=PubStatus.CANCELED,
        editor_note=story.editor_note,
        text=ledger.text,
        encoding="utf-8",
        account=ledger.account,
        data=etree.tostring(docdata, encoding="utf-8"),
    )
