"""What a process and all under it take of the machine, as Linux tells it in /proc; elsewhere nothing is known."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Watch:
    """The most memory seen, in megabytes, of a process and of all of its tree together; and its own processor time.

    Memory that processes share counts for each of them.
    """

    pid: int
    peak: float = 0.0
    peak_of_all: float = 0.0
    cpu_seconds: float = 0.0

    def look(self) -> None:
        """Look once more; does nothing where /proc is not Linux's, or the process has ended."""
        try:
            self.peak = max(self.peak, _kilobytes(self.pid, "VmHWM") / 1e3)
            everyone = sum(_kilobytes(pid, "VmRSS") for pid in [self.pid, *_descendants(self.pid)])
            self.peak_of_all = max(self.peak_of_all, everyone / 1e3)
            self.cpu_seconds = _cpu_seconds(self.pid)
        except (OSError, ValueError, IndexError):
            pass


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for thread in (PROC / str(pid) / "task").iterdir():
        for child in (thread / "children").read_text().split():
            found += [int(child), *_descendants(int(child))]
    return found


def _kilobytes(pid: int, name: str) -> int:
    try:
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    except FileNotFoundError:  # it has just ended
        pass
    return 0


def _cpu_seconds(pid: int) -> float:
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK
