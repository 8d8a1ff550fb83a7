"""Pictures in the sizes that pages show, made when first wanted and kept in the default storage."""

from __future__ import annotations

import io
import tempfile
import warnings
from fractions import Fraction
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image, ImageCms, ImageOps

from articles.models import Photo
from articles.photos.geometry import crop_box, height_at, srcset_widths

# What social networks show of a link.
SOCIAL_SIZE = (1200, 630)
# A larger picture is no news photo; a small file can claim to be one and fill the memory.
MAX_PIXELS = 120_000_000
QUALITY = 82
_READABLE = ("JPEG", "PNG", "WEBP")


class PhotoUnreadable(Exception):
    """The photo's file is missing, broken, or no picture we show."""


def rendition(photo: Photo, width: int) -> File[bytes]:
    """The photo at one of its widths, as an open JPEG file.

    Raises ``ValueError`` for a width that pages do not use, ``PhotoUnreadable`` for a file that cannot be shown.
    """
    if width not in srcset_widths(photo.width):
        raise ValueError(f"Photos are kept in the widths {srcset_widths(photo.width)}, not in {width}.")
    size = (width, height_at(width, of=(photo.width, photo.height)))
    return _kept(photo, f"{photo.key}-{width}", size)


def social_rendition(photo: Photo) -> File[bytes]:
    """The photo as social networks show it, cut around its focal point."""
    return _kept(photo, f"{photo.key}-social", SOCIAL_SIZE, crop=True)


def _kept(photo: Photo, stem: str, size: tuple[int, int], *, crop: bool = False) -> File[bytes]:
    """The rendition from storage, made first if it is not there yet."""
    # The focal point is not in the key; a moved one asks for a new cut.
    name = f"renditions/{stem}-{photo.focal_x:.3f}-{photo.focal_y:.3f}.jpg" if crop else f"renditions/{stem}.jpg"
    if default_storage.exists(name):
        return default_storage.open(name)
    data = _draw(photo, size, crop=crop)
    _keep(name, data)
    return ContentFile(data, name=name)


def _keep(name: str, data: bytes) -> None:
    """Store a rendition so that nobody ever reads half of it, and so that of two made at once one stays."""
    if not isinstance(default_storage, FileSystemStorage):  # an object store shows a file once it is whole
        saved = default_storage.save(name, ContentFile(data))
        if saved != name:
            default_storage.delete(saved)
        return
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def _draw(photo: Photo, size: tuple[int, int], *, crop: bool) -> bytes:
    """A progressive sRGB JPEG without metadata."""
    try:
        with photo.file.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # measured below, by our own limit
            with Image.open(file, formats=_READABLE) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise PhotoUnreadable(f"{photo.file.name} claims {image.width} × {image.height} pixels.")
                # JPEGs are read at a fraction of their size when that is enough; 2: a margin for sharpness.
                image.draft("RGB", (max(size) * 2, max(size) * 2))
                profile = image.info.get("icc_profile")
                upright = _in_srgb(ImageOps.exif_transpose(image), profile)
        if crop:
            ratio = Fraction(*size)
            upright = upright.crop(crop_box(*upright.size, ratio=ratio, focal_x=photo.focal_x, focal_y=photo.focal_y))
        drawn = upright.resize(size, Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise PhotoUnreadable(f"{photo.file.name} cannot be shown: {error}") from error
    drawn.info.clear()  # whatever the camera or the agency wrote into the file
    data = io.BytesIO()
    drawn.save(data, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return data.getvalue()


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB, on white where it was transparent."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    elif image.mode.startswith("I"):  # sixteen bits a pixel
        image = image.point(lambda value: value / 256).convert("L")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                image = converted
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile: the colours as they are
    return image.convert("RGB")
