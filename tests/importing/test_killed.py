"""The real import, killed at random points: whole stories are there, and the same command again does the rest."""

import json
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from bench.generator import stories
from bench.place import ROOT, make_place
from tests.importing.test_import_articles import picture

MANY = 450
PICTURES = 30
ROUNDS = (
    (signal.SIGKILL, "0"),
    (signal.SIGINT, "2"),
    (signal.SIGKILL, "2"),
    (signal.SIGINT, "0"),
    (signal.SIGKILL, "2"),
)


@contextmanager
def places(*names):
    """Databases of their own, as the tests' is: files for SQLite, schemas for PostgreSQL."""
    told, url = connection.settings_dict, ""
    if connection.vendor == "postgresql":
        who = f"{told['USER']}:{told['PASSWORD']}@{told['HOST'] or '127.0.0.1'}:{told['PORT'] or 5432}"
        url = f"postgres://{who}/{told['NAME']}"
    with ExitStack() as stack:
        made = [stack.enter_context(make_place(url)) for _ in names]
        for place in made:
            place.manage("migrate", "--verbosity", "0")
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A few hundred stories, some with pictures, some that say the same, and one that is none."""
    folder = tmp_path_factory.mktemp("stories")
    for number, story in enumerate(stories(MANY)):
        (folder / f"{number:04}.txt").write_text(story.text)
        if number % (MANY // PICTURES) == 0:
            (folder / f"{number:04}.jpg").write_bytes(picture((number % 256, number // 256, 7)))
    (folder / "0100-again.txt").write_bytes((folder / "0100.txt").read_bytes())
    (folder / "0200-empty.txt").write_bytes(b"")
    return folder


def start(place, folder, *options):
    return subprocess.Popen(
        place.manage_command("import_articles", str(folder), "--publish", *options),
        cwd=ROOT,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def look(place):
    """What is in the database, and in the folder of photos."""
    told = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "whole.py")],
        env=place.environment, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(told.stdout)


@pytest.mark.django_db
def test_an_import_killed_at_random_points_leaves_whole_stories_and_goes_on(folder):
    with places("undisturbed", "killed") as (undisturbed, killed):
        began = time.monotonic()
        said = start(undisturbed, folder).communicate()[0]
        took = time.monotonic() - began
        assert f"{MANY} created, 0 updated, 1 unchanged, 1 failed" in said
        before = 0
        # The first part of the time goes into starting Python.
        points = sorted(random.uniform(0.35, 1.0) for _ in ROUNDS)
        print("Killed at", points)  # noqa: T201
        for (kind, workers), point in zip(ROUNDS, points, strict=True):
            process = start(killed, folder, "--workers", workers)
            time.sleep(point * took)
            process.send_signal(kind)
            said = process.communicate()[0]
            if process.returncode == 130:
                assert "the same command again goes on from there" in said
            assert process.returncode in {-signal.SIGKILL, -signal.SIGINT, 130, 1}, said
            found = look(killed)
            assert found["not_whole"] == []
            assert len(found["stories"]) >= before
            before = len(found["stories"])
            print(kind, workers, "after", point * took, "of", took, "left", before, process.returncode)  # noqa: T201
        said = start(killed, folder).communicate()[0]
        assert f"{MANY - before} created, 0 updated, {before + 1} unchanged, 1 failed" in said
        assert_same(look(killed), look(undisturbed))


def assert_same(these, those):
    assert these["not_whole"] == those["not_whole"] == []
    assert these["stories"].keys() == those["stories"].keys()
    assert [name for name in these["stories"] if these["stories"][name] != those["stories"][name]] == []
    assert (these["authors"], these["sections"]) == (those["authors"], those["sections"])
    assert these["media"] == those["media"]
