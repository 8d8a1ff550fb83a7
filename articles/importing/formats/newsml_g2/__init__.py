"""NewsML-G2 2.x (https://iptc.org/standards/newsml-g2/): a news item, or a message of several.

Elements are matched by local name: some agencies leave the namespace out, or put XHTML into the wrong one. A story is
a news item of text; pictures come to the story that links them in the same message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from articles.importing.document import ParsedStory, ParseError, PubStatus
from articles.importing.formats.wire import Doubtful, Refused, stories_of
from articles.importing.xml import attribute, find_all, local, read_xml

from .item import Item, addresses_of, nature_of, status_of, told_as

ITEMS = frozenset({"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
PICTURES = frozenset({"picture", "graphic", "photo", "image"})
NO_TEXTS = {
    "packageItem": "a package, which only points at other items",
    "conceptItem": "a concept, not news",
    "knowledgeItem": "a list of concepts, not news",
    "planningItem": "a plan of coverage, not news",
    "catalogItem": "a catalogue, not news",
}

_ROOTS = b"newsItem|newsMessage|packageItem|conceptItem|knowledgeItem|planningItem|catalogItem|NewsML|contentMeta"
_SNIFF = re.compile(
    rb"\A(?:\s*<(?:\?.*?\?>|!--.*?-->|!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>))*\s*<(?:[\w.-]+:)?(?:" + _ROOTS + rb")[\s>/]",
    re.DOTALL,
)


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is NewsML-G2, or a relative of it that is refused by name."""
    return _SNIFF.match(head) is not None


def parse(data: bytes, *, name: str) -> Iterator[ParsedStory]:
    """The stories of a NewsML-G2 item or message.

    Raises :class:`ParseError` for what is not NewsML-G2, and for a file without a story: a picture alone, a package
    whose items are elsewhere, a concept, a plan.
    """
    root = read_xml(data, name=name)
    if local(root) == "NewsML":
        raise ParseError(name, "this is NewsML 1, the predecessor of NewsML-G2, which is not read; ask for NewsML-G2")
    if local(root) == "newsMessage":
        items = [item for item in root.iter() if local(item) in ITEMS and local(item.getparent()) == "itemSet"]
    elif local(root) in ITEMS:
        items = [root]
    else:
        raise ParseError(name, f"this is not a NewsML-G2 item: its outermost element is {local(root)}")
    yield from stories_of(_stories(root, items), name=name)


def _stories(root: etree._Element, items: list[etree._Element]) -> Iterator[ParsedStory | Refused]:
    """What becomes of each item."""
    pictures = {
        attribute(item, "guid"): item
        for item in items
        if nature_of(item) in PICTURES and Doubtful().status(status_of(item)) is PubStatus.USABLE
    }
    texts = [item for item in items if local(item) == "newsItem" and nature_of(item) not in PICTURES]
    shown = {text: _links(text, items, pictures) for text in texts}
    linked = {guid for found in shown.values() for guid, _ in found}
    for item in items:
        told = told_as(item)
        if local(item) == "packageItem" and _members(item).keys() & {attribute(text, "guid") for text in texts}:
            continue  # what it points at is here
        if local(item) != "newsItem":
            yield Refused(told, f"it is {NO_TEXTS[local(item)]}")
        elif nature_of(item) in PICTURES:
            if attribute(item, "guid") not in linked:
                yield Refused(told, "it is a picture that no story of the file may show")
        else:
            yield _read(root, item, shown[item], pictures, alone=len(texts) == 1)


def _links(
    text: etree._Element, items: list[etree._Element], pictures: dict[str, etree._Element]
) -> list[tuple[str, str]]:
    """The pictures a text shows: by its own links, by its body, or by a package they are in together.

    Each as its guid and the guid of the package that says so, if one does.
    """
    if not pictures:
        return []
    addresses = {guid: {guid, *addresses_of(picture)} for guid, picture in pictures.items()}
    found: dict[str, str] = {}
    pointers = list(find_all(text, "itemMeta/link"))
    pointers += [node for body in find_all(text, "contentSet") for node in body.iter() if isinstance(node.tag, str)]
    for node in pointers:
        told = {attribute(node, name) for name in ("residref", "guidref", "href", "src", "data", "id")} - {""}
        found.update({guid: "" for guid, known in addresses.items() if told & known})
    guid = attribute(text, "guid")
    for package in items:
        if local(package) == "packageItem":
            members = _members(package)
            if guid in members:
                found.update(
                    {one: attribute(package, "guid") for one in members if one in pictures and one not in found}
                )
    return list(found.items())


def _members(package: etree._Element) -> dict[str, None]:
    """What a package points at, in order."""
    return dict.fromkeys(attribute(node, "residref") for node in package.iter() if local(node) == "itemRef")


def _read(
    root: etree._Element,
    item: etree._Element,
    shown: list[tuple[str, str]],
    pictures: dict[str, etree._Element],
    *,
    alone: bool,
) -> ParsedStory | Refused:
    """The story of a text item; of several in a file, each becomes a document of its own."""
    guids = [guid for guid, _ in shown]
    if alone:
        return Item(root, item, [pictures[guid] for guid in guids]).story(data=None)
    scope, item, copies = _document(root, item, shown, pictures)
    data = etree.tostring(scope, encoding="utf-8", xml_declaration=True)
    return Item(scope, item, copies).story(data=data)


def _document(
    root: etree._Element,
    item: etree._Element,
    shown: list[tuple[str, str]],
    pictures: dict[str, etree._Element],
) -> tuple[etree._Element, etree._Element, list[etree._Element]]:
    """A document of one story: the item, with its pictures and the packages that link them in a message around it."""
    own = deepcopy(item)
    own.tail = None
    if not shown:
        return own, own, []
    namespace = root.tag.rpartition("}")[0]
    namespace = f"{namespace}}}" if namespace else ""
    message = etree.Element(f"{namespace}newsMessage", nsmap=root.nsmap)
    item_set = etree.SubElement(message, f"{namespace}itemSet")
    packages = {package for _, package in shown if package}
    for package in root.iter():
        if local(package) == "packageItem" and attribute(package, "guid") in packages:
            item_set.append(deepcopy(package))
    item_set.append(own)
    copies = [deepcopy(pictures[guid]) for guid, _ in shown]
    item_set.extend(copies)
    return message, own, copies
