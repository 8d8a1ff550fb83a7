"""Sources: what was imported, to the byte, and what each line of it became."""

from __future__ import annotations

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

from articles.admin import account
from articles.admin.base import DeskAdmin
from articles.admin.filters import DayRangeFilter, YesNoFilter
from articles.admin.telling import moment, title_of
from articles.importing.document import Part
from articles.importing.pasting import PAGE_TEXT
from articles.models import Article, Source


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
        sources = super().get_queryset(request).select_related("article", "run")
        return sources.defer("packed", "packed_text", "account", "article__body", "article__correction")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The text with what each line became."""
        source: Source = context["original"]
        parts = [Part.from_json(row) for row in source.account]
        rows = account.rows_of(source.text, parts, structured=source.format != PAGE_TEXT)
        context |= {
            "rows": rows,
            "legend": account.legend(parts),
            "unaccounted": sum(row.part is None for row in rows),
            "sureness": round(source.confidence * 100),
            "format_name": account.format_name(source.format),
            "became": self._became(source),
            "may_see_imports": request.user.has_perm("articles.view_importrun"),
            "title": source.name,
            "subtitle": None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @staticmethod
    def _became(source: Source) -> dict[str, Any]:
        """The version a source became, and how far the story has gone on since."""
        story: Article | None = source.article
        if story is None or source.version_number is None:
            return {}
        version = story.versions.filter(number=source.version_number).only("number", "is_proposal").first()
        if version is None:
            return {}
        newest = story.versions.filter(is_proposal=False).values_list("number", flat=True).first()
        return {
            "number": version.number,
            "is_proposal": version.is_proposal,
            "newest": newest if newest != version.number else None,
        }

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
