"""Datelines: "PORT ELMA, Guyana (CNN) -- ", "Madrid, 4 mar (EFE).- ", "МОСКВА, 5 марта. /ТАСС/."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .dates import find_dates, has_year
from .vocabulary import key_of, vocabulary
from .wires import read_wired

HEAD = 120  # a dateline ends within so many characters

_BRACKETED = re.compile(
    r"^(?P<place>[^()（）\[\]]{0,64}?)\s*[(\[（]\s?(?P<agency>[^()（）\[\]]{2,40})\s?[)\]）]"
    r"(?P<after>[^()]{0,30}?)\s*(?P<dash>--+|\.\s?[-–—―]+|[-–—―_:=.]+|/)?\s*"
)
_WITH_COUNTRY = re.compile(
    r"^(?P<place>[^\W\d_a-z][^()\d]{1,40} \([^\W\d_a-z][^()\d]{2,30}\)) \((?P<agency>[^()\d]{2,20})\)\s?[-–—]+\s"
)  # "Elmaville (Sadong) (AFP) - "
_DATED = re.compile(r"^(?P<place>[^\W\da-z][^\da-z]{2,40}?),? (?P<month>[^\s\d.,:;_]{3,12})\.? \d{1,2}[.:] (?=\S)")
_PARTS_OF_TOWNS = frozenset({"saale", "oder", "main", "spree", "elbe", "havel", "odw", "westf"})  # "Halle (Saale)"
_OWN = frozenset({"HB", "F.A.Z"})  # how German papers sign what their own people sent
_CAPITALS_STOP = re.compile(
    r"^(?:(?P<agency>[\w.]{2,10}?)\.? )?"
    r"(?P<place>(?:(?![a-zß-ÿ])[^\W\d_]){4,}(?:[ /-](?:(?![a-zß-ÿ])[^\W\d_]){3,}){0,2})"
    r"(?:, \d{1,2}\. [^\W\d_]{3,10})?\. (?=[^\Wa-z\d_])"
)  # "STOCKHOLM. ", "dpa. BERLIN, 3. Mai. "
_AGENCY_BEHIND_DAY = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\d.:;!?]{1,40})[.,] \d{1,2} (?:de )?[^\W\d_]{3,10}\.? "
    r"(?P<agency>[^\W\d_a-z][^\W\d_a-z.]{1,12}?)\.?\s?[-–—]+\s"
)  # "PUERTO ELMA, 03 May. ABN.- "
_DATED_COLON = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\d.:;!?\"“”]{2,40}?), (?P<month>[^\s\d.,:;_]{3,12})\.? \d{1,2}: (?=\S)"
)
_DATED_AFTER = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\d.:;!?\"“”]{2,48}?), \d{1,2}\.? (?:de )?(?P<month>[^\s\d.,:;_]{3,12})\.?\s?[.:] (?=\S)"
)
_AGENCY_FIRST = re.compile(
    r"^(?P<agency>[^/\s]{2,15})/(?P<place>[^/\s]{2,20}(?: (?:رضوی|شمالی|جنوبی|شرقی|غربی|مرکزی)|(?: و [^/\s]{2,12})?))\s"
)  # "ایسنا/خراسان رضوی …"
_AFTER_BRACKET = re.compile(
    r"^(?P<place>[^\W\da-z][^a-z\d–—-]{2,40}?)(?:, \d{1,2} [^\W\d_]{3,10}\.?)?\s[-–—]+\s|"
    r"^(?P<dated>[^\W\d_a-z][^\d–—,-]{2,40}), \d{1,2} [^\W\d_]{3,10}\.?\s[-–—]+\s"
)
_FULL_STOP = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\W\d_]+(?:(?:[ /-]| es | de | del | la | am | an der )"
    r"[^\W\d_a-z][^\W\d_]+){0,2})\. ?(?=[^\Wa-z\d_])"
)
_DANDA = re.compile(
    r"^(?:\d{1,2} [\u0900-\u097f]{2,10}, )?(?P<place>[\u0900-\u097f]{2,20}(?: [\u0900-\u097f]{2,12})?)"
    r"(?:, (?P<desk>[^।]{3,25}))? ?। ?(?=\S)"
)
_PLACE_FIRST = re.compile("^[\u0900-\u0dff]|^(?=.{0,40}[ٹڈڑںےہ])[\u0621-\u06d3]")  # papers of India and Pakistan
_BARRED = re.compile(
    r"^(?P<place>[^\W\da-zß-ÿ][^a-zß-ÿ\d|]{2,40}?) (?P<agency>[^\W\d_]{2,8}) [|–] (?=\S)"
)  # "BERLIN taz | "
_SITE_FIRST = re.compile(
    r"^(?P<agency>[\w-]+\.(?i:com|co\.id|co|id|net|tv|news)),? "
    r"(?P<place>[^\W\d_a-z][^\W\d_]+(?:[ ,]{1,2}[^\W\d_a-z][^\W\d_]+){0,3})\s?(?:[-–—]+)\s"
)
_SITE_SECOND = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\d–—,-]{2,30}), (?P<agency>[\w-]+\.(?i:com|co\.id|co|id|net|tv|news))\s[-–—]+\s"
)
_AGENCY_THEN_PLACE = re.compile(
    r"^(?P<agency>[^\W\d_]{3,12})\s?[/|]\s?(?P<place>[^\W\d_a-z][^.|/–—]{2,30})(?:[.|–—]-?)\s"
)
_PLACE_DATE_AGENCY = re.compile(r"^(?P<place>[^.\d]{3,30})\. \d{1,2} [^\W\d_]{3,10}\. (?P<agency>[\w.]{3,16})\s[-–—]\s")
_AGENCY_COLON = re.compile('^(?P<place>[^-–:"«]{2,25}) [-–] (?P<quote>["«“])?(?P<agency>[^:"»”]{2,20})["»”]?:\\s')
_SLASHED = re.compile(r"^(?P<place>[^/]{2,64}?)[.,]?\s*/(?P<agency>[^/]{2,30})/\.?\s*[-–—]?\s*")
_AGENCY_AFTER = re.compile(
    r"^(?P<place>[^.–—]{2,50}?)\s*[-–—]\s+(?P<agency>[^.,–—]{2,25}?)(?:(?:, [^.–—]{3,40})?\.|\s?[-–—:])\s+"
)
_PLAIN = re.compile(
    r"^(?P<place>[^.:–—―_(]{2,70}?(?:\b[A-Z][a-z]{0,4}\.[^.:–—―_(]{0,30}?){0,4})\s?(?P<dash>\s--+\s?|\.\s?[-–—―]+\s?|\s?[–—―]+\s?|\s-\s|\s_\s|:\s|\s[lI|●•]\s)"
)
_CHINESE = re.compile(
    "^(?:[（(【])?据?(?P<agency>新华社|新華社|央广网|中广网|路透社?|美联社|美聯社|德新社|塔斯社|中新社|中新网|新华网|中央社|本报|本報|人民网|央视网|法新社|路透社|[\u4e00-\u9fff]{2,6}(?:社|报|報|网|網|客户端))?(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\\d{1,2}月)?\\d{1,2}日(?P<wire>电|電|讯|訊|消息)(?:[（(][^）)]{2,40}[）)])?\\s?"
)
_CENTRAL = re.compile(
    "^[（(](?P<agency>中央社)記者(?P<name>[\u4e00-\u9fff]{3})(?P<place>[\u4e00-\u9fff]{2,8}?)"
    "\\d{1,2}日(?:專?電|[綜綜]合報導|綜合外電報導)?[)）]"
)
_BRACKETED_AGENCY = re.compile(
    "^【(?:\\d{1,2}月\\d{1,2}日 )?(?P<agency>[^】=＝]{2,14})】(?:\\s?[（(](?:記者|记者)[^）)]{2,20}[）)])?\\s?"
)
_JAPANESE = re.compile(
    "^【(?P<place>[^=＝共聯】]{1,14})[=＝](?P<agency>[^】]{1,14})】|^【(?P<alone>[\u4e00-\u9fff\u30a0-\u30ff]{2,8})】(?![\u3040-\u309f])"
)
_KOREAN = re.compile(
    "^[(\\[【](?P<place>[\uac00-\ud7a3·]{1,14})(?: (?=[A-Z]))?\\s?(?:=\\s?)?"
    "(?P<agency>(?<==)[^)\\]】]{1,14}|[A-Z]{2,5}=[^)\\]】]{2,10})[)\\]】]\\s?"
)
_PLACE_THEN_NAME = re.compile("^【(?P<place>[\u30a1-\u30fe]{2,10})(?P<name>[\u4e00-\u9fff々]{2,6})】")
_LOCAL_NEWS = re.compile("^本[报報][讯訊]")
_DASH = re.compile(r"[–—―]|[\s.][-_]|\s[lI|●•]\s")
_BARE_BRACKET = re.compile(r"^\((?P<place>[^\W\d_a-z][^()\d]{2,30})\) (?=[^\Wa-z\d_]|[«\"“])")  # "(Québec) Les …"
_KOREAN_PAPER = re.compile("(?:일보|신문|경제|뉴스|닷컴|타임스|투데이|데일리|스포츠|방송|미디어|헤럴드|저널|안|TV)$")
_SIGNS = re.compile(r"[-–—―/_)〕】\]）日=:]")
_WEAK_SIGNS = re.compile(r"\s[lI|●•]\s|\. ?[^\Wa-z\d_]|।")  # only asked about in a first paragraph
_STATION = re.compile(r"^[A-Z][A-Z0-9/-]{2,9}$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the beginning of a paragraph says about where and from whom it comes."""

    place: str
    agency: str
    end: int
    day: date | None
    sure: bool  # enough to find the story's beginning by


def read_dateline(text: str, *, lead: bool = False) -> Dateline | None:
    """The dateline a paragraph begins with; ``lead`` also takes weaker ones, which only a first paragraph has."""
    head = text[:HEAD]
    if (
        not lead
        and (head[0] in '"“' or (head.isascii() and not head[:2].isupper()))
        and "(" not in head
        and "/" not in head
        and "[" not in head
        and "|" not in head[:60]
        and "（" not in head
        and "–" not in head
    ):
        return None  # only a first paragraph may begin with a place in small letters and no agency
    if _SIGNS.search(head) is None and not (lead and _WEAK_SIGNS.search(head)) and not head[:2].isupper():
        return None
    if "/" in head and key_of(text.rpartition("/")[2]) in vocabulary().words["picture_agencies"]:
        return None  # "ANN LEE/AFP/Getty Images": a credit
    if _LOCAL_NEWS.match(head):
        return None  # "本报讯（记者 …）": the paper's own news, without a place
    wired = read_wired(head)
    if wired is not None:
        dates = find_dates(head[: wired.end]) if has_year(head[: wired.end]) else ()
        return Dateline(wired.place, wired.agency, wired.end, dates[0].day if dates else None, bool(wired.place))
    if not head.isascii() and ("日" in head or head[0] in "【（([[" or "\u4e00" <= head[0] <= "\u9fff"):
        match = _CENTRAL.match(head)
        if match:
            return Dateline(match["place"], match["agency"], match.end(), None, True)
        match = _BRACKETED_AGENCY.match(head)
        if match and (
            match["agency"].casefold() in vocabulary().words["agencies"]
            or match["agency"].endswith(("專訊", "专讯", "專電", "综合报道", "綜合報道"))
        ):
            return Dateline("", match["agency"], match.end(), None, True)
        match = _PLACE_THEN_NAME.match(head) if head[0] == "【" else None
        if match and match["name"] not in vocabulary().words["agencies"]:  # "【ワシントン山田太郎】"
            return Dateline(match["place"], "", match.end(), None, True)
        for pattern in (_CHINESE, _JAPANESE, _KOREAN):
            match = pattern.match(head)
            if match and pattern is _JAPANESE and match["alone"]:
                for wire in ("共同", "時事", "ロイター", "AFP"):
                    if match["alone"].endswith(wire) and match["alone"] != wire:
                        return Dateline(match["alone"].removesuffix(wire), wire, match.end(), None, True)
                return Dateline(match["alone"], "", match.end(), None, False) if lead else None
            if match and pattern is _KOREAN and match["agency"].endswith(("기자", "특파원")):
                paper = _KOREAN_PAPER.search(match["place"]) is not None  # "[헤럴드경제=홍길동 기자]"
                return Dateline(
                    "" if paper else match["place"], match["place"] if paper else "", match.end(), None, True
                )
            if match:
                place, agency = match["place"], match["agency"] or ""
                if place.casefold() in vocabulary().words["agencies"] and not agency:
                    place, agency = "", place  # "中新网5月3日电": no place at all
                return Dateline(place, agency.removeprefix("本报").removeprefix("本報"), match.end(), None, True)
    if "|" in head[:48] and has_year(head):
        dates = find_dates(head)
        rest = text[dates[0].end :].lstrip() if dates and dates[0].start <= 2 else ""
        behind = read_dateline(rest[1:].lstrip(), lead=lead) if rest[:1] == "|" else None
        if behind is not None:  # "January 20, 2005 | MILLRACE -- "
            end = behind.end + len(text) - len(rest[1:].lstrip())
            return Dateline(behind.place, behind.agency, end, dates[0].day, behind.sure)
    if lead:
        match = _CAPITALS_STOP.match(head)
        if match and not _is_common_word(match["place"], text[match.end() :]) and not _is_kicker(match["place"]):
            kickers = vocabulary().words["no_rubrics"]
            agency = match["agency"] or ""
            if kickers.isdisjoint(match["place"].casefold().split()) and (
                not agency or agency in _OWN or agency.casefold() in vocabulary().words["agencies"]
            ):
                return Dateline(match["place"], "" if agency in _OWN else agency, match.end(), None, False)
        match = _FULL_STOP.match(head) if head[0].isupper() else None
        if match and _is_named_again(match["place"], text[match.end() :]) and not _is_kicker(match["place"]):
            return Dateline(match["place"], "", match.end(), None, False)
    agencies = vocabulary().words["agencies"]
    match = _BARE_BRACKET.match(head) if lead and head[0] == "(" else None
    if match and (
        match["place"].casefold() in vocabulary().words["cities"]
        or _is_named_again(match["place"], text[match.end() :])
    ):
        return Dateline(match["place"], "", match.end(), None, False)
    special = _special(head, agencies, lead=lead)
    if special is not None:
        return special
    if "(" in head or "[" in head or "（" in head:
        match = _WITH_COUNTRY.match(head) if ") (" in head else None
        if match and match["agency"].casefold() in agencies:
            return Dateline(match["place"], match["agency"], match.end(), None, True)
        match = _BRACKETED.match(head)
        if match:
            agency = match["agency"].strip()
            signed, _, when = agency.partition(", ")
            if has_year(when) and (dates := find_dates(when)) and (place := _place(match["place"])[0]):
                return Dateline(place, signed, match.end(), dates[0].day, bool(match["dash"]))  # "(CNN, May 3, 1998)"
            known = (
                agency.casefold() in agencies
                or any(part.strip().casefold() in agencies for part in agency.split("/"))
                or (len(agency.split()) <= 3 and agency.split()[0].casefold() in vocabulary().words["outlets"])
            )
            dash = match["dash"] or ""
            if dash and not known and is_day(agency):
                place, day = _place(match["place"])
                if place:  # "PORT ELMA (June 2) -- "
                    return Dateline(place, "", match.end(), day, _is_upper(place.split(",")[0]))
            station = bool(_STATION.match(agency)) and bool(dash)
            place, day = _place(match["place"])
            second = _AFTER_BRACKET.match(text[match.end() : HEAD]) if known and dash and not place else None
            if second:  # "(ANSA) - PONTEROSSO, 17 MAR - "
                return Dateline(
                    (second["place"] or second["dated"]).strip(" ,"), agency, match.end() + second.end(), None, True
                )
            after = match["after"].strip(" ,")
            if not match["place"] and after and dash and known:
                place, day = _place(after)
                after = ""
            if (
                (known or (station and place))
                and not after
                and (dash or known)
                and (place or not match["place"].strip(" ,."))
            ) and (dash != "." or known):
                return Dateline(place, agency, match.end(), day, bool(dash) or not place)
            bare = lead and not dash and not known and not after and _could_be_agency(agency) and len(agency) <= 12
            if bare and place and _is_upper(place.split(",")[0]) and text[match.end() : match.end() + 1].isupper():
                return Dateline(place, agency, match.end(), day, False)  # "ALGIERS (APS) A piano …"
            if lead and dash and not known and not after and _could_be_agency(agency):
                rest = text[match.end() : match.end() + 2].lstrip("\"'“„«‘(")
                alone = not match["place"].strip(" ,.") and len(dash) > 1
                alone = alone or (not match["place"].strip(" ,.") and bool(_STATION.match(agency)))
                if agency.casefold() in _PARTS_OF_TOWNS and place:
                    return Dateline(f"{place} ({agency})", "", match.end(), day, False)
                if alone or (place and (_is_upper(place.split(",")[0]) or (rest[:1].isupper() and len(place) <= 30))):
                    return Dateline(place, "" if find_dates(agency) else agency, match.end(), day, False)
    match = _DATED.match(head) if head[:2].isupper() and "." in head else None
    if match and match["month"].casefold() in vocabulary().months and head[match.end()] != "/":
        return Dateline(match["place"].rstrip(" ,"), "", match.end(), None, True)
    match = _DATED_COLON.match(head) if ": " in head else None
    if match and match["month"].casefold() in vocabulary().months and (place := _place(match["place"])[0]):
        return Dateline(place, "", match.end(), None, True)
    if "/" in head[:20]:
        match = _AGENCY_FIRST.match(head)
        if match and match["agency"].casefold() in agencies and not match["place"].isascii():
            return Dateline(match["place"], match["agency"], match.end(), None, lead)
    if "/" in head[:70]:
        match = _SLASHED.match(head)
        if match and match["agency"].strip().casefold() in agencies and " by " not in match["place"]:
            place, day = _place(match["place"])
            if place:
                return Dateline(place, match["agency"].strip(), match.end(), day, True)
    match = _AGENCY_BEHIND_DAY.match(head)
    if match and (match["agency"].casefold() in agencies or (match["agency"].isupper() and len(match["agency"]) <= 6)):
        place, day = _place(match["place"])
        if place:
            return Dateline(place, match["agency"].rstrip("."), match.end(), day, True)
    match = _AGENCY_AFTER.match(head) if "— " in head or "– " in head or "- " in head else None
    if match and match["agency"].strip().casefold() in agencies:
        place, day = _place(match["place"])
        if place:
            return Dateline(place, match["agency"].strip(), match.end(), day, True)
    match = _DATED_AFTER.match(head) if "," in head[:52] else None
    if match and match["month"].casefold() in vocabulary().months:
        place, _ = _place(match["place"])
        if place:  # "Puerto Elma, Soria, 2 de mayo. "
            return Dateline(place, "", match.end(), None, True)
    match = _PLAIN.match(head) if lead or _DASH.search(head) else None
    if not match:
        return None
    dash = match["dash"].strip()
    rest = text[match.end() : match.end() + 2].lstrip("\"'“„«‘(")
    if not rest or rest[0].islower():
        return None
    place, day = _place(match["place"])
    if not place or place.casefold() in agencies:
        return None
    chunk = place.rsplit(",", 1)[1] if "," in place else ""
    if dash[0] == "." and chunk and len(chunk) <= (7 if match["dash"][1:2] == " " else 5) and not day:
        place += "."  # "BUFFALO, N.Y. -- ": the full stop is the abbreviation's
    if place.casefold() in vocabulary().words["salutations"]:
        return None
    outlet, slash, office = place.partition(" / ")
    if slash and place.isupper():
        return Dateline(office, outlet, match.end(), day, True)  # "ELMAOBSERVER / PORT ELMA - "
    named, comma, wire = place.rpartition(", ")
    if (
        comma
        and dash != ":"
        and (wire.casefold() in agencies or wire.split()[0].casefold() in vocabulary().words["outlets"])
    ):
        return Dateline(named, wire, match.end(), day, _is_upper(named)) if lead or _is_upper(named) else None
    if "," not in place and day is None and _is_kicker(place):
        return None
    words = place.replace(",", " ").split()
    first = place.split(",")[0]
    if dash in ("l", "I", "|", "●", "•"):
        sure, ok = False, lead and len(words) <= 3
    elif dash == ":":
        sure = False
        again = first.upper() == first.lower() and len(words) <= 2 and text.count(words[0]) > 1
        again = again or (first[0].isupper() and len(words) <= 2 and text.count(first) > 1)
        again = again or first.casefold() in vocabulary().words["cities"]  # "Dubai: Passengers left …"
        ok = lead and ((_is_upper(first) and len(words) <= 4) or again)
    elif _is_upper(first) and len(words) == 1 and _is_common_word(first, text[match.end() :]):
        return None  # "CHANT – Les ouvriers chantent": a topic, not a place
    elif _is_upper(first):
        sure = dash.startswith("--") or len(dash) > 1 or dash in "–—―_"
        ok = (sure or lead) and len(words) <= 7
    else:
        sure = False
        ok = lead and (len(words) <= 3 or (dash.startswith(("--", ".")) and len(words) <= 5) or match["place"] != place)
    return Dateline(place, "", match.end(), day, sure and len(first) > 1) if ok else None


_DAY = re.compile(r"^(?P<month>[^\W\d_]{3,10})\.? \d{1,2}$")


def is_day(text: str) -> bool:
    """Whether a text is nothing but a month and a day."""
    match = _DAY.match(text)
    return match is not None and match["month"].casefold() in vocabulary().months


_PLACES_ARTICLES = frozenset(
    {"la", "las", "los", "el", "le", "les", "den", "de", "o", "il", "al"}
)  # "La Paz", "Den Haag"


def _is_kicker(place: str) -> bool:
    """Whether what stands before the first sentence is no place: a rubric, an article with its noun, a page's word."""
    known = vocabulary()
    folded = place.casefold()
    if folded in known.words["cities"]:
        return False
    words = [word.strip(".,'’\"“”«»") for word in folded.split()]
    lists = known.words
    if words[0] in lists["generic_bylines"] or folded in lists["generic_bylines"]:
        return True  # "Redacción Web.- "
    if folded in lists["sections"] or folded in lists["rubrics"] or folded in lists["no_rubrics"]:
        return True
    article = words[0] in known.stopwords or words[0] in lists["no_names"]
    if article and not place.isupper() and words[0] not in lists["place_words"] and words[0] not in _PLACES_ARTICLES:
        return True
    return len(words) <= 2 and all(word in known.page_words or word in lists["no_places"] for word in words)


def _is_common_word(word: str, text: str) -> bool:
    """Whether the text that follows holds a word in small letters too, so that it is no name."""
    known = vocabulary().words
    return (
        word.casefold() in known["sections"] and word.casefold() not in known["cities"]
    ) or f" {word.casefold()}" in text[:2000]


def _special(head: str, agencies: frozenset[str], *, lead: bool) -> Dateline | None:
    """The forms of single countries: "BERLIN taz | ", "TEMPO.CO, Jakarta - ", "EFE / Madrid. ", "पटना। "."""
    for pattern, sign in _SPECIAL:
        if sign not in head:
            continue
        match = pattern.match(head)
        if match is None or (pattern not in _BY_SITE and match["agency"].casefold() not in agencies):
            continue
        place, day = _place(match["place"])
        if place:
            return Dateline(place, match["agency"], match.end(), day, True)
    if (lead and " - " in head) or " – " in head:
        match = _AGENCY_COLON.match(head)
        if match and (match["quote"] or match["agency"].strip().casefold() in agencies):
            return Dateline(match["place"].strip(), match["agency"].strip(), match.end(), None, False)
    if lead and _PLACE_FIRST.match(head):
        match = _DANDA.match(head)
        if match is not None:
            return Dateline(match["place"], "", match.end(), None, False)
        place, colon, rest = head.partition(": ")
        if colon and len(place.split()) <= 2 and len(place) <= 24 and rest[:1] not in "'\"‘“":
            return Dateline(place, "", len(place) + 2, None, False)
    return None


_BY_SITE = (_SITE_FIRST, _SITE_SECOND)
_SPECIAL: tuple[tuple[re.Pattern[str], str], ...] = (
    (_BARRED, "|"),
    (_BARRED, "–"),
    (_SITE_FIRST, "."),
    (_SITE_SECOND, ","),
    (_AGENCY_THEN_PLACE, "/"),
    (_AGENCY_THEN_PLACE, "|"),
    (_PLACE_DATE_AGENCY, "."),
)


def _is_named_again(place: str, text: str) -> bool:
    """ "Kilimawe. Wakazi wa Kijiji cha Kilimawe …": the place comes back in the first sentences."""
    return place.casefold() not in vocabulary().words["no_names"] and any(
        len(word) > 4 and (word[:6] in text or (word.isupper() and word[:6].title() in text)) for word in place.split()
    )


def _could_be_agency(name: str) -> bool:
    """Whether a name we do not know, in brackets before the first sentence, is written like an agency's."""
    words = name.split()
    return 0 < len(words) <= 4 and words[0][0].isupper() and all(word[0].isupper() or word.isdigit() for word in words)


def _is_upper(place: str) -> bool:
    letters = [char for char in place if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters) and len(letters) > 1


_STATES = ("Mo.", "La.")  # which look like weekdays


def _place(text: str) -> tuple[str, date | None]:
    """The place of a dateline's beginning, and the full date in it if any; no place where it reads like prose."""
    text = text.lstrip(" ,.-–—").rstrip(" ,-–—")
    if not text:
        return "", None
    day: date | None = None
    if any(char.isdigit() for char in text):
        if has_year(text):
            dates = find_dates(text)
            if dates:
                day = dates[0].day
                text = text[: dates[0].start]
        months = vocabulary().months
        kept: list[str] = []
        for chunk in text.split(","):
            words = chunk.split()
            cut = len(words)
            for at, word in enumerate(words):
                dated = any(char.isdigit() for char in chunk) or len(words) == 1  # "Rio de Janeiro" names no month
                if any(char.isdigit() for char in word) or (dated and word.strip(".").casefold() in months):
                    cut = at
                    break
            if words[:cut] and not (cut < len(words) and all(word.casefold() in _BETWEEN for word in words[:cut])):
                kept.append(" ".join(words[:cut]))
            if cut < len(words):
                break
        text = ", ".join(kept).strip(" ,")
        if not ("," in text and len(text.rsplit(",", 1)[1]) <= 7):
            text = text.rstrip(" ,.")  # but "Mich." keeps the full stop of its abbreviation
        text = text.removesuffix(" (")
    if text[-1:] == "." and "," not in text and text.count(".") == 1 and len(text.split()[-1]) > 4:
        text = text[:-1]  # "Puerto Elma. (EFE).-"
    weekdays = vocabulary().words["weekdays"]
    chunks = [chunk.strip() for chunk in text.split(",")]
    while chunks and chunks[-1].strip(".").casefold() in weekdays and chunks[-1] not in _STATES:
        chunks.pop()
    text = ", ".join(chunks)
    words = text.split()
    if not words or len(words) > 8 or len(text) > 60:
        return "", day
    particles = vocabulary().words["particles"]
    for word in words:
        bare = word.strip(".,'’\"“”")
        if not bare:
            continue
        if bare[0].islower() and bare.casefold() not in particles and bare.casefold() not in _BETWEEN:
            return "", day
        if any(char in '?!;"“”' for char in word):
            return "", day
    if words[0][0].islower():
        return "", day
    return text, day


_BETWEEN = frozenset(
    {
        "of",
        "and",
        "the",
        "de",
        "del",
        "a",
        "in",
        "le",
        "la",
        "du",
        "den",
        "y",
        "e",
        "am",
        "an",
        "der",
        "di",
        "on",
        "sur",
        "im",
    }
)
