"""One NewsML-G2 news item of text, read with the pictures it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from lxml import etree

from articles.importing import extras
from articles.importing.bodies import join_captions
from articles.importing.document import (
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    PubStatus,
    Role,
)
from articles.importing.formats.markup import Marked, from_element, from_html, from_plain, lines_of, note_of
from articles.importing.formats.nitf import Head, read_head
from articles.importing.formats.wire import (
    SCHEMES,
    Doubtful,
    Instant,
    Refused,
    Text,
    Topics,
    code_address,
    dateline_of,
    identity,
    in_order,
    kind_of,
    known_as,
    notes_of,
    people_of,
    section_of,
    tail_of,
    update_of,
    version_of,
    with_credit,
)
from articles.importing.ledger import Ledger
from articles.importing.people import is_person
from articles.importing.pictures import is_picture
from articles.importing.values import read_address, read_date, read_language, whole_number
from articles.importing.xml import attribute, find, find_all, local, text_of

# Schemes in which providers say which desk or section a story is of.
CATEGORY_SCHEMES = re.compile(r"(?:cat|category|categorycode|department|section|desk|ressort)\Z", re.IGNORECASE)
# Plain renditions of parts of the text that some providers add; "nonpublic" is for editors alone.
TEXT_RENDITIONS = frozenset({"", "text", "body", "main", "article"})
# Links that lead to the item itself.
OWN_ADDRESS = frozenset({"canonical", "sameas", "webaddress", "hasalternate"})
# What photographers' pictures are called from the best rendition down.
BEST = ("original", "filed", "filedimage", "highres", "hires", "full", "baseimage", "main", "web", "viewimage")


@dataclass(slots=True)
class Item:
    """One text item while it is read."""

    scope: etree._Element
    item: etree._Element
    pictures: list[etree._Element]
    ledger: Ledger = field(init=False)
    language: str = field(init=False)
    schemes: dict[str, str] = field(init=False)
    doubtful: Doubtful = field(default_factory=Doubtful)
    topics: Topics = field(default_factory=Topics)

    def __post_init__(self) -> None:
        self.ledger = Ledger.of_xml(self.scope)
        self.schemes = dict(SCHEMES)
        for scheme in find_all(self.item, "catalog/scheme"):
            if (alias := attribute(scheme, "alias")) and (uri := attribute(scheme, "uri")):
                self.schemes.setdefault(alias, uri)
        self.language = self._language()

    def story(self, *, data: bytes | None) -> ParsedStory | Refused:
        """The story, with an account of every value; refused where a usable item has no text of its own."""
        body, marked, head = self._body()
        status = self._status()
        headline = self._headline(head)
        if status is not PubStatus.CANCELED and not headline and not marked.body.blocks:
            return Refused(told_as(self.item), "it has neither a headline nor a text")
        nature = nature_of(self.item)
        if nature in ("video", "audio", "composite", "animated") and not marked.body.blocks:
            return Refused(told_as(self.item), f"it is {nature} without a text")
        byline, bylines = self._bylines(head)
        dateline = self._dateline(head)
        text = Text(
            marked,
            headline=headline,
            standfirst=self._standfirst(head),
            bylines=bylines,
            byline=byline,
            dateline=dateline,
        )
        text.settle()
        if body is not None:
            self.ledger.tell(self.ledger.place(body), text.told)
        place, in_dateline = dateline_of(dateline)
        published, updated, created = self._instants()
        notes = [*self._notes(), *head.notes, *text.notes]
        correction = self._correction()
        own = self._own()
        story = ParsedStory(
            headline=headline,
            standfirst=text.standfirst,
            section=self._section(),
            bylines=text.bylines,
            dateline=place,
            agency=self._agency() or in_dateline,
            published=published,
            updated=updated,
            captions=self._captions(text.captions),
            body=tuple(text.blocks),
            furniture=text.furniture,
            correction=correction,
            kind=self._kind(),
            language=self.language,
            topics=self._topics(),
            source_id=self._source_id(),
            source_version=self._version(created),
            status=status,
            is_correction=self._is_correction() or bool(correction),
            embargo=self._embargo(),
            editor_note=notes_of(notes),
            address=self._address(),
            text=self.ledger.text,
            encoding=(self.scope.getroottree().docinfo.encoding or "utf-8").lower(),
            account=self.ledger.account,
            confidence=self.doubtful.confidence(headline, status),
            doubts=tuple(self.doubtful.doubts),
            data=data,
        )
        return extras.take(story, own)

    # About the item

    def _status(self) -> PubStatus:
        node = find(self.item, "itemMeta/pubStatus")
        self.ledger.claim_node(node, Role.EMBARGO, "what its provider allows")
        return self.doubtful.status(status_of(self.item))

    def _source_id(self) -> str:
        self.ledger.claim_node(self.item, Role.IDENTIFIER, "what its provider calls it", attribute="guid")
        return identity(attribute(self.item, "guid"))

    def _version(self, created: Instant | None) -> int:
        self.ledger.claim_node(self.item, Role.IDENTIFIER, "the version", attribute="version")
        return version_of(attribute(self.item, "version"), created)

    def _embargo(self) -> datetime | None:
        """The end of the embargo: none where the element is missing, open where it is empty.

        The embargo of a picture that is shown holds the story too.
        """
        ends = []
        for item in (self.item, *self.pictures):
            if (node := find(item, "itemMeta/embargoed")) is not None:
                self.ledger.claim_node(node, Role.EMBARGO, "not before then")
                ends.append(self.doubtful.embargo(text_of(node)))
        return max(ends, key=in_order, default=None)

    def _is_correction(self) -> bool:
        signals = list(find_all(self.item, "itemMeta/signal"))
        told = {tail_of(attribute(node, "qcode") or attribute(node, "uri")).casefold() for node in signals}
        return bool(told & {"correction", "corrected", "corr"})

    def _notes(self) -> Iterator[str]:
        for node in find_all(self.item, "itemMeta/edNote"):
            self.ledger.claim_node(node, Role.EDITOR_NOTE, "a note to editors")
            yield note_of(node)

    def _instants(self) -> tuple[Instant | None, Instant | None, Instant | None]:
        """When it was first published, when updated, and when this version was made."""
        created_node = find(self.item, "itemMeta/versionCreated")
        created = read_date(text_of(created_node))
        for path in ("itemMeta/firstCreated", "contentMeta/contentCreated"):
            node = find(self.item, path)
            first = read_date(text_of(node))
            # The day of the content alone says less than the minute of the version.
            if first is not None and (isinstance(first, datetime) or created is None):
                self.ledger.claim_node(node, Role.PUBLISHED, "when it was first made")
                updated = update_of(first, created)
                if updated is not None:
                    self.ledger.claim_node(created_node, Role.UPDATED, "when this version was made")
                return first, updated, created
        self.ledger.claim_node(created_node, Role.PUBLISHED, "when it was made")
        return created, None, created

    def _language(self) -> str:
        node = find(self.item, "contentMeta/language")
        if language := read_language(attribute(node, "tag")):
            self.ledger.claim_node(node, Role.LANGUAGE, "the language")
            return language
        self.ledger.claim_node(self.item, Role.LANGUAGE, "the language", attribute="lang")
        return read_language(attribute(self.item, "lang"))

    def _address(self) -> str:
        for node in find_all(self.item, "itemMeta/link"):
            address = read_address(attribute(node, "href"))
            if address and tail_of(attribute(node, "rel")).casefold() in OWN_ADDRESS:
                self.ledger.claim_node(node, Role.ADDRESS, "where it stood", attribute="href")
                return address
        return read_address(attribute(self.item, "guid"))

    # About the content

    def _headline(self, head: Head) -> str:
        """The headline without a role, or with the role "main"; the first in rank."""
        nodes = [node for node in find_all(self.item, "contentMeta/headline") if text_of(node)]
        plain = [node for node in nodes if tail_of(attribute(node, "role")).casefold() in ("", "main", "headline")]
        best = min(plain or nodes, key=lambda node: whole_number(attribute(node, "rank")), default=None)
        if best is not None:
            self.ledger.claim_node(best, Role.HEADLINE, "the headline")
            return text_of(best)
        if head.headline:
            return head.headline
        title = find(self.item, "itemMeta/title")
        if told := text_of(title):
            self.ledger.claim_node(title, Role.HEADLINE, "the item's title, there being no headline")
            self.doubtful.doubts.append("It has no headline: its internal title stands in for it.")
        return told

    def _described(self, *roles: str) -> tuple[etree._Element | None, str]:
        """The first description in one of these roles, in the order of the roles."""
        nodes = [node for node in find_all(self.item, "contentMeta/description") if text_of(node)]
        for role in roles:
            for node in nodes:
                if tail_of(attribute(node, "role")).casefold() == role:
                    return node, _lines(node)
        return None, ""

    def _standfirst(self, head: Head) -> str:
        node, told = self._described("summary", "abstract", "teaser", "standfirst", "")
        if not told:
            subheads = (one for one in find_all(self.item, "contentMeta/headline") if attribute(one, "role"))
            node = next((one for one in subheads if "sub" in attribute(one, "role").casefold()), None)
            told = text_of(node)
        self.ledger.claim_node(node, Role.STANDFIRST, "the summary")
        return told or head.standfirst

    def _correction(self) -> str:
        node, told = self._described("correction")
        self.ledger.claim_node(node, Role.CORRECTION, "what was corrected")
        return told

    def _dateline(self, head: Head) -> str:
        node = find(self.item, "contentMeta/dateline")
        if (told := text_of(node)) and dateline_of(told)[0]:
            self.ledger.claim_node(node, Role.DATELINE, "the dateline")
            return told
        return head.dateline

    def _bylines(self, head: Head) -> tuple[str, tuple[ParsedByline, ...]]:
        """The byline as sent and the people in it; the creators where there is none, users and agencies apart."""
        nodes = [node for node in find_all(self.item, "contentMeta/by") if text_of(node)]
        if nodes:
            people = tuple(one for node in nodes for one in people_of(text_of(node)))
            for node in nodes:
                self.ledger.claim_node(node, Role.BYLINE, "the byline")
            return " ".join(map(text_of, nodes)), people
        if head.bylines:
            return head.byline, head.bylines
        names = {_name_of(node, self.language).casefold() for node in self._providers()}
        found = []
        for node in find_all(self.item, "contentMeta/creator"):
            name = _name_of(node, self.language)
            of_no_person = tail_of(attribute(node, "role")).casefold() == "source" or "org" in attribute(node, "type")
            if " " in name and is_person(name) and name.casefold() not in names and not of_no_person:
                self.ledger.claim_node(node, Role.BYLINE, "who made it")
                found.append(ParsedByline(name, _job_of(node, self.language)))
        return "", tuple(found)

    def _providers(self) -> list[etree._Element]:
        paths = ("itemMeta/provider", "contentMeta/infoSource", "rightsInfo/copyrightHolder")
        return [node for path in paths for node in find_all(self.item, path)]

    def _agency(self) -> str:
        """The credit line, else the name of the provider or the source, else its code."""
        credit = find(self.item, "contentMeta/creditline")
        if told := text_of(credit).strip(" -–—/"):
            self.ledger.claim_node(credit, Role.AGENCY, "the credit line")
            return told
        nodes = [*find_all(self.item, "itemMeta/provider"), *find_all(self.item, "contentMeta/infoSource")]
        codes = ((node, tail_of(attribute(node, "qcode"))) for node in nodes)
        names = [(node, _name_of(node, self.language)) for node in nodes]
        literals = [(node, attribute(node, "literal")) for node in nodes]
        for node, told in (*names, *literals, *codes):
            if told and any(map(str.isalpha, told)):
                self.ledger.claim_node(node, Role.AGENCY, "who provides it")
                return told
        return ""

    def _section(self) -> str:
        for node in find_all(self.item, "contentMeta/subject"):
            if _is_category(node) and (name := section_of(_name_of(node, self.language))):
                self.ledger.claim_node(node, Role.SECTION, "the provider's category")
                return name
        return ""

    def _kind(self) -> str:
        genres = list(find_all(self.item, "contentMeta/genre"))
        for node in genres:
            self.ledger.claim_node(node, Role.KIND, "the kind of piece")
        told = [[*(text_of(name) for name in find_all(node, "name")), attribute(node, "qcode")] for node in genres]
        return kind_of(one for words in told for one in words if one)

    def _topics(self) -> tuple[ParsedTopic, ...]:
        for node in find_all(self.item, "contentMeta/subject"):
            if _is_category(node) or tail_of(attribute(node, "type")).casefold() == "poi":
                continue
            concept = find(node, "mainConcept")
            concept = node if concept is None else concept
            self._topic(node, _name_of(concept, self.language), self._code(concept), "a subject")
        for node in find_all(self.item, "contentMeta/keyword"):
            self._topic(node, text_of(node), "", "a keyword")
        return self.topics.all()

    def _topic(self, node: etree._Element, name: str, code: str, why: str) -> None:
        if self.topics.add(name, code):
            self.ledger.claim_node(node, Role.TOPIC, why)

    def _code(self, node: etree._Element) -> str:
        """The address of a concept: its own, or that of an IPTC concept it is the same as."""
        told = [attribute(node, "uri"), attribute(node, "qcode")]
        told += [attribute(one, name) for one in find_all(node, "sameAs") for name in ("uri", "qcode")]
        return next(filter(None, (code_address(code, self.schemes) for code in told)), "")

    def _own(self) -> dict[str, str]:
        """What our own exports tell beyond NewsML-G2, as properties of our own."""
        told = {}
        for node in find_all(self.item, "contentMeta/contentMetaExtProperty"):
            if name := extras.name_of(attribute(node, "typeuri")):
                told[name] = str(node.get("value", ""))
                self.ledger.claim_node(node, extras.ROLES[name], "as our own export tells it", attribute="value")
        return told

    # Text and pictures

    def _body(self) -> tuple[etree._Element | None, Marked, Head]:
        """The element the text stands in, what it says, and the head of a NITF body."""
        for inline in find_all(self.item, "contentSet/inlineXML"):
            content = next((node for node in inline.iter() if local(node) == "body.content"), None)
            if content is not None:
                head = next((node for node in inline.iter() if local(node) == "body.head"), None)
                self._claim_nitf_head(head)
                return content, from_element(content), read_head(head)
            body = next((node for node in inline.iter() if local(node).casefold() == "body"), inline)
            marked = from_element(body) if len(body) else from_html(body.text or "")
            if marked.body.blocks:
                return body, marked, Head()
        for inline in find_all(self.item, "contentSet/inlineData"):
            of_text = tail_of(attribute(inline, "rendition")).casefold() in TEXT_RENDITIONS
            if of_text and not attribute(inline, "encoding"):
                told = "".join(map(str, inline.itertext()))
                marked = from_html(told) if "html" in attribute(inline, "contenttype") else from_plain(told)
                if marked.body.blocks:
                    return inline, marked, Head()
        return None, Marked(), Head()

    def _claim_nitf_head(self, head: etree._Element | None) -> None:
        claims = {
            "byline": (Role.BYLINE, "the byline of the text"),
            "dateline": (Role.DATELINE, "the dateline of the text"),
            "abstract": (Role.STANDFIRST, "the abstract of the text"),
            "hedline": (Role.HEADLINE, "the headline of the text"),
            "headline": (Role.HEADLINE, "the headline of the text"),
            "note": (Role.EDITOR_NOTE, "a note to editors"),
        }
        for path, (role, why) in claims.items():
            for node in find_all(head, path):
                self.ledger.claim_node(node, role, why)

    def _captions(self, inside: list[ParsedCaption]) -> tuple[ParsedCaption, ...]:
        """The item's own picture, those of its body, and those that came in the same message; each once."""
        lead = []
        own = [
            node
            for node in find_all(self.item, "contentSet/remoteContent")
            if attribute(node, "contenttype").startswith("image/") or is_picture(attribute(node, "href"))
        ]
        if own:
            node, told = self._described("caption")
            self.ledger.claim_node(node, Role.CAPTION, "the words under its picture")
            lead.append(with_credit(ParsedCaption(text=told, photo=self._file(own))))
        for picture in self.pictures:
            caption = self._caption(picture)
            known = {attribute(picture, "guid"), *addresses_of(picture)}
            lead.append(replace(caption, photo=known_as(known, inside, best=caption.photo)))
        return join_captions(lead, inside)

    def _caption(self, picture: etree._Element) -> ParsedCaption:
        """What a picture item says of its picture."""
        meta = find(picture, "contentMeta")
        by_role: dict[str, etree._Element] = {}
        for node in find_all(meta, "description"):
            by_role.setdefault(tail_of(attribute(node, "role")).casefold(), node)
        text = by_role.get("caption", by_role.get("", find(meta, "headline")))
        alt = by_role.get("alttext", by_role.get("alt"))
        credit = find(meta, "creditline")
        if not text_of(credit):
            credit = find(meta, "by")
        if not text_of(credit):
            credit = find(meta, "creator")
        located = find(meta, "located")
        self.ledger.claim_node(text, Role.CAPTION, "the words under a picture")
        self.ledger.claim_node(alt, Role.PHOTO, "what the picture shows")
        self.ledger.claim_node(credit, Role.CREDIT, "who made the picture")
        file = self._file(list(find_all(picture, "contentSet/remoteContent")))
        told = ParsedCaption(
            text=text_of(text),
            credit=text_of(credit) if credit is None or local(credit) != "creator" else _name_of(credit, self.language),
            place=_name_of(located, self.language) if located is not None else "",
            photo=file,
            alt_text=text_of(alt),
        )
        return with_credit(told)

    def _file(self, renditions: list[etree._Element]) -> str:
        """The best rendition of a picture, by its file's name where one is told, else its address."""

        def rank(node: etree._Element) -> tuple[int, int, int]:
            size = whole_number(attribute(node, "width")) * whole_number(attribute(node, "height"))
            name = tail_of(attribute(node, "rendition")).casefold()
            named = -BEST.index(name) if name in BEST else -len(BEST)
            return size, whole_number(attribute(node, "size")), named

        best = max(renditions, key=rank, default=None)
        if best is None:
            return ""
        names = [(node, text_of(node)) for node in best if local(node) == "altId"]
        for node, told in names:
            if is_picture(told):
                self.ledger.claim_node(node, Role.PHOTO, "the picture's file")
                return told
        name = "href" if attribute(best, "href") else "residref"
        self.ledger.claim_node(best, Role.PHOTO, "the picture", attribute=name)
        return attribute(best, name)


def nature_of(item: etree._Element) -> str:
    """What an item is, by its class: ``ninat:text``, ``icls:picture``, ``…/ninature/video``."""
    node = find(item, "itemMeta/itemClass")
    return tail_of(attribute(node, "qcode") or attribute(node, "uri")).casefold()


def told_as(item: etree._Element) -> str:
    """What an item is called when it is refused."""
    headline = text_of(find(item, "contentMeta/headline")) or text_of(find(item, "itemMeta/title"))
    guid = attribute(item, "guid")
    return f"“{headline[:60]}”" if headline else f"{local(item)} {guid[:100]}".strip()


def status_of(item: etree._Element) -> str:
    """The status an item has, as code or address."""
    node = find(item, "itemMeta/pubStatus")
    return attribute(node, "qcode") or attribute(node, "uri")


def addresses_of(picture: etree._Element) -> set[str]:
    """What the files of a picture are known as."""
    renditions = list(find_all(picture, "contentSet/remoteContent"))
    return {attribute(node, name) for node in renditions for name in ("residref", "href")} - {""}


def _lines(node: etree._Element) -> str:
    return lines_of(from_element(node).body) or text_of(node)


def _name_of(node: etree._Element | None, language: str) -> str:
    """The name of a concept in the story's language, else in English, else the first; full names before short ones."""

    def rank(name: etree._Element) -> tuple[int, int]:
        role, spoken = tail_of(attribute(name, "role")).casefold(), attribute(name, "lang")
        languages = [language, language.partition("-")[0], "", "en"]
        return (
            1 if role in ("mnemonic", "short", "adjectival", "sort") else 0,
            languages.index(spoken) if spoken in languages else len(languages),
        )

    names = [name for name in find_all(node, "name") if text_of(name)]
    return text_of(min(names, key=rank, default=None))


def _job_of(creator: etree._Element, language: str) -> str:
    """The role a person's own entry tells: their job title."""
    jobs = (one for one in find_all(creator, "related") if "jobtitle" in attribute(one, "rel").casefold())
    return next(filter(None, (_name_of(job, language) for job in jobs)), "")


def _is_category(subject: etree._Element) -> bool:
    """Whether a subject says which desk or section the story is of."""
    alias, colon, _ = attribute(subject, "qcode").partition(":")
    if tail_of(attribute(subject, "type")).casefold() in ("category", "section", "department"):
        return True
    return bool(colon) and CATEGORY_SCHEMES.search(alias) is not None
