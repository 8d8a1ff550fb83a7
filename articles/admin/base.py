"""What the desk's lists and forms have in common: they open as fast in a million stories as in ten."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ShowFacets
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

# Counting stops here: nobody leafs further.
COUNTED = 10_000


def who(request: HttpRequest) -> User:
    """Who is at the desk. Nobody else gets there, and the site itself never acts for them."""
    assert isinstance(request.user, User)
    return request.user


class DeskList(ChangeList):
    """A list that tells how much a search found, and nothing about a search where there was none."""

    def get_results(self, request: HttpRequest) -> None:
        """The rows of the page."""
        super().get_results(request)
        if not self.query and not self.has_active_filters:
            self.full_result_count = self.result_count


class CappedPaginator(Paginator):
    """Counts up to a limit, so that a list of a million stories opens as fast as one of ten."""

    template_name = "admin/_pagination.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_capped = False

    @property
    def count(self) -> int:
        """How many rows there are, or the limit if there are more."""
        if "_count" not in self.__dict__:
            rows = self.object_list
            # Without the columns worked out for each row, which counting has no use for.
            counted = rows.order_by().values("pk")[: COUNTED + 1].count() if hasattr(rows, "order_by") else len(rows)
            self.is_capped = counted > COUNTED
            self.__dict__["_count"] = min(counted, COUNTED)
        return self.__dict__["_count"]


class DeskAdmin(ModelAdmin):
    """An admin of the desk: labels above their fields, a warning before typing is lost, no counting of everything."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # each would count the whole archive
    compressed_fields = False
    warn_unsaved_form = True
    list_per_page = 50

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The desk's kind of list."""
        return DeskList
