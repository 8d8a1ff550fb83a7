"""What a picture's file says of the picture, from outside: bytes in, fields out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.photos.metadata import PhotoMetadata, read
from tests.photos.pictures import exif, iim, picture, xmp

SHARED = Path(__file__).parents[2] / ".." / "shared" / "formats"
UTF8 = (1, 90, b"\x1b%G")


def alternatives(**texts: str) -> str:
    rows = "".join(f'<rdf:li xml:lang="{key.replace("_", "-")}">{text}</rdf:li>' for key, text in texts.items())
    return f"<rdf:Alt>{rows}</rdf:Alt>"


def items(*texts: str) -> str:
    return f"<rdf:Seq>{''.join(f'<rdf:li>{text}</rdf:li>' for text in texts)}</rdf:Seq>"


FULL = "".join(
    [
        f"<dc:description>{alternatives(de='Die Fähre', x_default='The night boat &amp; its quay')}</dc:description>",
        f"<dc:creator>{items('Ines Kovar', 'Oskar Lind')}</dc:creator>",
        f"<dc:rights>{alternatives(x_default='© Courier')}</dc:rights>",
        f"<dc:subject>{items('ferry', 'night', 'ferry')}</dc:subject>",
        "<photoshop:Headline>Night boat</photoshop:Headline>",
        "<photoshop:AuthorsPosition>Staff</photoshop:AuthorsPosition>",
        "<photoshop:Credit>Kovar/Courier</photoshop:Credit>",
        "<photoshop:Source>Courier</photoshop:Source>",
        "<photoshop:Instructions>No archives</photoshop:Instructions>",
        "<photoshop:DateCreated>2026-11-20T22:10:00+01:00</photoshop:DateCreated>",
        f"<xmpRights:UsageTerms>{alternatives(x_default='Once')}</xmpRights:UsageTerms>",
        "<xmpRights:WebStatement>https://courier.example/rights</xmpRights:WebStatement>",
        f"<Iptc4xmpCore:AltTextAccessibility>{alternatives(x_default='A ferry at night')}</Iptc4xmpCore:AltTextAccessibility>",
        f"<Iptc4xmpExt:PersonInImage>{items('Mara Quill')}</Iptc4xmpExt:PersonInImage>",
        "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture</Iptc4xmpExt:DigitalSourceType>",
        "<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType='Resource'><Iptc4xmpExt:Sublocation>Outer quay</Iptc4xmpExt:Sublocation>"
        "<Iptc4xmpExt:City>Port Ellery</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>",
        "<photoshop:City>Elsewhere</photoshop:City>",
        "<plus:Licensor><rdf:Seq><rdf:li><rdf:Description plus:LicensorName='Courier Pictures'/></rdf:li></rdf:Seq></plus:Licensor>",
        "<plus:DataMining rdf:resource='http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED'/>",
    ]
)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_xmp_tells_all_fields(format):
    options: dict[str, Any] = {"xmp": xmp(FULL)}
    if format == "PNG":
        from PIL.PngImagePlugin import PngInfo

        options = {"pnginfo": (info := PngInfo())}
        info.add_itxt("XML:com.adobe.xmp", xmp(FULL).decode())
    assert read(picture(format, **options)) == PhotoMetadata(
        headline="Night boat",
        caption="The night boat & its quay",
        alt_text="A ferry at night",
        bylines=("Ines Kovar", "Oskar Lind"),
        job_title="Staff",
        credit="Kovar/Courier",
        source="Courier",
        copyright="© Courier",
        usage_terms="Once",
        rights_address="https://courier.example/rights",
        licensor="Courier Pictures",
        data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
        instructions="No archives",
        taken=datetime(2026, 11, 20, 21, 10, tzinfo=UTC),
        place="Outer quay, Port Ellery",
        people=("Mara Quill",),
        keywords=("ferry", "night"),
        digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    )


IIM = [
    (2, 105, b"Night boat"),
    (2, 120, "Die Fähre".encode()),
    (2, 80, b"Ines Kovar"),
    (2, 80, b"Oskar Lind"),
    (2, 85, b"Staff"),
    (2, 110, b"Courier"),
    (2, 115, b"Source"),
    (2, 116, "© Courier".encode()),
    (2, 40, b"No archives"),
    (2, 25, b"ferry"),
    (2, 90, b"Port Ellery"),
    (2, 92, b"Outer quay"),
    (2, 101, b"Guyana"),
    (2, 55, b"20261120"),
    (2, 60, b"221000+0100"),
]


def test_iim_speaks_where_xmp_is_silent():
    data = picture(segment=iim([UTF8, *IIM]), xmp=xmp("<photoshop:Headline>From XMP</photoshop:Headline>"))
    assert read(data) == PhotoMetadata(
        headline="From XMP",
        caption="Die Fähre",
        bylines=("Ines Kovar", "Oskar Lind"),
        job_title="Staff",
        credit="Courier",
        source="Source",
        copyright="© Courier",
        instructions="No archives",
        taken=datetime(2026, 11, 20, 21, 10, tzinfo=UTC),
        place="Outer quay, Port Ellery, Guyana",
        keywords=("ferry",),
    )


def test_exif_speaks_last():
    tags = exif(
        description="The quay",
        artist="Ines Kovar; Oskar Lind",
        copyright="Courier",
        taken="2026:11:20 22:10:00",
        offset="+01:00",
    )
    told = read(picture(exif=tags))
    assert (told.caption, told.bylines, told.copyright) == ("The quay", ("Ines Kovar", "Oskar Lind"), "Courier")
    assert told.taken == datetime(2026, 11, 20, 22, 10, tzinfo=timezone(timedelta(hours=1)))
    assert read(picture(exif=tags, segment=iim([(2, 120, b"From IIM")]))).caption == "From IIM"


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        pytest.param(b"\x1b%G", "Fähre".encode(), "Fähre", id="UTF-8 that is named"),
        pytest.param(None, "Fähre".encode(), "Fähre", id="UTF-8 that is not named"),
        pytest.param(None, "Fähre".encode("latin-1"), "Fähre", id="Western that is not named"),
        pytest.param(b"\x1b%5", "Fähre".encode("latin-1"), "Fähre", id="charset nobody knows"),
        pytest.param(b"\x1b%G", "Provinz Fäh".encode()[:-2], "Provinz F", id="cut within a character"),
        pytest.param(b"\x1b%G", b"a\x00b\x1bc", "a b c", id="control characters"),
    ],
)
def test_charset_of_iim_is_honoured(charset, raw, text):
    named = [(1, 90, charset)] if charset else []
    assert read(picture(segment=iim([*named, (2, 120, raw)]))).caption == text


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("<photoshop:DateCreated>2026-11-20</photoshop:DateCreated>", date(2026, 11, 20)),
        ("<photoshop:DateCreated>2026-11-20T22:10:00</photoshop:DateCreated>", datetime(2026, 11, 20, 22, 10)),
        ("<photoshop:DateCreated>2026</photoshop:DateCreated>", None),
        ("<photoshop:DateCreated>last summer</photoshop:DateCreated>", None),
    ],
)
def test_date_is_read_as_written_and_never_invented(written, taken):
    assert read(picture(xmp=xmp(written))).taken == taken


@pytest.mark.parametrize(
    ("taken", "offset", "moment"),
    [
        ("2026:11:20 22:10:00", None, datetime(2026, 11, 20, 22, 10)),
        ("2026:11:20 22:10:00", "nowhere", date(2026, 11, 20)),
        ("0000:00:00 00:00:00", None, None),
        ("1999:99:99 99:99:99", None, None),
        ("    :  :     :  :  ", None, None),
    ],
)
def test_date_of_a_camera_is_read_if_it_is_one(taken, offset, moment):
    assert read(picture(exif=exif(taken=taken, offset=offset))).taken == moment


@pytest.mark.parametrize(
    "properties",
    [
        "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li><rdf:Description><Iptc4xmpExt:City>Port Ellery</Iptc4xmpExt:City>"
        "<Iptc4xmpExt:CountryName>Guyana</Iptc4xmpExt:CountryName></rdf:Description></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>",
        "<Iptc4xmpExt:LocationCreated rdf:parseType='Resource'><Iptc4xmpExt:City>Port Ellery</Iptc4xmpExt:City>"
        "<Iptc4xmpExt:CountryName><rdf:Alt><rdf:li xml:lang='x-default'>Guyana</rdf:li></rdf:Alt></Iptc4xmpExt:CountryName></Iptc4xmpExt:LocationCreated>",
        "<photoshop:City>Port Ellery</photoshop:City><photoshop:Country>Guyana</photoshop:Country>",
    ],
    ids=["shown", "created", "single fields"],
)
def test_place_is_read_from_each_way_it_is_written(properties):
    assert read(picture(xmp=xmp(properties))).place == "Port Ellery, Guyana"


def test_properties_may_be_attributes():
    data = picture(xmp=xmp(attributes='photoshop:Headline="Night boat" photoshop:Credit="Courier"'))
    assert (read(data).headline, read(data).credit) == ("Night boat", "Courier")


def test_entities_in_xmp_are_never_followed():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    data = xmp("<photoshop:Headline>&a;&b;</photoshop:Headline>")
    assert read(picture(xmp=bomb + data)) == PhotoMetadata()


@pytest.mark.parametrize(
    "data", [b"", b"words", b"GIF89a", picture()[:50], b"\xff\xd8\xff", picture("PNG")[:20]], ids=lambda data: repr(data[:6])
)  # fmt: skip
def test_what_says_nothing_gives_nothing(data):
    assert read(data) == PhotoMetadata()


SAMPLE = picture(segment=iim([UTF8, *IIM]), xmp=xmp(FULL), exif=exif(artist="A", taken="2026:11:20 22:10:00"))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.integers(2, len(SAMPLE) - 400), st.integers(0, 40), st.binary(max_size=12))
def test_damaged_metadata_are_read_as_far_as_they_go(at, lost, put):
    told = read(SAMPLE[:at] + put + SAMPLE[at + lost :])
    assert all("\x00" not in text for text in (told.headline, told.caption, told.credit))


# Real pictures, against what ExifTool says of them


def expected() -> dict[str, dict[str, Any]]:
    found = SHARED / "photo-metadata" / "dev" / "_expected.exiftool.json"
    if not found.exists():
        pytest.skip("The real pictures are not here: ../shared/formats/photo-metadata/dev beside the repository.")
    rows = json.loads(found.read_text(encoding="utf-8"))
    return {Path(name).name: row for name, row in rows.items()}


def first(row: dict[str, Any], *keys: str) -> str:
    value = next((row[key] for key in keys if row.get(key) not in {None, ""} if not isinstance(row.get(key), list)), "")
    return " ".join(str(value).split())


def many(row: dict[str, Any], *keys: str) -> list[str]:
    value = next((row[key] for key in keys if row.get(key)), [])
    return [" ".join(str(each).split()) for each in (value if isinstance(value, list) else [value])]


def test_real_pictures_are_read_as_exiftool_reads_them():
    folder = SHARED / "photo-metadata" / "dev"
    for name, row in expected().items():
        told = read((folder / name).read_bytes())
        assert told.headline == first(row, "XMP-photoshop:Headline", "IPTC:Headline"), name
        assert told.caption == first(row, "XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription"), name
        assert told.alt_text == first(row, "XMP-iptcCore:AltTextAccessibility"), name
        assert told.credit == first(row, "XMP-photoshop:Credit", "IPTC:Credit"), name
        assert told.source == first(row, "XMP-photoshop:Source", "IPTC:Source"), name
        assert told.copyright == first(row, "XMP-dc:Rights", "IPTC:CopyrightNotice", "IFD0:Copyright"), name
        assert told.instructions == first(row, "XMP-photoshop:Instructions", "IPTC:SpecialInstructions"), name
        assert list(told.keywords) == many(row, "XMP-dc:Subject", "IPTC:Keywords"), name
        assert list(told.bylines) == many(row, "XMP-dc:Creator", "IPTC:By-line", "IFD0:Artist"), name
        assert list(told.people) == many(row, "XMP-iptcExt:PersonInImage"), name
        when = first(row, "XMP-photoshop:DateCreated", "IPTC:DateCreated", "ExifIFD:DateTimeOriginal")
        assert (told.taken.strftime("%Y:%m:%d") if told.taken else "") == when[:10], name
