"""A real Chromium for the tests of pages as people use them."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

HERE = Path(__file__).parent
# Playwright keeps an event loop in this thread; the tests themselves run one thing after another.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Chromium, from the environment or the path; without one these tests are skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("There is no Chromium here: name one in CHROMIUM.")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(autouse=True, scope="session")
def _no_session_left_behind(django_db_setup, django_db_blocker):
    """End what a browser's last, broken-off request still holds: PostgreSQL drops no database that is in use."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture
def site(live_server) -> str:
    """The address of the running site, with the roles a migration made and an earlier test's end took away."""
    if not Group.objects.exists():
        from importlib import import_module

        from django.apps import apps

        ContentType.objects.clear_cache()
        call_command("migrate", verbosity=0)
        with connection.schema_editor() as editor:
            import_module("articles.migrations.0005_roles").add(apps, editor)
    return live_server.url


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of while a test ran; most tests end with it empty."""
    return []


@pytest.fixture
def open_page(browser, site, complaints):
    """Open pages of the site in a window of their own each; what the browser complains of is kept."""
    contexts = []

    def listen(page):
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{page.url}: {message.text}") if message.type in {"error", "warning"} else None
            ),
        )

    def open_one(path: str = "/", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(30_000)  # a busy machine is no failure
        contexts.append(context)
        context.on("page", listen)
        page = context.new_page()
        page.goto(f"{site}{path}")
        return page

    yield open_one
    for context in contexts:
        context.close()
    _let_requests_end()


def _let_requests_end():
    """Wait for what the closed windows had asked for: emptying the tables under a request is a deadlock on PostgreSQL."""
    if connection.vendor != "postgresql":
        return
    quiet = 0
    deadline = time.monotonic() + 10
    while quiet < 3 and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
            )
            quiet = 0 if cursor.fetchone()[0] else quiet + 1
        time.sleep(0.1)
