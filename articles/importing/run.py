"""An import from end to end: read, detect, parse, store, in batches, with a report."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from django.db import DatabaseError

from articles.importing.detect import detect
from articles.importing.document import ParseError
from articles.importing.formats import FORMATS
from articles.importing.reading import Found, Incoming, Unreadable
from articles.importing.report import Outcome, Report, Result
from articles.importing.store import Item, PhotoFile, Store, Wishes, known_hashes

BATCH = 200


def import_paths(
    paths: Iterable[str],
    *,
    wishes: Wishes,
    format: str | None = None,
    dry_run: bool = False,
    on_item: Callable[[Item], None] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Report:
    """Import everything under ``paths`` (files, folders, archives, ``-``) and report.

    ``format`` is a key of ``FORMATS``; without it each file's is detected. With ``dry_run`` nothing is
    written. ``on_item`` sees each parsed story, ``on_progress`` hears after each batch how many files
    are done. What cannot be read or parsed is in ``report.problems``; the rest is imported.
    """
    report, found, store = Report(), Found(), Store(wishes)
    batch: list[Item] = []
    done = 0

    def flush() -> None:
        outcomes = _foretell(batch) if dry_run else store.add(batch)
        for outcome in outcomes:
            if outcome.result is Result.FAILED:
                report.fail(f"{outcome.name}: {' '.join(outcome.notes)}")
            else:
                report.add(outcome)
        batch.clear()
        if on_progress:
            on_progress(done)

    for incoming in found.walk(paths):
        try:
            for item in _parse(incoming, format):
                if on_item:
                    on_item(item)
                batch.append(item)
        except Unreadable as error:
            report.fail(f"{incoming.name}: {error}")
        except ParseError as error:
            report.fail(str(error))
        done += 1
        if len(batch) >= BATCH:
            flush()
    flush()
    if found.left_alone:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(found.left_alone.items()))
        report.notes.append(f"Left alone, being no stories: {kinds}.")
    return report


def _parse(incoming: Incoming, format: str | None) -> Iterator[Item]:
    data = incoming.read()
    known = format or detect(data, name=incoming.name)
    photos = tuple(_photos(incoming))
    for story in FORMATS[known].parse(data, name=incoming.name):
        yield Item(incoming.name, known, data, story, photos)


def _photos(incoming: Incoming) -> Iterator[PhotoFile]:
    if not incoming.photos:
        return
    about = {}
    if incoming.read_photo_notes is not None:
        try:
            about = tomllib.loads(incoming.read_photo_notes().decode())
        except (Unreadable, ValueError) as error:
            raise Unreadable(f"its photos.toml cannot be read ({error})") from error
    for name, read in incoming.photos:
        told = about.get(PurePosixPath(name).name, {})
        yield PhotoFile(
            name,
            read(),
            alt_text=str(told.get("alt_text", "")),
            credit=str(told.get("credit", "")),
            focal_point=_focal_point(told.get("focal_point")),
        )


def _focal_point(told: object) -> tuple[float, float]:
    match told:
        case [int() | float() as x, int() | float() as y] if 0 <= x <= 1 and 0 <= y <= 1:
            return float(x), float(y)
    return 0.5, 0.5


def _foretell(items: list[Item]) -> list[Outcome]:
    """What a dry run says of a batch. Without a database everything is new."""
    try:
        seen = known_hashes(item.sha256 for item in items)
    except DatabaseError:
        seen = set()
    outcomes = []
    for item in items:
        outcomes.append(
            Outcome(
                item.name,
                Result.UNCHANGED if item.sha256 in seen else Result.CREATED,
                notes=() if item.sha256 in seen else item.story.doubts,
            )
        )
        seen.add(item.sha256)
    return outcomes
