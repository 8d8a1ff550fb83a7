"""Which lines of a page are the story.

Trafilatura proposes, and so does the text some pages carry in JSON-LD. From where the proposed lines stand follows
the element that holds the story; inside it each line is judged again: what belongs to the page goes out, what was
missed comes in.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from functools import cached_property

from lxml.etree import _Element

from articles.importing.formats.page_text.vocabulary import key_of, vocabulary, words_of

from .blocks import is_crosshead
from .lines import Line, bare, size_of
from .pictures import Picture
from .places import Place, Places, name_of

_LONG_ENOUGH = 25  # letters and digits; shorter lines must be the same as a whole proposed line
_NEARLY = 40  # so many at either end stand for a long line whose middle differs a little
_PROSE = 60
_MOST_TEXT = 2_000_000  # more is not given to trafilatura, whose time grows faster than the text
_SENTENCE = re.compile(r"[.!?…:;][\s»”\"’')\]]|[.!?…:»”\"’')\]]$|[。！？।؟۔၊။]")
_NOT_STORY = (
    Place.CHROME | Place.PROMO | Place.COMMENTS | Place.CAPTION | Place.CREDIT | Place.BYLINE | Place.BIO
    | Place.DATE | Place.TAGS | Place.TRAIL | Place.HIDDEN | Place.PULL | Place.BOX
)  # fmt: skip
_TAIL_NOTE = re.compile(r"^[(\[].{1,40}[)\]]$|^(?:quelle|source|fuente|fonte|sources|quellen)\s?:", re.IGNORECASE)
_ASKS = frozenset({"furniture", "links", "ends", "nag", "nag_end", "media"})
_NEWSLETTER = re.compile(r"newsletter|whatsapp|\bpodcast\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"^(?:\$\$.*\$\$|\{\{.*\}\}|%%.*%%|\[\[.*\]\])$")
_POST = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|(?:bluesky|mastodon|tiktok)-embed|reddit-(?:card|embed-bq)|"
    r"text-post-media)\b"
)
_MOST_COPIES = 5
_COPY = 1500  # a line this long may be the whole story again, for a printer or a mail


def propose(root: _Element, lines: list[Line]) -> set[Line]:
    """The lines that trafilatura takes for the story; its slower second opinions make the bodies no better here."""
    if sum(len(line.text) for line in lines) > _MOST_TEXT:
        return set()
    import trafilatura  # noqa: PLC0415 - three hundred modules, which a process that only serves pages can do without

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(root, include_comments=False, fast=True)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, AssertionError):
        return set()
    text = getattr(document, "text", None)
    return matching(lines, text) if isinstance(text, str) else set()


def matching(lines: list[Line], text: str) -> set[Line]:
    """The lines whose words stand in a text; a short one must be a whole line of it."""
    blocks = [key for line in text.split("\n") if (key := bare(line))]
    whole, joined = set(blocks), "".join(blocks)

    def stands(key: str) -> bool:
        if key in whole:
            return True
        if len(key) < _LONG_ENOUGH:
            return False
        return key in joined or (len(key) > 2 * _NEARLY and (key[:_NEARLY] in joined or key[-_NEARLY:] in joined))

    return {line for line in lines if line.bare and stands(line.bare)}


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph: long, with a sentence's end, and not made of links."""
    size = size_of(line.text)
    if size < _PROSE or line.linked * 2 >= len(line.text):
        return False
    return (not line.heading or size > 240) and bool(_SENTENCE.search(line.text))


Style = tuple[str, str, str, str]


def style_of(line: Line) -> Style:
    """How a line is set: its element and the one around it, with their classes."""
    parent = line.block.getparent()
    return (
        str(line.block.tag),
        line.block.get("class") or "",
        str(parent.tag) if parent is not None else "",
        (parent.get("class") or "") if parent is not None else "",
    )


class Body:
    """The story on a page: its lines, and the element that holds it.

    ``printed`` are the lines that stand in the text JSON-LD has; ``whole`` tells whether that text is all of it.
    ``why`` has a word for each line that looks like the story and was left out.
    """

    def __init__(
        self,
        root: _Element,
        lines: list[Line],
        places: Places,
        *,
        proposed: set[Line],
        printed: set[Line],
        whole: bool,
        headline: str,
        pictures: list[Picture],
    ) -> None:
        self.root = root
        self.lines = lines
        self.places = places
        self.headline = bare(headline)
        self.whole = whole
        self.printed = printed if sum(len(line.text) for line in printed) > 400 else set()
        self.voted = proposed | self.printed
        self.pictured = {line for picture in pictures if picture.sure for line in picture.lines}
        self.maybe_pictured = {line for picture in pictures for line in picture.lines} - self.pictured
        self.mass: Counter[_Element] = Counter()
        self.parents: Counter[_Element] = Counter()
        self.total = 0
        self._weigh()
        if self.total < 250:
            self.voted |= self._densest()
            self._weigh()
        self.hub = self._hub()
        self.styles: Counter[Style] = Counter()
        self.holders: Counter[str] = Counter()
        for line in self.voted:
            if is_prose(line):
                self.styles[style_of(line)] += len(line.text)
                parent = line.block.getparent()
                if parent is not None and parent.get("class"):
                    self.holders[name_of(parent)] += len(line.text)
        self.why: dict[Line, str] = {}
        self.voted |= {
            line for line in lines if self._is_set_like_the_story(line) and not self.place(line) & _NOT_STORY
        }
        self._linked_lists = self._lists_of_links()
        self.chosen = self._choose()

    def _weigh(self) -> None:
        self.mass.clear()
        self.parents.clear()
        self.total = 0
        for line in self.voted - self.pictured:
            if not is_prose(line):
                continue
            weight = len(line.text) - line.linked
            self.total += weight
            node: _Element | None = line.block.getparent()
            if node is not None:
                self.parents[node] += 1
            node = line.block
            while node is not None:
                self.mass[node] += weight
                node = node.getparent()

    def _densest(self) -> set[Line]:
        """The prose of the element that holds most of it, where nothing was proposed."""
        found: Counter[_Element] = Counter()
        held: dict[_Element, list[Line]] = {}
        unlikely = Place.CHROME | Place.COMMENTS | Place.CAPTION | Place.BIO
        for line in self.lines:
            if not is_prose(line) or self.places.all(line.block) & unlikely:
                continue
            parent = line.block.getparent()
            parent = parent if parent is not None else line.block
            found[parent] += len(line.text)
            held.setdefault(parent, []).append(line)
            above = parent.getparent()
            if above is not None:
                found[above] += len(line.text) // 2
                held.setdefault(above, []).append(line)
        return set(held[found.most_common(1)[0][0]]) if found else set()

    def _hub(self) -> _Element:
        """The innermost element that holds nearly all of what was proposed."""
        node = self.root
        while True:
            inner = (
                next((child for child in node if self.mass[child] >= 0.85 * self.total), None) if self.total else None
            )
            if inner is None:
                return node
            node = inner

    @cached_property
    def wrappers(self) -> frozenset[str]:
        """Names that say nothing, because much of the story stands in elements of these names."""
        by_name: Counter[str] = Counter()
        for node, mass in self.mass.items():
            by_name[name_of(node)] += mass
        return frozenset(name for name, mass in by_name.items() if mass > 0.4 * self.total)

    def place(self, line: Line) -> int:
        """What a line stands in, the elements that hold much of the story aside."""
        if _is_post(line):
            return Place.NONE
        return self.places.within(line.node, self.hub, wrappers=self.wrappers)

    def holds(self, line: Line) -> bool:
        """Whether a line stands in the element that holds the story."""
        return _is_in(line.block, self.hub)

    def _lists_of_links(self) -> set[_Element]:
        """Lists that lead elsewhere: most of their words are links."""
        size: Counter[_Element] = Counter()
        linked: Counter[_Element] = Counter()
        for line in self.lines:
            if line.items is not None:
                size[line.items] += len(line.text)
                linked[line.items] += line.linked
        return {element for element, length in size.items() if linked[element] * 2 > length}

    def _choose(self) -> list[Line]:
        inside = [line for line in self.lines if self.holds(line) or self._is_set_like_the_story(line)]
        good = [line for line in inside if self._may_be_story(line)]
        sure = [line for line in good if line in self.voted and is_prose(line)]
        if not sure:
            return [line for line in good if line in self.voted]
        first, last = sure[0].number, sure[-1].number
        good = [*self._before_the_hub(first), *good]
        chosen: list[Line] = []
        seen: dict[str, Line] = {}
        for at, line in enumerate(good):
            twin = seen.get(line.bare) if len(line.bare) > 30 else None
            if twin is not None and (style_of(twin) != style_of(line) or (chosen and chosen[-1] is twin)):
                self.why[line] = "stands here a second time"
            elif self._is_story(line, good, at, first, last):
                chosen.append(line)
                seen[line.bare] = line
        while chosen and (why := self._why_no_end(chosen[-1])):
            self.why[chosen.pop()] = why
        return self._without_copies(chosen)

    def _why_no_end(self, line: Line) -> str:
        """Why a story cannot end with a line; ``""`` where it can."""
        if is_crosshead(line):
            return "nothing of the story follows it"
        if _TAIL_NOTE.match(line.text):
            return "where the story comes from"
        key = key_of(line.text)
        if line not in self.printed and (
            line.linked and (vocabulary().meaning(key, long=False)[0] in _ASKS or _NEWSLETTER.search(line.text))
        ):
            return "leads to other stories, or asks for something"
        return ""

    def _is_set_like_the_story(self, line: Line) -> bool:
        """A paragraph or heading elsewhere on the page that stands in an element of the same name as the story's do."""
        parent = line.block.getparent()
        return (
            parent is not None
            and self.holders[name_of(parent)] > 0.25 * self.total
            and (is_prose(line) or line.heading > 1)
            and not line.linked * 2 > len(line.text)
        )

    def _before_the_hub(self, first: int) -> list[Line]:
        """Proposed paragraphs between the headline and the story's element: its opening stands apart on some pages."""
        start = max((line.number for line in self.lines[:first] if line.bare == self.headline), default=0)
        if not start:
            return []
        return [
            line
            for line in self.lines[start:first]
            if line in self.voted
            and is_prose(line)
            and line.number < first
            and not self.holds(line)
            and not self._is_set_like_the_story(line)
            and not self.place(line) & Place.DECK
            and self._may_be_story(line)
        ]

    def _may_be_story(self, line: Line) -> bool:
        if not line.bare or line in self.pictured or _PLACEHOLDER.match(line.text):
            return False
        if line.hidden and line not in self.voted:
            return False
        if line in self.maybe_pictured and not self.styles[style_of(line)] > 0.25 * self.total:
            return False
        place = self.place(line)
        if place & _NOT_STORY:
            return False
        if line.bare == self.headline or line.heading == 1:
            self.why[line] = "the headline again"
            return False
        if line.linked >= 0.8 * len(line.text) and not self._is_linked_crosshead(line):
            self.why[line] = "a link to another page"
            return False
        if line.items is not None and line.items in self._linked_lists and line not in self.printed:
            self.why[line] = "a list of links"
            return False
        if self.is_stock(line):
            self.why[line] = "a stock phrase of pages"
            return False
        return True

    def _is_linked_crosshead(self, line: Line) -> bool:
        """A heading that is a link, among the paragraphs themselves."""
        parent = line.block.getparent()
        return bool(line.heading) and line in self.voted and parent is not None and self.parents[parent] > 1

    def is_stock(self, line: Line) -> bool:
        """Whether a line says what pages of all outlets say: "Read more", "Sign up for our newsletter"."""
        key = key_of(line.text)
        known = vocabulary()
        long = len(line.text) > 110
        meaning, phrase = known.meaning(key, long=long)
        if not meaning and len(line.text) < 400:
            meaning, phrase = known.meaning_within(key, list(words_of(key)))
        if not meaning or meaning in ("correction", "transcript", "banner", "teaser", "highlights", "figures"):
            return False
        if not is_prose(line):
            return True
        return meaning in ("nag", "nag_end") or (
            len(phrase) >= 14 and line not in self.printed and not self._stands_amid(line)
        )

    def _stands_amid(self, line: Line) -> bool:
        """Whether a line has paragraphs of the story right before and after it, in the same element."""
        parent = line.block.getparent()
        beside = [self.lines[at] for at in (line.number - 2, line.number) if 0 <= at < len(self.lines)]
        return len(beside) == 2 and all(
            one in self.voted and is_prose(one) and one.block.getparent() is parent for one in beside
        )

    @cached_property
    def _covered(self) -> float:
        """How much of the proposed prose, from the first to the last line JSON-LD has, it has."""
        begin, end = self._printed_span
        between = [line for line in self.lines[begin - 1 : end] if line in self.voted and is_prose(line)]
        size = sum(len(line.text) for line in between) or 1
        return sum(len(line.text) for line in between if line in self.printed) / size

    @cached_property
    def _printed_span(self) -> tuple[int, int]:
        numbers = [line.number for line in self.printed if is_prose(line)]
        return (min(numbers), max(numbers)) if numbers else (1, 0)

    def _is_story(self, line: Line, good: list[Line], at: int, first: int, last: int) -> bool:
        if line in self.printed:
            return True
        if self.printed and is_prose(line) and self._covered > 0.8:
            begin, end = self._printed_span
            if begin < line.number < end or (line.number > end and self.whole):
                self.why[line] = "not in the text that JSON-LD has"
                return False
        if line in self.voted:
            return True
        if is_prose(line):
            parent = line.block.getparent()
            named = bool(line.block.get("class"))
            beside = parent is not None and self.parents[parent] > 1
            if first <= line.number <= last:
                return beside or (named and self.styles[style_of(line)] > 0)
            return (beside or named) and self.styles[style_of(line)] > 0.25 * self.total
        if first < line.number < last and (line.cells > 1 or _is_post(line)):
            return True
        if first <= line.number <= last and (is_crosshead(line) or self._is_subhead(line)) and at + 1 < len(good):
            follower = good[at + 1]
            return is_prose(follower) and (follower in self.voted)
        return False

    def _is_subhead(self, line: Line) -> bool:
        """A short line that is a heading by its class."""
        return len(line.text) < 120 and bool(self.places.own(line.block) & Place.DECK) and not line.linked

    def _without_copies(self, chosen: list[Line]) -> list[Line]:
        """The lines without one that holds most of the others once more."""
        for line in sorted(chosen, key=lambda line: len(line.text), reverse=True)[:_MOST_COPIES]:
            if len(line.text) < _COPY:
                break
            inner = [
                one for one in chosen if one is not line and len(one.bare) > _LONG_ENOUGH and one.bare in line.bare
            ]
            if len(inner) > 3:
                self.why[line] = "the story once more, in one piece"
                chosen = [one for one in chosen if one is not line]
        return chosen


def _is_post(line: Line) -> bool:
    """Whether a line is of a post from elsewhere that the story quotes, in the markup those sites hand out."""
    return line.quote is not None and _POST.search(line.quote.get("class") or "") is not None


def _is_in(node: _Element, top: _Element) -> bool:
    current: _Element | None = node
    while current is not None:
        if current is top:
            return True
        current = current.getparent()
    return False
