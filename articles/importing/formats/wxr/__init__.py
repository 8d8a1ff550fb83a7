"""WordPress exports (WXR 1.0 to 1.2): posts and pages with their captions, authors, sections and old addresses.

An export is read twice: first what posts refer to (authors, categories, pictures), then the posts, each as it comes,
so a file may be larger than memory. ``data`` of a story is its item in an export of its own, with the rows it refers
to; it parses to the same story.

Not stories, and passed over: menus, revisions, templates, styles, and what other plugins keep as posts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from articles.importing.document import ParsedStory, ParseError
from articles.importing.formats.wxr.post import alone, read_post, site_of
from articles.importing.formats.wxr.site import Shelf, Site, said
from articles.importing.xml import local, refuse_entities

_NO_STORIES = frozenset(
    """
    attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request guest-author
    wp_block wp_template wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face
    acf-field acf-field-group feedback wpcf7_contact_form tablepress_table elementor_library shop_order shop_coupon
    """.split()
)
_ROWS = ("item", "author", "category", "tag", "term")
_NOT_IN_XML = bytes(set(range(32)) - {9, 10, 13})
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_BEGINNING = re.compile(rb"[<&\]]")
_LONGEST_MARK = 12
_TAIL = 64 * 1024  # where the end of a whole export is looked for


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is a WordPress export."""
    return b"wordpress.org/export/" in head and b"<rss" in head


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The stories of an export that fits into memory; see :func:`parse_file`."""
    return parse_file(io.BytesIO(data), name=name)


def parse_file(file: BinaryIO, *, name: str) -> Iterator[ParsedStory]:
    """The stories of an export, in its order, from a file that can be read twice.

    Raises ``ParseError`` for what is no export, for one that holds no posts and for one that declares entities. What
    is damaged is refused last, after all that could be read of it; of an export that breaks off, that is all but
    the last post, because that one may be cut.
    """
    shelf = Shelf()
    try:
        site = _survey(file, name, shelf)
        yield from _posts(file, name, site)
    finally:
        shelf.close()


def _survey(file: BinaryIO, name: str, shelf: Shelf) -> Site:
    """What the posts of an export refer to."""
    site, head = Site(shelf), False
    for node in _Nodes(file, name):
        channel = node.getparent()
        if not head and channel is not None and local(node) in {"author", "category", "item"}:
            site.add_head(channel)
            head = local(node) == "item"
        match local(node):
            case "item":
                site.add_item(node)
            case "author":
                site.add_writer(node)
            case "category":
                site.add_category(node)
    return site


def _posts(file: BinaryIO, name: str, site: Site) -> Iterator[ParsedStory]:
    whole, count = _is_whole(file), 0
    waiting: etree._Element | None = None
    nodes = _Nodes(file, name)
    for item in nodes:
        if local(item) != "item" or said(item, "post_type") in _NO_STORIES:
            continue
        if waiting is not None:
            yield read_post(waiting, site_of(waiting))
        waiting = alone(item, site)
        count += 1
    if waiting is not None and whole:
        yield read_post(waiting, site_of(waiting))
    if not whole:
        problem = (
            f"the export breaks off in the middle; {max(0, count - 1)} posts before that were read. Export it again"
        )
        raise ParseError(name, problem)
    if not count:
        raise ParseError(name, "the export holds no posts or pages, so there is no story in it")
    if nodes.damage is not None:
        problem = f"the export is damaged here ({nodes.damage.message}); all that could be read was, {count} posts"
        raise ParseError(name, problem, line=nodes.damage.line)


def _is_whole(file: BinaryIO) -> bool:
    file.seek(max(0, file.seek(0, io.SEEK_END) - _TAIL))
    tail = b""
    while piece := file.read(_TAIL):
        tail += piece
    return b"</rss>" in tail


class _Nodes:
    """The authors, categories and items of an export, each as soon as it is read and gone when the next is."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        file.seek(0)
        self.name = name
        self._nodes = etree.iterparse(
            _Readable(file),
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in _ROWS],
            recover=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )

    def __iter__(self) -> Iterator[etree._Element]:
        first = True
        try:
            for _, node in self._nodes:
                if first:
                    refuse_entities(node.getroottree(), self.name)
                    first = False
                above = node.getparent()
                if above is None or (local(node) != "item" and local(above) != "channel"):
                    continue  # the category of an item
                yield node
                node.clear()
                while (before := node.getprevious()) is not None and local(before) in _ROWS:
                    above.remove(before)
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            raise ParseError(self.name, f"this is no WordPress export ({error})", line=line) from error
        if first:
            raise ParseError(self.name, "this is no WordPress export: it has no items")

    @property
    def damage(self) -> etree._LogEntry | None:
        """The first thing that is not as XML should be; a prefix nobody declared does no harm."""
        return next((entry for entry in self._nodes.error_log if entry.domain_name != "NAMESPACE"), None)


class _Readable:
    """A file as XML can be read: without control characters, and with each ``&`` that stands for itself written out.

    WordPress writes both where it should not. What stands in CDATA is left as it is.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rest = b""  # what may be the beginning of a mark whose end is in the next piece
        self._in_cdata = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end of the file."""
        while piece := self._file.read(size):
            piece = self._rest + piece.translate(None, _NOT_IN_XML)
            mark = _BEGINNING.search(piece, max(0, len(piece) - _LONGEST_MARK))
            end = mark.start() if mark is not None else len(piece)
            self._rest = piece[end:]
            if mended := self._mended(piece[:end]):
                return mended
        rest, self._rest = self._rest, b""
        return self._mended(rest)

    def _mended(self, data: bytes) -> bytes:
        done, mended = 0, []
        while done < len(data):
            mark = b"]]>" if self._in_cdata else b"<![CDATA["
            found = data.find(mark, done)
            end = found + len(mark) if found >= 0 else len(data)
            part = data[done:end]
            mended.append(part if self._in_cdata else _BARE_AMPERSAND.sub(b"&amp;", part))
            self._in_cdata ^= found >= 0
            done = end
        return b"".join(mended)
