"""Photos: the picture itself and everything that belongs to it in every story."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, TypedDict, cast

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from PIL import Image, ImageOps

from articles.photos import metadata

if TYPE_CHECKING:
    import io

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


class PrintedPhoto(TypedDict):
    """A photo as a version keeps it: enough to show it without asking for the photo again."""

    id: int
    key: str
    width: int
    height: int
    alt: str
    focal_x: float
    focal_y: float


def _file_name(photo: Photo, filename: str) -> str:
    return f"photos/{photo.key[:2]}/{photo.key}.{filename.rsplit('.', 1)[-1].lower()}"


class Photo(models.Model):
    """A picture. Its wording in one story is that story's ``Caption``; what is here is true of it everywhere."""

    file = models.ImageField(
        upload_to=_file_name, max_length=200, validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])]
    )
    key = models.CharField(max_length=16, unique=True, editable=False, help_text="From the SHA-256 of the file.")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt_text = models.CharField(
        "alternative text", max_length=400, blank=True, help_text="What it shows, for those who cannot see it."
    )
    caption = models.TextField(blank=True, help_text="A caption to start from; each story may word its own.")
    credit = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    rights = models.TextField(blank=True, help_text="Who owns it and what we may do with it. Never public.")
    focal_x = models.FloatField(
        "focal point, across", default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        "focal point, down", default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="photo_focal_point_is_inside",
                condition=models.Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.caption[:80] or self.alt_text[:80] or f"Photo {self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Measure a new file, name it after its content, and take over what it says of itself, before storing it."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            self.key = key_of(self.file)
            self.width, self.height = size_of(self.file)
            self.file.seek(0)
            self.take_over(metadata.read(self.file.read()))
            self.file.seek(0)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "key", "width", "height"}
        super().save(*args, **kwargs)

    def take_over(self, told: metadata.PhotoMetadata) -> None:
        """Fill what nobody has said of the picture from what its file says; saves nothing.

        Copyright, usage terms and instructions become the rights, which are never public.
        """
        by = ", ".join(told.bylines)
        credit = told.credit or told.source
        self.credit = self.credit or (credit if by in credit else f"{by}/{credit}".rstrip("/"))[:200]
        self.caption = self.caption or told.caption or told.headline
        self.alt_text = self.alt_text or told.alt_text[:400]
        self.place = self.place or told.place[:200]
        self.rights = self.rights or "\n".join(filter(None, [told.copyright, told.usage_terms, told.instructions]))
        if self.taken_at is None and isinstance(told.taken, datetime):
            self.taken_at = timezone.make_aware(told.taken) if timezone.is_naive(told.taken) else told.taken

    def as_printed(self) -> PrintedPhoto:
        """What a version keeps of the photo."""
        return {
            "id": self.pk,
            "key": self.key,
            "width": self.width,
            "height": self.height,
            "alt": self.alt_text,
            "focal_x": self.focal_x,
            "focal_y": self.focal_y,
        }


def key_of(file: IO[bytes]) -> str:
    """The first 16 hex digits of the SHA-256 of a file's bytes."""
    file.seek(0)
    key = hashlib.file_digest(cast("io.BytesIO", file), "sha256").hexdigest()[:16]
    file.seek(0)
    return key


def size_of(file: IO[bytes]) -> tuple[int, int]:
    """Width and height as shown, with the camera's rotation applied."""
    file.seek(0)
    with Image.open(file) as image:
        width, height = ImageOps.exif_transpose(image).size if image.getexif().get(0x0112, 1) > 4 else image.size
    file.seek(0)
    return width, height
