"""Sums about pictures, as plain functions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

# The widths pictures are kept in.
STEPS = (320, 640, 960, 1280, 1920)


class Box(NamedTuple):
    """A part of a picture in pixels; right and bottom are just outside."""

    left: int
    top: int
    right: int
    bottom: int


def srcset_widths(width: int, *, steps: Sequence[int] = STEPS) -> list[int]:
    """The steps no wider than the photo; its own width where none fits.

    >>> srcset_widths(1000), srcset_widths(200)
    ([320, 640, 960], [200])
    """
    return [step for step in steps if step <= width] or [width]


def height_at(width: int, *, of: tuple[int, int]) -> int:
    """How high a picture of the size ``of`` stands at a width; at least one pixel."""
    full_width, full_height = of
    return max(1, round(full_height * width / full_width))


def crop_box(width: int, height: int, *, ratio: Fraction, focal_x: float = 0.5, focal_y: float = 0.5) -> Box:
    """The largest part of the ratio (width to height), with the focal point as near its middle as the edges allow.

    >>> crop_box(1000, 1000, ratio=Fraction(2, 1), focal_y=0.0)
    Box(left=0, top=0, right=1000, bottom=500)
    """
    if width < 1 or height < 1 or ratio <= 0:
        raise ValueError(f"A picture of {width} × {height} has no part of the ratio {ratio}.")
    if Fraction(width, height) > ratio:
        part_width, part_height = max(1, round(height * ratio)), height
    else:
        part_width, part_height = width, min(height, max(1, round(width / ratio)))
    left = _place(part_width, width, focal_x)
    top = _place(part_height, height, focal_y)
    return Box(left, top, left + part_width, top + part_height)


def _place(part: int, whole: int, focal: float) -> int:
    """Where a part begins that has the focal point in its middle, or as near as it can be."""
    return min(max(round(whole * focal - part / 2), 0), whole - part)
