"""The Django admin app with the desk as its site."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Makes ``admin.site`` the desk."""

    default_site = "articles.admin.site.Desk"

    def ready(self) -> None:
        """Find every admin module, the desk's own first: others would ask for the site while it is being made."""
        import_module("articles.admin")
        super().ready()
