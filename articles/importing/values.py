"""What the values of structured sources mean: dates, languages, addresses. Empty where they mean nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_DAY = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_YEARS = range(1000, 9000)  # beyond, a change of time zone could leave what Python can hold


def read_date(text: str) -> date | datetime | None:
    """A date of ISO 8601 (https://www.rfc-editor.org/rfc/rfc3339) or of e-mail (RFC 5322); a time only if it has one.

    The basic form of ISO 8601, which NITF has, is read as well; a day with an offset stays a day.

    >>> read_date("2026-11-20"), read_date("Fri, 20 Nov 2026 08:00:00 +0100")
    (datetime.date(2026, 11, 20), datetime.datetime(2026, 11, 20, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600))))
    """  # noqa: E501
    text = text.strip()
    found: date | datetime | None
    try:
        day = _DAY.fullmatch(text)
        found = date(int(day[1]), int(day[3]), int(day[4])) if day else datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return found if found.year in _YEARS else None


def epoch(when: date | datetime | None) -> int:
    """Seconds since 1970, for a number that grows with each change; 0 for no date. No zone counts as UTC."""
    if when is None:
        return 0
    instant = when if isinstance(when, datetime) else datetime.combine(when, time())
    return max(0, int((instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()))


def read_language(text: str) -> str:
    """A language tag in its usual spelling (https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1).

    >>> read_language("en-us"), read_language("PT_br"), read_language("neutral")
    ('en-US', 'pt-BR', '')
    """
    match = _LANGUAGE.fullmatch(text.strip())
    if match is None:
        return ""
    parts = re.split("[-_]", match[2])[1:]
    shaped = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in parts]
    return "-".join([match[1].lower(), *shaped])


def read_address(text: str) -> str:
    """A web address (http or https, with a host), or ``""``."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        return text if parts.scheme.lower() in {"http", "https"} and parts.hostname and " " not in text else ""
    except ValueError:
        return ""


def host_of(address: str) -> str:
    """The host of an address, with its port, in lower case; ``""`` where there is none."""
    return urlsplit(address).netloc.rpartition("@")[2].lower() if read_address(address) else ""


def path_of(address: str) -> str:
    """The path of an address, which begins with a slash, and its query; ``""`` for the home page and for no address.

    >>> path_of("https://paper.example/2026/11/ferry/"), path_of("https://paper.example/?p=7")
    ('/2026/11/ferry/', '/?p=7')
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if not parts.path.startswith("/") and not (parts.netloc and parts.query):
        return ""
    path = "/" + parts.path.lstrip("/")  # never "//…", which a browser would take for another site
    path = f"{path}?{parts.query}" if parts.query else path
    return path if path != "/" else ""


def whole_number(text: str) -> int:
    """A whole number as written, without sign or fraction; 0 for anything else and for what no database holds.

    >>> whole_number("042"), whole_number("4.2"), whole_number("9" * 30)
    (42, 0, 0)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0
