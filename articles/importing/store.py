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
from django.utils.text import slugify
from PIL import Image

from articles.importing.document import ParsedStory
from articles.importing.people import is_person
from articles.importing.report import Outcome, Result
from articles.models import Article, Author, Byline, Caption, Change, Kind, Origin, Photo, Section, Source, Version
from articles.models.article import content_of
from articles.models.author import free_slug, slug_of
from articles.models.photo import key_of
from articles.models.section import section_trail
from articles.signals import versions_published
from articles.workflow.actions import may_go_live
from articles.workflow.addresses import free_path, wanted_path
from newsroom import clock

# Below this the desk looks at a story before readers do.
SURE_ENOUGH = 0.5


@dataclass(frozen=True)
class PhotoFile:
    """A picture that came along with a story, and what is known about it."""

    name: str
    data: bytes
    alt_text: str = ""
    credit: str = ""
    focal_point: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True)
class Item:
    """One parsed story with the bytes it came from."""

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
class _Draft:
    """A story on its way into the database."""

    item: Item
    article: Article
    bylines: list[Byline]
    captions: list[Caption]
    notes: list[str]
    version: Version = field(default_factory=Version)


def known_hashes(hashes: Iterable[str]) -> set[str]:
    """Which of these hashes have been imported already."""
    return set(Source.objects.filter(sha256__in=list(hashes)).values_list("sha256", flat=True))


class Store:
    """Writes batches of one import; remembers its sections and authors, so that each is looked up once."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self._sections: dict[tuple[str, ...], Section] = {}
        self._authors: dict[str, Author] = {}

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
            drafts: dict[int, _Draft] = {}
            for place, item in enumerate(items):
                if item.sha256 not in seen:
                    seen.add(item.sha256)
                    drafts[place] = self._draft(item)
            new = list(drafts.values())
            self._write(new)
            outcomes = []
            for place, item in enumerate(items):
                draft = drafts.get(place)
                if draft is None:
                    outcomes.append(Outcome(item.name, Result.UNCHANGED))
                    continue
                live = draft.version.live_from is not None
                outcomes.append(Outcome(item.name, Result.CREATED, draft.article.pk, live, tuple(draft.notes)))
        return outcomes

    def _draft(self, item: Item) -> _Draft:
        """The unsaved article of a story. Sections, authors and photos it needs exist afterwards."""
        story, notes = item.story, list(item.story.doubts)
        published, published_has_time = _instant(self.wishes.published or story.published)
        updated, updated_has_time = _instant(story.updated)
        article = Article(
            headline=_fit(story.headline, 300, "headline", notes),
            standfirst=story.standfirst,
            body=story.body_html,
            correction=story.correction,
            section=self._section(self.wishes.section or story.section),
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
        )
        bylines = [
            Byline(
                article=article,
                position=position,
                author=self._author(byline.name, byline.role),
                name=_fit(byline.name, 200, "byline", notes),
                role=_fit(byline.role, 200, "role", notes),
            )
            for position, byline in enumerate(story.bylines)
        ]
        photos = [self._photo(photo, notes) for photo in item.photos]
        captions = [
            Caption(
                article=article, position=position, text=caption.text, credit=_fit(caption.credit, 200, "credit", notes)
            )
            for position, caption in enumerate(story.captions)
        ]
        for position, photo in enumerate(photos):
            if photo is None:
                continue
            if position >= len(captions):
                captions.append(Caption(article=article, position=position, text=photo.caption))
            captions[position].photo = photo
        return _Draft(item, article, bylines, captions, notes)

    def _write(self, drafts: list[_Draft]) -> None:
        now = clock.now()
        for draft in drafts:
            content = content_of(draft.article, draft.bylines, draft.captions)
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
        Source.objects.bulk_create([self._source(draft) for draft in drafts])
        published = [version for version in versions if version.live_from]
        if published:
            transaction.on_commit(partial(versions_published.send_robust, sender=Version, versions=published))

    def _go_live(self, drafts: list[_Draft], now: datetime) -> None:
        """Give each story that can be shown its address and its span; say of the others why not."""
        wanted: list[tuple[_Draft, str]] = []
        for draft in drafts:
            article = draft.article
            missing = may_go_live(article)
            if draft.item.story.confidence < SURE_ENOUGH:
                missing.append("The import is not sure enough of it.")
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
            draft.article.path, draft.article.first_live_at = path, now
            draft.version.go_live(first_live_at=now, path=path, live_from=now, change=Change.FIRST)

    def _taken(self, paths: set[str]) -> set[str]:
        return {path for path in Article.objects.filter(path__in=paths).values_list("path", flat=True) if path}

    def _taken_like(self, path: str) -> set[str]:
        like = Article.objects.filter(path__startswith=f"{path}-").values_list("path", flat=True)
        return {taken for taken in like if taken}

    def _source(self, draft: _Draft) -> Source:
        item = draft.item
        source = Source(
            article=draft.article,
            sha256=item.sha256,
            name=item.name[-400:],
            url=self.wishes.source_url,
            format=item.format,
            encoding=item.story.encoding[:20],
            account=[part.as_json() for part in item.story.account],
            confidence=item.story.confidence,
            doubts=draft.notes,
        )
        source.data = item.data
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
                slug = slugify(name, allow_unicode=True)[:60] or "section"
                found = Section.objects.filter(parent=parent, slug=slug).first()
                if found is None:
                    found = Section(parent=parent, name=name[:100], slug=slug)
                    found.clean()
                    found.save()
                parent = found
            assert parent is not None
            self._sections[key] = parent
        return self._sections[key]

    def _author(self, name: str, role: str) -> Author | None:
        """The author of that name, made if nobody has it; ``None`` for desks and agencies."""
        if not is_person(name) or len(name) > 200:
            return None
        if name not in self._authors:
            found = Author.objects.filter(name=name).order_by("pk").first()
            if found is None:
                taken = set(Author.objects.filter(slug__startswith=slug_of(name)).values_list("slug", flat=True))
                found = Author.objects.create(name=name, slug=free_slug(name, taken=taken), role=role[:200])
            self._authors[name] = found
        return self._authors[name]

    def _photo(self, file: PhotoFile, notes: list[str]) -> Photo | None:
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
            alt_text=file.alt_text,
            credit=file.credit,
            focal_x=file.focal_point[0],
            focal_y=file.focal_point[1],
        )

    def _forget(self) -> None:
        """Forget what a rolled back batch may have made."""
        self._sections.clear()
        self._authors.clear()


def _instant(printed: date | datetime | None) -> tuple[datetime | None, bool]:
    """A printed date as an instant, and whether it has a time; a time without a zone is in the site's zone."""
    if printed is None:
        return None, True
    if not isinstance(printed, datetime):
        return timezone.make_aware(datetime.combine(printed, time())), False
    return (timezone.make_aware(printed) if timezone.is_naive(printed) else printed), True


def _fit(text: str, length: int, what: str, notes: list[str]) -> str:
    """``text``, cut if a column holds less; the source keeps it whole and the desk is told."""
    if len(text) <= length:
        return text
    notes.append(f"The {what} was cut to {length} characters; the source has all of it.")
    return text[:length]
