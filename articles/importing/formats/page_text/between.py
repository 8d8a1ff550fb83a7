"""The lines between headline and story, by a table of named rules: decks, names, places, captions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from articles.importing.document import Role

from .credits import label_heads
from .datelines import read_dateline
from .elsewhere import is_section_of_menu, is_signed_elsewhere
from .names import (
    is_name_line,
    label_end,
    looks_like_name,
    looks_like_role,
    names_outlet,
    read_names,
    read_titled_behind,
)
from .neighbours import (
    BULLETS,
    DATES,
    META,
    NEAR,
    SIGNING,
    TOLD,
    TWO_SHORT,
    asks_reader,
    holds_address,
    is_described,
    is_glued_to_date,
    is_slogan,
    is_title_of_video,
    leads_caption,
    may_be_caseless_name,
    names_whom_it_shows,
    opens_caption,
)
from .page import Page
from .pieces import Piece, describes
from .topic import is_told_of, speaks_of_story, stems_of, topic_of
from .vocabulary import key_of, vocabulary

_DATED_OR_SIGNED = (*DATES, Role.CREDIT)
_NO_LEAD = 90  # a story's first paragraph is hardly ever shorter


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
        return any(other.role in META and other.box != "label" for other in self.earlier)

    @property
    def meta_over_title(self) -> bool:
        """Whether the story's date stands above its headline."""
        return any(other.role in DATES for other in self.page.pieces[max(0, self.start - 12) : self.start - 1])

    @property
    def meta_below(self) -> bool:
        """Whether byline, date or agency stand below it."""
        return any(other.role in SIGNING for other in self.later)

    @property
    def lead_is_sure(self) -> bool:
        """Whether the story begins with a dateline, so that nothing above can be its first paragraph."""
        pieces = self.page.pieces
        dateline = self.page.datelines.get(id(pieces[self.lead])) if self.lead < len(pieces) else None
        return dateline is not None and dateline.sure


def read_between(page: Page, start: int, lead: int) -> None:
    """Settle what stands between headline and first paragraph."""
    pieces = page.pieces
    trust_loose = sum(piece.loose for piece in pieces[: lead + 6]) * 2 <= len(pieces[: lead + 6]) + 1
    highlights = False
    at = start
    while at < lead:
        piece = pieces[at]
        if piece.role is Role.FURNITURE and piece.key.startswith("copyright ") and not piece.digits and piece.size < 60:
            piece.credit = piece.text[len("copyright ") :]
            piece.settle(Role.CREDIT, "whose picture it is", 0.9)
        elif piece.role is Role.FURNITURE:
            highlights = piece.box == "highlights" or (highlights and not piece.box)
        elif (
            highlights
            and piece.open
            and piece.sentence
            and piece.gap
            and not pieces[at - 1].sentence
            and (pieces[at - 1].role is Role.STANDFIRST)
        ):
            highlights = False  # a sentence set apart from a list of lines without full stops
            continue
        elif (
            piece.role is Role.AGENCY and pieces[at - 1].role is Role.BYLINE and not piece.gap and ":" not in piece.text
        ):
            piece.settle(Role.BYLINE, "a role under a name", 0.8)
        elif piece.role is Role.AGENCY and at + 1 < lead and _is_pictures_text(page, pieces[at + 1]):
            piece.settle(Role.CREDIT, "an agency over a picture's text", 0.65)
            piece.credit = piece.text
        elif piece.role is Role.CAPTION and piece.credit and page.language != "en" and _is_said_again(page, piece):
            piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.7)
        elif (
            piece.why == "a credit alone"
            and " / " in piece.text
            and at + 1 < lead
            and pieces[at + 1].role in DATES
            and not pieces[at + 1].gap
            and is_name_line(piece.text)
        ):
            piece.settle(Role.BYLINE, "a name and its agency over the date", 0.9)
        elif not piece.open:
            highlights = False
        elif (
            highlights and all(map(str.istitle, piece.words)) and len(piece.has_words() - vocabulary().page_words) <= 1
        ):
            piece.settle(Role.FURNITURE, "buttons under the highlights", 0.9)  # "Share Bookmark Print Rating"
        elif highlights and (not piece.prose or piece.text[:2] in BULLETS):
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


def _is_said_again(page: Page, piece: Piece) -> bool:
    """Whether a signed line stands right over a longer one that begins with the same words and is signed too."""
    below = page.pieces[piece.at + 1] if piece.at + 1 < len(page.pieces) else piece
    if piece.block != 2 or piece.place or below.role is not Role.CAPTION or below.size < piece.size:
        return False
    if piece.credit == below.credit:
        return bool(stems_of(piece) & stems_of(below))
    return piece.words[:2] == below.words[:2] and bool(below.credit)


def _printed_again(line: Between) -> bool:
    """The headline once more, or any line that stood above already."""
    piece, page = line.piece, line.page
    if page.pieces[line.at - 1].why == "a picture's description" and piece.text in page.pieces[line.at - 1].text:
        piece.settle(Role.CAPTION, "the text that describes the picture, once more", 0.9)
        return True
    if page.headline is not None and piece.text == page.headline.text:
        piece.settle(Role.FURNITURE, "the headline, printed again", 0.95)
        return True
    if page.language != "en" and page.pieces[line.at - 1].role is Role.BYLINE and not piece.gap:
        return False  # the writer's paper, which the page's menu names too
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
    if following.caption == piece.text:
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.85)
        return True
    if (
        rest > 0
        and len(piece.words) >= 4
        and piece.closed
        and not following.gap
        and following.size < 300
        and following.text.startswith(f"{piece.text} ")
    ):
        piece.settle(Role.FURNITURE, "the beginning of the caption below it", 0.85)
        return True
    if (
        0 < rest <= 40
        and len(piece.words) >= 4
        and following.text.startswith(piece.text)
        and following.text[-rest] in " -–([|/."
    ):
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.85)
        if rest == 1 or following.text[-rest + 1].islower():
            following.settle(Role.CAPTION, "a caption, printed twice", 0.85)
            return True
        following.caption, following.credit = piece.text, following.text[-rest:].strip(" -–()[]|/.")
        following.settle(Role.CAPTION, "a caption, printed twice and then signed", 0.85)
        return True
    if following.text != piece.text:
        return False
    long = len(piece.words) >= 4 or not piece.spaced
    if long and not is_slogan(piece) and not (piece.sentence and following.gap):
        piece.settle(Role.CAPTION, "a caption, printed twice", 0.9)
    else:
        piece.settle(Role.FURNITURE, "printed twice, of the page and not of the story", 0.8)
    return True


def _description_of_picture(line: Between) -> bool:
    """A few words right above a caption."""
    piece, following = line.piece, line.following
    if following is None or line.at + 1 >= line.lead or following.gap or piece.loose:
        return False
    if line.page.language != "en" and _heads_credited_block(line):
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.75)
        return True
    if piece.closed:
        if not line.page.airy or not is_described(piece, following):
            return False
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.75)
        return True
    captioned = following.role is Role.CAPTION or (following.open and is_caption(following, line.trust_loose))
    named = following.open and names_whom_it_shows(line.page, piece, following)
    if not captioned and (describes(piece, following) or named) and following.at < line.lead:
        following.settle(Role.CAPTION, "a line under a picture's description", 0.75)
        captioned = True
    if not captioned and line.meta_above and _is_described(line, following):
        following.settle(Role.CAPTION, "a line under a picture's description", 0.7)
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.75)
        return True
    if not captioned or (looks_like_name(piece.text) and not named):
        return False
    if len(piece.words) > 5 and not (len(piece.words) <= 11 and stems_of(piece) & stems_of(following)):
        return False
    piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.85)
    return True


def _is_described(line: Between, following: Piece) -> bool:
    """Whether two lines below the date, right above the story, are a picture's description and its caption.

    They stand together, and the second says at more length what the first says.
    """
    piece, page = line.piece, line.page
    if page.language == "en" or not following.open or piece.upper or following.size < 1.2 * piece.size:
        return False
    if piece.count > 8 or (piece.spaced and not piece.caseless) or following.count < 4 or following.prose:
        return False
    if any(other.open for other in page.pieces[following.at + 1 : line.lead]):
        return False
    if page.airy:
        return piece.block == 2
    return not piece.has_words().isdisjoint(following.has_words())


def _title_of_video(line: Between) -> bool:
    """ "Ferry sinks 01:12": what a video shows and how long it takes."""
    if not is_title_of_video(line.page, line.piece):
        return False
    line.piece.settle(Role.FURNITURE, "a video's title", 0.8)
    return True


def _heads_credited_block(line: Between) -> bool:
    """Whether a line stands over a picture's text that is signed, the three or two of them apart from all others."""
    pieces, piece = line.page.pieces, line.piece
    if not line.page.airy or piece.place or piece.size > 140 or line.count > 14:
        return False
    caption = pieces[line.at + 1]
    if caption.gap or caption.size < piece.size or is_name_line(piece.text):
        return False
    if piece.block == 2:
        return caption.role is Role.CAPTION and bool(caption.credit) and bool(stems_of(piece) & stems_of(caption))
    if piece.block != 3 or line.at + 2 >= line.lead:
        return False
    return pieces[line.at + 2].role is Role.CREDIT and (caption.open or caption.role is Role.CAPTION)


def _caption_by_its_looks(line: Between) -> bool:
    """A table's cell ends behind it, or it bears an archive's mark."""
    if not is_caption(line.piece, line.trust_loose):
        return False
    line.piece.settle(Role.CAPTION, "a picture's text in the story's head", 0.8)
    return True


def _role_under_name(line: Between) -> bool:
    """ "Washington Post Staff Writer" under a byline."""
    piece, before = line.piece, line.before
    if before is None or before.role is not Role.BYLINE or piece.gap > 1 or len(piece.words) > 10 or piece.sentence:
        return False
    papered = (names_outlet(piece.text) and len(piece.words) <= 5) or (not piece.gap and _is_papers_name(piece))
    if not looks_like_role(piece.text) and not papered:
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
    if not is_glued_to_date(line.page, piece) or piece.count > 5 or piece.closed or piece.digits:
        return False
    if piece.text[-1] in ":：/／":
        return False  # a label nobody knows
    named = piece.text.rstrip(" ,-–—").partition(",")[0]
    certain = (named.isupper() and len(named) > 3) or is_told_of(line.page, named)
    if key_of(named) in vocabulary().words["no_places"]:
        return False
    if looks_like_role(piece.text) or is_slogan(piece) or holds_address(piece):
        return False
    above = line.page.pieces[line.at - 1]
    if not certain and above.role is Role.BYLINE and not piece.gap and is_name_line(piece.text):
        piece.settle(Role.BYLINE, "a name under a name, before the date", 0.8)
        return True
    if not certain and not any(other.role is Role.BYLINE for other in line.earlier):
        return False
    if not (piece.caseless or piece.text[0].isupper()):
        return False
    piece.settle(Role.DATELINE, "a place on the line of the date", 0.75)
    return True


def _place_in_capitals(line: Between) -> bool:
    """ "PORT ELMA, N.S." beside byline or date: a dateline on a line of its own, in capitals with its state."""
    piece = line.piece
    town, comma, state = piece.text.partition(", ")
    if (
        not (comma or line.at + 1 == line.lead)
        or not town.isupper()
        or piece.digits
        or piece.count > 6
        or len(state.split()) > 3
    ):
        return False
    if state and not state.isupper() and not (state[-1] == "." and len(state) <= 7):
        return False
    if not line.meta_above or not is_told_of(line.page, town):
        return False
    piece.settle(Role.DATELINE, "a place in capitals with its state", 0.85)
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
        or is_slogan(piece)
    ):
        return False
    again = len(piece.words) <= 2 and piece.text in " ".join(
        other.text[:400] for other in line.page.pieces[line.lead : line.lead + 6] if other.open
    )
    if first not in known["place_words"] and not (len(piece.words) == 1 and again):
        return False
    piece.settle(Role.DATELINE, "a place right above the story", 0.7)
    return True


def _place_over_agency(line: Between) -> bool:
    """ "London" / "CNN" / "—": a dateline set on lines of its own above the story."""
    piece, following = line.piece, line.following
    if following is not None and following.role in DATES and piece.upper and piece.text[-1] == "," and piece.count <= 3:
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
    dashed = (behind is not None and behind.why == "only signs") or following.text[-1] in "-–—"
    placed = any(word.casefold().strip(".") in known for word in piece.words)
    if looks_like_name(piece.text) and not dashed and not placed:
        return False
    piece.settle(Role.DATELINE, "a place above an agency's name", 0.8)
    return True


def _name_said_elsewhere(line: Between) -> bool:
    """A name's shape that the page says again behind the story, or with which the headline begins: "Ann Lee: Why …"."""
    piece, page = line.piece, line.page
    if any(other.role is Role.BYLINE for other in line.earlier) or not (
        may_be_caseless_name(piece) or is_name_line(piece.text)
    ):
        return False
    title = page.headline.text if page.headline is not None else ""
    opens = title.startswith(f"{piece.text}: ") and title[len(piece.text) + 2] not in "\"'“„«‘”’"
    if not opens and (not piece.caseless or not is_signed_elsewhere(page, piece, line.lead)):
        return False
    piece.settle(Role.BYLINE, "a name that the page says again", 0.75)
    return True


def _name_and_title(line: Between) -> bool:
    """ "Ann Lee Scotland correspondent": a name and, in small letters at the end, a title, without a comma."""
    piece = line.piece
    if not 3 <= piece.count <= 8 or piece.closed or not piece.words[-1].islower() or piece.digits:
        return False
    if any(other.role is Role.BYLINE for other in line.earlier) or not read_titled_behind(piece.text):
        return False
    piece.settle(Role.BYLINE, "a name and its title", 0.88)
    return True


def _bare_name(line: Between) -> bool:
    """A name without "By": sure where a date, a role, an address or the story is right below it."""
    piece, following = line.piece, line.following
    title = line.page.headline
    if title is not None and following is not None and following.text == title.text:
        return False  # a picture's description above the headline, printed again
    caseless = may_be_caseless_name(piece)
    if caseless and following is not None and not following.gap and _names_desk(following):
        piece.settle(Role.BYLINE, "a name above its desk", 0.85)  # "सुशांत मेहरोत्रा" / "बीबीसी संवाददाता, शाहगंज"
        following.settle(Role.BYLINE, "a role under a name", 0.85)
        return True
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
    if not vocabulary().words["outlet_words"].isdisjoint(piece.folded[:4]):
        return False
    if caseless and not _stands_like_a_name(line):
        return False
    if piece.has_words() <= vocabulary().page_words:
        return False  # "Featured Articles"
    if following is not None and following.open and not following.gap and _is_papers_name(following):
        piece.settle(Role.BYLINE, "a name between headline and story", 0.8)
        following.settle(Role.BYLINE, "a role under a name", 0.8)
        return True
    paper = names_outlet(piece.text) or piece.text.casefold() in vocabulary().words["outlets"]
    if paper and any(other.role is Role.BYLINE and other.why == "a byline with its label" for other in line.later):
        return False  # the paper's name beside the byline
    if following is not None and following.role is Role.BYLINE and not following.gap and _is_posting(following):
        following.settle(Role.BYLINE, "a role under a name", 0.8)
        piece.settle(Role.BYLINE, "a name between headline and story", 0.8)
        return True
    sure = following is not None and (
        following.role in DATES
        or is_glued_to_date(line.page, following)
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


def _is_papers_name(piece: Piece) -> bool:
    """Whether a line can be nothing but a paper's name: "The Elma Herald"."""
    if not 2 <= piece.count <= 4 or piece.closed or piece.digits or key_of(piece.words[-1]) in _SHARED_WORDS:
        return False
    named = key_of(piece.words[-1]) in vocabulary().words["outlet_words"]
    return named and all(word[0].isupper() for word in piece.words)


_SHARED_WORDS = frozenset({"news", "edition", "online", "radio", "tv", "reporter", "daily", "weekly"})
"""What names of papers end with, and names of sections too."""


def _names_desk(piece: Piece) -> bool:
    """Whether a line is a desk or a title, perhaps with a place."""
    if piece.why == "the byline of a desk":
        return True
    return piece.open and not piece.closed and piece.count <= 6 and looks_like_role(piece.text)


def _is_posting(piece: Piece) -> bool:
    """ "DE SÃO PAULO" under a name: where the writer is, and no second byline."""
    return piece.key.split(" ", 1)[0] in ("de", "da", "do", "from", "en", "em", "in", "aus", "à")


def _stands_like_a_name(line: Between) -> bool:
    """Whether a short line stands where a name stands: first under the headline, a date or the story close below."""
    if any(other.open for other in line.earlier) or topic_of(line.page) & stems_of(line.piece):
        return False
    if line.meta_above:
        return _hangs_on_date(line)
    below = [other for other in line.later if other.role is not Role.FURNITURE][:2]
    return any(other.role in DATES for other in below) or (
        line.piece.place == 0 and line.piece.block <= 2 and line.at - line.start <= 2
    )


def _hangs_on_date(line: Between) -> bool:
    """Whether a line stands right under the date, last of its block or alone: buttons stand in blocks of their own."""
    piece, above = line.piece, line.page.pieces[line.at - 1]
    if above.role not in _DATED_OR_SIGNED or above.box == "label" or not piece.spaced:
        return False
    if piece.block > 3 or piece.place < piece.block - 1 or (not line.page.airy and piece.place == 0):
        return False
    return piece.has_words().isdisjoint(vocabulary().page_words) and piece.key not in vocabulary().words["sections"]


def _under_name(line: Between) -> bool:
    """Whatever stands directly under a name, above a date or a blank line: a title or a posting."""
    piece, above = line.piece, line.page.pieces[line.at - 1]
    if above.role is not Role.BYLINE or piece.gap or piece.closed or piece.digits or len(piece.words) > 8:
        return False
    if piece.size > 60 or not (piece.caseless or piece.text[0].isupper()):
        return False
    following = line.following
    ends_block = line.page.airy and piece.place == piece.block - 1
    if not ends_block and (following is None or following.role not in DATES):
        return False
    if above.why.startswith("a role") or (is_name_line(piece.text) and not looks_like_role(piece.text)):
        return False
    piece.settle(Role.BYLINE, "a role under a name", 0.75)
    return True


def _section_below(line: Between) -> bool:
    """A section's name or a rubric under the headline, where none stood above it."""
    piece, page = line.piece, line.page
    known = vocabulary().words
    above = page.pieces[line.at - 1]
    rubrics = known["sections" if above.text.endswith(" in") else "column_rubrics"]  # "On 3 March 2015 / in"
    dated = above.role in DATES and not piece.gap and piece.key in rubrics
    following = line.following
    title = page.headline
    over_title = title is not None and following is not None and following.text == title.text
    dated = dated or (
        following is not None and following.role in DATES and not following.gap and piece.key in known["sections"]
    )
    first = page.language != "en" and line.at == line.start and piece.block == 1 and line.meta_below
    known_one = dated or ((title is None or over_title or first) and piece.key in known["sections"])
    if piece.key not in known["rubric_lines"] and not known_one:
        return False
    if (piece.block > 2 + dated and page.airy and not over_title) or any(
        other.role is Role.SECTION for other in page.pieces[: line.lead]
    ):
        return False
    piece.settle(Role.SECTION, "a section's name under the headline", 0.9)
    return True


def _about_writer(line: Between) -> bool:
    """ "Ann Lee is the paper's reporter in Elma.": the name of the byline above it, with a verb behind."""
    piece = line.piece
    if not piece.sentence or piece.size > 300:
        return False
    for other in line.earlier:
        if other.role is not Role.BYLINE or other.size > 80:
            continue
        name = other.text[label_end(other.text) :].partition(",")[0].strip()
        if (
            len(name) > 4
            and piece.text.startswith(f"{name} ")
            and piece.text[len(name) + 1 :].startswith(_TELLS_OF_WRITER)
        ):
            piece.settle(Role.FURNITURE, "who the writer is", 0.85)
            return True
    return False


_TELLS_OF_WRITER = ("is ", "was ", "writes ", "covers ", "reports ", "has been ", "works ", "joined ", "edits ")


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


_SITE = re.compile(r"^[a-z0-9-]{2,20}\.(?:com|net|org|in|tv|news|[a-z]{2})$", re.IGNORECASE)


def _site_signs(line: Between) -> bool:
    """ "elma.in" on the line beside the date: the site itself signs."""
    piece, following = line.piece, line.following
    if len(piece.words) != 1 or not _SITE.match(piece.text) or line.page.language == "en":
        return False
    dated = following is not None and following.role in DATES and not following.gap
    if not dated or any(other.role is Role.BYLINE for other in (*line.earlier, *line.later)):
        return False
    piece.settle(Role.BYLINE, "the byline of a desk: the site's name beside the date", 0.75)
    return True


_NAME_SET_WIDE = re.compile("^[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff]$")
_NAME_IN_TWO = re.compile("^[\u4e00-\u9fff々]{1,3}[ \u3000][\u4e00-\u9fff々\u3040-\u309f]{1,3}$")


def _name_set_wide(line: Between) -> bool:
    """ "田 亦": Chinese papers set a name of two signs as wide as one of three; "山田 太郎": Japanese ones part it."""
    piece = line.piece
    form = _NAME_IN_TWO if line.page.language == "ja" else _NAME_SET_WIDE
    if not form.match(piece.text) or any(other.role is Role.BYLINE for other in (*line.earlier, *line.later)):
        return False
    if not vocabulary().words["sections"].isdisjoint(("".join(piece.words), *piece.words)):
        return False
    piece.settle(Role.BYLINE, "a name in two parts", 0.8)
    return True


def _place_of_agency(line: Between) -> bool:
    """The office under an agency's name."""
    before = line.before
    if before is None or before.role is not Role.AGENCY or len(line.piece.words) > 2:
        return False
    line.piece.settle(Role.FURNITURE, "a place under an agency's name", 0.6)
    return True


_DESCRIBES = re.compile(r"(?:an? )?(?:\w+ )?(?:illustration|photo|photograph|image|picture|drawing) of an? ")


def describes_picture(piece: Piece) -> bool:
    """ "An illustration of a whale": an image's alternative text, whatever it ends with."""
    return piece.count <= 18 and _DESCRIBES.match(piece.key) is not None


def _above_credit(line: Between) -> bool:
    """A line right above a photo's credit."""
    following = line.following
    if following is not None and line.page.language != "en" and _is_signed_by_name(line, following):
        line.piece.settle(Role.CAPTION, "a line above its photographer's name", 0.7)
        following.credit = following.text
        following.settle(Role.CREDIT, "a photographer's name under a picture's text", 0.7)
        return True
    if following is None or following.role is not Role.CREDIT:
        return False
    pictured = line.piece.count == 2 and not following.gap and line.piece.tokens[0] in label_heads()  # "File photo"
    if line.count < (3 if line.piece.spaced else 2) and not pictured:
        return False
    if leads_caption(line.page, following):
        if not following.gap and not line.piece.prose:
            line.piece.settle(Role.FURNITURE, "a picture's description above its credit and caption", 0.75)
            return True
        return False
    told = line.page.pieces[line.at - 1].role is Role.STANDFIRST and line.page.language != "en"
    if following.gap and not line.meta_above and not told:
        return False
    below = line.page.pieces[following.at + 1] if following.at + 1 < line.lead else None
    if below is not None and below.why == "a caption behind its label" and not below.gap and not line.piece.closed:
        line.piece.settle(Role.FURNITURE, "a picture's description above its credit", 0.8)
        return True
    if describes_picture(line.piece):
        line.piece.settle(Role.FURNITURE, "a picture's description above its credit", 0.8)
        return True
    line.piece.settle(Role.CAPTION, "a line above a photo's credit", 0.8)
    return True


def _is_signed_by_name(line: Between, following: Piece) -> bool:
    """Whether a bare name ends the block that a line begins, and the story has its byline elsewhere."""
    piece = line.piece
    if (
        piece.place
        or piece.block != 2
        or not line.page.airy
        or line.count < 5
        or not following.open
        or following.closed
    ):
        return False
    outlet, _, name = following.text.rpartition(", ")
    if not looks_like_name(name) or (outlet and not names_outlet(outlet)):
        return False
    others = (*line.earlier, *line.later[1:4])
    return any(
        other.role in (Role.BYLINE, Role.AGENCY) or (other.open and is_name_line(other.text)) for other in others
    )


def _cue_of_broadcast(line: Between) -> bool:
    """ "<앵커 멘트>": with such a cue a broadcast's text begins."""
    text = line.piece.text
    if text[0] not in "<〈＜" or text[-1] not in ">〉＞" or line.count > 8:
        return False
    line.page.lead = line.at
    return True


def _picture_and_owner(line: Between) -> bool:
    """A sentence below date or byline, and right under it whose picture it is: "University of Elma"."""
    piece, following = line.piece, line.following
    if following is None or line.at + 1 >= line.lead or not piece.sentence or piece.size > 300 or piece.quoted:
        return False
    if not following.open or following.gap or following.closed or following.size > 80 or following.digits:
        return False
    below = line.page.pieces[following.at + 1]
    if below.open and not below.closed and below.count <= 4:  # the dateline's place
        below = next((other for other in line.later if other.role is Role.AGENCY), below)
    apart = (Role.FURNITURE, Role.AGENCY, Role.DATELINE)
    ends_block = below.at == line.lead or below.role in apart or (line.page.airy and below.gap > 0)
    small = vocabulary().words["particles"] | vocabulary().words["joiners"] | {"of", "the", "for", "via"}
    titled = all(word[0].isupper() or not word[0].isalpha() or word.casefold() in small for word in following.words)
    if not line.meta_above or not ends_block or not titled or not following.spaced:
        return False
    piece.settle(Role.CAPTION, "a sentence over its picture's owner", 0.75)
    following.credit = following.text
    following.settle(Role.CREDIT, "whose picture it is", 0.7)
    return True


def _hint_of_live_page(line: Between) -> bool:
    """ "• Hit Refresh for updates"."""
    if line.piece.text[:1] != "•" or not line.page.live:
        return False
    line.piece.settle(Role.FURNITURE, "a hint of the page", 0.7)
    return True


def _opens_with_place(line: Between) -> bool:
    """Whether a sentence begins with a dateline that only its place can make sure: "Port Elma - A ferry …"."""
    if " - " not in line.piece.text[:40] and " – " not in line.piece.text[:40] and "—" not in line.piece.text[:40]:
        return False
    told = " ".join(other.text[:300] for other in line.page.pieces[line.lead : line.lead + 4] if other.sentence)
    dateline = read_dateline(f"{line.piece.text} {told}", lead=True)
    if dateline is None or not dateline.place:
        return False
    line.page.datelines[id(line.piece)] = dateline
    return True


def _points_of_deck(line: Between) -> bool:
    """The points that stand together right under the headline, above byline or date."""
    piece, above = line.piece, line.page.pieces[line.at - 1]
    if piece.text[:2] not in BULLETS or piece.block < 2 or not line.meta_below or line.meta_above:
        return False
    if piece.place and above.role is not Role.STANDFIRST:
        return False
    piece.settle(Role.STANDFIRST, "one of the points under the headline", 0.8)
    return True


def _sentence(line: Between) -> bool:
    """A whole sentence: standfirst, caption, or already the story."""
    piece, page, following = line.piece, line.page, line.following
    leads_on = piece.text[-1:] == ":"
    if not piece.sentence and not leads_on:
        return False
    if page.pieces[line.lead - 1].why.startswith("a place with its dash") and not leads_on and piece.size <= 420:
        piece.settle(Role.STANDFIRST, "a sentence above the dateline's own line", 0.75)
        return True
    if leads_on and line.count <= 4:
        piece.settle(Role.FURNITURE, "a heading of the page", 0.6)
        return True
    if piece.size < 240 and _is_at_picture(line):
        piece.settle(Role.CAPTION, "a sentence beside a picture's credit or buttons", 0.7)
        return True
    if line.meta_above and line.at + 1 == line.lead and not line.lead_is_sure and _opens_with_place(line):
        page.lead = line.at  # the story begins here
        return True
    again = page.pieces[line.at - 1].why == "the headline, printed again"
    under_title = line.meta_below and (not line.meta_above or again)
    two = TWO_SHORT.search(piece.text) is not None and piece.size > 110
    if line.lead_is_sure and two and line.at + 1 == line.lead and piece.size <= 400 and not page.live:
        piece.settle(Role.STANDFIRST, "some sentences above the dateline", 0.65)
        return True
    if line.lead_is_sure and not under_title and piece.size <= 300 and not page.live:
        piece.settle(Role.CAPTION, "a sentence right above the dateline", 0.7)
        return True
    short = piece.size < _NO_LEAD and piece.sentence and not piece.quoted and not page.live
    right_above = line.meta_above and not line.meta_below and line.at + 1 == line.lead
    told = any(other.role is Role.STANDFIRST for other in line.earlier[-1:])
    under_meta = page.pieces[line.at - 1].role in META  # under the page's buttons or a picture it is the story's
    if short and right_above and under_meta and not told and speaks_of_story(page, piece):
        piece.settle(Role.CAPTION, "a short sentence between byline and story", 0.6)
        return True
    pictured = any(other.role in (Role.CAPTION, Role.CREDIT) for other in line.later)
    set_apart = (
        following is not None and piece.gap < following.gap > 1 and line.at + 1 == line.lead and piece.size < 260
    )
    if page.live and piece.prose and not piece.spaced and len(_STOPS.findall(piece.text)) > 2:
        page.lead = line.at  # what the report is about, told at length
        return True
    if under_title or page.live or set_apart or (not line.meta_above and pictured and piece.size < 200):
        piece.settle(Role.STANDFIRST, "a sentence between headline and story", 0.8)
        return True
    if piece.prose or all(not other.open or other.sentence or other.text[-1:] == ":" for other in (piece, *line.later)):
        page.lead = line.at  # the story begins here
        return True
    piece.settle(Role.STANDFIRST, "a sentence under the headline", 0.6)
    return True


def _deck(line: Between) -> bool:
    """A line without a full stop: a deck under the headline, or a picture's text below the byline."""
    piece, count = line.piece, line.count
    named = " ".join(piece.words[-2:])
    if count >= 3 and any(other.role is Role.BYLINE and named in other.text for other in line.earlier):
        return False  # "Social Links for Ann Lee"
    if line.page.headline is None:
        if count < 4 or not (speaks_of_story(line.page, piece) or line.at + 1 == line.lead):
            return False
        piece.settle(Role.CAPTION, "a line without a full stop below the byline", 0.6)
        return True
    if (
        line.page.language == "en"
        and count >= 5
        and (piece.gap or line.at > line.start)
        and any(other.why == "a path of sections" for other in line.page.pieces[: min(NEAR, line.start)])
    ):
        # The pages of CNN that print such a path have pictures below their headlines, and no decks.
        piece.settle(Role.CAPTION, "a line under the headline of a page with a section path", 0.7)
        return True
    following = line.following
    if (
        line.meta_above
        and following is not None
        and following.role is Role.CAPTION
        and following.credit
        and stems_of(piece) & stems_of(following)
        and count >= 4
    ):
        piece.settle(Role.FURNITURE, "a picture's description above its signed caption", 0.9)
        return True
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
    if line.page.live and count >= 8 and line.meta_above and piece.block == 1 and not asks_reader(piece):
        piece.settle(Role.STANDFIRST, "a line above a live report", 0.65)
        return True
    if count >= 4 and not kinship and line.meta_above and len(topic_of(line.page)) >= TOLD:
        alone = (
            count >= 6 and line.at + 1 == line.lead and piece.block == 1 and line.page.airy and not asks_reader(piece)
        )
        if not alone or 3 * len(piece.has_words() & vocabulary().page_words) > count or is_slogan(piece):
            return False
        piece.settle(Role.CAPTION, "a line alone right above the story", 0.5)
        return True
    if (
        line.page.language == "en"
        and line.at + 1 == line.lead
        and line.meta_over_title
        and not line.meta_below
        and not line.meta_above
        and count >= 5
        and piece.block == 1
        and not line.lead_is_sure
    ):
        # Where the date stands over the headline, what is between headline and story belongs to a picture.
        piece.settle(Role.CAPTION, "a line between a dated headline and the story", 0.6)
        return True
    directly = line.at == line.start and not piece.text[0].islower() and line.meta_below and count >= 3
    if (count >= 4 or directly) and not line.meta_above:
        piece.settle(Role.STANDFIRST, "a line under the headline", 0.75)
        return True
    more = any(
        other.role in (Role.CAPTION, Role.CREDIT)
        or (other.open and not other.sentence and line.page.pieces[other.at - 1].role is not Role.BYLINE)
        for other in line.later
    )
    if count >= 4 and more and not any(other.role is Role.STANDFIRST for other in line.earlier):
        piece.settle(Role.STANDFIRST, "a line between date and picture", 0.6)
        return True
    alone = line.page.airy and piece.block == 1 and piece.gap == 1 and line.page.language != "en" and not piece.caseless
    if alone and line.at + 1 == line.lead and _is_only_deck(line):
        piece.settle(Role.STANDFIRST, "the only line between byline and story", 0.9)
        return True
    told = piece.caseless and count >= 3 and kinship >= 0.3 and line.meta_above and line.at + 1 == line.lead
    if count >= 6 or told:
        piece.settle(Role.CAPTION, "a line without a full stop below the byline", 0.55)
        return True
    return False


def _is_only_deck(line: Between) -> bool:
    """Whether a longer line between byline and story is the deck: no other is one, and the picture has its text."""
    if any(other.role is Role.STANDFIRST for other in line.earlier):
        return False
    pictures = [other for other in line.earlier if other.role in (Role.CAPTION, Role.CREDIT)]
    if not pictures:
        return line.count >= 10
    captioned = any(other.role is Role.CAPTION for other in pictures)
    signed = any(other.role is Role.CREDIT or other.credit for other in pictures)
    return line.count >= 6 and captioned and signed and speaks_of_story(line.page, line.piece) > 0


def _is_pictures_text(page: Page, piece: Piece) -> bool:
    """Whether a line under an agency's name without a full stop speaks of the story, as a picture's text does."""
    return (
        piece.open
        and not piece.closed
        and not piece.gap
        and 5 <= piece.count <= 30
        and speaks_of_story(page, piece) > 0
    )


def _place_and_source(line: Between) -> bool:
    """ "Port Elma - AFP", "Port Elma - Ann Lee": where the story comes from, and from whom."""
    piece = line.piece
    place, sign, source = piece.text.partition(" - ")
    if sign and piece.caseless and line.at + 1 == line.lead and 2 <= len(place.split()) <= 3 and " " not in source:
        piece.settle(Role.BYLINE, "a name before a place", 0.75)
        return True
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


def _place_and_posting(line: Between) -> bool:
    """ "PUERTO ELMA (Soria) ENVIADA ESPECIAL": a place in capitals and what the writer is there."""
    piece = line.piece
    if not 2 <= len(piece.words) <= 9 or piece.closed or piece.digits or line.at + 2 < line.lead:
        return False
    posting = next((one for one in vocabulary().words["postings"] if piece.key.endswith(f" {one}")), "")
    place = piece.text[: len(piece.text) - len(posting)].rstrip(" ,.-–—")
    if not posting or not place or not place.partition(" (")[0].isupper() or len(place) > 50:
        return False
    piece.settle(Role.DATELINE, "a place and a posting right above the story", 0.8)
    piece.caption, piece.credit = place, piece.text[len(piece.text) - len(posting) :]  # see story.py
    piece.also = (Role.BYLINE,)
    return True


_STOPS = re.compile("[。！？။។]")
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


def _is_credit_or_subject(line: Between) -> bool:
    """Whether a name comes again under other pictures, or is in the headline: whom the story is about."""
    piece, page = line.piece, line.page
    if page.headline is not None and piece.text in page.headline.text:
        piece.settle(Role.FURNITURE, "a name that the headline says already", 0.7)
        return True
    if page.transcript and any(other.text.startswith(f"{piece.text}, BYLINE:") for other in page.pieces[line.lead :]):
        piece.settle(Role.BYLINE, "a name that the transcript calls its reporter's", 0.9)
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


def is_lent(text: str) -> bool:
    """Whether a line is a name with the paper it worked for: "Ann Lee for The Elma Herald"."""
    people = read_names(text, labelled=False)
    return bool(people) and people[0].role.startswith("for ")


def _lent_name(line: Between) -> bool:
    """ "Ann Lee for The Elma Herald": who took the picture where there is a byline, else the byline."""
    piece = line.piece
    if piece.closed or piece.size > 70 or not is_lent(piece.text):
        return False
    if any(other.role is Role.BYLINE for other in (*line.earlier, *line.later)):
        piece.credit = piece.text
        piece.settle(Role.CREDIT, "a name for a paper beside a byline", 0.7)
    else:
        piece.settle(Role.BYLINE, "a name for a paper", 0.75)
    return True


_SIGNED = re.compile(r"\(([^()]{5,40})\)$")
_DASHED = re.compile(r" - ([^()-]{5,40})$")


def _signed_caption(line: Between) -> bool:
    """ "The piano on the east bank (Ann Lee)": a picture's text with its photographer in brackets."""
    piece = line.piece
    if piece.text[0] == "(" and piece.text[-1] == ")" and looks_like_name(piece.text[1:-1]):
        piece.credit = piece.text[1:-1]
        piece.settle(Role.CREDIT, "a name in brackets", 0.7)
        return True
    text, _, wire = piece.text.rpartition(" ")
    if line.page.language != "en" and wire.isupper() and len(wire) <= 5 and line.count >= 6 and not text.isupper():
        known = vocabulary().words
        if wire.casefold() in known["agencies"] | known["picture_agencies"] and text[-1].isalnum():
            piece.caption, piece.credit = text, wire
            piece.settle(Role.CAPTION, "a line with an agency behind it", 0.7)
            return True
    match = _SIGNED.search(piece.text) if piece.text[-1] == ")" and 6 <= line.count <= 40 else None
    if line.page.pieces[line.at - 1].box == "picture" and " - " in piece.text:
        match = _DASHED.search(piece.text)
    if match is None or not looks_like_name(match.group(1)):
        return False
    piece.caption, piece.credit = piece.text[: match.start()].rstrip(), match.group(1)
    piece.settle(Role.CAPTION, "a line with a name in brackets", 0.75)
    return True


def _is_at_picture(line: Between) -> bool:
    """Whether a credit stands right over a line, or a picture's buttons close under it."""
    pieces, at = line.page.pieces, line.at
    above = pieces[at - 1]
    if above.role is Role.CREDIT:
        if at > 1 and pieces[at - 2].role is Role.CAPTION and not above.gap:
            return False  # the credit has its caption already
        if at + 1 == line.lead or (above.place == 0 and not pieces[at].gap):
            return True
    below = pieces[at + 1 : min(at + 4, line.lead)]
    buttons = next((there for there, piece in enumerate(below) if piece.box == "picture"), None)
    return buttons is not None and all(piece.role is Role.FURNITURE or not piece.closed for piece in below[:buttons])


def _deck_goes_on(line: Between) -> bool:
    """A line right under a line of the deck, both of one block, with the byline below."""
    piece, above = line.piece, line.page.pieces[line.at - 1]
    if above.role is not Role.STANDFIRST or piece.gap or piece.closed or piece.size > 160 or line.count < 3:
        return False
    items = above.text[0] in "*•" and piece.text[0] == above.text[0]
    alone = line.page.airy and piece.place == piece.block - 1 and above.why == "a line between date and picture"
    if items or alone:
        piece.settle(Role.STANDFIRST, "a further item of the summary", 0.92)
        return True
    if line.meta_above or not line.meta_below or is_name_line(piece.text) or is_slogan(piece):
        return False
    if not speaks_of_story(line.page, piece):
        return False
    piece.settle(Role.STANDFIRST, "a further line of the deck", 0.65)
    return True


def _pointer(line: Between) -> bool:
    """ "Photos: The bell of Elma", "Watch: …": a heading or pointer of the page below byline or date."""
    if line.piece.box != "teaser" or (line.piece.closed and line.piece.text[-1] not in "?!") or not line.meta_above:
        return False
    line.piece.settle(Role.FURNITURE, "a pointer to pictures or to another story", 0.75)
    return True


BETWEEN: tuple[Callable[[Between], bool], ...] = (
    _cue_of_broadcast,
    _printed_again,
    _printed_twice,
    _pointer,
    _place_and_source,
    _place_and_posting,
    _title_of_video,
    _description_of_picture,
    _caption_by_its_looks,
    _role_under_name,
    _place_of_dateline,
    _place_before_date,
    _place_in_capitals,
    _place_and_day,
    _geographic_place,
    _place_over_agency,
    _place_alone,
    _name_said_elsewhere,
    _name_and_title,
    _bare_name,
    _lent_name,
    _about_writer,
    _under_name,
    _section_below,
    _desk,
    _marked_name,
    _site_signs,
    _name_set_wide,
    _place_of_agency,
    _above_credit,
    _picture_and_owner,
    _signed_caption,
    _hint_of_live_page,
    _points_of_deck,
    _sentence,
    _deck_goes_on,
    _deck,
)
"""The rules for a line between headline and story, the surest first."""


def _speaks_of(piece: Piece, name: Piece) -> bool:
    """ "Follow Ann" under "Ann Lee", or an address."""
    return name.words[0] in piece.words or name.words[-1] in piece.words or "@" in piece.text


def is_caption(piece: Piece, trust_loose: bool) -> bool:
    """Whether a line looks like a picture's text: a table cell's end behind it, or an archive's mark."""
    if piece.role is not None:
        return False
    known = vocabulary().words
    count = len(piece.words) if piece.spaced else piece.size // 5
    if piece.loose and trust_loose and count >= 4 and piece.size < 400 and not piece.prose:
        return True
    if opens_caption(piece):
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
