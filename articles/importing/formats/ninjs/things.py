"""The objects of a ninjs item, whatever generation wrote them: keys in any case, lists or objects, with places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from articles.importing.formats.wire import tail_of
from articles.importing.json import text_of


class Told(NamedTuple):
    """A value with its place: text in some role and content type."""

    place: str
    text: str
    role: str = ""
    content_type: str = ""


class Thing(NamedTuple):
    """An object of an item (a subject, a person, a picture) with its place; its keys in lower case."""

    place: str
    values: Mapping[str, tuple[str, Any]]

    def get(self, *keys: str) -> tuple[str, Any]:
        """The first of these keys that says something, as place and value."""
        for key in keys:
            written, value = self.values.get(key, ("", None))
            if value not in (None, "", [], {}):
                return f"{self.place}.{written}" if self.place and written else self.place or written, value
        return "", None

    def text(self, *keys: str) -> Told:
        """The first of these keys that is a text or a number, as text."""
        for key in keys:
            place, value = self.get(key)
            if text := _text(value):
                return Told(place, text)
        return Told("", "")

    def things(self, *keys: str) -> list[Thing]:
        """The objects under these keys, in a list, an object of objects, or alone; bare texts as their names."""
        found: list[Thing] = []
        for key in keys:
            place, value = self.get(key)
            found += _things(place, value)
        return found


def thing_of(place: str, value: Mapping[str, Any]) -> Thing:
    """An object as a thing; of keys that differ in case only the first one counts."""
    values: dict[str, tuple[str, Any]] = {}
    for key, inner in value.items():
        values.setdefault(str(key).casefold(), (str(key), inner))
    return Thing(place, values)


def _things(place: str, value: Any) -> list[Thing]:
    if isinstance(value, list):
        return [thing for at, inner in enumerate(value) for thing in _things(f"{place}[{at}]", inner)]
    if isinstance(value, dict):
        inners = list(value.values())
        if inners and all(isinstance(inner, dict | list) or inner is None for inner in inners):
            # an object of objects, as ninjs 1 has its renditions and associations
            found = []
            for key, inner in value.items():
                for thing in _things(f"{place}.{key}", inner):
                    named = dict(thing.values)
                    named.setdefault("name", ("", str(key)))
                    found.append(Thing(thing.place, named))
            return found
        return [thing_of(place, value)]
    text = _text(value)
    return [Thing(place, {"name": ("", text)})] if text else []


def _text(value: Any) -> str:
    return text_of(value).strip()


def line_of(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def texts_of(thing: Thing, plural: str, singular: str) -> list[Told]:
    """The texts of a kind from every generation: ``headlines[]``, ``headline``, ``headline_main``."""
    found: list[Told] = []
    for one in thing.things(plural, singular):
        told = one.text("value", "text", "name")
        role, content_type = one.text("role").text, one.text("contenttype", "mimetype").text
        if told.text:
            found.append(Told(told.place, told.text, tail_of(role).casefold(), content_type.casefold()))
    for key in thing.values:
        if key.startswith(f"{singular}_") and (told := thing.text(key)).text:
            role = key.removeprefix(f"{singular}_")
            found.append(Told(told.place, told.text, role, "text/html" if "html" in role else ""))
    return found
