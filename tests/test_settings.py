"""The site as an operator meets it: from the environment, before anything is served."""

import os
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

PRODUCTION = {
    "DEBUG": "off",
    "SECRET_KEY": "an-operator-makes-a-long-random-value-of-her-own-0123456789-abcdefghij",
    "ALLOWED_HOSTS": "news.example.org",
    "DATABASE_URL": "postgres://newsroom:secret@db.example.org/newsroom",
}


def manage(*arguments, **environment):
    """``manage.py`` in a process of its own; an empty value takes a variable away."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=REPOSITORY,
        env=kept | {name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_production_environment_is_clean_for_deployment():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"SECRET_KEY": ""}, "SECRET_KEY is not set", id="no secret key"),
        pytest.param({"DATABASE_URL": "mysql://a:b@c/d"}, "DATABASE_URL must name SQLite", id="another database"),
        pytest.param({"DATABASE_URL": "not an address"}, "DATABASE_URL", id="no database address"),
        pytest.param({"TIME_ZONE": "Atlantis/City"}, "TIME_ZONE='Atlantis/City' is not a time zone", id="no time zone"),
        pytest.param({"HSTS_SECONDS": "a year"}, "HSTS_SECONDS='a year'", id="no number"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(change, sentence):
    done = manage("check", **{**PRODUCTION, **change})
    assert done.returncode != 0
    assert sentence in done.stderr


def test_demo_logins_are_refused_on_a_real_site(tmp_path):
    environment = PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}"}
    done = manage("demo_logins", **environment)
    assert done.returncode == 1
    assert "DEBUG=on only" in done.stderr


def test_the_health_of_a_site_is_asked_without_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 301
