"""The roles of a newsroom and what each may do, as a table. A migration turns it into groups."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The groups that logins belong to."""

    REPORTER = "Reporter"
    PHOTO_EDITOR = "Photo editor"
    EDITOR = "Editor"
    PUBLISHER = "Publisher"


_READ_THE_DESK = {
    f"view_{model}"
    for model in (
        "article", "author", "byline", "caption", "importrun", "photo", "section", "source", "topic", "version"
    )
}  # fmt: skip
_WRITE = {"add_article", "change_article"} | {
    f"{act}_{model}" for model in ("byline", "caption") for act in ("add", "change", "delete")
}
_PICTURES = {"add_photo", "change_photo"}
_ALL = ("add", "change", "delete")

PERMISSIONS: dict[Role, frozenset[str]] = {
    # Writes stories and brings pictures; someone else puts them before readers.
    Role.REPORTER: frozenset(_READ_THE_DESK | _WRITE | _PICTURES),
    # Looks after the pictures and the words under them, in any story.
    Role.PHOTO_EDITOR: frozenset(
        _READ_THE_DESK
        | _PICTURES
        | {"delete_photo", "change_article", "add_caption", "change_caption", "delete_caption"}
    ),
    # Edits anything and decides what readers see.
    Role.EDITOR: frozenset(
        _READ_THE_DESK
        | _WRITE
        | _PICTURES
        | {"publish_article"}
        | {f"{act}_{model}" for model in ("author", "topic") for act in ("add", "change")}
    ),
    # Answers for the paper: also withdraws, deletes drafts, and arranges sections, authors and addresses.
    Role.PUBLISHER: frozenset(
        _READ_THE_DESK
        | _WRITE
        | _PICTURES
        | {
            "publish_article",
            "withdraw_article",
            "delete_article",
            "delete_photo",
            "delete_version",
            "delete_source",
            "view_redirect",
        }
        | {f"{act}_{model}" for model in ("author", "section", "topic", "redirect") for act in _ALL}
    ),
}
