"""Authors: the people who write."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from articles.admin.base import DeskAdmin
from articles.admin.deletion import KeepsWhatIsUsed
from articles.models import Author, Byline


@admin.register(Author)
class AuthorAdmin(KeepsWhatIsUsed, DeskAdmin):
    """The people whose names stand over stories."""

    list_display = ("name", "role", "stories", "login", "page")
    search_fields = ("name",)
    search_help_text = "Name"
    ordering = ("name", "pk")
    list_select_related = ("user",)
    autocomplete_fields = ("photo", "user")
    fieldsets = (
        (None, {"fields": ("name", "role", "biography", "photo")}),
        ("Address and login", {"fields": ("slug", "user")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        """Each author with the number of their stories, counted only for the rows that are shown."""
        bylines = Byline.objects.filter(author=OuterRef("pk")).order_by().values("author")
        stories = bylines.annotate(number=Count("article", distinct=True)).values("number")
        return (
            super()
            .get_queryset(request)
            .annotate(story_count=Coalesce(Subquery(stories, output_field=IntegerField()), 0))
        )

    def get_fieldsets(self, request: HttpRequest, obj: Author | None = None) -> Any:
        """Whoever may not see logins is not asked about them."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.has_perm("auth.view_user"):
            return fieldsets
        return (fieldsets[0], ("Address", {"fields": ("slug",)}))

    @display(description="Stories")
    def stories(self, author: Author) -> SafeString:
        """How many stories there are, with the way to them."""
        address = f"{reverse('admin:articles_article_changelist')}?bylines__author__id__exact={author.pk}"
        return format_html('<a class="desk-link" href="{}">{}</a>', address, author.story_count)  # type: ignore[attr-defined]

    @display(description="Login", ordering="user__username")
    def login(self, author: Author) -> str:
        """Their login, if they have one."""
        return author.user.username if author.user else "—"

    @display(description="Page")
    def page(self, author: Author) -> SafeString:
        """The way to their public page."""
        return format_html('<a class="desk-link" href="{}" target="_blank">View</a>', author.get_absolute_url())

    def why_kept(self, obj: Author) -> str:
        """An author who stands over stories stays."""
        stories = obj.bylines.count()
        if stories:
            return (
                f"{obj.name} stands over {stories} {'story' if stories == 1 else 'stories'}, so this author stays. "
                "Give those bylines to somebody else first."
            )
        if obj.versions.exists():
            return f"{obj.name} stands over earlier versions of stories, so this author stays."
        return ""
