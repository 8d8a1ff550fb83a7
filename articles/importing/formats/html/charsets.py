"""Which encoding a page is in, looked for as browsers do, and then as far as its bytes tell."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

# Labels that pages give and what browsers take them for (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "unicode": "utf-8", "utf8": "utf-8", "utf-16": "utf-8",
    "x-user-defined": "cp1252", "x-mac-roman": "mac-roman", "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 64 * 1024  # saved pages carry styles and comments before it
_LATIN = re.compile(
    r"cp125[0247]$|cp(?:437|85\d|775|1140|037|500|273)$|iso8859_(?:1|2|3|4|9|10|13|14|15|16)$|latin|mac_(?!cyr|gre)|hp_roman8"
)
_LANGUAGE = re.compile(rb"<html[^>]{0,200}?\slang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)
# What browsers assume (https://encoding.spec.whatwg.org/ and their own tables).
_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "sk", "pl", "hu", "ro", "hr", "sl", "bs", "sq"), "cp1250"),
    **dict.fromkeys(("et", "lv", "lt"), "cp1257"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    "vi": "cp1258",
}
_SAMPLE = 64 * 1024
_FEW = 20  # one letter in so many may be damaged


def decode_page(data: bytes, *, charset: str = "") -> tuple[str, str]:
    """The text of a page and the name of its encoding (one Python knows); no byte raises an error.

    A byte order mark goes first; then UTF-8, if every letter fits it; then ``charset`` (what the server said); then
    what the page says of itself. What says nothing is guessed.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    if (start := data[:400].lstrip()[:2]) in (b"<\0", b"\0<"):
        encoding = "utf-16-le" if start == b"<\0" else "utf-16-be"
        return data.decode(encoding, errors="replace"), encoding
    named = [encoding for label in (charset, *_declared(data)) if (encoding := _codec(label))]
    # What is UTF-8 is UTF-8, whatever it says: browsers and crawlers convert what they save and leave the old name in
    # it. Encodings made of ASCII alone (ISO-2022-JP) are taken at their word.
    text = data.decode("utf-8", errors="replace")
    letters = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if letters and text.count("\ufffd") * _FEW <= letters:
        return text, "utf-8"
    for encoding in named:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    if named or not letters:
        encoding = named[0] if named else "utf-8"
        return data.decode(encoding, errors="replace"), encoding
    # The letters are between the tags: markup is all ASCII and tells nothing.
    sample = re.sub(rb"<[^>]*>|\s+", b" ", data[: 8 * _SAMPLE])[:_SAMPLE]
    best = charset_normalizer.from_bytes(sample, chunk_size=2048).best()
    encoding = best.encoding if best is not None else "cp1252"
    if _LATIN.match(encoding):  # these differ in a few letters only, of which the language tells more than statistics
        language = _LANGUAGE.search(data[:_DECLARED_WITHIN])
        encoding = _BY_LANGUAGE.get(language[1].decode().casefold() if language else "", "cp1252")
    return data.decode(encoding, errors="replace"), encoding


def tells_its_charset(data: bytes) -> bool:
    """Whether bytes tell their encoding without any help: by a byte order mark, or being UTF-8 in every letter."""
    if any(data.startswith(mark) for mark, _ in _BOMS):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def transcoded(data: bytes, charset: str) -> bytes:
    """A page in UTF-8, with a mark that says so, from the encoding that its server named; as it is where none fits."""
    encoding = _codec(charset)
    try:
        return codecs.BOM_UTF8 + data.decode(encoding).encode() if encoding else data
    except UnicodeDecodeError:
        return data


def _declared(data: bytes) -> list[str]:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return [(found[1] or found[2]).decode("ascii")] if found else []


def _codec(label: str) -> str:
    """Python's name of the encoding a label means; ``""`` where it means none."""
    label = label.strip().strip("\"'").casefold()
    try:
        # Codecs that are no encodings of text (rot13, base64) know no bytes-to-text direction.
        name = codecs.lookup(_MEANT.get(label, label)).name if label else ""
        b"".decode(name or "ascii")
    except (LookupError, ValueError):
        return ""
    return name
