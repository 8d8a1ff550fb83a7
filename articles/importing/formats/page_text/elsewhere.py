"""What one place of a page tells about another: a menu's entry, a name said again, an interview's turns."""

from __future__ import annotations

import re
from collections import Counter

from articles.importing.document import Role

from .names import is_name_line, looks_like_name, looks_like_role, names_outlet, read_foreign
from .page import Page
from .pieces import Piece
from .vocabulary import key_of, vocabulary

_FAR = 60  # so many lines away nothing is asked about
_LABEL = 14  # no speaker's label is longer
_BULLETS = "*•—–-►▶■"


def speaks_in_turns(page: Page, lead: int, end: int) -> bool:
    """Whether lines begin with one speaker's label ("记者："), or questions stand under a quotation as headline."""
    pieces = page.pieces[lead:end]
    labels: Counter[str] = Counter()
    bullets = asked = 0
    for piece in pieces:
        head = piece.text[: _LABEL + 1].replace("：", ":")
        label, sign, rest = head.partition(":")
        if sign and 1 <= len(label) <= _LABEL and not label.isdigit() and not rest[:1].isdigit():
            labels[label] += 1
        question = piece.text[-1:] in "?？؟;" and piece.size <= 200
        bullets += question and piece.text[0] in _BULLETS
        asked += question and piece.open and not piece.quoted
    if bullets >= 2:
        return True
    if labels and labels.most_common(1)[0][1] >= 3 and sum(labels.values()) * 4 >= len(pieces):
        return True
    if len([label for label, times in labels.items() if times > 1]) > 1 and sum(labels.values()) * 2 >= len(pieces):
        return True
    headline = page.headline.text if page.headline is not None else ""
    said = headline[:1] in "\"'“„«‘「『”" or any(f": {sign}" in headline for sign in "\"'“„«‘「『”")
    return said and asked >= 3 and page.language != "en"


def is_cue(piece: Piece) -> bool:
    """ "（井口画面，水桶放下去的声音）": a whole line in brackets among the turns of a broadcast."""
    return piece.text[0] in "(（[【" and piece.text[-1] in ")）]】" and piece.count >= 2


def is_section_of_menu(page: Page, at: int, lead: int) -> bool:
    """Whether a short line beside headline or date stood among the menu's entries above: the section that is open."""
    piece = page.pieces[at]
    if piece.digits or piece.closed or piece.count > 3 or piece.size > 36:
        return False
    known = vocabulary().words
    if piece.key in known["no_rubrics"] or piece.key in known["homes"] or vocabulary().whole.get(piece.key):
        return False
    first = page.printed[piece.text][0]
    if first == at and piece.lower:  # "baseball" under a menu with "Baseball"
        first = page.printed.get(piece.text.capitalize(), [at])[0]
    if first >= at - 2 or at - first > _FAR:
        return False
    entry = page.pieces[first]
    if entry.role is not Role.FURNITURE or entry.block < 4 or (piece.block > 3 and piece.place > 1):
        return False
    return not any(other.role is Role.SECTION for other in page.pieces[max(0, at - _FAR) : min(lead, at + _FAR)])


_HAN_PLACED = re.compile("^[\u4e00-\u9fff]{2,4}[（(][\u4e00-\u9fff]{2,8}[）)]$")  # "區樹培（青衣灣）"


def is_bare_signature(page: Page, at: int) -> bool:
    """Whether a line right under the story is its writer's name: alone, in a name's shape, no word of pages."""
    piece = page.pieces[at]
    text = piece.text.strip(" .,")
    if page.language == "en" or (piece.block > 1 and page.airy) or piece.closed or piece.size > 60:
        return False
    if any(map(str.isdigit, text.partition(",")[0])):
        return False
    known = vocabulary()
    name, comma, rest = text.replace(" i ", " ").partition(",")
    if known.whole.get(piece.key) or (not piece.has_words().isdisjoint(known.words["outlet_words"]) and not comma):
        return False
    if name in known.words["sections"] or piece.key in known.words["sections"]:
        return False
    if piece.caseless:
        words = name.split()
        if not piece.spaced:
            return bool(read_foreign(text)) or _HAN_PLACED.match(text) is not None
        alone = 2 <= len(words) <= 4 and all(len(word) > 1 for word in words)
        return (
            alone
            and not any(sign in text for sign in '|/:：؛;"“”«»()?؟!#')
            and piece.has_words().isdisjoint(known.page_words)
        )
    if not looks_like_name(name):
        return False
    if not comma and not all(
        word.casefold() in known.words["particles"] or word.casefold() not in known.page_words for word in name.split()
    ):
        return False
    return not rest or len(rest.split()) <= 4


def is_letter(page: Page, lead: int) -> bool:
    """Whether the story is a letter: it speaks to the editor, or its section says so."""
    known = vocabulary().words["salutations"]
    near = page.pieces[max(0, lead - 6) : lead + 2]
    first = page.pieces[lead].text[:24] if lead < len(page.pieces) else ""
    called, comma, _ = first.partition(",")
    if comma and key_of(called) in known:
        return True  # "Sir, – Your correspondent …"
    return any(piece.key in known or (piece.key.split(" ", 1)[0] in known and piece.count <= 4) for piece in near)


def names_its_role(text: str) -> bool:
    """Whether a line is a name with its title behind a comma: "Сергей Малахов, наш корр."."""
    name, comma, role = text.partition(",")
    return bool(comma) and looks_like_name(name) and (looks_like_role(role.strip()) or names_outlet(role.strip()))


def is_signed_elsewhere(page: Page, piece: Piece, lead: int) -> bool:
    """Whether a line of the head stands again behind the story, alone or beginning a sentence about the writer."""
    first = page.pieces[lead + 3 :]
    for other in first[-60:]:
        if other is not piece and other.text.startswith(piece.text) and other.size < 400:
            rest = other.text[len(piece.text) :]
            if not rest or (rest[0] in " ,،" and other.closed):
                return True
    return False


def is_introduced(page: Page, piece: Piece, lead: int) -> bool:
    """Whether a name is introduced behind the story: "Ann Lee is a journalist in Elma"."""
    return looks_like_name(piece.text) and is_signed_elsewhere(page, piece, lead)


def takes_names_above(page: Page, lead: int) -> int:
    """Read the lines right above the story that only their neighbours explain; gives where the story begins."""
    pieces = page.pieces
    if not lead or lead >= len(pieces):
        return lead
    above, first = pieces[lead - 1], pieces[lead]
    if above.open and above.key in vocabulary().words["salutations"]:
        return lead - 1  # "Señor director:" begins a letter
    if above.open and not above.closed and above.size <= 60 and _is_place_and_name(above, first):
        above.settle(Role.BYLINE, "a place and a name", 0.8)
    elif above.open and _is_place_and_paper(above, first):
        above.settle(Role.AGENCY, "a place and its paper", 0.8)
    for at in (lead - 1, lead - 3):
        if at >= 0 and _is_photographer(page, at):
            pieces[at].credit = pieces[at].text
            pieces[at].settle(Role.CREDIT, "a name above a picture's text", 0.7)
            pieces[at + 1].caption, pieces[at + 1].credit = pieces[at + 1].text, pieces[at].text
            pieces[at + 1].settle(Role.CAPTION, "a sentence between photographer and writer", 0.7)
            return at + 3
    for at in range(max(1, lead - 12), lead):
        piece, name = pieces[at], pieces[at - 1]
        if (
            piece.role is Role.BYLINE
            and piece.gap <= 1
            and name.open
            and piece.text.split(" ", 1)[0].casefold() in _OF_PAPER
            and looks_like_name(name.text)
        ):
            name.settle(Role.BYLINE, "a name above its paper", 0.85)
            piece.settle(Role.BYLINE, "a role under a name", 0.85)
    return lead


def _is_photographer(page: Page, at: int) -> bool:
    """Whether a name, a sentence on a picture, another name and the story stand one below the other."""
    four = page.pieces[at : at + 4]
    if (
        len(four) < 4
        or any(not piece.open for piece in four)
        or any(piece.role is Role.BYLINE for piece in page.pieces[:at])
    ):
        return False
    photographer, caption, writer, first = four
    named = is_name_line(photographer.text) and is_name_line(writer.text) and photographer.text != writer.text
    return named and caption.sentence and caption.size <= 200 and first.sentence


_OF_PAPER = frozenset({"da", "do", "de", "del", "della", "dal", "od", "из", "von", "vom"})


def _is_place_and_name(above: Piece, first: Piece) -> bool:
    """ "النخيلة: عمر الدباغ": a place that the first paragraph says again, and a name, in a script without capitals."""
    place, sign, name = above.text.partition(":")
    if not sign or not above.caseless or not above.spaced or above.digits:
        return False
    return 1 <= len(place.split()) <= 2 and 2 <= len(name.split()) <= 4 and place.strip() in first.text[:400]


def _is_place_and_paper(above: Piece, first: Piece) -> bool:
    """ "Purwosari, Kompas": a place that the first paragraph says again, and an outlet."""
    place, sign, paper = above.text.partition(", ")
    known = vocabulary().words
    if (
        not sign
        or above.closed
        or above.digits
        or len(place.split()) > 3
        or place.casefold() in known["agencies"] | known["outlets"]
    ):
        return False
    return paper.casefold() in known["agencies"] | known["outlets"] and place in first.text[:400]
