"""Addresses that moved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.models import Redirect


class RedirectForm(forms.ModelForm):
    """An old address and where its readers are sent."""

    class Meta:
        model = Redirect
        fields = ("old_path", "new_path")
        help_texts = {
            "old_path": "The path only, as /world/old-name/",
            "new_path": "The path only, as /world/new-name/",
        }

    def clean_old_path(self) -> str:
        """A path of this site, as readers' addresses are written."""
        return _as_path(self.cleaned_data["old_path"])

    def clean_new_path(self) -> str:
        """A path of this site, as readers' addresses are written."""
        return _as_path(self.cleaned_data["new_path"])

    def clean(self) -> dict[str, Any] | None:
        """Refuse what would send readers in a circle."""
        cleaned = super().clean()
        old, new = self.cleaned_data.get("old_path"), self.cleaned_data.get("new_path")
        if old and old == new:
            raise forms.ValidationError("An address cannot lead to itself.")
        if old and new and Redirect.objects.exclude(pk=self.instance.pk).filter(old_path=new).exists():
            raise forms.ValidationError(f"{new} is itself an address that moved: give the address it leads to.")
        return cleaned


def _as_path(text: str) -> str:
    if "://" in text or text.startswith("//") or any(sign in text for sign in "?#\\"):
        raise forms.ValidationError("Only the path, without https:// and the site's name: /world/name/")
    path = f"/{text.strip().strip('/')}/"
    if path == "//":
        raise forms.ValidationError("The front page keeps its address.")
    return path


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    """Every address that ever worked still works."""

    form = RedirectForm
    list_display = ("old_path", "new_path", "created_at")
    search_fields = ("old_path", "new_path")
    search_help_text = "Old or new address"
