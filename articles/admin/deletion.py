"""What may be deleted at the desk, and the sentence for what may not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class KeepsWhatIsUsed:
    """For a model admin: deleting one at a time, and what is in use says why it stays."""

    def why_kept(self, obj: Any) -> str:
        """Why this one cannot be deleted, as a sentence; empty if it can."""
        raise NotImplementedError

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without deleting many at once, which would ask nothing of each."""
        actions = super().get_actions(request)  # type: ignore[misc]
        actions.pop("delete_selected", None)
        return actions

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask before deleting, or say why not."""
        obj = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if obj is not None and self.has_delete_permission(request, obj) and (why := self.why_kept(obj)):  # type: ignore[attr-defined]
            messages.error(request, why)
            options = self.opts  # type: ignore[attr-defined]
            return HttpResponseRedirect(
                reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[obj.pk])
            )
        return super().delete_view(request, object_id, extra_context)  # type: ignore[misc]
