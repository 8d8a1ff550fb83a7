"""What a picture's file says of the picture: XMP first, IPTC-IIM where that is silent, EXIF last.

The fields are those of the IPTC Photo Metadata Standard (https://www.iptc.org/std/photometadata/specification/). All
of it is text that anybody may have written into the file: escape it like any other. Content credentials (C2PA) are
left alone.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import etree
from PIL import Image, ImageFile, IptcImagePlugin

from articles.importing.document import ParseError
from articles.importing.values import read_date
from articles.importing.xml import local, read_xml
from articles.photos.safety import BROKEN, FORMATS

_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DESCRIPTION, _ARTIST, _COPYRIGHT, _EXIF, _TAKEN, _OFFSET = 0x010E, 0x013B, 0x8298, 0x8769, 0x9003, 0x9011
_EXIF_DATE = re.compile(r"(\d{4}):(\d{2}):(\d{2})(?: (\d{2}:\d{2}:\d{2}))?")
_UTF8 = b"\x1b%G"  # how IIM says that its text is UTF-8
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]+")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """What is told of a picture; empty where nothing is.

    ``digital_source_type`` is an address of https://cv.iptc.org/newscodes/digitalsourcetype/ that says whether a
    camera or a machine made the picture. ``instructions`` and all about rights are for the desk, not for readers.
    """

    headline: str = ""
    caption: str = ""
    alt_text: str = ""
    long_description: str = ""
    bylines: tuple[str, ...] = ()
    job_title: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""
    usage_terms: str = ""
    rights_address: str = ""
    licensor: str = ""
    data_mining: str = ""
    instructions: str = ""
    taken: date | datetime | None = None
    place: str = ""
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    digital_source_type: str = ""


def read(data: bytes) -> PhotoMetadata:
    """What a JPEG, PNG or WebP file says of its picture; never raises, and a file that says nothing gives nothing.

    Nothing is decoded but the file's head, and nothing is fetched.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow says of damaged metadata, and of size: nothing is decoded
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except BROKEN:
            return PhotoMetadata()
        with image:
            xmp, iim, exif = _Xmp(_packet(image)), _Iim(_iim(image)), _Exif(image)
    return PhotoMetadata(
        headline=xmp.text(_PHOTOSHOP, "Headline") or iim.text(105),
        caption=xmp.text(_DC, "description") or iim.text(120) or exif.text(_DESCRIPTION),
        alt_text=xmp.text(_CORE, "AltTextAccessibility"),
        long_description=xmp.text(_CORE, "ExtDescrAccessibility"),
        bylines=xmp.texts(_DC, "creator") or iim.texts(80) or exif.texts(_ARTIST),
        job_title=xmp.text(_PHOTOSHOP, "AuthorsPosition") or iim.text(85),
        credit=xmp.text(_PHOTOSHOP, "Credit") or iim.text(110),
        source=xmp.text(_PHOTOSHOP, "Source") or iim.text(115),
        copyright=xmp.text(_DC, "rights") or iim.text(116) or exif.text(_COPYRIGHT),
        usage_terms=xmp.text(_RIGHTS, "UsageTerms"),
        rights_address=xmp.text(_RIGHTS, "WebStatement"),
        licensor=xmp.within(_PLUS, "Licensor", "LicensorName"),
        data_mining=xmp.text(_PLUS, "DataMining"),
        instructions=xmp.text(_PHOTOSHOP, "Instructions") or iim.text(40),
        taken=_moment(xmp.text(_PHOTOSHOP, "DateCreated")) or iim.taken() or exif.taken(),
        place=xmp.place() or iim.place(),
        people=xmp.texts(_EXT, "PersonInImage"),
        keywords=xmp.texts(_DC, "subject") or iim.texts(25),
        digital_source_type=xmp.text(_EXT, "DigitalSourceType"),
    )


def _said(text: str) -> str:
    """A text on one line, without what is no text."""
    return " ".join(_CONTROL.sub(" ", text[:_LONGEST]).split())


def _several(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said for text in texts if (said := _said(text))))


def _joined(parts: Iterable[str]) -> str:
    """The parts of a place from the nearest to the farthest, each once."""
    return ", ".join(_several(parts))


def _moment(text: str) -> date | datetime | None:
    return read_date(text) if text else None


class _Xmp:
    """XMP: RDF, where a property is an attribute or an element of a description, and a value may be a list."""

    def __init__(self, packet: bytes) -> None:
        self._properties: dict[str, list[etree._Element | str]] = {}
        try:
            root = read_xml(packet.strip(b"\x00 \r\n\t"), name="XMP", recover=True)
        except ParseError:
            return
        for node in root.iter(f"{{{_RDF}}}Description"):
            above = node.getparent()
            if above is not None and local(above) == "RDF":  # and not what a property holds
                for name, value in node.attrib.items():
                    self._properties.setdefault(str(name), []).append(str(value))
                for child in node:
                    if isinstance(child.tag, str):
                        self._properties.setdefault(child.tag, []).append(child)

    def texts(self, namespace: str, name: str) -> tuple[str, ...]:
        """The values of a property."""
        values = self._properties.get(f"{{{namespace}}}{name}", [])
        return _several(text for value in values for text in _values(value))

    def text(self, namespace: str, name: str) -> str:
        """The value of a property, in the language that its author takes for the usual one."""
        return next(iter(self.texts(namespace, name)), "")

    def within(self, namespace: str, name: str, *fields: str) -> str:
        """The fields of a structure; of several structures the first that has any of them."""
        for value in self._properties.get(f"{{{namespace}}}{name}", []):
            for structure in _structures(value):
                if said := _joined(_field(structure, namespace, field) for field in fields):
                    return said
        return ""

    def place(self) -> str:
        """Where the picture was taken, else what it shows, else the older single fields."""
        parts = ("Sublocation", "City", "ProvinceState", "CountryName")
        return (
            self.within(_EXT, "LocationCreated", *parts)
            or self.within(_EXT, "LocationShown", *parts)
            or _joined(
                [self.text(_CORE, "Location"), *(self.text(_PHOTOSHOP, each) for each in ("City", "State", "Country"))]
            )
        )


def _items(value: etree._Element) -> list[etree._Element]:
    """The items of a property's list, of alternatives the usual one first; none where it holds a single value."""
    items = [item for held in value for item in held.iterchildren(f"{{{_RDF}}}li")]
    return sorted(items, key=lambda item: item.get(_LANG) != "x-default")


def _values(value: etree._Element | str) -> Iterator[str]:
    """The texts of a property."""
    if isinstance(value, str):
        yield value
        return
    for item in _items(value) or [value]:
        yield str(item.get(f"{{{_RDF}}}resource", "")) or "".join(map(str, item.itertext()))


def _structures(value: etree._Element | str) -> list[etree._Element]:
    """The nodes whose attributes and children are a structure's fields."""
    if isinstance(value, str):
        return []
    items = _items(value) or [value]
    return [inner for item in items for inner in (item, *item.iterchildren(f"{{{_RDF}}}Description"))]


def _field(structure: etree._Element, namespace: str, name: str) -> str:
    for child in structure.iterchildren(f"{{{namespace}}}{name}"):
        return next(_values(child), "")
    return str(structure.get(f"{{{namespace}}}{name}", ""))


class _Iim:
    """IPTC-IIM: numbered datasets of bytes (https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf)."""

    def __init__(self, datasets: dict[tuple[int, int], bytes | list[bytes]]) -> None:
        self._datasets = datasets
        self._is_utf8 = _UTF8 in b"".join(self._raw((1, 90)))

    def _raw(self, dataset: tuple[int, int]) -> list[bytes]:
        value = self._datasets.get(dataset, [])
        return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, bytes)]

    def texts(self, number: int) -> tuple[str, ...]:
        """The values of a dataset of the application record."""
        return _several(map(self._decoded, self._raw((2, number))))

    def text(self, number: int) -> str:
        """The value of a dataset of the application record."""
        return next(iter(self.texts(number)), "")

    def _decoded(self, raw: bytes) -> str:
        """Text in the charset that is named; where none is, UTF-8 if it can be, which Western text hardly ever is."""
        if self._is_utf8:
            return raw.decode("utf-8", "ignore")  # a field cut at its limit may end within a character
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("windows-1252", "replace")

    def taken(self) -> date | datetime | None:
        """When the picture was taken: ``20140716`` and ``130003+0000``."""
        day, time = self.text(55), self.text(60)
        if not re.fullmatch(r"\d{8}", day):
            return None
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        return (read_date(f"{day}T{time}") if time else None) or read_date(day)

    def place(self) -> str:
        """Where the picture was taken, from the nearest to the farthest."""
        return _joined(self.text(number) for number in (92, 90, 95, 101))


class _Exif:
    """EXIF, written by cameras; its texts are ASCII by the standard and UTF-8 in practice."""

    def __init__(self, image: Image.Image) -> None:
        self._tags: dict[int, Any] = {}
        try:
            exif = image.getexif()
            self._tags = {**exif, **exif.get_ifd(_EXIF)}
        except BROKEN:
            return

    def text(self, tag: int) -> str:
        """The text of a tag."""
        value = self._tags.get(tag, "")
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        if not isinstance(value, str):
            return ""
        with suppress(UnicodeError):
            value = value.encode("latin-1").decode("utf-8")  # Pillow reads all of it as Latin-1
        return _said(value)

    def texts(self, tag: int) -> tuple[str, ...]:
        """The names in a tag, which the standard parts with semicolons."""
        return _several(self.text(tag).split(";"))

    def taken(self) -> date | datetime | None:
        """When the picture was taken; in no zone where the camera names none."""
        match = _EXIF_DATE.match(self.text(_TAKEN))
        if match is None:
            return None
        day = f"{match[1]}-{match[2]}-{match[3]}"
        return read_date(f"{day}T{match[4]}{self.text(_OFFSET)}" if match[4] else day) or read_date(day)


def _packet(image: Image.Image) -> bytes:
    """The XMP in a file, which each format keeps in its own place."""
    for key in ("xmp", "XML:com.adobe.xmp"):
        value = image.info.get(key)
        if isinstance(value, bytes | str):
            return value if isinstance(value, bytes) else value.encode("utf-8", "replace")
    return b""


def _iim(image: ImageFile.ImageFile) -> dict[tuple[int, int], bytes | list[bytes]]:
    try:
        found = IptcImagePlugin.getiptcinfo(image)
    except BROKEN:
        return {}
    return dict(found) if found else {}
