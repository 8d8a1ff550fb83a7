"""What the tests of wire formats share: a story as the JSON its sample expects, and a check of its account."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from articles.importing.document import ParsedStory, ParseError
from articles.importing.formats import FORMATS

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[2] / ".." / "shared"
# What the account tests look at by itself.
_NOT_TOLD = {"text", "account", "data"}


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


def told(story: ParsedStory) -> dict[str, Any]:
    """All a story says, without what it leaves out."""
    default = ParsedStory()
    row = {}
    for field in fields(story):
        value = getattr(story, field.name)
        if field.name not in _NOT_TOLD and value != getattr(default, field.name):
            row[field.name] = _plain(value)
    return row


def outcome(path: Path, format: str) -> list[dict[str, Any]] | dict[str, str]:
    """The stories of a sample, or why it is refused."""
    stories, refusal = attempt(path.read_bytes(), format, name=path.name)
    return {"refused": refusal} if refusal else [told(story) for story in stories]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {key: _plain(inner) for key, inner in asdict(value).items() if inner}
    return value


def samples(format: str) -> list[Path]:
    return sorted(path for path in (DATA / format).iterdir() if not path.name.endswith(".expected.json"))


def expected(path: Path) -> Any:
    return json.loads(path.with_name(f"{path.stem}.expected.json").read_text(encoding="utf-8"))


def real_samples(folder: str, pattern: str) -> list[Path]:
    """Agencies' own files, which never come into the project; none where they are not beside it."""
    return [path for path in sorted((SHARED / "formats" / folder / "dev").glob(pattern)) if path.name[0] != "_"]


def assert_accounted(story: ParsedStory) -> None:
    """Every line of the told source has exactly one part, from its first character to its last."""
    lines = story.text.split("\n")
    assert [part.line for part in story.account] == list(range(1, len(lines) + 1))
    assert [(part.start, part.end) for part in story.account] == [(0, len(line)) for line in lines]
    assert all(part.why for part in story.account)
