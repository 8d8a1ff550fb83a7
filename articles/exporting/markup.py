"""A story's body as a tree, from which each format takes the markup it knows; and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from lxml import etree

from articles.html import to_text

XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLOCKS = frozenset("p h2 h3 ul ol blockquote".split())

Renaming = Callable[[str], str]


def writable(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def body_tree(html: str) -> etree._Element:
    """A body's cleaned HTML as the element ``body``, which holds blocks only, one behind the other.

    Text that stands in no block becomes a paragraph. Markup nested deeper than libxml2 follows, as no story's is,
    becomes its paragraphs.
    """
    root = _parsed(html)
    body = etree.Element("body")
    loose: etree._Element | None = None
    if root is None:
        return body
    if root.text and root.text.strip():
        loose = etree.SubElement(body, "p")
        loose.text = root.text
    for child in list(root):
        tail, child.tail = child.tail, None
        if child.tag in _BLOCKS:
            body.append(child)
            loose = None
        else:
            if loose is None:
                loose = etree.SubElement(body, "p")
            loose.append(child)
        if tail and tail.strip():
            if loose is None:
                loose = etree.SubElement(body, "p")
                loose.text = tail
            elif len(loose):
                loose[-1].tail = tail
            else:
                loose.text = (loose.text or "") + tail
    return body


def _parsed(html: str) -> etree._Element | None:
    html = writable(html)
    if not html.strip():
        return None
    root, whole = _read(html)
    if not whole:
        paragraphs = (line for line in to_text(html).splitlines() if line.strip())
        root, _ = _read("".join(f"<p>{escape(line, quote=False)}</p>" for line in paragraphs))
    return root


def _read(html: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)
    whole = not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return root.find("body"), whole


def as_html(body: etree._Element) -> str:
    """The blocks of a body as HTML, one a line."""
    return "\n".join(etree.tostring(block, method="html", encoding="unicode", with_tail=False) for block in body)


def as_text(body: etree._Element) -> str:
    """The blocks of a body as plain text, a blank line between them."""
    return "\n\n".join(filter(None, (to_text(as_html_block(block)) for block in body)))


def as_html_block(block: etree._Element) -> str:
    """One block as HTML."""
    return str(etree.tostring(block, method="html", encoding="unicode", with_tail=False))


def as_xhtml(body: etree._Element) -> etree._Element:
    """The same tree with its names in the namespace of XHTML."""
    return renamed(body, lambda tag: f"{{{XHTML}}}{tag}")


def renamed(node: etree._Element, name: Renaming) -> etree._Element:
    """A copy of a tree in which ``name`` says what each element is called."""
    copy = etree.Element(name(node.tag), dict(node.attrib))
    copies = {node: copy}
    for inner in node.iterdescendants():
        above = copies[inner.getparent()]
        twin = etree.SubElement(above, name(inner.tag), dict(inner.attrib))
        twin.text, twin.tail = inner.text, inner.tail
        copies[inner] = twin
    copy.text = node.text
    return copy
