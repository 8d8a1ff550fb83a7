"""ninjs, News in JSON, 1.0 to 3.1 (https://iptc.org/standards/ninjs/), and what Superdesk and the BBC make of it.

All generations are read the same way: keys in any case, ``body_html`` and ``bodies[]``, objects and lists. A file
holds one item, a list of items (bare, or wrapped as a news API sends it), or one item a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from articles.importing.document import ParsedStory
from articles.importing.formats.wire import Refused, stories_of
from articles.importing.json import read_json_documents

from .item import Item

# Where news APIs put their items.
WRAPPERS = ("item", "items", "_items", "data", "results", "newsitems", "news")
# Any of these says that an object is an item.
ITEM_KEYS = frozenset(
    "uri guid headline headlines body_html body_xhtml body_text bodies pubstatus versioncreated".split()
)

_SNIFF = re.compile(
    rb'"(?:versioncreated|firstcreated|pubstatus|body_\w+|headline_\w+|headlines|bodies'
    rb'|description_text|copyrightholder|embargoeduntil|contentcreated)"\s*:',
    re.IGNORECASE,
)
_IDENTIFIER, _SHORT = re.compile(rb'"(?:uri|guid)"\s*:'), re.compile(rb'"(?:headline|type)"\s*:')
_STANDARD = re.compile(rb'ninjs[-_]schema|"name"\s*:\s*"ninjs"', re.IGNORECASE)
_OTHERS = re.compile(rb'jsonfeed\.org|"@context"|"db"\s*:\s*\[')


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is ninjs."""
    if head[:1] not in (b"{", b"[") or _OTHERS.search(head):
        return False
    short = _IDENTIFIER.search(head) is not None and _SHORT.search(head) is not None
    return short or _STANDARD.search(head) is not None or _SNIFF.search(head) is not None


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The stories of a ninjs item, of a list of them, or of a file with one a line.

    Raises :class:`ParseError` for what is not JSON or holds no item that is a story.
    """
    yield from stories_of(_stories(data, name), name=name)


def _stories(data: bytes, name: str) -> Iterator[ParsedStory | Refused]:
    """What becomes of each item."""
    documents = read_json_documents(data, name=name)
    number = 0
    for document in documents.each:
        items = list(items_of(document))
        for place, item in items:
            number += 1
            what = f"item {number}" if documents.one_a_line or len(items) > 1 else ""
            if not isinstance(item, dict):
                yield Refused(what, f"it is {_kind_of_json(item)}, not an object with a headline and a body")
            elif what:  # one of several: a document of its own
                own = json.dumps(item, ensure_ascii=False, indent=1).encode()
                yield Item(item, documents.encoding, what).story(data=own)
            else:
                yield Item(item, documents.encoding, what, document, place).story(data=None)


def items_of(document: Any, place: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The items of a document with their places: itself, those in its list, or those a news API wraps in another.

    >>> list(items_of({"total": 1, "items": [{"uri": "a"}]}))
    [('items[0]', {'uri': 'a'})]
    """
    if isinstance(document, list):
        for at, inner in enumerate(document):
            there = f"{place}[{at}]"
            if isinstance(inner, dict):
                yield from items_of(inner, there, depth + 1)
            else:
                yield there, inner
        return
    if isinstance(document, dict) and depth < 3:
        keys = {str(key).casefold() for key in document}
        if not keys & ITEM_KEYS and not any(key.startswith(("headline_", "body_")) for key in keys):
            for wrapper in WRAPPERS:
                if isinstance(inner := document.get(wrapper), dict | list) and inner:
                    yield from items_of(inner, f"{place}.{wrapper}" if place else wrapper, depth + 1)
                    return
    yield place, document


def _kind_of_json(value: Any) -> str:
    kinds = {str: "a text", bool: "a yes or no", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "nothing")
