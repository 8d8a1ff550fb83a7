"""Topics: what stories are about."""

from __future__ import annotations

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
from articles.models import Article, Topic


@admin.register(Topic)
class TopicAdmin(KeepsWhatIsUsed, DeskAdmin):
    """The people, places, events and subjects that stories are about."""

    list_display = ("name", "stories", "code", "page")
    search_fields = ("name", "code")
    search_help_text = "Name or code"
    ordering = ("name", "pk")
    fieldsets = ((None, {"fields": ("name", "description")}), ("Address and scheme", {"fields": ("slug", "code")}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Each topic with the number of its stories, counted only for the rows that are shown."""
        about = Article.topics.through.objects.filter(topic=OuterRef("pk")).order_by().values("topic")
        stories = about.annotate(number=Count("article")).values("number")  # type: ignore[misc]  # annotated
        return (
            super()
            .get_queryset(request)
            .annotate(story_count=Coalesce(Subquery(stories, output_field=IntegerField()), 0))
        )

    @display(description="Stories")
    def stories(self, topic: Topic) -> SafeString:
        """How many stories are about it, with the way to them."""
        address = f"{reverse('admin:articles_article_changelist')}?topics__id__exact={topic.pk}"
        return format_html('<a class="desk-link" href="{}">{}</a>', address, topic.story_count)  # type: ignore[attr-defined]

    @display(description="Page")
    def page(self, topic: Topic) -> SafeString:
        """The way to its public page."""
        return format_html('<a class="desk-link" href="{}" target="_blank">View</a>', topic.get_absolute_url())

    def why_kept(self, obj: Topic) -> str:
        """A topic that stories are about, or were about before readers, stays."""
        stories = obj.articles.count()
        if stories:
            return (
                f"{stories} {'story is' if stories == 1 else 'stories are'} about {obj.name}, so this topic stays. "
                "Give those stories another topic first."
            )
        if obj.versions.exists():
            return f"Earlier versions of stories are about {obj.name}, so this topic stays."
        return ""
