"""HTML of a saved page: one story a page, every line that a reader sees accounted for. Nothing is ever fetched.

The stages, each a module: bytes become text (charsets) and a tree (tree, with floods), the tree lines (lines) that know
where they stand (places); the page's own data is read (meta, linked_data, and hydrated where scripts would show the
text), all of it in one place (page). The headline is weighed (headline), pictures with their captions found (pictures),
the story's lines chosen (body) and made blocks (blocks). Then each field is read (story, with bylines, moments, labels
and addresses) and each line told what it became (account).
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.importing.decoding import MAX_BYTES
from articles.importing.document import ParsedStory, ParseError

from .charsets import decode_page
from .page import Page
from .story import read_story
from .tree import has_end, is_html, is_mhtml, read_tree, saved_from, unwrap

__all__ = ["is_html", "parse"]


def parse(data: bytes, *, name: str, address: str = "", charset: str = "") -> Iterator[ParsedStory]:
    """The one story of a saved page, HTML or MHTML; ``ParseError`` for what is no page or no story.

    ``address`` is where the page was saved from and ``charset`` what the server said of its encoding, if known.
    """
    if not data.strip():
        raise ParseError(name, "the file is empty; save the page again and import it anew")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise ParseError(
            name, f"the page is larger than {limit} MB, which no page of news is; split it into its stories"
        )
    if is_mhtml(data):
        data, inner_charset, inner_address = unwrap(data, name=name)
        address, charset = address or inner_address, charset or inner_charset
    text, encoding = decode_page(data, charset=charset)
    address = address or saved_from(text)
    root, notes = read_tree(text, name=name)
    yield read_story(Page(name, root, encoding=encoding, given=address, notes=notes, ended=has_end(text)))
