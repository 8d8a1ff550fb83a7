"""The tree of a saved page: what is a page, pages that browsers save as one file (MHTML), and limits."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.message import Message

import lxml.html
from lxml import etree

from articles.importing.document import ParseError
from articles.importing.floods import without_floods

MAX_ELEMENTS = 100_000  # the longest live blogs have 30,000
_MOST_PARTS = 2000  # of a page in MHTML
_BEFORE = re.compile(rb"(?:\s+|<!--.*?-->|<\?xml[^>]*>)*", re.DOTALL)
_OPENINGS = tuple(
    f"<{tag}".encode()
    for tag in """
    !doctype html html head body meta title link script style article main section div p h1 h2 table center font
    """.replace("!doctype html", "!doctype_html").split()
)
_MIME = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->")
_ANY_TAG = re.compile(r"<[a-zA-Z!/]")
_BLOCK_HOLDERS = re.compile(
    r"</?(?:div|section|article|center|table|tbody|tr|td|th|ul|ol|li|dl|dd|dt|blockquote|form|main|aside)(?:\s[^>]*+)?>",
    re.IGNORECASE,
)
_HOLDERS = re.compile(r"</?(?:span|font|b|i|u|em|strong|big|small|code|tt|label)(?:\s[^>]*+)?>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def is_html(head: bytes) -> bool:
    """Whether a file that begins so is a saved page, in HTML or MHTML."""
    if is_mhtml(head):
        return True
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"<\0" in head[:4] or b"\0<" in head[:4]:
        head = head.replace(b"\0", b"").lstrip(codecs.BOM_UTF16_LE + codecs.BOM_UTF16_BE)
    found = _BEFORE.match(head)
    start = b"_".join(head[found.end() if found else 0 :][:40].lower().split(None, 1))
    return any(
        start.startswith(opening) and not start[len(opening) : len(opening) + 1].isalnum() for opening in _OPENINGS
    )


def is_mhtml(data: bytes) -> bool:
    """Whether bytes are a page in MHTML (RFC 2557)."""
    return _MIME.match(data[:8192]) is not None


def unwrap(data: bytes, *, name: str) -> tuple[bytes, str, str]:
    """The HTML in a page in MHTML, its charset and its address."""
    if data.count(b"\nContent-Type:") > _MOST_PARTS:
        raise ParseError(name, f"this web page (MHTML) has more than {_MOST_PARTS:,} parts; save it as HTML alone")
    message: Message = email.message_from_bytes(data, policy=email.policy.compat32)
    start = str(message.get_param("start") or "").strip("<> ")
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise ParseError(name, "this web page (MHTML) holds no HTML; save it again")
    page = next((part for part in pages if start and start in str(part.get("Content-ID") or "")), pages[0])
    address = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    payload = page.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b"", str(page.get_content_charset() or ""), address


def saved_from(text: str) -> str:
    """The address that browsers write into a page they save; ``""`` where there is none."""
    found = _SAVED_FROM.search(text, 0, 4096)
    return found[1] if found else ""


def has_end(text: str) -> bool:
    """Whether a page has the tags that end it; some leave them out by intent, and a cut one has none."""
    return re.search(r"</(?:body|html)\s*>", text[-8192:], re.IGNORECASE) is not None


def read_tree(text: str, *, name: str) -> tuple[etree._Element, list[str]]:
    """The tree of a page, and what of it could not be read.

    Raises ``ParseError`` for what is no page, or one with more elements than any page of news has.
    """
    controls = len(_CONTROL.findall(text)) if _CONTROL.search(text) else 0
    if (controls - text.count("\x00") + text.count("\ufffd")) * 20 > len(text):
        raise ParseError(name, "this is not HTML but binary data; give the page as saved by a browser")
    text = text.translate(_CONTROLS) if controls else text
    if not _ANY_TAG.search(text):
        raise ParseError(name, "this is not HTML: there is no tag in it; give the page as saved by a browser")
    text = without_floods(text)
    notes = []
    root, problems = _parsed(text, name, huge=False)
    if any("depth" in problem for problem in problems):
        notes.append("The page is nested deeper than any page of news; its text was read without its structure.")
        root, problems = _parsed(_flattened(text), name, huge=True)
    elif problems:  # a stretch of text larger than libxml2 allows by itself
        root, problems = _parsed(text, name, huge=True)
    if problems:
        notes.append("The page could not be read to its end.")
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        limit = f"{MAX_ELEMENTS:,}"
        raise ParseError(
            name, f"the page has more than {limit} elements, as no page of news has; split it into its stories"
        )
    return root, notes


def _parsed(text: str, name: str, *, huge: bool) -> tuple[etree._Element, list[str]]:
    """A tree, and what libxml2 says where it had to stop before the end."""
    parser = lxml.html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=huge, encoding="utf-8"
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ParseError(name, f"no page can be read from this HTML ({error}); save the page again") from error
    return root, [entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]


def _flattened(text: str) -> str:
    """A page without the elements that only hold others; each begins a paragraph, which cannot nest."""
    return re.sub(r"(?:<p>\s*+){2,}", "<p>", _HOLDERS.sub("", _BLOCK_HOLDERS.sub("<p>", text)))
