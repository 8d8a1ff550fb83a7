"""``manage.py import_articles PATH…``: text comes in, articles come out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.importing.explain import explain
from articles.importing.formats import FORMATS
from articles.importing.reading import ARCHIVE_SUFFIXES, Found
from articles.importing.report import Result
from articles.importing.restore import restore_paths
from articles.importing.run import import_paths
from articles.importing.store import Item, Wishes

MOST_NOTES = 20


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
        parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object a story")
        parser.add_argument("--explain", action="store_true", help="print each line of each text with what it became")

    def handle(self, *, paths: list[str], as_json: bool, dry_run: bool, verbosity: int, **options: Any) -> None:
        """Import, show progress, print the report; fail when something failed."""
        _check_url(options["source_url"])
        out = Console(
            file=cast(IO[str], self.stdout), soft_wrap=True, highlight=False, no_color=options["no_color"] or None
        )
        err = Console(file=cast(IO[str], self.stderr), soft_wrap=True, highlight=False)

        def show(item: Item) -> None:
            if as_json:
                self.stdout.write(
                    json.dumps({"file": Path(item.name).name, **item.story.as_json()}, ensure_ascii=False)
                )
            if options["explain"]:
                out.print(f"{item.name} ({item.format}, {item.story.encoding})", markup=False, style="bold")
                for row in explain(item.story):
                    out.print(row)

        quiet = as_json or options["explain"] or verbosity == 0 or not sys.stderr.isatty()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(file=sys.stderr), transient=True, disable=quiet) as progress:
            task = progress.add_task("Importing", total=None if quiet else _how_many(paths))
            report = restore_paths(
                paths, dry_run=dry_run, on_progress=lambda done: progress.update(task, completed=done)
            ) or import_paths(
                paths,
                wishes=Wishes(options["publish"], options["section"], options["published"], options["source_url"]),
                format=options["format"],
                dry_run=dry_run,
                on_item=show,
                on_progress=lambda done: progress.update(task, completed=done),
            )
        # With --json, standard output is for the stories alone.
        told = err if as_json else out
        if verbosity:
            told.print(f"{'Would be: ' if dry_run else ''}{report}", markup=False)
            if report.live:
                told.print(
                    f"{report.live} live, {report.counts[Result.CREATED] - report.live} left as drafts", markup=False
                )
        shown = report.notes if verbosity > 1 else report.notes[:MOST_NOTES]
        for note in shown if verbosity else []:
            told.print(f"  {note}", markup=False, style="yellow")
        if verbosity and len(report.notes) > len(shown):
            told.print(f"  … and {len(report.notes) - len(shown)} more notes: --verbosity 2 prints all", markup=False)
        if report.problems:
            raise CommandError("\n".join(report.problems))


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


def _how_many(paths: list[str]) -> int | None:
    """How many files there are to do, where that is quickly known."""
    if "-" in paths or any(path.endswith(ARCHIVE_SUFFIXES) for path in paths):
        return None
    return sum(1 for _ in Found().walk(path for path in paths if Path(path).exists()))
