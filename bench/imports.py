"""The real import command as a process of its own: how fast, and with how much memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.place import ROOT, CannotRun, Place, last_lines
from bench.processes import Watch

LOOK_EVERY = 0.1
LOOK_EVERY_OF_MANY = 1.0
MANY = 50_000
BATCH = 200  # fewer stories than some batches have no first and last slice worth the name
SLICE = 10_000  # or a tenth, where there are fewer


@dataclass(frozen=True)
class Imported:
    """One run of the command. Rates are stories per second; the seconds have the start of Python and Django in them.

    ``cpu_seconds`` is the processor time of the command and the processes that parse for it, ``cpu_seconds_of_main``
    of the one that writes; a busy machine disturbs them less than ``seconds``. What a database's server takes is in
    neither. ``peak_of_all`` is the memory of all the processes together.
    """

    stories: int
    live: int
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    cpu_seconds_of_main: float = 0.0
    peak_of_all: float = 0.0
    first_slice: float | None = None
    last_slice: float | None = None

    @property
    def rate(self) -> float:
        """Stories per second of the whole run."""
        return self.stories / self.seconds

    @property
    def cpu_rate(self) -> float:
        """Stories per second of processor time."""
        return self.stories / self.cpu_seconds


def run_import(
    place: Place,
    archive: Path,
    stories: int,
    *,
    dry_run: bool = False,
    workers: int | None = None,
    told: Callable[[int], object] = bool,
) -> Imported:
    """Import the archive and publish it, or only read it; ``told`` hears how many stories are in.

    ``workers`` is the command's own option. :class:`CannotRun` if not every story came in.
    """
    log = place.folder / "import.log"
    options = ["--dry-run" if dry_run else "--publish"]
    options += ["--workers", str(workers)] if workers is not None else []
    command = place.manage_command("import_articles", str(archive), *options)
    look_every = LOOK_EVERY if stories < MANY else LOOK_EVERY_OF_MANY
    curve: list[tuple[float, int]] = []
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=place.environment, stdout=output, stderr=output)
        watch = Watch(process.pid)
        try:
            while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
                time.sleep(look_every)
                watch.look()
                if not dry_run and (count := place.how_many()) and (not curve or count > curve[-1][1]):
                    curve.append((time.perf_counter(), count))
                    told(count)
        except BaseException:
            process.kill()
            process.wait()
            raise
    seconds = time.perf_counter() - began
    _, status, usage = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(errors="replace")
    created = re.search(r"(\d+) created", said)
    if process.returncode or not created or int(created[1]) != stories:
        raise CannotRun(f"The import did not take all {stories} stories:\n{last_lines(said)}")
    size = min(SLICE, stories // 10)
    # Linux counts kilobytes, macOS bytes.
    largest = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    live = re.search(r"(\d+) live", said)
    return Imported(
        stories=stories,
        live=int(live[1]) if live else 0,
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_megabytes=watch.peak or largest,
        cpu_seconds_of_main=watch.cpu_seconds,
        peak_of_all=max(watch.peak_of_all, largest),
        first_slice=_rate(curve, 0, size),
        last_slice=_rate(curve, stories - size, stories),
    )


def _rate(curve: list[tuple[float, int]], first: int, until: int) -> float | None:
    """Stories per second between two counts, as far as the looks at the database tell."""
    before = [look for look in curve if look[1] <= max(first, BATCH)]
    after = [look for look in curve if look[1] >= until]
    if until - first < 2 * BATCH or not before or not after or after[0][0] <= before[-1][0]:
        return None
    return (after[0][1] - before[-1][1]) / (after[0][0] - before[-1][0])
