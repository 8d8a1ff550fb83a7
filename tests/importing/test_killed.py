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

MANY = 400
PICTURES = 20
BATCH = 25  # many commits, so that there are many moments between them
# How each round ends, with how many processes that parse.
ROUNDS = ((signal.SIGKILL, 0), (signal.SIGINT, 2), (signal.SIGKILL, 2), (signal.SIGINT, 0), (signal.SIGKILL, 2))
COMMAND = f"""
import sys, django
django.setup()
from articles.importing import run
run.BATCH = {BATCH}
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


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


def start(place, folder, *, workers=0):
    options = ["import_articles", str(folder), "--publish", "--workers", str(workers)]
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *options],  # the command line of manage.py, behind a smaller batch
        cwd=ROOT,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(place, process, *, stories):
    """Until that many are in the database, or the process has ended."""
    while process.poll() is None and place.ask("SELECT count(*) FROM articles_article") < stories:
        time.sleep(0.01)


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
        said = start(undisturbed, folder).communicate()[0]
        assert f"{MANY} created, 0 updated, 1 unchanged, 1 failed" in said
        before = 0
        points = sorted(random.sample(range(MANY // 2), len(ROUNDS)))
        for (kind, workers), point in zip(ROUNDS, points, strict=True):
            process = start(killed, folder, workers=workers)
            wait_for(killed, process, stories=point)
            time.sleep(random.uniform(0, 0.03))
            process.send_signal(kind)
            said = process.communicate()[0]
            where = f"Killed with {kind.name} after {point} stories of {points}, {workers} processes:\n{said}"
            if kind is signal.SIGINT and process.returncode == 130:
                assert "the same command again goes on from there" in said, where
            else:
                # A Ctrl-C while Python is starting ends it as it ends every program.
                assert process.returncode == -kind, where
            found = look(killed)
            assert found["not_whole"] == [], where
            assert len(found["stories"]) >= max(before, point), where
            before = len(found["stories"])
        assert before < MANY
        said = start(killed, folder, workers=2).communicate()[0]
        assert f"{MANY - before} created, 0 updated, {before + 1} unchanged, 1 failed" in said
        assert_same(look(killed), look(undisturbed))


def assert_same(these, those):
    assert these["not_whole"] == those["not_whole"] == []
    assert these["stories"].keys() == those["stories"].keys()
    assert [name for name in these["stories"] if these["stories"][name] != those["stories"][name]] == []
    assert (these["authors"], these["sections"]) == (those["authors"], those["sections"])
    assert these["media"] == those["media"]
