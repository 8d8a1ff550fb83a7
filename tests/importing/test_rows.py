"""Rows written many at once are the rows Django would write one by one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, transaction

from articles.html import clean
from articles.importing import rows
from articles.models import Article, Byline, ImportRun, Source, Version

pytestmark = pytest.mark.django_db

ODD = [
    "plain",
    "",
    "a\tb\nc\rd",
    "back\\slash \\N \\. \\t \\\\ \\x41",
    "\\N",
    "\\.",
    "quotes ' \" and $$ % %s {} ;--",
    "Zürich 晚班船 🚢 \u2028 \ufeff",
]


def source(text: str, number: int) -> Source:
    made = Source(
        sha256=f"{number:064}",
        name=text or "-",
        format="page_text",
        account=[{"why": text, "deep": {"list": [1, 2.5, None, True, text]}}],
        doubts=[text],
        notes=[],
        confidence=1 / 3,
        source_version=2**40,
    )
    made.data = bytes(range(256)) + text.encode()
    return made


def told(model, **known):
    names = [field.attname for field in model._meta.concrete_fields if field.name not in {"id", *known}]
    return [
        [bytes(value) if isinstance(value, memoryview) else value for value in row]
        for row in model.objects.order_by("pk").values_list(*names)
    ]


def test_rows_are_what_bulk_create_writes_whatever_is_in_them():
    Source.objects.bulk_create(source(text, number) for number, text in enumerate(ODD))
    expected = told(Source, imported_at="")
    Source.objects.all().delete()
    rows.insert([source(text, number) for number, text in enumerate(ODD)])
    assert told(Source, imported_at="") == expected
    assert Source.objects.filter(imported_at__isnull=True).count() == 0
    assert [each.data for each in Source.objects.order_by("pk")] == [bytes(range(256)) + text.encode() for text in ODD]


def test_json_that_is_written_already_is_taken_as_it_is():
    rows.insert([source("a", 1), source("b", 2)], as_json={"account": ['[{"line":1}]', "[]"]})
    assert [each.account for each in Source.objects.order_by("pk")] == [[{"line": 1}], []]


def test_instants_keep_their_microseconds_and_their_moment():
    instant = datetime(2002, 6, 5, 10, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8)))
    rows.insert([Article(headline="One", published_at=instant), Article(headline="Two")])
    one, two = Article.objects.order_by("pk")
    assert one.published_at == instant
    assert one.published_at.tzinfo == UTC
    assert (two.published_at, two.path, two.origin) == (None, None, "desk")


def test_the_text_of_a_story_is_cleaned_on_this_way_too():
    rows.insert([Article(body="<p onclick=x()>Hi<script>alert(1)</script></p>"), Article(body=clean("<p>Ho</p>"))])
    assert [article.body for article in Article.objects.order_by("pk")] == ["<p>Hi</p>", "<p>Ho</p>"]


def test_reserved_keys_are_free_then_and_afterwards():
    Article.objects.create(headline="Before")
    with transaction.atomic():
        keys = rows.reserve(Article, 3)
        rows.insert([Article(pk=key, headline=str(key)) for key in keys])
        rows.insert([Byline(article_id=key, name="Ann") for key in keys])
    after = Article.objects.create(headline="After")
    assert len({*keys, after.pk}) == 4
    assert after.pk > max(keys)
    assert Article.objects.get(pk=keys[1]).bylines.get().name == "Ann"
    assert rows.reserve(Article, 0) == []


def test_a_promise_of_the_database_that_is_broken_is_told_as_djangos_error():
    article = Article.objects.create(headline="One")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert([Version(article=article, number=1), Version(article=article, number=1)])
    assert not Version.objects.exists()


def test_columns_with_defaults_have_them():
    rows.insert([ImportRun(what="folder")])
    run = ImportRun.objects.get()
    assert (run.wishes, run.problems, run.created, run.ended_at) == ({}, [], 0, None)
    assert run.started_at is not None


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Article, {"headline": "One", "body": clean("<p>Hi</p>"), "version_number": 1}),
        (Article, {"section": None}),
        (Byline, {"article": Article(pk=3), "author": None, "name": "Ann"}),
        (Version, {"id": 7, "article": Article(pk=3), "number": 1}),
        (
            Source,
            {"article": None, "name": "a.txt", "doubts": ["one"], "imported_at": datetime(2002, 6, 5, tzinfo=UTC)},
        ),
        (ImportRun, {"what": "folder"}),
    ],
)
def test_an_object_is_made_as_django_makes_it(model, values):
    made, expected = rows.make(model, **values), model(**values)
    for field in model._meta.concrete_fields:
        mine, theirs = getattr(made, field.attname), getattr(expected, field.attname)
        if isinstance(theirs, datetime) and field.name not in values:
            assert abs(theirs - mine) < timedelta(seconds=5)
        else:
            assert (field.name, mine) == (field.name, theirs)
    assert {name: getattr(made, name) for name in values} == values
    assert (made._state.adding, made._state.db, made.pk) == (True, None, expected.pk)
    assert made._state.fields_cache == expected._state.fields_cache
    assert rows.make(model).__dict__.keys() == model().__dict__.keys()


def test_lists_of_two_objects_are_two_lists():
    one, two = rows.make(Source), rows.make(Source)
    one.doubts.append("only here")
    assert two.doubts == []


@pytest.mark.parametrize("same", [True, False])
def test_a_column_that_says_the_same_everywhere_is_written_in_every_row(same):
    names = ["back\\slash\t"] * 3 if same else ["a", "b\n", "c"]
    rows.insert([Byline(article=Article.objects.create(), name=name, role="Analyst") for name in names])
    assert list(Byline.objects.order_by("pk").values_list("name", "role")) == [(name, "Analyst") for name in names]
