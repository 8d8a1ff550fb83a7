"""Photos: the pictures and everything that belongs to them in every story."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from PIL import Image
from unfold.decorators import display
from unfold.widgets import UnfoldAdminImageFieldWidget, UnfoldAdminTextInputWidget

from articles.admin.base import DeskAdmin, who
from articles.admin.deletion import KeepsWhatIsUsed
from articles.admin.fields import PlainTextarea
from articles.admin.filters import YesNoFilter
from articles.admin.telling import moment, thumbnail, title_of
from articles.models import Article, Caption, Photo, Version
from articles.models.photo import FORMATS, key_of
from articles.photos.geometry import srcset_widths
from articles.photos.renditions import MAX_PIXELS, PhotoUnreadable, rendition

MEGABYTE = 1024 * 1024
LARGEST_FILE = 40 * MEGABYTE
STORIES_SHOWN = 20


class PhotoFileField(forms.ImageField):
    """A picture we can show: of a format we know, whole, and not too large. The error says which it is not."""

    def to_python(self, data: Any) -> Any:
        """The picture as it came, once it has been read from end to end."""
        if data in self.empty_values:
            return None
        if data.size > LARGEST_FILE:
            raise ValidationError(
                f"This file has {data.size // MEGABYTE} MB; the largest we take has {LARGEST_FILE // MEGABYTE} MB."
            )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # measured below, by our own limit
                self._look_at(data)
        except Image.DecompressionBombError as error:
            raise ValidationError(_too_large()) from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise ValidationError(
                "This file is damaged or no picture at all: save it again as JPEG, PNG or WebP."
            ) from error
        finally:
            data.seek(0)
        return data

    @staticmethod
    def _look_at(data: Any) -> None:
        """Read the whole picture once; what its header promises is checked before."""
        data.seek(0)
        with Image.open(data) as image:
            if image.format not in FORMATS:
                raise ValidationError(f"This is a {image.format} file: save it as JPEG, PNG or WebP.")
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(_too_large(image.width, image.height))
            image.load()


def _too_large(width: int = 0, height: int = 0) -> str:
    measured = f"{width} × {height} pixels" if width else "too many pixels"
    return f"This picture has {measured}; the largest we take has {MAX_PIXELS // 1_000_000} megapixels."


class PhotoForm(forms.ModelForm):
    """A photo with its words."""

    file = PhotoFileField(
        label="Picture",
        widget=UnfoldAdminImageFieldWidget,
        help_text=f"JPEG, PNG or WebP, up to {LARGEST_FILE // MEGABYTE} MB. It cannot be exchanged later.",
    )

    class Meta:
        model = Photo
        fields = ("file", "alt_text", "caption", "credit", "place", "taken_at", "rights", "focal_x", "focal_y")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "alt_text": PlainTextarea({"rows": 2}),
            "caption": PlainTextarea({"rows": 3}),
            "rights": PlainTextarea({"rows": 2}),
            "credit": UnfoldAdminTextInputWidget(),
        }

    def clean_file(self) -> Any:
        """The same picture is kept once."""
        file = self.cleaned_data["file"]
        same = Photo.objects.filter(key=key_of(file)).first()
        if same is not None:
            raise ValidationError(
                format_html(
                    'This picture is here already: <a class="desk-link" href="{}">{}</a>.',
                    reverse("admin:articles_photo_change", args=[same.pk]),
                    same,
                )
            )
        return file

    def clean_alt_text(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["alt_text"].split())


class AltTextFilter(YesNoFilter):
    """Whether those who cannot see the picture are told what it shows."""

    title = "alternative text"
    parameter_name = "alt"
    yes, no = "Has alternative text", "Lacks alternative text"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        """The photos asked for."""
        if self.value() is None:
            return queryset
        return queryset.filter(alt_text="") if self.value() == "no" else queryset.exclude(alt_text="")


@admin.register(Photo)
class PhotoAdmin(KeepsWhatIsUsed, DeskAdmin):
    """The picture desk."""

    form = PhotoForm
    list_display = ("small", "words", "credit", "size", "stories", "arrived")
    list_display_links = ("small", "words")
    list_filter = (AltTextFilter,)
    search_fields = ("caption", "alt_text", "credit", "place", "key")
    search_help_text = "Caption, credit or place"
    list_per_page = 24
    change_form_template = "admin/articles/photo/change_form.html"

    class Media:
        js = (forms.Script("newsroom/desk/focal-point.js", defer=True),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        """Each photo with the number of stories it stands in, counted only for the rows that are shown."""
        captions = Caption.objects.filter(photo=OuterRef("pk")).order_by().values("photo")
        stories = captions.annotate(number=Count("article", distinct=True)).values("number")
        return (
            super()
            .get_queryset(request)
            .annotate(story_count=Coalesce(Subquery(stories, output_field=IntegerField()), 0))
        )

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        """The file is chosen once: published versions name it."""
        about = ("alt_text", "caption", ("credit", "place"), "taken_at")
        focal = (("focal_x", "focal_y"),)
        if obj is None:
            return (
                ("Picture", {"fields": ("file", *about)}),
                ("Rights", {"fields": ("rights",)}),
                ("Focal point", {"fields": focal, "description": "What must stay in view when the picture is cut, "
                                 "from 0 (left, top) to 1 (right, bottom). You can click on it after the first save."}),
            )  # fmt: skip
        return (
            ("Picture", {"fields": focal}),
            ("About it", {"fields": about}),
            ("Rights", {"fields": ("rights",)}),
            ("Used in", {"fields": ("used_in",)}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        """Where it is used is looked at here, and changed in the stories."""
        return ("used_in",) if obj else ()

    def get_form(self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Without the file once it is there."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None:
            form.base_fields.pop("file", None)
        return form

    def save_model(self, request: HttpRequest, obj: Photo, form: forms.ModelForm, change: bool) -> None:
        """Remember who brought it."""
        if not change:
            obj.created_by = who(request)
        super().save_model(request, obj, form, change)

    @display(description="Picture")
    def small(self, photo: Photo) -> SafeString | str:
        """A small view."""
        return thumbnail(photo)

    @display(description="Caption")
    def words(self, photo: Photo) -> SafeString:
        """The caption, and what is missing."""
        missing = "" if photo.alt_text else "No alternative text"
        return format_html(
            '<span class="desk-story"><span class="desk-words">{}</span>'
            '<span class="desk-story__opening desk-missing">{}</span></span>',
            photo.caption or photo.alt_text or f"Photo {photo.key}",
            missing,
        )

    @display(description="Size", ordering="width")
    def size(self, photo: Photo) -> str:
        """Width and height in pixels."""
        return f"{photo.width} × {photo.height}"

    @display(description="Stories")
    def stories(self, photo: Photo) -> int:
        """How many stories it stands in."""
        return photo.story_count  # type: ignore[attr-defined]

    @display(description="Arrived", ordering="created_at")
    def arrived(self, photo: Photo) -> str:
        """When it was brought in."""
        return capfirst(moment(photo.created_at))

    @display(description="Stories")
    def used_in(self, photo: Photo) -> SafeString | str:
        """The stories it stands in, newest first."""
        stories = Article.objects.filter(captions__photo=photo).distinct().defer("correction")[: STORIES_SHOWN + 1]
        links = [(reverse("admin:articles_article_change", args=[story.pk]), title_of(story)) for story in stories]
        if not links:
            return "No story yet."
        shown = format_html_join("", '<li><a class="desk-link" href="{}">{}</a></li>', links[:STORIES_SHOWN])
        more = "<li>and more</li>" if len(links) > STORIES_SHOWN else ""
        return format_html('<ul class="desk-used-in">{}{}</ul>', shown, SafeString(more))

    def get_urls(self) -> list[URLPattern]:
        """The picture itself, for those who work at the desk."""
        view = self.admin_site.admin_view(self.file_view)
        return [
            path("<int:pk>/file/<int:width>/", view, name="articles_photo_file"),
            *super().get_urls(),
        ]

    def file_view(self, request: HttpRequest, pk: int, width: int) -> HttpResponse | FileResponse:
        """The photo in the smallest of our sizes that is at least ``width`` wide, or else the largest."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=pk)
        widths = srcset_widths(photo.width)
        try:
            file = rendition(photo, next((each for each in widths if each >= width), widths[-1]))
        except (PhotoUnreadable, OSError) as error:
            raise Http404("This photo's file cannot be shown.") from error
        response = FileResponse(file, content_type="image/jpeg")
        # A photo's file never changes.
        response["Cache-Control"] = "private, max-age=86400"
        return response

    def why_kept(self, obj: Photo) -> str:
        """A photo that stands in stories stays."""
        if obj.captions.exists():
            return "This photo stands in stories, so it stays: take it out of them first."
        if Version.objects.filter(photos=obj).exists():
            return "This photo stands in earlier versions of stories, so it stays."
        return ""
