"""The only XML reader of the import. It refuses surprises: no DTD is loaded, no entity expanded, nothing fetched."""

from __future__ import annotations

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


def read_xml(data: bytes, *, name: str, recover: bool = False) -> etree._Element:
    """The root element of an XML document.

    Raises ``ParseError`` with the line for what is not well-formed, and for a document that declares entities of
    its own (https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing). With
    ``recover``, what can be read of a broken document is.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=recover, **_SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
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


def local(node: etree._Element) -> str:
    """An element's name without its namespace; in the wild the namespaces are often wrong or missing.

    >>> local(etree.fromstring("<a:headline xmlns:a='x'/>"))
    'headline'
    """
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(node: etree._Element | None) -> str:
    """All text in an element, white space collapsed; ``""`` where there is no element."""
    return " ".join("".join(map(str, node.itertext())).split()) if node is not None else ""
