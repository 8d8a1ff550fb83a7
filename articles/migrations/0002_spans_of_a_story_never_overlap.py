"""At any instant readers see at most one version of a story: the database keeps it so."""

from django.db import migrations

# btree_gist lets the constraint compare article numbers; a database's owner may install it (it is "trusted").
POSTGRES = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE articles_version ADD CONSTRAINT version_spans_never_overlap EXCLUDE USING gist (
    article_id WITH =, tstzrange(live_from, live_until) WITH &&
) WHERE (live_from IS NOT NULL);
"""
POSTGRES_BACK = "ALTER TABLE articles_version DROP CONSTRAINT version_spans_never_overlap"

# SQLite has no exclusion constraints; two triggers say the same.
SQLITE = """
CREATE TRIGGER version_spans_never_overlap_{event}
BEFORE {event_sql} ON articles_version WHEN NEW.live_from IS NOT NULL AND EXISTS (
    SELECT 1 FROM articles_version AS other
    WHERE other.article_id = NEW.article_id AND other.id IS NOT NEW.id AND other.live_from IS NOT NULL
    AND other.live_from < NEW.live_until AND NEW.live_from < other.live_until
)
BEGIN SELECT RAISE(ABORT, 'version_spans_never_overlap'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE OF live_from, live_until, article_id"}


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    else:
        for event, event_sql in EVENTS.items():
            schema_editor.execute(SQLITE.format(event=event, event_sql=event_sql))


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_BACK)
    else:
        for event in EVENTS:
            schema_editor.execute(f"DROP TRIGGER version_spans_never_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_stories")]
    operations = [migrations.RunPython(add, remove)]
