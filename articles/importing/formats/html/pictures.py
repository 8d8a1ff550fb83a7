"""Pictures of a story with their captions and credits, read where the page shows them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml.etree import _Element

from articles.importing.document import ParsedCaption
from articles.importing.formats.page_text.credits import split_credit
from articles.importing.formats.page_text.names import label_end

from .lines import BREAK, Line, bare
from .linked_data import plain
from .meta import join
from .places import Place, Places

_IMAGES = ("img", "amp-img", "picture", "video", "amp-video", "iframe", "amp-iframe")
_WORDS = Place.CAPTION | Place.CREDIT
_NO_PICTURE = Place.PROMO | Place.COMMENTS | Place.BIO | Place.TRAIL | Place.CHROME | Place.TAGS
_TOO_BIG = frozenset({"body", "html", "article", "main"})
_LONGEST = 1200
_LONGEST_ALONE = 500
_MOST_LINES = 5
_DEPTH = 12
_LONGEST_CREDIT = 120
_LEAST_ALT = 16  # letters and digits of an alternative text that are enough to know it by
_CREDIT_LABEL = re.compile(
    r"""^[\s(\[–—|-]*(?:
    (?:(?:photo|image|picture|photograph|video|graphic)s?|fotos?|foto\sdi|bild(?:er|quelle|nachweis)?|grafik|
    illustration|credits?|quellen?|sources?|copyright|crédits?(?:\sphoto)?|fonte|fuente|fotograf(?:ie|ía)?)
    (?:\s(?:credits?|sources?|courtesy\sof|by|caption))?\s*[:=–|/]
    |(?:photo(?:graph)?s?\s(?:by|courtesy\sof)|courtesy\sof|foto\sd[ie])\b
    |©|\(c\)|📷)\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPTION_LABEL = re.compile(
    r"^(?:legende|image caption|caption|bildunterschrift|légende|pie de foto)\s*[:,]\s*", re.IGNORECASE
)
_NO_CAPTION = re.compile(
    r"""^(?:[\d\s:.,/–-]*(?:min(?:uten|utes)?|sec|sek|bilder|images?|photos?|fotos?|uhr)?\.?|view\s\d+\simages?
    |(?:open|view)\s(?:image\s)?(?:in\s)?(?:gallery|fullscreen)|\d+\sof\s\d+|\d+/\d+|zoom|enlarge|vergrößern
    |bild\svergrößern|play|watch|video|advertisement|anzeige|werbung)$""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?…。][»”\"’')\]]*$")
_DATA_IMAGE = re.compile(r"\s*data:", re.IGNORECASE)
_SIZE = re.compile(r"\s+[\d.]+[wx]$")


@dataclass(slots=True, eq=False)
class Picture:
    """A picture and the lines that belong to it; ``node`` is the element that holds all of them.

    ``sure`` tells that the page itself calls it one, by a tag or a class.
    """

    node: _Element
    sure: bool
    text: str = ""
    credit: str = ""
    photo: str = ""
    alt_text: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def caption(self) -> ParsedCaption:
        """What becomes of it."""
        return ParsedCaption(text=self.text, credit=self.credit, photo=self.photo, alt_text=self.alt_text)


def read_pictures(root: _Element, lines: list[Line], places: Places, *, base: str) -> list[Picture]:
    """Every picture on the page that has a caption or a credit of its own, in order.

    A caption is a line in an element that is one by its tag or its classes; or a short text that stands alone with
    an image in an element of its own.
    """
    frames = _Frames(root, lines, places)
    found: dict[_Element, Picture] = {}
    for line in lines:
        if len(line.text) > _LONGEST or not line.bare:
            continue
        frame, sure = frames.of(line)
        if frame is not None:
            picture = found.setdefault(frame, Picture(frame, sure))
            picture.sure |= sure
            picture.lines.append(line)
    pictures = []
    for picture in found.values():
        if not _read_words(picture, places):
            continue
        _read_image(picture, frames.images.get(picture.node), base)
        pictures.append(picture)
    return pictures


class _Frames:
    """Finds the element around a line that is a picture with its caption."""

    def __init__(self, root: _Element, lines: list[Line], places: Places) -> None:
        self.places = places
        self.size: Counter[_Element] = Counter()
        self.count: Counter[_Element] = Counter()
        self.with_image: set[_Element] = set()
        self.by_alt: dict[str, list[tuple[str, _Element]]] = {}
        self.images: dict[_Element, _Element] = {}
        for line in lines:
            node: _Element | None = line.node
            for _ in range(_DEPTH):
                if node is None:
                    break
                self.size[node] += len(line.text)
                self.count[node] += 1
                node = node.getparent()
        for image in root.iter(*_IMAGES):
            if len(alt := bare(image.get("alt") or "")) >= _LEAST_ALT:
                self.by_alt.setdefault(alt[:_LEAST_ALT], []).append((alt, image))
            node = image
            for _ in range(_DEPTH):
                if node is None or node in self.with_image:
                    break
                self.with_image.add(node)
                node = node.getparent()

    def of(self, line: Line) -> tuple[_Element | None, bool]:
        """The picture's element, and whether the page says that it is one."""
        caption = figure = alone = None
        node: _Element | None = line.node
        for _ in range(_DEPTH):
            if node is None or node.tag in _TOO_BIG:
                break
            place = self.places.own(node)
            if place & _NO_PICTURE and not place & _WORDS:
                return None, False
            if place & _WORDS:
                caption = node if caption is None else caption
            if node.tag == "figure":
                figure = node
                break
            if alone is None and node in self.with_image:
                small = self._is_small(node)
                if caption is not None:
                    return (node, True) if self.size[node] < 2 * _LONGEST else (None, False)
                if not small:
                    return None, False
                alone = node
            if alone is not None and not self._is_small(node):
                break
            node = node.getparent()
        if figure is not None:
            if figure.find(".//blockquote") is not None or figure.find(".//table") is not None:
                return None, False
            return figure, True
        if line.linked or line.heading or line.item is not None:
            return None, False
        if (image := self._described_by(line)) is not None:
            self.images[line.block] = image
            return line.block, True
        return (alone, False) if alone is not None and self._follows_image(line, alone) else (None, False)

    def _described_by(self, line: Line) -> _Element | None:
        """The image whose alternative text is, or begins with, the words of a line."""
        for alt, image in self.by_alt.get(line.bare[:_LEAST_ALT], ()):
            if alt.startswith(line.bare):
                return image
        return None

    def _is_small(self, node: _Element) -> bool:
        return self.size[node] <= _LONGEST_ALONE and self.count[node] <= _MOST_LINES

    def _follows_image(self, line: Line, frame: _Element) -> bool:
        """Whether the image stands above a line in an element that holds no byline or date as well."""
        before = False
        for node in frame.iter():
            if not isinstance(node.tag, str):
                continue
            if self.places.own(node) & (Place.BYLINE | Place.DATE | Place.KICKER):
                return False
            if node is line.node:
                return before
            before = before or node.tag in _IMAGES
        return False


def _read_words(picture: Picture, places: Places) -> bool:
    """Caption and credit from the lines of a picture; whether it has either."""
    captioned = [line for line in picture.lines if places.within(line.node, picture.node) & _WORDS]
    said: list[str] = []
    named: list[str] = []
    for line in captioned or picture.lines:
        if _NO_CAPTION.match(line.text):
            continue
        for text, node in _segments(line):
            if _is_credit(text, node, line, picture, places) or (
                said and _is_credit_after(said[-1], text, same_line=node is not line.block)
            ):
                named.append(text)
            else:
                said.append(text)
    text = _CAPTION_LABEL.sub("", " ".join(dict.fromkeys(said)))
    if not named and (split := split_credit(text)):
        text, credit = split
        named = [credit]
    for credit in named:  # a credit that stands in the caption as well
        if credit and text.endswith(credit):
            text = text[: -len(credit)].rstrip(" |/–—-·•(")
    picture.text = text.strip(" |·•")
    picture.credit = "; ".join(dict.fromkeys(filter(None, map(_bare_credit, named))))
    if label_end(picture.text) and len(picture.text) < 100:  # an author with a portrait
        return False
    return bool(picture.text or picture.credit)


def _is_credit(text: str, node: _Element, line: Line, picture: Picture, places: Places) -> bool:
    """Whether a text is a credit by its element or by the label before it."""
    place = places.within(node, picture.node)
    if places.within(node, line.block) & Place.CREDIT or (place & Place.CREDIT and not place & Place.CAPTION):
        return True
    return node.tag == "footer" or (_CREDIT_LABEL.match(text) is not None and len(text) < _LONGEST_CREDIT)


def _segments(line: Line) -> list[tuple[str, _Element]]:
    """A line cut where an inline element of its own begins that is neither emphasis nor a link."""
    parts: list[tuple[list[str], _Element]] = []
    for run in line.runs:
        node = run.node if run.node is not None else line.block
        while (
            node is not line.block
            and node.tag in ("a", "em", "i", "b", "strong", "br")
            and node.getparent() is not None
        ):
            parent = node.getparent()
            assert parent is not None
            node = parent
        if parts and (parts[-1][1] is node or run.text == BREAK):
            parts[-1][0].append(" " if run.text == BREAK else run.text)
        elif run.text != BREAK:
            parts.append(([run.text], node))
    return [(text, node) for words, node in parts if (text := " ".join("".join(words).split())) and bare(text)]


def _is_credit_after(before: str, text: str, *, same_line: bool) -> bool:
    """Whether a short text behind a caption is a credit by its shape: names and agencies, no sentence."""
    text = text.strip(" |/–—-·•()[]")
    words = text.split()
    if not words or len(text) > 90 or len(words) > 10 or len(text) > len(before) or _SENTENCE_END.search(text):
        return False
    if text[0].islower() or any(char in text for char in "?!;"):
        return False
    capitals = sum(1 for word in words if not word[0].islower())
    return capitals * 2 > len(words) and (
        not same_line or _SENTENCE_END.search(before) is not None or "/" in text or len(words) <= 5
    )


def _bare_credit(credit: str) -> str:
    """A credit without its label: "Photo: Ann Lee" is Ann Lee's."""
    for _ in range(2):
        credit = _CREDIT_LABEL.sub("", credit, count=1).strip(" |/–—-·•:;,")
    if credit.endswith((")", "]")) and credit.count(credit[-1]) > credit.count({")": "(", "]": "["}[credit[-1]]):
        credit = credit[:-1]
    if credit[:1] == "(" and credit[-1:] == ")":
        credit = credit[1:-1]
    return credit.strip()


def _read_image(picture: Picture, known: _Element | None, base: str) -> None:
    """The address of the picture and its alternative text."""
    for node in picture.node.iter("img", "amp-img") if known is None else [known]:
        picture.photo = image_address(node, base)
        if alt := plain(node.get("alt") or ""):
            picture.alt_text = alt if bare(alt) != bare(picture.text) else ""
        if picture.photo:
            return


def image_address(node: _Element, base: str) -> str:
    """Where an image element's picture is, through lazy loading and source sets."""
    candidates = [node.get("data-src"), node.get("data-original"), node.get("data-lazy-src"), node.get("src")]
    for key in ("srcset", "data-srcset"):
        candidates += _largest(node.get(key) or "")
    parent = node.getparent()
    if parent is not None and parent.tag == "picture":
        for source in parent.iter("source"):
            candidates += _largest(source.get("srcset") or source.get("data-srcset") or "")
    for candidate in candidates:
        if candidate and not _DATA_IMAGE.match(candidate):
            # A page that was saved with its files names them from where it lies.
            return join(base, candidate) if base else candidate.strip()
    return ""


def _largest(srcset: str) -> list[str]:
    entries = [entry.strip() for entry in srcset.split(", ") if entry.strip()]
    return [_SIZE.sub("", entries[-1])] if entries else []
