"""The figures of a run, as tables and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.imports import Imported
from bench.rounds import Measured, rate_to_static


def as_json(
    *,
    stories: int,
    megabytes: float | None,
    database: str,
    database_megabytes: float | None,
    load: str,
    connections: int,
    read: Imported | None,
    imported: Imported,
    pages: Sequence[Measured],
) -> dict[str, Any]:
    """Everything a run has measured."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
            "database": database,
            "load": load,
            "connections": connections,
            # What else the machine had to do: quote it with every rate by the clock.
            "other_load": max(round(os.getloadavg()[0], 2), 0.0),
        },
        "stories": stories,
        "text_megabytes": round(megabytes, 1) if megabytes is not None else None,
        "database_megabytes": round(database_megabytes, 1) if database_megabytes is not None else None,
        "import": {
            "read_only": _of_import(read) if read else None,
            "publish": _of_import(imported),
            "publish_to_read_only": round(imported.cpu_rate / read.cpu_rate, 3) if read else None,
            "last_slice_to_first": (
                round(imported.last_slice / imported.first_slice, 3)
                if imported.first_slice and imported.last_slice
                else None
            ),
        },
        "pages": [
            {
                "page": page.kind.name,
                "queries": page.queries,
                "addresses": len(page.kind.asks),
                "kilobytes": round(page.kilobytes, 1),
                "rate_to_constant": round(page.rate_to_constant, 4),
                "rate_to_static": round(rate_to_static(pages, page), 4),
                "p50_to_constant": round(page.p50_to_constant, 3),
                "p99_to_constant": round(page.p99_to_constant, 3),
                "requests_per_second": round(page.rate, 1),
                "p50_ms": round(page.p50, 2),
                "p99_ms": round(page.p99, 2),
                "failed": page.failed,
            }
            for page in pages
        ],
    }


def _of_import(run: Imported) -> dict[str, Any]:
    return {
        "stories_per_second": round(run.rate, 1),
        "stories_per_cpu_second": round(run.cpu_rate, 1),
        "writer_cpu_ms_per_story": round(1000 * run.cpu_seconds_of_main / run.stories, 3),
        "seconds": round(run.seconds, 2),
        "peak_megabytes": round(run.peak_megabytes, 1),
        "peak_megabytes_of_all_processes": round(run.peak_of_all, 1),
        "live": run.live,
        "first_slice_per_second": round(run.first_slice, 1) if run.first_slice else None,
        "last_slice_per_second": round(run.last_slice, 1) if run.last_slice else None,
    }


def show(found: dict[str, Any], console: Console) -> None:
    """Print the tables."""
    machine, of_import = found["machine"], found["import"]
    console.print(
        f"\n{found['stories']} stories"
        + (f", {found['text_megabytes']} MB of text" if found["text_megabytes"] else "")
        + f"; {machine['database']}, {machine['cores']} cores, Python {machine['python']}"
        + (f"; load from {machine['load']}, {machine['connections']} connections" if found["pages"] else "")
        + f"; other load {machine['other_load']:.1f}\n",
        highlight=False,
    )
    table = Table(title="Import", title_justify="left")
    for heading in (
        "", "stories/s", "stories/CPU s", "writer ms", "seconds", "peak MB", "of all", "first slice/s", "last slice/s",
    ):  # fmt: skip
        table.add_column(heading, justify="left" if not heading else "right")
    for name, key in (("read only (--dry-run)", "read_only"), ("read, store, publish, index", "publish")):
        run = of_import[key]
        if run is None:
            continue
        table.add_row(
            name,
            f"{run['stories_per_second']:.0f}",
            f"{run['stories_per_cpu_second']:.0f}",
            f"{run['writer_cpu_ms_per_story']:.2f}",
            f"{run['seconds']:.1f}",
            f"{run['peak_megabytes']:.0f}",
            f"{run['peak_megabytes_of_all_processes']:.0f}",
            _or_dash(run["first_slice_per_second"], ".0f"),
            _or_dash(run["last_slice_per_second"], ".0f"),
        )
    console.print(table)
    console.print(
        f"{of_import['publish']['live']} stories live. "
        + (
            f"Publishing runs at {of_import['publish_to_read_only']:.2f} of the rate of reading alone (by CPU time). "
            if of_import["publish_to_read_only"]
            else ""
        )
        + (
            f"The last slice runs at {of_import['last_slice_to_first']:.2f} of the first's rate."
            if of_import["last_slice_to_first"]
            else ""
        )
        + (f" Database: {found['database_megabytes']:.0f} MB." if found["database_megabytes"] else ""),
        highlight=False,
    )
    table = Table(title="\nPages, as ratios to the constant page and the static file", title_justify="left")
    table.add_column("page")
    for heading in (
        "queries", "KB sent", "rate/const", "rate/static", "p50/const", "p99/const", "req/s", "p50 ms", "p99 ms",
    ):  # fmt: skip
        table.add_column(heading, justify="right")
    for page in found["pages"]:
        table.add_row(
            page["page"],
            _or_dash(page["queries"], "d"),
            f"{page['kilobytes']:.1f}",
            f"{page['rate_to_constant']:.3f}",
            f"{page['rate_to_static']:.3f}",
            f"{page['p50_to_constant']:.2f}",
            f"{page['p99_to_constant']:.2f}",
            f"{page['requests_per_second']:.0f}",
            f"{page['p50_ms']:.2f}",
            f"{page['p99_ms']:.2f}",
        )
    if not found["pages"]:
        return
    console.print(table)
    failed = {page["page"]: page["failed"] for page in found["pages"] if page["failed"]}
    for name, count in failed.items():
        console.print(f"{count} requests for {name} failed: do not trust its figures.", style="red")


def _or_dash(value: float | None, how: str) -> str:
    return format(value, how) if value is not None else "–"
