"""Redirects: every address that ever worked still works."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from django.db import models
from django.utils import timezone

LONGEST = 400


class RedirectManager(models.Manager["Redirect"]):
    """Leaves and follows redirects."""

    def leave(self, old_path: str, new_path: str) -> None:
        """Send readers of ``old_path`` to ``new_path`` from now on.

        What pointed to the old address points to the new one, so readers are sent on once only,
        and the new address itself is no redirect any more.
        """
        old_path, new_path = unquote(old_path), unquote(new_path)  # reverse() quotes; requests arrive unquoted
        if old_path == new_path:
            return
        self.filter(old_path=new_path).delete()
        self.filter(new_path=old_path).update(new_path=new_path)
        self.update_or_create(old_path=old_path, defaults={"new_path": new_path})

    def lead_to(self, old_paths: Iterable[str], new_path: str) -> None:
        """Let addresses from before the story came here lead to it; addresses that lead somewhere already stay."""
        rows = [
            self.model(old_path=old, new_path=new_path)
            for old in dict.fromkeys(map(as_kept, old_paths))
            if old != new_path and old.startswith("/") and len(old) <= LONGEST
        ]
        self.bulk_create(rows, ignore_conflicts=True)

    def target(self, path: str) -> str | None:
        """Where readers of ``path`` are sent, or ``None``; a section's address also moves all that is under it."""
        parts = path.strip("/").split("/")
        prefixes = ["/" + "/".join(parts[:length]) + "/" for length in range(len(parts), 0, -1)]
        found = {redirect.old_path: redirect.new_path for redirect in self.filter(old_path__in=prefixes)}
        for prefix in prefixes:
            if prefix in found:
                # Never "//…", which a browser would take for another site.
                return f"/{(found[prefix] + path.removeprefix(prefix)).lstrip('/')}"
        return None


def as_kept(address: str) -> str:
    """An old address as it is kept: unquoted, its path with a slash at the end, as requests arrive.

    >>> as_kept("/2009/caf%C3%A9.html"), as_kept("/story.asp?id=5"), as_kept("/?p=7")
    ('/2009/café.html/', '/story.asp/?id=5', '/?p=7')
    """
    path, question, query = unquote(address).partition("?")
    return f"{path.rstrip('/')}/{question}{query}"


class Redirect(models.Model):
    """An address that moved. Paths begin and end with a slash; an address of an older system may have a query."""

    old_path = models.CharField(max_length=LONGEST, unique=True)
    new_path = models.CharField(max_length=LONGEST)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RedirectManager()

    class Meta:
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(name="redirect_leads_elsewhere", condition=~models.Q(old_path=models.F("new_path"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"
