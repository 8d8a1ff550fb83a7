"""How the desk's lists are narrowed down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import DropdownFilter, RangeDateFilter

from articles.admin.telling import STATUS_WORDS
from articles.models import Article, Section, Status
from articles.models.article import ArticleQuerySet
from articles.models.section import order_as_tree


class StatusFilter(DropdownFilter):
    """Where a story stands."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The statuses."""
        return [(status.value, STATUS_WORDS[status]) for status in Status]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Stories that stand there."""
        if self.value() not in Status.values:
            return queryset
        return cast("ArticleQuerySet", queryset).in_status(Status(self.value()))


class SectionFilter(DropdownFilter):
    """A section with everything below it."""

    title = "section"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The sections as a tree."""
        sections = order_as_tree(Section.objects.all())
        return [(str(section.pk), f"{'    ' * section.path.count('/')}{section.name}") for section in sections] + [
            ("none", "No section yet")
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Stories in the section or below it."""
        value = self.value()
        if value == "none":
            return queryset.filter(section__isnull=True)
        if not value or not value.isdecimal():
            return queryset
        section = Section.objects.filter(pk=value).first()
        return queryset.filter(section__in=Section.objects.below(section)) if section else queryset.none()


class DayRangeFilter(RangeDateFilter):
    """From a day to a day, both whole, in the site's time zone."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What lies between the two days, both included."""
        name = self.parameter_name
        if first := _day(self.used_parameters.get(f"{name}_from")):
            queryset = queryset.filter(**{f"{name}__gte": _midnight(first)})
        if last := _day(self.used_parameters.get(f"{name}_to")):
            queryset = queryset.filter(**{f"{name}__lt": _midnight(last + timedelta(days=1))})
        return queryset


class YesNoFilter(DropdownFilter):
    """A question with two answers. Subclasses name it and say what each answer keeps."""

    yes, no = "Yes", "No"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two answers."""
        return [("yes", self.yes), ("no", self.no)]


def _day(text: Any) -> date | None:
    """The day in a query string, as the site's language writes it; ``None`` for anything else."""
    try:
        return forms.DateField(required=False).clean(text)
    except forms.ValidationError:
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001
