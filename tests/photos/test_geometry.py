"""Sums about pictures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.photos.geometry import crop_box, height_at, srcset_widths


@pytest.mark.parametrize(
    ("width", "widths"),
    [(200, [200]), (320, [320]), (639, [320]), (1000, [320, 640, 960]), (5000, [320, 640, 960, 1280, 1920])],
    ids=str,
)
def test_a_photo_is_kept_in_the_steps_no_wider_than_itself(width, widths):
    assert srcset_widths(width) == widths


def test_a_photo_keeps_its_shape_at_every_width():
    assert height_at(320, of=(1000, 500)) == 160
    assert height_at(320, of=(10_000, 1)) == 1


@pytest.mark.parametrize(
    ("size", "ratio", "focal", "box"),
    [
        pytest.param((1000, 1000), Fraction(2, 1), (0.5, 0.5), (0, 250, 1000, 750), id="the middle of a square"),
        pytest.param((1000, 1000), Fraction(2, 1), (0.5, 0.0), (0, 0, 1000, 500), id="the top"),
        pytest.param((1000, 1000), Fraction(2, 1), (0.5, 1.0), (0, 500, 1000, 1000), id="the bottom"),
        pytest.param((2000, 1000), Fraction(1, 1), (0.9, 0.5), (1000, 0, 2000, 1000), id="the right"),
        pytest.param((300, 200), Fraction(3, 2), (0.1, 0.9), (0, 0, 300, 200), id="the whole"),
    ],
)
def test_a_crop_keeps_the_focal_point_near_its_middle(size, ratio, focal, box):
    assert crop_box(*size, ratio=ratio, focal_x=focal[0], focal_y=focal[1]) == box


@pytest.mark.parametrize(
    ("size", "ratio"), [((0, 10), Fraction(1)), ((10, 0), Fraction(1)), ((10, 10), Fraction(0))], ids=str
)
def test_no_part_of_nothing(size, ratio):
    with pytest.raises(ValueError, match="has no part"):
        crop_box(*size, ratio=ratio)


@given(
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    across=st.integers(1, 50),
    down=st.integers(1, 50),
    focal_x=st.floats(0, 1),
    focal_y=st.floats(0, 1),
)
def test_every_crop_lies_inside_and_touches_two_edges(width, height, across, down, focal_x, focal_y):
    box = crop_box(width, height, ratio=Fraction(across, down), focal_x=focal_x, focal_y=focal_y)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.right - box.left == width or box.bottom - box.top == height
