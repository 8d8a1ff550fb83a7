"""PostgreSQL packs long values with lz4 where its build has it: a twentieth larger than with pglz, in a fraction of the
time, both when a story is stored and when it is read.

What is stored already stays as it is and is read as before. SQLite packs nothing.
"""

from django.db import migrations

COLUMNS = (
    ("articles_article", "body"),
    ("articles_version", "body"),
    ("articles_source", "account"),
    ("articles_search", "document"),
)
# What zlib has packed gets no smaller.
PACKED = (("articles_source", "packed"), ("articles_source", "packed_text"))
HAS_LZ4 = "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"


def use_lz4(apps, schema_editor):
    set_columns(schema_editor, compression="lz4", storage="EXTERNAL")


def use_default(apps, schema_editor):
    set_columns(schema_editor, compression="default", storage="EXTENDED")


def set_columns(schema_editor, *, compression, storage):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(HAS_LZ4)
        [has_lz4] = cursor.fetchone() or [False]
    for table, column in COLUMNS if has_lz4 else ():
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {compression}")
    for table, column in PACKED:
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE {storage}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_roles_see_imports_and_topics")]
    operations = [migrations.RunPython(use_lz4, use_default)]
