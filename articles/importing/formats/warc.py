"""Web archives (WARC, https://iipc.github.io/warc-specifications/): each HTML page in them is a piece of its own.

Read as a stream: however large an archive is, one record of it is in memory. What a record unpacks to is bounded,
and so is what stands where a head should end.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from articles.importing.decoding import MAX_BYTES
from articles.importing.document import ParsedStory, ParseError
from articles.importing.formats import html
from articles.importing.formats.html.charsets import tells_its_charset, transcoded

if TYPE_CHECKING:
    from articles.importing.formats import Piece

_GZIP = b"\x1f\x8b"
_BLOCK = 64 * 1024
_LONGEST_HEAD = 1024 * 1024
_HTML = ("text/html", "application/xhtml+xml")
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}


class _Damaged(Exception):
    """The archive ends or breaks in the middle; the message says how."""


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a web archive, packed or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(_WINDOWS["gzip"]).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def split(file: BinaryIO, name: str) -> Iterator[Piece]:
    """Every HTML page that a server answered with, in order, with the address it was asked for.

    Only responses with status 200 count; requests, metadata, repeats and all else are passed over. A damaged or cut
    archive gives what comes before the damage, then raises ``ParseError``, which says where it is.
    """
    stream = _Unpacked(file)
    found = False
    try:
        for record in _records(stream):
            found = True
            if _is_page(record):
                yield _piece(record, name)
    except (_Damaged, ArchiveLoadFailed, zlib.error, ValueError) as error:
        if not found:
            raise ParseError(
                name, f"this is no web archive that can be read ({error}); give a .warc or .warc.gz file"
            ) from error
        problem = f"the web archive is damaged near byte {stream.offset:,} ({error}); what comes before was read"
        raise ParseError(name, problem) from error
    if not found:
        raise ParseError(name, "there is no record in this web archive; the file is empty or cut off")


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The stories of a web archive that fits into memory; a page that is no story is passed over."""
    for piece in split(io.BytesIO(data), name):
        try:
            yield from html.parse(piece.data, name=piece.name, address=piece.address)
        except ParseError:
            continue


def _records(stream: _Unpacked) -> Iterator[ArcWarcRecord]:
    """The records of an archive, each read to its end before the next one begins."""
    records = WARCIterator(stream)
    while True:
        stream.allow(_LONGEST_HEAD)
        record = next(iter(records), None)
        if record is None:
            return
        stream.allow(None)
        yield record
        while record.raw_stream.read(_BLOCK):
            pass
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise _Damaged("a record ends before its time")


def _is_page(record: Any) -> bool:
    """Whether a record is a server's answer that holds an HTML page."""
    if record.rec_type != "response" or record.http_headers is None:
        return False
    if record.http_headers.get_statuscode() != "200":
        return False
    said = (
        record.http_headers.get_header("Content-Type")
        or record.rec_headers.get_header("WARC-Identified-Payload-Type")
        or ""
    )
    return said.partition(";")[0].strip().casefold() in _HTML


def _piece(record: Any, name: str) -> Piece:
    from articles.importing.formats import Piece  # noqa: PLC0415

    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    data = _content(record)
    charset = _charset(record.http_headers.get_header("Content-Type") or "")
    if charset and not tells_its_charset(data):
        data = transcoded(data, charset)
    return Piece(f"{name}/{address}", "html", data, address)


def _content(record: Any) -> bytes:
    """The page in a record, unpacked; one byte more than any page may have where it is larger."""
    headers = record.http_headers
    source: Any = record.raw_stream
    if "chunked" in (headers.get_header("Transfer-Encoding") or "").casefold():
        source = ChunkedDataReader(source, raise_exceptions=False)
    encodings = [
        one.strip().casefold() for one in (headers.get_header("Content-Encoding") or "").split(",") if one.strip()
    ]
    data = source.read(MAX_BYTES + 1)
    for encoding in reversed(encodings):
        if encoding in _WINDOWS:
            data = _inflated(data, _WINDOWS[encoding])
        elif encoding == "br":
            data = _unbrotlied(data)
    return bytes(data[: MAX_BYTES + 1])


def _inflated(data: bytes, window: int) -> bytes:
    """What gzip or zlib data unpacks to, as far as it can be read; crawlers unpack some and leave the header in."""
    for bits in (window, -zlib.MAX_WBITS) if window == _WINDOWS["deflate"] else (window,):
        try:
            return zlib.decompressobj(bits).decompress(data, MAX_BYTES + 1)
        except zlib.error:
            continue
    return data


def _unbrotlied(data: bytes) -> bytes:
    """The same for Brotli, where its package is installed."""
    try:
        import brotli  # type: ignore[import-not-found]  # noqa: PLC0415
    except ImportError:
        return data
    try:
        decoder, found = brotli.Decompressor(), bytearray()
        for at in range(0, len(data), 1024):  # a small step, because it cannot be told to stop
            found += decoder.process(data[at : at + 1024])
            if len(found) > MAX_BYTES:
                break
    except brotli.error:
        return data
    return bytes(found)


def _charset(content_type: str) -> str:
    for parameter in content_type.split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().casefold() == "charset":
            return value.strip().strip("\"'")
    return ""


class _Unpacked:
    """A stream of the archive's bytes, unpacked member by member; what is read ahead is bounded.

    ``offset`` counts the bytes of the file itself.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.offset = 0
        self._file = file
        self._allowed: int | None = None
        self._pending = b""
        self._unpack = None
        self._read_more()
        if self._pending.startswith(_GZIP):
            self._unpack = zlib.decompressobj(_WINDOWS["gzip"])

    def allow(self, size: int | None) -> None:
        """So much may be read until this is called again; ``None`` for any amount."""
        self._allowed = size

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        size = _BLOCK if size is None or size < 0 else size
        data = self._next(size)
        if self._allowed is not None:
            self._allowed -= len(data)
            if self._allowed < 0:
                raise _Damaged("a record's head has no end")
        return data

    def _next(self, size: int) -> bytes:
        if self._unpack is None:
            if not self._pending:
                self._read_more()
            data, self._pending = self._pending[:size], self._pending[size:]
            return data
        while True:
            if self._unpack.eof:
                self._pending = self._unpack.unused_data.lstrip(b"\x00") or self._pending
                if not self._pending:
                    self._read_more()
                if not self._pending.strip(b"\x00"):
                    return b""
                self._unpack = zlib.decompressobj(_WINDOWS["gzip"])
            if not self._pending and not self._unpack.unconsumed_tail:
                self._read_more()
                if not self._pending:
                    raise _Damaged("the file is cut off")
            fed, self._pending = self._unpack.unconsumed_tail + self._pending, b""
            try:
                data = self._unpack.decompress(fed, size)
            except zlib.error as error:
                raise _Damaged(f"what is packed there cannot be unpacked: {error}") from error
            if data:
                return data

    def _read_more(self) -> None:
        self._pending = self._file.read(_BLOCK)
        self.offset += len(self._pending)
