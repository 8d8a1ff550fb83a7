"""Sources: what was imported, to the byte, and what each line of it became."""

from __future__ import annotations

import zlib

from django.db import models
from django.utils import timezone

from articles.importing.item import pack


class Source(models.Model):
    """A text as it came in. It never changes, however much its article is edited."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        related_name="sources",
        help_text="None for the cancellation of a story that has never come in.",
    )
    version_number = models.PositiveIntegerField(null=True, help_text="Of the version it became.")
    run = models.ForeignKey(
        "articles.ImportRun", models.SET_NULL, null=True, related_name="sources", verbose_name="import"
    )
    source_id = models.CharField(max_length=500, blank=True, help_text="What its provider calls the story.")
    source_version = models.BigIntegerField(default=0, help_text="The provider's number of the version.")
    status = models.CharField(max_length=12, default="usable", help_text="What the provider allows.")
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
    notes = models.JSONField(
        default=list, help_text="What is good to know, such as where it breaks its format's rules."
    )
    packed_text = models.BinaryField(
        null=True, help_text="What the account's lines are of, zlib-compressed, where it is not the text itself."
    )
    imported_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        indexes = [
            models.Index(name="source_newest", fields=["-imported_at", "-id"]),
            # A story that was cancelled before it came in.
            models.Index(name="source_cancelled_early", fields=["source_id"], condition=models.Q(article__isnull=True)),
        ]
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
        self.packed = pack(data)
        self.size = len(data)

    @property
    def text(self) -> str:
        """What the account's lines are of: the text as decoded, or a structured source told line by line."""
        if self.packed_text is not None:
            return zlib.decompress(bytes(self.packed_text)).decode()
        from articles.importing.decoding import decode  # noqa: PLC0415 (the parser's module, wanted on this page only)

        return decode(self.data, name=self.name)[0]

    @text.setter
    def text(self, text: str) -> None:
        self.packed_text = pack(text.encode("utf-8", "replace"))
