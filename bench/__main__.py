"""``python -m bench``: import and pages, measured in one run on this machine. See ``bench/README.md``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bench import generator, load, report
from bench.imports import Imported, run_import
from bench.place import CannotRun, Place, make_place
from bench.server import serve

FEWEST = 50  # fewer fill no second page


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 if it has run to its end."""
    given = _arguments(arguments)
    # An ordered end is a Ctrl-C: nothing is left behind either way.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console(width=None if sys.stdout.isatty() else 132)
    errors = Console(stderr=True, highlight=False)
    try:
        with make_place(given.database_url, keep=given.keep) as place:
            found = _run(place, given, errors)
    except CannotRun as problem:
        errors.print(str(problem), style="red", markup=False)
        return 1
    except KeyboardInterrupt:
        errors.print("Stopped; nothing is left behind." if not given.keep else "Stopped.")
        return 130
    report.show(found, console)
    if given.json:
        given.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Import generated stories and measure import and pages, as ratios within this one run.",
    )
    parser.add_argument("--stories", type=int, default=10_000, metavar="N", help="how many (default: 10000)")
    parser.add_argument(
        "--database-url",
        default="",
        metavar="URL",
        help="a PostgreSQL database without stories, which gets a schema of its own for this run, "
        "or an SQLite file that is not there yet (default: SQLite in a temporary folder)",
    )
    parser.add_argument("--workers", type=int, metavar="W", help="processes that parse (default: the command's own)")
    parser.add_argument("--import-only", action="store_true", help="measure the import and no pages")
    parser.add_argument(
        "--archive",
        type=Path,
        metavar="FILE",
        help="the .tar.gz of stories; written and kept if it is not there",
    )
    parser.add_argument(
        "--seconds", type=int, default=5, metavar="S", help="rounds of one second for each kind of page (default: 5)"
    )
    parser.add_argument("--connections", type=int, default=8, metavar="C", help="readers at once (default: 8)")
    parser.add_argument("--seed", type=int, default=generator.SEED, help="another seed, other stories")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file as well")
    parser.add_argument("--keep", action="store_true", help="leave folder and database for a look")
    given = parser.parse_args(arguments)
    if given.stories < FEWEST:
        parser.error(f"--stories must be at least {FEWEST}: fewer fill no second page")
    if not 1 <= given.seconds <= 60 or not 1 <= given.connections <= 64:
        parser.error("--seconds must be from 1 to 60 and --connections from 1 to 64")
    return given


def _run(place: Place, given: argparse.Namespace, errors: Console) -> dict[str, Any]:
    columns = (
        TextColumn("{task.description:<36}"), BarColumn(), TaskProgressColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=errors) as progress:
        megabytes, read, imported = _import(place, given, progress)
        # Only now, because a child's peak memory counts from what its parent held when it was born.
        os.environ.update(place.environment)
        import django  # noqa: PLC0415

        django.setup()
        pages = [] if given.import_only else _measure(place, given, progress)
    from django.db import connection  # noqa: PLC0415

    file = place.database_file
    return report.as_json(
        stories=given.stories,
        megabytes=megabytes,
        database=connection.vendor,
        database_megabytes=file.stat().st_size / 1e6 if file else None,
        load=load.generator(),
        connections=given.connections,
        read=read,
        imported=imported,
        pages=pages,
    )


def _import(
    place: Place, given: argparse.Namespace, progress: Progress
) -> tuple[float | None, Imported | None, Imported]:
    """Write the stories, import them; how many megabytes they are, and how reading and importing went."""
    archive = given.archive or place.folder / "stories.tar.gz"
    size = None
    if not archive.exists():
        task = progress.add_task("Writing stories", total=given.stories)
        size = generator.write(
            generator.stories(given.stories, seed=given.seed),
            archive,
            told=lambda done: progress.update(task, completed=done),
        )
        progress.update(task, completed=given.stories)
    task = progress.add_task("Making the database", total=1)
    place.manage("migrate", "--verbosity", "0")
    progress.update(task, completed=1)
    read = None
    if not given.import_only:
        task = progress.add_task("Reading (dry run)", total=1)
        read = run_import(place, archive, given.stories, dry_run=True, workers=given.workers)
        progress.update(task, completed=1)
    task = progress.add_task("Importing and publishing", total=given.stories)
    imported = run_import(
        place,
        archive,
        given.stories,
        workers=given.workers,
        told=lambda count: progress.update(task, completed=count),
    )
    progress.update(task, completed=given.stories)
    if given.import_only:
        return size and size / 1e6, read, imported
    task = progress.add_task("Collecting static files", total=1)
    place.manage("collectstatic", "--noinput", "--verbosity", "0")
    progress.update(task, completed=1)
    return size and size / 1e6, read, imported


def _measure(place: Place, given: argparse.Namespace, progress: Progress) -> list[Any]:
    """Count the queries of each kind of page, then serve and load them."""
    from django.db import connections  # noqa: PLC0415

    from bench import pages, rounds  # noqa: PLC0415

    kinds = pages.kinds_of_page()
    page = place.folder / "constant.html"
    page.write_bytes(pages.story_page())
    with_page = dataclasses.replace(place, environment=place.environment | {"BENCH_CONSTANT_PAGE": str(page)})
    queries = {
        kind.name: pages.count_queries(kind) for kind in kinds if kind.name not in {rounds.CONSTANT, rounds.STATIC}
    }
    connections.close_all()
    task = progress.add_task("Starting the server")
    with serve(with_page) as port:
        progress.update(task, description="Asking each page once")
        measured = rounds.prepare(port, kinds)
        progress.update(task, total=given.seconds * len(measured))

        def told(what: str) -> None:
            progress.update(task, advance=1, description=what)

        rounds.measure(port, measured, rounds=given.seconds, connections=given.connections, told=told)
    for each in measured:
        each.queries = queries.get(each.kind.name)
    return measured


if __name__ == "__main__":
    sys.exit(main())
