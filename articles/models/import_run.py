"""Imports: each run with what it was given, what it did, and what went wrong."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom import clock

# A run that works tells so with every batch. One that has been silent for so long has ended without a word.
SILENCE = timedelta(minutes=10)


class ImportRun(models.Model):
    """One run of the import, from the command line or from the desk."""

    started_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField("last heard of", default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.TextField(help_text="The files and folders that were given, one a line.")
    wishes = models.JSONField(default=dict, help_text="What was asked for: section, date, publish.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    live = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="What could not be imported, and why.")
    notes = models.JSONField(default=list, help_text="What is good to know.")

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = "import"
        indexes = [models.Index(name="import_run_newest", fields=["-started_at", "-id"])]

    def __str__(self) -> str:
        first = self.what.split("\n", 1)[0]
        return f"Import of {first}" if first else f"Import {self.pk}"

    @property
    def is_running(self) -> bool:
        """Whether it is still at work, as far as one can tell."""
        return self.ended_at is None and clock.now() - self.seen_at < SILENCE

    @property
    def was_interrupted(self) -> bool:
        """Whether it ended without finishing; what it had stored is whole, and the same import again goes on."""
        return self.ended_at is None and not self.is_running
