"""Run everything: layout, lint, types, and the whole suite on both databases and in a browser.

What this machine lacks is named in one line with how to get it; in CI (``CI=true``) it is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.importing import compiled  # noqa: E402

BIN = Path(sys.executable).parent
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://newsroom:newsroom@127.0.0.1:5432/newsroom")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Run each step, then say what passed, what failed and what could not be run."""
    os.chdir(ROOT)
    postgres, browser = postgres_problem(), browser_path()
    missing = []
    if postgres:
        missing.append(
            f"PostgreSQL: {postgres}. Install and start one, make a role and a database for it "
            "(docs/operators.md), and name it in TEST_POSTGRES_URL."
        )
    if not browser:
        missing.append("Chromium: not found. Install it (Debian: apt-get install chromium) or name it in CHROMIUM.")

    suite = [str(BIN / "pytest"), "-q", "--no-header", "-n", "auto", "--maxprocesses", "4"]
    if not browser:
        suite += ["--ignore", "tests/browser"]
    if not compiled.is_current(compiled.BUILT):
        missing.append("Compiled parser: not built from the sources as they are. Install a C compiler; make compile.")
        suite += ["--ignore", "tests/compiled"]
    steps: list[tuple[str, list[str], dict[str, str]]] = [
        ("layout", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
        ("lint", [str(BIN / "ruff"), "check", "--quiet", "."], {}),
        ("types", [str(BIN / "mypy"), "--no-error-summary"], {}),
        ("tests on SQLite", suite, {"DATABASE_URL": "sqlite:///newsroom.sqlite3"}),
    ]
    if not postgres:
        steps.append(("tests on PostgreSQL", suite, {"DATABASE_URL": POSTGRES}))

    # A browser test's server must not hold connections that the end of the run would wait for.
    settings = {"DEBUG": "on", "CHROMIUM": browser or "", "DATABASE_CONN_MAX_AGE": "0"}
    failed = []
    for name, command, extra in steps:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        environment = os.environ | settings | extra
        if subprocess.run(command, env=environment, check=False).returncode:
            failed.append(name)
        print(f"== {name}: {'FAILED' if name in failed else 'passed'} in {time.monotonic() - began:.0f} s", flush=True)

    print()
    for line in missing:
        print(f"{'FAILED' if IN_CI else 'not run'}: {line}")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    bad = bool(failed) or (IN_CI and bool(missing))
    print("Something failed." if bad else "Everything that can run here passed.")
    return int(bad)


def postgres_problem() -> str:
    """Why the PostgreSQL for tests cannot be used, or ``""``."""
    try:
        psycopg2.connect(POSTGRES, connect_timeout=3).close()
    except psycopg2.OperationalError as error:
        return str(error).strip().splitlines()[0]
    return ""


def browser_path() -> str | None:
    """Where a Chromium is."""
    named = os.environ.get("CHROMIUM")
    return named if named and Path(named).exists() else next(filter(None, map(shutil.which, BROWSERS)), None)


if __name__ == "__main__":
    sys.exit(main())
