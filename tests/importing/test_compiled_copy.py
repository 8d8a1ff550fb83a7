"""When a compiled copy of the parser counts as one of the sources as they are."""

from __future__ import annotations

import shutil

from articles.importing import compiled
from articles.importing.formats import page_text


def test_a_copy_of_other_sources_is_not_current(tmp_path):
    (tmp_path / compiled.STAMP).write_text("0" * 64)

    assert not compiled.is_current(tmp_path)


def test_a_copy_of_these_sources_is_current(tmp_path):
    (tmp_path / compiled.STAMP).write_text(compiled.digest_of_sources())

    assert compiled.is_current(tmp_path)


def test_any_change_of_a_source_or_word_list_changes_the_digest(tmp_path):
    sources = tmp_path / "page_text"
    shutil.copytree(compiled.SOURCES, sources)
    assert compiled.digest_of_sources(sources) == compiled.digest_of_sources()

    words = sources / "words" / "en.toml"
    words.write_text(words.read_text() + "\n# changed\n")

    assert compiled.digest_of_sources(sources) != compiled.digest_of_sources()


def test_without_a_copy_the_parser_is_plain(tmp_path):
    assert compiled.fastest(page_text.parse, built=tmp_path) is page_text.parse
