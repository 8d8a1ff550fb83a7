"""Paste a page: the text as it came beside the story it becomes, each line an editor's to reassign, then a draft."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import fronts
from articles.admin import account
from articles.admin.base import who
from articles.admin.fields import section_choices
from articles.admin.telling import title_of
from articles.importing import pasting
from articles.importing.document import ParseError, Part, Role
from articles.importing.reassign import assign
from articles.importing.report import Result
from articles.models import Section, Version
from newsroom import clock

PASTED_TEXT = "Pasted text"
PASTED_PAGE = "Pasted page"
# Copied out of a browser, a page begins in the middle.
_HTML_OPENING = "<!doctype html>\n"


class PasteForm(forms.Form):
    """What was pasted, and what the editor made of its lines so far."""

    text = forms.CharField(
        required=False,
        strip=False,
        label="The page",
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "placeholder": "Paste the page here"}),
    )
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    packed = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, widget=forms.HiddenInput)
    changes = forms.CharField(required=False, widget=forms.HiddenInput)
    section = forms.ModelChoiceField(Section.objects.all(), required=False, widget=UnfoldAdminSelectWidget)
    source_url = forms.URLField(
        required=False,
        assume_scheme="https",
        label="Where it was published",
        widget=UnfoldAdminTextInputWidget({"placeholder": "https://… (if you like)", "inputmode": "url"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField", self.fields["section"])
        field.choices = [("", "As the page prints it"), *section_choices()]

    def brought(self) -> tuple[bytes, str] | None:
        """The bytes that were brought and their name: an uploaded file's, a page's HTML, or a text's."""
        told = self.cleaned_data
        if told["html"].strip():
            html = _with_plain_line_ends(told["html"])
            if not html.lstrip()[:9].lower().startswith(("<!doctype", "<html")):
                html = f"{_HTML_OPENING}{html}"
            return html.encode("utf-8", "replace"), PASTED_PAGE
        if told["text"].strip():
            return _with_plain_line_ends(told["text"]).encode("utf-8", "replace"), PASTED_TEXT
        if told["packed"]:
            try:
                return base64.b64decode(told["packed"], validate=True), told["name"][:200] or "Uploaded file"
            except (binascii.Error, ValueError):
                return None
        return None

    def changes_to(self, mark: str) -> dict[int, Role | None]:
        """The changes so far, if they were made to the text with this mark; none of another one's."""
        try:
            told = json.loads(self.cleaned_data["changes"] or "{}")
            if told.get("of") != mark:
                return {}
            return {int(at): Role(role) if role else None for at, role in told["lines"].items()}
        except (ValueError, TypeError, AttributeError, KeyError):
            return {}


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field for several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several uploaded files."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file, checked like one."""
        files = data if data and isinstance(data, list | tuple) else [data or None]
        return [super(SeveralFilesField, self).clean(each, initial) for each in files]


class UploadForm(forms.Form):
    """Files to import."""

    brought = SeveralFilesField(label="Files", error_messages={"required": "Choose the files first."})
    to_section = forms.ModelChoiceField(
        Section.objects.all(), required=False, label="Section", widget=UnfoldAdminSelectWidget
    )
    publish = forms.BooleanField(required=False, label="Put complete stories before readers at once")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField", self.fields["to_section"])
        field.choices = [("", "As each story prints it"), *section_choices()]


def paste_view(request: HttpRequest) -> HttpResponse:
    """The page: pasted or uploaded, shown, put right line by line, made a draft."""
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied("Your role does not write stories, so it cannot bring any in.")
    page = PastePage(request)
    if request.method != "POST":
        return page.show()
    if "upload" in request.POST:
        return page.upload()
    return page.work()


class PastePage:
    """One request for the page."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.form = PasteForm(request.POST if request.method == "POST" and "upload" not in request.POST else None)
        self.uploads = UploadForm()
        self.wants_json = "application/json" in request.headers.get("Accept", "")

    def work(self) -> HttpResponse:
        """Read what was brought, apply what the editor says of its lines, and show both or make the draft."""
        if not self.form.is_valid():
            return self.show(problem=" ".join(str(told) for each in self.form.errors.values() for told in each))
        brought = self.form.brought()
        if brought is None:
            return self.show(problem="" if self.wants_json else "Paste a page first.")
        data, name = brought
        if len(data) > pasting.MOST_IN_VIEW:
            return self.show(problem="This is too long to look at line by line: upload it as a file instead.")
        try:
            reading = pasting.read(data, name=name)
        except ParseError as error:
            return self.show(problem=f"{error.problem[:1].upper()}{error.problem[1:]}.")
        mark = hashlib.sha256(data).hexdigest()[:16]
        changes = self.form.changes_to(mark)
        try:
            if "set" in self.request.POST and self.request.POST.get("of", mark) == mark:
                role = self.request.POST["set"]
                chosen = [int(line) for line in self.request.POST.getlist("line")]
                said = None if role == account.GOES_ON else Role(role)
                changes = assign(reading.parsed.account, changes, chosen, said)
            elif "reset" in self.request.POST:
                changes = {}
            reading = pasting.Reading(reading.name, reading.format, reading.data, reading.parsed, changes)
            return self.make(reading) if "make" in self.request.POST else self.show(reading, mark=mark)
        except ValueError as error:
            return self.show(problem=str(error))

    def make(self, reading: pasting.Reading) -> HttpResponse:
        """Make the draft and go to its form."""
        told = self.form.cleaned_data
        outcome = pasting.make_draft(
            reading, by=who(self.request), section=told["section"], source_url=told["source_url"]
        )
        if outcome.result is Result.FAILED:
            return self.show(problem=f"The draft could not be made: {' '.join(outcome.notes)}")
        here = pasting.source_of(reading)
        story = outcome.article_id or (here.article_id if here else None)
        if story is None:
            messages.info(self.request, " ".join(outcome.notes) or "This had come in before, and is no story any more.")
            return HttpResponseRedirect(reverse("admin:paste"))
        if outcome.result is Result.CREATED:
            messages.success(self.request, "The draft is made. What each line became is kept under its source.")
        elif outcome.result is Result.UPDATED:
            messages.success(self.request, f"A newer version of this story came in. {' '.join(outcome.notes)}".strip())
        else:
            messages.info(self.request, "This is already here: nothing came in twice.")
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story]))

    def upload(self) -> HttpResponse:
        """One story of a file is shown line by line; several files or an archive are imported at once."""
        self.uploads = UploadForm(self.request.POST, self.request.FILES)
        if not self.uploads.is_valid():
            return self.show()
        told = self.uploads.cleaned_data
        files = told["brought"]
        if pasting.is_for_the_view(files):
            data, name = files[0].read(), files[0].name
            try:
                reading = pasting.read(data, name=name)
            except ParseError:
                pass  # several stories, or none: the run says so
            else:
                self.form = PasteForm(
                    {
                        "packed": base64.b64encode(data).decode(),
                        "name": name,
                        "section": told["to_section"].pk if told["to_section"] else "",
                    }
                )
                self.form.full_clean()
                return self.show(reading, mark=hashlib.sha256(data).hexdigest()[:16])
        if told["publish"] and not self.request.user.has_perm("articles.publish_article"):
            raise PermissionDenied("Your role does not publish: leave that box empty, and the stories become drafts.")
        try:
            run = pasting.import_uploads(
                files, by=who(self.request), publish=told["publish"], section=_trail(told["to_section"])
            )
        except pasting.TooMuch as error:
            self.uploads.add_error("brought", str(error))
            return self.show()
        return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))

    # What is shown -----------------------------------------------------------------------------------

    def show(self, reading: pasting.Reading | None = None, *, mark: str = "", problem: str = "") -> HttpResponse:
        """The page; for its script, the parts that changed."""
        context = self._bench(reading, mark) if reading else {}
        if self.wants_json:
            return JsonResponse({"problem": problem, **self._fragments(context, mark)})
        context |= {
            **self._desk().each_context(self.request),
            "title": "Paste a page",
            "form": self.form,
            "uploads": self.uploads,
            "problem": problem,
            "may_publish": self.request.user.has_perm("articles.publish_article"),
            "most": pasting.MOST_AT_ONCE,
        }
        return render(self.request, "admin/import/paste.html", context)

    def _bench(self, reading: pasting.Reading, mark: str) -> dict[str, Any]:
        """The two panes of a story."""
        told = reading.story
        ahead = pasting.Reading(reading.name, reading.format, reading.data, told)
        changes = {str(at): role.value if role else "" for at, role in reading.changes.items()}
        here = pasting.source_of(reading)
        return {
            "reading": reading,
            "story": told,
            "form": self.form,
            "mark": mark,
            "changes": json.dumps({"of": mark, "lines": changes}) if changes else "",
            "rows": account.rows_of(told.text, told.account, structured=reading.is_structured),
            "legend": account.legend(told.account, all_roles=True),
            "summary": account.summary(told.account),
            "doubtful": account.doubtful(told.account),
            "frame": story_frame(self.request, ahead, section=self.form.cleaned_data["section"]),
            "here": here,
            "here_title": title_of(here.article) if here and here.article else "",
            "goes_on": account.GOES_ON,
            "goes_on_key": account.GOES_ON_KEY,
            "format_name": account.format_name(reading.format),
            "line_count": told.text.count("\n") + 1,
        }

    def _fragments(self, context: dict[str, Any], mark: str) -> dict[str, Any]:
        """The bench for the page's script: whole where the text is new to it, else only what changed."""
        if not context:
            return {"bench": ""}
        if self.request.POST.get("known") != mark:
            return {"bench": render_to_string("admin/import/_bench.html", context, self.request), "of": mark}
        reading, rows = context["reading"], context["rows"]
        shown = {int(at) for at in self.request.POST.get("shown", "").split(",") if at.isdecimal()}
        changed = _changed(reading.parsed.account, context["story"].account)
        return {
            "of": mark,
            "changes": context["changes"],
            "changed": sorted(changed),
            "rows": render_to_string(
                "admin/import/_lines.html",
                {"rows": [row for row in rows if row.part in changed | shown], "choosable": True},
            ),
            "legend": render_to_string("admin/import/_legend.html", context),
            "doubts": render_to_string("admin/import/_doubts.html", {"doubts": context["story"].doubts}),
            "summary": context["summary"],
            "frame": context["frame"],
        }

    @staticmethod
    def _desk() -> Any:
        from django.contrib import admin  # noqa: PLC0415 (the site imports this module while it is being made)

        return admin.site


def story_frame(request: HttpRequest, reading: pasting.Reading, *, section: Section | None) -> str:
    """The story as readers would get it, as a page for a frame of its own."""
    draft, content = pasting.look_ahead(reading, by=who(request), section=section)
    now = clock.now()
    version = Version(first_live_at=now, sorts_at=draft.article.published_at or now, path="preview")
    version.fill(content)
    version.section = draft.article.section
    return frame_of_version(request, version)


def frame_of_version(request: HttpRequest, version: Version) -> str:
    """A version as readers would get it, as a page for a frame: without the site around it."""
    trail: list[Section] = []
    above = version.section
    while above is not None and above not in trail:
        trail.insert(0, above)
        above = above.parent
    context = {
        "version": version,
        "trail": trail,
        "top": None,
        "pictures": fronts.arrange_pictures(version),
        "more": [],
        "preview": True,
        "structured_data": [],
    }
    return render_to_string("admin/import/story_frame.html", context, request)


def _changed(before: Sequence[Part], after: Sequence[Part]) -> set[int]:
    return {at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}


def _trail(section: Section | None) -> str:
    names: list[str] = []
    while section is not None:
        names.insert(0, section.name)
        section = section.parent
    return "/".join(names)


def _with_plain_line_ends(text: str) -> str:
    """Browsers send each line end as two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
