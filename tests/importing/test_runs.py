"""What is told of a run of the import: its row for the desk, its progress, its end by Ctrl-C, a parser that fails."""

import re
import sys
from io import StringIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.importing import run as run_module
from articles.importing.formats import FORMATS
from articles.importing.report import MOST_KEPT, Report
from articles.importing.run import Interrupted, import_paths
from articles.importing.store import Store, Wishes
from articles.management.commands import import_articles
from articles.models import Article, ImportRun, Source, Version
from articles.search import index
from articles.search.query import parse
from articles.signals import versions_published
from newsroom import clock
from tests.importing.samples import ferry
from tests.importing.test_import_articles import run
from tests.importing.test_pool import die_over_three

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """Five stories, and a file that is none."""
    for number in range(1, 6):
        (tmp_path / f"{number}.txt").write_text(ferry(number))
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path


def test_a_run_leaves_a_row_with_what_was_asked_for_and_what_came_of_it(folder):
    editor = User.objects.create_user("editor")
    wishes = Wishes(publish=True, section="World")
    import_paths([str(folder)], wishes=wishes, by=editor)
    row = ImportRun.objects.get()
    assert (row.what, row.wishes, row.by) == (str(folder), {"publish": True, "section": "World"}, editor)
    assert (row.created, row.updated, row.unchanged, row.failed, row.live) == (5, 0, 0, 1, 5)
    assert "empty.txt" in row.problems[0]
    assert row.ended_at is not None
    assert not row.was_interrupted
    assert set(Source.objects.values_list("run", flat=True)) == {row.pk}


def test_a_dry_run_leaves_no_row(folder):
    import_paths([str(folder)], wishes=Wishes(), dry_run=True)
    assert not ImportRun.objects.exists()


def test_the_row_tells_of_each_batch_while_the_run_is_at_work(folder, monkeypatch):
    monkeypatch.setattr(run_module, "BATCH", 2)
    seen = []

    def look(report, position):
        row = ImportRun.objects.get()
        seen.append((row.created, row.ended_at, row.is_running))

    import_paths([str(folder)], wishes=Wishes(), on_progress=look)
    assert seen == [(2, None, True), (4, None, True), (5, None, True)]


def test_an_import_goes_on_when_its_row_is_deleted_meanwhile(folder, monkeypatch):
    monkeypatch.setattr(run_module, "BATCH", 2)
    report = import_paths([str(folder)], wishes=Wishes(), on_progress=lambda *told: ImportRun.objects.all().delete())
    assert str(report) == "5 created, 0 updated, 0 unchanged, 1 failed"
    assert not Source.objects.filter(run__isnull=False).exists()


def stop_after(stories, monkeypatch):
    """A Ctrl-C while the store is at the batch that follows so many stories."""
    add = Store.add

    def add_or_stop(self, items):
        if Article.objects.count() >= stories:
            raise KeyboardInterrupt
        return add(self, items)

    monkeypatch.setattr(Store, "add", add_or_stop)


def test_ctrl_c_ends_the_row_and_hands_over_what_is_done(folder, monkeypatch):
    monkeypatch.setattr(run_module, "BATCH", 2)
    with monkeypatch.context() as patched:
        stop_after(4, patched)
        with pytest.raises(Interrupted) as stopped:
            import_paths([str(folder)], wishes=Wishes())
    assert str(stopped.value.report).startswith("4 created")
    row = ImportRun.objects.get()
    assert (row.created, row.ended_at is not None) == (4, True)
    assert str(import_paths([str(folder)], wishes=Wishes())) == "1 created, 0 updated, 4 unchanged, 1 failed"


def test_the_command_says_after_ctrl_c_how_to_go_on_and_exits_with_130(folder, monkeypatch):
    monkeypatch.setattr(run_module, "BATCH", 2)
    stop_after(2, monkeypatch)
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_articles", str(folder), stdout=out, stderr=err)
    assert stopped.value.code == 130
    assert "2 created" in out.getvalue()
    assert "the same command again goes on from there" in err.getvalue()


def test_a_story_is_found_as_soon_as_it_is_there_and_put_into_the_index_once(
    folder, django_capture_on_commit_callbacks
):
    heard = []

    def hear(*, versions, **told):
        heard.append((len(versions), told["are_indexed"]))

    versions_published.connect(hear)
    try:
        with django_capture_on_commit_callbacks() as after_the_commit:
            import_paths([str(folder)], wishes=Wishes(publish=True))
        assert len(index().find(parse("ferry"), at=clock.now(), limit=20)) == 0
        assert len(index().find(parse("dentist"), at=clock.now(), limit=20)) == 5
        for act in after_the_commit:
            act()
    finally:
        versions_published.disconnect(hear)
    assert heard == [(5, True)]
    assert len(index().find(parse("dentist"), at=clock.now(), limit=20)) == 5


def test_a_new_version_of_a_wire_story_is_found_before_anything_follows_the_commit():
    from tests.importing.test_store import arrive, wire

    arrive(wire(1, "Nine boats left."))
    arrive(wire(2, "Ten steamers left."))
    assert len(index().find(parse("steamers"), at=clock.now(), limit=20)) == 1


def test_a_mistake_in_a_parser_costs_the_file_it_was_made_over(folder, monkeypatch):
    right = FORMATS["page_text"].parse

    def wrong(data, *, name):
        if name.endswith("3.txt"):
            raise IndexError("list index out of range")
        return right(data, name=name)

    monkeypatch.setitem(FORMATS, "page_text", FORMATS["page_text"]._replace(parse=wrong))
    report = import_paths([str(folder)], wishes=Wishes())
    assert str(report) == "4 created, 0 updated, 0 unchanged, 2 failed"
    assert "3.txt: the parser stumbled over it" in report.problems[0]


def test_a_file_that_kills_the_process_that_parses_it_is_named_and_the_others_are_imported(folder, monkeypatch):
    monkeypatch.setattr(run_module, "parse", die_over_three)
    report = import_paths([str(folder)], wishes=Wishes(), workers=2)
    assert str(report) == "4 created, 0 updated, 0 unchanged, 2 failed"
    assert any(re.search(r"3\.txt: the process that read it died \(exit code 1\)", each) for each in report.problems)
    numbers = [source.name[-5] for source in Source.objects.order_by("pk")]
    assert numbers == sorted(numbers), "the order of the files is the order of the stories"


def test_processes_and_this_process_make_the_same_of_the_same_files(folder):
    def told():
        return [
            (source.name, source.account, source.article.body, source.article.headline, source.data)
            for source in Source.objects.select_related("article").order_by("pk")
        ]

    import_paths([str(folder)], wishes=Wishes(publish=True), workers=2)
    by_others = told()
    Article.objects.all().delete()
    import_paths([str(folder)], wishes=Wishes(publish=True), workers=0)
    assert told() == by_others


def test_progress_is_told_in_lines_where_there_is_no_terminal(folder, monkeypatch, capsys):
    monkeypatch.setattr(run_module, "BATCH", 2)
    monkeypatch.setattr(import_articles, "TELL_EVERY", 0)
    run(folder, verbosity=2)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert re.fullmatch(r"2 stories, [\d,]+ a second, \d+% read, .* left", lines[0])
    assert re.fullmatch(r"6 stories, [\d,]+ a second, 100% read, 0 s left", lines[-1])


def test_a_report_of_a_million_notes_keeps_the_first(folder):
    report = Report()
    for number in range(MOST_KEPT + 5):
        report.note(f"note {number}")
        report.fail(f"problem {number}")
    assert (len(report.notes), report.more_notes, report.notes[0]) == (MOST_KEPT, 5, "note 0")
    assert (len(report.problems), report.more_problems) == (MOST_KEPT, 5)


def test_stories_of_one_headline_on_one_day_get_the_next_number(tmp_path):
    text = ferry()
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(text.replace("Eighty passengers", f"{number + 80} passengers"))
    for upto in (3, 8):
        names = [str(tmp_path / f"{number}.txt") for number in range(upto)]
        import_paths(names, wishes=Wishes(publish=True))
    paths = Version.objects.published().order_by("pk").values_list("path", flat=True)
    assert [re.search(r"-(\d+)$", path)[1] if path != paths[0] else "" for path in paths] == ["", *"2345678"]


@pytest.mark.parametrize(("given", "sentence"), [("-1", "a number from 0 to"), ("1000", "a number from 0 to")])
def test_a_senseless_number_of_processes_is_refused(folder, given, sentence):
    from django.core.management import CommandError

    with pytest.raises(CommandError, match=sentence):
        call_command("import_articles", str(folder), f"--workers={given}")


@pytest.mark.parametrize(("folder_of_schemas", "told"), [("/schemas", 1), ("", 0)], ids=["with schemas", "without"])
def test_what_breaks_a_formats_rules_is_noted_and_imported(folder, monkeypatch, settings, folder_of_schemas, told):
    def problems(data, format, *, folder):
        return [f"{format} is against {folder}"] if b"Night boat 2" in data else []

    settings.SCHEMAS_DIR = folder_of_schemas
    monkeypatch.setitem(sys.modules, "articles.importing.schemas", SimpleNamespace(problems=problems))
    report = import_paths([str(folder)], wishes=Wishes())
    assert report.notes == [f"{folder / '2.txt'}: page_text is against /schemas"] * told
    assert str(report).startswith("5 created")
