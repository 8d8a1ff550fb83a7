"""The body and what follows it: paragraphs, crossheads, captions, and where the story ends."""

from __future__ import annotations

import re

from articles.importing.document import Role

from .alone import is_speaker_turn, is_stamp, stamp_end
from .boxes import speaks_to_reader
from .dates import read_label
from .elsewhere import is_bare_signature, is_cue, is_letter, names_its_role, speaks_in_turns
from .names import is_known_wire, looks_like_name, looks_like_role, names_outlet
from .neighbours import DATES, is_described, leads_caption, opens_caption, tells_pictures
from .page import Page
from .pieces import Piece, joined
from .topic import is_told_of, speaks_of_story, stems_of
from .vocabulary import EDGES, key_of, vocabulary

_ITEM = re.compile(r"^(?:[-–—•*▪►·]\s?\S|\(?\d{1,3}[.)]\s?\S|#\d)")
_CUE = re.compile(r"^[(\[][A-Z][^()\[\]]*[)\]]$")
_QUESTION_SIGNS = re.compile(
    r"^(?:Q|A|Question|Answer|Frage|Antwort|P|R|D|В|О|問|答|问|문|답|س|ج)\s?[:：.]\s?\S|^[―—─]{2}\s?[^\s―—─]"
)
_PULL_QUOTES_LOOKED_AT = 60
_NEIGHBOURS = 8
_SIGNED = re.compile("[:：][^:：]{2,20}[)）]$|[摄攝影供][^)）]{0,2}[)）]$")  # a photographer's sign, not a writer's
_FAR = 30_000
_TIME_OF_ENTRY = "a time of a live report"
_LETTER = "a name under a letter"
_CLOSING = ("ends", "related", "links")
_PRINTS = 20


def read_body(page: Page) -> None:
    """Settle every piece from the first paragraph on."""
    lead = page.lead
    if lead is None:
        _read_no_body(page)
        return
    end = _find_end(page, lead)
    if _join_crossheads(page, lead, end):
        end = _find_end(page, lead)
    pieces = page.pieces
    page.interview = sum(1 for piece in pieces[lead:end] if _QUESTION_SIGNS.match(piece.text)) >= 2
    questions = [
        at
        for at in range(lead, end)
        if pieces[at].open
        and pieces[at].text[-1:] in "?？؟"
        and len(pieces[at].words) <= 12
        and pieces[at].size <= 80
        and not pieces[at].quoted
    ]
    if not page.interview:
        page.interview = _is_interview(page, lead, end, questions)
    headings = (
        set(questions)
        if len(questions) >= 2 and len(questions) * 5 <= (end - lead) * 2 and not page.interview and not page.transcript
        else set()
    )
    repeated: dict[str, Piece] = {}
    _take_signatures(page, lead, min(len(pieces), end + 3))
    end = _take_letters_signature(page, lead, end)
    _take_highlights(page, lead, end)
    _claim_headed_blocks(page, lead, end)
    _claim_clusters(page, lead, end)
    _take_numbered_pictures(page, lead, end)
    for piece in pieces[lead + 1 : end]:
        if piece.why == "a name and a paper" and page.language == "en" and not page.live and piece.block == 1:
            piece.settle(Role.CREDIT, "a name and a paper inside the story", 0.9)
            piece.credit = piece.text
    for at in range(lead, end):
        piece = pieces[at]
        if not piece.open:
            _check_settled(page, at, lead, end)
            continue
        _read_one(page, at, lead, end, headings, repeated)
    _drop_pull_quotes(page, lead, end)
    _read_tail(page, lead, end)
    _check_corrections(page)


def _is_interview(page: Page, lead: int, end: int, questions: list[int]) -> bool:
    """Whether the byline says so, or most of several questions say "you"."""
    if speaks_in_turns(page, lead, end):
        return True
    labels = vocabulary().words["interview_labels"]
    if questions and any(piece.text.casefold().startswith(tuple(labels)) for piece in page.of(Role.BYLINE)):
        return True
    persons = vocabulary().words["nag_persons"]
    spoken = sum(not page.pieces[at].has_words().isdisjoint(persons) for at in questions)
    return len(questions) >= 3 and spoken * 2 > len(questions)


def _names_headline(page: Page, piece: Piece) -> bool:
    """ "Email “Whale swims home”": a line of the page that holds the whole headline and little else."""
    title = page.headline
    if title is None or not title.count >= 3 or not 0 < piece.size - title.size <= 45:
        return False
    return title.text in piece.text


def _story_like(piece: Piece, page: Page) -> bool:
    """Whether a piece can be part of the story by itself."""
    if not piece.open or piece.text[0] == "©" or _names_headline(page, piece):
        return False
    if page.transcript:
        return piece.sentence or is_speaker_turn(piece.text) or _CUE.match(piece.text) is not None
    if piece.closed and (len(piece.words) >= 4 or not piece.spaced or piece.quoted or stamp_end(piece.text)):
        return True
    if piece.text[-1:] in ":：" and len(piece.words) >= 8:
        return True
    if _stands_among_sayings(page, piece) or _is_rate(piece):
        return True
    return piece.size >= 110 or (_ITEM.match(piece.text) is not None and len(piece.words) >= 2)


def _find_end(page: Page, lead: int) -> int:
    """Where the story ends: behind its last paragraph."""
    pieces = page.pieces
    last = lead
    weight = pieces[lead].size
    unsigned = page.language != "en" and not any(_is_signed(piece) for piece in pieces[:lead])
    below: list[tuple[int, int]] = []  # how many paragraphs stand below each piece, and how long they are
    rest = told = 0
    for piece in reversed(pieces[lead:]):
        below.append((rest, told))
        if piece.open and piece.prose and not piece.text.endswith(("...", "…")) and _story_like(piece, page):
            rest, told = rest + 1, told + piece.size
    below.reverse()
    at = lead + 1
    last_turn = _last_turn(page, lead) if page.transcript else len(pieces)
    while at < len(pieces):
        piece = pieces[at]
        if at > last_turn and piece.role is Role.FURNITURE and not piece.soft:
            break
        if piece.role is Role.CORRECTION and not below[at - lead][0]:
            break
        if _opens_comments(piece) and below[at - lead][1] < 1.5 * weight:
            break
        if unsigned and below[at - lead][0] < 2 and _signs_off(page, at):
            break
        if piece.role is Role.FURNITURE and piece.box in _CLOSING:
            rest, told = below[at - lead]
            little = rest < 2 or told < 0.25 * weight
            near = pieces[at + 1 : at + 30]
            if piece.box == "ends" or (piece.box == "related" and not _resumes(page, at)):
                if little:
                    break
            elif not rest and not any(_story_like(other, page) and not _asks(other) for other in near):
                break
        if _story_like(piece, page):
            if _asks(piece) and not any(other.open and other.prose for other in pieces[at + 1 : at + 6]):
                at += 1
                continue
            if _may_be_behind(piece) and not _goes_with(pieces[last], piece):
                at += 1
                continue  # the story's only if more of the story follows
            last = at
            weight += piece.size
        at += 1
    if last > lead + 1 and _is_desk_sign(pieces[last]) and not _ITEM.match(pieces[last - 1].text):
        last -= 1
    if last > lead + 1 and pieces[last].size <= 70 and pieces[last].gap and names_its_role(pieces[last].text):
        last -= 1
    if last > lead + 2 and _is_signed_letter(page, last - 1) and pieces[last].size <= 200:
        last -= 2  # what stands below a letter's signature tells who the writer is
    following = pieces[last + 1] if last + 1 < len(pieces) else None
    if (
        following is not None
        and page.airy
        and page.language != "en"
        and following.open
        and following.sentence
        and following.block == 1
        and following.gap == pieces[last].gap
        and not _asks(following)
    ):
        last += 1
    if page.airy and pieces[last].place > 1 and not pieces[last].prose and not page.live and not page.transcript:
        first = last - pieces[last].place  # lines stuck to the last paragraph: what the page says behind it
        between = pieces[first + 1 : last]
        if (
            first > lead
            and pieces[first].sentence
            and pieces[first].size >= 60
            and not any(_story_like(piece, page) for piece in between)
        ):
            last = first
    following = pieces[last + 1] if last + 1 < len(pieces) else None
    if following is not None and page.language != "en" and _breaks_off(page, following):
        last += 1
    # Author's notes and appeals behind the last paragraph do not belong to the story.
    while last > lead and pieces[last].open and _is_note(page, pieces[last]):
        last -= 1
        while last > lead and not _story_like(pieces[last], page) and not _is_alone(page, pieces[last]):
            last -= 1
    return last + 1


def _is_signed(piece: Piece) -> bool:
    """Whether a line names who wrote the story, and not only the desk."""
    return piece.role is Role.BYLINE and not (piece.glued and piece.why == "the byline of a desk")


def _signs_off(page: Page, at: int) -> bool:
    """Whether a writer's name stands below a finished paragraph, apart from it, and no paragraph right below it."""
    pieces = page.pieces
    piece, above = pieces[at], pieces[at - 1]
    if not piece.open or not piece.gap or piece.place or not above.closed or len(piece.words) > 4:
        return False
    below = pieces[at + 1] if at + 1 < len(pieces) else None
    if below is None or (below.gap and below.open and below.prose) or piece.caseless:
        return False
    if not looks_like_name(piece.text) or _is_made_of_page_words(piece) or names_outlet(piece.text):
        return False
    if not below.gap and below.open and not below.closed and not looks_like_role(below.text):
        return False  # it heads a line of the page's own
    return not is_told_of(page, piece.words[-1]) and (below.gap > 0 or not below.prose)


def _last_turn(page: Page, lead: int) -> int:
    """Where the last speaker begins."""
    turns = (at for at in range(len(page.pieces) - 1, lead - 1, -1) if is_speaker_turn(page.pieces[at].text))
    return next(turns, lead)


def _is_signed_letter(page: Page, at: int) -> bool:
    """Whether a letter's signature stands alone here, with the writer's place, on a page that has no other byline."""
    piece = page.pieces[at]
    if "," not in piece.text or not piece.open or (page.airy and piece.block > 1) or not _is_signature(piece):
        return False
    return not any(other.role is Role.BYLINE for other in page.pieces[: page.lead])


def _breaks_off(page: Page, piece: Piece) -> bool:
    """Whether a line in mid-sentence stands right over a notice that the rest is for subscribers."""
    notice = page.pieces[piece.at + 1] if piece.at + 1 < len(page.pieces) else None
    if notice is None or notice.role is not Role.FURNITURE or not piece.open or piece.closed or not piece.gap:
        return False
    if piece.block > 1 or len(piece.words) < 6 or not piece.words[-1].islower() or piece.lower:
        return False
    return not notice.has_words().isdisjoint(vocabulary().words["nag_words"])


_COMMENTS = re.compile(
    r"^(?:\d{1,5} (?:comments|responses|replies|kommentare|commentaires|comentarios|comentários|commenti|reacties)|"
    r"(?:comments|kommentare|commentaires|comentarios|comentários|commenti|reacties) ?[(\[]\d{1,5}[)\]](?: closed)?|"
    r"(?:\d{1,5} )?(?:responses|comments|replies) (?:to|on) [\"“‘'].*)$",
    re.IGNORECASE,
)


def _opens_comments(piece: Piece) -> bool:
    """ "3 Comments", "Comments (2)", "Responses to “…”": what readers wrote stands below."""
    return piece.size < 120 and not piece.prose and _COMMENTS.match(piece.text) is not None


def _is_pages_name(page: Page, piece: Piece) -> bool:
    """Whether a name stood at the top of the page already, as the page's own."""
    prints = page.printed.get(piece.text, ())
    return len(prints) > 1 and page.pieces[prints[0]].why == "the page's own name"


def _is_desk_sign(piece: Piece) -> bool:
    """ "- ELMA HERALD STAFF", "- CNA/yb": who signs behind a dash, under the story."""
    text = piece.text.lstrip("-–— ")
    return (
        text != piece.text
        and len(piece.words) <= 6
        and not piece.closed
        and (text.isupper() or "/" in text or names_outlet(text) or (" " not in text and text[:1].isupper()))
    )


def _may_be_behind(piece: Piece) -> bool:
    """Whether a line may be a link or a poll behind the story: a bare item, a short question, a dated pointer."""
    if piece.prose or piece.quoted:
        return False
    if not piece.closed:
        return piece.text[0] in "•·▪►*" or (_ITEM.match(piece.text) is not None and piece.text[-2:-1].isdigit())
    if piece.text[-1] in "?？؟":
        return piece.size < 60
    return piece.text[-1] == ")" and piece.size < 110 and piece.text[-2:-1].isdigit()


def _goes_with(last: Piece, piece: Piece) -> bool:
    """Whether an item goes on with a list, or with the line that announces it."""
    if _ITEM.match(piece.text) is None:
        return False
    return last.text[-1] in ":：" or (_ITEM.match(last.text) is not None and last.text[0] == piece.text[0])


def _resumes(page: Page, box: int) -> bool:
    """Whether the story goes on below a box of related stories: paragraphs set apart that speak of it, or several."""
    told = 0
    for piece in page.pieces[box + 1 : box + 24]:
        if piece.role is Role.FURNITURE and piece.box == "ends":
            return False
        if not piece.open or not piece.closed or piece.size < 40 or _asks(piece):
            continue
        if page.airy and not (piece.gap > 0 and piece.block == 1):
            continue
        told += 1
        if told > 1 or piece.size < 60 or speaks_of_story(page, piece) >= 0.2:
            return True
    return False


def _asks(piece: Piece) -> bool:
    return piece.size < 600 and not piece.quoted and speaks_to_reader(piece, weight=2)


def _is_alone(page: Page, piece: Piece) -> bool:
    """Whether a short sentence has a paragraph's place: blank lines around it, as around all others."""
    return piece.open and piece.closed and page.airy and piece.block == 1


_OF_PICTURE = re.compile(r"^(?:Photograph|Photo|Illustration|Image)s? (?:of|on|by|from) .* by [A-Z][^.]{3,60}\.$")


def _is_note(page: Page, piece: Piece) -> bool:
    """Whether a line tells of the writer, of a picture's maker, or asks for something."""
    return _is_biography(page, piece) or _asks(piece) or (piece.size < 140 and bool(_OF_PICTURE.match(piece.text)))


def _is_biography(page: Page, piece: Piece) -> bool:
    """ "Ann Lee is a professor of …": the byline's name with a verb behind it."""
    if piece.size > 420:
        return False
    if "@" in piece.text and len(piece.words) < 30:
        return True
    if piece.box == "biography":
        return True
    for length in (2, 3):
        name = " ".join(piece.words[:length])
        if (
            name in page.printed
            and looks_like_name(name)
            and piece.words[length : length + 1]
            and (piece.words[length] in _IS)
        ):
            return True
    for one in page.bylines[:20]:
        if len(one.name) > 4 and piece.text[: len(one.name)].casefold() == one.name.casefold():
            rest = piece.text[len(one.name) :].lstrip(" ,")
            if (
                rest.split(" ", 1)[0] in _IS
                or (" " in one.name and rest[:1].islower())
                or (page.language not in ("", "en") and piece.size <= 240)
            ):
                return True
        before, named, rest = piece.text[:100].partition(one.name) if " " in one.name else ("", "", "")
        if named and before and rest[1:2].islower() and looks_like_role(before.strip()):
            return True  # "Herald senior writer Ann Lee covers …"
    return False


_IS = frozenset(
    {
        "is",
        "was",
        "are",
        "’s",
        "'s",
        "teaches",
        "became",
        "joined",
        "lives",
        "writes",
        "covers",
        "est",
        "ist",
        "es",
        "è",
        "é",
        "reports",
        "ist,",
        "a",
    }
)


def _join_crossheads(page: Page, lead: int, end: int) -> bool:
    """A heading in capitals that was broken over several lines becomes one; whether any did."""
    pieces = page.pieces
    if not any(piece.upper for piece in pieces[lead:end]):
        return False
    found: list[Piece] = []
    at = 0
    changed = False
    while at < len(pieces):
        piece = pieces[at]
        run = [piece]
        if (
            lead < at < end
            and piece.open
            and piece.upper
            and piece.spaced
            and not piece.closed
            and len(piece.words) <= 6
            and not page.transcript
        ):
            while at + len(run) < end:
                following = pieces[at + len(run)]
                if (
                    following.open
                    and following.upper
                    and following.gap == 0
                    and not following.closed
                    and len(following.words) <= 6
                    and len(run) < 5
                ):
                    run.append(following)
                else:
                    break
        if len(run) > 1:
            found.append(joined(run))
            changed = True
        else:
            found.append(piece)
        at += len(run)
    if changed:
        page.renumber(found)
    return changed


def _take_highlights(page: Page, lead: int, end: int) -> None:
    """Summary lines under a heading inside the story belong to the standfirst."""
    pieces = page.pieces
    for at in range(lead, end):
        if pieces[at].box != "highlights":
            continue
        for piece in pieces[at + 1 : min(at + 8, end)]:
            if not piece.open or piece.closed or piece.size > 160:
                break
            piece.settle(Role.STANDFIRST, "a line of the story's highlights", 0.7)


def _take_signatures(page: Page, lead: int, end: int) -> None:
    """Letters one under the other: each is signed with a name and a place on lines of their own."""
    pieces = page.pieces
    found = [
        at
        for at in range(lead + 1, end)
        if pieces[at].open
        and pieces[at].gap
        and pieces[at].block == 2
        and looks_like_name(pieces[at].text)
        and at + 1 < len(pieces)
        and pieces[at + 1].open
        and not pieces[at + 1].closed
        and len(pieces[at + 1].words) <= 4
        and pieces[at + 1].text[0].isupper()
    ]
    if len(found) < 2 or any(piece.role is Role.BYLINE for piece in pieces[:lead]):
        return
    for at in found:
        pieces[at].settle(Role.BYLINE, _LETTER, 0.75)
        pieces[at + 1].settle(Role.BYLINE, "a place under a letter", 0.75)


def _take_numbered_pictures(page: Page, lead: int, end: int) -> None:
    """Numerals alone, each right over one text, in a story told in pictures: the texts are captions."""
    pieces = page.pieces
    under = [
        pieces[at + 1]
        for at in range(lead + 1, end - 1)
        if pieces[at].why == "figures alone" and pieces[at].block == 2 and pieces[at + 1].place == 1
    ]
    if len(under) < 3 or not tells_pictures(page):
        return
    for piece in under:
        if piece.open:
            piece.settle(Role.CAPTION, "a text under a picture's number", 0.75)


def _take_letters_signature(page: Page, lead: int, end: int) -> int:
    """A letter to the editor is signed right under its last words, with the place below or behind.

    Gives where the letter ends: a place with its full stop looked like the last sentence.
    """
    pieces = page.pieces
    if not is_letter(page, lead) or any(piece.role is Role.BYLINE for piece in pieces[:lead]):
        return end
    for at in range(max(lead + 1, end - 2), min(end + 1, len(pieces))):
        signed = pieces[at]
        name, _, place = signed.text.lstrip("-–— ").partition(",")
        if not signed.open or not looks_like_name(name.rstrip(" .")) or signed.size > 90:
            continue
        if place:
            signed.settle(Role.BYLINE, "a signature under a letter", 0.8)
            return at
        signed.settle(Role.BYLINE, _LETTER, 0.8)
        below = pieces[at + 1] if at + 1 < len(pieces) else None
        if below is not None and below.open and not below.gap and below.size <= 60 and below.text[0].isupper():
            below.settle(Role.BYLINE, "a place under a letter", 0.75)
        return at
    return end


_OF_BOXES = (None, Role.FURNITURE, Role.PUBLISHED, Role.UPDATED)


def _claim_headed_blocks(page: Page, lead: int, end: int) -> None:
    """Where blank lines part the paragraphs, short lines that stand together under a line of the page are its box."""
    if page.transcript or page.live:
        return
    pieces = page.pieces
    if not page.airy:
        for at in range(lead + 1, end - 2):
            if pieces[at].upper and pieces[at + 2].prose and _is_heading_over_link(pieces[at : at + 2]):
                for piece in pieces[at : at + 2]:
                    if piece.open:
                        piece.settle(Role.FURNITURE, "in a box of two lines", 0.6)
        return
    at = lead + 1
    while at < end:
        size = max(1, pieces[at].block - pieces[at].place)
        block = pieces[at : min(at + size, end)]
        at += size
        if size == 2 and _is_heading_over_link(block):
            for piece in block:
                if piece.open:
                    piece.settle(Role.FURNITURE, "in a box of two lines", 0.65)
            continue
        dated = any(piece.role in (Role.PUBLISHED, Role.UPDATED) for piece in block[1:])
        headed = block[0].role is Role.FURNITURE and not block[0].soft and block[0].box != "picture"
        if size < 3 or not (headed or (dated and block[0].open and not block[0].closed)):
            continue
        if any(piece.size >= 110 or piece.role not in _OF_BOXES or (piece.quoted and piece.closed) for piece in block):
            continue
        for piece in block:
            if piece.role is not Role.FURNITURE:
                piece.settle(Role.FURNITURE, "in a box of the page", 0.7)


def _is_heading_over_link(block: list[Piece]) -> bool:
    """Two short lines alone between paragraphs, the first of the page ("Newsletter") or in capitals ("CASE FILE")."""
    if len(block) < 2:
        return False
    heading, link = block
    if not link.open or link.closed or link.upper or link.size > 90 or not link.spaced or link.digits:
        return False
    if _repeats(heading, link):
        return False
    if heading.role is Role.FURNITURE:
        return not heading.soft and heading.box != "picture" and not heading.key.startswith(("ad", "skip"))
    return heading.open and heading.upper and not heading.closed and heading.size <= 40 and heading.spaced


def _claim_clusters(page: Page, lead: int, end: int) -> None:
    """Three and more short lines in a row inside the story are a box without a heading."""
    if page.transcript:
        return
    pieces = page.pieces
    cluster: list[int] = []
    at = lead + 1
    while at <= end:
        piece = pieces[at] if at < end else None
        if (piece is not None and piece.role is Role.FURNITURE) or (
            piece is not None and piece.open and _is_short_line(piece)
        ):
            cluster.append(at)
        elif cluster:
            _settle_cluster(page, cluster)
            cluster = []
        at += 1


_SAID_BY = re.compile(r"[\"”’] ?[—–] ?[A-Z]")


def _is_saying(piece: Piece) -> bool:
    """ "“She gave me her gloves.” — Ann, grade 5": a quotation with its speaker behind a dash."""
    return piece.quoted and _SAID_BY.search(piece.text) is not None


def _stands_among_sayings(page: Page, piece: Piece) -> bool:
    """Whether a saying is one of several, or is announced by the line above it; a quotation set large stands alone."""
    if not _is_saying(piece) or not piece.at:
        return False
    above, below = page.pieces[piece.at - 1], page.pieces[piece.at + 1 : piece.at + 2]
    return above.text[-1] == ":" or any(_is_saying(other) for other in (above, *below))


def _is_rate(piece: Piece) -> bool:
    """ "($1 = 0.92 euros)": what agencies print under the last paragraph."""
    return piece.text[0] == "(" and piece.text[-1] == ")" and " = " in piece.text and piece.digits


def _is_short_line(piece: Piece) -> bool:
    if (
        piece.size >= 90
        or (piece.quoted and (piece.closed or _SAID_BY.search(piece.text)))
        or _ITEM.match(piece.text)
        or stamp_end(piece.text)
    ):
        return False
    return not piece.closed or (piece.text[-1] in "?？" and len(piece.words) <= 10)


def _settle_cluster(page: Page, cluster: list[int]) -> None:
    pieces = page.pieces
    short = [at for at in cluster if pieces[at].open]
    texts = {pieces[at].text for at in short}
    if len(short) < 3 or len(texts) < 3:
        return
    last = pieces[short[-1]]
    # A crosshead may stand right under such a box.
    keeps = (
        short[-1] == cluster[-1] and last.gap and sum(pieces[at].gap == 0 for at in short[1:-1]) * 2 >= len(short) - 2
    )
    for at in short[: -1 if keeps and not last.loose else None]:
        pieces[at].settle(Role.FURNITURE, "one of several short lines in the story", 0.7)


def _is_in_box(page: Page, at: int) -> bool:
    """Whether all the lines above a line in its block are the page's own, and none of them a picture's."""
    piece = page.pieces[at]
    above = page.pieces[at - piece.place : at]
    if above and above[-1].why.startswith("in a box headed"):
        return True
    return len(above) >= 2 and all(other.role is Role.FURNITURE and other.box != "picture" for other in above)


def _check_settled(page: Page, at: int, lead: int, end: int) -> None:
    """Rules that saw one piece alone may be wrong in the middle of a story."""
    piece = page.pieces[at]
    spoken = piece.sentence and not piece.upper and piece.gap == 0 if piece.role is Role.FURNITURE else True
    if page.transcript and spoken and piece.role is not Role.CORRECTION and at > lead:
        piece.reopen()
        piece.settle(Role.PARAGRAPH, "spoken on a transcript", 0.8)
        return
    if piece.role is Role.CORRECTION and page.live and at < end - 1:
        piece.settle(Role.PARAGRAPH, "a correction within a live report", 0.75)
        return
    if piece.role is Role.CREDIT and not piece.gap and page.airy and at - lead > 2 and _is_in_box(page, at):
        piece.settle(Role.FURNITURE, "a credit in a box of the page", 0.65)
        return
    if page.live and piece.role is Role.FURNITURE and piece.sentence and lead < at < end - 1:
        if is_stamp(page.pieces[at - 1].text) and is_stamp(page.pieces[at + 1].text):
            piece.settle(Role.PARAGRAPH, "all that an entry of a live report says", 0.7)
        return
    if page.live and piece.role is Role.BYLINE:
        piece.settle(Role.FURNITURE, "who wrote an entry of a live report", 0.75)
        return
    if piece.role is Role.BYLINE and piece.place and page.airy and page.language == "en" and at < end - 1:
        if any(other.role is Role.BYLINE for other in page.pieces[:lead]):
            piece.settle(Role.FURNITURE, "a name in a box of a signed story", 0.9)
        return
    if piece.role is Role.SECTION or (piece.role is Role.AGENCY and at > lead):
        several = len(page.printed.get(piece.text, ())) > 1
        if piece.role is Role.AGENCY and several and not _is_pages_name(page, piece):
            piece.settle(Role.CREDIT, "a credit alone", 0.6)
            piece.credit = piece.text
            return
        piece.settle(Role.FURNITURE, "a name of the page inside the story", 0.6)
    elif piece.role in (Role.PUBLISHED, Role.UPDATED):
        if page.live and stamp_end(piece.text):
            piece.settle(Role.CROSSHEAD, _TIME_OF_ENTRY, 0.8)
            piece.box = ""
        elif piece.box in ("label", "time"):
            piece.settle(Role.FURNITURE, "a time inside the story", 0.6)
            piece.box = ""
    elif (
        piece.role is Role.CAPTION
        and piece.prose
        and piece.why not in ("a text under a picture's number", "a picture's text over its buttons")
        and (not piece.credit or piece.credit.casefold() in vocabulary().words["agencies"])
    ):
        piece.settle(Role.PARAGRAPH, "a paragraph", 0.7)
        piece.credit = piece.caption = ""
        piece.also = ()
    elif (
        piece.role is Role.CAPTION and not piece.spaced and piece.text[-1:] in ")）" and not _SIGNED.search(piece.text)
    ):
        piece.settle(Role.PARAGRAPH, "a paragraph with its writer's sign", 0.7)
        piece.credit = piece.caption = ""
        piece.also = ()
    elif piece.role is Role.FURNITURE and piece.soft and piece.sentence and piece.size >= 60:
        piece.settle(Role.PARAGRAPH, "a paragraph behind a box", 0.6)


def _read_one(page: Page, at: int, lead: int, end: int, headings: set[int], repeated: dict[str, Piece]) -> None:
    """Settle one open piece of the body."""
    pieces = page.pieces
    piece = pieces[at]
    if page.transcript:
        ruled = (
            pieces[at - 1].why == "only signs"
            and not piece.closed
            and 2 <= piece.count <= 6
            and piece.text[0].isupper()
        )
        if ruled and not piece.upper and not is_speaker_turn(piece.text) and at > lead:
            piece.settle(Role.CROSSHEAD, "a heading under a rule", 0.75)
        else:
            piece.settle(Role.PARAGRAPH, "spoken on a transcript", 0.95)
        return
    if at == lead and not is_stamp(piece.text):
        piece.settle(Role.PARAGRAPH, "the story's first paragraph", 0.95)
        return
    if at in headings:
        piece.settle(Role.CROSSHEAD, "one of several questions that head a part", 0.75)
        return
    stamp = stamp_end(piece.text)
    if stamp:
        if is_stamp(piece.text):
            role = Role.CROSSHEAD if page.live else Role.FURNITURE
            piece.settle(role, "a time of day on its own line", 0.85)
            return
        if page.live:
            piece.settle(Role.PARAGRAPH, "an entry of a live report", 0.95)
            return
    if page.live and pieces[at - 1].why == _TIME_OF_ENTRY and at + 1 < end and not piece.sentence and piece.count <= 16:
        piece.settle(Role.CROSSHEAD, "the title of a live report's entry", 0.8)
        return
    if piece.block == 2 and piece.quoted and page.airy and not page.live and _has_speaker_below(page, at):
        piece.settle(Role.FURNITURE, "a quotation set apart, its speaker below", 0.9)
        pieces[at + 1].settle(Role.FURNITURE, "the speaker of a pull quote", 0.9)
        return
    if piece.prose and piece.closed and piece.block != 2:
        piece.settle(Role.PARAGRAPH, "a paragraph", 0.95)
        return
    if page.live and not piece.prose and piece.count <= 20 and _heads_entry(page, at, end):
        piece.settle(Role.CROSSHEAD, "the heading of an entry of a live report", 0.8)
        return
    prints = page.printed.get(piece.text, [])[:_PRINTS]
    if len(prints) > 1 and len(piece.words) >= 2:
        earlier = [there for there in prints if there < at]
        if at + 1 < end and any(pieces[there].why == "a list of the crossheads" for there in earlier):
            piece.settle(Role.CROSSHEAD, "a line that the list of crossheads has", 0.95)
            return
        if any(
            pieces[there].role
            in (Role.HEADLINE, Role.CAPTION, Role.CREDIT, Role.STANDFIRST, Role.CROSSHEAD, Role.PARAGRAPH)
            for there in earlier
        ) and (not piece.closed or (page.headline is not None and piece.text == page.headline.text)):
            piece.settle(Role.FURNITURE, "printed again", 0.8)
            return
        if not piece.closed and len([there for there in prints if lead <= there < end]) > 1 and len(piece.words) <= 6:
            if piece.text in repeated or piece.box == "teaser":
                piece.settle(Role.FURNITURE, "printed again", 0.8)
            else:
                repeated[piece.text] = piece
                piece.credit = piece.text
                piece.settle(Role.CREDIT, "a name under several pictures", 0.65)
            return
    below = pieces[at + 1] if at + 1 < end else None
    if (
        below is not None
        and below.role is Role.CREDIT
        and not below.gap
        and not leads_caption(page, below)
        and piece.size <= 260
        and not piece.quoted
        and ((page.airy and piece.place == 0 and piece.block == 2) or not piece.closed)
    ):
        piece.settle(Role.CAPTION, "a line above a photo's credit", 0.8)
        return
    if below is not None and below.role is Role.CAPTION and below.caption == piece.text and not below.gap:
        piece.settle(Role.FURNITURE, "a caption, printed twice and then signed", 0.85)
        return
    if below is not None and page.airy and is_described(piece, below):
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.75)
        return
    if (
        below is not None
        and below.role is Role.CREDIT
        and below.gap == piece.gap == 1
        and piece.size <= 130
        and not piece.quoted
        and piece.text[0] not in "-–—"
        and (pieces[at - 1].size > 1.3 * piece.size or not pieces[at - 1].open)
        and (
            piece.block == below.block == 1
            if page.language == "en"
            else not any(other.gap == 0 for other in pieces[lead + 1 : end])
        )
    ):
        piece.settle(Role.CAPTION, "a short sentence above a photo's credit, on a page that sets every line apart", 0.6)
        return
    if _is_caption_like(piece):
        piece.settle(Role.CAPTION, "a picture's text with its archive's mark", 0.75)
        return
    if piece.prose:
        piece.settle(Role.PARAGRAPH, "a paragraph", 0.95)
        return
    if _stands_by_a_picture(page, at, lead):
        piece.settle(Role.CAPTION, "a sentence beside a picture's buttons", 0.65)
        return
    if piece.box == "teaser" and (piece.text[-1] in "?!" or piece.text[0] == "(") and piece.size < 110:
        piece.settle(Role.FURNITURE, "a pointer to another story", 0.75)
        return
    if piece.closed and _is_quoted_heading(page, at, end):
        piece.settle(Role.CROSSHEAD, "a few words in a headline's quotes between paragraphs", 0.7)
        return
    if piece.closed and _is_question_heading(page, at, end):
        piece.settle(Role.CROSSHEAD, "a short question between paragraphs", 0.6)
        return
    if piece.closed:
        piece.settle(Role.PARAGRAPH, "a short paragraph", 0.85)
        return
    if _ITEM.match(piece.text):
        linked = piece.text[0] in "•·▪►*" and _points_elsewhere(page, at, end)
        role, why = (Role.FURNITURE, "a link beside the story") if linked else (Role.PARAGRAPH, "an item of a list")
        piece.settle(role, why, 0.6 if linked else 0.8)
        return
    if page.interview and (_QUESTION_SIGNS.match(piece.text) or is_cue(piece)):
        piece.settle(Role.PARAGRAPH, "a question or an answer", 0.85)
        return
    if piece.text[-1:] in ":：" and (len(piece.words) >= 3 or not piece.spaced) and not piece.upper:
        piece.settle(Role.PARAGRAPH, "a paragraph that leads to the next", 0.8)
        return
    _read_unclosed(page, at, end)


def _has_speaker_below(page: Page, at: int) -> bool:
    """Whether who said a quotation stands right below behind a dash: "All is well." / "-- Village elder Ann Lee"."""
    below = page.pieces[at + 1] if at + 1 < len(page.pieces) and not page.pieces[at].place else None
    if below is None or below.text[:2] not in ("--", "— ", "– ") or page.pieces[at].text[-1] not in '"”':
        return False
    return not below.closed and below.count <= 12


def _take_captions(page: Page, described: Piece) -> None:
    """What stands in one block under a picture's description is its text, once."""
    pieces = page.pieces
    for piece in pieces[described.at + 1 : described.at + described.block] if page.airy and not described.place else ():
        again = piece.text == pieces[piece.at - 1].text
        if piece.open and piece.size <= _CAPTION:
            piece.settle(
                Role.FURNITURE if again else Role.CAPTION,
                "printed again" if again else "a line under a picture's description",
                0.9,
            )


_CAPTION = 260


def _heads_entry(page: Page, at: int, end: int) -> bool:
    """Whether a line stands right under an entry's time, with the entry's text or its writer below."""
    above, below = page.pieces[at - 1], page.pieces[at + 1] if at + 1 < end else None
    if below is None or not is_stamp(above.text) or above.role is not Role.CROSSHEAD:
        return False
    return below.role is Role.BYLINE or (below.open and below.sentence and not page.pieces[at].closed)


def _points_elsewhere(page: Page, at: int, end: int) -> bool:
    """Whether bulleted lines between two paragraphs are links: one or two, announced by nothing, of other matters."""
    pieces = page.pieces
    first = last = at
    while first and pieces[first - 1].text[0] == pieces[at].text[0]:
        first -= 1
    while last + 1 < end and pieces[last + 1].text[0] == pieces[at].text[0]:
        last += 1
    items = pieces[first : last + 1]
    if len(items) > 2 or last + 1 >= end or not pieces[last + 1].sentence or pieces[first - 1].text[-1] in ":：":
        return False
    before = pieces[first - 1]
    return before.sentence and not any(item.closed or speaks_of_story(page, item) for item in items)


_SOUND_BITE = re.compile(r"^[^\"“”:]{4,60}: [\"“][^\"”]+[\"”]$")


def _stands_by_a_picture(page: Page, at: int, lead: int) -> bool:
    """Whether a picture's buttons ("1 of 3", "enlarge") stand right beside a line."""
    pieces = page.pieces
    if page.live or pieces[at].size > 200 or pieces[at].quoted or '"' in pieces[at].text or "“" in pieces[at].text:
        return False
    near = [pieces[there] for there in (at - 1, at + 1) if lead < there < len(pieces)]
    above = at - 1
    while above > lead and pieces[above].role is Role.FURNITURE and pieces[above].box == "picture":
        above -= 1
    if above < at - 1 and pieces[above].role in (Role.CAPTION, Role.CREDIT):
        near = near[1:]  # the buttons above have their text already
    return any(piece.role is Role.FURNITURE and piece.box == "picture" for piece in near)


_REJOINDERS = frozenset({"and", "but", "so", "or", "then", "well", "right", "really"})  # what only running text asks


def _is_quoted_heading(page: Page, at: int, end: int) -> bool:
    """Whether a few words stand in single quotes, as in headlines, where the story quotes in double ones."""
    piece = page.pieces[at]
    if piece.text[0] not in "'‘" or piece.text[-1] not in "'’" or piece.count > 7 or piece.block > 1 or not page.airy:
        return False
    near = page.pieces[max(0, at - 12) : min(end, at + 12)]
    return at + 1 < end and page.pieces[at + 1].prose and any(other.text[0] in '"“' and other.prose for other in near)


def _is_question_heading(page: Page, at: int, end: int) -> bool:
    """Whether a few words with a question mark stand alone between two paragraphs of a story that is no interview."""
    piece = page.pieces[at]
    if piece.text[-1] not in "?？؟" or piece.count > 5 or piece.quoted or page.interview or not page.airy:
        return False
    before, below = page.pieces[at - 1], page.pieces[at + 1] if at + 1 < end else None
    return (
        piece.block == 1
        and below is not None
        and below.prose
        and not page.live
        and (before.prose or before.sentence or page.language != "en" or below.gap > piece.gap > 0)
        and piece.tokens[0] not in _REJOINDERS
    )


def _is_caption_like(piece: Piece) -> bool:
    if opens_caption(piece):
        return True
    known = vocabulary().words
    last = piece.text.rsplit(". ", 1)[-1] if piece.text[-1] != ")" else piece.text.rpartition("(")[2]
    if last != piece.text and key_of(last) in known["caption_tails"]:
        return True
    head, found, _ = piece.text[:40].partition(":")
    return bool(found) and key_of(head) in known["caption_heads"]


def _repeats(above: Piece, piece: Piece) -> bool:
    """Whether the line above holds a line's very words: "[ image: The reef]" over "The reef"."""
    return above.role is Role.FURNITURE and len(piece.text) > 8 and piece.text in above.text and not piece.gap


def _describes_next(page: Page, piece: Piece, below: Piece) -> bool:
    """Whether a line says in other words what the line below it says; of two lines alone, a word in common will do."""
    stems = stems_of(piece)
    shared = len(stems & stems_of(below))
    if shared * 2 >= max(2, len(stems)):
        return True
    return page.airy and piece.block == 2 and not piece.place and shared > 0 and below.count >= 5


def _stands_unstopped(page: Page, at: int, end: int) -> bool:
    """Whether a long line alone has no full stop where the paragraphs above and below it have theirs."""
    piece = page.pieces[at]
    if not page.airy or piece.block > 1 or piece.size > 260 or piece.quoted or not piece.spaced or page.live:
        return False
    if piece.caseless or _ITEM.match(piece.text) or not piece.text[-1].isalnum() or ";" in piece.text:
        return False
    near = page.pieces[max(page.lead or 0, at - _NEIGHBOURS) : min(end, at + _NEIGHBOURS)]
    told = [other for other in near if other.prose and other is not piece and other.role is not Role.CAPTION]
    return len(told) >= 3 and all(other.closed for other in told)


def _is_too_long_for_crosshead(piece: Piece) -> bool:
    """Whether a line of seven and more words is neither question nor quotation: links to other stories have so many."""
    if not piece.spaced or piece.quoted or piece.text[0].isdigit() or (piece.upper and (piece.gap or piece.count < 8)):
        return False
    return piece.text[-1] not in "?!؟;" and not any(mark in piece.text for mark in ("“", "«", "„"))


def _read_unclosed(page: Page, at: int, end: int) -> None:
    """A line without a full stop in the body: crosshead, caption or a paragraph that breaks off."""
    pieces = page.pieces
    piece = pieces[at]
    following = next((other for other in pieces[at + 1 : end] if other.role is not Role.FURNITURE), None)
    next_piece = pieces[at + 1] if at + 1 < end else None
    broken = at == end - 1 and page.language != "en" and _breaks_off(page, piece)
    if broken:
        piece.settle(Role.PARAGRAPH, "a paragraph that the page breaks off", 0.9)
        return
    if piece.text[-1:] in ",;-–—" or (piece.lower and piece.spaced and piece.size > 40):
        piece.settle(Role.PARAGRAPH, "a paragraph that breaks off", 0.6)
        return
    if _stands_among_sayings(page, piece) or _is_rate(piece):
        piece.settle(Role.PARAGRAPH, "one of several sayings, or a rate of exchange", 0.75)
        return
    if piece.text[0] in "<〈＜" and piece.text[-1] in ">〉＞":
        piece.settle(Role.PARAGRAPH, "a cue of a broadcast", 0.7)  # "<앵커 멘트>"
        return
    count = piece.count
    figures = sum(map(str.isdigit, piece.text[:200])) if piece.digits else 0
    if figures >= 6 and piece.spaced and count >= 4 and piece.size > 30:
        piece.settle(Role.PARAGRAPH, "an address with its numbers", 0.55)
        return
    if count <= 4 and any(one.name.casefold() == piece.key for one in page.bylines):
        told = next_piece is not None and next_piece.text.startswith(piece.text)  # who the writer is
        piece.settle(Role.FURNITURE if told else Role.CAPTION, "the writer's name under a picture", 0.75)
        return
    if _SOUND_BITE.match(piece.text):
        piece.settle(Role.FURNITURE, "a pointer to a recording", 0.65)
        return
    if at and _repeats(pieces[at - 1], piece):
        logo = pieces[at - 1].why.startswith("a logo")
        role = Role.FURNITURE if logo else Role.CAPTION
        piece.settle(role, "a caption under its picture's description", 0.75)
        return
    if (
        next_piece is not None
        and next_piece.open
        and not next_piece.gap
        and not next_piece.closed
        and next_piece.size < 200
        and count <= 12
        and _describes_next(page, piece, next_piece)
    ):
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.7)
        next_piece.settle(Role.CAPTION, "a caption under its picture's description", 0.7)
        return
    if piece.box == "teaser" or (next_piece is not None and next_piece.why == "size of a download"):
        piece.settle(Role.FURNITURE, "a pointer to another story", 0.75)
        return
    signed = next_piece is not None and next_piece.role is Role.CREDIT and next_piece.gap <= 1
    if signed and next_piece is not None and count >= 3 and not leads_caption(page, next_piece):
        piece.settle(Role.CAPTION, "a line above a photo's credit", 0.8)
        return
    if piece.loose and not pieces[page.lead or 0].loose and count >= 4:
        piece.settle(Role.CAPTION, "a picture's text in a table's cell", 0.7)
        return
    if next_piece is not None and next_piece.role is Role.CAPTION and next_piece.gap == 0 and count <= 5:
        piece.settle(Role.FURNITURE, "a picture's description above its caption", 0.7)
        return
    if (
        next_piece is not None
        and next_piece.role is Role.FURNITURE
        and next_piece.box in ("media", "picture")
        and not next_piece.gap
        and piece.place == 0
    ):
        piece.settle(Role.FURNITURE, "the title of a box", 0.65)
        return
    heads = following is not None and (
        _ITEM.match(following.text) is not None
        or following.closed
        or following.size >= 90
        or following.role in (Role.PARAGRAPH, Role.CAPTION)
    )
    if next_piece is not None and next_piece.role is Role.FURNITURE and next_piece.sentence and not next_piece.soft:
        piece.settle(Role.FURNITURE, "a heading over an appeal of the page", 0.7)
        return
    if heads and count >= 3 and not piece.quoted and piece.caseless and tells_pictures(page):
        piece.settle(Role.CAPTION, "a short line in a story told in pictures", 0.7)
        return
    if heads and count <= 12 and piece.size <= 100:
        if piece.lower and piece.spaced and not piece.text[0].isdigit():
            piece.settle(Role.FURNITURE, "a picture's description", 0.6)
            _take_captions(page, piece)
            return
        if count >= 7 and _is_too_long_for_crosshead(piece):
            told = count >= 8 and speaks_of_story(page, piece) >= 0.6
            why = "a picture's text between paragraphs" if told else "a pointer to another story"
            piece.settle(Role.CAPTION if told else Role.FURNITURE, why, 0.6)
            return
        if piece.place and pieces[at - 1].role is Role.FURNITURE and page.printed[piece.text][0] < (page.lead or 0):
            piece.settle(Role.FURNITURE, "a line of the page, printed again", 0.75)
            return
        piece.settle(Role.CROSSHEAD, "a short line between paragraphs", 0.85 if piece.gap else 0.75)
        return
    run = 1
    while at + run < end and pieces[at + run].open and not pieces[at + run].closed and pieces[at + run].size < 100:
        run += 1
    if run >= 3 and count <= 14:
        piece.settle(Role.FURNITURE, "one of several short lines in the story", 0.6)
        return
    if count > 12 or piece.size >= 90:
        if _stands_unstopped(page, at, end):
            piece.settle(Role.CAPTION, "a long line without a full stop among paragraphs that have theirs", 0.6)
        elif piece.size >= 110 or not heads:
            piece.settle(Role.PARAGRAPH, "a paragraph without its end", 0.6)
        else:
            piece.settle(Role.CAPTION, "a long line without a full stop", 0.5)
        return
    if run == 2 and next_piece is not None and next_piece.open and count <= 12:
        piece.settle(Role.CROSSHEAD, "a short line between paragraphs", 0.6)
        return
    piece.settle(Role.FURNITURE, "a short line that heads nothing", 0.5)


_QUOTED_BY = re.compile(r"^[\"“'‘](?P<said>.+)[\"”'’][\s,–—-]+(?P<name>[^\"“”]{4,40})$")


def _drop_pull_quotes(page: Page, lead: int, end: int) -> None:
    """A quotation that only repeats a paragraph's words was set large beside it."""
    pieces = page.pieces
    looked = 0
    paragraphs = [piece for piece in pieces[lead:end] if piece.role is Role.PARAGRAPH]
    texts, keys = "\n".join([piece.text for piece in paragraphs]), "\n".join([piece.key for piece in paragraphs])
    short = len(texts) < 4 * _FAR  # so that it can be asked at once whether any paragraph holds a quotation
    for at in range(lead, end):
        piece = pieces[at]
        if (
            piece.role not in (Role.PARAGRAPH, Role.CROSSHEAD)
            or not 20 <= len(piece.text) <= 320
            or looked >= _PULL_QUOTES_LOOKED_AT
        ):
            continue
        if (
            piece.role is Role.CROSSHEAD
            and (page.language != "en" or piece.text[0] in "'‘")
            and piece.quoted
            and piece.count <= 11
            and (piece.block == 1 or not page.airy)
        ):
            continue  # "« On a pris le chien »": a crosshead is often a quotation, in English as headlines quote
        if (not piece.quoted and piece.closed and piece.role is Role.PARAGRAPH) or _ITEM.match(piece.text):
            continue
        if any(pieces[there].why == "a list of the crossheads" for there in page.printed[piece.text][:_PRINTS]):
            continue
        looked += 1
        bare, plain = piece.key, piece.text.strip(EDGES)
        signed = _QUOTED_BY.match(piece.text) if piece.quoted and not piece.closed else None
        if signed and looks_like_name(signed["name"]):  # "“So was the horn” Ann Lee"
            plain = signed["said"].strip(EDGES)
            bare = key_of(plain)
        own = int(piece.role is Role.PARAGRAPH and bare == piece.key)
        if len(bare) < (20 if signed is None else 10):
            continue
        if short and texts.count(plain) <= own and keys.count(bare) <= own:
            continue
        for other in pieces[max(lead, at - 25) : min(end, at + 25)]:
            if (
                other is not piece
                and other.role is Role.PARAGRAPH
                and other.size > piece.size
                and len(other.text) < _FAR
                and (plain in other.text or bare in other.key)
            ):
                piece.settle(Role.FURNITURE, "a pull quote", 0.85)
                below = pieces[at + 1] if at + 1 < end else None
                if below is not None and below.role is Role.CROSSHEAD and below.gap == 0:
                    below.settle(Role.FURNITURE, "the speaker of a pull quote", 0.8)
                break


def _read_tail(page: Page, lead: int, end: int) -> None:
    """Settle what stands behind the story's last paragraph."""
    pieces = page.pieces
    named = any(piece.role is Role.BYLINE for piece in pieces[:end])
    signed = any(_is_signed(piece) for piece in pieces[:end])
    dated = any(
        piece.role in (Role.PUBLISHED, Role.UPDATED) and piece.box not in ("label", "time") for piece in pieces[:end]
    )
    wired = any(piece.role is Role.AGENCY for piece in pieces[:end])
    changed = any(piece.role is Role.UPDATED or Role.UPDATED in piece.also for piece in pieces[:end])
    ended = False
    _read_record(page, end)
    for at in range(end, len(pieces)):
        piece = pieces[at]
        distance = at - end
        if piece.why == _RECORDED:
            named = named or piece.role is Role.BYLINE
            continue
        if piece.role is Role.FURNITURE:
            if (
                piece.soft
                and not named
                and not ended
                and not distance
                and piece.block == 1
                and is_bare_signature(page, at)
            ):
                piece.settle(Role.BYLINE, "a signature right under the story", 0.7)
                named = True
            ended = ended or piece.box in _CLOSING
            continue
        if piece.role is Role.CORRECTION:
            continue
        if piece.why in _UNDER_LETTERS:
            continue
        if piece.role is Role.BYLINE:
            if wired and piece.key in vocabulary().words["agencies"]:
                piece.settle(Role.FURNITURE, "an agency's name behind the story", 0.7)
                continue
            near = distance <= 3 or _is_beside_date(pieces, at)
            if not named and near and not ended and "posted by" not in piece.key:
                named = True
                continue
            if (
                named
                and distance <= 3
                and not ended
                and at > 0
                and pieces[at - 1].role is Role.BYLINE
                and at > end
                and looks_like_role(piece.text)
            ):
                continue
            piece.settle(Role.FURNITURE, "a name behind the story", 0.7)
        elif not wired and not page.agency and not ended and (sign := _AGENCY_AND_DAY.match(piece.text)):
            if sign["agency"].casefold() in vocabulary().words["agencies"]:
                piece.settle(Role.AGENCY, "an agency's name and a day in brackets", 0.8)
                piece.also = () if dated else (Role.PUBLISHED,)
        elif piece.role in (Role.PUBLISHED, Role.UPDATED):
            late = piece.role is Role.UPDATED and not changed and piece.digits and read_label(piece.text) == "updated"
            if late and piece.box not in ("label", "time") and distance <= 3:
                changed = True
            elif dated or piece.box in ("label", "time") or (ended and not read_label(piece.text)):
                piece.settle(Role.FURNITURE, "a date behind the story", 0.7)
            else:
                dated = True
        elif piece.role is Role.AGENCY:
            if (
                wired
                or _is_pages_name(page, piece)
                or distance > 2
                or ended
                or (
                    piece.glued
                    and page.language != "en"
                    and not piece.why.endswith("label")
                    and piece.text[0] not in "【（"
                    and not piece.caption
                )
            ):
                piece.settle(Role.FURNITURE, "an agency's name behind the story", 0.6)
        elif piece.role in (Role.CAPTION, Role.CREDIT):
            wire = piece.text.lstrip("-–— ").partition("/")[0]
            if not wired and not ended and distance <= 1 and _is_desk_sign(piece) and is_known_wire(wire):
                wired = True
                piece.settle(Role.AGENCY, _SIGNED_BY_WIRE, 0.75)
            elif ended or _is_desk_sign(piece) or piece.text[0] in "©ⓒ" or (distance > 3 and not piece.caption):
                piece.settle(Role.FURNITURE, "a picture behind the story", 0.7)
        elif piece.open:
            below = pieces[at + 1] if at + 1 < len(pieces) and not pieces[at + 1].gap else None
            last = not page.airy or below is None or not below.open
            again = all(
                pieces[there].why in ("printed again", "the headline, printed again", "only signs")
                for there in range(end, at)
            )
            if not signed and not distance and page.language != "en" and _signs_off(page, at):
                for desk in pieces[:end] if named else ():
                    if desk.role is Role.BYLINE:
                        desk.settle(Role.FURNITURE, "the paper's name over a signed story", 0.7)
                piece.settle(Role.BYLINE, "a signature right under the story", 0.75)
                named = True
                role = pieces[at + 1]
                if not role.gap and role.open and looks_like_role(role.text) and len(role.words) <= 5:
                    role.settle(Role.BYLINE, "a role under a name", 0.75)
            elif not ended and not distance and piece.caseless and piece.count >= 4 and tells_pictures(page):
                piece.settle(Role.CAPTION, "a short line in a story told in pictures", 0.65)
            elif not named and not ended and _is_introduced(pieces, at):
                piece.settle(Role.BYLINE, "a name that the biography below says again", 0.8)
                named = True
            elif not named and not ended and distance <= 1 and names_its_role(piece.text):
                piece.settle(Role.BYLINE, "a signature with its title under the story", 0.75)
                named = True
            elif not named and not ended and (distance <= 1 or again) and is_bare_signature(page, at):
                piece.settle(Role.BYLINE, "a signature right under the story", 0.7)
                named = True
            elif not named and not ended and page.language == "ja" and not distance and _signs_in_brackets(piece):
                piece.settle(Role.BYLINE, "a name in brackets under the story", 0.85)
                named = True
            elif not named and not ended and (distance <= 1 or again) and last and _is_signature(piece):
                piece.settle(Role.BYLINE, "a signature under the story", 0.75)
                named = True
            elif page.headline is not None and piece.text == page.headline.text:
                piece.settle(Role.FURNITURE, "the headline, printed again", 0.95)
            else:
                piece.settle(Role.FURNITURE, "behind the story's end", 0.75)
        elif piece.role is Role.SECTION:
            if piece.why == "a section behind its label" and not any(
                other.role is Role.SECTION for other in pieces[:end]
            ):
                continue
            piece.settle(Role.FURNITURE, "behind the story's end", 0.75)


_AGENCY_AND_DAY = re.compile(r"^\((?P<agency>[^\d(),]{2,20})(?:, ?red)?, ?\d{1,2}\. ?\d{1,2}\. ?\d{2,4}\)$")
_RECORDED = "a value below its label in the record of the story"


def _read_record(page: Page, end: int) -> None:
    """A record of the story in an archive: "Section" / "World" / "Author" / "Ann Lee", labels and values in turn."""
    pieces = page.pieces
    known = vocabulary().words
    labels: list[tuple[Role, Piece]] = []
    dates = 0
    for at in range(end, min(len(pieces) - 1, end + 20)):
        piece, value = pieces[at], pieces[at + 1]
        if piece.size > 30:
            continue
        if piece.box == "label":
            dates += 1
        elif value.open and piece.key in known["section_labels"]:
            labels.append((Role.SECTION, value))
        elif (value.open or value.role is Role.BYLINE) and piece.box == "byline label":
            labels.append((Role.BYLINE, value))
    if len(labels) + dates < 2:
        return
    for role, value in labels:
        if len(value.words) <= 6 and not any(piece.role is role and piece is not value for piece in pieces):
            value.settle(role, _RECORDED, 0.8)


def _is_beside_date(pieces: list[Piece], at: int) -> bool:
    """Whether a labelled byline stands right at a labelled date: "Date 3.2.2013" / "Author Ann Lee" under the story."""
    beside = (pieces[at - 1], *pieces[at + 1 : at + 2])
    return pieces[at].why == "a byline with its label" and any(
        other.role in (Role.PUBLISHED, Role.UPDATED) and read_label(other.text) for other in beside
    )


def _is_introduced(pieces: list[Piece], at: int) -> bool:
    """Whether a name stands alone and a sentence close below begins with it: "Ann Lee is professor of …"."""
    name = pieces[at].text.strip(" ,")
    if not looks_like_name(name):
        return False
    return any(
        below.text.startswith(name) and below.closed and len(below.words) > len(pieces[at].words) + 2
        for below in pieces[at + 1 : at + 5]
    )


_SIGNED_BY_WIRE = "an agency in a desk's sign"
_UNDER_LETTERS = (_LETTER, "a place under a letter", "a signature under a letter")


def _is_made_of_page_words(piece: Piece) -> bool:
    """Whether more than half of a line's words are those of pages' own phrases: "Read Next"."""
    words = piece.has_words()
    return 2 * len(words & vocabulary().page_words) > len(words)


_IN_BRACKETS = re.compile(
    "^[（(](?:[\u4e00-\u9fff\u30a0-\u30ff]{2,10}[=＝・])?"
    "(?P<name>[\u4e00-\u9fff々]{2,4}[ 　]?[\u4e00-\u9fff々\u3040-\u309f]{0,3})[)）]$"
)


def _signs_in_brackets(piece: Piece) -> bool:
    """ "（山田さやか）", "（港町総局・山田太郎）": how Japanese papers sign, and not "（敬称略）"."""
    match = _IN_BRACKETS.match(piece.text)
    return match is not None and len(match["name"]) >= 3 and not match["name"].endswith(_NO_NAMES)


_NO_NAMES = ("略", "更新", "転載", "あり", "通信", "以上", "掲載", "提供", "写真", "参照", "つづく", "続く")


def _is_signature(piece: Piece) -> bool:
    """ "Ann Lee, Mill Street": a writer's name under a letter, with the place."""
    text = piece.text.lstrip("-–— ")
    if len(text) < len(piece.text) or piece.closed or len(piece.words) > 9:
        return False
    name, comma, place = text.partition(",")
    if not looks_like_name(name) or (not comma and _is_made_of_page_words(piece)):
        return False
    known = vocabulary().words
    if any(word.casefold() in known["outlet_words"] or "." in word[1:-1] for word in name.split()):
        return False
    return not place or all(
        word[:1].isupper() or word.casefold() in vocabulary().words["particles"] or word in ("the", "of")
        for word in place.split()
    )


def _check_corrections(page: Page) -> None:
    """A correction's heading takes the sentence below it; a page that is only a correction is the story itself."""
    pieces = page.pieces
    for at, piece in enumerate(pieces):
        if piece.role is Role.CORRECTION and piece.size < 40 and at + 1 < len(pieces):
            following = pieces[at + 1]
            if (following.role in DATES or following.why == "a date behind the story") and at + 2 < len(pieces):
                if pieces[at + 2].role is Role.CORRECTION:
                    following.settle(Role.CORRECTION, "the date of a correction", 0.8)
                continue
            if following.role in (Role.PARAGRAPH, Role.FURNITURE, Role.CROSSHEAD) and following.sentence:
                following.settle(Role.CORRECTION, "the text under a correction's heading", 0.8)


def _read_no_body(page: Page) -> None:
    """A page without a paragraph: what is open is of the page, what was settled stays."""
    corrections = page.of(Role.CORRECTION)
    for piece in corrections:
        piece.settle(Role.PARAGRAPH, "a correction that is the whole story", 0.8)
    for piece in page.pieces:
        if piece.open:
            piece.settle(Role.PARAGRAPH if piece.sentence else Role.FURNITURE, "on a page without a story", 0.4)
