"""One ninjs item, read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from articles.importing import extras
from articles.importing.bodies import join_captions, read_body
from articles.importing.document import (
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    ParseError,
    PubStatus,
    Role,
)
from articles.importing.formats.markup import Marked, from_element, from_html, from_plain, lines_of
from articles.importing.formats.wire import (
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
from articles.importing.pictures import is_picture
from articles.importing.values import read_address, read_date, read_language
from articles.importing.xml import read_xml

from .things import Thing, Told, line_of, texts_of, thing_of

NO_STORIES = {
    "picture": "a picture without a story",
    "graphic": "a graphic without a story",
    "event": "an event of a calendar, not a story",
    "planning": "a plan of coverage, not a story",
}
ADVISORIES = frozenset({"advisory"})  # the BBC's and Superdesk's word for a note to newsrooms
SUMMARIES = ("summary", "abstract", "standfirst", "text", "", "short", "long", "main", "html")
NO_SUMMARIES = frozenset(
    "caption creditline credit correction dateline alt alttext alternatetext copyright keywords".split()
)
HEADLINES = ("main", "", "headline", "simple", "text")
SECTIONS = frozenset({"category", "section", "department", "desk"})
AUTHORS = frozenset({"author", "creator", "writer", "byline", "reporter"})
PLAIN_ROLES = AUTHORS | {"contributor"}  # roles of a system's, not printed beside a name
MAIN_PICTURES = frozenset({"featuremedia", "featureimage", "main"})
BEST = ("original", "main", "highres", "hires", "full", "baseimage", "web", "viewimage")

# Markup, and not "Ann Lee <ann.lee@wire.example>".
_TAGGED = re.compile(
    r"</?(?:[abipu]|br|div|em|h\d|li|ol|section|span|strong|table|t[dr]|ul)(?=[\s/>])[^<>]*>", re.IGNORECASE
)


@dataclass(slots=True)
class Item:
    """One item while it is read."""

    told: dict[str, Any]
    encoding: str
    what: str
    document: Any = None  # all of the file, where the item is all there is in it
    place: str = ""
    ledger: Ledger = field(init=False)
    item: Thing = field(init=False)
    doubtful: Doubtful = field(default_factory=Doubtful)
    topics: Topics = field(default_factory=Topics)

    def __post_init__(self) -> None:
        self.ledger = Ledger.of_json(self.told if self.document is None else self.document)
        self.item = thing_of(self.place, self.told)

    def story(self, *, data: bytes | None) -> ParsedStory | Refused:
        """The story, with an account of every value; refused where a usable item is none."""
        what = f"“{headline[:60]}”" if (headline := line_of(self._headline())) else self.what
        type_ = line_of(self.item.text("type").text).casefold()
        status = self._status()
        body, marked = self._body()
        has_text = bool(marked.body.blocks)
        if not has_text and self.item.get("eventdetails", "plannedcoverage")[0]:
            type_ = "event"
        if type_ in NO_STORIES:
            return Refused(what, f"it is {NO_STORIES[type_]}")
        if type_ in ("video", "audio") and not has_text:
            return Refused(what, f"it is {type_} without a text")
        if status is not PubStatus.CANCELED and not headline and not has_text:
            return Refused(what, "it has neither a headline nor a text")
        descriptions = self._descriptions()
        byline, bylines = self._bylines()
        dateline = self._role_of(descriptions, "dateline", Role.DATELINE, "the dateline")
        text = Text(
            marked,
            headline=headline,
            standfirst=self._standfirst(descriptions),
            bylines=bylines,
            byline=byline,
            dateline=dateline,
        )
        text.settle()
        captions = self._captions(text.captions)
        if body:
            self.ledger.tell(body, text.told)
        place, in_dateline = dateline_of(dateline)
        correction = self._role_of(descriptions, "correction", Role.CORRECTION, "what was corrected")
        published, updated, created = self._instants()
        if type_ in ADVISORIES:
            self.doubtful.doubts.append("Its provider calls it an advisory, a note to newsrooms: is it for readers?")
        own = self._own()
        story = ParsedStory(
            headline=headline,
            standfirst=text.standfirst,
            section=self._section(),
            bylines=text.bylines,
            dateline=place,
            agency=self._agency(descriptions) or in_dateline,
            published=published,
            updated=updated,
            captions=captions,
            body=tuple(text.blocks),
            furniture=text.furniture,
            correction=correction,
            kind=self._kind(),
            language=self._language(),
            topics=self._topics(),
            source_id=self._source_id(),
            source_version=self._version(created),
            status=status,
            is_correction=bool(correction),
            embargo=self._embargo(),
            editor_note=notes_of([*self._notes(), *text.notes]),
            is_draft=type_ in ADVISORIES,
            address=self._address(),
            text=self.ledger.text,
            encoding=self.encoding,
            account=self.ledger.account,
            confidence=self.doubtful.confidence(headline, status),
            doubts=tuple(self.doubtful.doubts),
            data=data,
        )
        return extras.take(story, own)

    # About the item

    def _claimed(self, told: Told, role: Role, why: str) -> str:
        if told.text:
            self.ledger.claim(told.place, role, why)
        return told.text

    def _status(self) -> PubStatus:
        return self.doubtful.status(
            self._claimed(self.item.text("pubstatus", "status"), Role.EMBARGO, "what its provider allows")
        )

    def _source_id(self) -> str:
        told = self.item.text("uri", "guid", "id", "_id")
        return identity(self._claimed(told, Role.IDENTIFIER, "what its provider calls it"))

    def _version(self, created: Instant | None) -> int:
        return version_of(self._claimed(self.item.text("version"), Role.IDENTIFIER, "the version"), created)

    def _embargo(self) -> datetime | None:
        """The end of the embargo; that of a picture that is shown holds the story too."""
        ends = []
        for thing in (self.item, *self._pictures()):
            told = thing.text("embargoeduntil", "embargoed", "embargo")
            if told.text:
                ends.append(self.doubtful.embargo(self._claimed(told, Role.EMBARGO, "not before then")))
        return max(ends, key=in_order, default=None)

    def _instants(self) -> tuple[Instant | None, Instant | None, Instant | None]:
        """When it was first published, when updated, and when this version was made."""
        made = self.item.text("versioncreated")
        created = read_date(made.text)
        for key in ("firstpublished", "firstcreated", "contentcreated"):
            told = self.item.text(key)
            first = read_date(told.text)
            if first is not None and (isinstance(first, datetime) or created is None):
                self.ledger.claim(told.place, Role.PUBLISHED, "when it was first made")
                updated = update_of(first, created)
                if updated is not None:
                    self.ledger.claim(made.place, Role.UPDATED, "when this version was made")
                return first, updated, created
        if created is not None:
            self.ledger.claim(made.place, Role.PUBLISHED, "when it was made")
        return created, None, created

    def _language(self) -> str:
        return read_language(self._claimed(self.item.text("language"), Role.LANGUAGE, "the language"))

    def _notes(self) -> Iterator[str]:
        for thing in self.item.things("ednote", "ednotes", "editorialnote"):
            told = thing.text("value", "text", "name")
            self.ledger.claim(thing.place, Role.EDITOR_NOTE, "a note to editors")
            yield lines_of(read_body(told.text)) if _TAGGED.search(told.text) else told.text

    def _address(self) -> str:
        for told in (self.item.text("link", "url", "canonical", "canonicalurl"), self.item.text("uri", "guid")):
            if address := read_address(told.text):
                if not told.place.casefold().endswith(("uri", "guid")):  # identifiers in the first place
                    self.ledger.claim(told.place, Role.ADDRESS, "where it stood")
                return address
        return ""

    # Texts in roles: headlines, descriptions, bodies

    def _headline(self) -> str:
        texts = texts_of(self.item, "headlines", "headline")
        ranked = sorted(texts, key=lambda one: HEADLINES.index(one.role) if one.role in HEADLINES else len(HEADLINES))
        if ranked:
            self.ledger.claim(ranked[0].place, Role.HEADLINE, "the headline")
            return line_of(_plain(ranked[0]))
        title = self.item.text("title")
        if title.text:
            self.ledger.claim(title.place, Role.HEADLINE, "the title, there being no headline")
            self.doubtful.doubts.append("It has no headline: its internal title stands in for it.")
        return line_of(title.text)

    def _descriptions(self) -> list[Told]:
        own = {one.place for one in self.item.things("descriptions") if extras.name_of(one.text("role").text)}
        found = texts_of(self.item, "descriptions", "description")
        return [one for one in found if one.place.removesuffix(".value") not in own]

    def _own(self) -> dict[str, str]:
        """What our own exports tell beyond ninjs, in roles of our own."""
        told = {}
        for one in self.item.things("descriptions"):
            if name := extras.name_of(one.text("role").text):
                told[name] = self._claimed(one.text("value"), extras.ROLES[name], "as our own export tells it")
        return told

    def _standfirst(self, descriptions: list[Told]) -> str:
        fit = [one for one in descriptions if one.role not in NO_SUMMARIES]
        best = min(fit, key=lambda one: SUMMARIES.index(one.role) if one.role in SUMMARIES else 5, default=None)
        if best is None:
            return ""
        told = _plain(best)
        for one in fit:  # the same as HTML, or longer
            if one is best or _plain(one) == told:
                self.ledger.claim(one.place, Role.STANDFIRST, "the summary")
        return "\n".join(line_of(line) for line in told.splitlines() if line.strip())

    def _role_of(self, descriptions: list[Told], role: str, as_role: Role, why: str) -> str:
        for one in descriptions:
            if one.role == role:
                self.ledger.claim(one.place, as_role, why)
                return _plain(one)
        return ""

    def _body(self) -> tuple[str, Marked]:
        """The place of the body that says most, and what it says: HTML before NITF before plain text."""
        for told in sorted(texts_of(self.item, "bodies", "body"), key=_body_rank):
            marked = (from_html, _from_nitf, from_plain)[_body_rank(told)](told.text)
            if marked.body.blocks:
                return told.place, marked
        return "", Marked()

    # People, topics, pictures

    def _bylines(self) -> tuple[str, tuple[ParsedByline, ...]]:
        """The byline as sent and the people in it; else the people who are called its authors."""
        told = self.item.text("by", "byline")
        authors = [
            *self.item.things("authors", "author"),
            *(one for one in self.item.things("people", "person") if _rel(one) in AUTHORS),
            *(one for one in self.item.things("infosources", "infosource") if _rel(one) in AUTHORS),
        ]
        known = {}
        for thing in authors:
            name = line_of(thing.text("name").text)
            role = line_of(thing.text("jobtitle", "role", "rel").text)
            for one in people_of(name, role="" if role.casefold() in PLAIN_ROLES or ":" in role else role):
                biography = line_of(thing.text("biography").text)
                known[one.name.casefold()] = replace(one, biography=biography)
                self.ledger.claim(thing.place, Role.BYLINE, "an author")
        if people := people_of(told.text):
            self.ledger.claim(told.place, Role.BYLINE, "the byline")
            return told.text, tuple(
                replace(one, biography=known[one.name.casefold()].biography) if one.name.casefold() in known else one
                for one in people
            )
        return told.text, tuple(known.values())

    def _agency(self, descriptions: list[Told]) -> str:
        told = self.item.text("creditline")
        if not told.text:
            told = next((one for one in descriptions if one.role == "creditline"), told)
        if not told.text:
            sources = [one for one in self.item.things("infosources", "infosource") if _rel(one) not in AUTHORS]
            told = next((one.text("name") for one in sources if one.text("name").text), told)
        if not told.text:
            told = self.item.text("source", "provider")
        return line_of(self._claimed(told, Role.AGENCY, "who provides it")).strip(" -–—")

    def _section(self) -> str:
        named = [one for one in self.item.things("subjects", "subject") if _rel(one) in SECTIONS]
        named += self.item.things("service", "section", "category", "anpa_category")
        for thing in named:
            name = section_of(thing.text("name").text)
            if name and name.casefold() not in ADVISORIES:
                self.ledger.claim(thing.place, Role.SECTION, "the provider's category")
                return name
        return ""

    def _kind(self) -> str:
        words = []
        for thing in self.item.things("genres", "genre"):
            self.ledger.claim(thing.place, Role.KIND, "the kind of piece")
            words += [thing.text(key).text for key in ("name", "code", "uri", "literal")]
        return kind_of(filter(None, words))

    def _topics(self) -> tuple[ParsedTopic, ...]:
        places = self.item.things("places", "place")
        parties = self.item.things("people", "person", "organisations", "organisation", "organizations", "organization")
        others = self.item.things("events", "event", "objects", "object")
        for thing in [*self.item.things("subjects", "subject", "keywords", "keyword"), *places, *parties, *others]:
            if _rel(thing) in SECTIONS | AUTHORS:
                continue
            name = line_of(thing.text("name", "literal").text)
            own_scheme = thing.text("scheme").text
            codes = [thing.text("uri").text, own_scheme + thing.text("code", "qcode").text]
            code = next(filter(None, map(code_address, codes)), "")
            if self.topics.add(name, code):
                self.ledger.claim(thing.place, Role.TOPIC, "what it is about")
        return self.topics.all()

    def _captions(self, inside: list[ParsedCaption]) -> tuple[ParsedCaption, ...]:
        """The item's pictures, the main one first, then those of the body; each once."""
        lead: dict[ParsedCaption, None] = {}
        for picture in self._pictures():
            caption, addresses = self._caption(picture)
            lead[replace(caption, photo=known_as(addresses, inside, best=caption.photo))] = None
        return join_captions(lead, inside)

    def _pictures(self) -> list[Thing]:
        """The pictures that come with the item and may be shown, the main one first."""
        pictures = [one for one in self.item.things("associations") if _is_picture(one) and _is_usable(one)]
        return sorted(pictures, key=lambda one: line_of(one.text("name").text).casefold() not in MAIN_PICTURES)

    def _caption(self, picture: Thing) -> tuple[ParsedCaption, set[str]]:
        """A picture's caption, and all addresses it is known by."""
        descriptions = texts_of(picture, "descriptions", "description")
        by_role = {one.role: one for one in reversed(descriptions)}
        text = next((by_role[role] for role in ("caption", "text", "", "html") if role in by_role), None)
        text = text or next((one for one in descriptions if one.role not in NO_SUMMARIES), None)
        headlines = texts_of(picture, "headlines", "headline")
        text = text or next(iter(headlines), Told("", ""))
        alt = by_role.get("alt") or by_role.get("alttext") or picture.text("alttext", "alt_text", "alt")
        credit = by_role.get("creditline") or by_role.get("credit") or picture.text("creditline", "by", "byline")
        if not credit.text:
            authors = picture.things("authors", "author")
            credit = next((one.text("name") for one in authors if one.text("name").text), picture.text("source"))
        place = picture.text("located")
        renditions = picture.things("renditions")
        addresses = {one.text(key).text for one in renditions for key in ("href", "media")}
        addresses |= {picture.text(key).text for key in ("uri", "guid")}
        file = self._file(picture, renditions)
        for told, role, why in (
            (text, Role.CAPTION, "the words under a picture"),
            (alt, Role.PHOTO, "what the picture shows"),
            (credit, Role.CREDIT, "who made the picture"),
            (file, Role.PHOTO, "the picture"),
        ):
            self._claimed(told, role, why)
        caption = ParsedCaption(
            text=line_of(_plain(text)),
            credit=line_of(_plain(credit)),
            place=line_of(place.text),
            photo=line_of(file.text),
            alt_text=line_of(_plain(alt)),
        )
        return with_credit(caption), addresses - {""}

    def _file(self, picture: Thing, renditions: list[Thing]) -> Told:
        """The best rendition's address; the picture's own where it names a file."""

        def rank(one: Thing) -> tuple[int, int]:
            name = line_of(one.text("name").text).casefold()
            width = one.text("width").text
            return BEST.index(name) if name in BEST else len(BEST), -int(width) if width.isdecimal() else 0

        with_address = [one for one in renditions if one.text("href", "media").text]
        if with_address:
            return min(with_address, key=rank).text("href", "media")
        own = picture.text("href", "uri", "guid")
        return own if is_picture(own.text) else Told("", "")


def _rel(thing: Thing) -> str:
    return tail_of(thing.text("rel", "role").text).casefold()


def _plain(told: Told) -> str:
    """A text without its markup, where it says it is HTML."""
    return lines_of(read_body(told.text)) if "html" in told.content_type or "html" in told.role else told.text


def _body_rank(told: Told) -> int:
    """0 for HTML, 1 for NITF, 2 for plain text, by what a body is said to be, else by how it looks."""
    said = f"{told.content_type} {told.role}"
    if "html" in said:
        return 0
    if "nitf" in said:
        return 1
    if "text/plain" in told.content_type or not _TAGGED.search(told.text):
        return 2
    return 0 if told.role != "text" else 2


def _from_nitf(text: str) -> Marked:
    try:
        return from_element(read_xml(text.encode("utf-8", "replace"), name="body"))
    except ParseError:
        return from_html(text)


def _is_usable(thing: Thing) -> bool:
    return Doubtful().status(thing.text("pubstatus").text) is PubStatus.USABLE


def _is_picture(thing: Thing) -> bool:
    type_ = line_of(thing.text("type").text).casefold()
    if type_:
        return type_ in ("picture", "graphic", "image", "photo")
    return bool(thing.things("renditions")) or thing.text("mimetype", "contenttype").text.startswith("image/")
