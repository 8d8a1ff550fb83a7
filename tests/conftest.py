"""What every test has: the database, a home for photos, and no network."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True, scope="session")
def _plain_static_files():
    """Pages name static files without a manifest, so tests need no collectstatic."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # override_settings also tells the storages that are open already: pytest looks at every name of a module.
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Nothing in the suite may reach beyond this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture
def commits_at_once(monkeypatch):
    """What waits for the commit happens at once, though the test's own transaction is never committed."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **kwargs: act())


@pytest.fixture
def founding_text() -> Path:
    """The page text that started it all; it belongs to another publisher and stays outside the project."""
    found = sorted((SHARED / "seeds").glob("*.txt"))
    if not found:
        pytest.skip(f"The founding page text is not here: {SHARED.name}/seeds/*.txt beside the project.")
    return found[0]


@pytest.fixture
def corpus() -> Path:
    """The labelled page texts, which stay outside the project."""
    folder = SHARED / "corpus"
    if not (folder / "cases").is_dir():
        pytest.skip(f"The labelled page texts are not here: {SHARED.name}/corpus/ beside the project.")
    return folder
