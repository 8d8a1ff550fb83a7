"""The one door for HTML from outside: what may stand in a story's text, and nothing else."""

from __future__ import annotations

import re
from html import unescape

import nh3

# Paragraphs, crossheads, lists, quotes, links, emphasis: what the body editor offers.
ALLOWED_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong", "em", "br", "s", "sub", "sup"}
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "p": {"dir"}, "h2": {"dir"}, "h3": {"dir"}, "blockquote": {"dir"}}
URL_SCHEMES = {"http", "https", "mailto", "tel"}

_cleaner = nh3.Cleaner(
    tags=ALLOWED_TAGS,
    clean_content_tags={"script", "style"},
    attributes=ALLOWED_ATTRIBUTES,
    url_schemes=URL_SCHEMES,
    link_rel="noopener",
)
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_FIRST_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
# What readers take for one word where the script has no spaces: a character (han, kana, thai …).
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_](?:[\w'’.-]*\w)?")


class Clean(str):
    """HTML that has been through :func:`clean`. Whatever is done to it makes it a plain string again."""

    __slots__ = ()


def clean(html: str) -> Clean:
    """``html`` with only the allowed tags, attributes and link schemes; never raises.

    >>> clean("<p onclick=x()>Hi<script>alert(1)</script></p>")
    '<p>Hi</p>'
    """
    if isinstance(html, Clean):  # the working copy and its version share one text
        return html
    if not html or html == "<p></p>":  # what the editor sends for an empty text
        return Clean("")
    return Clean(_cleaner.clean(html.replace("\x00", "")))


def to_text(html: str) -> str:
    """Cleaned HTML as plain text, one block a line."""
    return unescape(_TAG.sub("", _BLOCK_END.sub("\n", html))).strip()


def first_paragraph(html: str) -> str:
    """The plain text of the first paragraph that has any, or ``""``."""
    for match in _FIRST_PARAGRAPH.finditer(html):
        if text := to_text(match.group(1)):
            return text
    return ""


def count_words(html: str) -> int:
    """How many words a reader counts in cleaned HTML; in unspaced scripts, each character."""
    return sum(1 for _ in _WORD.finditer(to_text(html)))
