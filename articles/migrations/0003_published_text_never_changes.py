"""The content of a version that has had a span never changes: the database keeps it so.

A later change to the columns of a version drops the trigger first and adds it again afterwards: on SQLite,
Django rebuilds the table and triggers go with it.
"""

from django.db import migrations

CONTENT = (
    "headline standfirst body correction section_id dateline agency language kind published_at published_has_time "
    "updated_at updated_has_time bylines captions article_id number"
).split()
# A span that has begun in the past of the writer's clock. One that lies ahead may still be taken back.
HAS_BEGUN = {
    "postgresql": "OLD.live_from <= now()",
    "sqlite": "OLD.live_from <= strftime('%Y-%m-%d %H:%M:%f', 'now')",
}


def add(apps, schema_editor, *, content=CONTENT):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in content)
        schema_editor.execute("""
            CREATE FUNCTION refuse_changing_published_text() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'published_text_never_changes' USING ERRCODE = 'integrity_constraint_violation';
            END $$
        """)
        schema_editor.execute(f"""
            CREATE TRIGGER published_text_never_changes BEFORE UPDATE ON articles_version FOR EACH ROW
            WHEN ({HAS_BEGUN[vendor]} AND ({changed})) EXECUTE FUNCTION refuse_changing_published_text()
        """)
    else:
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in content)
        schema_editor.execute(f"""
            CREATE TRIGGER published_text_never_changes BEFORE UPDATE ON articles_version
            WHEN {HAS_BEGUN[vendor]} AND ({changed})
            BEGIN SELECT RAISE(ABORT, 'published_text_never_changes'); END
        """)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER published_text_never_changes ON articles_version")
        schema_editor.execute("DROP FUNCTION refuse_changing_published_text()")
    else:
        schema_editor.execute("DROP TRIGGER published_text_never_changes")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_spans_of_a_story_never_overlap")]
    operations = [migrations.RunPython(add, remove)]
