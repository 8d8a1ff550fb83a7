"""The compiled parser reads as the plain one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.importing import compiled
from articles.importing.formats import FORMATS, page_text
from bench.generator import stories

PAGES = sorted((Path(__file__).parents[1] / "importing" / "data" / "page_text").glob("*.txt"))


def same(data: bytes, name: str) -> bool:
    (plain,), (fast,) = page_text.parse(data, name=name), FORMATS["page_text"].parse(data, name=name)
    return bool(plain == fast)


def test_the_import_reads_with_the_compiled_parser():
    assert compiled.is_current(compiled.BUILT)
    assert FORMATS["page_text"].parse is not page_text.parse
    assert FORMATS["page_text"].parse.__module__ == compiled.PACKAGE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_alike(page):
    assert same(page.read_bytes(), page.name)


def test_stories_of_the_bench_are_read_alike():
    assert all(same(story.text.encode(), str(story.number)) for story in stories(300))


def test_labelled_pages_are_read_alike(corpus):
    pages = sorted((corpus / "cases").glob("*.txt"))

    assert pages
    assert all(same(page.read_bytes(), page.name) for page in pages)
