"""What an export must know that no version says: the paper it is from, and what stands beside a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.encoding import iri_to_uri

from articles.models import Section, Version
from articles.models.photo import PrintedPhoto
from articles.models.version import PrintedTopic
from articles.photos.geometry import height_at, srcset_widths

GENERATOR = "Newsroom"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper: ``address`` is where its front page stands (``https://paper.example/``)."""

    name: str
    address: str
    language: str = ""
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def link(self, path: str) -> str:
        """The whole address of a path of the site, as a URI."""
        return f"{self.address.rstrip('/')}{iri_to_uri(path)}"

    def story(self, version: Version) -> str:
        """Where readers find a story. It is fixed at first publication, so it is also what a story is called."""
        return self.link(version.get_absolute_url())

    def author(self, slug: str) -> str:
        """Where readers find all that an author wrote; ``""`` for who has no page."""
        return self.link(reverse("articles:author", args=[slug])) if slug else ""

    def topic(self, slug: str) -> str:
        """Where readers find all about a topic."""
        return self.link(reverse("articles:topic", args=[slug]))

    def section(self, section: Section) -> str:
        """Where readers find a section."""
        return self.link(section.get_absolute_url())

    def social_photo(self, photo: PrintedPhoto) -> str:
        """The photo as it is cut for links on social networks."""
        return self.link(reverse("articles:social_photo", args=[photo["key"]]))

    def instant(self, instant: datetime) -> str:
        """An instant in the paper's zone, with its offset, to the second."""
        return instant.astimezone(self.zone).isoformat(timespec="seconds")

    def printed(self, instant: datetime | None, *, has_time: bool) -> str:
        """A date as precise as it was printed; ``""`` for none."""
        if instant is None:
            return ""
        return self.instant(instant) if has_time else instant.astimezone(self.zone).date().isoformat()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a version.

    ``files`` are the photos that go along: each photo's key, and its file's path in the export. ``codes`` are the
    codes of its topics in a scheme of subjects, by the topics' numbers. ``old_paths`` are addresses that lead to the
    story. ``superseded``: readers see a later version. ``withdrawn``: they saw this one last, and see none now.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    old_paths: tuple[str, ...] = ()
    superseded: bool = False
    withdrawn: bool = False


NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class Rendition:
    """A photo in one size: what it is called, where it is, and how large."""

    name: str
    address: str
    content_type: str
    width: int
    height: int


def renditions(photo: PrintedPhoto, paper: Paper, beside: Beside) -> Iterator[Rendition]:
    """The photo's own file where it goes along, then the sizes that the site shows.

    The file is called by the address its path would have on the site, for some formats take whole addresses only.
    """
    file = beside.files.get(photo["key"])
    if file is not None:
        kind = {"jpg": "jpeg"}.get(suffix := file.rpartition(".")[2], suffix)
        yield Rendition("original", paper.link(f"/{file}"), f"image/{kind}", photo["width"], photo["height"])
    size = (photo["width"], photo["height"])
    for width in reversed(srcset_widths(photo["width"])):
        address = paper.link(reverse("articles:photo", args=[photo["key"], width]))
        yield Rendition(f"web-{width}", address, "image/jpeg", width, height_at(width, of=size))


def trail(version: Version) -> list[Section]:
    """The story's section with those above it, the topmost first."""
    found: list[Section] = []
    section = version.section
    while section is not None and section not in found:
        found.insert(0, section)
        section = section.parent
    return found


def code_of(topic: PrintedTopic, beside: Beside) -> str:
    """The topic's code as a URI; ``""`` where it has none, or one that is no address."""
    code = iri_to_uri(beside.codes.get(topic["topic"], "")) or ""
    return code if _URI.fullmatch(code) else ""


def byline(version: Version) -> str:
    """The byline on one line: ``By Ann Lee, Senior Analyst, and Bo Ek``; ``""`` where nobody is named."""
    names = [", ".join(filter(None, [one["name"], one["role"]])) for one in version.bylines]
    if not names:
        return ""
    *most, last = names
    with_roles = any(one["role"] for one in version.bylines)
    joint = ", and " if len(names) > 2 or with_roles else " and "
    return f"By {', '.join(most)}{joint}{last}" if most else f"By {last}"


def language_of(version: Version) -> str:
    """The story's language as a tag (BCP 47); ``""`` where it says none."""
    tag = version.language.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def suffix_of(file: str) -> str:
    """The ending of a photo's file, without the dot."""
    return file.rpartition(".")[2].lower()
