"""What holds for the whole desk: its security policy, its answer to who may not, and its first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from unfold.sites import UnfoldAdminSite

from articles.models import Article, Caption, Status, Version
from newsroom import clock

# How many rows a list on the first page shows.
AT_A_GLANCE = 6

View = Callable[..., HttpResponse]


def under_desk_policy(view: View) -> View:
    """Let a desk page use what Unfold needs. A page made for readers keeps the readers' policy: ``for_readers``."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        if not getattr(response, "is_for_readers", False):
            response._csp_config = settings.DESK_SECURITY_POLICY  # type: ignore[attr-defined]
        return response

    return guarded


def for_readers(response: HttpResponse) -> HttpResponse:
    """A page that readers could get, shown at the desk: it stays under the readers' strict policy."""
    response.is_for_readers = True  # type: ignore[attr-defined]
    response["Cache-Control"] = "private, no-store"
    return response


class Desk(UnfoldAdminSite):
    """The admin site of the newsroom."""

    index_title = "The desk"
    enable_nav_sidebar = True

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The desk's own pages, beside those of its models."""
        # They ask for the site themselves, which is being made when this module is read.
        from articles.admin.look import look_view  # noqa: PLC0415
        from articles.admin.paste import paste_view  # noqa: PLC0415

        return [
            path("paste/", self.admin_view(paste_view), name="paste"),
            path("needs-a-look/", self.admin_view(look_view), name="needs_a_look"),
            *super().get_urls(),
        ]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Every desk page: who may not see it reads why, and the browser gets the desk's policy."""

        @wraps(view)
        def explained(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as refusal:
                return self.refuse(request, str(refusal))

        return under_desk_policy(super().admin_view(explained, cacheable))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The way in."""
        return under_desk_policy(super().login)(request, extra_context)

    def refuse(self, request: HttpRequest, why: str) -> HttpResponse:
        """A desk page that says in a sentence what who is asking may not do."""
        why = why or "Your role does not include this. Ask somebody who looks after logins if it should."
        context = {**self.each_context(request), "title": "Not for your role", "why": why}
        return render(request, "admin/refused.html", context, status=403)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page: what needs attention, what comes next, and one's own stories."""
        extra_context = {**(extra_context or {}), **glance(request)}
        return super().index(request, extra_context)


def glance(request: HttpRequest) -> dict[str, Any]:
    """What the first page shows; a list costs the same however large the archive is."""
    user, now = request.user, clock.now()
    context: dict[str, Any] = {"greeting": _greeting(), "may_write": user.has_perm("articles.add_article")}
    if user.has_perm("articles.view_article"):
        stories = Article.objects.select_related("section", "modified_by").defer("body", "correction")
        context |= {
            "changed": stories.in_status(Status.CHANGED, now)[:AT_A_GLANCE],
            "coming": (
                Version.objects.filter(live_from__gt=now)
                .select_related("section")
                .defer("body", "correction")
                .order_by("live_from")[:AT_A_GLANCE]
            ),
            "doubtful": (stories.filter(needs_a_look=True).order_by("-pk").annotate_opening()[:AT_A_GLANCE]),
            "drafts": stories.in_status(Status.DRAFT, now).annotate_opening()[:AT_A_GLANCE],
            "mine": stories.filter(modified_by=user.pk).with_status(now).annotate_opening()[:AT_A_GLANCE],
            "just_live": (
                Version.objects.live(now)
                .select_related("section")
                .defer("body", "correction")
                .order_by("-live_from")[:AT_A_GLANCE]
            ),
        }
    if user.has_perm("articles.view_caption"):
        waiting = Caption.objects.filter(photo__isnull=True).select_related("article").order_by("-pk")
        context["waiting"] = waiting.defer("article__body", "article__correction")[:AT_A_GLANCE]
    return context


def _greeting() -> str:
    hour = timezone.localtime().hour
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"
