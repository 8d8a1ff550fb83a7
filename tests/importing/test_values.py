"""What values of structured sources mean, and the JSON they come in."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.document import ParseError
from articles.importing.json import DEEPEST, read_json, text_of
from articles.importing.values import epoch, host_of, path_of, read_address, read_date, read_language


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20T08:00:00Z", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-11-20T08:00:00.123+01:00", datetime(2026, 11, 20, 7, 0, 0, 123000, tzinfo=UTC)),
        ("20261120T080000Z", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-11-20 08:00:00", datetime(2026, 11, 20, 8)),
        ("Fri, 20 Nov 2026 08:00:00 GMT", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("20141126T152703", datetime(2014, 11, 26, 15, 27, 3)),
        ("20020225T143000-0500", datetime(2002, 2, 25, 19, 30, tzinfo=UTC)),
        ("20080219+0100", date(2008, 2, 19)),
        ("20080219", date(2008, 2, 19)),
        ("2008-02-19Z", date(2008, 2, 19)),
        ("٢٠٠٨-٠٢-١٩", None),
        ("0000-00-00 00:00:00", None),
        ("9999-12-31T23:59:59Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_date_is_read(text, when):
    assert read_date(text) == when
    assert type(read_date(text)) is type(when)


@pytest.mark.parametrize(
    ("when", "seconds"),
    [
        (datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC), 1_000_000_000),
        (datetime(2001, 9, 9, 1, 46, 40), 1_000_000_000),
        (date(1970, 1, 2), 86400),
        (datetime(1850, 1, 1, tzinfo=UTC), 0),
        (None, 0),
    ],
)
def test_epoch_counts_seconds(when, seconds):
    assert epoch(when) == seconds


@pytest.mark.parametrize(
    ("text", "tag"),
    [("en-us", "en-US"), ("PT_br", "pt-BR"), ("zh-hant-TW", "zh-Hant-TW"), (" de ", "de"), ("neutral", ""), ("", "")],
)
def test_language_is_spelled_as_usual(text, tag):
    assert read_language(text) == tag


@pytest.mark.parametrize(
    ("text", "host", "path"),
    [
        ("https://paper.example/2026/ferry/", "paper.example", "/2026/ferry/"),
        ("https://Paper.example:8080/?p=7", "paper.example:8080", "/?p=7"),
        ("https://user:secret@paper.example/a?b=1#c", "paper.example", "/a?b=1"),
        ("https://paper.example//evil.example/", "paper.example", "/evil.example/"),
        ("/just/a/path", "", "/just/a/path"),
        ("https://paper.example/", "paper.example", ""),
        ("javascript:alert(1)", "", ""),
        ("https://[broken", "", ""),
        ("", "", ""),
    ],
)
def test_address_has_a_host_and_a_path(text, host, path):
    assert (host_of(text), path_of(text)) == (host, path)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text())
def test_any_text_as_a_value_means_something_or_nothing(text):
    read_language(text)
    read_address(text)
    host_of(text)
    when = read_date(text)
    assert epoch(when) >= 0
    path = path_of(text)
    assert path == "" or (path.startswith("/") and not path.startswith("//"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b'{"a":\n x}', "line 2"),
        (b"\xff\xfe\xfd", "not JSON"),
        (b"[" * 100_000, "too deeply"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "levels deep"),
        (b"1" * 5000, "not JSON"),
    ],
)
def test_what_is_no_json_is_refused(data, why):
    with pytest.raises(ParseError, match=why):
        read_json(data, name="a.json")


def test_json_text_has_no_nul_and_no_half_characters():
    assert read_json(rb'{"a\u0000": ["b\ud800c", "\ud83d\ude00", 1, null]}', name="a") == {"a": ["bc", "😀", 1, None]}


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (7, "7"), (1.5, "1.5"), (True, ""), (None, ""), ([], "")])
def test_text_of_a_json_value(value, text):
    assert text_of(value) == text
