"""The readers' now.

Everything public asks ``now()`` here and nowhere else, so one override moves page, list, feed,
sitemap and search together: a preview of tomorrow at six, or of election night.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_pinned: ContextVar[datetime | None] = ContextVar("readers_now", default=None)


def now() -> datetime:
    """The instant at which readers look at the site, with its time zone."""
    return _pinned.get() or timezone.now()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Inside the block the readers' now is ``instant``.

    Raises ``ValueError`` for an instant without a time zone.
    """
    if timezone.is_naive(instant):
        raise ValueError("The readers' now needs a time zone.")
    token = _pinned.set(instant)
    try:
        yield
    finally:
        _pinned.reset(token)
