"""Sources: what was imported, to the byte, and what each line of it became."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from unfold.decorators import display

from articles.admin.base import DeskAdmin
from articles.admin.filters import DayRangeFilter, YesNoFilter
from articles.admin.telling import moment, title_of
from articles.models import Source

# What the parts are called on the page.
ROLE_NAMES = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "section": "Section",
    "byline": "Byline",
    "dateline": "Dateline",
    "agency": "Agency",
    "published": "Printed date",
    "updated": "Printed update",
    "caption": "Caption",
    "credit": "Credit",
    "crosshead": "Crosshead",
    "paragraph": "Paragraph",
    "correction": "Correction",
    "furniture": "Furniture",
}
SURE = 0.75


@dataclass
class Stretch:
    """A stretch of a line: its words, and what they became; without a role it is white space or unaccounted for."""

    text: str
    role: str = ""
    also: list[str] = field(default_factory=list)
    why: str = ""
    confidence: float = 1.0

    @property
    def name(self) -> str:
        """What the part is called."""
        return ROLE_NAMES.get(self.role, self.role)

    @property
    def also_names(self) -> str:
        """What else was read out of it."""
        return ", ".join(ROLE_NAMES.get(role, role).lower() for role in self.also)

    @property
    def is_unsure(self) -> bool:
        """Whether the parser was in doubt."""
        return self.confidence < SURE


@dataclass
class Line:
    """A line of the source."""

    number: int
    stretches: list[Stretch]

    @property
    def named(self) -> list[Stretch]:
        """The stretches that became something."""
        return [stretch for stretch in self.stretches if stretch.role]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written on it."""
        return not any(stretch.text.strip() for stretch in self.stretches)


def accounted_lines(text: str, account: list[dict[str, Any]]) -> list[Line]:
    """The lines of a source, each cut into what its stretches became."""
    parts: dict[int, list[dict[str, Any]]] = {}
    for part in account:
        parts.setdefault(part["line"], []).append(part)
    lines = []
    for number, written in enumerate(text.split("\n"), start=1):
        reached, stretches = 0, []
        for part in sorted(parts.get(number, []), key=lambda part: part["start"]):
            start, end = max(part["start"], reached), min(part["end"], len(written))
            if start > reached:
                stretches.append(Stretch(written[reached:start]))
            if end > start:
                stretches.append(
                    Stretch(
                        written[start:end],
                        part["role"],
                        part.get("also", []),
                        part.get("why", ""),
                        part.get("confidence", 1.0),
                    )
                )
                reached = end
        if reached < len(written):
            stretches.append(Stretch(written[reached:]))
        lines.append(Line(number, stretches))
    return lines


class DoubtFilter(YesNoFilter):
    """Whether an editor should look at it."""

    title = "doubts"
    parameter_name = "doubts"
    yes, no = "Has doubts", "No doubts"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        """The sources asked for."""
        if self.value() is None:
            return queryset
        return queryset.filter(doubts=[]) if self.value() == "no" else queryset.exclude(doubts=[])


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """What came in. It is looked at, never changed."""

    list_display = ("name", "story", "format", "bytes", "doubtful", "arrived")
    list_filter = (DoubtFilter, ("imported_at", DayRangeFilter))
    list_filter_submit = True
    search_fields = ("name", "article__headline", "sha256")
    search_help_text = "File, headline or SHA-256"
    actions = None
    fields = ("name",)  # the page shows all of it in its own way
    change_form_template = "admin/articles/source/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Sources come in by import."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """A source never changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """A source goes with its story."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Each source with its story, without what only its own page shows."""
        sources = super().get_queryset(request).select_related("article")
        return sources.defer("packed", "account", "article__body", "article__correction")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The text with what each line became."""
        source: Source = context["original"]
        lines = accounted_lines(source.text, source.account)
        counts = Counter(stretch.role for line in lines for stretch in line.named)
        unaccounted = sum(
            bool(stretch.text.strip()) for line in lines for stretch in line.stretches if not stretch.role
        )
        context |= {
            "lines": lines,
            "legend": [(role, name, counts[role]) for role, name in ROLE_NAMES.items() if counts[role]],
            "unaccounted": unaccounted,
            "sureness": round(source.confidence * 100),
            "title": source.name,
            "subtitle": None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description="Story")
    def story(self, source: Source) -> SafeString | str:
        """The story it became, with the way there."""
        if source.article is None:
            return "None: it cancels a story that had not come in"
        address = reverse("admin:articles_article_change", args=[source.article_id])
        return format_html('<a class="desk-link" href="{}">{}</a>', address, title_of(source.article))

    @display(description="Size", ordering="size")
    def bytes(self, source: Source) -> str:
        """Its size."""
        return filesizeformat(source.size)

    @display(description="Doubts", label={"sure": "success", "doubts": "warning"})
    def doubtful(self, source: Source) -> tuple[str, str]:
        """Whether an editor should look at it."""
        number = len(source.doubts)
        return ("doubts", f"{number} {'doubt' if number == 1 else 'doubts'}") if number else ("sure", "None")

    @display(description="Imported", ordering="imported_at")
    def arrived(self, source: Source) -> str:
        """When it was imported."""
        return capfirst(moment(source.imported_at))

    def get_urls(self) -> list[URLPattern]:
        """The bytes themselves."""
        view = self.admin_site.admin_view(self.download_view)
        return [path("<int:pk>/bytes/", view, name="articles_source_bytes"), *super().get_urls()]

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bytes as they came in, to be saved and never opened by the browser."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = get_object_or_404(Source, pk=pk)
        name = source.name.rsplit("/", 1)[-1] or "source"
        return HttpResponse(
            source.data,
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": content_disposition_header(True, name) or "attachment",
                "X-Content-Type-Options": "nosniff",
            },
        )
