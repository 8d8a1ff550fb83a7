"""Whether a picture may be decoded at all, found out before it is."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import NamedTuple

from PIL import Image

MAX_PIXELS = 50_000_000
"""More than any camera of a newsroom takes; decoded, that many are 200 MB."""
MAX_BYTES = 60 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")

# What else files begin with that are given for pictures, in words for the refusal.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "a GIF"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"BM", "a BMP"),
    (b"%PDF-", "a PDF"),
    (b"8BPS", "a Photoshop document"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
)
_MARKUP = (b"<svg", b"<!doctype svg", b"<html", b"<!doctype html", b"<?xml", b"<script")
# What a browser or a server might run if it took the file for something else.
_LIVE = (b"<script", b"<html", b"<!doctype html", b"<body", b"<svg", b"<?php", b"%pdf-", b"pk\x03\x04")
_LOOK = 64 * 1024  # how much behind the end of a picture is looked at
# All that Pillow and what it uses raise on files that somebody damaged.
BROKEN = (
    *(OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, AttributeError),
    *(MemoryError, struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning),
)


class PictureRefused(ValueError):
    """A file that is not taken as a picture; the message says what it is and why."""


class Picture(NamedTuple):
    """What a picture is, as its file has it: before the camera's rotation is applied."""

    format: str
    width: int
    height: int


def check(data: bytes) -> Picture:
    """The format and size of a picture that may safely be decoded.

    Raises ``PictureRefused`` for what is no JPEG, PNG or WebP whatever its name says, for more than ``MAX_PIXELS``
    (a picture of a few kilobytes can unfold to gigabytes), for animations, for files that are cut off or damaged,
    and for files that are something else as well (https://owasp.org/www-community/vulnerabilities/Unrestricted_File_Upload).
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise PictureRefused("the file is empty")
    if len(data) > MAX_BYTES:
        raise PictureRefused(f"the file is larger than {MAX_BYTES // 1024**2} MB")
    _refuse_others(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)  # what Pillow says of damaged metadata
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise PictureRefused(f"it unfolds to far more than {_millions(MAX_PIXELS)} pixels") from error
        except BROKEN as error:
            raise PictureRefused("it is no JPEG, PNG or WebP picture, or one that is damaged") from error
        with image:
            picture = Picture("JPEG" if image.format == "MPO" else str(image.format), image.width, image.height)
            if picture.width * picture.height > MAX_PIXELS:
                problem = (
                    f"it is {picture.width} × {picture.height} pixels; more than {_millions(MAX_PIXELS)} are refused"
                )
                raise PictureRefused(problem)
            if picture.format != "JPEG" and getattr(image, "n_frames", 1) > 1:
                raise PictureRefused("it is an animation; give one picture of it")
            _refuse_damage(image, picture)
    _refuse_polyglot(data, picture.format)
    return picture


def _millions(pixels: int) -> str:
    return f"{pixels // 1_000_000} million"


def _refuse_others(data: bytes) -> None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, what in _OTHERS:
        if data.startswith(signature):
            raise PictureRefused(f"it is {what}, whatever its name says; give a JPEG, PNG or WebP")
    if start.startswith(b"<") and any(mark in data[:_LOOK].lower() for mark in _MARKUP):
        what = "an SVG drawing, which may hold scripts" if b"<svg" in data[:_LOOK].lower() else "a web page or XML"
        raise PictureRefused(f"it is {what}, whatever its name says; give a JPEG, PNG or WebP")


def _refuse_damage(image: Image.Image, picture: Picture) -> None:
    """Decode the picture once, a JPEG at an eighth of its size, which reads all of the file in little memory."""
    try:
        if picture.format == "JPEG":
            image.draft(image.mode, (max(1, picture.width // 8), max(1, picture.height // 8)))
        image.load()
    except BROKEN as error:
        raise PictureRefused(f"it is cut off or damaged ({error})") from error


def _refuse_polyglot(data: bytes, format: str) -> None:
    """Refuse a picture behind whose end stands something that runs; cameras add data there, but none of that kind."""
    end = _END[format](data)
    if end > len(data):
        raise PictureRefused("it is cut off: the file ends before the picture does")
    behind = data[end : end + _LOOK].lower()
    if any(mark in behind for mark in _LIVE):
        raise PictureRefused("behind the end of the picture stands a program or a web page; save it anew as a picture")


def _end_of_jpeg(data: bytes) -> int:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xD9:
            return at + 2
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # what follows is the picture itself, up to the first end mark
            end = data.find(b"\xff\xd9", at)
            return end + 2 if end >= 0 else len(data)
    return len(data)


def _end_of_png(data: bytes) -> int:
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IEND":
            return end
        at = end
    return at + 12


def _end_of_webp(data: bytes) -> int:
    return 8 + int.from_bytes(data[4:8], "little")


_END = {"JPEG": _end_of_jpeg, "PNG": _end_of_png, "WEBP": _end_of_webp}
