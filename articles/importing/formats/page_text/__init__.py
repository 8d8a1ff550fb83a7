"""Saved news pages as plain text: one story a file, every line accounted for.

The stages, each a module: lines are measured (pieces), glued lines cut (seams), hard-wrapped ones
joined (wrapping), each piece judged by itself (alone), boxes of links and the like claimed (boxes);
then the story's beginning is found (lead) and the head above it read (head, with headline, above
and between), the body and the tail below (body). Lines these rules are not sure of are looked at
again by what other pages teach (second_look, with signals). All of it is put together (story),
with what is doubtful in it (doubts). Words of all languages are data, in ``words/``; typography, place,
repetition and kinship with the story's own words (topic) come first. A text too long for a page is
read closely at both ends only (lengthy).
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.importing.decoding import decode
from articles.importing.document import ParsedStory, ParseError

from .alone import judge_alone
from .body import read_body
from .boxes import claim_boxes
from .dates import writes_day_first
from .head import read_head
from .language import language_of
from .lead import find_lead
from .lengthy import read_lines
from .page import Page
from .pieces import read_pieces
from .seams import split_seams
from .second_look import look_again
from .story import build_story, read_bylines
from .wrapping import join_wrapped


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The one story of a page's text; :class:`ParseError` for what is no text."""
    text, encoding = decode(data, name=name)
    yield parse_text(text, encoding=encoding, name=name)


def parse_text(text: str, *, encoding: str = "utf-8", name: str = "text") -> ParsedStory:
    r"""The story of a page's text with ``\n`` line ends."""
    page = read_page(text, name=name)
    look_again(page)
    return build_story(page, text=text, encoding=encoding)


def read_page(text: str, *, name: str = "text") -> Page:
    """The page of a text, each piece with the role that the rules give it."""
    head, tail, middle = read_lines(text)
    lines = head + tail
    page = Page(lines={line.number: line.text for line in lines}, pieces=read_pieces(lines), middle=middle)
    page.middle_ends = tail[0].number if tail else 0
    if not page.pieces or not any(map(str.isalpha, text)):
        raise ParseError(name, "there is not a single word in this file; give the page's text")
    page.language = language_of(_sample(page))
    page.day_first = page.language != "en" or writes_day_first(text)
    split_seams(page)
    join_wrapped(page)
    page.renumber(page.pieces)
    judge_alone(page)
    claim_boxes(page)
    for piece in page.pieces:
        piece.alone = piece.role
    find_lead(page)
    read_head(page)
    page.bylines = read_bylines(page, until=page.lead)
    read_body(page)
    return page


def _sample(page: Page) -> str:
    """Running text to tell the language by; all there is where no line looks like it."""
    prose = [piece.text for piece in page.pieces[:400] if piece.prose][:6]
    return "\n".join(prose or [piece.text for piece in page.pieces[:40]])
