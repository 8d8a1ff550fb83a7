"""Authors: the people who write."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from articles.models.redirect import Redirect


class Author(models.Model):
    """A person whose name stands over stories."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=120, unique=True, allow_unicode=True, blank=True, help_text="Made from the name if left empty."
    )
    role = models.CharField(
        max_length=200, blank=True, help_text="What they are now; a story keeps the role printed with it."
    )
    biography = models.TextField(blank=True)
    photo = models.ForeignKey("articles.Photo", models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="Their login, if they have one.",
    )

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(name="author_by_name", fields=["name"])]  # the import and the desk look names up

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where readers find all that the author wrote."""
        return reverse("articles:author", args=[self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new author an address, and leave a redirect where one moved."""
        if not self.slug:
            self.slug = free_slug(
                self.name,
                taken=set(Author.objects.filter(slug__startswith=slug_of(self.name)).values_list("slug", flat=True)),
            )
        old_slug = Author.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if old_slug and old_slug != self.slug:
            Redirect.objects.leave(reverse("articles:author", args=[old_slug]), self.get_absolute_url())


def slug_of(name: str) -> str:
    """The address part a name gives: ``Willy Wo-Lap Lam`` → ``willy-wo-lap-lam``."""
    return slugify(name, allow_unicode=True)[:100] or "author"


def free_slug(name: str, *, taken: set[str]) -> str:
    """The name's address part, with a number behind it where that one is taken."""
    slug = base = slug_of(name)
    number = 2
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    return slug
