"""The HTML of a story's body, as feeds, WordPress, Ghost and wires send it, as blocks and captions.

Everything in the HTML is either a block, a caption, or named among what was left out; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from lxml import etree

from articles.html import URL_SCHEMES, clean
from articles.importing.document import Block, BlockKind, ParsedCaption, Role
from articles.importing.floods import MOST_ATTRIBUTES, without_floods
from articles.importing.xml import local

# What HTML offers for emphasis, under the names that a story keeps.
_INLINE = {
    **{tag: tag for tag in ("a", "em", "strong", "s", "sub", "sup")},
    "b": "strong",
    "i": "em",
    "cite": "em",
    "strike": "s",
    "del": "s",
}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
# What begins on a new line. All else (spans, abbreviations, elements nobody knows) is part of the line it stands in.
_BLOCKS = frozenset(
    """
    address article aside body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
    header hgroup hr html legend li main menu nav noframes ol p pre section summary table tbody td tfoot th thead tr ul
    blockquote h1 h2 h3 h4 h5 h6
    """.split()
)
# Never part of a text; what they say is named among what was left out.
_DROPPED = frozenset(
    """
    audio base button canvas datalist frame frameset head iframe input link meta meter noembed noscript param
    progress script select style svg template textarea title video
    """.split()
)
_SILENT = frozenset("base input link meta param".split())  # nothing a reader would see
_AROUND = frozenset({"applet", "embed", "object"})  # named too, but often never closed: what follows is text
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-original", "href", "data")
_CREDIT = re.compile(r"(?:^|[\s_-])(?:credit|copyright|photographer|attribution|photo-?by|source)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:fig)?caption", re.IGNORECASE)
_FIGURE = re.compile(r"(?:^|\s)(?:wp-caption|gallery-item)(?:\s|$)")
_EMOJI = re.compile(r"(?:^|\s)(?:emoji|wp-smiley|twemoji)(?:\s|$)")
_SPACE = re.compile(r"[ \t\n\r\f]+")  # what HTML collapses; a no-break space stays what it is
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)  # whatever follows is still part of the text
_SIZE = re.compile(r"-(?:\d+x\d+|scaled)(?=\.\w+$)")  # how WordPress names the sizes of a picture
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<(/?)([a-zA-Z]+)[^<>]*>")
_LONGEST_NAME = 200  # of something left out


@dataclass(frozen=True, slots=True)
class Body:
    """What a body's HTML holds.

    ``left_out`` names each element that is no text (``iframe https://…``). ``lines`` tells the whole in the order
    of the source, each line with what it became, ready for ``Ledger.tell``.
    """

    blocks: tuple[Block, ...] = ()
    captions: tuple[ParsedCaption, ...] = ()
    left_out: tuple[str, ...] = ()
    lines: tuple[tuple[str, Role], ...] = field(default=(), repr=False)


def read_body(html: str) -> Body:
    """The blocks and captions of a body's HTML; never raises, and an empty body has none.

    Paragraphs, crossheads, lists and quotes become blocks; bare text and doubled line breaks make paragraphs; a
    table becomes a paragraph a row. Pictures become captions, with the words of their ``figcaption``, the credit
    where the markup names one, and the ``alt`` text. Links and emphasis stay, through ``articles.html.clean``.
    XHTML must be serialised as HTML (``method="html"``), because HTML knows no ``<iframe/>``.

    >>> [block.html for block in read_body("One<br><br>Two <b>three</b><script>x()</script>").blocks]
    ['<p>One</p>', '<p>Two <strong>three</strong></p>']
    """
    root = _tree(html)
    if root is None:
        return Body()
    reader = _Reader()
    reader.read(root)
    return Body(tuple(reader.blocks), tuple(reader.captions), tuple(reader.left_out), tuple(reader.lines))


def read_text(text: str) -> Body:
    """The paragraphs of a plain text: blank lines part them, other line ends stay."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return read_body("".join(f"<p>{_breaks(paragraph)}</p>" for paragraph in paragraphs))


def plain(html: str) -> str:
    """The text of a bit of HTML on one line: what a headline or a caption says.

    >>> plain("Tea &amp; <em>toast</em><script>x()</script>")
    'Tea & toast'
    """
    if "<" not in html and "&" not in html:
        return " ".join(_NOT_IN_XML.sub("", html).split())
    return " ".join(" ".join(block.text for block in read_body(html).blocks).split())


def join_captions(lead: Iterable[ParsedCaption], body: Iterable[ParsedCaption]) -> tuple[ParsedCaption, ...]:
    """The captions of a story's lead pictures and of those in its body, each picture once.

    A picture that is among both stays where the body has it, and each fills in what the other does not say. Sizes
    of one picture (``ferry-300x200.jpg``) are that picture.
    """
    joined = list(body)
    at = {picture_of(caption.photo): place for place, caption in enumerate(joined) if caption.photo}
    before = []
    for caption in lead:
        place = at.get(picture_of(caption.photo)) if caption.photo else None
        if place is None:
            before.append(caption)
            continue
        known = joined[place]
        joined[place] = ParsedCaption(
            text=known.text or caption.text,
            credit=known.credit or caption.credit,
            place=known.place or caption.place,
            photo=known.photo,
            alt_text=known.alt_text or caption.alt_text,
        )
    return (*before, *joined)


def picture_of(address: str) -> str:
    """What the addresses of one picture in several sizes have in common.

    >>> picture_of("https://paper.example/ferry-300x200.jpg?ssl=1")
    'https://paper.example/ferry.jpg'
    """
    return _SIZE.sub("", address.partition("?")[0])


def _breaks(text: str) -> str:
    return "<br>".join(escape(line.strip(), quote=False) for line in text.split("\n"))


def _tree(html: str) -> etree._Element | None:
    html = _END_OF_PAGE.sub("", _NOT_IN_XML.sub("", html))
    if not html.strip():
        return None
    root, whole = _parsed(html)
    if not whole:
        # Nested deeper than libxml2 follows, as no story is: keep the words, let the structure go.
        root, _ = _parsed(_without_tags(html))
    return root


def _without_tags(html: str) -> str:
    """The words of some HTML, a paragraph for each stretch between tags; in one pass, however deep they are nested."""
    words: list[str] = []
    inside = ""  # the script or style sheet that is open
    end = 0
    for tag in _TAG.finditer(html):
        if not inside:
            words.append(html[end : tag.start()].replace("<", "&lt;"))
        name = tag[2].lower()
        if name in {"script", "style"}:
            inside = "" if tag[1] else inside or name
        end = tag.end()
    if not inside:
        words.append(html[end:].replace("<", "&lt;"))
    return "".join(f"<p>{stretch}</p>" for stretch in words if stretch.strip())


def _parsed(html: str) -> tuple[etree._Element | None, bool]:
    """The tree of some HTML, and whether it holds all of it."""
    if html.count("=") > MOST_ATTRIBUTES:
        html = without_floods(html)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(f"<html><body>{html}".encode(), parser)
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


@dataclass(slots=True)
class _Piece:
    """A finished stretch of the text: a paragraph, a crosshead, or a whole list or quote in its markup."""

    kind: BlockKind
    html: str  # what stands inside the block's tag; of a list or quote, all of it
    text: str
    tag: str = "p"
    dir: str = ""
    lines: list[str] = field(default_factory=list)

    def markup(self) -> str:
        if self.kind in {BlockKind.LIST, BlockKind.QUOTE}:
            return self.html
        direction = f' dir="{self.dir}"' if self.dir else ""
        return f"<{self.tag}{direction}>{self.html}</{self.tag}>"


@dataclass(slots=True)
class _Sink:
    """Where finished pieces go while an element is open; when it ends, it hands on what it made of them."""

    tag: str
    pieces: list[_Piece] = field(default_factory=list)

    def take(self, piece: _Piece) -> None:
        self.pieces.append(piece)

    def close(self, reader: _Reader) -> Iterator[_Piece]:
        yield from self.pieces

    def _joined(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


class _Quote(_Sink):
    def close(self, reader: _Reader) -> Iterator[_Piece]:
        if self.pieces:
            inner = "".join(
                piece.markup() if piece.kind is BlockKind.LIST else f"<p>{piece.html}</p>" for piece in self.pieces
            )
            lines = [line for piece in self.pieces for line in piece.lines]
            yield _Piece(BlockKind.QUOTE, f"<blockquote>{inner}</blockquote>", self._joined(), lines=lines)


class _List(_Sink):
    def take(self, piece: _Piece) -> None:
        if piece.tag != "li":  # text that stands in the list but in none of its items
            inner = escape(piece.text, quote=False) if piece.kind is BlockKind.QUOTE else piece.html
            piece = _Piece(BlockKind.LIST, f"<li>{inner}</li>", piece.text, "li", lines=piece.lines)
        self.pieces.append(piece)

    def close(self, reader: _Reader) -> Iterator[_Piece]:
        if self.pieces:
            inner = "".join(piece.html for piece in self.pieces)
            lines = [line for piece in self.pieces for line in piece.lines]
            yield _Piece(BlockKind.LIST, f"<{self.tag}>{inner}</{self.tag}>", self._joined(), self.tag, lines=lines)


class _Entry(_Sink):
    def close(self, reader: _Reader) -> Iterator[_Piece]:
        if self.pieces:
            inner = self.pieces[0].html
            for before, piece in pairwise(self.pieces):
                lists = BlockKind.LIST in {before.kind, piece.kind}
                inner += piece.html if lists else f"<br>{piece.html}"
            lines = [line for piece in self.pieces for line in piece.lines]
            yield _Piece(BlockKind.LIST, f"<li>{inner}</li>", self._joined(), "li", lines=lines)


@dataclass(slots=True)
class _Row(_Sink):
    """A table's row: one paragraph, unless the table is there for the layout and its cells hold whole texts."""

    cells: list[list[_Piece]] = field(default_factory=list)

    def take(self, piece: _Piece) -> None:
        if not self.cells:
            self.cells.append([])
        self.cells[-1].append(piece)

    def close(self, reader: _Reader) -> Iterator[_Piece]:
        filled = [cell for cell in self.cells if cell]
        if all(len(cell) == 1 and cell[0].kind is BlockKind.PARAGRAPH for cell in filled) and len(filled) > 1:
            html = " | ".join(cell[0].html for cell in filled)
            text = " | ".join(cell[0].text for cell in filled)
            yield _Piece(BlockKind.PARAGRAPH, html, text, lines=[text])
        else:
            for cell in filled:
                yield from cell


@dataclass(slots=True)
class _Figure(_Sink):
    """A figure: its pictures share its words."""

    pictures: list[tuple[str, str]] = field(default_factory=list)  # address and alternative text
    words: list[str] = field(default_factory=list)
    credit: list[str] = field(default_factory=list)

    def close(self, reader: _Reader) -> Iterator[_Piece]:
        text, credit = " ".join(self.words), " ".join(self.credit)
        if self.pictures:
            for number, (photo, alt) in enumerate(self.pictures):
                shown = (text, credit) if number == 0 else ("", "")
                reader.caption(ParsedCaption(*shown, photo=photo, alt_text=alt))
        elif text or credit:
            if self.pieces and not credit:  # the title of a table, the source of a quote
                yield from self.pieces
                yield _Piece(BlockKind.PARAGRAPH, escape(text, quote=False), text, lines=[text])
                return
            reader.caption(ParsedCaption(text, credit))
        yield from self.pieces


@dataclass(slots=True)
class _Words(_Sink):
    """The words of a figure: its caption, or its credit."""

    to: list[str] = field(default_factory=list)

    def take(self, piece: _Piece) -> None:
        self.to.append(piece.text)

    def close(self, reader: _Reader) -> Iterator[_Piece]:
        return iter(())


class _Reader:
    """Walks a tree once, without recursion: what is open stands in ``sinks``, what is being written in ``line``."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.captions: list[ParsedCaption] = []
        self.left_out: list[str] = []
        self.lines: list[tuple[str, Role]] = []
        self._sinks: list[tuple[etree._Element, _Sink]] = []
        self._line = _Line()
        self._tag, self._dir = "p", ""
        self._pre = 0  # how many preformatted elements are open

    def read(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            tag = _tag(node)
            if event == "start":
                if self._start(node, tag):
                    self._text(node.text)
                else:
                    walk.skip_subtree()
            else:
                self._end(node, tag)
                if node is not root:
                    self._text(node.tail)
        self._flush()

    def caption(self, caption: ParsedCaption) -> None:
        self.captions.append(caption)
        told = [
            (caption.photo, Role.PHOTO),
            (caption.text, Role.CAPTION),
            (caption.credit, Role.CREDIT),
            (caption.alt_text, Role.PHOTO),
        ]
        self.lines += [(line, role) for line, role in told if line]

    def _start(self, node: etree._Element, tag: str) -> bool:
        """Take note of an element that begins; whether what stands in it is to be read."""
        if tag in {"img", "amp-img"}:
            self._picture(node)
            return False
        if tag in _DROPPED:
            self._leave_out(node, tag)
            return False
        if tag in _AROUND:
            self._name(tag, _address_of(node))
        if tag == "br":
            self._line.end()
            return True
        if tag in _INLINE and self._figure_words(node, tag) is None:
            self._line.open(*_inline(node, _INLINE[tag]))
            return True
        sink = self._sink(node, tag)
        if sink is not None or tag in _BLOCKS:
            self._flush()
        self._pre += tag == "pre"
        if sink is not None:
            self._sinks.append((node, sink))
        elif tag in {"td", "th"} and isinstance(row := self._innermost(), _Row):
            row.cells.append([])
        if tag in _HEADINGS or tag == "p":
            self._tag, self._dir = _HEADINGS.get(tag, "p"), _direction(node)
        return True

    def _end(self, node: etree._Element, tag: str) -> None:
        if tag in _DROPPED or tag in {"img", "amp-img", "br"}:
            return
        is_sink = bool(self._sinks) and self._sinks[-1][0] is node
        if is_sink or tag in _BLOCKS:
            self._flush()
            self._tag, self._dir = "p", ""
            self._pre -= tag == "pre"
        elif tag in _INLINE:
            self._line.close()
        if is_sink:
            _, sink = self._sinks.pop()
            for piece in sink.close(self):
                self._hand_on(piece)

    def _sink(self, node: etree._Element, tag: str) -> _Sink | None:
        if tag == "figure" or _FIGURE.search(node.get("class", "")):
            return _Figure(tag)
        words = self._figure_words(node, tag)
        if words is not None:
            return _Words(tag, to=words)
        inside = self._innermost()
        match tag:
            case "ul" | "ol":
                return _List(tag)
            case "li" if isinstance(inside, _List):
                return _Entry(tag)
            case "blockquote" if not any(isinstance(sink, _Quote | _Entry) for _, sink in self._sinks):
                return _Quote(tag)
            case "tr":
                return _Row(tag)
        return None

    def _figure_words(self, node: etree._Element, tag: str) -> list[str] | None:
        """Where the words of this element go, if it is the caption or the credit of the figure it stands in."""
        figure = next((sink for _, sink in reversed(self._sinks) if isinstance(sink, _Figure)), None)
        if figure is None:
            return None
        named = f"{node.get('class', '')} {node.get('itemprop', '')}"
        if _CREDIT.search(named):
            return figure.credit
        if tag == "figcaption" or _CAPTION.search(named):
            return figure.words
        return None

    def _innermost(self) -> _Sink | None:
        return self._sinks[-1][1] if self._sinks else None

    def _text(self, text: str | None) -> None:
        if text and self._pre:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._line.end()
                self._write(line)
        elif text:
            self._write(text)

    def _write(self, text: str) -> None:
        if self._line.breaks > 1 and text.strip():
            self._flush()
        self._line.write(text)

    def _flush(self) -> None:
        """End the line that is being written, and hand it on if it says anything."""
        html, text = self._line.take()
        if text:
            kind = BlockKind.PARAGRAPH if self._tag == "p" else BlockKind.CROSSHEAD
            self._hand_on(_Piece(kind, html, text, self._tag, self._dir, [text]))

    def _hand_on(self, piece: _Piece) -> None:
        inside = self._innermost()
        if inside is not None:
            inside.take(piece)
            return
        is_plain = piece.tag in {"p", "h2"} and not piece.dir and piece.html == escape(piece.text, quote=False)
        self.blocks.append(Block(piece.kind, piece.text, "" if is_plain else clean(piece.markup())))
        role = Role.CROSSHEAD if piece.kind is BlockKind.CROSSHEAD else Role.PARAGRAPH
        self.lines += [(line, role) for line in piece.lines]

    def _picture(self, node: etree._Element) -> None:
        photo, alt = _address_of(node), " ".join(node.get("alt", "").split())
        if _EMOJI.search(node.get("class", "")):
            self._write(alt)
        elif _is_pixel(node):
            self._name("tracking pixel", photo)
        elif not (photo or alt):
            self._name("picture without an address", "")
        elif figure := next((sink for _, sink in reversed(self._sinks) if isinstance(sink, _Figure)), None):
            figure.pictures.append((photo, alt))
        else:
            self.caption(ParsedCaption(photo=photo, alt_text=alt))

    def _leave_out(self, node: etree._Element, tag: str) -> None:
        inside = [each for each in node.iterdescendants() if isinstance(each.tag, str)]
        address = next(filter(None, map(_address_of, [node, *inside])), "")
        words = " ".join(" ".join([*map(str, node.itertext()), *(each.get("alt", "") for each in inside)]).split())
        if tag not in _SILENT or words:
            self._name(tag, " ".join(filter(None, [address, words])))

    def _name(self, what: str, said: str) -> None:
        named = f"{what} {said}".strip()
        self.left_out.append(named if len(named) <= _LONGEST_NAME else f"{named[: _LONGEST_NAME - 1]}…")
        self.lines.append((named, Role.FURNITURE))


class _Line:
    """A line of text with its inline markup. An element is opened only when a word comes, so none is ever empty."""

    def __init__(self) -> None:
        self.breaks = 0
        self._html: list[str] = []
        self._text: list[str] = []
        self._open: list[tuple[str, str]] = []  # the tags that open and close an element
        self._written = 0  # so many of the open elements stand in the line
        self._space = True  # nothing, or a blank, was written last

    def open(self, opening: str, closing: str) -> None:
        self._open.append((opening, closing))

    def close(self) -> None:
        if self._written == len(self._open):
            self._html.append(self._open[-1][1])
            self._written -= 1
        self._open.pop()

    def end(self) -> None:
        self.breaks += 1

    def write(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if not text.strip():
            if text and not self._space and not self.breaks:
                self._put(" ")
            return
        if self.breaks and self._text:
            self._html.append("<br>")
            self._text.append(" ")
            self._space = True
        self.breaks = 0
        if self._space:
            text = text.lstrip(" ")
        self._html += [opening for opening, _ in self._open[self._written :]]
        self._written = len(self._open)
        self._put(text)

    def take(self) -> tuple[str, str]:
        """The line as HTML and as text, and a new one in its place; what is open stays open."""
        text = "".join(self._text).strip()
        html = "".join(self._html) + "".join(closing for _, closing in reversed(self._open[: self._written]))
        self._html, self._text, self._written = [], [], 0
        self.breaks, self._space = 0, True
        return html.strip(), " ".join(text.split(" "))

    def _put(self, text: str) -> None:
        self._html.append(escape(text, quote=False))
        self._text.append(text)
        self._space = text.endswith(" ")


def _tag(node: etree._Element) -> str:
    return local(node).rpartition(":")[2].lower()


def _direction(node: etree._Element) -> str:
    direction = str(node.get("dir", "")).lower()
    return direction if direction in {"ltr", "rtl", "auto"} else ""


def _inline(node: etree._Element, tag: str) -> tuple[str, str]:
    """The tags around an inline element's words; none where a link leads nowhere."""
    if tag != "a":
        return f"<{tag}>", f"</{tag}>"
    href = node.get("href", "").strip()
    scheme = _SCHEME.match(_INVISIBLE.sub("", href))
    if not href or (scheme and scheme[1].lower() not in URL_SCHEMES):
        return "", ""
    return f'<a href="{escape(href)}">', "</a>"


def _address_of(node: etree._Element) -> str:
    """Where an element's picture or film lies; a page that loads late keeps it in another attribute."""
    for attribute in _ADDRESSES:
        address = str(node.get(attribute, "")).strip()
        if address and not address.lower().startswith(("data:", "javascript:")):
            return address
    widest = str(node.get("srcset", node.get("data-srcset", ""))).rpartition(", ")[2].split()
    return widest[0] if widest and not widest[0].lower().startswith("data:") else ""


def _is_pixel(node: etree._Element) -> bool:
    return {node.get("width", "").strip(), node.get("height", "").strip()} <= {"0", "1", "2"} and not node.get("alt")
