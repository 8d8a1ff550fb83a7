"""One post or page of a WordPress export as a story."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from lxml import etree

from articles.importing import extras
from articles.importing.bodies import join_captions, picture_of, plain
from articles.importing.document import (
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    PubStatus,
    Role,
)
from articles.importing.formats.wxr.content import gallery_ids, read_content
from articles.importing.formats.wxr.site import (
    WP,
    Attachment,
    Category,
    Handful,
    Site,
    as_items,
    attachment_of,
    excerpt_of,
    meta_of,
    number_of,
    said,
)
from articles.importing.ledger import Ledger
from articles.importing.values import epoch, path_of, read_address, read_date, read_language
from articles.importing.xml import find, local, text_of

NO_HEADLINE = "No headline was found."
NO_TEXT = "The post has no text."
# What WordPress shows to its readers, and what it keeps from them and why (https://wordpress.org/documentation/article/post-status/).
_DRAFTS = {
    "draft": "",
    "auto-draft": "",
    "pending": "",
    "private": "In WordPress it was private: only its staff could read it.",
    "inherit": "In WordPress it was part of another post and had no status of its own.",
}  # fmt: skip
_PROTECTED = "In WordPress it was protected by a password; readers would need none here."
_KEPT_BACK = "(kept back)"
_PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_primary_category")
_NAMED_PICTURE = re.compile(r'wp-image-(\d{1,18})|attachment_(\d{1,18})|"(?:id|mediaId)":(\d{1,18})')
_GALLERY = re.compile(r"\[gallery([^\[\]]*)\]", re.IGNORECASE)
_ATTRIBUTE_IDS = re.compile(r"(?:ids|include)\s*=\s*[\"']?([\d,\s]+)")
_DATED_PATH = re.compile(r"/\d{4}/\d{2}/(?:\d{2}/)?")
_NO_SECTION = frozenset({"uncategorized"})  # what WordPress files a post under when its author names nothing


def alone(item: etree._Element, site: Site) -> etree._Element:
    """A copy of an item in an export of its own, with the authors, categories and pictures it refers to.

    What Newsroom must not keep stays behind: a post's password, and who commented and from where.
    """
    item = copy.deepcopy(item)
    item.tail = None
    for child in list(item):
        if local(child) == "post_password" and child.text:
            child.text = _KEPT_BACK
        elif local(child) == "item":  # of a damaged export; it is read for itself
            item.remove(child)
        elif local(child) == "comment":
            child[:] = [each for each in child if local(each) == "comment_id"]
    try:
        root = etree.Element("rss", {"version": "2.0"}, nsmap={"wp": WP, **item.nsmap})
    except ValueError:  # namespaces that are none, in a damaged export
        root = etree.Element("rss", {"version": "2.0"}, nsmap={"wp": WP})
    channel = etree.SubElement(root, "channel")
    etree.SubElement(channel, "link").text = site.address
    etree.SubElement(channel, "language").text = site.language
    writers = {
        site.writer(login): None for login in (said(item, "creator"), *(slug for slug, _ in _filed(item, "author")))
    }
    for writer in filter(None, writers):
        _row(channel, "author", author_login=writer.login, author_display_name=writer.name)
    categories = {each: None for slug, _ in _filed(item, "category") for each in site.trail(slug)}  # in order
    for each in categories:
        names = {"term_id": each.number, "category_nicename": each.slug, "category_parent": each.parent}
        _row(channel, "category", **names, cat_name=each.name)
    channel.append(item)
    channel.extend(as_items(_attachments(item, site), root.nsmap))
    for node in root.iter():
        node.text = node.text or None
    return item


def read_post(item: etree._Element, site: Site) -> ParsedStory:
    """The story of an item that stands in an export of its own."""
    return _Post(item, site).story()


def _row(channel: etree._Element, name: str, **fields: str) -> None:
    wp = channel.nsmap["wp"]
    row = etree.SubElement(channel, f"{{{wp}}}{name}")
    for key, text in fields.items():
        etree.SubElement(row, f"{{{wp}}}{key}").text = text


def _filed(item: etree._Element, *domains: str) -> list[tuple[str, etree._Element]]:
    """What an item is filed under: the slugs of its categories (or tags, or authors), in order, each once."""
    found = [node for node in item if local(node) == "category" and node.get("domain") in domains]
    return list({str(node.get("nicename", "")) or plain(node.text or ""): node for node in reversed(found)}.items())[
        ::-1
    ]


def _content_of(item: etree._Element) -> etree._Element | None:
    return next((node for node in item if local(node) == "encoded" and "excerpt" not in str(node.tag)), None)


def _attachments(item: etree._Element, site: Site) -> list[Attachment]:
    """The attachments that an item names or that stand in a gallery of its."""
    content = _content_of(item)
    raw = (content.text or "") if content is not None else ""
    named = [meta_of(item).get("_thumbnail_id", "")]
    named += [number for numbers in _NAMED_PICTURE.findall(raw) for number in numbers]
    found = {number: site.library.get(number) for number in map(number_of, named) if number}
    for gallery in _GALLERY.findall(raw):
        ids = _ATTRIBUTE_IDS.search(gallery)
        listed = [site.library.get(number) for number in gallery_ids({"ids": ids[1]})] if ids else []
        found |= {
            each.number: each for each in listed or site.library.of_post(number_of(said(item, "post_id"))) if each
        }
    return [attachment for attachment in found.values() if attachment is not None]


class _Post:
    """An item on its way to a story: what it says by the names of its elements, and what became of each."""

    def __init__(self, item: etree._Element, site: Site) -> None:
        self.item, self.site = item, site
        self.root = item.getroottree().getroot()
        self.ledger = Ledger.of_xml(self.root)
        self.meta = meta_of(item)
        self.doubts: list[str] = []
        self._named: dict[str, list[etree._Element]] = {}
        for node in item:
            self._named.setdefault(local(node), []).append(node)
        self.number = number_of(self._said("post_id"))
        self.status = self._said("status") or "publish"
        for node in self.root[0]:
            self.ledger.claim_node(find(node, "author_display_name"), Role.BYLINE)
            self.ledger.claim_node(find(node, "cat_name"), Role.SECTION)

    def story(self) -> ParsedStory:
        """The story, told with all that the export says of it."""
        content = _content_of(self.item)
        body = read_content((content.text or "") if content is not None else "", self._gallery)
        if content is not None:
            self.ledger.tell(self.ledger.place(content), body.lines)
        for node in self._named.get("encoded", []):
            if node is not content:
                self.ledger.claim_node(node, Role.STANDFIRST)
        published, updated = self._dates()
        is_draft, goes_live_at = self._shown(published)
        address = self._address(never_shown=is_draft or goes_live_at is not None)
        section, topics = self._filing(path_of(address))
        headline = plain(self._claimed("title", Role.HEADLINE))
        captions = self._captions(body.captions)
        self.doubts += [] if headline else [NO_HEADLINE]
        self.doubts += [] if body.blocks or captions else [NO_TEXT]
        guid = self._claimed("guid", Role.IDENTIFIER)
        self._claimed("post_id", Role.IDENTIFIER)
        own = self._own()
        story = ParsedStory(
            headline=headline,
            standfirst=plain(excerpt_of(self.item)),
            section=section,
            bylines=self._bylines(),
            published=published,
            updated=updated,
            captions=captions,
            body=body.blocks,
            furniture=body.left_out,
            kind=self._kind(),
            language=self._language(),
            topics=topics,
            source_id=f"wxr:{self.site.name}:{self.number}" if self.number else guid,
            source_version=epoch(self._when("post_modified_gmt") or self._when("post_modified")),
            status=PubStatus.CANCELED if self.status == "trash" else PubStatus.USABLE,
            is_draft=is_draft,
            goes_live_at=goes_live_at,
            address=address,
            old_paths=tuple(self._old_paths(path_of(address))) if address else (),
            text=self.ledger.text,
            encoding="utf-8",
            account=self.ledger.account,
            confidence=0.4 if NO_TEXT in self.doubts else 0.8 if self.doubts else 1.0,
            doubts=tuple(self.doubts),
            notes=tuple(self._notes(body.left_out)),
            data=bytes(etree.tostring(self.root, encoding="utf-8", xml_declaration=True)),
        )
        return extras.take(story, own)

    def _said(self, name: str) -> str:
        return text_of(next(iter(self._named.get(name, [])), None))

    def _claimed(self, name: str, role: Role) -> str:
        """What the item says under that name, and that it became this."""
        for node in self._named.get(name, []):
            self.ledger.claim_node(node, role)
        return self._said(name)

    def _metas(self, key: str, role: Role) -> Iterator[str]:
        """The values of a custom field, and that they became this."""
        for node in self._named.get("postmeta", []):
            if said(node, "meta_key") == key:
                self.ledger.claim_node(node, role)
                yield said(node, "meta_value")

    def _when(self, name: str) -> date | datetime | None:
        """A date of the item; the zero date of a draft is none, and what ends in ``_gmt`` is in UTC."""
        found = read_date(self._said(name))
        return found.replace(tzinfo=UTC) if isinstance(found, datetime) and name.endswith("_gmt") else found

    def _dates(self) -> tuple[date | datetime | None, date | datetime | None]:
        """When the item came out and when it was last changed. A draft's date is only that of its last save."""
        published = updated = None
        for name in ("post_date_gmt",) if self.status in _DRAFTS else ("post_date_gmt", "post_date", "pubDate"):
            if published is None and (published := self._when(name)) is not None:
                self._claimed(name, Role.PUBLISHED)
        modified = self._when("post_modified_gmt")
        if modified is not None and epoch(modified) > epoch(published):
            updated = modified
            self._claimed("post_modified_gmt", Role.UPDATED)
        return published, updated

    def _shown(self, published: date | datetime | None) -> tuple[bool, datetime | None]:
        """Whether WordPress kept the item from its readers, and when it would have shown it."""
        if self._said("post_password"):
            self.doubts.append(_PROTECTED)
            return True, None
        if self.status == "future" and isinstance(published, datetime) and published.tzinfo:
            return False, published
        if self.status not in {"publish", "trash"}:
            unknown = f"In WordPress its status was “{self.status}”, which Newsroom does not know."
            self.doubts += filter(None, [_DRAFTS.get(self.status, unknown)])
            return True, None
        return False, None

    def _address(self, *, never_shown: bool) -> str:
        """Where the item stood; the address by number of what was never shown leads nowhere."""
        link = self._said("link")
        try:
            address = read_address(urljoin(f"{self.site.address}/", link)) if link else ""
        except ValueError:
            return ""
        if not address or (never_shown and "?" in address):
            return ""
        self._claimed("link", Role.ADDRESS)
        return address

    def _old_paths(self, path: str) -> Iterator[str]:
        """Every path that led to the item: its own, those of its earlier slugs and dates, and its number."""
        yield from dict.fromkeys(filter(None, self._every_path(path)))

    def _every_path(self, path: str) -> Iterator[str]:
        if "?" not in path:
            yield path
            before, slash, _ = path.rstrip("/").rpartition("/")
            end = "/" if path.endswith("/") else ""
            for slug in self._metas("_wp_old_slug", Role.ADDRESS):
                yield path_of(f"{before}{slash}{slug}{end}") if slash else ""
            for day in self._metas("_wp_old_date", Role.ADDRESS):
                day_path, month_path = f"/{day.replace('-', '/')}/", f"/{day[:7].replace('-', '/')}/"
                with_day = re.search(r"/\d{4}/\d{2}/\d{2}/", path) is not None
                yield path_of(_DATED_PATH.sub(day_path if with_day else month_path, path, count=1))
        if self.number:
            key = "page_id" if self._said("post_type") == "page" else "p"
            yield f"{path_of(self.site.address).rstrip('/')}/?{key}={self.number}"

    def _bylines(self) -> tuple[ParsedByline, ...]:
        """The authors: those Co-Authors Plus lists, in its order, else the one WordPress knows."""
        named = [(slug, plain(node.text or ""), node) for slug, node in _filed(self.item, "author")]
        if not named:
            named = [(text_of(node), "", node) for node in self._named.get("creator", [])]
        bylines: dict[str, ParsedByline] = {}
        for login, told, node in named:
            writer = self.site.writer(login) or self.site.writer(told)
            name = plain(writer.name if writer is not None and writer.name else told or login)
            if name and "@" not in name:  # a login that is an e-mail address is no printed name
                slug = login.removeprefix("cap-") if told else ""
                self.ledger.claim_node(node, Role.BYLINE)
                bylines.setdefault(name, ParsedByline(name, slug=slug))
        return tuple(bylines.values())

    def _filing(self, path: str) -> tuple[str, tuple[ParsedTopic, ...]]:
        """The section, and the topics: the tags, and the categories besides the one that is the section."""
        categories = [(slug, node) for slug, node in _filed(self.item, "category") if slug not in _NO_SECTION]
        tags = _filed(self.item, "post_tag", "tag")
        section = self._section_of([slug for slug, _ in categories], path)
        topics: dict[str, ParsedTopic] = {}
        trail: list[Category] = self.site.trail(section)
        for slug, node in [*categories, *tags]:
            name = plain(node.text or "")
            is_section = node.get("domain") == "category" and (slug == section or slug in {each.slug for each in trail})
            self.ledger.claim_node(node, Role.SECTION if is_section else Role.TOPIC)
            if name and not is_section:
                topics.setdefault(name.casefold(), ParsedTopic(name))
        names = [plain(each.name) for each in trail] or [
            plain(node.text or "") for slug, node in categories if slug == section
        ]
        return " > ".join(filter(None, names)), tuple(topics.values())

    def _section_of(self, slugs: list[str], path: str) -> str:
        """The category that is the section: the one marked as primary, else the one in the address, else the first.

        Where an author ticked a category and one within it, the inner one says more.
        """
        primary = {self.meta.get(key) for key in _PRIMARY} - {None, ""}
        for slug in slugs:
            category = self.site.categories.get(slug)
            if category is not None and category.number in primary:
                return slug
        in_address = [slug for slug in slugs if slug in path.split("/")]
        best = (in_address or slugs or [""])[0]
        for slug in slugs:
            trail = [each.slug for each in self.site.trail(slug)]
            if best in trail and len(trail) > len(self.site.trail(best)):
                best = slug
        return best

    def _captions(self, of_body: Iterable[ParsedCaption]) -> tuple[ParsedCaption, ...]:
        """The featured picture and those in the text, with what the library knows of each."""
        lead: list[ParsedCaption] = []
        known: dict[str, Attachment] = {}
        for node in self.root[0]:
            if local(node) == "item" and node is not self.item:
                picture = attachment_of(node)
                known[picture_of(picture.address)] = picture
                for name, role in (("attachment_url", Role.PHOTO), ("encoded", Role.CAPTION), ("postmeta", Role.PHOTO)):
                    for child in node:
                        if local(child) == name:
                            self.ledger.claim_node(child, role)
        featured = self.site.library.get(number_of(self.meta.get("_thumbnail_id", "")))
        if featured is not None:
            lead.append(
                ParsedCaption(plain(featured.caption), featured.credit, "", featured.address, featured.alt_text)
            )
            list(self._metas("_thumbnail_id", Role.PHOTO))
        elif address := read_address(self._claimed("attachment_url", Role.PHOTO)):
            lead.append(ParsedCaption(photo=address))
        captions = []
        for caption in join_captions(lead, of_body):
            about = known.get(picture_of(caption.photo))
            if about is not None:
                credit, alt_text = caption.credit or about.credit, caption.alt_text or about.alt_text
                caption = replace(caption, credit=credit, alt_text=alt_text)
            captions.append(caption)
        return tuple(captions)

    def _gallery(self, attributes: dict[str, str]) -> list[Attachment]:
        library = self.site.library
        ids = list(gallery_ids(attributes))
        left_out = set(gallery_ids({"ids": attributes.get("exclude", "")}))
        of_post = library.of_post(number_of(attributes.get("id", "")) or self.number)
        found = [library.get(number) for number in ids] if ids else of_post
        return [each for each in found if each is not None and each.is_picture and each.number not in left_out]

    def _kind(self) -> str:
        for slug, node in _filed(self.item, "post_format"):
            if slug == "post-format-gallery":
                self.ledger.claim_node(node, Role.KIND)
                return "gallery"
        kind = self._claimed("post_type", Role.KIND) or "post"
        if kind not in {"post", "page"}:
            self.doubts.append(f"In WordPress it was of the type “{kind}”, which that site made for itself.")
        return "other" if kind == "page" else "news"

    def _language(self) -> str:
        for slug, node in _filed(self.item, "language"):  # Polylang
            if language := read_language(slug):
                self.ledger.claim_node(node, Role.LANGUAGE)
                return language
        language = read_language(self.site.language)
        if language:
            self.ledger.claim("rss/channel/language", Role.LANGUAGE)
        return language

    def _own(self) -> dict[str, str]:
        """What our own exports tell beyond WordPress, in custom fields of our own."""
        told = {}
        for node in self.item:
            prefix, found, key = said(node, "meta_key").partition("_newsroom_")
            name = key.replace("_", "-")
            if local(node) == "postmeta" and found and not prefix and name in extras.ROLES:
                told[name] = said(node, "meta_value")
                self.ledger.claim_node(node, extras.ROLES[name], "as our own export tells it")
        return told

    def _notes(self, left_out: tuple[str, ...]) -> Iterator[str]:
        comments = len(self._named.get("comment", []))
        if comments:
            yield f"{comments} comment{'s' if comments > 1 else ''} of readers stayed behind."
        if left_out:
            yield f"Left out of the text: {'; '.join(left_out[:10])}{' …' if len(left_out) > 10 else ''}"


def site_of(item: etree._Element) -> Site:
    """The site as far as an item that stands in an export of its own needs it."""
    site = Site(Handful())
    channel = item.getparent()
    assert channel is not None
    site.add_head(channel)
    for node in channel:
        match local(node):
            case "author":
                site.add_writer(node)
            case "category":
                site.add_category(node)
            case "item" if node is not item:
                site.add_item(node)
    return site
