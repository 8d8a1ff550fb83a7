"""Filling in the desk's forms as a browser does: what the page shows is sent back, with the changes made to it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

BUTTONS = {"submit", "button", "image", "reset", "file"}


class FormReader(HTMLParser):
    """The forms of a page and what a browser would send from each, by the form's id or place."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str | None], dict[str, Any]]] = []
        self.area: str | None = None
        self.select: tuple[str, bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given, {}))
        name = given.get("name")
        if not self.forms or (tag != "option" and not name) or "disabled" in given:
            return
        sent = self.forms[-1][1]
        if tag == "input" and given.get("type") not in BUTTONS:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                sent[name] = given.get("value") or ""
        elif tag == "textarea":
            self.area = name
            sent[name] = ""
        elif tag == "select":
            self.select = (name, "multiple" in given)
        elif tag == "option" and self.select:
            name, several = self.select
            if several:
                if "selected" in given:
                    sent.setdefault(name, []).append(given.get("value"))
            elif "selected" in given or name not in sent:
                sent[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            # Browsers drop the line break after the tag and send each line end as two characters.
            sent = self.forms[-1][1]
            sent[self.area] = sent[self.area].replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n")
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][1][self.area] += data


def as_sent(client: Client, address: str, form_id: str | None = None) -> dict[str, Any]:
    """What a browser would send from the form on a page if nothing was touched: the named one, or the longest."""
    reader = FormReader()
    reader.feed(client.get(address).content.decode())
    forms = [
        sent
        for given, sent in reader.forms
        if (given.get("method") or "").lower() == "post" and form_id in {None, given.get("id")}
    ]
    return max(forms, key=len)


def fill_in(client: Client, address: str, button: str = "_save", form_id: str | None = None, **changes: Any) -> Any:
    """Change some fields of the form on a page, press a button, and follow where it leads."""
    return client.post(address, {**as_sent(client, address, form_id), **changes, button: "1"}, follow=True)


def told(response: Any) -> str:
    """The messages on a page, as text."""
    return " ".join(str(message) for message in response.context["messages"])
