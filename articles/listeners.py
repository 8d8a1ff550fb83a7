"""What follows from publishing, heard after the commit. If all of it fails, readers still see the right thing."""

from __future__ import annotations

from django.dispatch import receiver

from articles.models import Version
from articles.search import index
from articles.signals import versions_published, versions_withdrawn


@receiver(versions_published)
def make_findable(*, versions: list[Version], are_indexed: bool = False, **kwargs: object) -> None:
    """Search knows the new text; which text a reader may see, the query decides."""
    if not are_indexed:
        index().put(versions)


@receiver(versions_withdrawn)
def make_unfindable(*, versions: list[Version], **kwargs: object) -> None:
    """Search forgets what will not be seen again."""
    index().drop([version.pk for version in versions])
