"""An export from end to end: which stories, what stands beside them, and where they go. Batches; memory stays flat."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.utils import timezone

from articles.exporting import Format
from articles.exporting.bundle import Bundle, bundle, one_file
from articles.exporting.paper import Beside, Paper, suffix_of
from articles.models import Photo, Redirect, Section, Topic, Version
from articles.models.version import VersionQuerySet

BATCH = 200
PHOTOS = "photos"
LONGEST_NAME = 200  # of a file, in bytes; file systems end at 255
_ODD = re.compile(r"[^\w-]+")

Story = tuple[Version, Beside]
OnProgress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which stories: those that readers see ``at`` an instant, or with ``history`` all they have seen until then.

    ``since`` and ``until`` are days on which stories are dated, both included; ``limit`` takes the newest ones.
    """

    at: datetime
    history: bool = False
    since: date | None = None
    until: date | None = None
    section: Section | None = None
    limit: int | None = None

    def versions(self) -> VersionQuerySet:
        """The versions chosen, in no order, whatever the limit."""
        # What readers have not seen yet is in no export: drafts have no span, and what is scheduled begins later.
        found = Version.objects.filter(live_from__lte=self.at) if self.history else Version.objects.live(self.at)
        if self.since is not None:
            found = found.filter(sorts_at__gte=_start(self.since))
        if self.until is not None:
            found = found.filter(sorts_at__lt=_start(self.until + timedelta(days=1)))
        return found.in_section(self.section) if self.section is not None else found

    def count(self) -> int:
        """How many versions are chosen."""
        found = self.versions().count()
        return min(found, self.limit) if self.limit is not None else found


def export_bundle(
    format: Format,
    choice: Choice,
    paper: Paper,
    path: Path,
    *,
    force: bool = False,
    on_progress: OnProgress | None = None,
) -> int:
    """Write stories and their photos into a new folder, .zip or .tar.gz at ``path``; how many stories.

    Raises ``Refused`` where ``path`` cannot be written.
    """
    with bundle(path, force=force) as into:
        written = _Counted(_with_photos(_stories(choice), into), on_progress)
        if format.document is not None:
            with tempfile.TemporaryFile() as file:
                file.writelines(format.document(written, paper))
                into.add(f"stories{format.suffix}", file, at=choice.at)
            return written.count
        assert format.version is not None
        for version, beside in written:
            name = name_of(version, format.suffix, history=choice.history)
            into.add(name, io.BytesIO(format.version(version, paper, beside)), at=_dated(version))
        return written.count


def export_file(
    format: Format,
    choice: Choice,
    paper: Paper,
    path: Path,
    *,
    force: bool = False,
    on_progress: OnProgress | None = None,
) -> int:
    """Write stories as one document at ``path``, photos told by their addresses on the site; how many stories."""
    with one_file(path, force=force) as file:
        return export_stream(format, choice, paper, file.write, on_progress=on_progress)


def export_stream(
    format: Format,
    choice: Choice,
    paper: Paper,
    write: Callable[[bytes], object],
    *,
    on_progress: OnProgress | None = None,
) -> int:
    """Write stories as one document, piece by piece; how many stories."""
    assert format.document is not None
    written = _Counted(_stories(choice), on_progress)
    for piece in format.document(written, paper):
        write(piece)
    return written.count


def name_of(version: Version, suffix: str, *, history: bool = False) -> str:
    """The path of a story's file: its address, each part of it safe as the name of a file.

    With ``history`` it ends with the version's number, in the order of names: ``ferry-sails.v003.json``.
    """
    *folders, name = (_safe(part) for part in version.path.split("/"))
    number = f".v{version.number:03}" if history else ""
    return "/".join([*folders, f"{name}{number}{suffix}"])


def _safe(part: str) -> str:
    safe = _ODD.sub("-", part).strip("-") or "story"
    if safe != part or len(safe.encode()) > LONGEST_NAME:
        # Two parts that become the same here stay two.
        short = safe.encode()[: LONGEST_NAME - 10].decode(errors="ignore")
        safe = f"{short}-{hashlib.sha256(part.encode()).hexdigest()[:8]}"
    return safe


class _Counted:
    """Stories on their way, counted; ``on_progress`` hears of each batch."""

    def __init__(self, stories: Iterator[Story], on_progress: OnProgress | None) -> None:
        self.count = 0
        self._stories = stories
        self._on_progress = on_progress

    def __iter__(self) -> Iterator[Story]:
        for story in self._stories:
            yield story
            self.count += 1
            if self._on_progress and self.count % BATCH == 0:
                self._on_progress(self.count)
        if self._on_progress:
            self._on_progress(self.count)


def _stories(choice: Choice) -> Iterator[Story]:
    """The chosen versions, newest first, by key, each with what stands beside it."""
    sections = _sections()
    chosen = choice.versions().newest_first().prefetch_related("photos")
    left, key = choice.limit, ""
    while left is None or left > 0:
        size = BATCH if left is None else min(BATCH, left)
        page = chosen.page(before=key, size=size)
        for version in page.versions:
            if version.section_id is not None:
                version.section = sections[version.section_id]
        yield from zip(page.versions, _beside(list(page.versions), choice), strict=True)
        if not page.older:
            return
        key = page.older
        left = None if left is None else left - size


def _sections() -> dict[int, Section]:
    """All sections, each with the one above it at hand."""
    found = {section.pk: section for section in Section.objects.all()}
    for section in found.values():
        if section.parent_id is not None:
            section.parent = found[section.parent_id]
    return found


def _beside(versions: list[Version], choice: Choice) -> Iterator[Beside]:
    """What stands beside each of a batch."""
    topics = {subject["topic"] for version in versions for subject in version.subjects}
    codes = dict(Topic.objects.filter(pk__in=topics).exclude(code="").values_list("pk", "code"))
    old_paths: dict[str, list[str]] = defaultdict(list)
    addresses = [version.get_absolute_url() for version in versions]
    for old, new in (
        Redirect.objects.filter(new_path__in=addresses).order_by("old_path").values_list("old_path", "new_path")
    ):
        old_paths[new].append(old)
    last = _last_seen(versions, choice.at) if choice.history else set()
    for version in versions:
        ended = version.live_until is not None and version.live_until <= choice.at
        yield Beside(
            codes=codes,
            old_paths=tuple(old_paths[version.get_absolute_url()]),
            withdrawn=ended and version.pk in last,
            superseded=ended and version.pk not in last,
        )


def _last_seen(versions: list[Version], at: datetime) -> set[int]:
    """Of these versions' stories, the version that readers saw last."""
    spans = Version.objects.filter(article__in={version.article_id for version in versions}, live_from__lte=at)
    return set(dict(spans.order_by("live_from").values_list("article_id", "pk")).values())


def _with_photos(stories: Iterator[Story], into: Bundle) -> Iterator[Story]:
    """The stories, after each one's photos have gone into the bundle, once each."""
    for version, beside in stories:
        files = {}
        for photo in version.photos.all():
            name = f"{PHOTOS}/{photo.key}.{suffix_of(photo.file.name or '')}"
            if name in into or _add_photo(photo, name, version, into):
                files[photo.key] = name
        yield version, replace(beside, files=files)


def _add_photo(photo: Photo, name: str, version: Version, into: Bundle) -> bool:
    """Copy a photo's file; whether it was there."""
    try:
        with default_storage.open(photo.file.name or "") as file:
            into.add(name, cast(BinaryIO, file), at=_dated(version))
    except FileNotFoundError:
        return False
    return True


def _dated(version: Version) -> datetime:
    dated = version.changed_at or version.sorts_at
    assert dated is not None
    return timezone.localtime(dated)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
