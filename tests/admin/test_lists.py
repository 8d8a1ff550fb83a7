"""Captions waiting, sections, authors, sources, addresses and logins."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.account import rows_of
from articles.importing.document import Part
from articles.models import Author, Redirect, Section, Source
from tests import factories
from tests.admin.forms import as_sent, fill_in, told

CAPTIONS = "/admin/articles/caption/"


def page(thing, name="change"):
    return reverse(f"admin:articles_{thing._meta.model_name}_{name}", args=[thing.pk])


# Captions -----------------------------------------------------------------------------------------


def test_the_captions_that_wait_are_shown_first(photo_editor):
    factories.article(headline="Six ships", captions=["A pier without a picture", factories.photo(caption="Has one")])
    content = photo_editor.get(CAPTIONS).content.decode()
    assert "A pier without a picture" in content
    assert "Six ships" in content
    assert "Has one" not in content
    assert "Has one" in photo_editor.get(f"{CAPTIONS}?photo=all").content.decode()


def test_a_photo_is_given_to_a_caption_in_the_list(photo_editor):
    story = factories.article(captions=["A pier", "A boat"])
    photo, second = factories.photo(), story.captions.last()
    sent = as_sent(photo_editor, CAPTIONS, "changelist-form")
    row = next(row for row in range(2) if sent[f"form-{row}-id"] == str(second.pk))
    photo_editor.post(CAPTIONS, {**sent, f"form-{row}-photo": photo.pk, "_save": "Save"})
    story.refresh_from_db()
    assert story.version_number == 2
    assert story.modified_by == photo_editor.user
    assert [bool(caption["photo"]) for caption in story.versions.first().captions] == [False, True]


def test_a_caption_is_reworded_on_its_own_page(photo_editor):
    caption = factories.article(captions=["A pier"]).captions.get()
    fill_in(photo_editor, page(caption), text="The pier")
    assert caption.article.versions.first().captions[0]["text"] == "The pier"


def test_the_list_of_captions_costs_the_same_however_long_it_is(photo_editor):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            photo_editor.get(CAPTIONS)
        return len(queries)

    factories.article(captions=["one", "two"])
    few = cost()
    factories.article(captions=["more"] * 15)
    assert cost() == few


# Sections -----------------------------------------------------------------------------------------


def test_sections_are_listed_as_the_tree_they_are(publisher):
    world = factories.section("World", position=2)
    factories.section("Asia", parent=world)
    factories.section("Sport", position=1)
    listed = publisher.get("/admin/articles/section/").context["cl"].result_list
    assert [section.name for section in listed] == ["Sport", "World", "Asia"]
    found = publisher.get("/admin/articles/section/?q=asia").context["cl"].result_list
    assert [section.name for section in found] == ["Asia"]


def test_a_section_with_stories_stays_and_says_why(publisher):
    section = factories.article().section
    response = publisher.post(page(section, "delete"), {"post": "yes"}, follow=True)
    assert "Stories stand in Harbour, so it stays" in told(response)
    assert Section.objects.filter(pk=section.pk).exists()


def test_a_section_with_parts_or_a_past_stays(publisher):
    world = factories.section("World")
    factories.section("Asia", parent=world)
    assert "has parts of its own" in told(publisher.post(page(world, "delete"), {"post": "yes"}, follow=True))
    story = factories.live(section=factories.section("Sport")).article
    factories.save(story, section=world)
    sport = Section.objects.get(name="Sport")
    assert "Earlier versions" in told(publisher.post(page(sport, "delete"), {"post": "yes"}, follow=True))


def test_an_empty_section_is_deleted(publisher):
    section = factories.section("Sport")
    publisher.post(page(section, "delete"), {"post": "yes"})
    assert not Section.objects.exists()


def test_a_moved_section_leaves_its_address_behind(publisher):
    section = factories.section("Sport")
    fill_in(publisher, page(section), slug="games")
    assert Redirect.objects.target("/sport/") == "/games/"


# Authors ------------------------------------------------------------------------------------------


def test_authors_are_listed_with_the_number_of_their_stories(editor):
    ann = factories.author("Ann Lee")
    for _ in range(3):
        factories.article(bylines=[ann, ann])
    response = editor.get("/admin/articles/author/")
    assert response.context["cl"].result_list[0].story_count == 3


def test_an_author_who_stands_over_stories_stays(publisher):
    ann = factories.author("Ann Lee")
    factories.article(bylines=[ann])
    response = publisher.post(page(ann, "delete"), {"post": "yes"}, follow=True)
    assert "Ann Lee stands over 1 story" in told(response)
    publisher.post(page(factories.author("Bo Ek"), "delete"), {"post": "yes"})
    assert [author.name for author in Author.objects.all()] == ["Ann Lee"]


@pytest.mark.parametrize("model", ["author", "photo"])
def test_stories_find_authors_and_photos_while_typing(reporter, model):
    named = factories.author("Ann Lee") if model == "author" else factories.photo(caption="Ann Lee")
    owner = "byline" if model == "author" else "caption"
    asked = {"term": "ann", "app_label": "articles", "model_name": owner, "field_name": model}
    assert reporter.get("/admin/autocomplete/", asked).json()["results"] == [{"id": str(named.pk), "text": "Ann Lee"}]


# Sources ------------------------------------------------------------------------------------------

TEXT = "/WORLD /WORLD\n\nSix ships leave\nBy Ann Lee\n"
ACCOUNT = [
    {"line": 1, "start": 0, "end": 6, "role": "section"},
    {"line": 1, "start": 7, "end": 13, "role": "furniture", "why": "said twice"},
    {"line": 3, "start": 0, "end": 15, "role": "headline", "confidence": 0.6},
    {"line": 4, "start": 3, "end": 10, "role": "byline", "also": ["agency"]},
]


@pytest.fixture
def source(db):
    made = Source(
        article=factories.article(headline="Six ships"), sha256="a" * 64, name="folder/pagé.txt", format="page_text"
    )
    made.data, made.account, made.doubts = TEXT.encode(), ACCOUNT, ["No date was found."]
    made.save()
    return made


def parts(account):
    return [Part.from_json(row) for row in account]


def test_every_character_of_a_source_is_shown_under_what_it_became():
    rows = rows_of(TEXT, parts(ACCOUNT))
    assert [(row.line, row.text, row.role) for row in rows] == [
        (1, "/WORLD", "section"),
        (1, "/WORLD", "furniture"),
        (3, "Six ships leave", "headline"),
        (4, "By", ""),
        (4, "Ann Lee", "byline"),
    ]
    assert [row.is_first for row in rows] == [True, False, True, True, False]
    assert [row.below_gap for row in rows] == [False, False, True, False, False]
    assert [row.is_unsure for row in rows] == [False, False, True, False, False]


def test_an_account_that_does_not_fit_its_text_does_no_harm():
    odd = [{"line": 1, "start": 0, "end": 99, "role": "headline"}, {"line": 1, "start": 1, "end": 4, "role": "byline"}]
    rows = rows_of("Six", parts([*odd, {"line": 9, "start": 0, "end": 1, "role": "caption"}]))
    assert [row.text for row in rows] == ["Six"]


def test_a_source_is_looked_at(reporter, source):
    content = reporter.get(page(source)).content.decode()
    for words in (
        "Six ships leave",
        "desk-role--headline",
        "said twice",
        "No date was found.",
        "a" * 64,
        "also agency",
    ):
        assert words in content
    assert page(source.article) in content
    assert page(source) in reporter.get(page(source.article)).content.decode()


def test_a_source_is_never_changed_or_deleted_by_itself(publisher, source):
    assert publisher.post(page(source), {"name": "x"}).status_code == 403
    assert publisher.post(page(source, "delete"), {"post": "yes"}).status_code == 403
    source.refresh_from_db()
    assert source.name == "folder/pagé.txt"


def test_the_bytes_of_a_source_are_downloaded_and_never_opened(reporter, client, source):
    address = reverse("admin:articles_source_bytes", args=[source.pk])
    response = reporter.get(address)
    assert response.content == TEXT.encode()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "/admin/login/" in client.get(address).url


def test_sources_with_doubts_are_found(reporter, source):
    assert "pagé.txt" in reporter.get("/admin/articles/source/?doubts=yes").content.decode()
    assert "pagé.txt" not in reporter.get("/admin/articles/source/?doubts=no").content.decode()


def test_an_imported_draft_is_deleted_with_its_source(publisher, source):
    publisher.post(page(source.article, "delete"), {"post": "yes"})
    assert not Source.objects.exists()


# Addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        pytest.param("/a/", "/a/", "cannot lead to itself", id="itself"),
        pytest.param("/a/", "https://elsewhere.example/", "Only the path", id="another site"),
        pytest.param("/a/", "//elsewhere.example/", "Only the path", id="another site, hidden"),
        pytest.param("/", "/a/", "The front page keeps its address", id="the front page"),
        pytest.param("/a/", "/gone/", "is itself an address that moved", id="a chain"),
    ],
)
def test_an_address_that_would_mislead_is_refused(publisher, old, new, sentence):
    Redirect.objects.create(old_path="/gone/", new_path="/here/")
    response = fill_in(publisher, "/admin/articles/redirect/add/", old_path=old, new_path=new)
    assert sentence in response.content.decode()
    assert Redirect.objects.count() == 1


def test_an_address_is_written_as_readers_addresses_are(publisher):
    fill_in(publisher, "/admin/articles/redirect/add/", old_path="old/name", new_path="new/name")
    assert Redirect.objects.get().old_path == "/old/name/"
