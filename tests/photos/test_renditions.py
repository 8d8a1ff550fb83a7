"""Pictures in the sizes that pages show."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from articles.models import Photo
from articles.photos import renditions
from articles.photos.renditions import PhotoUnreadable, rendition, social_rendition
from tests import factories
from tests.factories import live

pytestmark = pytest.mark.django_db


def photo_of(image: Image.Image, kind: str = "JPEG", **options) -> Photo:
    data = io.BytesIO()
    image.save(data, kind, **options)
    name = f"photo.{ {'JPEG': 'jpg', 'PNG': 'png', 'WEBP': 'webp'}[kind] }"
    return Photo.objects.create(file=ContentFile(data.getvalue(), name=name))


def drawn(photo: Photo, width: int) -> Image.Image:
    with rendition(photo, width) as file:
        image = Image.open(io.BytesIO(file.read()))
    image.load()
    return image


def near(colour, wanted) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=True))


def test_a_rendition_is_a_small_progressive_jpeg_of_the_same_shape():
    image = drawn(photo_of(Image.new("RGB", (1000, 500), "teal")), 320)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (320, 160))
    assert image.info["progressive"]


def test_the_cameras_rotation_is_applied_and_nothing_of_the_camera_is_left():
    image = Image.new("RGB", (800, 400), "red")
    image.paste("blue", (0, 0, 400, 400))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Secret camera"
    photo = photo_of(image, exif=exif.tobytes(), comment=b"Secret comment")
    assert (photo.width, photo.height) == (400, 800)
    shown = drawn(photo, 320)
    assert shown.size == (320, 640)
    assert near(shown.getpixel((160, 100)), (0, 0, 255))
    assert near(shown.getpixel((160, 600)), (255, 0, 0))
    with rendition(photo, 320) as file:
        assert b"Secret" not in file.read()
    assert not shown.getexif()


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "wanted"),
    [
        pytest.param("RGBA", (255, 0, 0, 0), "PNG", (255, 255, 255), id="transparent"),
        pytest.param("LA", (0, 255), "PNG", (0, 0, 0), id="grey with alpha"),
        pytest.param("L", 128, "JPEG", (128, 128, 128), id="grey"),
        pytest.param("P", 0, "PNG", (0, 0, 0), id="palette"),
        pytest.param("CMYK", (0, 255, 255, 0), "JPEG", (255, 0, 0), id="for print"),
        pytest.param("I;16", 32768, "PNG", (128, 128, 128), id="sixteen bits"),
        pytest.param("RGB", (0, 128, 0), "WEBP", (0, 128, 0), id="webp"),
    ],
)
def test_every_kind_of_picture_becomes_plain_colour(mode, colour, kind, wanted):
    shown = drawn(photo_of(Image.new(mode, (400, 300), colour), kind), 320)
    assert shown.mode == "RGB"
    assert near(shown.getpixel((5, 5)), wanted)


def test_colours_are_brought_to_srgb_and_a_broken_profile_does_no_harm():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in drawn(photo_of(Image.new("RGB", (400, 300), "teal"), icc_profile=profile), 320).info
    assert drawn(photo_of(Image.new("RGB", (400, 301), "teal"), icc_profile=b"nonsense" * 20), 320).size == (320, 241)


def test_a_rendition_is_made_once(monkeypatch):
    photo = photo_of(Image.new("RGB", (400, 300)))
    rendition(photo, 320).close()
    monkeypatch.setattr(renditions, "_draw", lambda *args, **kwargs: pytest.fail("It was there already."))
    rendition(photo, 320).close()


def test_two_who_ask_at_once_leave_one_file(monkeypatch):
    photo = photo_of(Image.new("RGB", (400, 300)))
    draw = renditions._draw

    def while_another_was_faster(*args, **kwargs):
        data = draw(*args, **kwargs)
        default_storage.save(f"renditions/{photo.key}-320.jpg", ContentFile(data))
        return data

    monkeypatch.setattr(renditions, "_draw", while_another_was_faster)
    assert drawn(photo, 320).size == (320, 240)
    assert default_storage.listdir("renditions")[1] == [f"{photo.key}-320.jpg"]


def test_a_storage_without_files_keeps_one_of_two_as_well(settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    photo = photo_of(Image.new("RGB", (400, 300)))
    rendition(photo, 320).close()
    renditions._keep(f"renditions/{photo.key}-320.jpg", b"made a moment later")
    assert drawn(photo, 320).size == (320, 240)
    assert default_storage.listdir("renditions")[1] == [f"{photo.key}-320.jpg"]


def test_the_social_cut_keeps_the_focal_point():
    image = Image.new("RGB", (400, 1200), "red")
    image.paste("blue", (0, 0, 400, 300))
    photo = photo_of(image)
    photo.focal_y = 0.05
    with social_rendition(photo) as file:
        shown = Image.open(io.BytesIO(file.read()))
        assert shown.size == (1200, 630)
        assert near(shown.getpixel((600, 300)), (0, 0, 255))


@pytest.mark.parametrize("width", [0, 1, 100, 321, 640, 1920, 10**9])
def test_only_the_widths_of_pages_are_made(width):
    with pytest.raises(ValueError, match="kept in the widths"):
        rendition(photo_of(Image.new("RGB", (400, 300))), width)


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be ``side`` pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bomb(12_000), id="more pixels than any photo"),
        pytest.param(bomb(60_000), id="far more"),
        pytest.param(b"not a picture", id="no picture"),
        pytest.param(b"", id="empty"),
        pytest.param(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", id="another kind"),
        pytest.param(None, id="missing"),
    ],
)
def test_a_file_that_cannot_be_shown_is_refused_and_not_found(client, data):
    photo = factories.photo(width=400, height=300)
    live(captions=[photo])
    default_storage.delete(photo.file.name)
    if data is not None:
        default_storage.save(photo.file.name, ContentFile(data))
    with pytest.raises(PhotoUnreadable):
        rendition(photo, 320)
    assert client.get(f"/photos/{photo.key}-320.jpg").status_code == 404


def test_a_broken_half_of_a_photo_is_refused():
    photo = photo_of(Image.effect_noise((400, 300), 90).convert("RGB"))
    with photo.file.open("rb") as file:
        data = file.read()
    default_storage.delete(photo.file.name)
    default_storage.save(photo.file.name, ContentFile(data[: len(data) // 2]))
    with pytest.raises(PhotoUnreadable):
        rendition(photo, 320)


def test_readers_get_a_photo_in_two_questions(client, django_assert_num_queries):
    photo = factories.photo(width=400, height=300)
    live(captions=[photo])
    with django_assert_num_queries(2):
        response = client.get(f"/photos/{photo.key}-320.jpg")
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/photos/{photo.key}-321.jpg").status_code == 404
    assert client.get("/photos/nope-320.jpg").status_code == 404
