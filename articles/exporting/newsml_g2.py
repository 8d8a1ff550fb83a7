"""NewsML-G2 2.35 (https://iptc.org/standards/newsml-g2/), power conformance: one story a document.

The text is a news item, and each of its pictures one of its own, linked from the text: they travel together in a news
message. What G2 has no place for stands in ``contentMetaExtProperty``, under type URIs of our own; codes of
ours have the alias of a catalogue that each item brings along.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from articles.exporting import extras
from articles.exporting.markup import XML_LANG, as_xhtml, body_tree, writable
from articles.exporting.paper import (
    GENERATOR,
    NOTHING,
    Beside,
    Paper,
    byline,
    code_of,
    language_of,
    renditions,
    trail,
)
from articles.models import Change, Version
from articles.models.version import PrintedCaption
from articles.structured_data import correction_of

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
# IPTC's catalogue of the aliases used here (ninat, stat, drol, sig, irel); a receiver has it already.
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
ALIAS = "newsroom"
OWN_PROPERTIES = frozenset(
    {
        extras.PUBLISHED,
        extras.STANDFIRST,
        extras.CORRECTION,
        extras.AGENCY,
        extras.UPDATED,
        extras.SECTION,
        extras.KIND,
        extras.BYLINES,
        extras.DATELINE,
        extras.CHANGE,
        extras.OLD_PATHS,
    }
)
G2 = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def version(version: Version, paper: Paper, beside: Beside = NOTHING) -> bytes:
    """The story as a news item; in a news message where pictures come along."""
    assert version.changed_at is not None
    document = text = _text(version, paper, beside)
    if version.captions:
        pictures = (_picture(caption, at, version, paper, beside) for at, caption in enumerate(version.captions, 1))
        document = G2.newsMessage(
            G2.header(G2.sent(paper.instant(version.changed_at)), G2.sender(writable(paper.name))),
            G2.itemSet(text, *pictures),
        )
    etree.indent(document)
    text.append(_contents(version))  # a blank more would change the text
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def _text(version: Version, paper: Paper, beside: Beside) -> etree._Element:
    """The news item of the text."""
    status = "stat:canceled" if beside.withdrawn else "stat:usable"
    item = _item(paper.story(version), "ninat:text", status, version, paper)
    meta = item.find(f"{{{NAMESPACE}}}itemMeta")
    if version.change in {Change.CORRECTION, Change.RETRACTION}:
        meta.append(G2.signal(qcode="sig:correction"))
    elif version.change == Change.UPDATE:
        meta.append(G2.signal(qcode="sig:update"))
    meta.append(G2.link(rel="irel:hasAlternate", href=paper.story(version), contenttype="text/html"))
    for place, _ in enumerate(version.captions, start=1):
        meta.append(G2.link(rel="irel:seeAlso", residref=_picture_id(version, place, paper)))
    item.append(G2.contentMeta(*_about(version, paper, beside)))
    return item


def _item(guid: str, nature: str, status: str, version: Version, paper: Paper) -> etree._Element:
    """An item with what every item says."""
    assert version.sorts_at is not None
    assert version.changed_at is not None
    item = G2.newsItem(
        G2.catalogRef(href=CATALOG),
        G2.catalog(G2.scheme(alias=ALIAS, uri=extras.OWN)),
        G2.itemMeta(
            G2.itemClass(qcode=nature),
            G2.provider(G2.name(writable(paper.name)), uri=paper.address),
            G2.versionCreated(paper.instant(version.changed_at)),
            G2.firstCreated(paper.instant(version.sorts_at)),
            G2.pubStatus(qcode=status),
            G2.generator(GENERATOR),
        ),
        guid=guid,
        version=str(version.number),
        standard="NewsML-G2",
        standardversion="2.35",
        conformance="power",
    )
    if language := language_of(version):
        item.set(XML_LANG, language)
    return item


def _about(version: Version, paper: Paper, beside: Beside) -> Iterator[etree._Element]:
    """What is said of the content, in the schema's order."""
    if version.agency:
        yield G2.infoSource(G2.name(writable(version.agency)))
    for one in version.bylines:
        address = {"uri": paper.author(one["slug"])} if one["slug"] else {}
        yield G2.creator(G2.name(writable(one["name"])), **address)
    if language := language_of(version):
        yield G2.language({"tag": language})
    yield G2.genre(G2.name(version.kind), qcode=f"{ALIAS}:{version.kind}")
    for section in trail(version):
        yield G2.subject(G2.name(writable(section.name)), uri=paper.section(section), type=f"{ALIAS}:section")
    for topic in version.subjects:
        code = code_of(topic, beside)
        yield G2.subject(G2.name(writable(topic["name"])), **({"uri": code} if code else {}))
    yield G2.headline(writable(version.headline))
    if version.dateline:
        yield G2.dateline(writable(version.dateline))
    if version.bylines:
        yield G2.by(writable(byline(version)))
    if version.agency:
        yield G2.creditline(writable(version.agency))
    if version.standfirst:
        yield G2.description(*_lines(version.standfirst), role="drol:summary")
    if told := correction_of(version):
        yield G2.description(*_lines(told), role=f"{ALIAS}:correction")
    for name, value in extras.extras(version, paper, beside, OWN_PROPERTIES).items():
        yield G2.contentMetaExtProperty(typeuri=f"{extras.OWN}{name}", value=writable(value))


def _lines(text: str) -> Iterator[Any]:
    """The lines of a text with breaks between them."""
    for number, line in enumerate(writable(text).split("\n")):
        if number:
            yield G2.br()
        yield line


def _contents(version: Version) -> etree._Element:
    """The text as XHTML."""
    body = as_xhtml(body_tree(version.body))
    namespace = body.tag.removesuffix("body")
    html = etree.Element(f"{namespace}html", nsmap={None: namespace.strip("{}")})
    head = etree.SubElement(html, f"{namespace}head")
    etree.SubElement(head, f"{namespace}title").text = writable(version.headline)
    html.append(body)
    return G2.contentSet(
        G2.inlineXML(html, contenttype="application/xhtml+xml", wordcount=str(version.word_count)),
    )


def _picture_id(version: Version, place: int, paper: Paper) -> str:
    return f"{paper.story(version)}#picture-{place}"


def _picture(caption: PrintedCaption, place: int, version: Version, paper: Paper, beside: Beside) -> etree._Element:
    """The news item of a caption and its picture; one that waits for its photo has no content."""
    item = _item(_picture_id(version, place, paper), "ninat:picture", "stat:usable", version, paper)
    photo = caption["photo"]
    meta = G2.contentMeta()
    if caption["place"]:
        meta.append(G2.located(G2.name(writable(caption["place"]))))
    if caption["credit"]:
        meta.append(G2.creditline(writable(caption["credit"])))
    if caption["text"]:
        meta.append(G2.description(*_lines(caption["text"]), role="drol:caption"))
    if photo and photo["alt"]:
        meta.append(G2.description(writable(photo["alt"]), role=f"{ALIAS}:altText"))
    item.append(meta)
    if photo:
        item.append(
            G2.contentSet(
                *(
                    G2.remoteContent(
                        href=size.address,
                        contenttype=size.content_type,
                        rendition=f"{ALIAS}:{size.name}",
                        width=str(size.width),
                        height=str(size.height),
                    )
                    for size in renditions(photo, paper, beside)
                )
            )
        )
    return item
