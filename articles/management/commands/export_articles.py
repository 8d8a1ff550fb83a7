"""``manage.py export_articles FORMAT --to PATH``: stories go out, or the whole paper as one archive."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.exporting import FORMATS, archive
from articles.exporting.bundle import Refused, is_packed, one_file
from articles.exporting.paper import Paper
from articles.exporting.run import Choice, export_bundle, export_file, export_stream
from articles.models import Article, Section
from newsroom import clock

ARCHIVE = "archive"
STANDARD_OUTPUT = "-"
UNNAMED_HOSTS = {"*", "localhost", "127.0.0.1", "[::1]"}
LOCAL = "http://localhost:8000/"


class Command(BaseCommand):
    """Export stories in a format that others read, or the whole paper as an archive."""

    help = "Export stories that readers see, or the whole paper as one archive of JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See ``--help``."""
        told = ", ".join(f"{key} ({known.name})" for key, known in FORMATS.items())
        parser.add_argument(
            "format",
            choices=[*FORMATS, ARCHIVE],
            help=f"{told}, or {ARCHIVE}: the whole paper with drafts and history, for a new installation",
        )
        parser.add_argument(
            "--to",
            required=True,
            metavar="PATH",
            help="a new folder, .zip or .tar.gz, photos included; for wxr and archive also one file with an ending, as "
            "paper.xml and paper.jsonl have, or - for standard output",
        )
        parser.add_argument("--history", action="store_true", help="every version that readers have seen, not the last")
        parser.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="stories dated from this day on")
        parser.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="stories dated up to this day")
        parser.add_argument("--section", metavar="PATH", help="a section and all below it, e.g. world or world/asia")
        parser.add_argument("--limit", type=int, metavar="N", help="the newest N only")
        parser.add_argument("--force", action="store_true", help="replace a file that is there already")
        parser.add_argument(
            "--address", default="", metavar="URL", help="where the paper stands: https://paper.example/"
        )

    def handle(self, *, format: str, to: str, verbosity: int, **options: Any) -> None:
        """Write, show progress, print how many stories were written; fail with a sentence where that is impossible."""
        told = Console(file=sys.stderr) if to == STANDARD_OUTPUT else None
        quiet = verbosity == 0 or not sys.stderr.isatty()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        try:
            with Progress(*columns, console=Console(file=sys.stderr), transient=True, disable=quiet) as progress:
                task = progress.add_task("Exporting", total=None)

                def begin(total: Callable[[], int]) -> None:
                    if not quiet:
                        progress.update(task, total=total())

                def show(done: int) -> None:
                    progress.update(task, completed=done)

                if format == ARCHIVE:
                    begin(Article.objects.count)
                    written = self._archive(to, options, show)
                else:
                    choice = _choice(options)
                    begin(choice.count)
                    written = self._stories(format, to, choice, options, show)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt as interruption:
            raise CommandError("Interrupted; nothing was written.", returncode=130) from interruption
        except OSError as error:
            raise CommandError(f"{error.filename or to} cannot be written ({error.strerror or error}).") from error
        if verbosity:
            line = f"{written:,} {'story' if written == 1 else 'stories'} written"
            if told is None:
                self.stdout.write(line)
            else:
                self.stderr.write(line)

    def _archive(self, to: str, options: dict[str, Any], show: Callable[[int], None]) -> int:
        given = [f"--{name}" for name in ("history", "since", "until", "section", "limit") if options[name]]
        if given:
            raise Refused(f"An archive is the whole paper: {', '.join(given)} cannot choose from it.")
        done = 0

        def count(number: int) -> None:
            nonlocal done
            done = number
            show(number)

        lines = archive.lines(on_progress=count)
        if to == STANDARD_OUTPUT:
            for line in lines:
                self._print(line.encode())
            return done
        with one_file(Path(to), force=options["force"]) as file:
            for line in lines:
                file.write(line.encode())
        return done

    def _stories(
        self, format: str, to: str, choice: Choice, options: dict[str, Any], show: Callable[[int], None]
    ) -> int:
        known, paper, path = FORMATS[format], _paper(options["address"]), Path(to)
        if known.document is None:
            if to == STANDARD_OUTPUT:
                raise Refused(f"{known.name} is one file a story: give a folder, .zip or .tar.gz with --to.")
            return export_bundle(known, choice, paper, path, force=options["force"], on_progress=show)
        if to == STANDARD_OUTPUT:
            return export_stream(known, choice, paper, self._print, on_progress=show)
        if is_packed(path) or not path.suffix:
            return export_bundle(known, choice, paper, path, force=options["force"], on_progress=show)
        return export_file(known, choice, paper, path, force=options["force"], on_progress=show)

    def _print(self, data: bytes) -> None:
        """Write bytes to standard output, whatever its encoding."""
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is not None and getattr(self.stdout, "_out", None) is sys.stdout:
            buffer.write(data)
        else:
            self.stdout.write(data.decode(), ending="")


def _choice(options: dict[str, Any]) -> Choice:
    if options["limit"] is not None and options["limit"] < 1:
        raise CommandError("--limit is a number of stories, from 1 on.")
    section = None
    if wanted := options["section"]:
        section = Section.objects.filter(path=wanted.strip("/")).first()
        if section is None:
            raise CommandError(f"There is no section with the address /{wanted.strip('/')}/.")
    return Choice(
        at=clock.now(),
        history=options["history"],
        since=options["since"],
        until=options["until"],
        section=section,
        limit=options["limit"],
    )


def _paper(address: str) -> Paper:
    """The paper as this installation knows it; where it stands is told, or the first host that it answers to."""
    if not address:
        hosts = [host for host in settings.ALLOWED_HOSTS if host not in UNNAMED_HOSTS and not host.startswith(".")]
        address = f"https://{hosts[0]}/" if hosts else LOCAL
    given = urlsplit(address)
    if given.scheme not in {"http", "https"} or not given.netloc or given.query or given.fragment:
        raise CommandError(f"--address {address!r} is not a web address: it begins with http:// or https://.")
    return Paper(
        name=settings.SITE_NAME,
        address=f"{address.rstrip('/')}/",
        language=settings.LANGUAGE_CODE,
        zone=timezone.get_default_timezone(),
    )
