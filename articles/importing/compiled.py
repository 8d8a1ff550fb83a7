"""The page text parser as C, where it was built from the sources as they are now.

``make compile`` has mypyc turn a copy of the parser into C, which reads half as many pages again in the same time.
The copy stands apart and carries the digest of the sources it was made from, so that a changed source is never read
by an old copy: then the parser is plain Python again until the next build.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from .document import ParsedStory

Parse = Callable[..., Iterator[ParsedStory]]

SOURCES = Path(__file__).parent / "formats" / "page_text"
BUILT = Path(__file__).parents[2] / "build" / "compiled"
PACKAGE = "page_text_compiled"
STAMP = "sources.sha256"


def digest_of_sources(sources: Path = SOURCES) -> str:
    """What tells whether a copy was made of these sources: they, and the Python it was made for."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(sources.rglob("*")):
        if path.suffix in (".py", ".toml", ".json"):
            digest.update(path.relative_to(sources).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current(built: Path) -> bool:
    """Whether a compiled copy stands there that was made of the sources as they are."""
    stamp = built / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == digest_of_sources()


def fastest(plain: Parse, *, built: Path = BUILT) -> Parse:
    """The compiled parser where there is a current one, else the plain one."""
    if not is_current(built):
        return plain
    if str(built) not in sys.path:
        sys.path.append(str(built))
    return cast(Parse, importlib.import_module(PACKAGE).parse)
