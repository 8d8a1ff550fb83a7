"""Sources: what was imported, to the byte, and what each line of it became."""

from __future__ import annotations

import zlib

from django.db import models


class Source(models.Model):
    """A text as it came in. It never changes, however much its article is edited."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="sources")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, help_text="Of the bytes as they came in.")
    packed = models.BinaryField(help_text="The bytes, zlib-compressed.")
    size = models.PositiveIntegerField(help_text="In bytes.")
    name = models.CharField(max_length=400, help_text="The file it came in.")
    url = models.URLField("address", max_length=1000, blank=True, help_text="Where it was published.")
    format = models.CharField(max_length=20)
    encoding = models.CharField(max_length=20, blank=True)
    account = models.JSONField(default=list, help_text="What each line became.")
    confidence = models.FloatField(default=1.0)
    doubts = models.JSONField(default=list, help_text="What an editor should look at.")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        indexes = [models.Index(name="source_newest", fields=["-imported_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="source_confidence_is_a_share", condition=models.Q(confidence__gte=0, confidence__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> bytes:
        """The bytes as they came in."""
        return zlib.decompress(bytes(self.packed))

    @data.setter
    def data(self, data: bytes) -> None:
        # Level 1: an archive of a million pages is written once and read seldom.
        self.packed = zlib.compress(data, 1)
        self.size = len(data)

    @property
    def text(self) -> str:
        """The text as decoded at import, its line ends all ``\\n``."""
        from articles.importing.decoding import decode  # noqa: PLC0415 (the parser's module, wanted on this page only)

        return decode(self.data, name=self.name)[0]
