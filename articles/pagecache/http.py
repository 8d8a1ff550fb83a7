"""What public responses say to caches (https://www.rfc-editor.org/rfc/rfc9111).

A page can change only when something is published or when the clock passes the beginning or the end of a span.
So no copy may live past the next of these instants, and none is older than the last.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, overload

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import get_resolver
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date, parse_http_date
from django.views.decorators.csrf import csrf_exempt

from articles.pagecache.frame import Frame, frame_of
from newsroom import clock

View = Callable[..., HttpResponse]

# How long, in seconds, a copy may be shown after something was published that nobody had announced.
MAX_AGE = 60
# Last-Modified counts whole seconds: a second that may not be over yet vouches for nothing.
SETTLED = timedelta(seconds=2)


@overload
def public_page(view: View) -> View: ...
@overload
def public_page(*, browser_age: int) -> Callable[[View], View]: ...
def public_page(view: View | None = None, *, browser_age: int = MAX_AGE) -> View | Callable[[View], View]:
    """A view that all readers share: it only looks, sees one instant throughout, and says how long it holds.

    ``browser_age`` lets a reader's own browser keep what hardly changes (a photo) for longer than shared caches may;
    a known change cuts both short.
    """
    if view is None:
        return lambda view: _shared(view, browser_age)
    return _shared(view, browser_age)


def _shared(view: View, browser_age: int) -> View:
    @csrf_exempt  # nothing is ever changed here, so a POST deserves its 405 and not a lecture about cookies
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        started = time.monotonic()
        with clock.at(clock.now()):
            frame = frame_of(request)
            try:
                response = view(request, *args, **kwargs)
            except Http404 as missing:
                not_found: View = get_resolver().resolve_error_handler(404)
                response = not_found(request, exception=missing)
        return _state(request, response, frame, taken=time.monotonic() - started, browser_age=browser_age)

    return answer


def _state(
    request: HttpRequest, response: HttpResponse, frame: Frame, *, taken: float, browser_age: int
) -> HttpResponse:
    """Set the cache headers, and answer 304 where the reader's copy still holds."""
    left = max(0, int((frame.changes_at - frame.at).total_seconds() - taken))
    age, shared_age = min(browser_age, left), min(MAX_AGE, left)
    response["Cache-Control"] = f"public, max-age={age}" + (f", s-maxage={shared_age}" if shared_age != age else "")
    if response.status_code == 200:
        if frame.at - frame.changed_at > SETTLED:
            response["Last-Modified"] = http_date(frame.changed_at.timestamp())
        elif "Last-Modified" in response:
            del response["Last-Modified"]
        # ConditionalGetMiddleware leaves HEAD alone; a reader's HEAD deserves the same answer as the GET.
        if not response.has_header("ETag"):
            set_response_etag(response)
        modified = response.get("Last-Modified")
        last_modified = parse_http_date(modified) if modified else None
        held = get_conditional_response(request, response["ETag"], last_modified, response)
        return response if held is None else held
    return response
