"""A story on its way to the store, and all that can be done to it without a database.

The processes that parse do this too, so that the one that writes has little more to do than to write.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

from articles.html import Clean, clean, to_text
from articles.importing.document import ParsedStory
from articles.words import Entry, vector


@dataclass(frozen=True)
class PhotoFile:
    """A picture that came along with a story, and what is known about it.

    ``reference`` is what the story's caption calls it; a picture without one belongs to the next caption in order.
    """

    name: str
    data: bytes
    reference: str = ""
    alt_text: str = ""
    credit: str = ""
    focal_point: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True)
class Item:
    """One parsed story with the bytes it came from: its own where a file holds several."""

    name: str
    format: str
    data: bytes
    story: ParsedStory
    photos: tuple[PhotoFile, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash under which the bytes are known."""
        return hash_of(self.data)


@dataclass(frozen=True, slots=True)
class Ready:
    """An item, ready to be written.

    ``body`` is cleaned; ``entry`` is what search will hold of it, as long as no topic and no picture comes with it;
    ``account`` is JSON; ``packed`` and ``packed_text`` are the source's bytes and its text, as ``Source`` keeps them.
    ``story`` has the rest.
    """

    name: str
    format: str
    story: ParsedStory
    sha256: str
    size: int
    packed: bytes
    packed_text: bytes | None
    account: str
    body: Clean
    entry: Entry | bytes
    photos: tuple[PhotoFile, ...] = ()


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What of a story the result has elsewhere, or nobody asks for any more.
_ELSEWHERE: dict[str, Any] = {"body": (), "furniture": (), "account": (), "text": "", "data": None}


def hash_of(data: bytes) -> str:
    """The hash under which a story's bytes are known."""
    return hashlib.sha256(data).hexdigest()


def storable(text: str) -> str:
    """Text that every database takes: without NUL, and without halves of characters."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def pack(data: bytes) -> bytes:
    """Bytes as ``Source`` keeps them. Level 1: an archive of a million pages is written once and read seldom."""
    return zlib.compress(data, 1)


def prepare(item: Item, *, sha256: str = "", whole: bool = False, vectors: bool = False) -> Ready:
    """Do to an item all that needs no database.

    ``sha256`` is the hash of its bytes where it is known already. The story is left without what the result has
    elsewhere, because it is sent from process to process; ``whole`` keeps all of it. ``vectors`` asks for what search
    holds of it in the form that PostgreSQL reads.
    """
    story = item.story
    body = clean(storable(story.body_html))
    rest = replace(
        story,
        language=storable(story.language),
        source_id=storable(story.source_id),
        address=storable(story.address),
        old_paths=tuple(map(storable, story.old_paths)),
        **({} if whole else _ELSEWHERE),
    )
    entry = Entry.of(
        headline=storable(story.headline)[:300],
        standfirst=storable(story.standfirst),
        names=[storable(byline.name)[:200] for byline in story.bylines],
        dateline=storable(story.dateline)[:200],
        text=to_text(body),
        captions=[storable(caption.text) for caption in story.captions],
        correction=storable(story.correction),
    )
    return Ready(
        name=item.name,
        format=item.format,
        story=rest,
        sha256=sha256 or item.sha256,
        size=len(item.data),
        packed=pack(item.data),
        # The text of a page's text is its bytes, decoded.
        packed_text=pack(story.text.encode("utf-8", "replace")) if item.format != "page_text" else None,
        account=storable(_json([part.as_json() for part in story.account])),
        body=body,
        entry=vector(entry) if vectors else entry,
        photos=item.photos,
    )
