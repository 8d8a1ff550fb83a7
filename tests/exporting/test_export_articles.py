"""``export_articles`` as an operator uses it: what is written, where, and what is refused."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from articles.exporting import FORMATS, run
from articles.exporting.run import name_of
from articles.models import Article, Version
from articles.workflow import actions
from newsroom import clock
from tests import factories
from tests.exporting.bringing_back import ARCHIVE, empty_the_paper, export, texts

pytestmark = pytest.mark.django_db
OF_ONE = [key for key, known in FORMATS.items() if known.version]
DAY = datetime(2026, 3, 4, 12, tzinfo=UTC)


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_articles", *arguments, stdout=out)
    return out.getvalue()


def story(headline: str, **fields) -> Version:
    fields.setdefault("published_at", DAY)
    return factories.live(headline=headline, **fields)


# What is written --------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_what_readers_do_not_see_is_not_exported(format, tmp_path):
    version = story("Seen by readers")
    factories.save(version.article, headline="Hidden change")
    Article.objects.filter(pk=version.article_id).update(editor_note="Hidden note", embargo_note="Hidden reason")
    factories.article(headline="Hidden draft")
    factories.scheduled(headline="Hidden until tomorrow")
    actions.withdraw(story("Hidden again").article, by=None)
    everything = "\n".join(texts(export(format, tmp_path / "out")).values())
    assert "Seen by readers" in everything
    assert "Hidden" not in everything


@pytest.mark.parametrize("format", FORMATS)
def test_history_is_what_readers_have_seen_and_no_more(format, tmp_path):
    version = story("Seen first")
    factories.save(version.article, headline="Never published")
    factories.save(version.article, headline="Seen last")
    actions.publish(version.article, by=None)
    factories.scheduled(headline="Hidden until tomorrow")
    everything = "\n".join(texts(export(format, tmp_path / "out", "--history")).values())
    assert "Seen first" in everything
    assert "Seen last" in everything
    assert "Never published" not in everything
    assert "Hidden" not in everything


def test_each_story_lies_under_its_address_with_its_photos_beside(tmp_path):
    picture = factories.photo()
    story("Ferry sails", captions=[picture])
    story("Ferry sails again", captions=[picture])
    assert told("ninjs", "--to", str(tmp_path / "out")) == "2 stories written\n"
    files = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))
    assert files == [
        "harbour/2026/03/04/ferry-sails-again.json",
        "harbour/2026/03/04/ferry-sails.json",
        f"photos/{picture.key}.jpg",
    ]
    item = json.loads((tmp_path / "out" / files[1]).read_text())
    assert item["associations"][0]["renditions"][0]["href"].endswith(f"/photos/{picture.key}.jpg")
    assert (tmp_path / "out" / files[2]).read_bytes() == picture.file.read()


def test_a_photo_whose_file_is_gone_is_told_by_its_address_on_the_site(tmp_path):
    picture = factories.photo()
    story("Ferry sails", captions=[picture])
    picture.file.storage.delete(picture.file.name)
    [text] = texts(export("ninjs", tmp_path / "out")).values()
    hrefs = [one["href"] for one in json.loads(text)["associations"][0]["renditions"]]
    assert hrefs == [f"https://courier.example/photos/{picture.key}-64.jpg"]


@pytest.mark.parametrize("format", [*OF_ONE, "wxr"])
@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_a_packed_export_holds_the_same_files_and_is_the_same_twice(format, ending, tmp_path):
    story("Ferry sails", captions=[factories.photo()])
    with clock.at(DAY + timedelta(days=5000)):
        folder = export(format, tmp_path / "out")
        first, second = (export(format, tmp_path / f"{name}{ending}") for name in ("first", "second"))
    expected = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}
    if ending == ".zip":
        with zipfile.ZipFile(first) as packed:
            found = {name: packed.read(name) for name in packed.namelist()}
    else:
        with tarfile.open(first) as packed:
            found = {member.name: packed.extractfile(member).read() for member in packed}
    assert found == expected
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param((), {"Old", "Middle", "New", "Asian"}, id="all"),
        pytest.param(("--since", "2026-03-04"), {"Middle", "New", "Asian"}, id="since, its day included"),
        pytest.param(("--until", "2026-03-04"), {"Old", "Middle"}, id="until, its day included"),
        pytest.param(("--since", "2026-03-04", "--until", "2026-03-04"), {"Middle"}, id="one day"),
        pytest.param(("--section", "world"), {"Asian"}, id="a section and those below it"),
        pytest.param(("--section", "/world/asia/"), {"Asian"}, id="an address as readers see it"),
        pytest.param(("--limit", "2"), {"New", "Asian"}, id="the newest two"),
    ],
)
def test_options_choose_stories(options, expected, tmp_path):
    story("Old", published_at=DAY - timedelta(days=9))
    story("Middle")
    story("New", published_at=DAY + timedelta(days=1))
    asia = factories.section("Asia", parent=factories.section("World"))
    story("Asian", published_at=DAY + timedelta(days=2), section=asia)
    found = texts(export("ninjs", tmp_path / "out", *options)).values()
    assert {json.loads(text)["headlines"][0]["value"] for text in found} == expected


def test_more_stories_than_a_batch_come_once_each(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "BATCH", 3)
    for number in range(8):
        story(f"Story {number}")
    assert told("ninjs", "--to", str(tmp_path / "out")) == "8 stories written\n"
    assert len(texts(tmp_path / "out")) == 8
    assert told("ninjs", "--to", str(tmp_path / "seven"), "--limit", "7") == "7 stories written\n"


def test_an_export_asks_a_constant_number_of_questions_a_batch(tmp_path, django_assert_num_queries):
    for number in range(6):
        story(f"Story {number}", bylines=[factories.author()], captions=[factories.photo()])
    with django_assert_num_queries(4):  # sections, stories, their photos, redirects
        export("ninjs", tmp_path / "out")


def test_one_story_is_a_story(tmp_path):
    story("Alone")
    assert told("wxr", "--to", str(tmp_path / "paper.xml")) == "1 story written\n"


@pytest.mark.parametrize("format", ["wxr", ARCHIVE])
def test_one_document_goes_to_standard_output_alone(format, tmp_path, capsys):
    story("Ferry sails")
    export(format, tmp_path / "paper.out")
    out = told(format, "--to", "-")
    strip = re.compile(r"https?://(?:testserver|courier\.example)")
    assert strip.sub("", out) == strip.sub("", (tmp_path / "paper.out").read_text())


# Names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param("world/2026/03/04/ferry-sails", "world/2026/03/04/ferry-sails.json", id="an address"),
        pytest.param("العالم/2026/03/04/العبارة", "العالم/2026/03/04/العبارة.json", id="another script"),
    ],
)
def test_a_file_is_named_after_its_address(path, name):
    assert name_of(Version(path=path), ".json") == name


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a/../../b",
        "a\\..\\b",
        "c:/windows",
        "a/\x00/b",
        "a//b",
        ".hidden/x",
        "漢" * 120,
    ],
)
def test_no_address_leads_out_of_the_export(path):
    parts = name_of(Version(path=path), ".json").split("/")
    assert all(re.fullmatch(r"[\w-]+(?:\.json)?", part) for part in parts)
    assert all(len(part.encode()) < 255 for part in parts)


def test_addresses_that_look_alike_as_names_stay_apart():
    names = {name_of(Version(path=path), ".json") for path in ("a/b.c", "a/b c", "a/b-c")}
    assert len(names) == 3


# Where it goes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(("ninjs", "--to", "{there}/full"), "is not empty", id="a folder with something in it"),
        pytest.param(("ninjs", "--to", "{there}/full", "--force"), "None is ever replaced", id="not even with --force"),
        pytest.param(("ninjs", "--to", "{there}/file.zip"), "--force to replace it", id="a zip that is there"),
        pytest.param(("wxr", "--to", "{there}/file.xml"), "--force to replace it", id="a file that is there"),
        pytest.param(("archive", "--to", "{there}/full"), "is a folder", id="a folder for a file"),
        pytest.param(("ninjs", "--to", "{there}/file.xml"), "is a file", id="a file for a folder"),
        pytest.param(("ninjs", "--to", "{there}/no/where"), "There is no folder", id="no folder above"),
        pytest.param(("ninjs", "--to", "-"), "one file a story", id="many files to standard output"),
        pytest.param(("ninjs", "--to", "{there}/new", "--section", "moon"), "no section", id="an unknown section"),
        pytest.param(("ninjs", "--to", "{there}/new", "--limit", "0"), "from 1 on", id="no stories"),
        pytest.param(("ninjs", "--to", "{there}/new", "--address", "paper"), "not a web address", id="no address"),
        pytest.param(("archive", "--to", "{there}/new.jsonl", "--history"), "the whole paper", id="half an archive"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(arguments, problem, tmp_path):
    (tmp_path / "full").mkdir()
    for name in ("full/mine.txt", "file.zip", "file.xml"):
        (tmp_path / name).write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CommandError, match=re.escape(problem)):
        call_command("export_articles", *(one.format(there=tmp_path) for one in arguments))
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file.xml").read_text() == "mine"


@pytest.mark.parametrize("name", ["paper.zip", "paper.tar.gz", "paper.xml"])
def test_force_replaces_a_file(name, tmp_path):
    story("Ferry sails")
    (tmp_path / name).write_text("old")
    export("wxr", tmp_path / name, "--force")
    assert (tmp_path / name).read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_an_empty_folder_is_taken(tmp_path):
    story("Ferry sails")
    (tmp_path / "out").mkdir()
    assert texts(export("ninjs", tmp_path / "out"))


@pytest.mark.parametrize(
    ("failure", "told_so"),
    [
        pytest.param(OSError(28, "No space left on device"), "No space left on device", id="a full disk"),
        pytest.param(KeyboardInterrupt(), "Interrupted; nothing was written", id="Ctrl-C"),
    ],
)
@pytest.mark.parametrize("name", ["out", "paper.zip", "paper.tar.gz", "paper.xml", "paper.jsonl"])
def test_an_export_that_fails_leaves_nothing(name, failure, told_so, tmp_path, monkeypatch):
    for number in range(3):
        story(f"Story {number}")

    def broken(*args, **kwargs):
        raise failure

    monkeypatch.setattr("articles.exporting.run.name_of", broken)
    monkeypatch.setattr("articles.exporting.wxr._post", broken)
    monkeypatch.setattr("articles.exporting.archive._article", broken)
    kind = {"paper.xml": "wxr", "paper.jsonl": ARCHIVE}.get(name, "ninjs")
    with pytest.raises(CommandError, match=told_so):
        export(kind, tmp_path / name)
    assert not list(tmp_path.iterdir())


# The archive, from the command line ---------------------------------------------------------------


def test_an_archive_restored_by_the_import_gives_the_same_archive(tmp_path):
    version = story("Ferry sails", bylines=[factories.author("Ann Lee")], captions=[factories.photo()])
    factories.save(version.article, headline="Not yet")
    factories.scheduled(headline="Tomorrow")
    first = export(ARCHIVE, tmp_path / "paper.jsonl")
    empty_the_paper()
    out = io.StringIO()
    call_command("import_articles", str(first), stdout=out)
    assert "2 created, 0 updated, 0 unchanged, 0 failed" in out.getvalue()
    assert export(ARCHIVE, tmp_path / "again.jsonl").read_bytes() == first.read_bytes()
    again = io.StringIO()
    call_command("import_articles", str(first), stdout=again)
    assert "0 created, 0 updated, 2 unchanged, 0 failed" in again.getvalue()


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        pytest.param(("other.txt",), "restore it alone", id="beside other files"),
        pytest.param(("--dry-run",), "there is no dry run", id="as a dry run"),
    ],
)
def test_an_archive_is_restored_alone_and_for_good(more, problem, tmp_path):
    story("Ferry sails")
    path = export(ARCHIVE, tmp_path / "paper.jsonl")
    empty_the_paper()
    (tmp_path / "other.txt").write_text("A headline\n\nA text.")
    arguments = [str(tmp_path / one) if one.endswith(".txt") else one for one in more]
    with pytest.raises(CommandError, match=problem):
        call_command("import_articles", str(path), *arguments, stdout=io.StringIO())
    assert not Article.objects.exists()


def test_an_archive_among_other_files_is_named_as_what_it_is(tmp_path):
    (tmp_path / "in").mkdir()
    export(ARCHIVE, tmp_path / "in" / "paper.jsonl")
    with pytest.raises(CommandError, match="this is the archive of a whole paper"):
        call_command("import_articles", str(tmp_path / "in"), stdout=io.StringIO())


def test_an_archive_that_is_cut_off_is_told_with_its_line(tmp_path):
    story("Ferry sails")
    path = export(ARCHIVE, tmp_path / "paper.jsonl")
    path.write_bytes(path.read_bytes()[:-40])
    empty_the_paper()
    with pytest.raises(CommandError, match=r"paper.jsonl, line \d+: the archive is cut off here"):
        call_command("import_articles", str(path), stdout=io.StringIO())
