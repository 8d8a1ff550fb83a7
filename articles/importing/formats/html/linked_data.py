"""What a page says of itself in JSON-LD: the node of its article, found among all others, and values read mildly.

The vocabulary is https://schema.org/NewsArticle; the syntax https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml.etree import _Element

Node = dict[str, Any]

NEWS_TYPES = frozenset(
    """
    NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle
    AskPublicNewsArticle AdvertiserContentArticle SatiricalArticle LiveBlogPosting
    """.split()
)
ARTICLE_TYPES = NEWS_TYPES | frozenset(
    "Article BlogPosting Report TechArticle ScholarlyArticle MedicalScholarlyArticle SocialMediaPosting".split()
)
_LESSER_TYPES = frozenset("WebPage ItemPage VideoObject CreativeWork Review CriticReview Recipe PodcastEpisode".split())
_MOST_BLOCKS = 200
_LONGEST_BLOCK = 4_000_000
_MOST_NODES = 20_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)?[\s;]*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_STRAY_BACKSLASH = re.compile(r'\\(?!["\\/bfnrtu])')
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w+)"')
_PLAIN_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|description|url)"\s*:\s*"((?:[^"\\]++|\\.)*+)"\s*[,}\]]'
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


class LinkedData:
    """All nodes of a page's JSON-LD. ``broken`` counts blocks of which nothing could be read."""

    def __init__(self, root: _Element) -> None:
        self.nodes: list[Node] = []
        self.broken = 0
        self._by_id: dict[str, Node] = {}
        scripts = [node for node in root.iter("script") if _is_json_ld(node.get("type"))]
        for script in scripts[:_MOST_BLOCKS]:
            self._read(script.text or "")
        for node in self.nodes:
            # Of nodes with one identity, the one that says most: a page repeats it with the identity alone.
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > len(self._by_id.get(identity, ())):
                self._by_id[identity] = node

    def _read(self, text: str) -> None:
        if not text.strip():
            return
        found = read_json(text[:_LONGEST_BLOCK])
        if not found:
            self.broken += 1
            found = [_rescued(text[:_LONGEST_BLOCK])]
        for document in found:
            for node in _nodes(document):
                if len(self.nodes) < _MOST_NODES:
                    self.nodes.append(node)

    def resolved(self, value: object) -> object:
        """A value that is a mere reference (``{"@id": …}``) replaced by the node it refers to."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and not text_of(value.get("name")):
            return self._by_id.get(value["@id"], value)
        return value

    def values(self, node: Node, key: str) -> list[object]:
        """The values under a key, references resolved; none is an empty list."""
        value = node.get(key)
        if isinstance(value, dict) and "@list" in value:
            value = value["@list"]
        return [self.resolved(one) for one in (value if isinstance(value, list) else [value]) if one]

    def article(self, *, address: str, titles: tuple[str, ...]) -> Node:
        """The node of the page's own article, ``{}`` where there is none.

        A page carries nodes of other stories too (lists, teasers): the one that has this page's address or
        headline is taken, a node without either only where it is alone.
        """
        found: list[tuple[float, int, Node]] = []
        for number, node in enumerate(self.nodes):
            types = types_of(node)
            if types & ARTICLE_TYPES:
                score = 3.0 if types & NEWS_TYPES else 2.5
            elif types & _LESSER_TYPES and (node.get("headline") or node.get("author")):
                score = 0.5
            else:
                continue
            headline = _key(text_of(node.get("headline")) or text_of(node.get("name")))
            if headline:
                score += 0.5
                if any(headline == title for title in titles):
                    score += 4
                elif any(
                    headline in title or title in headline for title in titles if min(len(title), len(headline)) > 12
                ):
                    score += 2
            if address and any(same_address(one, address) for one in addresses_of(node)):
                score += 3
            score += 0.25 * sum(1 for key in ("author", "datePublished", "articleBody", "image") if node.get(key))
            found.append((score, -number, node))
        if not found:
            return {}
        found.sort(key=lambda row: row[:2], reverse=True)
        best, _, node = found[0]
        alone = sum(1 for score, _, _ in found if score >= 2.5) <= 1
        return node if best >= 4.5 or alone else {}


def _is_json_ld(kind: str | None) -> bool:
    return bool(kind) and "ld+json" in str(kind).casefold()


def read_json(text: str) -> list[object]:
    """The documents in one block, mended where it is broken in the ways pages break theirs; none where hopeless."""
    text = _WRAPPING.sub("", text)
    for mend in (str, _mended, unescape):
        try:
            return _documents(mend(text))
        except (ValueError, RecursionError):
            continue
    return []


def _mended(text: str) -> str:
    """JSON without commas before a closing bracket and without backslashes that escape nothing."""
    return _STRAY_BACKSLASH.sub("", _TRAILING_COMMA.sub(r"\1", text))


def _rescued(text: str) -> Node:
    """What can be read out of the JSON of an article that is broken elsewhere: its plain strings."""
    kind = _TYPE.search(text)
    if kind is None or kind[1] not in ARTICLE_TYPES:
        return {}
    node: Node = {"@type": kind[1]}
    for key, value in _PLAIN_PAIR.findall(text):
        node.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    return node


def _documents(text: str) -> list[object]:
    """One JSON document or several on end; control characters inside strings are let pass."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    at = 0
    while at < len(text):
        while at < len(text) and text[at] in " \t\r\n;,\u00a0\ufeff":
            at += 1
        if at >= len(text):
            break
        try:
            document, at = decoder.raw_decode(text, at)
        except ValueError:
            if found and isinstance(found[-1], (dict, list)):
                break  # rubbish after the end
            raise
        found.append(document)
    return found


def _nodes(document: object) -> Iterator[Node]:
    """Every object in a document that can stand for something, outer ones first; without recursion."""
    stack: list[tuple[object, int]] = [(document, 0)]
    while stack:
        value, depth = stack.pop()
        if depth > 12:
            continue
        if isinstance(value, dict):
            yield value
            stack.extend(
                (inner, depth + 1) for inner in reversed(list(value.values())) if isinstance(inner, (dict, list))
            )
        elif isinstance(value, list):
            stack.extend((inner, depth + 1) for inner in reversed(value) if isinstance(inner, (dict, list)))


def types_of(node: Node) -> set[str]:
    """The types of a node, without the vocabulary's address."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {one.rpartition("/")[2].rpartition(":")[2] for one in kinds if isinstance(one, str)}


def text_of(value: object) -> str:
    """A value as plain text: entities resolved, tags dropped, white space collapsed; ``""`` for what is no text."""
    if isinstance(value, list):
        value = next((one for one in value if text_of(one)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    return plain(value)


def listed(value: object) -> list[object]:
    """The values of a key that may hold a list or one value; empty ones are left out."""
    if isinstance(value, list):
        return [one for one in value if one]
    return [value] if value else []


def plain(value: str) -> str:
    """Text that may hold entities (once or twice escaped) or tags, as plain text on one line."""
    for _ in range(2):
        if "&" not in value or not _ENTITY.search(value):
            break
        value = unescape(value)
    if "<" in value:
        value = _TAG.sub("", value)
    return " ".join(value.replace("\u00ad", "").replace("\x00", "").split())


def addresses_of(node: Node) -> list[str]:
    """The addresses a node gives for itself."""
    found = []
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            found.append(value)
    return found


def same_address(one: str, other: str) -> bool:
    """Whether two addresses lead to one page, scheme, ``www.``, query, fragment and last slash aside."""
    return _bare_address(one) == _bare_address(other)


def _bare_address(address: str) -> str:
    bare = address.partition("#")[0].partition("?")[0].partition("://")[2]
    return bare.removeprefix("www.").rstrip("/").casefold()


_EDGES = re.compile(r"[\W_]+")


def _key(text: str) -> str:
    return _EDGES.sub("", text).casefold()


def keys_of(texts: list[str]) -> tuple[str, ...]:
    """Titles as :meth:`LinkedData.article` compares them."""
    return tuple(key for text in texts if (key := _key(text)))
