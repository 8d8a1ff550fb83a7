"""The addresses readers know."""

from django.urls import path, re_path, register_converter

from articles import feeds, sitemaps, views


class YearConverter:
    """Four digits."""

    regex = "[0-9]{4}"
    to_python = int

    def to_url(self, value: int) -> str:
        """The year as an address has it."""
        return f"{value:04d}"


class MonthOrDayConverter:
    """Two digits."""

    regex = "[0-9]{2}"
    to_python = int

    def to_url(self, value: int) -> str:
        """The number as an address has it."""
        return f"{value:02d}"


class WordConverter:
    """A part of an address as somebody may have typed it; without NUL, which PostgreSQL refuses to look up."""

    regex = r"[^/\x00]+"

    def to_python(self, value: str) -> str:
        """The part as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The part as it is."""
        return value


register_converter(WordConverter, "word")
register_converter(YearConverter, "yyyy")
register_converter(MonthOrDayConverter, "nn")

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("authors/<word:slug>/", views.author, name="author"),
    path("topics/<word:slug>/", views.topic, name="topic"),
    # /archive/
    path("archive/", views.archive, name="archive"),
    path("archive/<yyyy:year>/<nn:month>/", views.archive_month, name="archive_month"),
    path("archive/<yyyy:year>/<nn:month>/<nn:day>/", views.archive_day, name="archive_day"),
    # For machines
    path("rss.xml", feeds.rss, name="rss"),
    path("atom.xml", feeds.atom, name="atom"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-sections.xml", sitemaps.sections, name="sitemap_sections"),
    path("sitemap-<int:number>.xml", sitemaps.stories, name="sitemap_stories"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    # /photos/
    path("photos/<word:key>-social.jpg", views.social_photo, name="social_photo"),
    path("photos/<word:key>-<int:width>.jpg", views.photo, name="photo"),
    # /<section path>/ and below it; last, because sections may be called anything
    path("<path:path>/rss.xml", feeds.rss, name="section_rss"),
    path("<path:path>/atom.xml", feeds.atom, name="section_atom"),
    re_path(r"^(?P<path>[^\x00]+/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/\x00]+)/$", views.story, name="story"),
    path("<path:path>/", views.section, name="section"),
]
