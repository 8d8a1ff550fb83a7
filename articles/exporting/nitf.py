"""NITF 3.6, the News Industry Text Format (https://iptc.org/standards/nitf/): one story a document.

NITF's text knows one kind of emphasis. Elements of XHTML stand in it for the others, for it allows elements of other
namespaces there; what NITF has no place for stands in ``meta``, under names of our own.
"""

from __future__ import annotations

from html import escape
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from articles.exporting import extras
from articles.exporting.markup import XHTML, XML_LANG, body_tree, renamed, writable
from articles.exporting.paper import GENERATOR, NOTHING, Beside, Paper, language_of, renditions, trail
from articles.models import Version
from articles.models.version import PrintedCaption
from articles.structured_data import correction_of

NAMESPACE = "http://iptc.org/std/NITF/2006-10-18/"
PREFIX = "newsroom."
OWN_NAMES = frozenset(
    {
        extras.PUBLISHED,
        extras.AGENCY,
        extras.UPDATED,
        extras.SECTION,
        extras.KIND,
        extras.BYLINES,
        extras.DATELINE,
        extras.CORRECTION,
        extras.CHANGE,
        extras.OLD_PATHS,
        extras.TOPICS,
        extras.PLACES,
    }
)
NITF = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE, "html": XHTML})
# The markup of a body, and what NITF calls it.
TAGS = {"p": "p", "h2": "hl2", "h3": "hl2", "ul": "ul", "ol": "ol", "li": "li", "a": "a", "em": "em", "br": "br"}


def version(version: Version, paper: Paper, beside: Beside = NOTHING) -> bytes:
    """The story as a NITF document."""
    body = NITF.body(_body_head(version))
    document = NITF.nitf(_head(version, paper, beside), body)
    etree.indent(document)
    body.append(_content(version, paper, beside))  # a blank more would change the text
    if language := language_of(version):
        document.set(XML_LANG, language)
        document.set("baselang", language)
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def _head(version: Version, paper: Paper, beside: Beside) -> etree._Element:
    head = NITF.head(
        NITF.title(writable(version.headline), type="main"),
        NITF.meta(name="generator", content=GENERATOR),
        *(
            NITF.meta(name=f"{PREFIX}{name}", content=writable(value))
            for name, value in extras.extras(version, paper, beside, OWN_NAMES).items()
        ),
        NITF.tobject(
            NITF("tobject.property", {"tobject.property.type": version.kind}),
            **{"tobject.type": writable(trail(version)[0].name) if trail(version) else "news"},
        ),
        _about(version, paper, beside),
        _publication(version, paper),
    )
    if version.updated_at is not None:
        printed = paper.printed(version.updated_at, has_time=version.updated_has_time)
        head.append(NITF("revision-history", function="editor", norm=_basic(printed)))
    return head


def _about(version: Version, paper: Paper, beside: Beside) -> etree._Element:
    """The data of the document."""
    assert version.sorts_at is not None
    status = "canceled" if beside.withdrawn else "usable"
    data = NITF.docdata(
        NITF("doc-id", {"regsrc": writable(paper.name), "id-string": paper.story(version)}),
        NITF("du-key", version=str(version.number)),
        NITF("date.issue", norm=_basic(paper.instant(version.sorts_at))),
        NITF("key-list", *(NITF.keyword(key=writable(topic["name"])) for topic in version.subjects)),
        **{"management-status": status},
    )
    if told := correction_of(version):
        data.append(NITF.correction(info=writable(told)))
    if version.agency:
        data.append(NITF("del-list", NITF("from-src", {"src-name": writable(version.agency), "level-number": "1"})))
    return data


def _publication(version: Version, paper: Paper) -> etree._Element:
    data = {"type": "web", "name": writable(paper.name), "ex-ref": paper.story(version)}
    assert version.sorts_at is not None
    data["date.publication"] = _basic(paper.instant(version.sorts_at))
    if sections := trail(version):
        data["position.section"] = writable(sections[-1].name)
    return NITF.pubdata(data)


def _basic(instant: str) -> str:
    """ISO 8601 in its basic form, as NITF has it: ``20261123T061000+0000``.

    >>> _basic("2026-11-23T06:10:00+00:00"), _basic("2026-11-23")
    ('20261123T061000+0000', '20261123')
    """
    day, separator, time = instant.partition("T")
    return day.replace("-", "") + separator + time.replace(":", "")


def _body_head(version: Version) -> etree._Element:
    head = NITF("body.head", NITF.hedline(NITF.hl1(writable(version.headline))))
    for one in version.bylines:
        title = [" ", NITF.byttl(writable(one["role"]))] if one["role"] else []
        head.append(NITF.byline(NITF.person(writable(one["name"])), *title))
    if version.agency:
        head.append(NITF.distributor(NITF.org(writable(version.agency))))
    if version.dateline:
        head.append(NITF.dateline(NITF.location(writable(version.dateline))))
    if version.standfirst:
        head.append(NITF.abstract(*(NITF.p(line) for line in writable(version.standfirst).split("\n"))))
    return head


def _content(version: Version, paper: Paper, beside: Beside) -> etree._Element:
    content = NITF("body.content")
    for block in body_tree(version.body):
        content.append(_block(block))
    for caption in version.captions:
        content.append(_media(caption, paper, beside))
    return content


def _block(block: etree._Element) -> etree._Element:
    if block.tag == "blockquote":
        return _quote(block)
    for quote in list(block.iter("blockquote")):
        _unwrap(quote)
    twin = renamed(block, _name)
    if block.tag == "h3":
        twin.set("class", "h3")
    for node in twin.iter():
        for attribute in ("rel", "dir", "title"):
            node.attrib.pop(attribute, None)
    return twin


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{TAGS[tag]}" if tag in TAGS else f"{{{XHTML}}}{tag}"


def _quote(quote: etree._Element) -> etree._Element:
    """A quote: blocks inside blocks, where HTML has text and blocks beside each other."""
    inside = body_tree(_inner(quote))
    block = NITF.block()
    for each in inside:
        if each.tag == "blockquote":
            block.extend(_quote(each)[0])
        else:
            block.append(_block(each))
    return NITF.bq(block)


def _inner(node: etree._Element) -> str:
    return escape(node.text or "", quote=False) + "".join(
        etree.tostring(child, method="html", encoding="unicode") for child in node
    )


def _unwrap(node: etree._Element) -> None:
    """A quote inside a list becomes a paragraph of it."""
    node.tag = "p"
    etree.strip_tags(node, "p")


def _media(caption: PrintedCaption, paper: Paper, beside: Beside) -> etree._Element:
    """A caption with its photo; one that waits for its photo refers to none."""
    photo = caption["photo"]
    media = NITF.media({"media-type": "image"})
    for size in list(renditions(photo, paper, beside))[:1] if photo else []:
        reference: dict[str, Any] = {
            "source": size.address,
            "mime-type": size.content_type,
            "width": str(size.width),
            "height": str(size.height),
            "units": "pixels",
        }
        if photo and photo["alt"]:
            reference["alternate-text"] = writable(photo["alt"])
        media.append(NITF("media-reference", reference))
    if not len(media):
        media.append(NITF("media-reference"))
    if caption["place"]:
        media.insert(0, NITF("media-metadata", name="place", value=writable(caption["place"])))
    if caption["text"]:
        media.append(NITF("media-caption", *(NITF.p(line) for line in writable(caption["text"]).split("\n"))))
    if caption["credit"]:
        media.append(NITF("media-producer", writable(caption["credit"])))
    return media
