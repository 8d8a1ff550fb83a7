"""The text of a story in the markup others write (HTML, XHTML, NITF, plain text), as blocks, captions and the rest.

Nothing of the foreign markup is passed on: each block's markup is written anew from the few inline tags a story may
hold, so a script, a style or a handler has no way through. What stands in a body and is no text of the story (a
script, a form, the headline again in a ``<header>``) comes out as furniture, so that every word is accounted for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape

from lxml import etree

from articles.html import URL_SCHEMES
from articles.importing.document import Block, BlockKind, ParsedCaption, Role
from articles.importing.formats.page_text.credits import split_credit
from articles.importing.xml import attribute, local, text_of

# Inline elements of HTML and NITF, and what a story's text has for them.
INLINE = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "dfn": "em",
    "object.title": "em",
    "s": "s",
    "strike": "s",
    "del": "s",
    "sub": "sub",
    "sup": "sup",
}
# Elements whose inside is part of the running line.
TRANSPARENT = frozenset(
    """
    a abbr acronym alt-code bdi bdo big br chron classifier code copyrite currency data event font frac frac-num
    frac-sep function ins kbd label lang location mark money name.given name.family num org person postaddr pronounce
    q rb rp rt rtc ruby samp small span time tt u var virtloc wbr city state region country sublocation company
    """.split()
)
CROSSHEADS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3", "hl1": "h2", "hl2": "h2"}
LISTS = frozenset({"ul", "ol"})
QUOTES = frozenset({"blockquote", "bq"})
PICTURES = frozenset({"figure", "media", "img", "picture"})
# What is no text of the story, and why.
LEFT_OUT = {
    "script": "a script",
    "style": "a style sheet",
    "template": "a template",
    "noscript": "what readers without scripts would see",
    "iframe": "a page from elsewhere",
    "object": "an embedded object",
    "embed": "an embedded object",
    "applet": "a program",
    "video": "a film",
    "audio": "a recording",
    "canvas": "a drawing",
    "svg": "a drawing",
    "math": "a formula",
    "form": "a form",
    "button": "a button",
    "input": "a form",
    "select": "a form",
    "textarea": "a form",
    "nav": "a menu",
    "head": "the head of the body's own document",
    "header": "the head of the story, told in its fields",
    "body.head": "the head of the story, told in its fields",
    "body.end": "the end of the file",
    "tagline": "a line for editors",
    "identified-content": "what is named in the text",
    "title": "the title of the body's own document",
    "meta": "about the body's own document",
    "link": "about the body's own document",
    "base": "about the body's own document",
}
DEEPEST = 40
"""Markup nested deeper is read as plain text."""

_QUOTES = frozenset("\"'“”«»„‘’‹›")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_SCHEME = re.compile(rf"(?:{'|'.join(sorted(URL_SCHEMES))}):\S", re.IGNORECASE)
_TAG_OR_CHARACTER = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|byline|source", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|heic|avif)\b", re.IGNORECASE)
_NO_TAGS = re.compile(r"</?(?:strong|em|s|sub|sup|a)\b[^>]*>|<br>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a body, in order: its text, what it became, and the block or caption if it became one.

    ``classes`` are those of the element it stood in: ``byline``, ``teaser``, ``dateline``.
    """

    role: Role
    text: str
    why: str = ""
    block: Block | None = None
    caption: ParsedCaption | None = None
    classes: frozenset[str] = frozenset()


def read_html(text: str) -> list[Piece]:
    """The pieces of an HTML text, whole document or fragment; never raises."""
    text = _DECLARATION.sub("", text).replace("\x00", "")
    if "<" not in text:
        text = "".join(f"<p>{stretch}</p>" for stretch in _BLANK_LINE.split(text))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return read_element(root) if root is not None else []


def read_element(node: etree._Element) -> list[Piece]:
    """The pieces of what stands in an element of HTML, XHTML or NITF, matched by local names."""
    reader = _Reader()
    reader.inside(node, 0)
    return reader.finish()


def read_plain(text: str) -> list[Piece]:
    """The pieces of a plain text: paragraphs between blank lines, or one a line where there are none.

    Lines that were broken to fit a width (the next word would not have fitted) are joined.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    stretches: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            stretches.append([])
        elif line[:2].isspace() and stretches[-1]:  # an indent begins a paragraph, as on a printer
            stretches.append([line.strip()])
        else:
            stretches[-1].append(line.strip())
    stretches = [stretch for stretch in stretches if stretch]
    if _is_hard_wrapped(stretches):
        return [_paragraph(" ".join(stretch)) for stretch in stretches]
    if len(stretches) == 1:
        return [_paragraph(line) for line in stretches[0]]
    return [_paragraph("\n".join(stretch)) for stretch in stretches]


def text_of_html(html: str) -> str:
    """HTML, or a text that may be some, as plain text: one block a line.

    >>> text_of_html("<p>One &amp; two</p><script>x()</script><p>three</p>")
    'One & two\\nthree'
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    return "\n".join(piece.text for piece in read_html(html) if piece.block is not None)


def without_opening(piece: Piece, length: int) -> Piece:
    """The piece without the first ``length`` characters of its text, in its markup too."""
    block = piece.block
    assert block is not None
    text, markup = piece.text[length:].lstrip(), ""
    if block.markup:
        drop = len(piece.text) - len(text)
        kept: list[str] = []
        for match in _TAG_OR_CHARACTER.finditer(block.markup):
            part = match.group()
            if part.startswith("<") and part != "<br>":
                kept.append(part)
            elif drop:
                drop -= 1
            else:
                kept.append(part)
        markup = re.sub(r"<(\w+)[^>]*></\1>", "", "".join(kept))
        if not _NO_TAGS.search(markup):
            markup = ""
    return replace(piece, text=text, block=replace(block, text=text, markup=markup))


@dataclass(slots=True)
class _Draft:
    """A block while the body is read: its inline tokens, ``(is it a tag, value)``."""

    tag: str
    tokens: list[tuple[bool, str]]
    classes: frozenset[str]


@dataclass(slots=True)
class _Reader:
    """Walks a body once; text between block elements becomes paragraphs."""

    found: list[_Draft | Piece] = field(default_factory=list)
    run: list[tuple[bool, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    tag: str = "p"
    classes: frozenset[str] = frozenset()
    behind: list[Piece] = field(default_factory=list)  # pictures met in a line stand behind it
    keeps_lines: bool = False

    def finish(self) -> list[Piece]:
        """All pieces, in order."""
        self.flush()
        drafts = [draft for draft in self.found if isinstance(draft, _Draft)]
        join = _is_hard_wrapped([_lines(draft.tokens) for draft in drafts])
        pieces: list[Piece] = []
        for item in self.found:
            if isinstance(item, Piece):
                pieces.append(item)
            elif (piece := _piece(item, join_lines=join)) is not None:
                pieces.append(piece)
        return pieces

    def flush(self) -> None:
        """End the running block."""
        if any(not is_tag and value.strip() for is_tag, value in self.run):
            closing = [(True, f"</{_name(tag)}>") for tag in reversed(self.open)]
            self.found.append(_Draft(self.tag, self.run + closing, self.classes))
        self.run = [(True, tag) for tag in self.open]
        self.found += self.behind
        self.behind = []

    def inside(self, node: etree._Element, depth: int) -> None:
        """Read what stands in an element."""
        if depth > DEEPEST:
            self.text(text_of(node))
            return
        self.text(node.text)
        for inner in node:
            name = local(inner).casefold()
            if name:
                self.element(inner, name, depth + 1)
            elif isinstance(inner, etree._Entity):
                self.text(inner.text)
            self.text(inner.tail)

    def text(self, text: str | None) -> None:
        """Add to the running block."""
        if not text:
            return
        if not self.keeps_lines:
            self.run.append((False, text))
            return
        first, *others = text.split("\n")
        self.run.append((False, first))
        for line in others:
            self.line_break()
            self.run.append((False, line))

    def line_break(self) -> None:
        """A new line; two in a row are a new paragraph."""
        for at in range(len(self.run) - 1, -1, -1):
            is_tag, value = self.run[at]
            if (is_tag and value != "<br>") or (not is_tag and not value.strip()):
                continue
            if is_tag:
                del self.run[at]
                self.flush()
                return
            break
        self.run.append((True, "<br>"))

    def element(self, node: etree._Element, name: str, depth: int) -> None:
        """Read one element."""
        if name == "br":
            self.line_break()
        elif name in INLINE or name in TRANSPARENT:
            self.inline(node, name, depth)
        elif name in LEFT_OUT:
            self.leave_out(node, LEFT_OUT[name])
        elif name == "note":
            self.note(node, depth)
        elif name in PICTURES and (name != "figure" or _shows_picture(node)):
            self.behind += _pictures(node, name)
        elif name in LISTS:
            self.whole(lambda: self.list_of(node, name, depth))
        elif name in QUOTES:
            self.whole(lambda: self.quote(node, depth))
        elif name == "table" and _is_data(node):
            self.whole(lambda: self.table(node))
        else:
            self.block(node, name, depth)

    def inline(self, node: etree._Element, name: str, depth: int) -> None:
        """Read an element within a line."""
        tag = f"<{INLINE[name]}>" if name in INLINE else ""
        if name == "a" and _SCHEME.match(href := attribute(node, "href")):
            tag = f'<a href="{escape(href)}">'
        bare_quote = name == "q" and text_of(node)[:1] not in _QUOTES  # a browser would draw the marks
        if bare_quote:
            self.text("“")
        if not tag or any(_name(tag) == _name(other) for other in self.open):
            self.inside(node, depth)
        else:
            self.open.append(tag)
            self.run.append((True, tag))
            self.inside(node, depth)
            self.run.append((True, f"</{_name(tag)}>"))
            self.open.pop()
        if bare_quote:
            self.text("”")

    def block(self, node: etree._Element, name: str, depth: int) -> None:
        """Read an element that is a block, or holds blocks."""
        self.flush()
        before = self.tag, self.classes, self.keeps_lines
        self.tag = CROSSHEADS.get(name, self.tag if name in ("span", "div") else "p")
        self.classes = frozenset(attribute(node, "class").casefold().split()) or self.classes
        self.keeps_lines = self.keeps_lines or name == "pre"
        self.inside(node, depth)
        self.flush()
        self.tag, self.classes, self.keeps_lines = before

    def whole(self, read: Callable[[], Iterable[Piece]]) -> None:
        """Add a block that is read in one go."""
        self.flush()
        self.found += read()

    def leave_out(self, node: etree._Element, why: str) -> None:
        """Pass over an element, its words as furniture."""
        words = " ".join(" ".join(map(str, node.itertext())).split())  # apart, as they stand apart on a page
        told = words or attribute(node, "src") or attribute(node, "data")
        if told:
            self.behind.append(Piece(Role.FURNITURE, told, why))

    def note(self, node: etree._Element, depth: int) -> None:
        """NITF's ``note``: some are for editors and never public."""
        kind = f"{attribute(node, 'noteclass')} {attribute(node, 'type')}".casefold()
        if "editor" in kind or "npa" in kind.split():
            self.behind.append(Piece(Role.EDITOR_NOTE, text_of(node), "a note to editors"))
        else:
            self.block(node, "note", depth)

    def list_of(self, node: etree._Element, name: str, depth: int) -> Iterator[Piece]:
        """A list, and the pictures in it behind it."""
        rest: list[Piece] = []
        markup, lines = _list(node, name, depth, rest)
        if lines:
            text = "\n".join(lines)
            yield Piece(Role.PARAGRAPH, text, block=Block(BlockKind.LIST, text, markup), classes=self.classes)
        yield from rest

    def quote(self, node: etree._Element, depth: int) -> Iterator[Piece]:
        """A quotation of one paragraph or several."""
        reader = _Reader(classes=self.classes)
        reader.inside(node, depth)
        pieces = reader.finish()
        blocks = [piece.block for piece in pieces if piece.block is not None]
        if blocks:
            text = "\n".join(block.text for block in blocks)
            markup = f"<blockquote>{''.join(block.html for block in blocks)}</blockquote>"
            yield Piece(Role.PARAGRAPH, text, block=Block(BlockKind.QUOTE, text, markup), classes=self.classes)
        yield from (piece for piece in pieces if piece.block is None)

    def table(self, node: etree._Element) -> Iterator[Piece]:
        """A table's rows, one a line."""
        rows = []
        for inner in node:
            if local(inner).casefold() == "caption" and (title := text_of(inner)):
                yield Piece(Role.PARAGRAPH, title, "a table's title", Block(BlockKind.PARAGRAPH, title))
        for row in _rows(node):
            cells = [text_of(cell) for cell in row]
            if any(cells):
                rows.append(" | ".join(cells).strip(" |"))
        if rows:
            text = "\n".join(rows)
            markup = f"<p>{'<br>'.join(escape(row, quote=False) for row in rows)}</p>"
            yield Piece(Role.PARAGRAPH, text, "a table, row by row", Block(BlockKind.PARAGRAPH, text, markup))


def _list(node: etree._Element, name: str, depth: int, rest: list[Piece]) -> tuple[str, list[str]]:
    """A list's markup and its items as lines; what is in it beside text goes to ``rest``."""
    items: list[str] = []
    lines: list[str] = []
    for inner in node:
        kind = local(inner).casefold()
        if kind in LISTS and depth < DEEPEST:  # a list straight in a list, as older editors write it
            markup, more = _list(inner, kind, depth + 1, rest)
            items.append(f"<li>{markup}</li>" if more else "")
            lines += more
        elif kind:
            reader = _Reader()
            reader.inside(inner, depth + 1)
            parts: list[str] = []
            for piece in reader.finish():
                if piece.block is None:
                    rest.append(piece)
                    continue
                lines.append(piece.text.replace("\n", " "))
                if piece.block.kind is BlockKind.LIST:
                    parts.append(piece.block.markup)
                else:
                    inline = re.sub(r"\A<(p|h2|h3|blockquote)>|</(p|h2|h3|blockquote)>\Z", "", piece.block.html)
                    parts.append(f"<br>{inline}" if parts and not parts[-1].startswith("<ul") else inline)
            if parts:
                items.append(f"<li>{''.join(parts)}</li>")
    return f"<{name}>{''.join(items)}</{name}>", lines


def _name(tag: str) -> str:
    return tag.strip("<>").split()[0]


def _piece(draft: _Draft, *, join_lines: bool) -> Piece | None:
    """The block a draft became; ``None`` for blanks."""
    tokens = _collapsed(draft.tokens, join_lines=join_lines)
    text = "".join("\n" if value == "<br>" else "" if is_tag else value for is_tag, value in tokens)
    if not text.strip():
        return None
    kind = BlockKind.PARAGRAPH if draft.tag == "p" else BlockKind.CROSSHEAD
    inline = "".join(value if is_tag else escape(value, quote=False) for is_tag, value in tokens)
    says_more = any(is_tag for is_tag, _ in tokens) or draft.tag == "h3"
    markup = f"<{draft.tag}>{inline}</{draft.tag}>" if says_more else ""
    role = Role.PARAGRAPH if kind is BlockKind.PARAGRAPH else Role.CROSSHEAD
    return Piece(role, text, block=Block(kind, text, markup), classes=draft.classes)


def _collapsed(tokens: list[tuple[bool, str]], *, join_lines: bool) -> list[tuple[bool, str]]:
    """Inline tokens with blanks as HTML shows them: one at most, none at an edge or beside a line break."""
    kept: list[tuple[bool, str]] = []
    blank = True  # nothing, or a blank, stands before
    for is_tag, value in tokens:
        if value == "<br>" and is_tag and join_lines:
            is_tag, value = False, " "
        if not is_tag:
            value = _BLANKS.sub(" ", value)
            if blank:
                value = value.lstrip(" ")
            if not value:
                continue
            blank = value[-1] == " "
        elif value == "<br>":
            if not any(not tag for tag, _ in kept):
                continue  # a line break before the first word
            _trim(kept)
            blank = True
        kept.append((is_tag, value))
    _trim(kept, breaks=True)
    return _without_empty(kept)


def _trim(tokens: list[tuple[bool, str]], *, breaks: bool = False) -> None:
    """Remove blanks, and with ``breaks`` line breaks, from the end; tags there stay."""
    for at in range(len(tokens) - 1, -1, -1):
        is_tag, value = tokens[at]
        if is_tag and value == "<br>" and breaks:
            tokens[at] = (False, "")
        elif not is_tag:
            tokens[at] = (False, value.rstrip(" "))
            if tokens[at][1]:
                return
        elif value == "<br>":
            return


def _without_empty(tokens: list[tuple[bool, str]]) -> list[tuple[bool, str]]:
    """Tokens without elements that hold nothing."""
    kept: list[tuple[bool, str]] = []
    for is_tag, value in tokens:
        if not is_tag and not value:
            continue
        if is_tag and value.startswith("</") and kept and kept[-1][0] and _opens(kept[-1][1], value):
            kept.pop()
        else:
            kept.append((is_tag, value))
    return kept


def _opens(tag: str, closing: str) -> bool:
    return tag != "<br>" and not tag.startswith("</") and _name(tag) == closing.strip("</>")


def _lines(tokens: list[tuple[bool, str]]) -> list[str]:
    """The lines of a block's text, as broken by ``<br>``."""
    text = "".join("\n" if value == "<br>" else "" if is_tag else _BLANKS.sub(" ", value) for is_tag, value in tokens)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _is_hard_wrapped(stretches: list[list[str]]) -> bool:
    """Whether line ends only fit a width, as on a wire printer: the next line's first word would have gone over it."""
    broken = [(line, after) for lines in stretches for line, after in itertools.pairwise(lines)]
    if len(broken) < 3:
        return False
    width = sorted(len(line) for line, _ in broken)[int(len(broken) * 0.98)]
    if not 40 <= width <= 100:
        return False
    full = sum(1 for line, after in broken if len(line) + 1 + len(after.split()[0]) > width - 4)
    return full >= 0.9 * len(broken)


def _paragraph(text: str) -> Piece:
    """A plain paragraph; line ends in it stay."""
    markup = ""
    if "\n" in text:
        markup = f"<p>{'<br>'.join(escape(line, quote=False) for line in text.split(chr(10)))}</p>"
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return Piece(Role.PARAGRAPH, text, block=Block(BlockKind.PARAGRAPH, text, markup))


# Tables and pictures --------------------------------------------------------------------------------


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows of a table as their cells; those of a table inside a cell are the cell's own matter."""
    for part in table:
        name = local(part).casefold()
        for row in [part] if name == "tr" else part if name in ("thead", "tbody", "tfoot") else []:
            yield [cell for cell in row if local(cell).casefold() in ("td", "th")]


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds data: some row has two cells; others only lay text out."""
    return any(len(row) > 1 for row in _rows(table))


def _named(node: etree._Element, *names: str) -> list[etree._Element]:
    return [inner for inner in node.iter() if local(inner).casefold() in names]


def _shows_picture(node: etree._Element) -> bool:
    """Whether a figure holds a picture or a film; others hold a quotation, a table or code."""
    return bool(_named(node, "img", "picture", "iframe", "video", "audio")) or not _named(
        node, "p", "table", "blockquote", "pre", "ul", "ol"
    )


def _pictures(node: etree._Element, name: str) -> Iterator[Piece]:
    """The captions of a figure, a NITF ``media`` or a bare ``img``, told piece by piece."""
    if name == "media":
        yield from _nitf_media(node)
        return
    images = _named(node, "img")
    text, credit = _caption_text(_named(node, "figcaption"))
    for source in _named(node, "iframe", "video", "audio", "script"):
        told = attribute(source, "src") or text_of(source)
        if told:
            yield Piece(Role.FURNITURE, told, "what the figure showed")
    first, *others = images or [None]
    yield from tell_caption(
        ParsedCaption(text=text, credit=credit, photo=attribute(first, "src"), alt_text=attribute(first, "alt"))
    )
    for image in others:
        yield from tell_caption(ParsedCaption(photo=attribute(image, "src"), alt_text=attribute(image, "alt")))


def _caption_text(captions: list[etree._Element]) -> tuple[str, str]:
    """The words under a picture and its credit, set apart by the markup or by how credits are printed."""
    text = " ".join(text_of(caption) for caption in captions)
    for caption in captions:
        for inner in caption.iter():
            if inner is not caption and (
                local(inner) in ("small", "cite") or _CREDIT_CLASS.search(attribute(inner, "class"))
            ):
                credit = text_of(inner)
                if credit and text.endswith(credit):
                    return text[: -len(credit)].strip(" |/–—-("), _bare_credit(credit)
    return text, ""


def _nitf_media(node: etree._Element) -> Iterator[Piece]:
    """One caption of a NITF ``media`` with its best picture; film and sound are left out."""
    kind = attribute(node, "media-type").casefold()
    references = _named(node, "media-reference")
    text = " ".join(filter(None, map(text_of, _named(node, "media-caption"))))
    producer = " ".join(filter(None, map(text_of, _named(node, "media-producer"))))
    if kind and kind not in ("image", "picture", "photo", "graphic", "illustration"):
        told = " ".join(filter(None, [text, producer, *(attribute(one, "source") for one in references)]))
        if told:
            yield Piece(Role.FURNITURE, told, f"{kind}, which has no place in the text")
        return
    best = max(references, key=_pixels, default=None)
    alts = (attribute(one, "alternate-text") for one in references)
    yield from tell_caption(
        ParsedCaption(
            text=text,
            credit=producer,
            photo=attribute(best, "source") or attribute(best, "name"),
            alt_text=next(filter(None, alts), ""),
        )
    )
    for reference in references:
        if reference is not best and (told := attribute(reference, "source")):
            yield Piece(Role.FURNITURE, told, "the same picture, smaller")
    for inner in _named(node, "media-object"):
        if told := text_of(inner):
            yield Piece(Role.FURNITURE, told[:200], "the picture itself, coded as text")


def _pixels(reference: etree._Element) -> int:
    return whole_number(attribute(reference, "width")) * whole_number(attribute(reference, "height"))


def whole_number(text: str) -> int:
    """A number as written, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0


def tell_caption(caption: ParsedCaption) -> Iterator[Piece]:
    """A caption as pieces: its words, its credit and its picture; nothing for an empty one.

    A credit printed at the end of the words is set apart where none is told, or the same one.
    """
    as_told = caption
    if caption.text and (split := split_credit(caption.text)) is not None:
        printed, credit = _bare_credit(split[1]), caption.credit
        if credit.casefold() in printed.casefold() or printed.casefold() in credit.casefold():
            caption = replace(caption, text=split[0], credit=max(printed, credit, key=len))
    pieces = [
        Piece(role, told, why)
        for role, told, why in (
            (Role.CAPTION, as_told.text, "the words under a picture"),
            (Role.CREDIT, as_told.credit, "who made the picture"),
            (Role.PHOTO, caption.alt_text, "what the picture shows"),
            (Role.PHOTO, caption.photo, "the picture"),
        )
        if told
    ]
    if pieces:
        yield replace(pieces[0], caption=caption)
        yield from pieces[1:]


def _bare_credit(credit: str) -> str:
    split = split_credit(credit)
    return split[1] if split is not None and not split[0] else credit.strip(" ()[]")


def is_picture_file(name: str) -> bool:
    """Whether a name or an address ends like a picture file's.

    >>> is_picture_file("https://example.org/a.JPG?w=300"), is_picture_file("tag:example.org,2016:binary-1")
    (True, False)
    """
    return _FILE.search(name) is not None
