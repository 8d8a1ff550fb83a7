"""Which pictures are decoded at all."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.photos.safety import MAX_BYTES, Picture, PictureRefused, check
from tests.photos.pictures import exif, picture, png_of, xmp

HOSTILE = Path(__file__).parents[2] / ".." / "shared" / "formats" / "hostile" / "dev"
PHOTOS = Path(__file__).parents[2] / ".." / "shared" / "formats" / "photo-metadata" / "dev"


def is_taken(data: bytes) -> bool:
    try:
        return check(data).format in {"JPEG", "PNG", "WEBP"}
    except PictureRefused:
        return False


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_picture_is_measured(format):
    assert check(picture(format, (41, 30))) == Picture(format, 41, 30)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(picture("JPEG", progressive=True), id="progressive"),
        pytest.param(picture("JPEG", (1, 1)), id="one pixel"),
        pytest.param(picture("JPEG", xmp=xmp("<dc:title>x</dc:title>"), exif=exif(artist="A")), id="with metadata"),
        pytest.param(picture("JPEG") + b"\0" * 4096, id="padded by a camera"),
        pytest.param(picture("JPEG") + picture("JPEG", colour="red"), id="with a second picture behind it"),
        pytest.param(picture("JPEG") + b"\0\0\0\x18ftypmp42 a short film", id="with a film behind it"),
    ],
)
def test_what_cameras_write_is_taken(data):
    assert check(data).format == "JPEG"


def gif() -> bytes:
    return picture("GIF")


def animation(format: str) -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "teal")]
    frames[0].save(file, format, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\0" * 100, "empty", id="nothing but zeros"),
        pytest.param(b"words", "no JPEG, PNG or WebP", id="words"),
        pytest.param(b"\xff\xd8\xff" + b"x" * MAX_BYTES, "larger than 60 MB", id="too many bytes"),
        pytest.param(gif(), "a GIF", id="GIF"),
        pytest.param(picture("TIFF"), "a TIFF", id="TIFF"),
        pytest.param(picture("BMP"), "a BMP", id="BMP"),
        pytest.param(b"%PDF-1.7 ...", "a PDF", id="PDF"),
        pytest.param(b"PK\x03\x04...", "a zip", id="zip"),
        pytest.param(b'<?xml version="1.0"?><svg onload="x()"/>', "an SVG drawing", id="SVG"),
        pytest.param(b"\xef\xbb\xbf  <!-- x --><svg><script/></svg>", "an SVG drawing", id="SVG behind a comment"),
        pytest.param(b"<!DOCTYPE html><p>", "a web page", id="web page"),
        pytest.param(b"GIF89a/*" + b"x" * 20 + b"*/=1;alert(1)", "a GIF", id="GIF that is a script"),
        pytest.param(png_of(8000, 8000), "8000 × 8000 pixels; more than 50 million", id="bomb"),
        pytest.param(png_of(100_000, 100_000), "more than 50 million", id="large bomb"),
        pytest.param(png_of(50_000, 1_001), "50000 × 1001", id="just too large"),
        pytest.param(png_of(100, 100, rows=b"\0" * 301)[:-30], "damaged", id="PNG without its pixels"),
        pytest.param(picture("PNG", (200, 200))[:-20], "cut off: the file ends before", id="PNG without its end"),
        pytest.param(picture("JPEG", (400, 300))[:-300], "cut off or damaged", id="cut JPEG"),
        pytest.param(picture("WEBP", (400, 300))[:-30], "no JPEG, PNG or WebP|cut off", id="cut WebP"),
        pytest.param(animation("WEBP"), "an animation", id="animated WebP"),
        pytest.param(animation("PNG"), "an animation", id="animated PNG"),
        pytest.param(picture("PNG") + b"<html><script>alert(1)</script>", "behind the end", id="PNG and web page"),
        pytest.param(picture("JPEG") + b"PK\x03\x04" + b"x" * 100, "behind the end", id="JPEG and zip"),
        pytest.param(picture("JPEG") + b"\n<?PHP system(1) ?>", "behind the end", id="JPEG and PHP"),
        pytest.param(picture("WEBP") + b"<svg onload=x()>", "behind the end", id="WebP and SVG"),
        pytest.param(picture("JPEG") + b"\0" * 50 + b"%PDF-1.4", "behind the end", id="JPEG and PDF"),
    ],
)
def test_what_is_no_safe_picture_is_refused_with_a_reason(data, why):
    with pytest.raises(PictureRefused, match=why):
        check(data)


def test_bomb_is_refused_before_it_unfolds():
    tracemalloc.start()
    try:
        with pytest.raises(PictureRefused):
            check(png_of(8000, 8000, rows=b"\0" * 24_001 * 80))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_hostile_files_are_refused_or_harmless():
    files = sorted(HOSTILE.glob("*"))
    if not files:
        pytest.skip("The hostile files are not here: ../shared/formats/hostile/dev beside the repository.")
    taken = {path.name for path in files if is_taken(path.read_bytes())}
    # Whole pictures with odd metadata, which no rendition keeps.
    assert taken == {
        "payload_in_all_known_metadata.jpg",
        "payload_text_xss.png",
        "pillow__truncated_app14.jpg",
        "pillow__truncated_exif_dpi.jpg",
    }


def test_real_photos_are_taken():
    photos = [path for path in sorted(PHOTOS.glob("*")) if path.suffix != ".json"]
    if not photos:
        pytest.skip("The real photos are not here: ../shared/formats/photo-metadata/dev beside the repository.")
    for path in photos:
        assert check(path.read_bytes()).width


SAMPLES = [
    picture("JPEG", exif=exif(artist="A")),
    picture("PNG"),
    picture("WEBP"),
    picture("JPEG", xmp=xmp("<dc:title/>")),
]


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.sampled_from(SAMPLES), st.integers(0, 2000), st.integers(0, 30), st.binary(max_size=8))
def test_damaged_picture_is_taken_or_refused_and_nothing_else(data, at, lost, put):
    at %= len(data)
    is_taken(data[:at] + put + data[at + lost :])
