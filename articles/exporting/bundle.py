"""Where an export goes: a folder, a .zip, a .tar.gz or one file. Nothing half-written is ever left under its name."""

from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO, Protocol

EARLIEST = 315_532_800  # 1980, where the dates of a zip begin
MODE = 0o644


class Refused(Exception):
    """An export that cannot be written there; the message says why and what to do."""


class Bundle(Protocol):
    """Many files under their paths, which have slashes and lead nowhere else."""

    def add(self, name: str, data: BinaryIO, *, at: datetime) -> None:
        """Add a file, from its beginning, dated ``at``."""
        ...

    def __contains__(self, name: str) -> bool: ...


@contextmanager
def bundle(path: Path, *, force: bool = False) -> Iterator[Bundle]:
    """A new folder, .zip or .tar.gz, there under its name once all of it is written.

    Raises :class:`Refused` where something is there already. ``force`` replaces a file, never a folder.
    """
    if is_packed(path):
        with one_file(path, force=force) as file:
            packed: _Zip | _Tar = _Zip(file) if path.name.lower().endswith(".zip") else _Tar(file)
            with closing(packed):
                yield packed
        return
    if path.is_file():
        raise Refused(f"{path} is a file; give the name of a folder, or one that ends with .zip or .tar.gz.")
    if path.is_dir() and any(path.iterdir()):
        raise Refused(f"{path} is not empty; give the name of a new folder. None is ever replaced.")
    _check_above(path)
    made = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name}-"))
    try:
        made.chmod(0o755)
        yield _Folder(made)
        if path.is_dir():
            path.rmdir()  # it is empty
        made.rename(path)
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def one_file(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A new file, there under its name once all of it is written; ``force`` replaces one that is there."""
    if path.is_dir():
        raise Refused(f"{path} is a folder; give the name of a file.")
    if path.exists() and not force:
        raise Refused(f"{path} is there already; give another name, or --force to replace it.")
    _check_above(path)
    made = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name}-")) / path.name
    try:
        with made.open("w+b") as file:
            yield file
        made.chmod(MODE)
        made.replace(path)
    finally:
        shutil.rmtree(made.parent, ignore_errors=True)


def is_packed(path: Path) -> bool:
    """Whether a path names an archive of many files."""
    return path.name.lower().endswith((".zip", ".tar.gz", ".tgz"))


def _check_above(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise Refused(f"There is no folder {path.absolute().parent}; make it first.")


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def add(self, name: str, data: BinaryIO, *, at: datetime) -> None:
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data.seek(0)
        with path.open("xb") as file:
            shutil.copyfileobj(data, file)

    def __contains__(self, name: str) -> bool:
        return (self._root / name).exists()


class _Zip:
    """Files dated by their stories, so that the same stories always give the same bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, data: BinaryIO, *, at: datetime) -> None:
        moment = at.timetuple()[:6] if at.year >= 1980 else (1980, 1, 1, 0, 0, 0)
        info = zipfile.ZipInfo(name, moment)
        info.compress_type = zipfile.ZIP_STORED if name.startswith("photos/") else zipfile.ZIP_DEFLATED
        info.external_attr = MODE << 16
        data.seek(0)
        with self._zip.open(info, "w") as file:
            shutil.copyfileobj(data, file)

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def close(self) -> None:
        self._zip.close()


class _Tar:
    def __init__(self, file: BinaryIO) -> None:
        self._gzip = GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._names: set[str] = set()

    def add(self, name: str, data: BinaryIO, *, at: datetime) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = data.seek(0, io.SEEK_END), MODE
        data.seek(0)
        info.mtime = max(int(at.timestamp()), EARLIEST)
        self._tar.addfile(info, data)
        if name.startswith("photos/"):  # only these are asked for again
            self._names.add(name)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def close(self) -> None:
        self._tar.close()
        self._gzip.close()
