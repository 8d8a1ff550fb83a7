"""Form fields and widgets of the desk."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django_prose_editor.widgets import AdminProseEditorWidget
from unfold.widgets import BASE_INPUT_CLASSES, UnfoldAdminTextareaWidget

from articles.models import Section
from articles.models.section import order_as_tree

_LINE_END = re.compile(r"\r\n?")
_BETWEEN_BLOCKS = re.compile(r">\s+<")


class PlainTextarea(UnfoldAdminTextareaWidget):
    """A text area that grows with its text and keeps line ends as they are stored."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 2, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Browsers send ``\\r\\n``; without this, looking at a story and saving it would change it."""
        value = super().value_from_datadict(data, files, name)
        return _LINE_END.sub("\n", value) if isinstance(value, str) else value


# The buttons of the body editor, all in sight.
_MENU_GROUPS = [
    {"group": "blockType -lists"},
    {"group": "lists"},
    {"group": "nodes -blockType -lists"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "history"},
    {"group": "utility"},
]


class StoryTextarea(AdminProseEditorWidget):
    """The body editor. Line ends are as stored here too."""

    def get_config(self) -> dict[str, Any]:
        """What the editor offers."""
        config = super().get_config()
        return {**config, "extensions": {**config["extensions"], "Menu": {"groups": _MENU_GROUPS}}}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Browsers send ``\\r\\n``; without this, looking at a story and saving it would change it."""
        value = super().value_from_datadict(data, files, name)
        return _LINE_END.sub("\n", value) if isinstance(value, str) else value


def same_text(old: str, new: str) -> bool:
    """Whether two bodies differ at most in the white space between their blocks, which the editor drops."""
    return _BETWEEN_BLOCKS.sub("><", old.strip()) == _BETWEEN_BLOCKS.sub("><", new.strip())


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"


class DateAndTime(forms.SplitDateTimeWidget):
    """A date and a time in two fields of the browser's own, which need no script."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        classes = " ".join([*BASE_INPUT_CLASSES, "desk-date-and-time"])
        forms.MultiWidget.__init__(
            self,
            [
                DateInput({"class": classes, "aria-label": "Date"}, format="%Y-%m-%d"),
                TimeInput({"class": classes, "aria-label": "Time"}, format="%H:%M"),
            ],
            attrs,
        )


class PrintedDateField(forms.SplitDateTimeField):
    """A date that may carry a time, as a story prints it. ``has_time`` afterwards tells whether it did."""

    widget = DateAndTime

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(*args, **kwargs)
        self.has_time = True

    def compress(self, data_list: Any) -> Any:
        """A date without a time is that day's first moment."""
        day, hour = data_list or (None, None)
        if day is None and hour is not None:
            raise forms.ValidationError("A time needs its date.")
        self.has_time = hour is not None or day is None
        return super().compress((day, hour or time())) if day else None

    @staticmethod
    def shown(instant: datetime | None, *, has_time: bool) -> list[Any]:
        """An instant as the two inputs show it."""
        if instant is None:
            return [None, None]
        local = timezone.localtime(instant)
        return [local.date(), local.time() if has_time else None]


def section_choices() -> list[tuple[int, str]]:
    """The sections as a tree, for a select."""
    return [
        (section.pk, f"{'    ' * section.path.count('/')}{section.name}")
        for section in order_as_tree(Section.objects.all())
    ]
