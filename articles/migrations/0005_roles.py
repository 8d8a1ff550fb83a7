"""The groups Reporter, Photo editor, Editor and Publisher, with the permissions that articles.workflow.roles lists."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.workflow.roles import PERMISSIONS


def add(apps, schema_editor):
    # Permissions are made after all migrations, so on a new database they are not there yet.
    create_permissions(
        installed.get_app_config("articles"), verbosity=0, apps=apps, using=schema_editor.connection.alias
    )
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for role, codenames in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=[role.value for role in PERMISSIONS]).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_search_tables"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(add, remove)]
