"""ninjs 3.1, News in JSON (https://iptc.org/standards/ninjs/): one story a document.

What ninjs has no place for stands in ``descriptions`` under roles of our own, as the standard leaves roles free.
"""

from __future__ import annotations

import json
from typing import Any

from articles.exporting import extras
from articles.exporting.markup import as_html, as_text, body_tree
from articles.exporting.paper import NOTHING, Beside, Paper, byline, code_of, language_of, renditions, trail
from articles.models import Version
from articles.models.version import PrintedCaption
from articles.structured_data import correction_of

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
OWN_ROLES = frozenset(
    {
        extras.PUBLISHED,
        extras.DATELINE,
        extras.AGENCY,
        extras.UPDATED,
        extras.SECTION,
        extras.KIND,
        extras.BYLINES,
        extras.CHANGE,
        extras.OLD_PATHS,
    }
)


def version(version: Version, paper: Paper, beside: Beside = NOTHING) -> bytes:
    """The story as a ninjs document."""
    item = _said(_item(version, paper, beside))
    return f"{json.dumps(item, ensure_ascii=False, indent=1)}\n".encode()


def _item(version: Version, paper: Paper, beside: Beside) -> dict[str, Any]:
    body = body_tree(version.body)
    assert version.sorts_at is not None
    assert version.changed_at is not None
    return {
        "standard": STANDARD,
        "uri": paper.story(version),
        "type": "text",
        "representationType": "full",
        "version": str(version.number),
        "firstCreated": paper.instant(version.sorts_at),
        "versionCreated": paper.instant(version.changed_at),
        "pubStatus": "canceled" if beside.withdrawn else "usable",
        "language": language_of(version),
        "headlines": [_text("main", version.headline)],
        "by": byline(version),
        "people": [{"name": one["name"], "rel": "author", "uri": paper.author(one["slug"])} for one in version.bylines],
        "descriptions": [
            _text("summary", version.standfirst),
            _text("dateline", version.dateline),
            _text("correction", correction_of(version)),
            *(
                _text(f"{extras.OWN}{name}", value)
                for name, value in extras.extras(version, paper, beside, OWN_ROLES).items()
            ),
        ],
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": as_html(body)},
            {"role": "main", "contentType": "text/plain", "wordCount": version.word_count, "value": as_text(body)},
        ],
        "subjects": [
            *({"name": section.name, "rel": "section", "uri": paper.section(section)} for section in trail(version)),
            *({"name": topic["name"], "rel": "about", "uri": code_of(topic, beside)} for topic in version.subjects),
        ],
        "genres": [{"name": version.kind}],
        "infoSources": [{"name": version.agency}] if version.agency else [],
        "associations": [
            _picture(caption, place, version, paper, beside) for place, caption in enumerate(version.captions, start=1)
        ],
    }


def _picture(caption: PrintedCaption, place: int, version: Version, paper: Paper, beside: Beside) -> dict[str, Any]:
    """A caption with its photo; one that waits for its photo has no rendition."""
    photo = caption["photo"]
    sizes = list(renditions(photo, paper, beside)) if photo else []
    return {
        "name": "main" if place == 1 else f"picture-{place}",
        "uri": f"{paper.story(version)}#picture-{place}",
        "type": "picture",
        "descriptions": [
            _text("caption", caption["text"]),
            _text("creditline", caption["credit"]),
            _text("alt", photo["alt"] if photo else ""),
        ],
        "located": caption["place"],
        "renditions": [
            {
                "name": size.name,
                "href": size.address,
                "contentType": size.content_type,
                "width": size.width,
                "height": size.height,
                "poi": _focus(photo["focal_x"], photo["focal_y"], size.width, size.height) if photo else {},
            }
            for size in sizes
        ],
    }


def _focus(x: float, y: float, width: int, height: int) -> dict[str, int]:
    return {"x": round(x * width), "y": round(y * height)}


def _text(role: str, value: str) -> dict[str, str]:
    return {"role": role, "contentType": "text/plain", "value": value} if value else {}


def _said(data: Any) -> Any:
    """The data without what says nothing."""
    if isinstance(data, dict):
        said = {key: _said(value) for key, value in data.items()}
        return {key: value for key, value in said.items() if value not in ("", [], {})}
    if isinstance(data, list):
        return [said for value in data if (said := _said(value)) not in ("", [], {})]
    return data
