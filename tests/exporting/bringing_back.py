"""What was exported is imported into an empty paper, with its photos."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command

from articles.models import Article, Author, Photo, Redirect, Section, Source, Topic, Version

ADDRESS = "https://courier.example/"
ARCHIVE = "archive"


def export(format: str, to: Path, *options: str) -> Path:
    """Export the paper with the command; where it is now."""
    given = () if format == ARCHIVE else ("--address", ADDRESS)
    call_command("export_articles", format, "--to", str(to), *given, *options, verbosity=0)
    return to


def texts(folder: Path) -> dict[str, str]:
    """The stories of an export under their paths."""
    files = [folder] if folder.is_file() else [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder.parent if folder.is_file() else folder).as_posix(): path.read_text()
        for path in files
        if path.suffix != ".jpg"
    }


def empty_the_paper() -> None:
    """As a new installation is: nothing in it but its logins."""
    for model in (Source, Version, Redirect, Article, Author, Topic, Photo):
        model.objects.all().delete()
    while leaves := Section.objects.filter(children__isnull=True):
        leaves.delete()
    Redirect.objects.all().delete()  # what moving sections may have left


def bring_back(folder: Path) -> None:
    """Import an export with the command."""
    call_command("import_articles", str(folder), publish=True, verbosity=0)
