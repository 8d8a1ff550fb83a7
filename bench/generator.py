"""Stories without end, for benchmarks: story ``i`` depends on the seed and on ``i`` and on nothing else.

So any range can be made by itself, a million lazily, and the same ones everywhere. Each story knows what it was made
of, which is what the parser should find in its text. As a program::

    python -m bench.generator --stories 1000000 stories.tar.gz
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
import tarfile
import zipfile
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from itertools import accumulate
from pathlib import Path
from random import Random
from string import Formatter

from bench import words

SEED = 1
FIRST_DAY = date(2005, 1, 1)
DAYS = 20 * 365
FOLDER = 1000  # stories a folder
MONTHS = "January February March April May June July August September October November December".split()
ZONES = (("EDT", -4), ("BST", 1), ("HKT", 8))


class Shape(StrEnum):
    """How a page's text is laid out."""

    FOUNDING = "founding"  # breadcrumb, headline, caption printed twice, name, role, text
    DATED = "dated"  # the same with a date under the headline, as pages of the 2000s had it
    LOCAL = "local"  # trail, headline, caption with credit, "By …", "Published: …", text
    SHORT = "short"  # a date, and a few paragraphs from an agency


SHAPES = (Shape.FOUNDING,) * 2 + (Shape.DATED,) * 12 + (Shape.LOCAL,) * 4 + (Shape.SHORT,) * 2


class Kind(StrEnum):
    """What a block of a story's text is."""

    PARAGRAPH = "paragraph"
    CROSSHEAD = "crosshead"


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its page's text, and the fields that were put into it."""

    number: int
    shape: Shape
    text: str
    headline: str
    section: tuple[str, ...]
    printed_section: str
    bylines: tuple[tuple[str, str], ...]
    dateline: str
    agency: str
    published: date | datetime | None
    caption: str
    credit: str
    body: tuple[tuple[Kind, str], ...]

    @property
    def name(self) -> str:
        """Its file's name, in folders of a thousand."""
        return f"{self.number // FOLDER:05d}/{self.number:08d}.txt"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its paragraphs, in order."""
        return tuple(text for kind, text in self.body if kind is Kind.PARAGRAPH)

    @property
    def crossheads(self) -> tuple[str, ...]:
        """Its crossheads, in order."""
        return tuple(text for kind, text in self.body if kind is Kind.CROSSHEAD)


class _Ranked:
    """Words of which the one of rank ``r`` comes about ``1 / r`` as often as the first."""

    def __init__(self, ranked: Sequence[str], *, flatness: float = 2.7) -> None:
        self.ranked = ranked
        self.weights = list(accumulate(1 / (rank + flatness) for rank in range(len(ranked))))

    def pick(self, chance: Random) -> str:
        return self.ranked[bisect(self.weights, chance.random() * self.weights[-1])]


def _authors() -> list[tuple[str, str]]:
    """The reporters of the paper, each with the role printed under the name."""
    people = []
    for at in range(words.AUTHORS):
        first = words.FIRST_NAMES[at % len(words.FIRST_NAMES)]
        surname = words.SURNAMES[at * 7 % len(words.SURNAMES)]
        beat = words.SECTIONS[at % len(words.SECTIONS)][-1]
        people.append((f"{first} {surname}", f"{words.AGENCY} {beat} {words.ROLES[at % len(words.ROLES)]}"))
    return people


AUTHORS = _authors()
_AUTHOR_WEIGHTS = list(accumulate(1 / (rank + 20) for rank in range(len(AUTHORS))))
_SECTION_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(words.SECTIONS))))
_NOUN = _Ranked([*words.NOUNS, *words.COMPOUNDS[:600]])
_COMPOUND = _Ranked(words.COMPOUNDS)
_ADJECTIVE = _Ranked(words.ADJECTIVES)
_VERB = _Ranked(words.VERBS)
_PLACE = _Ranked(words.PLACES)
_SURNAME = _Ranked(words.SURNAMES, flatness=20)
_WHEN = _Ranked(words.WHEN)
_ORGANISATION = _Ranked(words.ORGANISATIONS)
_OFFICE = _Ranked(words.OFFICES)


def _number(chance: Random) -> str:
    return f"{int(10 ** (1.1 + 4 * chance.random())):,}"


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


_SLOTS: dict[str, Callable[[Random], str]] = {
    "noun": _NOUN.pick,
    "nouns": lambda chance: _plural(_NOUN.pick(chance)),
    "a_noun": lambda chance: _with_article(_NOUN.pick(chance)),
    "compound": _COMPOUND.pick,
    "a_compound": lambda chance: _with_article(_COMPOUND.pick(chance)),
    "adjective": _ADJECTIVE.pick,
    "a_adjective_noun": lambda chance: f"{_with_article(_ADJECTIVE.pick(chance))} {_NOUN.pick(chance)}",
    "verb": _VERB.pick,
    "place": _PLACE.pick,
    "surname": _SURNAME.pick,
    "person": lambda chance: f"{chance.choice(words.FIRST_NAMES)} {_SURNAME.pick(chance)}",
    "when": _WHEN.pick,
    "org": _ORGANISATION.pick,
    "office": _OFFICE.pick,
    "count": lambda chance: chance.choice(words.COUNTS),
    "number": _number,
    "year": lambda chance: str(chance.randrange(1860, 2005)),
    "quoted": lambda chance: _fill(chance.choice(_QUOTED), chance),
}


def _ready(sentences: Iterable[str]) -> list[list[tuple[str, str, bool]]]:
    """Sentences cut at their slots: the words before each, the slot, and whether it begins with a capital."""
    return [
        [(before, (slot or "").lower(), (slot or "")[:1].isupper()) for before, slot, _, _ in Formatter().parse(each)]
        for each in sentences
    ]


_HEADLINES, _CAPTIONS, _CROSSHEADS = _ready(words.HEADLINES), _ready(words.CAPTIONS), _ready(words.CROSSHEADS)
_LEADS, _SENTENCES, _QUOTES = _ready(words.LEADS), _ready(words.SENTENCES), _ready(words.QUOTES)
_QUOTED: list[list[tuple[str, str, bool]]] = _ready(words.QUOTED)


def _fill(pattern: list[tuple[str, str, bool]], chance: Random) -> str:
    parts = []
    for before, slot, capital in pattern:
        parts.append(before)
        if slot:
            word = _SLOTS[slot](chance)
            parts.append(word[0].upper() + word[1:] if capital else word)
    return "".join(parts)


def make_story(number: int, *, seed: int = SEED) -> Story:
    """Story ``number`` of the seed."""
    chance = Random(f"{seed}:{number}")
    shape = chance.choice(SHAPES)
    section = words.SECTIONS[bisect(_SECTION_WEIGHTS, chance.random() * _SECTION_WEIGHTS[-1])]
    headline = _fill(chance.choice(_HEADLINES), chance)
    dateline = _PLACE.pick(chance).upper() if chance.random() < 0.8 and shape is not Shape.SHORT else ""
    published = _published(chance, shape)
    caption = "" if shape is Shape.SHORT else _fill(chance.choice(_CAPTIONS), chance)
    credit = ""
    bylines: list[tuple[str, str]] = []
    if shape is not Shape.SHORT:
        wanted = 2 if shape is Shape.LOCAL and chance.random() < 0.15 else 1
        while len(bylines) < wanted:
            name, role = AUTHORS[bisect(_AUTHOR_WEIGHTS, chance.random() * _AUTHOR_WEIGHTS[-1])]
            if all(name != known for known, _ in bylines):
                bylines.append((name, "" if shape is Shape.LOCAL else role))
    if shape is Shape.LOCAL:
        caption += "."
        credit = f"{_SLOTS['person'](chance)}/{words.AGENCY}"
    body = _body(chance, shape, dateline)
    if shape is not Shape.LOCAL:  # the older pages have straight quotation marks
        body = [(kind, text.replace("“", '"').replace("”", '"')) for kind, text in body]
    printed_section = " » ".join(["Home", *section]) if shape is Shape.LOCAL else _slashed(section)
    return Story(
        number=number,
        shape=shape,
        text=_page(shape, headline, printed_section, bylines, published, caption, credit, body),
        headline=headline,
        section=section,
        printed_section=printed_section,
        bylines=tuple(bylines),
        dateline=dateline,
        agency=words.AGENCY,
        published=published,
        caption=caption,
        credit=credit,
        body=tuple(body),
    )


def _slashed(section: tuple[str, ...]) -> str:
    top, last = section[0].upper(), section[-1].upper()
    return f"/{top} /{last}"


def _published(chance: Random, shape: Shape) -> date | datetime | None:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    if shape is Shape.FOUNDING:
        return None
    if shape is Shape.SHORT:
        return day
    _, hours = chance.choice(ZONES)
    zone = timezone(timedelta(hours=hours))
    return datetime(day.year, day.month, day.day, chance.randrange(5, 23), chance.randrange(60), tzinfo=zone)


def _body(chance: Random, shape: Shape, dateline: str) -> list[tuple[Kind, str]]:
    count = chance.randrange(2, 5) if shape is Shape.SHORT else chance.randrange(8, 26)
    opening = f"{dateline} ({words.AGENCY})".lstrip() + (" - " if shape is Shape.LOCAL else " -- ")
    body = [(Kind.PARAGRAPH, opening + _fill(chance.choice(_LEADS), chance))]
    crossheads = chance.sample(_CROSSHEADS, len(_CROSSHEADS)) if shape in {Shape.FOUNDING, Shape.DATED} else []
    since = 0
    for left in range(count - 1, 0, -1):
        since += 1
        if crossheads and since > 3 and left > 2 and chance.random() < 0.3:
            body.append((Kind.CROSSHEAD, _fill(crossheads.pop(), chance)))
            since = 0
        if chance.random() < 0.2:
            text = _fill(chance.choice(_QUOTES), chance)
        else:
            sentences = chance.sample(_SENTENCES, chance.choice((1, 3, 3, 4, 5)))
            text = " ".join(_fill(sentence, chance) for sentence in sentences)
        body.append((Kind.PARAGRAPH, text))
    return body


def _page(
    shape: Shape,
    headline: str,
    printed_section: str,
    bylines: list[tuple[str, str]],
    published: date | datetime | None,
    caption: str,
    credit: str,
    body: list[tuple[Kind, str]],
) -> str:
    """The text of the page as a browser saves it."""
    blocks = [text for _, text in body]
    if shape is Shape.LOCAL:
        names = " and ".join(name for name, _ in bylines)
        head = f"{caption}({credit})\nBy {names}\nPublished: {_stamp_of_local(published)}\n{blocks[0]}"
        end = f"Copyright {published.year if published else ''} The Ellery Courier. All rights reserved."
        return "\n\n".join(["Advertisement", printed_section, headline, head, *blocks[1:], end, ""])
    parts = [f"Skip to main content {printed_section}", headline]
    if published is not None:
        parts.append(_stamp(published))
    if caption:
        parts.append(f"{caption}\n{caption} \u00a0")
    parts += [f"{name}\n{role}" for name, role in bylines]
    return "\n\n".join([*parts, *blocks, "Back to the top", ""])


def _stamp(published: date | datetime) -> str:
    day = f"{MONTHS[published.month - 1]} {published.day}, {published.year}"
    if not isinstance(published, datetime):
        return day
    universal = published.astimezone(UTC)
    return f"{day}\nPosted: {_clock(published)} ({universal:%H%M} GMT)"


def _stamp_of_local(published: date | datetime | None) -> str:
    assert isinstance(published, datetime)
    month = MONTHS[published.month - 1]
    short = month if len(month) < 5 else f"{month[:3]}."
    return f"{short} {published.day}, {published.year} at {_clock(published)}"


def _clock(published: datetime) -> str:
    offset = published.utcoffset()
    assert offset is not None
    zone = next(name for name, hours in ZONES if timedelta(hours=hours) == offset)
    return f"{published.hour % 12 or 12}:{published.minute:02d} {'PM' if published.hour >= 12 else 'AM'} {zone}"


def stories(count: int, *, first: int = 0, seed: int = SEED) -> Iterator[Story]:
    """``count`` stories from number ``first`` on, made one by one."""
    for number in range(first, first + count):
        yield make_story(number, seed=seed)


def write(wanted: Iterable[Story], target: Path, *, told: Callable[[int], object] | None = None) -> int:
    """Write stories to a folder, or into a ``.tar.gz``, ``.tar`` or ``.zip``; returns how many bytes of text.

    The same stories give the same bytes; ``told`` hears how many are written. Raises ``FileExistsError`` if there is
    something already.
    """
    size = 0

    def each() -> Iterator[tuple[str, bytes]]:
        nonlocal size
        for done, story in enumerate(wanted, start=1):
            data = story.text.encode()
            size += len(data)
            yield story.name, data
            if told and done % 100 == 0:
                told(done)

    name = target.name.lower()
    if name.endswith((".tar.gz", ".tgz", ".tar")):
        with target.open("xb") as file:
            if name.endswith(".tar"):
                _write_tar(each(), file)
            else:
                with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=1, mtime=0) as squeezed:
                    _write_tar(each(), squeezed)
    elif name.endswith(".zip"):
        with target.open("xb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for member, data in each():
                info = zipfile.ZipInfo(member, date_time=(2005, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
    else:
        target.mkdir(parents=True)
        for member, data in each():
            path = target / member
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    return size


def _write_tar(members: Iterable[tuple[str, bytes]], file: object) -> None:
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.USTAR_FORMAT) as tar:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
            tar.members.clear()  # else it remembers each of a million


def main(arguments: Sequence[str] | None = None) -> int:
    """Write stories where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.generator", description="Write generated stories.")
    parser.add_argument("target", type=Path, help="a folder, .tar.gz, .tar or .zip that does not exist yet")
    parser.add_argument("--stories", type=int, default=1000, metavar="N", help="how many (default: 1000)")
    parser.add_argument("--first", type=int, default=0, metavar="I", help="the number of the first (default: 0)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another seed, other stories (default: {SEED})")
    given = parser.parse_args(arguments)
    try:
        size = write(stories(given.stories, first=given.first, seed=given.seed), given.target)
    except OSError as error:
        print(f"{given.target} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"{given.stories} stories, {size / 1e6:.1f} MB of text, in {given.target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
