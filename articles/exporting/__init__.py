"""Stories out: a version as bytes in a format others read, and the whole paper as one archive.

A format of one story a file has ``version``, one of many stories has ``document``, which is written piece by piece. A
new format is a new module and one line here. What they take is what readers see: versions, never the working copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from articles.exporting import json_ld, newsml_g2, ninjs, nitf, wxr
from articles.exporting.paper import Beside, Paper
from articles.models import Version


class OfOne(Protocol):
    """How one story is written."""

    def __call__(self, version: Version, paper: Paper, beside: Beside = ..., /) -> bytes:
        """The story as a document of its own."""
        ...


class Format(NamedTuple):
    """How a format is written: the ending of its files, and one of the two ways."""

    name: str
    suffix: str
    version: OfOne | None = None
    document: Callable[[Iterable[tuple[Version, Beside]], Paper], Iterator[bytes]] | None = None


FORMATS: dict[str, Format] = {
    "ninjs": Format("ninjs 3.1", ".json", version=ninjs.version),
    "newsml_g2": Format("NewsML-G2 2.35", ".xml", version=newsml_g2.version),
    "nitf": Format("NITF 3.6", ".xml", version=nitf.version),
    "json_ld": Format("schema.org as JSON-LD", ".jsonld", version=json_ld.version),
    "wxr": Format("WordPress WXR 1.2", ".xml", document=wxr.document),
}
