"""Imports: each run with who wanted what, what it did, what went wrong, and the stories it brought."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from unfold.decorators import display

from articles.admin.base import DeskAdmin
from articles.admin.filters import DayRangeFilter
from articles.admin.telling import moment, person
from articles.models import Article, ImportRun, Source

STORIES_SHOWN = 50
WISHES = {"section": "Section", "published": "Date", "publish": "Publish", "source_url": "Published at"}


class RunState:
    """The states of a run, in words and colours."""

    RUNNING = ("running", "Running")
    FINISHED = ("finished", "Finished")
    INTERRUPTED = ("interrupted", "Interrupted")


def state_of(run: ImportRun) -> tuple[str, str]:
    """Where a run stands, and the words for it."""
    if run.is_running:
        return RunState.RUNNING
    return RunState.INTERRUPTED if run.was_interrupted else RunState.FINISHED


STATE_COLOURS = {"running": "info", "finished": "success", "interrupted": "danger"}


@admin.register(ImportRun)
class ImportRunAdmin(DeskAdmin):
    """What has come in. It is looked at, never changed."""

    list_display = ("what_came", "state", "started", "person", "counts", "went_live", "trouble")
    list_display_links = ("what_came",)
    list_filter = (("started_at", DayRangeFilter),)
    list_filter_submit = True
    search_fields = ("what",)
    search_help_text = "File or folder"
    actions = None
    fields = ("what",)  # the page shows all of it in its own way
    change_form_template = "admin/articles/importrun/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An import begins at the desk or on the command line."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        """What happened never changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        """What happened stays on record."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        """Each run with who wanted it."""
        return super().get_queryset(request).select_related("by")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, under its name."""
        return super().changelist_view(request, {**(extra_context or {}), "title": "Imports"})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The run in full, with its stories page by page."""
        run: ImportRun = context["original"]
        before = request.GET.get("before", "")
        stories = Article.objects.annotate_opening().select_related("section").defer("body", "correction")
        sources = Source.objects.filter(run=run).order_by("-pk").prefetch_related(Prefetch("article", stories))
        sources = sources.defer("packed", "packed_text", "account", "notes")
        if before.isdecimal():
            sources = sources.filter(pk__lt=before)
        shown = list(sources[: STORIES_SHOWN + 1])
        state, words = state_of(run)
        context |= {
            "state": words,
            "state_colour": STATE_COLOURS[state],
            "given": run.what.splitlines(),
            "wishes": _wishes(run),
            "counts": _counts(run),
            "sources": shown[:STORIES_SHOWN],
            "older": shown[STORIES_SHOWN - 1].pk if len(shown) > STORIES_SHOWN else None,
            "is_first": not before,
            "title": str(run),
            "subtitle": None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description="Import")
    def what_came(self, run: ImportRun) -> SafeString:
        """What was given, the first of it."""
        given = run.what.splitlines() or ["—"]
        more = f" and {len(given) - 1} more" if len(given) > 1 else ""
        return format_html('<span class="desk-story__title">{}</span>{}', given[0], more)

    @display(description="State", label=STATE_COLOURS)
    def state(self, run: ImportRun) -> tuple[str, str]:
        """Whether it is at work, finished or was interrupted."""
        return state_of(run)

    @display(description="Started", ordering="started_at")
    def started(self, run: ImportRun) -> str:
        """When it began."""
        return capfirst(moment(run.started_at))

    @display(description="By")
    def person(self, run: ImportRun) -> str:
        """Who wanted it."""
        return person(run.by) or "The command line"

    @display(description="Stories")
    def counts(self, run: ImportRun) -> str:
        """What became of what it read."""
        return ", ".join(f"{number} {word}" for word, number in _counts(run) if number) or "None"

    @display(description="Live", ordering="live")
    def went_live(self, run: ImportRun) -> str:
        """How many went before readers at once."""
        return str(run.live or "—")

    @display(description="Problems", label={"none": "success", "some": "danger"})
    def trouble(self, run: ImportRun) -> tuple[str, str]:
        """How many things went wrong."""
        number = max(run.failed, len(run.problems))
        return ("some", str(number)) if number else ("none", "None")


def _counts(run: ImportRun) -> list[tuple[str, int]]:
    return [(word, getattr(run, word)) for word in ("created", "updated", "unchanged", "failed")]


def _wishes(run: ImportRun) -> list[tuple[str, str]]:
    """What was asked for, in words; what was not asked for is left out."""
    told = []
    for name, value in run.wishes.items():
        if value in ("", None, False):
            continue
        told.append((WISHES.get(name, capfirst(name.replace("_", " "))), "Yes" if value is True else str(value)))
    return told
