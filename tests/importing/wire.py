"""What the tests of wire formats share: our own samples, agencies' real files, and what becomes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from articles.importing.document import ParsedStory, ParseError
from articles.importing.formats import FORMATS
from tests.importing.stories import as_expected

DATA = Path(__file__).parent / "data"
REAL_FOLDERS = ("ninjs", "newsml-g2", "nitf")
SHARED = Path(__file__).parents[2] / ".." / "shared"


def read(data: bytes, format: str, *, name: str = "sample") -> list[ParsedStory]:
    return list(FORMATS[format].parse(data, name=name))


def attempt(data: bytes, format: str, *, name: str = "sample") -> tuple[list[ParsedStory], str]:
    """The stories that were read, and why it went no further if it did not."""
    stories: list[ParsedStory] = []
    try:
        stories.extend(FORMATS[format].parse(data, name=name))
    except ParseError as error:
        return stories, str(error)
    return stories, ""


def outcome(path: Path, format: str) -> list[dict[str, Any]] | dict[str, str]:
    """The stories of a sample, or why it is refused."""
    stories, refusal = attempt(path.read_bytes(), format, name=path.name)
    return {"refused": refusal} if refusal else [as_expected(story) for story in stories]


def samples(format: str) -> list[Path]:
    return sorted(path for path in (DATA / format).iterdir() if not path.name.endswith(".expected.json"))


def expected(path: Path) -> Any:
    return json.loads(path.with_name(f"{path.stem}.expected.json").read_text(encoding="utf-8"))


def real_samples(folder: str, pattern: str) -> list[Path]:
    """Agencies' own files, which never come into the project; none where they are not beside it."""
    return [path for path in sorted((SHARED / "formats" / folder / "dev").glob(pattern)) if path.name[0] != "_"]
