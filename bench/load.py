"""Load on a server on this machine, and how fast it answers: with wrk where there is one, else from Python threads."""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread

from bench.place import CannotRun, last_lines

LUA = Path(__file__).with_name("wrk.lua")
HOST = "127.0.0.1"
TIMEOUT = 20


@dataclass(frozen=True)
class Ask:
    """One request: a path, and the ETag of the copy that the reader has already."""

    path: str
    etag: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What a reader's browser says."""
        return {"Accept-Encoding": "gzip"} | ({"If-None-Match": self.etag} if self.etag else {})


@dataclass(frozen=True)
class Answered:
    """What came of some seconds of load; latencies in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


def generator() -> str:
    """What makes the load here."""
    return "wrk" if shutil.which("wrk") else "Python threads (wrk is not installed: they take part of the machine)"


def ask_once(port: int, ask: Ask) -> tuple[int, dict[str, str], bytes]:
    """One answer: status, headers in small letters, body as sent."""
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    try:
        connection.request("GET", ask.path, headers=ask.headers)
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def load(port: int, asks: Sequence[Ask], *, connections: int, seconds: int) -> Answered:
    """Ask in turn over so many connections at once, each as soon as it has its answer."""
    return (_with_wrk if shutil.which("wrk") else _with_python)(port, asks, connections, seconds)


def _with_wrk(port: int, asks: Sequence[Ask], connections: int, seconds: int) -> Answered:
    with NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{ask.path}\t{ask.etag}\n" for ask in asks)
        file.flush()
        options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", f"{TIMEOUT}s", "-s", str(LUA)]
        command = ["wrk", *options, f"http://{HOST}:{port}/", "--", file.name]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return Answered(**json.loads(run.stdout.strip().splitlines()[-1]))
    except (IndexError, ValueError, TypeError) as error:
        raise CannotRun(f"wrk failed:\n{last_lines(run.stdout + run.stderr)}") from error


def _with_python(port: int, asks: Sequence[Ask], connections: int, seconds: int) -> Answered:
    took: list[float] = []
    failed: list[str] = []
    until = time.perf_counter() + seconds

    def read_on(first: int) -> None:
        mine = cycle([*asks[first % len(asks) :], *asks[: first % len(asks)]])
        connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
        while (began := time.perf_counter()) < until:
            ask = next(mine)
            try:
                connection.request("GET", ask.path, headers=ask.headers)
                response = connection.getresponse()
                response.read()
                if response.status >= 400:
                    failed.append(ask.path)
            except (OSError, http.client.HTTPException):
                failed.append(ask.path)
                connection.close()
            took.append((time.perf_counter() - began) * 1000)
        connection.close()

    began = time.perf_counter()
    threads = [Thread(target=read_on, args=(at * 7,), daemon=True) for at in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = sorted(took) or [0.0]
    return Answered(
        requests=len(took),
        seconds=time.perf_counter() - began,
        p50=taken[len(taken) // 2],
        p99=taken[min(len(taken) - 1, len(taken) * 99 // 100)],
        failed=len(failed),
    )
