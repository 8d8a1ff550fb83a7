"""The lines above the headline: section, kicker, name, deck and what belongs to the page."""

from __future__ import annotations

from articles.importing.document import Role

from .dates import find_dates, has_year
from .elsewhere import is_section_of_menu
from .names import looks_like_name, looks_like_role, names_outlet
from .neighbours import (
    DATES,
    asks_reader,
    holds_address,
    is_owner,
    is_slogan,
    line_above,
    may_be_caseless_name,
    names_series,
)
from .page import Page
from .pieces import Piece
from .topic import speaks_of_story
from .vocabulary import vocabulary


def names_show(page: Page, show: Piece) -> bool:
    """Whether the line over a transcript's headline or date may be the show's name."""
    if show.size > 60 or show.text[-1] == ":" or (show.block > 3 and page.airy):
        return False
    return show.open or (show.soft and not page.airy)


def read_above(page: Page, headline: int) -> None:
    """What stands above the headline: its section, a picture's caption, and the page's own lines."""
    pieces = page.pieces
    has_path = any(piece.role is Role.SECTION for piece in pieces[:headline])
    near = True  # nothing foreign between here and the headline so far
    passed = 0  # lines of the page between here and the headline
    dated_below = any(
        piece.role in DATES and piece.box != "label" for piece in pieces[headline + 1 : (page.lead or len(pieces))]
    )
    lead = pieces[page.lead] if page.lead is not None and page.lead < len(pieces) else None
    show = pieces[headline - 1] if page.transcript and headline else None
    if (
        show is not None
        and not any(piece.role is Role.SECTION for piece in pieces[headline : page.lead])
        and names_show(page, show)
    ):
        show.settle(Role.SECTION, "the show's name above the transcript's headline", 0.8)
        has_path = True
    if lead is not None and _has_leading_date(page, lead):
        dated_below = True
    named_below = any(piece.role is Role.BYLINE for piece in pieces[headline + 1 : (page.lead or len(pieces))])
    rubric = False
    if not has_path and (labelled := _behind_section_label(page, headline)) is not None:
        labelled.settle(Role.SECTION, "a section under its label", 0.93)
        has_path = True
    for at in range(headline - 1, -1, -1):
        piece = pieces[at]
        if at == headline - 1 and _is_barred_path(page, piece) and not has_path:
            piece.settle(Role.SECTION, "a path of sections right over the headline", 0.7)
            continue
        if at == headline - 1 and not has_path and _is_open_entry(page, piece):
            piece.settle(Role.SECTION, "a menu's entry, printed again above the headline", 0.75)
            rubric = True
            continue
        if at == headline - 1 and not has_path and _heads_dense_page(page, piece):
            piece.settle(Role.SECTION, "a section's name right over the headline", 0.65)
            rubric = True
            continue
        behind = piece.soft and _is_behind_menu(page, at, headline)
        if piece.role is Role.FURNITURE and not (at == headline - 1 and is_section_alone(page, piece)) and not behind:
            passed += 1
            if passed > (3 if page.airy else 2):
                near = False
            continue
        if piece.why == "a place before its date" and pieces[at + 1].role not in DATES:
            piece.settle(Role.FURNITURE, "the place of a date that is not the story's", 0.9)
            continue
        if piece.role in DATES:
            if dated_below and piece.box != "label":
                piece.settle(Role.FURNITURE, "a date that is not the story's", 0.7)
                near = False
            continue
        if piece.role is Role.BYLINE:
            own = piece.at - piece.place == 0 and piece.why == "the byline of a desk" and not piece.glued
            if (named_below and piece.confidence < 0.95) or headline - at > 8 or own:
                piece.settle(Role.FURNITURE, "a name that is not the story's", 0.6)
                near = False
            continue
        if piece.role is Role.AGENCY:
            together = piece.place < pieces[headline].place and headline - at == pieces[headline].place - piece.place
            dated = piece.glued and pieces[at + 1].role is Role.FURNITURE  # the paper's own name before its day
            if (
                headline - at > 4
                or dated
                or (piece.block >= 4 and not (together and headline - at <= 2))
                or _is_name_of_page(page, piece)
            ):
                piece.settle(Role.FURNITURE, "the page's own name", 0.7)
            continue
        if piece.role in (Role.CAPTION, Role.CREDIT):
            titled = piece.text.startswith(pieces[headline].text)  # the title of a browser's window
            if not near or titled or (at == 0 and piece.role is Role.CREDIT):
                piece.settle(Role.FURNITURE, "a picture that is not the story's", 0.7)
            continue
        if piece.role is not None and not (piece.soft and is_section_alone(page, piece)) and not behind:
            continue
        if not has_path and not rubric and piece.block == 1 and page.airy and names_series(piece):
            piece.settle(Role.SECTION, "the name of a series above the headline", 0.75)
            rubric = True
            continue
        if piece.text == page.pieces[headline].text:
            piece.settle(Role.FURNITURE, "the headline, printed again", 0.95)
            near, passed = True, 0  # what stands above it stands above the headline
        elif page.airy and _is_deck_above(page, piece, headline):
            piece.settle(Role.STANDFIRST, "a line over the headline that speaks of the story", 0.7)
        elif (
            near
            and not named_below
            and headline - at <= 4
            and (pieces[at + 1].role in DATES or (at and pieces[at - 1].role in DATES and at + 1 == headline))
            and _is_author(piece)
        ):
            piece.settle(Role.BYLINE, "a name above date and headline", 0.75)
        elif near and not named_below and at == headline - 1 and _signs_column(page, at, headline):
            piece.settle(Role.BYLINE, "a name between section and headline", 0.75)
        elif near and not named_below and headline - at <= 3 and _is_signed(pieces, at):
            piece.settle(Role.BYLINE, "a name with its title above the headline", 0.8)
            pieces[at + 1].settle(Role.BYLINE, "a role under a name", 0.8)
        elif near and not rubric and not has_path and is_section_of_menu(page, at, headline):
            piece.settle(Role.SECTION, "a menu's entry above the headline", 0.75)
            rubric = True
        elif (
            near
            and not rubric
            and not has_path
            and (page.airy or headline - at <= 4)
            and (page.airy or passed <= (2 if piece.key in vocabulary().words["sections"] else 0))
            and _is_rubric(page, piece)
            and not _is_under_section(page, piece)
        ):
            apart = page.airy and piece.block == 1 and (at == headline - 1 or pieces[at - 1].count > 3)
            piece.settle(Role.SECTION, "the rubric above the headline", 0.9 if apart else 0.75)
            rubric = True
            over = pieces[at - 1] if at and not piece.gap else None
            if over is not None and over.open and over.key in vocabulary().words["sections"] and piece.key in over.key:
                over.settle(Role.SECTION, "the rubric above the headline, at length", 0.75)
                piece.settle(Role.FURNITURE, "the rubric's first word again", 0.75)
        elif (
            near
            and piece.sentence
            and not piece.quoted
            and piece.size <= 260
            and not asks_reader(piece)
            and headline - at <= 5
            and not is_slogan(piece)
            and speaks_of_story(page, piece) >= 0.2
        ):
            piece.settle(Role.CAPTION, "a sentence above the headline", 0.6)
        elif (
            near
            and looks_like_name(piece.text)
            and not is_slogan(piece)
            and not named_below
            and headline - at <= 2
            and len(piece.words) >= 2
            and (rubric or (piece.words[-1].isupper() and not piece.upper))  # "Ann LEE"
        ):
            piece.settle(Role.BYLINE, "a name above the headline", 0.5)
        else:
            if piece.prose or (len(piece.words) > 6 and not (headline - at <= 2 and speaks_of_story(page, piece))):
                near = False
            piece.settle(Role.FURNITURE, "above the headline, of the page and not of the story", 0.75)


def _behind_section_label(page: Page, headline: int) -> Piece | None:
    """ "You are in:" / "Wales": the line that makes a block with a section's label above it."""
    labels = vocabulary().words["section_labels"]
    for piece in page.pieces[: max(0, headline - 1)]:
        below = page.pieces[piece.at + 1]
        if piece.text[-1] == ":" and piece.key in labels and not below.gap and below.block == below.place + 1:
            return below if below.count <= 3 and not below.closed else None
    return None


def _signs_column(page: Page, at: int, headline: int) -> bool:
    """Whether a caseless name stands alone between the section, whatever names it, and the headline."""
    piece = page.pieces[at]
    if not at or not page.airy or piece.block > 1 or not piece.spaced or not may_be_caseless_name(piece):
        return False
    if piece.key in vocabulary().words["sections"] or not piece.has_words().isdisjoint(vocabulary().page_words):
        return False
    above = page.pieces[at - 1]
    if above.role is not Role.SECTION and not is_section_of_menu(page, at - 1, headline):
        return False
    return not speaks_of_story(page, piece)


def _is_name_of_page(page: Page, piece: Piece) -> bool:
    """Whether an outlet's name stands among the menus at the top of the page, in one block with them."""
    if piece.at > 4 or piece.block < 2:
        return False
    block = page.pieces[piece.at - piece.place : piece.at - piece.place + piece.block]
    if any(other.why == "a menu on one line" for other in block):
        return True
    return names_outlet(piece.text) and any(other.role is Role.FURNITURE for other in block)


def _is_name_of_section(page: Page, piece: Piece) -> bool:
    """A few words set apart over the headline that do not speak of the story: a kicker would."""
    if piece.block > 1 or not page.airy or len(piece.words) > 3 or piece.size > 32 or piece.digits or piece.closed:
        return False
    if (piece.upper and piece.spaced) or piece.caseless or looks_like_name(piece.text) or not piece.text[0].isalpha():
        return False
    if any(word.isupper() and word.isalpha() and 2 <= len(word) <= 5 for word in piece.words) and piece.spaced:
        return False  # "ITV Report": the page's own
    if holds_address(piece):
        return False
    if any(piece.text in other.text for other in page.pieces[max(0, piece.at - 2) : piece.at]):
        return False
    below, title = page.pieces[piece.at + 1], page.headline
    stands_apart = page.language == "en" and title is not None and below.text == title.text and below.gap > 0
    stands_apart = stands_apart and (
        below is not title or (piece.at > 0 and page.pieces[piece.at - 1].role not in DATES)
    )
    if piece.text[-1] in ":,!" or not (piece.caseless or piece.text[0].isupper()) or is_slogan(piece):
        return False
    if piece.has_words() <= vocabulary().page_words | vocabulary().words["counters"]:
        return False
    again = len(page.printed[piece.text]) > 1  # over a box of the story's section too
    return piece.key not in vocabulary().words["no_rubrics"] and (
        stands_apart or again or not speaks_of_story(page, piece)
    )


def _heads_dense_page(page: Page, piece: Piece) -> bool:
    """Whether a section's name stands right over the headline of a page without blank lines, menu or not."""
    if page.airy or page.language != "en" or piece.key not in vocabulary().words["sections"]:
        return False
    return piece.open or (piece.soft and not piece.box)


def _is_barred_path(page: Page, piece: Piece) -> bool:
    """ "أخبار|منوعات" right over the headline: two or three sections, bars between them."""
    sign = next((sign for sign in (" / ", " » ", " > ", " › ") if sign in piece.text), "|")
    cells = [cell.strip() for cell in piece.text.replace("｜", "|").split(sign)]
    if sign != "|" and (page.language == "en" or looks_like_name(cells[0])):
        return False
    if (
        not 2 <= len(cells) <= 4
        or piece.digits
        or piece.why.startswith("a stock phrase")
        or any(not cell or len(cell.split()) > 3 for cell in cells)
    ):
        return False
    return piece.role in (None, Role.FURNITURE) and piece.place == piece.block - 1


def _is_under_section(page: Page, piece: Piece) -> bool:
    """Whether a line nobody knows for a section stands right under one that everybody knows."""
    known = vocabulary().words["sections"]
    above = line_above(page, piece.at)
    return (
        piece.key not in known and above is not None and above.open and above.key in known and piece.at - above.at <= 2
    )


def _is_open_entry(page: Page, piece: Piece) -> bool:
    """Whether a short line right above the headline is in the menu over it too: the section that is open."""
    if (
        page.language == "en"
        or piece.closed
        or piece.count > 3
        or piece.size > 36
        or piece.role not in (None, Role.FURNITURE)
    ):
        return False
    known = vocabulary().words
    if (piece.role is Role.FURNITURE and not piece.soft) or piece.key in known["homes"] | known["no_rubrics"]:
        return False
    if piece.box or is_slogan(piece) or looks_like_name(piece.text):
        return False
    first = page.printed[piece.text][0]
    if piece.at - 30 <= first < piece.at - 1 and page.pieces[first].role is Role.FURNITURE:
        return True
    menus = (
        other for other in page.pieces[max(0, piece.at - 12) : piece.at] if len(other.words) > 3 and not other.closed
    )
    return any(f" {piece.text} " in f" {other.text} " for other in menus)


def is_section_alone(page: Page, piece: Piece) -> bool:
    """Whether a line that looked like a menu's is a section's name right over the headline."""
    known = vocabulary().words["sections"]
    if (
        not (piece.soft or piece.box == "byline label")
        or piece.key not in known
        or piece.place < piece.block - 1
        or piece.block > 5
    ):
        return False
    others = page.pieces[piece.at - piece.place : piece.at]
    return not any(other.key in known for other in others)


def _is_behind_menu(page: Page, at: int, headline: int) -> bool:
    """Whether a section's name stands between the page's buttons and the headline, perhaps with its date."""
    piece, above = page.pieces[at], page.pieces[at - 1]
    between = page.pieces[at + 1 : headline]
    if page.airy or not at or not piece.soft or piece.key not in vocabulary().words["sections"]:
        return False
    return above.role is Role.FURNITURE and not above.soft and all(other.role in DATES for other in between)


def _is_deck_above(page: Page, piece: Piece, headline: int) -> bool:
    """Whether a line stands together with the headline below it and speaks of the story."""
    title = page.pieces[headline]
    if page.language != "en" and title.place == 0 and 2 <= piece.block <= 3 and piece.at >= headline - 3:
        block = page.pieces[piece.at - piece.place : piece.at - piece.place + piece.block]
        return block[-1].at == headline - 1 and all(
            (other.open or other.role is Role.STANDFIRST) and other.count >= 6 and speaks_of_story(page, other) >= 0.4
            for other in block
        )
    if title.place == 0 or piece.at < headline - title.place or piece.count < 5 or piece.digits:
        return False
    return not is_slogan(piece) and speaks_of_story(page, piece) > 0


def _is_rubric(page: Page, piece: Piece) -> bool:
    known = vocabulary().words
    if len(piece.words) > 1 and not piece.spaced and all(len(word) == 1 for word in piece.words):
        return "".join(piece.words) in known["sections"]  # "港 聞", set wide
    if is_owner(page, piece):
        return False
    if piece.at and looks_like_name(page.pieces[piece.at - 1].text) and looks_like_role(piece.text):
        return False
    below = page.pieces[piece.at + 1]
    if not page.airy and page.language != "en" and below.role is Role.FURNITURE and not below.gap:
        return False  # an entry of the page's menu
    if piece.key in known["sections"] or piece.key.replace(".", "") in known["sections"]:
        start = piece.at - piece.place
        block = page.pieces[max(start, piece.at - 12) : min(start + piece.block, piece.at + 12)]
        alone = piece.block == 1  # then a menu's entries all stand apart
        menu = (
            sum(
                other is not piece and (other.key in known["sections"] or other.why.startswith("a menu"))
                for other in (page.pieces[max(0, piece.at - 5) : piece.at + 6] if alone else block)
                if not alone or other.block == 1
            )
            > 1 + alone
        )
        return not menu or (page.language == "en" and not page.airy)
    if piece.key in known["outlets"]:
        return False
    if _is_name_of_section(page, piece):
        return True
    together = page.pieces[piece.at - piece.place : piece.at - piece.place + piece.block]
    if not page.airy and len(piece.words) > 3:
        return False
    if not page.transcript and not any(
        other.role in (Role.CAPTION, Role.CREDIT) or (other.sentence and other.role not in DATES) for other in together
    ):
        return False  # a kicker of the story, or a line of the page's own
    if piece.closed or len(piece.words) > 5 or piece.size > 45 or piece.text[-1] in ":,":
        return False
    if piece.key in known["no_rubrics"] or not piece.has_words().isdisjoint(("archive", "archives")):
        return False
    if page.transcript:
        return True
    if piece.upper and piece.spaced:
        return False
    if is_slogan(piece) or piece.lower or any(char.isdigit() for char in piece.text):
        return False
    return piece.spaced


def _has_leading_date(page: Page, piece: Piece) -> bool:
    head = piece.text[:60]
    if not has_year(head):
        return False
    dates = find_dates(head)
    return bool(dates) and dates[0].start <= 2


def _is_author(piece: Piece) -> bool:
    """Whether a line above the date can only be a person's name."""
    if may_be_caseless_name(piece):
        return piece.key not in vocabulary().words["sections"] and (piece.spaced or len(piece.text) == 4)
    return (
        looks_like_name(piece.text) and not is_slogan(piece) and piece.has_words().isdisjoint(vocabulary().page_words)
    )


def _is_signed(pieces: list[Piece], at: int) -> bool:
    """Whether a name has its title on the line below."""
    below = pieces[at + 1]
    return (
        looks_like_name(pieces[at].text)
        and len(below.words) <= 5
        and below.role in (None, Role.FURNITURE)
        and looks_like_role(below.text)
        and not below.closed
    )
