"""The head of a page: where the story begins, and which line above it is what."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from articles.importing.document import Role

from .alone import is_speaker_turn, stamp_end
from .boxes import speaks_to_reader
from .credits import label_heads
from .datelines import read_dateline
from .dates import find_dates, has_year
from .elsewhere import is_section_of_menu, is_signed_elsewhere, takes_names_above
from .names import is_name_line, label_end, looks_like_name, looks_like_role, names_outlet, read_names
from .page import Page
from .pieces import Piece
from .topic import is_told_of, speaks_of_story, stems_of, topic_of
from .vocabulary import EDGES, key_of, vocabulary

_DATES = (Role.PUBLISHED, Role.UPDATED)
_META = (Role.BYLINE, Role.PUBLISHED, Role.UPDATED)
_NETWORKS = frozenset({"CNN", "BBC", "NBC", "CBS", "ABC", "CNN.com"})
_CUT_OFF = ("[…]", "[...]", "(…)", "…", "...")
NEAR = 40
"""So many lines away a line is asked about at most: work stays in proportion to the page."""

_ENOUGH = 1.45  # what a line must score to be a headline
_CLAIMED = 0.7
_LONELY = 1.4
_NO_LEAD = 90  # a story's first paragraph is hardly ever shorter
_TOLD = 12  # a story of so few different words does not tell what speaks of it
_BARELY = 0.9  # the same for a line alone right above the story that speaks of it, where there is no other
_ENOUGH_UNRELATED = 2.4  # the same for a line none of whose words stand in the story


def find_lead(page: Page) -> None:
    """Find the story's first paragraph."""
    pieces = page.pieces
    page.transcript = page.transcript and any(is_speaker_turn(piece.text) for piece in pieces)
    if not page.transcript:
        turns = sum(
            is_speaker_turn(piece.text) and piece.text.partition(". ")[2][:4].isupper() | piece.text[:6].isupper()
            for piece in pieces[:60]
        )
        page.transcript = turns >= 4
    stamped = sum(1 for piece in pieces[:200] if stamp_end(piece.text) and piece.role in (None, Role.PUBLISHED))
    page.live = stamped >= 3 and not page.transcript
    if page.live:
        for piece in pieces:
            if piece.role in _DATES and piece.box == "time" and stamp_end(piece.text):
                piece.reopen()
                piece.box = ""
    page.lead = _first_turn(page) if page.transcript else _first_dateline(page)
    if page.lead is None and page.live:
        page.lead = next((at for at, piece in enumerate(pieces) if piece.open and stamp_end(piece.text)), None)
        prose = next((at for at, piece in enumerate(pieces) if piece.open and piece.prose), None)
        if prose is not None and page.lead is not None and prose < page.lead - 12:
            page.lead = prose
    if page.lead is None:
        page.lead = _first_prose(page)
    if page.lead is not None:
        piece = pieces[page.lead]
        if id(piece) not in page.datelines and not page.transcript:
            told = " ".join(other.text[:300] for other in pieces[page.lead + 1 : page.lead + 5] if other.sentence)
            dateline = read_dateline(f"{piece.text} {told}" if len(piece.text) < 900 else piece.text, lead=True)
            if dateline is not None:
                page.datelines[id(piece)] = dateline


def _first_turn(page: Page) -> int | None:
    """The first speaker, or the cues right before: "(BEGIN VIDEOTAPE)"."""
    pieces = page.pieces
    first = next((at for at, piece in enumerate(pieces) if is_speaker_turn(piece.text)), None)
    while first and pieces[first - 1].open and pieces[first - 1].text[:1] in "([" and pieces[first - 1].upper:
        first -= 1
    return first


_LONE_PLACE = re.compile(r"^[^\W\d_a-zà-ÿ][^\d—–:.!?a-zà-ÿ]{2,40} ?[—–]$")  # "GARIN DAWA —" on a line of its own


def _first_dateline(page: Page) -> int | None:
    """A sure dateline begins the story, unless much was told before it."""
    told = 0
    for at, piece in enumerate(page.pieces):
        below = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
        if page.language != "en" and piece.open and below is not None and below.open and below.prose and _LONE_PLACE.match(piece.text):
            piece.settle(Role.DATELINE, "a place with its dash above the story", 0.85)
            return at + 1 if told <= 2 else None
        dateline = page.datelines.get(id(piece))
        if dateline is not None and dateline.sure and piece.open:
            below = page.pieces[at + 1 : at + 2]
            if not dateline.place and below and below[0].role in _META and below[0].box != "label" and page.language != "en":
                told += 1
                continue  # a deck with its agency, above the byline
            return at if told <= 2 else None
        if piece.open and piece.prose:
            told += 1
    return None


def _first_prose(page: Page) -> int | None:
    """The first paragraph below the lines that only heads have."""
    pieces = page.pieces
    prose = [at for at, piece in enumerate(pieces) if piece.open and piece.prose and not _asks(piece)]
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
            if piece.open and piece.sentence and piece.size >= 25 and not _asks(piece)
        ]
        if len(prose) > 1 and pieces[prose[0]].size < 60 and pieces[prose[0]].text[-1:] in "?!":
            prose = prose[1:]  # a headline that asks or calls
        if not prose:
            return next((at for at, piece in enumerate(pieces) if piece.open and piece.sentence and at), None)
    first = prose[0]
    for count, at in enumerate(prose[:4]):
        below = prose[count + 1 :]
        if not below:
            break
        upto = below[0]
        sentences = sum(piece.open and piece.sentence for piece in pieces[upto:])
        marks = [there for there in range(at + 1, upto) if pieces[there].role in _META and pieces[there].box != "label"]
        if marks and (len(below) >= max(2, count + 1) or (count == 0 and sentences >= 3)):
            first = upto
    return first


def _asks(piece: Piece) -> bool:
    return piece.size < 420 and speaks_to_reader(piece, weight=3)


def read_head(page: Page) -> None:
    """Settle everything above the first paragraph."""
    _read_lines_of_head(page)
    _take_lead_for_deck(page)


_TOPIC = re.compile(r"^([A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,})?) – (?=[A-ZÀ-Þ«])")  # "CHANT – Les ouvriers …"


_OF_AGENCY = re.compile("^[^\\s/]{3,8}/[^\\s/]{2,20} ")  # "ایسنا/نمکزار …"


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
    if len(below) < 3 or any(pieces[at].open for at in range(lead + 1, below[0])):
        return
    topic = _TOPIC.match(first.text) if page.language == "fr" else None
    if topic and not any(topic[1].title() in pieces[at].text for at in below) and topic[1].casefold() not in vocabulary().words["cities"]:
        first.settle(Role.STANDFIRST, "a deck behind its topic", 0.7)
        page.datelines.pop(id(first), None)
        page.lead = below[0]
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
        if page.language in ("", "en", "ja", "zh", "ko", "ur"):
            return
        stems = stems_of(first)
        rest = set().union(*(stems_of(pieces[at]) for at in below))
        share = len(stems & rest) / max(1, len(stems))
        said = len(stems & rest) >= 2
        short = first.size <= 0.6 * second.size and _TWO_SHORT.search(first.text) is None
        if not said or not (
            (ratio <= 0.88 and share >= 0.24) or (ratio <= 0.5 and share >= 0.15) or (short and share >= 0.5 and ratio <= 1)
        ):
            return
    first.settle(Role.STANDFIRST, "a short paragraph whose words the story says again", 0.65)
    if dateline is not None:
        page.datelines[id(second)] = dateline
    page.lead = below[0]


def _take_names_for_credits(page: Page, lead: int) -> None:
    """A name with its paper but without a label is a picture's credit where a labelled byline stands in the head too."""
    near = page.pieces[max(0, lead - 12) : lead]
    for piece in near:
        above = page.pieces[piece.at - 1]
        if piece.role is Role.BYLINE and piece.why == "a name and a paper" and piece.gap <= above.gap and piece.at:
            if above.open and above.sentence and above.text[-1] == "." and above.size < 300:
                piece.settle(Role.CREDIT, "a name and a paper under a sentence", 0.7)
                piece.credit = piece.text
    if not any(piece.role is Role.BYLINE and piece.why == "a byline with its label" for piece in near):
        return
    for piece in near:
        if (
            piece.role is Role.BYLINE
            and piece.why in ("a name with a title beside it", "a name and a paper")
            and not piece.digits
            and piece.text[0] not in "-–—"
        ):
            piece.settle(Role.CREDIT, "a credit beside a byline", 0.65)
            piece.credit = piece.text


def _read_lines_of_head(page: Page) -> None:
    lead = page.lead
    if lead is None:
        lead = len(page.pieces)
    _take_names_for_credits(page, lead)
    lead = page.lead = takes_names_above(page, lead) if page.lead is not None else page.lead
    lead = len(page.pieces) if lead is None else lead
    best = _find_headline(page, lead)
    if best is None and page.lead == 0:
        best = _headline_below(page)
        if best is not None:
            page.headline = page.pieces[best]
            page.headline.settle(Role.HEADLINE, "a title below a lead that breaks off", 0.75)
            deck = page.pieces[best + 1] if best + 1 < len(page.pieces) else None
            if deck is not None and deck.open and len(deck.words) >= 5 and deck.gap <= 1:
                deck.settle(Role.STANDFIRST, "under the headline", 0.75)
            return
    if best is not None:
        page.headline = page.pieces[best]
        if page.headline.role is not None:
            page.headline.reopen()
        page.headline.settle(Role.HEADLINE, "the title above the story", 0.9)
        for piece in page.pieces[best + 1 : lead]:
            if piece.role is Role.FURNITURE and piece.box:
                break
            if piece.soft and piece.why.startswith("in a box headed"):
                piece.reopen()  # the box stands above the headline: it was a line of a menu
        _read_above(page, best)
        if page.lead is not None and _is_stuck_to_headline(page, best):
            page.pieces[page.lead].settle(Role.STANDFIRST, "a sentence right under the headline", 0.7)
            if page.pieces[page.lead + 1].open:
                page.pieces[page.lead + 1].settle(Role.CAPTION, "a line under the deck", 0.65)
            lead = page.lead = page.lead + 2
        elif page.lead is not None and _lead_is_deck(page, best):
            lead = page.lead = lead + 1
            page.pieces[lead - 1].settle(Role.STANDFIRST, "a sentence set apart from the story below it", 0.75)
        _read_between(page, best + 1, lead)
    else:
        if page.lead is not None and _hangs_under_byline(page):
            lead = page.lead = lead + 1
            page.pieces[lead - 1].settle(
                Role.STANDFIRST, "a sentence right under the byline, apart from the story", 0.7
            )
            lead -= 1
        _read_without_headline(page, lead)


def _is_stuck_to_headline(page: Page, headline: int) -> bool:
    """Whether headline, first paragraph and a picture's text make one block, and a blank line parts them from the story."""
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
    """Whether the first paragraph hangs on byline or agency without a blank line, and wider blanks part it from the rest."""
    pieces, lead = page.pieces, page.lead
    if not lead or lead + 2 >= len(pieces) or page.live or page.transcript:
        return False
    above, first, second, third = pieces[lead - 1 : lead + 3]
    if above.role not in (*_META, Role.AGENCY) or first.gap or id(first) in page.datelines or first.size > 300:
        return False
    return second.open and second.prose and second.gap > 1 and third.gap < second.gap


def _lead_is_deck(page: Page, headline: int) -> bool:
    """Whether the first paragraph is one sentence that wider blanks set apart from all others."""
    pieces = page.pieces
    lead = page.lead
    if lead is None or lead + 2 >= len(pieces) or page.live or page.transcript:
        return False
    first, second, third = pieces[lead : lead + 3]
    if id(first) in page.datelines or first.size > 260 or not second.open or not second.prose:
        return False
    if any(piece.role in _META for piece in pieces[headline:lead]) or any(
        piece.open for piece in pieces[headline + 1 : lead]
    ):
        return False
    return second.gap > max(1, first.gap, third.gap) and ". " not in first.text


def _find_headline(page: Page, lead: int) -> int | None:
    """The line above the first paragraph that best fits a headline, if any fits well."""
    pieces = page.pieces
    highlights = _highlights(pieces[:lead])
    zone = [
        at
        for at in range(lead)
        if (pieces[at].open or pieces[at].soft) and at not in highlights and _may_be_title(pieces[at])
    ]
    zone = zone if len(zone) <= 400 else zone[:150] + zone[-250:]
    body_start = pieces[lead].text[:200] if lead < len(pieces) else ""
    loose = sum(pieces[at].loose for at in zone)
    trust_loose = loose * 2 <= len(zone) + 1
    best, best_score = None, _ENOUGH
    plausible = 0
    plausible_at: int | None = None
    scores: dict[int, float] = {}
    for at in zone:
        score = _score_title(page, at, zone, lead, body_start, trust_loose)
        if pieces[at].soft:
            score -= _CLAIMED  # a menu or a box has it already
        scores[at] = score
        if pieces[at].place == 1 and pieces[at].block == 2 and scores.get(at - 1, 0.0) >= _ENOUGH:
            score -= 1.0  # of two lines alone, the first is the headline and the second its deck
        score -= 0.15 * min(plausible, 4)
        over = at - 1 if scores.get(at - 1, 0.0) >= _ENOUGH else plausible_at
        if over is not None and at - over <= 3 and pieces[over].kinship and pieces[at].size > 1.25 * pieces[over].size:
            # A deck or a caption is longer than its headline; but a headline may have a kicker above it.
            score -= 0.9 if pieces[over].count >= 4 or (pieces[over].upper and page.language != "en") else 0.4
        if scores[at] >= _ENOUGH and pieces[at].kinship and not _is_slogan(pieces[at]):
            plausible_at = at
        if score >= _ENOUGH and pieces[at].kinship:
            plausible += 1
        second = pieces[at + 1] if pieces[at].place == 0 and pieces[at].block == 2 else None
        related = pieces[at].kinship or (second is not None and second.open and speaks_of_story(page, second))
        enough = related or len(topic_of(page)) < _TOLD or score >= _ENOUGH_UNRELATED - 0.4 * _over_date(page, at)
        if score > best_score and enough:
            best, best_score = at, score
    if best is None and page.airy:
        best = _only_candidate(page, zone, scores)
    if best is None and zone and page.airy:
        last = zone[-1]
        alone = last + 1 == lead and pieces[last].block == 1 and pieces[last].gap
        if alone and pieces[last].kinship and scores[last] >= _BARELY:
            best = last
    if best is None and page.airy:
        alone_there = [
            at for at in zone if scores[at] >= 1.0 and pieces[at].block == 1 and pieces[at].gap and pieces[at].count >= 3
        ]
        if len(alone_there) == 1 and (pieces[alone_there[0]].kinship or 0.0) >= 0.3 and lead - alone_there[0] <= 6:
            best = alone_there[0]  # the only line that could be one
    if best is not None:
        best = _first_print(page, _above_deck(page, _without_kicker(page, best, zone), zone), scores)
    if best is None:
        soft = [
            at for at in range(lead) if pieces[at].soft and _may_be_title(pieces[at]) and len(pieces[at].words) >= 3
        ]
        for at in soft[-3:]:
            below = _below(page, at)
            if (
                below is not None
                and (below.role in _META or below is (pieces[lead] if lead < len(pieces) else None))
                and pieces[at].gap
            ):
                return at
    return best


_ENDED_WITHIN = re.compile(r"[।。۔።] ?.{6}")


def _only_candidate(page: Page, zone: list[int], scores: dict[int, float]) -> int | None:
    """A line alone that would do as a headline, where nothing else would."""
    likely = [at for at in zone if scores[at] > 0.5]
    if len(likely) != 1:
        return None
    piece = page.pieces[likely[0]]
    alone = piece.block == 1 and piece.gap and piece.open
    return likely[0] if alone and piece.count >= 5 and scores[likely[0]] >= _LONELY else None


def _above_deck(page: Page, best: int, zone: list[int]) -> int:
    """Of two lines that stand alone one above the other, the upper is the headline, unless it is a kicker."""
    pieces = page.pieces
    first = best - pieces[best].place
    if first - 1 not in zone or not page.airy or pieces[best].block > 3:
        return best
    upper, lower = pieces[first - 1], pieces[best]
    if upper.block > 1 or upper.text[-1] in ":," or upper.loose or _names_a_picture(upper):
        return best
    if first < best:
        if upper.count < 4 or not upper.kinship or lower.size < upper.size or _is_meta_below(page, best):
            return best
    elif upper.count < 5 or upper.size > 1.2 * lower.size:
        return best
    if is_name_line(upper.text) or _is_slogan(upper) or upper.key in vocabulary().words["sections"]:
        return best
    return first - 1


def _over_date(page: Page, at: int) -> bool:
    """Whether a byline or date is the next of the story's own lines."""
    below = _below(page, at)
    return below is not None and _is_meta(page, below)


def _is_meta_below(page: Page, at: int) -> bool:
    """Whether a byline or date stands right under a line in the same block."""
    below = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    return below is not None and not below.gap and _is_meta(page, below)


def _without_kicker(page: Page, best: int, zone: list[int]) -> int:
    """ "Elma : Whale swims home" above "Whale swims home": the second is the headline, the first adds a kicker."""
    text = page.pieces[best].text
    for at in zone:
        shorter = page.pieces[at].text
        if (
            at != best
            and len(shorter) >= 12
            and text.endswith(shorter)
            and text[: -len(shorter)].rstrip()[-1:] in ":–-|"
        ):
            return at
    return best


def _first_print(page: Page, best: int, scores: dict[int, float]) -> int:
    """Where the headline stands twice with its deck between: the first of the two."""
    prints = [at for at in page.printed.get(page.pieces[best].text, ()) if at in scores]
    if not prints or prints[0] == best or best - prints[0] > 8:
        return best
    between = page.pieces[prints[0] + 1 : best]
    decks = [piece for piece in between if piece.open and piece.count >= 6 and speaks_of_story(page, piece)]
    return prints[0] if decks and page.airy and page.pieces[prints[0]].block == 1 else best


_TWO_SHORT = re.compile(r"[^\W\d_]{3}[.!?।。؟] ?(?=[^\Wa-z\d_])")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}[.!?।。؟] ?(?=[^\Wa-z\d_])")


def _highlights(pieces: list[Piece]) -> set[int]:
    """The lines that stand together under a heading like "Story highlights"."""
    found: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.box == "highlights":
            for below in range(at + 1, len(pieces)):
                sign = pieces[at + 1].text[0]
                if pieces[below].gap and below > at + 1 and (sign.isalnum() or pieces[below].text[0] != sign):
                    break
                found.add(below)
    return found


def _may_be_title(piece: Piece) -> bool:
    if not any(map(str.isalpha, piece.text[:40])):
        return False
    if piece.size > 260 or (piece.size > 190 and piece.spaced) or piece.text[:1] in "•*|(":
        return False
    if piece.text[:2] in ("— ", "– ", "- ", "· ", "--"):
        return False
    return not (piece.closed and piece.text[-1] in ".。।") or piece.text.endswith(("...", "…", " Jr.", " Inc.", "U.S."))


def _score_title(page: Page, at: int, zone: list[int], lead: int, body_start: str, trust_loose: bool) -> float:
    """How well a line fits as the headline."""
    piece = page.pieces[at]
    words, known = len(piece.words), vocabulary().words
    count = piece.count
    score = 1.0
    if 4 <= count <= 20:
        score += 1.2
    elif count == 3:
        score += 0.5
    elif count <= 2:
        score -= 0.3
    else:
        score -= 0.5
    below = _below(page, at)
    kinship = speaks_of_story(page, piece)
    if kinship:
        score += min(0.9, 0.3 + 1.2 * kinship)
    elif len(topic_of(page)) >= _TOLD:
        score -= 0.6 if count > 2 else 1.0
    if _TWO_SENTENCES.search(piece.text) or (piece.caseless and _ENDED_WITHIN.search(piece.text)):
        score -= 1.0
    if page.airy and piece.block > 1:
        if piece.place and not any(
            other.role is Role.SECTION or other.key in known["sections"] for other in page.pieces[at - piece.place : at]
        ):
            score -= 0.9
        if piece.block >= 5 and all(
            other.open for other in page.pieces[at - piece.place : at - piece.place + piece.block]
        ):
            score -= 0.8
    if below is not None and _is_meta(page, below):
        score += 1.2
    elif below is not None and below.open and _over_meta(page, below, lead):
        score += 1.0
    elif below is not None and below.role in (Role.CAPTION, Role.CREDIT):
        score += 0.3
    above = _above(page, at)
    if above is not None and above.role is Role.SECTION:
        score += 1.0
    prints = page.printed.get(piece.text, [])
    if len(prints) > 1:
        after = bisect_right(prints, at)
        next_print = prints[after] if after < len(prints) else None
        if next_print is not None and next_print - at == 1:
            score -= 1.5 if count > 8 or not page.pieces[next_print].gap else 0.0
        elif kinship or len(topic_of(page)) < _TOLD:
            score += 1.2
        else:
            score -= 0.5
    if piece.key and body_start and len(piece.key) > 8 and count > 1 and body_start.casefold().startswith(piece.key):
        score += 1.5
    if piece.place == 1 and piece.block == 2 and _describes(page.pieces[at - 1], piece):
        score -= 1.5
    if at == zone[0]:
        score += 0.5
    if at == zone[-1] and at + 1 == lead:
        score += 0.3
    if at == zone[-1] and at + 3 >= lead and all(page.pieces[there].sentence for there in range(at + 1, lead)):
        if at == 0 and count >= 4 and piece.block == 1 and page.airy:
            score += 0.7  # nothing but this line stands above the story
    if page.transcript and below is not None and below.role in _DATES:
        score += 1.0
    if piece.loose and trust_loose:
        soon = page.pieces[at + 1 : at + 4]
        led = kinship >= 0.2 and any(_is_meta(page, other) for other in soon) and page.language != "en"
        score -= 1.0 if led and piece.block == 1 and page.airy else 5.0 if count >= 7 else 1.6
    beneath = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    if (
        count <= 2
        and beneath is not None
        and not beneath.gap
        and beneath.role not in _META
        and beneath.size > 2 * piece.size
    ):
        score -= 2.5  # a picture's description above its caption
    earlier = [other for other in page.pieces[max(0, at - 8) : at] if other.role in _META and other.box != "label"]
    if at != zone[0] and any(other.role is Role.BYLINE and other.confidence > 0.8 for other in earlier):
        score -= 1.5  # a byline stands under its headline
    elif earlier and count >= 11 and (below is None or not _is_meta(page, below)):
        score -= 0.8  # a caption on a page without a headline
    elif earlier and count <= 4 and at == zone[-1] and (piece.block > 1 or not page.airy):
        score -= 0.6
    if beneath is not None and beneath.role is Role.CAPTION and beneath.text.startswith(piece.text):
        score -= 3.0  # a picture's description above its caption
    if _names_a_picture(piece):
        score -= 1.2
    if count <= 4 and _is_glued_to_date(page, piece):
        score -= 2.0
    if piece.lower and piece.spaced:
        score -= 1.5
    if (
        len(zone) > 1
        and any(other.box in ("media", "poll", "links") for other in page.pieces[max(0, at - NEAR) : at])
        and piece.why == ""
    ):
        score -= 0.3  # what stands below boxes is rather one of their lines
    if piece.key in known["sections"] or piece.key in known["rubric_lines"] or piece.key in known["homes"]:
        score -= 3.0
    if count == 1 and len(zone) > 1:
        score -= 1.2
    if piece.upper and words <= 3 and piece.spaced and piece.text.isascii():
        score -= 1.2
    if is_name_line(piece.text) and words <= 6 and not (piece.upper and words >= 3 and kinship and page.language != "en"):
        score -= 1.6
        if at != zone[0] or (below is not None and (below.role in _DATES or looks_like_role(below.text))):
            score -= 1.0
    if (
        words <= 7
        and any(word.strip(EDGES).casefold() in known["outlet_words"] for word in piece.words)
        and piece.text[:1].isupper()
    ):
        score -= 0.8 if words > 4 else 1.6
    if looks_like_role(piece.text) and words <= 6 and above is not None and above.role == Role.BYLINE:
        score -= 3.0
    if piece.key in known["salutations"]:
        score -= 3.0
    if page.language != "en" and (_is_signed_below(page, at) or (at and _is_signed_below(page, at - 1))):
        score -= 2.5  # a picture's description over its caption, which a credit ends
    if page.language != "en" and page.airy and at + 1 == lead < len(page.pieces) and not page.pieces[lead].gap and piece.gap:
        score -= 0.6  # what stands right on the story, below a blank, is a picture's text
    under = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    if page.language != "en" and under is not None and under.role is Role.CREDIT and not under.gap and piece.gap and not under.glued:
        score -= 0.9  # a picture's description above its credit
    if words >= 4 and all(len(word) == 1 for word in piece.words) and not piece.text.isascii():
        score -= 3.0  # "明 報 新 聞 網": the page's name, set wide
    if page.language != "en" and words >= 2 and not kinship and _is_made_of_buttons(piece):
        score -= 1.5
    if page.airy and piece.place == 0 and 3 <= piece.block <= 5 and piece.gap and piece.caseless and kinship:
        score += 0.4  # name, title and picture's text stand under it
    if piece.text[-1] == ":":
        score -= 1.5
    if " | " in piece.text or " > " in piece.text or ">>" in piece.text:
        score -= 1.0  # the title of a browser's window, a menu on one line
    if _holds_address(piece):
        score -= 1.0
    if ("»" in piece.text[:-1] and "«" not in piece.text) or " • " in piece.text:
        score -= 1.5  # a menu on one line
    if sum(word.strip(",") in _NETWORKS for word in piece.words[:10]) > 1:
        score -= 2.0  # "U.S. CNN Europe, CNN Asia"
    if piece.closed:
        score -= 0.6
    if any(
        other.open and other.prose and (other is not below or other.quoted)
        for other in page.pieces[at + 1 : min(lead, at + NEAR)]
    ):
        score -= 2.0
    if piece.box == "teaser":
        score -= 0.4
    return score


def _is_signed_below(page: Page, at: int) -> bool:
    """Whether the next line says a line's words again with a credit behind them: "El puente" / "El puente - ICAL"."""
    if at + 1 >= len(page.pieces):
        return False
    text, below = page.pieces[at].text, page.pieces[at + 1].text
    rest = below[len(text) :].lstrip(" .")
    return len(text) >= 8 and below.startswith(text) and 2 <= len(rest) <= 40 and rest[0] in "-–—|/(" and rest[1:2] != " " * 2


def _is_made_of_buttons(piece: Piece) -> bool:
    """Whether all words of a line are words of pages' own phrases: "Print page  Send article"."""
    long = [word for word in piece.has_words() if len(word) > 2]
    return bool(long) and all(word in vocabulary().page_words for word in long)


def _names_a_picture(piece: Piece) -> bool:
    """Whether a word that stands before a photographer's name is in a line."""
    heads = label_heads()
    if piece.spaced:
        return not heads.isdisjoint(word for word in piece.key.split()[2:] if len(word) > 3)
    return any(sign in piece.text for sign in ("攝", "摄", "撮影", "図版", "图/", "图／", "圖／", "資料照", "资料图"))


def _is_glued_to_date(page: Page, piece: Piece) -> bool:
    """Whether a date stands behind a piece on the same line."""
    if not piece.glued or piece.at + 1 >= len(page.pieces):
        return False
    behind = page.pieces[piece.at + 1]
    return behind.glued and behind.role in _DATES and behind.spans[0].line == piece.spans[0].line


def _holds_address(piece: Piece) -> bool:
    """Whether a site's address is among the words: "SME.sk", "www.elma.org"."""
    return any(
        0 < word.find(".") < len(word) - 2 and word.isascii() and word.replace(".", "").isalpha() and len(word) > 4
        for word in piece.words[:12]
        if "." in word
    )


def _over_meta(page: Page, piece: Piece, lead: int) -> bool:
    """Whether a byline or date stands directly under a line: it may be the deck of the line above it."""
    if piece.size > 320 or piece.quoted or is_name_line(piece.text):
        return False
    below = _below(page, piece.at)
    if below is None:
        return False
    if _is_meta(page, below):
        return True
    second = _below(page, below.at)  # a deck of two lines
    return below.open and below.at < lead and below.size <= 320 and second is not None and _is_meta(page, second)


def _is_meta(page: Page, piece: Piece) -> bool:
    """Whether a line is a byline or a date, or a bare name with one of them below it."""
    if piece.role in _META:
        return True
    if not piece.open or not (is_name_line(piece.text) or _may_be_caseless_name(piece)):
        return False
    below = _below(page, piece.at)
    if below is None:
        return False
    return below.role in _META or (not piece.caseless and looks_like_role(below.text))


def _below(page: Page, at: int) -> Piece | None:
    return next((piece for piece in page.pieces[at + 1 : at + 8] if piece.role is not Role.FURNITURE), None)


def _above(page: Page, at: int) -> Piece | None:
    return next(
        (piece for piece in reversed(page.pieces[max(0, at - 6) : at]) if piece.role is not Role.FURNITURE), None
    )


def _headline_below(page: Page) -> int | None:
    """Some pages print the beginning of a locked story first and its title after it."""
    first = page.pieces[0]
    if not first.text.endswith(_CUT_OFF):
        return None
    for at in range(1, min(4, len(page.pieces))):
        piece = page.pieces[at]
        if piece.open and _may_be_title(piece) and not piece.closed and 3 <= len(piece.words) <= 20:
            rest = page.pieces[at + 1 :]
            if sum(other.open and other.prose for other in rest) <= 1:
                return at
    return None


def _read_above(page: Page, headline: int) -> None:
    """What stands above the headline: its section, a picture's caption, and the page's own lines."""
    pieces = page.pieces
    has_path = any(piece.role is Role.SECTION for piece in pieces[:headline])
    near = True  # nothing foreign between here and the headline so far
    passed = 0  # lines of the page between here and the headline
    dated_below = any(
        piece.role in _DATES and piece.box != "label" for piece in pieces[headline + 1 : (page.lead or len(pieces))]
    )
    lead = pieces[page.lead] if page.lead is not None and page.lead < len(pieces) else None
    if lead is not None and _has_leading_date(page, lead):
        dated_below = True
    named_below = any(piece.role is Role.BYLINE for piece in pieces[headline + 1 : (page.lead or len(pieces))])
    rubric = False
    for at in range(headline - 1, -1, -1):
        piece = pieces[at]
        if at == headline - 1 and _is_barred_path(page, piece) and not has_path:
            piece.settle(Role.SECTION, "a path of sections right over the headline", 0.7)
            continue
        if piece.role is Role.FURNITURE and not (at == headline - 1 and _is_section_alone(page, piece)):
            passed += 1
            if passed > 3:
                near = False
            continue
        if piece.role in _DATES:
            if dated_below and piece.box != "label":
                piece.settle(Role.FURNITURE, "a date that is not the story's", 0.7)
                near = False
            continue
        if piece.role is Role.BYLINE:
            if (named_below and piece.confidence < 0.95) or headline - at > 8:
                piece.settle(Role.FURNITURE, "a name that is not the story's", 0.6)
                near = False
            continue
        if piece.role is Role.AGENCY:
            together = piece.place < pieces[headline].place and headline - at == pieces[headline].place - piece.place
            if headline - at > 4 or (piece.block >= 4 and not (together and headline - at <= 2)):
                piece.settle(Role.FURNITURE, "the page's own name", 0.7)
            continue
        if piece.role in (Role.CAPTION, Role.CREDIT):
            if not near:
                piece.settle(Role.FURNITURE, "a picture that is not the story's", 0.7)
            continue
        if piece.role is not None and not (piece.soft and _is_section_alone(page, piece)):
            continue
        if piece.text == page.pieces[headline].text:
            piece.settle(Role.FURNITURE, "the headline, printed again", 0.95)
        elif page.airy and _is_deck_above(page, piece, headline):
            piece.settle(Role.STANDFIRST, "a line over the headline that speaks of the story", 0.7)
        elif (
            near
            and not named_below
            and headline - at <= 4
            and (pieces[at + 1].role in _DATES or (at and pieces[at - 1].role in _DATES and at + 1 == headline))
            and _is_author(piece)
        ):
            piece.settle(Role.BYLINE, "a name above date and headline", 0.75)
        elif near and not named_below and headline - at <= 3 and _is_signed(pieces, at):
            piece.settle(Role.BYLINE, "a name with its title above the headline", 0.8)
            pieces[at + 1].settle(Role.BYLINE, "a role under a name", 0.8)
        elif near and not rubric and not has_path and is_section_of_menu(page, at, headline):
            piece.settle(Role.SECTION, "a menu's entry above the headline", 0.75)
            rubric = True
        elif near and not rubric and not has_path and _is_rubric(page, piece) and not _is_under_section(page, piece):
            piece.settle(
                Role.SECTION,
                "the rubric above the headline",
                0.75 if piece.key in vocabulary().words["sections"] else 0.6,
            )
            rubric = True
        elif (
            near
            and piece.sentence
            and not piece.quoted
            and piece.size <= 260
            and not _asks(piece)
            and headline - at <= 5
            and not _is_slogan(piece)
        ):
            piece.settle(Role.CAPTION, "a sentence above the headline", 0.6)
        elif (
            near
            and looks_like_name(piece.text)
            and not _is_slogan(piece)
            and not named_below
            and headline - at <= 2
            and len(piece.words) >= 2
            and rubric
        ):
            piece.settle(Role.BYLINE, "a name above the headline", 0.5)
        else:
            if piece.prose or (len(piece.words) > 6 and not (headline - at <= 2 and speaks_of_story(page, piece))):
                near = False
            piece.settle(Role.FURNITURE, "above the headline, of the page and not of the story", 0.75)


def _is_author(piece: Piece) -> bool:
    """Whether a line above the date can only be a person's name."""
    if _may_be_caseless_name(piece):
        return piece.key not in vocabulary().words["sections"] and (piece.spaced or len(piece.text) == 4)
    return (
        looks_like_name(piece.text) and not _is_slogan(piece) and piece.has_words().isdisjoint(vocabulary().page_words)
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


def _is_name_of_section(page: Page, piece: Piece) -> bool:
    """A few words set apart over the headline that do not speak of the story: a kicker would."""
    if piece.block > 1 or not page.airy or len(piece.words) > 3 or piece.size > 32 or piece.digits or piece.closed:
        return False
    if (piece.upper and piece.spaced) or piece.caseless or looks_like_name(piece.text) or not piece.text[0].isalpha():
        return False
    if any(word.isupper() and 2 <= len(word) <= 5 for word in piece.words) and piece.spaced:
        return False  # "ITV Report": the page's own
    if _holds_address(piece):
        return False
    if any(piece.text in other.text for other in page.pieces[max(0, piece.at - 2) : piece.at]):
        return False
    if piece.text[-1] in ":,!" or not (piece.caseless or piece.text[0].isupper()) or _is_slogan(piece):
        return False
    if piece.has_words() <= vocabulary().page_words | vocabulary().words["counters"]:
        return False
    return piece.key not in vocabulary().words["no_rubrics"] and not speaks_of_story(page, piece)


def _is_barred_path(page: Page, piece: Piece) -> bool:
    """ "أخبار|منوعات" right over the headline: two or three sections, bars between them."""
    cells = [cell.strip() for cell in piece.text.replace("｜", "|").split("|")]
    if not 2 <= len(cells) <= 4 or piece.digits or any(not cell or len(cell.split()) > 3 for cell in cells):
        return False
    return piece.role in (None, Role.FURNITURE) and piece.place == piece.block - 1


def _is_under_section(page: Page, piece: Piece) -> bool:
    """Whether a line nobody knows for a section stands right under one that everybody knows."""
    known = vocabulary().words["sections"]
    above = _above(page, piece.at)
    return (
        piece.key not in known and above is not None and above.open and above.key in known and piece.at - above.at <= 2
    )


def _is_section_alone(page: Page, piece: Piece) -> bool:
    """Whether a line that looked like a menu's is a section's name right over the headline."""
    known = vocabulary().words["sections"]
    if not piece.soft or piece.key not in known or piece.place < piece.block - 1 or piece.block > 5:
        return False
    others = page.pieces[piece.at - piece.place : piece.at]
    return not any(other.key in known for other in others)


def _is_deck_above(page: Page, piece: Piece, headline: int) -> bool:
    """Whether a line stands together with the headline below it and speaks of the story."""
    title = page.pieces[headline]
    if title.place == 0 or piece.at < headline - title.place or piece.count < 5 or piece.digits:
        return False
    return not _is_slogan(piece) and speaks_of_story(page, piece) > 0


def _is_rubric(page: Page, piece: Piece) -> bool:
    known = vocabulary().words
    if piece.at and looks_like_name(page.pieces[piece.at - 1].text) and looks_like_role(piece.text):
        return False
    if piece.key in known["sections"]:
        block = page.pieces[piece.at - piece.place : piece.at - piece.place + piece.block]
        menu = sum(other is not piece and (other.key in known["sections"] or other.why.startswith("a menu")) for other in block) > 1
        return not menu or page.language == "en"
    if _is_name_of_section(page, piece):
        return True
    together = page.pieces[piece.at - piece.place : piece.at - piece.place + piece.block]
    if not page.transcript and not any(
        other.role in (Role.CAPTION, Role.CREDIT) or other.sentence for other in together
    ):
        return False  # a kicker of the story, or a line of the page's own
    if piece.closed or len(piece.words) > 5 or piece.size > 45 or piece.text[-1] in ":,":
        return False
    if piece.key in known["no_rubrics"]:
        return False
    if page.transcript:
        return True
    if piece.upper and piece.spaced:
        return False
    if _is_slogan(piece) or piece.lower or any(char.isdigit() for char in piece.text):
        return False
    return piece.spaced


def _is_slogan(piece: Piece) -> bool:
    """Whether a line holds a newspaper's name."""
    if sum(word.strip(",") in _NETWORKS for word in piece.words[:10]) > 1:
        return True  # "U.S. CNN Europe, CNN Asia"
    known = vocabulary().words["outlet_words"]
    return (len(piece.words) <= 12 and any(word.strip(EDGES).casefold() in known for word in piece.words)) or any(
        "-" in word and any(part.casefold() in known for part in word.split("-")) for word in piece.words[:8]
    )


def _has_leading_date(page: Page, piece: Piece) -> bool:
    head = piece.text[:60]
    if not has_year(head):
        return False
    dates = find_dates(head)
    return bool(dates) and dates[0].start <= 2


@dataclass(slots=True)
class Between:
    """A line between headline and story, with what its rules ask about it."""

    page: Page
    at: int
    start: int
    lead: int
    trust_loose: bool

    @property
    def piece(self) -> Piece:
        """The line itself."""
        return self.page.pieces[self.at]

    @property
    def following(self) -> Piece | None:
        """The line below it, if the story has not begun there."""
        return self.page.pieces[self.at + 1] if self.at + 1 < len(self.page.pieces) else None

    @property
    def earlier(self) -> list[Piece]:
        """What stands between the headline and this line."""
        return self.page.pieces[max(self.start, self.at - NEAR) : self.at]

    @property
    def later(self) -> list[Piece]:
        """What stands between this line and the story."""
        return self.page.pieces[self.at + 1 : min(self.lead, self.at + NEAR)]

    @property
    def before(self) -> Piece | None:
        """The line above it that is not the page's own."""
        above = reversed(self.page.pieces[max(self.start - 1, self.at - NEAR) : self.at])
        return next((other for other in above if other.role is not Role.FURNITURE), None)

    @property
    def count(self) -> int:
        """Its words, or what would be words in a script without blanks."""
        return self.piece.count

    @property
    def meta_above(self) -> bool:
        """Whether byline or date stand above it."""
        return any(other.role in _META and other.box != "label" for other in self.earlier)

    @property
    def meta_over_title(self) -> bool:
        """Whether the story's date stands above its headline."""
        return any(other.role in _DATES for other in self.page.pieces[max(0, self.start - 12) : self.start - 1])

    @property
    def meta_below(self) -> bool:
        """Whether byline, date or agency stand below it."""
        return any(other.role in (*_META, Role.AGENCY) for other in self.later)

    @property
    def lead_is_sure(self) -> bool:
        """Whether the story begins with a dateline, so that nothing above can be its first paragraph."""
        pieces = self.page.pieces
        dateline = self.page.datelines.get(id(pieces[self.lead])) if self.lead < len(pieces) else None
        return dateline is not None and dateline.sure


def _read_between(page: Page, start: int, lead: int) -> None:
    """Settle what stands between headline and first paragraph."""
    pieces = page.pieces
    trust_loose = sum(piece.loose for piece in pieces[: lead + 6]) * 2 <= len(pieces[: lead + 6]) + 1
    highlights = False
    at = start
    while at < lead:
        piece = pieces[at]
        if piece.role is Role.FURNITURE:
            highlights = piece.box == "highlights" or (highlights and not piece.box)
        elif piece.role is Role.AGENCY and pieces[at - 1].role is Role.BYLINE and not piece.gap:
            piece.settle(Role.BYLINE, "a role under a name", 0.8)
        elif piece.role is Role.AGENCY and at + 1 < lead and _is_pictures_text(page, pieces[at + 1]):
            piece.settle(Role.CREDIT, "an agency over a picture's text", 0.65)
            piece.credit = piece.text
        elif not piece.open:
            highlights = False
        elif highlights and not piece.prose:
            piece.settle(Role.STANDFIRST, "a line of the story's highlights", 0.85)
        else:
            line = Between(page, at, start, lead, trust_loose)
            for rule in BETWEEN:
                if rule(line):
                    break
            else:
                piece.settle(Role.FURNITURE, "a short line between headline and story", 0.7)
            if page.lead is not None and page.lead < lead:
                return  # the story begins higher up than thought
        at += 1


def _is_pictures_text(page: Page, piece: Piece) -> bool:
    """Whether a line under an agency's name without a full stop speaks of the story, as a picture's text does."""
    return (
        piece.open
        and not piece.closed
        and not piece.gap
        and 5 <= piece.count <= 30
        and speaks_of_story(page, piece) > 0
    )


def _printed_again(line: Between) -> bool:
    """The headline once more, or any line that stood above already."""
    piece, page = line.piece, line.page
    if page.headline is not None and piece.text == page.headline.text:
        piece.settle(Role.FURNITURE, "the headline, printed again", 0.95)
        return True
    if is_section_of_menu(page, line.at, line.lead):
        piece.settle(Role.SECTION, "a menu's entry beside the headline", 0.7)
        return True
    if page.printed[piece.text][0] < line.at:
        piece.settle(Role.FURNITURE, "printed again", 0.85)
        return True
    return False


def _printed_twice(line: Between) -> bool:
    """A caption under its picture's description; or the page's own slogan."""
    piece, following = line.piece, line.following
    if following is None or line.at + 1 >= line.lead:
        return False
    rest = len(following.text) - len(piece.text)
    if (
        0 < rest <= 40
        and len(piece.words) >= 4
        and following.text.startswith(piece.text)
        and following.text[-rest] in " -–(|/."
    ):
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.85)
        following.caption, following.credit = piece.text, following.text[-rest:].strip(" -–()|/.")
        following.settle(Role.CAPTION, "a caption, printed twice and then signed", 0.85)
        return True
    if following.text != piece.text:
        return False
    long = len(piece.words) >= 4 or not piece.spaced
    if long and not _is_slogan(piece) and not (piece.sentence and following.gap):
        piece.settle(Role.CAPTION, "a caption, printed twice", 0.9)
    else:
        piece.settle(Role.FURNITURE, "printed twice, of the page and not of the story", 0.8)
    return True


def _describes(piece: Piece, following: Piece) -> bool:
    """Whether one or two bare words in small letters stand over a longer line: an image's alternative text."""
    return (
        piece.lower
        and piece.spaced
        and len(piece.words) <= 3
        and following.open
        and not following.lower
        and 5 <= len(following.words) <= 40
        and not following.prose
    )


def _description_of_picture(line: Between) -> bool:
    """A few words right above a caption."""
    piece, following = line.piece, line.following
    if following is None or line.at + 1 >= line.lead or following.gap or piece.closed or piece.loose:
        return False
    captioned = following.role is Role.CAPTION or (following.open and _is_caption(following, line.trust_loose))
    if not captioned and _describes(piece, following) and line.page.airy and following.at < line.lead:
        following.settle(Role.CAPTION, "a line under a picture's description", 0.75)
        captioned = True
    if not captioned or looks_like_name(piece.text):
        return False
    if len(piece.words) > 5 and not (len(piece.words) <= 11 and stems_of(piece) & stems_of(following)):
        return False
    piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.85)
    return True


def _caption_by_its_looks(line: Between) -> bool:
    """A table's cell ends behind it, or it bears an archive's mark."""
    if not _is_caption(line.piece, line.trust_loose):
        return False
    line.piece.settle(Role.CAPTION, "a picture's text in the story's head", 0.8)
    return True


def _role_under_name(line: Between) -> bool:
    """ "Washington Post Staff Writer" under a byline."""
    piece, before = line.piece, line.before
    if before is None or before.role is not Role.BYLINE or piece.gap > 1 or len(piece.words) > 10 or piece.sentence:
        return False
    if not looks_like_role(piece.text) and not (names_outlet(piece.text) and len(piece.words) <= 5):
        return False
    piece.settle(Role.BYLINE, "a role under a name", 0.9)
    return True


def _place_of_dateline(line: Between) -> bool:
    """The dateline's place, printed alone."""
    pieces = line.page.pieces
    dateline = line.page.datelines.get(id(pieces[line.lead])) if line.lead < len(pieces) else None
    if dateline is None or not dateline.place or key_of(line.piece.text) != key_of(dateline.place):
        return False
    line.piece.settle(Role.DATELINE, "the dateline's place, printed alone", 0.8)
    return True


def _place_before_date(line: Between) -> bool:
    """ "Santa Olalla del Puerto - 07 nov 1999": the dateline's place on the line of the date."""
    piece = line.piece
    if not _is_glued_to_date(line.page, piece) or piece.count > 5 or piece.closed or piece.digits:
        return False
    named = piece.text.rstrip(" ,-–—").partition(",")[0]
    certain = (named.isupper() and len(named) > 3) or is_told_of(line.page, named)
    if looks_like_role(piece.text) or _is_slogan(piece) or _holds_address(piece):
        return False
    if not certain and not any(other.role is Role.BYLINE for other in line.earlier):
        return False
    if not (piece.caseless or piece.text[0].isupper()):
        return False
    piece.settle(Role.DATELINE, "a place on the line of the date", 0.75)
    return True


def _place_and_source(line: Between) -> bool:
    """ "Port Elma - AFP", "Port Elma - Ann Lee": where the story comes from, and from whom."""
    piece = line.piece
    place, sign, source = piece.text.partition(" - ")
    if not sign:
        place, sign, source = piece.text.partition(" – ")
    if not sign or piece.digits or piece.closed or piece.count > 8 or len(place.split()) > 4:
        return False
    if not (is_told_of(line.page, place) or (place.isupper() and len(place) > 3)):
        return False
    if source.casefold() in vocabulary().words["agencies"]:
        piece.settle(Role.AGENCY, "a place and an agency", 0.8)
        line.page.agency = source
    elif looks_like_name(source) or (piece.caseless and 2 <= len(source.split()) <= 4):
        piece.settle(Role.BYLINE, "a place before a name", 0.75)
    else:
        return False
    piece.caption = place  # see story.py
    return True


_PLACE_AND_DAY = re.compile(r"^(?P<place>[^\W\d_a-z][^\d.:;!?]{2,40}), (?P<month>[^\W\d_]{3,10})\.? \d{1,2}[.:]?$")


def _place_and_day(line: Between) -> bool:
    """ "Port Elma, June 2" right above the story."""
    match = _PLACE_AND_DAY.match(line.piece.text) if line.at + 1 == line.lead and line.piece.size < 60 else None
    if match is None or match["month"].casefold() not in vocabulary().months:
        return False
    line.piece.settle(Role.DATELINE, "a place with its day right above the story", 0.85)
    return True


def _geographic_place(line: Between) -> bool:
    """ "Port Amboli" right above the story: a name with a word that places have and people have not."""
    piece = line.piece
    if (
        line.at + 1 != line.lead
        or not 2 <= len(piece.words) <= 4
        or piece.closed
        or not looks_like_name(piece.text, loose=True)
    ):
        return False
    known = vocabulary().words["geographic"]
    if piece.words[0].casefold().strip(".") not in known and piece.words[-1].casefold() not in known:
        return False
    if line.lead_is_sure or any(other.role is Role.DATELINE for other in line.earlier):
        return False
    piece.settle(Role.DATELINE, "a place alone above the story", 0.65)
    return True


def _place_over_agency(line: Between) -> bool:
    """ "London" / "CNN" / "—": a dateline set on lines of its own above the story."""
    piece, following = line.piece, line.following
    if (
        following is not None
        and following.role in _DATES
        and piece.upper
        and piece.text[-1] == ","
        and piece.count <= 3
    ):
        piece.settle(Role.DATELINE, "a place in capitals with a comma above the date", 0.75)
        return True
    if following is None or following.role is not Role.AGENCY or piece.closed or piece.digits or piece.count > 4:
        return False
    if piece.size > 40 or not (piece.caseless or piece.text[0].isupper()) or line.lead - line.at > 4:
        return False
    pieces = line.page.pieces
    dateline = line.page.datelines.get(id(pieces[line.lead])) if line.lead < len(pieces) else None
    if dateline is not None and dateline.place and is_name_line(piece.text):
        piece.settle(Role.BYLINE, "a name above an agency's name", 0.85)
        return True
    known = vocabulary().words["geographic"]
    behind = line.page.pieces[line.at + 2] if line.at + 2 < line.lead else None
    dashed = behind is not None and behind.why == "only signs"
    placed = any(word.casefold().strip(".") in known for word in piece.words)
    if looks_like_name(piece.text) and not dashed and not placed:
        return False
    piece.settle(Role.DATELINE, "a place above an agency's name", 0.8)
    return True


def _place_alone(line: Between) -> bool:
    """ "Port Amboli" right above the story, below its date: a dateline on a line of its own."""
    piece = line.piece
    if line.at + 1 != line.lead or not line.meta_above or piece.closed or piece.digits or piece.count > 4:
        return False
    if piece.caseless or piece.size > 36 or not all(word[:1].isupper() for word in piece.words):
        return False
    known = vocabulary().words
    first = key_of(piece.words[0])
    if (
        looks_like_role(piece.text)
        or first in known["no_rubrics"]
        or piece.key in known["sections"]
        or _is_slogan(piece)
    ):
        return False
    again = len(piece.words) <= 2 and piece.text in " ".join(
        other.text[:400] for other in line.page.pieces[line.lead : line.lead + 6] if other.open
    )
    if first not in known["place_words"] and not (len(piece.words) == 1 and again):
        return False
    piece.settle(Role.DATELINE, "a place right above the story", 0.7)
    return True


def _name_said_elsewhere(line: Between) -> bool:
    """A name's shape that the page says again behind the story, or with which the headline begins: "Ann Lee: Why …"."""
    piece, page = line.piece, line.page
    if any(other.role is Role.BYLINE for other in line.earlier) or not (_may_be_caseless_name(piece) or is_name_line(piece.text)):
        return False
    title = page.headline.text if page.headline is not None else ""
    opens = title.startswith(f"{piece.text}: ") and title[len(piece.text) + 2] not in "\"'“„«‘”’"
    if not opens and (not piece.caseless or not is_signed_elsewhere(page, piece, line.lead)):
        return False
    piece.settle(Role.BYLINE, "a name that the page says again", 0.75)
    return True


def _bare_name(line: Between) -> bool:
    """A name without "By": sure where a date, a role, an address or the story is right below it."""
    piece, following = line.piece, line.following
    title = line.page.headline
    if title is not None and following is not None and following.text == title.text:
        return False  # a picture's description above the headline, printed again
    caseless = _may_be_caseless_name(piece)
    if (
        following is not None
        and following.role is Role.BYLINE
        and not following.gap
        and is_name_line(piece.text)
        and is_told_of(line.page, following.text[label_end(following.text) :])
    ):  # "ANN LEE" / "DE PORTO ELMA"
        piece.settle(Role.BYLINE, "a name between headline and story", 0.8)
        following.settle(Role.BYLINE, "a role with its preposition under a name", 0.8)
        return True
    if not caseless and is_name_line(piece.text) and _is_credit_or_subject(line):
        return True
    if not (caseless or is_name_line(piece.text)) or any(other.role is Role.BYLINE for other in line.earlier):
        return False
    if any(word.strip(EDGES).casefold() in vocabulary().words["outlet_words"] for word in piece.words[:4]):
        return False
    if caseless and not _stands_like_a_name(line):
        return False
    if names_outlet(piece.text) or piece.text.casefold() in vocabulary().words["outlets"]:
        if any(other.role is Role.BYLINE and other.why == "a byline with its label" for other in line.later):
            return False  # the paper's name beside the byline
    if following is not None and following.role is Role.BYLINE and not following.gap and _is_posting(following):
        following.settle(Role.BYLINE, "a role under a name", 0.8)
        piece.settle(Role.BYLINE, "a name between headline and story", 0.8)
        return True
    sure = following is not None and (
        following.role in _DATES
        or _is_glued_to_date(line.page, following)
        or looks_like_role(following.text)
        or line.at + 1 == line.lead
        or (following.role is Role.AGENCY and not following.gap)
        or (line.at == line.start and piece.block == 1 and line.page.airy and len(line.page.printed[piece.text]) == 1)
        or (following.role is Role.FURNITURE and _speaks_of(following, piece))
    )
    if (
        not sure
        and not caseless
        and any(
            other.role is Role.BYLINE
            or (
                other.open
                and is_name_line(other.text)
                and len(line.page.printed.get(other.text, ())) == 1
                and not names_outlet(other.text)
                and not is_told_of(line.page, other.text)
            )
            for other in line.later
        )
    ):
        return False
    piece.settle(Role.BYLINE, "a name between headline and story", 0.8 if sure else 0.6)
    return True


def _is_credit_or_subject(line: Between) -> bool:
    """Whether a name comes again under other pictures, or is in the headline: whom the story is about."""
    piece, page = line.piece, line.page
    if page.headline is not None and piece.text in page.headline.text:
        piece.settle(Role.FURNITURE, "a name that the headline says already", 0.7)
        return True
    if len(piece.words) <= 3 and is_told_of(page, piece.text):
        if page.pieces[line.at - 1].role is Role.BYLINE and not piece.gap:
            piece.settle(Role.BYLINE, "a role under a name", 0.7)  # where the writer was
            return True
        at_lead = line.at + 1 == line.lead and (
            line.meta_above or key_of(piece.words[0]) in vocabulary().words["place_words"]
        )
        role = Role.DATELINE if at_lead and page.pieces[line.at - 1].role is not Role.BYLINE else Role.FURNITURE
        piece.settle(role, "a name that the story speaks of", 0.6)
        return True
    again = [there for there in page.printed.get(piece.text, ()) if there > line.lead]
    if not again or not any(other.role is Role.BYLINE or is_name_line(other.text) for other in line.earlier):
        return False
    piece.settle(Role.CREDIT, "a name under several pictures", 0.7)
    piece.credit = piece.text
    return True


def _is_posting(piece: Piece) -> bool:
    """ "DE SÃO PAULO" under a name: where the writer is, and no second byline."""
    return piece.key.split(" ", 1)[0] in ("de", "da", "do", "from", "en", "em", "in", "aus", "à")


def _stands_like_a_name(line: Between) -> bool:
    """Whether a short line stands where a name stands: first under the headline, a date or the story close below."""
    if line.meta_above or any(other.open for other in line.earlier) or topic_of(line.page) & stems_of(line.piece):
        return False
    below = [other for other in line.later if other.role is not Role.FURNITURE][:2]
    return any(other.role in _DATES for other in below) or (
        line.piece.place == 0 and line.piece.block <= 2 and line.at - line.start <= 2
    )


def _lent_name(line: Between) -> bool:
    """ "Ann Lee for The Elma Herald": who took the picture where there is a byline, else the byline."""
    piece = line.piece
    if piece.closed or piece.size > 70 or not (people := read_names(piece.text, labelled=False)):
        return False
    if not people[0].role.startswith("for "):
        return False
    if any(other.role is Role.BYLINE for other in (*line.earlier, *line.later)):
        piece.credit = piece.text
        piece.settle(Role.CREDIT, "a name for a paper beside a byline", 0.7)
    else:
        piece.settle(Role.BYLINE, "a name for a paper", 0.75)
    return True


def _under_name(line: Between) -> bool:
    """Whatever stands directly under a name, above a date or a blank line: a title or a posting."""
    piece, above = line.piece, line.page.pieces[line.at - 1]
    if above.role is not Role.BYLINE or piece.gap or piece.closed or piece.digits or len(piece.words) > 8:
        return False
    if piece.size > 60 or not (piece.caseless or piece.text[0].isupper()):
        return False
    following = line.following
    ends_block = line.page.airy and piece.place == piece.block - 1
    if not ends_block and (following is None or following.role not in _DATES):
        return False
    if above.why.startswith("a role") or (is_name_line(piece.text) and not looks_like_role(piece.text)):
        return False
    piece.settle(Role.BYLINE, "a role under a name", 0.75)
    return True


def _section_below(line: Between) -> bool:
    """A section's name or a rubric under the headline, where none stood above it."""
    piece, page = line.piece, line.page
    known = vocabulary().words
    if piece.key not in known["rubric_lines"] and not (page.headline is None and piece.key in known["sections"]):
        return False
    if (piece.block > 2 and page.airy) or any(other.role is Role.SECTION for other in page.pieces[: line.lead]):
        return False
    piece.settle(Role.SECTION, "a section's name under the headline", 0.65)
    return True


def _desk(line: Between) -> bool:
    """ "Elma Herald Staff": a desk signs instead of a person."""
    piece = line.piece
    if not looks_like_role(piece.text) or not 2 <= len(piece.words) <= 6 or piece.closed:
        return False
    if piece.words[-1][:1].islower() or any(other.role is Role.BYLINE for other in (*line.earlier, *line.later)):
        return False
    piece.settle(Role.BYLINE, "the byline of a desk", 0.75)
    return True


def _marked_name(line: Between) -> bool:
    """ "记者 王小明", "홍길동 기자"."""
    piece = line.piece
    unspaced = not piece.spaced or (" " not in piece.text and not piece.text.isascii())
    if not unspaced or not read_names(piece.text, labelled=False):
        return False
    piece.settle(Role.BYLINE, "a reporter's mark beside the name", 0.8)
    return True


def _place_of_agency(line: Between) -> bool:
    """The office under an agency's name."""
    before = line.before
    if before is None or before.role is not Role.AGENCY or len(line.piece.words) > 2:
        return False
    line.piece.settle(Role.FURNITURE, "a place under an agency's name", 0.6)
    return True


def _above_credit(line: Between) -> bool:
    """A line right above a photo's credit."""
    following = line.following
    if following is None or following.role is not Role.CREDIT or line.count < (3 if line.piece.spaced else 2):
        return False
    if following.gap and not line.meta_above:
        return False
    line.piece.settle(Role.CAPTION, "a line above a photo's credit", 0.8)
    return True


_SIGNED = re.compile(r"\(([^()]{5,40})\)$")


def _signed_caption(line: Between) -> bool:
    """ "The piano on the east bank (Ann Lee)": a picture's text with its photographer in brackets."""
    piece = line.piece
    if piece.text[0] == "(" and piece.text[-1] == ")" and looks_like_name(piece.text[1:-1]):
        piece.credit = piece.text[1:-1]
        piece.settle(Role.CREDIT, "a name in brackets", 0.7)
        return True
    match = _SIGNED.search(piece.text) if piece.text[-1] == ")" and 6 <= line.count <= 40 else None
    if match is None or not looks_like_name(match.group(1)):
        return False
    piece.caption, piece.credit = piece.text[: match.start()].rstrip(), match.group(1)
    piece.settle(Role.CAPTION, "a line with a name in brackets", 0.75)
    return True


def _hint_of_live_page(line: Between) -> bool:
    """ "• Hit Refresh for updates"."""
    if line.piece.text[:1] != "•" or not line.page.live:
        return False
    line.piece.settle(Role.FURNITURE, "a hint of the page", 0.7)
    return True


def _is_at_picture(line: Between) -> bool:
    """Whether a credit stands right over a line, or a picture's buttons close under it."""
    pieces, at = line.page.pieces, line.at
    above = pieces[at - 1]
    if above.role is Role.CREDIT and at + 1 == line.lead:
        return True
    below = pieces[at + 1 : min(at + 4, line.lead)]
    buttons = next((there for there, piece in enumerate(below) if piece.box == "picture"), None)
    return buttons is not None and all(piece.role is Role.FURNITURE or not piece.closed for piece in below[:buttons])


def _sentence(line: Between) -> bool:
    """A whole sentence: standfirst, caption, or already the story."""
    piece, page, following = line.piece, line.page, line.following
    leads_on = piece.text[-1:] == ":"
    if not piece.sentence and not leads_on:
        return False
    if leads_on and line.count <= 4:
        piece.settle(Role.FURNITURE, "a heading of the page", 0.6)
        return True
    if piece.size < 240 and _is_at_picture(line):
        piece.settle(Role.CAPTION, "a sentence beside a picture's credit or buttons", 0.7)
        return True
    under_title = not line.meta_above and line.meta_below
    two = _TWO_SHORT.search(piece.text) is not None and piece.size > 110
    if line.lead_is_sure and two and line.at + 1 == line.lead and piece.size <= 400 and not page.live:
        piece.settle(Role.STANDFIRST, "some sentences above the dateline", 0.65)
        return True
    if line.lead_is_sure and not under_title and piece.size <= 300 and not page.live:
        piece.settle(Role.CAPTION, "a sentence right above the dateline", 0.7)
        return True
    short = piece.size < _NO_LEAD and piece.sentence and not piece.quoted and not page.live
    right_above = line.meta_above and not line.meta_below and line.at + 1 == line.lead
    if short and right_above and speaks_of_story(page, piece):
        piece.settle(Role.CAPTION, "a short sentence between byline and story", 0.6)
        return True
    pictured = any(other.role in (Role.CAPTION, Role.CREDIT) for other in line.later)
    set_apart = (
        following is not None and piece.gap < following.gap > 1 and line.at + 1 == line.lead and piece.size < 260
    )
    if under_title or page.live or set_apart or (not line.meta_above and pictured and piece.size < 200):
        piece.settle(Role.STANDFIRST, "a sentence between headline and story", 0.8)
        return True
    if piece.prose or all(not other.open or other.sentence or other.text[-1:] == ":" for other in (piece, *line.later)):
        page.lead = line.at  # the story begins here
        return True
    piece.settle(Role.STANDFIRST, "a sentence under the headline", 0.6)
    return True


def _deck_goes_on(line: Between) -> bool:
    """A line right under a line of the deck, both of one block, with the byline below."""
    piece, above = line.piece, line.page.pieces[line.at - 1]
    if above.role is not Role.STANDFIRST or piece.gap or piece.closed or piece.size > 160 or line.count < 3:
        return False
    if line.meta_above or not line.meta_below or is_name_line(piece.text) or _is_slogan(piece):
        return False
    if not speaks_of_story(line.page, piece):
        return False
    piece.settle(Role.STANDFIRST, "a further line of the deck", 0.65)
    return True


def _deck(line: Between) -> bool:
    """A line without a full stop: a deck under the headline, or a picture's text below the byline."""
    piece, count = line.piece, line.count
    if line.page.headline is None:
        if count < 4 or not (speaks_of_story(line.page, piece) or line.at + 1 == line.lead):
            return False
        piece.settle(Role.CAPTION, "a line without a full stop below the byline", 0.6)
        return True
    if count >= 5 and any(other.why == "a path of sections" for other in line.page.pieces[: min(NEAR, line.start)]):
        # The pages of CNN that print such a path have pictures below their headlines, and no decks.
        piece.settle(Role.CAPTION, "a line under the headline of a page with a section path", 0.7)
        return True
    following = line.following
    if (
        line.page.airy
        and line.at + 1 == line.lead
        and following is not None
        and not following.gap
        and count >= 4
        and line.earlier
    ):
        piece.settle(Role.CAPTION, "a picture's text right above the story", 0.65)
        return True
    kinship = speaks_of_story(line.page, piece)
    if not piece.spaced and kinship and line.meta_above and line.meta_below and piece.block == 1:
        piece.settle(Role.CAPTION, "a picture's text between date and byline", 0.6)
        return True
    if line.page.airy and piece.block >= 3 and not kinship and line.at != line.start:
        return False  # one of several lines of the page
    if count >= 4 and not kinship and line.meta_above and len(topic_of(line.page)) >= _TOLD:
        return False
    if (
        line.at + 1 == line.lead
        and line.meta_over_title
        and not line.meta_below
        and not line.meta_above
        and count >= 5
        and piece.block == 1
    ):
        # Where the date stands over the headline, what is between headline and story belongs to a picture.
        piece.settle(Role.CAPTION, "a line between a dated headline and the story", 0.6)
        return True
    directly = line.at == line.start and piece.text[:1].isupper() and line.meta_below and count >= 3
    if (count >= 4 or directly) and not line.meta_above:
        piece.settle(Role.STANDFIRST, "a line under the headline", 0.75)
        return True
    more = any(other.role in (Role.CAPTION, Role.CREDIT) or (other.open and not other.sentence) for other in line.later)
    if count >= 4 and more and not any(other.role is Role.STANDFIRST for other in line.earlier):
        piece.settle(Role.STANDFIRST, "a line between date and picture", 0.6)
        return True
    if count >= 6:
        piece.settle(Role.CAPTION, "a line without a full stop below the byline", 0.55)
        return True
    return False


BETWEEN: tuple[Callable[[Between], bool], ...] = (
    _printed_again,
    _printed_twice,
    _place_and_source,
    _description_of_picture,
    _caption_by_its_looks,
    _role_under_name,
    _place_of_dateline,
    _place_before_date,
    _place_and_day,
    _geographic_place,
    _place_over_agency,
    _place_alone,
    _name_said_elsewhere,
    _bare_name,
    _lent_name,
    _under_name,
    _section_below,
    _desk,
    _marked_name,
    _place_of_agency,
    _above_credit,
    _signed_caption,
    _hint_of_live_page,
    _sentence,
    _deck_goes_on,
    _deck,
)
"""The rules for a line between headline and story, the surest first."""


def _may_be_caseless_name(piece: Piece) -> bool:
    """Whether a line in a script without capitals has a name's shape; only its place can tell the rest."""
    if not piece.caseless or piece.closed or piece.digits or piece.size > 40:
        return False
    if any(sign in piece.text for sign in '|/:：؛;"“”«»[]()（）【】?？!！#@'):
        return False
    if all(len(word) == 1 for word in piece.words):
        return False  # "港 聞": a heading set wide
    return 2 <= len(piece.words) <= 4 if piece.spaced else 6 <= piece.size <= 18


def _speaks_of(piece: Piece, name: Piece) -> bool:
    """ "Follow Ann" under "Ann Lee", or an address."""
    return name.words[0] in piece.words or name.words[-1] in piece.words or "@" in piece.text


def _is_caption(piece: Piece, trust_loose: bool) -> bool:
    """Whether a line looks like a picture's text: a table cell's end behind it, or an archive's mark."""
    if piece.role is not None:
        return False
    known = vocabulary().words
    count = len(piece.words) if piece.spaced else piece.size // 5
    if piece.loose and trust_loose and count >= 4 and piece.size < 400 and not piece.prose:
        return True
    if count >= 4 and piece.size < 400:
        last = piece.text.rpartition("(")[2] if piece.text[-1] == ")" else piece.text.rsplit(". ", 1)[-1]
        last = last if piece.spaced else ""
        if last != piece.text and key_of(last) in known["caption_tails"]:
            return True
        head, found, _ = piece.text.partition(":")
        if found and key_of(head) in known["caption_heads"]:
            return True
    return False


def _read_without_headline(page: Page, lead: int) -> None:
    """A page that prints no headline: only what is certain is taken from above the story."""
    pieces = page.pieces
    known = vocabulary().words
    if lead and pieces[0].role is Role.AGENCY and "news" in pieces[0].has_words():
        pieces[0].settle(Role.FURNITURE, "the name of the page at its top", 0.7)
    trust_loose = sum(piece.loose for piece in pieces[: lead + 6]) * 2 <= len(pieces[: lead + 6]) + 1
    highlights = _highlights(pieces[:lead])
    first = next(
        (at for at in range(max(0, lead - NEAR), lead) if pieces[at].role in _META and pieces[at].box != "label"), None
    )
    at = 0
    while at < lead:
        if at == first:
            _read_between(page, at, lead)  # what stands below byline or date is the story's, headline or not
            return
        piece = pieces[at]
        if piece.soft and _is_section_alone(page, piece) and lead - at <= 3 and not page.of(Role.SECTION):
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
            and not _is_slogan(piece)
        ):
            piece.settle(Role.CAPTION, "a caption, printed twice", 0.85)
            following.settle(Role.FURNITURE, "printed again", 0.9)
            at += 2
            continue
        if at in highlights:
            piece.settle(Role.STANDFIRST, "a line of the story's highlights", 0.8)
        elif _is_caption(piece, trust_loose):
            piece.settle(Role.CAPTION, "a picture's text in the story's head", 0.75)
        elif before is not None and before.role is Role.BYLINE and looks_like_role(piece.text) and not piece.sentence:
            piece.settle(Role.BYLINE, "a role under a name", 0.9)
        elif (
            piece.key in known["sections"]
            and (piece.block <= 2 or not page.airy)
            and lead - at <= 12
            and not any(other.role is Role.SECTION for other in pieces[:lead])
        ):
            piece.settle(Role.SECTION, "a section's name above the story", 0.7)
        elif (
            looks_like_name(piece.text)
            and following is not None
            and (following.role in _DATES or looks_like_role(following.text) or at + 1 == lead)
        ):
            piece.settle(Role.BYLINE, "a name above the story", 0.7)
        elif piece.sentence and piece.size >= 25 and not _asks(piece):
            if all(not other.open or other.sentence for other in pieces[at : min(lead, at + NEAR)]) and not any(
                other.role in _META for other in pieces[at + 1 : min(lead, at + NEAR)]
            ):
                page.lead = at
                return
            piece.settle(Role.STANDFIRST, "a sentence above the story", 0.5)
        else:
            piece.settle(Role.FURNITURE, "above the story, of the page and not of the story", 0.6)
        at += 1
