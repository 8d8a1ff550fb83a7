"""Out and in and out again: what a format can carry comes back as it was."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from articles.models import Article, Author, Photo, Section, Source, Topic, Version
from tests.exporting.stories import full_story

pytestmark = pytest.mark.django_db
ADDRESS = "https://courier.example/"


def export(format, to, *options):
    call_command("export_articles", format, "--to", str(to), "--address", ADDRESS, *options, verbosity=0)


def empty_the_paper():
    for model in (Source, Version, Article, Author, Topic, Photo):
        model.objects.all().delete()
    while leaves := Section.objects.filter(children__isnull=True):
        leaves.delete()


@pytest.mark.parametrize("format", ["ninjs", "newsml_g2", "nitf"])
def test_full(format, tmp_path):
    full_story()
    export(format, tmp_path / "out")
    first = {p.relative_to(tmp_path/"out"): p.read_text() for p in (tmp_path / "out").rglob("*") if p.suffix in (".json", ".xml")}
    empty_the_paper()
    call_command("import_articles", str(tmp_path / "out"), publish=True)
    export(format, tmp_path / "again")
    second = {p.relative_to(tmp_path/"again"): p.read_text() for p in (tmp_path / "again").rglob("*") if p.suffix in (".json", ".xml")}
    assert first == second
