"""Where a story stood, which identity follows from that, and which paths should lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlsplit

from .linked_data import addresses_of, same_address
from .meta import is_address
from .page import Page

# What is added to an address to see where readers come from; it names no page.
_TRACKING = re.compile(
    r"^(?:(?:utm|at|ns|mc|wt|pk)_\w+|(?:fb|g|d|ms|tt|y)cl(?:id|srcid)?|fbclid|igshid|ref|ref_?src|refer+er|source|src|cmp|"
    r"cmpid|icid|ito|smid|partner|xtor|share\w*|output_?type|amp)$",
    re.IGNORECASE,
)


def address_of(page: Page) -> tuple[str, str]:
    """Where the story stood, and its identity: its canonical address where what the page says of it agrees.

    A template that gives one canonical address to all its pages would make one story of them; so JSON-LD, ``og:url``
    or the address the page was saved from must say the same, and it must not be a front page's.
    """
    said = [one for one in (*addresses_of(page.article), page.meta.first("og:url")) if is_address(one)]
    canonical = page.canonical if is_address(page.canonical) else ""
    address = canonical or page.given or next(iter(said), "")
    if page.given and canonical and is_front(canonical) and not is_front(page.given):
        address = page.given
    agreed = any(same_address(canonical, one) for one in (*said, page.given) if one)
    return address, canonical if canonical and agreed and not is_front(canonical) else ""


def is_front(address: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def old_paths(page: Page, address: str) -> Iterator[str]:
    """The paths under which the site itself knew the story, with a query only where that names it (``?id=5``)."""
    seen: set[str] = set()
    for one in (address, page.given):
        if not one or _host(urlsplit(one)) != _host(urlsplit(address)):
            continue
        parts = urlsplit(one)
        kept = [f"{key}={value}" for key, value in parse_qsl(parts.query) if not _TRACKING.match(key)]
        path = (parts.path or "/") + (f"?{'&'.join(kept)}" if kept else "")
        if path.startswith("/") and path != "/" and path not in seen:
            seen.add(path)
            yield path


def _host(parts: SplitResult) -> str:
    return parts.netloc.casefold().removeprefix("www.")
