"""Stories: the list an editor works from, the form a story is written in, and its buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList as BaseChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from unfold.admin import StackedInline, TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import views
from articles.admin.base import DeskAdmin, DeskList, who
from articles.admin.deletion import KeepsWhatIsUsed
from articles.admin.fields import PlainTextarea, PrintedDateField, StoryTextarea, same_text, section_choices
from articles.admin.filters import DayRangeFilter, SectionFilter, StatusFilter
from articles.admin.site import for_readers
from articles.admin.steps import StepPages
from articles.admin.telling import (
    STATUS_COLOURS,
    STATUS_WORDS,
    moment,
    opening_of,
    person,
    reading_minutes,
    thumbnail,
    time_zone,
    title_of,
)
from articles.admin.version import VersionPages, working_copy
from articles.models import FOREVER, Article, Author, Byline, Caption, Status, Version
from articles.workflow import actions as workflow

# The fields of the form that are columns of the article.
TEXT_FIELDS = ("headline", "standfirst", "body")
PLACE_FIELDS = ("section", "kind", "language")
PRINT_FIELDS = ("dateline", "agency", "published_at", "updated_at")
STORY_COLUMNS = (
    *(*TEXT_FIELDS, *PLACE_FIELDS, *PRINT_FIELDS, "correction", "editor_note"),
    *("published_has_time", "updated_has_time"),
)


# Shown in place of the status where an embargo still holds.
EMBARGOED = "embargoed"
STANDING_COLOURS = {**{status.value: colour for status, colour in STATUS_COLOURS.items()}, EMBARGOED: "danger"}


class ArticleForm(forms.ModelForm):
    """A story as it is written."""

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    published_at = PrintedDateField(
        label="Printed date",
        help_text="Leave it empty if the story carries none: no date is invented. The time too may stay empty.",
    )
    updated_at = PrintedDateField(label="Printed update")

    class Meta:
        model = Article
        fields = (
            *("headline", "standfirst", "body", *PLACE_FIELDS, "topics"),
            *(*PRINT_FIELDS, "correction", "editor_note"),
        )
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "headline": PlainTextarea({"rows": 1, "placeholder": "Headline", "class": "desk-headline"}),
            "standfirst": PlainTextarea({"rows": 2, "placeholder": "Standfirst", "class": "desk-standfirst"}),
            "body": StoryTextarea({"rows": 20}),
            "correction": PlainTextarea({"rows": 2}),
            "editor_note": PlainTextarea({"rows": 2}),
            "language": UnfoldAdminTextInputWidget({"placeholder": "en"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        story = self.instance
        if story.pk:
            self.initial["base"] = story.version_number
        for name in ("published_at", "updated_at"):
            if name in self.fields:
                has_time = getattr(story, name.replace("_at", "_has_time"))
                self.initial[name] = PrintedDateField.shown(getattr(story, name), has_time=has_time)
        if "section" in self.fields:
            section = cast("forms.ModelChoiceField", self.fields["section"])
            section.choices = [("", "No section yet"), *section_choices()]

    def clean_headline(self) -> str:
        """A headline is one line, however it was pasted."""
        return " ".join(line.strip() for line in self.cleaned_data["headline"].splitlines())

    def clean_body(self) -> str:
        """The text; as it is stored if the editor only dropped white space between its blocks."""
        old, new = self.instance.body, self.cleaned_data["body"]
        return old if same_text(old, new) else new

    def clean(self) -> dict[str, Any] | None:
        """Refuse to write over what somebody else has saved meanwhile."""
        cleaned = super().clean()
        story = self.instance
        if not story.pk:
            return cleaned
        base = self.cleaned_data.get("base")
        if base is None:
            raise ValidationError(
                "The form came without the number of the version it began from: open the story again."
            )
        try:
            workflow.refuse_if_moved_on(story, base=base)
        except workflow.EditConflict as conflict:
            theirs = reverse("admin:articles_article_versions", args=[story.pk])
            sentence = format_html(
                '{} <a class="desk-link" href="{}?from={}&amp;to={}" target="_blank">See what they changed</a>.',
                str(conflict), theirs, base, story.version_number,
            )  # fmt: skip
            raise ValidationError(sentence, code="conflict") from conflict
        return cleaned

    def _post_clean(self) -> None:
        """Tell the story whether its printed dates carry times."""
        super()._post_clean()  # type: ignore[misc]
        for name in ("published_at", "updated_at"):
            if isinstance(field := self.fields.get(name), PrintedDateField) and name in self.changed_data:
                setattr(self.instance, name.replace("_at", "_has_time"), field.has_time)

    @property
    def changes_the_story(self) -> bool:
        """Whether anything an editor can see was changed."""
        changed = set(self.changed_data) - {"base"}
        if "body" in changed and same_text(self.initial.get("body") or "", self.cleaned_data.get("body") or ""):
            changed.discard("body")
        return bool(changed)


class OrderedFormSet(PaginationInlineFormSet):
    """Rows in an order. One that was added without saying where stands last."""

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Any:
        """Save an added row, behind the others if it has no place yet."""
        if "position" not in form.changed_data:
            others = [each.instance.position for each in self.initial_forms]
            added = [each.position for each in self.new_objects]
            form.instance.position = max([*others, *added], default=-1) + 1
        return super().save_new(form, commit=commit)


class RowForm(forms.ModelForm):
    """One row of an ordered list."""

    def has_changed(self) -> bool:
        """An added row that has nothing but a place is none."""
        if self.instance.pk is None and set(self.changed_data) <= {"position"}:
            return False
        return super().has_changed()


class BylineForm(RowForm):
    """A person over a story."""

    class Meta:
        model = Byline
        fields = ("author", "name", "role", "position")


class BylineInline(TabularInline):
    """Who stands over the story."""

    model = Byline
    form = BylineForm
    formset: type[BaseInlineFormSet] = OrderedFormSet
    fields = ("author", "name", "role", "position")
    autocomplete_fields = ("author",)
    ordering_field = "position"
    hide_title = True
    verbose_name = "byline"
    verbose_name_plural = "bylines"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        """With their authors."""
        return super().get_queryset(request).select_related("author")

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """An empty row where there is none yet; without scripts, on asking for more."""
        return 1 if obj is None or "more" in request.GET else 0


class CaptionForm(RowForm):
    """The words under a photo."""

    class Meta:
        model = Caption
        fields = ("photo", "text", "credit", "place", "position")
        widgets: ClassVar[dict[str, forms.Widget]] = {"text": PlainTextarea({"rows": 2})}


class CaptionInline(StackedInline):
    """The photos of the story and the words under them."""

    model = Caption
    form = CaptionForm
    formset: type[BaseInlineFormSet] = OrderedFormSet
    fields = ("picture", "photo", "text", ("credit", "place", "position"))
    readonly_fields = ("picture",)
    autocomplete_fields = ("photo",)
    ordering_field = "position"
    verbose_name = "photo and caption"
    verbose_name_plural = "photos and captions"
    classes = ("desk-captions",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Caption]:
        """With their photos."""
        return super().get_queryset(request).select_related("photo")

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """None until asked for; without scripts, by the link under the form."""
        return 1 if "more" in request.GET else 0

    @display(description="")
    def picture(self, caption: Caption) -> SafeString | str:
        """A small view of the photo."""
        if caption.photo_id is None:
            return format_html('<span class="desk-no-photo">{}</span>', "No photo yet")
        return thumbnail(caption.photo)


class StoryList(DeskList):
    """The list of stories: it says what it loads."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Article]:
        """What the list shows, found and loaded."""
        return super().get_queryset(request, exclude_parameters).for_desk_list()


@admin.register(Article)
class ArticleAdmin(KeepsWhatIsUsed, StepPages, VersionPages, DeskAdmin):
    """The stories of the newsroom."""

    form = ArticleForm
    inlines = (BylineInline, CaptionInline)
    fieldsets = (
        ("Text", {"fields": TEXT_FIELDS}),
        ("Where it stands", {"fields": (*PLACE_FIELDS, "topics")}),
        ("As printed", {"fields": PRINT_FIELDS}),
        ("For readers", {"fields": ("correction",)}),
        ("For colleagues", {"fields": ("editor_note",)}),
    )
    autocomplete_fields = ("topics",)
    change_form_template = "admin/articles/article/change_form.html"
    save_on_top = False

    list_display = ("story", "section", "by", "standing", "when", "saved")
    list_display_links = ("story",)
    list_filter = (
        StatusFilter,
        SectionFilter,
        ("bylines__author", AutocompleteSelectFilter),
        ("topics", AutocompleteSelectFilter),
        ("modified_at", DayRangeFilter),
        ("published_at", DayRangeFilter),
        ("origin", ChoicesDropdownFilter),
    )
    list_filter_submit = True
    list_before_template = "admin/articles/article/_status_tabs.html"
    list_fullwidth = True
    list_per_page = 25
    search_fields = ("headline", "bylines__name", "bylines__author__name")
    search_help_text = "Headline or author"

    # The list ---------------------------------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BaseChangeList]:
        """The list of stories."""
        return StoryList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Each story with its status."""
        return super().get_queryset(request).with_status()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Stories in whose headline or bylines each word stands; one row a story, however many bylines match."""
        for word in search_term.split():
            authors = Author.objects.filter(name__icontains=word)
            bylines = Byline.objects.filter(Q(name__icontains=word) | Q(author__in=authors))
            queryset = queryset.filter(Q(headline__icontains=word) | Q(pk__in=bylines.values("article")))
        return queryset, False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with its statuses as tabs."""
        status = request.GET.get("status", "")
        others = request.GET.copy()
        for key in ("status", "p"):
            others.pop(key, None)
        tabs = []
        for value, label in [("", "All stories"), *((each.value, STATUS_WORDS[each]) for each in Status)]:
            query = others.copy()
            if value:
                query["status"] = value
            tabs.append({"label": label, "query": query.urlencode(), "active": status == value})
        return super().changelist_view(request, {**(extra_context or {}), "title": "Stories", "status_tabs": tabs})

    @display(description="Story", ordering="headline")
    def story(self, article: Article) -> SafeString:
        """The headline, and under it how the story begins."""
        title, quiet = title_of(article), opening_of(article)
        return format_html(
            '<span class="desk-story"><span class="desk-story__title">{}</span>'
            '<span class="desk-story__opening">{}</span></span>',
            title,
            quiet if quiet[:60] != title[:60] else "",
        )

    @display(description="By")
    def by(self, article: Article) -> str:
        """The names over the story."""
        return ", ".join(byline.printed_name for byline in article.bylines.all()) or "—"

    @display(description="Status", label=STANDING_COLOURS)
    def standing(self, article: Article) -> tuple[str, str]:
        """Where the story stands; a draft under embargo says so."""
        status = Status(article.status)  # type: ignore[attr-defined]
        if article.is_embargoed and status in {Status.DRAFT, Status.WITHDRAWN}:
            return EMBARGOED, "Embargoed"
        return status, STATUS_WORDS[status]

    @display(description="Live", ordering="first_live_at")
    def when(self, article: Article) -> str:
        """When it goes live, or when it first did."""
        if coming := article.goes_live_at:  # type: ignore[attr-defined]
            return f"From {moment(coming)}"
        return capfirst(moment(article.first_live_at)) or "—"

    @display(description="Last saved", ordering="modified_at")
    def saved(self, article: Article) -> SafeString:
        """When it was last saved, and by whom."""
        return format_html(
            '<span class="desk-saved">{}<span>{}</span></span>',
            capfirst(moment(article.modified_at)),
            person(article.modified_by),
        )

    # The form ---------------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """The story; for a change, locked from here on, so that nobody's save can slip in between."""
        if request.method == "POST" and transaction.get_connection().in_atomic_block and object_id.isdecimal():
            Article.objects.select_for_update().filter(pk=object_id).order_by().values_list("pk").first()
        return super().get_object(request, object_id, from_field)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """The form's own widgets; sections as a tree without the icons beside it."""
        if db_field.name == "section":
            return db_field.formfield(widget=UnfoldAdminSelectWidget(), required=False)
        if db_field.name == "body":
            return db_field.formfield(widget=StoryTextarea({"rows": 20}), label="Text")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        """The form with what stands around it: status, address, versions, source, and the buttons there are."""
        story = obj or Article()
        words = story.word_count
        context |= {
            "words": words,
            "minutes": reading_minutes(words),
            "time_zone": time_zone(),
            "offered": self.offered(request, obj, may_save=self._may_save(request, obj)),
            "title": title_of(obj) if obj else "New story",
            "subtitle": None,
        }
        if obj is not None:
            may_see_sources = request.user.has_perm("articles.view_source")
            sources = obj.sources.select_related("run").defer("packed", "packed_text", "account")
            context |= {
                "sources": list(sources) if may_see_sources else [],
                "may_see_imports": request.user.has_perm("articles.view_importrun"),
                "proposals": self._proposals(obj),
                "holds_for_good": obj.embargo is not None and obj.embargo >= FOREVER,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @staticmethod
    def _proposals(story: Article) -> list[Version]:
        """What came in since the desk last saved the story, to be compared with it."""
        own = story.versions.filter(is_proposal=False).values_list("number", flat=True).first() or 0
        return list(story.versions.filter(is_proposal=True, number__gt=own).only("number", "created_at", "note"))

    def _may_save(self, request: HttpRequest, obj: Article | None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        """Save the columns the form is about, and no others: an address given meanwhile stays."""
        if not change:
            obj.created_by = who(request)
            obj.modified_by = who(request)
            obj.save()
        elif form.changes_the_story:
            self._save_columns(request, obj, STORY_COLUMNS)
            if "editor_note" in form.changed_data:
                self._noted(request).add(obj.pk)

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: Iterable[BaseInlineFormSet], change: bool
    ) -> None:
        """Save bylines and captions, and then keep it all as a draft version."""
        formsets = list(formsets)
        super().save_related(request, form, formsets, change)
        story = form.instance
        rows_changed = any(formset.has_changed() for formset in formsets)
        if change and rows_changed and not form.changes_the_story:
            self._save_columns(request, story, ())
        base = form.cleaned_data.get("base") if change else None
        # What the form left in the instances is not always what was stored: read the rows afresh.
        story._prefetched_objects_cache = {}
        self._kept(request)[story.pk] = workflow.save_draft(story, by=who(request), base=base)

    def _save_columns(self, request: HttpRequest, story: Article, columns: Iterable[str]) -> None:
        story.modified_by = who(request)
        story.save(update_fields=[*columns, "modified_by", "modified_at"])

    @staticmethod
    def _kept(request: HttpRequest) -> dict[int, Any]:
        """The versions this request has kept, by story."""
        if not hasattr(request, "versions_kept"):
            request.versions_kept = {}  # type: ignore[attr-defined]
        return request.versions_kept  # type: ignore[attr-defined]

    @staticmethod
    def _noted(request: HttpRequest) -> set[int]:
        """The stories of which this request has changed the note to editors."""
        if not hasattr(request, "stories_noted"):
            request.stories_noted = set()  # type: ignore[attr-defined]
        return request.stories_noted  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        """After the first save: on with the button that was pressed."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.after_save(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """After a save: on with the button that was pressed."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self.after_save(request, obj)

    def after_save(self, request: HttpRequest, story: Article) -> HttpResponse:
        """Say what was saved and take the step that the button names; a step refused leaves the draft saved."""
        version = self._kept(request).get(story.pk)
        saved = (
            f"Saved as version {version.number}."
            if version
            else "Saved."  # what is for colleagues alone makes no version
            if story.pk in self._noted(request)
            else "Nothing had changed, so nothing was saved."
        )
        if "_publish" in request.POST:
            try:
                workflow.publish(story, by=who(request), base=story.version_number)
            except (workflow.StepRefused, PermissionDenied) as refusal:
                messages.error(request, f"{refusal} {'Your draft is saved.' if version else ''}".strip())
            else:
                messages.success(request, self.live_sentence(story))
        elif step := next((name for name in ("update", "schedule") if f"_{name}" in request.POST), None):
            if version:
                messages.info(request, saved)
            return HttpResponseRedirect(reverse(f"admin:articles_article_{step}", args=[story.pk]))
        else:
            messages.success(request, saved)
        if "_close" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))

    # Preview ----------------------------------------------------------------------------------------

    def preview_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """The story as readers would get it: as it was saved, or, when the form is sent here, as it stands there."""
        story = self.story_or_404(request, object_id) if object_id else None
        if request.method != "POST":
            if story is None:
                raise PermissionDenied("Save the story first.")
            return for_readers(views.story_page(request, working_copy(story), preview=True))
        if not self._may_save(request, story):
            raise PermissionDenied("You may not edit stories.")
        with transaction.atomic():
            version, problems = self._as_typed(request, story)
            # What was typed is only looked at: the draft stays as it was saved.
            transaction.set_rollback(True)
        if version is None:
            context = {**self.admin_site.each_context(request), "title": "No preview yet", "problems": problems}
            return render(request, "admin/refused.html", context)
        return for_readers(views.story_page(request, version, preview=True))

    def _as_typed(self, request: HttpRequest, story: Article | None) -> tuple[Version | None, list[str]]:
        """A version of what the sent form says, or what is not right in it; leaves rows to be rolled back."""
        # Whether somebody else saved meanwhile is no matter for looking at it.
        sent = request.POST.copy()
        if story is not None:
            sent["base"] = str(story.version_number)
        form = self.get_form(request, story, change=story is not None)(sent, request.FILES, instance=story)
        valid = form.is_valid()
        typed = form.save(commit=False) if valid else form.instance
        formsets, _ = self._create_formsets(request, typed, change=story is not None)
        if not (all([formset.is_valid() for formset in formsets]) and valid):  # noqa: C419 (each is asked)
            rows = [form, *(row for formset in formsets for row in formset.forms)]
            return None, [sentence for row in rows for told in row.errors.values() for sentence in told]
        typed.save()
        form.save_m2m()
        for formset in formsets:
            formset.save()
        return working_copy(typed), []

    # Addresses --------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """The desk's own pages of a story, beside those of the admin."""

        def page(route: str, view: Callable[..., HttpResponse], called: str, **kwargs: Any) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), kwargs, name=f"articles_article_{called}")

        return [
            page("add/preview/", self.preview_view, "preview_new"),
            page("<int:object_id>/preview/", self.preview_view, "preview"),
            page("<int:object_id>/versions/", self.versions_view, "versions"),
            page("<int:object_id>/versions/<int:number>/", self.version_view, "version"),
            page("<int:object_id>/versions/<int:number>/restore/", self.restore_view, "restore"),
            *(page(f"<int:object_id>/{name}/", self.step_view, name, name=name) for name in self.steps),
            *super().get_urls(),
        ]

    def story_or_404(self, request: HttpRequest, object_id: int | str) -> Article:
        """The story of a page, for those who may see it."""
        story = self.get_queryset(request).filter(pk=object_id).first()
        if story is None:
            raise Http404
        if not self.has_view_or_change_permission(request, story):
            raise PermissionDenied
        return story

    # Deleting ---------------------------------------------------------------------------------------

    def why_kept(self, obj: Article) -> str:
        """A story that readers have seen, or will see, is not deleted."""
        if obj.versions.published().exists():
            return "This story has been before readers or is scheduled, so it stays: withdraw it instead."
        return ""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], Any]:
        """A draft goes with all that is its own, for whoever may delete stories; what is listed is what one knows."""
        _, counts, _, protected = super().get_deleted_objects(objs, request)
        known = {"articles", "bylines", "captions", "versions", "sources"}
        return [title_of(story) for story in objs], {k: v for k, v in counts.items() if k in known}, set(), protected
