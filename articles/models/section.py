"""Sections: the tree a newspaper is arranged in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from articles.models.redirect import Redirect

# First words of addresses that belong to the site itself.
RESERVED_SLUGS = frozenset(
    "admin archive atom.xml authors healthz media photos robots.txt rss.xml search sitemap.xml static topics".split()
)
# What papers call their front page at the head of a breadcrumb; it is no section.
FRONT_PAGE_NAMES = frozenset(
    "home homepage start startseite accueil inicio início portada главная anasayfa الرئيسية 首页 首頁 ホーム 홈".split()
)


class SectionQuerySet(models.QuerySet["Section"]):
    """Questions about sections."""

    def below(self, section: Section) -> SectionQuerySet:
        """The section itself and everything under it."""
        return self.filter(models.Q(pk=section.pk) | models.Q(path__startswith=f"{section.path}/"))


class Section(models.Model):
    """A part of the paper, under another or at the top; ``path`` is its address: ``world/asia``."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, allow_unicode=True, help_text="The last part of the address.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    description = models.TextField(blank=True, help_text="A sentence for readers and search engines.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller comes first in the menu.")
    path = models.CharField(max_length=250, unique=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(name="section_slug_once_under_a_parent", fields=["parent", "slug"]),
            models.CheckConstraint(name="section_is_not_its_own_parent", condition=~models.Q(parent=models.F("pk"))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where readers find the section."""
        return reverse("articles:section", args=[self.path])

    def clean(self) -> None:
        """Refuse addresses of the site itself, and a tree that bites its tail."""
        if self.parent_id is None and self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": f"/{self.slug}/ is an address of the site itself: choose another."})
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": "A section cannot stand under itself or under its own parts."})
            above = above.parent

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep ``path`` right here and below, and leave a redirect where an address moved."""
        old_path = self.path
        self.path = f"{self.parent.path}/{self.slug}" if self.parent else self.slug
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "path"}
        super().save(*args, **kwargs)
        if old_path and old_path != self.path:
            Redirect.objects.leave(f"/{old_path}/", f"/{self.path}/")
            for child in self.children.all():
                child.parent = self
                child.save(update_fields=["path"])


def section_trail(printed: str) -> list[str]:
    """The names in a breadcrumb or rubric as printed, without repeats.

    >>> section_trail("/WORLD /WORLD"), section_trail("World: Asia-Pacific"), section_trail("asianow > southeast")
    (['World'], ['World', 'Asia-Pacific'], ['Asianow', 'Southeast'])
    """
    for separator in ("/", ">", "»", "|", "›", " - ", " – "):
        printed = printed.replace(separator, ":")
    names: list[str] = []
    for part in printed.split(":"):
        name = " ".join(part.split())
        if name and (not names or name.casefold() != names[-1].casefold()):
            names.append(name)
    if len(names) > 1 and names[0].casefold() in FRONT_PAGE_NAMES:
        names = names[1:]
    return [_in_title_case(name) for name in names]


def section_slug(name: str, *, at_top: bool) -> str:
    """The address part a section's name gives; at the top never one that belongs to the site itself.

    >>> section_slug("World News", at_top=True), section_slug("Archive", at_top=True)
    ('world-news', 'archive-section')
    """
    slug = slugify(name, allow_unicode=True)[:50] or "section"
    return f"{slug}-section" if at_top and slug in RESERVED_SLUGS else slug


def _in_title_case(name: str) -> str:
    """``WORLD`` → ``World``, ``asianow`` → ``Asianow``; ``U.S.``, ``UK`` and ``Asia-Pacific`` stay."""
    if name.islower():
        return name[0].upper() + name[1:]
    if name.isupper() and len(name) > 3 and "." not in name:
        return name.title()
    return name


def order_as_tree(sections: Iterable[Section]) -> list[Section]:
    """Sections with each one's parts behind it, in menu order."""
    under: dict[int | None, list[Section]] = {}
    for section in sections:
        under.setdefault(section.parent_id, []).append(section)
    ordered: list[Section] = []

    def walk(parent_id: int | None) -> None:
        for section in sorted(under.get(parent_id, []), key=lambda each: (each.position, each.name)):
            ordered.append(section)
            walk(section.pk)

    walk(None)
    return ordered
