"""How well saved pages are read: ``python -m bench.html FOLDER``, the folder of labelled pages (MANIFEST beside it).

The pages of article-extraction-benchmark (``aeb__*.html.gz`` with ``aeb.ground-truth.json``) have the text of the
story; those of fundus (``fundus__*.html.gz`` with ``*.gold.json``) have headline, authors, date, captions and text.
Texts are compared as article-extraction-benchmark does: by shingles of four words, precision and recall averaged over
the pages, F1 of the two averages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from articles.importing.document import ParsedStory
from articles.importing.formats import html

SHINGLE = 4
SAME = 0.9  # similarity of two headlines or captions that count as one
BARS = {
    "aeb body F1": 0.95,
    "fundus body F1": 0.945,
    "author set": 0.86,
    "date, day": 0.97,
    "headline": 0.84,
    "captions": 0.65,
}
_WORD = re.compile(r"\w+")
_QUOTES = re.compile("[“”„«»\"‘’‚‹›'`´]")
_DASHES = re.compile("[‐‑‒–—―−-]")


@dataclass
class Case:
    """A labelled page."""

    name: str
    address: str
    data: bytes
    gold: dict[str, Any]

    @property
    def is_aeb(self) -> bool:
        """Whether only its text is labelled."""
        return self.name.startswith("aeb")


@dataclass
class Scores:
    """What was measured: figures by name, and the pages that raised an error."""

    figures: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    pages: int = 0
    milliseconds: float = 0


def cases(folder: Path) -> Iterator[Case]:
    """Every labelled page of a folder."""
    truth = folder / "aeb.ground-truth.json"
    if truth.exists():
        for key, gold in json.loads(truth.read_text(encoding="utf-8")).items():
            yield Case(f"aeb__{key}", gold.get("url", ""), _unzip(folder / f"aeb__{key}.html.gz"), gold)
    addresses = folder / "fundus.meta.json"
    known = json.loads(addresses.read_text(encoding="utf-8")) if addresses.exists() else {}
    for labels in sorted(folder.glob("fundus__*.gold.json")):
        golds = json.loads(labels.read_text(encoding="utf-8"))
        publisher = labels.name.removesuffix(".gold.json")
        pages = sorted(folder.glob(f"{publisher}_[12]*.html.gz"))
        # Labels are named after the versions of the publisher's parser, pages after the day they were saved.
        versions = sorted(golds, key=lambda version: [int(number) for number in re.findall(r"\d+", version)])
        for page, version in zip(pages, versions, strict=True):
            yield Case(page.name.removesuffix(".html.gz"), known[page.name]["url"], _unzip(page), golds[version])


def _unzip(path: Path) -> bytes:
    with gzip.open(path) as file:
        return file.read()


def measure(labelled: Iterable[Case]) -> Scores:
    """Read each page and compare it with its labels."""
    rows: dict[str, list[Any]] = {}
    scores = Scores()
    for case in labelled:
        began = time.process_time()
        try:
            (story,) = html.parse(case.data, name=case.name, address=case.address)
        except Exception as error:
            scores.errors.append(f"{case.name}: {error!r}")
            story = ParsedStory()
        scores.milliseconds += (time.process_time() - began) * 1000
        scores.pages += 1
        for figure, value in (_aeb(case, story) if case.is_aeb else _fundus(case, story)).items():
            rows.setdefault(figure, []).append(value)
    for figure, values in rows.items():
        if figure.endswith("body F1"):
            values = [value for value in values if value is not None]
            precision, recall = _macro(values)
            scores.figures[figure] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            scores.figures[figure.replace("F1", "precision")] = precision
            scores.figures[figure.replace("F1", "recall")] = recall
        elif figure in ("captions", "credits"):
            found, wanted = (sum(column) for column in zip(*values, strict=True))
            scores.figures[figure] = found / wanted if wanted else 1.0
        else:
            known = [value for value in values if value is not None]
            scores.figures[figure] = statistics.mean(known) if known else 1.0
    return scores


def _aeb(case: Case, story: ParsedStory) -> dict[str, Any]:
    return {"aeb body F1": overlap(case.gold["articleBody"], _text(story, standfirst=False))}


def _fundus(case: Case, story: ParsedStory) -> dict[str, Any]:
    gold = case.gold
    authors = {_fold(name) for name in gold.get("authors") or []}
    when = datetime.fromisoformat(gold["publishing_date"])
    captions = [image for image in gold.get("images") or [] if image["caption"]]
    found = [caption for caption in captions if any(alike(caption["caption"], one.text) for one in story.captions)]
    credited = [caption for caption in captions if caption["authors"]]
    credits_read = " ".join(_fold(one.credit) for one in story.captions)
    return {
        "fundus body F1": overlap(_gold_text(gold), _text(story, standfirst=True)),
        "author set": {_fold(one.name) for one in story.bylines} == authors if authors else None,
        "date, day": _same_day(story.published, when),
        "date, minute": _same_minute(story.published, when),
        "headline": alike(gold["title"], story.headline),
        "headline, exact": _fold(gold["title"]) == _fold(story.headline),
        "captions": (len(found), len(captions)),
        "credits": (sum(1 for caption in credited if _fold(caption["authors"][0]) in credits_read), len(credited)),
    }


def _text(story: ParsedStory, *, standfirst: bool) -> str:
    return "\n".join([*([story.standfirst] if standfirst else []), *(block.text for block in story.body)])


def _gold_text(gold: dict[str, Any]) -> str:
    body = gold["body"]
    parts = [*body["summary"]]
    for section in body["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def overlap(gold: str, text: str) -> tuple[float, float, float]:
    """Shingles in both, in the text alone, and in the gold alone, as shares of all."""
    wanted, found = _shingles(gold), _shingles(text)
    both = sum((wanted & found).values())
    only_found, only_wanted = sum(found.values()) - both, sum(wanted.values()) - both
    total = both + only_found + only_wanted or 1
    return both / total, only_found / total, only_wanted / total


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    shingles = (tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))
    return Counter(shingle for shingle in shingles if shingle)


def _macro(values: list[tuple[float, float, float]]) -> tuple[float, float]:
    precisions = [
        both / (both + found) if both else float(not wanted) for both, found, wanted in values if both + found
    ]
    recalls = [both / (both + wanted) if both else float(not found) for both, found, wanted in values if both + wanted]
    return statistics.mean(precisions or [0.0]), statistics.mean(recalls or [0.0])


def _fold(text: str) -> str:
    return " ".join(_DASHES.sub("-", _QUOTES.sub('"', text.casefold())).split())


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same, case, quotes and dashes aside, or nearly."""
    one, other = _fold(one), _fold(other)
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME


def _same_day(found: date | datetime | None, gold: datetime) -> bool:
    if found is None:
        return False
    both_zoned = isinstance(found, datetime) and found.tzinfo is not None and gold.tzinfo is not None
    if both_zoned and found.astimezone(UTC).date() == gold.astimezone(UTC).date():
        return True
    return (found.date() if isinstance(found, datetime) else found) == gold.date()


def _same_minute(found: date | datetime | None, gold: datetime) -> bool:
    if not isinstance(found, datetime):
        return False
    if found.tzinfo and gold.tzinfo:
        return abs((found - gold).total_seconds()) < 60
    return found.replace(tzinfo=None, second=0, microsecond=0) == gold.replace(tzinfo=None, second=0, microsecond=0)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where one is below its bar or a page raised an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.html", description="Measure how well saved pages are read.")
    parser.add_argument("folder", type=Path, help="the folder of labelled pages")
    scores = measure(cases(parser.parse_args(arguments).folder))
    for figure, value in sorted(scores.figures.items()):
        bar = BARS.get(figure)
        print(f"{figure:<24}{value:.3f}" + (f"   bar {bar}{'' if value >= bar else '  MISSED'}" if bar else ""))
    print(
        f"{scores.pages} pages, {scores.milliseconds / max(1, scores.pages):.0f} ms a page, {len(scores.errors)} errors"
    )
    for error in scores.errors:
        print(error)
    return int(
        bool(scores.errors)
        or any(scores.figures[figure] < bar for figure, bar in BARS.items() if figure in scores.figures)
    )


if __name__ == "__main__":
    sys.exit(main())
