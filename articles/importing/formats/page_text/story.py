"""From settled pieces to the story: fields, body, furniture, and the account of every line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import attrgetter

from articles.importing.document import Block, BlockKind, ParsedByline, ParsedCaption, ParsedStory, Part, Role

from .credits import split_end
from .datelines import read_dateline
from .dates import find_dates, has_year, read_stamp
from .doubts import weigh
from .kind import kind_of
from .lengthy import Account
from .names import (
    find_joint,
    is_generic,
    label_end,
    looks_like_name,
    looks_like_role,
    names_outlet,
    read_names,
    role_first,
    wire_beside,
)
from .neighbours import captioned, leads_caption
from .page import Page
from .pieces import Piece, one_blank
from .topic import is_told_of
from .vocabulary import key_of, vocabulary
from .wires import read_desk, read_wired


def read_bylines(page: Page, *, until: int | None = None) -> list[ParsedByline]:
    """The people of the byline pieces, in order; a role on its own line goes to the names above it."""
    people: list[ParsedByline] = []
    seen: set[str] = set()
    since_role: list[int] = []
    for piece in page.pieces[:until]:
        if piece.role is not Role.BYLINE:
            continue
        end = label_end(piece.text)
        sent = _SENT.search(piece.text) if page.language in ("es", "pt") and not page.dateline else None
        if sent:
            page.dateline = sent["place"]  # "Enviado especial a Puerto Elma"
        if piece.why == "a place before a name":
            people.append(ParsedByline(piece.text[len(piece.caption) :].lstrip(" -–")))
            page.dateline = page.dateline or piece.caption
            continue
        if piece.why.startswith("a signature"):
            name, _, place = piece.text.lstrip("-–— ").replace("（", ",").rstrip("）").partition(",")
            since_role = [] if place else [len(people)]
            people.append(ParsedByline(name.strip(), place.strip().rstrip(".")))
            continue
        if piece.why.startswith("a role with its preposition") or (
            is_generic(piece.text) and not is_generic(piece.text[end:])
        ):
            end = 0  # "Da Redação"
        if piece.why == "a place and a name":
            place, _, name = piece.text.partition(":")
            page.dateline = page.dateline or place.strip()
            people.append(ParsedByline(name.strip()))
            continue
        if piece.why == "a byline by its form":
            place, wire = wire_beside(piece.text)
            page.dateline, page.agency = page.dateline or place, page.agency or wire
        text = piece.text[end:]
        if len(piece.row) == 2 and end:
            text = f"{piece.row[0][end:]} | {piece.row[1]}"  # "By Ann Lee    Elma News"
        desk = piece.why.startswith("the byline of a desk") or is_generic(piece.text) or is_generic(text)
        below = not piece.gap or (piece.gap == 1 and not end and looks_like_role(piece.text))
        under_name = desk and below and piece.at and page.pieces[piece.at - 1].role is Role.BYLINE
        if people and (piece.why.startswith(("a role", "a place under")) or under_name):
            role = sent["role"] if sent and not sent.start() else piece.text
            role = role.rstrip(".") if piece.why.startswith("a place") else role
            for at in since_role:
                if not people[at].role:
                    people[at] = ParsedByline(people[at].name, role)
            since_role = []
            continue
        office, comma, _ = text.partition(",")
        titled = bool(comma) and looks_like_role(office) and not looks_like_name(office)
        if titled and people and since_role and not piece.gap and not people[-1].role:
            people[-1] = ParsedByline(people[-1].name, piece.text)  # "Reporter, Elma Herald"
            since_role = []
            continue
        found = role_first(text) if piece.why == "a title and a name" else ()
        found = found or read_names(
            text, labelled=bool(end) or piece.confidence > 0.85 or piece.why.startswith("a name under")
        )
        if not found and text:
            if people and looks_like_role(text):
                for at in since_role:
                    if not people[at].role:
                        people[at] = ParsedByline(people[at].name, text)
                since_role = []
                continue
            found = (ParsedByline(text.strip(" ,.|-（）")),)
        if len(found) > 1 and ("|" in text or "/" in text):
            place = next((one.name for one in found[1:] if is_told_of(page, one.name)), "")
            if place:  # "Ann Lee | Port Elma": where the writer was
                found = tuple(ParsedByline(one.name, one.role or place) for one in found if one.name != place)
        joint = find_joint(text) if end and found and not page.agency else None
        if joint is not None and text != found[0].name:
            page.agency = joint["wire"]  # "By Ann Lee with AFP"
        first = found[0] if found else None
        posted = first.role if first and is_generic(first.name) and not page.dateline else ""
        if posted and page.language == "en" and not looks_like_role(posted) and "." not in posted:
            page.dateline = posted  # "Our Correspondent, Mathurganj"
        if end and len(found) == 1 and page.language != "en" and _is_wire(found[0].name):
            page.agency = page.agency or found[0].name  # "por EFE"
            piece.settle(Role.AGENCY, "an agency behind a byline's label", 0.75)
            continue
        if found and not page.agency and any(_is_wire(one.role) for one in found):
            page.agency = next(one.role for one in found if _is_wire(one.role))
        since_role = since_role if since_role and all(not people[at].role for at in since_role) and not found else []
        for one in found:
            if one.name.casefold() in seen:
                continue
            seen.add(one.name.casefold())
            since_role.append(len(people))
            people.append(one)
    return people


_SENT = re.compile(r"\b(?P<role>enviad[oa] especial) (?:a|à|ao|en|em) (?P<place>[^,.|/()]{3,40})$", re.IGNORECASE)


def _is_wire(role: str) -> bool:
    """Whether a byline's role is nothing but a news agency's name: "Ann Lee, PAP"."""
    known = vocabulary().words
    own = role.casefold() in known["outlets"] or names_outlet(role)
    return bool(role) and role.casefold() in known["agencies"] and not own


def build_story(page: Page, *, text: str, encoding: str) -> ParsedStory:
    """The story of a page whose pieces all have a role."""
    _read_dateline(page)
    for piece in page.of(Role.DATELINE):
        alone = page.datelines.get(id(piece))
        if alone is not None:
            page.dateline, page.agency = page.dateline or alone.place, page.agency or alone.agency
            continue
        place = (piece.caption or piece.text).strip(" ,-–—")
        if piece.digits:
            place = place.rpartition(",")[0] or place
        page.dateline = page.dateline or (place if "," in place else place.rstrip("."))
    _read_inline_reporter(page)
    bylines = read_bylines(page) or page.bylines
    posting = next((piece.credit for piece in page.of(Role.DATELINE) if piece.credit), "")
    if posting:
        bylines = [ParsedByline(one.name, one.role or posting) for one in bylines]
    published, updated = _read_dates(page)
    agency = _read_agency(page)
    sections = page.of(Role.SECTION)
    for piece in sections[1:]:
        piece.settle(Role.FURNITURE, "the section, printed again", 0.7)
    captions, repeats = _read_captions(page)
    for piece in repeats:
        piece.settle(Role.FURNITURE, "a caption, printed again", 0.85)
    corrections = page.of(Role.CORRECTION)
    if corrections and not page.of(Role.PARAGRAPH):
        for piece in corrections:
            piece.settle(Role.PARAGRAPH, "a correction that is the whole story", 0.8)
        corrections = []
    middle = _role_of_middle(page)
    body = tuple(_blocks(page, middle))
    headline = page.headline.text.rstrip(" |–—-") if page.headline is not None else ""
    standfirst = "\n".join(piece.text for piece in page.of(Role.STANDFIRST))
    for piece in page.of(Role.PUBLISHED, Role.UPDATED):
        if piece.box == "label":
            piece.settle(Role.FURNITURE, "a date's label without a date", 0.8)
    story_kind = kind_of(page, headline=headline, captions=len(captions))
    confidence, doubts = weigh(page)
    return ParsedStory(
        headline=headline,
        standfirst=standfirst,
        section=sections[0].text if sections else "",
        bylines=tuple(bylines),
        dateline=page.dateline,
        agency=agency,
        published=published,
        updated=updated,
        captions=captions,
        body=body,
        furniture=tuple(_furniture(page, middle)),
        correction="\n".join(piece.text for piece in corrections),
        kind=story_kind,
        language=page.language,
        text=text,
        encoding=encoding,
        account=_account(page, middle),
        confidence=confidence,
        doubts=doubts,
    )


def _read_dateline(page: Page) -> None:
    """The dateline of the first paragraph, or of the next one where the first has none."""
    paragraphs = page.of(Role.PARAGRAPH)
    decks = [piece for piece in page.of(Role.STANDFIRST) if id(piece) not in page.datelines]
    told = " ".join(piece.text[:400] for piece in paragraphs[:4])
    for piece in decks[:2]:
        found = read_dateline(f"{piece.text} {told}", lead=True)
        if found is not None and piece.caseless and not found.agency and ":" in piece.text[: found.end]:
            continue  # who says it
        if found is not None and (
            found.agency
            or found.sure
            or piece.text[: found.end].rstrip().endswith(".")
            or (found.place and found.place in told)
        ):
            page.datelines[id(piece)] = found
    if paragraphs and id(paragraphs[0]) not in page.datelines and page.language != "en" and not page.transcript:
        lead = read_dateline(told, lead=True)  # the story began elsewhere than it seemed at first
        if lead is not None and lead.place.isupper() and told[: lead.end].rstrip()[-1] == ".":
            page.datelines[id(paragraphs[0])] = lead
    for at, piece in enumerate([*paragraphs[:3], *page.of(Role.STANDFIRST)[:2]]):
        dateline = page.datelines.get(id(piece))
        if dateline is None and not at and not page.transcript:
            found = read_dateline(f"{piece.text} {told}", lead=True)  # the story begins lower than thought at first
            dateline = found if found is not None and found.agency else None
        if dateline is None or (at and not dateline.sure and piece.role is not Role.STANDFIRST):
            continue
        page.dateline, page.agency = dateline.place, dateline.agency
        if not page.agency and page.language != "en":
            over = (page.datelines.get(id(deck)) for deck in page.of(Role.STANDFIRST)[:2])
            page.agency = next((found.agency for found in over if found is not None and found.agency), "")
        if dateline.day is not None:
            page.published = dateline.day
        also = [
            role
            for role, value in (
                (Role.DATELINE, dateline.place),
                (Role.AGENCY, dateline.agency),
                (Role.PUBLISHED, dateline.day),
            )
            if value
        ]
        piece.also = tuple(also)
        return


_HANGUL_NAMES = "[\uac00-\ud7a3]{2,4}(?:[·, ]+[\uac00-\ud7a3]{2,4}){0,3}"
_INLINE_REPORTER = re.compile(
    f"(?:[)\\]】] ?(?P<korean>{_HANGUL_NAMES}) ?(?P<role>기자|특파원|통신원) ?=)|"
    "(?:^[(\\[【][\uac00-\ud7a3A-Za-z0-9]{2,12}[ =|·]{1,3}"
    f"(?P<reporter>{_HANGUL_NAMES}) ?(?P<rank>(?:인턴|수습|선임|전문)?기자|특파원)[)\\]】])|"
    "(?:^[（(]中央社(?P<central>記者)(?P<taiwan>[\u4e00-\u9fff]{3}))|"
    "(?:】\\s?[（(](?P<post>记者|記者)\\s?(?P<behind>[\u4e00-\u9fff·、 ]{2,20}?)[）)])|"
    "(?:[电電讯訊][（(](?P<desk>(?:[\u4e00-\u9fff]{0,6})?(?:记者|記者)) ?(?P<han>[\u4e00-\u9fff·、 ]{2,20}?)[）)])|"
    "(?:【[^】=＝]{1,12}[=＝](?P<japanese>[\u4e00-\u9fff]{3,6})】)"
)


def _read_inline_reporter(page: Page) -> None:
    """A reporter named in the dateline: "(서울=연합뉴스) 홍길동 기자 =" or "…4日电（记者 王小明）"."""
    first = next((piece for piece in page.pieces if piece.role is Role.PARAGRAPH), None)
    if first is None or first.text.isascii() or page.of(Role.BYLINE):
        return
    reporters = read_inline(first.text[:120])
    if reporters:
        page.bylines = list(reporters)
        first.also = (*first.also, Role.BYLINE)
        return
    match = _INLINE_REPORTER.search(first.text[:90])
    if match is None:
        last = next(piece for piece in reversed(page.pieces) if piece.role is Role.PARAGRAPH)
        signed = _SIGNED_BEHIND.search(last.text) if last.text[-1] in ")）" else None
        if signed is not None:
            page.bylines = list(_listed(signed["list"])) or [ParsedByline(signed["list"])]
            last.also = (*last.also, Role.BYLINE)
        return
    named = (
        match["korean"] or match["reporter"] or match["han"] or match["japanese"] or match["taiwan"] or match["behind"]
    )
    names = re.split("[、·, ]+", named.strip())
    role = match["role"] or match["rank"] or match["desk"] or match["central"] or match["post"] or ""
    if match["japanese"] and match["japanese"] in vocabulary().words["agencies"]:
        return
    if match["japanese"] == page.agency:
        page.agency = ""
    page.bylines = [ParsedByline(name, role) for name in names]
    first.also = (*first.also, Role.BYLINE)


_REPORTED_FROM = "^(?:[^。，“「]{0,24}?[讯訊电電](?:】|\\])?[ 　]?|【[^】]{2,8}】[ 　]?)"
_TITLE = (
    "(?:本[报報]|全媒体|首席|[实實][习習]|[见見][习習]|特[约約派])?"
    "(?:[记記]者|通[讯訊][员員]|实习生|特派[员員]|編譯|编译)"
)
_SIGNED_BEHIND = re.compile(
    f"[（(](?P<list>{_TITLE}[:： ]?[\u4e00-\u9fff、 ]{{2,14}}|[\u4e00-\u9fff]{{2,4}}(?=[／/]))"
    "(?:[／/][\u4e00-\u9fff]{2,6}[報报][導导道])?[）)]$"
)
_HAN_REPORTS = tuple(
    re.compile(form)
    for form in (
        # 本报讯（记者王小明 通讯员李四）…     本报讯 记者王小明报道：…
        f"{_REPORTED_FROM}[（(](?P<list>[\u4e00-\u9fff·]{{0,10}}?{_TITLE}[^）)]{{2,40}})[）)]",
        f"{_REPORTED_FROM}(?P<list>{_TITLE}[\u4e00-\u9fff 、·]{{2,30}}?)(?:[摄攝]影)?[報报][道導导][:：,，]",
        # 〔記者王小明/台北報導〕…     【記者王小明台北報導】…
        f"^[〔【［(（](?P<list>{_TITLE}[\u4e00-\u9fff、]{{2,14}})[／/][^〕】］)）]{{0,8}}[報报][導导道][〕】］)）]",
        "^[〔【［(（](?P<list>[\u4e00-\u9fff]{2,4})[／/][\u4e00-\u9fff]{2,6}[報报][導导道][〕】］)）]",
        f"^[〔【［(（](?P<list>{_TITLE}[\u4e00-\u9fff]{{3}})[^〕】］)）／/]{{0,8}}[報报][導导道][〕】］)）]",
    )
)


_TITLE_WITHIN = re.compile(f"[、，, 　]*({_TITLE})[:： 　]*")


def _listed(text: str) -> tuple[ParsedByline, ...]:
    """ "记者丹增、孟庆林 通讯员冼国强": Chinese names, each with the title before it."""
    found: list[ParsedByline] = []
    paper, *cells = _TITLE_WITHIN.split(text)
    for title, names in zip(cells[::2], cells[1::2], strict=True):
        title, paper = paper + title, ""
        for name in re.split("[、，, 　/／]+", names):
            if name in ("摄影", "攝影", "文", "图"):
                continue
            if not 2 <= len(name) <= 6:
                return ()
            found.append(ParsedByline(name, title))
    return tuple(found)


def read_inline(head: str) -> tuple[ParsedByline, ...]:
    """The reporters in datelines of other forms: "… — РИА Новости, Олег Иванов.", "本报讯（记者王小明）"."""
    for form in _HAN_REPORTS if "\u3000" <= head[0] <= "\u9fff" or head[0] in "［(（" else ():
        match = form.match(head)
        if match and not match["list"].endswith(("中心", "組", "组", "頻道", "频道")):
            return _listed(match["list"]) or (() if "者" in match["list"] else (ParsedByline(match["list"]),))
    desk = read_desk(head)
    if desk is not None and desk.name:
        return (ParsedByline(desk.name),)
    wired = read_wired(head) if head[0].isupper() and head[:3].isupper() else None
    if wired is None or not wired.name or not looks_like_name(wired.name):
        return ()
    sign = re.search(r"/(Корр\. [^/ ]+) ", head)
    return (ParsedByline(wired.name, sign[1] if sign else ""),)


def _read_agency(page: Page) -> str:
    """The agency of the dateline; else the one on a line of its own."""
    pieces = page.of(Role.AGENCY)
    found = page.agency
    for piece in pieces:
        if piece.why == "a place and an agency":
            page.dateline = page.dateline or piece.caption
            found = found or piece.text[len(piece.caption) :].lstrip(" -–")
            continue
        text = piece.text.strip("()[]【】〔〕-–—.,/ ")
        if piece.why == "an agency behind a byline's label":
            text = text[label_end(text) :]
        if piece.why.startswith("a dispatch's"):
            page.dateline, text = page.dateline or piece.caption, piece.credit
            piece.also = (Role.DATELINE,)
        if piece.why.endswith("a day in brackets"):
            text = text.partition(",")[0]
        if piece.why.endswith("behind a label"):
            text = text.replace("：", ":").partition(":")[2].strip()
        elif piece.why.endswith("a byline's label"):
            text = text[label_end(text) :].strip(" .")
        if piece.why == "an agency in a desk's sign":
            text = text.partition("/")[0]
        if piece.why == "a place and its paper":
            place, _, text = text.partition(", ")
            page.dateline = page.dateline or place
            piece.also = (Role.DATELINE,)
        first, sign, place = text.partition(" / " if " / " in text else ", ")
        agencies = vocabulary().words["agencies"]
        if sign == " / " and (names_outlet(place) or not is_told_of(page, place)) and not text.islower():
            sign = ""
        if sign and first.casefold() in agencies and (place[:1].isupper() or " / " in text) and len(place.split()) <= 4:
            text = first
            if not page.dateline and place.casefold() not in agencies:
                page.dateline = place
                piece.also = (Role.DATELINE,)
        found = found or text
    return found


def _read_dates(page: Page) -> tuple[date | datetime | None, date | datetime | None]:
    """When the story came out and when it was updated; the date nearest to the story wins."""
    pieces = page.pieces
    top = pieces.index(page.headline) if page.headline is not None else -1
    lead = page.lead if page.lead is not None else len(pieces)
    ranked: list[tuple[int, int, Piece]] = []
    for at, piece in enumerate(pieces):
        if piece.role in (Role.PUBLISHED, Role.UPDATED) and (
            piece.box not in ("label", "time") or (piece.box == "time" and piece.role is Role.UPDATED)
        ):
            rank = 0 if top < at < lead else 1 if at < lead else 2
            ranked.append((rank, at, piece))
    ranked.sort(key=lambda row: (row[0], row[1]))
    published: date | datetime | None = None
    updated: date | datetime | None = None
    for rank, at, piece in ranked:
        if rank and published is None and page.published is not None:
            break
        stamp = read_stamp(piece.text, day_first=page.day_first)
        if stamp is None:
            continue
        when: date | datetime | None = stamp.published
        changed: date | datetime | None = stamp.updated
        if piece.role is Role.UPDATED and stamp.clock and not changed and updated is None and published is not None:
            updated = stamp.clock.on(published.date() if isinstance(published, datetime) else published)
        # A label alone on the line above: "Last Updated:" / "4 March 2003".
        if at and pieces[at - 1].box == "label" and pieces[at - 1].role is Role.UPDATED and when and not stamp.label:
            when, changed = None, when
        if type(when) is date:
            when = _with_time_below(page, at, when)
        if type(changed) is date:
            changed = _with_time_below(page, at, changed)
        if when and published is None:
            published = when
        elif isinstance(when, datetime) and when.date() == published:
            published = when  # the same day, with its time
        elif when and rank:
            piece.settle(Role.FURNITURE, "a date that is not the story's", 0.6)
        if changed and updated is None:
            updated = changed
    if published is None:
        published = page.published or _date_of_dateline(page, pieces[lead : lead + 1])
    if published is None and lead < len(pieces):
        head = pieces[lead].text[:60]
        dates = find_dates(head) if has_year(head) else []
        if dates and dates[0].start <= 2 and head[dates[0].end :].lstrip()[:1] in "|-–—:(/.,•":
            published = dates[0].day
            pieces[lead].also = (*pieces[lead].also, Role.PUBLISHED)
    return published, updated


_MONTH_AND_DAY = re.compile(r"(?P<month>[^\W\d_]{3,10})\.? (?P<day>\d{1,2})(?!\d)")


def _date_of_dateline(page: Page, lead: list[Piece]) -> date | None:
    """The date printed behind the story whose day is the dateline's: the dateline itself has no year."""
    dateline = page.datelines.get(id(lead[0])) if lead else None
    match = _MONTH_AND_DAY.search(lead[0].text[: dateline.end]) if dateline is not None else None
    month = vocabulary().months.get(match["month"].casefold()) if match is not None else None
    if match is None or month is None:
        return None
    for piece in page.pieces[lead[0].at + 1 :]:
        if piece.role is not Role.FURNITURE or piece.size > 60 or not has_year(piece.text):
            continue
        stamp = read_stamp(piece.text, day_first=page.day_first)
        when = stamp.published if stamp is not None and not stamp.rest else None
        if when is not None and (when.month, when.day) == (month, int(match["day"])):
            piece.settle(Role.PUBLISHED, "the date whose day the dateline says", 0.75)
            return when.date() if isinstance(when, datetime) else when
    return None


def _with_time_below(page: Page, at: int, day: date) -> date | datetime:
    for piece in page.pieces[at + 1 : at + 3]:
        if piece.box == "time" and piece.role in (Role.PUBLISHED, Role.UPDATED):
            stamp = read_stamp(piece.text, day_first=page.day_first)
            if stamp is not None and stamp.clock is not None:
                return stamp.clock.on(day)
    return day


def _signed_by_agency(text: str, credit: str) -> ParsedCaption:
    """A caption without a full stop whose last word is an agency's name in capitals: "De brug uit 1934 ANP"."""
    said, _, last = text.rpartition(" ")
    if credit or len(last) < 3 or not last.isupper() or said.isupper() or said.count(" ") < 3:
        return ParsedCaption(text, credit)
    known = vocabulary().words
    named = last.casefold() in known["agencies"] | known["picture_agencies"] and not said[-1].isspace()
    return ParsedCaption(said, last) if named and said.split()[-1].casefold() not in _TO else ParsedCaption(text, "")


_TO = frozenset(
    "to of at for by from with the a and aan van voor met de het à au de pour par con di da von für zu an".split()
)


_BUTTONS = 3  # lines that a picture's buttons take


def _read_captions(page: Page) -> tuple[tuple[ParsedCaption, ...], list[Piece]]:
    """Captions with their credits; a credit on the line under a caption is that caption's."""
    found: list[ParsedCaption] = []
    repeats: list[Piece] = []
    seen: set[str] = set()
    last: Piece | None = None
    for piece in page.of(Role.CAPTION, Role.CREDIT):
        if piece.role is Role.CREDIT:
            credit = piece.credit or piece.text
            if (
                last is not None
                and last.role is Role.CAPTION
                and found
                and not found[-1].credit
                and piece.gap <= 1
                and piece.spans[0].line - last.spans[-1].line <= 2
                and not (piece.gap and leads_caption(page, piece))
            ):
                found[-1] = ParsedCaption(found[-1].text, credit)
                last = piece
                continue
            if last is not None and found[-1].credit == credit and piece.place and piece.at - last.at <= _BUTTONS:
                repeats.append(piece)
                continue
            caption = ParsedCaption("", credit)
        else:
            caption = _signed_by_agency(piece.caption or piece.text, piece.credit)
            if (
                caption.credit in ("", found[-1].credit if found else "")
                and last is not None
                and last.role is Role.CREDIT
                and found
                and not found[-1].text
                and (not piece.gap or caption.credit)
                and (piece.at - last.at == 1 or captioned(page, last) is piece)
            ):
                seen.discard(key_of(found[-1].credit))
                caption = ParsedCaption(caption.text, found.pop().credit)
        key = key_of(caption.text or caption.credit)
        if key in seen:
            repeats.append(piece)
            continue
        seen.add(key)
        found.append(caption)
        last = piece
    signed = (caption if caption.credit else ParsedCaption(*split_end(caption.text)) for caption in found)
    return tuple(signed), repeats


def _as_printed(piece: Piece, lines: dict[int, str]) -> str:
    """A piece with the bars that were cut from its text."""
    return " ".join(one_blank(lines[span.line][span.start : span.end]) for span in piece.spans)


def _role_of_middle(page: Page) -> Role | None:
    """What the unread middle of a long text is: paragraphs, unless the story ended before it."""
    if page.middle is None:
        return None
    near = [piece for piece in page.pieces if piece.spans[0].line < page.middle_ends][-1:]
    return Role.PARAGRAPH if near and near[0].role in (Role.PARAGRAPH, Role.CROSSHEAD) else Role.FURNITURE


def _blocks(page: Page, middle: Role | None) -> Iterator[Block]:
    """The body's paragraphs and crossheads in order."""
    for piece in page.pieces:
        if middle is Role.PARAGRAPH and piece.spans[0].line >= page.middle_ends:
            yield from _paragraphs_of_middle(page)
            middle = None
        if piece.role is Role.PARAGRAPH:
            yield Block(BlockKind.PARAGRAPH, piece.text)
        elif piece.role is Role.CROSSHEAD:
            yield Block(BlockKind.CROSSHEAD, piece.text)


def _paragraphs_of_middle(page: Page) -> Iterator[Block]:
    for text in page.middle.paragraphs if page.middle is not None else ():
        yield Block(BlockKind.PARAGRAPH, text)


def _furniture(page: Page, middle: Role | None) -> Iterator[str]:
    """The page's own lines in order, as printed."""
    printed, line = "", 0
    for piece in page.pieces:
        if middle is Role.FURNITURE and page.middle is not None and piece.spans[0].line >= page.middle_ends:
            if printed:
                yield printed
            printed = ""
            yield from page.middle.paragraphs
            middle = None
        if piece.role is Role.FURNITURE:
            if line == piece.spans[0].line and printed:  # the parts of one printed line stay together
                printed = f"{printed} {_as_printed(piece, page.lines)}"
            else:
                if printed:
                    yield printed
                printed = _as_printed(piece, page.lines)
            line = piece.spans[-1].line
        elif printed:
            yield printed
            printed = ""
    if printed:
        yield printed


def _account(page: Page, middle: Role | None) -> Sequence[Part]:
    """What became of each line, from first to last."""
    if page.middle is None or middle is None:
        return _parts(page.pieces)
    before = [piece for piece in page.pieces if piece.spans[0].line < page.middle_ends]
    return Account(_parts(before), page.middle, middle, _parts(page.pieces[len(before) :]))


def _parts(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    parts = [
        Part(
            span.line,
            span.start,
            span.end,
            piece.role or Role.FURNITURE,
            piece.also,
            piece.why,
            piece.confidence,
            continues=at > 0,
        )
        for piece in pieces
        for at, span in enumerate(piece.spans)
    ]
    parts.sort(key=attrgetter("line", "start"))
    return tuple(parts)
