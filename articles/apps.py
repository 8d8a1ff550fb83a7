"""The articles app: everything Newsroom knows about news."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Connects the listeners once the models are there."""

    name = "articles"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        """Import the listeners, which connect themselves to the publishing signals."""
        from articles import listeners  # noqa: F401, PLC0415
