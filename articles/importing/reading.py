"""Where stories come from: files, folders, archives, standard input. Names and open files, nothing parsed.

Nothing is ever unpacked under its own name, so a name in an archive can lead nowhere, and no link is followed out of
what was given. What is held in memory does not grow with the number of stories:

- A folder is listed, one level at a time.
- A zip has its list of members at its end, which is read as a whole (about 0.5 KB a member).
- A tar has no list, so it is passed through twice. The first pass looks at names and sets the pictures aside: where
  they lie in a plain tar, their bytes in a nameless temporary file where the tar is compressed. The second reads the
  stories as they come. So a story has its pictures wherever they lie in the archive.
"""

from __future__ import annotations

import errno
import gzip
import io
import os
import shutil
import stat
import struct
import sys
import tarfile
import tempfile
import weakref
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, cast

from articles.importing.formats import FORMATS
from articles.importing.pictures import MAX_PICTURE_BYTES, Pictures, beside, is_picture, stories_of

MAX_BYTES = 20 * 1024 * 1024  # a very long page is 2 MB
MAX_RATIO = 200  # text shrinks to a tenth of its size, markup to a fiftieth; what shrinks further is a bomb
MAX_UNPACKED = 1024 * 1024  # to which anything may unpack
UNPACKS_TOO_FAR = f"it would unpack to more than {MAX_RATIO} times its size, which no story does"
MAX_HEADER_BYTES = 1024 * 1024  # of a tar's member: its name and a few dates
READ_AHEAD = 128 * 1024  # by which gzip may be ahead of what it has unpacked
MAX_SET_ASIDE = 4 * 1024**3  # of pictures in one compressed tar
MOST_KINDS = 20  # of files left alone that are told one by one
PHOTO_NOTES = "photos.toml"
ARCHIVE_SUFFIXES = (".zip", ".tar.gz", ".tgz", ".tar")
# All that zipfile, tarfile, gzip and zlib raise on archives that somebody damaged, or made to do damage.
DAMAGED = (
    *(OSError, EOFError, RuntimeError, ValueError, IndexError, KeyError, OverflowError, struct.error),
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error),
)


class Unreadable(Exception):
    """A source that cannot be read; the message says why, without its name."""


@dataclass(frozen=True)
class Incoming:
    """Something to import: its name, how to open it, and the pictures that came along.

    ``beside`` are the paths of the pictures that lie beside it, in caption order; ``pictures`` are all of its folder
    tree or archive, and ``path`` is where it lies among them. ``photo_notes`` is the ``photos.toml`` of its folder (alt
    text, credit and focal point for each picture's file name). What opens and reads raises ``Unreadable``. A file
    that ``is_passing`` must be read before the walk goes on to the next one.
    """

    name: str
    open: Callable[[], BinaryIO]
    path: str = ""
    beside: tuple[str, ...] = ()
    pictures: Pictures | None = None
    photo_notes: Callable[[], bytes] | None = None
    is_passing: bool = False


@dataclass
class Found:
    """What a walk through the given paths has met so far.

    ``left_alone`` counts other files by their ending; ``notes`` are good to know. ``position`` tells how many bytes
    of the given files are done, of the number that :func:`size_of` says.
    """

    left_alone: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    notes: list[str] = field(default_factory=list)
    position: int = 0
    _last: tuple[Path, _Folder, _Listing] | None = None

    def walk(self, paths: Iterable[str]) -> Iterator[Incoming]:
        """Everything to import under ``paths``, in a fixed order; ``-`` is standard input.

        A file that is named is always tried. In folders and archives only story files are.
        """
        for given in paths:
            path = Path(given)
            if given == "-":
                yield Incoming("standard input", _standard_input, is_passing=True)
            elif not given:  # Path("") would be the folder one happens to be in
                yield _unreadable("''", "this path is empty; is a variable in the command not set?")
            elif path.is_dir():
                yield from self._folder(_Folder(path), path)
            elif path.name.lower().endswith(ARCHIVE_SUFFIXES):
                yield from self._archive(path)
            else:
                yield from self._file(given, path)

    def told(self) -> list[str]:
        """The notes, and how much was left alone."""
        left = sorted((kind, count) for kind, count in self.left_alone.items() if count > 0)
        kinds = [f"{count} {kind}" for kind, count in left[:MOST_KINDS]]
        if len(left) > MOST_KINDS:
            kinds.append(f"{sum(count for _, count in left[MOST_KINDS:])} of other kinds")
        return [*self.notes, f"Left alone, being no stories: {', '.join(kinds)}."] if kinds else self.notes

    def took(self, picture: str) -> None:
        """A picture that was left alone has become a story's after all."""
        self.left_alone[_kind(picture)] -= 1

    def _file(self, given: str, path: Path) -> Iterator[Incoming]:
        folder = path.parent
        if self._last is None or self._last[0] != folder:  # a shell may name a hundred thousand files of one folder
            try:
                self._last = folder, _Folder(folder, deep=False), _list(folder)
            except OSError:
                self._last = folder, _Folder(folder, deep=False), _Listing([], {}, has_notes=False)
        _, root, listing = self._last
        beside = tuple(picture for picture in listing.of_story.get(path.stem, ()) if picture != path.name)
        notes = _reader(folder / PHOTO_NOTES, MAX_BYTES) if beside and listing.has_notes else None
        is_pipe = path.exists() and not path.is_file()
        yield Incoming(given, _opener(path), path.name, beside, root.pictures, notes, is_passing=is_pipe)
        self.position += _size(path)

    def _folder(self, root: _Folder, folder: Path) -> Iterator[Incoming]:
        try:
            listing = _list(folder)
        except OSError as error:
            yield _unreadable(str(folder), f"the folder cannot be opened ({error.strerror})")
            return
        used = {name for of_one in listing.of_story.values() for name in of_one}
        inside = folder.relative_to(root.path)
        suffixes = _story_suffixes()
        for name in listing.names:
            path, lower = folder / name, name.lower()
            if name.startswith("."):
                continue
            if path.is_dir():
                if not path.is_symlink():
                    yield from self._folder(root, path)
            elif lower.endswith((*ARCHIVE_SUFFIXES, *suffixes)) and (refusal := root.refusal(path)):
                yield _unreadable(str(path), refusal)
            elif lower.endswith(ARCHIVE_SUFFIXES):
                yield from self._archive(path)
            elif lower.endswith(suffixes):
                beside = tuple((inside / each).as_posix() for each in listing.of_story.get(path.stem, ()))
                notes = _reader(folder / PHOTO_NOTES, MAX_BYTES) if beside and listing.has_notes else None
                where = (inside / name).as_posix()
                yield Incoming(str(path), _opener(path), where, beside, root.pictures, notes)
                self.position += _size(path)
            elif name not in used:
                self._leave_alone(name)

    def _archive(self, path: Path) -> Iterator[Incoming]:
        began, size = self.position, _size(path)
        try:
            archive = _Zip(path) if path.name.lower().endswith(".zip") else _Tar(path)
            for incoming in self._members(path, archive):
                self.position = began + min(archive.position, size)
                yield incoming
        except DAMAGED as error:
            advice = "fetch it anew, or unpack it and import the folder"
            yield _unreadable(str(path), f"the archive cannot be read ({_why(error)}); {advice}")
        self.position = began + size

    def _members(self, path: Path, archive: _Archive) -> Iterator[Incoming]:
        """The stories of an archive as they lie in it."""
        contents = archive.contents()
        self.notes += [f"{path}: {note}" for note in contents.notes]
        outside, first = 0, ""
        for member in archive.members():
            place = PurePosixPath(member.name)
            if not place.name or place.name.startswith(".") or "__MACOSX" in place.parts:
                continue
            if place.is_absolute() or ".." in place.parts or "\\" in member.name:
                outside, first = outside + 1, first or member.name
            name, is_story = f"{path}/{member.name.removeprefix('./')}", place.name.lower().endswith(_story_suffixes())
            if member.refusal and is_story:
                yield _unreadable(name, member.refusal)
            elif is_story:
                notes = contents.notes_of.get(str(place.parent))
                yield Incoming(
                    name,
                    member.open,
                    member.name,
                    tuple(contents.beside.get((str(place.parent), place.stem), ())),
                    contents.pictures,
                    _bound(archive.read, notes) if notes else None,
                    is_passing=True,
                )
            elif member.name not in contents.used:
                self._leave_alone(place.name)
        if outside:
            self.notes.append(
                f"{path}: {outside} names in it lead out of it ({first}). Nothing is unpacked, so they lead nowhere."
            )

    def _leave_alone(self, name: str) -> None:
        if name != PHOTO_NOTES:
            self.left_alone[_kind(name)] += 1


def size_of(paths: Iterable[str]) -> int | None:
    """How many bytes there are to read under ``paths``, as ``Found.position`` counts them; ``None`` if nobody knows."""
    total, suffixes = 0, (*_story_suffixes(), *ARCHIVE_SUFFIXES)
    for given in paths:
        if given == "-":
            return None
        path = Path(given)
        if not path.is_dir():
            total += _size(path)
            continue
        for folder, _, names in os.walk(path):
            here = Path(folder)
            total += sum(_size(here / name) for name in names if name.lower().endswith(suffixes))
    return total


class _Folder:
    """A folder that was given, with everything under it."""

    def __init__(self, path: Path, *, deep: bool = True) -> None:
        self.path = path
        self._deep = deep
        self.pictures = Pictures(self._picture_paths, self._read)

    def refusal(self, path: Path) -> str:
        """Why a file in it is not read, if it is not: a link that leads out, or something that is no file."""
        if path.is_symlink() and not path.resolve().is_relative_to(self.path.resolve()):
            return "it is a link that leads out of the folder, and is not followed"
        if path.exists() and not path.is_file():
            return "it is not a file"
        return ""

    def _picture_paths(self) -> Iterator[str]:
        if not self._deep:
            yield from filter(is_picture, _entries(self.path))
            return
        for folder, _, names in os.walk(self.path):
            for name in filter(is_picture, names):
                yield (Path(folder) / name).relative_to(self.path).as_posix()

    def _read(self, path: str) -> bytes:
        if refusal := self.refusal(self.path / path):
            raise Unreadable(refusal)
        return _reader(self.path / path, MAX_PICTURE_BYTES)()


@dataclass(frozen=True)
class _Listing:
    """The names in a folder, in order, and the pictures beside each of its stories, by the stories' stems."""

    names: list[str]
    of_story: dict[str, list[str]]
    has_notes: bool


def _list(folder: Path) -> _Listing:
    names = sorted(os.listdir(folder))  # noqa: PTH208 (names are smaller than paths)
    pictures = [name for name in names if is_picture(name)]
    wanted = {stem for name in pictures for stem in stories_of(name)}
    suffixes = _story_suffixes()
    stems = {PurePosixPath(name).stem for name in names if name.lower().endswith(suffixes)} if wanted else set()
    return _Listing(names, beside(pictures, wanted & stems), PHOTO_NOTES in names)


class _Member(NamedTuple):
    """A member of an archive, as it comes. With a ``refusal`` it is not to be opened."""

    name: str
    open: Callable[[], BinaryIO]
    refusal: str = ""


@dataclass
class _Contents:
    """What else is in an archive than stories: pictures, those that lie beside a story, and notes on them."""

    pictures: Pictures
    beside: dict[tuple[str, str], list[str]]
    notes_of: dict[str, str]
    notes: list[str] = field(default_factory=list)

    @cached_property
    def used(self) -> set[str]:
        """The pictures that lie beside a story."""
        return {picture for of_story in self.beside.values() for picture in of_story}


class _Archive:
    """Members one after the other, and pictures whenever they are asked for; closed when nobody holds it any more."""

    def contents(self) -> _Contents:
        raise NotImplementedError

    def members(self) -> Iterator[_Member]:
        raise NotImplementedError

    def read(self, name: str) -> bytes:
        """The bytes of a picture, or of notes on pictures."""
        raise NotImplementedError

    @property
    def position(self) -> int:
        """How far in the file the walk through the members is."""
        raise NotImplementedError


class _Zip(_Archive):
    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self._at = 0

    @property
    def position(self) -> int:
        return self._at

    def contents(self) -> _Contents:
        names = [info.filename for info in self._zip.infolist() if not _refusal_of_zip(info)]
        return _sort(names, lambda: filter(is_picture, names), self.read)

    def members(self) -> Iterator[_Member]:
        for info in self._zip.infolist():
            if not info.is_dir():
                self._at = info.header_offset
                yield _Member(info.filename, self._opener(info), _refusal_of_zip(info))

    def read(self, name: str) -> bytes:
        with reading(" from its archive"), self._zip.open(name) as file:
            return within(cast(BinaryIO, file), MAX_PICTURE_BYTES, "picture")

    def _opener(self, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
        def open_member() -> BinaryIO:
            with reading(" from its archive"):
                return cast(BinaryIO, self._zip.open(info))

        return open_member


_LINK = "it is a link or a device, which an import does not follow"


def _refusal_of_zip(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return _LINK
    if info.file_size > MAX_UNPACKED and info.file_size > MAX_RATIO * info.compress_size:
        return f"it would unpack to {info.file_size // max(info.compress_size, 1)} times its size, which no story does"
    return ""


class _Tar(_Archive):
    """A tar, plain or gzip-compressed, passed through twice (see the top of the module)."""

    def __init__(self, path: Path) -> None:
        self._raw: BinaryIO = path.open("rb")
        self._size = _size(path)
        self._is_plain = self._raw.read(2) != b"\x1f\x8b"
        # Where the bytes of pictures lie: in the tar itself, or set aside in a file without a name.
        self._kept: BinaryIO = path.open("rb") if self._is_plain else cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
        self._places: dict[str, tuple[int, int]] = {}
        weakref.finalize(self, self._raw.close)
        weakref.finalize(self, self._kept.close)

    @property
    def position(self) -> int:
        return self._raw.tell()

    def contents(self) -> _Contents:
        stems: set[int] = set()  # hashes, for there may be a million
        too_much, suffixes = 0, _story_suffixes()
        try:
            for tar, info in self._pass():
                name = PurePosixPath(info.name)
                if info.name.lower().endswith(suffixes):
                    stems.add(hash((str(name.parent), name.stem)))
                elif info.isreg() and not info.issparse() and (is_picture(info.name) or name.name == PHOTO_NOTES):
                    if self._is_plain:
                        self._places[info.name] = (info.offset_data, info.size)
                    elif info.size <= MAX_PICTURE_BYTES and self._kept.tell() + info.size <= MAX_SET_ASIDE:
                        self._places[info.name] = (self._kept.tell(), info.size)
                        shutil.copyfileobj(cast(BinaryIO, tar.extractfile(info)), self._kept)
                    else:
                        too_much += 1
        except DAMAGED as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:  # of what is set aside
                raise
            # The second pass reads what comes before the damage, and tells of it.
        found = _sort(self._places, lambda: filter(is_picture, self._places), self.read, stems)
        if too_much:
            found.notes.append(f"{too_much} pictures were left out, being too large; unpack it to import them.")
        return found

    def members(self) -> Iterator[_Member]:
        for tar, info in self._pass():
            if not info.isdir():
                yield _Member(info.name, _opener_of_tar(tar, info), self._refusal(info))

    def read(self, name: str) -> bytes:
        offset, size = self._places[name]
        if size > MAX_PICTURE_BYTES:
            raise Unreadable(too_large(MAX_PICTURE_BYTES, "picture"))
        with reading(" from its archive"):
            self._kept.seek(offset)
            return self._kept.read(size)

    def _refusal(self, info: tarfile.TarInfo) -> str:
        if not info.isreg():
            return _LINK
        if info.issparse():
            return "it is a sparse file, whose holes would unpack to any size"
        # How much a member shrank is not told; but it cannot have shrunk to more than is left of the file.
        left = self._size - self._raw.tell() + READ_AHEAD
        if not self._is_plain and info.size > MAX_RATIO * left:
            return UNPACKS_TOO_FAR
        return ""

    def _pass(self) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
        self._raw.seek(0)
        stream = self._raw if self._is_plain else cast(BinaryIO, gzip.GzipFile(fileobj=self._raw))
        with tarfile.open(fileobj=stream, mode="r:", tarinfo=_TarInfo) as tar:
            while (info := tar.next()) is not None:
                if info.size < 0:  # https://nvd.nist.gov/vuln/detail/CVE-2025-8194: it would be read for ever
                    raise tarfile.ReadError(f"a member of {info.size} bytes, which leads back to what has been read")
                yield tar, info
                tar.members.clear()  # type: ignore[attr-defined]  # else it remembers each of a million


_HEADERS = {
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
}  # fmt: skip


class _TarInfo(tarfile.TarInfo):
    """A member whose own header cannot fill the memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _HEADERS and not 0 <= self.size <= MAX_HEADER_BYTES:
            raise tarfile.ReadError(f"a header of {self.size} bytes, which no file needs")
        return cast(tarfile.TarInfo, super()._proc_member(tar))  # type: ignore[misc]


def _opener_of_tar(tar: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        with reading(" from its archive"):
            return cast(BinaryIO, tar.extractfile(info) or io.BytesIO())

    return open_member


def _sort(
    names: Iterable[str],
    pictures: Callable[[], Iterable[str]],
    read: Callable[[str], bytes],
    stems: set[int] | None = None,
) -> _Contents:
    """What of an archive's names are pictures and notes, and beside which stories the pictures lie."""
    in_folder: dict[str, list[str]] = defaultdict(list)
    notes_of = {}
    if stems is None:
        suffixes = _story_suffixes()
        names = list(names)
        stems = {
            hash((str(place.parent), place.stem))
            for name in names
            if name.lower().endswith(suffixes)
            for place in (PurePosixPath(name),)
        }
    for name in names:
        if is_picture(name):
            in_folder[str(PurePosixPath(name).parent)].append(name)
        elif name.rpartition("/")[2] == PHOTO_NOTES:
            notes_of[str(PurePosixPath(name).parent)] = name
    of_story: dict[tuple[str, str], list[str]] = {}
    for folder, of_folder in in_folder.items():
        wanted = {stem for name in of_folder for stem in stories_of(name) if hash((folder, stem)) in stems}
        of_story |= {(folder, stem): found for stem, found in beside(of_folder, wanted).items()}
    return _Contents(Pictures(pictures, read), of_story, notes_of)


@contextmanager
def reading(where: str = "") -> Iterator[None]:
    """Tell of whatever may go wrong while bytes are read as ``Unreadable``."""
    try:
        yield
    except DAMAGED as error:
        raise Unreadable(f"it cannot be read{where} ({_why(error)})") from error


def _why(error: Exception) -> str:
    """What is wrong, in the words of whoever found it."""
    if isinstance(error, RecursionError):
        return "it is a chain of headers, made to exhaust a program"
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__


def within(file: BinaryIO, limit: int, what: str = "story", *, head: bytes = b"") -> bytes:
    """All of an open file behind its ``head``; ``Unreadable`` if it is more than ``limit`` bytes."""
    data = head + file.read(limit + 1 - len(head))
    if len(data) > limit:
        raise Unreadable(too_large(limit, what))
    return data


def too_large(limit: int, what: str = "story") -> str:
    """Why something of more than ``limit`` bytes is refused."""
    return f"it is larger than {limit // (1024 * 1024)} MB, which no {what} is"


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise Unreadable("there is none; it has been closed")
    return sys.stdin.buffer


def _opener(path: Path) -> Callable[[], BinaryIO]:
    def open_file() -> BinaryIO:
        with reading():
            return path.open("rb")

    return open_file


def _reader(path: Path, limit: int) -> Callable[[], bytes]:
    def read() -> bytes:
        with reading(), path.open("rb") as file:
            return within(file, limit, "picture")

    return read


def _bound(read: Callable[[str], bytes], name: str) -> Callable[[], bytes]:
    return lambda: read(name)


def _unreadable(name: str, why: str) -> Incoming:
    def refuse() -> BinaryIO:
        raise Unreadable(why)

    return Incoming(name, refuse)


def _entries(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _kind(name: str) -> str:
    return PurePosixPath(name).suffix.lower() or name.rpartition("/")[2]


def _story_suffixes() -> tuple[str, ...]:
    return _suffixes_of(tuple(FORMATS))


@cache  # each member of an archive asks
def _suffixes_of(formats: tuple[str, ...]) -> tuple[str, ...]:
    plain = [suffix for name in formats for suffix in FORMATS[name].suffixes]
    return tuple(dict.fromkeys([*plain, *(f"{suffix}.gz" for suffix in plain if not suffix.endswith(".gz"))]))
