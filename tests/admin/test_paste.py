"""Paste a page: what is brought is shown, put right and made a draft; by the page's script and without it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.importing import pasting
from articles.models import Article, Author, Caption, ImportRun, Origin, Section, Source
from tests import factories
from tests.admin.forms import FormReader, told
from tests.importing.samples import FERRY, ferry

PASTE = "/admin/paste/"
PICTURE = "The night boat ties up at Port Ellery's outer quay before its first crossing in six years"


def paste(client, text=FERRY, follow=True, **more):
    """Send the form as a browser does, whose lines end in two characters."""
    return client.post(PASTE, {"text": text.replace("\n", "\r\n"), **more}, follow=follow)


def ask(client, text=FERRY, **more):
    """Send the form as the page's script does."""
    response = client.post(PASTE, {"text": text, **more}, headers={"Accept": "application/json"})
    return response.json()


def line_with(html: str, words: str) -> str:
    """The line of the list in which these words are shown."""
    lines = unescape(html).split('<li class="desk-part')[1:]
    return next(f"desk-part{line}" for line in lines if words in line)


def part_of(html: str, words: str) -> str:
    """The number of the part in which these words are shown."""
    return re.search(r'data-part="(\d+)"', line_with(html, words)).group(1)


def role_of(html: str, words: str) -> str:
    """What the line became in which these words are shown."""
    return re.search(r"desk-part--([a-z-]+)", line_with(html, words)).group(1)


def as_shown(response) -> dict:
    """What a browser without scripts would send from the form on a page that shows a story."""
    reader = FormReader()
    reader.feed(response.content.decode())
    return next(sent for given, sent in reader.forms if given.get("id") == "paste")


def upload(client, *files, **more):
    sent = {"brought": [SimpleUploadedFile(name, data) for name, data in files], "upload": "1", **more}
    return client.post(PASTE, sent, follow=True)


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


# Who may ---------------------------------------------------------------------------------------------


def test_who_writes_stories_may_paste_and_the_menu_says_so(reporter, photo_editor, client):
    assert "Paste the page here" in reporter.get(PASTE).content.decode()
    assert PASTE in reporter.get("/admin/").content.decode()
    refused = photo_editor.get(PASTE)
    assert refused.status_code == 403
    assert "Your role does not write stories" in refused.content.decode()
    assert f'href="{PASTE}"' not in photo_editor.get("/admin/").content.decode()
    assert photo_editor.post(PASTE, {"text": FERRY, "make": "1"}).status_code == 403
    assert client.get(PASTE).status_code == 302
    assert not Article.objects.exists()


# Showing ---------------------------------------------------------------------------------------------


def test_a_pasted_page_is_shown_line_by_line_beside_the_story_it_makes(reporter):
    html = paste(reporter, show="1").content.decode()
    assert role_of(html, "Night boat returns") == "headline"
    assert role_of(html, "Back to the top") == "furniture"
    assert "1 headline, 2 bylines, 4 paragraphs, 1 crosshead, 1 caption" in html
    frame = re.search(r'srcdoc="([^"]*)"', html).group(1)
    assert "Night boat returns to Port Ellery" in frame
    assert "sandbox" in html
    assert not Article.objects.exists()
    assert not Section.objects.exists()
    assert not Author.objects.exists()


def test_looking_leaves_nothing_behind(reporter):
    for _ in range(2):
        paste(reporter, show="1")
    assert not Source.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"text": ""}, "Paste a page first."),
        ({"text": "…\n---"}, "There is not a single word"),
        ({"text": FERRY, "source_url": "harbour"}, "valid URL"),
        ({"packed": "no base64!"}, "Paste a page first."),
        ({"text": "%PDF-1.4 …"}, "This is a PDF"),
        ({"text": FERRY, "set": "nonsense", "line": "3"}, "nonsense"),
        ({"text": FERRY, "set": "identifier", "line": "3"}, "cannot be made identifier"),
        ({"text": FERRY, "set": "caption", "line": "999"}, "There is no part 999"),
        ({"text": "word " * 600_000}, "upload it as a file"),
    ],
)
def test_what_cannot_be_shown_says_why(reporter, sent, problem):
    response = reporter.post(PASTE, {**sent, "show": "1"})
    assert response.status_code == 200
    assert problem in response.content.decode()


def test_scripts_in_a_pasted_page_are_words(reporter):
    evil = FERRY.replace("The bench\n", "<script>alert(1)</script> <img src=x onerror=alert(1)>\n", 1)
    html = paste(reporter, evil, show="1").content.decode()
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    frame = ask(reporter, evil)["bench"]
    assert "<script>alert(1)" not in frame


# Saying what lines are, without scripts -----------------------------------------------------------------


def test_lines_are_given_another_role_without_scripts(reporter):
    shown = paste(reporter, show="1")
    crosshead = part_of(shown.content.decode(), "The bench</bdi>")
    again = reporter.post(PASTE, {**as_shown(shown), "line": [crosshead], "set": "standfirst"})
    assert role_of(again.content.decode(), "The bench</bdi>") == "standfirst"
    # What was said before stays said.
    caption = part_of(again.content.decode(), PICTURE)
    third = reporter.post(PASTE, {**as_shown(again), "line": [caption], "set": "furniture"})
    assert role_of(third.content.decode(), "The bench</bdi>") == "standfirst"
    assert role_of(third.content.decode(), PICTURE) == "furniture"
    back = reporter.post(PASTE, {**as_shown(third), "reset": "1"})
    assert role_of(back.content.decode(), "The bench</bdi>") == "crosshead"


def test_what_was_said_of_one_page_is_not_said_of_another(reporter):
    shown = paste(reporter, show="1")
    said = reporter.post(PASTE, {**as_shown(shown), "line": ["2"], "set": "caption"})
    sent = {**as_shown(said), "text": ferry(7), "show": "1"}
    assert role_of(reporter.post(PASTE, sent).content.decode(), "Night boat 7 returns") == "headline"


# Saying what lines are, as the page's script asks ----------------------------------------------------------


def test_the_script_gets_the_bench_once_and_then_only_what_changed(reporter):
    first = ask(reporter)
    bench = first["bench"]
    headline, crosshead = part_of(bench, "Night boat returns"), part_of(bench, "The bench</bdi>")
    told = ask(reporter, known=first["of"], of=first["of"], set="headline", line=[crosshead])
    assert "bench" not in told
    assert role_of(told["rows"], "The bench</bdi>") == "headline"
    assert role_of(told["rows"], "Night boat returns") == "furniture"
    assert "The night boat is back" not in told["rows"]
    assert told["changed"] == sorted([int(headline), int(crosshead)])
    assert json.loads(told["changes"])["lines"] == {crosshead: "headline"}
    assert re.search(r"<h1[^>]*>The bench</h1>", told["frame"])
    assert told["summary"].startswith("1 headline, ")
    # Taken back, what had changed is sent as it was.
    back = ask(reporter, known=first["of"], shown=",".join(map(str, told["changed"])))
    assert role_of(back["rows"], "Night boat returns") == "headline"
    assert back["changes"] == ""


def test_lines_that_go_on_are_joined(reporter):
    first = ask(reporter)
    part = part_of(first["bench"], "Eighty passengers")
    told = ask(reporter, known=first["of"], of=first["of"], set="goes-on", line=[part])
    assert "bench by the funnel. Eighty passengers" in told["frame"]


def test_the_script_is_told_a_problem_in_words(reporter):
    assert ask(reporter, "…")["problem"].startswith("There is not a single word")
    assert ask(reporter, "") == {"problem": "", "bench": ""}


def test_a_page_s_html_goes_to_its_own_reader(reporter, monkeypatch):
    seen = []
    pasting.read.cache_clear()
    monkeypatch.setattr(pasting, "detect", lambda data, name: seen.append((data, name)) or "page_text")
    ask(reporter, "The words alone", html="<p>The <b>words</b></p>")
    assert seen == [(b"<!doctype html>\n<p>The <b>words</b></p>", "Pasted page")]


# Making the draft --------------------------------------------------------------------------------------


def test_the_draft_is_made_as_it_was_put_right(reporter):
    first = ask(reporter)
    crosshead = part_of(first["bench"], "The bench</bdi>")
    changes = ask(reporter, known=first["of"], of=first["of"], set="standfirst", line=[crosshead])["changes"]
    response = paste(reporter, changes=changes, make="1", source_url="https://example.org/bench")
    story = Article.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/articles/article/{story.pk}/change/"
    assert "The draft is made." in told(response)
    assert (story.headline, story.standfirst) == ("Night boat returns to Port Ellery", "The bench")
    assert (story.created_by, story.modified_by, story.origin) == (reporter.user, reporter.user, Origin.IMPORT)
    version = story.versions.get()
    assert (version.created_by, version.standfirst, version.live_from) == (reporter.user, "The bench", None)
    source = story.sources.get()
    assert source.data == FERRY.encode()
    assert (source.name, source.url) == ("Pasted text", "https://example.org/bench")
    row = source.account[int(crosshead)]
    assert (row["role"], row["why"]) == ("standfirst", "set by an editor")
    run = source.run
    assert (run.by, run.created, run.failed, run.is_running) == (reporter.user, 1, 0, False)


def test_a_chosen_section_goes_before_the_printed_one(reporter):
    world = factories.section("World")
    asia = factories.section("Asia", slug="far-east", parent=world)
    paste(reporter, make="1", section=asia.pk)
    assert Article.objects.get().section == asia
    assert Article.objects.get().versions.get().section == asia
    assert set(Section.objects.all()) == {world, asia}


def test_the_same_text_twice_says_that_it_is_here(reporter):
    paste(reporter, make="1")
    story = Article.objects.get()
    html = paste(reporter, show="1").content.decode()
    assert "This is already here" in html
    assert f"/admin/articles/article/{story.pk}/change/" in html
    assert "Make the draft" not in html
    response = paste(reporter, make="1")
    assert response.redirect_chain[-1][0] == f"/admin/articles/article/{story.pk}/change/"
    assert "already here" in told(response)
    assert Article.objects.count() == 1
    assert ImportRun.objects.count() == 1


def test_a_caption_without_its_photo_waits_for_one(reporter):
    paste(reporter, make="1")
    assert Caption.objects.get().photo is None
    assert PICTURE in reporter.get("/admin/articles/caption/").content.decode().replace("&#x27;", "'")


def test_the_form_is_safe_from_other_sites(reporter):
    reporter.handler.enforce_csrf_checks = True
    assert reporter.post(PASTE, {"text": FERRY, "make": "1"}).status_code == 403
    assert not Article.objects.exists()


# Files -------------------------------------------------------------------------------------------------


def test_one_uploaded_story_opens_line_by_line_and_keeps_its_bytes(reporter):
    data = FERRY.encode("utf-16")
    response = upload(reporter, ("ferry.txt", data))
    assert role_of(response.content.decode(), "Night boat returns") == "headline"
    made = reporter.post(PASTE, {**as_shown(response), "make": "1"}, follow=True)
    assert "The draft is made." in told(made)
    source = Source.objects.get()
    assert (source.name, source.data, source.encoding) == ("ferry.txt", data, "utf-16")


def test_several_files_are_imported_in_one_run(reporter):
    files = [(f"{number}.txt", ferry(number).encode()) for number in range(3)]
    response = upload(reporter, *files, ("broken.txt", b"\0\1"))
    run = ImportRun.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/articles/importrun/{run.pk}/change/"
    assert (run.by, run.created, run.failed, run.what.split("\n")[0]) == (reporter.user, 3, 1, "0.txt")
    assert [problem.split(":")[0] for problem in run.problems] == ["broken.txt"]
    assert sorted(run.sources.values_list("name", flat=True)) == ["0.txt", "1.txt", "2.txt"]
    html = response.content.decode()
    assert "Night boat 2 returns" in html
    assert "binary data" in html


def test_an_archive_brings_photos_with_their_stories(reporter):
    photo = factories.photo()
    picture = photo.file.read()
    photo.delete()
    upload(reporter, ("night.zip", zipped(**{"a.txt": FERRY.encode(), "a.jpg": picture})))
    run = ImportRun.objects.get()
    assert (run.created, run.sources.get().name) == (1, "night.zip/a.txt")
    assert Caption.objects.get().photo is not None


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "..\\..\\evil.txt",
        "/abs.txt",
        ".hidden.txt",
        "a/../b.txt",
        "…. txt",
        "con\x01.txt",
        "…",
        "x" * 300 + ".txt",
    ],
)
def test_a_file_s_name_leads_nowhere(reporter, name, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    upload(reporter, (name, FERRY.encode()), ("other.txt", ferry(2).encode()))
    assert ImportRun.objects.get().created == 2
    assert list(tmp_path.iterdir()) == []


def test_too_much_at_once_says_where_to_go_with_it(reporter, monkeypatch):
    monkeypatch.setattr(pasting, "MOST_AT_ONCE", 1024 * 1024)
    html = upload(reporter, ("a.txt", b"x" * 3 * 1024 * 1024), ("b.txt", b"y")).content.decode()
    assert "That is 3 MB. The desk takes up to 1 MB at once" in html
    assert not ImportRun.objects.exists()


def test_uploading_nothing_says_so(reporter):
    assert "Choose the files first." in upload(reporter).content.decode()


def test_only_who_publishes_may_put_uploads_before_readers(reporter, editor):
    files = [(f"{number}.txt", ferry(number).encode()) for number in range(2)]
    assert "before readers at once" not in reporter.get(PASTE).content.decode()
    assert upload(reporter, *files, publish="on").status_code == 403
    assert not Article.objects.exists()
    harbour = factories.section("Harbour")
    upload(editor, *files, publish="on", to_section=harbour.pk)
    assert ImportRun.objects.get().live == 2
    assert ImportRun.objects.get().wishes == {"section": "Harbour", "publish": True}
