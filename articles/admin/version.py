"""The versions of a story: who saved what when, what readers saw, and what changed in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from articles import views
from articles.admin.base import who
from articles.admin.site import for_readers
from articles.admin.telling import title_of
from articles.html import to_text
from articles.models import Article, Origin, Version
from articles.workflow import actions as workflow
from articles.workflow import diff
from newsroom import clock

VERSIONS_SHOWN = 100


@dataclass(frozen=True)
class FieldChange:
    """What changed in one part of a story."""

    label: str
    paragraphs: list[diff.Paragraph]
    only_markup: bool = False

    @property
    def html(self) -> list[tuple[str, SafeString]]:
        """Each paragraph's fate, and its HTML: escaped by ``diff``, with the changes marked."""
        return [(paragraph.fate.value, mark_safe(paragraph.html)) for paragraph in self.paragraphs]


def working_copy(article: Article) -> Version:
    """The working copy as a version, saved nowhere: what readers would get if it went live now."""
    now = clock.now()
    version = Version(
        article=article,
        number=article.version_number + 1,
        first_live_at=article.first_live_at or now,
        sorts_at=article.published_at or article.first_live_at or now,
        path=article.path or "preview",
    )
    version.fill(article.content())
    if version.published_at is None and article.origin == Origin.DESK:
        version.published_at = version.first_live_at  # as publishing does
    return version


def compare(old: Version | None, new: Version) -> list[FieldChange]:
    """What changed from one version to another, part by part; against ``None`` everything is new."""
    before = _told(old) if old else {}
    changes = []
    for label, after in _told(new).items():
        was = before.get(label, [])
        if was == after:
            continue
        if len(was) == len(after) == 1:  # a headline is told in one line, however much of it is new
            changes.append(FieldChange(label, [diff.Paragraph(diff.words(was[0], after[0]))]))
        else:
            changes.append(FieldChange(label, diff.paragraphs(was, after)))
    if old and old.body != new.body and not any(change.label == "Text" for change in changes):
        changes.append(FieldChange("Text", [], only_markup=True))
    return changes


def _told(version: Version) -> dict[str, list[str]]:
    """A version as lines of plain text under the names of its parts."""
    return {
        "Headline": _lines(version.headline),
        "Standfirst": _lines(version.standfirst),
        "Text": _lines(to_text(version.body)),
        "Bylines": [", ".join(filter(None, (each["name"], each["role"]))) for each in version.bylines],
        "Captions": [
            " · ".join(
                filter(
                    None,
                    (
                        f"[photo {each['photo']['id']}]" if each["photo"] else "[no photo]",
                        each["text"],
                        each["place"],
                        each["credit"],
                    ),
                )
            )
            for each in version.captions
        ],
        "Correction": _lines(version.correction),
        "Topics": [subject["name"] for subject in version.subjects],
        "Section": _lines(version.section.name if version.section else ""),
        "Kind": [str(version.get_kind_display())],
        "Language": _lines(version.language),
        "Dateline": _lines(version.dateline),
        "Agency": _lines(version.agency),
        # A story dated by its publication carries no date of its own.
        "Printed date": _printed(
            None if version.published_at == version.first_live_at else version.published_at,
            has_time=version.published_has_time,
        ),
        "Printed update": _printed(version.updated_at, has_time=version.updated_has_time),
    }


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _printed(instant: Any, *, has_time: bool) -> list[str]:
    if instant is None:
        return []
    return [date_format(timezone.localtime(instant), "j F Y, H:i" if has_time else "j F Y")]


class VersionPages:
    """The pages of a story's versions, for its admin."""

    def versions_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Every version with who, when and why, and what changed between two of them."""
        story = self.story_or_404(request, object_id)  # type: ignore[attr-defined]
        versions = story.versions.select_related("created_by").defer("body", "bylines", "captions")
        before = request.GET.get("before", "")
        if before.isdecimal():
            versions = versions.filter(number__lt=before)
        shown = list(versions[: VERSIONS_SHOWN + 1])
        older = shown[VERSIONS_SHOWN - 1].number if len(shown) > VERSIONS_SHOWN else None
        new = self._asked(request, story, "to") or story.versions.select_related("section").first()
        old = self._asked(request, story, "from")
        if old is None and new is not None:
            # What came in is compared with what the desk has.
            earlier = story.versions.filter(number__lt=new.number).select_related("section")
            old = earlier.filter(is_proposal=False).first() or earlier.first()
        if old and new and old.number > new.number:
            old, new = new, old
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "title": f"Versions of {title_of(story)}",
            "story": story,
            "original": story,
            "versions": shown[:VERSIONS_SHOWN],
            "older": older,
            "old": old,
            "new": new,
            "changes": compare(old, new) if new else [],
            "sources": self._sources(request, story),
            "current": story.versions.filter(is_proposal=False).values_list("number", flat=True).first(),
            "now": clock.now(),
            "may_restore": self.has_change_permission(request, story),  # type: ignore[attr-defined]
        }
        return render(request, "admin/articles/article/versions.html", context)

    @staticmethod
    def _sources(request: HttpRequest, story: Article) -> dict[int, int]:
        """The sources of what came in, by the number of the version it became."""
        if not request.user.has_perm("articles.view_source"):
            return {}
        return {each.version_number: each.pk for each in story.sources.only("version_number") if each.version_number}

    def version_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """One version as readers saw it or would see it."""
        story = self.story_or_404(request, object_id)  # type: ignore[attr-defined]
        version = self._numbered(story, number)
        if version.sorts_at is None:  # it never was before readers
            copy = working_copy(story)
            version.first_live_at, version.path = copy.first_live_at, copy.path
            version.sorts_at = version.published_at or copy.first_live_at
        return for_readers(views.story_page(request, version, preview=True))

    def restore_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """Make the working copy say what a version said."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self.story_or_404(request, object_id)  # type: ignore[attr-defined]
        version = self._numbered(story, number)
        base = request.POST.get("base", "")
        try:
            kept = workflow.restore(
                story, version=version, by=who(request), base=int(base) if base.isdecimal() else None
            )
        except (workflow.StepRefused, PermissionDenied) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:articles_article_versions", args=[story.pk]))
        if kept is None:
            messages.info(request, f"The story already says exactly what version {number} said.")
        else:
            messages.success(
                request,
                f"The story says again what version {number} said. Readers see no change until it is published.",
            )
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))

    @staticmethod
    def _numbered(story: Article, number: int) -> Version:
        version = story.versions.select_related("section").filter(number=number).first()
        if version is None:
            raise Http404
        return version

    @staticmethod
    def _asked(request: HttpRequest, story: Article, name: str) -> Version | None:
        number = request.GET.get(name, "")
        if not number.isdecimal():
            return None
        return story.versions.select_related("section").filter(number=number).first()
