"""A database that stumbles while an import is at work: it goes on where it can, and says so where it cannot."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InterfaceError, OperationalError

from articles.importing import again, store
from articles.models import Article, Source
from tests.importing.samples import ferry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once", "_at_once")]


@pytest.fixture
def _at_once(monkeypatch):
    """Nobody waits between the tries."""
    monkeypatch.setattr(again.time, "sleep", lambda seconds: None)


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(ferry(number))
    return tmp_path


def fail(monkeypatch, *errors):
    """Have the store fail with these errors, one each time it writes, before it goes on as ever."""
    left, write = list(errors), store.Store._write

    def write_or_fail(self, drafts):
        if left:
            raise left.pop(0)
        return write(self, drafts)

    monkeypatch.setattr(store.Store, "_write", write_or_fail)


def run(folder):
    out = StringIO()
    call_command("import_articles", str(folder), "--workers", "0", stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(OperationalError("deadlock detected"), id="a deadlock"),
        pytest.param(OperationalError("database is locked"), id="busy"),
        pytest.param(InterfaceError("connection already closed"), id="a connection that was closed"),
    ],
)
def test_what_passes_is_waited_for(folder, monkeypatch, error):
    fail(monkeypatch, error, error)
    assert "3 created, 0 updated, 0 unchanged, 0 failed" in run(folder)
    assert Source.objects.count() == 3


def test_what_another_import_stores_at_the_same_time_is_no_failure(folder, monkeypatch):
    twice = IntegrityError("duplicate key value violates unique constraint")
    fail(monkeypatch, twice, twice)  # the batch, and its first story alone
    assert "3 created, 0 updated, 0 unchanged, 0 failed" in run(folder)


def test_what_the_database_refuses_again_is_a_failure_of_that_story(folder, monkeypatch):
    refused = IntegrityError("CHECK constraint failed")
    fail(monkeypatch, refused, refused, refused)
    with pytest.raises(CommandError, match=r"0\.txt: the database refused it: CHECK constraint failed"):
        run(folder)
    assert Article.objects.count() == 2


def test_a_database_that_is_gone_ends_the_import_with_a_sentence_and_the_same_command_goes_on(folder, monkeypatch):
    fail(monkeypatch, *[OperationalError("the database system\nis shutting down")] * 3)
    with pytest.raises(CommandError) as refusal:
        run(folder)
    assert str(refusal.value) == (
        "The database cannot be used (the database system is shutting down). What is told above is done, in whole "
        "stories; when that is put right (and manage.py migrate has been run), the same command again goes on from "
        "there."
    )
    assert not Article.objects.exists()
    assert "3 created" in run(folder)
