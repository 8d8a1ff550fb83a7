"""What a piece is by itself: rules that look at one piece and no further.

Each rule proposes a role by settling the piece; the table at the end names them in plain words, and
the first that is sure wins. Rules are ordered from cheap and certain to dear and weak.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from articles.importing.document import Role

from .credits import split_credit
from .datelines import read_dateline
from .dates import has_year, read_stamp, speaks_of_more
from .names import (
    NO_PERSON,
    is_generic,
    is_paper_staff,
    label_end,
    looks_like_name,
    looks_like_role,
    names_outlet,
    read_foreign,
    read_names,
    role_first,
)
from .page import Page
from .pieces import Piece
from .seams import is_section_path
from .vocabulary import EDGES, Vocabulary, key_of, vocabulary

Rule = Callable[[Piece, Page, Vocabulary], bool]

_FIGURES = re.compile(r"^[\d\s.,:%+\-–−()/$€£¥▲▼|<>‹›]+$")
_QUOTATION = re.compile(r"^[A-Z][\w&. /]{1,30} [\d,]+\.\d+ [+-]?\d+\.\d+%$")  # "DJIA 17705.91 -0.20%"
_MEDIA_SIZE = re.compile(
    r"^\[?(?:Real\s|Windows Media\s|QuickTime\s|AVI\s)*\(?\d[\d.,]*\s?(?:[KM]B?|k(?=/)|kb|mb|bytes)\b|"
    r"^(?:Real|Windows Media|QuickTime|RealAudio|RealVideo|VXtreme)\b[\s\d.KMkm/]*(?:K\b.*)?$|^\d+\s?K\s\d+\s?K$|"
    r"^\(QuickTime|^\d{1,2}:\d\d(?::\d\d)?\s?[-–|]\s?Source\b"
)
_WITH_DURATION = re.compile(r"[^\s:,–-]{3} \(?0?\d:\d\d\)?$")  # "Rescuers pull skier from snow 01:12"
_MEDIA_FORMATS = frozenset({"vxtreme", "realaudio", "realvideo", "quicktime", "shockwave", "realplayer"})
_FILE_NAME = re.compile(
    r"^[\w%~+-]+\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|html?|aspx?|php)$|^(?=.*\d)(?=.*-)[\w]+(?:[-_][\w]+){2,}$",
    re.IGNORECASE,
)
_ICON = re.compile(r"[A-Z]{3}(?<=[a-z][A-Z]{3})")
_ADDRESS = re.compile(r"^(?:https?://|www\.|[\w.+-]+@[\w-]+\.)\S*$", re.IGNORECASE)
_SPEAKER = re.compile(
    r"^(?:(?:Ms|Mr|Mrs|Dr|Sen|Rep|Gov|Prof|Gen)\. )?[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{1,30}"
    r"(?:,\s[^:]{2,70})?(?:\s\([^)]{2,60}\))?:\s"
)
_STAMP = re.compile(
    r"^(?:\d{1,2}:\d{2} [ap]\.?m\.?(?: [A-Z]{2,4})?,? (?:[A-Z][a-z]{2,8},? )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}$|"
    r"\d{1,2} (?:hr|hour|min|minute)s? (?:\d{1,2} (?:min|minute)s? )?ago$|"
    r"[■◆●▶□◇▪]?(?:\[?\d{1,2}[:.h]\d{2}(?::\d{2})?\]?\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?|\d{1,2}\s?[ap]\.?m\.?)(?:\s?[:–—-])?(?:\s|$))",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[^\W\d_] ?\(\d{1,5}(?: (?:responses|comments|replies|posts))?\)$", re.IGNORECASE)
_OF_SEVERAL = re.compile(
    r"^\d{1,3}\s?(?:/|of|de|von|di|av|af|van|z|из|iz|od|sur|na|/)\s?\d{1,3}(?: more photos?)?(?: »)?$", re.IGNORECASE
)
_IMAGE_TEXT = re.compile(r"^\[\s?(?:image|photo|picture|video|audio)\s?:[^\]]*\]$", re.IGNORECASE)
_YEARS = re.compile(r"© ?(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d")
_NO_CREDIT = re.compile(r"^(?!.*(?:/|©|[Cc]ourtesy|\bby\b)).* (?:with|at|in|on|of|and) ")
_MORE = re.compile(r"[»→]\s?$|^\(?(?:MORE|more)\)?$|^\(MORE [A-Z]+\)$")


_SIZE_BEHIND = re.compile(r"\(\d[\d.,]{0,4} ?(?:K|KB|MB)\b[^()]{0,40}\)$")  # "(221K AIFF or WAV sound)"
_TITLES = frozenset({"Ms.", "Mr.", "Mrs", "Dr.", "Sen", "Rep", "Gov", "Gen", "Pro"})


def is_speaker_turn(text: str) -> bool:
    """ "ANN LEE, CNN ANCHOR: …"."""
    head = text[:110]
    if text[-1] == ":" and "," in text and len(text) < 60:
        head = f"{text} "  # "ANN LEE, host:" on a line of its own
    if ": " not in head or not (text[1:2].isupper() or text[1:2] in ". " or text[:3] in _TITLES):
        return False
    name, _, _ = head.partition(": ")
    if _SPEAKER.match(f"{name}: ") is not None:
        return True
    return not name.isascii() and 3 <= len(name) <= 34 and name.isupper() and len(name.split()) <= 3


_BEFORE_STAMP = tuple("[■◆●▶□◇▪")


def stamp_end(text: str) -> int:
    """Where the time of day ends that a live blog's entry begins with; 0 where there is none."""
    match = _STAMP.match(text[:40]) if text[:1].isdigit() or text[:1] in _BEFORE_STAMP else None
    return match.end() if match else 0


def is_stamp(text: str) -> bool:
    """Whether a line is nothing but the time of a live blog's entry: "9:14 p.m. ET, August 27, 2020"."""
    return len(text) < 44 and stamp_end(text) >= len(text)


def signs_only(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """Bars, stars, rules and the bones of tables."""
    key = piece.key
    if key[:1].isalnum() or any(map(str.isalnum, key[:40])):
        return False
    piece.settle(Role.FURNITURE, "only signs")
    return True


def stock_phrase(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """What pages of all outlets print: navigation, notices, sharing, rights."""
    long = piece.prose
    meaning, phrase = known.meaning(piece.key, long=piece.size > 110)
    if not meaning and piece.size < 60:
        glue = _ICON.search(piece.text)
        if glue:  # an icon's description glued to the heading: "more videoVIDEO"
            meaning, phrase = known.meaning(piece.text[glue.start() :].casefold().strip(EDGES), long=False)
    if meaning == "teaser" and piece.size < 240 and piece.text.partition(":")[0].isupper():
        piece.settle(Role.FURNITURE, "a pointer to a recording or another story", 0.8)
        return True
    if (
        meaning
        and long
        and not (
            len(phrase) >= 14
            or phrase[:1] == "©"
            or meaning == "correction"
            or phrase in _SHORT_BUT_SURE
            or phrase.startswith("copyright ")
        )
        and not (" " in phrase and piece.key[len(phrase) : len(phrase) + 2].strip() == ":")  # "Read more: …"
    ):
        meaning = ""
    if not meaning and piece.size < 520:
        if not piece.quoted:
            meaning, phrase = known.meaning_within(piece.key, piece.tokens)
        elif behind := _behind_quotation(piece.text):
            meaning, phrase = known.meaning_within(behind, behind.split())
            meaning = meaning if " " in phrase else ""
    if (
        (
            meaning == "furniture"
            and " " not in phrase
            and len(piece.words) > 5
            and phrase not in _SHORT_BUT_SURE
            and phrase.isascii()
        )
        and piece.key != phrase
        and not phrase.endswith((":", "|"))
        and phrase[:1] != "©"
    ):
        meaning = ""  # one common word at the beginning of a longer line says little
    above = page.pieces[piece.at - 1] if piece.at and not piece.gap else None
    if meaning == "furniture" and above is not None and above.role is Role.BYLINE and looks_like_role(piece.text):
        meaning = ""  # "CNN Interactive Writer" under a name
    if phrase == "©" and len(piece.words) <= 7 and not piece.digits and split_credit(piece.text):
        meaning = ""  # a photographer's sign, not the page's
    if not meaning or meaning == "teaser":
        if meaning == "teaser" and not piece.prose:
            piece.box = "teaser"
        return False
    if meaning == "biography":
        piece.box = "biography"
        return False
    if meaning == "furniture" and piece.digits and piece.size < 160 and _is_dated(piece, page):
        return False
    if meaning == "furniture" and not known.words["picture_buttons"].isdisjoint((phrase, piece.key)):
        piece.box = "picture"
    if meaning == "correction":
        piece.settle(Role.CORRECTION, "a correction's opening words", 0.95)
        return True
    if meaning == "transcript":
        page.transcript = True
    if meaning in (
        "links",
        "ends",
        "related",
        "picture",
        "quote",
        "contents",
        "media",
        "poll",
        "figures",
        "highlights",
        "closer",
        "nag",
        "nag_end",
    ):
        rights = phrase.startswith(("copyright", "©", "(c)")) and piece.text[0] in "©Cc("
        if piece.prose and meaning not in ("nag", "nag_end") and not rights:
            return False
        told = piece.key[len(phrase) :] if piece.key.startswith(phrase) else ""
        if not (told[:2] == ": " and len(told.split()) > 2 and meaning in ("media", "links", "related")):
            piece.box = meaning  # "Related video: The artist at home" points to something itself
    elif piece.text[0] == "(" and phrase == "more":
        piece.box = "closer"
    piece.settle(Role.FURNITURE, f"a stock phrase of pages ({meaning})", 0.97)
    return True


def _behind_quotation(text: str) -> str:
    """What stands behind the last quotation mark of a text, as phrases are compared."""
    return key_of(text[max(map(text.rfind, '"”“»«')) :])


def _is_dated(piece: Piece, page: Page) -> bool:
    """Whether a line with a page's phrase is a labelled date all the same: "Giriş Tarihi: 23.11.2018 11:06"."""
    if piece.key.startswith("www.") and len(piece.words) == 3 and has_year(piece.text):
        stamp = read_stamp(" ".join(piece.words[1:]), day_first=page.day_first)  # "www.elma.org 2005-03-03 14:23:11"
        return stamp is not None and isinstance(stamp.published, datetime) and not stamp.rest
    if page.language == "en" or not has_year(piece.text) or "©" in piece.text:
        return False
    stamp = read_stamp(piece.text, day_first=page.day_first)
    return stamp is not None and bool(stamp.label) and not stamp.rest


_SHORT_BUT_SURE = frozenset({"copyright", "http://", "https://", "reporting by", "editing by"})


_BARS = re.compile(r"\s?[|｜│]\s?|\s[-–—•·/]\s|\s{3,}|[•·]")


def doubled(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """ "Decrease fontDecrease font": a picture's description and the same words as a button."""
    text = piece.text
    half = len(text) // 2
    if not 8 <= len(text) <= 110 or piece.closed or text[0] == "/":
        return False
    if text[:half].strip() != text[-half:].strip() or len(set(text)) < 4:
        return False
    piece.settle(Role.FURNITURE, "the same words twice on one line", 0.85)
    return True


_BUTTONS = re.compile(
    r"^(?:来源：\S{2,10} )?(?:[【〖\[（][^】〗\]）]{1,12}[】〗\]）][ \u3000]*){2,}$"
)  # "【字号 大 中 小】 【我要打印】"


def _is_made_of_phrases(piece: Piece, known: Vocabulary) -> bool:
    """Whether a line is nothing but pages' whole phrases, one after the other: "أرسل لصديق اطبع"."""
    words = [key_of(word) for word in piece.words]
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            if known.whole.get(" ".join(words[at:end])):
                at = end
                break
        else:
            return False
    return True


def menu_line(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """Several short cells on one line, bars or wide blanks between them: "Home | World | Sport"."""
    row = piece.row or (piece.text.split("|") if "|" in piece.text and piece.size < 200 else [])
    if 2 <= len(row) <= 8 and all(known.meaning(key_of(cell), long=False)[0] for cell in row):
        piece.settle(Role.FURNITURE, "buttons side by side", 0.9)
        return True
    if piece.text.startswith("_ ") and " _ " in piece.text and piece.size < 120:
        piece.settle(Role.FURNITURE, "buttons side by side", 0.9)
        return True
    if (piece.text[0] in "【〖[（" or piece.text[-1] == "】") and _BUTTONS.match(piece.text):
        piece.settle(Role.FURNITURE, "buttons in brackets", 0.9)
        return True
    if piece.caseless and 2 <= len(piece.words) <= 12 and piece.size < 110 and _is_made_of_phrases(piece, known):
        piece.settle(Role.FURNITURE, "buttons side by side", 0.85)
        return True
    if piece.size > 400 or piece.closed or (piece.cells < 3 and "|" not in piece.text and "｜" not in piece.text):
        return False
    cells = piece.cells
    if cells < 3:
        cells = len([cell for cell in _BARS.split(piece.text) if cell.strip()])
    if cells < 4 and not (cells == 3 and piece.cells == 3 and len(piece.words) <= 9):
        return False
    if len(piece.words) > 5 * cells or piece.size > 24 * cells:
        return False
    piece.settle(Role.FURNITURE, "a menu on one line", 0.85)
    return True


def machine_words(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """Figures, sizes of downloads, file names, addresses: nothing that anybody wrote to be read."""
    if piece.size > 90:
        return False
    text = piece.text
    if piece.digits and text[-1] in "0123456789)" and len(piece.words) >= 3 and _WITH_DURATION.search(text):
        piece.settle(Role.FURNITURE, "a recording with its duration", 0.85)
        return True
    if piece.words[0].casefold() in _MEDIA_FORMATS and not piece.closed:
        piece.settle(Role.FURNITURE, "a recording in its format", 0.9)
        return True
    if len(piece.words) >= 4 and len(text) == 2 * len(piece.words) - 1 and text.isascii():
        piece.settle(Role.FURNITURE, "a word in spaced letters", 0.8)
        return True
    first = text[0]
    if first.isdigit() or first in "+-$€£(▲▼<‹":
        is_stamp = ":" in text and stamp_end(text) >= len(text)
        if _FIGURES.match(text) and not is_stamp:
            piece.settle(Role.FURNITURE, "figures alone", 0.9)
            return True
    if text[-1] == "%" and _QUOTATION.search(text):
        piece.settle(Role.FURNITURE, "a market's figures", 0.9)
        return True
    if ((first.isdigit() or first in "RWQV(A[") and _MEDIA_SIZE.match(text)) or (
        text[-1] == ")" and piece.digits and _SIZE_BEHIND.search(text)
    ):
        piece.settle(Role.FURNITURE, "size of a download")
        return True
    if len(piece.words) <= 2 and ("." in text or "-" in text or "@" in text or "_" in text):
        if _ADDRESS.match(text):
            piece.settle(Role.FURNITURE, "an address")
            return True
        if _FILE_NAME.match(text):
            piece.settle(Role.FURNITURE, "a file name", 0.9)
            return True
    if "©" in text and piece.digits and (_YEARS.search(text) or text.endswith(("Inc.", "LLC", "Ltd", "Ltd."))):
        piece.settle(Role.FURNITURE, "whose page it is", 0.9)
        return True
    if len(piece.words) <= 4 and piece.digits:
        rest = [word.strip(EDGES).casefold() for word in piece.words if not any(char.isdigit() for char in word)]
        if rest and " ".join(rest) in known.words["counters"]:
            piece.settle(Role.FURNITURE, "a counter", 0.95)
            return True
    if text[-1] == ")" and len(text) <= 48 and len(piece.words) <= 5 and _COUNTED.search(text):
        piece.settle(Role.FURNITURE, "a count in brackets behind a heading", 0.85)
        piece.box = "ends"
        return True
    if first in "—–-" and "(@" in text and len(piece.words) <= 9:
        piece.settle(Role.FURNITURE, "who wrote a short message", 0.85)
        return True
    if first == "#" and len(piece.words) <= 3:
        piece.settle(Role.FURNITURE, "a tag", 0.9)
        return True
    if text[:7].casefold() == "image: " and len(piece.words) >= 5 and not piece.closed and _NO_CREDIT.search(text):
        piece.settle(Role.FURNITURE, "a picture's description behind its label", 0.8)
        return True
    if len(piece.words) <= 7 and piece.key.endswith((" logo", " icon", " banner")):
        piece.settle(Role.FURNITURE, "a logo's description", 0.9)
        return True
    if first == "[" and _IMAGE_TEXT.match(text):
        piece.settle(Role.FURNITURE, "a picture's description", 0.95)
        return True
    if first.isdigit() and _OF_SEVERAL.match(text):
        piece.settle(Role.FURNITURE, "one of several pictures", 0.95)
        piece.box = "picture"
        return True
    if len(text) < 40 and _MORE.search(text) and not piece.closed and "«" not in text and text.count("»") < 2:
        piece.settle(Role.FURNITURE, "a pointer to more", 0.9)
        if first == "(":
            piece.box = "closer"
        return True
    return False


_WITH_REGIONS = frozenset({"world", "u.s.", "us", "asia"})  # "World - Europe": any region may follow


_CRUMB_SIGNS = frozenset(">»›→/＞:")
_CRUMB_SIGN = re.compile(r"\s(?:>>?|»|›|→|//?|＞|::)\s|＞|›|>>|\w» |[^\W\d_]\s?>\s?[^\W\d_]")


def _crumbs(text: str) -> tuple[str, list[str]] | None:
    """The sign and the parts of a breadcrumb, where a line has the shape of one."""
    for sign in (">>", ">", "»", "›", "＞", "→", "::", " // ", " / "):
        if sign in text:
            parts = [part.strip() for part in text.split(sign) if part.strip()]
            short = all(
                len(part) <= 34 and len(part.split()) <= 5 and (part[-1] not in ".,!?" or part.isupper())
                for part in parts
            )
            return (sign.strip(), parts) if 2 <= len(parts) <= 6 and short else None
    return None


def section_path(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """ "/WORLD /WORLD", "Home » Virginia News", "World: Asia-Pacific", "World - Europe"."""
    text = piece.text
    if piece.size > 110 or (piece.closed and text[0] != "/" and not text.endswith("...")):
        return False
    if text[0] == "/" and all(key_of(part) in known.words["agencies"] for part in text[1:].split("/")):
        return False  # "/ CBS/AP", cut from behind a date
    if is_section_path(text):
        piece.settle(Role.SECTION, "a path of sections", 0.97)
        return True
    if " • " in text and not piece.digits:
        dotted = [key_of(part) for part in text.split(" • ")]
        if 2 <= len(dotted) <= 4 and sum(part in known.words["sections"] for part in dotted) * 2 >= len(dotted):
            piece.settle(Role.SECTION, "sections with dots between", 0.85)
            return True
    if len(piece.words) == 2 and piece.caseless and piece.block <= 2 and not piece.digits:
        first, second = piece.words
        if first in known.words["sections"] and (second in known.words["sections"] or second.startswith(first)):
            piece.settle(Role.SECTION, "a section and its part", 0.8)  # "사회 사회일반"
            return True
    if (
        len(piece.words) == 3
        and page.language != "en"
        and piece.words[0].casefold() in known.words["homes"]
        and all(word[:1].isupper() for word in piece.words)
        and key_of(piece.words[-1]) in known.words["sections"]
    ):
        piece.settle(Role.SECTION, "a path of sections without signs", 0.8)
        return True
    if " | " in text and page.language != "en" and key_of(text.partition(" | ")[0]) in known.words["homes"]:
        bars = [part.strip() for part in text.split(" | ")]
        if 2 <= len(bars) <= 4 and all(part and len(part.split()) <= 4 for part in bars):
            piece.settle(Role.SECTION, "a breadcrumb", 0.8)
            return True
    if (
        not _CRUMB_SIGNS.isdisjoint(text)
        and _CRUMB_SIGN.search(text)
        and (text.count(" / ") != 1 or not looks_like_name(text.partition(" / ")[0]))
        and (crumbs := _crumbs(text)) is not None
    ):
        sign, parts = crumbs
        names = sum(key_of(part) in known.words["sections"] or key_of(part) in known.words["homes"] for part in parts)
        sure = names >= max(1, len(parts) - 1) if sign[0] == "/" else names or len(parts) > 2 or sign in ">›"
        if sure or (sign == "/" and len(parts) > 2 and piece.closed is False and not piece.digits):
            piece.settle(Role.SECTION, "a breadcrumb", 0.93 if names else 0.75)
            return True
    if len(piece.words) <= 6 and piece.size <= 48:
        for sign in (": ", " - ", " – ", " | ", "/", "|"):
            before, found, after = text.partition(sign)
            if not found or not after or before.rstrip().casefold() not in known.words["sections"]:
                continue
            if sign == "|" and len(after.split()) <= 3 and (after[0].isupper() or piece.caseless):
                piece.settle(Role.SECTION, "a section and its part", 0.93)  # "News|Agriculture"
                return True
            region = sign == " - " and len(after.split()) <= 2 and after[:1].isupper()
            topmost = sign == " | " and not piece.at and " " in before and len(after.split()) <= 3
            if (
                after.casefold() in known.words["sections"]
                or (region and before.casefold() in _WITH_REGIONS)
                or topmost
            ):
                piece.settle(Role.SECTION, "two names of sections", 0.93)
                return True
    return False


def date_line(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """A line that holds a date or a time and little else."""
    if piece.size > 200 or not (piece.words and (piece.digits or len(piece.words) <= 3)):
        return False
    if len(piece.words) > 7 and (
        (piece.prose and len(piece.words) > 18) or speaks_of_more(piece.text, piece.tokens, day_first=page.day_first)
    ):
        return False
    stamp = read_stamp(piece.text, day_first=page.day_first)
    if stamp is None:
        return False
    timed = isinstance(stamp.published or stamp.updated, datetime)
    figures = sum(any(map(str.isdigit, word)) for word in piece.words)
    if not piece.closed and figures >= 3 and figures * 3 >= len(piece.words) and (stamp.published or stamp.updated):
        timed = True  # number, volume, the date in two calendars: the line of an edition
    most = 8 if timed and not piece.closed else 4 if stamp.label else 2
    if len(stamp.rest) > most or (stamp.rest and len(" ".join(stamp.rest)) > (80 if timed else 40)):
        return False
    if stamp.published is None and stamp.updated is None:
        if stamp.clock is None:
            if len(piece.words) <= 3 and not stamp.rest:
                piece.settle(
                    Role.UPDATED if stamp.label == "updated" else Role.PUBLISHED, "a date's label without a date", 0.8
                )
                piece.box = "label"
                return True
            if stamp.label == "updated" and piece.digits and len(piece.words) <= 6 and not piece.closed:
                piece.settle(Role.UPDATED, "a time that only says how long ago", 0.8)
                piece.box = "label"
                return True
            return False
        above = page.pieces[piece.at - 1] if piece.at and not piece.gap else None
        under_date = above is not None and above.role in (Role.PUBLISHED, Role.UPDATED) and len(stamp.rest) <= 2
        if not stamp.label and not under_date and (stamp.rest or len(piece.words) > 7):
            return False
        if stamp_end(piece.text) and not stamp.label and not under_date:
            return False
        piece.settle(Role.PUBLISHED if stamp.label != "updated" else Role.UPDATED, "a time under a date", 0.85)
        piece.box = "time"
        return True
    if stamp.rest and not stamp.label and len(piece.text) > 60 and not timed:
        return False
    if stamp.rest and piece.closed and not stamp.label:
        return False
    if stamp.label == "published" and "posted by" in piece.key:
        return False
    role = Role.PUBLISHED if stamp.published else Role.UPDATED
    piece.settle(role, "a line of dates", 0.95 if stamp.label or not stamp.rest else 0.75)
    if stamp.published and stamp.updated:
        piece.also = (Role.UPDATED,)
    return True


def labelled_byline(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """ "By Ann Lee", "Von Bo Ek, Berlin", "Par Cy Orr": a label and a name."""
    if piece.size > 160 or piece.quoted:
        return False
    end = label_end(piece.text)
    if not end or (is_generic(piece.text) and not is_generic(piece.text[end:])):
        return False
    rest = piece.text[end:]
    if piece.key.startswith("interview with") and piece.text[0] not in "-–—":
        return False  # a headline
    if piece.text[:2] in ("--", "––") and piece.key.startswith("interview "):
        piece.settle(Role.FURNITURE, "who led the interview", 0.8)
        return True
    day, _, edition = rest.replace("’", "'").partition("'s ")
    if edition and day.casefold() in known.words["weekdays"]:
        piece.settle(Role.FURNITURE, "the edition that printed it", 0.8)  # "From Saturday's Elma Herald"
        return True
    if not rest:
        piece.settle(Role.FURNITURE, "a byline's label alone", 0.7)
        piece.box = "byline label"
        return True
    if piece.closed and len(piece.words) > 8:
        return False
    if rest.strip(" .").casefold() in known.words["agencies"]:
        piece.settle(Role.AGENCY, "an agency's name behind a byline's label", 0.85)
        return True
    if "/" in rest and "photographer" in piece.key:
        return False
    if piece.caseless and " " not in rest and piece.spaced and piece.text[end - 1].isspace() and ":" not in piece.text:
        return False  # "نويسنده مهمان": a title, which the label's word begins
    people = read_names(rest, labelled=True)
    if not people and not (
        len(piece.words) <= 7
        and not piece.closed
        and (known.has("generic_bylines", rest) or _is_desk(rest) or _is_paper(rest))
    ):
        return False
    if len(piece.words) > 14 and not any(one.role for one in people):
        return False
    piece.settle(Role.BYLINE, "a byline with its label", 0.95)
    return True


def _is_desk(text: str) -> bool:
    """ "KOLD News 13 Staff", "Our Correspondent, Mathurganj": a desk, perhaps with its number or place."""
    if is_generic(text.partition(",")[0]):
        return True
    return text[:1].isupper() and looks_like_role(text.rsplit(" ", 1)[-1]) and not text.isupper()


def _is_paper(text: str) -> bool:
    """Whether a short text is a paper's name: "Elma Herald", "«Коммерсантъ»"."""
    words = text.split()
    if text[0] in "«„“" and text[-1] in "»“”":
        return len(words) <= 4
    known = vocabulary().words["outlet_words"]
    named = any(word.strip(EDGES).casefold() in known for word in words)
    return named and len(words) <= 4 and all(word[0].isupper() or len(word) <= 3 for word in words)


def _is_desk_with_place(piece: Piece) -> bool:
    name, _, place = piece.text.replace("،", ",").partition(",")
    return is_generic(name) and (
        place.strip()[:1].isupper()
        or (place.strip()[:1].isalpha() and place.upper() == place.lower())
        or "." in place.strip()[1:-1]
    )


_WORLD_WIRES = frozenset({"ap", "afp", "reuters", "associated press"})  # "Ann Lee/AP": who took a picture
_HANDLE = re.compile(r"\S*@\S+")


def _is_spoken(piece: Piece) -> bool:
    """Whether a line is one quotation from end to end: set large, with its speaker below."""
    return piece.quoted and piece.closed and piece.text[-1] in "\"'”’" and piece.size < 240


def other_byline(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """Bylines that need no label: a desk, a service, "记者 …", "홍길동 기자"."""
    if piece.size > 110 or piece.closed or piece.cells > 2:
        return False
    if piece.text[0] in "([" and piece.size <= 12:
        return False  # a desk's initials
    if piece.text[-1] in "—–":
        return False  # a dateline on a line of its own
    name, slash, outlet = (part.strip() for part in piece.text.partition("/"))
    pictured = known.words["picture_agencies"]
    if slash and key_of(outlet) in pictured | _WORLD_WIRES:
        return False  # a photographer
    if slash and len(outlet.split()) <= 4 and outlet[:1].isupper() and looks_like_name(name) and "/" not in outlet:
        piece.settle(Role.BYLINE, "a name and a paper", 0.8)
        return True
    if "@" in piece.text and looks_like_name(_HANDLE.sub("", piece.text).strip(" |,–-")):
        piece.settle(Role.BYLINE, "a name and an address", 0.88)
        return True
    if piece.text[0] in "([<〈" and (len(piece.words) == 1 or piece.text[0] in "<〈"):
        return False  # "(red)": the desk's initials under a story; "<앵커 멘트>": a cue
    few = len(piece.words) <= (8 if piece.caseless else 5)
    generic = is_generic(piece.text) or (
        few and ("," in piece.text or "،" in piece.text) and _is_desk_with_place(piece)
    )
    if generic and not known.has("agencies", piece.text):
        piece.settle(Role.BYLINE, "the byline of a desk", 0.85)
        return True
    if is_paper_staff(piece.text) and not piece.upper:
        piece.settle(Role.BYLINE, "the byline of a desk", 0.8)
        return True
    east_asian = (not piece.text.isascii() and not piece.spaced) or piece.size > 2 * len(piece.text) - 4
    east_asian = east_asian or ("@" in piece.text and _HANGUL.search(piece.text) is not None)
    if east_asian and read_names(piece.text, labelled=False):
        piece.settle(Role.BYLINE, "a reporter's mark beside the name", 0.9)
        return True
    first = piece.key.split(" ", 1)[0].strip(".,")
    if (first in known.words["sections"] and piece.cells > 1) or (
        first in known.words["outlets"] and "|" in piece.text
    ):
        return False
    name, colon, role = piece.text.partition("：")
    if colon and len(name) <= 12 and looks_like_role(role) and not name.isascii() and name not in NO_PERSON:
        piece.settle(Role.BYLINE, "a name and a title", 0.8)
        return True
    above = page.pieces[piece.at - 1] if piece.at and not piece.gap else None
    if piece.caseless and above is not None and above.open and not above.closed:
        return False  # rather the title of the name above it
    asked = piece.tokens[0] in known.words["interview_rubrics"]  # "Q&A with road chief Ann Lee"
    short = 4 <= len(piece.words) <= 7 and piece.size < 60 and "," not in piece.text
    titled = role_first(piece.text) if short and not asked else ()
    if titled and looks_like_name(titled[0].name):
        piece.settle(Role.BYLINE, "a title and a name", 0.8)
        return True
    capitals = next((at for at, word in enumerate(piece.words) if not word.isupper()), 0)
    if 2 <= capitals <= 4 and len(piece.words) <= 9 and not piece.digits:
        name, role = " ".join(piece.words[:capitals]), " ".join(piece.words[capitals:])
        if looks_like_name(name) and looks_like_role(role) and role[0].isupper():
            piece.settle(Role.BYLINE, "a name in capitals and a title", 0.9)
            return True
    if " | " in piece.text or "," in piece.text or "،" in piece.text:
        people = read_names(piece.text, labelled=False)
        if people and any(
            one.role
            and not one.role.startswith(("a ", "an "))  # "Elma Inc., a News company"
            and (
                looks_like_role(one.role)
                or _is_paper(one.role)
                or names_outlet(one.role.partition(",")[0])
                or one.role.casefold() in known.words["agencies"]
            )
            for one in people
        ):
            spoken = piece.at > 0 and _is_spoken(page.pieces[piece.at - 1])
            role, why = (
                (Role.FURNITURE, "who says the quotation above")
                if spoken
                else (Role.BYLINE, "a name with a title beside it")
            )
            piece.settle(role, why, 0.85)
            return True
    return False


def source_line(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """ "Source: AFP": an agency behind its label."""
    if piece.size > 80 or not (":" in piece.text or "：" in piece.text):
        return False
    label, _, named = piece.text.replace("：", ":").partition(":")
    if key_of(label) not in known.words["source_labels"]:
        return False
    named_folded = [name.strip(" .").casefold() for name in _LISTED.split(named)]
    if not any(name in known.words["agencies"] for name in named_folded):
        if piece.spaced and all(name in known.words["picture_agencies"] for name in named_folded):
            piece.credit = named.strip()
            piece.settle(Role.CREDIT, "a picture agency behind a label", 0.8)
            return True
        return False
    piece.settle(Role.AGENCY, "an agency's name behind a label", 0.85)
    return True


def marked_caption(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """ "▲ 재봉틀. …" and "ⓒ 홍길동", "…＝12日、鳴瀬市": how papers of East Asia mark a picture's text."""
    if piece.text[0].isascii() and page.language != "ja":
        return False
    if page.language == "zh" and piece.text[0] in "▲△▼▽" and piece.size <= 400:
        found = split_credit(piece.text)
        piece.caption, piece.credit = found if found and found[0] else (piece.text, "")
        piece.settle(Role.CAPTION, "a caption behind its sign", 0.85)
        return True
    if (
        piece.text[0] in "▲△▼▽◀▶◁▷"
        and not _CONTACT.search(piece.text)
        and 8 <= len(piece.text) <= 200
        and _HANGUL.search(piece.text)
    ):
        piece.settle(Role.CAPTION, "a caption behind its sign", 0.85)
        return True
    if (
        page.language == "ja"
        and not piece.closed
        and "日" in piece.text
        and piece.text[-1] not in ")）"
        and _TAKEN_ON.search(piece.text)
    ):
        piece.settle(Role.CAPTION, "a caption with the day it was taken", 0.85)
        return True
    if piece.text[0] == "ⓒ" and len(piece.words) <= 4 and not piece.digits and not piece.closed:
        piece.credit = piece.text
        piece.settle(Role.CREDIT, "a credit alone", 0.85)
        return True
    return False


_WITH_PAPER = re.compile(
    r"^(?P<name>[^,|\d]{5,40}), (?:(?:d[aeo]|del|especial para|enviad[oa] especial|para) (?:[AO] )?"
    r"[A-ZÀ-Þ][^,.!?:;]*(?:\. ?[A-Z][^,.!?:;]*)?|correspondente|corresponsal|enviad[oa])$"
)
_CONTACT = re.compile(r"@|\d{2,4}-\d{3,4}")  # "▷ 전화 : 02-781-0000"
_TAKEN_ON = re.compile(r"[^=＝]{6}[=＝](?:\d{1,2}月|同)?\d{0,2}日[^。=＝]{0,40}(?<!撮影)(?<!写す)(?<!提供)$")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def foreign_byline(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """Bylines by their form alone: initials with a wire, a name with an address, "Ann Lee Fotograf"."""
    if piece.size > 90 or piece.cells > 2 or page.language == "en":
        return False
    label = page.pieces[piece.at - 1].key if piece.at and not piece.gap else ""
    if label in known.words["byline_labels"] and piece.size <= 10 and read_foreign(piece.text):
        piece.settle(Role.BYLINE, "initials under a byline's label", 0.9)
        return True
    if piece.closed:
        return False
    paper, _, name = piece.text.partition(" ")
    if paper.casefold() in known.words["outlets"] and piece.words[-1].isupper() and looks_like_name(name):
        piece.settle(Role.BYLINE, "a paper before its writer's name", 0.85)
        return True
    named = _WITH_PAPER.match(piece.text)
    if named and looks_like_name(named["name"]) and not page.live:
        piece.settle(Role.BYLINE, "a name with its paper", 0.85)
        return True
    if not read_foreign(piece.text) or (piece.text[-1] == "." and not piece.text.isupper()):
        return False
    piece.settle(Role.BYLINE, "a byline by its form", 0.88)
    return True


_NO_CREDITS = frozenset({"images", "file", "archives", "forum", "archiv"})  # as words of a menu
_LISTED = re.compile(r"\s?[,+/&、]\s?| and | und | y | et | e | и | og | och ")


_DISPATCH = re.compile(r"^(?:-\s)?(?P<place>[^\W\d_a-z][^()\d©]{1,40}?) \((?P<agency>[^()\d]{2,20})\) - © ?\d{4}")


def dispatch_line(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """ "Rennes (AFP) - © 2014 AFP" below a story: where a dispatch came from, and whose it is."""
    match = _DISPATCH.match(piece.text) if "©" in piece.text and piece.size < 90 else None
    if match is None or match["agency"].casefold() not in known.words["agencies"]:
        return False
    piece.settle(Role.AGENCY, "a dispatch's place and agency", 0.85)
    piece.caption, piece.credit = match["place"], match["agency"]
    return True


def agency_line(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """An agency's name on a line of its own, perhaps with others or with the place."""
    if len(piece.words) > 9 or piece.size > 80 or (piece.closed and not piece.text.endswith(".")):
        return False
    text = piece.text.strip("()[]【】〔〕-–—.:/ ")
    agencies = known.words["agencies"]
    folded = text.casefold()
    first, sign, rest = _first_part(text)
    above = page.pieces[piece.at - 1] if piece.at and not piece.gap else None
    archived = above is not None and above.open and above.sentence and page.language != "en"
    if archived and folded in known.words["caption_tails"] and piece.block == 2 + (piece.place == 2):
        piece.credit = piece.text
        piece.settle(Role.CREDIT, "an archive's mark under a picture's text", 0.75)
        return True
    if folded in known.words["picture_agencies"] and folded not in agencies and folded not in _NO_CREDITS:
        piece.credit = piece.text
        piece.settle(Role.CREDIT, "a credit alone", 0.85)
        return True
    if folded in agencies or (
        first.casefold() in agencies and sign and rest and (rest[:1].isupper() or (" / " in text and text.islower()))
    ):
        if sign == "," and len(rest.split()) > 4:
            return False
        piece.settle(Role.AGENCY, "an agency's name alone", 0.85 if sign else 0.9)
        return True
    return False


def _first_part(text: str) -> tuple[str, str, str]:
    for sign in (
        " / ",
        "/",
        ", ",
        " | ",
        " - ",
        " – ",
        " y ",
        " and ",
        " und ",
        " ir ",
        " i ",
        " e ",
        " et ",
        " og ",
        " och ",
        " ve ",
        " ja ",
    ):
        before, found, after = text.partition(sign)
        if found:
            return before.strip(), found.strip() or found, after.strip()
    return text, "", ""


def labelled_caption(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """ "Image caption The hall": a caption behind its label."""
    if piece.size > 420:
        return False
    label = known.caption_label(piece.key)
    if not label:
        head, colon, rest = piece.text[:40].partition(": ")
        if colon and head.casefold() in known.words["credit_labels"] and piece.count >= 7:
            found = split_credit(piece.text[len(head) + 2 :])
            if found and found[0]:
                piece.caption, piece.credit = found
                piece.settle(Role.CAPTION, "a caption behind its label", 0.9)
                return True
        return False
    text = piece.text
    rest = text[text.casefold().find(label) + len(label) :].lstrip(" ,:：،、，-–—")
    if not rest:
        piece.settle(Role.FURNITURE, "a caption's label alone", 0.8)
        piece.box = "caption label"
        return True
    if len(rest) < 3:
        return False
    found = split_credit(rest)
    piece.caption, piece.credit = found if found and found[0] else (rest, "")
    piece.settle(Role.CAPTION, "a caption behind its label", 0.93)
    return True


_MADE_BY = re.compile(
    r"^(?:Photo illustration|Illustration|Animation|Photo|Graphic)s? by [A-Z][^.]{2,40}\.(?: [A-Z][a-z]+s? by .*)?$"
)


def credit_line(piece: Piece, page: Page, known: Vocabulary) -> bool:
    """A caption that ends with its credit, or a credit alone."""
    found = split_credit(piece.text)
    if found is None and piece.closed and piece.size < 140 and _MADE_BY.match(piece.text):
        found = "", piece.text  # "Photo illustration by Elma Post. Photo by Ann Lee/Getty Images."
    if found is None:
        return False
    caption, credit = found
    if not caption and piece.prose:
        return False
    if not caption and sum(map(str.isdigit, credit)) >= 5:
        piece.settle(Role.FURNITURE, "an agency's number of the story", 0.8)
        return True
    if caption and piece.size > 700:
        return False
    piece.caption, piece.credit = caption, credit
    piece.settle(Role.CAPTION if caption else Role.CREDIT, "a credit at the end" if caption else "a credit alone", 0.9)
    if caption:
        piece.also = (Role.CREDIT,)
    return True


RULES: tuple[Rule, ...] = (
    signs_only,
    labelled_caption,
    marked_caption,
    source_line,
    dispatch_line,
    stock_phrase,
    date_line,
    doubled,
    menu_line,
    machine_words,
    section_path,
    labelled_byline,
    agency_line,
    foreign_byline,
    other_byline,
    credit_line,
)
"""In this order; a long paragraph is asked only the first two and the last."""

_LONG_RULES: tuple[Rule, ...] = (signs_only, labelled_caption, stock_phrase, credit_line)


_MAY_BE_LEAD = 40  # so many longer lines are asked for a dateline: the story begins among them


def judge_alone(page: Page) -> None:
    """Settle every piece that can be told without looking at its neighbours."""
    known = vocabulary()
    asked = 0
    for piece in page.pieces:
        if piece.role is not None:
            continue
        long = piece.size > 240 or (piece.closed and piece.size >= 130)
        if piece.size >= 30 and not (piece.lower and piece.spaced):
            asked += 1
            dateline = read_dateline(piece.text) if asked <= _MAY_BE_LEAD else None
            if dateline is not None and (piece.prose or dateline.sure):
                page.datelines[id(piece)] = dateline
                if dateline.sure:
                    continue
        for rule in _LONG_RULES if long else RULES:
            if rule(piece, page, known):
                break
