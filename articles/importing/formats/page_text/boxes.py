"""Boxes: what a heading claims of the lines under it, such as links, figures, polls and appeals."""

from __future__ import annotations

from articles.importing.document import Role

from .alone import is_speaker_turn, stamp_end
from .dates import has_year
from .names import looks_like_name, read_names
from .page import Page
from .pieces import Piece, describes
from .vocabulary import vocabulary

_FAR = 120  # and nothing further above it is asked about
_REACH = 60  # no box is longer
_APPEAL_REACH = 10
_CLOSER_REACH = 14


def claim_boxes(page: Page) -> None:
    """Settle what stands in a box; the ends of the story are found later, when its body is known."""
    pieces = page.pieces
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.role is Role.FURNITURE and piece.box:
            if piece.box == "links":
                _take_for_section(page, at)
            claim = _CLAIMS.get(piece.box)
            if claim is not None:
                claim(page, at)
        at += 1
    _claim_captions(page)
    _claim_runs(page)


def _claim_captions(page: Page) -> None:
    """What stands in one block over a picture's buttons: its text, its owner, what the pictures are called."""
    pieces = page.pieces
    for at in range(1, len(pieces)):
        button, last = pieces[at], pieces[at - 1]
        if button.box != "picture" or button.role is not Role.FURNITURE or last.box == "picture":
            continue
        steps = button.key in vocabulary().words["picture_steps"]
        if button.gap > max(1, last.gap) or (button.gap and not steps) or not (page.airy or steps):
            continue
        first = max(at - _GALLERY, at - button.place) if button.place else at - 1
        if not page.airy:
            first = max(0, at - 1 - ((last.open and not last.closed) or last.role is Role.CREDIT))
        below: Piece | None = None
        for piece in reversed(pieces[first:at]):
            if not piece.open or id(piece) in page.datelines:
                below = piece if piece.role in (Role.CREDIT, Role.CAPTION) else None
                continue
            if piece.sentence and not piece.quoted and piece.size <= (500 if button.place else 200):
                if below is None or below.role in (None, Role.CREDIT, Role.FURNITURE):
                    piece.settle(Role.CAPTION, "a picture's text over its buttons", 0.8)
                    if below is not None and below.open and below.size <= 80:
                        below.credit = below.text
                        below.settle(Role.CREDIT, "whose picture it is, over its buttons", 0.8)
            elif below is not None and below.role is Role.CAPTION and not piece.closed and piece.size <= 80:
                piece.settle(Role.FURNITURE, "what a picture is called, over its text", 0.75)
            below = piece


_GALLERY = 24  # so many lines of a gallery's block are looked at


def _is_story(page: Page, piece: Piece) -> bool:
    """Whether a piece can only be the story's own text, so that a box must end before it."""
    if id(piece) in page.datelines:
        return True
    if piece.text[-1] == ":" and piece.count >= 8 and piece.gap:
        return True  # what introduces a list
    if piece.sentence and is_speaker_turn(piece.text) and speaks_again(page, piece):
        return True
    if (
        piece.sentence
        and piece.size >= (150 if piece.text[-1] in ")]" else 60)
        and not piece.text.endswith(("...", "…"))
    ):
        return True
    if piece.closed and piece.text[-1] == "." and piece.size >= 25 and len(piece.words) >= 5:
        return not piece.words[0].endswith(("'s", "’s"))  # "CNN's Ann Lee reports." leads to a video
    return piece.quoted and piece.sentence and piece.size >= 40


def speaks_again(page: Page, piece: Piece) -> bool:
    """Whether who speaks here ("LEE: …") speaks again within some lines: a box's label would not stand again."""
    label = f"{piece.text.partition(':')[0].partition(',')[0]}:"
    near = page.pieces[max(0, piece.at - _REACH) : piece.at + _REACH]
    return sum(other.text.startswith(label) for other in near) > 1


def _claim(piece: Piece, why: str, *, soft: bool = True) -> None:
    piece.settle(Role.FURNITURE, why, 0.8)
    piece.soft = soft


def _claim_links(page: Page, at: int) -> None:
    """A box of links or media: short lines up to the next paragraph, date or byline."""
    pieces = page.pieces
    closer = _closer(page, at)
    heading = pieces[at]
    in_menu = heading.place > 0 or heading.box in (
        "ends",
        "related",
    )  # else one line of the page's own menu, not a box's heading
    end = closer if closer is not None else min(len(pieces), at + _REACH)
    own_block = page.airy and heading.place == 0 and 2 <= heading.block <= 12
    seen_title = any(piece.open and len(piece.words) >= 4 for piece in pieces[max(0, at - _FAR) : at])
    told = any(piece.open and piece.prose for piece in pieces[max(0, at - _FAR) : at])
    if (
        closer is not None
        and in_menu
        and not told
        and page.airy
        and any(piece.gap for piece in pieces[at + 1 : closer])
        and not all(piece.block == 1 and piece.open and piece.count >= 3 for piece in pieces[at + 1 : closer])
    ):
        closer, end = None, min(len(pieces), at + _REACH)  # what ends another box further down
    claimed = 0
    first = pieces[at + 1].text[0] if at + 1 < len(pieces) else ""
    bullet = first if first in "*•·-–▪►" else ""
    for piece in pieces[at + 1 : end]:
        if piece.box == "highlights" and not told:
            return
        if bullet and told and claimed and piece.gap and piece.text[0] != bullet and piece.sentence:
            return  # a list with bullets ends where they end
        if closer is None and not (own_block and piece.at < at + heading.block and _may_be_boxed(page, piece)):
            if piece.open and piece.gap and page.airy and stamp_end(piece.text) >= len(piece.text):
                return  # the next entry of a live report
            if _is_story(page, piece):
                _give_back_crosshead(heading, page, piece)
                return
            if len(page.printed.get(piece.text, ())) > 1 and piece.open and _was_listed(page, piece):
                return
            if piece.role == Role.SECTION:
                return
            if piece.gap and claimed and piece.open and piece.sentence and _leaves_bullets(page, piece):
                return
            if (
                page.language != "en"
                and piece.open
                and piece.block == 1
                and piece.gap
                and _is_name_over_date(page, piece)
            ):
                return
            if piece.role in (Role.PUBLISHED, Role.UPDATED, Role.BYLINE) and (
                page.pieces[at].box == "media" or not seen_title or _heads_story(page, piece)
            ):
                return
            if not seen_title and piece.gap >= 2 and claimed:
                return
            if not told and _is_stacked_dateline(page, piece):
                return
            if not told and piece.gap and piece.block == 2 and describes(piece, pieces[piece.at + 1]):
                return  # a picture's description above its caption
            if not seen_title and piece.open and piece.count >= 4 and _heads_byline(page, piece):
                return  # the headline, right under a menu
            if page.airy and piece.gap and not told and (in_menu or (not seen_title and heading.block >= 3)):
                return  # a link of the page's head, not a box nor the end of a story
            if piece.role is Role.CAPTION or piece.role is Role.CREDIT:
                return
            if not told and piece.open and not piece.closed and piece.count >= 4 and _is_credited(page, piece):
                return
        if piece.role is Role.FURNITURE:
            if piece.box == "highlights" and not told:
                return
            claimed += 1
            if heading.box == "poll":
                piece.soft = False
            continue
        inside = own_block and told and closer is None and piece.at < at + heading.block
        soft = closer is None and not inside
        _claim(piece, f"in a box headed {pieces[at].text[:40]!r}", soft=soft)
        claimed += 1


_BULLETS = frozenset("・·•●■◆▶►▪‣")


def _leaves_bullets(page: Page, piece: Piece) -> bool:
    """Whether the lines of a box above began with a bullet, and this one does not."""
    return page.pieces[piece.at - 1].text[0] in _BULLETS and piece.text[0] not in _BULLETS


def _take_for_section(page: Page, at: int) -> None:
    """A heading right over the story's date that heads nothing is the story's section: "Features"."""
    heading, below = page.pieces[at], page.pieces[at + 1 : at + 2]
    if heading.key not in vocabulary().words["sections"] or not below or any(piece.open for piece in page.pieces[:at]):
        return
    if (
        below[0].role is Role.PUBLISHED
        and below[0].box != "label"
        and not any(piece.role is Role.SECTION for piece in page.pieces[:at])
    ):
        heading.settle(Role.SECTION, "a section's name right over the date", 0.7)
        heading.box = ""


def _is_stacked_dateline(page: Page, piece: Piece) -> bool:
    """ "CNN —" or "CNN" over "—", or the place right above them: a dateline in a stack, the story below it."""
    outlet = piece
    if piece.open and not piece.closed and piece.count <= 4 and piece.at + 1 < len(page.pieces):
        outlet = page.pieces[piece.at + 1]
    if outlet.role is not Role.AGENCY or (outlet is not piece and outlet.gap):
        return False
    below = page.pieces[outlet.at + 1] if outlet.at + 1 < len(page.pieces) else None
    return outlet.text[-1] in "—–" or (below is not None and below.text in "—–")


def _is_credited(page: Page, piece: Piece) -> bool:
    """Whether a photo's credit stands right under a line."""
    below = page.pieces[piece.at + 1] if piece.at + 1 < len(page.pieces) else None
    return below is not None and below.role is Role.CREDIT


def _heads_byline(page: Page, piece: Piece) -> bool:
    """Whether a byline or date stands close below a line, with the story behind it."""
    near = page.pieces[piece.at + 1 : piece.at + 4]
    return any(
        other.role in (Role.BYLINE, Role.PUBLISHED, Role.UPDATED) and other.box != "label" for other in near
    ) and _heads_story(page, piece)


def _may_be_boxed(page: Page, piece: Piece) -> bool:
    """Whether a line that stands together with a box's heading can belong to the box, sentence or not."""
    told = piece.closed and piece.prose and (piece.size >= 130 or (piece.size >= 90 and ". " in piece.text))
    return piece.open and piece.size < 200 and not told and id(piece) not in page.datelines


def _is_name_over_date(page: Page, piece: Piece) -> bool:
    """Whether a name stands alone right above a date."""
    below = page.pieces[piece.at + 1] if piece.at + 1 < len(page.pieces) else None
    return below is not None and below.role is Role.PUBLISHED and below.box != "label" and looks_like_name(piece.text)


def _was_listed(page: Page, piece: Piece) -> bool:
    """Whether a line stood in the list of crossheads further up."""
    return any(page.pieces[at].why == "a list of the crossheads" for at in page.printed[piece.text])


def _give_back_crosshead(heading: Piece, page: Page, story: Piece) -> None:
    """A short line set apart between a box's last link and the story's next paragraph is the story's crosshead.

    Blank lines tell it where the box has none; where all lines stand apart, that it is far shorter than the links.
    """
    pieces = page.pieces
    at = story.at
    if at < 4:
        return
    last, above = pieces[at - 1], pieces[at - 2]
    if not page.airy and last.soft and not last.gap:
        # Without blank lines only its looks tell: no link's sign, fewer words than links have, or a quotation.
        short = len(last.words) <= 4 and above.soft and len(above.words) >= max(2, len(last.words))
        quoted = last.text[0] in "'‘" and last.text[-1] in "'’" and len(last.words) <= 8
        linked = ":" in last.text or last.closed or last.loose or last.digits or last.text[0] in "•·▪►*-–—"
        if (short or quoted) and not linked and not last.upper and above.role is Role.FURNITURE:
            last.reopen()
        return
    if not story.gap:
        return
    if not last.soft or not last.gap or len(last.words) > 6 or ":" in last.text or last.closed or last.loose:
        return
    dense = above.role is Role.FURNITURE and above.block >= 2 and above.place == above.block - 1
    dense = dense and last.block == 1 and last.text[0] not in "•·▪►*-–—"
    if not dense and page.language != "en" and (box := pieces[heading.at + 1 : at - 1]):
        # A box of one link, or lines that all stand apart: then it is far shorter than the links.
        dense = all(piece.gap == 0 and piece.role is Role.FURNITURE for piece in box)
        dense = dense or (last.size <= 40 and min(piece.size for piece in box[-3:]) >= 1.5 * last.size)
    if dense:
        last.reopen()


def _heads_story(page: Page, piece: Piece) -> bool:
    """Whether a date or byline has a paragraph close behind it."""
    start = piece.at
    return any(_is_story(page, other) for other in page.pieces[start + 1 : start + 12])


def _closer(page: Page, at: int) -> int | None:
    """Where a box is closed by a line like "(MORE)", if it is."""
    for there in range(at + 1, min(len(page.pieces), at + _CLOSER_REACH)):
        piece = page.pieces[there]
        if piece.box == "closer":
            return there
        if _is_story(page, piece) or piece.role in (Role.BYLINE, Role.PUBLISHED):
            return None
    return None


def _claim_figures(page: Page, at: int) -> None:
    """Market figures: the lines of digits under the heading."""
    heading = page.pieces[at]
    if heading.block == 1 and heading.key in vocabulary().words["sections"]:
        heading.soft = True  # "Weather", which may head the story itself
    for piece in page.pieces[at + 1 : at + 20]:
        if piece.open and (piece.size > 40 or not any(char.isdigit() for char in piece.text)):
            return
        if piece.role not in (None, Role.FURNITURE, Role.PUBLISHED, Role.UPDATED):
            return
        if piece.role in (Role.PUBLISHED, Role.UPDATED) and has_year(piece.text):
            return  # the story's own date
        if (
            piece.role is Role.FURNITURE
            and not any(char.isdigit() for char in piece.text)
            and any(char.isalpha() for char in piece.text)
        ):
            return
        _claim(piece, "figures of a market box", soft=False)


def _claim_contents(page: Page, at: int) -> None:
    """A list of the crossheads: each line stands again further down, or the list ends at a paragraph."""
    listed: set[str] = set()
    for piece in page.pieces[at + 1 : at + 20]:
        if piece.text in listed:
            return  # the first crosshead itself
        if (piece.role is not None and piece.role is not Role.FURNITURE) or piece.prose or id(piece) in page.datelines:
            return
        if piece.open and len(page.printed.get(piece.text, ())) < 2 and (piece.gap or len(piece.words) > 6):
            return  # a crosshead stands again further down
        if piece.gap > 2 and len(page.printed.get(piece.text, ())) < 2:
            return
        if piece.open:
            listed.add(piece.text)
            _claim(piece, "a list of the crossheads", soft=False)


def _claim_appeal(page: Page, at: int) -> None:
    """An appeal for money or an account: lines that speak to the reader, up to the one that ends it."""
    pieces = page.pieces
    reach = pieces[at + 1 : at + 1 + _APPEAL_REACH]
    ends = [there for there, piece in enumerate(reach) if piece.box == "nag_end"]
    if ends:
        for piece in reach[: ends[-1]]:
            if piece.role is not Role.FURNITURE:
                piece.settle(Role.FURNITURE, "inside an appeal to readers", 0.9)
        return
    for piece in reach:
        if piece.role is Role.FURNITURE:
            continue
        if piece.role is not None or id(piece) in page.datelines or not speaks_to_reader(piece, weight=1):
            return
        piece.settle(Role.FURNITURE, "inside an appeal to readers", 0.85)


def _claim_byline_label(page: Page, at: int) -> None:
    """A byline's label on a line of its own: the name stands below."""
    following = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    if following is None:
        return
    if following.open and (
        (looks_like_name(following.text, loose=True) and len(following.words) <= 5)
        or (len(following.words) <= 8 and read_names(following.text, labelled=True))
    ):
        following.settle(Role.BYLINE, "a name under a byline's label", 0.9)


def _claim_caption_label(page: Page, at: int) -> None:
    """A caption's label on a line of its own: the caption stands below."""
    following = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    near = following is not None and (not following.gap or (following.gap == 1 and page.language != "en"))
    if following is not None and near and following.open and following.size < 420:
        following.settle(Role.CAPTION, "a caption under its label", 0.95)


def _claim_quote(page: Page, at: int) -> None:
    """A quotation set large, with its speaker: up to three lines that stand together."""
    following = page.pieces[at + 1 : at + 4]
    if not following or (page.airy and following[0].block > 3 + (following[0].gap == 0)):
        return
    for there, piece in enumerate(following):
        if there and piece.gap:
            return
        spoken = piece.text[:2] in ("--", "— ", "- ") if there else piece.quoted and piece.size < 200
        if not page.airy and not spoken:
            return
        if piece.role in (None, Role.CAPTION, Role.BYLINE, Role.CREDIT):
            piece.settle(Role.FURNITURE, "a quotation set large", 0.8)


def speaks_to_reader(piece: Piece, *, weight: int) -> bool:
    """Whether a text asks the reader for something: it says "you" or "we", and speaks of support or accounts."""
    if piece.appeal < 0:
        known = vocabulary().words
        to_reader = not piece.quoted and not known["nag_persons"].isdisjoint(piece.tokens)
        piece.appeal = len(piece.has_words() & known["nag_words"]) if to_reader else 0
    return piece.appeal >= weight


_CLAIMS = {
    "links": _claim_links,
    "media": _claim_links,
    "poll": _claim_links,
    "ends": _claim_links,
    "related": _claim_links,
    "figures": _claim_figures,
    "quote": _claim_quote,
    "contents": _claim_contents,
    "nag": _claim_appeal,
    "byline label": _claim_byline_label,
    "caption label": _claim_caption_label,
}


def _claim_menu_blocks(page: Page) -> None:
    """Menus that blank lines set apart: from four lines on, all short, none of them a sentence."""
    pieces = page.pieces
    at = 0
    while at < len(pieces):
        size = pieces[at].block
        block = pieces[at : at + size]
        at += size
        if size < 4 or any(piece.prose for piece in block):
            continue
        lines = [piece for piece in block if piece.open]
        if (not lines and not block[-1].soft) or any(
            piece.role not in (None, Role.FURNITURE, Role.AGENCY, Role.SECTION) for piece in block
        ):
            continue
        if _ends_with_section(page, block):
            lines = [piece for piece in lines if piece is not block[-1]]
        if all(_is_entry(piece) for piece in lines) and sum(piece.size for piece in block) <= 30 * size:
            for piece in block:
                if piece.open or piece.why == "two names of sections":
                    _claim(piece, "a menu of short lines")


def _ends_with_section(page: Page, block: list[Piece]) -> bool:
    """Whether the last line of a menu right above the headline or the story is the page's own section.

    It is the only section's name in the menu, or it is printed a second time, or in capitals unlike the others.
    """
    known = vocabulary().words["sections"]
    last = block[-1]
    again = len(block) >= 5 and any(piece.key == last.key for piece in block[:-1])
    if (
        not (last.open or last.soft)
        or not (last.key in known or (again and _is_entry(last)))
        or any(piece.role is Role.SECTION for piece in page.pieces[: last.at])
    ):
        return False
    others = [piece for piece in block[:-1] if piece.key in known]
    apart = last.upper and len(last.key) > 3 and not any(piece.upper and len(piece.key) > 4 for piece in others)
    if others and not apart and not any(piece.key == last.key for piece in block[:-1]):
        return False
    below = page.pieces[last.at + 1] if last.at + 1 < len(page.pieces) else None
    dated = below is not None and below.role in (Role.PUBLISHED, Role.UPDATED, Role.BYLINE) and below.box != "label"
    boxed = apart and below is not None and below.role is Role.FURNITURE and bool(below.box)
    if below is None or not below.gap:
        return False
    if not (dated or boxed or _is_story(page, below) or (below.open and below.count >= 4)):
        return False
    if below.gap < 2 and not apart and not again and not dated:
        return False
    last.settle(Role.SECTION, "a section's name at the end of a menu, right above the story", 0.7)
    return True


def _is_entry(piece: Piece) -> bool:
    """Whether a line is short enough for a menu's entry."""
    return not piece.closed and piece.count <= 5 and piece.size <= 42


def _claim_runs(page: Page) -> None:
    """Menus without a heading: many very short lines one after the other, and lines made of section names."""
    if page.airy:
        _claim_menu_blocks(page)
    run: list[Piece] = []
    sections = vocabulary().words["sections"]
    for piece in page.pieces:
        if piece.open and not piece.closed:
            if len(piece.words) >= 4 and piece.size < 200:
                named = sum(map(sections.__contains__, piece.folded))
                if named >= 4 and named * 2 >= len(piece.words):
                    piece.settle(Role.FURNITURE, "a menu of sections", 0.9)
                    continue
            if len(piece.words) <= 3 and piece.size <= 28:
                dense = len(run) >= 3 and not any(other.gap for other in run[1:])
                if piece.gap > 1 or (piece.gap and dense):
                    _close_run(run)
                    run = []
                run.append(piece)
                continue
        if piece.role is Role.FURNITURE:
            continue
        _close_run(run)
        run = []
    _close_run(run)


def _close_run(run: list[Piece]) -> None:
    if len(run) >= 5:
        for piece in run:
            _claim(piece, "a menu of short lines")
