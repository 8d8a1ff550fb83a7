"""What the head of a page says: meta elements, links, title; and microdata where there is no JSON-LD."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from .linked_data import plain


class Meta:
    """The meta elements of a page by name, property or itemprop, in lower case; the first value of each counts."""

    def __init__(self, root: _Element) -> None:
        self._values: dict[str, list[str]] = {}
        for node in root.iter("meta"):
            content = plain(node.get("content") or "")
            for key in {node.get("property"), node.get("name"), node.get("itemprop"), node.get("http-equiv")}:
                if key and content:
                    self._values.setdefault(key.strip().casefold(), []).append(content)

    def first(self, *keys: str) -> str:
        """The value of the first key that has one."""
        for key in keys:
            if found := self._values.get(key):
                return found[0]
        return ""

    def all(self, *keys: str) -> list[str]:
        """All values of the first key that has any."""
        for key in keys:
            if found := self._values.get(key):
                return found
        return []


def is_address(text: str) -> bool:
    """Whether a text is a web address with a host."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in text.strip()


def join(base: str, link: str) -> str:
    """Where a link leads, as an address; ``""`` where that cannot be said or is no web address."""
    link = link.strip()
    if not link or link.startswith("#"):
        return ""
    try:
        found = urljoin(base, link) if base else link
        scheme = urlsplit(found).scheme
    except ValueError:
        return ""
    if scheme in ("mailto", "tel"):
        return found
    return found if is_address(found) else ""


def canonical_of(root: _Element, base: str) -> str:
    """The address that the page names as its own in a link element."""
    for node in root.iter("link"):
        if "canonical" in (node.get("rel") or "").casefold().split() and node.get("href"):
            return join(base, node.get("href") or "")
    return ""


def base_of(root: _Element, address: str) -> str:
    """The address that the page's relative links start from."""
    node = next(root.iter("base"), None)
    return join(address, node.get("href") or "") or address if node is not None else address
