"""Files that hold many stories: read as they go, split into pieces, each story known by its own bytes."""

import io
import json
import tarfile
import zipfile

import pytest

from articles.importing import run as run_module
from articles.importing.document import Block, BlockKind, ParsedCaption, ParsedStory, ParseError
from articles.importing.formats import FORMATS, Format, Piece
from articles.importing.item import hash_of
from articles.importing.reading import MAX_BYTES, Unreadable
from articles.importing.run import import_paths
from articles.importing.store import Wishes
from articles.models import Article, Caption, Source
from tests.importing.samples import ferry
from tests.importing.test_import_articles import picture

pytestmark = pytest.mark.django_db


def of_line(line: bytes, name: str) -> ParsedStory:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise ParseError(name, "a line that is no JSON") from error
    return ParsedStory(
        headline=told["headline"],
        section="Harbour",
        body=(Block(BlockKind.PARAGRAPH, told.get("text", "A boat left.")),),
        captions=tuple(ParsedCaption(each, photo=each) for each in told.get("photos", ())),
        text=line.decode(),
        data=line,
    )


class Lines:
    """A format of one story a line, which is never read as a whole."""

    most_read = 0

    @classmethod
    def parse(cls, data, *, name):
        raise AssertionError("a file that may be larger than memory is read as it goes")

    @classmethod
    def parse_file(cls, file, *, name):
        for line in file:
            yield of_line(line.strip(), name)


def parse_page(data, *, name, address=""):
    yield ParsedStory(
        headline=f"{data.decode().strip()} from {address}",
        section="Harbour",
        body=(Block(BlockKind.PARAGRAPH, "A boat left."),),
        text=data.decode(),
    )


def split(file, name):
    for number, part in enumerate(file.read().split(b"----\n")[1:]):
        kind, _, rest = part.partition(b"\n")
        yield Piece(f"{name}#{number}", kind.decode(), rest, address=f"https://paper.example/{number}")


@pytest.fixture(autouse=True)
def _formats(monkeypatch):
    monkeypatch.setitem(FORMATS, "lines", Format(Lines.parse, (".lines",), parse_file=Lines.parse_file))
    monkeypatch.setitem(FORMATS, "bundle", Format(Lines.parse, (".bundle",), split=split))
    monkeypatch.setitem(FORMATS, "page", Format(parse_page, (".page",)))
    for name in ("lines", "bundle", "page"):
        sniffed = FORMATS[name]._replace(sniff=lambda head, name=name: head.startswith(f"#{name}".encode()))
        monkeypatch.setitem(FORMATS, name, sniffed)


def bring_in(*paths, **options):
    options.setdefault("wishes", Wishes())
    return import_paths([str(path) for path in paths], **options)


def lines(*stories) -> bytes:
    return b"".join(json.dumps(story).encode() + b"\n" for story in stories)


@pytest.mark.parametrize("container", ["file", "zip", "tar.gz", "tar"])
def test_a_file_larger_than_memory_is_read_as_it_goes_from_anywhere(tmp_path, container):
    data = lines({"headline": "One"}, {"headline": "Two"}, {"headline": "Three"})
    path = tmp_path / f"export.{'lines' if container == 'file' else container}"
    if container == "file":
        path.write_bytes(data)
    elif container == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("export.lines", data)
    else:
        with tarfile.open(path, "w:gz" if container == "tar.gz" else "w") as archive:
            info = tarfile.TarInfo("export.lines")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    report = bring_in(path, format="lines")
    assert str(report) == "3 created, 0 updated, 0 unchanged, 0 failed"
    assert list(Article.objects.order_by("pk").values_list("headline", flat=True)) == ["One", "Two", "Three"]


def test_a_story_of_many_is_known_by_its_own_bytes(tmp_path):
    (tmp_path / "export.lines").write_bytes(lines({"headline": "One"}, {"headline": "Two"}))
    bring_in(tmp_path / "export.lines", format="lines")
    (tmp_path / "export.lines").write_bytes(lines({"headline": "Three"}, {"headline": "Two"}, {"headline": "One"}))
    report = bring_in(tmp_path / "export.lines", format="lines")
    assert str(report) == "1 created, 0 updated, 2 unchanged, 0 failed"
    source = Source.objects.get(article__headline="Three")
    assert source.data == lines({"headline": "Three"}).strip()
    assert source.sha256 == hash_of(source.data)


def test_stories_before_a_broken_one_are_in_and_the_file_is_named(tmp_path):
    (tmp_path / "export.lines").write_bytes(lines({"headline": "One"}) + b"not json\n")
    report = bring_in(tmp_path / "export.lines", format="lines")
    assert str(report) == "1 created, 0 updated, 0 unchanged, 1 failed"
    assert "export.lines: a line that is no JSON" in report.problems[0]


def test_no_limit_of_size_holds_for_what_is_read_as_it_goes(tmp_path):
    with (tmp_path / "export.lines").open("wb") as file:
        for number in range(25):
            file.write(lines({"headline": f"Story {number}", "rest": "x" * 1024 * 1024}))
    assert (tmp_path / "export.lines").stat().st_size > MAX_BYTES
    report = bring_in(tmp_path / "export.lines", format="lines")
    assert str(report) == "25 created, 0 updated, 0 unchanged, 0 failed"


def test_each_piece_of_a_container_is_parsed_by_its_own_format_and_knows_its_address(tmp_path):
    (tmp_path / "all.bundle").write_bytes(b"#bundle\n----\npage\nHello\n----\npage_text\n" + ferry().encode())
    report = bring_in(tmp_path)
    assert str(report) == "2 created, 0 updated, 0 unchanged, 0 failed"
    page, text = Source.objects.order_by("pk")
    assert page.article.headline == "Hello from https://paper.example/0"
    assert (page.format, page.url) == ("page", "https://paper.example/0")
    assert (text.format, text.url) == ("page_text", "https://paper.example/1")
    assert text.name.endswith("all.bundle#1")


def test_a_piece_that_cannot_be_parsed_leaves_the_others_in(tmp_path):
    (tmp_path / "all.bundle").write_bytes(b"#bundle\n----\nlines\nx\n----\npage\nHello\n")
    report = bring_in(tmp_path)
    assert str(report) == "1 created, 0 updated, 0 unchanged, 1 failed"
    assert "all.bundle#0: the parser stumbled over it" in report.problems[0]


def test_what_is_known_is_not_parsed_again(tmp_path, monkeypatch):
    (tmp_path / "one.page").write_bytes(b"#page one")
    bring_in(tmp_path)

    def fail(data, *, name, address=""):
        raise AssertionError("parsed again")

    monkeypatch.setitem(FORMATS, "page", FORMATS["page"]._replace(parse=fail))
    assert str(bring_in(tmp_path)) == "0 created, 0 updated, 1 unchanged, 0 failed"


def caption_photos(headline="One"):
    return [caption.photo and caption.photo.width for caption in Caption.objects.filter(article__headline=headline)]


@pytest.mark.parametrize("container", ["folder", "zip", "tar.gz", "tar"])
@pytest.mark.parametrize(
    "reference",
    [
        "boat.jpg",
        "05/boat.jpg",
        "https://paper.example/wp-content/uploads/2009/05/boat.jpg?w=300",
        "https://cdn.example/files/2009%2F05/boat.jpg",
        "../../uploads/2009/05/boat.jpg",
    ],
)
def test_a_picture_is_found_by_what_its_caption_calls_it(tmp_path, container, reference):
    story = lines({"headline": "One", "photos": [reference]})
    put_together(
        tmp_path,
        container,
        {
            "export/export.lines": story,
            "uploads/2009/05/boat.jpg": picture((1, 2, 3)),
            "uploads/2009/05/other.jpg": picture((4, 5, 6)),
        },
    )
    report = bring_in(tmp_path, format="lines")
    assert not report.problems
    assert caption_photos() == [90]
    assert report.notes[-1] == "Left alone, being no stories: 1 .jpg."


def test_of_two_pictures_of_one_name_the_one_with_more_of_the_address_is_taken(tmp_path):
    story = lines({"headline": "One", "photos": ["https://x.example/uploads/2009/boat.jpg"]})
    put_together(
        tmp_path,
        "folder",
        {
            "export.lines": story,
            "boat.jpg": b"no picture",
            "uploads/2008/boat.jpg": b"no picture",
            "uploads/2009/boat.jpg": picture(),
        },
    )
    bring_in(tmp_path, format="lines")
    assert caption_photos() == [90]


def test_a_picture_whose_name_is_only_the_end_of_another_is_none(tmp_path):
    story = lines({"headline": "One", "photos": ["boat.jpg", "", "http://[", "/etc/passwd"]})
    put_together(tmp_path, "folder", {"export.lines": story, "steamboat.jpg": picture()})
    bring_in(tmp_path, format="lines")
    assert not Caption.objects.filter(photo__isnull=False).exists()


def put_together(folder, container, files: dict[str, bytes]) -> None:
    if container == "folder":
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    elif container == "zip":
        with zipfile.ZipFile(folder / "all.zip", "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
    else:
        with tarfile.open(folder / f"all.{container}", "w:gz" if container == "tar.gz" else "w") as archive:
            for name, data in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))


@pytest.mark.parametrize("container", ["folder", "zip", "tar.gz", "tar"])
def test_pictures_lie_beside_a_story_before_or_behind_it(tmp_path, container):
    put_together(
        tmp_path,
        container,
        {
            "b/one.jpg": picture((9, 9, 9)),
            "b/one.txt": ferry(1).encode(),
            "b/one-2.png": b"x",
            "b/one-3.jpg": picture(),
        },
    )
    report = bring_in(tmp_path)
    assert Caption.objects.filter(photo__isnull=False).count() == 2
    assert any("one-2.png cannot be used" in note for note in report.notes)


def test_pictures_beyond_what_a_batch_may_hold_are_stored_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(run_module, "PHOTO_BYTES", 1000)
    files = {f"{number}.txt": ferry(number).encode() for number in range(1, 6)}
    files |= {f"{number}.jpg": picture((number, 2, 3)) for number in range(1, 6)}
    put_together(tmp_path, "folder", files)
    assert str(bring_in(tmp_path)).startswith("5 created")
    assert Caption.objects.filter(photo__isnull=False).count() == 5


def test_a_picture_that_is_too_large_is_left_out_and_told(tmp_path, monkeypatch):
    story = lines({"headline": "One", "photos": ["boat.jpg"]})
    put_together(tmp_path, "folder", {"export.lines": story, "boat.jpg": picture()})

    def refuse(self, path):
        raise Unreadable("it is larger than 60 MB, which no picture is")

    monkeypatch.setattr("articles.importing.reading._Folder._read", refuse)
    report = bring_in(tmp_path, format="lines")
    assert "The picture boat.jpg is left out: it is larger than 60 MB" in report.notes[0]
    assert Article.objects.count() == 1
