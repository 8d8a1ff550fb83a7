"""Archives and folders, hostile ones among them: what is read, what is refused by name, and what is left alone."""

import gzip
import io
import os
import tarfile
import zipfile

import pytest

from articles.importing.documents import documents
from articles.importing.reading import Found, size_of
from tests.importing.samples import FERRY, ferry


def read(*paths):
    """The names of what was read, the problems, and the walk."""
    found = Found()
    met = list(documents(found, [str(path) for path in paths]))
    return (
        [each.document.name.rpartition("/")[2] for each in met if each.document],
        [each.problem for each in met if each.problem],
        found,
    )


def tar(path, *members, mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for member, data in members:
            info = member if isinstance(member, tarfile.TarInfo) else tarfile.TarInfo(member)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def special(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        pytest.param(tarfile.SYMTYPE, "/etc/passwd", id="symbolic link"),
        pytest.param(tarfile.LNKTYPE, "b.txt", id="hard link"),
        pytest.param(tarfile.FIFOTYPE, "", id="pipe"),
        pytest.param(tarfile.CHRTYPE, "", id="device"),
    ],
)
def test_links_and_devices_in_a_tar_are_refused_by_name(tmp_path, kind, target):
    path = tar(tmp_path / "all.tar.gz", (special("a.txt", kind, target), b""), ("b.txt", FERRY.encode()))
    names, problems, _ = read(path)
    assert names == ["b.txt"]
    assert problems == [f"{path}/a.txt: it is a link or a device, which an import does not follow"]


def test_links_in_a_zip_are_refused_by_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("b.txt", FERRY)
    names, problems, _ = read(tmp_path / "all.zip")
    assert names == ["b.txt"]
    assert "a.txt: it is a link" in problems[0]


@pytest.mark.parametrize("name", ["../../outside.txt", "/etc/outside.txt", "sub\\..\\outside.txt"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_out_of_an_archive_are_told_and_lead_nowhere(tmp_path, kind, name):
    if kind == "zip":
        path = tmp_path / "all.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, FERRY)
    else:
        path = tar(tmp_path / "all.tar", (name, FERRY.encode()), mode="w")
    names, problems, found = read(path)
    assert (len(names), problems) == (1, [])
    assert f"1 names in it lead out of it ({name})" in found.notes[0]
    assert not list(tmp_path.parent.glob("outside*"))


def test_a_zip_bomb_is_refused_by_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b" " * 15_000_000)
        archive.writestr("b.txt", FERRY)
    names, problems, _ = read(tmp_path / "all.zip")
    assert names == ["b.txt"]
    assert "bomb.txt: it would unpack to" in problems[0]


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_a_member_larger_than_any_story_is_refused_by_name(tmp_path, kind):
    huge = os.urandom(1024) * 21 * 1024
    path = tmp_path / f"all.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("huge.txt", huge)
            archive.writestr("b.txt", FERRY)
    else:
        tar(path, ("huge.txt", b"x" * len(huge)), ("b.txt", FERRY.encode()))
    names, problems, _ = read(path)
    assert names == ["b.txt"]
    assert "huge.txt: it is larger than 20 MB" in problems[0]


def test_a_tar_whose_header_would_fill_the_memory_is_refused(tmp_path):
    info = special("././@LongLink", tarfile.GNUTYPE_LONGNAME)
    path = tar(tmp_path / "all.tar.gz", (info, b"a" * 2_000_000))
    names, problems, _ = read(path)
    assert names == []
    assert "a header of 2000000 bytes" in problems[0]


@pytest.mark.parametrize("kind", ["tar.gz", "tar"])
def test_what_comes_before_the_damage_in_a_tar_is_read(tmp_path, kind):
    path = tar(
        tmp_path / f"all.{kind}",
        *((f"{number}.txt", os.urandom(2000).hex().encode()) for number in range(20)),
        mode="w:gz" if kind == "tar.gz" else "w",
    )
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    names, problems, _ = read(path)
    assert 5 <= len(names) < 20
    assert "the archive cannot be read" in problems[-1]


def test_archives_in_archives_are_left_alone_and_counted(tmp_path):
    inner = tar(tmp_path / "inner.tar.gz", ("a.txt", FERRY.encode()))
    outer = tar(tmp_path / "outer.tar", ("b.txt", FERRY.encode()), ("inner.zip", inner.read_bytes()), mode="w")
    names, problems, found = read(outer)
    assert (names, problems) == (["b.txt"], [])
    assert found.left_alone == {".zip": 1}


def test_links_are_not_followed_out_of_a_folder(tmp_path):
    (tmp_path / "secret.txt").write_text(FERRY)
    folder = tmp_path / "given"
    (folder / "sub").mkdir(parents=True)
    (folder / "own.txt").write_text(FERRY)
    (folder / "within.txt").symlink_to("own.txt")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "sub" / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    names, problems, _ = read(folder)
    assert names == ["own.txt", "within.txt"]
    assert problems == [
        f"{folder}/out.txt: it is a link that leads out of the folder, and is not followed",
        f"{folder}/pipe.txt: it is not a file",
    ]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.txt", "c.txt", ".hidden.txt", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(FERRY)
    names, _, found = read(tmp_path)
    assert names == ["1.txt", "2.txt", "b.txt", "c.txt"]
    assert found.left_alone == {".md": 1}


@pytest.mark.parametrize("kind", ["folder", "zip", "tar.gz", "tar"])
def test_the_walk_ends_where_the_size_said_it_would(tmp_path, kind):
    if kind == "folder":
        for number in range(9):
            (tmp_path / f"{number}.txt").write_text(ferry(number))
        path = tmp_path
    elif kind == "zip":
        path = tmp_path / "all.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(9):
                archive.writestr(f"{number}.txt", ferry(number))
    else:
        path = tar(
            tmp_path / f"all.{kind}",
            *((f"{number}.txt", ferry(number).encode()) for number in range(9)),
            mode="w:gz" if kind == "tar.gz" else "w",
        )
    found, positions = Found(), []
    for _ in documents(found, [str(path)]):
        positions.append(found.position)
    assert positions == sorted(positions)
    assert found.position == size_of([str(path)])


def test_a_numbered_picture_is_of_the_numbered_story_where_there_is_one(tmp_path):
    for name in ("a.txt", "a-2.txt", "a.jpg", "a-2.jpg", "b.txt", "b-2.jpg"):
        (tmp_path / name).write_text(name)
    named = [str(tmp_path / name) for name in ("a.txt", "a-2.txt", "b.txt")]
    expected = {"a": ("a.jpg",), "a-2": ("a-2.jpg",), "b": ("b-2.jpg",)}
    for paths in ([str(tmp_path)], named):
        assert {incoming.path.removesuffix(".txt"): incoming.beside for incoming in Found().walk(paths)} == expected


@pytest.mark.django_db
def test_a_name_in_no_encoding_at_all_is_imported_and_told(tmp_path):
    from articles.importing.run import import_paths
    from articles.importing.store import Wishes
    from articles.models import ImportRun, Source

    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    for name, text in ((b"caf\xe9.txt", FERRY), (b"empt\xe9.txt", ""), (b"caf\xe9.jpg", "no picture")):
        (folder / os.fsdecode(name)).write_text(text)
    report = import_paths([str(folder)], wishes=Wishes())
    assert str(report) == "1 created, 0 updated, 0 unchanged, 1 failed"
    assert "empt?.txt" in report.problems[0]
    assert any("caf?.jpg cannot be used" in note for note in report.notes)
    assert Source.objects.get().name.endswith("caf?.txt")
    assert ImportRun.objects.get().what.endswith("/caf?")


def test_a_page_packed_by_itself_is_read_as_what_is_in_it(tmp_path):
    (tmp_path / "ferry.txt.gz").write_bytes(gzip.compress(FERRY.encode()))
    [met] = documents(Found(), [str(tmp_path)])
    assert (met.document.format, met.document.data) == (
        "page_text",
        FERRY.encode() if isinstance(FERRY, str) else FERRY,
    )


@pytest.mark.parametrize(
    "damaged", [lambda data: data[:-20], lambda data: data[:10] + b"\xff" * 40], ids=["cut", "bad"]
)
def test_a_page_whose_packing_is_damaged_is_refused_by_name(tmp_path, damaged):
    packed = tmp_path / "ferry.txt.gz"
    packed.write_bytes(damaged(gzip.compress(b"A page. " * 100)))
    names, problems, _ = read(packed)
    assert not names
    assert "ferry.txt.gz: it cannot be read" in problems[0]
