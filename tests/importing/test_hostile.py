"""Hostile input from one end to the other: the real command takes it in, and every page that could show it is asked."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import resource
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from lxml import etree, html
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.importing.formats import FORMATS
from articles.models import Article, Author, ImportRun, Photo, Section, Source, Topic, Version
from tests import factories
from tests.conftest import REPOSITORY, SHARED
from tests.importing.samples import FERRY, ferry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]
DATA = Path(__file__).parent / "data"
CODE = "alert(4242)"  # in every attack, so that what came through is known by it


def run(*arguments: object, **options: Any) -> tuple[str, list[str]]:
    """What the command prints, and the problems it ends with."""
    out = io.StringIO()
    try:
        call_command("import_articles", *map(str, arguments), "--workers", "0", stdout=out, stderr=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error).split("\n")
    return out.getvalue(), []


@pytest.fixture
def hostile() -> Path:
    """The collection of attacks, which stays outside the project."""
    folder = SHARED / "formats" / "hostile" / "dev"
    if not folder.is_dir():
        pytest.skip(f"The collection of attacks is not here: {SHARED.name}/formats/hostile beside the project.")
    return folder


# What runs in a browser -------------------------------------------------------------------------------

ATTACKS = {
    "script": f"<script>{CODE}</script>",
    "end of script": f"</script><script>{CODE}</script><!--",
    "event handler": f'<img src=x onerror="{CODE}"><p onclick="{CODE}">x</p>',
    "out of an attribute": f"\"><svg/onload={CODE}>' autofocus onfocus={CODE} x='",
    "address": f'<a href="javascript:{CODE}">x</a><a href="java&#9;script:{CODE}">x</a>',
    "address of data": f'<iframe src="data:text/html,<script>{CODE}</script>"></iframe><object data="//evil.example/">',
    "form": f'<form action="javascript:{CODE}"><button formaction="javascript:{CODE}">x</button></form>',
    "style": f'<style>@import "//evil.example/{CODE}";</style><p style="background:url(javascript:{CODE})">x</p>',
    "template": f"{{{{ {CODE} }}}}{{% load x %}}${{{CODE}}}<p x-data x-init='{CODE}' @click='{CODE}'>x</p>",
    "directions": f"\u202e\u2066<b>{CODE}</b>\u2029\x85 ]]> {CODE}",
    "out of CDATA": f"]]><script>{CODE}</script>",
}
ATTACKS["all of them"] = " ".join(sorted(ATTACKS.values(), key=lambda attack: attack.endswith("<!--")))
_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "background", "ping"}
_HANDLER = re.compile(r"^(?:on|x-|@|:|v-)")


def dangers(page: str) -> Iterator[str]:
    """Everything in a page's tree that a browser would run or load for the attacker."""
    for node in html.document_fromstring(page).iter(etree.Element):
        inside = "".join(node.itertext()) if node.tag in {"script", "style"} else ""
        if node.tag == "script" and node.get("type") in {"application/ld+json", "application/json"}:
            json.loads(inside)  # it is one value, and nothing ended it early
        elif "4242" in inside or "evil.example" in inside:
            yield f"<{node.tag}>{inside[:80]}"
        for name, value in node.attrib.items():
            if _HANDLER.match(name) and "4242" in value:
                yield f"<{node.tag} {name}={value[:80]!r}>"
            scheme = re.sub(r"[\x00-\x20]", "", value).lower()
            if name in _ADDRESSES and scheme.startswith(("javascript:", "data:", "vbscript:", "//evil")):
                yield f"<{node.tag} {name}={value[:80]!r}>"
        if node.tag in {"object", "embed"}:
            yield f"<{node.tag}>"
        if node.tag == "iframe":  # the desk shows a story in one, where nothing may run
            yield from dangers(node.get("srcdoc") or "<p></p>")
            if "srcdoc" not in node.attrib or node.get("sandbox") != "allow-same-origin":
                yield "<iframe>"


def dangers_of_feed(feed: bytes) -> Iterator[str]:
    """The same for what readers' programs take from a feed for HTML or for an address; a title is text."""
    for node in etree.fromstring(feed).iter(etree.Element):
        is_html = etree.QName(node).localname in {"description", "encoded"} and not node.prefix
        if node.text and (is_html or node.get("type") == "html"):
            yield from dangers(f"<div>{node.text}</div>")
        for name in ("href", "url", "src"):
            if re.match(r"\s*(?:javascript|data|vbscript):", node.get(name) or "", re.IGNORECASE):
                yield f"<{node.tag} {name}={node.get(name)!r}>"


def public_pages() -> list[str]:
    """Every page for readers."""
    stories = [version.get_absolute_url() for version in Version.objects.live()]
    sections = [section.get_absolute_url() for section in Section.objects.all()]
    live = Version.objects.live()
    writers, subjects = (
        model.objects.filter(versions__in=live).values_list("slug", flat=True).distinct() for model in (Author, Topic)
    )
    people = [reverse("articles:author", args=[slug]) for slug in writers]
    topics = [reverse("articles:topic", args=[slug]) for slug in subjects]
    found = ["/search/?q=alert", "/search/?q=4242", f"/search/?q=%3Cscript%3E{CODE}%3C/script%3E"]
    return ["/", *found, *stories, *sections, *people, *topics]


def desk_pages() -> list[str]:
    """Every page of the desk that shows a story, its parts, or how it came in."""
    lists = ["article", "author", "section", "topic", "source", "importrun", "caption", "photo", "redirect"]
    pages = [reverse(f"admin:articles_{name}_changelist") for name in lists]
    pages += [reverse("admin:index"), reverse("admin:needs_a_look")]
    for model in (Article, Source, ImportRun, Author, Topic, Section):
        name = f"admin:articles_{model._meta.model_name}_change"
        pages += [reverse(name, args=[pk]) for pk in model.objects.values_list("pk", flat=True)]
    return pages


def assert_harmless(client: Any, *, desk: bool = True) -> None:
    """Nothing an attacker wrote runs on any page for readers, in any feed, or (with ``desk``) on the desk's pages."""
    came_through = []
    for address in public_pages():
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        came_through += [(address, danger) for danger in dangers(response.content.decode())]
    sections = [f"{section.get_absolute_url()}rss.xml" for section in Section.objects.all()]
    for address in ["/rss.xml", "/atom.xml", "/sitemap-0.xml", "/sitemap-sections.xml", *sections]:
        response = client.get(address)
        if response.status_code == 200:
            came_through += [(address, danger) for danger in dangers_of_feed(response.content)]
    if desk:
        client.force_login(factories.user())
        for address in desk_pages():
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)
            came_through += [(address, danger) for danger in dangers(response.content.decode())]
        client.logout()
    assert came_through == []


_WORDS = re.compile(r"[^\W\d_]{2,}")
_MACHINE = re.compile(
    r"[\d:TZ.+\- ]+|[a-z_\-]+|[a-z-]+:[\w:.-]+|\w{3}, \d+ \w{3} \d{4} [\d:]+ [+\w]+|[A-Z]\d+", re.ASCII
)


def spoil(text: str, attack: str) -> str:
    """Words with an attack in them; a web address becomes one that runs; what only machines read stays."""
    if re.match(r"https?://", text):
        return f"javascript:{CODE}//{text}" if "<a href" in attack else text
    return f"{text} {attack}" if _WORDS.search(text) and not _MACHINE.fullmatch(text.strip()) else text


def spoil_json(value: Any, attack: str) -> Any:
    if isinstance(value, dict):
        return {
            key: inner if key in {"type", "@type", "@context"} else spoil_json(inner, attack)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [spoil_json(inner, attack) for inner in value]
    return spoil(value, attack) if isinstance(value, str) else value


def spoiled_page(data: bytes, attack: str) -> bytes:
    """A page with an attack in every text, as text and as markup, and in what it tells machines."""
    attack = re.sub("[\x00-\x08\x0b-\x1f]", "", attack)
    page = html.document_fromstring(data)
    for node in page.iter(etree.Element):
        if node.get("type") == "application/ld+json":
            with suppress(ValueError):  # one sample's is broken
                node.text = json.dumps(spoil_json(json.loads(node.text), attack)).replace("</", "<\\/")
        elif node.text and node.tag not in {"script", "style"}:
            node.text = spoil(node.text, attack)
        for name in {"content", "alt", "title", "href", "src"} & set(node.attrib):
            node.attrib[name] = spoil(node.attrib[name], attack)
    written = html.tostring(page, encoding=page.getroottree().docinfo.encoding or "utf-8")
    raw = attack.encode("ascii", "xmlcharrefreplace")
    return re.sub(rb"</(?:p|h1|figcaption|li)>", lambda end: raw + end[0], written)


def spoiled(sample: Path, attack: str) -> bytes:
    """A sample with an attack in every text of it."""
    data = sample.read_bytes()
    if sample.suffix == ".html":
        return spoiled_page(data, attack)
    if data.lstrip()[:1] in b"{[":
        lines = data.splitlines() if sample.suffix == ".jsonl" else [data]
        return b"\n".join(json.dumps(spoil_json(json.loads(line), attack)).encode() for line in lines)
    if data.lstrip()[:1] == b"<":
        attack = re.sub("[\x00-\x08\x0b-\x1f]", "", attack)
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, recover=True))
        for node in root.iter(etree.Element):
            if node.text and node.text.strip():
                node.text = spoil(node.text, attack)
            for name, value in node.attrib.items():
                node.attrib[name] = spoil(value, attack)
        return etree.tostring(root)
    return "\n".join(spoil(line, attack) for line in data.decode().split("\n")).encode()


def crawled(pages: list[bytes]) -> bytes:
    """A web archive of these pages."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    for number, page in enumerate(pages):
        address = f"https://crawl.example/{number}.html"
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=headers)
        )
    return out.getvalue()


def samples_of(format: str) -> list[Path]:
    return [path for path in sorted((DATA / format).iterdir()) if ".expected." not in path.name]


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_in_every_text_of_every_format_runs_nowhere(tmp_path, client, attack):
    pages = [spoiled(sample, attack) for sample in samples_of("html")[:4]]
    (tmp_path / "crawl.warc.gz").write_bytes(crawled(pages))
    run(tmp_path / "crawl.warc.gz", publish=True, section="Hostile")
    for format in FORMATS:  # noqa: A001
        if format == "warc":
            continue  # a story out of one is an HTML page's
        folder = tmp_path / format
        folder.mkdir()
        for sample in samples_of(format)[:4]:
            (folder / sample.name).write_bytes(spoiled(sample, attack))
            run(folder / sample.name, "--format", format, publish=True, section="Hostile")
    assert set(Source.objects.values_list("format", flat=True)) == set(FORMATS) - {"warc"}
    assert Version.objects.live().filter(headline__contains="4242").count() >= 5
    assert_harmless(client, desk=attack == ATTACKS["all of them"])


def test_known_attacks_on_sanitisers_run_nowhere(tmp_path, client, hostile):
    rows = json.loads((hostile / "dompurify-payloads.json").read_bytes())
    path = tmp_path / "all.jsonl"
    items = [
        {"uri": f"urn:x:{number}", "headline": f"Whale {number} {row['payload'][:80]}", "body_html": f"<p>It sang.</p>{row['payload']}"}
        for number, row in enumerate(rows)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, items)))
    _, problems = run(path, publish=True, section="Hostile")
    assert problems == []
    assert Version.objects.live().count() == len(rows)
    assert_harmless(client, desk=False)
    for version in Version.objects.live():
        assert not list(dangers(f"<div>{version.body}</div>"))


def test_the_page_to_paste_on_shows_attacks_and_runs_none(client):
    client.force_login(factories.user())
    for attack in ATTACKS.values():
        text = "\n".join(spoil(line, attack) for line in FERRY.split("\n"))
        response = client.post(reverse("admin:paste"), {"text": text}, follow=True)
        page = response.content.decode()
        assert "4242" in page
        assert list(dangers(page)) == []


NO_STORIES = {"calendar", "nothing_in_it", "picture_alone"}
NOT_TEXT = {"a NUL": "\\u0000", "half of a pair": "\\ud800", "another half": "\\udfff"}


@pytest.mark.parametrize("format", ["ninjs", "ghost", "json_ld", "feed"])
@pytest.mark.parametrize("what", NOT_TEXT.values(), ids=NOT_TEXT)
def test_no_text_of_json_brings_what_no_database_takes(tmp_path, client, format, what):
    marked = 0
    for sample in samples_of(format):
        if sample.suffix not in {".json", ".jsonld"} or sample.stem in NO_STORIES:
            continue
        data = re.sub(rb'(": ?")(?=[A-Z])', rb"\1" + what.encode().replace(b"\\", rb"\\"), sample.read_bytes())
        marked += data.count(what.encode())
        (tmp_path / sample.name).write_bytes(data)
        _, problems = run(tmp_path / sample.name, "--format", format, publish=True, section="Hostile")
        assert problems == []
    assert marked
    assert Source.objects.filter(format=format).exists()
    assert_harmless(client)


# What is made to exhaust or to lead astray -------------------------------------------------------------

DEEP_JSON = b'{"@context": "https://schema.org", "version": "https://jsonfeed.org/version/1.1", "db": ' + b"[" * 20_000
DEEP_XML = b"<rss><channel>" + b"<item>" * 20_000


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "data", [DEEP_JSON, DEEP_JSON + b"]" * 20_000 + b"}", DEEP_XML, b"\x00" * 5000, b"\xff\xfe" * 999]
)
def test_what_is_nested_without_end_or_no_text_is_refused_in_a_sentence(tmp_path, format, data):
    path = tmp_path / "deep"
    path.write_bytes(data)
    _, problems = run(path, "--format", format)
    if problems:
        assert len(problems) == 1
        assert problems[0].startswith(str(path))
        assert "stumbled" not in problems[0]
    assert not Version.objects.live().exists()


def test_every_hostile_file_is_refused_in_a_sentence_or_arrives_harmless(hostile, client):
    names = sorted(path.name for path in hostile.iterdir())
    _, problems = run(*(hostile / name for name in names), publish=True, section="Hostile")
    refused = {Path(problem.split(": ")[0].split(", line")[0]).name for problem in problems}
    for problem in problems:
        assert re.fullmatch(r"[^:]+?(?:, line \d+)?: \S.{20,}", problem), problem
        assert "stumbled" not in problem
    arrived = {Path(name).name for name in Source.objects.values_list("name", flat=True)}
    assert refused | arrived == set(names)
    assert {name for name in arrived if not name.endswith(".test")} == set()  # pages of sanitisers' own tests are text
    assert_harmless(client)


def test_no_hostile_picture_beside_a_story_is_shown_as_it_came(tmp_path, hostile, client):
    pictures = [path for path in sorted(hostile.iterdir()) if path.suffix in {".jpg", ".png", ".gif", ".svg"}]
    for number, picture in enumerate(pictures):
        (tmp_path / f"{number}.txt").write_text(ferry(number + 1))
        (tmp_path / f"{number}{picture.suffix}").write_bytes(picture.read_bytes())
    told, problems = run(tmp_path, publish=True, verbosity=2)
    assert problems == []
    assert Version.objects.live().count() == len(pictures)
    taken = {photo.key for photo in Photo.objects.all()}
    assert told.count("cannot be used: ") == sum(path.suffix in {".jpg", ".png"} for path in pictures) - len(taken)
    for photo in Photo.objects.all():
        response = client.get(f"/photos/{photo.key}-social.jpg")
        assert response["Content-Type"] == "image/jpeg"
        assert b"<script" not in response.content.lower()
    assert_harmless(client)


def zip_of(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tar_header(name: str, kind: bytes, data: bytes = b"", size: int | None = None) -> bytes:
    """A member of a tar as its bytes, whose size may be a lie."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(data)
    block = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    if size is not None:
        block[124:136] = tarfile.itn(size, 12, tarfile.GNU_FORMAT)
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + data + b"\0" * (-len(data) % 512)


def pax(record: bytes) -> bytes:
    length = len(record) + 4
    return tar_header("x", tarfile.XHDTYPE, b"%d %s\n" % (length + (length > 97), record))


GOOD = tar_header("good.txt", tarfile.REGTYPE, FERRY.encode())
BAD_TARS = {
    "a chain of headers": (pax(b"path=abc") * 5000, "made to exhaust"),
    "a chain of long names": (tar_header("x", tarfile.GNUTYPE_LONGNAME, b"abc\0") * 5000, "made to exhaust"),
    "a size below nothing": (tar_header("a.txt", tarfile.REGTYPE, size=-1536), "a member of -1536 bytes"),
    "a size below nothing, told apart": (pax(b"size=-2048") + GOOD, "a member of -2048 bytes"),
    "a size no disk has": (tar_header("a.txt", tarfile.REGTYPE, FERRY.encode(), size=2**60), "cannot be read"),
    "a map that is none": (pax(b"GNU.sparse.map=1,x") + GOOD, "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "why"), BAD_TARS.values(), ids=BAD_TARS)
def test_a_tar_that_lies_is_refused_behind_what_is_good_in_it(tmp_path, bad, why):
    path = tmp_path / "all.tar"
    path.write_bytes(GOOD + bad + b"\0" * 1024)
    _, problems = run(path)
    assert why in problems[-1]
    assert problems[-1].startswith(str(path))
    assert "stumbled" not in "".join(problems)
    assert Article.objects.count() == 1


def test_a_sparse_member_does_not_unpack_to_its_holes(tmp_path):
    (tmp_path / "w.xml").write_bytes((DATA / "wxr" / "courier.xml").read_bytes())
    os.truncate(tmp_path / "w.xml", 3 * 1024**3)
    subprocess.run(["tar", "-S", "-cf", "all.tar", "w.xml"], cwd=tmp_path, check=True)
    _, problems = run(tmp_path / "all.tar")
    assert problems == [f"{tmp_path}/all.tar/w.xml: it is a sparse file, whose holes would unpack to any size"]


def test_an_export_in_a_compressed_tar_does_not_unpack_to_any_size(tmp_path):
    export = (DATA / "wxr" / "courier.xml").read_bytes()
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as archive:
        for name, size in (("bomb.xml", 300_000_000), ("good.xml", len(export))):
            info = tarfile.TarInfo(name)
            info.size = size
            archive.addfile(info, _Padded(export, size))
    _, problems = run(tmp_path / "all.tar.gz", "--dry-run")
    assert problems == [
        f"{tmp_path}/all.tar.gz/bomb.xml: it would unpack to more than 200 times its size, which no story does"
    ]


@pytest.mark.parametrize("sample", ["wxr/courier.xml", "html/amp_page.html"])
def test_a_file_packed_by_gzip_does_not_unpack_to_any_size(tmp_path, sample):
    path = tmp_path / f"{Path(sample).name}.gz"
    with gzip.open(path, "wb") as file:
        file.write((DATA / sample).read_bytes())
        for _ in range(30):
            file.write(b" " * 1_000_000)
    _, problems = run(path)
    assert problems == [f"{path}: it would unpack to more than 200 times its size, which no story does"]


class _Padded(io.RawIOBase):
    """Data with blanks behind it, up to a size."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._left = io.BytesIO(data), size

    def read(self, size: int = -1) -> bytes:
        wanted = min(size, self._left)
        self._left -= wanted
        return self._data.read(wanted).ljust(wanted)


def test_a_zip_with_names_in_no_encoding_or_of_an_unknown_kind_is_refused_in_a_sentence(tmp_path):
    whole = zip_of(tmp_path / "whole.zip", **{"é.txt": FERRY.encode()}).read_bytes()
    directory = whole.rindex(b"PK\x01\x02")
    in_no_encoding = whole[:directory] + whole[directory:].replace("é".encode(), b"\xc3\xff")
    of_another_kind = whole[: directory + 6] + b"\xff" + whole[directory + 7 :]
    without_a_name = whole[:directory] + whole[directory:].replace(b"\xc3\xa9.txt", b"\x00" * 6)
    for data in (in_no_encoding, of_another_kind, without_a_name, whole[: len(whole) // 2]):
        path = tmp_path / "all.zip"
        path.write_bytes(data)
        _, [problem] = run(path)
        assert re.match(re.escape(str(path)) + r".*: (?:the archive|it) cannot be read", problem), problem
        assert "stumbled" not in problem


def test_two_members_of_one_name_are_two_stories(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.txt", ferry(1))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", ferry(2))
    _, problems = run(tmp_path / "all.zip")
    assert (problems, Article.objects.count()) == ([], 2)


def test_the_real_process_takes_every_bomb_in_little_memory_and_time(tmp_path, hostile):
    """In a process of its own, which may not have more than a gigabyte of memory or two minutes of the processor."""
    zip_of(tmp_path / "bomb.zip", **{f"{number}.txt": b" " * 15_000_000 for number in range(50)})
    with tarfile.open(tmp_path / "bomb.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("w.xml")
        info.size = 500_000_000
        archive.addfile(info, _Padded((DATA / "wxr" / "courier.xml").read_bytes(), info.size))
    for number, picture in enumerate(sorted(hostile.glob("bomb*.png"))):
        (tmp_path / f"{number}.txt").write_text(ferry(number + 1))
        (tmp_path / f"{number}.png").write_bytes(picture.read_bytes())
    (tmp_path / "deep.json").write_bytes(DEEP_JSON * 50)
    (tmp_path / "laughs.xml").write_bytes((hostile / "billion_laughs.xml").read_bytes())

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1024**3, 1024**3))
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))

    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "MEDIA_ROOT": str(tmp_path / "media"),
    }

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, REPOSITORY / "manage.py", *arguments],
            capture_output=True,
            text=True,
            env=environment,
            preexec_fn=limit,
            check=False,
        )

    assert manage("migrate", "-v", "0").returncode == 0
    result = manage("import_articles", str(tmp_path), "--workers", "0")
    assert "2 created, 0 updated, 0 unchanged, 53 failed" in result.stdout
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


# What somebody types or names ---------------------------------------------------------------------------


def test_the_report_obeys_no_code_for_terminals_in_a_files_name(tmp_path):
    name = "a\x1b[2J\nCommandError: all fine\x9b31m\u202e.txt"
    (tmp_path / name).write_bytes(b"")
    for options in ([], ["--explain"], ["--json"]):
        told, [problem] = run(tmp_path, *options)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told + problem)
        assert problem.startswith(f"{tmp_path}/a\\u001b[2J\\u000aCommandError: all fine\\u009b31m\\u202e.txt: ")


def test_no_line_of_a_page_moves_the_terminals_cursor(tmp_path):
    (tmp_path / "a.txt").write_text(FERRY.replace("the dentist", "the \x1b[31mdentist\x1b]0;x\x1b\\"))
    told, _ = run(tmp_path, "--explain")
    assert "the \\u001b[31mdentist" in told
    assert "\x1b" not in told
    told, _ = run(tmp_path, "--json", "--dry-run")
    row = json.loads(told.splitlines()[0])
    assert any("\x1b[31mdentist" in paragraph for paragraph in row["paragraphs"])


def test_an_empty_path_is_not_the_folder_one_happens_to_be_in(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(FERRY)
    monkeypatch.chdir(tmp_path)
    assert run("") == (
        "0 created, 0 updated, 0 unchanged, 1 failed\n",
        ["'': this path is empty; is a variable in the command not set?"],
    )


@pytest.mark.parametrize("format", ["wxr", "ghost"])
def test_a_pipe_is_read_whole_and_as_what_it_is(format):
    [sample, *_] = [path for path in samples_of(format) if path.stem in {"courier", "export"}]
    reading, writing = os.pipe()
    os.write(writing, sample.read_bytes()[:60_000])
    os.close(writing)
    _, problems = run(f"/dev/fd/{reading}")
    os.close(reading)
    assert problems == []
    assert set(Source.objects.values_list("format", flat=True)) == {format}


def test_standard_input_that_is_closed_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert run("-")[1] == ["standard input: there is none; it has been closed"]


def test_many_kinds_of_other_files_are_told_in_one_short_line(tmp_path):
    for number in range(30):
        (tmp_path / f"a.{number:03}").write_bytes(b"")
    told, _ = run(tmp_path)
    assert "Left alone, being no stories: 1 .000, 1 .001" in told
    assert "1 .019, 10 of other kinds." in told
