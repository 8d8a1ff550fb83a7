"""What the desk's own templates say about stories."""

from __future__ import annotations

from django import template

from articles.admin import telling
from articles.models import Status

register = template.Library()
register.filter("title_of", telling.title_of)
register.filter("opening_of", telling.opening_of)
register.filter("person", telling.person)
register.filter("moment", telling.moment)
register.filter("span", telling.span)
register.filter("reading_minutes", telling.reading_minutes)


@register.filter
def status_words(status: str) -> str:
    """A status as the desk's labels say it."""
    return telling.STATUS_WORDS[Status(status)]


@register.filter
def status_colour(status: str) -> str:
    """The colour of a status's label."""
    return telling.STATUS_COLOURS[Status(status)]


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 as ``87 %``."""
    return f"{round(share * 100)} %"


@register.filter
def entry(table: dict[int, int], key: int) -> int | None:
    """What a table holds under a key."""
    return table.get(key)
