"""The structure keeps its promises: imports point down, readers' code never meets the working copy."""

import ast
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT)
    for folder in ("articles", "newsroom")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
# From DESIGN: the longest prefix that fits gives a module's layer.
LAYERS = {
    "newsroom.clock": 0,
    "newsroom.context": 3,
    "newsroom": 4,
    "articles.html": 0,
    "articles.words": 0,
    "articles.importing.formats": 0,
    "articles.importing.document": 0,
    "articles.importing.compiled": 0,
    "articles.importing.decoding": 0,
    "articles.importing.detect": 0,
    "articles.importing.reading": 0,
    "articles.importing.pictures": 0,
    "articles.importing.documents": 0,
    "articles.importing.item": 0,
    "articles.importing.pool": 0,
    "articles.importing.people": 0,
    "articles.importing.xml": 0,
    "articles.importing.json": 0,
    "articles.importing.schemas": 0,
    "articles.importing.ledger": 0,
    "articles.importing.extras": 0,
    "articles.importing.bodies": 0,
    "articles.importing.floods": 0,
    "articles.importing.values": 0,
    "articles.importing.report": 0,
    "articles.importing.explain": 0,
    "articles.importing.reassign": 0,
    "articles.importing": 2,
    "articles.photos.geometry": 0,
    "articles.photos.metadata": 0,
    "articles.photos.safety": 0,
    "articles.photos": 2,
    "articles.search.query": 0,
    "articles.search": 2,
    "articles.workflow.diff": 0,
    "articles.workflow": 2,
    "articles.exporting": 2,
    "articles.structured_data": 2,
    "articles.pagecache": 2,
    "articles.models": 1,
    "articles.signals": 1,
    "articles": 3,
}
PLAIN = [name for name, layer in LAYERS.items() if layer == 0 and name != "newsroom.clock"]
READERS_CODE = [
    "views.py",
    "fronts.py",
    "feeds.py",
    "sitemaps.py",
    "structured_data.py",
    "search",
    "pagecache",
    "templatetags",
]
EXPORT_FORMATS = {"ninjs", "newsml_g2", "nitf", "json_ld", "wxr", "paper", "markup", "extras"}
DESK_ONLY = {"Article", "Byline", "Caption", "Source"}


def layer_of(module: str) -> int:
    return LAYERS[max((known for known in LAYERS if f"{module}.".startswith(f"{known}.")), key=len)]


def name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path):
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_point_downwards(path):
    for module, name in imports(path):
        if not module.startswith(("articles", "newsroom")):
            continue
        target = f"{module}.{name}" if f"{module}.{name}" in LAYERS else module
        # The model that shows a source's text reads it with the parser's own eyes.
        assert layer_of(target) <= layer_of(name_of(path)), f"{path} imports {target}, which stands above it"


@pytest.mark.parametrize("path", [path for path in MODULES if layer_of(name_of(path)) == 0], ids=str)
def test_plain_modules_know_nothing_of_django(path):
    if name_of(path) == "newsroom.clock":
        return
    assert not [module for module, _ in imports(path) if module.split(".")[0] == "django"]


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if len(path.parts) > 1 and path.parts[0] == "articles" and path.parts[1] in READERS_CODE],
    ids=str,
)
def test_readers_code_has_no_path_to_the_working_copy(path):
    names = {name for module, name in imports(path) if module.startswith("articles.models")}
    assert not names & DESK_ONLY


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.parts[:2] == ("articles", "exporting") and path.name != "archive.py"],
    ids=str,
)
def test_exports_have_no_path_to_the_working_copy(path):
    assert not {name for module, name in imports(path) if module.startswith("articles.models")} & DESK_ONLY


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.parts[:2] == ("articles", "exporting") and path.stem in EXPORT_FORMATS],
    ids=str,
)
def test_an_export_format_reads_neither_settings_nor_the_clock(path):
    assert not [name for module, name in imports(path) if name in {"settings", "clock", "timezone"} or module == "time"]


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
