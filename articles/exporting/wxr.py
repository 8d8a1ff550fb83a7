"""WordPress eXtended RSS 1.2, as WordPress itself exports and imports it: the whole paper as one document.

A story is a post, each of its pictures an attachment under it; sections are categories, topics are tags, and several
authors stand as Co-Authors Plus has them. What WordPress has no place for stands in ``postmeta`` under
``_newsroom_…``. The document is written as it is read: authors, categories and tags come just before the first story
that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from lxml import etree
from lxml.builder import ElementMaker

from articles.exporting import extras
from articles.exporting.markup import as_html, body_tree, writable
from articles.exporting.paper import GENERATOR, Beside, Paper, renditions, trail
from articles.models import Section, Version
from articles.models.author import slug_of
from articles.models.photo import PrintedPhoto
from articles.models.version import PrintedByline, PrintedCaption

SPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
META = "_newsroom_"
OWN_META = frozenset(
    {
        extras.PUBLISHED,
        extras.UPDATED,
        extras.SECTION,
        extras.KIND,
        extras.BYLINES,
        extras.STANDFIRST,
        extras.DATELINE,
        extras.AGENCY,
        extras.CORRECTION,
        extras.CHANGE,
        extras.OLD_PATHS,
        extras.LANGUAGE,
        extras.TOPICS,
        extras.PLACES,
    }
)
# Posts, their pictures and their earlier versions share one run of numbers in WordPress. Each story has so many: its
# own, then those of its pictures, then those of its versions.
NUMBERS_A_STORY = 100_000
MOST_PICTURES = 50_000

_LONE_ADDRESS = re.compile(r"^\s*(?:<p>)?\s*https?://[^\s<>\"]+\s*(?:</p>)?\s*$", re.MULTILINE | re.IGNORECASE)

RSS = ElementMaker()
WP, DC, CONTENT, EXCERPT = (ElementMaker(namespace=SPACES[name]) for name in ("wp", "dc", "content", "excerpt"))
Story = tuple[Version, Beside]


def document(stories: Iterable[Story], paper: Paper) -> Iterator[bytes]:
    """The stories as one document, piece by piece."""
    yield _opening(paper)
    told: set[tuple[str, str]] = set()
    for version, beside in stories:
        for element in _story(version, beside, paper, told):
            yield _written(element)
    yield b"</channel>\n</rss>\n"


def _opening(paper: Paper) -> bytes:
    rss = etree.Element("rss", {"version": "2.0"}, nsmap=SPACES)
    channel = etree.SubElement(rss, "channel")
    channel.extend(
        [
            RSS.title(writable(paper.name)),
            RSS.link(paper.address),
            RSS.description(),
            RSS.language(paper.language),
            WP.wxr_version("1.2"),
            WP.base_site_url(paper.address.rstrip("/")),
            WP.base_blog_url(paper.address.rstrip("/")),
            RSS.generator(GENERATOR),
        ]
    )
    etree.indent(rss)
    text = etree.tostring(rss, xml_declaration=True, encoding="UTF-8")
    return bytes(text.removesuffix(b"</channel>\n</rss>").rstrip() + b"\n")


def _written(element: etree._Element) -> bytes:
    """An element of the channel, without the namespaces that the document has declared already."""
    around = etree.Element("rss", nsmap=SPACES)
    around.append(element)
    etree.cleanup_namespaces(around, top_nsmap=SPACES, keep_ns_prefixes=list(SPACES))
    text = bytes(etree.tostring(around, encoding="UTF-8"))
    return text[text.index(b">") + 1 :].removesuffix(b"</rss>") + b"\n"


def _story(version: Version, beside: Beside, paper: Paper, told: set[tuple[str, str]]) -> Iterator[etree._Element]:
    for byline in version.bylines:
        if _new(told, "author", _login(byline)):
            yield _author(byline)
    for section in trail(version):
        if _new(told, "category", section.path):
            yield _category(section)
    for topic in version.subjects:
        if _new(told, "tag", topic["slug"]):
            yield WP.tag(
                WP.term_id(str(topic["topic"])),
                WP.tag_slug(writable(topic["slug"])),
                WP.tag_name(_html(topic["name"])),
                *_term_meta(beside.codes.get(topic["topic"], "")),
            )
    if beside.superseded:
        yield _post(version, beside, paper, [])
        return
    pictures = list(enumerate(version.captions[:MOST_PICTURES], start=_number(version) + 1))
    for number, caption in pictures:
        if caption["photo"]:
            yield _attachment(number, caption, caption["photo"], version, beside, paper)
    yield _post(version, beside, paper, pictures)


def _new(told: set[tuple[str, str]], kind: str, name: str) -> bool:
    """Whether this is told for the first time."""
    before = len(told)
    told.add((kind, name))
    return len(told) > before


def _number(version: Version) -> int:
    return version.article_id * NUMBERS_A_STORY


def _login(byline: PrintedByline) -> str:
    return byline["slug"] or slug_of(byline["name"])


def _author(byline: PrintedByline) -> etree._Element:
    return WP.author(
        WP.author_id(str(byline["author"] or "")),
        WP.author_login(writable(_login(byline))),
        WP.author_email(),
        WP.author_display_name(_html(byline["name"])),
    )


def _category(section: Section) -> etree._Element:
    return WP.category(
        WP.term_id(str(section.pk)),
        WP.category_nicename(_nicename(section)),
        WP.category_parent(_nicename(section.parent) if section.parent else ""),
        WP.cat_name(_html(section.name)),
    )


def _term_meta(code: str) -> Iterator[etree._Element]:
    """A topic's code in a scheme of subjects."""
    if code:
        yield WP.termmeta(WP.meta_key(f"{META}code"), WP.meta_value(writable(code)))


def _nicename(section: Section) -> str:
    """A category's name in addresses, of which WordPress has one list for all levels."""
    return writable(section.path.replace("/", "-"))


def _post(version: Version, beside: Beside, paper: Paper, pictures: list[tuple[int, PrintedCaption]]) -> etree._Element:
    """A story; one that readers see no more is private, and what it said before is a revision of it."""
    assert version.sorts_at is not None
    number = _number(version)
    item = _item(
        number + MOST_PICTURES + version.number if beside.superseded else number,
        "revision" if beside.superseded else "post",
        "inherit" if beside.superseded else "private" if beside.withdrawn else "publish",
        parent=number if beside.superseded else 0,
        title=version.headline,
        link=paper.story(version),
        name=version.path.rpartition("/")[2],
        at=version.sorts_at,
        changed=version.changed_at or version.sorts_at,
        content=_content(version, beside, paper, pictures),
        excerpt=version.standfirst,
        creator=_login(version.bylines[0]) if version.bylines else "",
        paper=paper,
    )
    for section in trail(version)[-1:]:
        item.append(RSS.category(_html(section.name), domain="category", nicename=_nicename(section)))
    for topic in version.subjects:
        item.append(RSS.category(_html(topic["name"]), domain="post_tag", nicename=writable(topic["slug"])))
    for byline in version.bylines:
        item.append(RSS.category(_html(byline["name"]), domain="author", nicename=writable(_login(byline))))
    own = extras.extras(version, paper, beside, OWN_META)
    meta = {f"{META}{name.replace('-', '_')}": value for name, value in own.items()}
    if first := next((number for number, caption in pictures if caption["photo"]), None):
        meta["_thumbnail_id"] = str(first)
    for key, value in meta.items():
        item.append(_meta(key, value))
    for path in (path for path in beside.old_paths if "?" not in path):
        item.append(_meta("_wp_old_slug", path.strip("/").rpartition("/")[2]))
    return item


def _content(version: Version, beside: Beside, paper: Paper, pictures: list[tuple[int, PrintedCaption]]) -> str:
    """The text, and behind it the pictures that are not shown over it, and captions that wait for their photo."""
    body = body_tree(version.body)
    for place, (number, caption) in enumerate(pictures):
        if place or not caption["photo"]:
            body.append(_figure(number, caption, beside, paper))
    return _no_code(as_html(body))


def _no_code(html: str) -> str:
    """HTML of which WordPress makes nothing else: no shortcode in it, and no address alone that it would embed."""
    html = html.replace("[", "&#091;")
    return _LONE_ADDRESS.sub(lambda match: match[0].replace(":", "&#058;", 1), html)


def _figure(number: int, caption: PrintedCaption, beside: Beside, paper: Paper) -> etree._Element:
    figure = RSS.figure({"class": "wp-caption"})
    if photo := caption["photo"]:
        best = next(renditions(photo, paper, beside))
        figure.set("id", f"attachment_{number}")
        figure.append(RSS.img({"class": f"wp-image-{number}", "src": best.address, "alt": writable(photo["alt"])}))
    words = RSS.figcaption({"class": "wp-caption-text"}, writable(caption["text"]))
    if caption["credit"]:
        words.append(RSS.span({"class": "credit"}, writable(caption["credit"])))
    figure.append(words)
    return figure


def _attachment(
    number: int, caption: PrintedCaption, photo: PrintedPhoto, version: Version, beside: Beside, paper: Paper
) -> etree._Element:
    """A photo with its caption in this story."""
    assert version.sorts_at is not None
    best = next(renditions(photo, paper, beside))
    item = _item(
        number,
        "attachment",
        "inherit",
        title=photo["key"],
        link=best.address,
        name=photo["key"],
        at=version.sorts_at,
        changed=version.sorts_at,
        content="",
        excerpt=caption["text"],
        creator=_login(version.bylines[0]) if version.bylines else "",
        parent=_number(version),
        paper=paper,
    )
    item.append(WP.attachment_url(best.address))
    # Media Credit is the plugin that knows a credit.
    for key, value in (("_wp_attachment_image_alt", photo["alt"]), ("_media_credit", caption["credit"])):
        if value:
            item.append(_meta(key, value))
    return item


def _item(
    number: int,
    kind: str,
    status: str,
    *,
    title: str,
    link: str,
    name: str,
    at: datetime,
    changed: datetime,
    content: str,
    excerpt: str,
    creator: str,
    paper: Paper,
    parent: int = 0,
) -> etree._Element:
    return RSS.item(
        RSS.title(_html(title)),
        RSS.link(link),
        RSS.pubDate(format_datetime(at.astimezone(UTC))),
        DC.creator(writable(creator)),
        RSS.guid(link, isPermaLink="false"),
        RSS.description(),
        CONTENT.encoded(_data(content)),
        EXCERPT.encoded(_data(_html(excerpt))),
        WP.post_id(str(number)),
        WP.post_date(_moment(at.astimezone(paper.zone))),
        WP.post_date_gmt(_moment(at.astimezone(UTC))),
        WP.post_modified(_moment(changed.astimezone(paper.zone))),
        WP.post_modified_gmt(_moment(changed.astimezone(UTC))),
        WP.comment_status("closed"),
        WP.ping_status("closed"),
        WP.post_name(writable(name)),
        WP.status(status),
        WP.post_parent(str(parent)),
        WP.menu_order(str(number % NUMBERS_A_STORY if kind == "attachment" else 0)),
        WP.post_type(kind),
        WP.post_password(),
        WP.is_sticky("0"),
    )


def _meta(key: str, value: str) -> etree._Element:
    return WP.postmeta(WP.meta_key(key), WP.meta_value(_data(value)))


def _html(text: str) -> str:
    """A plain text where WordPress has HTML: in titles, excerpts and names."""
    return escape(writable(text), quote=False)


def _data(text: str) -> str | etree.CDATA:
    """A text as WordPress writes it: marked as character data, which may hold anything but its own end."""
    text = writable(text)
    return etree.CDATA(text) if text and "]]>" not in text else text


def _moment(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S")
