"""``manage.py demo_logins``: one login a role for trying the desk out. Never on a real site."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import IO, Any, cast

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from rich.console import Console
from rich.table import Table

from articles.workflow.roles import Role

LOGINS = {
    "reporter": ("Rosa", "Reporter", Role.REPORTER),
    "photo": ("Piet", "Picture", Role.PHOTO_EDITOR),
    "editor": ("Edda", "Editor", Role.EDITOR),
    "publisher": ("Paul", "Publisher", Role.PUBLISHER),
    "admin": ("Ada", "Admin", None),
}


class Command(BaseCommand):
    """Make the demo logins and print where to use them."""

    help = "Make one demo login for each role, with known passwords. Only with DEBUG on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See ``--help``."""
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the site will be served")

    @transaction.atomic
    def handle(self, *, address: str, **options: Any) -> None:
        """Make what is missing, print all of it; refuse on a site that is not for trying out."""
        if not settings.DEBUG:
            raise CommandError("Demo logins have known passwords, so they are made with DEBUG=on only.")
        table = Table("role", "login", "password", box=None, pad_edge=False)
        for username, (first, last, role) in LOGINS.items():
            password = f"{username}-demo"
            if not User.objects.filter(username=username).exists():
                user = User.objects.create_user(
                    username,
                    password=password,
                    first_name=first,
                    last_name=last,
                    is_staff=True,
                    is_superuser=role is None,
                )
                if role is not None:
                    user.groups.add(Group.objects.get(name=role))
            table.add_row(role or "everything", username, password)
        console = Console(file=cast(IO[str], self.stdout), highlight=False)
        console.print()
        console.print(f"  Front page   {address}/")
        console.print(f"  The desk     {address}{reverse('admin:index')}")
        console.print()
        console.print(table)
        console.print()
