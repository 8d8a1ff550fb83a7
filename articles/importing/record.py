"""The row that tells the desk of a run of the import, kept up to date while it is at work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import User

from articles.importing.again import again
from articles.importing.item import storable
from articles.importing.report import Report, Result
from articles.models import ImportRun
from newsroom import clock

# How many problems and notes the row keeps.
MOST_TOLD = 1000


class Record:
    """One run's row. Where somebody deletes it meanwhile, the import goes on without."""

    def __init__(self, paths: Sequence[str], *, wishes: dict[str, Any], by: User | None) -> None:
        told = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in wishes.items() if value
        }
        self.run = ImportRun.objects.create(what=storable("\n".join(paths)), wishes=told, by=by)
        self._told = (0, 0)

    def keep(self, report: Report, *, ended: bool = False) -> None:
        """Write down what has been done so far."""
        fields: dict[str, Any] = {
            "seen_at": clock.now(),
            "live": report.live,
            **{result.value: report.counts[result] for result in Result},
        }
        told = min(len(report.problems), MOST_TOLD), min(len(report.notes), MOST_TOLD)
        if told != self._told:
            fields |= {"problems": report.problems[:MOST_TOLD], "notes": report.notes[:MOST_TOLD]}
            self._told = told
        if ended:
            fields["ended_at"] = fields["seen_at"]
        again(lambda: ImportRun.objects.filter(pk=self.run.pk).update(**fields))
