"""An editor's say on what the lines of a source are: the same text, told anew.

A parser's account says what each stretch of a source became. Here an editor says otherwise of some of them, and
the story follows: what the change does not touch stays as the parser read it, what it touches is read again from
the lines that now have that role. Changes are always told against the parser's own account, so taking one back
gives the parser's story again. Every stretch stays accounted for, once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import unescape
from typing import TypeVar

from articles.importing.document import (
    Block,
    BlockKind,
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    Part,
    Role,
)
from articles.importing.formats.page_text.credits import split_credit
from articles.importing.formats.page_text.datelines import read_dateline
from articles.importing.formats.page_text.dates import read_stamp
from articles.importing.formats.page_text.names import label_end, read_names
from articles.importing.formats.page_text.page import Page
from articles.importing.formats.page_text.pieces import Piece, Span
from articles.importing.formats.page_text.story import read_bylines

ASSIGNABLE: tuple[Role, ...] = (
    Role.HEADLINE,
    Role.STANDFIRST,
    Role.BYLINE,
    Role.DATELINE,
    Role.AGENCY,
    Role.PUBLISHED,
    Role.UPDATED,
    Role.SECTION,
    Role.TOPIC,
    Role.PARAGRAPH,
    Role.CROSSHEAD,
    Role.CAPTION,
    Role.CREDIT,
    Role.CORRECTION,
    Role.EDITOR_NOTE,
    Role.FURNITURE,
)
"""What an editor may make of a line. What only a provider can say (its identifier, its embargo) is not among it."""

SET_BY_EDITOR = "set by an editor"

Changes = Mapping[int, Role | None]
"""For parts of an account, by their place in it, the role an editor gave; ``None``: it goes on with the part above."""

# Of these a story has one: a line an editor names takes the place of the one the parser found.
_ONE_OF = (Role.HEADLINE, Role.SECTION, Role.DATELINE, Role.AGENCY, Role.PUBLISHED, Role.UPDATED)
T = TypeVar("T")

_NAMES = {Role.PUBLISHED: "printed date", Role.UPDATED: "printed update"}
_IN_BODY = (Role.PARAGRAPH, Role.CROSSHEAD)
_BARS = " \t\u00a0|"
# Of a structured source's value: "headlines[0].value: …", "RDF/item/dc:title: …".
_PLACE = re.compile(r"(?:[a-z@_][^\s:]*|[A-Z][^\s:]*[./\[@][^\s:]*)(?::[^\s:]+)*: ")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")  # in a structured source's value
_LINE_NAMED = re.compile(r"\blines? (\d+)\b")
_DAY_FIRST_ZONES = (" GMT", " BST", " IST", " AEST")


def place_of(line: str) -> str:
    """Where in its source a told value stands: what comes before it, with the colon; empty if nothing does.

    >>> place_of("headlines[0].value: Fog at noon: boats wait"), place_of("Fog at noon: boats wait")
    ('headlines[0].value: ', '')
    """
    match = _PLACE.match(line)
    return match.group() if match else ""


def assign(
    account: Sequence[Part], changes: Changes, chosen: Iterable[int], role: Role | None
) -> dict[int, Role | None]:
    """``changes`` with ``role`` given to the ``chosen`` parts; ``None`` lets them go on with the part above.

    Lines that are one piece stay one where they are chosen together. Raises ``ValueError`` for a part that is not
    there or is not an editor's to change.
    """
    told = dict(changes)
    picked = set(chosen)
    for at in sorted(picked):
        if not 0 <= at < len(account):
            raise ValueError(f"There is no part {at}: the account has {len(account)}.")
        if account[at].role not in ASSIGNABLE or (role is not None and role not in ASSIGNABLE):
            raise ValueError(f"A line that is {account[at].role} cannot be made {role}.")
        goes_on = told[at] is None if at in told else account[at].continues
        if role is not None and goes_on and at - 1 in picked:
            if account[at].continues:
                told.pop(at, None)  # it follows the part above
            continue
        told[at] = role
    if 0 in told and told[0] is None:
        del told[0]
    return told


def reassign(story: ParsedStory, changes: Changes, *, structured: bool = False) -> ParsedStory:
    """The story as an editor's ``changes`` to its account make it; without changes, the story itself.

    A part that continues another follows it unless it is changed itself. ``structured`` tells that the lines are
    not those of a page but a source's values behind their places. Raises ``ValueError`` as :func:`assign` does.
    """
    if not changes:
        return story
    account = _account(story, changes)
    return _Retelling(story, account, structured=structured).story(
        {story.account[at].line for at, part in enumerate(account) if part.why == SET_BY_EDITOR}
    )


def _account(story: ParsedStory, changes: Changes) -> list[Part]:
    """The account with the changes made to it."""
    for at, role in changes.items():
        assign(story.account, {}, [at], role)  # which refuses what cannot be
    parts: list[Part] = []
    for at, part in enumerate(story.account):
        role, by_editor, continues = part.role, at in changes, part.continues
        if by_editor:
            given = changes[at]
            continues = given is None and at > 0 and parts[-1].role in ASSIGNABLE
            role = given if given is not None else parts[-1].role if continues else part.role
        elif continues and parts[-1].why == SET_BY_EDITOR:
            role, by_editor = parts[-1].role, True
        if not by_editor:
            parts.append(part)
            continue
        also = part.also if role is part.role and continues is part.continues else ()
        parts.append(replace(part, role=role, also=also, why=SET_BY_EDITOR, confidence=1.0, continues=continues))
    for role in _ONE_OF:
        named = [at for at, part in enumerate(parts) if part.role is role and part.why == SET_BY_EDITOR]
        if not named:
            continue
        why = f"another line was set as the {_NAMES.get(role, role.value)}"
        for at, part in enumerate(parts):
            if part.role is role and part.why != SET_BY_EDITOR:
                parts[at] = replace(part, role=Role.FURNITURE, also=(), why=why)
    return parts


@dataclass(frozen=True, slots=True)
class _Piece:
    """The parts that are one thing, with its words."""

    parts: tuple[int, ...]
    role: Role
    text: str
    printed: str
    first_line: int
    last_line: int
    kept: bool

    @property
    def bare(self) -> str:
        """Its words without blanks, to be compared."""
        return _bare(self.text)

    def says(self, wanted: str) -> str:
        """Its words without blanks where ``wanted`` begins with them, be its tags markup or words; else empty."""
        for said in (self.bare, _bare(self.printed)):
            if said and wanted.startswith(said):
                return said
        return ""

    def holds(self, wanted: str) -> bool:
        """Whether it has these words, which are without blanks, among its own."""
        return bool(wanted) and (wanted in self.bare or wanted in _bare(self.printed))


class _Retelling:
    """One story told anew from a changed account."""

    def __init__(self, old: ParsedStory, account: list[Part], *, structured: bool) -> None:
        self.old = old
        self.account = account
        self.structured = structured
        self.lines = old.text.split("\n")
        changed = [at for at, part in enumerate(account) if _what(part) != _what(old.account[at])]
        self.touched = {
            role
            for at in changed
            for role in (account[at].role, old.account[at].role, *old.account[at].also, *account[at].also)
        }
        self.before = self._pieces(old.account, set())
        self.pieces = self._pieces(account, set(changed))
        kept = {piece.parts for piece in self.before}
        self.pieces = [
            piece if piece.kept and piece.parts in kept else replace(piece, kept=False) for piece in self.pieces
        ]
        self.doubts: list[str] = []

    def story(self, set_lines: set[int]) -> ParsedStory:
        """The story; ``set_lines`` are those an editor has spoken of, about which there is no doubt any more."""
        old = self.old
        place, agency = self._dateline()
        published, updated = self._dates()
        told = replace(
            old,
            headline=self._if_touched(Role.HEADLINE, old.headline, self._headline),
            standfirst=self._if_touched(Role.STANDFIRST, old.standfirst, lambda: self._joined(Role.STANDFIRST, "\n")),
            section=self._if_touched(Role.SECTION, old.section, lambda: self._joined(Role.SECTION, "/")),
            bylines=self._if_touched(Role.BYLINE, old.bylines, self._bylines),
            dateline=place,
            agency=agency,
            published=published,
            updated=updated,
            captions=old.captions if not self.touched & {Role.CAPTION, Role.CREDIT} else self._captions(),
            body=old.body if not self.touched & set(_IN_BODY) else self._body(),
            furniture=self._if_touched(Role.FURNITURE, old.furniture, self._furniture),
            correction=self._if_touched(
                Role.CORRECTION, old.correction, lambda: self._rest_of(Role.CORRECTION, old.correction)
            ),
            editor_note=self._if_touched(
                Role.EDITOR_NOTE, old.editor_note, lambda: self._rest_of(Role.EDITOR_NOTE, old.editor_note)
            ),
            topics=self._if_touched(Role.TOPIC, old.topics, self._topics),
            account=tuple(self.account),
        )
        return self._weighed(told, set_lines)

    # Pieces and their words --------------------------------------------------------------------------

    def _pieces(self, account: Sequence[Part], changed: set[int]) -> list[_Piece]:
        groups: list[list[int]] = []
        for at, part in enumerate(account):
            if part.continues and groups:
                groups[-1].append(at)
            else:
                groups.append([at])
        return [
            _Piece(
                tuple(group),
                account[group[0]].role,
                " ".join(self._words(account[at]) for at in group),
                " ".join(" ".join(self._printed(account[at]).split()) for at in group),
                account[group[0]].line,
                account[group[-1]].line,
                not changed.intersection(group),
            )
            for group in groups
        ]

    def _printed(self, part: Part) -> str:
        """A part as it stands there; of a structured source, its value."""
        raw = self.lines[part.line - 1][part.start : part.end]
        return raw.removeprefix(place_of(raw)) if self.structured and part.start == 0 else raw

    def _raw(self, part: Part) -> str:
        """A part as it stands there, without the tags a structured source's value may have."""
        value = self._printed(part)
        return unescape(_TAG.sub("", value)) if self.structured and ("<" in value or "&" in value) else value

    def _words(self, part: Part) -> str:
        """The words of a part, as the parser of page texts reads them: without bars and blanks at the edges."""
        bare = self._raw(part).strip()
        shown = bare.strip(_BARS) or bare
        whole = self.structured or self.lines[part.line - 1].strip() == bare
        if not whole or "  " in shown or "\t" in shown or "\u00a0" in shown:
            shown = " ".join(shown.split())
        return shown

    def _of(self, *roles: Role) -> list[_Piece]:
        return [piece for piece in self.pieces if piece.role in roles]

    def _if_touched(self, role: Role, as_it_was: T, anew: Callable[[], T]) -> T:
        return anew() if role in self.touched else as_it_was

    def _joined(self, role: Role, between: str) -> str:
        """The words of all pieces of a role; what a source says in several places is said once."""
        said = {piece.bare: piece.text for piece in reversed(self._of(role))}
        if self.structured and role in _ONE_OF and not any(self._is_set(piece) for piece in self._of(role)):
            return next(reversed(said.values()), "")
        return between.join(reversed(said.values()))

    def _is_set(self, piece: _Piece) -> bool:
        return self.account[piece.parts[0]].why == SET_BY_EDITOR

    def _rest_of(self, role: Role, as_it_was: str) -> str:
        """A text of several lines; of a structured source, what its lines do not tell stays."""
        if not self.structured or not as_it_was:
            return self._joined(role, "\n")
        gone = {piece.bare for piece in self.before if piece.role is role} - {piece.bare for piece in self._of(role)}
        stays = [line for line in as_it_was.split("\n") if _bare(line) not in gone]
        return "\n".join([*stays, *(piece.text for piece in self._of(role) if not piece.kept)])

    # Fields ------------------------------------------------------------------------------------------

    def _headline(self) -> str:
        return self._joined(Role.HEADLINE, " ").rstrip(" |–—-")

    def _bylines(self) -> tuple[ParsedByline, ...]:
        pieces = self._of(Role.BYLINE)
        if not self.structured:
            page = Page(lines=dict(enumerate(self.lines, start=1)), pieces=[], language=self.old.language)
            for piece in pieces:
                first = self.account[piece.parts[0]]
                spans = [Span(part.line, part.start, part.end) for part in map(self.account.__getitem__, piece.parts)]
                read = Piece(piece.text, spans, gap=self._gap_above(piece))
                read.settle(Role.BYLINE, first.why, first.confidence)
                above = piece.parts[0] - 1
                if above >= 0 and self.account[above].role is Role.BYLINE:  # a role may stand under its name
                    read.at = len(page.pieces)
                page.pieces.append(read)
            found = tuple(read_bylines(page))
            inside = any(Role.BYLINE in self.account[at].also for at in range(len(self.account)))
            return found or (self.old.bylines if inside else ())
        stays = " ".join(piece.text for piece in pieces)
        gone = " ".join(piece.text for piece in self.before if piece.role is Role.BYLINE)
        people = [one for one in self.old.bylines if one.name not in gone or one.name in stays]
        for piece in pieces:
            if not piece.kept:
                text = piece.text[label_end(piece.text) :]
                people += read_names(text, labelled=True) or (ParsedByline(text),)
        return tuple(people)

    def _gap_above(self, piece: _Piece) -> int:
        gap = 0
        for line in reversed(self.lines[: piece.first_line - 1]):
            if line.strip():
                break
            gap += 1
        return gap

    def _dateline(self) -> tuple[str, str]:
        """Place and agency: of lines of their own, or as the first paragraphs begin."""
        old = self.old
        if not self.touched & {Role.DATELINE, Role.AGENCY, Role.PARAGRAPH}:
            return old.dateline, old.agency
        place, agency = old.dateline, old.agency
        for role in (Role.DATELINE, Role.AGENCY):
            if role not in self.touched:
                continue
            own = " ".join(piece.text.strip("()[]-–—.:, ") for piece in self._of(role))
            carried = any(role in self.account[at].also for at in range(len(self.account)))
            value = own or ((old.dateline if role is Role.DATELINE else old.agency) if carried else "")
            place, agency = (value, agency) if role is Role.DATELINE else (place, value)
        if place or agency:
            return place, agency
        for at, piece in enumerate(self._of(Role.PARAGRAPH)[:3]):
            if piece.kept and (at or Role.DATELINE not in self.touched):
                continue  # the parser saw none there
            read = read_dateline(piece.text, lead=not at)
            if read is None or (at and not read.sure):
                continue
            also = [role for role, value in ((Role.DATELINE, read.place), (Role.AGENCY, read.agency)) if value]
            for part in piece.parts:
                self.account[part] = replace(self.account[part], also=tuple(also))
            return read.place, read.agency
        return "", ""

    def _dates(self) -> tuple[date | datetime | None, date | datetime | None]:
        old = self.old
        if not self.touched & {Role.PUBLISHED, Role.UPDATED}:
            return old.published, old.updated
        published = updated = None
        by_role = {role: self._of(role) for role in (Role.PUBLISHED, Role.UPDATED)}
        day_first = old.language != "en" or any(zone in old.text[:4000] for zone in _DAY_FIRST_ZONES)
        for role, pieces in by_role.items():
            # A date and the time below it are two lines and one date.
            stamps = [
                read_stamp(text, day_first=day_first)
                for text in (" ".join(piece.text for piece in pieces), *(piece.text for piece in pieces))
            ]
            for stamp in filter(None, stamps):
                if role is Role.UPDATED:
                    updated = updated or stamp.updated or stamp.published
                else:
                    published = published or stamp.published or stamp.updated
                    updated = updated or (stamp.updated if stamp.published else None)
            if not (published if role is Role.PUBLISHED else updated):
                for piece in pieces:
                    if not piece.kept:
                        self.doubts.append(f"No date can be read from line {piece.first_line}.")
        if Role.PUBLISHED not in self.touched:
            published = old.published
        elif published is None:
            carrier = next((p for p in self.pieces if Role.PUBLISHED in self.account[p.parts[0]].also), None)
            read = read_dateline(carrier.text, lead=True) if carrier else None
            published = (read.day if read and read.day else old.published) if carrier else None
        if Role.UPDATED not in self.touched and by_role[Role.UPDATED]:
            updated = old.updated
        return published, updated

    def _body(self) -> tuple[Block, ...]:
        """The body, in the order of the lines. A block of which nothing changed stays as it came, markup and all."""
        of_block, untold = self._blocks_of_pieces()
        body: list[Block] = [self.old.body[at] for at in untold.get(-1, ())]
        done: set[int] = set()
        kept = {piece.parts for piece in self.pieces if piece.kept}
        pieces_of: dict[int, list[tuple[int, ...]]] = {}
        for parts, number in of_block.items():
            pieces_of.setdefault(number, []).append(parts)
        for piece in self.pieces:
            block = of_block.get(piece.parts)
            if piece.role in _IN_BODY and (block is None or not kept.issuperset(pieces_of[block])):
                kind = BlockKind.CROSSHEAD if piece.role is Role.CROSSHEAD else BlockKind.PARAGRAPH
                alone = block is not None and len(pieces_of[block]) == 1
                body.append(Block(kind, self.old.body[block].text if alone and block is not None else piece.text))
            elif block is not None and piece.kept and block not in done:
                done.add(block)
                body.append(self.old.body[block])
            if block is not None and pieces_of[block][-1] == piece.parts:
                body += [self.old.body[at] for at in untold.get(block, ())]
        return tuple(body)

    def _blocks_of_pieces(self) -> tuple[dict[tuple[int, ...], int], dict[int, list[int]]]:
        """Which block of the old body each of its old pieces tells, and the blocks that no line tells.

        A list or a quote may be told in several lines. Untold blocks are given behind the block they follow.
        """
        pieces = [piece for piece in self.before if piece.role in _IN_BODY]
        of_block: dict[tuple[int, ...], int] = {}
        untold: dict[int, list[int]] = {}
        at, told = 0, -1
        for number, block in enumerate(self.old.body):
            wanted = _bare(block.text)
            for start in range(at, len(pieces)):
                end, left = start, wanted
                while left and end < len(pieces) and (said := pieces[end].says(left)):
                    left, end = left[len(said) :], end + 1
                if not left and end > start:
                    for piece in pieces[start:end]:
                        of_block[piece.parts] = number
                    at, told = end, number
                    break
            else:
                untold.setdefault(told, []).append(number)
        return of_block, untold

    def _captions(self) -> tuple[ParsedCaption, ...]:
        origin, last_of = self._captions_of_pieces()
        found: list[tuple[int, ParsedCaption, int]] = []  # which it was, what it is, its last line
        for piece in self._of(Role.CAPTION, Role.CREDIT):
            was = origin.get(piece.parts) if piece.kept else None
            known = self.old.captions[was] if was is not None else None
            if piece.role is Role.CREDIT:
                credit = known.credit if known else _credit(piece.text)
                if found and not found[-1][1].credit and found[-1][1].text and piece.first_line - found[-1][2] <= 2:
                    at, caption, _ = found[-1]
                    found[-1] = (at, replace(caption, credit=credit), piece.last_line)
                else:
                    found.append((-1 if was is None else was, ParsedCaption("", credit), piece.last_line))
                continue
            if known is not None and was is not None:
                same_line = piece.holds(_bare(known.credit))
                found.append((was, known if same_line else replace(known, credit=""), piece.last_line))
                continue
            split = split_credit(piece.text)
            text, credit = split if split and split[0] else (piece.text, "")
            found.append((-1, ParsedCaption(text, credit), piece.last_line))
        captions = [caption for _, caption, _ in found]
        # A picture of which no line tells stays among the captions it stood among.
        for number, caption in enumerate(self.old.captions):
            if number not in last_of:
                before = [at for at, (was, _, _) in enumerate(found) if -1 < was < number]
                captions.insert(before[-1] + 1 if before else 0, caption)
                found.insert(before[-1] + 1 if before else 0, (number, caption, 0))
        return tuple(captions)

    def _captions_of_pieces(self) -> tuple[dict[tuple[int, ...], int], set[int]]:
        """Which caption each old piece tells, and which captions are told at all."""
        origin: dict[tuple[int, ...], int] = {}
        words = [_bare(caption.text) for caption in self.old.captions]
        thanks = [_bare(caption.credit) for caption in self.old.captions]
        free = list(range(len(self.old.captions)))
        last = -1
        for piece in self.before:
            if piece.role not in (Role.CAPTION, Role.CREDIT):
                continue
            if piece.role is Role.CREDIT and last >= 0 and piece.holds(thanks[last]):
                origin[piece.parts] = last
                continue
            own = words if piece.role is Role.CAPTION else thanks
            at = next((each for each in free if piece.holds(own[each])), None)
            if at is not None:
                origin[piece.parts] = last = at
                free.remove(at)
        return origin, set(origin.values())

    def _furniture(self) -> tuple[str, ...]:
        if len(self.old.furniture) == sum(piece.role is Role.FURNITURE for piece in self.before):
            return tuple(piece.printed for piece in self._of(Role.FURNITURE))
        gone = {piece.bare for piece in self.before if piece.role is Role.FURNITURE}
        gone -= {piece.bare for piece in self._of(Role.FURNITURE)}
        stays = [text for text in self.old.furniture if _bare(text) not in gone]
        return (*stays, *(piece.printed for piece in self._of(Role.FURNITURE) if not piece.kept))

    def _topics(self) -> tuple[ParsedTopic, ...]:
        gone = {piece.bare for piece in self.before if piece.role is Role.TOPIC}
        gone -= {piece.bare for piece in self._of(Role.TOPIC)}
        stays = [topic for topic in self.old.topics if _bare(topic.name) not in gone]
        return (*stays, *(ParsedTopic(piece.text) for piece in self._of(Role.TOPIC) if not piece.kept))

    def _weighed(self, story: ParsedStory, set_lines: set[int]) -> ParsedStory:
        """The story with the doubts that are left, and as much surer as there are fewer."""
        answered = {
            "No headline was found.": bool(story.headline),
            "No paragraph was found.": bool(story.paragraphs),
        }
        left = [
            doubt
            for doubt in story.doubts
            if not answered.get(doubt) and not set_lines & {int(line) for line in _LINE_NAMED.findall(doubt)}
        ]
        confidence = story.confidence
        if story.doubts:
            confidence = round(1 - (1 - confidence) * len(left) / len(story.doubts), 3)
        return replace(story, doubts=(*left, *self.doubts), confidence=confidence)


def _what(part: Part) -> tuple[Role, bool, tuple[Role, ...]]:
    """What of a part the story follows from."""
    return part.role, part.continues, part.also


def _bare(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def _credit(text: str) -> str:
    """A credit on a line of its own, without its label and brackets."""
    split = split_credit(text)
    return split[1] if split and not split[0] else text.strip("()[] ")
