"""What ninjs, NewsML-G2 and NITF have in common: dates, statuses, versions, bylines, datelines, topics.

Each function takes what a provider sent and gives what :class:`ParsedStory` holds, or nothing: of a value that does
not read as what it should be nothing is made up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from articles.importing.document import (
    UNTIL_TOLD,
    Block,
    BlockKind,
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    ParseError,
    PubStatus,
    Role,
)
from articles.importing.formats.markup import Marked
from articles.importing.formats.page_text.credits import split_credit
from articles.importing.formats.page_text.datelines import read_dateline
from articles.importing.formats.page_text.names import is_name_line, label_end, read_names
from articles.importing.formats.page_text.vocabulary import key_of, vocabulary
from articles.importing.values import epoch, read_date, whole_number

# Aliases of IPTC's schemes are the same in every catalogue (https://cv.iptc.org/newscodes/); others say nothing
# without the catalogue they stand in, and none is ever fetched.
SCHEMES = {
    "medtop": "http://cv.iptc.org/newscodes/mediatopic/",
    "subj": "http://cv.iptc.org/newscodes/subjectcode/",
}
# Genres by IPTC's codes and by how agencies call them; what the page text parser knows as rubrics is asked as well.
KINDS: Mapping[str, str] = {
    "opinion": "column",
    "column": "column",
    "columns": "column",
    "comment": "column",
    "commentary": "column",
    "editorial": "column",
    "interview": "interview",
    "obituary": "obituary",
    "transcript": "transcript",
    "transcript and verbatim": "transcript",
    "live blog": "liveblog",
    "liveblog": "liveblog",
    "live coverage": "liveblog",
    "liveticker": "liveblog",
    "list": "listicle",
    "listicle": "listicle",
    "gallery": "gallery",
    "photo gallery": "gallery",
    "picture gallery": "gallery",
    "photo essay": "gallery",
}
LONGEST_ID = 500
LONGEST_DATELINE = 120
LONGEST_BYLINE = 400

_INITIALS = re.compile(r"[a-zà-ÿ]{1,5}(?:\s?[/.\-–+]\s?[a-zà-ÿ]{1,5})*", re.ASCII | re.IGNORECASE)
_STAMP = re.compile(r"\b\d{1,4}[/.:-]\d{1,2}(?:[/.:-]\d{1,4})*\b|\bGMT\b|\bUTC\b|[+-]\d{2}:?\d{2}\b")
_USER = re.compile(r"\S*@\S*|[a-z0-9_]+(?:\.[a-z0-9_]+)+|[a-z0-9_]+")
_DASH = re.compile(r"\s*(?:--+|\.\s?[-–—]|[-–—―_:])\s*")
_BRACKET_BEHIND = re.compile(r"(?P<place>.{2,}?),?\s?[(/](?P<agency>\w{2,12})[)/]")
_BRACKET_BEFORE = re.compile(r"\((?P<agency>\w{2,12})\)\s*[-–—]*\s*(?P<place>.{2,})")
_ADDRESS = re.compile(r"(?:https?://|urn:)\S+", re.IGNORECASE)
_CODED = re.compile(r"[0-9a-f-]{12,}|[\d.:/_-]+", re.IGNORECASE)
_REPEATS = 4  # byline, headline and standfirst are repeated within so many blocks
_SUMMARIES = ("teaser", "standfirst", "summary", "abstract")
_TAG_OR_CHARACTER = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
_EMPTY = re.compile(r"<(\w+)[^>]*></\1>")
_SAYS_MORE = re.compile(r"<(?!/?(?:p|h2|h3)\b)")
_TOLD = 3  # refused items are told one by one

Instant = date | datetime


# Time ----------------------------------------------------------------------------------------------


def as_datetime(instant: Instant) -> datetime:
    """A date as its first moment; without an offset, as none was told."""
    return instant if isinstance(instant, datetime) else datetime.combine(instant, time())


def in_order(instant: Instant) -> datetime:
    """An instant to compare with others; what has no offset is taken for UTC, which is never shown."""
    moment = as_datetime(instant)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def update_of(published: Instant | None, created: Instant | None) -> Instant | None:
    """When the story was updated: the making of this version, where it is not the first publication itself."""
    if published is None or created is None:
        return None
    return created if in_order(created) - in_order(published) >= timedelta(minutes=1) else None


def version_of(told: str, created: Instant | None) -> int:
    """A version as a number: the provider's own, else the seconds of the making of the version, else 0."""
    return whole_number(told.strip()) or epoch(created)


@dataclass(slots=True)
class Doubtful:
    """Collects what an editor should look at while a story is read."""

    doubts: list[str] = field(default_factory=list)

    def status(self, told: str) -> PubStatus:
        """The status a provider gives, as code, address or word (https://cv.iptc.org/newscodes/pubstatusg2/).

        What we do not know is held back for an editor.
        """
        word = tail_of(told).casefold()
        if word in ("", "usable"):
            return PubStatus.USABLE
        if word in ("canceled", "cancelled", "killed", "kill", "deleted"):
            return PubStatus.CANCELED
        if word != "withheld":
            self.doubts.append(f"Its status is “{told[:60]}”, which we do not know: it is held back.")
        return PubStatus.WITHHELD

    def confidence(self, headline: str, status: PubStatus) -> float:
        """How sure the story is; one without a headline is for an editor, unless all it says is that it is off."""
        if headline or status is PubStatus.CANCELED:
            return 1.0
        self.doubts.append("No headline was found.")
        return 0.4

    def embargo(self, told: str) -> datetime:
        """The end of an embargo; one whose end is not told, or reads as no date, holds until an editor lifts it."""
        if not told.strip():
            self.doubts.append("It is under an embargo without an end: an editor has to lift it.")
            return UNTIL_TOLD
        instant = read_date(told)
        if instant is None:
            self.doubts.append(f"Its embargo ends “{told[:60]}”, which is no date: an editor has to lift it.")
            return UNTIL_TOLD
        return as_datetime(instant)


# Codes ---------------------------------------------------------------------------------------------


def tail_of(code: str) -> str:
    """What a code says without its scheme: ``usable`` of ``stat:usable`` and of ``http://…/usable``."""
    return re.split(r"[:/#]", code.strip())[-1]


def identity(told: str) -> str:
    """An identifier as it is; one longer than we can keep is shortened so that it stays one of a kind."""
    told = " ".join(told.split())
    if len(told) <= LONGEST_ID:
        return told
    return f"{told[: LONGEST_ID - 65]}:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"


def code_address(code: str, schemes: Mapping[str, str] = SCHEMES) -> str:
    """The address of a subject's code, where its scheme is known; eight bare digits are IPTC's.

    >>> code_address("medtop:20000355"), code_address("04005004"), code_address("apsubject:1")
    ('http://cv.iptc.org/newscodes/mediatopic/20000355', 'http://cv.iptc.org/newscodes/subjectcode/04005004', '')
    """
    code = code.strip()
    if _ADDRESS.fullmatch(code):
        return code
    alias, colon, rest = code.partition(":")
    if colon and rest and alias in schemes:
        return schemes[alias] + rest
    if len(code) == 8 and code.isascii() and code.isdecimal():
        return schemes.get("medtop" if code.startswith("2") else "subj", "") + code
    return ""


def kind_of(genres: Iterable[str]) -> str:
    """The kind of story the first telling genre says; "news" where none does."""
    rubrics = vocabulary().words
    for genre in genres:
        for told in (genre, tail_of(genre)):
            key = key_of(told.replace("_", " "))
            if key in KINDS:
                return KINDS[key]
            for kind in ("column", "obituary", "interview"):
                if key in rubrics[f"{kind}_rubrics"]:
                    return kind
    return "news"


def section_of(name: str) -> str:
    """A provider's category where it is the name of a section: ``Sport``, not ``f`` or ``a0429``."""
    name = " ".join(name.split())
    return name if 3 <= len(name) <= 60 and name[0].isalpha() and not any(map(str.isdecimal, name)) else ""


@dataclass(slots=True)
class Topics:
    """What a story is about, each topic once."""

    found: dict[str, ParsedTopic] = field(default_factory=dict)

    def add(self, name: str, code: str = "") -> bool:
        """Add a topic; whether it is one: a code without a name is none."""
        name = " ".join(name.split()).strip("#*")
        if len(name) < 2 or _CODED.fullmatch(name) or not any(map(str.isalpha, name)):
            return False
        key = name.casefold()
        known = self.found.get(key)
        if known is None or (code and not known.code):
            self.found[key] = ParsedTopic(name, code)
        return True

    def all(self) -> tuple[ParsedTopic, ...]:
        """The topics in the order they were told."""
        return tuple(self.found.values())


# People and places -----------------------------------------------------------------------------------


def people_of(byline: str, *, role: str = "") -> tuple[ParsedByline, ...]:
    """The names in a byline with their roles; one that reads as no names is kept as it is.

    Initials (``gr/bp``), user names and times, which some wires send there, are nobody.
    """
    byline = " ".join(byline.split())
    if len(byline) > LONGEST_BYLINE:
        return (ParsedByline(byline),)
    byline = " ".join(_STAMP.sub(" ", byline).split()).strip(" ,;|-–—")
    if not any(map(str.isalpha, byline)) or _is_nobody(byline):
        return ()
    text = byline[label_end(byline) :]
    found = read_names(text, labelled=True) or (ParsedByline(text.strip(" ,.|-")),)
    return tuple(replace(one, role=one.role or role) for one in found if one.name and not _is_nobody(one.name))


def _is_nobody(text: str) -> bool:
    return text.islower() and bool(_INITIALS.fullmatch(text) or _USER.fullmatch(text))


def dateline_of(told: str) -> tuple[str, str]:
    """The place of a dateline field, and the agency in it; nothing for a time, which some wires send there.

    >>> dateline_of("Hamburg (dpa) - "), dateline_of("MOSCOW, Monday (Reuters)"), dateline_of("2014-07-17 00:24 GMT")
    (('Hamburg', 'dpa'), ('MOSCOW', 'Reuters'), ('', ''))
    """
    text = _bare_dateline(told)
    if len(text) > LONGEST_DATELINE or text[:4].isdecimal() or not any(map(str.isalpha, _STAMP.sub("", text))):
        return "", ""
    for pattern in (_BRACKET_BEHIND, _BRACKET_BEFORE):
        bracket = pattern.fullmatch(text)
        if bracket and (bracket["agency"].islower() or bracket["agency"].isupper()):
            place = bracket["place"]
            return place if "(" in place else dateline_of(place)[0], bracket["agency"]
    found = read_dateline(f"{text} - X", lead=True)
    if found is None:
        return text, ""
    return found.place, found.agency


def _bare_dateline(told: str) -> str:
    return " ".join(told.split()).rstrip(" -–—―_:/").removesuffix(".-")


# A body and the fields around it -----------------------------------------------------------------------


class Text:
    """A story's body with the fields that bodies repeat; :meth:`settle` takes the repeats out."""

    def __init__(
        self,
        marked: Marked,
        *,
        headline: str = "",
        standfirst: str = "",
        bylines: tuple[ParsedByline, ...] = (),
        byline: str = "",
        dateline: str = "",
    ) -> None:
        """``byline`` and ``dateline`` are the fields as sent."""
        self.headline, self.standfirst, self.bylines = headline, standfirst, bylines
        self._byline, self._dateline = byline, dateline
        self._classes = marked.classes
        self.blocks = list(marked.body.blocks)
        self.captions = [with_credit(caption) for caption in marked.body.captions]
        self.furniture = (*marked.body.left_out, *(line for line, role, _ in marked.apart if role is Role.FURNITURE))
        self.notes = tuple(line for line, role, _ in marked.apart if role is Role.EDITOR_NOTE)
        self.told = [(line, role, _WHY[role]) for line, role in marked.body.lines] + list(marked.apart)

    def settle(self) -> None:
        """Take out what only repeats the fields: headline, standfirst, byline, the dateline where it is the same."""
        for block in self.blocks[:_REPEATS]:
            role, why = self._repeats(block)
            if role is not None:
                self.blocks.remove(block)
                self._tell_again(block.text, (block.text, role, why))
        self._strip_dateline()

    def _repeats(self, block: Block) -> tuple[Role | None, str]:
        if block.kind is BlockKind.CROSSHEAD:
            return (Role.HEADLINE, "the headline, repeated") if block.text == self.headline else (None, "")
        is_summary = any(block.text in self._classes.get(name, ()) for name in _SUMMARIES)
        if is_summary and self.standfirst in ("", block.text):
            self.standfirst = block.text
            return Role.STANDFIRST, "the standfirst, as the text's markup says"
        return (Role.BYLINE, "the byline, repeated") if self._is_byline(block.text) else (None, "")

    def _is_byline(self, text: str) -> bool:
        """Whether a paragraph is the byline again, or the only one there is."""
        marked, end = text in self._classes.get("byline", ()), label_end(text)
        if len(text) > 160 or not (marked or end or self._byline):
            return False
        if self._byline and _byline_key(text) == _byline_key(self._byline):
            return True
        if not (marked or (end and is_name_line(text[end:]))):
            return False
        people = people_of(text)
        if not self.bylines:
            self.bylines = people
            return True
        return {one.name.casefold() for one in people} == {one.name.casefold() for one in self.bylines}

    def _strip_dateline(self) -> None:
        """Take the dateline out of the first paragraph where it says just what the field does."""
        told = _bare_dateline(self._dateline)
        first = next((block for block in self.blocks if block.kind is BlockKind.PARAGRAPH), None)
        if first is None or not told or not dateline_of(told)[0] or not first.text.startswith(told):
            return
        dash = _DASH.match(first.text, len(told))
        if dash is not None and (rest := first.text[dash.end() :].strip()):
            self.blocks[self.blocks.index(first)] = without_opening(first, dash.end())
            opening = (first.text[: dash.end()], Role.DATELINE, "the dateline, repeated in the text")
            self._tell_again(first.text, opening, (rest, Role.PARAGRAPH, _WHY[Role.PARAGRAPH]))

    def _tell_again(self, text: str, *lines: tuple[str, Role, str]) -> None:
        at = next((at for at, (line, _, _) in enumerate(self.told) if line == text), None)
        if at is not None:
            self.told[at : at + 1] = lines


_WHY = {
    Role.PARAGRAPH: "the text",
    Role.CROSSHEAD: "a crosshead of the text",
    Role.CAPTION: "the words under a picture",
    Role.CREDIT: "who made a picture",
    Role.PHOTO: "a picture, or what it shows",
    Role.FURNITURE: "no text of the story",
}


def without_opening(block: Block, length: int) -> Block:
    """A block without the first ``length`` characters of its text, in its markup too."""
    text, markup = block.text[length:].lstrip(), ""
    if block.markup:
        drop = len(block.text) - len(text)
        kept: list[str] = []
        for match in _TAG_OR_CHARACTER.finditer(block.markup):
            part = match.group()
            if part.startswith("<") and part != "<br>":
                kept.append(part)
            elif drop:
                drop -= 1
            else:
                kept.append(part)
        markup = _EMPTY.sub("", "".join(kept))
        markup = markup if _SAYS_MORE.search(markup) else ""
    return replace(block, text=text, markup=markup)


def with_credit(caption: ParsedCaption) -> ParsedCaption:
    """A caption whose credit, printed at the end of its words, is set apart; not where another one is told."""
    if not caption.text or (split := split_credit(caption.text)) is None:
        return caption
    printed, told = _bare_credit(split[1]), caption.credit
    if told.casefold() not in printed.casefold() and printed.casefold() not in told.casefold():
        return caption
    return replace(caption, text=split[0], credit=max(printed, told, key=len))


def _bare_credit(credit: str) -> str:
    split = split_credit(credit)
    return split[1] if split is not None and not split[0] else credit.strip(" ()[]")


def known_as(addresses: Iterable[str], captions: Iterable[ParsedCaption], *, best: str) -> str:
    """The address of a picture: the one by which the body shows it, if it does, else the best."""
    shown = {caption.photo for caption in captions}
    return next((address for address in addresses if address in shown), best)


def _byline_key(text: str) -> str:
    text = " ".join(text.split())
    return key_of(text[label_end(text) :])


def notes_of(notes: Iterable[str]) -> str:
    """Notes to editors as one plain text; a note that stands in another one is not told twice."""
    kept: list[str] = []
    for note in (note.strip() for note in notes):
        if note and not any(note in other for other in kept):
            kept = [other for other in kept if other not in note] + [note]
    return "\n\n".join(kept)


# Files of several items --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that is no story, and why; ``what`` tells it from the others in its file."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}" if self.what else self.why


def stories_of(results: Iterator[ParsedStory | Refused], *, name: str) -> Iterator[ParsedStory]:
    """The stories of a file. What is no story is noted with the last one; a file without any is refused.

    A ``ParseError`` half-way (a broken line) comes after the stories.
    """
    held: ParsedStory | None = None
    refused: list[Refused] = []
    broken: ParseError | None = None
    try:
        for result in results:
            if isinstance(result, Refused):
                refused.append(result)
                continue
            if held is not None:
                yield held
            held = result
    except ParseError as error:
        broken = error
    if held is not None:
        yield replace(held, notes=(*held.notes, *_left_out(refused)))
    if broken is not None:
        raise broken
    if held is None:
        told = "; ".join(map(str, refused[:_TOLD])) or "there is not one item in it"
        more = f" (and {len(refused) - _TOLD} more)" if len(refused) > _TOLD else ""
        raise ParseError(name, f"no story: {told}{more}")


def _left_out(refused: list[Refused]) -> Iterator[str]:
    for one in refused[:_TOLD]:
        yield f"Not imported from the same file: {one}."
    if len(refused) > _TOLD:
        yield f"Not imported from the same file: {len(refused) - _TOLD} more."
