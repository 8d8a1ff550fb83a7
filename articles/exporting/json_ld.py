"""schema.org as JSON-LD (https://schema.org/NewsArticle): what the story's page tells search engines, and all of it.

The page's own data is the same, without the text (:mod:`articles.structured_data`). The text in its markup is an
``encoding`` of the story, beside the plain ``articleBody``.
"""

from __future__ import annotations

import json
from typing import Any

from articles import structured_data
from articles.exporting.markup import as_html, as_text, body_tree
from articles.exporting.paper import NOTHING, Beside, Paper, code_of, renditions, trail
from articles.models import Version
from articles.models.version import PrintedCaption


def version(version: Version, paper: Paper, beside: Beside = NOTHING) -> bytes:
    """The story and the way to it from the front page, as one graph."""
    story = structured_data.news_article(
        version,
        address=paper.story(version),
        site_name=paper.name,
        site_address=paper.address,
        images=[_image(caption, paper, beside) for caption in version.captions],
        author_address=paper.author,
    )
    body = body_tree(version.body)
    html, text = as_html(body), as_text(body)
    story |= {
        "headline": version.headline,  # pages tell as much of it as search engines show
        "sameAs": [paper.link(path) for path in beside.old_paths],
        "version": version.number,
        "creativeWorkStatus": "withdrawn" if beside.withdrawn else "",
        "abstract": version.standfirst,
        "about": [
            {"@type": "Thing", "name": topic["name"], "sameAs": code_of(topic, beside)} for topic in version.subjects
        ],
        "articleBody": text,
        "encoding": {"@type": "MediaObject", "encodingFormat": "text/html", "text": html} if html else {},
    }
    crumbs = structured_data.breadcrumbs(
        [(paper.name, paper.address), *((section.name, paper.section(section)) for section in trail(version))]
    )
    graph = [structured_data.said(story), crumbs]
    for node in graph:
        node.pop("@context", None)
    document: dict[str, Any] = {"@context": structured_data.CONTEXT, "@graph": graph}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _image(caption: PrintedCaption, paper: Paper, beside: Beside) -> dict[str, Any]:
    """A caption with its photo: the file that goes along, or the largest that the site shows."""
    photo = caption["photo"]
    best = next(renditions(photo, paper, beside), None) if photo else None
    return structured_data.image(
        caption,
        address=best.address if best else "",
        size=(best.width, best.height) if best else None,
    )
