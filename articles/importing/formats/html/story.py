"""From a page to its story: each field read, each line of the page told what it became."""

from __future__ import annotations

import re
from datetime import datetime

from articles.importing.document import (
    Block,
    BlockKind,
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParseError,
    Role,
)
from articles.importing.formats.page_text.credits import split_credit
from articles.importing.formats.page_text.datelines import read_dateline
from articles.importing.formats.page_text.dates import read_stamp
from articles.importing.formats.page_text.vocabulary import key_of, vocabulary
from articles.importing.people import is_person

from . import bylines as names
from .account import Account
from .addresses import address_of, is_front, old_paths
from .blocks import blocks_of
from .body import Body, is_prose, matching, propose
from .headline import Headline, agree
from .labels import kind_of, language, section_of, topics_of
from .lines import Line, bare, size_of
from .linked_data import listed, text_of
from .meta import is_address
from .moments import Moment, is_later, published_of, updated_of
from .page import Page
from .pictures import Picture, read_pictures
from .places import Place

_FEW_LETTERS = 250  # a body with less is looked at by an editor
_HEAD_LINES = 14  # so far above the story may its head begin where no headline is shown
_TAIL_LINES = 15  # so far below the story may a byline or a date stand
_LONGEST_DECK = 900
_LEAST_DECK = 30
_NO_DECK = (
    Place.CHROME | Place.PROMO | Place.COMMENTS | Place.BYLINE | Place.BIO | Place.DATE | Place.TAGS | Place.TRAIL
    | Place.CREDIT | Place.CAPTION
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…:。！？।؟][»”\"’')\]]*$")
_FALSE = ("false", "0", "no")


def read_story(page: Page) -> ParsedStory:
    """The story of a page; ``ParseError`` where the page holds none."""
    return _Reader(page).read()


class _Reader:
    """Reads one page. ``top`` is the number of the line with the headline, ``first`` and ``last`` of the story's."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.account = Account(page)
        self.doubts: list[str] = []
        self.notes = list(page.notes)
        self.confidence = 0.6 if page.notes else 1.0
        self.headline = Headline(page.article, page.meta, page.lines, page.title, is_site=page.is_site)
        self.printed = _paragraphs(page.article.get("articleBody"))
        pictures = read_pictures(page.root, page.lines, page.places, base=page.base)
        self.body = Body(
            page.root,
            page.lines,
            page.places,
            proposed=propose(page.root, page.lines),
            printed=matching(page.lines, "\n".join(self.printed)) if self.printed else set(),
            whole=bool(self.printed) and not self.printed[-1].endswith(("...", "…")),
            headline=self.headline.text,
            pictures=pictures,
        )
        self.pictures = pictures
        chosen = self.body.chosen
        self.first = chosen[0].number if chosen else len(page.lines) + 1
        self.last = chosen[-1].number if chosen else 0
        self.top = self._headline_line()

    def read(self) -> ParsedStory:
        """The story."""
        page, account = self.page, self.account
        captions = self._captions()
        standfirst = self._standfirst()
        bylines, chosen = self._bylines(self.body.chosen)
        correction, chosen = self._correction(chosen)
        chosen = self._without_dates(self._without_biography(chosen, bylines))
        blocks = self._blocks(chosen)
        self._refuse_no_story(blocks)
        published, updated = self._moments()
        dateline, agency = self._dateline(blocks)
        section = section_of(page, headline=self.headline.text)
        topics = topics_of(page)
        address, source_id = address_of(page)
        account.tell("address", address, Role.ADDRESS)
        account.name(section=section, topics=topics, near=self.top, after=self.last)
        self._weigh(blocks)
        furniture = tuple(line.text for line in page.lines if line not in account)
        text, parts = account.written(self.body.why)
        return ParsedStory(
            headline=self.headline.text,
            standfirst=standfirst,
            section=section,
            bylines=tuple(bylines),
            dateline=dateline,
            agency=agency,
            published=published,
            updated=updated,
            captions=tuple(captions),
            body=tuple(blocks),
            furniture=furniture,
            correction=correction,
            kind=kind_of(page, section=section),
            language=language(page, blocks[:6]),
            topics=tuple(topics),
            source_id=source_id,
            source_version=_seconds(updated or published) if source_id else 0,
            address=address,
            old_paths=tuple(old_paths(page, address)),
            text=text,
            encoding=page.encoding,
            account=parts,
            confidence=round(max(0.05, self.confidence), 3),
            doubts=tuple(self.doubts),
            notes=tuple(self.notes),
        )

    # The head

    def _headline_line(self) -> int:
        """The number of the line that shows the headline: the last one before the story; 0 where none does."""
        text = self.headline.text
        shown = [
            line
            for line in self.page.lines
            if line.bare and (line.heading == 1 or line.bare == bare(text)) and agree(line.text, text)
        ]
        before = [line for line in shown if line.number < self.first]
        best = before[-1] if before else next(iter(shown), None)
        for line in shown:
            self.account.claim(line, Role.HEADLINE, "the headline" if line is best else "the headline again")
        if best is None:
            self.account.tell("title", text, Role.HEADLINE)
        return best.number if best is not None else 0

    def _head(self) -> list[Line]:
        """The lines around the headline and above the story that have no part yet."""
        return self.account.free(self._around())

    def _around(self) -> list[Line]:
        """The lines around the headline and above the story."""
        until = self.first - 1
        if self.top:
            start, until = max(0, self.top - 6), max(self.top, min(until, self.top + 3 * _HEAD_LINES))
        else:
            start = max(0, until - _HEAD_LINES)
        return self.page.lines[start:until]

    def _standfirst(self) -> str:
        """The deck under the headline, only where the page shows it as one."""
        article, meta = self.page.article, self.page.meta
        said = [
            text_of(article.get("description")),
            text_of(article.get("abstract")),
            meta.first("og:description", "description"),
        ]
        described = {key for text in said if (key := bare(text))}
        found: list[Line] = []
        for line in self._head():
            if line.number <= self.top or not self._may_be_deck(line):
                continue
            place = self.body.place(line)
            marked = bool(place & Place.DECK) and not place & Place.KICKER and len(line.text) > _LEAST_DECK
            if marked or _is_one_of(line, described) or self._stands_as_deck(line):
                found.append(line)
                self.account.claim(line, Role.STANDFIRST, "the deck under the headline")
        return " ".join(dict.fromkeys(line.text for line in found))

    def _may_be_deck(self, line: Line) -> bool:
        """Whether a line is neither the headline in other words, nor a caption or a date, nor what all pages print."""
        if (
            not line.bare
            or len(line.text) > _LONGEST_DECK
            or line.linked * 2 > len(line.text)
            or self.body.place(line) & _NO_DECK
        ):
            return False
        if any(agree(line.text, text) for text in (self.headline.text, *self.headline.sources.values())):
            return False
        stamp = read_stamp(line.text) if len(line.text) < 100 else None
        if stamp is not None and isinstance(stamp.published, datetime):
            return False
        return not self.body.is_stock(line) and split_credit(line.text) is None and line.text.count(" | ") < 2

    def _stands_as_deck(self, line: Line) -> bool:
        """Whether a line right under the headline is prose or a lesser heading, and no byline or date."""
        if not self.top or len(line.text) < _LEAST_DECK + 10 or line.linked or read_stamp(line.text) is not None:
            return False
        return (is_prose(line) and line.number <= self.top + 8) or (line.heading > 1 and line.number <= self.top + 3)

    def _bylines(self, chosen: list[Line]) -> tuple[list[ParsedByline], list[Line]]:
        """Who wrote it, and the story's lines without those that say so.

        JSON-LD goes first, unless it names only the site and the page names people.
        """
        page = self.page
        told = names.authors_of(page.article, page.data)
        in_meta = [
            one for one in names.authors_in_meta(page.meta) if not page.is_site(one.name) and not page.is_site(one.role)
        ]
        has_people = any(self._is_person(one) for one in told)
        opening = [line for line in chosen[:2] if len(line.text) < 100]
        printed = names.read_printed([*self._head(), *opening], page.places)
        if not has_people and not printed.bylines:
            tail = self.account.free(page.lines[self.last : self.last + _TAIL_LINES])
            printed = names.read_printed(tail, page.places)
            printed.bylines = [one for one in printed.bylines if not page.is_site(one.name)]
            if not printed.bylines and not in_meta:
                printed = names.read_bare_name(opening[:1])
        for line in printed.lines:
            self.account.claim(line, Role.BYLINE, "a byline")
        chosen = [line for line in chosen if line not in printed.lines]
        if not has_people:
            for people in (in_meta, printed.bylines):
                if any(self._is_person(one) for one in people):
                    return people, chosen
        if not told:
            return in_meta or printed.bylines, chosen
        shown = {bare(one.name): one.role for one in printed.bylines}
        for one in told:
            if bare(one.name) not in shown:
                self.account.tell("json-ld/author", one.name, Role.BYLINE)
        return [ParsedByline(one.name, one.role or shown.get(bare(one.name), "")) for one in told], chosen

    def _is_person(self, byline: ParsedByline) -> bool:
        name = byline.name
        return is_person(name) and not self.page.is_site(name) and (" " in name or not name.isascii())

    def _moments(self) -> tuple[Moment | None, Moment | None]:
        """When it came out and when it was last changed; a change is told only if it came later."""
        page = self.page
        published, where = published_of(page.article, page.data, page.meta, page.root, address=page.best_address)
        updated = updated_of(page.article, page.meta)
        tail = page.lines[self.last : self.last + _TAIL_LINES] if published is None else []
        told = (None, Role.BYLINE, Role.PUBLISHED, Role.UPDATED)
        lines = dict.fromkeys([*self._around(), *page.lines[self.first - 1 : self.first + 2], *tail])
        for line in (line for line in lines if self.account.role_of(line) in told):
            for piece in line.pieces if len(line.text) <= 160 else ():
                stamp = read_stamp(piece)
                if stamp is None or not (stamp.published or stamp.updated) or len(stamp.rest) > 3:
                    continue
                self.account.claim(line, Role.PUBLISHED if stamp.published else Role.UPDATED, "a date")
                if published is None and stamp.published:
                    published, where = stamp.published, ""
        if published is not None and where:
            self.account.tell(f"{where}/datePublished", published.isoformat(), Role.PUBLISHED)
        if updated is not None and published is not None and not is_later(updated, published):
            updated = None
        if updated is not None:
            self.account.tell("updated", updated.isoformat(), Role.UPDATED)
        return published, updated

    # The story

    def _blocks(self, chosen: list[Line]) -> list[Block]:
        """The body; the text that JSON-LD has where the page shows none."""
        blocks, roles = blocks_of(chosen, resolve=self.page.resolve)
        for line, role in roles.items():
            self.account.claim(line, role, "the story's text")
        if not blocks:
            for text in self.printed:
                blocks.append(Block(BlockKind.PARAGRAPH, text))
                self.account.tell("json-ld/articleBody", text, Role.PARAGRAPH)
        return blocks

    def _without_biography(self, chosen: list[Line], bylines: list[ParsedByline]) -> list[Line]:
        """The story's lines without a last one that introduces the author."""
        people = tuple(f"{one.name} " for one in bylines if self._is_person(one))
        if len(chosen) > 3 and people and chosen[-1].text.startswith(people) and len(chosen[-1].text) < 500:
            self.account.claim(chosen[-1], Role.FURNITURE, "about the author")
            return chosen[:-1]
        return chosen

    def _without_dates(self, chosen: list[Line]) -> list[Line]:
        """The story's lines without a first or last one that says when it came out."""
        for line in [*chosen[:3], *chosen[-2:]]:
            if len(line.text) > 80 or is_prose(line):
                continue
            stamp = read_stamp(line.text)
            if stamp is not None and len(stamp.rest) <= 1 and (stamp.published or stamp.updated or stamp.clock):
                updated = stamp.label == "updated" or not stamp.published
                self.account.claim(line, Role.UPDATED if updated else Role.PUBLISHED, "a date")
        return [line for line in chosen if line not in self.account]

    def _dateline(self, blocks: list[Block]) -> tuple[str, str]:
        """Place and agency that the first paragraph begins with."""
        first = next((block.text for block in blocks if block.kind is BlockKind.PARAGRAPH), "")
        dateline = read_dateline(first, lead=True) if first else None
        if dateline is None:
            return text_of(self.page.article.get("dateline"))[:100], ""
        return dateline.place, dateline.agency

    def _correction(self, chosen: list[Line]) -> tuple[str, list[Line]]:
        """A note that corrects the story, and the story's lines without it."""
        around = self.account.free(self.page.lines[self.top : self.last + 6])
        found = [line for line in around if 20 < len(line.text) < 1500 and _opens_correction(line)]
        for line in found:
            self.account.claim(line, Role.CORRECTION, "a correction's opening words")
        if found:
            return " ".join(line.text for line in found), [line for line in chosen if line not in found]
        notes = [
            text_of(note.get("text") if isinstance(note, dict) else note)
            for note in listed(self.page.article.get("correction"))
        ]
        said = " ".join(filter(None, notes))
        self.account.tell("json-ld/correction", said, Role.CORRECTION)
        return said, chosen

    def _captions(self) -> list[ParsedCaption]:
        """The captions of the story's own pictures, each once; JSON-LD's where the page shows none."""
        found: list[ParsedCaption] = []
        seen: set[str] = set()
        for picture in self.pictures:
            if not self._is_own(picture):
                continue
            for line in picture.lines:
                said, whole = bare(picture.text), line.bare
                if whole in said or (said and said in whole) or not picture.credit:
                    self.account.claim(line, Role.CAPTION, "under a picture")
                if whole not in said and picture.credit:
                    self.account.claim(line, Role.CREDIT, "under a picture")
            key = bare(picture.text + picture.credit)
            if key not in seen:
                seen.add(key)
                found.append(picture.caption)
        return found or list(self._told_captions())

    def _is_own(self, picture: Picture) -> bool:
        """Whether a picture belongs to the story: it stands in or near it, and leads nowhere else."""
        lines = picture.lines
        near = self.top - 12 <= lines[0].number <= max(self.last, self.top) + 4
        if not near and not self.body.holds(lines[0]):
            return False
        if any(line in self.account or line in self.body.chosen for line in lines):
            return False
        place = self.page.places.within(picture.node, self.body.hub, wrappers=self.body.wrappers)
        if place & (Place.PROMO | Place.COMMENTS | Place.BIO | Place.BYLINE) or (
            place & Place.ASIDE and not picture.sure
        ):
            return False
        return sum(line.linked for line in lines) * 2 <= sum(len(line.text) for line in lines)

    def _told_captions(self) -> list[ParsedCaption]:
        found = []
        for image in self.page.data.values(self.page.article, "image"):
            if isinstance(image, dict) and (text := text_of(image.get("caption"))):
                credit = text_of(image.get("creditText")) or text_of(image.get("creator"))
                photo = text_of(image.get("url")) or text_of(image.get("contentUrl"))
                found.append(ParsedCaption(text, credit, photo=photo if is_address(photo) else ""))
                self.account.tell("json-ld/image/caption", text, Role.CAPTION)
        return found

    # What an editor should know

    def _refuse_no_story(self, blocks: list[Block]) -> None:
        page, size = self.page, sum(size_of(block.text) for block in blocks)
        if not page.lines and not blocks and not page.article:
            raise ParseError(page.name, "there is no text on this page; save it from a browser, as shown")
        if not bare(self.headline.text) and size < _FEW_LETTERS:
            raise ParseError(page.name, "this page is no story: it has neither a headline nor running text")
        if self._is_front(size):
            raise ParseError(page.name, "this page is a front page or a list of stories; save the stories themselves")

    def _is_front(self, size: int) -> bool:
        """Whether nothing on the page says that it is a story, and it has hardly any text that is no link."""
        page = self.page
        if (
            page.article
            or page.meta.first("og:type").casefold() == "article"
            or page.meta.first("article:published_time")
        ):
            return False
        linked = sum(line.linked for line in page.lines)
        words = sum(len(line.text) for line in page.lines) or 1
        front = any(is_front(one) for one in (page.canonical, page.given) if is_address(one))
        return (front and size < 1500) or (size < _FEW_LETTERS and linked * 2 > words and len(page.lines) > 20)

    def _weigh(self, blocks: list[Block]) -> None:
        """Say in words what an editor should look at, and lower the confidence for each."""
        article, size = self.page.article, sum(size_of(block.text) for block in blocks)
        if not self.headline.text:
            self._doubt("No headline was found on the page.", 0.4)
        elif self.headline.support < 2 and len(self.headline.sources) > 1:
            self._doubt("The page gives several headlines that differ; the one taken may be another story's.", 0.8)
        if not size:
            self._doubt("No running text was found on the page.", 0.3)
        elif size < _FEW_LETTERS:
            self._doubt("There is very little text; the page may be cut off, or a gallery or a video.", 0.45)
        if size * 2 < sum(map(len, self.printed)):
            self._doubt("The page's own data (JSON-LD) holds much more text than was found on the page.", 0.6)
        if str(article.get("isAccessibleForFree")).casefold() in _FALSE:
            if size < 6 * _FEW_LETTERS:
                self._doubt("The page is for subscribers, and what was saved may be only the beginning.", 0.7)
            else:
                self.notes.append("The page says that it is for subscribers.")
        if not self.page.ended and blocks and not _SENTENCE_END.search(blocks[-1].text):
            self._doubt("The page breaks off in the middle of the story.", 0.6)
        if self.page.data.broken:
            self.notes.append("A part of the page's own data (JSON-LD) is broken and was passed over.")

    def _doubt(self, why: str, factor: float) -> None:
        self.doubts.append(why)
        self.confidence *= factor


def _is_one_of(line: Line, described: set[str]) -> bool:
    """Whether a line is one of the descriptions a page gives of itself, or begins as one does."""
    if line.bare in described:
        return True
    return len(line.bare) > 40 and any(
        len(text) > 40 and text[:60] == line.bare[: len(text[:60])] for text in described
    )


def _opens_correction(line: Line) -> bool:
    return vocabulary().meaning(key_of(line.text), long=True)[0] == "correction"


def _paragraphs(value: object) -> list[str]:
    """The paragraphs of a text that JSON-LD has: HTML, or lines."""
    texts = [one for one in listed(value) if isinstance(one, str)]
    parts = [part for text in texts for part in re.split(r"\n+|</p>|<br\s*/?>", text)]
    return [plain for part in parts if (plain := text_of(part))]


def _seconds(moment: Moment | None) -> int:
    """An instant as seconds since 1970, which grow with each version; 0 for a bare day or none."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return 0
    return max(0, int(moment.timestamp()))
