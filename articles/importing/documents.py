"""What a walk finds, as documents to parse: files, pieces of containers, stories of files larger than memory."""

from __future__ import annotations

import gzip
import inspect
import io
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from articles.importing.detect import GZIP, HEAD, detect, sniffed
from articles.importing.document import ParsedStory, ParseError
from articles.importing.formats import FORMATS, Format
from articles.importing.item import Item, Ready, hash_of, prepare
from articles.importing.reading import (
    MAX_BYTES,
    MAX_RATIO,
    MAX_UNPACKED,
    UNPACKS_TOO_FAR,
    Found,
    Incoming,
    Unreadable,
    reading,
    too_large,
    within,
)


@dataclass(frozen=True, slots=True)
class Document:
    """Something to parse, or a story parsed already, with all that another process needs for it.

    ``sha256`` is of ``data``. ``address`` is where it was saved from, if its container says so. ``whole`` asks for
    stories with all that the parser said of them. ``schemas`` is the folder of the official schemas that it is held
    against, if there is one.
    """

    name: str
    format: str
    data: bytes
    sha256: str
    address: str = ""
    story: ParsedStory | None = None
    whole: bool = False
    schemas: str = ""


class Met(NamedTuple):
    """A document, or else the problem there was with it; and what of the walk it came in."""

    incoming: Incoming
    document: Document | None
    problem: str = ""


class Parsed(NamedTuple):
    """What a document gave: its stories, and the problem that ended it, if one did."""

    stories: list[Ready]
    problem: str = ""


def documents(
    found: Found, paths: list[str], *, format: str | None = None, whole: bool = False, schemas: str = ""
) -> Iterator[Met]:
    """Everything to import under ``paths``, read but not parsed, in order.

    ``format`` is a key of ``FORMATS``; without it each file's is detected. Of a file that is larger than memory, in a
    format that can be read as it goes, no more than one story or piece is held.
    """
    for incoming in found.walk(paths):
        began = found.position
        try:
            with incoming.open() as file:
                for document in _documents(incoming, file, format, whole):
                    if isinstance(document, Document):
                        yield Met(incoming, replace(document, schemas=schemas) if schemas else document)
                    else:
                        yield Met(incoming, None, document)
                    if not incoming.is_passing:
                        found.position = began + file.tell()
        except Unreadable as error:
            yield Met(incoming, None, f"{incoming.name}: {error}")
        except ParseError as error:
            yield Met(incoming, None, str(error))
        except OSError as error:
            yield Met(incoming, None, f"{incoming.name}: it cannot be read ({error.strerror or error})")
        except Exception as error:
            yield Met(incoming, None, _stumbled(incoming.name, error))
        found.position = began


def parse(document: Document, *, vectors: bool = False) -> Parsed:
    """The stories of a document, ready to be written. Raises nothing: what is wrong is said in the result.

    ``vectors`` asks for what search holds of them in the form that PostgreSQL reads.
    """
    stories: list[Ready] = []
    try:
        notes = _breaches(document)
        for story in _stories(document):
            if notes:
                story, notes = replace(story, notes=(*story.notes, *notes)), ()
            own = story.data is not None
            data = story.data if story.data is not None else document.data
            item = Item(document.name, document.format, data, story)
            sha256 = "" if own else document.sha256
            stories.append(prepare(item, sha256=sha256, whole=document.whole, vectors=vectors))
    except ParseError as error:
        return Parsed(stories, str(error))
    except Exception as error:
        return Parsed(stories, _stumbled(document.name, error))
    return Parsed(stories)


def _documents(incoming: Incoming, file: BinaryIO, format: str | None, whole: bool) -> Iterator[Document | str]:
    """The documents of a file; a string is the problem with one of them, behind which there are more."""
    with reading():
        head = file.read(HEAD)
        passing = incoming.is_passing
        if head.startswith(GZIP) and "warc" not in {format, sniffed(head)}:  # a page as servers keep it: page.html.gz
            file = cast(BinaryIO, _Unpacked(_Rest(head, file)))
            head, passing = file.read(HEAD), True
    known = format or detect(head, name=incoming.name)
    how = FORMATS[known]
    if how.parse_file or how.split:
        yield from _stream(incoming.name, head, file, known, how, whole, passing=passing)
    else:
        with reading():
            data = within(file, MAX_BYTES, head=head)
        yield Document(incoming.name, known, data, hash_of(data), whole=whole)


class _Rest:
    """A file whose beginning has been read already, from the beginning."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self.given = 0
        self._head = io.BytesIO(head)
        self._file = file

    def read(self, size: int = -1) -> bytes:
        data = self._head.read(size) or self._file.read(size)
        self.given += len(data)
        return data


class _Unpacked:
    """What a file packed by gzip holds; ``Unreadable`` where it grows to what no text does."""

    def __init__(self, packed: _Rest) -> None:
        self._packed = packed
        self._gzip = gzip.GzipFile(fileobj=cast(BinaryIO, packed))
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        data = self._gzip.read(size)
        self._given += len(data)
        if self._given > MAX_UNPACKED and self._given > MAX_RATIO * self._packed.given:
            raise Unreadable(UNPACKS_TOO_FAR)
        return data


def _stream(
    name: str, head: bytes, file: BinaryIO, known: str, how: Format, whole: bool, *, passing: bool
) -> Iterator[Document | str]:
    """The stories or pieces of a file of any size. What cannot be sought in is copied to a nameless file first."""
    if passing:
        with tempfile.TemporaryFile() as spooled:
            with reading():
                spooled.write(head)
                shutil.copyfileobj(file, spooled)
            spooled.seek(0)
            yield from _read_as_it_goes(name, cast(BinaryIO, spooled), known, how, whole)
    else:
        file.seek(0)
        yield from _read_as_it_goes(name, file, known, how, whole)


def _read_as_it_goes(name: str, file: BinaryIO, known: str, how: Format, whole: bool) -> Iterator[Document | str]:
    if how.split is not None:
        for piece in how.split(file, name):
            if len(piece.data) > MAX_BYTES:
                yield f"{piece.name}: {too_large(MAX_BYTES)}"
            else:
                sha256 = hash_of(piece.data)
                yield Document(piece.name, piece.format, piece.data, sha256, address=piece.address, whole=whole)
    elif how.parse_file is not None:
        for story in how.parse_file(file, name=name):
            data = story.data if story.data is not None else story.text.encode("utf-8", "replace")
            yield Document(name, known, data, hash_of(data), story=replace(story, data=None), whole=whole)


def _stories(document: Document) -> Iterator[ParsedStory]:
    if document.story is not None:
        yield document.story
        return
    parser = FORMATS[document.format].parse
    options = {"address": document.address} if document.address and _takes_address(document.format) else {}
    for story in parser(document.data, name=document.name, **options):
        yield story if story.address or not document.address else replace(story, address=document.address)


@cache
def _takes_address(format: str) -> bool:
    return "address" in inspect.signature(FORMATS[format].parse).parameters


def _breaches(document: Document) -> tuple[str, ...]:
    """Where a document breaks the rules of its format, as far as there are schemas to tell."""
    if not document.schemas or document.story is not None:
        return ()
    from articles.importing.schemas import problems  # noqa: PLC0415 (jsonschema is large, and seldom asked for)

    return tuple(problems(document.data, document.format, folder=Path(document.schemas)))


def _stumbled(name: str, error: Exception) -> str:
    return f"{name}: the parser stumbled over it, which is a mistake in it ({type(error).__name__}: {error})"
