"""What every template may ask about the paper itself."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from articles.models import Section
from articles.pagecache import Frame, frame_of


class Paper:
    """The paper's name and sections, and the readers' now. Nothing is asked before a template wants it."""

    name: str = settings.SITE_NAME
    tagline: str = settings.SITE_TAGLINE
    language: str = settings.LANGUAGE_CODE

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def frame(self) -> Frame:
        """The frame of the page."""
        return frame_of(self._request)

    @property
    def menu(self) -> list[Section]:
        """The sections of the menu."""
        return self.frame.menu

    @property
    def today(self) -> datetime:
        """The instant at which readers look at the page."""
        return self.frame.at


def paper(request: HttpRequest) -> dict[str, Paper]:
    """``paper`` for every template; reads no session."""
    return {"paper": Paper(request)}
