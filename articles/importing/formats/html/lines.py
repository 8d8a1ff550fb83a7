"""What a reader sees of a page, line by line: one block of text a line, with where it stands and its markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape

from lxml.etree import _Element

# Nothing in these is text that a reader sees.
UNSEEN = frozenset(
    """
    head script style noscript template svg math iframe object embed applet canvas audio video map datalist select
    option textarea input progress meter dialog frame frameset noframes link meta title param source track
    """.split()
)
# https://html.spec.whatwg.org/multipage/dom.html#phrasing-content: these run on within a line.
INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr output picture q ruby rb
    rp rt s samp small span strike strong sub sup time tt u var wbr amp-img
    """.split()
)
# What HTML offers for emphasis, under the names that a story keeps.
KEPT = {
    **{tag: tag for tag in ("strong", "em", "s", "sub", "sup")},
    "b": "strong",
    "i": "em",
    "cite": "em",
    "del": "s",
    "strike": "s",
}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BREAK = "\n"

# For screen readers alone: "(opens in a new tab)".
_UNSPOKEN = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|u-?hidden-?visually|a11y-?hidden|[\w-]*-vh)(?:\s|$)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"drop-?cap|initial|first-?letter", re.IGNORECASE)
_WORDS_OF_ONE_LETTER = "AEIOUYÀÈÉÓ"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\ufeff\x00"))  # soft hyphens, byte order marks
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_LONGEST_CELL = 200
MAX_LINES = 50_000


@dataclass(slots=True)
class Run:
    """A stretch of text, the elements that mark it (outermost first) and the address it links to."""

    text: str
    marks: tuple[str, ...] = ()
    link: str = ""
    node: _Element | None = None  # the innermost element it stands in


@dataclass(slots=True, eq=False)
class Line:
    """One block of text. ``block`` is the element it stands in, ``node`` the innermost one that holds all of it."""

    number: int
    text: str
    block: _Element
    node: _Element
    runs: list[Run]
    heading: int = 0  # the level of the heading it stands in
    linked: int = 0  # so many of its characters are links
    items: _Element | None = None  # the outermost list it stands in
    item: _Element | None = None  # the innermost list item
    quote: _Element | None = None  # the outermost block quotation
    row: _Element | None = None  # the innermost table row
    cells: int = 1  # of a table of figures, whose rows are a line each
    hidden: bool = False
    folded: str = field(default="", repr=False)

    @property
    def pieces(self) -> list[str]:
        """The line as its line breaks divide it."""
        broken = "".join(run.text for run in self.runs).split(BREAK)
        return [piece for part in broken if (piece := part.strip())]

    @property
    def bare(self) -> str:
        """Letters and digits alone, in one case: how lines are compared."""
        if not self.folded:
            self.folded = bare(self.text)
        return self.folded


def size_of(text: str) -> int:
    """How much a text says, in letters of an alphabet: where the script has no spaces, a character says more."""
    return len(text) if text.isascii() else len(text) + 2 * len(_UNSPACED.findall(text))


def bare(text: str) -> str:
    """Letters and digits alone, in one case."""
    return _NOT_ALPHANUMERIC.sub("", text).casefold()


def read_lines(root: _Element) -> list[Line]:
    """The lines of a page, from top to bottom."""
    reader = _Reader()
    reader.read(root)
    return _with_rows(reader.lines)


def _with_rows(lines: list[Line]) -> list[Line]:
    """The lines with each row of a table of figures in one: "Friday | 4 | 2".

    Such a table has several rows of short cells, one line a cell, which are no links; all others are there for the
    layout, and hold lines of their own.
    """
    tables: dict[_Element, list[Line]] = {}
    for line in lines:
        if (table := _above(line.row, "table")) is not None:
            tables.setdefault(table, []).append(line)
    whole: dict[_Element, list[Line]] = {}
    for cells in tables.values():
        rows = {line.row for line in cells}
        of_their_own = {_above(line.block, "td", "th") for line in cells}
        if (
            2 <= len(rows) < len(cells) == len(of_their_own)
            and all(len(line.text) <= _LONGEST_CELL and not line.heading for line in cells)
            and sum(line.linked for line in cells) * 2 < sum(len(line.text) for line in cells)
        ):
            for line in cells:
                if line.row is not None:
                    whole.setdefault(line.row, []).append(line)
    if not whole:
        return lines
    kept = []
    for line in lines:
        held = whole.get(line.row, []) if line.row is not None else []
        if not held or line is held[0]:
            kept.append(_row(held) if len(held) > 1 else line)
    for number, line in enumerate(kept, start=1):
        line.number = number
    return kept


def _row(cells: list[Line]) -> Line:
    """The cells of a row as one line."""
    first = cells[0]
    assert first.row is not None
    runs = list(first.runs)
    for cell in cells[1:]:
        runs += [Run(" | "), *cell.runs]
    return replace(
        first,
        text=" | ".join(cell.text for cell in cells),
        block=first.row,
        node=first.row,
        runs=runs,
        linked=sum(cell.linked for cell in cells),
        cells=len(cells),
    )


def _above(node: _Element | None, *tags: str) -> _Element | None:
    """The nearest element of these tags that holds a node, or is it."""
    while node is not None and node.tag not in tags:
        node = node.getparent()
    return node


class _Reader:
    """Walks a tree without recursion, however deep it is."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self.blocks: list[_Element] = []
        self.inline: list[_Element] = []  # the open elements that run on within a line
        self.floors: list[int] = [0]  # so many of them were open when each block began
        self.marks: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.lists: list[_Element] = []
        self.items: list[_Element] = []
        self.quotes: list[_Element] = []
        self.rows: list[_Element] = []
        self.hiding: list[_Element] = []

    def read(self, root: _Element) -> None:
        self.blocks.append(root)
        stack: list[tuple[_Element, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self.leave(node)
            elif _is_unseen(node):
                pass
            else:
                self.enter(node)
                stack.append((node, True))
                for child in reversed(node):
                    stack.append((child, False))
                continue
            if node is not root and node.tail:
                self.say(node.tail)
        self.flush()

    def enter(self, node: _Element) -> None:
        tag = str(node.tag)
        if tag == "br":
            self.say(BREAK)
        elif not _is_block(node, tag):
            self.inline.append(node)
            if tag in KEPT:
                self.marks.append(KEPT[tag])
            elif tag == "a":
                self.links.append((node.get("href") or "").strip())
        else:
            self.flush()
            self.blocks.append(node)
            self.floors.append(len(self.inline))
            if tag in HEADINGS:
                self.levels.append(HEADINGS[tag])
            elif tag in ("ul", "ol", "dl", "menu"):
                self.lists.append(node)
            elif tag in ("li", "dt", "dd"):
                self.items.append(node)
            elif tag == "blockquote":
                self.quotes.append(node)
            elif tag == "tr":
                self.rows.append(node)
        style = node.get("style")
        if style and _HIDDEN.search(style):
            self.hiding.append(node)
        if node.text:
            self.say(node.text)

    def leave(self, node: _Element) -> None:
        tag = str(node.tag)
        if self.inline and self.inline[-1] is node:
            self.inline.pop()
            if tag in KEPT:
                self.marks.pop()
            elif tag == "a":
                self.links.pop()
        elif self.blocks[-1] is node:
            self.flush()
            self.blocks.pop()
            self.floors.pop()
            for stack in (self.lists, self.items, self.quotes, self.rows):
                if stack and stack[-1] is node:
                    stack.pop()
            if tag in HEADINGS:
                self.levels.pop()
        if self.hiding and self.hiding[-1] is node:
            self.hiding.pop()

    def say(self, text: str) -> None:
        if text is BREAK:
            self.runs.append(Run(BREAK))
            return
        link = self.links[-1] if self.links else ""
        node = self.inline[-1] if len(self.inline) > self.floors[-1] else self.blocks[-1]
        self.runs.append(Run(text, tuple(dict.fromkeys(self.marks)), link, node))

    def flush(self) -> None:
        """End the line; two line breaks in a row end one within a block as well."""
        if not self.runs:
            return
        runs, self.runs = self.runs, []
        for part in _split_at_double_breaks(runs):
            node = _holder(part, self.blocks[-1])
            part = _collapse(part)
            text = "".join(" " if run.text == BREAK else run.text for run in part)
            if not text or len(self.lines) >= MAX_LINES:
                continue
            self.lines.append(
                Line(
                    number=len(self.lines) + 1,
                    text=text,
                    block=self.blocks[-1],
                    node=node,
                    runs=part,
                    heading=self.levels[-1] if self.levels else 0,
                    linked=sum(len(run.text) for run in part if run.link),
                    items=self.lists[0] if self.lists else None,
                    item=self.items[-1] if self.items else None,
                    quote=self.quotes[0] if self.quotes else None,
                    row=self.rows[-1] if self.rows else None,
                    hidden=bool(self.hiding),
                )
            )


def _is_unseen(node: _Element) -> bool:
    if not isinstance(node.tag, str) or node.tag in UNSEEN or node.get("hidden") is not None:
        return True
    return node.tag in INLINE and _UNSPOKEN.search(node.get("class") or "") is not None


def _is_block(node: _Element, tag: str) -> bool:
    if tag in INLINE:
        return False
    if "-" not in tag:
        return True
    # An element of the page's own making: a block unless text runs on around it.
    before = node.getprevious()
    text = before.tail if before is not None else (parent.text if (parent := node.getparent()) is not None else "")
    return not (text and text.strip())


def _holder(runs: list[Run], block: _Element) -> _Element:
    """The innermost element that holds all text of the runs."""
    nodes = {run.node for run in runs if run.node is not None and run.text.strip()}
    if len(nodes) == 1:
        return nodes.pop()
    paths = []
    for node in nodes:
        path = []
        while node is not None and node is not block:
            path.append(node)
            node = node.getparent()
        paths.append(path[::-1])
    found = block
    for step in zip(*paths, strict=False):
        if any(node is not step[0] for node in step):
            break
        found = step[0]
    return found


def _split_at_double_breaks(runs: list[Run]) -> Iterator[list[Run]]:
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == BREAK:
            breaks += 1
        elif run.text.strip():
            if breaks >= 2:
                yield part
                part = []
            breaks = 0
        part.append(run)
    yield part


def _collapse(runs: list[Run]) -> list[Run]:
    """White space as a browser shows it; equal neighbours joined; no blank or break at either end."""
    out: list[Run] = []
    blank = True  # a blank here would be the second one
    for run in runs:
        if run.text == BREAK:
            if out:
                if out[-1].text.endswith(" "):
                    out[-1].text = out[-1].text[:-1]
                    if not out[-1].text:
                        out.pop()
                if out and out[-1].text != BREAK:
                    out.append(Run(BREAK))
            blank = True
            continue
        text = run.text.translate(_INVISIBLE) if not run.text.isascii() or "\x00" in run.text else run.text
        words = " ".join(text.split())
        if not words:
            if text and not blank:
                words, blank = " ", True
            else:
                continue
        else:
            if text[0].isspace() and not blank:
                words = f" {words}"
            if text[-1].isspace():
                words = f"{words} "
            blank = words[-1] == " "
        if (
            out
            and out[-1].text != BREAK
            and out[-1].node is run.node
            and (out[-1].marks, out[-1].link) == (run.marks, run.link)
        ):
            out[-1].text += words
        else:
            out.append(Run(words, run.marks, run.link, run.node))
    while out and (out[-1].text == BREAK or out[-1].text.isspace()):
        out.pop()
    if out:
        out[-1].text = out[-1].text.rstrip()
        _join_initial(out)
    return out


def _join_initial(runs: list[Run]) -> None:
    """A large first letter, set in an element of its own, back to the rest of its word."""
    letter = runs[0].text.strip()
    if (
        len(runs) < 2
        or len(letter) != 1
        or not letter.isupper()
        or runs[0].node is runs[1].node
        or runs[0].node is None
    ):
        return
    rest = runs[1].text.lstrip()
    if rest[:1].islower() and (letter not in _WORDS_OF_ONE_LETTER or _INITIAL.search(runs[0].node.get("class") or "")):
        runs[0].text, runs[1].text = letter, rest


def inner_markup(runs: list[Run], resolve: Callable[[str], str]) -> str:
    """The inline markup of runs: emphasis and links; ``resolve`` says where a link leads, ``""`` for nowhere."""
    said: list[str] = []
    open_tags: list[str] = []

    def close_to(depth: int) -> None:
        while len(open_tags) > depth:
            said.append(f"</{open_tags.pop().split(' ')[0]}>")

    for run in runs:
        if run.text == BREAK:
            close_to(0)
            said.append("<br>")
            continue
        link = resolve(run.link) if run.link else ""
        wanted = ([f'a href="{escape(link)}"'] if link else []) + list(run.marks)
        same = 0
        while same < min(len(wanted), len(open_tags)) and wanted[same] == open_tags[same]:
            same += 1
        close_to(same)
        for tag in wanted[same:]:
            said.append(f"<{tag}>")
            open_tags.append(tag)
        said.append(escape(run.text, quote=False))
    close_to(0)
    return "".join(said)
