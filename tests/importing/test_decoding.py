"""Bytes to text: what encoding a page is in, and what is refused."""

from __future__ import annotations

import pytest

from articles.importing.decoding import MAX_BYTES, decode
from articles.importing.document import ParseError

TEXT = "Café 12 € – “rain”\n\nNaïve façade."


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        pytest.param("utf-8", "utf-8", id="UTF-8"),
        pytest.param("utf-8-sig", "utf-8-sig", id="UTF-8 with BOM"),
        pytest.param("utf-16", "utf-16", id="UTF-16 with BOM"),
        pytest.param("windows-1252", "windows-1252", id="windows-1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_is_detected_and_line_ends_are_plain(encoding, name, line_end):
    data = TEXT.replace("\n", line_end).encode(encoding)
    assert decode(data, name="page.txt") == (TEXT, name)


def test_big_endian_utf16_is_read():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), name="page.txt") == (TEXT, "utf-16")


def test_utf8_with_one_cut_sequence_stays_utf8():
    text, name = decode(("Ж" * 40).encode() + b"\xd0", name="page.txt")
    assert name == "utf-8"
    assert text == "Ж" * 40 + "\ufffd"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\n \n", "empty", id="only blanks"),
        pytest.param("\u3000\n".encode(), "nothing but blanks", id="only wide blanks"),
        pytest.param(b"GIF89a\x00\x01", "binary", id="NUL bytes"),
        pytest.param(bytes(range(1, 9)) * 50, "binary", id="control noise"),
        pytest.param(b"\xff\xfea", "does not fit", id="half a UTF-16 sign"),
        pytest.param(b"plain \x81\x8d text", "neither", id="no encoding fits"),
        pytest.param(
            "Привет, как дела сегодня, друзья".encode("windows-1251"), "not one we can tell", id="Cyrillic code page"
        ),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data, says):
    with pytest.raises(ParseError, match=says) as refused:
        decode(data, name="page.txt")
    assert str(refused.value).startswith("page.txt")


def test_huge_file_is_refused_before_it_is_read():
    with pytest.raises(ParseError, match="larger than"):
        decode(b"a" * (MAX_BYTES + 1), name="page.txt")
