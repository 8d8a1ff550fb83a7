"""The head of a page: which line above the story is what."""

from __future__ import annotations

import itertools
import re

from articles.importing.document import Role

from .above import is_section_alone, names_show, read_above
from .between import describes_picture, is_caption, is_lent, read_between
from .datelines import read_dateline
from .elsewhere import is_introduced, takes_names_above
from .headline import find_headline, find_highlights, headline_below
from .names import is_name_line, looks_like_name, looks_like_role
from .neighbours import (
    DATES,
    META,
    NEAR,
    SIGNING,
    asks_reader,
    is_glued_to_date,
    is_slogan,
    may_be_caseless_name,
    names_series,
    names_whom_it_shows,
)
from .page import Page
from .pieces import Piece, describes
from .topic import stems_of
from .vocabulary import vocabulary


def read_head(page: Page) -> None:
    """Settle everything above the first paragraph."""
    _read_lines_of_head(page)
    _take_lead_for_deck(page)


_TWO_SHORT = re.compile(r"[^\W\d_]{3}[.!?।。؟] ?(?=[^\Wa-z\d_])")
_TOPIC = re.compile(r"^([A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,})?) – (?=[A-ZÀ-Þ«])")  # "CHANT – Les ouvriers …"
_OF_AGENCY = re.compile("^[^\\s/]{3,8}/[^\\s/]{2,20} ")  # "ایسنا/نمکزار …"


_WITHOUT_DECKS = frozenset(
    {"", "en", "ja", "zh", "ko", "my", "km", "lo", "am", "he", "ar", "fa", "ur", "ku"}
) | frozenset({"hi", "mr", "ne", "bn", "ta", "te", "kn", "ml", "gu", "pa", "si"})
"""Papers that set no deck as a paragraph of its own; their first paragraphs are short as well."""


def _is_summary_of_country(page: Page, first: Piece) -> bool:
    """Vietnamese papers set a summary above every story; ISNA begins its own with agency and place."""
    if page.language == "vi":
        return page.headline is not None and first.size <= 300 and first.gap > 0
    return page.language == "fa" and _OF_AGENCY.match(first.text) is not None and first.size <= 300


def _take_lead_for_deck(page: Page) -> None:
    """Some pages set the deck right above the story, as a paragraph of its own: tell it by what it repeats.

    A deck says in short what the story then says at length, so that its words come back below and it is
    shorter than the paragraphs; a first paragraph is the longest and its words are not said again. English
    papers print no deck there unless a dateline follows it.
    """
    lead, pieces = page.lead, page.pieces
    if lead is None or page.live or page.transcript or page.of(Role.STANDFIRST):
        return
    first = pieces[lead]
    if not first.open or first.size > 420 or first.quoted:
        return
    if id(first) in page.datelines and not (
        (page.language == "fr" and _TOPIC.match(first.text)) or _is_summary_of_country(page, first)
    ):
        return
    below = [at for at in range(lead + 1, min(len(pieces), lead + 30)) if pieces[at].open and pieces[at].prose][:9]
    if page.headline is not None and page.language != "en" and lead <= page.headline.at + 3 and _asks_below(page, lead):
        first.settle(Role.STANDFIRST, "a deck over questions and answers", 0.65)
        page.lead = lead + 1
        return
    between = pieces[lead + 1 : below[0]] if below else []
    dated = between and between[0].role in DATES and between[0].gap and page.headline is not None and page.airy
    if dated and first.size < 200 and len(below) > 2 and not any(piece.role in META for piece in pieces[:lead]):
        first.settle(Role.STANDFIRST, "a sentence above the story's date", 0.9)
        page.lead = below[0]
        return
    if len(below) < 3 or any(piece.open and not _is_of_page(page, piece) for piece in between):
        return
    if _stands_over_buttons(page, first, between) and first.size <= 1.3 * pieces[below[0]].size:
        first.settle(Role.STANDFIRST, "a deck that the page's own lines part from the story", 0.7)
        for piece in between:
            if piece.open:
                piece.settle(Role.FURNITURE, "between deck and story, of the page and not of the story", 0.7)
        page.lead = below[0]
        return
    if any(piece.open for piece in between):
        return
    topic = _TOPIC.match(first.text) if page.language == "fr" else None
    if (
        topic
        and not any(topic[1].title() in pieces[at].text for at in below)
        and topic[1].casefold() not in vocabulary().words["cities"]
    ):
        first.settle(Role.STANDFIRST, "a deck behind its topic", 0.7)
        page.datelines.pop(id(first), None)
        page.lead = below[0]
        return
    above = pieces[lead - 1] if lead else first
    title = page.headline.at if page.headline is not None else lead
    if (
        page.language == "vi"
        and above.role is Role.CAPTION
        and not above.credit
        and above.sentence
        and above.at > title
    ):
        above.settle(Role.STANDFIRST, "the summary that these papers set above each story", 0.7)
        return
    if _is_summary_of_country(page, first):
        first.settle(Role.STANDFIRST, "the summary that these papers set above each story", 0.7)
        page.lead = below[0]
        return
    second = pieces[below[0]]
    dateline = page.datelines.get(id(second)) or read_dateline(second.text, lead=True)
    if dateline is None or not dateline.place:
        sizes = sorted(pieces[at].size for at in below)
        ratio = first.size / sizes[len(sizes) // 2]
        if page.language in _WITHOUT_DECKS:
            return
        stems = stems_of(first)
        rest = set().union(*(stems_of(pieces[at]) for at in below))
        share = len(stems & rest) / max(1, len(stems))
        said = len(stems & rest) >= 2
        short = first.size <= 0.6 * second.size and _TWO_SHORT.search(first.text) is None
        if not said or not (
            (ratio <= 0.88 and share >= 0.24)
            or (share >= 0.15 and (ratio <= 0.5 or (ratio <= 0.95 and first.size <= 0.75 * second.size)))
            or (short and share >= 0.5 and ratio <= 1)
            or (between and share >= 0.3 and ratio <= 1 and not page.of(Role.CAPTION))
        ):
            return
    first.settle(Role.STANDFIRST, "a short paragraph whose words the story says again", 0.65)
    if dateline is not None:
        page.datelines[id(second)] = dateline
    page.lead = below[0]


def _asks_below(page: Page, lead: int) -> bool:
    """Whether the lines right below begin in turns with the labels of two speakers."""
    labels = [piece.text[:24].partition(": ") for piece in page.pieces[lead + 1 : lead + 5]]
    if len(labels) < 4 or not all(sign for _, sign, _ in labels):
        return False
    first, second, third, fourth = (label for label, _, _ in labels)
    return first == third and second == fourth != first


def _is_of_page(page: Page, piece: Piece) -> bool:
    """Whether an open line is the headline once more, or as short as a button."""
    again = page.headline is not None and piece.text == page.headline.text
    return again or (not piece.closed and len(piece.words) <= 3 and piece.size <= 30)


def _stands_over_buttons(page: Page, first: Piece, between: list[Piece]) -> bool:
    """Whether the headline stands again below a paragraph, or several of the page's buttons do.

    Papers set them under the deck; English ones under the story's first paragraph too.
    """
    if page.language in ("", "en") or first.size > 260 or page.headline is None or not page.airy:
        return False
    if any(piece.text == page.headline.text for piece in between):
        return True
    buttons = sum(piece.size <= 30 and (piece.open or piece.role is Role.FURNITURE) for piece in between)
    return buttons >= 2 and not any(piece.box in ("links", "related", "ends") for piece in between)


def _read_lines_of_head(page: Page) -> None:
    lead = page.lead
    if lead is None:
        lead = len(page.pieces)
    _take_credits_over_captions(page)
    _take_names_for_credits(page, lead)
    lead = page.lead = takes_names_above(page, lead) if page.lead is not None else page.lead
    lead = len(page.pieces) if lead is None else lead
    best = find_headline(page, lead)
    if best is None:
        best = _corrects_alone(page, lead)
    if best is None and page.lead is not None:
        best = headline_below(page)
        if best is not None:
            page.headline = page.pieces[best]
            page.headline.settle(Role.HEADLINE, "a title below a lead that breaks off", 0.75)
            deck = page.pieces[best + 1] if best + 1 < len(page.pieces) else None
            if deck is not None and deck.open and len(deck.words) >= 5 and deck.gap <= 1:
                deck.settle(Role.STANDFIRST, "under the headline", 0.75)
            _read_without_headline(page, lead)
            return
    if best is not None:
        page.headline = page.pieces[best]
        if page.headline.role is not None:
            page.headline.reopen()
        page.headline.settle(Role.HEADLINE, "the title above the story", 0.9)
        for piece, button in itertools.pairwise(page.pieces[best + 1 : lead]):
            if piece.soft and button.key in ("+follow", "follow") and looks_like_name(piece.text):
                piece.settle(Role.BYLINE, "a name with its button", 0.85)
        for piece in page.pieces[best + 1 : lead]:
            if piece.role is Role.FURNITURE and piece.box:
                break
            if piece.soft and piece.why.startswith("in a box headed"):
                piece.reopen()  # the box stands above the headline: it was a line of a menu
            elif piece.soft and not piece.place and is_introduced(page, piece, lead):
                piece.settle(Role.BYLINE, "a name that the page says again", 0.75)
        read_above(page, best)
        if page.lead is not None and _is_stuck_to_headline(page, best):
            page.pieces[page.lead].settle(Role.STANDFIRST, "a sentence right under the headline", 0.7)
            if page.pieces[page.lead + 1].open:
                page.pieces[page.lead + 1].settle(Role.CAPTION, "a line under the deck", 0.65)
            lead = page.lead = page.lead + 2
        elif page.lead is not None and _lead_is_deck(page, best):
            lead = page.lead = lead + 1
            page.pieces[lead - 1].settle(Role.STANDFIRST, "a sentence set apart from the story below it", 0.75)
        read_between(page, best + 1, lead)
    else:
        if page.lead is not None and _hangs_under_byline(page):
            lead = page.lead = lead + 1
            page.pieces[lead - 1].settle(
                Role.STANDFIRST, "a sentence right under the byline, apart from the story", 0.7
            )
            lead -= 1
        _read_without_headline(page, lead)


def _corrects_alone(page: Page, lead: int) -> int | None:
    """The heading of a correction that is the page's first line of its own: "Erramos: …" is its headline then."""
    at = next((at for at in range(lead) if page.pieces[at].role not in (Role.FURNITURE, Role.SECTION)), None)
    if at is None or page.pieces[at].role is not Role.CORRECTION:
        return None
    piece = page.pieces[at]
    return at if piece.size < 120 and not piece.closed and page.airy and piece.place == piece.block - 1 else None


def _lead_is_deck(page: Page, headline: int) -> bool:
    """Whether the first paragraph is one sentence that wider blanks set apart from all others."""
    pieces = page.pieces
    lead = page.lead
    if lead is None or lead + 2 >= len(pieces) or page.live or page.transcript:
        return False
    first, second, third = pieces[lead : lead + 3]
    if id(first) in page.datelines or first.size > 260 or not second.open or not second.prose:
        return False
    if any(piece.role in META for piece in pieces[headline:lead]) or any(
        piece.open for piece in pieces[headline + 1 : lead]
    ):
        return False
    return second.gap > max(1, first.gap, third.gap) and ". " not in first.text


def _read_without_headline(page: Page, lead: int) -> None:
    """A page that prints no headline: only what is certain is taken from above the story."""
    pieces = page.pieces
    known = vocabulary().words
    if lead and pieces[0].role is Role.AGENCY and "news" in pieces[0].has_words():
        pieces[0].settle(Role.FURNITURE, "the name of the page at its top", 0.7)
    if lead and pieces[0].why == "the byline of a desk" and not pieces[0].glued:
        pieces[0].settle(Role.FURNITURE, "the name of the page at its top", 0.7)
    trust_loose = sum(piece.loose for piece in pieces[: lead + 6]) * 2 <= len(pieces[: lead + 6]) + 1
    highlights = find_highlights(pieces[:lead])
    first = next(
        (at for at in range(max(0, lead - NEAR), lead) if pieces[at].role in META and pieces[at].box != "label"), None
    )
    at = 0
    while at < lead:
        if at == first:
            read_between(page, at, lead)  # what stands below byline or date is the story's, headline or not
            return
        piece = pieces[at]
        if piece.soft and is_section_alone(page, piece) and lead - at <= 5 and not page.of(Role.SECTION):
            piece.settle(Role.SECTION, "a section's name above the story", 0.65)
        if not piece.open:
            at += 1
            continue
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        before = next(
            (other for other in reversed(pieces[max(0, at - NEAR) : at]) if other.role is not Role.FURNITURE), None
        )
        if (
            following is not None
            and following.text == piece.text
            and at + 1 < lead
            and len(piece.words) >= 4
            and not is_slogan(piece)
        ):
            piece.settle(Role.CAPTION, "a caption, printed twice", 0.85)
            following.settle(Role.FURNITURE, "printed again", 0.9)
            at += 2
            continue
        if names_series(piece) and piece.block == 1 and page.airy and not page.of(Role.SECTION):
            piece.settle(Role.SECTION, "the name of a series above the story", 0.7)
            at += 1
            continue
        if page.transcript and following is not None and following.role is Role.PUBLISHED and names_show(page, piece):
            piece.settle(Role.SECTION, "the show's name above the transcript's date", 0.75)
            at += 1
            continue
        caption = following if following is not None and following.open and not following.gap else None
        if (
            caption is not None
            and at + 1 < lead
            and (describes(piece, caption) or names_whom_it_shows(page, piece, caption))
        ):
            piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.8)
            caption.settle(Role.CAPTION, "a line under a picture's description", 0.7)
        elif at in highlights:
            piece.settle(Role.STANDFIRST, "a line of the story's highlights", 0.8)
        elif is_caption(piece, trust_loose) or (following is not None and _is_signed_picture(piece, following)):
            piece.settle(Role.CAPTION, "a picture's text in the story's head", 0.75)
        elif before is not None and before.role is Role.BYLINE and looks_like_role(piece.text) and not piece.sentence:
            piece.settle(Role.BYLINE, "a role under a name", 0.9)
        elif (
            piece.key in known["sections"]
            and (piece.block <= 3 or not page.airy)
            and lead - at <= 12
            and not any(other.role is Role.SECTION for other in pieces[:lead])
            and not any(other.open and other.key in known["sections"] for other in pieces[at + 1 : lead])
        ):
            piece.settle(Role.SECTION, "a section's name above the story", 0.7)
        elif (
            may_be_caseless_name(piece)
            and following is not None
            and following.role in DATES
            and (
                is_glued_to_date(page, piece)
                or (piece.block == 1 and before is not None and before.role is Role.SECTION)
            )
            and piece.key not in known["sections"]
        ):
            piece.settle(Role.BYLINE, "a name between section and date", 0.7)
        elif (
            looks_like_name(piece.text)
            and following is not None
            and (following.role in DATES or looks_like_role(following.text) or at + 1 == lead)
        ):
            piece.settle(Role.BYLINE, "a name above the story", 0.7)
        elif piece.sentence and following is not None and following.why == "a credit alone" and not following.gap:
            piece.settle(Role.CAPTION, "a sentence over a photo's credit", 0.8)
        elif piece.sentence and piece.size >= 25 and not asks_reader(piece):
            if all(not other.open or other.sentence for other in pieces[at : min(lead, at + NEAR)]) and not any(
                other.role in META for other in pieces[at + 1 : min(lead, at + NEAR)]
            ):
                page.lead = at
                return
            piece.settle(Role.STANDFIRST, "a sentence above the story", 0.5)
        else:
            piece.settle(Role.FURNITURE, "above the story, of the page and not of the story", 0.6)
        at += 1


def _take_credits_over_captions(page: Page) -> None:
    """Some papers print the photographer first: a credit and one more line, and nothing else, make a block.

    "BO EK/HERALD" / "The piano on the east bank." A name with its paper is a credit only beside a byline.
    """
    if not page.airy:
        return
    for piece in page.pieces:
        if piece.role not in (Role.BYLINE, Role.CREDIT) or piece.block != 2 or piece.place:
            continue
        below = page.pieces[piece.at + 1]
        if not below.open or not below.closed or below.text[-1] in "?!" or not below.count >= 4 or below.size > 260:
            continue
        if piece.role is Role.BYLINE:
            if piece.why != "a name and a paper" or not _is_signed_otherwise(page, piece):
                continue
            piece.settle(Role.CREDIT, "a name and a paper over a picture's text", 0.75)
            piece.credit = piece.text
        below.settle(Role.CAPTION, "a sentence under a picture's credit", 0.9)


def _is_signed_otherwise(page: Page, piece: Piece) -> bool:
    """Whether another line is the byline, so that a name with its paper must be a photographer's."""
    if len(page.printed.get(piece.text, ())) > 1:
        return True
    return any(
        (other is not piece and other.role is Role.BYLINE and other.text != piece.text)
        or (is_name_line(other.text) and other.open)
        for other in page.pieces[max(0, piece.at - 6) : piece.at]
    )


def _is_signed_picture(piece: Piece, below: Piece) -> bool:
    """Whether a credit hangs right under a sentence."""
    return below.role is Role.CREDIT and not below.gap and piece.sentence and piece.size < 300


def _take_names_for_credits(page: Page, lead: int) -> None:
    """A name with its paper but without a label is a picture's credit beside a labelled byline."""
    near = page.pieces[max(0, lead - 12) : lead]
    for piece in near:
        above = page.pieces[piece.at - 1]
        signed = piece.role is Role.BYLINE and piece.why == "a name and a paper" and piece.gap <= above.gap and piece.at
        if signed and above.open and above.sentence and above.text[-1] == "." and above.size < 300:
            piece.settle(Role.CREDIT, "a name and a paper under a sentence", 0.7)
            piece.credit = piece.text
    labelled = any(piece.role is Role.BYLINE and piece.why == "a byline with its label" for piece in near)
    for piece in near if labelled else ():
        if piece.open and piece.size <= 70 and " for " in piece.text and is_lent(piece.text):
            piece.settle(Role.CREDIT, "a name for a paper beside a byline", 0.7)
            piece.credit = piece.text
        if (
            piece.role is Role.BYLINE
            and piece.why in ("a name with a title beside it", "a name and a paper")
            and not piece.digits
            and piece.text[0] not in "-–—"
        ):
            piece.settle(Role.CREDIT, "a credit beside a byline", 0.65)
            piece.credit = piece.text
    signed_by = next((piece.at for piece in near if piece.role is Role.BYLINE and piece.confidence > _SURE), None)
    for piece in near:
        if piece.role is Role.CREDIT:
            _take_captions_of_credits(page, piece)
        above = page.pieces[piece.at - 1]
        if signed_by is None or piece.at < signed_by + 2 or not page.airy or not _is_picture_with_name(above, piece):
            continue
        above.settle(Role.CAPTION, "a sentence above a name, below the byline", 0.7)
        piece.settle(Role.CREDIT, "a name under a picture's text", 0.7)
        piece.credit = piece.text


_SURE = 0.85


def _is_picture_with_name(above: Piece, piece: Piece) -> bool:
    """Whether a short sentence has nothing but a name below it: a picture's text and who took it."""
    if not (above.open and above.sentence and above.text[-1] == "." and above.size < _TEXT_OF_PICTURE):
        return False
    return piece.open and not piece.closed and 2 <= piece.count <= 3 and looks_like_name(piece.text)


_TEXT_OF_PICTURE = 240


def _take_captions_of_credits(page: Page, credit: Piece) -> None:
    """A sentence that makes a block with a credit, above it or below, is the picture's text."""
    start = credit.at - credit.place
    block = page.pieces[start : start + credit.block]
    if not page.airy or not (block[0].gap or not start):
        return
    texts = [piece for piece in block if piece.role is not Role.FURNITURE][:2]
    for piece in texts if credit in texts else ():
        if piece.open and piece.sentence and piece.text[-1] == "." and piece.size < 300:
            if describes_picture(piece):
                piece.settle(Role.FURNITURE, "a picture's description above its credit", 0.8)
                continue
            piece.settle(Role.CAPTION, "a sentence that stands with a photo's credit", 0.92)


def _is_stuck_to_headline(page: Page, headline: int) -> bool:
    """Whether headline, first paragraph and a picture's text make one block, apart from the story."""
    lead, pieces = page.lead, page.pieces
    if lead is None or not page.airy or lead != headline + 1 or lead + 2 >= len(pieces) or pieces[lead].gap:
        return False
    first, second, third = pieces[lead : lead + 3]
    if id(first) in page.datelines or first.size > 240 or page.live or page.transcript:
        return False
    captioned = second.role is Role.CAPTION or (second.open and not second.closed)
    if not captioned or second.gap or not 4 <= second.count <= 40:
        return False
    return third.gap > 0 and third.open and third.prose


def _hangs_under_byline(page: Page) -> bool:
    """Whether the first paragraph hangs on byline or agency, and wider blanks part it from the rest."""
    pieces, lead = page.pieces, page.lead
    if not lead or lead + 2 >= len(pieces) or page.live or page.transcript:
        return False
    above, first, second, third = pieces[lead - 1 : lead + 3]
    if above.role not in SIGNING or first.gap or id(first) in page.datelines or first.size > 300:
        return False
    return second.open and second.prose and second.gap > 1 and third.gap < second.gap
