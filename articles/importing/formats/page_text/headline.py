"""Which line is the headline: each candidate above the story scored by its shape, its place and its words."""

from __future__ import annotations

import re
from bisect import bisect_right

from articles.importing.document import Role

from .names import is_name_line, looks_like_role
from .neighbours import (
    BULLETS,
    DATES,
    META,
    NEAR,
    NETWORKS,
    TOLD,
    TWO_SHORT,
    asks_reader,
    holds_address,
    is_glued_to_date,
    is_meta,
    is_owner,
    is_quotation,
    is_slogan,
    is_title_of_video,
    line_above,
    line_below,
    may_be_caseless_name,
    names_a_picture,
    names_series,
    names_whom_it_shows,
    over_meta,
)
from .page import Page
from .pieces import Piece, describes
from .titles import weigh_foreign
from .topic import speaks_of_opening, speaks_of_story, topic_of
from .vocabulary import vocabulary

_OVER_HEADLINE = (*DATES, Role.SECTION)
_CUT_OFF = ("[…]", "[...]", "(…)", "…", "...")

# What a line must score to be a headline:
_ENOUGH = 1.45
_ENOUGH_UNRELATED = 2.4  # where none of its words stand in the story
_BARELY = 0.9  # alone right above a story that speaks of it, where there is no other
_LONELY = 1.4  # the only line that is long enough for one

_OF_PICTURES = (Role.CAPTION, Role.CREDIT, Role.FURNITURE)
_TITLE = 6  # words that make two lines headline and deck, and no kicker
_CLAIMED = 0.7  # what it loses where a menu or a box has it already


def find_headline(page: Page, lead: int) -> int | None:
    """The line above the first paragraph that best fits a headline, if any fits well."""
    pieces = page.pieces
    if page.transcript and (aired := _above_air_date(page, lead)) is not None:
        show = pieces[aired]
        lonely = (show.upper or show.words[0] == "CNN") and show.size <= 40 and show.text[-1].isalpha()
        return None if lonely and not (aired and pieces[aired - 1].open and pieces[aired - 1].upper) else aired
    highlights = find_highlights(pieces[:lead])
    doubled = _find_doubled(pieces[:lead])
    zone = [
        at
        for at in range(lead)
        if (pieces[at].open or pieces[at].soft)
        and at not in highlights
        and _may_be_title(pieces[at])
        and not (at + 1 < lead and _is_said_again(pieces[at], pieces[at + 1]))
        and not (at + 1 < lead and not pieces[at + 1].gap and describes(pieces[at], pieces[at + 1]))
        and not (at and pieces[at - 1].open and not pieces[at].gap and describes(pieces[at - 1], pieces[at]))
        and not names_series(pieces[at])
        and at not in doubled
        and not is_owner(page, pieces[at])
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
            short = pieces[over].count < 4 and not (pieces[over].upper and page.language != "en")
            short = short and not _is_short_title(pieces[over], pieces[at])
            score -= 0.2 if short else 0.9
        if scores[at] >= _ENOUGH and pieces[at].kinship and not is_slogan(pieces[at]):
            plausible_at = at
        if score >= _ENOUGH and pieces[at].kinship:
            plausible += 1
        second = pieces[at + 1] if pieces[at].place == 0 and pieces[at].block == 2 else None
        related = pieces[at].kinship or (second is not None and second.open and speaks_of_story(page, second))
        enough = related or len(topic_of(page)) < TOLD or score >= _ENOUGH_UNRELATED - 0.4 * _over_date(page, at)
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
            at
            for at in zone
            if scores[at] >= 1.0 and pieces[at].block == 1 and pieces[at].gap and pieces[at].count >= 3
        ]
        if len(alone_there) == 1 and (pieces[alone_there[0]].kinship or 0.0) >= 0.3 and lead - alone_there[0] <= 6:
            best = alone_there[0]  # the only line that could be one
    if best is not None:
        best = _under_kicker(page, best)
        best = _first_print(page, _above_deck(page, _without_kicker(page, best, zone), zone), scores)
    if best is not None and best + 1 in zone and _is_kicker(page, best):
        best += 1
    if best is None:
        best = _by_position(page, lead, highlights)
    if best is None:
        soft = [
            at
            for at in range(lead)
            if pieces[at].soft
            and _may_be_title(pieces[at])
            and len(pieces[at].words) >= 3
            and not is_title_of_video(page, pieces[at])
        ]
        for at in soft[-3:]:
            below = line_below(page, at)
            if (
                below is not None
                and (below.role in META or below is (pieces[lead] if lead < len(pieces) else None))
                and pieces[at].gap
            ):
                return at
    return best


_ENDED_WITHIN = re.compile(r"[।。۔።] ?.{6}")


def _is_kicker(page: Page, at: int) -> bool:
    """Whether a few words in capitals stand over a line without, and byline or date below that."""
    upper, lower = page.pieces[at : at + 2]
    if not upper.upper or not upper.spaced or upper.caseless or upper.count > 4 or lower.upper or lower.closed:
        return False
    return 5 <= lower.count <= 14 and lower.block == upper.block and _over_date(page, at + 1)


def _is_short_title(upper: Piece, lower: Piece) -> bool:
    """Whether three words of a script without capitals, right over a longer line, are the headline and no kicker."""
    alone = upper.block == lower.block == 1 and lower.at - upper.at == 1
    return (
        alone
        and upper.caseless
        and upper.count == 3
        and (upper.kinship or 0.0) >= 0.5
        and upper.text[-1] not in ":：،,"
    )


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
    if not page.airy and page.language == "en" and best - 1 in zone and not pieces[best].gap:
        upper = pieces[best - 1]
        kin = upper.open and upper.count >= 4 and upper.kinship and not upper.closed and not upper.loose
        known = is_name_line(upper.text) or is_slogan(upper) or names_a_picture(upper)
        return best - 1 if kin and not known and upper.size <= 1.2 * pieces[best].size else best
    first = best - pieces[best].place
    if not page.airy:
        return best
    if best > 1 and best - 1 in zone and not pieces[best].gap and not pieces[best - 1].gap:
        over, upper = pieces[best - 2], pieces[best - 1]
        below_head = over.role in _OVER_HEADLINE or holds_address(over) or over.count <= _KICKER
        if below_head and min(upper.count, pieces[best].count) >= _TITLE and upper.kinship:
            return best - 1
    if first - 1 not in zone or pieces[best].block > 3:
        return best
    upper, lower = pieces[first - 1], pieces[best]
    if upper.block > 1 or upper.text[-1] in ":," or upper.loose or names_a_picture(upper):
        return best
    if first < best:
        if upper.count < 4 or not upper.kinship or lower.size < upper.size or _is_meta_below(page, best):
            return best
    elif upper.count < 5 or upper.size > 1.4 * lower.size:
        return best
    if is_name_line(upper.text) or is_slogan(upper) or upper.key in vocabulary().words["sections"]:
        return best
    return first - 1


def _under_kicker(page: Page, best: int) -> int:
    """Of a few words and two sentences, each alone above the byline, the first sentence is the headline."""
    kicker, *below = page.pieces[best : best + 4]
    if not page.airy or kicker.count > _KICKER or kicker.block > 1 or len(below) < 3 or below[2].role not in META:
        return best
    title, deck = below[:2]
    alone = all(piece.open and piece.sentence and piece.block == 1 for piece in (title, deck))
    return best + 1 if alone and title.size < deck.size and title.size <= _LONG_TITLE else best


_KICKER, _LONG_TITLE = 3, 130


def _over_date(page: Page, at: int) -> bool:
    """Whether a byline or date is the next of the story's own lines, a picture's text set aside."""
    below = line_below(page, at)
    if below is not None and below.at + 2 < len(page.pieces) and describes(below, page.pieces[below.at + 1]):
        below = page.pieces[below.at + 2]
    return below is not None and is_meta(page, below)


def _is_meta_below(page: Page, at: int) -> bool:
    """Whether a byline or date stands right under a line in the same block."""
    below = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    return below is not None and not below.gap and is_meta(page, below)


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


_STOPS = frozenset(".!?।۔။。؟")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}[.!?।。؟] ?(?=[^\Wa-z\d_])")


def find_highlights(pieces: list[Piece]) -> set[int]:
    """The lines that stand together under a heading like "Story highlights"."""
    found: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.box == "highlights":
            apart = at + 2 < len(pieces) and pieces[at + 2].gap > 0  # a blank line between every two of them
            for below in range(at + 1, len(pieces)):
                sign = pieces[at + 1].text[0]
                if (
                    pieces[below].gap
                    and below > at + 1
                    and (sign.isalnum() or pieces[below].text[0] != sign)
                    and not (apart and pieces[below].open and not pieces[below].closed and pieces[below].block == 1)
                ):
                    break
                found.add(below)
    return found


def _is_said_again(piece: Piece, below: Piece) -> bool:
    """Whether the line right below begins with the same words: a picture's description above its caption."""
    return not below.gap and piece.count >= 3 and piece.size < below.size and below.text.startswith(piece.text)


def _above_air_date(page: Page, lead: int) -> int | None:
    """The line right above a transcript's date: below the show's name stands what was talked of."""
    aired = next((at for at in range(lead - 1, 0, -1) if page.pieces[at].role is Role.PUBLISHED), None)
    above = page.pieces[aired - 1] if aired is not None else None
    return above.at if above is not None and above.open and above.size >= 12 and above.text[-1] != ":" else None


def _stands_among_buttons(page: Page, at: int) -> bool:
    """Whether the next two lines are the page's buttons, no blank line between."""
    below = page.pieces[at + 1 : at + 3]
    return len(below) == 2 and all(
        piece.role is Role.FURNITURE and not piece.gap and piece.count <= 3 for piece in below
    )


def _may_be_title(piece: Piece) -> bool:
    if not any(map(str.isalpha, piece.text[:40])):
        return False
    if piece.size > 260 or (piece.size > 190 and piece.spaced) or piece.text[:1] in "•*|(":
        return False
    if piece.text[:2] in ("— ", "– ", "- ", "· ", "--") or piece.text.endswith((" —", " –")):
        return False
    return not (piece.closed and piece.text[-1] in ".。।") or piece.text.endswith(("...", "…", " Jr.", " Inc.", "U.S."))


def _score_title(page: Page, at: int, zone: list[int], lead: int, body_start: str, trust_loose: bool) -> float:
    """How well a line fits as the headline."""
    piece = page.pieces[at]
    words, known = len(piece.words), vocabulary().words
    if is_title_of_video(page, piece):
        return -9.0
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
    below = line_below(page, at)
    kinship = speaks_of_opening(page, piece)
    if kinship:
        score += min(0.9, 0.3 + 1.2 * kinship)
    elif len(topic_of(page)) >= TOLD:
        score -= 0.6 if count > 2 else 1.0
    if not _STOPS.isdisjoint(piece.text[:-1]) and (
        _TWO_SENTENCES.search(piece.text) or (piece.caseless and _ENDED_WITHIN.search(piece.text))
    ):
        score -= 1.0
    if page.airy and piece.block > 1:
        if piece.place and not any(
            other.role is Role.SECTION or other.key in known["sections"] for other in page.pieces[at - piece.place : at]
        ):
            score -= 0.9
        if piece.block >= 8 and not kinship:
            score -= 1.0  # a menu's
        if piece.block >= 5 and all(
            other.open for other in page.pieces[at - piece.place : at - piece.place + piece.block]
        ):
            score -= 0.8
    if below is not None and is_meta(page, below):
        score += 1.2
    elif below is not None and below.open and over_meta(page, below, lead):
        score += 1.0
    elif below is not None and below.role in (Role.CAPTION, Role.CREDIT):
        behind = next((other for other in page.pieces[below.at + 1 : lead] if other.role not in _OF_PICTURES), None)
        score += 1.0 if behind is not None and behind.role in META else 0.3
    above = line_above(page, at)
    if above is not None and above.role is Role.SECTION:
        score += 1.0
    prints = page.printed.get(piece.text, [])
    if len(prints) > 1:
        after = bisect_right(prints, at)
        next_print = prints[after] if after < len(prints) else None
        if next_print is not None and next_print - at == 1:
            score -= (
                3.0
                if count > 8 and not page.pieces[next_print].gap
                else 1.5
                if count > 8 or not page.pieces[next_print].gap
                else 0.0
            )
        elif kinship or len(topic_of(page)) < TOLD:
            score += 1.2
        else:
            score -= 0.5
    if piece.key and body_start and len(piece.key) > 8 and count > 1 and body_start.casefold().startswith(piece.key):
        score += 1.5
    over = page.pieces[at - 1] if at and not piece.gap else None
    if over is not None and (describes(over, piece) or names_whom_it_shows(page, over, piece)):
        score -= 3.0  # a picture's text under its description
    if at == zone[0]:
        score += 0.5
    if at == zone[-1] and at + 1 == lead:
        score += 0.3
    alone = at == 0 and zone == [0] and lead <= 3 and count >= 4 and piece.block == 1 and page.airy
    if alone and all(page.pieces[there].sentence for there in range(1, lead)):
        score += 0.7  # nothing but this line stands above the story
    if page.transcript and below is not None and below.role in DATES:
        score += 1.0
    if piece.loose and trust_loose:
        soon = page.pieces[at + 1 : at + 4]
        led = kinship >= 0.2 and any(is_meta(page, other) for other in soon) and page.language != "en"
        score -= 1.0 if led and piece.block == 1 and page.airy else 5.0 if count >= 7 else 1.6
    beneath = page.pieces[at + 1] if at + 1 < len(page.pieces) else None
    if (
        count <= 2
        and beneath is not None
        and not beneath.gap
        and beneath.role not in META
        and beneath.size > 2 * piece.size
    ):
        score -= 2.5  # a picture's description above its caption
    earlier = [other for other in page.pieces[max(0, at - 8) : at] if other.role in META and other.box != "label"]
    if at != zone[0] and any(other.role is Role.BYLINE and other.confidence > 0.8 for other in earlier):
        score -= 1.5  # a byline stands under its headline
    elif (
        page.language == "en"
        and any(other.why == "a byline with its label" for other in earlier)
        and any(other.role in DATES for other in earlier)
    ):
        score -= 1.5
    elif earlier and count >= 11 and (below is None or not is_meta(page, below)):
        score -= 0.8  # a caption on a page without a headline
    elif earlier and count <= 4 and at == zone[-1] and (piece.block > 1 or not page.airy):
        score -= 0.6
    if (
        beneath is not None
        and (beneath.role is Role.CAPTION or not beneath.gap)
        and beneath.size > piece.size
        and beneath.text.startswith(piece.text)
    ):
        score -= 3.0  # a picture's description above its caption
    if beneath is not None and beneath.open and _is_bulleted(page, beneath):
        score += 1.2  # a deck of points
    if names_a_picture(piece):
        score -= 1.2
    if count <= 5 and beneath is not None and not beneath.gap and beneath.why == "a credit alone":
        score -= 1.2  # a picture's description above its credit
    if count <= 4 and not kinship and _stands_among_buttons(page, at):
        score -= 1.0
    if is_quotation(page, piece):
        score -= 3.0
    if count <= 4 and is_glued_to_date(page, piece):
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
    if (
        is_name_line(piece.text)
        and words <= 6
        and not (piece.upper and words >= 3 and kinship and page.language != "en")
    ):
        score -= 1.6
        if at != zone[0] or (below is not None and (below.role in DATES or looks_like_role(below.text))):
            score -= 1.0
    if words <= 7 and not known["outlet_words"].isdisjoint(piece.folded) and piece.text[:1].isupper():
        score -= 0.8 if words > 4 else 1.6
    if looks_like_role(piece.text) and words <= 6 and above is not None and above.role == Role.BYLINE:
        score -= 3.0
    score += weigh_foreign(page, at, lead)
    if piece.text[-1] == ":":
        score -= 1.5
    if " | " in piece.text or " > " in piece.text or ">>" in piece.text:
        score -= 1.0  # the title of a browser's window, a menu on one line
    if holds_address(piece):
        score -= 1.0
    if ("»" in piece.text[:-1] and "«" not in piece.text) or " • " in piece.text or piece.text.count(" - ") > 2:
        score -= 1.5  # a menu on one line
    if sum(word.strip(",") in NETWORKS for word in piece.words[:10]) > 1:
        score -= 2.0  # "U.S. CNN Europe, CNN Asia"
    if piece.closed:
        score -= 0.6
    if any(
        other.open
        and other.prose
        and (other is not below or (other.quoted and page.language == "en"))
        and not _is_credited(page, other)
        for other in page.pieces[at + 1 : min(lead, at + NEAR)]
    ):
        score -= 2.0
    if piece.box == "teaser":
        score -= 2.5 if earlier and piece.kinship != 1.0 else 0.4
    pages = piece.has_words() & (vocabulary().page_words | known["sections"]) if not kinship and words >= 4 else ()
    if 2 * len(pages) > words and not piece.closed:
        score -= 1.0  # "E-mails RSS Podcasts": buttons on one line
    if piece.box == "title":
        score += 8.0
    return score


def _find_doubled(pieces: list[Piece]) -> set[int]:
    """Captions printed twice, with the picture's description right above: three lines that stand together."""
    found: set[int] = set()
    for over, first, second in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if (
            first.text == second.text
            and over.open
            and over.block == 3
            and not over.place
            and over.count <= 5 < first.count
        ):
            found.update((over.at, first.at, second.at))
    return found


def _is_credited(page: Page, piece: Piece) -> bool:
    """Whether a picture's credit hangs right under a line."""
    below = page.pieces[piece.at + 1] if piece.at + 1 < len(page.pieces) else None
    return below is not None and below.role is Role.CREDIT and not below.gap


def _is_bulleted(page: Page, piece: Piece) -> bool:
    """Whether a line is the first of several points that make a block of their own above byline or date."""
    bullet = piece.text[:2]
    if bullet not in BULLETS or not piece.gap or not 2 <= piece.block <= 6:
        return False
    block = page.pieces[piece.at : piece.at + piece.block]
    below = page.pieces[piece.at + piece.block] if piece.at + piece.block < len(page.pieces) else None
    return below is not None and is_meta(page, below) and all(other.text[:2] == bullet for other in block)


def _is_of_picture(page: Page, piece: Piece) -> bool:
    """Whether a sentence is a picture's text: the line below begins with it, or a credit hangs under several."""
    below = page.pieces[piece.at + 1] if piece.at + 1 < len(page.pieces) else None
    if below is None or below.gap or not piece.closed:
        return False
    if below.size > piece.size and below.text.startswith(piece.text):
        return True
    return below.role is Role.CREDIT and TWO_SHORT.search(piece.text) is not None


def headline_below(page: Page) -> int | None:
    """Some pages print the beginning of a locked story first and its title after it."""
    lead = page.lead or 0
    if not page.pieces[lead].text.endswith(_CUT_OFF):
        return None
    for at in range(lead + 1, min(lead + 4, len(page.pieces))):
        piece = page.pieces[at]
        if piece.open and _may_be_title(piece) and not piece.closed and 3 <= len(piece.words) <= 20:
            rest = page.pieces[at + 1 :]
            if sum(other.open and other.prose for other in rest) <= 1:
                return at
    return None


def _by_position(page: Page, lead: int, highlights: set[int]) -> int | None:
    """A headline that only its place tells: right above the story's byline or date, whatever its words are.

    "Sour Grapes", "Overboard", "Nobody said a word." have neither a headline's length nor the story's words.
    """
    pieces = page.pieces
    found = [
        at
        for at in range(max(0, lead - NEAR), lead)
        if at not in highlights and _may_head(page, pieces[at]) and _heads_meta(page, at, lead)
    ]
    if page.language != "en":  # papers of other languages also print kickers, places and names of shows there
        found = [
            at for at in found if not pieces[at].closed and pieces[at].count >= 3 and speaks_of_story(page, pieces[at])
        ]
    if not found:
        return _first_and_alone(page, lead)
    *above, last = found
    if above and last - above[-1] <= 2 and (pieces[last].sentence or pieces[last].count >= 10):
        return above[-1]  # the last one is its deck
    return last


def _may_head(page: Page, piece: Piece) -> bool:
    """Whether a line can be a headline by its looks at all."""
    known = vocabulary().words
    if not piece.open or piece.size > 260 or piece.text[0] in "•*|(©-–—" or not any(map(str.isalpha, piece.text[:40])):
        return False
    if piece.loose or piece.text[-1] in ":," or piece.text.endswith(_CUT_OFF) or is_slogan(piece) or asks_reader(piece):
        return False
    if is_owner(page, piece) or is_title_of_video(page, piece) or is_quotation(page, piece):
        return False
    if piece.key in known["sections"] or piece.key in known["rubric_lines"] or piece.key in known["no_rubrics"]:
        return False
    if piece.has_words() <= vocabulary().page_words or holds_address(piece) or looks_like_role(piece.text):
        return False
    below = page.pieces[piece.at + 1] if piece.at + 1 < len(page.pieces) else None
    labelled = below is not None and below.role is Role.BYLINE and below.why == "a byline with its label"
    if (piece.lower and piece.spaced) or below is None or (piece.closed and piece.prose) or _is_of_picture(page, piece):
        return False
    if piece.count <= 4 and not piece.kinship and _stands_among_buttons(page, piece.at):
        return False
    if piece.closed and piece.count > 8 and below.why == "a credit alone" and not below.gap:
        return False  # a caption over its credit
    if piece.count <= 4 and not below.gap and below.role in (None, Role.CAPTION, Role.CREDIT):
        return False  # a picture's description above its caption
    if _is_said_again(piece, below):
        return False
    if not labelled and (is_name_line(piece.text) or may_be_caseless_name(piece)):
        return False
    return not (page.airy and piece.block > 1 and piece.place) and not names_a_picture(piece)


def _first_and_alone(page: Page, lead: int) -> int | None:
    """The first line that is not the page's own, set apart, at most pictures and a deck below it."""
    pieces = page.pieces
    at = next((at for at in range(lead) if pieces[at].role not in (Role.FURNITURE, Role.SECTION)), None)
    if at is None or page.language != "en" or not page.airy or lead - at > 6 or not _may_head(page, pieces[at]):
        return None  # papers of other languages rather print a kicker, a place or a picture's text there
    piece = pieces[at]
    below = pieces[at + 1 : lead + 1]
    if piece.block > 1 or piece.count < 2 or (piece.lower and piece.spaced) or not below[0].gap:
        return None
    if piece.closed and (piece.prose or piece.count > 14):
        return None
    others = [other for other in below[:-1] if other.open]
    if len(others) > 1 or any(other.size < piece.size for other in others):
        return None
    return at


def _heads_meta(page: Page, at: int, lead: int) -> bool:
    """Whether byline, date or agency stand below a line, at most pictures and a deck between."""
    decks = 0
    for piece in page.pieces[at + 1 : min(lead, at + 10)]:
        if piece.role in DATES or piece.role is Role.AGENCY or (piece.role is Role.BYLINE and piece.confidence > 0.8):
            return lead - piece.at <= 8
        if piece.open:
            decks += 1
            if decks > 1 or piece.size > 320 or piece.quoted:
                return False
    return False


def _first_print(page: Page, best: int, scores: dict[int, float]) -> int:
    """Where the headline stands twice with its deck between: the first of the two."""
    prints = [at for at in page.printed.get(page.pieces[best].text, ()) if at in scores]
    if not prints or prints[0] == best or best - prints[0] > 8:
        return best
    between = page.pieces[prints[0] + 1 : best]
    decks = [piece for piece in between if piece.open and piece.count >= 6 and speaks_of_story(page, piece)]
    return prints[0] if decks and page.airy and page.pieces[prints[0]].block == 1 else best
