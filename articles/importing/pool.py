"""Processes that do one task over and over, so that one that dies costs what it was at and nothing else."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")

PATIENCE = 120.0


class Died(NamedTuple):
    """The answer to a job over which a process died, or took longer than anyone would wait."""

    why: str


class CannotStart(Exception):
    """The processes cannot be started; the message says what to do."""


class Pool(Generic[Job, Answer]):
    """``size`` processes that answer jobs with ``task``, a function of a module; each is started when it is needed.

    A thread for each process hands it its jobs and waits, so a job is answered while its sender does other things.
    A process that dies over several jobs gets them again one by one, in a new one; the one it dies over again has
    :class:`Died` for its answer, and so has one that takes more than ``patience`` seconds.
    """

    def __init__(self, task: Callable[[Job], Answer], *, size: int, patience: float = PATIENCE) -> None:
        self._task = task
        self._patience = patience
        # spawn: nothing of this process (open databases, half-read archives, locks) is in the others.
        self._context = multiprocessing.get_context("spawn")
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="pool", initializer=_leave_ctrl_c_alone)
        self._of_thread = threading.local()
        self._workers: list[_Worker] = []
        self._closed = False

    def send(self, jobs: Sequence[Job]) -> Future[list[Answer | Died]]:
        """Have jobs answered, all by one process; the answers come in the same order.

        Its result raises :class:`CannotStart` where no process can be started.
        """
        return self._threads.submit(self._answer, jobs)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._closed = True
        for worker in self._workers:
            worker.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()

    def _answer(self, jobs: Sequence[Job]) -> list[Answer | Died]:
        answers = self._ask(jobs)
        if not isinstance(answers, Died):
            return answers
        if len(jobs) == 1 or self._closed:
            return [answers] * len(jobs)
        return [answer for job in jobs for answer in self._answer([job])]

    def _ask(self, jobs: Sequence[Job]) -> list[Answer | Died] | Died:
        worker: _Worker | None = getattr(self._of_thread, "worker", None)
        if worker is None:
            worker = self._of_thread.worker = _Worker(self._context, self._task)
            self._workers.append(worker)
            if self._closed:  # while it was being started
                worker.process.kill()
        try:
            worker.connection.send(list(jobs))
            if worker.connection.poll(self._patience):
                answers: list[Answer | Died] = worker.connection.recv()
                return answers
            why = f"it took more than {self._patience:.0f} seconds"
        except (EOFError, OSError):
            worker.process.join(1)
            why = f"the process that read it died ({_what_ended(worker.process.exitcode)})"
        self._of_thread.worker = None
        if not self._closed:
            worker.process.kill()
        return Died(why)


class _Worker:
    """A process at work, and the line to it."""

    def __init__(self, context: multiprocessing.context.SpawnContext, task: Callable[[Job], Answer]) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, task), daemon=True)
        self.process.start()
        theirs.close()  # so that the line is dead when the process is
        try:
            self.connection.recv()
        except EOFError:
            self.process.join()
            raise CannotStart(
                "A process that parses ended before it began. Try it with --workers 0; a script that imports needs "
                "its first line under \"if __name__ == '__main__':\"."
            ) from None


def _leave_ctrl_c_alone() -> None:
    """Ctrl-C goes to all processes of a terminal. The one that asks decides; the others are born deaf to it."""
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _work(line: Connection, task: Callable[[Job], Answer]) -> None:
    """Answer jobs until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):  # Linux: when memory runs out, let it be this process that goes
        Path("/proc/self/oom_score_adj").write_text("500")
    with suppress(EOFError, OSError):
        line.send("here")
        while True:
            line.send([task(job) for job in line.recv()])


def _what_ended(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return signal.Signals(-exitcode).name
    return f"exit code {exitcode}"
