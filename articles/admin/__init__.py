"""The desk: the Django admin as an editor would want it. Importing it registers every model."""

from articles.admin import article, author, caption, photo, redirect, section, source, users

__all__ = ["article", "author", "caption", "photo", "redirect", "section", "source", "users"]
