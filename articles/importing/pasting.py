"""What editors bring to the desk themselves: a page pasted or uploaded, read, put right and made a draft.

The import command is for archives; here somebody looks at each line. Both end in the same store.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Replace

from articles.importing.detect import detect
from articles.importing.document import ParsedStory, ParseError, Role
from articles.importing.formats import FORMATS
from articles.importing.item import Item, Ready, prepare
from articles.importing.pictures import PICTURE_SUFFIXES
from articles.importing.reading import ARCHIVE_SUFFIXES, PHOTO_NOTES
from articles.importing.reassign import reassign
from articles.importing.record import Record
from articles.importing.report import Outcome, Report, Result
from articles.importing.run import import_paths
from articles.importing.store import Draft, Store, Wishes
from articles.models import ImportRun, Section, Source, Version
from articles.models.version import VersionContent

MOST_AT_ONCE = 50 * 1024 * 1024
MOST_IN_VIEW = 2 * 1024 * 1024  # a page to be looked at line by line; the longest live blogs are shorter
PAGE_TEXT = "page_text"
_NO_NAME = re.compile(r"[^-\w.]")  # what stands in no file's name
_LONGEST_NAME = 120


class TooMuch(Exception):
    """More than the desk takes at once; the message says how much, and where to go with it."""


@dataclass(frozen=True)
class Reading:
    """One story as it was pasted or uploaded, and as an editor's changes make it."""

    name: str
    format: str
    data: bytes
    parsed: ParsedStory
    changes: Mapping[int, Role | None] = field(default_factory=dict)

    @property
    def story(self) -> ParsedStory:
        """The story with the changes made to it."""
        return reassign(self.parsed, self.changes, structured=self.is_structured)

    @property
    def is_structured(self) -> bool:
        """Whether its lines are a source's values behind their places, and not those of a page."""
        return self.format != PAGE_TEXT

    @property
    def item(self) -> Item:
        """The story for the store."""
        return Item(self.name, self.format, self.data, self.story)


@lru_cache(maxsize=8)
def read(data: bytes, *, name: str) -> Reading:
    """The one story of some bytes; :class:`ParseError` for what is none, or more than one.

    Remembered for a while: an editor says something of one line after the other, and the page stays the same.
    """
    known = detect(data, name=name)
    stories = list(islice(FORMATS[known].parse(data, name=name), 2))
    if not stories:
        raise ParseError(name, "there is no story in this file")
    if len(stories) > 1:
        raise ParseError(name, "there are several stories in this; upload it as a file to import them all")
    # One story among others would have bytes of its own; here the whole is one.
    return Reading(name, known, data, replace(stories[0], data=None))


def source_of(reading: Reading) -> Source | None:
    """The source of the same bytes, if they have come in before."""
    return Source.objects.filter(sha256=reading.item.sha256).select_related("article").first()


class DeskStore(Store):
    """The store as an editor uses it: the drafts are theirs, in the section they chose."""

    def __init__(
        self, *, by: User, section: Section | None, source_url: str = "", run: ImportRun | None = None
    ) -> None:
        super().__init__(Wishes(source_url=source_url), run=run)
        self.by = by
        self.section = section

    def draft(self, item: Ready) -> Draft:
        """The unsaved article of a story, by the editor; a chosen section goes before what the page prints."""
        if self.section is not None:
            item = replace(item, story=replace(item.story, section=""))
        draft = super().draft(item)
        draft.article.created_by = draft.article.modified_by = self.by
        draft.article.section = self.section or draft.article.section
        return draft


def look_ahead(reading: Reading, *, by: User, section: Section | None) -> tuple[Draft, VersionContent]:
    """The draft that a story would become, and its content. Nothing of it stays."""
    with transaction.atomic():
        draft = DeskStore(by=by, section=section).draft(prepare(reading.item))
        content = draft.content()
        transaction.set_rollback(True)
    return draft, content


@transaction.atomic
def make_draft(reading: Reading, *, by: User, section: Section | None = None, source_url: str = "") -> Outcome:
    """Store a story as a draft of the editor's, with its source as it came and what its lines became.

    The same bytes again change nothing. The import is on record as one of the editor's.
    """
    record = Record([reading.name], wishes={"section": section.name if section else ""}, by=by)
    (outcome,) = DeskStore(by=by, section=section, source_url=source_url, run=record.run).add([reading.item])
    if outcome.result is Result.UNCHANGED:
        record.run.delete()  # nothing came in
        return outcome
    if outcome.result is Result.CREATED:
        Version.objects.filter(article=outcome.article_id, number=1).update(created_by=by)
    report = Report()
    report.add(outcome)
    record.keep(report, ended=True)
    return outcome


def is_for_the_view(files: Iterable[UploadedFile[bytes]]) -> bool:
    """Whether what was uploaded is one story to look at line by line, by its name and size."""
    files = list(files)
    return (
        len(files) == 1
        and (files[0].size or 0) <= MOST_IN_VIEW
        and not (files[0].name or "").lower().endswith((*ARCHIVE_SUFFIXES, *PICTURE_SUFFIXES))
    )


def import_uploads(
    files: Iterable[UploadedFile[bytes]], *, by: User, publish: bool = False, section: str = "", source_url: str = ""
) -> ImportRun:
    """Import uploaded files and archives in one run of the editor's.

    They lie in a folder of their own while it lasts, under names that lead nowhere. Raises :class:`TooMuch`.
    """
    files = list(files)
    size = sum(file.size or 0 for file in files)
    if size > MOST_AT_ONCE:
        raise TooMuch(
            f"That is {size // (1024 * 1024)} MB. The desk takes up to {MOST_AT_ONCE // (1024 * 1024)} MB at once: "
            "upload it in parts, or have the archive imported on the server with import_articles."
        )
    with tempfile.TemporaryDirectory(prefix="newsroom-upload-") as folder:
        names = _keep(files, Path(folder))
        return _run(Path(folder), names, by=by, wishes=Wishes(publish, section, source_url=source_url))


def _keep(files: Iterable[UploadedFile[bytes]], folder: Path) -> list[str]:
    """Write the files into the folder; their names, by which a photo still belongs to its story."""
    names: list[str] = []
    for number, file in enumerate(files, start=1):
        bare = PurePosixPath((file.name or "").replace("\\", "/")).name.strip(" ._")
        name = _NO_NAME.sub("", bare.replace(" ", "_")).lstrip("._-")[-_LONGEST_NAME:]
        if not name or name in names:
            name = f"{number}-{name or 'file'}"
        names.append(name)
        with (folder / name).open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    return names


def _run(folder: Path, names: list[str], *, by: User, wishes: Wishes) -> ImportRun:
    """The one call of the import itself; on record stand the names the files had."""
    # A file that is named is always tried; photos come with the story they lie beside.
    paths = [str(folder / name) for name in names if not name.lower().endswith((*PICTURE_SUFFIXES, PHOTO_NOTES))]
    import_paths(paths, wishes=wishes, by=by)
    run = ImportRun.objects.get(what="\n".join(paths), by=by)
    where = f"{folder}/"
    Source.objects.filter(run=run).update(name=Replace("name", Value(where), Value("")))
    run.what = "\n".join(names)
    run.problems = [problem.replace(where, "") for problem in run.problems]
    run.notes = [note.replace(where, "") for note in run.notes]
    run.save(update_fields=["what", "problems", "notes"])
    return run
