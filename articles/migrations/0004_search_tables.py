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
        "CREATE TABLE articles_search (version_id bigint PRIMARY KEY, document tsvector NOT NULL)",
        "CREATE INDEX articles_search_document ON articles_search USING gin (document)",
        # No foreign key: Django empties tables with TRUNCATE, which refuses to where one comes from elsewhere.
        """
        CREATE FUNCTION search_forgets_a_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN DELETE FROM articles_search WHERE version_id = OLD.id; RETURN NULL; END $$
        """,
        """
        CREATE FUNCTION search_forgets_all_versions() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN TRUNCATE articles_search; RETURN NULL; END $$
        """,
        "CREATE TRIGGER search_forgets_with_the_version AFTER DELETE ON articles_version "
        "FOR EACH ROW EXECUTE FUNCTION search_forgets_a_version()",
        "CREATE TRIGGER search_forgets_with_all_versions AFTER TRUNCATE ON articles_version "
        "FOR EACH STATEMENT EXECUTE FUNCTION search_forgets_all_versions()",
    ],
}
DROP = {
    "sqlite": ["DROP TRIGGER search_forgets_with_the_version", "DROP TABLE articles_search"],
    "postgresql": [
        "DROP TRIGGER search_forgets_with_the_version ON articles_version",
        "DROP TRIGGER search_forgets_with_all_versions ON articles_version",
        "DROP FUNCTION search_forgets_a_version()",
        "DROP FUNCTION search_forgets_all_versions()",
        "DROP TABLE articles_search",
    ],
}


def add(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_published_text_never_changes")]
    operations = [migrations.RunPython(add, remove)]
