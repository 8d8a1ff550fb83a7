"""Processes that parse: order, death, patience, and what Ctrl-C leaves behind."""

import os
import time

import pytest

from articles.importing.documents import parse
from articles.importing.pool import CannotStart, Died, Pool


def answer(job):
    """A task for the processes: what the job says is done to them."""
    match job:
        case "die":
            os.kill(os.getpid(), 9)
        case "exit":
            os._exit(3)
        case "sleep":
            time.sleep(60)
    return f"{job} done"


def die_over_three(document, **options):
    """A task like the import's own, for processes that die over the third file."""
    if document.name.endswith("3.txt"):
        os._exit(1)
    return parse(document, **options)


@pytest.fixture
def pool():
    pool = Pool(answer, size=2, patience=2)
    yield pool
    pool.close()


def test_answers_come_in_the_order_of_the_jobs(pool):
    sent = [pool.send([str(number), str(number + 1)]) for number in range(0, 20, 2)]
    assert [each for answers in sent for each in answers.result()] == [f"{number} done" for number in range(20)]


@pytest.mark.parametrize(
    ("job", "why"),
    [
        ("die", "the process that read it died (SIGKILL)"),
        ("exit", "the process that read it died (exit code 3)"),
        ("sleep", "it took more than 2 seconds"),
    ],
)
def test_a_job_that_kills_its_process_is_named_and_the_others_are_answered(pool, job, why):
    assert pool.send(["a", job, "b"]).result() == ["a done", Died(why), "b done"]
    assert pool.send(["c"]).result() == ["c done"]


def test_closing_ends_what_is_at_work():
    pool = Pool(answer, size=2)
    sent = [pool.send(["sleep"]) for _ in range(4)]
    time.sleep(1)
    began = time.monotonic()
    pool.close()
    assert time.monotonic() - began < 30, "nobody waited for what was at work"
    assert all(each.cancelled() or isinstance(each.result()[0], Died) for each in sent)


class Unloadable:
    """A task that the other process cannot get hold of."""

    def __call__(self, job):
        return job

    def __reduce__(self):
        return exec, ("raise SystemExit(1)",)


def test_processes_that_cannot_be_started_are_no_fault_of_the_jobs(capfd):
    pool = Pool(Unloadable(), size=1)
    with pytest.raises(CannotStart, match="--workers 0"):
        pool.send(["a"]).result()
    pool.close()
