"""Pages that a script would fill: the story's HTML stands in them as a string of data. No script is ever run.

Frameworks put what a page shows into its scripts a second time (``__NEXT_DATA__``, ``self.__next_f.push``,
``window.__INITIAL_STATE__``). Where the page itself shows hardly any text, that copy is the story.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_LEAST = 400  # characters of a string that may hold a story
_LEAST_PARAGRAPHS = 3
_PARAGRAPH = re.compile(r"<p[\s>]")
_DEPTH = 3  # JSON in JSON in JSON
_MOST = 5_000_000


def story_in_scripts(root: etree._Element) -> etree._Element | None:
    """The element of the longest HTML with paragraphs that a script of the page holds; ``None`` where none does."""
    best = ""
    for script in root.iter("script"):
        if script.text and len(script.text) < _MOST and "ld+json" not in (script.get("type") or ""):
            for html in _html_strings(script.text, _DEPTH):
                if len(html) > len(best):
                    best = html
    if not best:
        return None
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        return lxml.html.fragment_fromstring(best.encode("utf-8", "replace"), create_parent="article", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _html_strings(text: str, depth: int) -> Iterator[str]:
    for match in _STRING.finditer(text):
        if match.end() - match.start() < _LEAST:
            continue
        try:
            value = json.loads(match.group(), strict=False)
        except (ValueError, RecursionError):
            continue
        if not isinstance(value, str):
            continue
        if len(_PARAGRAPH.findall(value)) >= _LEAST_PARAGRAPHS:
            yield value[value.find("<") : value.rfind(">") + 1]
        elif depth > 1 and ("\\u003cp" in value or "<p" in value or '\\"' in value):
            yield from _html_strings(value, depth - 1)
