"""The site's own addresses, and before them a page that costs Django nothing but its own round."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom.urls import handler404, handler500
from newsroom.urls import urlpatterns as site

__all__ = ["handler404", "handler500", "urlpatterns"]

# The bytes of a story's page, so that whatever is done to bytes (hash, gzip, sending) costs the same here.
_page = Path(os.environ.get("BENCH_CONSTANT_PAGE", os.devnull)).read_bytes()


def constant(request: HttpRequest) -> HttpResponse:
    """Always the same bytes: no query, no template."""
    return HttpResponse(_page)


urlpatterns = [path("bench/constant/", constant), *site]
