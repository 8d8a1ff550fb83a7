"""The site's own settings, as in production, with one page more to compare with."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
