"""Printed dates and times: "June 11, 2001 Posted: 5:56 AM EDT", "3. März 2014, 10.15 Uhr", "2017年11月3日 09:05".

Only what is printed counts: a date has its year, an offset needs its zone. Month names of all
languages are looked up together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache

from .calendars import common_year, day_of_ethiopian, day_of_solar_hijri, reign_year
from .names import label_end
from .vocabulary import EDGES, REMEMBERED, key_of, vocabulary, words_of

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}|[令平昭民][和成國国]")
_SOLAR = 20  # the Persian months follow the common ones under these numbers
_ETHIOPIAN = 40  # and the Ethiopian months these
_TOKEN = re.compile(r"\d+|[\u0e01-\u0e4e]{1,3}\.[\u0e01-\u0e4e]{1,2}\.?|[^\s\d.,;:/|()\-–—،·•]+")
_YEAR_FIRST = re.compile(r"(?<!\d)(?<!\d[/.])(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일]?")
_YEAR_LAST = re.compile(r"(?<![\d.])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?!\d)")
_REIGN = re.compile(r"(令和|平成|昭和|民國|民国)\s?(\d{1,3}|元)\s?[年.]\s?(\d{1,2})\s?[月.]\s?(\d{1,2})\s?日?")
_NUMBERED_MONTH = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2}),?\s+(?:năm\s+)?(?P<year>\d{4})|"
    r"(?P<year2>\d{4})\s+оны\s+(?P<month2>\d{1,2})[-\s]?\w{0,2}\s+сарын\s+(?P<day2>\d{1,2})"
)
_SHORT_YEAR = re.compile(r"(?<![\d.:/-])(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?![\d.:/-]*\d)")
_TIME = re.compile(
    r"(?P<before>오전|오후|午前|午後|上午|下午)?\s?(?<![\d.:/])(?P<hour>\d{1,2})"
    r"(?:\s?[:.hu時时시点點]\s?(?P<minute>\d{2})(?!\d)(?::\d{2}(?:\.\d+)?)?[分분]?)?"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?|noon|midnight|م(?!\w)|ص(?!\w)|مساءً?|صباحاً?|[πμ]\.?\s?μ\.?(?!\w)|[بق]\.ظ|MD\b|PD\b|PTG\b|SA\b|CH\b)?",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"(?<![\d:])(?P<hour>[012]\d)(?P<minute>[0-5]\d)\s?(?:hrs|hours)?(?=[A-Z]{3,4}\b|(?<=hrs)|(?<=hours))"
)
_ZONE = re.compile(
    r"\s*,?\s*\(?(?:(?:GMT|UTC)\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?|"
    r"(?P<offset>[+-]\d\d:?\d\d)\b|(?P<name>[^\W\d_]{1,5})\b)"
)
_BRITISH = re.compile(r"\s*GMT\s+(?P<hour>\d{2}):(?P<minute>\d{2})\s+UK\b")
_CAMEL = re.compile(r"[^\W\d_A-Z][A-ZÀ-ÞА-Я]|\d[^\W\d_]|[^\W\d_]\d|[\u0e00-\u0e7f]")  # words glued together
_GLUED_HALF = re.compile(r"(\d ?[ap]m)(?=[a-z]{3})")  # "6.40pmfirst published"
_GLUED_LABEL = re.compile(r"(?<=[a-z]{5})(?=\d)")  # "Updated11:40"
_CAPS_MONTH = re.compile(r"[A-ZÀ-Þ](?:JAN|FEB|MARCH|APRIL|MAY|JUNE|JULY|AUG|SEPT|OCT|NOV|DEC)[A-Z]* \d")
_GLUED = re.compile(r"(?<=[ ,]\d{4})(?=[A-Z][a-z]{3}|\d{1,2}:\d{2})|(?<=[a-z]{4})(?=\d{1,2}:\d{2})")
_RUN_TOGETHER = re.compile(r"\d ?[A-Za-z][a-z]|[a-z]\d|\d{5}")  # what all of these three need
_ISO_T = re.compile(r"(?<=\d)T(?=\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed somewhere in a text."""

    start: int
    end: int
    day: date


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as printed, with its offset where a zone stands beside it."""

    start: int
    end: int
    hour: int
    minute: int
    offset: int | None = None

    def on(self, day: date) -> datetime:
        """This time on a day."""
        zone = timezone(timedelta(minutes=self.offset)) if self.offset is not None else None
        return datetime(day.year, day.month, day.day, self.hour, self.minute, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line of dates says: when the story came out, when it was updated, and what else stands there."""

    published: date | datetime | None = None
    updated: date | datetime | None = None
    clock: Clock | None = None  # a time without a date, for the date on the line above
    label: str = ""  # "published" or "updated" where the line says so
    rest: tuple[str, ...] = ()  # words that belong to no date


def has_year(text: str) -> bool:
    """Whether a year stands in a text: a cheap question before the dear ones."""
    return _YEAR.search(text) is not None


def find_dates(text: str, *, day_first: bool = False) -> tuple[Printed, ...]:
    """The full dates of a short text, from left to right; ``day_first`` reads 3/4/2014 as April 3rd."""
    return _find_dates(text, day_first and "/" in text)  # elsewhere the order is plain, and the answer the same


@lru_cache(maxsize=REMEMBERED)
def _find_dates(text: str, day_first: bool) -> tuple[Printed, ...]:
    found: list[Printed] = []
    for match in _YEAR_FIRST.finditer(text):
        year, month, day = match.groups()
        _add(found, match.start(), match.end(), int(year), int(month), int(day))
    for match in _YEAR_LAST.finditer(text):
        one, two, year = (int(group) for group in match.groups())
        # 3/4/2014 is April 3rd to most of the world; with slashes the United States mean March 4th.
        day, month = (two, one) if "/" in match.group() and one <= 12 and not day_first else (one, two)
        if month > 12:
            day, month = month, day
        _add(found, match.start(), match.end(), year, month, day)
    if not text.isascii():
        for match in _REIGN.finditer(text):
            year = reign_year(match[1], 1 if match[2] == "元" else int(match[2]))
            _add(found, match.start(), match.end(), year, int(match[3]), int(match[4]))
        for match in _NUMBERED_MONTH.finditer(text):
            if match["year"]:
                _add(found, match.start(), match.end(), int(match["year"]), int(match["month"]), int(match["day"]))
            else:
                _add(found, match.start(), match.end(), int(match["year2"]), int(match["month2"]), int(match["day2"]))
    months = vocabulary().months
    if (
        months.keys().isdisjoint(words_of(text.casefold()))
        and _CAMEL.search(text) is None
        and _CAPS_MONTH.search(text) is None
    ):
        return _in_order(found)
    tokens = _tokens(text, months)
    for at, (start, end, word) in enumerate(tokens):
        number = months.get(word)
        if number is None:
            continue
        before = [token for token in tokens[max(0, at - 4) : at] if token[2] not in _GLUE][-2:]
        after = [
            token for token in tokens[at + 1 : at + 6] if token[2] not in _GLUE and months.get(token[2]) != number
        ][:2]
        one_before = before[-1] if before else _NOTHING
        two_before = before[-2] if len(before) > 1 else _NOTHING
        one_after = after[0] if after else _NOTHING
        two_after = after[1] if len(after) > 1 else _NOTHING
        if _is_day(one_before[2]) and _is_year(one_after[2]):  # 4 March 2014
            _add(found, one_before[0], one_after[1], int(one_after[2]), number, int(one_before[2]))
        elif _is_day(one_after[2]) and _is_year(two_after[2]):  # March 4, 2014
            _add(found, start, two_after[1], int(two_after[2]), number, int(one_after[2]))
        elif _is_year(one_before[2]) and _is_day(one_after[2]):  # 2014. március 4.
            _add(found, one_before[0], one_after[1], int(one_before[2]), number, int(one_after[2]))
        elif _is_year(two_before[2]) and _is_day(one_before[2]):  # 2014. gada 4. marts
            _add(found, two_before[0], end, int(two_before[2]), number, int(one_before[2]))
    return _in_order(found)


def _tokens(text: str, months: dict[str, int]) -> list[tuple[int, int, str]]:
    """The words and numbers of a text with their places, case folded."""
    tokens: list[tuple[int, int, str]] = []
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match.group()
        if not word[1:].islower() and word.casefold() not in months:
            # "…at the fairJune 11, 2001": a month glued to the word before it.
            if word.isupper() and len(word) > 5:  # "By ANN LEEJUNE 3, 2014"
                inner = next((at for at in range(2, len(word) - 2) if word[at:].casefold() in months), 0)
            else:
                inner = next((at for at in range(len(word) - 1, 0, -1) if word[at].isupper()), 0)
            if inner and word[inner:].casefold() in months:
                start, word = start + inner, word[inner:]
        word = word.casefold().rstrip("'.")
        if tokens and tokens[-1][2] in months and (both := f"{tokens[-1][2]} {word}") in months:
            start, word = tokens.pop()[0], both  # "كانون الثاني"
        tokens.append((start, match.end(), word))
    return tokens


_NOTHING = (0, 0, "")


def _in_order(found: list[Printed]) -> tuple[Printed, ...]:
    return tuple(sorted(found, key=lambda printed: printed.start))


_GLUE = frozenset(
    """de del st nd rd th of di the do den er da dta a ta m d gada eko ko ngày năm y º ª ο го г р год года року
    ж жылғы жылы жылдың жыл წლის წელი թ թվականի ה ב روز เดือน พ ศ ค को সালের gadā оны йил йилнинг yil yilning
    yili vjet sal salê ساڵی د کال ام ی ta' tal il le as lá mí aib eme ime an am im a aastal""".split()
)


def _is_day(word: str) -> bool:
    return 0 < len(word) <= 2 and word.isdigit()


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _add(found: list[Printed], start: int, end: int, year: int, month: int, day: int) -> None:
    if any(other.start < end and start < other.end for other in found):
        return
    year = common_year(year)
    try:
        if month > _ETHIOPIAN:
            when = day_of_ethiopian(year, month - _ETHIOPIAN, day)
        elif month > _SOLAR:
            when = day_of_solar_hijri(year, month - _SOLAR, day)
        elif 1900 <= year <= 2100:
            when = date(year, month, day)
        else:
            return
    except ValueError:
        return
    found.append(Printed(start, end, when))


def find_clock(text: str) -> Clock | None:
    """The first time of day in a text from which dates have been taken out."""
    universal = None
    for match in _MILITARY.finditer(text):
        clock = _clock(text, match, "", "")
        if clock is not None and (clock.offset is not None or match.group().endswith("s")):
            universal = clock
            break
    for match in _TIME.finditer(text):
        if universal is not None and universal.start <= match.start():
            return universal
        minute, half = match["minute"], (match["half"] or "").casefold()
        before = match["before"] or ""
        if minute is None and not half and not before:
            continue
        clock = _clock(text, match, _HALVES.get(half, half[:1] if half[:1] in "ap" else ""), before)
        if half in ("noon", "midnight") and minute is None and clock is not None and clock.hour == 12:
            return clock
        if clock is not None:
            return clock
    return universal


_HALVES = {
    **dict.fromkeys(("م", "مساء", "مساءً", "μμ", "μ.μ", "μ.μ.", "μ. μ.", "ب.ظ", "md", "ptg", "ch"), "p"),
    **dict.fromkeys(("ص", "صباحا", "صباحاً", "πμ", "π.μ", "π.μ.", "π. μ.", "ق.ظ", "pd", "sa"), "a"),
}
"""How other languages print "a.m." and "p.m."."""


def _clock(text: str, match: re.Match[str], half: str, before: str) -> Clock | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half == "p" or before in ("오후", "午後", "下午"):
        hour += 12 if hour < 12 else 0
    elif (half == "a" or before) and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    end, offset = match.end(), None
    local = _BRITISH.match(text, end)
    if local is not None and not half:  # "14:20 GMT 15:20 UK": the second is the local time
        there = int(local["hour"])
        return Clock(match.start(), local.end(), there, int(local["minute"]), (there - hour) % 24 * 60)
    zone = _ZONE.match(text, end)
    if zone is not None:
        if zone["sign"]:
            minutes = int(zone["hours"]) * 60 + int(zone["minutes"] or 0)
            offset = minutes if zone["sign"] == "+" else -minutes
        elif zone["offset"]:
            digits = zone["offset"].replace(":", "")
            offset = (int(digits[1:3]) * 60 + int(digits[3:5])) * (-1 if digits[0] == "-" else 1)
        elif zone["name"].casefold() in vocabulary().zones:
            offset = vocabulary().zones[zone["name"].casefold()]
        if offset is not None:
            end = zone.end()
            offset = offset if abs(offset) < 24 * 60 else None
    return Clock(match.start(), end, hour, minute, offset)


_MOST = 7
"""A line of dates without a date has at most four words that belong to none; what its time takes is not told apart."""


def speaks_of_more(text: str, tokens: list[str], *, day_first: bool) -> bool:
    """Whether a line holds too many words, and no date, to be a line of dates: most lines of a story do."""
    words = _dated_words()
    others = 0
    for token in tokens:
        if token not in words and token.isalpha():
            others += 1
            if others > _MOST:
                dated = has_year(text) and find_dates(text, day_first=day_first)
                return not dated and _SHORT_YEAR.search(text) is None
    return False


@cache
def _dated_words() -> frozenset[str]:
    """The words that may stand in a line of dates."""
    known = vocabulary()
    lists = (known.words[name] for name in ("weekdays", "date_fillers", "label_words"))
    return frozenset().union(*lists, known.zones, known.months)


@lru_cache(maxsize=REMEMBERED)
def read_stamp(text: str, *, day_first: bool = False) -> Stamp | None:
    """What a short line says about dates; ``None`` where it holds neither a date nor a time nor a date's label."""
    if len(text) > 220:
        return None
    if _DIGIT.search(text) is None:
        label = _label(text)
        return Stamp(label=label, rest=_rest(text)) if label else None
    if "T" in text:
        text = _ISO_T.sub(" ", text)
    if _RUN_TOGETHER.search(text):
        text = _GLUED_LABEL.sub(" ", text)
        if "pm" in text or "am" in text:
            text = _GLUED_HALF.sub(r"\1 ", text)
        text = _GLUED.sub(" ", text)
    dates = find_dates(text, day_first=day_first) if has_year(text) else ()
    if not dates:
        full = _with_full_year(text)
        if full != text:
            return read_stamp(full, day_first=day_first)
    if not dates:
        clock = find_clock(text)
        label = _label(text[: clock.start] if clock else text)
        if clock is None and not label:
            return None
        gone = text[: clock.start] + " " + text[clock.end :] if clock else text
        return Stamp(clock=clock, label=label, rest=_rest(gone))
    published: date | datetime | None = None
    updated: date | datetime | None = None
    first_label, gone, done = "", text, 0
    for at, printed in enumerate(dates):
        following = dates[at + 1].start if at + 1 < len(dates) else len(text)
        between = text[printed.end : following]
        label_at = _label_at(between) if at + 1 < len(dates) or _TIMES.search(between) else None
        stretch_end = printed.end + label_at if label_at is not None else following
        label = _label(text[done : printed.start]) or _label(text[printed.end : stretch_end])
        blank = text[done : printed.start] + " " * (printed.end - printed.start) + text[printed.end : stretch_end]
        clock = find_clock(blank)
        when: date | datetime = clock.on(printed.day) if clock else printed.day
        if clock:
            gone = gone[: done + clock.start] + " " * (clock.end - clock.start) + gone[done + clock.end :]
        gone = gone[: printed.start] + " " * (printed.end - printed.start) + gone[printed.end :]
        first_label = first_label or label
        if at and not label and first_label == "updated" and printed.day == dates[at - 1].day and not clock:
            done = stretch_end
            continue  # the same day in another calendar
        if label == "updated":
            updated = updated or when
        else:
            published = published or when
        done = stretch_end
    if done < len(text) and dates:  # "Updated August 12, 2014, 6.40pm, first published at 7.15am"
        clock, label = find_clock(text[done:]), _label_at_start(text[done:])
        if clock is not None and label:
            gone = gone[:done] + " " * len(text[done:])
            if label == "updated":
                updated = updated or clock.on(dates[-1].day)
                if text[done - 1] == "(" and not first_label and len(dates) == 1:
                    published = None  # "31/5/2004 م (آخر تحديث) الساعة 10:15": the label is the date's too
            else:
                published = published or clock.on(dates[-1].day)
    return Stamp(published=published, updated=updated, label=first_label, rest=_rest(gone))


def stretch_of_dates(text: str) -> tuple[int, int] | None:
    """Where the dates of a line begin and end, with weekdays, times, zones and labels; nothing where there is none."""
    dates = find_dates(text)
    if not dates:
        full = _with_full_year(text)
        match = _SHORT_YEAR.search(text) if full != text else None
        if match is None:
            return None
        start, end = match.span()
    else:
        start, end = dates[0].start, dates[-1].end
    words = vocabulary().words
    tokens = list(_TOKEN.finditer(text))
    for token in reversed([token for token in tokens if token.start() < start]):
        if not _belongs(token.group(), words) or _PARTS.search(text, token.end(), start):
            break
        if len(token.group()) == 1 and token.group().isupper() and text[token.end()] == ".":
            break  # "Ana Lee S. - 3/5/2015"
        if token.group().casefold() in _OF_ZONES:
            break  # "By Ann Lee, Elma Standard 19.07.07"
        start = token.start()
    for token in tokens:
        if token.start() < end:
            end = max(end, token.end())
            continue
        if not _belongs(token.group(), words) or _PARTS.search(text, end, token.start()):
            break
        if token.group() in words["byline_labels"] and text[token.end() :].lstrip()[:1].isupper():
            break  # "June 3, 2010 by Ann Lee"
        end = token.end()
    while end < len(text) and text[end] in ")].,;" and "(" in text[start:end]:
        end += 1
    return start, end


_OF_ZONES = frozenset({"standard", "daylight"})  # they stand behind a time, never before a date
_PARTS = re.compile(r"[|•·【】\[\]<>]|\s{3,}|\n")  # what parts a date from its neighbours


def _belongs(token: str, words: dict[str, frozenset[str]]) -> bool:
    """Whether a word or number may stand beside a date and be part of it."""
    word = token.casefold()
    if word.isdigit():
        return len(word) <= 4
    if word in words["byline_labels"]:
        return False
    return (
        word in words["weekdays"]
        or word in words["date_fillers"]
        or word in vocabulary().zones
        or (word in words["label_words"] and word not in words["byline_labels"])
        or word in vocabulary().months
        or not any(char.isalnum() for char in word)
    )


_BARE_DATE = re.compile(r"\d([/.-])\d{1,2}\1\d\d")
_TWO_WAYS = re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])([/.-])(?:0?[1-9]|1[0-2])\1(?:\d{4}|\d\d)(?!\d)")
_SLASHED = re.compile(r"/\s*\d")
_BRITISH_WORDS = re.compile(
    r"\b(?:organ|real|recogn|apolog|critic|special|final|author|priorit|general|modern|minim)is(?:e[ds]?|ing|ation)\b|"
    r"\b(?:colour|favour|labour|neighbour|honour|harbour|behaviour|centres?|theatres?|"
    r"metres|kilometres|litres|programmes?|tonnes|mum|grey|defence|licence)\w*\b|£|\.co\.(?:uk|nz|za)|\.(?:com|org|net)\.au\b|\.ie\b"
)


def writes_day_first(text: str) -> bool:
    """Whether an English page writes 3/4/2014 for April 3rd: zones, spelling or address are not American."""
    # Nearly no page has such a date, and the bare pattern is found many times faster.
    if _SLASHED.search(text) is None:
        return False  # there is no such date: a slash belongs to it
    if _BARE_DATE.search(text, 0, 6000) is None or _TWO_WAYS.search(text[:6000]) is None:
        return any(zone in text[:4000] for zone in (" GMT", " BST", " IST", " AEST"))
    if any(zone in text[:4000] for zone in (" GMT", " BST", " IST", " AEST", " NZST", " SAST")):
        return True
    found = {match.group() for match in _BRITISH_WORDS.finditer(text[:8000])}
    return bool(found)


def read_label(text: str) -> str:
    """Which label a line of dates begins with: "published", "updated" or none."""
    stamp = read_stamp(text)
    return stamp.label if stamp is not None else ""


_EAST_ASIAN = re.compile("[\uac00-\ud7a3\u4e00-\u9fff]")


def _with_full_year(text: str) -> str:
    """ "Publisert 17.10.08 - 11:52": a year of two digits counts where a time or a label says that it is a date."""
    match = _SHORT_YEAR.search(text)
    if match is None or int(match[1]) > 31 or int(match[3]) > 31:
        return text
    if _EAST_ASIAN.search(text):  # "07.06.12 09:21": the year stands first there
        return _SHORT_YEAR.sub(lambda one: f"20{one[1]}-{one[3]}-{one[4]}", text) if int(match[3]) <= 12 else text
    alone = match[2] == "." and not any(map(str.isalnum, text[match.end() :]))
    alone = alone and all(word in vocabulary().words["weekdays"] for word in words_of(text[: match.start()].casefold()))
    signed = bool(label_end(text)) and not text[match.end() :].strip(" .")  # "By Ann Lee 19.07.07"
    if not (alone or signed or _label(text[: match.start()]) or find_clock(text[match.end() :])):
        return text
    return _SHORT_YEAR.sub(
        lambda one: f"{one[1]}{one[2]}{one[3]}{one[2]}{'20' if int(one[4]) < 70 else '19'}{one[4]}", text
    )


def _label(text: str) -> str:
    """Which label of a date a text is or ends with."""
    key = key_of(text)
    if not key:
        return ""
    words = vocabulary().words
    tokens = key.split()
    ends = tokens if len(tokens) < 8 else tokens[:4] + tokens[-4:]
    if key.isascii() and words["label_words"].isdisjoint([token.strip(EDGES) for token in ends]):
        return ""
    for size in range(min(4, len(tokens)), 0, -1):
        for tail in (" ".join(tokens[-size:]), " ".join(tokens[:size])):
            tail = key_of(tail)
            if len(tail) <= 2 and len(tokens) > 1:
                continue  # "Updated 9:30 AM": no German "am"
            if tail in words["updated_labels"]:
                return "updated"
            if tail in words["published_labels"]:
                return "published"
    if not key.isascii():
        for kind in ("updated_labels", "published_labels"):
            if any(label in key for label in words[kind] if not label.isascii()):
                return kind.split("_")[0]
    return ""


_TIMES = re.compile(r"\d[:.h]?\d\d.*[^\W\d_]{4}.*\d[:.h]?\d\d")  # two times with a word between them


def _label_at_start(text: str) -> str:
    """Which label a text begins with."""
    words = text.casefold().split()[:3]
    for size in range(len(words), 0, -1):
        key = key_of(" ".join(words[:size]))
        for kind in ("updated", "published"):
            if key in vocabulary().words[f"{kind}_labels"]:
                return kind
    return ""


def _label_at(text: str) -> int | None:
    """Where a date's label begins in the text between two dates."""
    labels = _labels_by_first_word()
    folded = text.casefold()
    for match in _TOKEN.finditer(folded):
        for label in labels.get(match.group(), ()):
            if folded.startswith(label, match.start()):
                return match.start()
    return None


@cache
def _labels_by_first_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    words = vocabulary().words
    for label in words["updated_labels"] | words["published_labels"]:
        first = _TOKEN.match(label)
        if first is not None and label not in words["date_fillers"]:
            found.setdefault(first.group(), []).append(label)
    return found


def _rest(text: str) -> tuple[str, ...]:
    """The words of a line that are part of no date: neither weekday nor label nor zone nor number."""
    dated, months = _dated_words(), vocabulary().months
    rest: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        folded = word.casefold()
        if not (word.isdigit() or folded in dated or folded.rstrip(".") in months or not any(map(str.isalnum, folded))):
            rest.append(word)
    return tuple(rest)
