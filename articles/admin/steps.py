"""The steps of a story that ask something first: update, schedule, cancel the schedule, withdraw.

They are pages, so that they work without scripts and by keyboard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminRadioSelectWidget

from articles.admin.base import who
from articles.admin.fields import DateAndTime, PlainTextarea
from articles.admin.telling import time_zone, title_of
from articles.admin.version import compare, working_copy
from articles.models import FOREVER, Article, Change
from articles.workflow import actions as workflow


class StepForm(forms.Form):
    """What every step carries: the version the editor looked at."""

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)


class UpdateForm(StepForm):
    """What kind of change readers get, and what they are told."""

    change = forms.ChoiceField(
        label="What is this change?",
        choices=[
            (Change.UPDATE.value, "An update: the story goes on"),
            (Change.CORRECTION.value, "A correction: something was wrong"),
        ],
        initial=Change.UPDATE.value,
        widget=UnfoldAdminRadioSelectWidget(),
    )
    note = forms.CharField(
        label="Note",
        required=False,
        widget=PlainTextarea({"rows": 3}),
        help_text="For a correction, what readers are told: what was wrong, and what is right. "
        "For an update, why, for colleagues.",
    )


class ScheduleForm(StepForm):
    """When a story goes live."""

    at = forms.SplitDateTimeField(label="Goes live at", widget=DateAndTime)
    note = forms.CharField(label="Note for colleagues", required=False, widget=PlainTextarea({"rows": 2}))


class EmbargoForm(StepForm):
    """Until when a story is held, and why."""

    at = forms.SplitDateTimeField(label="Embargoed until", required=False, widget=DateAndTime)
    note = forms.CharField(label="Why", required=False, max_length=300, widget=PlainTextarea({"rows": 2}))


class WithdrawForm(StepForm):
    """Why a story is taken from readers."""

    note = forms.CharField(
        label="Why",
        widget=PlainTextarea({"rows": 3}),
        help_text="For colleagues; kept with the version.",
        error_messages={"required": "Say why it is withdrawn: somebody will ask."},
    )


@dataclass(frozen=True)
class Step:
    """One step: what its page says and asks, who may take it, and what it does."""

    title: str
    button: str
    explanation: str
    permission: str
    form: type[StepForm]
    take: Callable[[Article, HttpRequest, dict[str, Any]], Any]
    done: Callable[[StepPages, Article, dict[str, Any]], str | SafeString]
    shows_changes: bool = False
    is_grave: bool = False
    initial: dict[str, Any] = field(default_factory=dict)


def _update(story: Article, request: HttpRequest, asked: dict[str, Any]) -> None:
    workflow.publish(
        story, by=who(request), base=asked["base"], note=asked["note"].strip(), change=Change(asked["change"])
    )


def _schedule(story: Article, request: HttpRequest, asked: dict[str, Any]) -> None:
    workflow.schedule(story, by=who(request), at=asked["at"], base=asked["base"], note=asked["note"].strip())


def _unschedule(story: Article, request: HttpRequest, asked: dict[str, Any]) -> None:
    workflow.unschedule(story, by=who(request))


def _withdraw(story: Article, request: HttpRequest, asked: dict[str, Any]) -> None:
    workflow.withdraw(story, by=who(request), note=asked["note"].strip())


def _embargo(story: Article, request: HttpRequest, asked: dict[str, Any]) -> None:
    workflow.embargo(story, by=who(request), until=asked["at"] or FOREVER, note=asked["note"].strip())


def _lift(story: Article, request: HttpRequest, asked: dict[str, Any]) -> None:
    workflow.embargo(story, by=who(request), until=None)


def _in_full(instant: datetime) -> str:
    return date_format(timezone.localtime(instant), "l j F Y, H:i")


STEPS: dict[str, Step] = {
    "update": Step(
        title="Update what readers see",
        button="Update",
        explanation="Readers get the story as it was last saved, at once.",
        permission="articles.publish_article",
        form=UpdateForm,
        take=_update,
        done=lambda pages, story, _asked: pages.live_sentence(story),
        shows_changes=True,
    ),
    "schedule": Step(
        title="Schedule",
        button="Schedule",
        explanation="The story goes live at this time to the second, as it was last saved. What you change after this "
        "waits for the next publication.",
        permission="articles.publish_article",
        form=ScheduleForm,
        take=_schedule,
        done=lambda _pages, story, asked: f"“{title_of(story)}” goes live on {_in_full(asked['at'])}.",
        shows_changes=True,
    ),
    "unschedule": Step(
        title="Cancel the schedule",
        button="Cancel the schedule",
        explanation="The story will not go live by itself. What readers see now stays as it is.",
        permission="articles.publish_article",
        form=StepForm,
        take=_unschedule,
        done=lambda _pages, story, _asked: f"“{title_of(story)}” is no longer scheduled.",
    ),
    "embargo": Step(
        title="Set an embargo",
        button="Set the embargo",
        explanation="Nothing of the story goes live before this time; it can be scheduled for then. Left empty, it "
        "holds until somebody lifts it. What readers see already stays.",
        permission="articles.publish_article",
        form=EmbargoForm,
        take=_embargo,
        done=lambda _pages, story, asked: (
            f"“{title_of(story)}” is under embargo until "
            f"{_in_full(asked['at']) if asked['at'] else 'somebody lifts it'}."
        ),
    ),
    "lift": Step(
        title="Lift the embargo",
        button="Lift the embargo",
        explanation="The story may go live. It does not by itself: publish or schedule it then.",
        permission="articles.publish_article",
        form=StepForm,
        take=_lift,
        done=lambda _pages, story, _asked: f"“{title_of(story)}” is no longer under embargo.",
    ),
    "withdraw": Step(
        title="Withdraw",
        button="Withdraw the story",
        explanation="Readers cannot read it any more, at once: its address says that it is gone. Anything scheduled "
        "for it is cancelled. The story stays at the desk and can be published again.",
        permission="articles.withdraw_article",
        form=WithdrawForm,
        take=_withdraw,
        done=lambda _pages, story, _asked: f"“{title_of(story)}” is withdrawn. Readers cannot see it any more.",
        is_grave=True,
    ),
}


class StepPages:
    """The buttons of a story and the pages behind them, for its admin."""

    steps: ClassVar[dict[str, Step]] = STEPS

    def offered(self, request: HttpRequest, story: Article | None, *, may_save: bool) -> dict[str, bool]:
        """Which buttons the form shows. The actions decide; this only spares a refusal."""
        may_publish = may_save and request.user.has_perm("articles.publish_article")
        is_live = bool(getattr(story, "live_path", None))
        is_coming = bool(getattr(story, "goes_live_at", None))
        return {
            "save": may_save,
            "publish": may_publish and not is_live and not is_coming,
            "update": may_publish and is_live and not is_coming,
            "schedule": may_publish and not is_coming,
            "unschedule": may_publish and is_coming,
            "embargo": may_publish and story is not None and not story.is_embargoed,
            "lift": may_publish and story is not None and story.is_embargoed,
            "withdraw": is_live and request.user.has_perm("articles.withdraw_article"),
        }

    def live_sentence(self, story: Article) -> SafeString:
        """That a story is live, with the way to it."""
        return format_html(
            '“{}” is live: <a href="/{}/" target="_blank">/{}/</a>', title_of(story), story.path, story.path
        )

    def step_view(self, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        """Ask what a step needs to know, then take it; a refusal is told and changes nothing."""
        step = self.steps[name]
        story = self.story_or_404(request, object_id)  # type: ignore[attr-defined]
        back = reverse("admin:articles_article_change", args=[story.pk])
        if not request.user.has_perm(step.permission):
            messages.error(request, f"{step.title}: your role may not do this. Ask a publisher.")
            return HttpResponseRedirect(back)
        form = step.form(request.POST or None, initial={"base": story.version_number})
        if request.method == "POST" and form.is_valid():
            try:
                step.take(story, request, form.cleaned_data)
            except (workflow.StepRefused, PermissionDenied) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, step.done(self, story, form.cleaned_data))
                return HttpResponseRedirect(back)
        live = story.versions.live().select_related("section").first()
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": story,
            "title": step.title,
            "step": step,
            "story": story,
            "form": form,
            "back": back,
            "live": live,
            "changes": compare(live, working_copy(story)) if step.shows_changes and live else None,
            "time_zone": time_zone(),
            "missing": workflow.may_go_live(story) if name == "schedule" else [],
        }
        return render(request, "admin/articles/article/step.html", context)
