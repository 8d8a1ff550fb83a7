"""What an import does when the database stumbles: it waits a little and does the same again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

Result = TypeVar("Result")

WAITS = (0.5, 5.0)
"""Seconds: long enough for a deadlock to dissolve, and for a database to be started anew."""


def again(act: Callable[[], Result], *, before: Callable[[], object] = lambda: None) -> Result:
    """The result of an act in a transaction of its own, which is tried again where the database lost the connection,
    is busy, or has ended a deadlock. ``before`` each new try, whatever the failed one left is put right.

    Raises ``OperationalError`` where the database cannot be used for longer than that.
    """
    for wait in WAITS:
        try:
            return act()
        except (OperationalError, InterfaceError):
            before()
            time.sleep(wait)
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
    try:
        return act()
    except InterfaceError as error:  # the connection was closed while nobody looked
        raise OperationalError(*error.args) from error
