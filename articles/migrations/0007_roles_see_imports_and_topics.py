"""The groups anew: everybody reads imports and topics, editors and publishers look after topics."""

from importlib import import_module

from django.db import migrations

ROLES = import_module("articles.migrations.0005_roles")


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_topics_wire_items_and_imports")]
    operations = [migrations.RunPython(ROLES.add, migrations.RunPython.noop)]
