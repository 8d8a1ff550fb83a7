"""Hard-wrapped text: lines that were broken at a width are put together to paragraphs again."""

from __future__ import annotations

import itertools

from .alone import is_speaker_turn, stamp_end
from .dates import find_dates, has_year
from .names import label_end, looks_like_name, read_names
from .page import Page
from .pieces import Piece, joined
from .vocabulary import vocabulary

_BULLETS = "•*·-–—▪■►●◦"


def join_wrapped(page: Page) -> None:
    """Join the lines that make up one paragraph."""
    pieces = page.pieces
    if len(pieces) < 2:
        return
    width, spread = _wrap_width(pieces)
    full = _full_width(pieces, width) if width and spread > 0 else 0
    found: list[Piece] = []
    block: list[Piece] = [pieces[0]]
    for piece in pieces[1:]:
        if _goes_on(block, piece, width, spread, full):
            block.append(piece)
            continue
        found.append(joined(block) if len(block) > 1 else block[0])
        block = [piece]
    found.append(joined(block) if len(block) > 1 else block[0])
    page.pieces = found


def _wrap_width(pieces: list[Piece]) -> tuple[int, int]:
    """The width a page is wrapped at and the blank lines between its lines: -1 where blanks stand only
    between paragraphs. Width 0 where the page is not wrapped."""
    long = [at for at, piece in enumerate(pieces) if len(piece.text) >= 40]
    if len(long) < 4:
        return 0, 0
    sizes = sorted(len(pieces[at].text) for at in long)
    width = min(sizes[-1], sizes[(len(sizes) * 95) // 100 - 1] + 8)
    if width > 110:
        # Menus and notices may be longer than the lines of the story; most lines end near one width.
        width = sizes[(len(sizes) * 80) // 100 - 1] + 6
        near = sum(0.7 * width <= size <= width for size in sizes)
        if width > 110 or near * 10 < len(sizes) * 6:
            return 0, 0
    broken = [at for at in long if not pieces[at].closed and at + 1 < len(pieces)]
    running = [at for at in broken if pieces[at + 1].lower or _runs_on(pieces[at], pieces[at + 1])]
    if len(broken) * 10 < len(long) * 4 or len(running) * 10 < len(long) * 2.5:
        return 0, 0
    gaps = sorted(pieces[at + 1].gap for at in running)
    spread = gaps[len(gaps) // 2]
    if spread == 0 and sum(piece.gap > 0 for piece in pieces) >= 2:
        spread = -1  # blank lines part the paragraphs
    return width, spread


def _runs_on(piece: Piece, following: Piece) -> bool:
    """Whether a line of a script without capitals may go on in the next: nothing parts them, neither is a short one."""
    return piece.caseless and piece.spaced and not following.gap and len(following.text) >= 20 and not piece.loose


def _full_width(pieces: list[Piece], width: int) -> int:
    """The longest line that was broken in mid-sentence: no line of the story is longer."""
    broken = [
        len(piece.text)
        for piece, following in itertools.pairwise(pieces)
        if following.lower and not piece.closed and 40 <= len(piece.text) <= width
    ]
    return max(broken, default=0)


def _signs(text: str) -> bool:
    """Whether a line is a name in capitals with its paper: "ANN LEE, The Herald"."""
    name, _, paper = text.partition(", ")
    return name.isupper() and any(one.role == paper for one in read_names(text, labelled=False))


def _goes_on(block: list[Piece], piece: Piece, width: int, spread: int, full: int) -> bool:
    """Whether a line goes on with the paragraph that the lines so far began."""
    last = block[-1]
    if (last.glued and piece.glued) or piece.text[0] in _BULLETS:
        return False
    joins = piece.words[0] in vocabulary().words["joiners"] and not piece.gap and len(block) == 1
    if joins and label_end(last.text) and looks_like_name(piece.text.partition(" ")[2]):
        return True  # "By Ann Lee" / "and Bo Ek"
    if len(piece.words) <= 9 and piece.digits and has_year(piece.text) and find_dates(piece.text):
        return False
    if not width:
        # Elsewhere only a clear break in mid-sentence counts.
        return (
            piece.gap == 0
            and piece.lower
            and not last.closed
            and not last.loose
            and last.size >= 35
            and last.text[-1] not in ":|"
            and (piece.size >= 35 or piece.closed)
            and not label_end(last.text)
        )
    if "," in piece.text and piece.size <= 60 and piece.text[:4].isupper() and _signs(piece.text):
        return False
    if piece.gap > max(spread, 0) or (piece.indent and not last.indent):
        return False
    if block[0].indent and not piece.indent and not piece.gap and (not last.closed or len(last.text) >= 0.5 * width):
        return True
    if (
        is_speaker_turn(piece.text)
        or (last.closed and stamp_end(piece.text))
        or (label_end(piece.text) and not piece.lower)
    ):
        return False
    length = len(last.text)
    if piece.lower and not last.closed:
        if piece.count == 1 and not piece.closed and len(block) == 1 and length + 1 + len(piece.text) < 0.9 * width:
            return False  # "graphic": a picture's description, which would have had room on the line above
        return length >= 0.4 * width or len(block) > 1
    if piece.gap and not piece.lower:
        # A blank between all lines: only a line that breaks off goes on, or one that had no room for the next word.
        if last.closed and full:
            return length + 1 + len(piece.words[0]) > full and length >= 0.85 * full
        return not last.closed and length >= 0.85 * width
    if last.closed and last.text[-1] == ")" and last.text[-2] not in ".!?" and not piece.lower:
        return False  # a credit or a sign behind the sentence
    if not last.closed:
        return length >= 0.62 * width or (len(block) > 1 and length >= 0.45 * width)
    # Where blanks part the paragraphs, lines without one between them belong together.
    room = width - length
    return (spread < 0 and length >= 0.5 * width) or (len(block) > 1 and room <= len(piece.words[0]) + 6)
