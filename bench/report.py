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
    megabytes: float,
    database: str,
    database_megabytes: float | None,
    load: str,
    connections: int,
    read: Imported,
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
        },
        "stories": stories,
        "text_megabytes": round(megabytes, 1),
        "database_megabytes": round(database_megabytes, 1) if database_megabytes is not None else None,
        "import": {
            "read_only": _of_import(read),
            "publish": _of_import(imported),
            "publish_to_read_only": round(imported.cpu_rate / read.cpu_rate, 3),
            "last_tenth_to_first": (
                round(imported.last_tenth / imported.first_tenth, 3)
                if imported.first_tenth and imported.last_tenth
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
        "seconds": round(run.seconds, 2),
        "peak_megabytes": round(run.peak_megabytes, 1),
        "live": run.live,
        "first_tenth_per_second": round(run.first_tenth, 1) if run.first_tenth else None,
        "last_tenth_per_second": round(run.last_tenth, 1) if run.last_tenth else None,
    }


def show(found: dict[str, Any], console: Console) -> None:
    """Print the tables."""
    machine, of_import = found["machine"], found["import"]
    console.print(
        f"\n{found['stories']} stories, {found['text_megabytes']} MB of text; {machine['database']}, "
        f"{machine['cores']} cores, Python {machine['python']}; load from {machine['load']}, "
        f"{machine['connections']} connections\n",
        highlight=False,
    )
    table = Table(title="Import", title_justify="left")
    for heading in ("", "stories/s", "stories/CPU s", "seconds", "peak MB", "first tenth/s", "last tenth/s"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, key in (("read only (--dry-run)", "read_only"), ("read, store, publish, index", "publish")):
        run = of_import[key]
        table.add_row(
            name,
            f"{run['stories_per_second']:.0f}",
            f"{run['stories_per_cpu_second']:.0f}",
            f"{run['seconds']:.1f}",
            f"{run['peak_megabytes']:.0f}",
            _or_dash(run["first_tenth_per_second"], ".0f"),
            _or_dash(run["last_tenth_per_second"], ".0f"),
        )
    console.print(table)
    console.print(
        f"{of_import['publish']['live']} stories live. "
        f"Publishing runs at {of_import['publish_to_read_only']:.2f} of the rate of reading alone (by processor time)"
        + (
            f"; the last tenth at {of_import['last_tenth_to_first']:.2f} of the first's."
            if of_import["last_tenth_to_first"]
            else "."
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
    console.print(table)
    failed = {page["page"]: page["failed"] for page in found["pages"] if page["failed"]}
    for name, count in failed.items():
        console.print(f"{count} requests for {name} failed: do not trust its figures.", style="red")


def _or_dash(value: float | None, how: str) -> str:
    return format(value, how) if value is not None else "–"
