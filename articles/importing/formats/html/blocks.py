"""The chosen lines of a story as blocks: paragraphs, crossheads, lists and quotes, with their links and emphasis."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby

from lxml.etree import _Element

from articles.html import clean
from articles.importing.document import Block, BlockKind, Role

from .lines import Line, inner_markup

_LONGEST_ITEM = 500  # on average; longer ones are paragraphs that happen to stand in a list
_LONGEST_CROSSHEAD = 120
_LONGEST_QUESTION = 70  # in bold type; a longer one is an interviewer's

Resolve = Callable[[str], str]


def blocks_of(lines: list[Line], *, resolve: Resolve) -> tuple[list[Block], dict[Line, Role]]:
    """The blocks that lines make, and what each line became; ``resolve`` says where a link leads (or ``""``)."""
    mass = sum(len(line.text) for line in lines) or 1
    lists = _wholes(lines, lambda line: line.items, mass)
    quotes = _wholes(lines, lambda line: line.quote, mass)
    blocks: list[Block] = []
    roles: dict[Line, Role] = {}
    tops = [line.heading for line in lines if line.heading]
    top = min(tops, default=2)

    def whole_of(line: Line) -> tuple[str, _Element | Line]:
        if line.quote is not None and line.quote in quotes:
            return "quote", line.quote
        if line.items is not None and line.items in lists and not line.heading:
            return "list", line.items
        return "line", line

    for (kind, whole), held in groupby(lines, key=whole_of):
        group = list(held)
        for line in group:
            roles[line] = Role.PARAGRAPH
        if kind == "quote":
            inner = "".join(f"<p>{_markup(line, resolve)}</p>" for line in group)
            text = " ".join(line.text for line in group)
            blocks.append(Block(BlockKind.QUOTE, text, clean(f"<blockquote>{inner}</blockquote>")))
        elif kind == "list":
            assert isinstance(whole, _Element)
            blocks.append(_list(group, "ol" if whole.tag == "ol" else "ul", resolve))
        else:
            for line in group:
                block, roles[line] = _block(line, top, resolve)
                blocks.append(block)
    return blocks, roles


def _wholes(lines: list[Line], of: Callable[[Line], _Element | None], mass: int) -> set[_Element]:
    """Which lists or quotes stay whole: not those that hold the story itself, as old layouts and live blogs do."""
    held: dict[_Element, list[Line]] = {}
    for line in lines:
        element = of(line)
        if element is not None:
            held.setdefault(element, []).append(line)
    whole = set()
    for element, group in held.items():
        size = sum(len(line.text) for line in group)
        items = len({line.item for line in group if line.item is not None}) or 1
        if (
            size / items < _LONGEST_ITEM
            and (size < 0.6 * mass or size < 600)
            and not any(line.heading for line in group)
        ):
            whole.add(element)
    return whole


def _list(group: list[Line], tag: str, resolve: Resolve) -> Block:
    entries = [
        "<br>".join(_markup(line, resolve) for line in held) for _, held in groupby(group, key=lambda line: line.item)
    ]
    inner = "".join(f"<li>{entry}</li>" for entry in entries)
    return Block(BlockKind.LIST, " ".join(line.text for line in group), clean(f"<{tag}>{inner}</{tag}>"))


def _block(line: Line, top: int, resolve: Resolve) -> tuple[Block, Role]:
    if is_crosshead(line):
        tag = "h3" if line.heading > top else "h2"
        plain = "" if tag == "h2" else f"<{tag}>{escape(line.text, quote=False)}</{tag}>"
        return Block(BlockKind.CROSSHEAD, line.text, plain), Role.CROSSHEAD
    marked = any(run.marks or run.link or run.text == "\n" for run in line.runs)
    markup = clean(f"<p>{_markup(line, resolve)}</p>") if marked else ""
    return Block(BlockKind.PARAGRAPH, line.text, markup), Role.PARAGRAPH


def is_crosshead(line: Line) -> bool:
    """Whether a line heads what follows: a heading, or a short line in bold type that is no sentence."""
    if line.heading:
        return len(line.text) < 2 * _LONGEST_CROSSHEAD
    return (
        len(line.text) <= _LONGEST_CROSSHEAD
        and line.item is None
        and line.cells == 1
        and line.text[-1] not in ".,;:!…。"
        and not (line.text[-1] == "?" and len(line.text) > _LONGEST_QUESTION)
        and line.text[0] not in "–—-•*·"
        and all("strong" in run.marks for run in line.runs if run.text.strip())
        and not any(run.link for run in line.runs)
    )


def _markup(line: Line, resolve: Resolve) -> str:
    return inner_markup(line.runs, resolve)
