"""Web archives, from outside: a stream of records in, a piece for each HTML page out."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.importing.decoding import MAX_BYTES
from articles.importing.detect import detect
from articles.importing.document import ParseError
from articles.importing.formats import FORMATS, Piece
from articles.importing.formats.warc import is_warc, parse, split
from articles.importing.run import import_paths
from articles.importing.store import Wishes
from articles.models import Article

PAGE = """<html lang="en"><head><title>{headline}</title></head><body><h1>{headline}</h1>
<p>The harbour board met on Tuesday to speak about the bench by the funnel, and spoke about the weather instead.</p>
<p>Nobody has sat on the bench since then, because it has been raining, and because the paint is still wet.</p>
<p>“We shall decide in the autumn,” the chairman said, “when the paint is dry.”</p></body></html>"""
HTML = (("Content-Type", "text/html; charset=utf-8"),)


class Archive:
    """A web archive in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)
        self.writer.write_record(self.writer.create_warcinfo_record("x.warc", {"software": "ours"}))

    def add(
        self, address: str, body: bytes, *, status: str = "200 OK", headers=HTML, kind: str = "response"
    ) -> Archive:
        head = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        payload = None if kind == "revisit" else io.BytesIO(body)
        self.writer.write_record(self.writer.create_warc_record(address, kind, payload=payload, http_headers=head))
        return self

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def pieces(data: bytes) -> list[Piece]:
    return list(split(io.BytesIO(data), "crawl.warc.gz"))


def page(headline: str) -> bytes:
    return PAGE.format(headline=headline).encode()


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_each_html_page_is_a_piece_with_its_address(packed):
    archive = Archive(packed=packed).add("https://p.example/a/", page("A")).add("https://p.example/b/", page("B"))
    assert pieces(archive.data) == [
        Piece("crawl.warc.gz/https://p.example/a/", "html", page("A"), "https://p.example/a/"),
        Piece("crawl.warc.gz/https://p.example/b/", "html", page("B"), "https://p.example/b/"),
    ]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"status": "404 Not Found"}, id="a page that was not there"),
        pytest.param({"status": "301 Moved"}, id="a redirect"),
        pytest.param({"headers": (("Content-Type", "application/pdf"),)}, id="a PDF"),
        pytest.param({"headers": ()}, id="something without a type"),
        pytest.param({"kind": "revisit"}, id="a repeat"),
        pytest.param({"kind": "metadata"}, id="metadata"),
        pytest.param({"kind": "resource"}, id="a resource"),
    ],
)
def test_all_other_records_are_passed_over(record):
    archive = Archive().add("https://p.example/x/", page("X"), **record).add("https://p.example/a/", page("A"))
    assert [piece.address for piece in pieces(archive.data)] == ["https://p.example/a/"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(gzip.compress(page("A")), (("Content-Encoding", "gzip"),), id="gzip"),
        pytest.param(zlib.compress(page("A")), (("Content-Encoding", "deflate"),), id="deflate"),
        pytest.param(
            zlib.compress(page("A"))[2:-4], (("Content-Encoding", "deflate"),), id="deflate without its frame"
        ),
        pytest.param(page("A"), (("Content-Encoding", "gzip"),), id="unpacked by the crawler already"),
        pytest.param(
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(page("A")), page("A")), (("Transfer-Encoding", "chunked"),), id="in chunks"
        ),
        pytest.param(page("A"), (("Transfer-Encoding", "chunked"),), id="put together by the crawler already"),
    ],
)
def test_pages_are_unpacked(body, headers):
    (piece,) = pieces(Archive().add("https://p.example/a/", body, headers=(*HTML, *headers)).data)
    assert piece.data == page("A")


def test_the_charset_that_the_server_named_is_honoured():
    headers = (("Content-Type", 'text/html; charset="koi8-r"'),)
    body = PAGE.format(headline="Паром вернулся").encode("koi8-r", "replace")
    (piece,) = pieces(Archive().add("https://p.example/a/", body, headers=headers).data)
    (story,) = FORMATS["html"].parse(piece.data, name=piece.name, address=piece.address)
    assert story.headline == "Паром вернулся"


def test_a_page_that_unpacks_to_more_than_any_page_is_cut_and_refused():
    bomb = gzip.compress(b"<html>" + bytes(MAX_BYTES * 3))
    archive = Archive().add("https://p.example/bomb/", bomb, headers=(*HTML, ("Content-Encoding", "gzip")))
    (piece,) = pieces(archive.data)
    assert len(piece.data) == MAX_BYTES + 1
    with pytest.raises(ParseError, match="larger than"):
        list(FORMATS["html"].parse(piece.data, name=piece.name))


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("missing", [5, 300])
def test_a_cut_archive_gives_what_comes_before_and_says_where_it_ends(packed, missing):
    archive = Archive(packed=packed).add("https://p.example/a/", page("A")).add("https://p.example/b/", page("B") * 30)
    stream = split(io.BytesIO(archive.data[:-missing]), "crawl.warc.gz")
    assert next(stream).address == "https://p.example/a/"
    with pytest.raises(ParseError, match=r"crawl.warc.gz: the web archive is damaged near byte [\d,]+ \("):
        list(stream)


def test_a_damaged_archive_gives_what_comes_before():
    archive = Archive().add("https://p.example/a/", page("A"))
    whole = len(archive.data)
    broken = bytearray(archive.add("https://p.example/b/", page("B")).data)
    broken[whole + 40 : whole + 60] = bytes(20)
    stream = split(io.BytesIO(bytes(broken)), "crawl.warc.gz")
    assert next(stream).address == "https://p.example/a/"
    with pytest.raises(ParseError, match="cannot be unpacked"):
        list(stream)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "empty or cut off", id="empty"),
        pytest.param(b"hello", "no web archive", id="text"),
        pytest.param(gzip.compress(b"hello"), "no web archive", id="something else, packed"),
        pytest.param(b"\x1f\x8b\x00\x00", "no web archive", id="broken from the start"),
        pytest.param(gzip.compress(bytes(50_000_000)), "no end", id="a bomb of nothing"),
        pytest.param(gzip.compress(b"WARC/1.0\r\nX: " + b"a" * 50_000_000), "no end", id="a head without an end"),
    ],
)
def test_what_is_no_archive_is_refused_with_a_reason(data, problem):
    with pytest.raises(ParseError, match=problem):
        pieces(data)


class Counting(io.RawIOBase):
    """An endless archive of one page, which counts how much of it was read."""

    def __init__(self, start: bytes, record: bytes) -> None:
        self.data, self.record, self.taken = start, record, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self.data) < size:
            self.data += self.record
        found, self.data = self.data[:size], self.data[size:]
        self.taken += len(found)
        return found


def test_an_archive_is_read_no_further_than_it_is_asked_for():
    start = Archive()
    head = start.data
    record = start.add("https://p.example/a/", page("A")).data[len(head) :]
    endless = Counting(head, record)
    stream = split(endless, "crawl.warc.gz")
    assert [next(stream).address for _ in range(1000)] == ["https://p.example/a/"] * 1000
    assert endless.taken < len(head) + 1000 * len(record) + 200_000


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(Archive().data[:200], True, id="packed"),
        pytest.param(Archive(packed=False).data[:200], True, id="plain"),
        pytest.param(gzip.compress(b"hello"), False, id="something else, packed"),
        pytest.param(b"\x1f\x8b", False, id="hardly anything"),
        pytest.param(b"WAR and peace", False, id="text"),
    ],
)
def test_an_archive_is_known_by_its_first_bytes(head, expected):
    assert is_warc(head) is expected


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_an_archive_is_detected_as_one(packed):
    assert detect(Archive(packed=packed).add("https://p.example/a/", page("A")).data, name="crawl") == "warc"


@pytest.mark.django_db
def test_each_page_of_an_archive_becomes_a_story_of_its_own(tmp_path):
    archive = Archive().add("https://p.example/a/", page("A board")).add("https://p.example/none/", b"<html></html>")
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive.add("https://p.example/b/?id=7", page("A bench")).data)
    report = import_paths([str(path)], wishes=Wishes())
    assert sorted(Article.objects.values_list("headline", "old_paths")) == [
        ("A bench", ["/b/?id=7"]),
        ("A board", ["/a/"]),
    ]
    assert [problem for problem in report.problems if "https://p.example/none/" in problem]


def test_a_small_archive_is_parsed_into_its_stories():
    archive = Archive().add("https://p.example/a/", page("A board")).add("https://p.example/none/", b"<html></html>")
    archive.add("https://p.example/b/", page("A bench"))
    stories = list(parse(archive.data, name="crawl.warc.gz"))
    assert [(story.headline, story.address, story.old_paths) for story in stories] == [
        ("A board", "https://p.example/a/", ("/a/",)),
        ("A bench", "https://p.example/b/", ("/b/",)),
    ]
