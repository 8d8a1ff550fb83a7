"""An import from end to end: read, detect, parse, store, in batches, with a report.

One walk reads. Documents go in batches: the database is asked which are known, by the hash of their bytes; the others
are parsed, by other processes where there are many; and each batch is stored in one transaction, in the order in which
it was read. So whenever an import is interrupted, whole stories are there, and the same import again goes on from
there, at the speed of reading. A few batches are on their way at any moment, however long the archive.
"""

from __future__ import annotations

import os
import tomllib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, reset_queries

from articles.importing.again import again
from articles.importing.documents import Document, Met, Parsed, documents, parse
from articles.importing.item import PhotoFile, Ready
from articles.importing.pool import Died, Pool
from articles.importing.reading import Found, Incoming, Unreadable
from articles.importing.record import Record
from articles.importing.report import Outcome, Report, Result
from articles.importing.store import Store, Wishes, known_hashes
from articles.search import index

BATCH = 200
BATCH_BYTES = 16 * 1024 * 1024
PHOTO_BYTES = 64 * 1024 * 1024  # a batch whose pictures are larger is stored in parts
JOB = 20  # documents a process parses before it tells of them
AHEAD = 2  # batches that are parsed while one is stored


class Stopped(Exception):
    """The database cannot be used. What ``report`` tells of is done, and the same import again goes on from there."""

    def __init__(self, report: Report, why: str) -> None:
        super().__init__(why)
        self.report = report


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C. What ``report`` tells of is done, and the same import again goes on from there."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def import_paths(
    paths: Sequence[str],
    *,
    wishes: Wishes,
    format: str | None = None,
    dry_run: bool = False,
    workers: int | None = 0,
    by: User | None = None,
    on_item: Callable[[Ready], None] | None = None,
    on_progress: Callable[[Report, int], None] | None = None,
) -> Report:
    """Import everything under ``paths`` (files, folders, archives, ``-``) and report.

    ``format`` is a key of ``FORMATS``; without it each file's is detected. With ``dry_run`` nothing is written.
    ``workers`` processes parse; with 0 or 1 this one does, and ``None`` takes two where there is enough to do.
    ``by`` is who is told to have asked for it. ``on_item`` sees each parsed story, with all the parser said of it.
    ``on_progress`` hears after each batch what is done, and how many bytes are read (see ``reading.size_of``).
    What cannot be read or parsed is in ``report.problems``; the rest is imported. Raises ``Interrupted`` for Ctrl-C,
    and ``Stopped`` where the database cannot be used.
    """
    paths = list(paths)
    report, found = Report(), Found()
    try:
        record = None if dry_run else Record(paths, wishes=asdict(wishes), by=by)
    except DatabaseError as error:
        raise Stopped(report, str(error)) from error
    parser = _Parser(workers, partial(parse, vectors=record is not None and index().takes_vectors))
    writer = _Writer(found, report, Store(wishes, run=record.run) if record else None, on_item)

    def finish(batch: _Batch) -> None:
        writer.write(batch)
        if record:
            record.keep(report)
        reset_queries()  # which Django remembers while DEBUG is on
        if on_progress:
            on_progress(report, batch.position)

    def read_and_write() -> None:
        waiting: deque[_Batch] = deque()
        shows = on_item is not None
        met = documents(found, paths, format=format, whole=shows, schemas=settings.SCHEMAS_DIR)
        for batch in _in_batches(met):
            waiting.append(parser.send(batch, known=set() if shows else _known(batch), position=found.position))
            if len(waiting) > (AHEAD if parser.is_ahead else 0):
                finish(waiting.popleft())
        while waiting:
            finish(waiting.popleft())

    try:
        try:
            read_and_write()
            for note in found.told():
                report.note(note)
        finally:
            parser.close()
            if record:
                record.keep(report, ended=True)
    except KeyboardInterrupt:
        raise Interrupted(report) from None
    except DatabaseError as error:
        raise Stopped(report, str(error)) from error
    return report


@dataclass
class _Batch:
    """What was met, and what became or becomes of the documents that are not known yet, by their places."""

    met: list[Met]
    known: set[str]
    position: int  # how many bytes had been read with it
    answers: list[tuple[list[int], Future[list[Parsed | Died]]]] = field(default_factory=list)
    parsed: dict[int, Parsed | Died] = field(default_factory=dict)

    def wait(self) -> dict[int, Parsed | Died]:
        """What the documents gave, by their places."""
        for places, answer in self.answers:
            self.parsed |= zip(places, answer.result(), strict=True)
        return self.parsed


class _Parser:
    """Has documents parsed, in this process or by others."""

    def __init__(self, workers: int | None, parse: Callable[[Document], Parsed]) -> None:
        self._workers = workers
        self._parse = parse
        self._pool: Pool[Document, Parsed] | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether documents are parsed while this process does other things."""
        return self._pool is not None

    def send(self, met: list[Met], *, known: set[str], position: int) -> _Batch:
        """Have the documents parsed that are not known."""
        batch = _Batch(met, known, position)
        wanted = {
            place: each.document
            for place, each in enumerate(met)
            if each.document is not None and each.document.sha256 not in known
        }
        if self._pool is None and self._count(len(wanted)):
            self._pool = Pool(self._parse, size=self._count(len(wanted)))
        if self._pool is None:
            batch.parsed |= {place: self._parse(document) for place, document in wanted.items()}
            return batch
        places = list(wanted)
        for first in range(0, len(places), JOB):
            job = places[first : first + JOB]
            batch.answers.append((job, self._pool.send([wanted[place] for place in job])))
        return batch

    def close(self) -> None:
        """End the processes, if there are any."""
        if self._pool is not None:
            self._pool.close()

    def _count(self, wanted: int) -> int:
        """How many processes are worth starting when there are that many documents to parse."""
        if self._workers is None:
            return min(2, os.cpu_count() or 1) if wanted >= BATCH // 2 else 0
        return self._workers if self._workers > 1 and wanted else 0


class _Writer:
    """Stores what was parsed, or says what storing it would do."""

    def __init__(
        self, found: Found, report: Report, store: Store | None, on_item: Callable[[Ready], None] | None
    ) -> None:
        self._found = found
        self._report = report
        self._store = store
        self._on_item = on_item
        self._last: Incoming | None = None

    def write(self, batch: _Batch) -> None:
        """Store a batch, in order."""
        parsed = batch.wait()
        seen = self._seen(parsed.values()) if self._store else set()
        items: list[Ready] = []
        weight = 0
        for place, (incoming, document, problem) in enumerate(batch.met):
            answer = parsed.get(place)
            if document is None:
                self._report.fail(problem)
            elif answer is None:
                self._report.add(Outcome(document.name, Result.UNCHANGED))
            elif isinstance(answer, Died):
                self._report.fail(f"{document.name}: {answer.why}")
            else:
                for ready in answer.stories:
                    if self._on_item:
                        self._on_item(ready)
                    is_first, self._last = incoming is not self._last, incoming
                    if self._store is not None and ready.sha256 not in seen:
                        try:
                            ready = self._with_photos(ready, incoming, is_first=is_first)
                        except Unreadable as error:
                            self._report.fail(f"{document.name}: {error}")
                            continue
                    items.append(ready)
                    weight += sum(len(photo.data) for photo in ready.photos)
                    if len(items) >= BATCH or weight > PHOTO_BYTES:
                        self._flush(items)
                        items, weight = [], 0
                if answer.problem:
                    self._report.fail(answer.problem)
        self._flush(items)

    def _flush(self, items: list[Ready]) -> None:
        for outcome in self._store.add(items) if self._store else _foretell(items):
            self._report.add(outcome)

    def _seen(self, parsed: Iterable[Parsed | Died]) -> set[str]:
        """Which of the stories that ask for pictures are known, so that theirs need not be read again."""
        return known_hashes(
            ready.sha256
            for each in parsed
            if isinstance(each, Parsed)
            for ready in each.stories
            if any(caption.photo for caption in ready.story.captions)
        )

    def _with_photos(self, ready: Ready, incoming: Incoming, *, is_first: bool) -> Ready:
        """The story with the pictures that came along: those its captions name, and for the first story of a file
        those that lie beside it."""
        pictures, photos, notes = incoming.pictures, [], []
        if pictures is None:
            return ready
        named: dict[str, str] = {}
        for caption in ready.story.captions:
            if caption.photo and caption.photo not in named:
                path = pictures.find(caption.photo, near=incoming.path)
                if path is None:
                    continue
                try:
                    photos.append(PhotoFile(PurePosixPath(path).name, pictures.read(path), reference=caption.photo))
                except Unreadable as error:
                    notes.append(f"The picture {path} is left out: {error}.")
                    continue
                named[caption.photo] = path
                if pictures.take(path) and path not in incoming.beside:
                    self._found.took(path)
        if is_first:
            photos += _beside(incoming, without=set(named.values()))
        if not photos and not notes:
            return ready
        story = replace(ready.story, notes=(*ready.story.notes, *notes)) if notes else ready.story
        return replace(ready, photos=tuple(photos), story=story)


def _in_batches(met: Iterable[Met]) -> Iterator[list[Met]]:
    batch: list[Met] = []
    size = 0
    for each in met:
        batch.append(each)
        size += len(each.document.data) if each.document else 0
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _known(met: Iterable[Met]) -> set[str]:
    """Which documents have been imported already. Without a database none has, which is enough for a dry run."""
    hashes = [each.document.sha256 for each in met if each.document]
    try:
        return again(lambda: known_hashes(hashes))
    except DatabaseError:
        return set()


def _beside(incoming: Incoming, *, without: set[str]) -> Iterator[PhotoFile]:
    about = {}
    if incoming.beside and incoming.photo_notes is not None:
        try:
            about = tomllib.loads(incoming.photo_notes().decode())
        except (Unreadable, ValueError) as error:
            raise Unreadable(f"its photos.toml cannot be read ({error})") from error
    for path in incoming.beside:
        if path in without or incoming.pictures is None:
            continue
        name = PurePosixPath(path).name
        told = about.get(name, {})
        yield PhotoFile(
            name,
            incoming.pictures.read(path),
            alt_text=str(told.get("alt_text", "")),
            credit=str(told.get("credit", "")),
            focal_point=_focal_point(told.get("focal_point")),
        )


def _focal_point(told: object) -> tuple[float, float]:
    match told:
        case [int() | float() as x, int() | float() as y] if 0 <= x <= 1 and 0 <= y <= 1:
            return float(x), float(y)
    return 0.5, 0.5


def _foretell(items: list[Ready]) -> list[Outcome]:
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
