"""What an import has left in a database, told by a process of its own: run as a script, it prints JSON.

``stories`` is everything that two imports of the same files must agree on, whatever keys and clock they had;
``not_whole`` are sentences on what is missing or does not fit.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import django


def main() -> None:
    """Print what is there."""
    django.setup()
    from articles.models import Article, Author, ImportRun, Section, Source, Version

    stories, not_whole = {}, []
    findable = _findable()
    for article in (
        Article.objects.order_by("pk")
        .select_related("section")
        .prefetch_related(
            "bylines__author", "captions__photo", "topics", "sources", "versions__authors", "versions__photos"
        )
    ):
        versions, sources = list(article.versions.all()), list(article.sources.all())
        problems = []
        if len(versions) != 1 or len(sources) != 1:
            not_whole.append(f"{article.pk}: {len(versions)} versions, {len(sources)} sources")
            continue
        [version], [source] = versions, sources
        if not article.fingerprint == version.fingerprint == article.content().fingerprint:
            problems.append("the fingerprint is wrong")
        if {author.pk for author in version.authors.all()} != set(version.author_ids()):
            problems.append("its authors are not its bylines'")
        if {photo.pk for photo in version.photos.all()} != set(version.photo_ids()):
            problems.append("its photos are not its captions'")
        if (version.live_from is not None) != (version.pk in findable):
            problems.append("search does not know of it")
        if not source.account or source.size != len(source.data):
            problems.append("its source is not whole")
        not_whole += [f"{article.headline}: {problem}" for problem in problems]
        stories[source.name.rpartition("/")[2]] = {
            "fields": [article.headline, article.standfirst, article.body, article.dateline, article.agency],
            "section": article.section.path if article.section else None,
            "dates": [str(article.published_at), article.published_has_time, str(article.updated_at)],
            "bylines": [
                [byline.name, byline.role, byline.author and byline.author.slug] for byline in article.bylines.all()
            ],
            "captions": [
                [caption.text, caption.credit, caption.photo and caption.photo.key]
                for caption in article.captions.all()
            ],
            "version": [version.headline, version.body, version.teaser, version.change, len(version.captions)],
            "path": article.path,
            "is_live": version.live_from is not None,
            "source": [source.sha256, source.format, source.account, source.doubts, source.notes],
        }
    for model, count in ((Version, len(stories)), (Source, len(stories))):
        if model.objects.count() != count:
            not_whole.append(f"{model.objects.count()} of {model.__name__} for {count} stories")
    if len(findable) != Version.objects.published().count():
        not_whole.append(
            f"{len(findable)} entries of the search index for {Version.objects.published().count()} versions"
        )
    found = {
        "stories": stories,
        "authors": sorted(Author.objects.values_list("name", "slug")),
        "sections": sorted(Section.objects.values_list("path", flat=True)),
        "runs": list(ImportRun.objects.order_by("pk").values("created", "unchanged", "failed", "ended_at")),
        "media": sorted(path.name for path in Path(os.environ["MEDIA_ROOT"]).rglob("*") if path.is_file()),
        "not_whole": not_whole,
    }
    json.dump(found, sys.stdout, default=str)


def _findable() -> set[int]:
    from django.db import connection

    column = "version_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM articles_search")
        return {key for (key,) in cursor.fetchall()}


if __name__ == "__main__":
    main()
