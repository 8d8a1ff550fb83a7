"""What a story is filed under: section, kind, topics, language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from articles.importing.document import Block, ParsedTopic
from articles.importing.formats.page_text.language import language_of
from articles.importing.formats.page_text.vocabulary import key_of, vocabulary

from .headline import agree
from .lines import bare
from .linked_data import listed, text_of, types_of
from .meta import is_address
from .page import Page
from .places import Place

_MOST_TOPICS = 40
_LONGEST = 80
_BREADCRUMB_WITHIN = 400  # lines from the top
_KINDS = {"LiveBlogPosting": "liveblog", "OpinionNewsArticle": "column"}
_GENRES = {
    "opinion": "column", "column": "column", "editorial": "column", "commentary": "column", "obituary": "obituary",
    "interview": "interview",
}  # fmt: skip
# What systems put where a section's name should be.
_NO_SECTION = frozenset(
    "post posts article articles all news uncategorized uncategorised home story stories page blog general".split()
)
_LISTED = re.compile(r"\s*[,;]\s*")
_TOPIC_PREFIX = re.compile(r"^(?:topics?|tags?|subjects?|keywords?)\s*:\s*", re.IGNORECASE)
_MACHINE_TOPIC = re.compile(
    r"https?:|\w:\w|[_{}<>=@]|^[\da-f]{8}-[\da-f-]{20,}$|^[\w-]{3,}(?:\.\w{2,})+$|^\d+$|"
    r"^(?:nlp[\w ]*|[\w ]*category|section|type|primary [\w ]+|region[\w ]*|sponsor\w*|template|content[\w -]*)\s*:",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[-_.@].*)?$")


def section_of(page: Page, *, headline: str) -> str:
    """The section: what JSON-LD or the meta elements call it, or the breadcrumb."""
    said = [text for value in listed(page.article.get("articleSection")) if (text := text_of(value))]
    said = said or page.meta.all("article:section", "section", "parsely-section", "cxenseparse:section")
    trail = trail_of(page)
    for section in said:
        # "Science, Technology & Health" is one section, "Property,Home,Popular" are three.
        first = section.split(",")[0].strip() if "&" not in section and " and " not in section else section
        if first.casefold() in _NO_SECTION or agree(first, headline) or len(first) > _LONGEST:
            continue
        # A section's slug ("public-service") in the words of the breadcrumb.
        return next((name for name in trail if bare(name) == bare(first)), first)
    return " > ".join(trail)


def trail_of(page: Page) -> list[str]:
    """The breadcrumb that JSON-LD has, without the site's front and the story itself."""
    for node in page.data.nodes:
        if "BreadcrumbList" not in types_of(node):
            continue
        names = []
        for entry in listed(node.get("itemListElement")):
            if isinstance(entry, dict):
                item = page.data.resolved(entry.get("item"))
                names.append(
                    text_of(entry.get("name")) or (text_of(item.get("name")) if isinstance(item, dict) else "")
                )
        homes = vocabulary().words["homes"]
        trail = [name for name in names if name and name.casefold() not in homes and not page.is_site(name)]
        titles = [page.title, *(line.text for line in page.lines if line.heading == 1)]
        while trail and (len(trail[-1]) > _LONGEST // 2 or any(agree(trail[-1], title) for title in titles)):
            trail.pop()
        return trail[:3]
    return _shown_trail(page)


def _shown_trail(page: Page) -> list[str]:
    """The breadcrumb that the page shows above its headline, as far as it is one by its class."""
    homes = vocabulary().words["homes"]
    for line in page.lines[:_BREADCRUMB_WITHIN]:
        if line.heading == 1:
            break
        if page.places.all(line.node) & Place.TRAIL:
            linked = [run for run in line.runs if run.link and urlsplit(run.link).path not in ("", "/")]
            names = [" ".join(run.text.split()) for run in linked]
            return [one for one in names if one and one.casefold() not in homes and not page.is_site(one)][:3]
    return []


def kind_of(page: Page, *, section: str) -> str:
    """The kind of story, as far as JSON-LD's types and genres or the section's name are sure of it."""
    for kind in types_of(page.article):
        if kind in _KINDS:
            return _KINDS[kind]
    for genre in listed(page.article.get("genre")):
        if found := _GENRES.get(text_of(genre).casefold()):
            return found
    return "column" if key_of(section) in vocabulary().words["column_rubrics"] else "news"


def topics_of(page: Page) -> list[ParsedTopic]:
    """What the story is about: its keywords, and the things JSON-LD says it is about, with their addresses."""
    found: dict[str, ParsedTopic] = {}
    for word in _keywords(page):
        name = _TOPIC_PREFIX.sub("", " ".join(word.split()).strip("#\"'“”"))
        if name and len(name) <= _LONGEST and not _MACHINE_TOPIC.search(name):
            found.setdefault(name.casefold(), ParsedTopic(name))
    for value in page.data.values(page.article, "about"):
        if isinstance(value, dict) and (name := text_of(value.get("name"))) and len(name) <= _LONGEST:
            code = next((one for one in listed(value.get("sameAs")) if isinstance(one, str) and is_address(one)), "")
            if code or name.casefold() not in found:
                found[name.casefold()] = ParsedTopic(name, code)
    return list(found.values())[:_MOST_TOPICS]


def _keywords(page: Page) -> list[str]:
    """The keywords, from a list or from one string that lists them."""
    words = [text for value in listed(page.article.get("keywords")) if (text := text_of(value))]
    words = words or page.meta.all("article:tag")
    words = words or page.meta.all("news_keywords", "keywords", "parsely-tags", "sailthru.tags")[:1]
    return _LISTED.split(words[0]) if len(words) == 1 else words


def language(page: Page, blocks: Iterable[Block]) -> str:
    """The language the page says it is in, unless its text shows another: templates serve many languages."""
    root = page.root
    declared = [
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        text_of(page.article.get("inLanguage")),
        page.meta.first("content-language", "language", "dc.language", "og:locale"),
    ]
    tags = [tag for text in declared if (tag := language_tag(text))]
    seen = language_of("\n".join(block.text for block in blocks))
    if not seen:
        return next(iter(tags), "")
    return next((tag for tag in tags if tag.split("-")[0] == seen), seen)


def language_tag(text: str) -> str:
    """A language as BCP 47 writes it, ``""`` for what is none.

    >>> language_tag("en_us"), language_tag("English"), language_tag("zh-hans-cn")
    ('en-US', '', 'zh-Hans-CN')
    """
    match = _LANGUAGE.match(text.strip())
    if not match:
        return ""
    name, script, region = match.groups()
    return "-".join(filter(None, (name.lower(), (script or "").title(), (region or "").upper())))
