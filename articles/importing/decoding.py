"""Bytes to text: which encoding a file is in, and a plain refusal for what is no text."""

from __future__ import annotations

import codecs
import re

from articles.importing.document import ParseError

MAX_BYTES = 32 * 1024 * 1024
"""No saved news page is larger; what is, would only eat the machine."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOISE_BYTES = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})  # control bytes that no text has
_NOISE_SHARE = 0.002
_UTF8_PAIRS = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_WESTERN_LETTERS = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
_PLAIN_LETTERS = re.compile("[A-Za-z]")


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    r"""The text of a file with ``\n`` line ends, and the name of its encoding (one Python knows)."""
    if not data.strip():
        raise ParseError(name, "the file is empty; save the page again and import it anew")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise ParseError(name, f"the file is larger than {limit} MB, which no news page is; split it into its stories")
    text, encoding = _decode(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ParseError(name, "the file holds nothing but blanks; save the page again and import it anew")
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                problem = f"the file starts as {encoding} but byte {error.start} does not fit; save it again as UTF-8"
                raise ParseError(name, problem) from error
            _refuse_binary(text.encode(), name)
            return text, encoding
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            return data.decode("utf-8", errors="replace"), "utf-8"
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError as error:
        problem = "this is neither UTF-8 nor windows-1252 text; save it again as UTF-8"
        raise ParseError(name, problem, line=line) from error
    # A Russian, Chinese or Arabic page in its old encoding decodes to a hail of accented letters.
    accented = len(_WESTERN_LETTERS.findall(text))
    if accented > 20 and accented > len(_PLAIN_LETTERS.findall(text)):
        problem = "the encoding is not one we can tell (neither UTF-8 nor windows-1252); save it again as UTF-8"
        raise ParseError(name, problem, line=line)
    return text, "windows-1252"


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether nearly all bytes above 127 form UTF-8 sequences: a cut or a slip, not another encoding."""
    above = len(data) - len(data.translate(None, bytes(range(128, 256))))
    good = len("".join(_UTF8_PAIRS.sub(b"", data).decode("latin-1")))
    pairs = (len(data) - good) // 2
    return pairs >= 20 and pairs * 2 >= above * 0.6 and data.decode("utf-8", "replace").count("\ufffd") <= pairs // 20


def _refuse_binary(data: bytes, name: str) -> None:
    if b"\0" in data:
        at = data.index(b"\0")
        problem = f"this is not text but binary data (a NUL at byte {at}); give the page's text or HTML instead"
        raise ParseError(name, problem)
    noise = len(data) - len(data.translate(None, _NOISE_BYTES))
    if noise > 8 and noise > len(data) * _NOISE_SHARE:
        problem = f"this is not text but binary data ({noise} control bytes); give the page's text or HTML instead"
        raise ParseError(name, problem)
