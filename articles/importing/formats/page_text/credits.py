"""Captions and the credit printed with them: "… in Kumari yesterday. PHOTO: AFP", "… says.(County Library)"."""

from __future__ import annotations

import re
from functools import cache

from .names import looks_like_name, names_outlet
from .pieces import ends_sentence
from .vocabulary import key_of, vocabulary, words_of

_TAIL = 160  # a credit is looked for in so many last characters
_BRACKETS = re.compile(r"[(\[（［]([^()\[\]（）［］]{2,80})[)\]）］]\s*$")
_DASHED = re.compile(r"(?<=[.!?…»”\"।۔។။։።])\s?[-–—/|]\s?([^\W\d_][^.!?]{1,60})$")
_HAN = re.compile(
    "(?:[（(]?)((?:本[报報]|[\u4e00-\u9fff]{2,3}(?:社|报|報|网|網))?(?:记者|記者|通讯员|供图者)?[:： ]{0,2}"
    "[\u4e00-\u9fff·]{2,4} ?(?:[／/](?=[摄攝]影))?[摄攝](?:影(?=$))?|[\u4e00-\u9fff]{2,8}(?:供图|供圖|提供))[)）]?$"
)
_BEFORE_CREDIT = re.compile("^(?:[圖图]片?|照片|[攝摄]影|写真|사진) ?[／/：:=＝] ?")
_HAN_LENT = re.compile(
    "[（(]?((?:通[讯訊][员員]|受[访訪]者|受[访訪]单位|采[访訪]对象|[网網]友|校方|警方|主办方|主辦方|作者|本人|[视視][觉覺]中[国國]|新华社|中新社)"
    "(?:供[图圖]|提供))[)）]?$"
)
_JAPANESE = re.compile("[=＝（(]([^=＝（(]{2,30}?(?:撮影|提供|写す))[)）]?$")
_JAPANESE_WIRE = re.compile("(?:[=＝]|(?<=[年月日])、)(共同|時事|ロイター|AP|AFP|AFP時事|AP共同)$")
_KOREAN = re.compile(r"(?:[/\[(（]\s?)?(?:사진|이미지)(?:\s?제공)?\s?[=:]\s?([^\])）]{2,40})[\])）]?$")
_KOREAN_BEHIND = re.compile(
    "(?<=[다요음임됨함][.!?]) ?"
    "([\uac00-\ud7a3A-Za-z0-9·()]{2,14}(?: [\uac00-\ud7a3A-Za-z0-9·()]{2,14}){0,2} ?(?:제공|캡처|자료사진)|"
    "연합뉴스|뉴시스|뉴스1|로이터|신화)$"
)
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_CAPITALS = re.compile(
    r"(?<=[.!?…»”\"।۔។။։።])\s(?=[^a-zà-ÿ]{5,60}$)[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?: [A-ZÀ-Þ/«»(),'’.-]+){1,7}$"
)
_NAME_SLASH = re.compile(
    r"(?:(?<=[a-zà-ÿ,\d.!?”\"]) (?:[/|–—-] )?|(?<=[a-zà-ÿ\d][.!?”\"]))"
    r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ]\.)? [A-ZÀ-Þ][\w'’-]+ ?/ ?(?P<agency>[A-Z][\w ]{1,24})$"
)
_NAME_BEHIND = re.compile(
    r"(?<=[a-zà-ÿ»”\d][.!?»”])[ \u00a0]?([A-ZÀ-Þ][a-zà-ÿ'’-]+(?: [A-ZÀ-Þ]\.)?"
    r"(?: (?:de|von|van|di|da|del))? [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)$"
)  # "… el pasado miércoles. Samuel Aranguren"
_NAME_PHOTO = re.compile(r"(?<=[.!?”\"]) ((?:[A-ZÀ-Þ][\w.'’-]+ ){2,4}(?:photos?|PHOTOS?|Photos?))$")  # "ANN LEE photo"
_AGENCY_NAME = re.compile(
    r"(?:(?<=[.!?»”]) ([A-Z]{2,5}/[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+)|"
    r"(?<=\w) (\w{2,12}\.(?:com|fr|net|org)/[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+))$"
)
_SLASHED_NAME = re.compile(r"(?<=[.!?…”\"]) [/|] ([^\W\d_][^.!?/|]{3,40})$")
_STOP_DASH = re.compile(r"(?<=[.!?…])-\s?([A-ZÀ-Þ][A-ZÀ-Þ. /]{1,40}|[A-ZÀ-Þ]{2,}\s?/\s?[^.!?]{3,40})$")
_WIRE = re.compile(r"(?<=[.!?…»”\"।۔។။։።])\s+([A-Z][\w .]{1,24}/[^.!?]{2,50})$")
_BARRED = re.compile(r"(?<=[.!?…»”\"।۔។။։።])\s\|\s([^|.!?]{3,50})$")
_INITIALS = re.compile(r"(?<=[.!?…»”\"])\s?[-–—]\s?([^\W\d_a-zà-ÿ]{2,6})$")
_APART = re.compile(r"\s(?P<sign>[|/–—-])\s(?P<credit>[^|.!?]{3,60})$")
_BY_BEHIND = re.compile(r"(?<=[a-zà-ÿ\d»”\"][.!?»”\"]) By ([A-Z][^!?,]{4,40})$")
_FOR_BEHIND = re.compile(
    r"(?<=[a-zà-ÿ\d»”\"][.!?»”\"]) (?P<name>[A-Z][^.!?,]{4,30}) for (?:[Tt]he )?[A-Z][^.!?,]{1,30}$"
)
_AGENCY_BEHIND = re.compile(r"(?<=[a-zà-ÿ»”\"][.!?»”\"]) ([A-Z]\w+(?: [A-Z]\w+)?)$")
_NAME_AND_PAPER = re.compile(r"(?<=[.!?…»”\"])\s(?P<name>[^.!?/]{4,30}?)\s?/\s?[^.!?/]{2,40}$")
_OF_PAPER = re.compile(
    r"(?:[A-Z][\w.'’&-]* ){1,4}(?:photo|pic|picture|image|graphic|illustration)$"
)  # "Elma Post photo"
_SIGN = re.compile(r"(?:^|\s)[©ⓒ]\s?((?:[^.!?©]|(?<=\b\w)\.){2,60})$")


@cache
def _label() -> re.Pattern[str]:
    """A credit's label and what follows it, at the end of a text."""
    labels = sorted({label.rstrip(":：= ") for label in vocabulary().words["credit_labels"]}, key=len, reverse=True)
    either = "|".join(re.escape(label) for label in labels)
    return re.compile(
        rf"(?P<lead>^|[\s.,;|/(\[–—-]|(?-i:(?<=[a-zà-ÿ.!?…\"”’)])(?=[A-ZÀ-Þ])))(?P<label>{either})"
        r"(?P<sign>\s?[:：=|،，、／/]\s?|,\s|\s?\.\.\.\s?|\s?…\s?|\s)(?P<credit>[^\s.:!?](?:[^:!?]|:(?=[^\W\d_])){1,90})$",
        re.IGNORECASE,
    )


def split_credit(text: str, *, outlets: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """Caption and credit of a text that ends with a credit; the caption is empty where it is all credit."""
    if len(text) > 900 or (text[-1:] == "." and len(text) > 70 and text[-2].islower() and "©" not in text):
        return None  # most paragraphs: asked of all, so answered at once
    text = text.lstrip("| ") if text[:1] == "|" else text
    if not text:
        return None
    if " / Via " in text and len(text) <= 80:
        return "", text
    tail = text[-_TAIL:]
    base = len(text) - len(tail)
    found = _split_foreign(text)
    if found is not None:
        return found
    bracket: re.Match[str] | None = _BRACKETS.search(tail) if tail[-1:] in ")]）］" else None
    if bracket:
        inside = bracket.group(1).strip()
        before = text[: base + bracket.start()].rstrip()
        labelled = _label().match(inside)
        if not before and "/" in inside and " " in inside and _is_slashed_credit(inside):
            return "", inside
        if (
            before
            and not inside.isascii()
            and inside.endswith(("提供", "摄", "攝", "供图", "供圖"))
            and len(inside) <= 14
        ):
            return before, _BEFORE_CREDIT.sub("", inside)
        if labelled and (labelled["sign"].strip() or labelled["credit"][:1].isupper()):
            return before, _clean(labelled["credit"])
        if before and _OF_PAPER.match(inside):
            return before, inside
        if (before and inside[-1:] in "摄攝") or inside.endswith(("撮影", "提供", "写す", "供图", "供圖")):
            return before, inside
        if before and ends_sentence(before) and _is_credit(inside):
            return before, _clean(inside)
        if len(text) <= 240 and len(before.split()) >= 5 and looks_like_name(inside) and not names_outlet(inside):
            return before, inside  # "Der Chor bei der Probe (Ann Lee)"
        if before and _is_agency_credit(inside) and len(inside.split()) <= 8 and ("/" in inside or len(before) < 160):
            capitals = _CAPITALS.search(before)
            if capitals:  # "… viernes. LUIS CANTO (EFE)"
                return before[: capitals.start()].rstrip(), text[capitals.start() :].strip()
            if not before[-1:].isdigit() and " " in before and len(before) > 20:
                return before, _clean(inside)
        if not before and "/" in inside and looks_like_name(inside.partition("/")[0].strip()):
            return "", inside  # "(Ann Lee / For The Herald)"
        return None
    if not bracket and tail[-1:] in '.!?…"”' and len(text) > 60 and "©" not in tail:
        initial = _CAPITALS.search(tail.rstrip(".")) if tail[-2:-1].isupper() and tail[-3:-2] == " " else None
        if initial:  # "… wait for the water to go down. SOMCHAI P."
            return text[: base + initial.start()].rstrip(), text[base + initial.start() :].strip()
        return None  # it ends as a sentence does
    if not tail.isascii():
        for pattern in (
            (_HAN_LENT, _HAN, _KOREAN, _KOREAN_BEHIND, _JAPANESE, _JAPANESE_WIRE) if _UNSPACED.search(tail) else ()
        ):
            match = pattern.search(tail)
            if match:
                credit = match.group(1)
                start = base + match.start()
                if pattern is _JAPANESE and "、" in credit and credit.endswith("撮影"):
                    credit = credit.rpartition("、")[2]  # "…＝11日、水穂町、山田撮影"
                    start = text.rfind(credit)
                    return text[:start].rstrip("、 "), credit
                if (
                    credit.startswith(("记者", "記者"))
                    and 0 < (stop := text.rfind("。", 0, start)) < start - 1 >= stop - 5
                ):
                    credit, start = text[stop + 1 : base + match.end(1)], stop + 1  # "…数齿轮。南都记者 王小明 摄"
                for outlet in outlets:
                    at = text.rfind(outlet, max(0, start - 20), base + match.end())
                    if at >= 0:
                        credit, start = text[at : base + match.end(1)], at
                return text[:start].rstrip(" （(/="), credit.strip()
        match = _SIGN.search(tail)
        inner = _label().match(match.group(1)) if match and ":" in match.group(1) else None
        if match and inner:  # "© Foto: Ann Lee"
            return text[: base + match.start()].rstrip(" -–—|/"), _clean(inner["credit"])
        if match and (
            "/" in match.group(1)
            or looks_like_name(match.group(1))
            or _is_agency_credit(match.group(1))
            or (base + match.start() > 0 and _is_credit(match.group(1)))
        ):
            behind = _label().match(match.group(1))  # "© Фото: МЧС РФ"
            return text[: base + match.start()].rstrip(" -–—|/"), _clean(behind["credit"] if behind else match.group(1))
    if "/" in text and len(text) <= 90 and ":" not in text and _is_slashed_credit(text):
        return "", text
    if _may_have_label(tail, len(text)):
        match = _label().search(tail)
        if match is not None:
            credit, before = match["credit"], text[: base + match.start("label")].rstrip(" |/-–—([")
            sign = match["sign"].strip()
            words = credit.split()
            names_one = (
                (bool(sign) and _is_agency_credit(credit))
                or credit[:1].isupper()
                or (bool(sign) and key_of(credit) in vocabulary().words["caption_tails"])
                or (credit[:1] == "©")
                or not credit[:1].isascii()
            )
            by = match["label"].casefold().endswith((" by", " von", " de", " par", " di", " por"))
            told = not sign and before and ends_sentence(before) and looks_like_name(credit)
            if told:  # "… dans le port, lundi. Photo Bo Ek"
                return before, _clean(credit)
            if _SENTENCE_WITHIN.search(credit):
                names_one = False  # "FILE PHOTO: The whale sleeps. REUTERS/…": no credit, but the caption
            spoken = not sign and match["label"][-1] != "." and not by and (before or len(words) > 5)
            if (
                names_one
                and len(words) <= 12
                and len(credit.strip("().")) > 1
                and (not spoken or _is_bare_label(match, before))
                and (not before or not match["label"][0].islower() or sign == "=" or (by and len(words) <= 5))
            ):
                if not before and match["label"].casefold() in (
                    "source",
                    "copyright",
                    "quelle",
                    "fonte",
                    "fuente",
                    "video",
                    "vídeo",
                    "vidéo",
                    "photos",
                    "graphic",
                    "grafik",
                ):
                    return None
                if not ends_sentence(credit) or len(words) <= 6:
                    if before.isupper() and len(before) <= 5 and sign and match["label"].isupper():
                        before = ""  # "EH PHOTO: ANN LEE": the paper's initials before the label
                    return before.rstrip(","), _clean(credit)
    match = _NAME_SLASH.search(tail) if "/" in tail else None
    if match and 30 < len(text) < 400:
        agency = key_of(match["agency"])
        known = vocabulary().words
        at = base + match.start()
        if text[at - 1] in '.!?”"' or agency in known["picture_agencies"] or agency in known["agencies"]:
            return text[:at].rstrip(), text[at:].strip(" /|–—-")
    match = _AGENCY_NAME.search(tail) if "/" in tail else None
    if match and 30 < len(text) < 400:
        return text[: base + match.start()].rstrip(), match.group(1) or match.group(2)
    found = _behind_sentence(text, tail, base) if _ends_sentence_within(tail) else None
    if found is not None:
        label = _label().match(found[0]) if ":" in found[0][:20] else None
        name = label["credit"].rstrip(".") if label else ""
        return ("", _clean(text[text.index(name) :])) if name and looks_like_name(name) else found  # "Foto: Bo Ek. EH"
    match = _APART.search(tail)
    if match and len(text) < 400:
        credit, before = match["credit"].strip(), text[: base + match.start()].rstrip()
        named = looks_like_name(credit) or _is_agency_credit(credit) or _is_slashed_credit(credit)
        if (
            named
            and len(before.split()) >= 3
            and not looks_like_name(before)
            and (match["sign"] in "|/" or "/" in credit)
        ):
            return before, credit
    return None


def _behind_sentence(text: str, tail: str, base: int) -> tuple[str, str] | None:
    """Caption and credit of a text whose credit stands unlabelled behind its last sentence."""
    match = _NAME_BEHIND.search(tail)
    named = match.group(1) if match and 40 < len(text) < 280 else ""
    if match and looks_like_name(named) and not words_of(named.casefold()) <= vocabulary().page_words:
        return text[: base + match.start()].rstrip(), named
    match = _NAME_PHOTO.search(tail)
    if match and len(text) < 500:
        return text[: base + match.start()].rstrip(), match.group(1)
    match = _BY_BEHIND.search(tail)
    if match and len(text) < 400 and looks_like_name(match.group(1)):
        return text[: base + match.start()].rstrip(), match.group(1)
    match = _FOR_BEHIND.search(tail)
    if match and len(text) < 400 and looks_like_name(match["name"]):
        return text[: base + match.start()].rstrip(), match.group().strip()
    match = _AGENCY_BEHIND.search(tail)
    if match and len(text) < 400 and _is_agency_credit(match.group(1)):
        return text[: base + match.start()].rstrip(), match.group(1)
    match = _NAME_AND_PAPER.search(tail)
    if match and len(text) < 400 and looks_like_name(match["name"]):
        return text[: base + match.start()].rstrip(), match.group().strip()
    match = _CAPITALS.search(tail)
    if match and 20 + match.end() - match.start() < len(text) < 400:
        return text[: base + match.start()].rstrip(), match.group().strip()
    match = _SLASHED_NAME.search(tail)
    if match and len(text) < 400 and looks_like_name(match.group(1)):
        return text[: base + match.start()].rstrip(), match.group(1)
    match = _STOP_DASH.search(tail)
    if match and len(text) < 400:  # "El puente, sin nada debajo.-HDS"
        return text[: base + match.start()].rstrip(), match.group(1).strip()
    match = _WIRE.search(tail)
    if match and _is_agency_credit(match.group(1)):
        return text[: base + match.start()].rstrip(), _clean(match.group(1))
    match = _BARRED.search(tail)
    if match and len(text) < 400 and (match.group(1).isupper() or _is_agency_credit(match.group(1))):
        return text[: base + match.start()].rstrip(), _clean(match.group(1))
    match = _DASHED.search(tail)
    if match and _is_agency_credit(match.group(1)) and len(match.group(1).split()) <= 8:
        return text[: base + match.start()].rstrip(), _clean(match.group(1))
    return None


_NAME = r"[^\W\d_a-zà-ÿ][\w'’-]+(?: [^\W\d_a-zà-ÿ]\.)?(?: (?:de|da|do|van|von|del))?(?: [^\W\d_a-zà-ÿ][\w'’-]+){1,2}"
_CAPTION_ENDS = (
    re.compile(r" ?[|/–—]? ?(?:FOTO|Foto|foto|ФОТО|Фото|фото|Φωτό|PHOTO) ?: (?P<credit>[^:|!?]{3,60})$"),
    re.compile(rf" ?[|/]? (?:FOTO|ΦΩΤ\.|Φωτ\.|ФОТО|PHOTO) (?P<credit>{_NAME})$"),
    re.compile(
        r"(?:(?<=[\w.!?»”]) ?\| ?| /|(?<=[.!?»”]) / )(?P<credit>[^\W\d_](?:[^|.!?]{2,50}|\.(?: ?[^\W\d_]\.)?))$"
    ),
    re.compile(rf"(?<=[^\W_]) (?P<credit>{_NAME} ?/ ?[^\W\d_a-zà-ÿ][^|/.!?]{{1,30}}|{_NAME} для «[^«»]+»)$"),
    re.compile(r" ?-? ?\((?P<credit>[^\W\d_a-zà-ÿ][^()\d]{2,60})\)$"),
    re.compile("(?<=[다요음][.]) ?(?P<credit>[\uac00-\ud7a3]{2,4} (?:선임|인턴|객원|사진)?기자)$"),
)


def split_end(text: str) -> tuple[str, str]:
    """Caption and credit of what is surely a caption, where less tells a credit than in a text unknown."""
    if len(text) > 400 or text.count(" ") < 4:
        return text, ""
    for pattern in _CAPTION_ENDS:
        match = pattern.search(text, max(0, len(text) - 90))
        before = text[: match.start()].rstrip(" |/-–—") if match is not None else ""
        if match is not None and before.count(" ") >= 3 and match["credit"].count(" ") <= 6:
            return before, match["credit"].strip()
    return text, ""


_CASELESS_BRACKET = re.compile(r"[(\[（]([^()\[\]（）]{2,40})[)\]）]$")
_KOREAN_BRACKET = re.compile("^\\[\\s?([^\\[\\]]{0,40}(?:촬영|제공|캡처|자료사진|사진)[^\\[\\]]{0,30})\\]$")
_HAN_PICTURE = re.compile("(?:^|[。」』）)！？ 　])((?:图|圖|照片|供图)\\s?[/／|丨]\\s?)([^。/／]{2,24})$")
_HAN_DATED = re.compile(
    "((?:[\u4e00-\u9fff]{2,4}社)?(?:記者|记者)?[\u4e00-\u9fff]{2,4}[攝摄] ?\\d{2,4}年\\d{1,2}月\\d{1,2}日)$"
)
_TAKEN_BY = re.compile("[＝=][^＝=（(]{2,60}、([^＝=、。（(]{2,14}(?:撮影|写す))$")
_INITIALLED = re.compile(r"[.!?…] ?[—–] ([A-ZÀ-Þ]\.(?: ?[A-ZÀ-Þ]\.)? [^.!?—–]{3,40})$")
_OWN = re.compile(r"^© ?(?!\d)([^\d©]*[(/][^\d©]{2,50})$")
_SIGNED_OFF = re.compile(
    r"^(.{0,300}?)(?:Foto|Fotos|Bild|Archivfoto|Symbolfoto|Grafik|Repro): ?([^:]{3,60}\([a-z.]{1,6}\))$"
)
_CASELESS_LABEL = re.compile("^(.{8,}?)(?:ምስል|ፎቶ|צילום|ছবি|फोटो|तस्वीर|ภาพ|ფოტო)\\s?[፦:：]\\s?([^:፦]{3,50})$")
_ELL = re.compile(r"^(.{20,}?) [l|] ([^\d|]{3,20})$")
_GLUED_CAPITALS = re.compile(r"^(.{8,250}?[a-zà-ÿ»][.!?])([A-ZÀ-Þ]{2,}(?: [A-ZÀ-Þ.'’-]+){1,3})$")
_LOWER_LABEL = re.compile(r"^(.{12,}?) [|–—] (?:foto|foto:|photo|fotografie)\s?: ([^.!?]{3,60})$", re.IGNORECASE)


def _split_foreign(text: str) -> tuple[str, str] | None:
    """Credits by the forms that papers outside the English world have for them."""
    if text[0] == "©":
        own = _OWN.match(text)
        return (
            ("", own[1].strip()) if own and len(own[1].split()) <= 6 and text[-1] != "." and ":" not in text else None
        )
    if text[-1] == ")" and (match := _SIGNED_OFF.match(text)):
        return match[1].rstrip(), match[2]
    if text[-1].isupper() and (match := _GLUED_CAPITALS.match(text)):
        return match[1], match[2]
    if "|" in text or "— " in text or "– " in text:
        match = _LOWER_LABEL.match(text)
        if match:
            return match[1].rstrip(), match[2].strip()
        match = _INITIALLED.search(text)
        if match and len(text) < 400:
            return text[: match.start() + 1], match[1].strip()
    if text.isascii():
        return None
    match = _CASELESS_LABEL.match(text) if len(text) < 300 and text[-1] not in ")]" else None
    if match:
        return match[1].rstrip(" |/–-"), match[2].strip()
    match = _ELL.match(text) if len(text) < 300 else None
    if match and _has_agency(match[2]):
        return match[1].rstrip(), match[2]
    if text[-1] == "]":
        match = _KOREAN_BRACKET.match(text)
        if match:
            return "", match[1].strip()
    if "—" in text or "–" in text:  # "ঘুমন্ত তিমি। —নিজস্ব চিত্র"
        before, tail = re.split("[—–](?=[^—–]*$)", text)
        if 2 <= len(tail) <= 24 and len(before) > 8 and key_of(tail) in vocabulary().words["caption_tails"]:
            return before.rstrip(), tail.strip()
    for pattern in (_HAN_PICTURE, _HAN_DATED, _TAKEN_BY) if _UNSPACED.search(text[-8:]) and len(text) < 300 else ():
        match = pattern.search(text)
        if match:
            at = match.start(match.lastindex or 1)
            return text[: match.start(1)].rstrip(" 　、") if pattern is not _TAKEN_BY else text[: at - 1], match[
                match.lastindex or 1
            ]
    if text[-1] in ")]）" and 8 < len(text) < 160 and (match := _CASELESS_BRACKET.search(text)):
        before = text[: match.start()].rstrip()
        if before and not ends_sentence(before) and before.upper() == before.lower() and _has_agency(match[1]):
            return before, _BEFORE_CREDIT.sub("", match[1].strip())
    return None


def _has_agency(text: str) -> bool:
    """Whether an agency or a paper is named between the signs of a credit: "الجزيرة نت-أرشيف"."""
    known = vocabulary().words
    names = known["agencies"] | known["picture_agencies"] | known["outlets"]
    return any(key_of(part) in names for part in re.split(r"\s?[-–/／=،,、+|]\s?", text))


_SENTENCE_WITHIN = re.compile(r"[a-zà-ÿ]{3}[.!?] ")


def _ends_sentence_within(tail: str) -> bool:
    """Whether a sentence may end inside a tail, so that a credit may stand behind it."""
    inside = tail[:-3]
    return (
        "." in inside or "!" in inside or "?" in inside or '"' in inside or any(sign in inside for sign in "…»”।۔។။։።")
    )


def _is_bare_label(match: re.Match[str], before: str) -> bool:
    """ "… of the river. Credit Ann Lee for The Elma Herald": a label in capitals behind a sentence, before a name."""
    if not before or not ends_sentence(before) or not match["label"][0].isupper() or len(match["label"]) < 5:
        return False
    name = match["credit"].partition(" for ")[0].partition("/")[0].partition(",")[0].partition(". ")[0]
    return looks_like_name(name) or _is_agency_credit(match["credit"])


def _is_slashed_credit(text: str) -> bool:
    """ "Dominic Farr/PA Images/Getty Images": a photographer and those who sell the picture, nothing else."""
    parts = [part.strip() for part in text.split("/")]
    if not 2 <= len(parts) <= 4 or not all(parts) or len(text.split()) > 9:
        return False
    picture = vocabulary().words["picture_agencies"] | vocabulary().words["agencies"]
    named = [key_of(part) in picture or "photographer" in part.casefold() for part in parts]
    if named[0] and len(parts) == 2 and len(text.split()) <= 3:
        return True
    return any(named) and all(
        known or looks_like_name(part) or part.startswith("The ") or (part.isupper() and len(part) <= 12)
        for known, part in zip(named, parts, strict=True)
    )


def _may_have_label(tail: str, length: int) -> bool:
    """Whether a label's first word stands in a text's end; this keeps the long pattern from most paragraphs."""
    if not (
        ":" in tail
        or "by " in tail
        or "..." in tail
        or "©" in tail
        or "=" in tail
        or "/" in tail
        or " | " in tail
        or "：" in tail
        or length < 70
        or (length < 400 and "redit" in tail)
    ):
        return False
    heads = label_heads()
    if not heads.isdisjoint(words_of(tail[-100:].casefold())):
        return True
    # Scripts without blanks between words hide the label inside a "word".
    return _UNSPACED.search(tail) is not None and any(head in tail for head in heads if not head.isascii())


@cache
def label_heads() -> frozenset[str]:
    """The words that credits' labels are made of."""
    return frozenset(word for label in vocabulary().words["credit_labels"] for word in words_of(label))


def _clean(credit: str) -> str:
    return credit.strip(" |/-–—:([").rstrip(")]") if credit.count("(") < credit.count(")") else credit.strip(" |/-–—:")


def _is_credit(text: str) -> bool:
    """Whether a bracket's content can be a credit: a name, an agency, an institution in capitals."""
    words = text.split()
    if len(words) > 9 or any(char.isdigit() for char in text):
        return False
    if looks_like_name(text) or _is_agency_credit(text):
        return True
    known = vocabulary().words
    particles = known["particles"] | known["joiners"] | _FOR
    return all(word[:1].isupper() or word.casefold() in particles for word in words) and (
        len(words) > 1 or text.isupper()
    )


_FOR = frozenset("/ | of the to for via in pour para per für voor för til dla для за".split())
"""What stands between a photographer's name and the paper's."""

_BETWEEN_NAMES = re.compile(r"[/,|+-]|: | – | via | for ")


def _is_agency_credit(text: str) -> bool:
    """Whether a text names a news agency among others: "EFE / ANA RUIZ", "AP Photo/Ann Lee"."""
    known = vocabulary().words
    agencies, picture = known["agencies"], known["picture_agencies"]
    if key_of(text) in agencies:
        return True
    for part in _BETWEEN_NAMES.split(text):
        part = key_of(part)
        if part in agencies or part in picture:
            return True
    return False
