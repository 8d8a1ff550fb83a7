"""Where a benchmark happens: a temporary folder, a database of its own, and an environment that says so."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).parent.parent
HOW_MANY = "SELECT coalesce(max(id), 0) FROM articles_version"


class CannotRun(Exception):
    """Something the benchmark needs is missing or in the way; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """The folder, the database and the environment of one run."""

    folder: Path
    database_url: str
    environment: dict[str, str]

    @property
    def database_file(self) -> Path | None:
        """The file, where the database is SQLite's."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path) if scheme == "sqlite" else None

    def manage(self, *arguments: str) -> None:
        """Run a command of ``manage.py`` to its end; :class:`CannotRun` with its last words if it fails."""
        run = subprocess.run(
            self.manage_command(*arguments), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise CannotRun(f"manage.py {arguments[0]} failed:\n{last_lines(run.stdout + run.stderr)}")

    def manage_command(self, *arguments: str) -> Sequence[str]:
        """The command line for ``manage.py``."""
        return [sys.executable, str(ROOT / "manage.py"), *arguments]

    def how_many(self) -> int:
        """How many versions there are, asked from outside while an import is at work; 0 if it cannot be said."""
        return self.ask(HOW_MANY)

    def ask(self, question: str) -> int:
        """The number a query gives, asked from outside; 0 if it cannot be said."""
        try:
            if self.database_file:
                with closing(sqlite3.connect(f"file:{quote(str(self.database_file))}?mode=ro", uri=True)) as database:
                    return int(database.execute(question).fetchone()[0])
            with closing(psycopg2.connect(self.database_url)) as server, server.cursor() as cursor:
                cursor.execute(question)
                return int(cursor.fetchone()[0])
        except (sqlite3.Error, psycopg2.Error):
            return 0


@contextmanager
def make_place(database_url: str = "", *, keep: bool = False) -> Iterator[Place]:
    """A place for one run. Afterwards nothing of it is left, unless it is to be kept.

    With a PostgreSQL address the tables get a schema of their own in that database, whatever else is there.
    """
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    schema, file = "", None
    try:
        if not database_url:
            url = f"sqlite:///{folder / 'bench.sqlite3'}"
        elif database_url.startswith("sqlite:///"):
            url = database_url
            if Path(url.removeprefix("sqlite:///")).exists():
                raise CannotRun(f"{url} is there already: name a file that is not, it is made and removed again.")
            file = Path(url.removeprefix("sqlite:///")).absolute()
            url = f"sqlite:///{file}"
        elif database_url.partition("://")[0] in {"postgres", "postgresql"}:
            _refuse_stories(database_url)
            schema = f"newsroom_bench_{secrets.token_hex(4)}"
            _run_on(database_url, f"CREATE SCHEMA {schema}")
            url = _with_schema(database_url, schema)
        else:
            raise CannotRun("--database-url names SQLite (sqlite:///file) or PostgreSQL (postgres://…).")
        yield Place(folder, url, _environment(folder, url))
    finally:
        if keep:
            print(f"Kept: {folder}{f', schema {schema}' if schema else ''}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
            if schema:
                _run_on(database_url, f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            for suffix in ("", "-wal", "-shm") if file else ():
                Path(f"{file}{suffix}").unlink(missing_ok=True)


def _environment(folder: Path, database_url: str) -> dict[str, str]:
    """As in production, except that there is no HTTPS on the way to this machine itself."""
    told = {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "BEHIND_HTTPS": "off",
        "HSTS_SECONDS": "0",
        "LOG_LEVEL": "ERROR",
        "BENCH_CONSTANT_PAGE": os.devnull,
        "PYTHONUNBUFFERED": "1",
    }
    return os.environ | told


def _refuse_stories(database_url: str) -> None:
    found = _run_on(database_url, "SELECT to_regclass('articles_article') IS NOT NULL")
    if found and _run_on(database_url, "SELECT EXISTS (SELECT 1 FROM articles_article)"):
        raise CannotRun("The database of --database-url holds stories already: name another one for benchmarks.")


def _with_schema(database_url: str, schema: str) -> str:
    """The address with the schema as the only one looked into."""
    parts = urlsplit(database_url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    query["options"] = f"{query.get('options', '')} -c search_path={schema}".strip()
    return urlunsplit(parts._replace(query=urlencode(query, quote_via=quote)))


def _run_on(database_url: str, statement: str) -> object:
    """Run one statement on a PostgreSQL database; its single value, if it has one."""
    try:
        with closing(psycopg2.connect(database_url, connect_timeout=5)) as server:
            server.autocommit = True
            with server.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchone()[0] if cursor.description else None
    except psycopg2.Error as error:
        raise CannotRun(f"The database of --database-url cannot be used: {str(error).strip()}") from error


def last_lines(text: str, count: int = 15) -> str:
    """The end of a log, for an error message."""
    return "\n".join(text.strip().splitlines()[-count:])
