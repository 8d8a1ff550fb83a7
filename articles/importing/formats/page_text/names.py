"""Bylines: which words are a person's name, and what role is printed beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from articles.importing.document import ParsedByline

from .vocabulary import EDGES, REMEMBERED, key_of, vocabulary

_EMAIL = re.compile(r"\([^\s()]+@[^\s()]+\)|\S+@\S+\.\w+|(?<![A-Z\d.])@\w+")
_SHIFT = re.compile(r"\s\((?:now|earlier|until [\d.:]+|from [\d.:]+)\)")  # of a live blog's writers
_WORD_EDGES = '.,;:()[]"“”*'
_IN_PLACE = re.compile(r"\s+(?:in|à|en|em|i|w|в)\s+(?=[A-ZÀ-ÞА-Я])")
_HAN_NAME = re.compile("^[\u4e00-\u9fff·・]{2,6}(?:[ 　][\u4e00-\u9fff]{1,4})?$")
_HANGUL_REPORTER = re.compile(
    "^(?:\\([^)]*\\)\\s*|\\[|[\uac00-\ud7a3]{1,6}\\s?=\\s?|글·사진 |글 |취재 )?"
    "((?:[\uac00-\ud7a3]{2,5}[·,]?\\s?){1,3}?)\\s?(인턴기자|수습기자|시민기자|객원기자|선임기자|"
    "전문기자|대기자|기자|특파원|논설위원|편집위원|통신원|칼럼니스트|에디터)(?:\\s*=|\\])?(?:\\s?/\\s?[^\\d]{2,12})?$"
)
_HAN_REPORTER = re.compile(
    "^[（(【〔]?(?P<desk>(?:[\u4e00-\u9fff]{0,10}? ?"
    "(?:记者|記者|特派员|特派員|通讯员|通訊員|实习生|實習生|作者))|文)[:： 　/]*"
    "(?P<name>(?!供[图圖]|[摄攝]影)[\u4e00-\u9fff·]{2,4}(?:[ 、　][\u4e00-\u9fff·]{2,4}){0,3}?)"
    "(?P<after>[／/][\u4e00-\u9fff]{2,8}[報报][導道]|报道|報導|報道|摄影报道|摄|文|综合报道|实习生.*)?[)）】〕]?(?:[(（].{0,12}[)）])?$"
)
_HAN_DESK = re.compile(
    "^[〔（(【]?(?:[\u4e00-\u9fff]{2,5} ?/ ?)?(?P<desk>(?:本報|本报|特派)?(?:記者|记者|編譯|编译))[ :：]?"
    "(?P<name>[\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,4})*?)"
    "(?:[／/ ](?:[\u4e00-\u9fff]{2,4})?)?(?:綜合|综合|即時)?(?:報導|报道|報道)[〕）)】]?$"
)
_JAPANESE_SIGNED = re.compile(
    "^(?:【(?P<name>[\u4e00-\u9fff]{2,4}[ 　]?[\u4e00-\u9fff]{0,3})】|"
    "(?P<title>編集委員|論説委員|特派員|記者) (?P<named>[\u4e00-\u9fff]{2,4}[ 　]?[\u4e00-\u9fff]{0,3}))(?P<role>)$"
)
_HAN_LISTED = re.compile(
    "((?:本报|羊城晚报|新华社|见习|实习|特约|摄影)?(?:记者|記者|通讯员|通訊員|特派员))[:： 　]*"
    "([\u4e00-\u9fff]{2,4}(?:[ 、　]"
    "(?!通讯员|通訊員|记者|記者|摄影|攝影|编辑|編輯)[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff]))*)"
    "(?=$|[ 　，,；;）)/]|报道|摄影|通讯员)"
)
_JAPANESE = re.compile(
    "^[（(【]?(?P<desk>[\u4e00-\u9fff\u30a0-\u30ff]{0,10}[=＝・])?"
    "(?P<name>[\u4e00-\u9fff]{2,4}(?:[ 　]?(?![\u4e00-\u9fff]{2}部)[\u4e00-\u9fff\u3040-\u309f]{0,3}))"
    "[ 　]?(?P<role>(?:[\u4e00-\u9fff]{2}部)?(?:記者|特派員|編集委員|論説委員))?[)）】]?$"
)


_HUMP = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")


@lru_cache(maxsize=REMEMBERED)
def looks_like_name(text: str, *, loose: bool = False) -> bool:
    """Whether a short text has the shape of a person's name; ``loose`` trusts a label that stands before it."""
    if len(text) > 48 or not text:
        return False
    if not text.isascii() and _HAN_NAME.match(text):
        return loose
    words = text.split()
    if not (1 if loose else 2) <= len(words) <= 6:
        return False
    lists = vocabulary().words
    particles, no_names = lists["particles"], lists["no_names"]
    capitals = initials = 0
    if not loose and (words[0].casefold() in no_names or ":" in text or "'s " in text):
        return False  # "Der Vermesser des Stillstands": an article, for all that names have it in the middle
    for word in words:
        bare = word.strip(_WORD_EDGES)
        folded = bare.casefold()
        if not bare or any(char.isdigit() for char in bare):
            return False
        if len(bare) == 1 and bare.isupper():
            initials += 1
            continue
        if folded in particles:
            capitals += word is words[0] and bare[0].isupper()  # "Ben Adeyemi", "Van Morrow"
            continue
        if len(bare) > 12 and len(_HUMP.findall(bare)) > 1:
            return False  # "FacebookTwitterCopy": buttons glued together
        if bare.isupper() and len(bare) > 2 and folded in lists["outlets"] and not text.isupper():
            return False  # "U.S. CNN Europe"
        if folded in no_names and not (loose and len(words) > 1 and bare[0].isupper() and folded not in _NEVER):
            return False
        if not (bare[0].isupper() or (loose and (not bare[0].islower() or "\u10d0" <= bare[0] <= "\u10ff"))):
            prefix, _, tail = bare.replace("’", "'").partition("'")
            if not (len(prefix) <= 2 and tail[:1].isupper()):  # "d'Arcy" is a name for all its small letter
                return False
        if any(char in "@/|&%$€£#?!:;=_<>»«" for char in bare) or "(" in word or "[" in word:
            return False
        capitals += 1
    if words[-1].strip(_WORD_EDGES).casefold() in particles - lists["name_tails"] and len(words) < 3:
        return False
    if not loose:
        if text.casefold() in lists["cities"]:
            return False  # "Kuala Lumpur"
        initial = text[-1] == "." and text[-3:-2] == " " and text[-2].isupper() and len(words) > 2  # "Ana Lee S."
        if text[-1:] in ".!?,:;…" and not initial and not text.casefold().endswith((" jr.", " sr.")):
            return False
        if any(key in lists["sections"] for key in (text.casefold(), words[0].casefold())):
            return False
    return capitals >= 1 if loose else capitals + bool(initials) >= 2 and capitals >= 1


_NEVER = frozenset({"the", "a", "an", "and", "of", "at", "for", "to", "with", "from", "by", "is", "are", "was"})


@lru_cache(maxsize=REMEMBERED)
def is_name_line(text: str) -> bool:
    """Whether a line is one name or several: "Ann Lee", "Ann Lee in Paris", "Ann Lee, Bo Ek and Cy Orr"."""
    text = _SHIFT.sub("", text).replace(";", ",")
    if len(text) > 90 or text[-1:] in ".!?:;":
        return looks_like_name(text)
    if looks_like_name(text):
        return True
    posted = _OF_A_DESK.match(text)
    if posted and looks_like_name(posted["name"]) and posted["role"].startswith("The "):
        return True
    joint = find_joint(text)
    if joint is not None:
        return looks_like_name(text[: joint.start()])
    if text[-1] == ")" and " (" in text:
        return looks_like_name(text.partition(" (")[0]) and len(text) <= 60
    for sign in (" - ", " – ", "/", " | ", " · "):
        name, found, behind = text.rstrip(" ·").partition(sign)
        if found and len(behind.split()) <= 6 and looks_like_name(name) and all(map(_is_title_word, behind.split())):
            return True
    if not (
        " in " in text
        or "," in text
        or " and " in text
        or " And " in text
        or " & " in text
        or " y " in text
        or " et " in text
        or " und " in text
    ):
        return False
    names = [one for chunk in text.split(",") for one in _split_joined(chunk)]
    return 1 <= len(names) <= 6 and all(_name_in(one.strip(), False) for one in names)


@lru_cache(maxsize=REMEMBERED)
def looks_like_role(text: str) -> bool:
    """Whether a short text is a title, a desk or an affiliation: "Washington Post Staff Writer", "CNN Hong Kong"."""
    if not text or len(text) > 90:
        return False
    lists = vocabulary().words
    words = [word.strip(EDGES).casefold() for word in text.split()]
    if not 1 <= len(words) <= 12:
        return False
    if any(word in lists["role_words"] for word in words):
        return text[-1] not in "!?;" and not (text[-1] == "." and len(words) > 6)
    if len(words) <= 6 and words[0].removesuffix("'s") in lists["outlets"] and text[-1] not in ".!?:":
        return True
    return text.casefold() in lists["outlets"]


def _is_title_word(word: str) -> bool:
    """Whether a word can stand in the name of a place or a paper."""
    return word[:1].isupper() or word.casefold() in vocabulary().words["particles"] or not word[1:].islower()


def is_generic(text: str) -> bool:
    """Whether a byline names a desk or a service instead of a person: "Reuters Staff", "Le Figaro avec AFP"."""
    key = key_of(text)
    known = vocabulary().words
    if key in known["generic_bylines"]:
        return True
    joint = find_joint(text)
    if joint is None:
        return False
    named = text[label_end(text) : joint.start()]
    return not looks_like_name(named) or named.split()[0].casefold() in known["no_names"]


_DESKS = frozenset({"staff", "newsroom", "bureau", "reports"})


def is_paper_staff(text: str) -> bool:
    """ "Elma Herald Staff": a name in capitals, with a word behind it that only desks have."""
    words = text.split()
    if not 3 <= len(words) <= 5 or words[-1].casefold() not in _DESKS or not all(word[0].isupper() for word in words):
        return False
    return not {word.casefold() for word in words[:-1]} <= vocabulary().page_words


_JOINT = re.compile(
    r",? \(?(?:and|with|mit|und|avec|et|con|y|e|com|med|og|och|i|и) (?P<wire>[^\W\d_]+(?: services)?)\)?$"
)


def find_joint(text: str) -> re.Match[str] | None:
    """The agency a byline is shared with, at its end: "Reuters and AP"."""
    known = vocabulary().words["joint"]
    last = text.rpartition(" ")[2].removesuffix(")").casefold()
    if last not in known and last != "services":
        return None
    match = _JOINT.search(text)
    return match if match and match["wire"].casefold() in known else None


_FROM_PLACE = re.compile(
    r"^(?:aus )?(?P<place>[A-ZÄÖÜ][a-zäöüß]+) (?P<name>[A-ZÄÖÜ][A-ZÄÖÜ-]+(?: [A-ZÄÖÜ][A-ZÄÖÜ-]+)+)$"
)
_OF_A_DESK = re.compile(r"^(?P<name>[^,]{4,40}?)\s(?:of|for|at|from)\s(?P<role>[^,]{4,60})$")
_GLUED_ROLE = re.compile(r"[a-zà-ÿ](?=[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-ZÀ-Þa-z][a-zà-ÿ]+){0,4}$)")
_GLUED_SITE = re.compile(r"[a-zà-ÿ](?=[A-Z][\w-]*\.(?:com|org|net|co\.[a-z]{2}|[a-z]{2})$)")  # "Ann LeeElma.co.uk"
_OFFICES = frozenset({"writer", "correspondent", "reporter", "editor", "columnist", "critic", "producer", "blogger"})
_OF_OUTLET = re.compile(
    r"^(?P<name>[^\W\d_][^,/|\d]{3,40}?) (?:of|Of|OF) (?P<outlet>(?:[Tt]he |THE )?[^\W\d_a-z][^,/|]{2,40})$"
)
_FOR_OUTLET = re.compile(r"^(?P<name>[^\W\d_][^,/|\d]{3,40}?),? (?P<outlet>(?:[Ff]or|FOR) [^\W\d_a-z][^,/|]{2,40})$")
_WHO_ELSE = re.compile(
    "[ 　](?:写真|撮影|イラスト|構成|摄影|攝影)[・=＝：:／/].{2,12}$"
)  # "文・山田太郎 写真・佐藤花子"
_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@lru_cache(maxsize=REMEMBERED)
def label_end(text: str) -> int:
    """Where the byline's label ends ("By ", "Von ", "Par "), 0 where there is none."""
    if not text[:40].isascii() and _MARKS.search(text[:40]):
        end = label_end(_MARKS.sub("", text))
        at = 0
        while end and at < len(text):  # the same place among the marks of writing direction
            end -= not _MARKS.match(text[at])
            at += 1
        while 0 < at < len(text) and _MARKS.match(text[at]):
            at += 1
        return at
    dashes = len(text) - len(text.lstrip("-–— "))
    if dashes:  # "-- from staff reports"
        end = label_end(text[dashes:])
        return end + dashes if end else 0
    head = text[:40].casefold()
    best = 0
    for label in _labels().get(head[:2], ()):
        if head.startswith(label) and len(label) > best:
            rest = text[len(label) : len(label) + 1]
            if rest == "," and label in vocabulary().words["role_words"]:
                continue  # "Reporter, Elma Herald": the title of the name above
            signed = not label[-1].isalnum() and not label[-1].isascii()  # "文／"
            if rest in " :,\u00a0/|" or not rest or signed or (not label[-1].isascii() and not rest.isalpha()):
                best = len(label)
    if not best:
        return 2 if text[:2] == "By" and text[2:3].isupper() and " " in text else 0  # "ByAnn Lee"
    while best < len(text) and text[best] in " :：,\u00a0-–—|/／丨｜":
        best += 1
    return best


_LABELS: dict[str, list[str]] = {}


def _labels() -> dict[str, list[str]]:
    if not _LABELS:
        for label in vocabulary().words["byline_labels"]:
            _LABELS.setdefault(label[:2], []).append(label)
    return _LABELS


@lru_cache(maxsize=REMEMBERED)
@lru_cache(maxsize=REMEMBERED)
def read_names(text: str, *, labelled: bool) -> tuple[ParsedByline, ...]:
    """The people in a byline without its label, with their roles; empty where it does not read as one."""
    if not text.isascii():
        text = _WHO_ELSE.sub("", _MARKS.sub("", text))
    text = _SHIFT.sub("", _EMAIL.sub("", text)).replace("; ", ", ").strip(" |,;-–—/·•\u00a0")
    if text[-1:] == "." and text[-4:-1].isalpha() and text[-4:-1].islower():
        text = text[:-1]  # the full stop of the line, not of "Jr."
    if not text or len(text) > 200:
        return ()
    if is_generic(text):
        return (ParsedByline(text.rstrip(".")),)
    place = text.rsplit(" ", 1)[-1]
    if place.isupper() and len(place) > 3 and is_generic(text[: -len(place)].strip()):
        return (ParsedByline(text[: -len(place)].strip(), place),)
    desk, comma, posting = text.partition(", ")
    if comma and is_generic(desk):
        return (ParsedByline(desk, posting),)
    words = text.split()
    office = max(
        (at for at, word in enumerate(words[:-2]) if word.casefold() in vocabulary().words["role_words"]), default=-1
    )
    if labelled and office > 0 and "," not in text and looks_like_name(" ".join(words[office + 1 :])):
        return (ParsedByline(" ".join(words[office + 1 :]), " ".join(words[: office + 1])),)
    outlet = words[0][:-2] if words[0][-2:] in ("'s", "’s") else ""
    if len(words) > 2 and outlet.casefold() in vocabulary().words["outlets"]:  # "CNN's Ann Lee"
        people = read_names(" ".join(words[1:]), labelled=True)
        return tuple(ParsedByline(one.name, one.role or outlet) for one in people)
    if (
        labelled
        and len(words) > 2
        and words[0].casefold() in vocabulary().words["role_words"]
        and looks_like_name(" ".join(words[1:]))
    ):
        return (ParsedByline(" ".join(words[1:]), words[0]),)
    capitals = 0
    while capitals < len(words) and words[capitals].isupper():
        capitals += 1
    if (
        labelled
        and 2 <= capitals < len(words)
        and not words[capitals][0].islower()
        and "," not in text
        and looks_like_name(" ".join(words[:capitals]))
    ):
        rest = " ".join(words[capitals:])  # "ARJUN MEHTA Mumbai"
        if rest[0].isalpha() and rest.split()[0].casefold() not in vocabulary().words["joiners"]:
            return (ParsedByline(" ".join(words[:capitals]), rest),)
    if words[-1].islower() and 3 <= len(words) <= 8 and "," not in text and (behind := read_titled_behind(text)):
        return behind
    lent = _FOR_OUTLET.match(text)
    if lent and looks_like_name(lent["name"], loose=labelled):
        return (ParsedByline(lent["name"], lent["outlet"]),)
    posted = _OF_OUTLET.match(text) if labelled else None
    if posted and looks_like_name(posted["name"], loose=True) and not looks_like_role(posted["name"]):
        return (ParsedByline(posted["name"], posted["outlet"]),)
    posted = _OF_A_DESK.match(text)
    if (
        posted
        and looks_like_name(posted["name"])
        and (looks_like_role(posted["role"]) or posted["role"].startswith("The "))
    ):
        return (ParsedByline(posted["name"], posted["role"]),)
    glued = _GLUED_ROLE.search(text)
    if glued and looks_like_name(text[: glued.end()], loose=labelled) and looks_like_role(text[glued.end() :]):
        return (ParsedByline(text[: glued.end()], text[glued.end() :]),)
    placed = _FROM_PLACE.match(text) if labelled else None
    if placed:  # "aus Berlin ANNA LEE"
        return (ParsedByline(placed["name"], placed["place"]),)
    titled, colon, title = text.partition("：")
    if colon and looks_like_role(title) and len(titled) <= 12 and titled not in NO_PERSON:
        return (ParsedByline(titled, title),)
    joint = find_joint(text)
    if joint is not None:
        return read_names(text[: joint.start()], labelled=labelled)
    first = text.partition(",")[0].split()
    if 4 <= len(first) <= 5 and first[-1].casefold() in _OFFICES and first[2][0].isupper():
        named = " ".join(words[:2])
        if looks_like_name(named):
            return (ParsedByline(named, text[len(named) :].strip()),)  # "Ann Lee Comedy Writer, The Star"
    site = _GLUED_SITE.search(text)
    if site and looks_like_name(text[: site.end()]):
        return (ParsedByline(text[: site.end()], text[site.end() :]),)
    if labelled and "," not in text:
        for length in (2, 3):
            name, role = " ".join(words[:length]), " ".join(words[length:])
            if 0 < len(words) - length <= 5 and looks_like_name(name) and _begins_role(role):
                return (ParsedByline(name, role),)
    if len(words) > 1 and not text[:1].isascii() and " - " in text and text.upper() == text.lower():
        one, _, two = text.partition(" - ")
        name, place = (one, two) if len(one.split()) > 1 else (two, one)
        if 2 <= len(name.split()) <= 4 and len(place.split()) <= 2:
            return (ParsedByline(name, place),)
    if text.upper() == text.lower() and (pair := _read_caseless_pair(text)):
        return pair
    asian = read_foreign(text) or _read_han(text)
    if asian:
        return asian
    if " CNN" in text:
        before, _, after = text.partition(" CNN")
        before = before.rstrip(" ,")
        if before and looks_like_name(before, loose=labelled):
            return (ParsedByline(before, f"CNN{after}".strip(" ,")),)
    for sign in (" | ", " / ", " – ", " — ", " - ", " • ", " · ", " («", " (", "/", "：", ": "):
        if sign in text:
            before, _, after = text.partition(sign)
            people = read_names(before, labelled=labelled)
            if people:
                role = after.strip(" |/–—-•·()")
                if looks_like_name(role) and not looks_like_role(role) and sign in (" | ", " / ", " – "):
                    return (*people, ParsedByline(role))
                return tuple(ParsedByline(one.name, one.role or role) for one in people)
    people_found: list[ParsedByline] = []
    pending = 0  # names since the last role
    roles_seen = False
    for chunk in text.replace("،", ",").replace("、", ",").replace("،", ",").split(","):
        chunk = chunk.strip()
        if chunk[:4] in ("and ", "And ") and people_found and _name_in(chunk[4:], labelled):
            people_found.append(ParsedByline(chunk[4:]))  # "Ann Lee, Political Editor, and Bo Ek"
            pending += 1
            continue
        if not chunk:
            continue
        names = _split_joined(chunk)
        if (
            (not roles_seen or (len(names) > 1 and all(map(looks_like_name, names))))
            and not (
                people_found and " " not in chunk and chunk.isascii()
            )  # "Von Jonas Terhag, Mittelstadt": a posting
            and names
            and all(_name_in(name, labelled) for name in names)
            and (not people_found or not (looks_like_role(chunk) or names_outlet(chunk)))
        ):
            if people_found and len(names) == 1 and chunk[:3] in ("IN ", "In ", "in "):
                people_found = _with_role(people_found, pending, chunk[3:])  # "By Ann Lee, IN PORT ELMA"
                pending = 0
                continue
            for name in names:
                posted = _IN_PLACE.search(name)
                if posted:
                    people_found.append(ParsedByline(name[: posted.start()], name[posted.end() :]))
                else:
                    people_found.append(ParsedByline(name))
                pending += 1
            continue
        if not people_found:
            return role_first(chunk)
        if chunk.casefold() in ("jr.", "sr.", "jr", "sr", "ii", "iii", "m.d.", "ph.d."):
            last = people_found.pop()
            people_found.append(ParsedByline(f"{last.name}, {chunk}", last.role))
            continue
        if len(names) == 2 and pending and looks_like_role(names[0]) and looks_like_name(names[1]):
            people_found = _with_role(people_found, pending, names[0])
            people_found.append(ParsedByline(names[1]))
            pending = 1
            continue
        if not labelled and not looks_like_role(chunk) and len(people_found) == 1 and len(chunk.split()) > 4:
            return ()
        people_found = _with_role(people_found, pending, chunk, more=pending == 0)
        pending = 0
        roles_seen = len(text.split(",")) <= 3
    return tuple(people_found)


def _read_caseless_pair(text: str) -> tuple[ParsedByline, ...]:
    """ "मीरा सहाय, बीबीसी संवाददाता": without capitals, a title on one side of the comma makes the other a name."""
    one, comma, two = text.replace("،", ",").partition(",")
    one, two = one.strip(), two.strip()
    if not comma or "," in two or len(text) > 60 or any(sign in text for sign in ':؛;.?؟!"«»'):
        return ()
    for name, role in ((one, two), (two, one)):
        words = name.split()
        if 2 <= len(words) <= 3 and looks_like_role(role) and not looks_like_role(name) and len(role.split()) <= 5:
            return (ParsedByline(name, role),)
    return ()


_ARTICLES = frozenset({"Le", "La", "El", "Il", "Der", "Die", "Das", "Het", "O", "Los", "Les"})  # "Le Monde"


def names_outlet(text: str) -> bool:
    """Whether a word of papers' names is in a text: "Western Mail", "The Jakarta Post"."""
    words = text.split()
    return len(words) > 1 and (
        words[0].casefold() == "the"
        or (len(words) == 2 and words[0] in _ARTICLES)
        or any(_is_paper_word(word.strip(EDGES).casefold()) for word in words)
    )


def _is_paper_word(word: str) -> bool:
    """Whether papers and agencies are named with a word, or with a part of it: "Agency", "Post-Gazette"."""
    lists = vocabulary().words
    papers = lists["outlet_words"] | lists["agency_words"]
    return word in papers or ("-" in word and not papers.isdisjoint(word.split("-")))


def _begins_role(text: str) -> bool:
    """Whether a title or a paper's name begins here: "Globe Staff", "Special to The Star", "BBC News, Paris"."""
    first, *others = text.split()
    known = vocabulary().words
    word = first.strip(",").casefold()
    if word in known["outlets"] or word in known["role_words"] or word in known["professions"] or word == "special":
        return True
    return word in known["outlet_words"] and bool(others) and looks_like_role(text)


def read_titled_behind(text: str) -> tuple[ParsedByline, ...]:
    """ "Ann Lee Scotland correspondent", "Bo Ek in Paris and Cy Orr": a name with its title in small letters behind."""
    words = text.split()
    roles = vocabulary().words["role_words"]
    if words[-1] not in roles or any(word.strip(EDGES) != word for word in words):
        return ()
    joiners = vocabulary().words["joiners"]
    for length in (2, 3):
        name, role = " ".join(words[:length]), words[length:]
        before = role[:-1]
        titled = all(word in roles or word[0].isupper() or word in _OF_TITLES for word in before)
        if 1 <= len(role) <= 5 and role[0] not in joiners and titled and looks_like_name(name):
            return (ParsedByline(name, " ".join(role)),)
    return ()


_OF_TITLES = frozenset(
    "of the and affairs political economics business science health social arts media education environment "
    "world foreign legal crime home north west east south sports sport football transport technology consumer "
    "religious rural diplomatic defence security royal city local senior deputy chief data news culture food "
    "fashion travel".split()
)


def _name_in(text: str, labelled: bool) -> bool:
    place = _IN_PLACE.search(text)
    return looks_like_name(text[: place.start()] if place else text, loose=labelled)


def _with_role(people: list[ParsedByline], pending: int, role: str, *, more: bool = False) -> list[ParsedByline]:
    """The people with a role for those who stand before it since the last one."""
    if more and people:
        last = people[-1]
        return [*people[:-1], ParsedByline(last.name, f"{last.role}, {role}" if last.role else role)]
    keep = len(people) - pending
    return people[:keep] + [ParsedByline(one.name, one.role or role) for one in people[keep:]]


def _split_joined(text: str) -> list[str]:
    """ "Ann Lee and Bo Ek" → both names."""
    joiners = vocabulary().words["joiners"]
    names: list[list[str]] = [[]]
    for word in text.split():
        if word.casefold() in joiners:
            names.append([])
        else:
            names[-1].append(word)
    return [" ".join(name) for name in names if name]


def role_first(text: str) -> tuple[ParsedByline, ...]:
    """ "CNN Senior Correspondent Ann Lee": the role stands before the name."""
    words = text.split()
    lists = vocabulary().words
    last = -1
    for at, word in enumerate(words[:8]):
        if word.strip(EDGES).casefold() in lists["role_words"]:
            last = at
    if last < 0 and words[0].casefold().removesuffix("'s") in lists["outlets"]:
        last = 0
    name = " ".join(words[last + 1 :])
    if last >= 0 and looks_like_name(name, loose=True) and len(words) - last > 2:
        role = " ".join(words[: last + 1])
        return (ParsedByline(name, role),)
    return ()


_KANA = re.compile("[\u3040-\u30ff]")
_PAPER_WITH_WIRE = re.compile(
    r"^(?P<paper>[^,]{3,30}), "
    r"(?:με πληροφορίες(?: από)?|με στοιχεία από|на основу|према|prema) (?P<wire>[^,]{2,20})$"
)
_FROM_PAPER = re.compile(
    r"^(?:D[oae]s?) (?P<paper>"
    r"(?:G1|UOL|R7|iG|Terra|Extra|EPTV|Folha|Estadão|Redação|BBC|GE|O Globo|CBN|GloboNews)(?:,? [^.!?]{2,40})?)$"
)
_KOREAN_ID = re.compile("^([\uac00-\ud7a3]{2,4}) ?[(]([A-Za-z0-9_.]{3,20})[)]$")
_HAN_TITLE = (
    "(?:首席记者|见习记者|实习记者|特约记者|摄影记者|记者|記者|"
    "实习生|實習生|通讯员|通訊員|特派员|特派員|驻外记者|撰文|编译|編譯)"
)
_HAN_TITLED = re.compile(f"^([\u4e00-\u9fff]{{0,8}}?{_HAN_TITLE})[:：]?([\u4e00-\u9fff·]{{2,4}})?$")
_JAPANESE_TITLED = re.compile(
    "^([\u4e00-\u9fff々]{1,4}[ 　]?[\u3040-\u30ff\u4e00-\u9fff々]{1,5})[：:／/]([\u30a0-\u30ff\u4e00-\u9fff・]{2,16})$"
)
_INITIALS = re.compile(
    r"^(?P<name>[A-ZÀ-ÞА-Я]\.(?: ?-?[A-ZÀ-ÞА-Я]\.){1,2})(?:,? ?[/–-]? ?(?P<rest>[^\W\d_][^,/]{1,24}))?$"
)
_WITH_WIRE = re.compile(
    r"^(?P<paper>[^,/]{3,30}) (?:avec|con|com|mit|with|met|med|ir|i|и|і|ile|ja) (?:l['’])?(?P<wire>[^,/]{2,16})$"
)
_WIRE_NAME = re.compile(r"^(?P<wire>[^/\s]{2,14})/(?P<name>[^/]{5,30})$")
_POSTED = re.compile(r"^(?P<name>[^/,()]{5,40}?) ?/ ?(?P<place>[^/,()]{3,24}), ?[(](?P<wire>[^()]{2,16})[)]$")
_BY_WORK = re.compile(r"^(?P<name>[^,.:;]{4,40}) (?:thực hiện|ghi|lược dịch|tổng hợp)$")


def wire_beside(text: str) -> tuple[str, str]:
    """Place and agency beside a name: "Serkan DOĞAN / ANKARA, (DHA)", "M.P., Hina"; empty where none stands there."""
    match = _POSTED.match(text)
    if match and is_known_wire(match["wire"]):
        return match["place"].strip(), match["wire"]
    match = _INITIALS.match(text)
    if match and match["rest"] and is_known_wire(match["rest"]):
        return "", match["rest"]
    return "", ""


def is_known_wire(text: str) -> bool:
    """Whether a text is nothing but a news agency's name."""
    return text.strip(" .()").casefold() in vocabulary().words["agencies"]


def read_foreign(text: str) -> tuple[ParsedByline, ...]:
    """Bylines by forms of their own: initials, names with an address or a trailing title, a wire's name beside them."""
    match = _INITIALS.match(text)
    if match and (not match["rest"] or is_known_wire(match["rest"]) or "." in match["rest"][1:-1]):
        rest = match["rest"] or ""
        return (ParsedByline(match["name"], "" if is_known_wire(rest) else rest),)
    match = _FROM_PAPER.match(text)
    if match:
        return (ParsedByline(match["paper"]),)
    match = _PAPER_WITH_WIRE.match(text)
    if match and is_known_wire(match["wire"]):
        return (ParsedByline(match["paper"], match["wire"]),)
    match = _WITH_WIRE.match(text)
    if (
        match
        and is_known_wire(match["wire"])
        and (
            is_known_wire(match["paper"])
            or names_outlet(match["paper"])
            or key_of(match["paper"]) in vocabulary().words["outlets"]
        )
    ):
        return (ParsedByline(text),)
    match = _POSTED.match(text)
    if match and is_known_wire(match["wire"]) and match["place"].upper() == match["place"]:
        return (ParsedByline(match["name"]),)
    words = text.split()
    if 3 <= len(words) <= 5 and "," not in text and words[-1].casefold() in vocabulary().words["person_roles"]:
        name = " ".join(words[:-1])
        if looks_like_name(name) and not names_outlet(name):
            return (ParsedByline(name, words[-1]),)
    if text.isascii():
        return ()
    match = _BY_WORK.match(text)
    if match and (looks_like_name(match["name"]) or match["name"].isupper()):
        return (ParsedByline(match["name"]),)
    match = _WIRE_NAME.match(text)
    if match and is_known_wire(match["wire"]) and match["name"].upper() == match["name"].lower():
        return (ParsedByline(match["name"]),)
    match = _KOREAN_ID.match(text) or _JAPANESE_TITLED.match(text)
    if match and (match.re is _KOREAN_ID or _KANA.search(text)) and match[1] not in vocabulary().words["sections"]:
        return (ParsedByline(match[1], match[2]),)
    return read_titled(text.replace("　", " ").split(" "))


_DEEDS = frozenset(
    {"文", "摄", "攝", "文并摄", "文/图", "图文", "图/文", "摄影报道", "报道", "报道摄影", "整理", "供图", "文图"}
)


NO_PERSON = frozenset(
    {
        "来源",
        "來源",
        "稿源",
        "文章来源",
        "本文来源",
        "编辑",
        "責編",
        "责编",
        "責任編輯",
        "责任编辑",
        "出处",
        "关键词",
        "标签",
        "時間",
        "时间",
    }
)
"""What stands before a colon and is no name."""


def read_titled(tokens: list[str], *, least: int = 2) -> tuple[ParsedByline, ...]:
    """ "澎湃新闻记者 祁连云 实习生 陆舟": Chinese titles, each before its names."""
    if len(tokens) < least or not "\u4e00" <= tokens[0][:1] <= "\u9fff":
        return ()
    found: list[ParsedByline] = []
    title, titles = "", 0
    for token in tokens:
        if token in _DEEDS:
            continue
        match = _HAN_TITLED.match(token)
        if match:
            title, titles = match[1], titles + 1
            token = match[2] or ""
        if token and (not title or not _HAN_NAME.match(token)):
            return ()
        if token:
            found.append(ParsedByline(token, title))
    deeds = any(token in _DEEDS for token in tokens)
    return tuple(found) if titles >= (1 if deeds else least) else ()


def _read_han(text: str) -> tuple[ParsedByline, ...]:
    """Chinese, Japanese and Korean bylines, where the desk stands before and "reporter" before or after the name."""
    if text.isascii():
        return ()
    match = _HANGUL_REPORTER.match(text)
    if match:
        names = [name for name in re.split(r"[·,\s]+", match[1]) if name]
        if match[2] == "특파원" and len(names) == 2 and "·" not in match[1]:
            return (ParsedByline(names[0], f"{names[1]} 특파원"),)  # "홍길동 도쿄 특파원"
        people = [name for name in names if len(name) <= 3 and name[-1] not in "부팀"]  # without paper and desk
        people = [name for name in people if name not in ("정리", "취재", "사진", "글")] or people
        return tuple(ParsedByline(name, match[2]) for name in people or names)
    listed = _HAN_LISTED.findall(text)
    if len(listed) > 1 or (listed and text.startswith(("文/", "文／"))):
        return tuple(ParsedByline(name, desk) for desk, names in listed for name in re.split("[ 、　]", names) if name)
    reporter = _HAN_DESK.match(text)
    if reporter:
        names = [name for name in re.split("[ 、　]", reporter["name"]) if name]
        return tuple(ParsedByline(name, reporter["desk"]) for name in names)
    signed = _JAPANESE_SIGNED.match(text)
    if signed:
        return (ParsedByline(signed["name"] or signed["named"], signed["role"] or signed["title"] or ""),)
    match = _HAN_REPORTER.match(text)
    if match:
        desk = match["desk"]
        role = "" if desk in ("作者", "文") else desk
        return tuple(ParsedByline(name, role) for name in re.split("[ 、　]", match["name"]) if name)
    match = _JAPANESE.match(text)
    if match and not match["role"] and (match["desk"] or "")[-1:] == "・" and len(match["name"]) < 3:
        return ()  # "気象・災害": two subjects
    if match and (match["role"] or match["desk"]):
        return (ParsedByline(match["name"], match["role"] or (match["desk"] or "").strip("=＝・")),)
    return ()
