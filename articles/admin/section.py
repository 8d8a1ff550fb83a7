"""Sections: the tree a newspaper is arranged in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList as BaseChangeList
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from articles.admin.base import DeskAdmin, DeskList
from articles.admin.deletion import KeepsWhatIsUsed
from articles.models import Article, Section, Version
from articles.models.section import order_as_tree


class SectionTree(DeskList):
    """The sections in the order of the menu, each with its parts behind it."""

    def get_results(self, request: HttpRequest) -> None:
        """The sections; what a search found keeps its own order."""
        super().get_results(request)
        if not self.query:
            self.result_list: Any = order_as_tree(self.result_list)


@admin.register(Section)
class SectionAdmin(KeepsWhatIsUsed, DeskAdmin):
    """The parts of the paper."""

    list_display = ("in_tree", "address", "position", "stories", "page")
    list_display_links = ("in_tree",)
    search_fields = ("name", "path")
    search_help_text = "Name or address"
    sortable_by = ()
    list_per_page = 1000  # a tree is shown whole
    list_max_show_all = 1000
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "parent", "position", "description")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BaseChangeList]:
        """The tree."""
        return SectionTree

    def get_prepopulated_fields(self, request: HttpRequest, obj: Section | None = None) -> Any:
        """Only a new section takes its address from its name; an old one keeps it until somebody decides."""
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """The section above, as a tree."""
        if db_field.name != "parent":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        parent = db_field.formfield(widget=UnfoldAdminSelectWidget(), required=False, label="Under")
        tree = order_as_tree(Section.objects.all())
        parent.choices = [
            ("", "At the top"),
            *((each.pk, f"{'    ' * each.path.count('/')}{each.name}") for each in tree),
        ]
        return parent

    @display(description="Section")
    def in_tree(self, section: Section) -> SafeString:
        """The name, moved in by its depth."""
        return format_html(
            '<span class="desk-branch desk-branch--{}">{}</span>', min(section.path.count("/"), 5), section.name
        )

    @display(description="Address")
    def address(self, section: Section) -> str:
        """Where readers find it."""
        return f"/{section.path}/"

    @display(description="Stories")
    def stories(self, section: Section) -> SafeString:
        """The way to its stories; counting them would read the whole archive."""
        address = f"{reverse('admin:articles_article_changelist')}?section={section.pk}"
        return format_html('<a class="desk-link" href="{}">Stories</a>', address)

    @display(description="Page")
    def page(self, section: Section) -> SafeString:
        """The way to its public page."""
        return format_html('<a class="desk-link" href="{}" target="_blank">View</a>', section.get_absolute_url())

    def why_kept(self, obj: Section) -> str:
        """A section with stories or parts stays."""
        if obj.children.exists():
            return f"{obj.name} has parts of its own, so it stays: move or delete them first."
        if Article.objects.filter(section=obj).exists():
            return f"Stories stand in {obj.name}, so it stays: move them to another section first."
        if Version.objects.filter(section=obj).exists():
            return f"Earlier versions of stories stood in {obj.name}, so it stays. Rename it or move it under another."
        return ""
