"""The generator of the benchmarks: the same stories everywhere, in which the parser finds what was put in."""

import json
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from articles.importing.formats import page_text
from bench import generator
from bench.generator import Shape, make_story, stories, write

ROOT = Path(__file__).parent.parent
MANY = 300


def test_same_number_and_seed_give_the_same_story():
    assert make_story(7) == make_story(7)
    assert make_story(7).text != make_story(8).text
    assert make_story(7).text != make_story(7, seed=2).text


def test_story_is_the_same_from_any_range():
    whole = list(stories(40))
    assert list(stories(10, first=20)) == whole[20:30]
    assert next(stories(1, first=999_999)) == make_story(999_999)


def test_story_7_stays_what_it_is_from_version_to_version():
    """Figures of two versions compare only if their stories are the same; a new text of story 7 is a new bench."""
    story = make_story(7)
    assert (story.shape, story.headline) == (Shape.LOCAL, "Stannard wins countygate vote by 1,230")


def test_stories_are_as_varied_as_a_paper():
    made = list(stories(MANY))
    assert {story.shape for story in made} == set(Shape)
    assert len({story.text for story in made}) == MANY
    assert len({story.section for story in made}) >= 12
    assert len({name for story in made for name, _ in story.bylines}) >= 100
    assert len({story.published.year for story in made if story.published}) == 20
    lengths = sorted(len(story.text) for story in made)
    assert 3000 < lengths[MANY // 2] < 6000


def expected(story: generator.Story) -> dict[str, object]:
    return {
        "headline": story.headline,
        "section": story.printed_section,
        "bylines": story.bylines,
        "dateline": story.dateline,
        # Without a place before it, "(Courier) -- " names no agency that the parser could know.
        "agency": story.agency if story.dateline else "",
        "published": story.published,
        "captions": ((story.caption, story.credit),) if story.caption else (),
        "paragraphs": story.paragraphs,
        "crossheads": story.crossheads,
    }


def found(story: generator.Story) -> dict[str, object]:
    parsed = next(page_text.parse(story.text.encode(), name=story.name))
    return {
        "headline": parsed.headline,
        "section": parsed.section,
        "bylines": tuple((byline.name, byline.role) for byline in parsed.bylines),
        "dateline": parsed.dateline,
        "agency": parsed.agency if parsed.dateline else "",
        "published": parsed.published,
        "captions": tuple((caption.text, caption.credit) for caption in parsed.captions),
        "paragraphs": parsed.paragraphs,
        "crossheads": parsed.crossheads,
    }


def test_parser_finds_what_was_put_in():
    missed: Counter[str] = Counter()
    examples = []
    wrong = 0
    for story in stories(MANY):
        put_in, read = expected(story), found(story)
        fields = [name for name in put_in if put_in[name] != read[name]]
        missed.update(fields)
        wrong += bool(fields)
        examples += [f"{story.number} {name}: {put_in[name]!r} became {read[name]!r}" for name in fields]
    assert wrong <= MANY / 100, f"{dict(missed)}\n" + "\n".join(examples[:5])


@pytest.mark.parametrize("name", ["stories", "stories.tar.gz", "stories.tar", "stories.zip"])
def test_every_kind_of_target_holds_the_same_texts(tmp_path, name):
    made = list(stories(30))
    target = tmp_path / name
    assert write(made, target) == sum(len(story.text.encode()) for story in made)
    assert texts_in(target) == {story.name: story.text.encode() for story in made}


@pytest.mark.parametrize("name", ["stories.tar.gz", "stories.zip"])
def test_archives_of_the_same_stories_are_the_same_bytes(tmp_path, name):
    for copy in ("one", "two"):
        (tmp_path / copy).mkdir()
        write(stories(20), tmp_path / copy / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "stories.zip").write_bytes(b"mine")
    assert generator.main([str(tmp_path / "stories.zip"), "--stories", "1"]) == 1
    assert (tmp_path / "stories.zip").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        pytest.param(["--help"], 0, "--database-url", id="help"),
        pytest.param(["--stories", "3"], 2, "at least 50", id="too few stories"),
        pytest.param(["--database-url", "mysql://localhost/news"], 1, "SQLite", id="a database we do not know"),
    ],
)
def test_command_line(arguments, status, says):
    run = subprocess.run(
        [sys.executable, "-m", "bench", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == status
    assert says in run.stdout + run.stderr


def test_the_import_alone_is_measured(tmp_path):
    archive, figures = tmp_path / "stories.tar.gz", tmp_path / "figures.json"
    given = ["--stories", "60", "--import-only", "--workers", "2", "--archive", str(archive), "--json", str(figures)]
    run = subprocess.run(
        [sys.executable, "-m", "bench", *given], cwd=ROOT, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "writer ms" in run.stdout
    found = json.loads(figures.read_text())
    assert found["import"]["publish"]["stories_per_second"] > 0
    assert found["pages"] == []
    assert archive.exists(), "it can be taken again"


def test_database_file_that_is_there_is_left_alone(tmp_path):
    file = tmp_path / "mine.sqlite3"
    file.write_bytes(b"mine")
    run = subprocess.run(
        [sys.executable, "-m", "bench", "--database-url", f"sqlite:///{file}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "there already" in run.stderr.replace("\n", " ")
    assert file.read_bytes() == b"mine"


def texts_in(target: Path) -> dict[str, bytes]:
    if target.is_dir():
        return {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*.txt")}
    if target.suffix == ".zip":
        with zipfile.ZipFile(target) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(target) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}
