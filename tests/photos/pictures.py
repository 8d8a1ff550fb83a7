"""Pictures for tests, with what files say of pictures written into them by hand."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable

from PIL import Image

XMP_HEAD = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">"""


def xmp(properties: str = "", attributes: str = "") -> bytes:
    description = f'<rdf:Description rdf:about="" {attributes}>{properties}</rdf:Description>'
    return f"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>{XMP_HEAD}{description}</rdf:RDF></x:xmpmeta>".encode()


def iim(datasets: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The segment of a JPEG that holds IIM datasets."""
    records = b"".join(b"\x1c" + struct.pack(">BBH", *key, len(value)) + value for *key, value in datasets)
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records + b"\0" * (len(records) % 2)
    body = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def exif(**tags: object) -> bytes:
    numbers = {"description": 0x010E, "artist": 0x013B, "copyright": 0x8298}
    made = Image.Exif()
    for name, value in tags.items():
        if name in numbers:
            made[numbers[name]] = value
    inner = {0x9003: tags.get("taken"), 0x9011: tags.get("offset")}
    made.get_ifd(0x8769).update({key: value for key, value in inner.items() if value})
    return made.tobytes()


def picture(
    format: str = "JPEG",
    size: tuple[int, int] = (40, 30),
    *,
    segment: bytes = b"",
    colour: str = "teal",
    **options: object,
) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, format, **options)
    data = file.getvalue()
    return data[:2] + segment + data[2:] if segment else data


def png_of(width: int, height: int, *, rows: bytes = b"") -> bytes:
    """A PNG that claims a size, with or without the pixels for it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
