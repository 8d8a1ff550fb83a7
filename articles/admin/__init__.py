"""The desk: the Django admin as an editor would want it. Importing it registers every model."""

from articles.admin import article, author, caption, import_run, photo, redirect, section, source, topic, users

__all__ = [
    "article",
    "author",
    "caption",
    "import_run",
    "photo",
    "redirect",
    "section",
    "source",
    "topic",
    "users",
]
