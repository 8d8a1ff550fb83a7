"""Parsed stories into the database: the only writer of imports.

A batch is one transaction and a constant number of queries. Either a whole story is stored, with its
section, authors, captions, photos, source and first version, or nothing of it.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image

from articles.importing import updates
from articles.importing.document import ParsedByline, ParsedStory, ParsedTopic, PubStatus
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
from articles.signals import versions_published
from articles.workflow.actions import may_go_live
from articles.workflow.addresses import free_path, wanted_path
from newsroom import clock

# Below this the desk looks at a story before readers do.
SURE_ENOUGH = 0.5


@dataclass(frozen=True)
class PhotoFile:
    """A picture that came along with a story, and what is known about it.

    ``reference`` is what the story's caption calls it; a picture without one belongs to the next caption in order.
    """

    name: str
    data: bytes
    reference: str = ""
    alt_text: str = ""
    credit: str = ""
    focal_point: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True)
class Item:
    """One parsed story with the bytes it came from: its own where a file holds several."""

    name: str
    format: str
    data: bytes
    story: ParsedStory
    photos: tuple[PhotoFile, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash under which the bytes are known."""
        return hashlib.sha256(self.data).hexdigest()


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

    item: Item
    article: Article
    bylines: list[Byline]
    captions: list[Caption]
    topics: list[Topic]
    notes: list[str]
    version: Version = field(default_factory=Version)

    def content(self) -> VersionContent:
        """What a version keeps of it."""
        return content_of(self.article, self.bylines, self.captions, self.topics)


def known_hashes(hashes: Iterable[str]) -> set[str]:
    """Which of these hashes have been imported already."""
    return set(Source.objects.filter(sha256__in=list(hashes)).values_list("sha256", flat=True))


class Store:
    """Writes batches of one import; remembers its sections and authors, so that each is looked up once."""

    def __init__(self, wishes: Wishes, *, run: ImportRun | None = None) -> None:
        self.wishes = wishes
        self.run = run
        self._sections: dict[tuple[str, ...], Section] = {}
        self._authors: dict[str, Author] = {}
        self._topics: dict[str, Topic] = {}

    def add(self, items: Sequence[Item]) -> list[Outcome]:
        """Store a batch and say what became of each story, in order.

        If the database refuses the batch, each story is tried alone, so one bad story leaves the good ones in.
        """
        try:
            return self._add(items)
        except (DatabaseError, ValueError) as error:
            self._forget()
            if len(items) == 1:
                return [Outcome(items[0].name, Result.FAILED, notes=(f"the database refused it: {error}".strip(),))]
        return [outcome for item in items for outcome in self.add([item])]

    def _add(self, items: Sequence[Item]) -> list[Outcome]:
        with transaction.atomic():
            seen = known_hashes(item.sha256 for item in items)
            ids = known_ids(item.story.source_id for item in items)
            drafts: dict[int, Draft] = {}
            again: list[int] = []
            for place, item in enumerate(items):
                if item.sha256 in seen:
                    continue
                seen.add(item.sha256)
                story = item.story
                if story.source_id in ids or story.status is PubStatus.CANCELED:
                    again.append(place)
                    continue
                if story.source_id:
                    ids.add(story.source_id)
                drafts[place] = self.draft(item)
            self._write(list(drafts.values()))
            told = {place: self._told(draft) for place, draft in drafts.items()}
            # What has come in before, in the order in which it comes in now.
            told |= {place: updates.receive(self, items[place]) for place in again}
            return [told.get(place, Outcome(item.name, Result.UNCHANGED)) for place, item in enumerate(items)]

    def add_new(self, item: Item) -> Outcome:
        """Store one story as a new article, in the transaction of who calls."""
        draft = self.draft(item)
        self._write([draft])
        return self._told(draft)

    @staticmethod
    def _told(draft: Draft) -> Outcome:
        live = draft.version.live_from is not None
        return Outcome(
            draft.item.name,
            Result.CREATED,
            draft.article.pk,
            live,
            (*draft.notes, *draft.item.story.notes),
            needs_a_look=draft.article.needs_a_look,
        )

    def draft(self, item: Item) -> Draft:
        """The unsaved article of a story. Sections, authors, topics and photos it needs exist afterwards."""
        story, notes = item.story, list(item.story.doubts)
        published, published_has_time = _instant(self.wishes.published or story.published)
        updated, updated_has_time = _instant(story.updated)
        article = Article(
            headline=_fit(story.headline, 300, "headline", notes),
            standfirst=_clean(story.standfirst),
            body=_clean(story.body_html),
            correction=_clean(story.correction),
            section=self._section(_clean(self.wishes.section or story.section)),
            dateline=_fit(story.dateline, 200, "dateline", notes),
            agency=_fit(story.agency, 200, "agency", notes),
            language=story.language[:12],
            kind=story.kind if story.kind in Kind.values else Kind.OTHER,
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
            editor_note=_clean(story.editor_note),
            old_paths=[path for path in story.old_paths if len(path) <= 400],
            needs_a_look=story.confidence < SURE_ENOUGH,
        )
        bylines = [
            Byline(
                article=article,
                position=position,
                author=self._author(byline),
                name=_fit(byline.name, 200, "byline", notes),
                role=_fit(byline.role, 200, "role", notes),
            )
            for position, byline in enumerate(story.bylines)
        ]
        captions = self._captions(item, article, notes)
        return Draft(item, article, bylines, captions, self._about(story.topics), notes)

    def _captions(self, item: Item, article: Article, notes: list[str]) -> list[Caption]:
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
                Caption(
                    article=article,
                    text=_clean(caption.text),
                    credit=_fit(caption.credit, 200, "credit", notes),
                    place=_fit(caption.place, 200, "place", notes),
                    photo=photo,
                )
            )
        captions += [Caption(article=article, text=photo.caption, photo=photo) for photo in unnamed]
        for position, each in enumerate(captions):
            each.position = position
        return captions

    def _about(self, topics: Iterable[ParsedTopic]) -> list[Topic]:
        """The topics of these names, each once, made where there is none."""
        wanted: dict[str, tuple[str, str]] = {}
        for topic in topics:
            if name := " ".join(_clean(topic.name).split())[:120]:
                wanted.setdefault(topic_slug(name), (name, topic.code[:300]))
        missing = [slug for slug in wanted if slug not in self._topics]
        if missing:
            found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=missing)}
            for slug in missing:
                name, code = wanted[slug]
                self._topics[slug] = found.get(slug) or Topic.objects.create(slug=slug, name=name, code=code)
        return [self._topics[slug] for slug in wanted]

    def _write(self, drafts: list[Draft]) -> None:
        now = clock.now()
        for draft in drafts:
            content = draft.content()
            draft.article.fingerprint = content.fingerprint
            draft.version = Version(article=draft.article, number=1, created_at=now, note="Imported")
            draft.version.fill(content)
        if self.wishes.publish:
            self._go_live(drafts, now)
        Article.objects.bulk_create([draft.article for draft in drafts])
        Byline.objects.bulk_create([byline for draft in drafts for byline in draft.bylines])
        Caption.objects.bulk_create([caption for draft in drafts for caption in draft.captions])
        versions = Version.objects.bulk_create([draft.version for draft in drafts])
        Version.authors.through.objects.bulk_create(
            [
                Version.authors.through(version=version, author_id=pk)
                for version in versions
                for pk in version.author_ids()
            ]
        )
        Version.photos.through.objects.bulk_create(
            [Version.photos.through(version=version, photo_id=pk) for version in versions for pk in version.photo_ids()]
        )
        Article.topics.through.objects.bulk_create(
            [
                Article.topics.through(article=draft.article, topic_id=topic.pk)
                for draft in drafts
                for topic in draft.topics
            ]
        )
        Version.topics.through.objects.bulk_create(
            [Version.topics.through(version=version, topic_id=pk) for version in versions for pk in version.topic_ids()]
        )
        Source.objects.bulk_create([self.source(draft.item, draft.article, draft.notes, number=1) for draft in drafts])
        for draft in drafts:
            if draft.article.path and draft.article.old_paths:
                Redirect.objects.lead_to(draft.article.old_paths, f"/{draft.article.path}/")
        published = [version for version in versions if version.live_from]
        if published:
            transaction.on_commit(partial(versions_published.send_robust, sender=Version, versions=published))

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
                taken |= self._taken_like(path)
                path = free_path(path, taken)
            taken.add(path)
            live_from = max(now, draft.article.embargo or now, _aware(draft.item.story.goes_live_at) or now)
            draft.article.path, draft.article.first_live_at = path, live_from
            draft.version.go_live(first_live_at=live_from, path=path, live_from=live_from, change=Change.FIRST)

    def _taken(self, paths: set[str]) -> set[str]:
        return {path for path in Article.objects.filter(path__in=paths).values_list("path", flat=True) if path}

    def _taken_like(self, path: str) -> set[str]:
        like = Article.objects.filter(path__startswith=f"{path}-").values_list("path", flat=True)
        return {taken for taken in like if taken}

    def source(self, item: Item, article: Article | None, doubts: list[str], *, number: int | None) -> Source:
        """The unsaved source of a story, which became the article's version of that number."""
        story = item.story
        source = Source(
            article=article,
            version_number=number,
            run=self.run,
            sha256=item.sha256,
            name=_clean(item.name)[-400:],
            url=self.wishes.source_url or story.address[:1000],
            format=item.format,
            encoding=story.encoding[:20],
            source_id=story.source_id[:500],
            source_version=story.source_version,
            status=story.status.value,
            account=[part.as_json() for part in story.account],
            confidence=story.confidence,
            doubts=doubts,
            notes=list(story.notes),
        )
        source.data = item.data
        if item.format != "page_text":  # whose text is its bytes, decoded
            source.text = story.text
        return source

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
        name = _clean(byline.name)
        if not is_person(name) or len(name) > 200:
            return None
        if name not in self._authors:
            found = Author.objects.filter(name=name).order_by("pk").first()
            if found is None:
                wanted = slug_of(byline.slug or name)
                taken = set(Author.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
                found = Author.objects.create(
                    name=name,
                    slug=free_slug(wanted, taken=taken),
                    role=_clean(byline.role)[:200],
                    biography=_clean(byline.biography),
                )
            self._authors[name] = found
        return self._authors[name]

    def _photo(self, file: PhotoFile, alt_text: str, notes: list[str]) -> Photo | None:
        """The photo with these bytes, stored if it is new; a file that is no picture is noted and left out."""
        key = key_of(io.BytesIO(file.data))
        found = Photo.objects.filter(key=key).first()
        if found is not None:
            return found
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(file.data)) as image:
                    image.verify()
        except (
            OSError,
            SyntaxError,
            ValueError,
            Image.DecompressionBombWarning,
            Image.DecompressionBombError,
        ) as error:
            notes.append(f"The picture {file.name} cannot be used ({error}).")
            return None
        return Photo.objects.create(
            file=ContentFile(file.data, name=file.name),
            alt_text=(file.alt_text or _clean(alt_text))[:400],
            credit=file.credit,
            focal_x=file.focal_point[0],
            focal_y=file.focal_point[1],
        )

    def _forget(self) -> None:
        """Forget what a rolled back batch may have made."""
        self._sections.clear()
        self._authors.clear()
        self._topics.clear()


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


def _clean(text: str) -> str:
    """Text that every database takes: without NUL, and without halves of characters."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _instant(printed: date | datetime | None) -> tuple[datetime | None, bool]:
    """A printed date as an instant, and whether it has a time; a time without a zone is in the site's zone."""
    if printed is None:
        return None, True
    if not isinstance(printed, datetime):
        return timezone.make_aware(datetime.combine(printed, time())), False
    return (timezone.make_aware(printed) if timezone.is_naive(printed) else printed), True


def _fit(text: str, length: int, what: str, notes: list[str]) -> str:
    """``text``, cut if a column holds less; the source keeps it whole and the desk is told."""
    text = _clean(text)
    if len(text) <= length:
        return text
    notes.append(f"The {what} was cut to {length} characters; the source has all of it.")
    return text[:length]
