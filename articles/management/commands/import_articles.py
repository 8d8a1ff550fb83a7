"""``manage.py import_articles PATH…``: text comes in, articles come out."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from articles.importing.explain import explain
from articles.importing.formats import FORMATS
from articles.importing.item import Ready
from articles.importing.pool import CannotStart
from articles.importing.reading import size_of
from articles.importing.report import Report, Result, printable
from articles.importing.restore import restore_paths
from articles.importing.run import Interrupted, Stopped, import_paths
from articles.importing.store import Wishes

MOST_NOTES = 20
TELL_EVERY = 5.0  # seconds, where there is no terminal to show progress on


class Command(BaseCommand):
    """Import stories from files, folders, archives or standard input."""

    help = "Import stories: files, folders, .zip and .tar.gz archives, or - for standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See ``--help``."""
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="a file, a folder, a .zip or .tar.gz, or - for standard input"
        )
        parser.add_argument("--format", choices=sorted(FORMATS), help="the format of the files; detected if left out")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="put complete stories before readers at once (default: drafts for the desk)",
        )
        parser.add_argument(
            "--section", default="", help="the section for all of them, e.g. World or World/Asia, whatever they print"
        )
        parser.add_argument(
            "--published",
            type=_date,
            metavar="DATE",
            help="their date, e.g. 2002-06-05 or 2002-06-05T10:30+08:00, whatever they print",
        )
        parser.add_argument("--source-url", default="", metavar="URL", help="where they were published")
        parser.add_argument(
            "--workers",
            type=_count,
            metavar="N",
            help="how many processes parse; 0 or 1: this one does (default: two, where there is enough to do)",
        )
        parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object a story")
        parser.add_argument("--explain", action="store_true", help="print each line of each text with what it became")

    def handle(self, **options: Any) -> None:
        """Import, show progress, print the report; fail when something failed."""
        try:
            self._import(**options)
        except BrokenPipeError:  # whoever reads it (``| head``) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python writes as it ends
            sys.exit(1)

    def _import(self, *, paths: list[str], as_json: bool, dry_run: bool, verbosity: int, **options: Any) -> None:
        _check_url(options["source_url"])
        out = Console(
            file=cast(IO[str], self.stdout), soft_wrap=True, highlight=False, no_color=options["no_color"] or None
        )
        err = Console(file=cast(IO[str], self.stderr), soft_wrap=True, highlight=False)

        def show(item: Ready) -> None:
            if as_json:
                told = {"file": Path(item.name).name, **item.story.as_json()}
                self.stdout.write(printable(json.dumps(told, ensure_ascii=False)))
            if options["explain"]:
                name = printable(item.name)
                out.print(f"{name} ({item.format}, {item.story.encoding})", markup=False, style="bold")
                for row in explain(item.story):
                    out.print(row)

        shows = as_json or options["explain"]
        stopped, interrupted = "", False
        with _progress(paths, verbosity, quiet=shows) as progress:
            try:
                tell = progress.tell if progress else None
                report = restore_paths(paths, dry_run=dry_run, on_progress=tell) or import_paths(
                    paths,
                    wishes=Wishes(options["publish"], options["section"], options["published"], options["source_url"]),
                    format=options["format"],
                    dry_run=dry_run,
                    workers=options["workers"],
                    on_item=show if shows else None,
                    on_progress=tell,
                )
            except Interrupted as interruption:
                report, interrupted = interruption.report, True
            except Stopped as stop:
                report, stopped = stop.report, " ".join(str(stop).split())
            except CannotStart as error:
                raise CommandError(str(error)) from error
        # With --json, standard output is for the stories alone.
        self._print(report, err if as_json else out, verbosity, dry_run=dry_run)
        if interrupted:
            err.print(
                "Interrupted. What is told above is done, in whole stories; the same command again goes on from there.",
                markup=False,
            )
            sys.exit(130)
        if stopped:
            raise CommandError(
                f"The database cannot be used ({stopped}). What is told above is done, in whole stories; when that is "
                "put right (and manage.py migrate has been run), the same command again goes on from there."
            )
        if report.problems:
            more = [f"… and {report.more_problems} more."] if report.more_problems else []
            raise CommandError("\n".join([*report.problems, *more]))

    @staticmethod
    def _print(report: Report, told: Console, verbosity: int, *, dry_run: bool) -> None:
        if not verbosity:
            return
        told.print(f"{'Would be: ' if dry_run else ''}{report}", markup=False)
        if report.live:
            told.print(
                f"{report.live} live, {report.counts[Result.CREATED] - report.live} left as drafts", markup=False
            )
        if report.have_doubts:
            told.print(
                f"{report.have_doubts} with lines to check: the desk shows them with each story's source", markup=False
            )
        shown = report.notes if verbosity > 1 else report.notes[:MOST_NOTES]
        for note in shown:
            told.print(f"  {note}", markup=False, style="yellow")
        if len(report.notes) > len(shown):
            told.print(
                f"  … and {len(report.notes) + report.more_notes - len(shown)} more notes: --verbosity 2 prints all",
                markup=False,
            )
        elif report.more_notes:
            told.print(f"  … and {report.more_notes} more notes", markup=False)


def _progress(paths: list[str], verbosity: int, *, quiet: bool) -> _Bar | _Lines | nullcontext[None]:
    """How progress is shown: as a bar on a terminal, as lines elsewhere for those who ask for more, or not at all."""
    if quiet or verbosity == 0:
        return nullcontext()
    if sys.stderr.isatty():
        return _Bar(size_of(paths))
    return _Lines(size_of(paths)) if verbosity > 1 else nullcontext()


class _Bar:
    """A bar with count, rate and time left. It is of bytes, for an archive does not say how many stories it has."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[stories]:,} stories"),
            TextColumn("{task.fields[rate]:,.0f}/s"),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            transient=True,
        )

    def __enter__(self) -> _Bar:
        self._progress.start()
        self._began = time.monotonic()
        self._task = self._progress.add_task("Importing", total=self._total, stories=0, rate=0.0)
        return self

    def __exit__(self, *problem: object) -> None:
        self._progress.stop()

    def tell(self, report: Report, position: int) -> None:
        """Show what is done."""
        rate = report.stories / max(time.monotonic() - self._began, 0.1)
        self._progress.update(self._task, completed=position, stories=report.stories, rate=rate)


class _Lines:
    """A line of progress every few seconds."""

    def __init__(self, total: int | None) -> None:
        self._total = total

    def __enter__(self) -> _Lines:
        self._began = self._told = time.monotonic()
        return self

    def __exit__(self, *problem: object) -> None:
        pass

    def tell(self, report: Report, position: int) -> None:
        """Print what is done, unless it has been told just now."""
        now = time.monotonic()
        if now - self._told < TELL_EVERY:
            return
        self._told = now
        passed = now - self._began
        told = [f"{report.stories:,} stories", f"{report.stories / passed:,.0f} a second"]
        if self._total and position:
            left = passed * max(self._total - position, 0) / position
            told += [f"{min(position / self._total, 1):.0%} read", f"{_duration(left)} left"]
        print(", ".join(told), file=sys.stderr, flush=True)  # noqa: T201


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def _count(text: str) -> int:
    """A number of processes from the command line."""
    count = int(text)
    most = 4 * (os.cpu_count() or 1)
    if not 0 <= count <= most:
        raise ArgumentTypeError(f"{count} processes: give a number from 0 to {most}")
    return count


def _date(text: str) -> date | datetime:
    """A date or an instant from the command line."""
    parse = date.fromisoformat if len(text) <= len("2002-06-05") else datetime.fromisoformat
    return parse(text)


def _check_url(url: str) -> None:
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    if url:
        try:
            URLValidator(["http", "https"])(url)
        except ValidationError as error:
            raise CommandError(
                f"--source-url {url!r} is not a web address: it begins with http:// or https://."
            ) from error
