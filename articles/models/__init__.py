"""The door to the models."""

from articles.models.article import Article, Byline, Caption, Origin, Status
from articles.models.author import Author
from articles.models.import_run import ImportRun
from articles.models.photo import Photo
from articles.models.redirect import Redirect
from articles.models.section import Section
from articles.models.source import Source
from articles.models.story import Kind, StoryFields
from articles.models.topic import Topic
from articles.models.version import FOREVER, Change, Version

__all__ = [
    "FOREVER",
    "Article",
    "Author",
    "Byline",
    "Caption",
    "Change",
    "ImportRun",
    "Kind",
    "Origin",
    "Photo",
    "Redirect",
    "Section",
    "Source",
    "Status",
    "StoryFields",
    "Topic",
    "Version",
]
