"""The import command from outside: what editors type, what they are told, what is there afterwards."""

import io
import json
import re
import tarfile
import zipfile
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from articles.models import Article, Author, Caption, Section, Source, Version
from tests.importing.samples import FERRY, ferry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]


def run(*arguments, **options):
    """The command's standard output; a failure's message goes with it."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue() + err.getvalue(), str(error)
    return out.getvalue() + err.getvalue(), ""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY)
    return path


def picture(colour=(20, 60, 90)):
    data = BytesIO()
    Image.new("RGB", (90, 60), colour).save(data, "JPEG")
    return data.getvalue()


def test_the_founding_text_comes_out_exactly(founding_text):
    told, problem = run(founding_text, publish=True)
    assert (problem, "1 created, 0 updated, 0 unchanged, 0 failed" in told) == ("", True)
    article = Article.objects.get()
    lines = [line.replace("\u00a0", " ").strip() for line in founding_text.read_text().splitlines()]
    assert article.section.name == "World"
    assert article.section.path == "world"
    assert article.headline == lines[2]
    [caption] = article.captions.all()
    assert (caption.text, caption.photo) == (lines[4], None)
    [byline] = article.bylines.all()
    assert (byline.author.name, byline.role) == ("Willy Wo-Lap Lam", "CNN Senior China Analyst")
    assert (article.agency, article.dateline, article.published_at) == ("CNN", "", None)
    blocks = re.findall(r"<(p|h2)>(.*?)</\1>", article.body)
    assert [tag for tag, _ in blocks].count("p") == 16
    assert [(at, text) for at, (tag, text) in enumerate(blocks) if tag == "h2"] == [
        (6, "India-Pakistan standoff"),
        (13, "Economic aid"),
    ]
    furniture = [part for part in article.sources.get().account if part["role"] == "furniture"]
    said = [lines[part["line"] - 1][part["start"] : part["end"]].strip() for part in furniture]
    assert said == ["Skip to main content", lines[4], "Back to the top"]
    version = Version.objects.live().get()
    assert version.is_undated


def test_an_import_arrives_as_a_draft_for_the_desk(page):
    run(page)
    assert Article.objects.count() == 1
    assert not Version.objects.live().exists()


def test_an_import_with_publish_is_before_readers_at_once(page, client):
    told, _ = run(page, publish=True)
    assert "1 live" in told
    response = client.get(Version.objects.live().get().get_absolute_url())
    assert "the dentist from Carrow" in response.content.decode()


def test_the_same_bytes_again_change_nothing(page):
    run(page, publish=True)
    before = list(Article.objects.values_list("pk", "modified_at", "version_number"))
    told, _ = run(page, publish=True)
    assert "0 created, 0 updated, 1 unchanged, 0 failed" in told
    assert list(Article.objects.values_list("pk", "modified_at", "version_number")) == before


def test_one_story_twice_in_one_import_is_one_story(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(FERRY)
    told, _ = run(tmp_path)
    assert "1 created, 0 updated, 1 unchanged" in told


def test_two_stories_by_one_author_share_the_author_and_the_section(tmp_path):
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(ferry(number))
    run(tmp_path)
    assert Author.objects.get().name == "Mara Quill"
    assert Section.objects.get().path == "harbour"
    assert Author.objects.get().bylines.count() == 2


def test_stories_of_one_headline_on_one_day_get_addresses_of_their_own(tmp_path):
    (tmp_path / "1.txt").write_text(FERRY)
    (tmp_path / "2.txt").write_text(FERRY.replace("Eighty", "Ninety"))
    run(tmp_path, publish=True)
    assert len(set(Version.objects.live().values_list("path", flat=True))) == 2


def test_the_source_keeps_bytes_hash_and_an_account_of_every_line(page):
    run(page, source_url="https://example.org/ferry")
    source = Source.objects.get()
    assert source.data == page.read_bytes()
    assert source.url == "https://example.org/ferry"
    accounted = {part["line"] for part in source.account}
    assert accounted == {number for number, line in enumerate(FERRY.split("\n"), start=1) if line.strip()}


def test_options_go_before_what_is_printed(page):
    run(page, "--section", "World/Asia", "--published", "2002-06-05T10:30+08:00")
    article = Article.objects.get()
    assert article.section.path == "world/asia"
    assert article.published_at == datetime(2002, 6, 5, 2, 30, tzinfo=UTC)


def test_a_day_without_a_time_stays_a_day(page):
    run(page, "--published", "2002-06-05")
    assert not Article.objects.get().published_has_time


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param(["--published", "yesterday"], "yesterday", id="no date"),
        pytest.param(["--source-url", "javascript:alert(1)"], "not a web address", id="no web address"),
        pytest.param(["--format", "telex"], "invalid choice", id="no format"),
    ],
)
def test_a_wrong_option_is_refused_by_name(page, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_articles", str(page), *options)
    assert not Article.objects.exists()


def test_a_dry_run_writes_nothing(page):
    told, _ = run(page, dry_run=True)
    assert "Would be: 1 created" in told
    assert not Article.objects.exists()
    assert not Section.objects.exists()


def test_json_is_one_object_a_story_under_the_label_keys(page):
    out = StringIO()
    call_command("import_articles", str(page), "--json", "--dry-run", stdout=out, stderr=StringIO())
    [row] = [json.loads(line) for line in out.getvalue().splitlines()]
    assert row["file"] == "ferry.txt"
    assert row["headline"] == "Night boat returns to Port Ellery"
    assert row["dateline"] == "PORT ELLERY"
    assert row["crossheads"] == ["The bench"]
    assert set(row) == set(
        "file headline standfirst section kind language bylines dateline agency published updated captions "
        "crossheads paragraphs furniture correction".split()
    )


def test_explain_names_what_each_line_became(page):
    told, _ = run(page, explain=True, dry_run=True)
    assert re.search(r"3 +headline +Night boat returns", told)
    assert re.search(r"17 +crosshead +The bench|1\d +crosshead +The bench", told)
    assert re.search(r"furniture +Back to the top", told)


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(BytesIO(FERRY.encode())))
    told, _ = run("-")
    assert "1 created" in told
    assert Source.objects.get().name == "standard input"


def test_a_zip_and_a_tarball_are_read_like_folders(tmp_path):
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("2001/a.txt", ferry(1))
        archive.writestr("2001/a.jpg", picture())
        archive.writestr("notes.md", "no story")
    with tarfile.open(tmp_path / "two.tar.gz", "w:gz") as tar:
        for name, data in (("b.txt", ferry(2).encode()), ("b.jpg", picture((1, 2, 3)))):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, BytesIO(data))
    told, problem = run(tmp_path / "one.zip", tmp_path / "two.tar.gz")
    assert not problem
    assert "2 created" in told
    assert "1 .md" in told
    assert Caption.objects.filter(photo__isnull=False).count() == 2


def test_photos_beside_a_text_go_to_its_captions(page):
    page.with_suffix(".jpg").write_bytes(picture())
    (page.parent / "photos.toml").write_text(
        '["ferry.jpg"]\nalt_text = "A boat"\ncredit = "M. Quill"\nfocal_point = [0.2, 0.7]\n'
    )
    run(page.parent, publish=True)
    [caption] = Caption.objects.all()
    assert caption.photo.alt_text == "A boat"
    assert (caption.photo.width, caption.photo.focal_y) == (90, 0.7)
    assert Version.objects.live().get().lead_photo["text"].startswith("The night boat ties up")


def test_a_broken_picture_is_told_and_the_story_arrives(page):
    page.with_suffix(".jpg").write_bytes(b"\xff\xd8\xffnot a picture")
    told, problem = run(page)
    assert not problem
    assert "cannot be used" in told
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("empty.txt", b"", "empty", id="empty"),
        pytest.param("blank.txt", b" \n\n ", "empty|blanks", id="blank"),
        pytest.param("program.txt", b"\x7fELF\x02\x01\x01\x00\x00", "program", id="program"),
        pytest.param("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "PNG picture", id="picture"),
        pytest.param("noise.txt", bytes(range(256)) * 64, "binary|not text|no text", id="noise"),
        pytest.param("page.html", b"<!DOCTYPE html><p>Hi</p>", "no story", id="html"),
        pytest.param("huge.txt", b"\x9d\x81 " * 8_000_000, "larger than", id="huge"),
    ],
)
def test_what_is_no_story_is_named_and_the_others_are_imported(page, name, data, reason):
    bad = page.parent / name
    bad.write_bytes(data)
    told, problem = run(page, bad)
    assert "1 created, 0 updated, 0 unchanged, 1 failed" in told
    assert name in problem
    assert re.search(reason, problem)
    assert Article.objects.count() == 1


def test_a_missing_and_an_unreadable_file_are_named(page):
    told, problem = run(page, page.parent / "not-there.txt", page.parent / "broken.zip")
    assert "1 created, 0 updated, 0 unchanged, 2 failed" in told
    assert "not-there.txt: it cannot be read (No such file or directory)" in problem
    assert "broken.zip" in problem


def test_a_failed_import_exits_with_1(page, tmp_path):
    import subprocess
    import sys

    from tests.conftest import REPOSITORY

    (tmp_path / "empty.txt").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "manage.py", "import_articles", "--dry-run", str(page), str(tmp_path / "empty.txt")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "empty.txt" in done.stderr


def test_names_in_an_archive_lead_nowhere(tmp_path):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../../outside.txt", FERRY)
    told, _ = run(tmp_path / "evil.zip")
    assert "1 created" in told
    assert not list(tmp_path.parent.glob("outside*"))


def test_a_story_without_a_headline_stays_a_draft_and_says_why(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("\n\n".join(FERRY.split("\n\n")[4:6]))
    told, _ = run(page, publish=True)
    assert "Left as a draft. It has no headline." in told
    assert not Version.objects.live().exists()
    assert Source.objects.get().doubts


def test_windows_1252_is_read_and_remembered(page):
    page.write_bytes(FERRY.replace('"I have', "“I’ve").replace("nine,", "nine–ish,”").encode("windows-1252"))
    run(page)
    assert Source.objects.get().encoding == "windows-1252"
    assert "“I’ve" in Article.objects.get().body


def test_scripts_in_a_text_arrive_harmless(page):
    page.write_text(FERRY.replace("Eighty passengers", "<script>alert(1)</script> Eighty passengers"))
    run(page)
    assert "<script" not in Article.objects.get().body
    assert "alert(1)" in Article.objects.get().body


def test_a_batch_takes_a_constant_number_of_queries(tmp_path, django_assert_max_num_queries):
    for number in range(1, 60):
        (tmp_path / f"{number}.txt").write_text(ferry(number))
    with django_assert_max_num_queries(40):
        run(tmp_path, publish=True)
    assert Version.objects.live().count() == 59
