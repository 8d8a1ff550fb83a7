"""The archive of a whole paper: a new installation is built from it without loss."""

import base64
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.test import Client

from articles.exporting import archive
from articles.importing import restore
from articles.importing.document import ParseError
from articles.importing.report import Result
from articles.models import (
    Article,
    Author,
    Byline,
    Caption,
    ImportRun,
    Photo,
    Redirect,
    Section,
    Source,
    Topic,
    Version,
)
from articles.workflow import actions
from newsroom import clock
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """A paper with something of everything in it."""
    ann = factories.user(username="ann", first_name="Ann", last_name="Lee")
    world = factories.section("World")
    asia = factories.section("Asia", parent=world)
    photo = factories.photo(credit="Bo Ek")
    author = factories.author("Ann Lee", photo=photo, user=ann, biography="Writes.")
    topic = Topic.objects.create(name="Ferries", code="http://cv.example/ferries")
    story = factories.article(
        headline="Ferry sails", section=asia, bylines=[author, "Staff"], captions=[photo, "Waiting for its photo"]
    )
    story.topics.add(topic)
    actions.save_draft(story, by=ann)
    run = ImportRun.objects.create(what="pages/", created=1)
    for number, (data, told) in enumerate([(b"plain text", None), (b"\xff\x00 bytes", "told: line")]):
        source = Source(article=story, sha256=f"{number}", name="a.txt", format="page_text", run=run, version_number=1)
        source.data = data
        if told:
            source.text = told
        source.save()
    with clock.at(clock.now() - timedelta(days=2)):
        actions.publish(story, by=ann)
    factories.save(story, headline="Ferry sails late")
    with clock.at(clock.now() - timedelta(days=1)):
        actions.publish(story, by=ann, note="The ferry was late.", change="correction")
    factories.save(story, headline="Not yet published")
    gone = factories.live(headline="Gone", section=world)
    actions.withdraw(gone.article, by=ann)
    factories.scheduled(headline="Tomorrow", section=world)
    cancelled = Source(article=None, sha256="c", name="kill.xml", format="nitf", source_id="nitf:1", status="canceled")
    cancelled.data = b"<nitf/>"
    cancelled.save()
    Redirect.objects.leave("/old/", "/world/")
    return Version.objects.live().get(headline="Ferry sails late")


def export() -> str:
    return "".join(archive.lines())


def empty_the_paper():
    for model in (Source, Version, Redirect, Article, ImportRun, Author):
        model.objects.all().delete()
    Section.objects.order_by("-path").first().delete()
    for model in (Section, Topic, Photo, User):
        model.objects.all().delete()
    for folder in ("photos",):
        for inner in default_storage.listdir(folder)[0]:
            for name in default_storage.listdir(f"{folder}/{inner}")[1]:
                default_storage.delete(f"{folder}/{inner}/{name}")


def put_back(text: str, name="paper.jsonl"):
    return restore.restore(io.BytesIO(text.encode()), name=name)


def test_a_paper_built_from_its_archive_gives_the_same_archive(paper):
    before = export()
    empty_the_paper()
    report = put_back(before)
    assert (report.counts[Result.CREATED], report.live) == (3, 3)
    assert export() == before


def test_an_archive_holds_every_kind_of_row_there_is():
    inside_articles = {Byline, Caption, Version}
    kept = {model for model, _ in restore.KINDS.values()} | inside_articles
    assert set(apps.get_app_config("articles").get_models()) == kept


def test_an_archive_does_not_depend_on_the_order_in_which_a_database_keeps_keys(paper):
    Source.objects.filter(sha256="0").update(account=[{"role": "headline", "line": 1}])
    assert '"account":[{"line":1,"role":"headline"}]' in export()


def test_readers_see_the_same_pages_before_and_after(commits_at_once, paper):
    addresses = [paper.get_absolute_url(), "/world/", "/authors/ann-lee/", "/topics/ferries/", "/search/?q=ferry"]
    before = {address: Client().get(address).content for address in addresses}
    archived = export()
    empty_the_paper()
    assert Client().get(addresses[0]).status_code == 404
    put_back(archived)
    for address in addresses:
        assert Client().get(address).content == before[address]
    assert Client().get("/old/").headers["Location"] == "/world/"
    [photo] = Photo.objects.all()
    assert default_storage.exists(photo.file.name)


def test_new_rows_after_a_restore_get_numbers_of_their_own(paper):
    archived = export()
    empty_the_paper()
    put_back(archived)
    assert factories.live(headline="The next story").pk > paper.pk


def test_logins_come_back_without_a_way_in(paper):
    archived = export()
    assert "password" not in archived
    empty_the_paper()
    put_back(archived)
    ann = User.objects.get(username="ann")
    assert (ann.is_active, ann.is_staff, ann.has_usable_password()) == (False, False, False)
    assert Version.objects.filter(created_by=ann).exists()


def test_a_restore_that_was_interrupted_goes_on(paper):
    whole = export()
    lines = whole.splitlines(keepends=True)
    cut = next(at for at, line in enumerate(lines) if '"type":"article"' in line) + 1
    empty_the_paper()
    with pytest.raises(ParseError, match="the archive is cut off here; everything above it is in"):
        put_back("".join(lines[:cut]) + lines[cut][:50])
    report = put_back(whole)
    assert (report.counts[Result.CREATED], report.counts[Result.UNCHANGED]) == (2, 1)
    assert export() == whole


def test_an_archive_is_not_poured_into_another_paper(paper):
    archived = export()
    empty_the_paper()
    for name in ("Somewhere", "Else"):
        factories.article(section=factories.section(name))
    before = export()
    with pytest.raises(ParseError, match="there is another paper here already"):
        put_back(archived)
    assert export() == before


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("no json", "line 2: this line is not JSON", id="not JSON"),
        pytest.param("[]", "line 2: this line tells none of", id="a list"),
        pytest.param('{"type":["topic"]}', "line 2: this line tells none of", id="a list for a kind"),
        pytest.param(
            '{"type":"topic","id":' + "9" * 40 + "}", "a topic among .* cannot be restored", id="a huge number"
        ),
        pytest.param('{"type":"user","username":"a"}', "a login from here on cannot be restored", id="half a login"),
        pytest.param('{"type":"planet"}', "line 2: this line tells none of", id="an unknown kind"),
        pytest.param('{"type":"topic","id":1,"slug":"a"}', "a topic among .* cannot be restored", id="columns missing"),
        pytest.param('{"type":"topic","id":"x","slug":"a"}', "a topic among .* cannot be restored", id="no number"),
        pytest.param("[" * 100_000, "line 2: this line is not JSON", id="deep JSON"),
    ],
)
def test_a_line_that_is_wrong_is_named_and_nothing_of_it_stays(line, problem):
    with pytest.raises(ParseError, match=problem):
        put_back(f'{{"newsroom_archive":1,"sections":{{}}}}\n{line}\n')
    assert not Topic.objects.exists()


def with_photo(**changes) -> str:
    """The archive with something else told of its photo."""
    lines = export().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if '"type":"photo"' in line)
    lines[at] = json.dumps(json.loads(lines[at]) | changes) + "\n"
    return "".join(lines)


@pytest.mark.parametrize("data", [{}, {"data_base64": None}], ids=["a picture", "no picture"])
def test_a_picture_that_is_not_the_one_named_is_refused(paper, data):
    archived = with_photo(file="../../evil.jpg", **data)
    empty_the_paper()
    with pytest.raises(ParseError, match="is not the one its name tells"):
        put_back(archived)


def test_a_file_that_is_no_picture_is_refused_whatever_its_name_says(paper):
    page = b"<html><script>alert(1)</script>"
    key = hashlib.sha256(page).hexdigest()[:16]
    file, data = f"photos/{key[:2]}/{key}.jpg", base64.b64encode(page).decode()
    archived = with_photo(key=key, file=file, data_base64=data)
    empty_the_paper()
    with pytest.raises(ParseError, match="it is a web page or XML, whatever its name says"):
        put_back(archived)
    assert not default_storage.exists(file)


def test_a_picture_whose_name_was_taken_when_it_came_is_restored(paper):
    photo = Photo.objects.get()
    archived = with_photo(file=photo.file.name.replace(".", "_Ab3dE7g."))
    empty_the_paper()
    put_back(archived)
    assert Photo.objects.get().file.name.endswith("_Ab3dE7g.jpg")


@pytest.mark.parametrize("sections", ["[]", '{"1": ["world"]}', "1"])
def test_a_beginning_that_names_no_sections_is_no_archive(sections):
    with pytest.raises(ParseError, match="line 1: this is no archive of a paper"):
        put_back(f'{{"newsroom_archive":1,"sections":{sections}}}\n')
