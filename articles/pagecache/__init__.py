"""What every public response says to caches, and the frame that every public page has."""

from articles.pagecache.frame import Frame, frame_of
from articles.pagecache.http import MAX_AGE, public_page

__all__ = ["MAX_AGE", "Frame", "frame_of", "public_page"]
