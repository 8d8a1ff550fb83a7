"""What goes out is valid by the official schemas, and says what readers see."""

import pytest

from articles.exporting import FORMATS
from tests import factories
from tests.exporting.schemas import CHECKS
from tests.exporting.stories import PAPER, full_story

pytestmark = pytest.mark.django_db
SHORTEST = {"headline": "A line", "body": "<p>A word.</p>"}


@pytest.mark.parametrize("format", CHECKS)
def test_a_story_that_says_everything_is_valid(format):
    CHECKS[format](FORMATS[format].version(full_story(), PAPER))


@pytest.mark.parametrize("format", CHECKS)
def test_a_story_that_says_little_is_valid(format):
    CHECKS[format](FORMATS[format].version(factories.live(**SHORTEST), PAPER))
