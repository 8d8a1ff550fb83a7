"""What speaks against a line as a headline on pages that are not English: buttons, descriptions, names set wide."""

from __future__ import annotations

from articles.importing.document import Role

from .neighbours import DATES, is_slogan, may_be_caseless_name
from .page import Page
from .pieces import Piece
from .topic import stems_of
from .vocabulary import vocabulary


def weigh_foreign(page: Page, at: int, lead: int) -> float:
    """What to add to a line's score as a headline, mostly something negative."""
    piece, pieces = page.pieces[at], page.pieces
    score = 0.0
    if piece.key in vocabulary().words["salutations"]:
        score -= 3.0
    if page.language == "en":
        return score
    if _is_signed_below(page, at) or (at and _is_signed_below(page, at - 1)):
        score -= 2.5  # a picture's description over its caption, which a credit ends
    if page.airy and at + 1 == lead < len(pieces) and not pieces[lead].gap and piece.gap:
        score -= 0.6  # what stands right on the story, below a blank, is a picture's text
    under = pieces[at + 1] if at + 1 < len(pieces) else None
    if under is not None and under.role is Role.CREDIT and not under.gap and piece.gap and not under.glued:
        score -= 0.9  # a picture's description above its credit
    if page.airy and piece.place == 0 and piece.block == 3 and pieces[at + 2].role is Role.CREDIT:
        score -= 1.5  # a picture's description over its caption and credit
    window = pieces[0].text
    if at and len(window) > len(piece.text) > 20 and window.endswith((f"- {piece.text}", f"| {piece.text}")):
        score += 1.2  # the title of the browser's window says it too
    words = len(piece.words)
    if _describes_caption(page, at):
        score -= 3.0 if stems_of(piece) & stems_of(pieces[at + 1]) else 1.5
    if words <= 2 and not piece.kinship and _is_amid_menu(page, piece):
        score -= 2.0
    if not piece.kinship and not piece.spaced and piece.size <= 15 and may_be_caseless_name(piece):
        score -= 1.5  # "佐伯悠子"
    if at == 0 and (is_slogan(piece) or (under is not None and under.key in vocabulary().words["homes"])):
        score -= 2.0  # the site's name
    if words >= 4 and all(len(word) == 1 for word in piece.words) and not piece.text.isascii():
        score -= 3.0  # "明 報 新 聞 網": the page's name, set wide
    if words >= 2 and not piece.kinship and _is_made_of_buttons(piece):
        score -= 1.5
    if page.airy and piece.place == 0 and 3 <= piece.block <= 5 and piece.gap and piece.caseless and piece.kinship:
        score += 0.4  # name, title and picture's text stand under it
    return score


def _is_amid_menu(page: Page, piece: Piece) -> bool:
    """Whether a line stands among several of the page's own, none of them parted by a blank."""
    if not page.airy or piece.block < 5 or not 0 < piece.place < piece.block - 1:
        return False
    return all(page.pieces[there].role is Role.FURNITURE for there in (piece.at - 1, piece.at + 1))


def _describes_caption(page: Page, at: int) -> bool:
    """Whether a line and a caption make a block of two below the date: a picture's description above its caption."""
    piece = page.pieces[at]
    under = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    if under is None or under.role is not Role.CAPTION or under.gap or not piece.gap or piece.block != 2:
        return False
    return page.airy and any(other.role in DATES for other in page.pieces[max(0, at - 12) : at])


def _is_signed_below(page: Page, at: int) -> bool:
    """Whether the next line says a line's words again with a credit behind them: "El puente" / "El puente - ICAL"."""
    if at + 1 >= len(page.pieces):
        return False
    text, below = page.pieces[at].text, page.pieces[at + 1].text
    rest = below[len(text) :].lstrip(" .")
    return len(text) >= 8 and below.startswith(text) and 2 <= len(rest) <= 40 and rest[0] in "-–—|/("


def _is_made_of_buttons(piece: Piece) -> bool:
    """Whether all words of a line are words of pages' own phrases: "Print page  Send article"."""
    long = [word for word in piece.has_words() if len(word) > 2]
    return bool(long) and all(word in vocabulary().page_words for word in long)
