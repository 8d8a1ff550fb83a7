"""Where stories come from: files, folders, archives, standard input. Bytes and names, nothing parsed.

Nothing is ever unpacked onto the disk, so a name in an archive can lead nowhere.
"""

from __future__ import annotations

import io
import re
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from articles.importing.formats import FORMATS

MAX_BYTES = 20 * 1024 * 1024  # a very long page is 2 MB
MAX_PHOTO_BYTES = 60 * 1024 * 1024
PHOTO_NOTES = "photos.toml"
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
ARCHIVE_SUFFIXES = (".zip", ".tar.gz", ".tgz", ".tar")
_STORY_SUFFIXES = tuple(suffix for known in FORMATS.values() for suffix in known.suffixes)
_PHOTO_NUMBER = re.compile(r"^(?P<story>.+?)(?:-(?P<number>[2-9]|[1-9][0-9]))?$")


class Unreadable(Exception):
    """A source that cannot be read; the message says why, without its name."""


Read = Callable[[], bytes]


@dataclass(frozen=True)
class Incoming:
    """Something to import: its name, how to read it, and the photos that lie beside it, in caption order.

    ``read_photo_notes`` reads the ``photos.toml`` of its folder (alt text, credit and focal point for each
    photo's file name). Each reader raises ``Unreadable``. Members of an archive must be read before the walk
    goes on to the next one.
    """

    name: str
    read: Read
    photos: tuple[tuple[str, Read], ...] = ()
    read_photo_notes: Read | None = None


@dataclass
class Found:
    """What a walk through the given paths has met so far."""

    left_alone: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def walk(self, paths: Iterable[str]) -> Iterator[Incoming]:
        """Everything to import under ``paths``, in a fixed order; ``-`` is standard input.

        A file that is named is always tried. In folders and archives only story files are; other files
        are counted by their ending in ``left_alone``.
        """
        for given in paths:
            path = Path(given)
            if given == "-":
                yield Incoming("standard input", _read_standard_input)
            elif path.is_dir():
                yield from self._folder(path)
            elif path.name.lower().endswith(ARCHIVE_SUFFIXES):
                yield from self._archive(path)
            else:
                notes = path.parent / PHOTO_NOTES
                yield Incoming(
                    given, _reader(path), tuple(_photos_beside(path)), _reader(notes) if notes.is_file() else None
                )

    def _folder(self, folder: Path) -> Iterator[Incoming]:
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            yield _unreadable(str(folder), f"the folder cannot be opened ({error.strerror})")
            return
        photos = _photos_by_story(path.name for path in entries)
        notes = _reader(folder / PHOTO_NOTES) if folder / PHOTO_NOTES in entries else None
        for path in entries:
            if path.name.startswith("."):
                continue
            if path.is_dir() and not path.is_symlink():
                yield from self._folder(path)
            elif path.name.lower().endswith(ARCHIVE_SUFFIXES):
                yield from self._archive(path)
            elif path.name.lower().endswith(_STORY_SUFFIXES):
                beside = tuple((name, _photo_reader(folder / name)) for name in photos.get(path.stem, ()))
                yield Incoming(str(path), _reader(path), beside, notes)
            else:
                self._leave_alone(path.name, photos)

    def _archive(self, path: Path) -> Iterator[Incoming]:
        try:
            if path.name.lower().endswith(".zip"):
                with zipfile.ZipFile(path) as archive:
                    members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
                    yield from self._members(
                        path, list(members), lambda name, limit: _read_zip_member(archive, members[name], limit)
                    )
            else:
                with tarfile.open(path) as tar:
                    files = {info.name: info for info in tar if info.isfile()}
                    yield from self._members(
                        path, list(files), lambda name, limit: _read_tar_member(tar, files[name], limit)
                    )
        except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError) as error:
            yield _unreadable(str(path), f"the archive cannot be read ({error})")

    def _members(self, path: Path, names: list[str], read: Callable[[str, int], bytes]) -> Iterator[Incoming]:
        known = set(names)
        in_folder: dict[str, list[str]] = defaultdict(list)
        for name in names:
            in_folder[str(PurePosixPath(name).parent)].append(PurePosixPath(name).name)
        photos = {folder: _photos_by_story(files) for folder, files in in_folder.items()}
        for name in names:
            member = PurePosixPath(name)
            of_folder = photos[str(member.parent)]
            notes = str(member.parent / PHOTO_NOTES)
            if member.name.startswith(".") or "__MACOSX" in member.parts:
                continue
            if member.name.lower().endswith(_STORY_SUFFIXES):
                yield Incoming(
                    f"{path}/{name}",
                    _bound(read, name, MAX_BYTES),
                    tuple(
                        (photo, _bound(read, str(member.parent / photo), MAX_PHOTO_BYTES))
                        for photo in of_folder.get(member.stem, ())
                    ),
                    _bound(read, notes, MAX_BYTES) if notes in known else None,
                )
            else:
                self._leave_alone(member.name, of_folder)

    def _leave_alone(self, name: str, photos: dict[str, list[str]]) -> None:
        if name != PHOTO_NOTES and not any(name in of_story for of_story in photos.values()):
            self.left_alone[PurePosixPath(name).suffix.lower() or name] += 1


def _photos_by_story(names: Iterable[str]) -> dict[str, list[str]]:
    """``a.jpg`` and ``a-2.png`` are the photos of story ``a``, in that order, if there is a file for ``a``."""
    names = sorted(names)
    stories = {PurePosixPath(name).stem for name in names if name.lower().endswith(_STORY_SUFFIXES)}
    photos: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in names:
        if not name.lower().endswith(PHOTO_SUFFIXES):
            continue
        stem = PurePosixPath(name).stem
        match = _PHOTO_NUMBER.match(stem)
        if stem in stories:
            photos[stem].append((1, name))
        elif match and match["story"] in stories:
            photos[match["story"]].append((int(match["number"] or 1), name))
    return {story: [name for _, name in sorted(of_story)] for story, of_story in photos.items()}


def _photos_beside(path: Path) -> Iterator[tuple[str, Read]]:
    try:
        names = [path.name, *(each.name for each in path.parent.glob(f"{_escape(path.stem)}*") if each != path)]
    except OSError:
        return
    for name in _photos_by_story(names).get(path.stem, ()):
        yield name, _photo_reader(path.parent / name)


def _escape(stem: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", stem)


def _reader(path: Path, limit: int = MAX_BYTES) -> Read:
    def read() -> bytes:
        try:
            with path.open("rb") as file:
                return _within(file.read(limit + 1), limit)
        except OSError as error:
            raise Unreadable(f"it cannot be read ({error.strerror or error})") from error

    return read


def _photo_reader(path: Path) -> Read:
    return _reader(path, MAX_PHOTO_BYTES)


def _read_standard_input() -> bytes:
    return _within(sys.stdin.buffer.read(MAX_BYTES + 1), MAX_BYTES)


def _read_zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    try:
        with archive.open(info) as file:
            return _within(file.read(limit + 1), limit)
    except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise Unreadable(f"it cannot be read from its archive ({error})") from error


def _read_tar_member(tar: tarfile.TarFile, info: tarfile.TarInfo, limit: int) -> bytes:
    try:
        file = tar.extractfile(info) or io.BytesIO()
        return _within(file.read(limit + 1), limit)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise Unreadable(f"it cannot be read from its archive ({error})") from error


def _bound(read: Callable[[str, int], bytes], name: str, limit: int) -> Read:
    return lambda: read(name, limit)


def _within(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise Unreadable(f"it is larger than {limit // (1024 * 1024)} MB, which no story is")
    return data


def _unreadable(name: str, why: str) -> Incoming:
    def read() -> bytes:
        raise Unreadable(why)

    return Incoming(name, read)
