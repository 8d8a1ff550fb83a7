"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (read with feedparser), and JSON Feed 1.0 and 1.1.

One story an entry. ``data`` of a story is the entry in a feed of its own, with as much of the feed's head as an entry
takes from it; it parses to the same story.
"""

from __future__ import annotations

import copy
import io
import json
import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from articles.html import to_text
from articles.importing.bodies import Body, join_captions, plain, read_body, read_text
from articles.importing.document import Block, ParsedByline, ParsedCaption, ParsedStory, ParsedTopic, ParseError, Role
from articles.importing.formats.page_text.names import label_end, looks_like_role, read_names
from articles.importing.json import list_of, objects_of, read_json, text_of
from articles.importing.ledger import Ledger
from articles.importing.values import epoch, host_of, read_address, read_date, read_language
from articles.importing.xml import local, read_xml

MAX_BYTES = 20 * 1024 * 1024
"""No feed is larger; feedparser would hold several copies of what it reads."""

SUMMARY_ONLY = "The feed gives only a summary of this story."
NO_HEADLINE = "No headline was found."
NO_TEXT = "The entry has no text."

_FIRST_ELEMENT = re.compile(
    rb"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s)*<(?:[\w.-]+:)?(rss|feed|RDF|entry)[\s>/]", re.DOTALL
)
_HEAD = frozenset({"title", "link", "id", "language", "author"})  # what an entry takes from its feed
_MEDIA = "search.yahoo.com/mrss"
_SUMMARIES = frozenset({"description", "summary", "abstract"})
_CONTENTS = frozenset({"content", "encoded", "body", "fullitem"})
_ROLES = {
    "title": Role.HEADLINE,
    **dict.fromkeys(("category", "subject", "keywords"), Role.TOPIC),
    **dict.fromkeys(("pubDate", "published", "issued", "created", "date"), Role.PUBLISHED),
    **dict.fromkeys(("updated", "modified"), Role.UPDATED),
    **dict.fromkeys(("source", "publisher"), Role.AGENCY),
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_E_MAIL = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.\w+")
_ANCHOR = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_CUT_SHORT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*$")
_BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]+;)")
_NEWSCODES = "cv.iptc.org"  # the scheme whose terms are known to follow it in an address


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is a feed."""
    if head.startswith(b"{"):
        return b"jsonfeed.org\\/version\\/" in head or b"jsonfeed.org/version/" in head
    return _FIRST_ELEMENT.match(head) is not None


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The stories of a feed, in its order.

    Raises ``ParseError`` for what is neither XML nor JSON, for XML and JSON that are no feed, for a feed without
    entries, and for one that declares entities of its own.
    """
    if len(data) > MAX_BYTES:
        raise ParseError(name, f"the file is larger than {MAX_BYTES // 1024**2} MB, which no feed is; split it")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ParseError(name, "the file is empty; fetch the feed again")
    yield from _json_feed(data, name) if start.startswith((b"{", b"[")) else _xml_feed(data, name)


# What both kinds of feed have


@dataclass
class _Entry:
    """What an entry says, before it is known which of its texts is the story."""

    feed_address: str
    headline: str
    identifier: str
    address: str
    summary: Body
    content: Body
    bylines: tuple[ParsedByline, ...]
    published: date | datetime | None
    updated: date | datetime | None
    language: str
    topics: tuple[ParsedTopic, ...]
    pictures: list[ParsedCaption]
    agency: str = ""

    @property
    def source_id(self) -> str:
        """The entry's identity everywhere: an address or a URN as it is, anything else within its feed."""
        if _SCHEME.match(self.identifier):
            return self.identifier
        if self.identifier:
            return f"feed:{self.feed_address}#{self.identifier}"
        return f"feed:{self.address}" if self.address else ""

    def story(self, ledger: Ledger, summary_at: str, content_at: str, data: bytes, notes: list[str]) -> ParsedStory:
        """The story, its texts told block by block at their places in the ledger."""
        doubts = [] if self.headline else [NO_HEADLINE]
        standfirst, captions = "", (*self.content.captions, *self.summary.captions)
        if self.content.blocks:
            blocks, closing = self._without_closing_line(self.content.blocks)
            opening, _ = self._without_closing_line(self.summary.blocks)
            standfirst, why, role = " ".join(block.text for block in opening), "the entry's summary", Role.STANDFIRST
            if " ".join(block.text for block in blocks).startswith(_CUT_SHORT.sub("", standfirst)):
                standfirst, why, role = "", "repeats how the text begins", Role.FURNITURE
            ledger.tell(summary_at, ((line, role) for line, _ in self.summary.lines), why)
            ledger.tell(content_at, _told(self.content, closing), "the entry's full text")
        else:
            blocks, closing = self._without_closing_line(self.summary.blocks)
            ledger.tell(summary_at, _told(self.summary, closing), "the entry's only text")
            ledger.tell(content_at, self.content.lines)
            if len(blocks) < 2:
                doubts.append(SUMMARY_ONLY if blocks else NO_TEXT)
        return ParsedStory(
            headline=self.headline,
            standfirst=standfirst,
            bylines=self.bylines,
            agency=self.agency,
            published=self.published,
            updated=self.updated,
            captions=join_captions(self.pictures, captions),
            body=blocks,
            furniture=(*closing, *self.content.left_out, *self.summary.left_out),
            language=self.language,
            topics=self.topics,
            source_id=self.source_id,
            source_version=epoch(self.updated),
            address=self.address,
            text=ledger.text,
            encoding="utf-8",
            account=ledger.account,
            confidence=0.4 if NO_TEXT in doubts else 0.8 if doubts else 1.0,
            doubts=tuple(doubts),
            notes=tuple(notes),
            data=data,
        )

    def _without_closing_line(self, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[str]]:
        """The blocks without the line that WordPress ends its feeds' texts with: "The post … appeared first on …".

        In any language it is a last paragraph with two links: to the story, under its headline, and to its site.
        """
        links = _ANCHOR.findall(blocks[-1].markup) if blocks else []
        if len(links) == 2 and to_text(links[0][1]) == self.headline and host_of(links[0][0]) == host_of(links[1][0]):
            return blocks[:-1], [blocks[-1].text]
        return blocks, []


def _told(body: Body, closing: list[str]) -> Iterable[tuple[str, Role]]:
    return [(line, Role.FURNITURE if line in closing else role) for line, role in body.lines]


def _bylines(names: Iterable[str]) -> tuple[ParsedByline, ...]:
    """Names as printed, several in one text parted. An e-mail address alone is nobody's printed name."""
    bylines: dict[str, ParsedByline] = {}
    for name in names:
        text = " ".join(_E_MAIL.sub("", plain(name)).split()).strip("()<> ")  # "desk@paper.example (Ann Lee)"
        text = text[label_end(text) :].strip(" :")
        people = read_names(text, labelled=True)
        if not (len(people) > 1 or (people and looks_like_role(people[0].role))):
            people = (ParsedByline(text),) if text else ()
        for byline in people:
            bylines.setdefault(byline.name, byline)
    return tuple(bylines.values())


def _body_of(text: str, *, is_html: bool) -> Body:
    if is_html and "<" in text:
        return read_body(text)
    return read_text(unescape(text) if is_html else text)


# RSS and Atom


def _xml_feed(data: bytes, name: str) -> Iterator[ParsedStory]:
    notes: list[str] = []
    try:
        root = read_xml(data, name=name)
    except ParseError as error:
        root = read_xml(_BARE_AMPERSAND.sub(b"&amp;", data), name=name, recover=True)
        notes.append(f"The feed is damaged in line {error.line or 1}; what could be read of it was.")
        _take_apart(root)
    if local(root) not in {"rss", "feed", "RDF", "entry"}:
        raise ParseError(name, f"this XML is no feed: its outermost element is <{local(root)}>")
    entries = [node for node in root.iter() if _is_entry(node) and not any(map(_is_entry, node.iterancestors()))]
    if not entries:
        raise ParseError(name, "the feed holds no entries, so there is no story in it")
    homes = [(entry, entry.getparent()) for entry in entries]
    for entry, home in homes:
        if home is not None:
            home.remove(entry)
    for entry, home in homes:
        yield _xml_story(_alone(entry, home), notes)


def _take_apart(root: etree._Element) -> None:
    """Set entries that stand within another behind it: one that was never closed does not hold those that follow."""
    for entry in reversed([node for node in root.iter() if _is_entry(node)]):
        outermost = [above for above in entry.iterancestors() if _is_entry(above) and above is not root][-1:]
        for above in outermost:
            above.addnext(entry)


def _is_entry(node: etree._Element) -> bool:
    return local(node) in {"item", "entry"}


def _alone(entry: etree._Element, home: etree._Element | None) -> etree._Element:
    """An entry in a feed of its own, with what it takes from the head of the feed it had its home in."""
    entry.tail = None
    inside, above = entry, home
    while above is not None:
        shell = _shell(above)
        # RSS 1.0 has its head beside its items.
        shell.extend([_shell(beside) for beside in above if local(beside) == "channel" and local(inside) != "channel"])
        shell.append(inside)
        inside, above = shell, above.getparent()
    return entry


def _shell(node: etree._Element) -> etree._Element:
    shell = _copy(node)
    shell.text = None
    for child in shell:
        child.tail = None
    shell[:] = [child for child in shell if local(child) in _HEAD]
    return shell


def _copy(node: etree._Element) -> etree._Element:
    copied = copy.deepcopy(node)
    copied.tail = None
    return copied


def _xml_story(item: etree._Element, notes: list[str]) -> ParsedStory:
    root = item.getroottree().getroot()
    ledger = Ledger.of_xml(root, whole=_SUMMARIES | _CONTENTS | {"title"})
    told = _read(item)
    contents = told.get("content", [])
    chosen = max(range(len(contents)), key=lambda at: "html" in contents[at].get("type", ""), default=0)
    parts = [(local(node), node) for node in item if local(node) and not _is_media(node)]
    published, updated = _when(told, "published") or _when(told, "created"), _when(told, "updated")
    if published is None and any(name == "date" for name, _ in parts):  # dc:date, which tells when it came out
        published, updated = updated, None
    feed_address, identifier, address = _addresses(item, ledger)
    entry = _Entry(
        feed_address=feed_address,
        headline=_line(told.get("title_detail")),
        identifier=identifier,
        address=address,
        summary=_body(told.get("summary_detail")),
        content=_body(contents[chosen] if contents else None),
        bylines=_bylines(_authors(item, ledger)),
        published=published,
        updated=updated,
        language=_language(item, ledger),
        topics=tuple(_topics(told)),
        pictures=list(_pictures(item, ledger)),
        agency=plain(told.get("source", {}).get("title", "") or told.get("publisher", "")),
    )
    became = {
        Role.HEADLINE: entry.headline,
        Role.TOPIC: entry.topics,
        Role.PUBLISHED: entry.published,
        Role.UPDATED: entry.updated,
        Role.AGENCY: entry.agency,
    }
    for name, node in parts:
        role = _ROLES.get(name)
        if role is not None and became[role]:
            ledger.claim_node(node, role)
    summary_at = next((ledger.place(node) for name, node in parts if name in _SUMMARIES), "summary")
    contents_at = [ledger.place(node) for name, node in parts if name in _CONTENTS]
    content_at = contents_at[chosen] if contents_at[chosen:] else "content"
    return entry.story(ledger, summary_at, content_at, _bytes(root), notes)


def _read(item: etree._Element) -> Any:
    """The texts, dates and topics of an entry, as feedparser reads them. With bytes it fetches nothing.

    A picture's title and description are not shown to it: it would take them for the story's.
    """
    root = copy.deepcopy(item.getroottree().getroot())
    for media in [node for node in root.iterdescendants() if _is_media(node) and local(node) != "category"]:
        media.getparent().remove(media)
    entries = feedparser.parse(io.BytesIO(_bytes(root)), sanitize_html=False).entries
    return entries[0] if entries else feedparser.FeedParserDict()


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _is_media(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and _MEDIA in node.tag


def _above(item: etree._Element) -> Iterator[etree._Element]:
    """What holds the head of an entry's feed, nearest first."""
    for above in item.iterancestors():
        yield above
        yield from (each for each in above if local(each) == "channel")


def _within(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (inner for inner in node if local(inner) in names and not _is_media(inner))


def _said_by(node: etree._Element) -> str:
    return "".join(map(str, node.itertext())).strip()


def _addresses(item: etree._Element, ledger: Ledger) -> tuple[str, str, str]:
    """The feed's address (or identity), the entry's identity, and its address."""
    identifier = ""
    address = _claimed_link(item, ledger)
    for node in _within(item, "guid", "id"):
        ledger.claim_node(node, Role.IDENTIFIER)
        identifier = identifier or "".join(_said_by(node).split())
        if not address and local(node) == "guid" and node.get("isPermaLink", "true") == "true":
            address = read_address(identifier)
    heads = list(_above(item))
    feed_address = next(filter(None, (_claimed_link(head, None) for head in heads)), "")
    if not feed_address:
        feed_address = next((_said_by(node) for head in heads for node in _within(head, "id")), "")
    about = next((value for name, value in item.attrib.items() if str(name).endswith("}about")), "")
    return feed_address, identifier or str(about), address


def _claimed_link(node: etree._Element, ledger: Ledger | None) -> str:
    """Where an entry or a feed is to be read."""
    for link in _within(node, "link"):
        address = read_address(urljoin(link.base or "", (link.get("href") or _said_by(link)).strip()))
        if address and link.get("rel", "alternate") == "alternate":
            if ledger is not None:
                ledger.claim_node(link, Role.ADDRESS)
            return address
    return ""


def _authors(item: etree._Element, ledger: Ledger) -> Iterator[str]:
    """The authors of an entry, else those its Atom feed names for all."""
    for about in (item, *(above for above in item.iterancestors() if local(above) == "feed")):
        found = False
        for author in _within(about, "author", "creator"):
            named = next(_within(author, "name"), author if not len(author) else None)
            if named is not None and _said_by(named):
                ledger.claim_node(named, Role.BYLINE)
                found = True
                yield _said_by(named)
        if found:
            return


def _language(item: etree._Element, ledger: Ledger) -> str:
    """The language an entry says it is in, else its feed."""
    for node in (*_within(item, *_CONTENTS, *_SUMMARIES), item, *_above(item)):
        if language := read_language(node.get(_XML_LANG, "")):
            ledger.claim_node(node, Role.LANGUAGE, attribute="lang")
            return language
        for named in _within(node, "language") if local(node) not in _CONTENTS else ():
            if language := read_language(_said_by(named)):
                ledger.claim_node(named, Role.LANGUAGE)
                return language
    return ""


def _line(detail: Any) -> str:
    """A title on one line. Where it is plain text, what looks like a tag is text as well."""
    if not detail:
        return ""
    return " ".join(detail["value"].split()) if detail.get("type") == "text/plain" else plain(detail["value"])


def _body(detail: Any) -> Body:
    return _body_of(detail["value"], is_html=detail.get("type") != "text/plain") if detail else Body()


def _when(told: Any, key: str) -> date | datetime | None:
    """A date as the entry writes it; feedparser knows more spellings, in UTC."""
    if not dict.__contains__(told, key):  # its own lookup takes one date for another
        return None
    found = read_date(told[key])
    moment = dict.get(told, f"{key}_parsed")
    if found is None and moment is not None and 1000 <= moment.tm_year < 9000:
        found = datetime.fromtimestamp(timegm(moment), tz=UTC)
    return found


def _topics(told: Any) -> Iterator[ParsedTopic]:
    seen = set()
    for tag in told.get("tags", []):
        term, scheme = (tag.get("term") or "").strip(), tag.get("scheme") or ""
        name = plain(tag.get("label") or "") or plain(term)
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            yield ParsedTopic(name, code=read_address(urljoin(scheme, term) if _NEWSCODES in scheme else term))


def _pictures(item: etree._Element, ledger: Ledger) -> Iterator[ParsedCaption]:
    """The pictures that come with an entry (https://www.rssboard.org/media-rss), each with its own words."""
    media = [node for node in item.iter() if _is_media(node) and local(node) == "content" and _shows_picture(node)]
    if not media:
        media = [node for node in item.iter() if _is_media(node) and local(node) == "thumbnail"][:1]
    for node in media:
        above = node.getparent()
        around = [node, above] if above is not None and local(above) == "group" else [node]
        if len(around) == 2:  # one picture in several sizes
            sizes = [each for each in media if each.getparent() is above]
            if node is not max(sizes, key=lambda each: (each.get("isDefault") == "true", _number(each.get("width")))):
                continue
        text = _words(around, "description", ledger, Role.CAPTION) or _words(around, "title", ledger, Role.CAPTION)
        yield ParsedCaption(
            text=text or _words([item], "description", ledger, Role.CAPTION),
            credit=_words([*around, item], "credit", ledger, Role.CREDIT),
            photo=_photo(node, "url", ledger),
        )
    for node in item:
        if local(node) == "enclosure" and _shows_picture(node):
            yield ParsedCaption(photo=_photo(node, "url", ledger))
        elif local(node) == "link" and node.get("rel") == "enclosure" and _shows_picture(node):
            ledger.claim_node(node, Role.CAPTION, attribute="title")
            yield ParsedCaption(" ".join(node.get("title", "").split()), photo=_photo(node, "href", ledger))


def _shows_picture(node: etree._Element) -> bool:
    kind = node.get("medium") or node.get("type", "").partition("/")[0]
    return kind == "image" or (not kind and _PICTURE.search(node.get("url", "")) is not None)


def _words(around: list[etree._Element], what: str, ledger: Ledger, role: Role) -> str:
    """The words of that kind in the nearest of some elements."""
    for node in around:
        for inner in node:
            if _is_media(inner) and local(inner) == what and (text := plain(_said_by(inner))):
                ledger.claim_node(inner, role)
                return text
    return ""


def _photo(node: etree._Element, attribute: str, ledger: Ledger) -> str:
    ledger.claim_node(node, Role.PHOTO, attribute=attribute)
    return urljoin(node.base or "", str(node.get(attribute, "")).strip())


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0


# JSON Feed (https://www.jsonfeed.org/version/1.1/)


def _json_feed(data: bytes, name: str) -> Iterator[ParsedStory]:
    feed = read_json(data, name=name)
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in text_of(feed.get("version")):
        raise ParseError(name, 'this JSON is no feed: it does not say "version": "https://jsonfeed.org/version/…"')
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise ParseError(name, "the feed holds no items, so there is no story in it")
    head = {key: feed[key] for key in ("version", "title", "home_page_url", "feed_url", "language") if key in feed}
    head |= {key: feed[key] for key in ("authors", "author") if key in feed}
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise ParseError(name, f"item {number} of the feed is no object")
        yield _json_story(head, item)


def _json_story(feed: dict[str, Any], item: dict[str, Any]) -> ParsedStory:
    document = {**feed, "items": [item]}
    ledger = Ledger.of_json(document)

    def claimed(key: str, role: Role) -> str:
        ledger.claim(f"items[0].{key}", role)
        return text_of(item.get(key)).strip()

    html, text = text_of(item.get("content_html")), text_of(item.get("content_text"))
    pictures = [ParsedCaption(photo=claimed(key, Role.PHOTO)) for key in ("image", "banner_image") if item.get(key)]
    for number, attachment in enumerate(objects_of(item.get("attachments"))):
        if text_of(attachment.get("mime_type")).startswith("image/"):
            ledger.claim(f"items[0].attachments[{number}].url", Role.PHOTO)
            ledger.claim(f"items[0].attachments[{number}].title", Role.CAPTION)
            words = " ".join(text_of(attachment.get("title")).split())
            pictures.append(ParsedCaption(words, photo=text_of(attachment.get("url"))))
    published, updated = (read_date(text_of(item.get(key))) for key in ("date_published", "date_modified"))
    for key, role, found in (
        ("date_published", Role.PUBLISHED, published),
        ("date_modified", Role.UPDATED, updated),
    ):
        if found:
            ledger.claim(f"items[0].{key}", role)
    tags = item.get("tags")
    entry = _Entry(
        feed_address=text_of(feed.get("feed_url")) or text_of(feed.get("home_page_url")),
        headline=" ".join(claimed("title", Role.HEADLINE).split()),
        identifier="".join(claimed("id", Role.IDENTIFIER).split()),
        address=read_address(claimed("url", Role.ADDRESS)),
        summary=read_text(text_of(item.get("summary"))),
        content=_body_of(html, is_html=True) if html.strip() else read_text(text),
        bylines=_bylines(_names(item, "items[0].", ledger) or _names(feed, "", ledger)),
        published=published,
        updated=updated,
        language=read_language(claimed("language", Role.LANGUAGE) or text_of(feed.get("language"))),
        topics=tuple(
            ParsedTopic(tag) for tag in dict.fromkeys(" ".join(text_of(tag).split()) for tag in list_of(tags)) if tag
        ),
        pictures=pictures,
    )
    ledger.claim("items[0].tags", Role.TOPIC)
    if not text_of(item.get("language")) and entry.language:
        ledger.claim("language", Role.LANGUAGE)
    content_at = "items[0].content_html" if html.strip() else "items[0].content_text"
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return entry.story(ledger, "items[0].summary", content_at, data, [])


def _names(about: dict[str, Any], place: str, ledger: Ledger) -> list[str]:
    """The names of a feed's or an item's authors: a list since version 1.1, one before."""
    for key in ("authors", "author"):
        told = about.get(key)
        many = isinstance(told, list)
        names = [text_of(author.get("name")) for author in objects_of(told if many else [told])]
        for number in range(len(names)):
            ledger.claim(f"{place}{key}[{number}].name" if many else f"{place}{key}.name", Role.BYLINE)
        if any(names):
            return names
    return []
