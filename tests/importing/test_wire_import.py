"""Wire items from the file to the reader: versions, corrections, embargoes and kills, in each format."""

from __future__ import annotations

import json
import shutil

import pytest
from django.test import Client

from articles.importing.report import Report, Result
from articles.importing.run import import_paths
from articles.importing.store import Wishes
from articles.models import Article, Change, Source
from tests.importing.wire import DATA, REAL_FOLDERS, SHARED, samples

pytestmark = pytest.mark.django_db


def ninjs(version: int, text: str, *, status: str = "usable", embargo: str = "", corrects: bool = False) -> str:
    item = {
        "uri": "urn:newsml:wire.example:ferry",
        "version": str(version),
        "versionCreated": f"2026-04-01T0{version}:00:00Z",
        "pubStatus": status,
        "headlines": [{"value": "Ferry leaves on time"}],
        "subjects": [{"name": "Harbour", "rel": "category"}],
        "bodies": [{"contentType": "text/html", "value": f"<p>{text}</p>"}],
        "edNote": "Call Ann on 555 0199.",
    }
    if embargo:
        item["embargoedUntil"] = embargo
    if corrects:
        item["descriptions"] = [{"role": "correction", "value": "Changes the number."}]
    return json.dumps(item)


def newsml_g2(version: int, text: str, *, status: str = "usable", embargo: str = "", corrects: bool = False) -> str:
    embargoed = f"<embargoed>{embargo}</embargoed>" if embargo else ""
    signal = '<signal qcode="sig:correction"/>' if corrects else ""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:ferry" version="{version}">
      <itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-04-01T0{version}:00:00Z</versionCreated>{embargoed}
      <pubStatus qcode="stat:{status}"/><edNote>Call Ann on 555 0199.</edNote>{signal}</itemMeta>
      <contentMeta><subject type="x:category" qcode="xcat:h"><name>Harbour</name></subject>
      <headline>Ferry leaves on time</headline></contentMeta>
      <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html></inlineXML></contentSet>
    </newsItem>"""


def nitf(version: int, text: str, *, status: str = "usable", embargo: str = "", corrects: bool = False) -> str:
    release = f'<date.release norm="{embargo}"/>' if embargo else ""
    correction = '<correction info="Changes the number." id-string="ferry"/>' if corrects else ""
    return f"""<nitf><head><tobject tobject.type="Harbour"/><docdata management-status="{status}">{correction}
      <doc-id regsrc="wire.example" id-string="ferry"/><du-key key="ferry" version="{version}"/>
      <date.issue norm="20260401T0{version}0000Z"/>{release}<ed-msg info="Call Ann on 555 0199."/></docdata></head>
      <body><body.head><hedline><hl1>Ferry leaves on time</hl1></hedline></body.head>
      <body.content><p>{text}</p></body.content></body></nitf>"""


@pytest.fixture(params=[ninjs, newsml_g2, nitf], ids=lambda make: make.__name__)
def arrive(request, tmp_path):
    """Puts an item into a file and imports it for readers."""
    make = request.param

    def arrive(version: int, text: str, **fields) -> Report:
        path = tmp_path / f"{version}{'.json' if make is ninjs else '.xml'}"
        path.write_text(make(version, text, **fields), encoding="utf-8")
        return import_paths([str(path)], wishes=Wishes(publish=True))

    return arrive


def page() -> str:
    response = Client().get(f"/{Article.objects.get().path}/")
    return response.content.decode() if response.status_code == 200 else ""


def test_higher_version_replaces_and_a_lower_one_is_ignored(arrive):
    arrive(2, "Nine boats left.")
    assert "Nine boats" in page()
    arrive(3, "Ten boats left.")
    arrive(1, "Eight boats left.")
    assert "Ten boats" in page()
    assert Article.objects.get().source_version == 3


def test_correction_is_told_as_one(arrive):
    arrive(1, "Nine boats left.")
    arrive(2, "Ten boats left.", corrects=True)
    assert Article.objects.get().versions.order_by("number").last().change == Change.CORRECTION


def test_embargo_holds_the_story_back(arrive):
    arrive(1, "Nine boats left.", embargo="2099-01-01T00:00:00Z")
    story = Article.objects.get()
    assert story.is_embargoed
    assert page() == ""


def test_kill_takes_the_story_from_readers(arrive):
    arrive(1, "Nine boats left.")
    arrive(2, "", status="canceled")
    assert page() == ""


def test_kill_that_arrives_first_holds_back_what_comes_later(arrive):
    arrive(2, "", status="canceled")
    arrive(1, "Nine boats left.")
    assert not Article.objects.filter(first_live_at__isnull=False).exists()


def test_note_to_editors_is_on_the_desk_and_on_no_page(arrive):
    arrive(1, "Nine boats left.")
    assert "555 0199" in Article.objects.get().editor_note
    assert "555 0199" not in page()


def test_pictures_that_came_along_are_found_by_their_names(tmp_path, django_user_model):
    shutil.copy(DATA / "ninjs" / "agency_3_1.json", tmp_path)
    shutil.copy(next((DATA.parent.parent.parent / "seeds").rglob("*.jpg")), tmp_path / "pic-1.jpg")
    import_paths([str(tmp_path)], wishes=Wishes())
    captions = Article.objects.get().captions.order_by("position")
    assert [(caption.text, caption.photo is not None) for caption in captions] == [
        ("The light on Tarn Head on Sunday evening.", True),
        ("The 212 steps.", False),
    ]


def test_the_same_files_twice_change_nothing():
    for folder in ("ninjs", "newsml_g2", "nitf"):
        paths = [str(path) for path in samples(folder)]
        import_paths(paths, wishes=Wishes())
        before = (Article.objects.count(), Source.objects.count())
        again = import_paths(paths, wishes=Wishes())
        assert (Article.objects.count(), Source.objects.count()) == before
        assert again.counts[Result.CREATED] == again.counts[Result.UPDATED] == 0


def test_real_files_are_stored_or_refused_and_never_fail_in_the_database():
    folders = [SHARED / "formats" / folder / "dev" for folder in REAL_FOLDERS]
    if not folders[0].exists():
        pytest.skip("The agencies' own files are not here: ../shared/formats beside the repository.")
    report = import_paths([str(folder) for folder in folders], wishes=Wishes(publish=True))
    assert report.counts[Result.CREATED] > 80
    assert not [problem for problem in report.problems if "database" in problem or "mistake" in problem]
