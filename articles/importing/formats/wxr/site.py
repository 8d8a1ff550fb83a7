"""What posts refer to in their export: the site, its authors, its categories, and its pictures."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from lxml import etree

from articles.importing.values import host_of, path_of, read_address
from articles.importing.xml import local

WP = "http://wordpress.org/export/1.2/"
_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|heic|tiff?|bmp)$", re.IGNORECASE)
_CREDIT = re.compile(rb's:6:"credit";s:(\d{1,4}):"')


class Attachment(NamedTuple):
    """A file of the media library: where it lies, and what is known of it whichever post shows it."""

    number: int
    parent: int
    address: str
    caption: str = ""
    alt_text: str = ""
    credit: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, from its name."""
        return _IMAGE.search(self.address.partition("?")[0]) is not None


class Library(Protocol):
    """Where attachments are looked up."""

    def add(self, attachment: Attachment) -> None:
        """Take in an attachment."""

    def get(self, number: int) -> Attachment | None:
        """The attachment with this number."""

    def of_post(self, number: int) -> list[Attachment]:
        """The attachments that were uploaded to this post."""


class Shelf:
    """The attachments of a whole site. They lie on the disk, so an archive may have any number of them."""

    def __init__(self) -> None:
        # An empty name is a database of our own in a temporary file, which goes when this object does.
        self._rows = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._rows.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE attachment (number INTEGER PRIMARY KEY, parent INTEGER, address, caption, alt_text, credit);
            CREATE INDEX of_post ON attachment (parent);
            """
        )

    def add(self, attachment: Attachment) -> None:
        """Take in an attachment."""
        self._rows.execute("INSERT OR REPLACE INTO attachment VALUES (?, ?, ?, ?, ?, ?)", attachment)

    def get(self, number: int) -> Attachment | None:
        """The attachment with this number."""
        row = self._rows.execute("SELECT * FROM attachment WHERE number = ?", [number]).fetchone()
        return Attachment(*row) if row else None

    def of_post(self, number: int) -> list[Attachment]:
        """The attachments that were uploaded to this post."""
        rows = self._rows.execute("SELECT * FROM attachment WHERE parent = ? ORDER BY number", [number])
        return [Attachment(*row) for row in rows]

    def close(self) -> None:
        """Give the temporary file back."""
        self._rows.close()


class Handful:
    """The few attachments that one post refers to."""

    def __init__(self) -> None:
        self._rows: dict[int, Attachment] = {}

    def add(self, attachment: Attachment) -> None:
        """Take in an attachment."""
        self._rows[attachment.number] = attachment

    def get(self, number: int) -> Attachment | None:
        """The attachment with this number."""
        return self._rows.get(number)

    def of_post(self, number: int) -> list[Attachment]:
        """The attachments that were uploaded to this post."""
        return [row for row in self._rows.values() if row.parent == number]


class Writer(NamedTuple):
    """Somebody who writes: the name posts know them by, the name readers know, and their page's."""

    login: str
    name: str
    slug: str = ""


class Category(NamedTuple):
    """A category: the name posts know it by, its number, the name readers know, and what it is part of."""

    slug: str
    number: str
    name: str
    parent: str


@dataclass
class Site:
    """What is known of a site before its posts are read."""

    library: Library
    address: str = ""
    language: str = ""
    writers: dict[str, Writer] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The site in an identity: its host, and its path where several sites share one host."""
        return host_of(self.address).removeprefix("www.") + path_of(self.address).rstrip("/")

    def add_head(self, channel: etree._Element) -> None:
        """Take in what stands in the channel's head."""
        self.address = read_address(said(channel, "base_blog_url")) or read_address(said(channel, "link"))
        self.language = said(channel, "language")

    def add_writer(self, node: etree._Element) -> None:
        """Take in an author of the site."""
        login, name = said(node, "author_login"), said(node, "author_display_name")
        if login:
            self.writers[login.casefold()] = Writer(login, name)

    def add_category(self, node: etree._Element) -> None:
        """Take in a category of the site."""
        slug = said(node, "category_nicename") or said(node, "term_slug")
        if slug:
            parent = said(node, "category_parent") or said(node, "term_parent")
            name = said(node, "cat_name") or said(node, "term_name")
            self.categories[slug] = Category(slug, said(node, "term_id"), name, parent)

    def add_item(self, item: etree._Element) -> None:
        """Take in an item that posts refer to: an attachment, or a guest author of Co-Authors Plus."""
        match said(item, "post_type"):
            case "attachment":
                self.library.add(attachment_of(item))
            case "guest-author":
                told = meta_of(item)
                login = told.get("cap-user_login") or said(item, "post_name").removeprefix("cap-")
                if login:
                    writer = Writer(login, told.get("cap-display_name") or said(item, "title"), login)
                    self.writers.setdefault(login.casefold(), writer)

    def writer(self, login: str) -> Writer | None:
        """The author a post names, by login or by the name of the author's page."""
        return self.writers.get(login.casefold()) or self.writers.get(login.casefold().removeprefix("cap-"))

    def trail(self, slug: str) -> list[Category]:
        """A category and all it is part of, the outermost first."""
        trail: list[Category] = []
        while (category := self.categories.get(slug)) is not None and category not in trail:
            trail.insert(0, category)
            slug = category.parent
        return trail


def said(node: etree._Element, name: str) -> str:
    """The text of a child element, by its local name; ``""`` where there is none."""
    for child in node:
        if local(child) == name:
            return "".join(map(str, child.itertext())).strip()
    return ""


def number_of(text: str) -> int:
    """A number as WordPress counts its rows, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def meta_of(item: etree._Element) -> dict[str, str]:
    """The custom fields of an item; of several with one key, the last."""
    return {said(meta, "meta_key"): said(meta, "meta_value") for meta in item if local(meta) == "postmeta"}


def attachment_of(item: etree._Element) -> Attachment:
    """An attachment, from its item."""
    told = meta_of(item)
    return Attachment(
        number_of(said(item, "post_id")),
        number_of(said(item, "post_parent")),
        said(item, "attachment_url") or said(item, "guid"),
        caption=excerpt_of(item),
        alt_text=" ".join(told.get("_wp_attachment_image_alt", "").split()),
        credit=told.get("_media_credit") or _credit_in(told.get("_wp_attachment_metadata", "")),
    )


def excerpt_of(item: etree._Element) -> str:
    """What an item says of itself in short."""
    for child in item:
        if local(child) == "encoded" and "excerpt" in str(child.tag):
            return "".join(map(str, child.itertext())).strip()
    return ""


def as_items(attachments: Iterable[Attachment], namespaces: dict[str | None, str]) -> Iterator[etree._Element]:
    """Attachments as items of an export, with no more than is known of them here."""
    wp = namespaces["wp"]
    excerpt = namespaces.get("excerpt", f"{WP}excerpt/")
    for attachment in attachments:
        item = etree.Element("item")
        for name, text in (
            ("post_type", "attachment"),
            ("post_id", str(attachment.number)),
            ("post_parent", str(attachment.parent)),
            ("attachment_url", attachment.address),
        ):
            etree.SubElement(item, f"{{{wp}}}{name}").text = text
        if attachment.caption:
            etree.SubElement(item, f"{{{excerpt}}}encoded").text = attachment.caption
        for key, value in (("_wp_attachment_image_alt", attachment.alt_text), ("_media_credit", attachment.credit)):
            if value:
                meta = etree.SubElement(item, f"{{{wp}}}postmeta")
                etree.SubElement(meta, f"{{{wp}}}meta_key").text = key
                etree.SubElement(meta, f"{{{wp}}}meta_value").text = value
        yield item


def _credit_in(metadata: str) -> str:
    """The photographer in what PHP wrote down of a picture's own metadata: ``s:6:"credit";s:11:"Ines Kovar …"``."""
    raw = metadata.encode()
    match = _CREDIT.search(raw)
    return raw[match.end() : match.end() + int(match[1])].decode(errors="replace").strip() if match else ""
