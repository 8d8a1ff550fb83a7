"""Topics, what wire items say of themselves, and a record of each import.

On SQLite the table of versions is rebuilt, and triggers go with it: they are taken away first and put back last.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

OVERLAP = import_module("articles.migrations.0002_spans_of_a_story_never_overlap")
FROZEN = import_module("articles.migrations.0003_published_text_never_changes")
SEARCH = import_module("articles.migrations.0004_search_tables")
# What a version is about is part of what readers saw: it never changes either.
WITH_SUBJECTS = (*FROZEN.CONTENT, "subjects")


def take_triggers_away(apps, schema_editor):
    FROZEN.remove(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        OVERLAP.remove(apps, schema_editor)
        schema_editor.execute("DROP TRIGGER search_forgets_with_the_version")


def put_triggers_back(apps, schema_editor, *, content=FROZEN.CONTENT):
    FROZEN.add(apps, schema_editor, content=content)
    if schema_editor.connection.vendor == "sqlite":
        OVERLAP.add(apps, schema_editor)
        schema_editor.execute(SEARCH.CREATE["sqlite"][1])


def put_triggers_back_with_subjects(apps, schema_editor):
    put_triggers_back(apps, schema_editor, content=WITH_SUBJECTS)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(take_triggers_away, put_triggers_back),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="Made from the name if left empty.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="Its address in a scheme of subjects, such as IPTC's Media Topics.",
                        max_length=300,
                    ),
                ),
                ("description", models.TextField(blank=True, help_text="A sentence for readers and search engines.")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="editor_note",
            field=models.TextField(blank=True, help_text="Never public.", verbose_name="note to editors"),
        ),
        migrations.AddField(
            model_name="article",
            name="embargo",
            field=models.DateTimeField(
                blank=True,
                help_text="Nothing of the story goes live before.",
                null=True,
                verbose_name="embargoed until",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="embargo_note",
            field=models.CharField(blank=True, max_length=300, verbose_name="reason for the embargo"),
        ),
        migrations.AddField(
            model_name="article",
            name="needs_a_look",
            field=models.BooleanField(
                default=False,
                help_text="The import was not sure of it; publishing it, or saying it is fine, ends this.",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="old_paths",
            field=models.JSONField(
                blank=True, default=list, editable=False, help_text="Addresses that lead to it once it is live."
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="source_id",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="What its provider calls the story: the same story comes in again under the same name.",
                max_length=500,
                null=True,
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="source_version",
            field=models.BigIntegerField(
                default=0,
                editable=False,
                help_text="The provider's number of the version that came in last; 0: not told.",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="notes",
            field=models.JSONField(
                default=list, help_text="What is good to know, such as where it breaks its format's rules."
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="packed_text",
            field=models.BinaryField(
                help_text="What the account's lines are of, zlib-compressed, where it is not the text itself.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="source_id",
            field=models.CharField(blank=True, help_text="What its provider calls the story.", max_length=500),
        ),
        migrations.AddField(
            model_name="source",
            name="source_version",
            field=models.BigIntegerField(default=0, help_text="The provider's number of the version."),
        ),
        migrations.AddField(
            model_name="source",
            name="status",
            field=models.CharField(default="usable", help_text="What the provider allows.", max_length=12),
        ),
        migrations.AddField(
            model_name="source",
            name="version_number",
            field=models.PositiveIntegerField(help_text="Of the version it became.", null=True),
        ),
        migrations.AddField(
            model_name="version",
            name="is_proposal",
            field=models.BooleanField(
                default=False,
                help_text="Came in while the desk had changes of its own: kept to compare, never the working copy.",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="subjects",
            field=models.JSONField(default=list, help_text="Its topics, as they were called."),
        ),
        migrations.AlterField(
            model_name="article",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AlterField(
            model_name="photo",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AlterField(
            model_name="redirect",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AlterField(
            model_name="source",
            name="article",
            field=models.ForeignKey(
                help_text="None for the cancellation of a story that has never come in.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sources",
                to="articles.article",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="imported_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "seen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="last heard of"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("what", models.TextField(help_text="The files and folders that were given, one a line.")),
                ("wishes", models.JSONField(default=dict, help_text="What was asked for: section, date, publish.")),
                ("created", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("live", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=list, help_text="What could not be imported, and why.")),
                ("notes", models.JSONField(default=list, help_text="What is good to know.")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="source",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="sources",
                to="articles.importrun",
                verbose_name="import",
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("article__isnull", True)), fields=["source_id"], name="source_cancelled_early"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="topics",
            field=models.ManyToManyField(blank=True, related_name="articles", to="articles.topic"),
        ),
        migrations.AddField(
            model_name="version",
            name="topics",
            field=models.ManyToManyField(related_name="versions", to="articles.topic"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(condition=models.Q(("needs_a_look", True)), fields=["-id"], name="article_needs_a_look"),
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["-started_at", "-id"], name="import_run_newest"),
        ),
        migrations.RunPython(put_triggers_back_with_subjects, take_triggers_away),
    ]
