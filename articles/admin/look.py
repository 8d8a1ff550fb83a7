"""The queue of stories the import was not sure of: why, how sure, and the word that one is fine."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.admin.base import who
from articles.models import Article, Source
from articles.workflow import actions as workflow

PAGE = 25
# Counting stops here: the menu says that there are more.
MOST_COUNTED = 99


def how_many(request: HttpRequest) -> str:
    """The number beside the menu item; empty where there is nothing to look at."""
    waiting = Article.objects.filter(needs_a_look=True).order_by().values("pk")[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if waiting > MOST_COUNTED else str(waiting or "")


def look_view(request: HttpRequest) -> HttpResponse:
    """The queue, newest first; ``POST`` says of one story or of those chosen that they are fine."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    if request.method == "POST":
        return _are_fine(request)
    may_see_sources = request.user.has_perm("articles.view_source")
    sources = Source.objects.defer("packed", "packed_text", "account")
    queue = (
        Article.objects.filter(needs_a_look=True)
        .order_by("-pk")
        .select_related("section")
        .annotate_opening()
        .defer("body", "correction")
        .prefetch_related(Prefetch("sources", sources if may_see_sources else sources.none()))
    )
    before = request.GET.get("before", "")
    if before.isdecimal():
        queue = queue.filter(pk__lt=before)
    stories = list(queue[: PAGE + 1])
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Needs a look",
        "stories": stories[:PAGE],
        "older": stories[PAGE - 1].pk if len(stories) > PAGE else None,
        "is_first": not before,
        "may_say": request.user.has_perm("articles.change_article"),
    }
    return render(request, "admin/import/needs_a_look.html", context)


def _are_fine(request: HttpRequest) -> HttpResponse:
    one = request.POST.get("one", "")
    chosen = [pk for pk in ([one] if one else request.POST.getlist("story")) if pk.isdecimal()]
    stories = list(Article.objects.filter(pk__in=chosen, needs_a_look=True))
    for story in stories:
        workflow.looked_at(story, by=who(request))
    if stories:
        messages.success(request, "It is fine." if len(stories) == 1 else f"{len(stories)} stories are fine.")
    else:
        messages.info(request, "No story was chosen, or somebody has looked at them already.")
    back = request.POST.get("back", "")
    if back == "story" and one.isdecimal():
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[one]))
    return HttpResponseRedirect(reverse("admin:needs_a_look"))
