"""Questions about a line of the head and the lines beside it, which several stages ask."""

from __future__ import annotations

import re
from functools import cache

from articles.importing.document import Role

from .boxes import speaks_to_reader
from .credits import label_heads
from .names import is_name_line, looks_like_name, looks_like_role
from .page import Page
from .pieces import Piece
from .topic import stems_of
from .vocabulary import key_of, vocabulary

DATES = (Role.PUBLISHED, Role.UPDATED)

META = (Role.BYLINE, Role.PUBLISHED, Role.UPDATED)

SIGNING = (*META, Role.AGENCY)

NEAR = 40
"""So many lines away a line is asked about at most: work stays in proportion to the page."""

BULLETS = ("- ", "– ", "— ", "• ", "* ", "▪ ", "■ ", "► ")

TOLD = 12  # a story of so few different words does not tell what speaks of it

_KANA = re.compile("[\u30a1-\u30fa]")

NETWORKS = frozenset({"CNN", "BBC", "NBC", "CBS", "ABC", "CNN.com"})


_RUNNING_TIME = re.compile(r"\D \(?0\d:[0-5]\d\)?$")  # what a video takes, behind its title
_MINUTES = re.compile(r" \(?\d{1,2}:[0-5]\d\)?$")
_AT = frozenset("at in by to until um à a alle las kl kl. klo om в о до".split())


def is_title_of_video(page: Page, piece: Piece) -> bool:
    """Whether a line is a video's title: its minutes stand behind it, here or where it is printed again close below."""
    if piece.digits and _RUNNING_TIME.search(piece.text) and piece.words[-2].casefold() not in _AT:
        return True
    for other in page.pieces[piece.at + 1 : piece.at + 6]:
        if other.digits and other.text.startswith(piece.text) and len(other.text) <= len(piece.text) + 8:
            return _MINUTES.match(other.text, len(piece.text)) is not None
    return False


def is_quotation(page: Page, piece: Piece) -> bool:
    """Whether a line is somebody's words with the name behind a dash below: "All is well." / "--Ann Lee, editor"."""
    if not piece.quoted or piece.text.rstrip(".")[-1:] not in "\"”»“'’" or piece.at + 1 >= len(page.pieces):
        return False
    below = page.pieces[piece.at + 1]
    name = below.text.lstrip("-–— ")
    return name != below.text and looks_like_name(name.partition(",")[0])


_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright|powered by|all rights|\d{4}|[,;|–—]| - |\b(?:ltd|inc|llc|plc|co|corp)\b\.?)", re.IGNORECASE
)


def is_owner(page: Page, piece: Piece) -> bool:
    """Whether a line is the name of whom the page belongs to: it stands again beside a copyright's sign."""
    if page.owners is None:
        page.owners = set()
        for other in page.pieces:
            if other.role is Role.FURNITURE and other.size < 240 and other.key.startswith(_OF_RIGHTS):
                page.owners.update(key_of(part) for part in _RIGHTS.split(other.text))
        page.owners.discard("")
    return piece.key in page.owners


_OF_RIGHTS = ("copyright", "©", "(c)", "c) ", "powered by")


def asks_reader(piece: Piece) -> bool:
    """Whether a line asks the reader for something."""
    return piece.size < 420 and speaks_to_reader(piece, weight=3)


TWO_SHORT = re.compile(r"[^\W\d_]{3}[.!?।。؟] ?(?=[^\Wa-z\d_])")


def names_a_picture(piece: Piece) -> bool:
    """Whether a word that stands before a photographer's name is in a line."""
    heads = label_heads()
    if piece.spaced:
        return not heads.isdisjoint(word for word in piece.tokens[2:] if len(word) > 3)
    return any(sign in piece.text for sign in ("攝", "摄", "撮影", "図版", "图/", "图／", "圖／", "資料照", "资料图"))


def captioned(page: Page, piece: Piece) -> Piece | None:
    """The caption that stands right below a credit, perhaps under its own label, and has no other credit.

    "Image source, PA" / "Image caption, The quay": the credit is the lower line's.
    """
    below = page.pieces[piece.at + 1 : piece.at + 3]
    if below and below[0].box == "caption label" and not below[0].gap:
        below = below[1:]
    if not below or below[0].role is not Role.CAPTION or below[0].gap or below[0].credit:
        return None
    return below[0]


def leads_caption(page: Page, piece: Piece) -> bool:
    """Whether a credit's caption stands right below it."""
    return captioned(page, piece) is not None


@cache
def _caption_openings() -> tuple[str, ...]:
    """Those of scripts without capitals, which may have no blank behind them."""
    return tuple(word for word in vocabulary().words["caption_openings"] if not word.isascii())


def opens_caption(piece: Piece) -> bool:
    """Whether a line begins as only a picture's text does: "File photo of …", "جانب من …", "图为…"."""
    if piece.size > 300 or piece.quoted:
        return False
    if piece.caseless and piece.text.startswith(_caption_openings()):
        return True
    known = vocabulary().words["caption_openings"]
    return (
        piece.size <= 260 and piece.count >= 3 and any(" ".join(piece.tokens[:size]) in known for size in (2, 3, 1, 4))
    )


def is_described(piece: Piece, below: Piece) -> bool:
    """Whether a sentence that begins a block is an image's alternative text: a signed caption hangs right under it."""
    return bool(
        piece.gap
        and not below.gap
        and below.role is Role.CAPTION
        and below.credit
        and piece.size < 240
        and piece.closed
    )


def is_glued_to_date(page: Page, piece: Piece) -> bool:
    """Whether a date stands behind a piece on the same line."""
    if not piece.glued or piece.at + 1 >= len(page.pieces):
        return False
    behind = page.pieces[piece.at + 1]
    return behind.glued and behind.role in DATES and behind.spans[0].line == piece.spans[0].line


def tells_pictures(page: Page) -> bool:
    """Whether the headline says that the story is told in pictures: "بالصور.. …", "组图：…"."""
    if page.headline is None or page.language == "en":
        return False
    known = vocabulary().words["picture_rubrics"]
    title = page.headline
    if title.spaced:
        return not title.has_words().isdisjoint(known)
    return any(word in title.text for word in known if not word.isascii() and len(word) > 1)


def holds_address(piece: Piece) -> bool:
    """Whether a site's address is among the words: "SME.sk", "www.elma.org"."""
    return any(
        0 < word.find(".") < len(word) - 2 and word.isascii() and word.replace(".", "").isalpha() and len(word) > 4
        for word in piece.words[:12]
        if "." in word
    )


def over_meta(page: Page, piece: Piece, lead: int) -> bool:
    """Whether a byline or date stands directly under a line: it may be the deck of the line above it."""
    if piece.size > 320 or piece.quoted or is_name_line(piece.text):
        return False
    below = line_below(page, piece.at)
    if below is None:
        return False
    if is_meta(page, below):
        return True
    second = line_below(page, below.at)  # a deck of two lines
    return below.open and below.at < lead and below.size <= 320 and second is not None and is_meta(page, second)


def is_meta(page: Page, piece: Piece) -> bool:
    """Whether a line is a byline or a date, or a bare name with one of them below it."""
    if piece.role in META:
        return True
    if not piece.open or not (is_name_line(piece.text) or may_be_caseless_name(piece)):
        return False
    below = line_below(page, piece.at)
    if below is None:
        return False
    if piece.glued and below.glued and is_glued_to_date(page, below):
        return True  # "Ann Lee | NEWS | 3 May 2014"
    return below.role in META or (not piece.caseless and looks_like_role(below.text))


def line_below(page: Page, at: int) -> Piece | None:
    """The next line below that is not the page's."""
    return next((piece for piece in page.pieces[at + 1 : at + 8] if piece.role is not Role.FURNITURE), None)


def line_above(page: Page, at: int) -> Piece | None:
    """The next line above that is not the page's."""
    return next(
        (piece for piece in reversed(page.pieces[max(0, at - 6) : at]) if piece.role is not Role.FURNITURE), None
    )


def is_slogan(piece: Piece) -> bool:
    """Whether a line holds a newspaper's name."""
    if sum(word.strip(",") in NETWORKS for word in piece.words[:10]) > 1:
        return True  # "U.S. CNN Europe, CNN Asia"
    known = vocabulary().words["outlet_words"]
    if len(piece.words) <= 12 and not known.isdisjoint(piece.folded):
        return True
    return "-" in piece.text and any(
        "-" in word and any(part.casefold() in known for part in word.split("-")) for word in piece.words[:8]
    )


def may_be_caseless_name(piece: Piece) -> bool:
    """Whether a line in a script without capitals has a name's shape; only its place can tell the rest."""
    if not piece.caseless or piece.closed or piece.digits or piece.size > 40:
        return False
    if any(sign in piece.text for sign in '|/:：؛;"“”«»[]()（）【】?？!！#@'):
        return False
    if "・" in piece.text and not _KANA.search(piece.text):
        return False  # "社会・調査": two subjects
    if all(len(word) == 1 for word in piece.words) or piece.key in vocabulary().words["homes"]:
        return False  # "港 聞": a heading set wide
    return 2 <= len(piece.words) <= 4 if piece.spaced else 6 <= piece.size <= 18


def names_whom_it_shows(page: Page, piece: Piece, below: Piece) -> bool:
    """ "Ann Lee" over "Lee in her kitchen in 1988": a few words with a longer line that says one of them again."""
    if len(piece.words) > 4 or piece.closed or below.gap or not 4 <= below.count <= 40 or below.prose:
        return False
    alone = piece.place == 0 and piece.block == 2
    if not page.airy:
        alone = is_name_line(piece.text) or (page.headline is not None and page.headline.at + 1 == piece.at)
    if not alone or below.size <= 1.25 * piece.size:
        return False
    return bool(stems_of(piece) & stems_of(below))


def names_series(piece: Piece) -> bool:
    """ "In-Depth: The Vanishing Coast": a section of several stories on one subject."""
    kind, colon, name = piece.text.partition(": ")
    return bool(colon) and len(name.split()) <= 6 and not piece.closed and kind.casefold() in _SERIES


_SERIES = frozenset({"in-depth", "in depth", "special report", "special reports", "specials", "series", "dossier"})
