"""Where the story begins: its first paragraph."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from articles.importing.document import Role

from .alone import is_speaker_turn, is_stamp, stamp_end
from .datelines import Dateline, read_dateline
from .dates import read_label
from .neighbours import BULLETS, DATES, META, asks_reader
from .page import Page
from .pieces import Piece
from .vocabulary import vocabulary


def find_lead(page: Page) -> None:
    """Find the story's first paragraph."""
    pieces = page.pieces
    if page.transcript:
        page.transcript = sum(is_speaker_turn(piece.text) and piece.open for piece in pieces) >= 2
    if not page.transcript:
        turns = sum(
            is_speaker_turn(piece.text)
            and piece.text.partition(". ")[2][:4].isupper()
            | piece.text[:6].isupper()
            | (piece.text[2:4] == ": " and piece.text[:2].isupper())
            for piece in pieces[:60]
        )
        page.transcript = turns >= 4 and not (page.language != "en" and _is_interview_of_paper(page))
    stamped = sum(1 for piece in pieces[:200] if stamp_end(piece.text) and piece.role in (None, Role.PUBLISHED))
    page.live = stamped >= 3 and not page.transcript
    if page.live:
        for piece in pieces:
            if piece.role in DATES and (piece.box == "time" or piece.digits) and is_stamp(piece.text):
                piece.reopen()
                piece.box = ""
    page.lead = _first_turn(page) if page.transcript else _first_entry(page) if page.live else None
    if page.lead is None and not page.transcript:
        page.lead = _first_dateline(page)
    if page.lead is None and page.live:
        page.lead = next((at for at, piece in enumerate(pieces) if piece.open and stamp_end(piece.text)), None)
        prose = next((at for at, piece in enumerate(pieces) if piece.open and piece.prose), None)
        if prose is not None and page.lead is not None and prose < page.lead - 12:
            page.lead = prose
        elif page.lead and _opens_report(pieces[page.lead - 1]):
            page.lead -= 1
    if page.lead is None:
        page.lead = _first_prose(page)
    if page.lead is not None:
        piece = pieces[page.lead]
        if id(piece) not in page.datelines and not page.transcript:
            told = " ".join(other.text[:300] for other in pieces[page.lead + 1 : page.lead + 5] if other.sentence)
            dateline = read_dateline(f"{piece.text} {told}" if len(piece.text) < 900 else piece.text, lead=True)
            if dateline is not None:
                page.datelines[id(piece)] = dateline


def _opens_report(piece: Piece) -> bool:
    """Whether a paragraph right above the first entry says what the live report is about."""
    return piece.open and piece.prose and piece.size >= _OPENING and piece.block == 1


_OPENING = 180


def _first_entry(page: Page) -> int | None:
    """The first entry of a live report whose entries stand each under its time with the date."""
    stamped = [
        piece
        for piece in page.pieces
        if piece.role is Role.PUBLISHED and not piece.box and stamp_end(piece.text) and not read_label(piece.text)
    ]
    if len(stamped) < _ENTRIES:
        return None
    if sum(piece.open and piece.prose for piece in page.pieces[: stamped[0].at]) > 1:
        return None  # the times of comments under a story
    told = sum(any(below.sentence and below.open for below in page.pieces[one.at + 1 : one.at + 4]) for one in stamped)
    return stamped[0].at if told * 2 > len(stamped) else None


_ENTRIES = 3


def _is_interview_of_paper(page: Page) -> bool:
    """Whether all turns in capitals are one outlet's: "ELMA ONLINE: …" asks, and a person answers in small letters."""
    labels = Counter(piece.text.partition(":")[0] for piece in page.pieces[:60] if is_speaker_turn(piece.text))
    (first, count), *others = labels.most_common()
    return count >= 3 and "," not in first and all(other < 2 for _, other in others)


def _first_turn(page: Page) -> int | None:
    """The first speaker, or the cues right before: "(BEGIN VIDEOTAPE)"."""
    pieces = page.pieces
    first = next((at for at, piece in enumerate(pieces) if piece.open and is_speaker_turn(piece.text)), None)
    while first and pieces[first - 1].open and pieces[first - 1].text[:1] in "([" and pieces[first - 1].upper:
        first -= 1
    return first


_LONE_PLACE = re.compile(r"^[^\W\d_a-zà-ÿ][^\d—–:.!?a-zà-ÿ]{2,40} ?[—–]$")  # "GARIN DAWA —" on a line of its own


def _is_lone_dateline(page: Page, piece: Piece, under: Piece) -> bool:
    """Whether a line is a whole dateline with its agency and dash, the story below it: "PORT ELMA (WXYZ) -"."""
    if piece.size > 60 or piece.text[-1] not in "-–—" or not piece.text[0].isupper():
        return False
    dateline = read_dateline(f"{piece.text} {under.text}", lead=True)
    if dateline is None or not dateline.agency or abs(dateline.end - len(piece.text)) > 1:
        place, slash, agency = piece.text.rstrip(" -–—").partition("/")  # "Elmadorf/EM -"
        if not slash or not agency.isupper() or len(agency) > 6 or len(place.split()) > 3:
            return False
        dateline = Dateline(place, agency, len(piece.text), None, True)
    piece.settle(Role.DATELINE, "a dateline on a line of its own", 0.85)
    piece.also = (Role.AGENCY,)
    page.datelines[id(piece)] = dateline
    return True


def _is_stacked_dateline(page: Page, dash: int) -> bool:
    """ "Elma" / "CNN Business" / "—": place, outlet and dash on lines of their own, the story below them."""
    outlet, place = page.pieces[dash - 1], page.pieces[dash - 2] if dash > 1 else None
    known = vocabulary().words
    if outlet.closed or outlet.count > 4 or outlet.words[0].casefold() not in known["outlets"] | known["agencies"]:
        return False
    if not outlet.open and outlet.role is not Role.AGENCY:
        return False
    outlet.settle(Role.AGENCY, "an outlet over its dateline's dash", 0.85)
    if place is None or not place.open or outlet.gap:
        return True
    if not place.closed and place.count <= 5 and not place.digits:
        place.settle(Role.DATELINE, "a place above an agency's name", 0.8)
    return True


def _first_dateline(page: Page) -> int | None:
    """A sure dateline begins the story, unless much was told before it."""
    told = 0
    for at, piece in enumerate(page.pieces):
        under = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
        if piece.open and under is not None and under.open and under.sentence and _is_lone_dateline(page, piece, under):
            return at + 1 if told <= 2 else None
        if piece.open and under is not None and under.open and under.prose and _LONE_PLACE.match(piece.text):
            piece.settle(Role.DATELINE, "a place with its dash above the story", 0.85)
            return at + 1 if told <= 2 else None
        dash = piece.why == "only signs" and piece.text in "—–" and under is not None and under.sentence
        if dash and told <= 2 and _is_stacked_dateline(page, at):
            return at + 1
        if piece.role is Role.AGENCY and under is not None and told <= 2 and piece.text[-1] in "—–":
            first = next((other for other in page.pieces[at + 1 : at + 6] if other.open), None)
            if first is not None and first.sentence:
                return first.at  # "CNN —" on a line of its own
        dateline = page.datelines.get(id(piece))
        if dateline is not None and dateline.sure and piece.open:
            below = page.pieces[at + 1 : at + 3]
            if not dateline.place and any(other.role is Role.BYLINE for other in below):
                continue  # a deck with the agency in front
            return at if told <= 2 else None
        if piece.open and piece.prose:
            told += 1
    return None


def _is_credited(page: Page, at: int) -> bool:
    """Whether a line and a photo's credit below it stand apart from all others."""
    piece = page.pieces[at]
    if piece.block != 2 or piece.place or piece.size > 240:
        return False
    return page.pieces[at + 1].role is Role.CREDIT


def _is_highlight(page: Page, at: int) -> bool:
    """Whether a line is one of several with the same bullet under a heading like "What we're covering"."""
    first = page.pieces[at - page.pieces[at].place] if page.airy else page.pieces[at]
    bullet = page.pieces[at].text[0]
    above = page.pieces[first.at - 1] if first.at else None
    return above is not None and first.text[0] == bullet and above.box == "highlights"


_FIRST = 4  # so many paragraphs are asked whether the story begins with them


def _first_prose(page: Page) -> int | None:
    """The first paragraph below the lines that only heads have."""
    pieces = page.pieces
    found = (
        at
        for at, piece in enumerate(pieces)
        if piece.open
        and piece.prose
        and not asks_reader(piece)
        and not (page.airy and _is_credited(page, at))
        and not (piece.text[:2] in BULLETS and _is_highlight(page, at))
    )
    prose = list(itertools.islice(found, 2 * _FIRST))
    if not prose:
        for piece, following in itertools.pairwise(pieces):
            if (
                piece.open
                and piece.text[-1] in ":："
                and piece.count >= 8
                and following.open
                and following.text[0] in "-–—•*·"
            ):
                return piece.at  # what introduces a list
        prose = [
            at
            for at, piece in enumerate(pieces)
            if piece.open and piece.sentence and piece.size >= 25 and not asks_reader(piece)
        ]
        if len(prose) > 1 and pieces[prose[0]].size < 60 and pieces[prose[0]].text[-1:] in "?!":
            prose = prose[1:]  # a headline that asks or calls
        if not prose:
            return next((at for at, piece in enumerate(pieces) if piece.open and piece.sentence and at), None)
    first = prose[0]
    if not first and (dateline := read_dateline(pieces[0].text, lead=True)) and dateline.place:
        return first  # nothing stands above it, so it is no deck
    for count, at in enumerate(prose[:_FIRST]):
        below = prose[count + 1 :]
        if not below:
            break
        upto = below[0]
        marked = any(piece.role in META and piece.box != "label" for piece in pieces[at + 1 : upto])
        if marked and (
            len(below) >= max(2, count + 1)
            or (count == 0 and sum(piece.open and piece.sentence for piece in pieces[upto:]) >= 3)
        ):
            first = upto
    return first
