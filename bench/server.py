"""The production server, on a port of its own of this machine alone."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.load import HOST, Ask, ask_once
from bench.place import ROOT, CannotRun, Place, last_lines

START_WITHIN = 60
STOP_WITHIN = 15


@contextmanager
def serve(place: Place) -> Iterator[int]:
    """Gunicorn as in production, but no worker retires in the middle of a measurement; gives the port."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
    config = ["--config", str(ROOT / "deploy" / "gunicorn.conf.py"), "--max-requests", "0"]
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", *config, "--bind", f"{HOST}:{port}"]
    log = place.folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=place.environment, stdout=output, stderr=output)
        try:
            _wait_for(server, port, lambda: last_lines(log.read_text(errors="replace")))
            yield port
        except CannotRun as problem:
            if (status := server.poll()) is None:
                raise
            words = last_lines(log.read_text(errors="replace")) or "It said nothing."
            raise CannotRun(f"The server has ended by itself, with status {status}.\n{words}") from problem
        finally:
            server.terminate()
            try:
                server.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int, last_words: Callable[[], str]) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            if ask_once(port, Ask("/healthz"))[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise CannotRun(f"The server did not start within {START_WITHIN} seconds.\n{last_words()}")
