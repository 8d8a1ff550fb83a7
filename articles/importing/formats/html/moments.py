"""When a story came out and when it was last changed, as precisely as the page says: an instant, or a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

from lxml.etree import _Element

from articles.importing.formats.page_text.dates import has_year, read_stamp

from .linked_data import LinkedData, Node, text_of, types_of
from .meta import Meta

Moment = date | datetime

PUBLISHED_META = (
    "article:published_time", "datepublished", "og:published_time", "article:published", "og:article:published_time",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
    "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "pubdate", "publishdate",
    "publish-date", "publish_date", "date.issued", "originalpublicationdate", "displaydate", "date",
    "article_date_original", "lp.article:published_time", "vr:published_time",
)  # fmt: skip
UPDATED_META = (
    "article:modified_time", "datemodified", "og:updated_time", "article:modified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "cxenseparse:recs:modifiedtime", "revision_date",
)  # fmt: skip
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T\s]+{_CLOCK}\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?$"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")
_PAGE_TYPES = {"WebPage", "ItemPage"}
_FIRST_YEAR, _LAST_YEAR = 1500, 2200


def read_moment(text: str) -> Moment | None:
    """A date or an instant as machines and people write it; ``None`` where it is neither.

    >>> read_moment("2024-05-03T17:47:00+0200").isoformat(), read_moment("May 3, 2024").isoformat()
    ('2024-05-03T17:47:00+02:00', '2024-05-03')
    """
    text = " ".join(text.split())[:120]
    if not text:
        return None
    try:
        if match := _ISO.match(text) or _BASIC.match(text):
            return _sane(_built(match))
        if _EPOCH.match(text):
            return _sane(datetime.fromtimestamp(int(text[:10]), tz=UTC))
        if text[:3].isalpha() and "," in text[:5]:
            return _sane(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError, IndexError):
        pass
    stamp = read_stamp(text) if has_year(text) else None
    return _sane(stamp.published or stamp.updated) if stamp else None


def _built(match: re.Match[str]) -> Moment:
    """The day or the instant that the groups of a pattern give."""
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return day
    clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), tzinfo=_zone(match["zone"]))
    return datetime.combine(day, clock)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    match = _OFFSET.match(text)
    if not match:
        return UTC
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def _sane(moment: Moment | None) -> Moment | None:
    return moment if moment is not None and _FIRST_YEAR < moment.year < _LAST_YEAR else None


def day_of(moment: Moment) -> date:
    """The day of a moment, where it was written."""
    return moment.date() if isinstance(moment, datetime) else moment


def finest(moments: Iterable[Moment | None]) -> Moment | None:
    """The first moment there is, in the words of a later one that says the same day more exactly."""
    found = [moment for moment in moments if moment is not None]
    if not found:
        return None
    first = found[0]
    if isinstance(first, datetime) and first.tzinfo is not None:
        return first
    for other in found[1:]:
        if not isinstance(other, datetime):
            continue
        if not isinstance(first, datetime):
            if day_of(other) == first:
                return other
        elif other.tzinfo is not None and other.replace(tzinfo=None, second=0, microsecond=0) == first.replace(
            second=0, microsecond=0
        ):
            return other
    return first


def published_of(
    article: Node, data: LinkedData, meta: Meta, root: _Element, *, address: str
) -> tuple[Moment | None, str]:
    """When the story came out, and where that is said."""
    told = read_moment(text_of(article.get("datePublished")))
    metas = [moment for key in PUBLISHED_META if (moment := read_moment(meta.first(key)))]
    if told or metas:
        return finest([told, *metas]), "json-ld" if told else "meta"
    if created := read_moment(text_of(article.get("dateCreated")) or text_of(article.get("uploadDate"))):
        return created, "json-ld"
    for node in data.nodes:  # where the article itself does not say, of the page; all else is of other stories
        if types_of(node) & _PAGE_TYPES and (moment := read_moment(text_of(node.get("datePublished")))):
            return moment, "json-ld"
    marked = [
        node for node in root.iter() if isinstance(node.tag, str) and "datePublished" in (node.get("itemprop") or "")
    ]
    times = [
        node for node in root.iter("time") if node.get("pubdate") is not None or "publish" in (node.get("class") or "")
    ]
    for node in [*marked, *times]:
        if moment := read_moment(
            node.get("datetime") or node.get("content") or " ".join("".join(map(str, node.itertext())).split())
        ):
            return moment, "time"
    if match := _IN_PATH.search(address):
        try:
            return date(int(match[1]), int(match[2]), int(match[3])), "address"
        except ValueError:
            pass
    return None, ""


def updated_of(article: Node, meta: Meta) -> Moment | None:
    """When the story was last changed."""
    return finest(
        [read_moment(text_of(article.get("dateModified"))), *(read_moment(meta.first(key)) for key in UPDATED_META)]
    )


def is_later(one: Moment, other: Moment) -> bool:
    """Whether a moment is later than another, as far as both say."""
    if not isinstance(one, datetime) or not isinstance(other, datetime):
        return day_of(one) > day_of(other)
    if (one.tzinfo is None) != (other.tzinfo is None):
        return one.replace(tzinfo=None) > other.replace(tzinfo=None)
    return (one - other) > timedelta(seconds=59)
