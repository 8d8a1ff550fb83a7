"""What has come in before comes in again: a new version of a wire item, its correction, or its cancellation.

The rules, from what agencies expect of who takes their wire (IPTC NewsML-G2 guidelines on versions and pubStatus):
a higher version replaces, a lower or equal one is ignored, a cancellation takes the story from readers even if it
arrives first. An editor's own changes are never overwritten: the new text is then kept as a version to compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.importing.document import PubStatus
from articles.importing.report import Outcome, Result
from articles.models import Article, Byline, Caption, Change, Source, Version
from articles.models.story import STORY_FIELDS
from articles.search import index
from articles.workflow import actions

if TYPE_CHECKING:
    from articles.importing.item import Ready
    from articles.importing.store import Draft, Store

CANCELLED = "Cancelled by its provider."


def receive(store: Store, item: Ready) -> Outcome:
    """Store a story whose name its provider has used before, or that its provider cancels.

    Runs in the transaction of the batch.
    """
    story = item.story
    article = Article.objects.filter(source_id=story.source_id[:500]).first() if story.source_id else None
    last = article.source_version if article else _cancelled_before(story.source_id)
    if story.source_version and last and story.source_version <= last:
        return Outcome(
            item.name,
            Result.UNCHANGED,
            article.pk if article else None,
            notes=(f"Ignored: version {story.source_version} is not newer than version {last}, which is here.",),
        )
    if story.status is PubStatus.CANCELED:
        return _cancel(store, item, article)
    if article is None:  # it was cancelled before it came, and comes again with a higher version
        return _create(store, item)
    return _update(store, item, article)


def _cancelled_before(source_id: str) -> int:
    """The version in which a story was cancelled that has never come in; 0 if none was."""
    cancelled = Source.objects.filter(article__isnull=True, source_id=source_id).order_by("-source_version").first()
    return max(cancelled.source_version, 1) if cancelled else 0


def _cancel(store: Store, item: Ready, article: Article | None) -> Outcome:
    why = " ".join(filter(None, [CANCELLED, item.story.editor_note]))
    if article is None:
        store.source(item, None, [CANCELLED], number=None).save()
        return Outcome(item.name, Result.UPDATED, notes=(f"{CANCELLED} It had not come in; it will be held back.",))
    actions.kill(article, by=None, note=CANCELLED)
    Article.objects.filter(pk=article.pk).update(
        source_version=item.story.source_version, editor_note=why, embargo_note=CANCELLED
    )
    store.source(item, article, [CANCELLED], number=None).save()
    return Outcome(item.name, Result.UPDATED, article.pk, notes=(f"{CANCELLED} Readers see it no longer.",))


def _create(store: Store, item: Ready) -> Outcome:
    outcome = store.add_new(item)
    return Outcome(
        outcome.name,
        outcome.result,
        outcome.article_id,
        outcome.live,
        (*outcome.notes, "An earlier version had been cancelled by its provider."),
        outcome.needs_a_look,
    )


def _update(store: Store, item: Ready, article: Article) -> Outcome:
    draft = store.draft(item)
    notes = [*draft.notes, *item.story.notes]
    as_it_came = _is_as_it_came(article)
    if as_it_came:
        version = _take_over(draft, article, note=_what(item))
        if version is None:
            store.source(item, article, draft.notes, number=article.version_number).save()
            _remember(draft, article)
            return Outcome(item.name, Result.UNCHANGED, article.pk, notes=tuple(notes))
        number = version.number
    else:
        number = actions.propose(article, draft.content(), by=None, note=f"{_what(item)}, to compare").number
        notes.append(f"The desk has changed the story: what came in is kept as its version {number}, to compare.")
    _remember(draft, article)
    live = False
    if store.wishes.publish and as_it_came and article.first_live_at is not None:
        live = _publish(item, article, notes)
    store.source(item, article, draft.notes, number=number).save()
    return Outcome(item.name, Result.UPDATED, article.pk, live, tuple(notes))


def _is_as_it_came(article: Article) -> bool:
    """Whether the desk has left the story as its provider sent it last."""
    came = article.sources.filter(version_number__isnull=False).order_by("-version_number").first()
    if came is None or came.version_number is None:
        return False
    fingerprint = article.versions.filter(number=came.version_number).values_list("fingerprint", flat=True).first()
    return fingerprint == article.fingerprint


def _take_over(draft: Draft, article: Article, *, note: str) -> Version | None:
    """Let the working copy say what came in; ``None`` where it says so already."""
    for name in STORY_FIELDS:
        if name == "section" and draft.article.section is None:
            continue  # the desk has put it somewhere; the wire does not know where
        setattr(article, name, getattr(draft.article, name))
    article.save()
    article.bylines.all().delete()
    article.captions.all().delete()
    for byline in draft.bylines:
        byline.article = article
    for caption in draft.captions:
        caption.article = article
    Byline.objects.bulk_create(draft.bylines)
    Caption.objects.bulk_create(draft.captions)
    article.topics.set(draft.topics)
    return actions.save_draft(article, by=None, note=note)


def _remember(draft: Draft, article: Article) -> None:
    """What the newest version says of itself, apart from its text."""
    article.source_version = draft.article.source_version
    article.editor_note = draft.article.editor_note or article.editor_note
    article.needs_a_look = article.needs_a_look or draft.article.needs_a_look
    article.save(update_fields=["source_version", "editor_note", "needs_a_look"])
    if draft.article.embargo != article.embargo:
        actions.embargo(article, by=None, until=draft.article.embargo, note=draft.article.embargo_note)


def _publish(item: Ready, article: Article, notes: list[str]) -> bool:
    """Put the new version before readers, where the story already is."""
    change = Change.CORRECTION if item.story.is_correction else Change.UPDATE
    said = item.story.correction or ("Corrected by its provider." if item.story.is_correction else _what(item))
    try:
        version = actions.publish(article, by=None, note=said, change=change)
    except actions.StepRefused as refusal:
        notes.append(str(refusal))
        return False
    index().put([version])  # in this transaction: whatever happens after it, what readers see is found
    return True


def _what(item: Ready) -> str:
    number = f" version {item.story.source_version}" if 0 < item.story.source_version < 10_000 else " a new version"
    return f"Imported{number}, a correction" if item.story.is_correction else f"Imported{number}"
