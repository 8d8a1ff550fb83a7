"""The fields of a story, declared once: the working copy and every version have the same."""

from __future__ import annotations

from typing import Any

from django.db import models
from django_prose_editor.fields import ProseEditorField

from articles.html import clean, count_words, first_paragraph


class Kind(models.TextChoices):
    """What sort of piece a story is."""

    NEWS = "news", "News"
    COLUMN = "column", "Column"
    INTERVIEW = "interview", "Interview"
    LIVEBLOG = "liveblog", "Live blog"
    LISTICLE = "listicle", "List"
    OBITUARY = "obituary", "Obituary"
    TRANSCRIPT = "transcript", "Transcript"
    GALLERY = "gallery", "Gallery"
    OTHER = "other", "Other"


class StoryHTMLField(ProseEditorField):  # type: ignore[misc]
    """The text of a story as HTML, cleaned on every way into the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("sanitize", clean)
        kwargs.setdefault(
            "extensions",
            {
                "Bold": True,
                "Italic": True,
                "Heading": {"levels": [2, 3]},
                "BulletList": True,
                "OrderedList": True,
                "ListItem": True,
                "Blockquote": True,
                "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
                "HardBreak": True,
                "History": True,
                "HTML": True,
                "SpecialCharacters": True,
            },
        )
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Clean what a form, a parser, the API or a shell left in the instance."""
        value = clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value


class StoryFields(models.Model):
    """What a story says, apart from who wrote it and what its photos show."""

    headline = models.CharField(max_length=300, blank=True)
    standfirst = models.TextField(blank=True, help_text="One or two sentences under the headline.")
    body = StoryHTMLField(blank=True)
    correction = models.TextField(blank=True, help_text="Shown with the story: what was wrong, and what is right.")
    section = models.ForeignKey("articles.Section", models.PROTECT, null=True, blank=True, related_name="+")
    dateline = models.CharField(max_length=200, blank=True, help_text="The place only, as printed: PORT LANH, Sadong.")
    agency = models.CharField(max_length=200, blank=True, help_text="The wire or station credited: AP, CNN.")
    language = models.CharField(max_length=12, blank=True, help_text="A code like en, de or pt-BR.")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NEWS)
    published_at = models.DateTimeField(
        "printed date", null=True, blank=True, help_text="Leave empty if the story carries no date: none is invented."
    )
    published_has_time = models.BooleanField("printed date has a time", default=True)
    updated_at = models.DateTimeField("printed update", null=True, blank=True)
    updated_has_time = models.BooleanField("printed update has a time", default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.headline or self.opening(80) or "Untitled story"

    @property
    def word_count(self) -> int:
        """The words of the body."""
        return count_words(self.body)

    def opening(self, length: int) -> str:
        """The first paragraph, cut to ``length`` characters at a word where there is one."""
        text = first_paragraph(self.body)
        if len(text) <= length:
            return text
        cut = text[:length]
        return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut) + "…"


STORY_FIELDS = tuple(field.name for field in StoryFields._meta.local_fields)
