"""The only XML reader of the import. It refuses surprises: no DTD is loaded, no entity expanded, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import name2codepoint

from lxml import etree

from articles.importing.document import ParseError

# What an element says of an entity or a DTD is never followed; depth and text length keep libxml2's own limits.
_SAFE = {
    "resolve_entities": False,
    "load_dtd": False,
    "dtd_validation": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_DECLARED = re.compile(rb"\A<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_ONE_BYTE = re.compile(rb"\A(?:us-ascii|ascii|iso-8859|iso8859|latin|windows-125|cp125)", re.IGNORECASE)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def read_xml(data: bytes, *, name: str, recover: bool = False) -> etree._Element:
    """The root element of an XML document.

    Raises ``ParseError`` with the line for what is not well-formed, and for a document that declares entities of
    its own (https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing). With
    ``recover``, what can be read of a broken document is.

    Two slips of the wires are put right: HTML's names for characters (``&nbsp;``), which XML does not know, and
    an encoding declared by habit that the bytes are not in.
    """
    data = data.lstrip(b" \t\r\n")
    data = _NAMED.sub(_as_number, data)
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=recover, encoding=_true_encoding(data), **_SAFE))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise ParseError(name, f"this is not well-formed XML ({error})", line=line) from error
    if root is None:
        raise ParseError(name, "this is not XML: it has no element at all")
    refuse_entities(root.getroottree(), name)
    return root


def refuse_entities(tree: etree._ElementTree, name: str) -> None:
    """Raise ``ParseError`` for a document that declares entities of its own."""
    declared = tree.docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        raise ParseError(name, "this XML declares entities of its own, which an import never follows; remove them")


def _as_number(match: re.Match[bytes]) -> bytes:
    name = match.group(1).decode("ascii")
    if name in _XML_NAMES or name not in name2codepoint:
        return match.group()
    return b"&#%d;" % name2codepoint[name]


def _true_encoding(data: bytes) -> str | None:
    """The encoding where it is not the one declared: UTF-8 said to be Latin-1, windows-1252 said to be nothing."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4] or data.isascii():
        return None
    match = _DECLARED.match(data)
    declared = match.group(1) if match else b"utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252" if declared.lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii") else None
    return "utf-8" if _ONE_BYTE.match(declared) else None


def local(node: etree._Element) -> str:
    """An element's name without its namespace; in the wild the namespaces are often wrong or missing.

    >>> local(etree.fromstring("<a:headline xmlns:a='x'/>"))
    'headline'
    """
    tag = node.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of(node: etree._Element | None) -> str:
    """All text in an element, white space collapsed; ``""`` where there is no element."""
    return " ".join("".join(map(str, node.itertext())).split()) if node is not None else ""


def find_all(node: etree._Element | None, path: str) -> Iterator[etree._Element]:
    """The elements at a path of local names (``itemMeta/edNote``) below ``node``, in order."""
    if node is None:
        return
    step, _, rest = path.partition("/")
    for inner in node:
        if local(inner) == step:
            if rest:
                yield from find_all(inner, rest)
            else:
                yield inner


def find(node: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at a path of local names, or ``None``."""
    return next(find_all(node, path), None)


def attribute(node: etree._Element | None, name: str) -> str:
    """The value of an attribute, whatever its namespace (``xml:lang`` as ``lang``); ``""`` where there is none.

    >>> attribute(etree.fromstring("<p xml:lang=' de '/>"), "lang")
    'de'
    """
    if node is None:
        return ""
    value = node.get(name)
    if value is None:
        value = next((value for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), "")
    return " ".join(str(value).split())
