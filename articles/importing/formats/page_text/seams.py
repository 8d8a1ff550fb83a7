"""Glued lines: where one printed line holds several parts, and how it comes apart."""

from __future__ import annotations

import itertools
import re
from functools import cache

from articles.importing.document import Role

from .credits import split_credit
from .dates import find_dates, read_stamp, stretch_of_dates
from .names import is_generic, is_known_wire, label_end, looks_like_name, looks_like_role, names_outlet, read_names
from .page import Page
from .pieces import Piece, cut
from .vocabulary import OPENING_KEY, key_of, vocabulary

_PATH = re.compile(r"^(?:/\s?[^\W\d_][\w.&' -]{1,24})(?:\s*/\s?[^\W\d_][\w.&' -]{1,24})*$")
_PATH_PREFIX = re.compile(r"(?:/[A-Z][A-Z&.-]*(?: [A-Z&.-]{2,})?\s*)+(?=[A-Z][a-z]|with\s|[\"'‘“])")
_SITE_PATH = re.compile(r"^(?:Skip to main content\s+)?CNN\.com\.?\s+(?=/[A-Z])")
_GLUED_CAPITAL = re.compile(r"[a-zà-ÿ0-9'’\"”!?)\]](?=[A-ZÀ-Þ])")
_BANNER_CRUMBS = re.compile(
    r"^(?P<banner>CNN\.com|TIME\.com|asia\.cnn\.com)\s+(?P<crumbs>[^>|]{2,30}(?:\s>\s[^>|]{2,40}?)+)(?P<rest>\s+myCNN\b.*)?$",
    re.IGNORECASE,
)
_CRUMB_TAILS = (" timeasia", " time asia", " asiaweek", " time.com", " world map", " europe map", " main page", " map")
_TAIL_HEADING = re.compile(r"[.!?…][\"”’')]?[\s\u00a0]+(?=[^\s.!?]+(?:\s[^\s.!?]+){0,7}$)")
_NAMES_BEHIND = re.compile(r"(?<=[a-z])(?: [A-Z]{3,})+$")  # "asia > east ELMA TIME"
_BAR = re.compile(r"\s*[|•·]\s*|\s{3,}")
_DATE_TAIL = re.compile(
    r"\s[-–—|]\s(?=\d{4}-\d\d-\d\d$|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$|\d\d?\s\w{3,9}\s\d{4}$|\w{3,9}\s\d\d?,\s\d{4}$)"
)


_FORM = 40  # what is set like a form stands within so many lines
_AUTHOR_BEHIND = re.compile(
    "(?<=\\S)[ 　\u00a0]+(?=(?:作者|记者|記者|撰文|責任編輯|责任编辑|发表时间|发布时间|發布時間|时间|日期)[:：])"
)


_EDITED_BY = re.compile("(?<=[。！？」』”])[（(](?:[責责]任)?[編编][輯辑][:：][^（）()]{2,16}[)）]\\d{0,8}$")


def split_seams(page: Page) -> None:
    """Cut the glued lines of a page into pieces."""
    found: list[Piece] = []
    pieces = page.pieces
    for at, piece in enumerate(pieces):
        span = piece.spans[0]
        if len(piece.spans) > 1 or piece.size < 8:
            found.append(piece)
            continue
        line = page.lines[span.line]
        if not piece.spaced and (edited := _EDITED_BY.search(line, span.start, span.end)):
            *told, sign = cut(piece, line, edited.start())
            sign.settle(Role.FURNITURE, "who edited it, behind the story", 0.85)
            found.extend((*told, sign))
            continue
        if piece.closed and piece.size >= 130 and piece.text[0] != "/":
            found.extend(_after_banner(piece, line) or [piece])  # a paragraph is glued to nothing else
            continue
        parts = _path_to_headline(piece, line, pieces[at + 1] if at + 1 < len(pieces) else piece) or _cut_all(
            piece, line
        )
        if parts is None and piece.size > 50 and not piece.closed and piece.spaced:
            parts = _phrase_at_the_end(piece, line) or _button_at_the_end(piece, line)
        if parts is None and piece.text[-1] == "»" and piece.size > 60:
            parts = _pointer_at_the_end(piece, line)
        if parts is None and piece.size > 40 and not piece.closed and piece.spaced:
            parts = _glued_heading(piece, line, pieces[at + 1] if at + 1 < len(pieces) else None)
        if parts is None and piece.size > 100 and not piece.closed and piece.spaced:
            following = pieces[at + 1] if at + 1 < len(pieces) else None
            if following is not None and following.size > 120:
                parts = _heading_at_the_end(piece, line)
        found.extend(parts or [piece])
    page.pieces = found
    _sign_under_story(page)


def _path_to_headline(piece: Piece, line: str, below: Piece) -> list[Piece] | None:
    """ "News / Elma / Whale swims home" above "Whale swims home": a breadcrumb that ends with the page's own title."""
    if below.size < 16 or piece.size < below.size + 6 or not piece.text.endswith(below.text):
        return None
    path = piece.text[: -below.size].rstrip()
    if path[-1:] not in tuple("/>»›") or len(path) > 80 or below.count < 5:
        return None
    parts = cut(piece, line, line.rindex(path[-1], 0, piece.spans[0].end - below.size) + 1)
    parts[0].settle(Role.SECTION, "a breadcrumb that ends with the headline", 0.93)
    return parts


def _cut_all(piece: Piece, line: str, depth: int = 3) -> list[Piece] | None:
    """The parts of a glued line, each cut again where it still holds several."""
    parts = _cut_one(piece, line)
    if parts is None or len(parts) < 2:
        return parts
    return [
        smaller
        for part in parts
        for smaller in (_cut_all(part, line, depth - 1) if depth and part.open else None) or [part]
    ]


def _cut_one(piece: Piece, line: str) -> list[Piece] | None:
    """The parts of a glued line, or nothing where it is whole."""
    site = _SITE_PATH.match(line[piece.spans[0].start :]) if "CNN.com" in piece.text[:40] else None
    if site:
        return cut(piece, line, piece.spans[0].start + site.end())
    banner = _after_banner(piece, line)
    if banner is not None:
        return banner
    if piece.size > 240 and piece.closed:
        return None
    text = piece.text
    if text[0] == "/":
        span = piece.spans[0]
        path = _PATH_PREFIX.match(line, span.start, span.end)
        if path:
            return cut(piece, line, path.end())
    known = vocabulary().words
    if piece.cells == 2 and piece.row[0].casefold() in known["outlets"] and key_of(piece.row[1]) in known["sections"]:
        parts = cut(piece, line, line.index(piece.row[1], piece.spans[0].start + len(piece.row[0])))
        parts[-1].settle(Role.SECTION, "a section behind the site's name", 0.85)  # "CNN.com    europe"
        return parts
    if " > " in text:
        crumbs = _BANNER_CRUMBS.match(line.strip(" |\u00a0\t"))
        if crumbs:
            base = line.index(line.strip(" |\u00a0\t")[0]) if line.strip(" |\u00a0\t") else 0
            start, end = base + crumbs.start("crumbs"), base + crumbs.end("crumbs")
            if crumbs["rest"]:
                return cut(piece, line, start, end)
            lowered = line[start:end].casefold().rstrip()
            names = _NAMES_BEHIND.search(line[start:end].rstrip())
            if names:
                return cut(piece, line, start, start + names.start())
            for tail in _CRUMB_TAILS:
                if lowered.endswith(tail):
                    return cut(piece, line, start, start + len(lowered) - len(tail))
            return cut(piece, line, start)
    if (":" in text[:24] or "：" in text[:24]) and len(text) <= 70:
        label, _, named = text.replace("：", ":").partition(":")
        if (
            key_of(label) in vocabulary().words["section_labels"]
            and 1 <= len(named.split()) <= 7
            and ("," not in named or ">" in named)
        ):
            span = piece.spans[0]
            parts = cut(piece, line, line.replace("：", ":").index(":", span.start) + 1)
            parts[0].settle(Role.FURNITURE, "a section's label", 0.9)
            parts[-1].settle(Role.SECTION, "a section behind its label", 0.85)
            return parts
    filed = _FILED.match(text) if text[0] in "HPF" and piece.size < 60 else None
    if filed and (filed[1] == "Heard on" or filed[3] or key_of(filed[2]) in known["sections"]):
        start = line.index(filed[2], piece.spans[0].start)
        parts = cut(piece, line, start, *([start + len(filed[2])] if filed[3] else []))
        parts[0].settle(Role.FURNITURE, "a section's label", 0.9)
        parts[1].settle(Role.SECTION, "a section behind its label", 0.93)
        return parts
    if " / By " in text and piece.size < 90 and text.split(" ", 1)[0].casefold() in known["outlets"]:
        sign = line.index(" / By ", piece.spans[0].start)  # "ABC North Elma / By Ann Lee"
        parts = cut(piece, line, sign + 1, sign + 3)
        parts[0].settle(Role.AGENCY, "a station before its writer", 0.85)
        return parts
    if ":" in text[:12] and piece.spans[0].line < _FORM and len(text) > 20:
        label, _, named = text.partition(":")
        if key_of(label) in vocabulary().words["title_labels"] and named.strip()[:1].isupper():  # "Title : The whale"
            parts = cut(piece, line, line.index(":", piece.spans[0].start) + 1)
            parts[0].settle(Role.FURNITURE, "a title's label", 0.9)
            parts[-1].box = "title"
            return parts
    if not text.isascii() and (author := _AUTHOR_BEHIND.search(line, piece.spans[0].start, piece.spans[0].end)):
        places = [match.end() for match in _AUTHOR_BEHIND.finditer(line, piece.spans[0].start, piece.spans[0].end)]
        return cut(piece, line, author.end(), *places[1:])
    if " / " in text and piece.size < 70:
        named, _, writer = text.partition(" / ")
        sign = line.find("/", piece.spans[0].start) - 1
        if (
            sign > 0
            and key_of(named) in vocabulary().words["sections"]
            and writer.upper() == writer.lower()
            and 2 <= len(writer.split()) <= 4
        ):
            parts = cut(piece, line, sign, sign + 2)
            parts = [part for part in parts if part.text != "/"]
            if len(parts) == 2:
                parts[0].settle(Role.SECTION, "a section before its writer", 0.8)
                parts[1].settle(Role.BYLINE, "a name behind its section", 0.8)
                return parts
    if piece.size <= 90 and not piece.closed and not piece.digits and len(_GLUED_CAPITAL.findall(text)) >= _GLUED:
        glued = _glued_button(piece, line)
        if glued is not None:
            return glued
    counted = _COUNTER_TAIL.search(text) if piece.size < 120 and text[-1:].isalpha() else None
    if counted and counted.group(1).casefold() in vocabulary().words["counters"]:
        span = piece.spans[0]
        at = line.rfind(counted.group(0).strip().split()[0], span.start, span.end)
        if at > span.start:
            parts = cut(piece, line, at)
            parts[-1].settle(Role.FURNITURE, "a counter", 0.9)
            return parts
    if ("|" in text or "•" in text or "·" in text) and piece.size < 240:
        bars = _at_bars(piece, line)
        if bars is not None:
            return bars or None
    if (not piece.closed or piece.size < 60 or text[-3:] == ".m.") and piece.size < 220 and piece.digits:
        dated = _at_date(piece, line)
        if dated is None and piece.size < 140 and label_end(text):
            return _before_label(piece, line)
        return dated
    return None


_FILED = re.compile(r"(Heard on|Posted in|Filed under|Filed in) ([A-Z][^,.:|]{2,40}?)(,?)$")  # without a colon


_GLUED = 2


def _glued_button(piece: Piece, line: str) -> list[Piece] | None:
    """A name and its paper with a button of the page stuck between: "Ann LeeContact ReporterThe Herald"."""
    span = piece.spans[0]
    parts = cut(piece, line, *(match.end() for match in _GLUED_CAPITAL.finditer(line, span.start, span.end)))
    known = [bool(vocabulary().meaning(part.key, long=False)[0]) for part in parts]
    if not any(known[1:]) or known[0] or not looks_like_name(parts[0].text):
        return None
    parts[0].settle(Role.BYLINE, "a name stuck to a button", 0.8)
    for part, button in zip(parts, known, strict=True):
        if button:
            part.settle(Role.FURNITURE, "a button stuck to a name", 0.9)
    return parts


def _after_banner(piece: Piece, line: str) -> list[Piece] | None:
    """ "Skip to main content /WORLD /WORLD": a page phrase with more behind it."""
    begin = piece.key[:OPENING_KEY]
    if piece.size > 2000 or not piece.key.startswith(_banner_starts().get(begin, ())):
        return None
    span = piece.spans[0]
    meaning, phrase = vocabulary().meaning(piece.key, long=False)
    if meaning not in _GLUED_TO and not (meaning and phrase in _banners(begin)):
        phrase = next(filter(piece.key.startswith, _banners(begin)), "")
        if not phrase:
            return None
    if len(piece.key) <= len(phrase) + 1:
        return None
    at = line.casefold().replace("’", "'").find(phrase, span.start)
    if at < 0 or at > span.start + 4:
        return None
    end = at + len(phrase)
    while end < span.end and line[end] in ".!:,;”\"'":
        end += 1
    rest = line[end : span.end]
    bare = rest.strip(" |\u00a0")
    if not bare or len(bare) < 2:
        return None
    if rest[0] in " \u00a0\t" and meaning in ("nag_end", "closer") and not bare[0].isupper():
        return None
    if not (bare[0].isupper() or bare[0] in "/\"“'‘(«" or not bare[0].isascii()):
        return None
    return cut(piece, line, end)


@cache
def _banner_starts() -> dict[str, tuple[str, ...]]:
    """The phrases that more may be glued to, by their first letters."""
    known = vocabulary()
    closers = [(phrase, meaning) for phrase, meaning in known.whole.items() if meaning in ("nag_end", "closer")]
    found: dict[str, tuple[str, ...]] = {}
    for phrase, meaning in (*itertools.chain(*known.openings.values()), *closers):
        if meaning in _GLUED_TO:
            found[phrase[:OPENING_KEY]] = (*found.get(phrase[:OPENING_KEY], ()), phrase)
    return found


@cache
def _banners(begin: str) -> tuple[str, ...]:
    """The banners among the phrases that begin with these letters."""
    rows = vocabulary().openings.get(begin, ())
    return tuple(phrase for phrase, meaning in rows if meaning in ("banner", "nag_end", "highlights"))


_GLUED_TO = ("banner", "nag_end", "closer", "highlights")


def _at_bars(piece: Piece, line: str) -> list[Piece] | None:
    """ "By Ann Lee | Updated 4 March 2014": cells between bars, when one of them is a date, a byline or a role."""
    span = piece.spans[0]
    raw = line[span.start : span.end]
    places = [span.start + match.end() for match in _BAR.finditer(raw) if match.start() > 0 and match.end() < len(raw)]
    if not places or len(places) > 8:
        return None
    cells = [cell.strip() for cell in _BAR.split(raw) if cell.strip()]
    if len(cells) < 2 or max(len(cell) for cell in cells) > 110:
        return None
    if len(cells[-1]) > 50 and cells[-1][-1] in '.!?"”':
        return None  # a paragraph with its date before it
    known = [_cell_kind(cell) for cell in cells]
    if known[0] == "name" and all(kind in ("role", "name", "") for kind in known[1:]) and "role" in known:
        return None  # a name and its role make one byline
    if all(kind in ("date", "time") for kind in known) and "time" in known:
        return []  # whole: "3 May 2014 (changed 4 May 2014 | 18:12)"
    if known[0] == "time" and known[1] == "date":
        places = places[1:]  # "16:18 | 23 май 2012"
        if not places:
            return None
    papered = known == ["byline", ""] and cells[1][0].isupper() and len(cells[1].split()) <= 6
    if papered and not vocabulary().meaning(key_of(cells[1]), long=False)[0]:
        return None  # "By Ann Lee | Elma Media for elma.com"
    if any(kind in ("date", "byline") for kind in known) or (known[0] == "name" and "email" in known):
        return _with_section(cut(piece, line, *places), line) if "date" in known else cut(piece, line, *places)
    if known[0] == "agency" and len(cells) == 2 and find_dates(cells[1]):
        return cut(piece, line, *places)  # "AFP | PORT ELMA - Mar 14 2010"
    return None


def _with_section(parts: list[Piece], line: str) -> list[Piece]:
    """The cells of a line with a date, where one of them is a section's name: "Headlines", "IN NEWS"."""
    sections = vocabulary().words["sections"]
    named = [part for part in parts if part.key.removeprefix("in ") in sections]
    if len(named) != 1:
        return parts
    (section,) = named
    at = parts.index(section)
    smaller = [section]
    if section.key.startswith("in "):
        smaller = cut(section, line, section.spans[0].start + 3)
        smaller[0].settle(Role.FURNITURE, "a section's label", 0.9)
    smaller[-1].settle(Role.SECTION, "a section beside its date", 0.85)
    return [*parts[:at], *smaller, *parts[at + 1 :]]


def _cell_kind(cell: str) -> str:
    if "@" in cell:
        return "email"
    if cell.casefold() in vocabulary().words["agencies"]:
        return "agency"
    if label_end(cell) and read_names(cell[label_end(cell) :], labelled=True):
        return "byline"
    stamp = read_stamp(cell)
    if stamp is not None and (stamp.published or stamp.updated or stamp.label) and len(stamp.rest) <= 2:
        return "date"
    if stamp is not None and stamp.clock and not stamp.rest:
        return "time"
    if looks_like_role(cell):
        return "role"
    if looks_like_name(cell):
        return "name"
    return ""


def _at_date(piece: Piece, line: str) -> list[Piece] | None:
    """A headline with its date behind it: glued on, or after a dash."""
    span = piece.spans[0]
    text = line[: span.end]
    tail = _DATE_TAIL.search(text, span.start)
    if tail and tail.start() > span.start + 8 and not find_dates(text[span.start : tail.start()]):
        return cut(piece, line, tail.start() + 2 if text[tail.start()].isspace() else tail.start())
    dates = find_dates(text)
    if not dates:
        return _apart_from_date(piece, line)
    labelled = _GLUED_LABEL.search(text, dates[0].end)
    if labelled:  # "APR 5 2022 5:12 PM EDTUPDATED TUE, APR 5 2022"
        return cut(piece, line, labelled.start())
    several = _FILED_IN_SEVERAL.match(text, dates[-1].end) if piece.size < 160 else None
    if several:  # "on 2 June 2010 in Latest News, Ferries, Ports"
        parts = cut(piece, line, several.end())
        parts[-1].settle(Role.FURNITURE, "subjects behind a date", 0.8)
        return parts
    filed = _FILED_IN.search(text, dates[-1].end) if piece.size < 120 else None
    if filed and key_of(filed["section"]) in vocabulary().words["sections"]:
        parts = cut(
            piece, line, *(place for place in (filed.start("section"), filed.end("section")) if place < span.end)
        )
        for part in parts:
            if part.text == filed["section"]:
                part.settle(Role.SECTION, "a section behind its date", 0.85)
        return parts
    first = dates[0].start
    # The weekday or a label belongs to the date: "…at the fairMonday, June 11, 2001", "…shutPosted: June 11, 2001".
    for match in _GLUED_CAPITAL.finditer(text, span.start, min(first + 1, span.end)):
        between = key_of(text[match.end() : first])
        words = vocabulary().words
        if (
            not between
            or all(
                word.strip(".,:") in words["weekdays"]
                or word.strip(".,:") in words["label_words"]
                or word.strip(".,:") in words["date_fillers"]
                for word in between.split()
            )
        ) and match.end() - span.start >= 6:
            return cut(piece, line, match.end())
    apart = _apart_from_date(piece, line)
    if apart is not None:
        return apart
    if first > span.start + 6 and line[first - 1].isupper() and label_end(line[span.start : first]):
        return cut(piece, line, first)  # "By ANN LEEJUNE 3, 2014"
    if first - span.start > 4 and label_end(piece.text):
        before = text[span.start : first].rstrip(" ,-–—|")
        head = label_end(before)
        stripped = before.split()
        while (
            stripped
            and (
                key_of(stripped[-1]) in vocabulary().words["weekdays"]
                or key_of(stripped[-1]) in vocabulary().words["label_words"]
                or stripped[-1] in ("on", "at")
            )
            and len(stripped) > 2
        ):
            stripped.pop()
        shorter = " ".join(stripped)
        if head and read_names(shorter[head:], labelled=True):
            at = span.start + len(text[span.start : first])
            position = text.find(stripped[-1], span.start) + len(stripped[-1])
            return cut(piece, line, min(position, at))
    return None


_FILED_IN_SEVERAL = re.compile(r"\s(?=in [A-Z][^|.:;,]{2,30}(?:, [A-Z][^|.:;,]{2,30}){1,8}$)")
_GLUED_LABEL = re.compile(r"(?<=\w)(?=(?:UPDATED|Updated|Last updated|Modified) )")
_FILED_IN = re.compile(r"\s[Ii]n (?P<section>[A-Z][^|,.:;]{2,30}?)(?=\s?\||$)")
_LABEL_STOP = re.compile(r"[^\W\d_]{2}[.,;]?\s")


_YEARLESS = re.compile(r" (?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,? [A-Z][a-z]{2,8}\.? \d{1,2}, \d{1,2}:\d\d)")


def _before_label(piece: Piece, line: str) -> list[Piece] | None:
    """ "By Ann Lee. Updated at 10:12", "By Ann Lee Wed Apr 9, 5:12 PM": a byline with a time or its label behind it."""
    span = piece.spans[0]
    yearless = _YEARLESS.search(line, span.start, span.end)
    if yearless:
        return cut(piece, line, yearless.end())
    labels = vocabulary().words["updated_labels"] | vocabulary().words["published_labels"]
    for match in _LABEL_STOP.finditer(line, span.start + label_end(piece.text) + 4, span.end):
        rest = key_of(line[match.end() : span.end])
        words = rest.split()
        if any(" ".join(words[:size]) in labels for size in range(1, 5)) and read_stamp(line[match.end() : span.end]):
            return cut(piece, line, match.end())
    return None


def _apart_from_date(piece: Piece, line: str) -> list[Piece] | None:
    """A date with something else before or behind it, a sign or wide blanks between them."""
    span = piece.spans[0]
    raw = line[span.start : span.end]
    stretch = stretch_of_dates(raw)
    if stretch is None or piece.prose or (piece.closed and piece.size >= 60):
        return None
    start, end = stretch
    places: list[int] = []
    before, behind = raw[:start], raw[end:]
    words = vocabulary().words
    spoken = before.rstrip()[-1:] in ",:،：" and len(before.split()) > 5  # a caption with its date
    if (
        len(before.strip()) >= 2
        and not spoken
        and (
            (_DIVIDED_BEFORE.search(before) and not _is_weekday_like(before))
            or looks_like_name(before.strip())
            or (before.upper() == before.lower() and is_generic(before.strip()))  # "ویب ڈیسک منگل 10 اگست 2021"
            or before.startswith(("http://", "www."))
            or (is_known_wire(before.rstrip(", ")) and raw[0] != "(")
            or (before.rstrip()[-1] != "," and key_of(before) in words["sections"])
            or (key_of(before) in words["cities"] and raw[start:].split()[0].casefold() in vocabulary().months)
            or (before.isupper() and before[6:].endswith(", ") and raw[0] != "(")  # "PORT ELMA, March 3, 2012 14:05"
            or _is_name_and_paper(before)
            or (label_end(before) and read_names(before[label_end(before) :], labelled=True))
        )
    ):
        places.append(span.start + start)
    # "… on the sand, on March 12, 2022 - AFP/File"
    signed = len(before.split()) > 5 and (spoken or before.split()[-1].islower())
    divided = not signed and _DIVIDED_BEHIND.match(behind) and not _is_part_of_date(behind)
    if len(behind.strip()) >= 2 and (divided or _begins_with_name(behind)):
        places.append(span.start + end + len(behind) - len(behind.lstrip(" \u00a0\t")))
    parts = cut(piece, line, *places) if places else None
    if parts and start and before.endswith(", ") and is_known_wire(before.rstrip(", ")):
        parts[0].settle(Role.AGENCY, "an agency before its date", 0.9)
    elif parts and start and before.endswith(", ") and parts[0].key in words["cities"]:
        parts[0].settle(Role.DATELINE, "a place before its date", 0.9)
    elif parts and start and parts[0].key in words["sections"]:
        parts[0].settle(Role.SECTION, "a section before its date", 0.9)
    return parts


def _begins_with_name(behind: str) -> bool:
    """ "March 3, 2010 Ann Lee", "3 Mar 2010, 0312 hrs IST, Ann Lee, TNN": the writer right behind the date."""
    name, _, paper = behind.strip(" ,").partition(", ")
    known = vocabulary().words
    first = name.partition(" ")[0].casefold()
    if name.casefold() in known["cities"] or first in known["place_words"] or first in known["geographic"]:
        return False
    return looks_like_name(name) and (
        not paper or names_outlet(paper) or is_known_wire(paper) or looks_like_role(paper)
    )


def _is_part_of_date(behind: str) -> bool:
    """ "17:00   ET": what stands apart may still be the zone."""
    known = vocabulary()
    word = key_of(behind)
    return word in known.zones or word in known.words["date_fillers"]


def _is_name_and_paper(text: str) -> bool:
    """ "Ann Lee, USA TODAY": a name, a comma and a paper or title."""
    name, comma, paper = text.strip(" ,").partition(", ")
    if not comma or not looks_like_name(name):
        return False
    return names_outlet(paper) or looks_like_role(paper) or paper.casefold() in vocabulary().words["outlets"]


def _is_weekday_like(before: str) -> bool:
    """Whether all that stands before a date is a word or two and a comma: a weekday, a label, in whatever language."""
    words = before.split()
    return before.rstrip()[-1:] in ",،" and len(words) <= 2 and not looks_like_name(before.strip(" ,،"))


_DIVIDED_BEFORE = re.compile(r"(?:\s[-–—|•·/]|[\s\u00a0]{2,}|[|•·】\])）»:：,،;]|\s[a-z]\s)\s*$")
_DIVIDED_BEHIND = re.compile(
    r"\s?(?=[\u4e00-\u9fff]{0,6} ?(?:/ ?)?[记記]者)|[\s\u00a0]{2,}|\s?[|•·【\[（]|\s[-–—/(]\s?|\s*\S{1,4}[:：]|"
    r"\s(?:by|von|por|par|di|door|av|af)\s(?=[A-ZÀ-Þ])"
)

_COUNTER_TAIL = re.compile(r"\s\d[\d.,]*\s([^\W\d_]+)$")
_WATCH = re.compile(
    r"(?<=[.!?”\"])\s+(?=(?:Watch|See|Read|Listen|Learn|View|Find out|Explore|Hear|Take|Check out|Browse)\b"
    r"[^.»]{3,120}»$)"
)


def _pointer_at_the_end(piece: Piece, line: str) -> list[Piece] | None:
    """A paragraph with a link to a video run into its end: "Watch the mayor swim »"."""
    span = piece.spans[0]
    match = _WATCH.search(line, max(span.start, span.end - 160), span.end)
    if match is None:
        return None
    parts = cut(piece, line, match.end())
    parts[-1].settle(Role.FURNITURE, "a pointer to a video", 0.85)
    return parts


_BUTTON = re.compile(
    r"(?<=[a-z.!?)\"”])\s{0,2}(?=(?:Read more|Close|Enlarge|(?:Hide|Show|Toggle) caption|Buy photo)$)", re.IGNORECASE
)


def _button_at_the_end(piece: Piece, line: str) -> list[Piece] | None:
    """A caption with its picture's button run into its end: "… on the shelf.Read more", "… | AP Photo Close"."""
    span = piece.spans[0]
    match = _BUTTON.search(line, max(span.start, span.end - 16), span.end)
    if (
        match is None
        or not (line[match.end()].isupper() or line.endswith("hide caption"))
        or (match.group() and piece.size < 100)
    ):
        return None
    parts = cut(piece, line, match.end())
    parts[-1].settle(Role.FURNITURE, "a picture's button", 0.9)
    return parts


def _phrase_at_the_end(piece: Piece, line: str) -> list[Piece] | None:
    """A paragraph with a page's phrase run into its end: "… to $1.70. Top of page"."""
    span = piece.spans[0]
    raw = line[: span.end].rstrip(" |\u00a0")
    matches = list(_TAIL_HEADING.finditer(raw, max(span.start, len(raw) - 90)))
    if not matches:
        return None
    at = matches[-1].end()
    rest = raw[at:].strip()
    half = len(rest) // 2
    if rest[:half].strip() == rest[-half:].strip():
        rest = rest[:half].strip()  # a button's picture and its words
    if len(rest) < 4 or vocabulary().meaning(key_of(rest), long=False)[0] in ("", "correction", "banner", "teaser"):
        return None
    if raw[:at].rstrip().endswith("|") and split_credit(raw[span.start :]) is not None:
        return None  # "… on board. | Source: AP"
    parts = cut(piece, line, at)
    if len(parts) == 2:
        parts[-1].settle(Role.FURNITURE, "a phrase of the page behind a paragraph", 0.9)
    return parts


_GLUED_HEADING = re.compile(r"[a-zà-ÿ][.!?][\"”’]?(?=[A-ZÀ-Þ][^.!?:,;\d]{3,40}$)")


def _glued_heading(piece: Piece, line: str, following: Piece | None) -> list[Piece] | None:
    """A paragraph with the next crosshead stuck to its full stop: "… nothing to be played.Bad weather"."""
    if following is None or not following.sentence or following.size < 60:
        return None
    span = piece.spans[0]
    raw = line[: span.end].rstrip(" |\u00a0")
    match = _GLUED_HEADING.search(raw, max(span.start, len(raw) - 60))
    if match is None or len(raw[match.end() :].split()) > 6 or looks_like_name(raw[match.end() :]):
        return None
    return cut(piece, line, match.end())


_STOPS = frozenset('.!?…"”’»“')
_SIGN_AT_END = re.compile(r"[.!?…][\"”’»“]?\s?(?=[(（][^\W\d_][^\W\d_/.&-]{1,9}(?:[/.-][^\W\d_]{1,6})?[)）]$)")


def _sign_under_story(page: Page) -> None:
    """The last paragraph with its desk's sign in brackets behind it: "… for the soup. (mz)"."""
    for at in range(len(page.pieces) - 1, 0, -1):
        piece = page.pieces[at]
        if piece.closed and piece.size >= 40 and piece.text[-1] in ")）" and page.pieces[at - 1].text[-1] in _STOPS:
            line, span = page.lines[piece.spans[0].line], piece.spans[0]
            match = _SIGN_AT_END.search(line[: span.end].rstrip(), span.start)
            parts = cut(piece, line, match.end()) if match else []
            if len(parts) == 2:
                parts[1].settle(Role.FURNITURE, "a desk's sign under the story", 0.8)
                page.pieces[at : at + 1] = parts
                return
        if piece.prose:
            return


def _heading_at_the_end(piece: Piece, line: str) -> list[Piece] | None:
    """A paragraph with the next crosshead run into its end."""
    span = piece.spans[0]
    raw = line[: span.end].rstrip(" |\u00a0")
    start = max(span.start, len(raw) - 90)
    matches = list(_TAIL_HEADING.finditer(raw, start))
    if not matches:
        return None
    at = matches[-1].end()
    heading = raw[at:].strip()
    if piece.size <= 200:
        words = heading.split()  # a caption of this length has a credit behind it, which has no small last word
        if not 2 <= len(words) <= 6 or not words[-1].islower() or at - span.start < 80:
            return None
    if heading[:1] in "'‘" and heading[-1] in "'’" and 8 <= len(heading) <= 60:
        return cut(piece, line, at)
    if heading[:1].isupper() and 3 <= len(heading) <= 60 and heading[-1:] not in ",;:":
        return cut(piece, line, at)
    return None


def is_section_path(text: str) -> bool:
    """ "/WORLD /WORLD" and its like."""
    return text[:1] == "/" and len(text) < 80 and _PATH.match(text) is not None
