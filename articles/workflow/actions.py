"""What editors do to stories. Admin, API and commands all call these, and nothing else changes a span.

Each act is one function: rights, rule, change, version, announcement, in one transaction.
``by`` is who acts. Raises ``PermissionDenied`` for who may not, and ``StepRefused`` with a sentence an
editor can act on for what cannot be done now; in both cases nothing has changed.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from itertools import count

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import FOREVER, Article, Caption, Change, Origin, Redirect, Topic, Version
from articles.models.article import Byline
from articles.models.story import STORY_FIELDS
from articles.models.version import VersionContent
from articles.signals import versions_published, versions_withdrawn
from articles.workflow.addresses import free_path, wanted_path
from newsroom import clock

# How many numbered addresses one query asks for.
AT_ONCE = 50


class StepRefused(Exception):
    """What was asked for cannot be done to this story now; the message says why and what to do."""


class EditConflict(StepRefused):
    """Somebody else saved the story since this editor opened it."""


@transaction.atomic
def save_draft(article: Article, *, by: User | None, base: int | None = None, note: str = "") -> Version | None:
    """Keep the working copy, as it is saved now, as a draft version; ``None`` if it says what the newest one says.

    ``base`` is the number of the version that the editor began from; if the story has moved on since,
    ``EditConflict`` is raised. Call it after fields, bylines and captions have been saved, in the same transaction.
    """
    _may(by, "change_article", "You may not edit stories.")
    held = _hold(article, base=base)
    return _freeze(article, held, by=by, note=note)


@transaction.atomic
def publish(
    article: Article, *, by: User | None, base: int | None = None, note: str = "", change: Change | None = None
) -> Version:
    """Put the working copy before readers now: the first time, or as an update of what they see.

    ``change`` says what kind of update it is (a correction needs its ``note``).
    """
    return _go_live(article, by=by, at=clock.now(), base=base, note=note, change=change)


@transaction.atomic
def schedule(article: Article, *, by: User | None, at: datetime, base: int | None = None, note: str = "") -> Version:
    """Let the working copy go live at ``at``, to the second, with no job running."""
    if timezone.is_naive(at):
        raise ValueError("A schedule needs an instant with a time zone.")
    if at <= clock.now():
        raise StepRefused(f"{_when(at)} is already past: choose a later time, or publish now.")
    return _go_live(article, by=by, at=at, base=base, note=note, change=None)


@transaction.atomic
def unschedule(article: Article, *, by: User | None) -> Version:
    """Cancel what is scheduled; what readers see now stays."""
    _may(by, "publish_article", "You may not cancel a schedule: ask a publisher.")
    _hold(article)
    now = clock.now()
    coming = article.versions.filter(live_from__gt=now).order_by("live_from").first()
    if coming is None:
        raise StepRefused("Nothing is scheduled for this story.")
    begins = coming.live_from
    _clear_span(coming)
    article.versions.filter(live_until=begins).update(live_until=FOREVER)
    if not article.versions.published().exists():
        Article.objects.filter(pk=article.pk).update(first_live_at=None)
        article.first_live_at = None
    _announce(versions_withdrawn, coming)
    return coming


@transaction.atomic
def withdraw(article: Article, *, by: User | None, note: str = "") -> Version:
    """Take the story from readers now. Its address says that it is gone; anything scheduled is cancelled too."""
    _may(by, "withdraw_article", "You may not withdraw stories: ask a publisher.")
    _hold(article)
    now = clock.now()
    live = article.versions.live(now).first()
    if live is None:
        raise StepRefused("This story is not live, so there is nothing to withdraw.")
    for coming in article.versions.filter(live_from__gt=now):
        _clear_span(coming)
    live.live_until = now
    if note:
        live.note = f"{live.note}\n{note}".strip()
    live.save(update_fields=["live_until", "note"])
    _announce(versions_withdrawn, live)
    return live


@transaction.atomic
def embargo(article: Article, *, by: User | None, until: datetime | None, note: str = "") -> None:
    """Let nothing of the story go live before ``until``, ``FOREVER`` for no known end; ``None`` lifts the embargo.

    A schedule for an earlier instant must be cancelled first; what is live stays, for that is known already.
    """
    _may(by, "publish_article", "You may not set or lift an embargo: ask a publisher.")
    _hold(article)
    if until is not None:
        coming = article.versions.filter(live_from__gt=clock.now(), live_from__lt=until).first()
        if coming is not None:
            assert coming.live_from is not None
            raise StepRefused(f"The story is scheduled for {_when(coming.live_from)}: cancel that schedule first.")
    article.embargo, article.embargo_note = until, note[:300] if until else ""
    article.save(update_fields=["embargo", "embargo_note"])


@transaction.atomic
def kill(article: Article, *, by: User | None, note: str) -> None:
    """Take a story whose provider has cancelled it from readers, and hold it until an editor lifts the embargo."""
    now = clock.now()
    if article.versions.live(now).exists():
        withdraw(article, by=by, note=note)
    elif article.versions.filter(live_from__gt=now).exists():
        unschedule(article, by=by)
    embargo(article, by=by, until=FOREVER, note=note)


@transaction.atomic
def propose(article: Article, content: VersionContent, *, by: User | None, note: str) -> Version:
    """Keep what came in from outside as a version to compare; working copy and readers' page stay as they are.

    An editor takes it over with ``restore``.
    """
    held = _hold(article)
    version = Version(article=article, number=held.version_number + 1, created_by=by, note=note, is_proposal=True)
    version.fill(content)
    _save_whole(version)
    Article.objects.filter(pk=article.pk).update(version_number=version.number)
    article.version_number = version.number
    return version


@transaction.atomic
def looked_at(article: Article, *, by: User | None) -> None:
    """An editor has seen what the import was not sure of, and it is fine."""
    _may(by, "change_article", "You may not edit stories.")
    Article.objects.filter(pk=article.pk).update(needs_a_look=False)
    article.needs_a_look = False


@transaction.atomic
def restore(article: Article, *, version: Version, by: User | None, base: int | None = None) -> Version | None:
    """Make the working copy say what an earlier version said. Readers see no change until it is published."""
    _may(by, "change_article", "You may not edit stories.")
    if version.article_id != article.pk:
        raise ValueError("The version belongs to another story.")
    held = _hold(article, base=base)
    for name in STORY_FIELDS:
        setattr(article, name, getattr(version, name))
    article.modified_by = by
    article.save()
    article.bylines.all().delete()
    article.captions.all().delete()
    Byline.objects.bulk_create(
        Byline(
            article=article, position=position, author_id=printed["author"], name=printed["name"], role=printed["role"]
        )
        for position, printed in enumerate(version.bylines)
    )
    Caption.objects.bulk_create(
        Caption(
            article=article,
            position=position,
            text=printed["text"],
            credit=printed["credit"],
            place=printed["place"],
            photo_id=printed["photo"]["id"] if printed["photo"] else None,
        )
        for position, printed in enumerate(version.captions)
    )
    article.topics.set(Topic.objects.filter(pk__in=version.topic_ids()))
    return _freeze(article, held, by=by, note=f"Restored from version {version.number}")


def may_go_live(article: Article) -> list[str]:
    """What is still missing before the story can go live, as sentences; empty if nothing is."""
    missing = []
    if article.embargo == FOREVER:
        missing.append(f"It is held until an editor lifts its embargo. {article.embargo_note}".strip())
    if not article.headline.strip():
        missing.append("It has no headline.")
    if article.section_id is None:
        missing.append("It stands in no section.")
    if not article.body.strip():
        missing.append("It has no text.")
    return missing


def refuse_if_moved_on(article: Article, *, base: int | None) -> None:
    """Raise ``EditConflict`` if somebody saved the story after the version numbered ``base``, where an editor began."""
    if base is None or article.version_number == base:
        return
    if article.versions.filter(number__gt=base, is_proposal=False).exists():
        who = article.modified_by.get_full_name() or article.modified_by.username if article.modified_by else "Somebody"
        raise EditConflict(
            f"{who} saved this story at {_when(article.modified_at)}, after you opened it. "
            "Nothing of yours was saved: open the story again in another tab, and bring the two together."
        )


def _go_live(
    article: Article, *, by: User | None, at: datetime, base: int | None, note: str, change: Change | None
) -> Version:
    """Freeze the working copy and give it the span from ``at`` on, ending the span before it there."""
    _may(by, "publish_article", "You may not publish: send the story to someone who may.")
    held = _hold(article, base=base)
    if missing := may_go_live(article):
        raise StepRefused(f"This story cannot go live yet. {' '.join(missing)}")
    if held.embargo is not None and at < held.embargo:
        raise StepRefused(
            f"This story is under embargo until {_when(held.embargo)}: schedule it for then, or lift the embargo first."
        )
    coming = article.versions.filter(live_from__gt=clock.now()).order_by("live_from").first()
    if coming is not None:
        assert coming.live_from is not None
        raise StepRefused(
            f"Version {coming.number} is already scheduled for {_when(coming.live_from)}: cancel that schedule first."
        )
    live = article.versions.live(at).first()
    if change is Change.CORRECTION and not note.strip():
        raise StepRefused("A correction needs a note that tells readers what was wrong.")
    version = _freeze(article, held, by=by, note=note) or _newest(article)
    if live is not None and live.fingerprint == version.fingerprint:
        raise StepRefused("Readers already see exactly this: nothing has changed since it was published.")
    if version.live_from is not None:  # it was live before and has been withdrawn: the same text, a span of its own
        again = _freeze(article, held, by=by, note=note, even_if_the_same=True)
        assert again is not None
        version = again
    first_live_at = held.first_live_at or at
    path = held.path or _free_path_for(article, article.published_at or first_live_at)
    Article.objects.filter(pk=article.pk).update(first_live_at=first_live_at, path=path, needs_a_look=False)
    article.first_live_at, article.path, article.needs_a_look = first_live_at, path, False
    if held.path is None:
        Redirect.objects.lead_to(article.old_paths, f"/{path}/")
    if live is not None:
        live.live_until = at
        live.save(update_fields=["live_until"])
    if version.published_at is None and article.origin == Origin.DESK:
        version.published_at = first_live_at  # a story written here is dated by its publication
    if change is None:
        change = Change.UPDATE if article.versions.published().exists() else Change.FIRST
    version.note = note or version.note
    version.go_live(first_live_at=first_live_at, path=path, live_from=at, change=change)
    version.save()
    _announce(versions_published, version)
    return version


def _hold(article: Article, *, base: int | None = None) -> Article:
    """The article's row, locked against others until the transaction ends.

    Two people may act at once: the second waits here and then sees what the first did.
    """
    held = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    refuse_if_moved_on(held, base=base)
    for name in ("version_number", "path", "first_live_at", "embargo", "embargo_note"):
        setattr(article, name, getattr(held, name))
    return held


def _freeze(
    article: Article, held: Article, *, by: User | None, note: str, even_if_the_same: bool = False
) -> Version | None:
    """A new version of the working copy, or ``None`` if the newest version says the same."""
    content = article.content()
    if content.fingerprint == held.fingerprint and not even_if_the_same:
        return None
    version = Version(article=article, number=held.version_number + 1, created_by=by, note=note)
    version.fill(content)
    _save_whole(version)
    Article.objects.filter(pk=article.pk).update(version_number=version.number, fingerprint=version.fingerprint)
    for each in (article, held):
        each.version_number, each.fingerprint = version.number, version.fingerprint
    return version


def _save_whole(version: Version) -> None:
    version.save()
    version.authors.set(version.author_ids())
    version.photos.set(version.photo_ids())
    version.topics.set(version.topic_ids())


def _newest(article: Article) -> Version:
    """The newest version of the desk's own; what came in to compare is none."""
    return article.versions.filter(is_proposal=False).latest()


def _clear_span(version: Version) -> None:
    """Take back a span that has not begun."""
    version.live_from = version.live_until = None
    version.save(update_fields=["live_from", "live_until"])


def _free_path_for(article: Article, on: datetime) -> str:
    assert article.section is not None
    wanted = wanted_path(article.section.path, article.headline, on)
    # Asked for by name, a few at a time: an index finds them, where a search for the beginning would read the table.
    taken: set[str] = set()
    for first in count(2, step=AT_ONCE):
        asked = [wanted, *(f"{wanted}-{number}" for number in range(first, first + AT_ONCE))]
        others = Article.objects.filter(path__in=asked).exclude(pk=article.pk).values_list("path", flat=True)
        taken |= {path for path in others if path}
        if (path := free_path(wanted, taken)) in asked:
            return path
    raise AssertionError("There is always a free number.")


def _may(by: User | None, permission: str, refusal: str) -> None:
    """Refuse who lacks a permission. ``None`` acts for the site itself: an import, a command."""
    if by is not None and not by.has_perm(f"articles.{permission}"):
        raise PermissionDenied(refusal)


def _announce(signal: Signal, version: Version) -> None:
    transaction.on_commit(partial(signal.send_robust, sender=Version, versions=[version]))


def _when(instant: datetime) -> str:
    return date_format(timezone.localtime(instant), "j F Y, H:i")
