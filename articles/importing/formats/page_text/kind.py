"""What kind of story a page holds, as far as its shape and its rubrics tell."""

from __future__ import annotations

import re

from articles.importing.document import Role

from .page import Page
from .vocabulary import key_of, vocabulary

_COUNTED = re.compile(r"^(?:\d{1,3}|ten|five|seven|six|eight|nine|twelve)\s\w+.*", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:\(?\d{1,3}[.)]|[-–•]\s?\S)")


def kind_of(page: Page, *, headline: str, captions: int) -> str:
    """One of the kinds of the story model; "news" where nothing tells otherwise."""
    if page.transcript:
        return "transcript"
    if page.live:
        return "liveblog"
    if page.interview:
        return "interview"
    paragraphs = page.of(Role.PARAGRAPH)
    known = vocabulary().words
    rubric = key_of(headline.split(":")[0]) if ":" in headline[:40] else ""
    first = key_of(headline.split(" ", 1)[0]) if headline else ""
    sections = [key_of(piece.text) for piece in page.of(Role.SECTION)]
    for kind in ("column", "obituary", "interview", "other"):
        words = known[f"{kind}_rubrics"]
        if rubric in words or first in words or any(section in words for section in sections):
            return kind
    items = sum(1 for piece in paragraphs if _NUMBERED.match(piece.text))
    if items >= 3 and items * 2 >= len(paragraphs):
        return "listicle"
    if captions >= 4 and captions >= len(paragraphs):
        return "gallery"
    if not paragraphs:
        return "other"
    return "news"
