"""Datelines by the forms of papers outside the English world: "BERLIN taz | ", "МОСКВА, 5 мар — РИА Новости."."""

# ruff: noqa: E501  (a form reads best on one line)

from __future__ import annotations

import re
from typing import NamedTuple

from .vocabulary import key_of, vocabulary


class Wired(NamedTuple):
    """What such a form says: place, agency, where it ends, who reported."""

    place: str
    agency: str
    end: int
    name: str = ""


_DAY = r"\d{1,2}\.? [^\W\d_]{3,12}\.?"
_CAPITAL = r"[^\W\d_a-zà-ÿа-яё]"
_FORMS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(signs), re.compile(form))
    for signs, form in (
        # BERLIN taz | …     Magdeburg l dpa l …
        ("|■", rf"^(?P<place>{_CAPITAL}[^|()\d,:]{{1,40}}?) (?P<agency>[A-Za-z]{{2,8}}(?:[/-][A-Za-z]{{2,8}})?) [|■] "),
        (
            "l|",
            rf"^(?P<place>{_CAPITAL}[^|()\d,:]{{1,40}}?) [l|] (?P<agency>[A-Za-z]{{2,8}}(?:/[A-Za-z]{{2,8}})?) [l|] ",
        ),
        # Neuhausen (vs) ● …
        ("(", rf"^(?P<place>{_CAPITAL}[^|()\d,:.]{{1,40}}?) \((?P<agency>[a-z]{{2,4}})\) ?[l|●•] "),
        # Halle/MZ - …     Magdeburg/dpa/sa l …
        (
            "/",
            rf"^(?P<place>{_CAPITAL}[^|()\d,:./]{{1,30}}?)/(?P<agency>(?:MZ|dpa|epd|dapd|ddp|AFP|afp|KNA|vs)(?:/[a-z]{{2,4}})?) ?[l|–-] ",
        ),
        # МОСКВА, 5 мар — РИА Новости, Олег Иванов. …
        (
            "0",
            rf"^(?P<place>[^.,–—/\d]{{2,40}}), {_DAY} ?[-–—] ?(?P<agency>[^.,–—/]{{2,25}})(?:, (?P<name>[^.,–—]{{4,40}}))?\. ",
        ),
        # МОСКВА, 5 марта. /ТАСС/. …     …/Корр. ТАСС Анна Лиева/. …
        (
            "0",
            rf"^(?P<place>[^.,/\d]{{2,40}}),? {_DAY} ?/(?:(?:Корр|Кор)\. )?(?P<agency>[^/ ]{{2,15}})(?: (?P<name>[^/]{{4,40}}))?/[.:]? ?[-–—]? ?",
        ),
        ("0", rf"^{_DAY}, (?P<place>[^/.\d]{{2,30}}) /(?:(?:Корр|Кор)\. )?(?P<agency>[^/]{{2,15}})/\.? ?"),
        # Москва. 5 марта. INTERFAX.RU - …     АСТАНА. КАЗИНФОРМ - …
        (
            ".",
            rf"^(?P<place>{_CAPITAL}[^.,\d/()–—-]{{2,25}})\. (?:{_DAY} )?(?P<agency>[^.,\s]{{2,20}}(?:\.(?:RU|UA|KZ|BY|KG|ru|ua|kz))?)(?:\.| [-–—]) ",
        ),
        # ԵՐԵՎԱՆ, 5 ՄԱՐՏԻ, ԱՐՄԵՆՊՐԵՍ։ …     Bakı, 5 mart, AZƏRTAC
        ("0", rf"^(?P<place>{_CAPITAL}[^.,\d/()–—-]{{2,25}}), {_DAY}, (?P<agency>[^.,:։\s]{{2,20}})[։:.]? ?[-–—]? ?"),
        # القاهرة - رويترز: …     دبي في 3 مارس / وام / …     تهران- ایرنا- …
        (
            "-–ـ/،",
            r"^(?P<place>[^-–/:()\d.]{2,24}?)(?: في \d{1,2} [^\s/]+)? ?[-–ـ/،] ?(?P<agency>[^-–/:()\d]{2,16}?) ?[-–/:] ?",
        ),
        # JAKARTA, KOMPAS.com - …     TEMPO.CO, Jakarta - …     Jakarta, CNN Indonesia -- …
        (
            ".",
            r"^(?P<agency>[\w.]{2,20}\.(?:com|COM|co|CO|id|ID|net|NET)(?:\.id|\.ID)?), (?P<place>[A-Z][A-Za-z ]{2,24}?) ?[-–—]+ ",
        ),
        (
            "-–—",
            r"^(?P<place>[A-Z][A-Za-z ]{2,24}), (?P<agency>[\w.]{2,20}\.(?:com|COM|co|CO|id|ID|net|NET)(?:\.id|\.ID)?|CNN Indonesia|CNBC Indonesia) ?[-–—]+ ",
        ),
        # New York CNN — …     Lanh, Sadong CNN Business — …
        ("—", rf"^(?P<place>{_CAPITAL}[^|()\d:.—]{{1,40}}?),? (?P<agency>CNN(?: Business)?) ?— "),
        # TTO - …
        ("-–—", r"^(?P<place>)(?P<agency>[A-ZĐ]{2,6}) [-–—] (?=[^\Wa-z\d_])"),
    )
)
"""Each with the signs of which it needs one, where 0 stands for any digit: most prose holds none of them."""
_DIGIT = re.compile(r"\d")
_ON_DAY = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\d.:;!?]{2,30}?(?:, (?:[A-Z]\. ?[A-Z]\.|[A-Z][a-z]{1,6}\.|[^\d.,:;]{2,20}))?),? (?:a )?\d{1,2}(?:º|o)? de [a-zç]{4,10}"
    r"(?: del? \d{4})?(?: \((?P<agency>[^)]{2,20})\))?[.,]? ?[-–—]+ ?"
)  # "MÉXICO, D.F., a 5 de marzo de 2013.- "
_INITIALLED = re.compile(
    r"^(?P<place>[A-ZÄÖÜ][a-zäöüß]{2,}(?: [A-ZÄÖÜ][a-zäöüß]+)?) \((?P<sign>[a-zäöü]{2,4})\) ?[-–] (?=[A-ZÄÖÜ„\"])"
)
_HAN_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        "^(?P<place>)(?P<agency>中新网|新华网|中新社|新华社)(?:\\d{1,2}月)?\\d{1,2}日[电電讯訊]",
        "^【(?P<place>)(?P<agency>[\u4e00-\u9fff]{2,5}?)[專专综綜]?[訊讯]】",
        "^[〔【［(（](?:(?:特[約派]|本[報报]|[實实][習习])?(?:[記记]者|特派員|編譯))?[\u4e00-\u9fff、]{2,14}[／/](?!綜合|综合)(?P<place>[\u4e00-\u9fff]{2,6}?)(?:[綜综]合|專題|連線)?[報报][導导道][〕】］)）](?P<agency>)",
        "^[〔（(【](?P<place>)(?P<agency>中央社|法新社|路透社?|美聯社|中新社|新华社)[〕）)】]",
        "^(?P<place>)(?P<agency>[\u4e00-\u9fff]{2,4}(?:晚报|日报|时报|早报|都市报|晨报|商报|网|社))[讯訊](?=[ 　（(记記])",
        "^【(?P<place>[^】=＝]{2,8}?)(?P<agency>共同|時事|ロイター|AFP|AP|聯合)】",
        "^[［\\[](?P<place>[^\\s\\d０-９］\\]]{2,10})[ 　][\\d０-９]{1,2}日[ 　](?P<agency>[^］\\]]{2,12})[］\\]] ?-? ?",
    )
)


class Desk(NamedTuple):
    """A desk or an agency that signs at the beginning of a story, the place beside it, and where both end."""

    name: str
    place: str
    end: int
    agency: str = ""


_DESKS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        # जागरण संवाददाता, चंदनपुर : …     নিজস্ব প্রতিবেদক, ঢাকা: …     डिजिटल डेस्क, नई दिल्ली। …
        r"^(?P<desk>[^,:।|()\d]{3,30}), ?(?P<place>[^,:।|()\d]{2,24}?) ?(?::|।|\||[-–—](?=\s))[-–—]* ?",
        # पुणे, प्रतिनिधी : …     नई दिल्ली, जागरण संवाददाता। …
        r"^(?P<place>[^,:।|()\d]{2,24}), ?(?P<desk>[^,:।|()\d]{3,30}?) ?(?::|।|\||[-–—](?=\s))[-–—]* ?",
        # लखनऊ (ब्यूरो)। …     لاہور (نمائندہ خصوصی) …     ঢাকা (নিজস্ব প্রতিবেদক): …
        r"^(?P<place>[^,:।|()\d]{2,24}?) ?\((?P<desk>[^,:।|()\d]{3,30})\) ?[:।|–—-]* ?",
        # संवाद सूत्र : …     স্টাফ রিপোর্টার : …
        r"^(?P<desk>[^,:।|()\d]{3,30}?) ?:[-–—]* ?(?P<place>)",
        # 〔財經頻道／綜合報導〕…     【國際中心／綜合報導】…     〔編譯/綜合報導〕…
        "^[〔【［(（](?P<desk>[\u4e00-\u9fff]{2,6}(?:中心|頻道|频道|組|组|編譯|编译))[／/](?P<place>)(?:[\u4e00-\u9fff]{2})?(?:報導|报道|報道)[〕】］)）]",
    )
)


def read_desk(head: str) -> Desk | None:
    """The desk a paragraph begins with instead of a reporter; only one that the word lists know."""
    if head[0].upper() != head[0].lower() or not (
        "," in head or ":" in head or ")" in head or "／" in head or "/" in head
    ):
        return None
    known = vocabulary().words
    for form in _DESKS:
        match = form.match(head)
        if match is not None and match.end() < len(head.rstrip()):
            desk = match["desk"].strip()
            key = key_of(desk)
            if key in known["agencies"]:
                if "(" not in match.group():  # else the forms of English papers
                    return Desk("", match["place"].strip(), match.end(), desk)
            elif head[0] in "〔【［(（" or key in known["generic_bylines"]:
                return Desk(desk, match["place"].strip(), match.end())
    return None


def read_wired(head: str) -> Wired | None:
    """A dateline of these forms at the beginning of a text; an agency must be known, so that prose is none."""
    known = vocabulary().words
    if "\u3000" <= head[0] <= "\u9fff" or head[0] in "〔【［（(":
        for form in _HAN_FORMS:
            match = form.match(head)
            if match and match.end() < len(head.rstrip()):
                return Wired(match["place"], match["agency"].removeprefix("本報").removeprefix("本报"), match.end())
        return None
    if not head[0].isalnum():
        return None
    if (desk := read_desk(head)) is not None:
        return Wired(desk.place, desk.agency, desk.end, desk.name)
    match = _ON_DAY.match(head) if " de " in head else None
    if match and match["place"].strip(" ,").casefold() not in known["weekdays"]:
        return Wired(match["place"].strip(" ,"), match["agency"] or "", match.end())
    signs = set(head)
    if _DIGIT.search(head):
        signs.add("0")
    for needed, form in _FORMS:
        match = None if needed.isdisjoint(signs) else form.match(head)
        if match is None:
            continue
        agency = match["agency"].strip()
        folded = agency.casefold()
        if "/" in folded and folded not in known["agencies"]:
            folded = folded.partition("/")[0]
        if form is _FORMS[2][1] and folded not in known["agencies"]:
            agency = ""  # the writer's initials
        elif (
            folded not in known["agencies"]
            and not (folded in known["outlets"] and match["place"].isupper())
            and not _SITE.search(agency)
        ):
            continue
        place = match["place"].strip(" ,")
        if len(place.split()) > 4 or (place and place[0].islower() and place.isascii()):
            continue
        if match["place"] and place.upper() == place.lower() and len(place.split()) > 3:
            continue
        return Wired(place, agency, match.end(), (match.groupdict().get("name") or "").strip())
    match = _INITIALLED.match(head)
    return Wired(match["place"], "", match.end()) if match and match["sign"] not in known["agencies"] else None


_SITE = re.compile(r"\.(?:com|co|id|net|ru|ua|kz)$", re.IGNORECASE)
