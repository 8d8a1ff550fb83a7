"""The bodies of wire items (NITF, XHTML, HTML, plain text) as blocks and captions.

NITF and XHTML are turned into HTML and read by ``articles.importing.bodies``, the one reader of bodies. What only
wires have is taken out first: notes to editors, the head of the story repeated in its body, films. Lines that were
broken to fit the width of a printer are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from articles.importing.bodies import Body, read_body, read_text
from articles.importing.document import Role
from articles.importing.values import whole_number
from articles.importing.xml import attribute, local, text_of

# NITF's elements (https://www.iptc.org/std/NITF/3.6/) under the names that HTML has for the same.
NITF_AS_HTML = {
    "hl1": "h2",
    "hl2": "h2",
    "bq": "blockquote",
    "block": "div",
    "credit": "p",
    "fn": "p",
    "note": "div",
    "object.title": "em",
    "virtloc": "span",
}
PICTURES = frozenset({"", "image", "picture", "photo", "graphic", "illustration"})
# Elements that tell what the story's fields tell, and lines for editors.
LEFT_OUT = {
    "header": "the head of the story, told in its fields",
    "body.head": "the head of the story, told in its fields",
    "body.end": "the end of the file, for editors",
    "tagline": "the end of the file, for editors",
    "identified-content": "what is named in the text",
}

_SPECIAL = re.compile(r"<(?:header|br|hl\d|q|body\.|media)\b|\bclass\s*=", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_QUOTES = frozenset("\"'“”«»„‘’‹›")


@dataclass(frozen=True, slots=True)
class Marked:
    """A body, and what its markup says of its paragraphs.

    ``classes`` has the texts of the elements of each class (``byline``, ``teaser``); ``apart`` tells what was taken
    out of the body before it was read, each line with what it is and why.
    """

    body: Body = field(default_factory=Body)
    classes: dict[str, set[str]] = field(default_factory=dict)
    apart: tuple[tuple[str, Role, str], ...] = ()


def from_html(html: str) -> Marked:
    """A body in HTML, whole document or fragment."""
    html = _DECLARATION.sub("", html)
    if _SPECIAL.search(html):
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
        try:
            root = etree.fromstring(html.encode("utf-8", "replace"), parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        # Where it is nested too deep for this, the reader of bodies still finds the words.
        if root is not None and not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return from_element(root)
    return Marked(read_body(html))


def from_element(node: etree._Element) -> Marked:
    """A body in NITF or XHTML: what stands in an element, which stays as it is."""
    copy = deepcopy(node)
    copy.tail = None
    apart = list(_prepare(copy))
    classes: dict[str, set[str]] = {}
    for inner in copy.iter(etree.Element):
        for name in attribute(inner, "class").casefold().split():
            classes.setdefault(name, set()).add(text_of(inner))
    _join_wrapped(copy)
    etree.cleanup_namespaces(copy)
    html = etree.tostring(copy, method="html", encoding="unicode")
    return Marked(read_body(html), classes, tuple(apart))


def from_plain(text: str) -> Marked:
    """A body in plain text: paragraphs between blank lines, or one a line where there are none."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    stretches: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            stretches.append([])
        elif line[:2].isspace() and stretches[-1]:  # an indent begins a paragraph, as on a printer
            stretches.append([line.strip()])
        else:
            stretches[-1].append(line.strip())
    stretches = [stretch for stretch in stretches if stretch]
    if _is_wrapped(stretches):
        return Marked(read_text("\n\n".join(" ".join(stretch) for stretch in stretches)))
    return Marked(
        read_text(
            "\n\n".join("\n".join(stretch) for stretch in stretches)
            if stretches[1:]
            else "\n\n".join(line for stretch in stretches for line in stretch)
        )
    )


def note_of(node: etree._Element) -> str:
    """A note to editors in block HTML as plain text: all of its words, a block a line."""
    return lines_of(read_body(etree.tostring(node, method="html", encoding="unicode", with_tail=False)))


def lines_of(body: Body) -> str:
    """The words of a body, a block or an item of a list a line."""
    return "\n".join(line for line, role in body.lines if role in (Role.PARAGRAPH, Role.CROSSHEAD))


def _prepare(root: etree._Element) -> Iterator[tuple[str, Role, str]]:
    """Turn a tree into HTML's elements in place, and take out what is not the text's; the lines that were."""
    for node in list(root.iter(etree.Element)):
        if node is not root and node.getparent() is None:
            continue  # in something that was taken out
        name = local(node).rpartition(":")[2].casefold()
        node.tag = NITF_AS_HTML.get(name, name if name.replace("-", "").isalnum() else "span")
        if name == "hl2" and "h3" in attribute(node, "class").split():  # NITF has one kind of crosshead
            node.tag = "h3"
        if node is root:
            node.tag = "div"
        elif name in LEFT_OUT:
            yield from _words(node, Role.FURNITURE, LEFT_OUT[name])
            _remove(node)
        elif name == "note" and _is_for_editors(node):
            yield from _words(node, Role.EDITOR_NOTE, "a note to editors")
            _remove(node)
        elif name == "media":
            yield from _media(node)
        elif name == "q" and text_of(node)[:1] not in _QUOTES:  # a browser would draw the marks
            node.text = f"“{node.text or ''}"
            last = node[-1] if len(node) else None
            if last is None:
                node.text += "”"
            else:
                last.tail = f"{last.tail or ''}”"


def _words(node: etree._Element, role: Role, why: str) -> Iterator[tuple[str, Role, str]]:
    words = " ".join(" ".join(map(str, node.itertext())).split())  # apart, as they stand apart on a page
    if words:
        yield words, role, why


def _is_for_editors(note: etree._Element) -> bool:
    kind = f"{attribute(note, 'noteclass')} {attribute(note, 'type')}".casefold()
    return "editor" in kind or "npa" in kind.split()  # "not for publication, audience: editors"


def _remove(node: etree._Element) -> None:
    """Take an element out of its tree, and leave what stands behind it."""
    parent, before, tail = node.getparent(), node.getprevious(), node.tail
    if tail and before is not None:
        before.tail = f"{before.tail or ''}{tail}"
    elif tail:
        parent.text = f"{parent.text or ''}{tail}"
    parent.remove(node)


def _media(node: etree._Element) -> Iterator[tuple[str, Role, str]]:
    """Turn NITF's ``media`` into a figure with its best picture; what is no picture is taken out."""
    kind = attribute(node, "media-type").casefold()
    references = [inner for inner in node.iter() if local(inner).casefold() == "media-reference"]
    captions = [text_of(inner) for inner in node.iter() if local(inner).casefold() == "media-caption"]
    producers = [text_of(inner) for inner in node.iter() if local(inner).casefold() == "media-producer"]
    if kind not in PICTURES:
        told = " ".join(filter(None, [*captions, *producers, *(attribute(one, "source") for one in references)]))
        if told:
            yield told, Role.FURNITURE, f"{kind}, which has no place in the text"
        _remove(node)
        return
    best = max(references, key=_pixels, default=None)
    for reference in references:
        if reference is not best and (told := attribute(reference, "source")):
            yield told, Role.FURNITURE, "the same picture, smaller"
    for inner in node.iter():
        if local(inner).casefold() == "media-object" and (told := text_of(inner)):
            yield told[:200], Role.FURNITURE, "the picture itself, coded as text"
    alts = (attribute(one, "alternate-text") for one in references)
    source, alt = attribute(best, "source") or attribute(best, "name"), next(filter(None, alts), "")
    tail = node.tail
    node.clear()
    node.tag, node.tail = "figure", tail
    if source or alt:
        etree.SubElement(node, "img", src=source, alt=alt)
    for name, words in (("figcaption", captions), ("div", producers)):
        if any(words):
            inner = etree.SubElement(node, name, {} if name == "figcaption" else {"class": "credit"})
            inner.text = " ".join(filter(None, words))


def _pixels(reference: etree._Element) -> int:
    return whole_number(attribute(reference, "width")) * whole_number(attribute(reference, "height"))


# Lines broken to a width -----------------------------------------------------------------------------------------


def _join_wrapped(root: etree._Element) -> None:
    """Where line ends only fit a width, let a blank stand for each of them."""
    breaks = [node for node in root.iter(etree.Element) if node.tag == "br"]
    around = {id(parent): parent for node in breaks if (parent := node.getparent()) is not None}
    if breaks and _is_wrapped([_lines(parent) for parent in around.values()]):
        for node in breaks:
            node.tag, node.text = "span", " "


def _lines(node: etree._Element) -> list[str]:
    lines = [node.text or ""]
    for inner in node:
        if inner.tag == "br":
            lines.append(inner.tail or "")
        else:
            lines[-1] += f"{text_of(inner)}{inner.tail or ''}"
    return [" ".join(line.split()) for line in lines if line.strip()]


def _is_wrapped(stretches: list[list[str]]) -> bool:
    """Whether line ends only fit a width, as on a wire printer: the next line's first word would have gone over it."""
    broken = [(line, after) for lines in stretches for line, after in pairwise(lines)]
    if len(broken) < 3:
        return False
    width = sorted(len(line) for line, _ in broken)[int(len(broken) * 0.98)]
    if not 40 <= width <= 100:
        return False
    full = sum(1 for line, after in broken if len(line) + 1 + len(after.split()[0]) > width - 4)
    return full >= 0.9 * len(broken)
