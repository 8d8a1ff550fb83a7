"""The table behind search: FTS5 on SQLite, a tsvector on PostgreSQL. articles/search/ reads and writes it."""

from django.db import migrations

CREATE = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE articles_search USING fts5(
            headline, summary, body, tokenize = "unicode61 remove_diacritics 2"
        )
        """,
        "CREATE TRIGGER search_forgets_with_the_version AFTER DELETE ON articles_version "
        "BEGIN DELETE FROM articles_search WHERE rowid = OLD.id; END",
    ],
    "postgresql": [
        """
        CREATE TABLE articles_search (
            version_id bigint PRIMARY KEY
                REFERENCES articles_version (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            document tsvector NOT NULL
        )
        """,
        "CREATE INDEX articles_search_document ON articles_search USING gin (document)",
    ],
}


def add(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER search_forgets_with_the_version")
    schema_editor.execute("DROP TABLE articles_search")


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_published_text_never_changes")]
    operations = [migrations.RunPython(add, remove)]
