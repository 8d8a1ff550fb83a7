"""Parsed stories as plain JSON, to lay beside a sample file what is expected of it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import MISSING, asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from articles.importing.document import ParsedStory


def as_expected(story: ParsedStory) -> dict[str, Any]:
    """What a story says, without what it leaves at its default; the account as "role: line"."""
    told: dict[str, Any] = {}
    for field in fields(story):
        value = getattr(story, field.name)
        if field.name not in {"data", "text", "account", "body"} and value != field.default:
            told[field.name] = _plain(value)
    told["body"] = [block.html for block in story.body]
    lines = story.text.split("\n")
    told["account"] = [f"{part.role.value}: {lines[part.line - 1][part.start : part.end]}" for part in story.account]
    return told


def expected_of(sample: Path) -> list[dict[str, Any]]:
    """What lies beside a sample."""
    return json.loads(sample.with_suffix(".expected.json").read_text(encoding="utf-8"))


def assert_accounted(story: ParsedStory) -> None:
    """Each character of each line of a story's text is in exactly one part of its account."""
    covered = Counter((part.line, at) for part in story.account for at in range(part.start, part.end))
    assert set(covered.values()) <= {1}
    lines = story.text.split("\n")
    there = {(number, at) for number, line in enumerate(lines, 1) for at, char in enumerate(line) if not char.isspace()}
    assert there <= set(covered)


def steps_of(work: Callable[[], object]) -> int:
    """How many calls some work takes, to see that twice the input takes twice the work and not four times."""
    count = 0

    def step(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(step)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        defaults = {field.name: field.default for field in fields(value) if field.default is not MISSING}
        return {key: each for key, each in asdict(value).items() if each != defaults.get(key, MISSING)}
    return value
