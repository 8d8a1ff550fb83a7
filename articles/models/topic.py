"""Topics: what stories are about. Flat, where sections are a tree; a story has many."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from articles.models.redirect import Redirect


class Topic(models.Model):
    """A person, a place, an event or a subject that stories are about."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        max_length=120, unique=True, allow_unicode=True, blank=True, help_text="Made from the name if left empty."
    )
    code = models.CharField(
        max_length=300, blank=True, help_text="Its address in a scheme of subjects, such as IPTC's Media Topics."
    )
    description = models.TextField(blank=True, help_text="A sentence for readers and search engines.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where readers find all stories about it."""
        return reverse("articles:topic", args=[self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new topic an address, and leave a redirect where one moved."""
        if not self.slug:
            self.slug = topic_slug(self.name)
        old_slug = Topic.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if old_slug and old_slug != self.slug:
            Redirect.objects.leave(reverse("articles:topic", args=[old_slug]), self.get_absolute_url())


def topic_slug(name: str) -> str:
    """The address part of a topic's name, by which it is the same topic however it is written.

    >>> topic_slug("Climate Change"), topic_slug("climate change")
    ('climate-change', 'climate-change')
    """
    return slugify(name, allow_unicode=True)[:120] or "topic"
