"""Captions, above all those that wait for a photo."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from articles.admin.base import DeskAdmin, who
from articles.admin.fields import PlainTextarea
from articles.admin.filters import YesNoFilter
from articles.admin.telling import thumbnail, title_of
from articles.models import Article, Caption
from articles.workflow import actions as workflow


class WaitingFilter(YesNoFilter):
    """Whether a caption waits for its photo; asked for when nothing is asked."""

    title = "photo"
    parameter_name = "photo"
    all_option = None
    yes, no = "Has its photo", "Waits for a photo"

    def value(self) -> str:
        """What was asked for, or else those that wait."""
        return super().value() or "no"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those that wait, those that do not, or all."""
        return [("no", self.no), ("yes", self.yes), ("all", "All captions")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Caption]) -> QuerySet[Caption]:
        """The captions asked for."""
        if self.value() == "all":
            return queryset
        return queryset.filter(photo__isnull=self.value() == "no")


class CaptionForm(forms.ModelForm):
    """A caption with its photo."""

    class Meta:
        model = Caption
        fields = ("photo", "text", "credit", "place")
        widgets: ClassVar[dict[str, forms.Widget]] = {"text": PlainTextarea({"rows": 3})}


@admin.register(Caption)
class CaptionAdmin(DeskAdmin):
    """The words under photos; a caption is begun in its story."""

    form = CaptionForm
    list_display = ("words", "credit", "story", "photo")
    list_display_links = ("words",)
    list_editable = ("photo",)
    list_filter = (WaitingFilter,)
    list_filter_submit = False
    search_fields = ("text", "credit", "place", "article__headline")
    search_help_text = "Words, credit, place or headline"
    autocomplete_fields = ("photo",)
    fields = ("story", "picture", "photo", "text", "credit", "place")
    readonly_fields = ("story", "picture")
    ordering = ("-pk",)
    list_per_page = 25
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A caption is begun in its story."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Caption | None = None) -> bool:
        """A caption is taken out in its story."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Caption]:
        """Each caption with its story and photo, without the story's long text."""
        return super().get_queryset(request).select_related("article", "photo").defer("article__body")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, under what it shows first."""
        title = "Captions" if request.GET.get("photo", "no") != "no" else "Captions waiting for a photo"
        return super().changelist_view(request, {**(extra_context or {}), "title": title})

    @display(description="Caption")
    def words(self, caption: Caption) -> SafeString:
        """What it says."""
        return format_html('<span class="desk-words">{}</span>', caption.text or "(credit only)")

    @display(description="Story")
    def story(self, caption: Caption) -> SafeString:
        """The story it belongs to, with the way there."""
        address = reverse("admin:articles_article_change", args=[caption.article_id])
        return format_html('<a class="desk-link" href="{}">{}</a>', address, title_of(caption.article))

    @display(description="")
    def picture(self, caption: Caption) -> SafeString | str:
        """A view of the photo."""
        return thumbnail(caption.photo) or "No photo yet"

    def save_model(self, request: HttpRequest, obj: Caption, form: forms.ModelForm, change: bool) -> None:
        """Save the columns that were changed."""
        if columns := [name for name in form.changed_data if name in CaptionForm.Meta.fields]:
            obj.save(update_fields=columns)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """The story has changed with its caption: keep it as a draft version."""
        super().save_related(request, form, formsets, change)
        if form.has_changed():
            Article.objects.filter(pk=form.instance.article_id).update(
                modified_by=who(request), modified_at=timezone.now()
            )
            workflow.save_draft(Article.objects.get(pk=form.instance.article_id), by=who(request))
