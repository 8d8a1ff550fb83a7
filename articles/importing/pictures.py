"""The picture files that came along with stories, found by their names and never by joining paths."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
MAX_PICTURE_BYTES = 60 * 1024 * 1024
_NUMBERED = re.compile(r"^(?P<story>.+?)-(?:[2-9]|[1-9][0-9])$")


def is_picture(name: str) -> bool:
    """Whether a file's name is one of a picture."""
    return name.lower().endswith(PICTURE_SUFFIXES)


class Pictures:
    """The pictures of one folder tree or archive.

    ``paths`` tells their paths, with slashes; it is asked once, and only when a picture is looked for. ``read``
    reads the bytes of one of these paths and raises ``Unreadable``. What keeps an archive open is what ``read``
    holds on to, so the archive is closed when nobody has its pictures any more.
    """

    def __init__(self, paths: Callable[[], Iterable[str]], read: Callable[[str], bytes]) -> None:
        self.read = read
        self._paths = paths
        self._by_name: dict[str, list[str]] | None = None
        self._taken: set[str] = set()

    def find(self, reference: str, *, near: str) -> str | None:
        """The path of the picture that a story at ``near`` calls ``reference``, an address or a file's name.

        It has at least the same file name. Among several, it is the one that has most of the last parts of the
        reference, and among these the one nearest to the story.
        """
        try:
            wanted = [part for part in unquote(urlsplit(reference).path).split("/") if part]
        except ValueError:  # an address that is none
            return None
        if not wanted:
            return None
        candidates = self._named(wanted[-1].lower())
        here = near.split("/")[:-1]

        def likeness(path: str) -> tuple[int, int]:
            parts = path.split("/")
            return _common(reversed(wanted), reversed(parts)), _common(here, parts)

        return max(candidates, key=likeness, default=None)

    def take(self, path: str) -> bool:
        """Mark a picture as a story's; whether it is taken for the first time."""
        new = path not in self._taken
        self._taken.add(path)
        return new

    def _named(self, name: str) -> list[str]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for path in self._paths():
                self._by_name[path.rpartition("/")[2].lower()].append(path)
        return self._by_name.get(name, [])


def _common(these: Iterable[str], those: Iterable[str]) -> int:
    count = 0
    for this, that in zip(these, those, strict=False):
        if this.lower() != that.lower():
            break
        count += 1
    return count


def stories_of(picture: str) -> list[str]:
    """The stems of the stories a picture may lie beside, the likelier first: ``a-2.jpg`` is of ``a-2``, or of ``a``."""
    stem = PurePosixPath(picture).stem
    numbered = _NUMBERED.match(stem)
    return [stem, numbered["story"]] if numbered else [stem]


def beside(pictures: Iterable[str], stories: Container[str]) -> dict[str, list[str]]:
    """The pictures of one folder under the stems of their stories: ``a.jpg``, then ``a-2.png``, are those of ``a``.

    >>> beside(["a-2.png", "a.jpg", "b-2.jpg", "c.jpg"], {"a", "b-2"})
    {'a': ['a.jpg', 'a-2.png'], 'b-2': ['b-2.jpg']}
    """
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for picture in sorted(pictures):
        stem = PurePosixPath(picture).stem
        for story in stories_of(picture):
            if story in stories:
                found[story].append((int(stem.rpartition("-")[2]) if story != stem else 1, picture))
                break
    return {story: [picture for _, picture in sorted(of_story)] for story, of_story in sorted(found.items())}
