"""Ghost: the export of a whole site, and the posts its API gives.

A site's export also holds its keys, the passwords and addresses of its staff, its settings and its members. From it
are taken the columns named here and no others, and what is kept of a story is made anew from those: the upload
itself never goes further than this module.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from articles.importing.bodies import Body, join_captions, plain, read_body, read_text
from articles.importing.document import ParsedByline, ParsedCaption, ParsedStory, ParsedTopic, ParseError, Role
from articles.importing.formats.ghost.editors import from_lexical, from_mobiledoc
from articles.importing.json import list_of, objects_of, read_json, text_of
from articles.importing.ledger import Ledger
from articles.importing.values import epoch, path_of, read_address, read_date, read_language

MAX_BYTES = 256 * 1024 * 1024
"""An export of a large site has a tenth of that; to read it takes several times its size in memory."""

NO_HEADLINE = "No headline was found."
NO_TEXT = "The post has no text."

Row = dict[str, Any]

# What is taken, by table. Left out on purpose: uuid (opens the preview of a draft), code injections, e-mail columns.
_FORMS = ("html", "lexical", "mobiledoc", "plaintext")
_POST = (
    *("id", "title", "slug", *_FORMS, "status", "visibility", "type", "page"),
    *("featured", "locale", "published_at", "updated_at", "custom_excerpt", "feature_image", "canonical_url", "url"),
)
_META = ("feature_image_alt", "feature_image_caption")
_TAG = ("name", "slug", "visibility")
_AUTHOR = ("name", "slug", "bio")

_SITE = "__GHOST_URL__"  # how an export writes the site's own address
_FOR_MEMBERS = {
    "members": "In Ghost only its members could read it.",
    "paid": "In Ghost only paying members could read it.",
    "tiers": "In Ghost only paying members could read it.",
    "filter": "In Ghost only paying members could read it.",
}
_BOOKMARK = '<figure class="kg-card kg-bookmark-card'


def sniff(head: bytes) -> bool:
    """Whether a file that begins so comes from Ghost."""
    if not head.startswith(b"{"):
        return False
    start = b"".join(head.split())
    is_export = start.startswith((b'{"db":[{"meta"', b'{"db":[{"data"', b'{"meta":{"exported_on"', b'{"data":{"posts"'))
    return is_export or start.startswith(b'{"posts":[{')


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The posts and pages of an export or of an API's answer, in its order.

    ``data`` of each is its post alone, as the API would give it, with its authors' and tags' names; it parses to the
    same story. Raises ``ParseError`` for what is no JSON, not from Ghost, or has no posts.
    """
    document = read_json(data, name=name)
    posts = list(_posts(document)) if isinstance(document, dict) else []
    del document, data
    if not posts:
        problem = "this JSON holds no posts of Ghost; give the file that Settings, Labs, Export makes"
        raise ParseError(name, problem)
    for post in posts:
        yield _story(post)


def parse_file(file: BinaryIO, *, name: str) -> Iterator[ParsedStory]:
    """The posts and pages of an export that is larger than a story is; see :func:`parse`.

    JSON has to be read as a whole, so an export of more than ``MAX_BYTES`` is refused with ``ParseError``.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        raise ParseError(name, f"the export is larger than {limit} MB; have Ghost export its posts in parts")
    return parse(data, name=name)


# From the shapes Ghost's posts come in to one: a post with its authors and tags in it


def _posts(document: Row) -> Iterator[Row]:
    tables = [document, *objects_of(document.get("db"))]
    for table in tables:
        if isinstance(data := table.get("data"), dict):
            yield from _joined(data)
    for outer in objects_of(document.get("posts")):
        post = _unwrapped(outer)
        if post is not outer:
            post = {**post, "url": outer.get("url")}
        authors = list_of(post.get("authors")) or [post.get("author")]
        yield _alone(post, map(_unwrapped, objects_of(authors)), map(_unwrapped, objects_of(post.get("tags"))))


def _unwrapped(thing: Row) -> Row:
    """What a migration file has wrapped: ``{"url": …, "data": {…}}``."""
    inner = thing.get("data")
    return inner if isinstance(inner, dict) else thing


def _joined(data: Row) -> Iterator[Row]:
    """The posts of an export, each with what other tables say of it."""
    meta = {text_of(row.get("post_id")): row for row in objects_of(data.get("posts_meta"))}
    users = {text_of(row.get("id")): row for row in objects_of(data.get("users"))}
    tags = {text_of(row.get("id")): row for row in objects_of(data.get("tags"))}
    authors_of = _in_order(data.get("posts_authors"), "author_id", users)
    tags_of = _in_order(data.get("posts_tags"), "tag_id", tags)
    for row in objects_of(data.get("posts")):
        number = text_of(row.get("id"))
        authors = authors_of.get(number) or [users[each] for each in [text_of(row.get("author_id"))] if each in users]
        told = {key: value for key, value in meta.get(number, {}).items() if key in _META}
        yield _alone({**row, **told}, authors, tags_of.get(number, []))


def _in_order(rows: object, key: str, named: dict[str, Row]) -> dict[str, list[Row]]:
    """What a table ties to each post, in the order it gives."""
    found: dict[str, list[tuple[float, Row]]] = defaultdict(list)
    for row in objects_of(rows):
        one, order = named.get(text_of(row.get(key))), row.get("sort_order")
        if one is not None:
            found[text_of(row.get("post_id"))].append((order if isinstance(order, int | float) else 0, one))
    return {post: [one for _, one in sorted(each, key=lambda pair: pair[0])] for post, each in found.items()}


def _alone(post: Row, authors: Iterable[Row], tags: Iterable[Row]) -> Row:
    """A post with nothing in it that is not named at the top of this module."""
    return {
        **_taken(post, (*_POST, *_META)),
        "authors": [taken for author in authors if (taken := _taken(author, _AUTHOR))],
        "tags": [taken for tag in tags if (taken := _taken(tag, _TAG))],
    }


def _taken(row: Row, columns: Iterable[str]) -> Row:
    """The named columns of a row that say something."""
    return {key: row[key] for key in columns if isinstance(row.get(key), str | int | float) and row[key] != ""}


# From a post to a story


def _story(post: Row) -> ParsedStory:
    body, told_at = _body(post)
    # Of the forms Ghost keeps one text in, that which was read is kept.
    post = {key: value for key, value in post.items() if key == told_at or key not in _FORMS}
    document = {"posts": [post]}
    ledger = Ledger.of_json(document)

    def claimed(key: str, role: Role) -> str:
        ledger.claim(f"posts[0].{key}", role)
        return text_of(post.get(key)).strip()

    ledger.tell(f"posts[0].{told_at}", body.lines)
    headline = " ".join(claimed("title", Role.HEADLINE).split())
    published, updated = _date(post.get("published_at")), _date(post.get("updated_at"))
    is_draft, goes_live_at, doubts = _shown(post, published)
    version = epoch(updated)
    never_shown = text_of(post.get("status")) in {"draft", "scheduled", "sent"}
    if text_of(post.get("status")) == "draft":
        published = None
    if published is not None:
        ledger.claim("posts[0].published_at", Role.PUBLISHED)
    if never_shown or version <= epoch(published):
        updated = None
    else:
        ledger.claim("posts[0].updated_at", Role.UPDATED)
    captions = join_captions(_lead(post, ledger), body.captions)
    doubts = [*([] if headline else [NO_HEADLINE]), *([] if body.blocks or captions else [NO_TEXT]), *doubts]
    section, topics = _filing(post, ledger)
    address = read_address(claimed("url", Role.ADDRESS)) or read_address(claimed("canonical_url", Role.ADDRESS))
    slug = text_of(post.get("slug")).strip("/ ")
    paths = [] if never_shown else [path_of(text_of(post.get("url"))), path_of(f"/{slug}/") if slug else ""]
    if paths:
        ledger.claim("posts[0].slug", Role.ADDRESS)
    identifier = claimed("id", Role.IDENTIFIER) or address or slug
    return ParsedStory(
        headline=headline,
        standfirst=" ".join(claimed("custom_excerpt", Role.STANDFIRST).split()),
        section=section,
        bylines=_bylines(post, ledger),
        published=published,
        updated=updated,
        captions=captions,
        body=body.blocks,
        furniture=body.left_out,
        kind="other" if post.get("type") == "page" or post.get("page") else "news",
        language=read_language(claimed("locale", Role.LANGUAGE)),
        topics=topics,
        source_id=f"ghost:{identifier}" if identifier else "",
        source_version=version,
        is_draft=is_draft,
        goes_live_at=goes_live_at,
        address=address,
        old_paths=tuple({path.rstrip("/"): path for path in paths if path}.values()),
        text=ledger.text,
        encoding="utf-8",
        account=ledger.account,
        confidence=0.4 if NO_TEXT in doubts else 0.8 if doubts else 1.0,
        doubts=tuple(doubts),
        notes=(f"Left out of the text: {'; '.join(body.left_out[:10])}",) if body.left_out else (),
        data=json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(),
    )


def _body(post: Row) -> tuple[Body, str]:
    """The text of a post, and which of the forms Ghost keeps it in was read."""
    html = text_of(post.get("html")).replace(_SITE, "")
    if html.strip():
        return read_body(_without_bookmarks(html)), "html"
    for key, as_html in (("lexical", from_lexical), ("mobiledoc", from_mobiledoc)):
        try:
            made = as_html(read_json(text_of(post.get(key)), name=key)) if post.get(key) else ""
        except ParseError:
            continue
        if made:
            return read_body(made.replace(_SITE, "")), key
    return read_text(text_of(post.get("plaintext"))), "plaintext"


def _without_bookmarks(html: str) -> str:
    """The HTML with each bookmark as a link: what else a bookmark shows was taken from the page it leads to."""
    parts, done = [], 0
    while (start := html.find(_BOOKMARK, done)) >= 0 and (end := html.find("</figure>", start)) >= 0:
        card = html[start:end]
        address = card.partition('href="')[2].partition('"')[0]
        title = card.partition('kg-bookmark-title">')[2].partition("</div>")[0]
        parts += [html[done:start], f'<p><a href="{address}">{title or address}</a></p>']
        done = end + len("</figure>")
    return "".join([*parts, html[done:]])


def _date(value: object) -> date | datetime | None:
    """A date as ISO 8601, or in old exports as milliseconds since 1970; Ghost keeps all of them in UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000, tz=UTC) if 0 < value < 2e14 else None
    found = read_date(text_of(value))
    return found.replace(tzinfo=UTC) if isinstance(found, datetime) and found.tzinfo is None else found


def _shown(post: Row, published: date | datetime | None) -> tuple[bool, datetime | None, list[str]]:
    """Whether Ghost kept a post from the public, when it would have shown it, and what an editor should know."""
    status = text_of(post.get("status")) or "published"
    doubts = [_FOR_MEMBERS[each] for each in [text_of(post.get("visibility"))] if each in _FOR_MEMBERS]
    if status == "scheduled" and isinstance(published, datetime) and not doubts:
        return False, published, doubts
    if status == "sent":
        doubts.append("In Ghost it was sent by e-mail only and never stood on the site.")
    elif status not in {"published", "draft"}:
        doubts.append(f"In Ghost its status was “{status}”.")
    return status != "published" or bool(doubts), None, doubts


def _lead(post: Row, ledger: Ledger) -> Iterator[ParsedCaption]:
    address = text_of(post.get("feature_image")).replace(_SITE, "").strip()
    if address:
        ledger.claim("posts[0].feature_image", Role.PHOTO)
        ledger.claim("posts[0].feature_image_alt", Role.PHOTO)
        ledger.claim("posts[0].feature_image_caption", Role.CAPTION)
        alt_text = " ".join(text_of(post.get("feature_image_alt")).split())
        yield ParsedCaption(plain(text_of(post.get("feature_image_caption"))), photo=address, alt_text=alt_text)


def _bylines(post: Row, ledger: Ledger) -> tuple[ParsedByline, ...]:
    bylines = []
    for number, author in enumerate(post["authors"]):
        name = " ".join(text_of(author.get("name")).split())
        if name:
            ledger.claim(f"posts[0].authors[{number}]", Role.BYLINE)
            bylines.append(
                ParsedByline(name, slug=text_of(author.get("slug")), biography=text_of(author.get("bio")).strip())
            )
    return tuple(bylines)


def _filing(post: Row, ledger: Ledger) -> tuple[str, tuple[ParsedTopic, ...]]:
    """The first tag is the section, the others are topics; tags that Ghost does not show say neither."""
    section, topics = "", dict[str, ParsedTopic]()
    for number, tag in enumerate(post["tags"]):
        name = " ".join(text_of(tag.get("name")).split())
        if not name or name.startswith("#") or tag.get("visibility") == "internal":
            continue
        ledger.claim(f"posts[0].tags[{number}]", Role.TOPIC if section else Role.SECTION)
        if section:
            topics.setdefault(name.casefold(), ParsedTopic(name))
        else:
            section = name
    return section, tuple(topics.values())
