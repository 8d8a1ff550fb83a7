"""Parsed stories into the database: the only writer of imports.

A batch is one transaction and a constant number of queries. Either a whole story is stored, with its
section, authors, captions, photos, source and first version, or nothing of it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial

from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.db.models import Model
from django.utils import timezone

from articles.importing import rows, updates
from articles.importing.again import again
from articles.importing.document import ParsedByline, ParsedTopic, PubStatus
from articles.importing.item import Item, PhotoFile, Ready, prepare, storable
from articles.importing.people import is_person
from articles.importing.report import Outcome, Result
from articles.models import (
    FOREVER,
    Article,
    Author,
    Byline,
    Caption,
    Change,
    ImportRun,
    Kind,
    Origin,
    Photo,
    Redirect,
    Section,
    Source,
    Topic,
    Version,
)
from articles.models.article import content_of
from articles.models.author import free_slug, slug_of
from articles.models.photo import key_of
from articles.models.section import section_slug, section_trail
from articles.models.topic import topic_slug
from articles.models.version import VersionContent
from articles.photos.safety import PictureRefused, check
from articles.search import Entry, entry_of, index
from articles.signals import versions_published
from articles.workflow.actions import may_go_live
from articles.workflow.addresses import wanted_path
from newsroom import clock

__all__ = ["Item", "PhotoFile", "Store", "Wishes", "known_hashes"]

# Below this the desk looks at a story before readers do. Of labelled page texts that the parser had never seen, nine in
# ten of those below were wrong somewhere; above, doubts are told with the story but do not hold it.
SURE_ENOUGH = 0.3
# Of authors, topics and sections; an archive of a million stories has more than are wanted in memory.
MOST_REMEMBERED = 20_000
KINDS = frozenset(Kind.values)


@dataclass(frozen=True)
class Wishes:
    """What whoever imports wants for all stories; what is given here goes before what a story prints."""

    publish: bool = False
    section: str = ""
    published: date | datetime | None = None
    source_url: str = ""


@dataclass
class Draft:
    """A story on its way into the database: unsaved, but its section, authors, topics and photos exist."""

    item: Ready
    article: Article
    bylines: list[Byline]
    captions: list[Caption]
    topics: list[Topic]
    notes: list[str]
    version: Version = field(default_factory=partial(rows.make, Version))

    def content(self) -> VersionContent:
        """What a version keeps of it."""
        return content_of(self.article, self.bylines, self.captions, self.topics)

    def entry(self) -> Entry | bytes:
        """What search holds of it."""
        as_parsed = not (self.topics or self.item.photos)
        return self.item.entry if as_parsed else entry_of(self.version)


def known_hashes(hashes: Iterable[str]) -> set[str]:
    """Which of these hashes have been imported already."""
    return set(Source.objects.filter(sha256__in=list(hashes)).values_list("sha256", flat=True))


class Store:
    """Writes batches of one import; remembers its sections, authors and topics, so that each is looked up once."""

    def __init__(self, wishes: Wishes, *, run: ImportRun | None = None) -> None:
        self.wishes = wishes
        self.run = run
        self._sections: dict[tuple[str, ...], Section] = {}
        self._authors: dict[str, Author | None] = {}
        self._topics: dict[str, Topic] = {}
        self._last_numbers: dict[str, int] = {}

    def add(self, items: Sequence[Item | Ready]) -> list[Outcome]:
        """Store a batch and say what became of each story, in order.

        If the database refuses the batch, each story is tried alone, so one bad story leaves the good ones in. Raises
        ``OperationalError`` where the database cannot be used at all.
        """
        ready = [prepare(item) if isinstance(item, Item) else item for item in items]
        try:
            return again(lambda: self._add(ready), before=self._forget)
        except OperationalError:
            raise
        except (DatabaseError, ValueError) as error:
            refusal = error
        self._forget()
        if len(ready) > 1:
            return [outcome for item in ready for outcome in self.add([item])]
        if isinstance(refusal, IntegrityError):  # another import may have stored the same, or an author of that name
            try:
                return self._add(ready)
            except IntegrityError:
                self._forget()
        return [Outcome(ready[0].name, Result.FAILED, notes=(f"the database refused it: {refusal}".strip(),))]

    def _add(self, items: Sequence[Ready]) -> list[Outcome]:
        if not items:
            return []
        with transaction.atomic():
            self._hold_run()
            seen = known_hashes(item.sha256 for item in items)
            ids = known_ids(item.story.source_id for item in items)
            new: list[int] = []
            known: list[int] = []
            for place, item in enumerate(items):
                if item.sha256 in seen:
                    continue
                seen.add(item.sha256)
                story = item.story
                if story.source_id in ids or story.status is PubStatus.CANCELED:
                    known.append(place)
                    continue
                if story.source_id:
                    ids.add(story.source_id)
                new.append(place)
            self._meet([items[place] for place in new])
            drafts = {place: self.draft(items[place]) for place in new}
            self._write(list(drafts.values()))
            told = {place: self._told(draft) for place, draft in drafts.items()}
            # What has come in before, in the order in which it comes in now.
            told |= {place: updates.receive(self, items[place]) for place in known}
            return [told.get(place, Outcome(item.name, Result.UNCHANGED)) for place, item in enumerate(items)]

    def _hold_run(self) -> None:
        """See that the run's row is still there, and keep it there until this batch is in: its sources point to it."""
        if self.run and not ImportRun.objects.select_for_update(no_key=True).filter(pk=self.run.pk):
            self.run = None

    def _meet(self, items: Sequence[Ready]) -> None:
        """Look up all authors and topics of a batch at once, and make those that are new."""
        for remembered in (self._sections, self._authors, self._topics, self._last_numbers):
            if len(remembered) > MOST_REMEMBERED:
                remembered.clear()
        self._meet_authors(byline for item in items for byline in item.story.bylines)
        self._meet_topics(topic for item in items for topic in item.story.topics)

    def add_new(self, item: Ready) -> Outcome:
        """Store one story as a new article, in the transaction of who calls."""
        draft = self.draft(item)
        self._write([draft])
        return self._told(draft)

    @staticmethod
    def _told(draft: Draft) -> Outcome:
        live = draft.version.live_from is not None
        # The parser's doubts stand with the source; they hold up only a story that needs a look.
        notes = draft.notes if draft.article.needs_a_look else draft.notes[len(draft.item.story.doubts) :]
        return Outcome(
            draft.item.name,
            Result.CREATED,
            draft.article.pk,
            live,
            (*notes, *draft.item.story.notes),
            needs_a_look=draft.article.needs_a_look,
            has_doubts=bool(draft.item.story.doubts) and not draft.article.needs_a_look,
        )

    def draft(self, item: Ready) -> Draft:
        """The unsaved article of a story. Sections, authors, topics and photos it needs exist afterwards."""
        story, notes = item.story, list(item.story.doubts)
        published, published_has_time = _instant(self.wishes.published or story.published)
        updated, updated_has_time = _instant(story.updated)
        article = rows.make(
            Article,
            headline=_fit(story.headline, 300, "headline", notes),
            standfirst=storable(story.standfirst),
            body=item.body,
            correction=storable(story.correction),
            section=self._section(storable(self.wishes.section or story.section)),
            dateline=_fit(story.dateline, 200, "dateline", notes),
            agency=_fit(story.agency, 200, "agency", notes),
            language=story.language[:12],
            kind=story.kind if story.kind in KINDS else Kind.OTHER,
            published_at=published,
            published_has_time=published_has_time,
            updated_at=updated,
            updated_has_time=updated_has_time,
            origin=Origin.IMPORT,
            version_number=1,
            source_id=story.source_id[:500] or None,
            source_version=story.source_version,
            embargo=FOREVER if story.status is PubStatus.WITHHELD else _aware(story.embargo),
            embargo_note="Withheld by its provider." if story.status is PubStatus.WITHHELD else "",
            editor_note=storable(story.editor_note),
            old_paths=[path for path in story.old_paths if len(path) <= 400],
            needs_a_look=story.confidence < SURE_ENOUGH,
        )
        bylines = [
            rows.make(
                Byline,
                position=position,
                author=self._author(byline),
                name=_fit(byline.name, 200, "byline", notes),
                role=_fit(byline.role, 200, "role", notes),
            )
            for position, byline in enumerate(story.bylines)
        ]
        captions = self._captions(item, notes)
        return Draft(item, article, bylines, captions, self._about(story.topics), notes)

    def _captions(self, item: Ready, notes: list[str]) -> list[Caption]:
        """The captions of a story, each with its photo where that came along; photos without a caption behind them."""
        named: dict[str, Photo] = {}
        unnamed: list[Photo] = []
        alt_texts = {caption.photo: caption.alt_text for caption in item.story.captions if caption.photo}
        for file in item.photos:
            photo = self._photo(file, alt_texts.get(file.reference, ""), notes)
            if photo is not None and file.reference:
                named[file.reference] = photo
            elif photo is not None:
                unnamed.append(photo)
        captions = []
        for caption in item.story.captions:
            photo = named.get(caption.photo) if caption.photo else None
            if photo is None and unnamed:
                photo = unnamed.pop(0)
            if not (caption.text or caption.credit or photo):
                continue  # a picture without words that did not come along: its source tells of it
            captions.append(
                rows.make(
                    Caption,
                    text=storable(caption.text),
                    credit=_fit(caption.credit, 200, "credit", notes),
                    place=_fit(caption.place, 200, "place", notes),
                    photo=photo,
                )
            )
        captions += [Caption(text=photo.caption, photo=photo) for photo in unnamed]
        for position, each in enumerate(captions):
            each.position = position
        return captions

    def _about(self, topics: Iterable[ParsedTopic]) -> list[Topic]:
        """The topics of these names, each once, made where there is none."""
        return [self._topics[slug] for slug in self._meet_topics(topics)]

    def _meet_topics(self, topics: Iterable[ParsedTopic]) -> list[str]:
        """Have the topics of these names remembered, and say under which slugs."""
        wanted: dict[str, tuple[str, str]] = {}
        for topic in topics:
            if name := " ".join(storable(topic.name).split())[:120]:
                wanted.setdefault(topic_slug(name), (name, topic.code[:300]))
        missing = [slug for slug in wanted if slug not in self._topics]
        if missing:
            self._topics |= {topic.slug: topic for topic in Topic.objects.filter(slug__in=missing)}
            new = [slug for slug in missing if slug not in self._topics]
            made = Topic.objects.bulk_create(
                Topic(slug=slug, name=wanted[slug][0], code=wanted[slug][1]) for slug in new
            )
            self._topics |= {topic.slug: topic for topic in made}
        return list(wanted)

    def _write(self, drafts: list[Draft]) -> None:
        now = clock.now()
        keys = zip(rows.reserve(Article, len(drafts)), rows.reserve(Version, len(drafts)), strict=True)
        for draft, (article_key, version_key) in zip(drafts, keys, strict=True):
            content = draft.content()
            draft.article.pk, draft.article.fingerprint = article_key, content.fingerprint
            draft.article.created_at = now
            for byline in draft.bylines:
                byline.article_id = article_key
            for caption in draft.captions:
                caption.article_id = article_key
            draft.version = rows.make(
                Version, id=version_key, article=draft.article, number=1, created_at=now, note="Imported"
            )
            draft.version.fill(content)
        if self.wishes.publish:
            self._go_live(drafts, now)
        versions = [draft.version for draft in drafts]
        rows.insert([draft.article for draft in drafts])
        rows.insert([byline for draft in drafts for byline in draft.bylines])
        rows.insert([caption for draft in drafts for caption in draft.captions])
        rows.insert(versions)
        of_version: list[tuple[type[Model], str, Callable[[Version], list[int]]]] = [
            (Version.authors.through, "author_id", Version.author_ids),
            (Version.photos.through, "photo_id", Version.photo_ids),
            (Version.topics.through, "topic_id", Version.topic_ids),
        ]
        for through, column, ids in of_version:
            pairs = [(version.pk, pk) for version in versions for pk in ids(version)]
            rows.insert_pairs(through, "version_id", column, pairs)
        pairs = [(draft.article.pk, topic.pk) for draft in drafts for topic in draft.topics]
        rows.insert_pairs(Article.topics.through, "article_id", "topic_id", pairs)
        rows.insert(
            [self._source(draft.item, draft.article, draft.notes, number=1, at=now) for draft in drafts],
            as_json={"account": [draft.item.account for draft in drafts]},
        )
        for draft in drafts:
            if draft.article.path and draft.article.old_paths:
                Redirect.objects.lead_to(draft.article.old_paths, f"/{draft.article.path}/")
        published = [draft for draft in drafts if draft.version.live_from]
        if published:
            # In this transaction: whatever happens after it, a story that is there is found.
            index().add((draft.version.pk, draft.entry()) for draft in published)
            live = [draft.version for draft in published]
            transaction.on_commit(
                partial(versions_published.send_robust, sender=Version, versions=live, are_indexed=True)
            )

    def _go_live(self, drafts: list[Draft], now: datetime) -> None:
        """Give each story that can be shown its address and its span; say of the others why not.

        A story whose source shows it later, or that is under embargo until then, is scheduled.
        """
        wanted: list[tuple[Draft, str]] = []
        for draft in drafts:
            article = draft.article
            missing = may_go_live(article)
            if article.needs_a_look:
                missing.append("The import is not sure enough of it.")
            if draft.item.story.is_draft:
                missing.append("It is a draft where it comes from.")
            if missing or article.section is None:
                draft.notes.append(f"Left as a draft. {' '.join(missing)}")
            else:
                path = wanted_path(article.section.path, article.headline, article.published_at or now)
                wanted.append((draft, path))
        taken = self._taken({path for _, path in wanted})
        for draft, path in wanted:
            if path in taken:
                path = self._numbered(path, taken)
            taken.add(path)
            live_from = max(now, draft.article.embargo or now, _aware(draft.item.story.goes_live_at) or now)
            draft.article.path, draft.article.first_live_at = path, live_from
            draft.version.go_live(first_live_at=live_from, path=path, live_from=live_from, change=Change.FIRST)

    def _taken(self, paths: set[str]) -> set[str]:
        return {path for path in Article.objects.filter(path__in=paths).values_list("path", flat=True) if path}

    def _numbered(self, path: str, taken: set[str]) -> str:
        """The path with a number behind it that is free: the next one, as far as anybody knows.

        A paper may have ten thousand stories of one headline. So the last number is remembered, and found by asking for
        ever larger ones, then for the middle between one that is taken and one that is free.
        """
        number = self._last_numbers.get(path)
        if number is None:
            free = 2
            while self._taken({f"{path}-{free}"}):
                free *= 2
            number = free // 2
            while free - number > 1:
                middle = (number + free) // 2
                if self._taken({f"{path}-{middle}"}):
                    number = middle
                else:
                    free = middle
        number += 1
        while f"{path}-{number}" in taken or self._taken({f"{path}-{number}"}):
            number += 1
        self._last_numbers[path] = number
        return f"{path}-{number}"

    def source(self, item: Ready, article: Article | None, doubts: list[str], *, number: int | None) -> Source:
        """The unsaved source of a story, which became the article's version of that number."""
        source = self._source(item, article, doubts, number=number, at=clock.now())
        source.account = json.loads(item.account)
        return source

    def _source(
        self, item: Ready, article: Article | None, doubts: list[str], *, number: int | None, at: datetime
    ) -> Source:
        """The source, but for its account."""
        story = item.story
        return rows.make(
            Source,
            article=article,
            version_number=number,
            run=self.run,
            sha256=item.sha256,
            packed=item.packed,
            size=item.size,
            packed_text=item.packed_text,
            name=storable(item.name)[-400:],
            url=self.wishes.source_url or story.address[:1000],
            format=item.format,
            encoding=story.encoding[:20],
            source_id=story.source_id[:500],
            source_version=story.source_version,
            status=story.status.value,
            confidence=story.confidence,
            doubts=[storable(doubt) for doubt in doubts],
            notes=[storable(note) for note in story.notes],
            imported_at=at,
        )

    def _section(self, printed: str) -> Section | None:
        """The section a breadcrumb names, made with all above it if it is not there."""
        names = section_trail(printed)
        key = tuple(name.casefold() for name in names)
        if not names:
            return None
        if key not in self._sections:
            parent: Section | None = None
            for name in names:
                slug = section_slug(name, at_top=parent is None)
                found = Section.objects.filter(parent=parent, slug=slug).first()
                if found is None:
                    found = Section(parent=parent, name=name[:100], slug=slug)
                    found.clean()
                    found.save()
                parent = found
            assert parent is not None
            self._sections[key] = parent
        return self._sections[key]

    def _author(self, byline: ParsedByline) -> Author | None:
        """The author of that name, made if nobody has it; ``None`` for desks and agencies."""
        name = storable(byline.name)
        if name not in self._authors:
            self._meet_authors([byline])
        return self._authors[name]

    def _meet_authors(self, bylines: Iterable[ParsedByline]) -> None:
        """Have the authors of these names remembered, and ``None`` for names of nobody in particular."""
        wanted: dict[str, ParsedByline] = {}
        for byline in bylines:
            name = storable(byline.name)
            if name in self._authors or name in wanted:
                continue
            if is_person(name) and len(name) <= 200:
                wanted[name] = byline
            else:
                self._authors[name] = None
        if not wanted:
            return
        # Of two authors of one name, the older one.
        found = {author.name: author for author in Author.objects.filter(name__in=list(wanted)).order_by("-pk")}
        self._authors |= found
        self._make_authors({name: byline for name, byline in wanted.items() if name not in found})

    def _make_authors(self, wanted: dict[str, ParsedByline]) -> None:
        slugs = {name: slug_of(byline.slug or name) for name, byline in wanted.items()}
        taken = set(Author.objects.filter(slug__in=slugs.values()).values_list("slug", flat=True))
        authors = []
        for name, byline in wanted.items():
            slug = slugs[name]
            if slug in taken:
                taken |= set(Author.objects.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True))
                slug = free_slug(slug, taken=taken)
            taken.add(slug)
            authors.append(
                Author(name=name, slug=slug, role=storable(byline.role)[:200], biography=storable(byline.biography))
            )
        self._authors |= {author.name: author for author in Author.objects.bulk_create(authors)}

    def _photo(self, file: PhotoFile, alt_text: str, notes: list[str]) -> Photo | None:
        """The photo with these bytes, stored if it is new; a file that is no picture is noted and left out."""
        key = key_of(io.BytesIO(file.data))
        found = Photo.objects.filter(key=key).first()
        if found is not None:
            return found
        try:
            check(file.data)
        except PictureRefused as refusal:
            notes.append(f"The picture {file.name} cannot be used: {refusal}.")
            return None
        photo = Photo(
            key=key,
            file=ContentFile(file.data, name=file.name),
            alt_text=(file.alt_text or storable(alt_text))[:400],
            credit=file.credit,
            focal_x=file.focal_point[0],
            focal_y=file.focal_point[1],
        )
        # An import that was interrupted may have left the file, or half of it, without its photo.
        photo.file.storage.delete(photo.file.field.generate_filename(photo, file.name))
        photo.save()
        return photo

    def _forget(self) -> None:
        """Forget what a rolled back batch may have made."""
        self._sections.clear()
        self._authors.clear()
        self._topics.clear()
        self._last_numbers.clear()


def known_ids(ids: Iterable[str]) -> set[str]:
    """Which stories of these providers' names have come in already, or were cancelled before they did."""
    wanted = [each for each in ids if each]
    if not wanted:
        return set()
    known = set(Article.objects.filter(source_id__in=wanted).values_list("source_id", flat=True))
    cancelled = Source.objects.filter(article__isnull=True, source_id__in=wanted).values_list("source_id", flat=True)
    return {each for each in (*known, *cancelled) if each}


def _aware(instant: datetime | None) -> datetime | None:
    """An instant in the site's zone where it names none."""
    return timezone.make_aware(instant) if instant is not None and timezone.is_naive(instant) else instant


def _instant(printed: date | datetime | None) -> tuple[datetime | None, bool]:
    """A printed date as an instant, and whether it has a time; a time without a zone is in the site's zone.

    In UTC, as the database gives it back: the fingerprint of a story must not depend on where it was printed.
    """
    if printed is None:
        return None, True
    has_time = isinstance(printed, datetime)
    instant = printed if isinstance(printed, datetime) else datetime.combine(printed, time())
    return (timezone.make_aware(instant) if timezone.is_naive(instant) else instant).astimezone(UTC), has_time


def _fit(text: str, length: int, what: str, notes: list[str]) -> str:
    """``text``, cut if a column holds less; the source keeps it whole and the desk is told."""
    text = storable(text)
    if len(text) <= length:
        return text
    notes.append(f"The {what} was cut to {length} characters; the source has all of it.")
    return text[:length]
