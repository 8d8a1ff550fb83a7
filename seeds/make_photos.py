"""Draw the pictures of the sample stories: `python seeds/make_photos.py [NAME …]`.

Every picture is made here from gradients, silhouettes and noise; no photograph, font or other file is read.
The random numbers come from the name of the picture, so a second run with the same Pillow writes the same bytes.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Colour = tuple[int, int, int]
Point = tuple[float, float]
Size = tuple[int, int]
Paint = Callable[[ImageDraw.ImageDraw], None]

FOLDER = Path(__file__).resolve().parent / "page_text"
LANDSCAPE: Size = (1600, 1067)
FOUR_THREE: Size = (1600, 1200)
PORTRAIT: Size = (1067, 1600)
QUALITY = 80
BLACK: Colour = (0, 0, 0)
EXIF_DESCRIPTION, EXIF_ARTIST, EXIF_COPYRIGHT = 0x010E, 0x013B, 0x8298


# --- colour and noise -------------------------------------------------------------------------------------------


def blend(a: Colour, b: Colour, t: float) -> Colour:
    """The colour a share `t` of the way from `a` to `b`."""
    return tuple(round(p + (q - p) * t) for p, q in zip(a, b, strict=True))  # type: ignore[return-value]


def ramp(stops: Sequence[tuple[float, Colour]], t: float) -> Colour:
    """The colour at `t` on a line of (position, colour) stops."""
    for (p, a), (q, b) in itertools.pairwise(stops):
        if t <= q:
            return blend(a, b, max(0.0, t - p) / (q - p))
    return stops[-1][1]


def sky(size: Size, *stops: tuple[float, Colour]) -> Image.Image:
    """A picture filled from top to bottom with a gradient through `stops`."""
    column = Image.new("RGB", (1, size[1]))
    column.putdata([ramp(stops, y / (size[1] - 1)) for y in range(size[1])])
    return column.resize(size)


def white_noise(size: Size, rng: Random) -> Image.Image:
    """Grey noise, one random value a pixel."""
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def clouds(size: Size, rng: Random, cells: float, *, stretch: float = 1.0, octaves: int = 5) -> Image.Image:
    """Soft fractal noise; `cells` blobs fit the width, and `stretch` > 1 flattens them."""
    out, total, weight = None, 0.0, 1.0
    for octave in range(octaves):
        across = cells * 2**octave
        small = (max(2, round(across)), max(2, round(across * stretch * size[1] / size[0])))
        layer = white_noise(small, rng).resize(size, Image.Resampling.BICUBIC)
        total += weight
        out = layer if out is None else Image.blend(out, layer, weight / total)
        weight *= 0.55
    assert out is not None
    return ImageOps.autocontrast(out, cutoff=1)


def levels(mask: Image.Image, low: float, high: float, *, top: int = 255, gamma: float = 1.0) -> Image.Image:
    """The mask with `low` mapped to 0 and `high` to `top`."""
    span = high - low
    return mask.point([round(top * min(1.0, max(0.0, (v - low) / span)) ** gamma) for v in range(256)])


def fade(size: Size, *stops: tuple[float, int]) -> Image.Image:
    """A mask that runs from top to bottom through (position, value) stops."""
    return sky(size, *[(p, (v, v, v)) for p, v in stops]).getchannel(0)


def times(a: Image.Image, b: Image.Image) -> Image.Image:
    """Two masks multiplied."""
    return ImageChops.multiply(a, b)


def scaled(mask: Image.Image, share: float) -> Image.Image:
    """The mask with every value multiplied by `share`."""
    return mask.point([min(255, round(v * share)) for v in range(256)])


# --- shapes and light -------------------------------------------------------------------------------------------


def shape(size: Size, paint: Paint, blur: float = 0.0, near: Sequence[Point] = ()) -> Image.Image:
    """An antialiased mask of what `paint` draws in white, in coordinates of twice the size.

    With `near`, the points the drawing stays close to, only their surroundings are worked on.
    """
    pad = math.ceil(blur * 3) + 40
    x0, y0, x1, y1 = 0, 0, *size
    if near:
        xs, ys = [p[0] for p in near], [p[1] for p in near]
        x0, y0 = max(0, math.floor(min(xs)) - pad), max(0, math.floor(min(ys)) - pad)
        x1, y1 = min(size[0], math.ceil(max(xs)) + pad), min(size[1], math.ceil(max(ys)) + pad)
    out = Image.new("L", size, 0)
    if x0 >= x1 or y0 >= y1:
        return out
    big = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    paint(ImageDraw.Draw(big))
    mask = big.resize((x1 - x0, y1 - y0), Image.Resampling.BOX, (x0 * 2, y0 * 2, x1 * 2, y1 * 2))
    out.paste(mask.filter(ImageFilter.GaussianBlur(blur)) if blur else mask, (x0, y0))
    return out


def doubled(points: Sequence[Point]) -> list[Point]:
    """Points in the coordinates of `shape`."""
    return [(x * 2, y * 2) for x, y in points]


def polygon(size: Size, points: Sequence[Point], blur: float = 0.0) -> Image.Image:
    """A mask of one polygon."""
    return shape(size, lambda d: d.polygon(doubled(points), fill=255), blur, points)


def curve(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A smooth closed line through `points` (Catmull-Rom)."""
    out: list[Point] = []
    n = len(points)
    for i in range(n):
        p0, p1, p2, p3 = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        for s in range(steps):
            t = s / steps
            x, y = (
                0.5
                * (
                    2 * p1[a]
                    + (p2[a] - p0[a]) * t
                    + (2 * p0[a] - 5 * p1[a] + 4 * p2[a] - p3[a]) * t * t
                    + (3 * p1[a] - p0[a] - 3 * p2[a] + p3[a]) * t**3
                )
                for a in (0, 1)
            )
            out.append((x, y))
    return out


def ridge(rng: Random, width: int, base: float, height: float, *, rough: float = 0.5, depth: int = 8) -> list[Point]:
    """The line of a range of hills, by midpoint displacement around `base`."""
    ys = [base + rng.uniform(-height, height) * 0.5 for _ in range(4)]
    amount = height
    for _ in range(depth):
        amount *= rough
        nxt: list[float] = []
        for a, b in itertools.pairwise(ys):
            nxt += [a, (a + b) / 2 + rng.uniform(-amount, amount)]
        ys = [*nxt, ys[-1]]
    step = width / (len(ys) - 1)
    return [(i * step, y) for i, y in enumerate(ys)]


def below(line: Sequence[Point], size: Size) -> list[Point]:
    """The polygon between a line and the bottom edge."""
    return [*line, (size[0], size[1]), (0, size[1])]


def disc(gamma: float) -> Image.Image:
    """A round falloff on a square of 512: white in the middle, black from the inscribed circle outwards."""
    wide = Image.radial_gradient("L").resize((724, 724), Image.Resampling.BICUBIC)
    reach = wide.getpixel((362, 106))
    assert isinstance(reach, int)
    return wide.crop((106, 106, 618, 618)).point([round(255 * max(0.0, 1 - v / reach) ** gamma) for v in range(256)])


def spot(img: Image.Image, at: Point, radius: float, colour: Colour, gamma: float = 2.2, squash: float = 1.0) -> None:
    """Add a round glow of light to the picture."""
    w, h = max(2, round(radius * 2)), max(2, round(radius * 2 * squash))
    mask = disc(gamma).resize((w, h), Image.Resampling.BICUBIC)
    x, y = round(at[0] - w / 2), round(at[1] - h / 2)
    box = (max(0, x), max(0, y), min(img.width, x + w), min(img.height, y + h))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    mask = mask.crop((box[0] - x, box[1] - y, box[2] - x, box[3] - y))
    light = Image.new("RGB", mask.size, BLACK)
    light.paste(colour, mask=mask)
    img.paste(ImageChops.screen(img.crop(box), light), box[:2])


def shine(img: Image.Image, mask: Image.Image, colour: Colour, *, halo: float = 0.0, power: float = 1.0) -> None:
    """Add light of one colour where the mask is, with a halo blurred around it."""
    light = Image.new("RGB", img.size, BLACK)
    light.paste(colour, mask=mask)
    out = ImageChops.screen(img, light)
    if halo:
        soft = light.filter(ImageFilter.GaussianBlur(halo))
        out = ImageChops.add(out, ImageEnhance.Brightness(soft).enhance(power))
    img.paste(out)


def tint(img: Image.Image, mask: Image.Image, colour: Colour, share: float = 1.0) -> None:
    """Lay a colour over the picture where the mask is."""
    box = mask.getbbox()
    if box:
        part = mask.crop(box)
        img.paste(colour, box, scaled(part, share) if share != 1.0 else part)


def haze(img: Image.Image, top: float, bottom: float, colour: Colour, strength: int, rng: Random | None = None) -> None:
    """A bank of mist between two heights (shares of the picture), thickest at its foot."""
    mid = top + (bottom - top) * 0.75
    mask = fade(img.size, (0.0, 0), (top, 0), (mid, strength), (bottom, 0), (1.0, 0))
    if rng is not None:
        mask = times(mask, levels(clouds(img.size, rng, 3, stretch=3), 40, 210))
    tint(img, mask, colour)


# --- water ------------------------------------------------------------------------------------------------------


def waves(size: Size, rng: Random, *, near: float = 260, far: float = 14, flat: float = 0.22) -> Image.Image:
    """Noise lying flat on the water: fine at the horizon (top edge), coarse in front."""
    w, h = size
    depth = h * far / (near - far)
    tile = clouds((1600, 1600), rng, 1600 / near * 8, stretch=1 / flat, octaves=4)
    scale = 1.15
    data = (scale, 800 / depth, 800 - scale * w / 2, 0.0, 0.0, 1590.0, 0.0, 1 / depth)
    plane = tile.transform((w, h), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC)
    return plane.filter(ImageFilter.GaussianBlur(0.6))


def slid(img: Image.Image, dx: int, dy: int) -> Image.Image:
    """The picture moved by some pixels, its edges mirrored."""
    pad = max(abs(dx), abs(dy)) + 1
    out = Image.new(img.mode, (img.width + 2 * pad, img.height + 2 * pad))
    out.paste(img.resize(out.size), (0, 0))
    out.paste(img, (pad, pad))
    return out.crop((pad - dx, pad - dy, pad - dx + img.width, pad - dy + img.height))


def smeared(img: Image.Image, amount: int) -> Image.Image:
    """The picture drawn out downwards, as water draws out lights."""
    small = img.resize((img.width, max(2, img.height // amount)), Image.Resampling.BOX)
    return small.resize(img.size, Image.Resampling.BICUBIC)


def water(
    img: Image.Image,
    horizon: int,
    rng: Random,
    *,
    colour: Colour,
    depth: float = 0.5,
    smear: int = 10,
    swell: float = 1.0,
    gleam: Colour | None = None,
) -> None:
    """Fill everything below `horizon` with water that mirrors what is above it."""
    w, h = img.width, img.height - horizon
    top = max(0, horizon - round(h * 1.15))
    mirror = ImageOps.flip(img.crop((0, top, w, horizon))).resize((w, h), Image.Resampling.BICUBIC)
    mirror = Image.blend(mirror, smeared(mirror, smear), 0.75)
    noise = waves((w, h), rng)
    out = mirror.copy()
    near = fade((w, h), (0.0, 60), (1.0, 255))
    for i, (dx, dy) in enumerate(((-9, -26), (7, 22), (-4, -48), (5, 42))):
        low = 120 if i < 2 else 165
        side = noise if i % 2 else ImageOps.invert(noise)
        moved = slid(mirror, round(dx * swell), round(dy * swell))
        out.paste(moved, mask=times(levels(side, low, low + 45), near))
    tint(out, fade((w, h), (0.0, 30), (1.0, 255)), colour, depth)
    tint(out, times(levels(ImageOps.invert(noise), 130, 240), near), blend(colour, BLACK, 0.5), 0.45)
    if gleam:
        shine(out, times(levels(noise, 165, 250), fade((w, h), (0.0, 150), (0.5, 90), (1.0, 40))), gleam)
    img.paste(out, (0, horizon))
    line = fade((w, 9), (0.0, 0), (0.5, 120), (1.0, 0))
    img.paste(Image.new("RGB", (w, 9), blend(colour, (255, 255, 255), 0.12)), (0, horizon - 4), line)


# --- finish -----------------------------------------------------------------------------------------------------


def vignette(img: Image.Image, strength: float) -> Image.Image:
    """The picture with darker corners."""
    falloff = Image.radial_gradient("L").point([round(255 * (1 - strength * (v / 255) ** 2.4)) for v in range(256)])
    falloff = falloff.resize((round(img.width * 1.32), round(img.height * 1.32)), Image.Resampling.BICUBIC)
    x, y = (falloff.width - img.width) // 2, (falloff.height - img.height) // 2
    mask = falloff.crop((x, y, x + img.width, y + img.height))
    return ImageChops.multiply(img, Image.merge("RGB", (mask, mask, mask)))


def grain(img: Image.Image, rng: Random, amount: float) -> Image.Image:
    """The picture with fine film grain."""
    noise = Image.blend(white_noise(img.size, rng), white_noise(img.size, rng), 0.5)
    noise = noise.filter(ImageFilter.GaussianBlur(0.7)).point([round(128 + (v - 128) * amount) for v in range(256)])
    return ImageChops.add(img, Image.merge("RGB", (noise, noise, noise)), 1, -128)


def finished(
    img: Image.Image, rng: Random, *, dark: float = 0.42, grit: float = 0.105, warm: float = 0.0
) -> Image.Image:
    """Bloom, vignette, contrast and grain."""
    soft = img.filter(ImageFilter.GaussianBlur(16))
    img = Image.blend(img, ImageChops.screen(img, ImageEnhance.Brightness(soft).enhance(0.45)), 0.5)
    img = ImageEnhance.Contrast(img).enhance(1.06)
    if warm:
        img = Image.blend(img, ImageChops.multiply(img, Image.new("RGB", img.size, (255, 238, 214))), warm)
    return grain(vignette(img, dark), rng, grit)


def windows(
    draw: ImageDraw.ImageDraw,
    rng: Random,
    box: tuple[float, float, float, float],
    cell: Point,
    pane: Point,
    share: float,
) -> None:
    """Draw a grid of lit panes, of which a `share` is on, with a brightness each."""
    x0, y0, x1, y1 = box
    y = y0
    while y + pane[1] < y1:
        x = x0
        floor = rng.random() * 0.4 + 0.8
        while x + pane[0] < x1:
            if rng.random() < share * floor:
                draw.rectangle([x * 2, y * 2, (x + pane[0]) * 2, (y + pane[1]) * 2], fill=rng.randint(90, 255))
            x += cell[0]
        y += cell[1]


# --- the pictures -----------------------------------------------------------------------------------------------


def boxes(size: Size, rects: Sequence[tuple[float, float, float, float]], blur: float = 0.0) -> Image.Image:
    """A mask of rectangles."""

    def paint(draw: ImageDraw.ImageDraw) -> None:
        """Draw them all."""
        for x0, y0, x1, y1 in rects:
            draw.rectangle([x0 * 2, y0 * 2, x1 * 2, y1 * 2], fill=255)

    return shape(size, paint, blur, [p for x0, y0, x1, y1 in rects for p in ((x0, y0), (x1, y1))])


def lines(size: Size, paths: Sequence[Sequence[Point]], width: float, blur: float = 0.0) -> Image.Image:
    """A mask of lines of one width."""

    def paint(draw: ImageDraw.ImageDraw) -> None:
        """Draw them all."""
        for path in paths:
            draw.line(doubled(path), fill=255, width=max(1, round(width * 2)), joint="curve")

    return shape(size, paint, blur, [p for path in paths for p in path])


def stars(img: Image.Image, rng: Random, count: int, floor: float) -> None:
    """Scatter stars above `floor` (a share of the height)."""

    def paint(draw: ImageDraw.ImageDraw) -> None:
        """Draw small dots of many brightnesses."""
        for _ in range(count):
            x, y = rng.random() * img.width * 2, rng.random() ** 1.2 * img.height * floor * 2
            r = 0.5 + rng.random() ** 6 * 1.8
            draw.ellipse([x - r, y - r, x + r, y + r], fill=round(60 + 190 * rng.random() ** 2))

    shine(img, shape(img.size, paint), (225, 232, 255), halo=2.5, power=1.2)


def overcast(img: Image.Image, rng: Random, colour: Colour, *, low: float, share: float, floor: float = 0.6) -> None:
    """Drift flat clouds over the upper part of the picture."""
    mask = levels(clouds(img.size, rng, 2.2, stretch=4.5, octaves=6), low, low + 110)
    tint(img, times(mask, fade(img.size, (0.0, 255), (floor * 0.8, 190), (floor, 0), (1.0, 0))), colour, share)


def city_bands(
    rng: Random, width: int, base: float, tall: float, broad: Point
) -> list[tuple[float, float, float, float]]:
    """A row of house fronts standing on `base`."""
    out, x = [], -20.0
    while x < width:
        w, h = rng.uniform(*broad), tall * rng.uniform(0.55, 1.0)
        out.append((x, base - h, x + w, base + 4))
        x += w + rng.choice((0, 0, 1, 5))
    return out


def neva(rng: Random) -> Image.Image:
    """Spires and a dome over a wide river, after sunset."""
    size = LANDSCAPE
    img = sky(
        size,
        (0, (26, 34, 68)),
        (0.28, (84, 78, 122)),
        (0.46, (206, 132, 120)),
        (0.58, (250, 190, 128)),
        (1, (250, 190, 128)),
    )
    overcast(img, rng, (70, 62, 104), low=120, share=0.75, floor=0.5)
    overcast(img, rng, (255, 176, 140), low=165, share=0.6, floor=0.55)
    base = 622
    spot(img, (1010, base), 560, (255, 190, 110), gamma=2.6, squash=0.5)
    tint(img, boxes(size, city_bands(rng, 1600, base, 46, (30, 90)), 1.2), (150, 104, 112))
    tint(img, boxes(size, city_bands(rng, 1600, base, 40, (60, 150)), 0.6), (98, 72, 92))
    dark = (44, 36, 58)
    dome = [
        [
            (470, base),
            (470, base - 92),
            (490, base - 92),
            (490, base - 118),
            (610, base - 118),
            (610, base - 92),
            (630, base - 92),
            (630, base),
        ],
        [(510, base - 110), (510, base - 176), (590, base - 176), (590, base - 110)],
        curve(
            [
                (508, base - 174),
                (514, base - 214),
                (550, base - 246),
                (586, base - 214),
                (592, base - 174),
                (550, base - 166),
            ]
        ),
        [(543, base - 240), (543, base - 270), (550, base - 306), (557, base - 270), (557, base - 240)],
        *[
            [(x, base - 112), (x, base - 140), (x + 11, base - 160), (x + 22, base - 140), (x + 22, base - 112)]
            for x in (480, 598)
        ],
    ]
    spires = [
        [
            (1108, base),
            (1108, base - 120),
            (1120, base - 140),
            (1126, base - 190),
            (1131, base - 380),
            (1136, base - 190),
            (1142, base - 140),
            (1154, base - 120),
            (1154, base),
        ],
        [(1040, base), (1040, base - 64), (1154, base - 76), (1154, base)],
        [
            (206, base),
            (206, base - 70),
            (216, base - 96),
            (224, base - 108),
            (229, base - 236),
            (234, base - 108),
            (242, base - 96),
            (252, base - 70),
            (252, base),
        ],
    ]
    for points in (*dome, *spires):
        tint(img, polygon(size, points), dark)
    rim = [
        [(1132, base - 374), (1137, base - 190), (1143, base - 142)],
        [(230, base - 230), (235, base - 108)],
        [(586, base - 176), (588, base - 200), (572, base - 232)],
    ]
    shine(img, lines(size, rim, 1.3), (255, 206, 140), halo=5, power=1.0)
    front = city_bands(rng, 1600, base, 58, (90, 210))
    tint(img, boxes(size, front), (38, 32, 52))

    def lit(draw: ImageDraw.ImageDraw) -> None:
        """Light some of the windows of the palaces."""
        for x0, y0, x1, y1 in front:
            windows(draw, rng, (x0 + 6, y0 + 9, x1 - 4, y1 - 8), (9, 15), (3.5, 6), 0.34)

    shine(img, shape(size, lit), (255, 196, 110), halo=6, power=0.9)
    tint(img, boxes(size, [(0, base - 7, 1600, base + 2)]), (30, 26, 42))
    for i in range(27):
        at = (rng.uniform(-6, 6) + i * 62, base - 17)
        spot(img, at, 34, (255, 190, 110), gamma=3)
        spot(img, at, 5, (255, 240, 205), gamma=0.8)
    haze(img, 0.5, 0.6, (232, 150, 120), 70, rng)
    water(img, base, rng, colour=(26, 28, 58), depth=0.5, smear=14, gleam=(240, 150, 110))
    return finished(img, rng, warm=0.25)


def crane(x: float, base: float, k: float, lean: float) -> list[list[Point]]:
    """The lines of an old dockside crane."""
    top, jib = base - 120 * k, (x + 150 * k * lean, base - 232 * k)
    legs = [
        [(x - 34 * k, base), (x - 12 * k, top)],
        [(x + 34 * k, base), (x + 12 * k, top)],
        [(x - 28 * k, base - 40 * k), (x + 28 * k, base - 40 * k)],
    ]
    cab = [[(x - 30 * k, top), (x + 30 * k, top)], [(x - 30 * k, top - 26 * k), (x + 30 * k, top - 26 * k)]]
    arms = [
        [(x, top - 20 * k), jib],
        [(x - 22 * k * lean, top - 26 * k), (x - 10 * k * lean, base - 196 * k), jib],
        [jib, (jib[0], jib[1] + 92 * k)],
    ]
    return [*legs, *cab, *arms]


def night_boat(rng: Random) -> Image.Image:
    """A lit ferry leaving a harbour at dusk, old cranes behind her."""
    size = LANDSCAPE
    img = sky(
        size,
        (0, (16, 30, 62)),
        (0.3, (48, 78, 118)),
        (0.48, (176, 142, 146)),
        (0.58, (244, 176, 124)),
        (1, (244, 176, 124)),
    )
    overcast(img, rng, (38, 48, 86), low=112, share=0.8, floor=0.52)
    overcast(img, rng, (248, 160, 128), low=158, share=0.55, floor=0.57)
    base = 640
    spot(img, (420, base), 620, (255, 176, 96), gamma=2.8, squash=0.42)
    for i, (y, h, c) in enumerate(((540, 70, (138, 120, 140)), (572, 60, (96, 90, 118)), (604, 44, (62, 64, 94)))):
        tint(img, polygon(size, below(ridge(rng, 1600, y, h, rough=0.46), size), 1.4 - i * 0.4), c)
        haze(img, 0.44, 0.61, (214, 158, 140), 46, rng)
    for x, k, lean, c in (
        (180, 0.8, 1, (70, 66, 92)),
        (400, 1.0, 1, (48, 48, 74)),
        (1330, 1.25, -1, (36, 38, 62)),
        (1530, 1.0, -1, (50, 50, 78)),
    ):
        tint(img, lines(size, crane(x, base, k, lean), 4.2 * k), c)
        tint(img, boxes(size, [(x - 30 * k, base - 146 * k, x + 30 * k, base - 118 * k)]), c)
    sheds = [(0, 596, 290, 644), (300, 606, 520, 644), (1180, 590, 1600, 644)]
    tint(img, boxes(size, sheds), (30, 34, 56))
    for _ in range(46):
        at = (rng.choice((rng.uniform(0, 520), rng.uniform(1180, 1600))), rng.uniform(600, 634))
        spot(img, at, rng.uniform(7, 17), rng.choice(((255, 184, 100), (255, 210, 150), (170, 220, 255))), gamma=2.4)
    hull = [(520, 590), (546, 642), (1096, 642), (1150, 570), (1046, 578), (1030, 584), (540, 584)]
    decks = [
        [(556, 586), (560, 548), (1010, 548), (1030, 586)],
        [(590, 550), (594, 516), (940, 516), (984, 550)],
        [(830, 518), (836, 486), (912, 486), (930, 518)],
    ]
    funnel = [[(650, 518), (656, 456), (706, 452), (714, 518)], [(776, 516), (779, 430), (783, 430), (786, 516)]]
    tint(img, polygon(size, hull), (16, 20, 38))
    for points in decks:
        tint(img, polygon(size, points), (58, 62, 86))
    for points in funnel:
        tint(img, polygon(size, points), (22, 26, 44))
    tint(img, boxes(size, [(653, 470, 710, 486)]), (150, 60, 52))

    def lit(draw: ImageDraw.ImageDraw) -> None:
        """Light the cabins deck by deck."""
        windows(draw, rng, (568, 558, 1010, 576), (13, 40), (8, 9), 0.98)
        windows(draw, rng, (602, 526, 936, 544), (14, 40), (9, 9), 0.96)
        windows(draw, rng, (842, 492, 912, 510), (9, 40), (7, 8), 0.9)
        windows(draw, rng, (570, 600, 1040, 612), (30, 40), (5, 5), 0.8)

    shine(img, shape(size, lit), (255, 206, 128), halo=9, power=1.5)
    for at, c in (
        ((781, 428), (255, 240, 220)),
        ((1142, 560), (255, 250, 230)),
        ((530, 576), (255, 210, 150)),
        ((871, 490), (120, 255, 170)),
    ):
        spot(img, at, 40, c, gamma=3.2)
        spot(img, at, 5, c, gamma=0.7)
    smoke = times(
        levels(clouds(size, rng, 9, stretch=2), 90, 220),
        polygon(size, [(660, 452), (704, 450), (300, 330), (250, 410)], 26),
    )
    tint(img, smoke, (70, 66, 88), 0.6)
    water(img, base, rng, colour=(14, 24, 52), depth=0.46, smear=16, gleam=(238, 164, 120))
    shine(img, polygon(size, [(500, 652), (200, 690), (420, 664), (1090, 646), (1110, 652)], 5), (120, 130, 160))
    tint(img, polygon(size, [(0, 1067), (0, 985), (430, 1010), (520, 1067)]), (10, 13, 26))
    for x, y in ((120, 985), (330, 1000)):
        tint(
            img,
            polygon(
                size,
                curve(
                    [
                        (x - 24, y + 8),
                        (x - 18, y - 38),
                        (x - 30, y - 52),
                        (x + 30, y - 52),
                        (x + 18, y - 38),
                        (x + 24, y + 8),
                    ]
                ),
            ),
            (8, 11, 22),
        )
    return finished(img, rng, warm=0.2)


def skerry_light(rng: Random) -> Image.Image:
    """A lighthouse on a rock at night, its beams over the sea."""
    size = FOUR_THREE
    w, h = size
    img = sky(
        size, (0, (7, 12, 30)), (0.35, (18, 34, 66)), (0.6, (48, 80, 112)), (0.7, (96, 124, 140)), (1, (96, 124, 140))
    )
    stars(img, rng, 900, 0.6)
    overcast(img, rng, (28, 42, 68), low=130, share=0.85, floor=0.68)
    lamp, base = (1090.0, 392.0), 850
    air = levels(clouds(size, rng, 4, stretch=2.4), 10, 230)
    for angle, spread, power in (
        (math.pi + 0.10, 0.050, 1.0),
        (-0.12, 0.075, 0.9),
        (math.pi - 0.62, 0.03, 0.32),
        (0.5, 0.03, 0.22),
    ):
        far = 1900
        ends = [(lamp[0] + far * math.cos(angle + s), lamp[1] + far * math.sin(angle + s)) for s in (-spread, spread)]
        core = [
            (lamp[0] + far * math.cos(angle + s), lamp[1] + far * math.sin(angle + s))
            for s in (-spread / 3, spread / 3)
        ]
        glow = disc(1.15).resize((3400, 3400))
        x, y = 1700 - round(lamp[0]), 1700 - round(lamp[1])
        glow = times(glow.crop((x, y, x + w, y + h)), levels(air, -160, 200))
        shine(img, scaled(times(polygon(size, [lamp, *ends], 14), glow), 0.62 * power), (255, 232, 178))
        shine(img, scaled(times(polygon(size, [lamp, *core], 5), glow), 0.5 * power), (255, 244, 214))
    tint(img, polygon(size, below(ridge(rng, w, 838, 34), size), 1.2), (38, 56, 78))
    rock = [
        (700, base + 6),
        (760, 812),
        (830, 800),
        (880, 762),
        (960, 742),
        (1020, 716),
        (1150, 712),
        (1210, 748),
        (1290, 770),
        (1350, 812),
        (1430, base + 6),
    ]
    jag = [(x + rng.uniform(-12, 12), y + rng.uniform(-8, 8)) for x, y in rock]
    tint(img, polygon(size, jag), (12, 17, 28))
    tint(img, times(polygon(size, jag), levels(clouds(size, rng, 60), 150, 230)), (52, 62, 76), 0.6)
    tower = [(1046, 724), (1062, 470), (1118, 470), (1134, 724)]
    tint(img, polygon(size, tower), (92, 102, 118))
    shade = [(1094, 724), (1092, 470), (1118, 470), (1134, 724)]
    tint(img, polygon(size, shade, 8), (30, 38, 54), 0.8)
    tint(img, polygon(size, [(1052, 640), (1057, 560), (1123, 560), (1128, 640)]), (112, 44, 44), 0.7)
    tint(img, times(polygon(size, tower), fade(size, (0, 0), (0.4, 0), (0.6, 200), (1, 255))), (16, 22, 34), 0.75)
    for rect in (
        (1048, 458, 1132, 472),
        (1066, 420, 1072, 460),
        (1108, 420, 1114, 460),
        (1062, 414, 1118, 420),
        (1066, 360, 1114, 366),
    ):
        tint(img, boxes(size, [rect]), (16, 20, 32))
    tint(
        img,
        polygon(size, curve([(1060, 366), (1070, 342), (1090, 330), (1110, 342), (1120, 366), (1090, 368)])),
        (16, 20, 32),
    )
    tint(
        img,
        lines(size, [[(1090, 332), (1090, 300)], [(1050, 442), (1130, 442)], [(1050, 450), (1130, 450)]], 2),
        (16, 20, 32),
    )
    shine(img, boxes(size, [(1068, 368, 1112, 414)], 3), (255, 240, 200), halo=30, power=1.6)
    tint(img, lines(size, [[(x, 366), (x, 416)] for x in (1079, 1090, 1101)], 1.6), (50, 44, 40))
    spot(img, lamp, 330, (255, 224, 160), gamma=3.2)
    spot(img, lamp, 40, (255, 252, 236), gamma=1.1)
    cottage = [(1160, 740), (1160, 700), (1184, 680), (1236, 680), (1256, 700), (1256, 756)]
    tint(img, polygon(size, cottage), (20, 26, 40))
    shine(img, boxes(size, [(1176, 708, 1188, 722), (1222, 710, 1232, 722)]), (255, 184, 100), halo=10, power=1.4)
    water(img, base, rng, colour=(8, 18, 36), depth=0.42, smear=9, swell=1.4, gleam=(120, 140, 150))
    foam = times(
        levels(clouds(size, rng, 40, stretch=3), 120, 190),
        polygon(size, [(660, 852), (760, 838), (1380, 838), (1470, 852), (1400, 872), (720, 872)], 8),
    )
    tint(img, foam, (176, 190, 200), 0.8)
    return finished(img, rng, dark=0.5)


def carrow_dome(rng: Random) -> Image.Image:
    """Star trails round the pole above an open observatory dome."""
    size = PORTRAIT
    w, h = size
    img = sky(
        size, (0, (8, 12, 32)), (0.45, (20, 36, 70)), (0.72, (52, 70, 96)), (0.84, (126, 106, 92)), (1, (126, 106, 92))
    )
    pole = (430.0, 540.0)

    def trails(draw: ImageDraw.ImageDraw) -> None:
        """Draw an arc for every star, all of one angle."""
        for _ in range(520):
            r = 2 * (14 + 1250 * rng.random() ** 0.7)
            start, x, y = rng.random() * 360, pole[0] * 2, pole[1] * 2
            draw.arc(
                [x - r, y - r, x + r, y + r],
                start,
                start + 27,
                fill=round(30 + 225 * rng.random() ** 3.2),
                width=rng.choice((1, 2, 2, 3)),
            )

    for c, count in (((206, 220, 255), 0), ((255, 226, 190), 0)):
        shine(img, scaled(shape(size, trails), 0.85 + count), c, halo=2, power=0.5)
    spot(img, (w * 0.8, h * 0.87), 900, (255, 170, 100), gamma=2.8, squash=0.35)
    for i, (y, amount, c) in enumerate(((1330, 90, (58, 64, 86)), (1380, 70, (38, 44, 64)), (1420, 50, (24, 30, 46)))):
        tint(img, polygon(size, below(ridge(rng, w, y, amount), size), 1.2 - 0.4 * i), c)
        haze(img, 0.79, 0.92, (140, 122, 116), 70, rng)
    cx, cy, r = 600, 1240, 205
    body = [(cx - r - 8, 1460), (cx - r - 8, cy), (cx + r + 8, cy), (cx + r + 8, 1460)]
    dome = shape(
        size, lambda d: d.pieslice([(cx - r) * 2, (cy - r) * 2, (cx + r) * 2, (cy + r) * 2], 180, 360, fill=255)
    )
    tint(img, dome, (118, 126, 146))
    for k in (1 / 4.4, 2 / 4.4, 3 / 4.4, 4 / 4.4):
        rib = shape(
            size,
            lambda d, k=k: d.arc(
                [(cx - r * k) * 2, (cy - r) * 2, (cx + r * k) * 2, (cy + r) * 2], 180, 360, fill=255, width=3
            ),
        )
        tint(img, times(rib, dome), (70, 78, 100), 0.8)
    side = polygon(
        size, [(cx - 30, cy - r - 10), (cx + r + 10, cy - r - 10), (cx + r + 10, cy + 4), (cx + 60, cy + 4)], 46
    )
    tint(img, times(side, dome), (14, 20, 38), 0.88)
    tint(img, times(levels(clouds(size, rng, 70), 120, 250), dome), (60, 66, 84), 0.4)
    slit = curve(
        [
            (cx - 86, cy - 6),
            (cx - 78, cy - 110),
            (cx - 48, cy - 204),
            (cx - 12, cy - 206),
            (cx - 24, cy - 110),
            (cx - 22, cy - 6),
        ]
    )
    opening = times(polygon(size, slit), dome)
    tint(img, opening, (18, 10, 14))
    shine(
        img, times(opening, fade(size, (0, 0), (0.66, 20), (0.775, 210), (1, 210))), (214, 62, 34), halo=26, power=0.9
    )
    tint(
        img,
        times(
            polygon(size, [(cx - 72, cy + 4), (cx - 44, cy - 150), (cx - 20, cy - 146), (cx - 34, cy + 4)], 1), opening
        ),
        (30, 14, 16),
    )
    tint(img, boxes(size, [(cx - r - 18, cy - 6, cx + r + 18, cy + 12)]), (58, 64, 82))
    tint(img, polygon(size, body), (34, 38, 54))
    tint(img, times(polygon(size, body), fade(size, (0, 0), (0.78, 0), (0.92, 255), (1, 255))), (14, 17, 28))
    shine(img, boxes(size, [(cx + 88, 1322, cx + 118, 1362)]), (255, 190, 104), halo=18, power=1.3)
    tint(img, lines(size, [[(cx + 103, 1320), (cx + 103, 1364)], [(cx + 86, 1342), (cx + 120, 1342)]], 2), (30, 24, 24))
    tint(img, boxes(size, [(cx - 40, 1340, cx + 2, 1440)]), (10, 12, 20))
    ground = below(ridge(rng, w, 1440, 40, rough=0.55), size)
    tint(img, polygon(size, ground), (10, 13, 22))

    def grass(draw: ImageDraw.ImageDraw) -> None:
        """Draw blades along the brow of the hill."""
        for _ in range(2600):
            x, y = rng.uniform(0, w), rng.uniform(1428, 1600)
            k = (y - 1380) / 90
            draw.line(
                [x * 2, y * 2, (x + rng.uniform(-9, 16) * k) * 2, (y - rng.uniform(8, 26) * k) * 2],
                fill=rng.randint(30, 190),
                width=2,
            )

    tint(img, shape(size, grass), (40, 46, 58), 0.8)
    tint(img, fade(size, (0, 0), (0.9, 0), (1, 220)), (6, 8, 14))
    return finished(img, rng, dark=0.46)


def facet(img: Image.Image, rng: Random, points: Sequence[Point], light: Colour, dark: Colour) -> None:
    """Paint one face of ice: bright above, blue below, cracked."""
    size = img.size
    ys = [y / size[1] for _, y in points]
    mask = polygon(size, points, 0.7)
    tint(img, mask, light)
    tint(img, times(mask, fade(size, (0, 0), (min(ys), 0), (max(ys), 255), (1.01, 255))), dark)
    tint(img, times(mask, levels(clouds(size, rng, 22, stretch=0.45), 128, 215)), blend(dark, (40, 90, 130), 0.5), 0.5)
    tint(img, times(mask, levels(clouds(size, rng, 34, stretch=3), 150, 250)), (250, 253, 255), 0.35)


def hallin_ice(rng: Random) -> Image.Image:
    """The blue front of an ice shelf and a floe, under a pale sky."""
    size = LANDSCAPE
    w, _ = size
    img = sky(size, (0, (146, 170, 192)), (0.35, (196, 206, 214)), (0.55, (236, 222, 206)), (1, (236, 222, 206)))
    overcast(img, rng, (122, 144, 170), low=110, share=0.6, floor=0.55)
    base = 650
    for y, amount, c in ((540, 110, (176, 190, 206)), (575, 60, (190, 204, 216))):
        tint(img, polygon(size, below(ridge(rng, w, y, amount, rough=0.52), size), 1.5), c)
    haze(img, 0.42, 0.62, (238, 228, 218), 130, rng)
    top = [(x, y - 46 + 60 * x / w) for x, y in ridge(rng, w, 430, 60, rough=0.42, depth=6)]
    xs = [x for x, _ in top]
    edges = list(range(0, len(xs) - 1, 7))
    for i, start in enumerate(edges):
        stop = min(start + 7, len(xs) - 1)
        chunk = top[start : stop + 1]
        slant = rng.uniform(-26, 26)
        points = [*chunk, (xs[stop] + slant * 0.4 + 2, base + 4), (xs[start] + slant * 0.4 - 2, base + 4)]
        bright = rng.uniform(0, 1) if i % 2 else rng.uniform(0.3, 0.6)
        facet(
            img,
            rng,
            points,
            blend((190, 214, 228), (244, 246, 246), bright),
            blend((48, 116, 156), (120, 176, 200), bright),
        )
    cracks = []
    for _ in range(40):
        x, y = rng.uniform(0, w), rng.uniform(440, 600)
        path = [(x, y)]
        while y < base:
            x, y = x + rng.uniform(-4, 4.6), y + rng.uniform(14, 40)
            path.append((x, y))
        cracks.append(path)
    tint(img, lines(size, cracks, 1.8, 0.8), (24, 82, 126), 0.6)
    shine(img, lines(size, [top], 5, 2.0), (255, 250, 240))
    for x, wide, tall in ((300, 74, 62), (1190, 120, 96)):
        arch = [
            (x + wide * math.cos(a / 20 * math.pi), base + 4 - tall * math.sin(a / 20 * math.pi) ** 0.7)
            for a in range(21)
        ]
        arch = [(px + rng.uniform(-5, 5), py + rng.uniform(-4, 4)) for px, py in arch]
        tint(img, polygon(size, arch, 9), (120, 184, 210), 0.8)
        inner = [(x + (px - x) * 0.86, base + 4 - (base + 4 - py) * 0.84) for px, py in arch]
        tint(img, polygon(size, inner, 3), (22, 74, 116))
        tint(img, times(polygon(size, inner, 3), fade(size, (0, 0), (0.53, 0), (0.61, 255), (1, 255))), (8, 36, 66))
    water(img, base, rng, colour=(20, 62, 90), depth=0.5, smear=6, swell=0.9, gleam=(230, 226, 214))
    for x, y, s in ((240, 742, 0.5), (1270, 770, 0.62), (700, 730, 0.34), (980, 900, 1.25), (120, 960, 1.0)):
        flo = [
            (x - 190 * s, y),
            (x - 120 * s, y - 34 * s),
            (x - 40 * s, y - 62 * s),
            (x + 26 * s, y - 40 * s),
            (x + 120 * s, y - 24 * s),
            (x + 200 * s, y + 6 * s),
            (x + 90 * s, y + 24 * s),
            (x - 120 * s, y + 20 * s),
        ]
        under = [(px, 2 * y + 22 * s - py * 0.999) for px, py in flo]
        tint(img, polygon(size, under, 7 * s), (58, 128, 152), 0.6)
        facet(img, rng, flo, (250, 250, 248), (126, 182, 206))
        tint(
            img,
            polygon(
                size,
                [
                    (x - 120 * s, y + 20 * s),
                    (x + 90 * s, y + 24 * s),
                    (x + 200 * s, y + 6 * s),
                    (x + 60 * s, y + 6 * s),
                    (x - 190 * s, y),
                ],
                1.5,
            ),
            (70, 144, 176),
            0.6,
        )
    return finished(img, rng, dark=0.3, grit=0.1)


def swell_line(rng: Random, width: int, base: float, height: float, length: float) -> list[Point]:
    """The crest line of one row of waves: peaked tops and round troughs."""
    phase, other = rng.uniform(0, 7), rng.uniform(0, 7)
    out = []
    for x in range(-20, width + 21, 4):
        a = x / length
        crest = 1 - abs(math.sin(a + phase + 0.35 * math.sin(a * 0.63 + other)))
        swell = math.sin(a * 0.41 + other)
        out.append(
            (
                float(x),
                base
                - height * (crest**1.6) * (0.65 + 0.35 * swell)
                - height * 0.3 * swell
                + rng.uniform(-1, 1) * height * 0.02,
            )
        )
    return out


def foam_dots(size: Size, rng: Random, line: Sequence[Point], count: int, lift: float, drift: float) -> Image.Image:
    """A mask of spray torn off the higher parts of a crest."""
    mean = sum(y for _, y in line) / len(line)
    tops = [p for p in line if p[1] < mean - 2] or list(line)

    def paint(draw: ImageDraw.ImageDraw) -> None:
        """Draw drops, fine and many."""
        for _ in range(count):
            x, y = rng.choice(tops)
            rise = rng.expovariate(1) * lift
            x += rise * drift + rng.uniform(-14, 14)
            y += rng.uniform(-0.2, 0.35) * lift - rise
            r = rng.random() ** 4 * 3.4 + 0.7
            draw.ellipse([x * 2 - r, y * 2 - r, x * 2 + r, y * 2 + r], fill=rng.randint(50, 230))

    return shape(size, paint, 0.6)


def storm_hedda(rng: Random) -> Image.Image:
    """Heavy seas under a squall, with one break of light."""
    size = LANDSCAPE
    w, h = size
    img = sky(
        size, (0, (30, 38, 48)), (0.3, (70, 82, 92)), (0.46, (150, 156, 150)), (0.5, (190, 186, 168)), (1, (60, 80, 88))
    )
    spot(img, (1060, 470), 560, (255, 236, 190), gamma=2.6, squash=0.35)
    overcast(img, rng, (28, 35, 46), low=92, share=0.95, floor=0.52)
    overcast(img, rng, (52, 62, 72), low=120, share=0.7, floor=0.48)
    squall = polygon(size, [(120, 180), (620, 160), (470, 540), (-60, 540)], 50)
    tint(img, squall, (58, 68, 78), 0.8)
    rain = [[(x, y), (x - 26, y + 74)] for x, y in ((rng.uniform(60, 640), rng.uniform(170, 480)) for _ in range(260))]
    tint(img, lines(size, rain, 1, 1.4), (120, 130, 136), 0.3)
    head = [(1600, 430), (1500, 424), (1424, 446), (1380, 470), (1330, 478), (1300, 506), (1280, 540), (1600, 540)]
    tint(img, polygon(size, head, 1.2), (52, 62, 70))
    haze(img, 0.42, 0.54, (150, 158, 156), 120, rng)
    rows = 11
    for i in range(rows):
        t = i / (rows - 1)
        base, height, length = 506 + 470 * t**1.55, 10 + 150 * t**1.25, 34 + 270 * t
        line = swell_line(rng, w, base, height, length)
        body = polygon(size, below(line, size), 0.8 + t)
        face = blend((112, 128, 130), (22, 44, 52), min(1, t * 1.25))
        tint(img, body, face)
        lip = ImageChops.subtract(
            body, polygon(size, below([(x, y + 12 + 60 * t) for x, y in line], size), 10 + 26 * t)
        )
        tint(img, lip, blend((150, 166, 162), (74, 124, 120), t), 0.75)
        streaks = levels(clouds(size, rng, 9 + 9 * (1 - t), stretch=3.4 - 1.6 * t, octaves=6), 150, 205)
        tint(
            img,
            times(
                times(streaks, body),
                fade(size, (0, 255), (base / h, 255), (min(0.99, (base + 40 + 160 * t) / h), 0), (1, 0)),
            ),
            (196, 208, 204),
            0.55,
        )
        ragged = times(
            lines(size, [line], 3 + 15 * t, 1 + 2 * t), levels(clouds(size, rng, 60 - 36 * t, octaves=4), 105, 150)
        )
        tint(img, times(ragged, lip), (232, 238, 234), 0.95)
        spray = foam_dots(size, rng, line, round(300 + 3600 * t), 5 + 36 * t, 1.5)
        shine(img, scaled(spray, 0.5), (212, 220, 214))
        shine(img, scaled(spray.filter(ImageFilter.GaussianBlur(4 + 9 * t)), 0.8), (170, 182, 180))
        tint(
            img,
            fade(
                size,
                (0, 0),
                (max(0.01, base / h - 0.05), 0),
                (base / h, round(34 * (1 - t))),
                (min(0.99, base / h + 0.04), 0),
                (1, 0),
            ),
            (190, 192, 182),
        )
    return finished(img, rng, dark=0.5, grit=0.11)


def floodlights(rng: Random) -> Image.Image:
    """A small football ground under four lights, with mist."""
    size = LANDSCAPE
    w, h = size
    img = sky(size, (0, (8, 12, 30)), (0.3, (22, 34, 66)), (0.5, (70, 82, 110)), (1, (70, 82, 110)))
    overcast(img, rng, (16, 22, 44), low=115, share=0.8, floor=0.5)
    tint(img, polygon(size, below(ridge(rng, w, 500, 40), size), 1.5), (24, 32, 54))
    roofs = city_bands(rng, w, 560, 60, (50, 110))
    tint(img, boxes(size, roofs), (18, 24, 42))
    for x0, y0, x1, _ in roofs[::2]:
        spot(img, (rng.uniform(x0, x1), y0 + 18), 12, (255, 190, 110), gamma=2.4)
    stand = [(90, 600), (120, 478), (1480, 478), (1510, 600)]
    roof = [(70, 470), (110, 446), (1490, 446), (1530, 470), (1524, 488), (76, 488)]
    tint(img, polygon(size, stand), (30, 34, 52))

    def crowd(draw: ImageDraw.ImageDraw) -> None:
        """Draw the heads on the terrace."""
        for row in range(11):
            y = 498 + row * 9.6
            for _ in range(210):
                x = rng.uniform(112 - row * 2, 1488 + row * 2)
                r = rng.uniform(2.6, 4.4)
                draw.ellipse([x * 2 - r, y * 2 - r, x * 2 + r, y * 2 + r * 1.4], fill=rng.randint(60, 255))

    for c in ((196, 176, 160), (150, 60, 56), (90, 110, 150)):
        tint(img, shape(size, crowd), c, 0.42)
    tint(img, polygon(size, roof), (14, 18, 32))
    tint(img, lines(size, [[(x, 470), (x, 600)] for x in range(150, 1500, 190)], 5), (12, 16, 28))
    top = 640
    grass = polygon(size, [(-300, h), (150, top), (1450, top), (1900, h)])
    tint(img, boxes(size, [(0, 598, w, h)]), (24, 44, 40))
    tint(img, boxes(size, [(0, 596, w, 628)]), (18, 26, 36))
    for i in range(24):
        x = i * 68
        tint(
            img,
            boxes(size, [(x, 602, x + 64, 624)]),
            rng.choice(((120, 60, 50), (50, 70, 110), (140, 130, 100), (60, 92, 76))),
            0.6,
        )
    tint(img, grass, (38, 84, 56))
    for i in range(0, 18, 2):
        a, b = -300 + i * 2200 / 18, -300 + (i + 1) * 2200 / 18
        c, d = 150 + i * 1300 / 18, 150 + (i + 1) * 1300 / 18
        tint(img, polygon(size, [(a, h), (c, top), (d, top), (b, h)], 1.2), (50, 104, 66), 0.75)
    tint(img, times(grass, levels(clouds(size, rng, 90, stretch=2), 120, 250)), (24, 70, 42), 0.4)
    mark = [
        [(150, top + 4), (1450, top + 4)],
        [(800, top + 4), (800, h)],
        [(-300, h), (150, top)],
        [(1450, top), (1900, h)],
    ]
    mark += [[(62, 724), (420, 724), (250, 960), (-190, 960)], [(1538, 724), (1180, 724), (1350, 960), (1790, 960)]]
    circle = [(800 + 330 * math.cos(a / 40 * math.tau), 800 + 92 * math.sin(a / 40 * math.tau)) for a in range(41)]
    tint(img, lines(size, [*mark, circle], 4.2, 0.8), (232, 240, 228), 0.8)
    for x in (196, 1404):
        goal = [[(x - 24, 760), (x - 24, 700), (x + 24, 676), (x + 24, 734)]]
        tint(img, lines(size, goal, 3.6), (240, 244, 240))
    for x, y in (
        (470, 760),
        (610, 850),
        (720, 720),
        (842, 806),
        (905, 760),
        (1010, 862),
        (1120, 740),
        (1240, 800),
        (340, 830),
        (1330, 702),
    ):
        k = (y - 520) / 300
        kit = rng.choice(((214, 52, 44), (236, 236, 232)))
        lean = rng.uniform(-5, 5) * k
        for dx in (-46, 60, -80, 34):
            tint(
                img,
                polygon(size, [(x, y), (x + dx * k, y + 10 * k), (x + dx * k, y + 14 * k), (x, y + 4)], 3),
                (12, 38, 26),
                0.5,
            )
        tint(
            img,
            lines(size, [[(x - 6 * k, y), (x, y - 22 * k)], [(x + 8 * k, y - 1), (x + 1, y - 22 * k)]], 4.6 * k),
            (28, 30, 40),
        )
        tint(img, lines(size, [[(x, y - 20 * k), (x + lean, y - 44 * k)]], 11 * k), kit)
        tint(
            img,
            lines(
                size,
                [[(x + lean - 12 * k, y - 26 * k), (x + lean, y - 42 * k), (x + lean + 13 * k, y - 28 * k)]],
                4 * k,
            ),
            kit,
        )
        spot_y = y - 51 * k
        tint(
            img,
            polygon(
                size,
                curve(
                    [
                        (x + lean - 5 * k, spot_y),
                        (x + lean, spot_y - 6 * k),
                        (x + lean + 5 * k, spot_y),
                        (x + lean, spot_y + 6 * k),
                    ],
                    6,
                ),
            ),
            (150, 112, 92),
        )
    tint(img, polygon(size, curve([(868, 842), (875, 836), (882, 842), (875, 849)], 6)), (250, 250, 246))
    for x, foot, y in ((60, 610, 96), (1540, 610, 96), (400, 452, 190), (1200, 452, 190)):
        tint(img, lines(size, [[(x - 9, foot), (x - 4, y)], [(x + 9, foot), (x + 4, y)]], 4), (12, 16, 28))
        k = 1.0 if foot > 500 else 0.66
        tint(img, boxes(size, [(x - 52 * k, y - 40 * k, x + 52 * k, y + 30 * k)]), (16, 20, 30))
        for row in range(3):
            for col in range(5):
                at = (x + (col - 2) * 20 * k, y - 26 * k + row * 21 * k)
                spot(img, at, 34 * k, (226, 238, 255), gamma=2.6)
                spot(img, at, 8 * k, (255, 255, 255), gamma=0.6)
        spot(img, (x, y), 420 * k, (150, 176, 220), gamma=2.6)
        cone = polygon(
            size, [(x - 30, y), (x + 30, y), (800 + (800 - x) * 0.2 + 420, 900), (800 + (800 - x) * 0.2 - 420, 900)], 34
        )
        shine(
            img,
            scaled(
                times(times(cone, levels(clouds(size, rng, 5), -120, 255)), fade(size, (0, 255), (0.9, 0), (1, 0))),
                0.22,
            ),
            (196, 214, 250),
        )
    haze(img, 0.36, 0.78, (178, 196, 214), 110, rng)
    tint(img, fade(size, (0, 0), (0.74, 0), (1, 150)), (6, 18, 16))
    return finished(img, rng, dark=0.5)


def stage_lights(rng: Random) -> Image.Image:
    """Beams through haze above an empty stage."""
    size = LANDSCAPE
    w, h = size
    img = sky(size, (0, (8, 6, 16)), (0.6, (24, 14, 34)), (1, (10, 7, 14)))
    air = levels(clouds(size, rng, 3.2, stretch=1.5, octaves=6), 20, 235)
    lamps = [
        (140, 118, 0.30, (255, 150, 70)),
        (330, 96, 0.24, (255, 186, 110)),
        (540, 86, 0.11, (240, 70, 84)),
        (720, 80, 0.05, (255, 214, 150)),
        (890, 80, -0.05, (120, 110, 255)),
        (1070, 86, -0.12, (236, 80, 140)),
        (1280, 96, -0.24, (90, 130, 255)),
        (1470, 118, -0.32, (255, 160, 80)),
    ]
    floor = 880
    for x, y, lean, c in lamps:
        drop = floor - y
        foot = x + drop * math.tan(lean) * 1.15
        for wide, power, blur in ((150, 0.42, 20), (84, 0.42, 9), (30, 0.35, 5)):
            cone = polygon(size, [(x - 9, y), (x + 9, y), (foot + wide, floor + 60), (foot - wide, floor + 60)], blur)
            shine(
                img, scaled(times(times(cone, air), fade(size, (0, 255), (0.25, 205), (0.84, 66), (1, 30))), power), c
            )
        spot(img, (foot, floor + 24), 260, c, gamma=2.2, squash=0.24)
    tint(
        img,
        times(
            levels(clouds(size, rng, 120, stretch=9), 130, 240), fade(size, (0, 0), (0.79, 0), (0.86, 255), (1, 255))
        ),
        (6, 4, 8),
        0.6,
    )
    boards = [[(800 + (x - 800) * 0.55, 842), (800 + (x - 800) * 1.6, h)] for x in range(-400, 2000, 70)]
    tint(img, times(lines(size, boards, 2, 0.8), fade(size, (0, 0), (0.79, 0), (0.85, 200), (1, 255))), (5, 4, 8), 0.8)
    tint(img, lines(size, [[(0, 66), (w, 66)], [(0, 38), (w, 38)]], 6), (4, 3, 8))
    tint(img, lines(size, [[(x, 66), (x + 30, 38), (x + 60, 66)] for x in range(-20, w, 60)], 3), (4, 3, 8))
    for x, y, lean, c in lamps:
        dx = math.sin(lean)
        tint(
            img,
            polygon(size, [(x - 24 - dx * 30, y - 46), (x + 24 - dx * 30, y - 46), (x + 20, y + 4), (x - 20, y + 4)]),
            (6, 5, 10),
        )
        spot(img, (x, y), 200, c, gamma=2.8)
        spot(img, (x, y), 60, blend(c, (255, 255, 255), 0.6), gamma=1.6)
        spot(img, (x, y + 2), 17, (255, 252, 244), gamma=0.5)
        flare = boxes(size, [(x - 230, y - 1, x + 230, y + 1)], 2.2)
        shine(img, scaled(flare, 0.5), c)
    x, y = 812, floor + 62
    tint(img, lines(size, [[(x, y), (x, y - 168)]], 4.5), (8, 6, 12))
    tint(
        img,
        polygon(size, [(x - 46, y + 5), (x - 30, y - 5), (x + 30, y - 5), (x + 46, y + 5), (x, y + 11)]),
        (8, 6, 12),
    )
    tint(img, lines(size, [[(x, y + 6), (x - 210, y + 96)]], 5, 5), (5, 4, 9), 0.6)
    spot(img, (x, y - 180), 230, (255, 214, 150), gamma=3.0)
    spot(img, (x, y - 180), 14, (255, 250, 238), gamma=0.6)
    tint(
        img,
        lines(
            size,
            [
                [
                    (x - 12, y - 168),
                    (x - 15, y - 190),
                    (x - 7, y - 204),
                    (x + 7, y - 204),
                    (x + 15, y - 190),
                    (x + 12, y - 168),
                ]
            ],
            1.6,
        ),
        (30, 20, 18),
        0.8,
    )
    for x, lean in ((-30, 1), (1630, -1)):
        folds = [(x + lean * (150 + 26 * math.sin(i * 0.5)), i * 40) for i in range(28)]
        tint(img, polygon(size, [(x, 0), *folds, (x, h)], 3), (34, 8, 14))
        for k in range(5):
            tint(
                img, lines(size, [[(x + lean * (30 + 30 * k), 0), (x + lean * (24 + 29 * k), h)]], 9, 6), (8, 2, 6), 0.7
            )
    return finished(img, rng, dark=0.5, grit=0.11)


def night_train(rng: Random) -> Image.Image:
    """A lit train on a stone viaduct in a snowy valley at dusk."""
    size = LANDSCAPE
    w, h = size
    img = sky(
        size,
        (0, (34, 50, 96)),
        (0.3, (92, 104, 148)),
        (0.5, (196, 158, 168)),
        (0.62, (226, 184, 168)),
        (1, (150, 160, 190)),
    )
    stars(img, rng, 160, 0.25)
    for i, (y, amount, c, snow) in enumerate(
        (
            (330, 300, (128, 130, 168), (206, 188, 202)),
            (430, 260, (92, 100, 146), (160, 164, 200)),
            (560, 180, (62, 74, 118), (116, 132, 176)),
        )
    ):
        line = ridge(rng, w, y, amount, rough=0.52)
        mask = polygon(size, below(line, size), 1.0)
        tint(img, mask, c)
        shifted = polygon(size, [(x + 46, py + 70 + 24 * i) for x, py in below(line, size)], 26)
        cap = times(ImageChops.subtract(mask, shifted), levels(clouds(size, rng, 16, stretch=1.6), 70, 170))
        tint(img, cap, snow, 0.85)
        haze(img, 0.3 + 0.08 * i, 0.66, (206, 178, 190), 90, rng)

    def forest(base: float, tall: float, count: int) -> Image.Image:
        """A mask of fir trees along a slope."""

        def paint(draw: ImageDraw.ImageDraw) -> None:
            """Draw every tree as stacked boughs."""
            for _ in range(count):
                x = rng.uniform(-20, w + 20)
                y = base + 46 * math.sin(x / 260) + rng.uniform(-16, 60)
                t = tall * rng.uniform(0.6, 1.2)
                for k in range(5):
                    half = t * (0.07 + 0.045 * k)
                    top = y - t + t * 0.17 * k
                    draw.polygon(doubled([(x, top), (x + half, top + t * 0.3), (x - half, top + t * 0.3)]), fill=255)

        return shape(size, paint, 0.4)

    for base, tall, count, c in ((650, 46, 330, (70, 84, 126)), (720, 70, 260, (46, 60, 100))):
        tint(img, forest(base, tall, count), c)
        haze(img, base / h - 0.08, base / h + 0.09, (176, 172, 200), 120, rng)
    deck = 596
    stone, shade = (44, 52, 84), (24, 30, 56)

    def viaduct(draw: ImageDraw.ImageDraw) -> None:
        """Draw the deck and piers, leaving the arches open."""
        draw.rectangle([-10, deck * 2, w * 2 + 10, (deck + 390) * 2], fill=255)
        for x in range(-70, w + 100, 190):
            draw.rectangle([(x + 26) * 2, (deck + 116) * 2, (x + 164) * 2, (deck + 400) * 2], fill=0)
            draw.pieslice([(x + 26) * 2, (deck + 46) * 2, (x + 164) * 2, (deck + 186) * 2], 180, 360, fill=0)

    bridge = shape(size, viaduct)
    tint(img, bridge, stone)
    tint(img, times(bridge, levels(clouds(size, rng, 120, octaves=3), 110, 220)), (66, 74, 108), 0.55)
    for x in range(-70, w + 100, 190):
        tint(img, times(bridge, boxes(size, [(x + 2, deck + 30, x + 27, deck + 400)], 4)), shade, 0.6)
    tint(img, boxes(size, [(0, deck - 6, w, deck + 3)]), (222, 220, 236))
    tint(img, boxes(size, [(0, deck + 3, w, deck + 12)]), shade)
    tint(img, times(bridge, fade(size, (0, 0), (0.7, 0), (0.92, 255), (1, 255))), (90, 98, 138), 0.6)
    panes: list[tuple[float, float, float, float]] = []
    for i in range(7):
        x0 = 150 + i * 164
        tint(img, boxes(size, [(x0, deck - 48, x0 + 158, deck - 10)]), (26, 30, 58))
        tint(img, boxes(size, [(x0 + 2, deck - 50, x0 + 156, deck - 45)]), (196, 198, 220))
        tint(img, boxes(size, [(x0 + 4, deck - 20, x0 + 154, deck - 17)]), (150, 52, 52))
        panes += [(x0 + 8 + k * 18, deck - 40, x0 + 20 + k * 18, deck - 26) for k in range(8) if rng.random() < 0.86]
        tint(
            img,
            boxes(size, [(x0 + 16, deck - 10, x0 + 44, deck - 5), (x0 + 114, deck - 10, x0 + 142, deck - 5)]),
            (12, 14, 28),
        )
    nose = [(1298, deck - 10), (1298, deck - 48), (1410, deck - 48), (1438, deck - 36), (1446, deck - 10)]
    tint(img, polygon(size, nose), (116, 36, 40))
    tint(img, boxes(size, [(1298, deck - 50, 1408, deck - 46)]), (196, 198, 220))
    shine(img, boxes(size, panes, 0.4), (255, 208, 132), halo=11, power=1.6)
    spot(img, (1444, deck - 20), 190, (255, 240, 205), gamma=3.0)
    spot(img, (1444, deck - 20), 9, (255, 255, 250), gamma=0.6)
    beam = polygon(size, [(1444, deck - 24), (1444, deck - 16), (w + 100, deck + 34), (w + 100, deck - 90)], 8)
    shine(img, scaled(beam, 0.45), (255, 236, 196))
    tint(
        img,
        lines(size, [[(x, deck), (x, deck - 84), (x + 22, deck - 84)] for x in range(90, w, 248)], 2.4),
        (24, 28, 52),
    )
    tint(img, lines(size, [[(0, deck - 82), (w, deck - 82)]], 1), (24, 28, 52), 0.8)
    tint(img, forest(960, 120, 130), (22, 30, 58))
    foot = below([(x, y + 26 * math.sin(x / 210)) for x, y in ridge(rng, w, 985, 30, rough=0.4)], size)
    tint(img, polygon(size, foot, 1.5), (124, 136, 178))
    tint(img, times(polygon(size, foot), levels(clouds(size, rng, 10, stretch=3), 110, 230)), (84, 98, 146), 0.7)
    tint(img, forest(1080, 190, 26), (14, 20, 42))

    def flakes(draw: ImageDraw.ImageDraw) -> None:
        """Draw falling snow."""
        for _ in range(700):
            x, y, r = rng.uniform(0, w * 2), rng.uniform(0, h * 2), 0.8 + rng.random() ** 5 * 6
            draw.ellipse([x - r, y - r, x + r, y + r], fill=rng.randint(60, 210))

    shine(img, shape(size, flakes, 0.8), (206, 210, 230))
    return finished(img, rng, dark=0.44)


def river_treaty(rng: Random) -> Image.Image:
    """Ranges of hills in morning mist, a river shining between them."""
    size = LANDSCAPE
    w, h = size
    img = sky(size, (0, (120, 146, 168)), (0.25, (196, 194, 180)), (0.45, (248, 216, 164)), (1, (248, 216, 164)))
    overcast(img, rng, (228, 206, 186), low=130, share=0.6, floor=0.4)
    spot(img, (1060, 300), 620, (255, 240, 196), gamma=2.4)
    spot(img, (1060, 300), 64, (255, 252, 236), gamma=1.0)
    tones = [(214, 190, 160), (184, 172, 156), (146, 150, 146), (106, 122, 126), (70, 92, 100), (40, 62, 70)]
    for i, tone in enumerate(tones):
        y = 350 + i * 66
        line = [
            (x, py - (abs(x - 1010) / 800) ** 1.3 * (120 - 8 * i))
            for x, py in ridge(rng, w, y, 150 - 10 * i, rough=0.5)
        ]
        mask = polygon(size, below(line, size), 1.4 - 0.2 * i)
        tint(img, mask, tone)
        rim = ImageChops.subtract(mask, polygon(size, below([(x - 5, py + 8) for x, py in line], size), 6))
        shine(img, scaled(rim, 0.24), (255, 226, 170))
        bank = times(mask, fade(size, (0, 0), (y / h, 0), ((y + 130) / h, 235), (1, 255)))
        tint(img, times(bank, levels(clouds(size, rng, 3, stretch=3.5), 10, 190)), (244, 220, 184), 0.84 - 0.09 * i)
    plain = 800
    tint(
        img,
        polygon(size, below([(x, y + 20 * math.sin(x / 190)) for x, y in ridge(rng, w, plain, 24)], size), 5),
        (46, 64, 64),
    )
    tint(
        img,
        times(fade(size, (0, 0), (0.74, 0), (0.8, 255), (1, 255)), levels(clouds(size, rng, 50, stretch=4), 110, 230)),
        (66, 82, 72),
        0.5,
    )
    left, right = [], []
    for k in range(61):
        t = k / 60
        y = plain - 34 + (h - plain + 60) * t**1.7
        mid = 1010 - 210 * math.sin(t * 5.6) * (0.25 + t) - 260 * t
        half = 5 + 190 * t**1.9
        left.append((mid - half, y))
        right.append((mid + half, y))
    river = polygon(size, [*left, *reversed(right)], 1.6)
    tint(img, river, (236, 212, 168))
    tint(img, times(river, fade(size, (0, 0), (0.78, 0), (1, 235))), (120, 140, 148))
    tint(img, times(river, levels(clouds(size, rng, 30, stretch=9), 130, 230)), (255, 240, 210), 0.7)
    tint(img, lines(size, [left, right], 3, 2), (30, 44, 44), 0.6)

    def trees(draw: ImageDraw.ImageDraw) -> None:
        """Draw bushes and trees along both banks, larger in front."""
        for _ in range(900):
            t = rng.random() ** 0.8
            bank = left if rng.random() < 0.55 else right
            x, y = bank[round(t * 60)]
            x += (rng.expovariate(1) * 160 + 8) * (0.12 + t) * (-1 if bank is left else 1)
            r = (4 + 17 * t) * rng.uniform(0.4, 1.2)
            for _ in range(5):
                px, py, pr = x + rng.uniform(-0.8, 0.8) * r, y - rng.uniform(0, 1.5) * r, r * rng.uniform(0.35, 0.75)
                draw.ellipse([(px - pr) * 2, (py - pr) * 2, (px + pr) * 2, (py + pr) * 2], fill=255)

    woods = shape(size, trees, 1.0)
    tint(img, woods, (24, 40, 42))
    haze(img, 0.68, 0.86, (246, 222, 184), 150, rng)
    tint(img, fade(size, (0, 0), (0.88, 0), (1, 130)), (12, 24, 28))
    return finished(img, rng, dark=0.36, grit=0.12, warm=0.2)


def turned(at: Point, angle: float, centre: Point) -> Point:
    """A point turned around a centre."""
    c, s = math.cos(angle), math.sin(angle)
    x, y = at[0] - centre[0], at[1] - centre[1]
    return centre[0] + x * c - y * s, centre[1] + x * s + y * c


def sugar_beet(rng: Random) -> Image.Image:
    """Fields from the air: rows, hedges, a lane and one tractor with its dust."""
    size = LANDSCAPE
    w, h = size
    img = Image.new("RGB", size, (92, 104, 58))
    tones = [
        (112, 128, 62),
        (78, 104, 54),
        (184, 160, 98),
        (204, 182, 122),
        (122, 96, 66),
        (92, 70, 50),
        (146, 148, 80),
        (60, 90, 52),
        (164, 134, 84),
    ]
    skew = -0.22
    centre = (w / 2, h / 2)
    xs = [-360.0, -90, 190, 400, 690, 900, 1160, 1390, 1640, 1980]
    hedges: list[list[Point]] = []
    last = -1
    for i, (xa, xb) in enumerate(itertools.pairwise(xs)):
        y = -460 + rng.uniform(0, 140)
        while y < h + 460:
            tall = rng.choice((190, 260, 340, 420))
            wob = [rng.uniform(-9, 9) for _ in range(8)]
            quad = [
                (xa + wob[0], y + wob[1]),
                (xb + wob[2], y + wob[3] + 14),
                (xb + wob[4], y + tall + wob[5] + 14),
                (xa + wob[6], y + tall + wob[7]),
            ]
            quad = [turned(p, skew, centre) for p in quad]
            pick = rng.choice([k for k in range(len(tones)) if k != last])
            last = pick
            tone = blend(tones[pick], (120, 110, 70), rng.uniform(0, 0.25))
            mask = polygon(size, quad, 0.8)
            tint(img, mask, tone)
            angle = skew + rng.choice((0, math.pi / 2)) + rng.uniform(-0.04, 0.04)
            mid = (sum(p[0] for p in quad) / 4, sum(p[1] for p in quad) / 4)
            gap = rng.choice((6, 8, 11, 15))
            rows = [
                [
                    turned((mid[0] - 500, mid[1] + k * gap), angle, mid),
                    turned((mid[0] + 500, mid[1] + k * gap), angle, mid),
                ]
                for k in range(-44, 45)
            ]
            tint(img, times(lines(size, rows, gap * 0.36, 0.7), mask), blend(tone, (30, 34, 18), 0.42), 0.62)
            tint(
                img,
                times(mask, levels(clouds(size, rng, 14, octaves=4), 100, 230)),
                blend(tone, (220, 206, 150), 0.5),
                0.4,
            )
            if i % 3 != 1 or tall > 300:
                hedges.append([quad[0], quad[1]])
            hedges.append([quad[1], quad[2]])
            y += tall

    def bushes(spread: float) -> Image.Image:
        """A mask of hedges and single trees."""
        local = Random("hedges")

        def paint(draw: ImageDraw.ImageDraw) -> None:
            """Draw clumps along every boundary."""
            for (xa, ya), (xb, yb) in hedges:
                steps = max(2, round(math.hypot(xb - xa, yb - ya) / 7))
                for k in range(steps):
                    t = k / steps
                    r = local.uniform(2.4, 5.4) * (2.3 if local.random() < 0.04 else 1)
                    x = xa + (xb - xa) * t + local.uniform(-2, 2) + spread * r
                    y = ya + (yb - ya) * t + local.uniform(-2, 2) + spread * r * 0.7
                    draw.ellipse([(x - r) * 2, (y - r) * 2, (x + r) * 2, (y + r) * 2], fill=255)

        return shape(size, paint, 0.6)

    tint(img, bushes(2.0).filter(ImageFilter.GaussianBlur(2)), (24, 24, 16), 0.6)
    wood = bushes(0.0)
    tint(img, wood, (44, 62, 34))
    tint(img, times(wood, levels(clouds(size, rng, 260, octaves=3), 120, 200)), (90, 106, 56), 0.7)
    lane = [(x, 900 - 0.42 * x + 70 * math.sin(x / 270)) for x in range(-20, w + 40, 20)]
    tint(img, lines(size, [[(float(x), y) for x, y in lane]], 17, 2.5), (64, 72, 40), 0.8)
    tint(img, lines(size, [[(float(x), y) for x, y in lane]], 9, 1.0), (206, 196, 170))
    dike = [(1180 + 46 * math.sin(y / 150) + y * 0.12, float(y)) for y in range(-20, h + 40, 20)]
    tint(img, lines(size, [dike], 24, 2), (54, 74, 44))
    tint(img, lines(size, [dike], 12, 1), (96, 130, 146))
    shine(img, times(lines(size, [dike], 5, 2), levels(clouds(size, rng, 8), 120, 220)), (180, 196, 196))
    tx, ty = 610.0, 470.0
    strip = [
        turned(p, skew, (tx, ty)) for p in ((tx - 330, ty - 13), (tx, ty - 13), (tx, ty + 13), (tx - 330, ty + 13))
    ]
    tint(img, polygon(size, strip, 2), (104, 80, 56), 0.9)
    dust = polygon(
        size,
        [
            turned(p, skew, (tx, ty))
            for p in ((tx, ty - 8), (tx - 250, ty - 84), (tx - 330, ty + 6), (tx - 10, ty + 10))
        ],
        18,
    )
    tint(img, times(dust, levels(clouds(size, rng, 18), 60, 200)), (226, 206, 164), 0.8)
    tint(
        img,
        polygon(
            size,
            [
                turned(p, skew, (tx, ty))
                for p in ((tx - 6, ty), (tx + 40, ty + 4), (tx + 56, ty + 30), (tx + 4, ty + 28))
            ],
            2,
        ),
        (26, 24, 18),
        0.65,
    )
    for box, c in (
        ((-26, -9, 2, 9), (196, 190, 170)),
        ((4, -8, 34, 8), (176, 44, 36)),
        ((10, -6, 22, 6), (232, 226, 214)),
        ((2, -13, 14, -8), (24, 24, 24)),
        ((2, 8, 14, 13), (24, 24, 24)),
    ):
        x0, y0, x1, y1 = box
        tint(
            img,
            polygon(
                size, [turned((tx + x, ty + y), skew, (tx, ty)) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
            ),
            c,
        )
    tint(img, levels(clouds(size, rng, 2.6, octaves=4), 150, 215), (26, 34, 44), 0.42)
    light = Image.linear_gradient("L").rotate(60).resize((2000, 1600)).crop((200, 200, 1800, 1267))
    shine(img, scaled(light, 0.16), (255, 214, 150))
    return finished(img, rng, dark=0.36, grit=0.08, warm=0.4)


def towers_homes(rng: Random) -> Image.Image:
    """A city of offices at the blue hour, with lit rooms."""
    size = LANDSCAPE
    w, h = size
    img = sky(
        size,
        (0, (14, 28, 72)),
        (0.35, (40, 74, 132)),
        (0.6, (128, 148, 184)),
        (0.72, (222, 178, 158)),
        (1, (222, 178, 158)),
    )
    overcast(img, rng, (30, 52, 104), low=120, share=0.6, floor=0.6)
    base = 930
    spot(img, (620, 800), 780, (255, 196, 150), gamma=2.6, squash=0.4)
    layers = [
        (250, (36, 74), (122, 140, 178), 0.12, 8),
        (370, (46, 96), (84, 104, 150), 0.2, 9),
        (520, (64, 118), (46, 64, 108), 0.32, 11),
        (330, (90, 190), (20, 32, 66), 0.42, 13),
    ]
    for i, (tall, broad, tone, share, cell) in enumerate(layers):
        fronts = []
        for x0, y0, x1, y1 in city_bands(rng, w, base, tall, broad):
            near = 1 - 0.45 * abs((x0 + x1) / 2 - (560 if i % 2 else 1060)) / 900
            top = base - (base - y0) * near
            fronts.append((x0, top, x1, y1))
        tint(img, boxes(size, fronts), tone)
        caps = [(x0 + (x1 - x0) * 0.2, y0 - 14 - 4 * i, x0 + (x1 - x0) * 0.62, y0 + 2) for x0, y0, x1, _ in fronts[::2]]
        tint(img, boxes(size, caps), tone)
        for x0, y0, x1, _ in fronts:
            edge = times(boxes(size, [(x0, y0, x0 + (x1 - x0) * 0.3, base)], 5), boxes(size, [(x0, y0, x1, base)]))
            tint(img, edge, blend(tone, (222, 190, 186), 0.3), 0.5)
        masts = [
            [(x0 + (x1 - x0) * 0.4, y0 - 10), (x0 + (x1 - x0) * 0.4, y0 - 54 - 8 * i)] for x0, y0, x1, _ in fronts[1::4]
        ]
        tint(img, lines(size, masts, 1.8), tone)

        def lit(
            draw: ImageDraw.ImageDraw,
            fronts: Sequence[tuple[float, float, float, float]] = fronts,
            cell: int = cell,
            share: float = share,
        ) -> None:
            """Light windows, more of them on some floors."""
            for x0, y0, x1, y1 in fronts:
                windows(
                    draw,
                    rng,
                    (x0 + 5, y0 + 12, x1 - 4, y1),
                    (cell, cell * 1.25),
                    (cell * 0.55, cell * 0.62),
                    share * rng.uniform(0.4, 1.5),
                )

        shine(
            img,
            scaled(shape(size, lit), 0.55 + 0.15 * i),
            (255, 200, 128) if i % 2 else (255, 222, 178),
            halo=5 + i,
            power=0.9,
        )
        for (x, _), (_, top) in masts[:: 2 + i]:
            spot(img, (x, top), 16, (255, 60, 50), gamma=2)
        haze(img, 0.5 + 0.04 * i, 0.88, (176, 160, 186), 110 - 20 * i, rng)
    roofline = [
        (-10.0, 960.0),
        (150, 960),
        (150, 930),
        (260, 930),
        (260, 968),
        (520, 968),
        (540, 944),
        (640, 944),
        (660, 976),
        (980, 976),
        (980, 940),
        (1090, 940),
        (1090, 962),
        (1380, 962),
        (1400, 936),
        (1610, 936),
    ]
    tint(img, boxes(size, [(0, base - 2, w, h)]), (16, 26, 54))
    for _ in range(60):
        spot(img, (rng.uniform(0, w), rng.uniform(base + 2, base + 40)), rng.uniform(5, 12), (255, 196, 120))
    tint(img, polygon(size, below(roofline, size)), (10, 16, 36))
    for x in (60, 340, 760, 1180, 1460):
        panes = [
            (x + k * 34, 992 + r * 40, x + k * 34 + 20, 1016 + r * 40)
            for k in range(5)
            for r in range(2)
            if rng.random() < 0.45
        ]
        shine(img, boxes(size, panes, 0.5), (255, 190, 110), halo=10, power=1.2)
        for x0, y0, x1, y1 in panes:
            tint(img, lines(size, [[((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)]], 1.6), (40, 26, 24), 0.8)
    tint(
        img,
        lines(
            size, [[(x, 980), (x, 900)] for x in (210, 590)] + [[(196, 908), (224, 908)], [(576, 912), (604, 912)]], 2.4
        ),
        (10, 16, 36),
    )
    tank = [(1030, 944), (1030, 900), (1050, 886), (1070, 900), (1070, 944)]
    tint(img, polygon(size, tank), (10, 16, 36))
    return finished(img, rng, dark=0.44)


def market_awnings(rng: Random) -> Image.Image:
    """Striped awnings of market stalls from high above, with shoppers and their shadows."""
    size = LANDSCAPE
    w, h = size
    img = Image.new("RGB", size, (176, 162, 144))
    tint(img, levels(clouds(size, rng, 5), 60, 230), (196, 184, 164), 0.7)
    setts = [[(0.0, float(y)), (float(w), float(y))] for y in range(0, h, 13)]
    setts += [
        [(x + rng.uniform(-2, 2), float(y)), (x, y + 13.0)]
        for y in range(0, h, 13)
        for x in range((y // 13 % 2) * 9, w, 18)
    ]
    tint(img, lines(size, setts, 1.2, 0.6), (132, 118, 102), 0.34)
    tint(
        img,
        times(levels(clouds(size, rng, 110, octaves=2), 130, 210), levels(clouds(size, rng, 8), 60, 200)),
        (112, 98, 86),
        0.2,
    )
    kinds = [(186, 44, 42), (38, 84, 142), (56, 120, 78), (222, 168, 52), (186, 44, 42), (56, 120, 78), (38, 84, 142)]
    cream, angle, centre = (240, 230, 210), -0.13, (w / 2, h / 2)
    stalls: list[tuple[float, float, float, float, Colour]] = []
    for row in range(-1, 6):
        x, y = -260.0 + rng.uniform(-60, 60), row * 262.0 - 90
        while x < w + 260:
            wide = rng.choice((150, 186, 222))
            if rng.random() < 0.93:
                stalls.append((x, y + rng.uniform(-9, 9), wide, 122 + rng.uniform(-8, 10), rng.choice(kinds)))
            x += wide + rng.uniform(8, 34)

    def place(x: float, y: float) -> Point:
        """A point of the market in the picture."""
        return turned((x, y), angle, centre)

    cast = [
        polygon(size, [place(x + a + 34, y + b + 40) for a, b in ((0, 0), (sw, 0), (sw, sh), (0, sh))], 5)
        for x, y, sw, sh, _ in stalls
    ]
    dark = Image.new("L", size, 0)
    for mask in cast:
        dark = ImageChops.lighter(dark, mask)
    tint(img, dark, (58, 48, 54), 0.72)
    crates = []
    for x, y, sw, sh, _ in stalls:
        for k in range(int(sw // 24)):
            if rng.random() < 0.8:
                crates.append((x + 4 + k * 24, y + sh + 2 + rng.uniform(-2, 2)))
    for x, y in crates:
        box = [place(x + a, y + b) for a, b in ((0, 0), (20, 0), (20, 17), (0, 17))]
        tint(img, polygon(size, box), (120, 92, 62))
        fruit = rng.choice(
            ((206, 72, 44), (232, 172, 58), (120, 152, 62), (150, 40, 62), (226, 214, 176), (214, 122, 48))
        )
        for _ in range(12):
            spot_at = place(x + rng.uniform(3, 17), y + rng.uniform(3, 14))
            tone = blend(fruit, (255, 240, 200), rng.uniform(0, 0.3))
            box_px = (round(spot_at[0]), round(spot_at[1]))
            img.paste(tone, (box_px[0] - 2, box_px[1] - 2, box_px[0] + 2, box_px[1] + 2))
    for x, y, sw, sh, tone in stalls:
        roof = polygon(size, [place(x + a, y + b) for a, b in ((0, 0), (sw, 0), (sw, sh), (0, sh))], 0.5)
        tint(img, roof, cream)
        step = sw / (round(sw / 15) // 2 * 2 + 1)
        bands = Image.new("L", size, 0)
        for k in range(0, round(sw / step), 2):
            a, b = x + k * step, x + (k + 1) * step
            bands = ImageChops.lighter(
                bands, polygon(size, [place(a, y), place(b, y), place(b, y + sh), place(a, y + sh)])
            )
        tint(img, bands, blend(tone, (250, 240, 220), rng.uniform(0, 0.18)))
        half = polygon(size, [place(x + a, y + b) for a, b in ((0, sh * 0.5), (sw, sh * 0.5), (sw, sh), (0, sh))])
        tint(img, half, (46, 34, 52), 0.26)
        tint(img, lines(size, [[place(x, y + sh * 0.5), place(x + sw, y + sh * 0.5)]], 4, 2), (255, 250, 236), 0.7)
        sag = [[place(x + sw * k / 4, y), place(x + sw * k / 4, y + sh)] for k in range(1, 4)]
        tint(img, lines(size, sag, 7, 5), (60, 44, 50), 0.25)
        tint(img, lines(size, [[place(x, y + sh), place(x + sw, y + sh)]], 3), (90, 74, 66), 0.8)
        tint(img, times(roof, levels(clouds(size, rng, 40, octaves=3), 150, 235)), (70, 56, 60), 0.18)
    people = 0
    while people < 125:
        lane_row = rng.randrange(-1, 6)
        x, y = rng.uniform(-100, w + 100), lane_row * 262.0 - 90 + rng.uniform(160, 246)
        px, py = place(x, y)
        people += 1
        coat = rng.choice(
            ((40, 44, 62), (86, 46, 44), (64, 74, 60), (150, 130, 104), (178, 60, 48), (46, 76, 110), (206, 190, 160))
        )
        tint(
            img,
            polygon(size, curve([(px - 4, py - 4), (px + 6, py - 3), (px + 38, py + 36), (px + 30, py + 41)], 6), 2.2),
            (52, 42, 50),
            0.6,
        )
        a = rng.uniform(0, math.pi)
        body = [
            (
                px + 10 * math.cos(t) * math.cos(a) - 6 * math.sin(t) * math.sin(a),
                py + 10 * math.cos(t) * math.sin(a) + 6 * math.sin(t) * math.cos(a),
            )
            for t in (k / 12 * math.tau for k in range(12))
        ]
        tint(img, polygon(size, body, 0.4), coat)
        head = [(px + 4.4 * math.cos(t), py + 4.6 * math.sin(t)) for t in (k / 10 * math.tau for k in range(10))]
        tint(
            img,
            polygon(size, head),
            rng.choice(((58, 40, 32), (120, 90, 60), (30, 26, 26), (196, 190, 184), (150, 60, 50))),
        )
    light = Image.linear_gradient("L").rotate(125).resize((2400, 2000)).crop((400, 400, 2000, 1467))
    shine(img, scaled(light, 0.2), (255, 206, 140))
    return finished(img, rng, dark=0.42, grit=0.06, warm=0.35)


def person(x: float, foot: float, tall: float, lean: float = 0.0) -> list[Point]:
    """The outline of somebody in a long coat."""
    k = tall / 200
    head = [(15 * math.cos(a / 8 * math.pi), -183 - 17 * math.sin(a / 8 * math.pi)) for a in range(-3, 5)]
    half = [(3, -6), (5, 0), (13, 0), (14, -50), (24, -54), (29, -92), (32, -128), (24, -152), (8, -160), *head]
    outline = [*half, *[(-a, b) for a, b in reversed(half)], (0, -48)]
    return [(x + a * k - lean * b * k, foot + b * k) for a, b in outline]


def market_lanterns(rng: Random) -> Image.Image:
    """Strings of bulbs and lit stalls in a steep street before dawn."""
    size = LANDSCAPE
    w, h = size
    img = sky(size, (0, (10, 16, 38)), (0.35, (30, 46, 84)), (0.6, (74, 80, 112)), (1, (24, 22, 34)))
    vanish = (830.0, 470.0)
    for side in (-1, 1):
        for i in range(7):
            t0, t1 = 1.62**-i, 1.62 ** -(i + 1)
            xa, xb = vanish[0] + side * 900 * t0, vanish[0] + side * 900 * t1
            tall = rng.uniform(470, 620)
            ya, yb = vanish[1] - tall * t0, vanish[1] - tall * t1 * 0.98
            tone = blend((20, 22, 40), (74, 78, 108), min(1, i / 5))
            front = [(xa, ya), (xb, yb), (xb, vanish[1] + 330 * t1), (xa, vanish[1] + 600 * t0)]
            tint(img, polygon(size, front, 0.6), tone)
            gable = [(xa, ya + 2), ((xa + xb) / 2, (ya + yb) / 2 - 80 * t0), (xb, yb + 2)]
            tint(img, polygon(size, gable), blend(tone, BLACK, 0.25))
            for row in (0.3, 0.55):
                for col in (0.22, 0.5, 0.78):
                    if rng.random() < 0.36:
                        x = xa + (xb - xa) * col
                        y = ya + (yb - ya) * col + row * tall * t0 * 0.8
                        shine(
                            img,
                            boxes(size, [(x - 11 * t0, y - 17 * t0, x + 11 * t0, y + 17 * t0)], 1),
                            (230, 160, 90),
                            halo=6,
                            power=0.8,
                        )
    street = [(vanish[0] - 24, vanish[1] + 14), (vanish[0] + 24, vanish[1] + 14), (w + 500, h), (-500, h)]
    tint(img, polygon(size, street, 2), (40, 36, 46))
    wet = times(polygon(size, street), levels(clouds(size, rng, 70, stretch=3), 120, 240))
    tint(img, wet, (86, 70, 64), 0.5)
    for side in (-1, 1):
        for i in range(6, -1, -1):
            t = 1.5**-i
            x, y = vanish[0] + side * 560 * t, vanish[1] + 450 * t
            wide, tall = 330 * t, 300 * t
            tone = rng.choice(((186, 66, 52), (56, 90, 150), (70, 130, 92), (214, 170, 70)))
            spot(img, (x, y - tall * 0.4), wide * 1.5, (255, 170, 86), gamma=2.4)
            tint(img, boxes(size, [(x - wide / 2, y - tall * 0.42, x + wide / 2, y)], 1), (34, 24, 26))
            glow = boxes(size, [(x - wide * 0.46, y - tall * 0.8, x + wide * 0.46, y - tall * 0.4)], 3 + 5 * t)
            shine(img, scaled(glow, 0.72), (255, 190, 108), halo=16 * t + 3, power=0.6)
            goods = [(x - wide * 0.44 + k * wide * 0.09, y - tall * 0.46 + rng.uniform(-3, 3) * t) for k in range(10)]
            for gx, gy in goods:
                r = wide * 0.05
                fish = curve([(gx - r, gy), (gx, gy - r * 0.7), (gx + r, gy), (gx, gy + r * 0.7)], 6)
                tint(img, polygon(size, fish), rng.choice(((208, 214, 220), (170, 186, 200), (222, 150, 110))))
            roof = [
                (x - wide * 0.56, y - tall * 0.78),
                (x - wide * 0.46, y - tall),
                (x + wide * 0.46, y - tall),
                (x + wide * 0.56, y - tall * 0.78),
            ]
            tint(img, polygon(size, roof, 0.6), blend(tone, (20, 14, 24), 0.42))
            for k in range(5):
                a, b = -0.56 + k * 0.224, -0.46 + k * 0.184
                band = [
                    (x + wide * a, y - tall * 0.78),
                    (x + wide * b, y - tall),
                    (x + wide * (b + 0.092), y - tall),
                    (x + wide * (a + 0.112), y - tall * 0.78),
                ]
                tint(img, polygon(size, band, 0.6), (206, 182, 148), 0.8)
            for k in (-0.26, 0.05, 0.3):
                if rng.random() < 0.72:
                    who = person(x + wide * k - side * wide * 0.3, y + 46 * t, 238 * t, rng.uniform(-0.06, 0.06))
                    shine(img, polygon(size, [(px + 2 * side * t, py - 1) for px, py in who], 3 * t), (190, 120, 70))
                    tint(img, polygon(size, who, 0.6), (14, 12, 20))
            spot(img, (x - side * wide * 0.5, y + 40 * t), wide * 0.9, (255, 160, 84), gamma=2.4, squash=0.25)
    for i in range(7, -1, -1):
        t = 1.42**-i
        y = vanish[1] - 250 * t
        span = [(vanish[0] + (k / 20 - 0.5) * 1700 * t, y + 90 * t * (1 - (k / 10 - 1) ** 2)) for k in range(21)]
        tint(img, lines(size, [span], 1.6 * t + 0.4), (14, 12, 18), 0.9)
        for px, py in span:
            spot(img, (px, py + 7 * t), 62 * t + 5, (255, 180, 96), gamma=3)
            spot(img, (px, py + 7 * t), 9 * t + 1.6, (255, 244, 214), gamma=0.6)
    for _ in range(16):
        at, r = (rng.uniform(0, w), rng.uniform(h * 0.05, h * 0.95)), rng.uniform(16, 44)
        ring = shape(
            size,
            lambda d, at=at, r=r: d.ellipse(
                [(at[0] - r) * 2, (at[1] - r) * 2, (at[0] + r) * 2, (at[1] + r) * 2], fill=255
            ),
            2,
        )
        shine(
            img, scaled(ring, rng.uniform(0.04, 0.14)), rng.choice(((255, 190, 110), (255, 150, 90), (150, 190, 255)))
        )
    haze(img, 0.3, 0.6, (150, 130, 130), 80, rng)
    return finished(img, rng, dark=0.5)


def mapmaker(rng: Random) -> Image.Image:
    """The profile of an old woman against a lamp, edged with light, contour lines behind."""
    size = PORTRAIT
    h = size[1]
    img = sky(size, (0, (18, 20, 26)), (0.4, (54, 46, 42)), (0.75, (34, 28, 28)), (1, (14, 12, 16)))
    spot(img, (270, 560), 760, (224, 150, 78), gamma=1.9)
    spot(img, (230, 540), 330, (255, 214, 150), gamma=2.0)
    field = clouds(size, rng, 2.4, octaves=3)
    rings = Image.new("L", size, 0)
    for level in range(16, 250, 13):
        band = field.point([255 if v >= level else 0 for v in range(256)]).filter(ImageFilter.GaussianBlur(1.2))
        edge = band.point([max(0, 255 - abs(v - 128) * 3) for v in range(256)])
        rings = ImageChops.lighter(rings, scaled(edge, 1.0 if level % 5 == 1 else 0.55))
    tint(
        img,
        times(rings.filter(ImageFilter.GaussianBlur(1.4)), fade(size, (0, 200), (0.6, 150), (1, 60))),
        (66, 42, 26),
        0.6,
    )
    shine(img, scaled(rings, 0.2), (255, 214, 160))
    face = [
        (470, 470),
        (446, 520),
        (432, 566),
        (428, 596),
        (420, 622),
        (396, 666),
        (378, 694),
        (384, 712),
        (412, 720),
        (416, 736),
        (402, 752),
        (408, 766),
        (420, 772),
        (408, 786),
        (414, 804),
        (426, 818),
        (420, 846),
        (430, 880),
        (462, 902),
        (516, 906),
        (556, 912),
        (578, 950),
        (572, 1010),
        (548, 1062),
        (470, 1110),
        (330, 1180),
        (236, 1290),
        (190, 1450),
        (180, 1680),
        (1130, 1680),
        (1120, 1330),
        (1040, 1190),
        (900, 1100),
        (822, 1040),
        (800, 960),
        (826, 880),
        (862, 790),
        (880, 690),
        (868, 570),
        (826, 466),
        (744, 396),
        (640, 372),
        (540, 400),
    ]
    head = curve([(float(x), float(y)) for x, y in face], 10)
    bun = curve([(810.0, 500.0), (880, 452), (952, 478), (972, 556), (926, 622), (840, 640)], 12)
    body = ImageChops.lighter(polygon(size, head, 1.0), polygon(size, bun, 1.0))
    tint(img, body, (15, 13, 18))
    moved = ImageChops.lighter(
        polygon(size, [(x + 15, y + 5) for x, y in head], 7), polygon(size, [(x + 8, y + 8) for x, y in bun], 6)
    )
    rim = ImageChops.subtract(body, moved)
    shine(img, times(rim, fade(size, (0, 230), (0.62, 210), (0.85, 90), (1, 20))), (255, 186, 110), halo=7, power=0.6)
    wide = ImageChops.subtract(body, polygon(size, [(x + 70, y + 22) for x, y in head], 44))
    shine(img, times(scaled(wide, 0.4), fade(size, (0, 200), (0.6, 160), (1, 20))), (190, 108, 60))

    def strands(draw: ImageDraw.ImageDraw) -> None:
        """Draw combed hair from the brow to the bun, and a few loose ones."""
        for k in range(150):
            t = k / 150
            x0, y0 = (
                470 + 350 * t + rng.uniform(-10, 10),
                470 - 92 * math.sin(t * 2.9) + rng.uniform(0, 150) * (0.3 + t),
            )
            bend = [
                (x0 + (880 - x0) * s, y0 + (548 - y0) * s - 46 * math.sin(s * math.pi) * (1 - t))
                for s in (0, 0.2, 0.4, 0.6, 0.8, 1)
            ]
            draw.line(doubled(bend), fill=rng.randint(20, 140), width=rng.choice((1, 2, 2)))

    shine(img, times(shape(size, strands), body), (150, 116, 96))
    glass = [
        [(430, 596), (470, 590), (508, 604), (510, 640), (480, 664), (446, 656), (432, 630)],
        [(508, 606), (640, 596), (742, 616)],
    ]
    shine(img, lines(size, [[(float(x), float(y)) for x, y in path] for path in glass], 3, 0.7), (216, 150, 90))
    shine(img, polygon(size, [(438, 606), (462, 600), (448, 646), (438, 632)], 3), (150, 104, 66))
    knit = [[(x + 40 * math.sin(y / 90), float(y)) for y in range(1180, h + 40, 20)] for x in range(200, 1100, 22)]
    shine(
        img,
        times(times(lines(size, knit, 3, 2), body), fade(size, (0, 0), (0.72, 0), (0.8, 60), (1, 30))),
        (120, 90, 76),
    )
    return finished(img, rng, dark=0.5, grit=0.11)


def surge_wall(rng: Random) -> Image.Image:
    """A wave breaking over a harbour wall beside a lamp."""
    size = LANDSCAPE
    w, h = size
    img = sky(size, (0, (22, 28, 40)), (0.4, (54, 66, 80)), (0.62, (104, 112, 116)), (1, (46, 56, 64)))
    overcast(img, rng, (20, 25, 36), low=96, share=0.9, floor=0.62)
    for i in range(5):
        t = i / 4
        line = swell_line(rng, w, 596 + 110 * t, 12 + 44 * t, 60 + 120 * t)
        mask = polygon(size, below(line, size), 1)
        tint(img, mask, blend((88, 102, 108), (34, 52, 60), t))
        crest = times(lines(size, [line], 4 + 4 * t, 1.4), levels(clouds(size, rng, 50), 100, 150))
        tint(img, times(crest, mask), (214, 222, 222), 0.8)
    wall = [(0.0, 742.0), (640, 716), (1600, 690), (1600, 800), (640, 850), (0, 900)]
    plume = [
        (520, 720),
        (560, 560),
        (620, 400),
        (700, 250),
        (800, 130),
        (890, 96),
        (980, 150),
        (1060, 300),
        (1150, 440),
        (1230, 600),
        (1270, 712),
    ]
    jag = curve([(float(x) + rng.uniform(-20, 20), float(y) + rng.uniform(-24, 24)) for x, y in plume], 8)
    puff = levels(clouds(size, rng, 11, stretch=0.8, octaves=7), 66, 180)
    streak = levels(clouds(size, rng, 26, stretch=0.3, octaves=5), 70, 190)
    tint(img, times(polygon(size, jag, 50), puff), (132, 146, 152), 0.9)
    tint(img, times(times(polygon(size, jag, 26), puff), streak), (228, 234, 234), 0.95)
    low = curve([(430.0, 730.0), (560, 640), (700, 560), (860, 520), (1010, 560), (1180, 640), (1340, 720)], 8)
    tint(img, times(polygon(size, low, 24), levels(clouds(size, rng, 18, octaves=6), 50, 150)), (240, 243, 242), 0.95)

    def drops(draw: ImageDraw.ImageDraw) -> None:
        """Throw drops out of the breaking wave, all falling with the wind."""
        for _ in range(9000):
            a, v = rng.gauss(math.pi / 2, 0.36), rng.random() ** 0.6
            x = 880 + 720 * v * math.cos(a) + 90 * v * v + rng.gauss(0, 60)
            y = 720 - 700 * v * math.sin(a) + 150 * v * v
            r = rng.random() ** 5 * 5 + 0.7
            draw.ellipse([x * 2 - r, y * 2 - r * 1.5, x * 2 + r, y * 2 + r * 1.5], fill=rng.randint(50, 240))

    splash = shape(size, drops, 0.5)
    shine(img, scaled(splash, 0.85), (226, 232, 230), halo=7, power=0.5)
    tint(img, polygon(size, wall), (46, 48, 52))
    tint(img, times(polygon(size, wall), levels(clouds(size, rng, 60), 110, 220)), (78, 80, 80), 0.7)
    courses = [[(0, 742 + k * 40), (640, 716 + k * 33), (w, 690 + k * 28)] for k in range(1, 4)]
    joints = [
        [(x + (k % 2) * 46, 742 - x * 0.034 + k * 38), (x + (k % 2) * 46, 742 - x * 0.034 + (k + 1) * 36)]
        for x in range(0, w, 92)
        for k in range(4)
    ]
    tint(img, times(lines(size, [*courses, *joints], 2.4, 0.8), polygon(size, wall)), (20, 22, 26), 0.8)
    tint(img, lines(size, [[(0, 742), (640, 716), (w, 690)]], 13), (88, 92, 94))
    quay = [(0.0, 896.0), (640, 846), (1600, 796), (1600, 1067), (0, 1067)]
    tint(img, polygon(size, quay), (34, 38, 44))
    tint(img, times(polygon(size, quay), levels(clouds(size, rng, 60, stretch=4), 110, 220)), (66, 72, 78), 0.7)
    sheet = times(
        polygon(size, [(300, 872), (640, 842), (1400, 806), (1600, 850), (1600, 980), (900, 1067), (200, 1067)], 30),
        levels(clouds(size, rng, 34, stretch=5, octaves=7), 120, 235),
    )
    tint(img, sheet, (190, 200, 204), 0.7)
    falls = [
        [(x, 716 - (x - 640) * 0.027), (x + rng.uniform(-8, 10), 850 - (x - 640) * 0.05 + rng.uniform(-20, 30))]
        for x in (rng.gauss(880, 190) for _ in range(150))
    ]
    tint(img, lines(size, falls, 4, 2.6), (224, 230, 230), 0.55)
    for x, foot, tall in ((300, 884, 520), (1330, 812, 380)):
        tint(img, lines(size, [[(x, foot), (x, foot - tall)]], 9), (12, 14, 20))
        tint(
            img,
            lines(size, [[(x - 16, foot), (x + 16, foot)], [(x - 12, foot - 40), (x + 12, foot - 40)]], 10),
            (12, 14, 20),
        )
        arm = [(x, foot - tall), (x + 14, foot - tall - 22), (x + 58, foot - tall - 26), (x + 66, foot - tall - 8)]
        tint(img, lines(size, [[(float(px), float(py)) for px, py in arm]], 6), (12, 14, 20))
        at = (x + 66, foot - tall)
        spot(img, at, 420, (255, 178, 92), gamma=2.6)
        spot(img, at, 92, (255, 214, 150), gamma=1.8)
        spot(img, at, 15, (255, 250, 232), gamma=0.6)
        spot(img, (x + 66, foot + 60), 330, (224, 146, 76), gamma=2.2, squash=0.3)
    rail = [[(0, 824), (300, 800)], [(0, 790), (300, 768)]]
    tint(
        img,
        lines(size, [*rail, *[[(x, 880 - x * 0.08), (x, 786 - x * 0.07)] for x in range(14, 300, 70)]], 5),
        (14, 16, 22),
    )
    drift = [[(x, y), (x + 46, y + 18)] for x, y in ((rng.uniform(0, w), rng.uniform(0, h)) for _ in range(900))]
    shine(img, scaled(lines(size, drift, 1, 0.8), 0.3), (190, 200, 206))
    return finished(img, rng, dark=0.5, grit=0.11)


def flooded_quay(rng: Random) -> Image.Image:
    """A row of quayside houses standing in still flood water at first light."""
    size = LANDSCAPE
    w = size[0]
    img = sky(
        size,
        (0, (76, 98, 128)),
        (0.3, (150, 156, 170)),
        (0.52, (238, 196, 164)),
        (0.6, (250, 212, 170)),
        (1, (250, 212, 170)),
    )
    overcast(img, rng, (112, 110, 136), low=120, share=0.7, floor=0.5)
    overcast(img, rng, (255, 206, 170), low=160, share=0.7, floor=0.55)
    base = 668
    spot(img, (1240, base), 640, (255, 214, 160), gamma=2.4, squash=0.55)
    tint(img, polygon(size, below(ridge(rng, w, 560, 40), size), 2), (146, 138, 154))
    steeple = [(1104, base), (1104, 470), (1114, 462), (1128, 330), (1142, 462), (1152, 470), (1152, base)]
    tint(img, polygon(size, steeple, 1), (122, 114, 132))
    haze(img, 0.46, 0.62, (250, 214, 184), 130, rng)
    x = -40.0
    paints = [
        (142, 84, 74),
        (196, 180, 156),
        (92, 108, 124),
        (172, 146, 98),
        (112, 124, 104),
        (160, 112, 104),
        (206, 196, 182),
    ]
    last = -1
    while x < 1010:
        wide, tall = rng.uniform(104, 150), rng.uniform(226, 310) * (1 - 0.22 * max(0, x) / 1000)
        last = rng.choice([k for k in range(len(paints)) if k != last])
        tone = blend(paints[last], (96, 90, 112), 0.42)
        top = base - tall
        tint(img, boxes(size, [(x, top, x + wide, base + 3)]), tone)
        roof = (
            [(x - 4, top + 3), (x + wide * 0.5, top - 74), (x + wide + 4, top + 3)]
            if rng.random() < 0.5
            else [(x - 4, top + 3), (x + 14, top - 46), (x + wide - 14, top - 46), (x + wide + 4, top + 3)]
        )
        tint(img, polygon(size, roof), (62, 58, 76))
        tint(img, boxes(size, [(x + wide * 0.72, top - 84, x + wide * 0.86, top - 26)]), (74, 64, 74))
        tint(img, boxes(size, [(x + wide - 7, top, x + wide, base)], 3), (46, 42, 60), 0.6)
        tint(
            img,
            times(boxes(size, [(x, top, x + wide, base)]), levels(clouds(size, rng, 50), 130, 230)),
            (72, 68, 84),
            0.35,
        )
        for row in range(3):
            for col in (0.2, 0.58):
                wx, wy = x + wide * col, top + 26 + row * 74
                if wy > base - 60:
                    continue
                tint(img, boxes(size, [(wx - 3, wy - 3, wx + 27, wy + 43)]), (216, 206, 196))
                on = rng.random() < 0.26
                tint(img, boxes(size, [(wx, wy, wx + 24, wy + 40)]), (255, 206, 132) if on else (62, 72, 92))
                if on:
                    spot(img, (wx + 12, wy + 20), 54, (255, 184, 100), gamma=2.6)
                tint(
                    img,
                    lines(size, [[(wx + 12, wy), (wx + 12, wy + 40)], [(wx, wy + 20), (wx + 24, wy + 20)]], 1.6),
                    (216, 206, 196),
                )
        tint(
            img,
            boxes(size, [(x + wide * 0.4, base - 46, x + wide * 0.4 + 28, base + 2)]),
            rng.choice(((46, 60, 84), (98, 44, 42), (40, 66, 56))),
        )
        for k in range(4):
            tint(
                img,
                polygon(
                    size,
                    curve(
                        [
                            (x + wide * 0.4 - 8 + k * 12, base + 2),
                            (x + wide * 0.4 - 6 + k * 12, base - 9),
                            (x + wide * 0.4 + 4 + k * 12, base - 9),
                            (x + wide * 0.4 + 6 + k * 12, base + 2),
                        ],
                        5,
                    ),
                ),
                (188, 166, 128),
            )
        x += wide
    tint(
        img,
        lines(
            size,
            [[(px, base), (px, base - 150)] for px in (1060, 1190, 1300)]
            + [[(1060, base - 40), (1300, base - 40)], [(1060, base - 62), (1300, base - 62)]],
            3,
        ),
        (64, 60, 76),
    )
    masts = [[(px, base), (px, base - t)] for px, t in ((1380, 250), (1436, 190), (1500, 280), (1564, 210))]
    tint(img, lines(size, masts, 3), (70, 66, 82))
    for px, s in ((1380, 1.0), (1500, 1.15)):
        tint(
            img,
            polygon(
                size,
                [(px - 56 * s, base - 20), (px + 62 * s, base - 26), (px + 44 * s, base + 3), (px - 42 * s, base + 3)],
            ),
            (74, 70, 90),
        )
        tint(
            img,
            polygon(
                size,
                [
                    (px - 24 * s, base - 20),
                    (px - 20 * s, base - 44),
                    (px + 10 * s, base - 44),
                    (px + 14 * s, base - 20),
                ],
            ),
            (110, 104, 116),
        )
    for px, py, tall in ((220, base, 230), (700, base, 200), (1010, base, 176)):
        tint(
            img,
            lines(size, [[(px, py), (px, py - tall)], [(px - 14, py - tall + 26), (px + 14, py - tall + 26)]], 5),
            (40, 38, 54),
        )
        spot(img, (px, py - tall - 10), 96, (255, 200, 130), gamma=2.6)
        spot(img, (px, py - tall - 10), 13, (255, 246, 222), gamma=0.7)
    water(img, base, rng, colour=(72, 82, 104), depth=0.34, smear=3, swell=0.5, gleam=(255, 206, 170))
    boat = [(640, 872), (664, 908), (884, 914), (930, 862), (876, 878), (700, 884)]
    tint(img, polygon(size, [(px, 1822 - py) for px, py in boat], 6), (40, 40, 54), 0.6)
    tint(img, polygon(size, boat), (44, 42, 56))
    shine(img, lines(size, [[(640, 872), (700, 884), (876, 878), (930, 862)]], 3, 1), (214, 170, 140))
    for px, lean in ((752, 0.05), (834, -0.08)):
        who = [(qx, qy) for qx, qy in person(px, 890, 112, lean)]
        tint(img, polygon(size, who, 0.5), (30, 28, 42))
    tint(img, lines(size, [[(818, 846), (902, 936)]], 3.4), (30, 28, 42))
    return finished(img, rng, dark=0.36, grit=0.11, warm=0.2)


def snowy_street(rng: Random) -> Image.Image:
    """A lane of gabled houses in falling snow, lamps lit."""
    size = PORTRAIT
    w, h = size
    img = sky(size, (0, (38, 48, 82)), (0.3, (78, 88, 124)), (0.5, (150, 140, 158)), (1, (150, 156, 184)))
    vx, vy = 560.0, 860.0
    tower = [(500, vy), (500, 560), (494, 552), (556, 380), (618, 552), (612, 560), (612, vy)]
    tint(img, polygon(size, tower, 2), (104, 108, 142))
    tint(img, polygon(size, [(494, 552), (556, 380), (572, 430), (540, 556)], 3), (196, 198, 216), 0.8)
    shine(img, boxes(size, [(546, 612, 568, 634)], 2), (255, 220, 160), halo=12)
    haze(img, 0.3, 0.58, (162, 156, 176), 170, rng)
    for i in range(6, -1, -1):
        for side in (-1, 1):
            t0, t1 = 1.5**-i, 1.5 ** -(i + 1)
            xa, xb = vx + side * 640 * t0, vx + side * 640 * t1
            wall = rng.uniform(480, 640)
            fade_out = min(1.0, i / 6)
            tone = blend(
                rng.choice(((94, 66, 62), (120, 104, 84), (72, 82, 96), (104, 88, 96), (88, 96, 84))),
                (128, 128, 158),
                0.2 + 0.6 * fade_out,
            )
            ya, yb, ba, bb = vy - wall * t0, vy - wall * t1, vy + 560 * t0, vy + 560 * t1
            front = polygon(size, [(xa, ya), (xb, yb), (xb, bb), (xa, ba)], 0.5)
            tint(img, front, blend(tone, (30, 32, 58), 0.35))
            tint(img, times(front, levels(clouds(size, rng, 40), 120, 230)), blend(tone, (190, 180, 180), 0.2), 0.4)
            peak = ((xa + xb) / 2, (ya + yb) / 2 - 210 * t0)
            tint(img, polygon(size, [(xa, ya), peak, (xb, yb)], 0.6), blend(tone, (30, 32, 58), 0.45))
            tint(img, lines(size, [[(xa, ya), peak, (xb, yb)]], 26 * t0 + 2, 1.0), (214, 218, 236))
            tint(img, lines(size, [[(xb, yb), (xb, bb)]], 5 * t0 + 1, 1.5), (30, 32, 54), 0.7)
            for row in range(4):
                for col in (0.2, 0.5, 0.8):
                    k = 1 / ((1 - col) / t0 + col / t1)
                    x = vx + side * 640 * k
                    y = vy - wall * k * (0.86 - row * 0.32)
                    pw, ph = 26 * k, 52 * k
                    tint(
                        img,
                        boxes(size, [(x - pw - 3 * k, y - 3 * k, x + pw + 3 * k, y + ph * 2 + 3 * k)]),
                        blend(tone, (230, 226, 226), 0.4),
                    )
                    lit = rng.random() < (0.5 if row > 1 else 0.3)
                    tint(img, boxes(size, [(x - pw, y, x + pw, y + ph * 2)]), (250, 190, 104) if lit else (44, 52, 84))
                    if lit:
                        spot(img, (x, y + ph), 120 * k + 6, (255, 172, 86), gamma=2.6)
                    tint(
                        img,
                        lines(
                            size,
                            [[(x, y), (x, y + ph * 2)], [(x - pw, y + ph * 0.7), (x + pw, y + ph * 0.7)]],
                            3 * k + 0.4,
                        ),
                        blend(tone, (230, 226, 226), 0.4),
                    )
                    tint(
                        img,
                        boxes(size, [(x - pw - 6 * k, y + ph * 2 + 2 * k, x + pw + 6 * k, y + ph * 2 + 13 * k)], 0.8),
                        (222, 226, 240),
                    )
        if i in (2, 3, 4):
            haze(img, 0.42, 0.66, (166, 160, 182), 90, rng)
    street = [(vx - 38, vy + 36), (vx + 38, vy + 36), (w + 260, h + 20), (-330, h + 20)]
    tint(img, polygon(size, street, 6), (188, 194, 220))
    tint(img, times(polygon(size, street), levels(clouds(size, rng, 26, stretch=2.6), 110, 230)), (140, 150, 188), 0.6)
    for lane in (-0.3, 0.06):
        rut = [
            (vx + (lane + 0.3 * 0.2) * 620 * t + 14 * math.sin(t * 7), vy + 40 + 700 * t)
            for t in (k / 30 for k in range(33))
        ]
        for (x0, y0), (x1, y1) in itertools.pairwise(rut):
            k = (y0 - vy) / 740
            tint(img, lines(size, [[(x0, y0), (x1, y1)]], 30 * k + 2, 2 + 4 * k), (116, 124, 164), 0.55)
    for n in range(34):
        k = 0.12 + n / 36
        x, y = vx + 190 * k + (13 if n % 2 else -13) * k, vy + 40 + 690 * k
        tint(
            img,
            polygon(size, curve([(x - 7 * k, y), (x, y - 12 * k), (x + 7 * k, y), (x, y + 13 * k)], 6), 1),
            (98, 108, 152),
            0.75,
        )
    for x, k in ((180, 1.0), (884, 0.72), (416, 0.42), (668, 0.32)):
        foot, top = vy + 540 * k, vy - 60 * k
        tint(img, lines(size, [[(x, foot), (x, top)]], 10 * k + 1), (18, 20, 36))
        tint(
            img,
            polygon(
                size, [(x - 22 * k, top), (x - 34 * k, top - 62 * k), (x + 34 * k, top - 62 * k), (x + 22 * k, top)]
            ),
            (255, 216, 150),
        )
        tint(
            img,
            polygon(size, [(x - 42 * k, top - 60 * k), (x, top - 96 * k), (x + 42 * k, top - 60 * k)]),
            (18, 20, 36),
        )
        tint(
            img,
            polygon(
                size,
                curve(
                    [(x - 40 * k, top - 66 * k), (x, top - 108 * k), (x + 40 * k, top - 66 * k), (x, top - 84 * k)], 6
                ),
                1,
            ),
            (226, 230, 242),
        )
        spot(img, (x, top - 34 * k), 420 * k, (255, 184, 104), gamma=2.6)
        spot(img, (x, top - 34 * k), 70 * k, (255, 234, 190), gamma=1.6)
        spot(img, (x, foot + 4), 330 * k, (255, 176, 100), gamma=2.2, squash=0.3)
    fx, fy = vx + 74, vy + 262
    tint(
        img,
        polygon(size, [(fx - 10, fy), (fx + 14, fy), (fx + 120, fy + 66), (fx + 70, fy + 70)], 7),
        (100, 106, 150),
        0.55,
    )
    tint(img, polygon(size, person(fx, fy, 178, 0.03), 0.6), (24, 26, 44))
    dome = curve(
        [
            (fx - 78, fy - 196),
            (fx - 50, fy - 236),
            (fx + 6, fy - 256),
            (fx + 62, fy - 236),
            (fx + 92, fy - 196),
            (fx + 6, fy - 204),
        ],
        8,
    )
    tint(img, polygon(size, dome, 0.6), (134, 34, 36))
    tint(img, lines(size, [[(fx + 6, fy - 252), (fx + 6, fy - 120)]], 2.6), (24, 26, 44))
    tint(
        img,
        polygon(
            size, curve([(fx - 46, fy - 234), (fx + 6, fy - 258), (fx + 58, fy - 236), (fx + 6, fy - 244)], 8), 1.5
        ),
        (222, 226, 240),
        0.8,
    )

    def flakes(draw: ImageDraw.ImageDraw) -> None:
        """Draw snow, a little of it near and large."""
        for _ in range(1900):
            x, y, r = rng.uniform(0, w * 2), rng.uniform(0, h * 2), 0.9 + rng.random() ** 7 * 12
            draw.ellipse([x - r, y - r, x + r, y + r], fill=round(rng.randint(90, 230) / (1 + r / 9)))

    shine(img, shape(size, flakes, 1.0), (232, 234, 246))
    return finished(img, rng, dark=0.42, grit=0.12)


# --- writing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file name without suffix, how it is drawn, and who signs for it."""

    name: str
    draw: Callable[[Random], Image.Image]
    artist: str


QUILL, PELL = "Mara Quill/Courier", "Jonah Pell/Courier"
PICTURES = (
    Picture("shanghai-six", neva, QUILL),
    Picture("night-boat", night_boat, QUILL),
    Picture("skerry-light", skerry_light, PELL),
    Picture("carrow-dome", carrow_dome, PELL),
    Picture("hallin-ice", hallin_ice, QUILL),
    Picture("storm-hedda", storm_hedda, PELL),
    Picture("floodlights", floodlights, PELL),
    Picture("opera-reopens", stage_lights, QUILL),
    Picture("night-train", night_train, QUILL),
    Picture("river-treaty", river_treaty, PELL),
    Picture("sugar-beet", sugar_beet, QUILL),
    Picture("towers-homes", towers_homes, PELL),
    Picture("market-awnings", market_awnings, QUILL),
    Picture("market-awnings-2", market_lanterns, PELL),
    Picture("mapmaker", mapmaker, QUILL),
    Picture("surge-live", surge_wall, PELL),
    Picture("surge-live-2", flooded_quay, QUILL),
    Picture("hallbrunn-schnee", snowy_street, PELL),
)


def save(picture: Picture) -> int:
    """Draw one picture beside its story; the number of bytes written."""
    img = picture.draw(Random(picture.name))
    exif = Image.Exif()
    exif[EXIF_DESCRIPTION] = "Generated by seeds/make_photos.py"
    exif[EXIF_ARTIST] = picture.artist
    exif[EXIF_COPYRIGHT] = "CC0 1.0"
    path = FOLDER / f"{picture.name}.jpg"
    img.save(path, quality=QUALITY, optimize=True, progressive=True, exif=exif)
    return path.stat().st_size


def main(names: Sequence[str]) -> None:
    """Write the pictures named, or all of them."""
    total = 0
    for picture in PICTURES:
        if not names or picture.name in names:
            size = save(picture)
            total += size
            print(f"{picture.name}.jpg {size // 1024} KB")
    print(f"{total // 1024} KB in all")


if __name__ == "__main__":
    main(sys.argv[1:])
