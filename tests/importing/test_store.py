"""What the store makes of structured stories: wire versions, embargoes, cancellations, topics, old addresses."""

import io
from datetime import datetime, timedelta, timezone

import pytest
from django.test import Client
from PIL import Image

from articles.importing.document import (
    UNTIL_TOLD,
    Block,
    BlockKind,
    ParsedByline,
    ParsedCaption,
    ParsedStory,
    ParsedTopic,
    PubStatus,
)
from articles.importing.report import Result
from articles.importing.store import Item, PhotoFile, Store, Wishes
from articles.models import FOREVER, Article, Change, Photo, Redirect, Source, Topic, Version
from articles.search import entry_of, index
from articles.workflow import actions
from newsroom import clock
from tests import factories

pytestmark = pytest.mark.django_db

GUID = "urn:newsml:wire.example:20260401:ferry"


def parsed(text="The ferry left on time.", **fields) -> ParsedStory:
    fields.setdefault("headline", "Ferry leaves on time")
    fields.setdefault("section", "Harbour")
    return ParsedStory(body=(Block(BlockKind.PARAGRAPH, text),), **fields)


def arrive(story: ParsedStory, *, publish: bool = True, photos=()):
    """The story comes in as a file of its own; what became of it."""
    data = repr((story, [photo.name for photo in photos])).encode()
    [outcome] = Store(Wishes(publish=publish)).add([Item("wire.json", "ninjs", data, story, tuple(photos))])
    return outcome


def wire(version: int, text: str, **fields) -> ParsedStory:
    return parsed(text, source_id=GUID, source_version=version, **fields)


def read(path: str) -> str:
    return Client().get(f"/{path}/").content.decode()


def test_a_higher_version_replaces_what_readers_see():
    arrive(wire(1, "Nine boats left."))
    outcome = arrive(wire(2, "Ten boats left."))
    story = Article.objects.get()
    assert outcome.result is Result.UPDATED
    assert "Ten boats left." in read(story.path)
    assert [version.change for version in story.versions.order_by("number")] == [Change.FIRST, Change.UPDATE]


def test_a_correction_says_so():
    arrive(wire(1, "Nine boats left."))
    arrive(wire(2, "Ten boats left.", is_correction=True, correction="There were ten boats, not nine."))
    live = Version.objects.live().get()
    assert live.change == Change.CORRECTION
    assert live.note == "There were ten boats, not nine."


@pytest.mark.parametrize("version", [1, 2], ids=["lower", "equal"])
def test_a_version_that_is_not_higher_is_ignored(version):
    arrive(wire(2, "Ten boats left."))
    outcome = arrive(wire(version, "Nine boats left."))
    assert outcome.result is Result.UNCHANGED
    assert "not newer than version 2" in outcome.notes[0]
    assert Version.objects.count() == 1


def test_without_publish_a_live_story_keeps_its_page_until_an_editor_publishes():
    arrive(wire(1, "Nine boats left."))
    arrive(wire(2, "Ten boats left."), publish=False)
    story = Article.objects.get()
    assert "Nine boats left." in read(story.path)
    assert "Ten boats left." in story.body


def test_an_editors_changes_are_kept_and_the_new_text_is_a_version_to_compare():
    arrive(wire(1, "Nine boats left."))
    story = Article.objects.get()
    factories.save(story, headline="Our own headline")
    outcome = arrive(wire(2, "Ten boats left."))
    story.refresh_from_db()
    assert (story.headline, "Nine boats left." in story.body) == ("Our own headline", True)
    proposal = story.versions.get(is_proposal=True)
    assert "Ten boats left." in proposal.body
    assert "kept as its version 3, to compare" in " ".join(outcome.notes)


def test_an_editor_who_has_the_story_open_can_still_save_when_a_proposal_comes_in():
    arrive(wire(1, "Nine boats left."), publish=False)
    story = Article.objects.get()
    factories.save(story, headline="Our own headline")
    base = story.version_number
    arrive(wire(2, "Ten boats left."), publish=False)
    story.refresh_from_db()
    story.headline = "Our better headline"
    story.save()
    assert actions.save_draft(story, by=None, base=base).headline == "Our better headline"


def test_an_editor_takes_a_proposal_over_by_restoring_it():
    arrive(wire(1, "Nine boats left.", topics=(ParsedTopic("Ferries"),)))
    story = Article.objects.get()
    factories.save(story, headline="Our own headline")
    arrive(wire(2, "Ten boats left.", topics=(ParsedTopic("Ferries"), ParsedTopic("Boats"))))
    story.refresh_from_db()
    actions.restore(story, version=story.versions.get(is_proposal=True), by=None)
    assert "Ten boats left." in story.body
    assert [topic.name for topic in story.topics.all()] == ["Boats", "Ferries"]
    arrive(wire(3, "Eleven boats left."))
    story.refresh_from_db()
    assert "Eleven boats left." in story.body, "the desk says what the wire said, so the wire may go on"


def test_a_cancellation_takes_the_story_from_readers_even_without_publish():
    arrive(wire(1, "Nine boats left."))
    path = Article.objects.get().path
    arrive(wire(2, "", status=PubStatus.CANCELED, editor_note="Libel: destroy."), publish=False)
    assert Client().get(f"/{path}/").status_code == 410
    story = Article.objects.get()
    assert story.embargo == FOREVER
    assert story.editor_note == "Cancelled by its provider. Libel: destroy."
    with pytest.raises(actions.StepRefused, match="Cancelled by its provider"):
        actions.publish(story, by=None)


def test_a_cancellation_that_arrives_first_holds_back_what_comes_later():
    assert arrive(wire(3, "", status=PubStatus.CANCELED)).result is Result.UPDATED
    outcome = arrive(wire(2, "Nine boats left."))
    assert outcome.result is Result.UNCHANGED
    assert not Article.objects.exists()
    assert arrive(wire(4, "All clear now.")).result is Result.CREATED


@pytest.mark.parametrize("wait", [timedelta(0), timedelta(hours=3)], ids=["held", "lifted"])
def test_an_embargo_lifts_to_the_second(wait):
    until = clock.now() + timedelta(hours=2)
    arrive(wire(1, "Nine boats left.", embargo=until))
    path = Article.objects.get().path
    with clock.at(clock.now() + wait):
        assert Version.objects.live().filter(path=path).exists() == bool(wait)
    with clock.at(until):
        assert Version.objects.live().filter(path=path).exists()


@pytest.mark.parametrize(
    "fields",
    [{"embargo": UNTIL_TOLD}, {"status": PubStatus.WITHHELD}, {"is_draft": True}, {"confidence": 0.2}],
    ids=["embargo without an end", "withheld", "a draft at its source", "not sure enough"],
)
def test_what_may_not_go_live_stays_a_draft_and_says_so(fields):
    outcome = arrive(wire(1, "Nine boats left.", **fields))
    assert not Version.objects.published().exists()
    assert "Left as a draft." in outcome.notes[0]


def test_an_embargoed_story_cannot_be_published_by_hand_before_its_time():
    until = clock.now() + timedelta(hours=2)
    arrive(wire(1, "Nine boats left.", embargo=until), publish=False)
    story = Article.objects.get()
    with pytest.raises(actions.StepRefused, match="under embargo until"):
        actions.publish(story, by=None)
    actions.schedule(story, by=None, at=until)
    with clock.at(until):
        assert Version.objects.live().exists()


def test_a_story_the_import_is_unsure_of_needs_a_look_until_it_is_published():
    arrive(wire(1, "Nine boats left.", confidence=0.2, doubts=("No headline was found.",)))
    story = Article.objects.get()
    assert story.needs_a_look
    assert story.sources.get().doubts[0] == "No headline was found."
    actions.publish(story, by=None)
    story.refresh_from_db()
    assert not story.needs_a_look


def test_old_addresses_lead_to_the_story_once_it_is_live():
    arrive(parsed(old_paths=("/2009/ferry.html",)))
    arrive(parsed("Another one.", headline="Draft", old_paths=("/2009/draft.html",)), publish=False)
    live = Version.objects.live().get()
    assert Client().get("/2009/ferry.html", follow=True).redirect_chain[-1][0] == f"/{live.path}/"
    assert Redirect.objects.count() == 1
    draft = Article.objects.get(headline="Draft")
    actions.publish(draft, by=None)
    assert Redirect.objects.get(old_path="/2009/draft.html/").new_path == f"/{draft.path}/"


@pytest.mark.parametrize("old", ["/?p=7", "/story.asp?id=5&page=2", "/caf%C3%A9/"])
def test_old_addresses_with_a_query_lead_to_the_story_too(old):
    arrive(parsed(old_paths=(old,)))
    live = Version.objects.live().get()
    assert Client().get(old, follow=True).redirect_chain[-1][0] == f"/{live.path}/"
    assert Client().get("/?p=8").status_code == 200
    assert Client().get("/story.asp/?id=6").status_code == 404
    assert Client().get("/story.asp/?id=%00").status_code == 404
    assert Client().get("/?p=%00").status_code == 200


def test_topics_are_the_same_however_they_are_written():
    arrive(parsed(topics=(ParsedTopic("Climate Change", "http://cv.example/1"),)))
    arrive(parsed("Another one.", topics=(ParsedTopic("climate  change"), ParsedTopic("Ferries"))))
    assert sorted(topic.name for topic in Topic.objects.all()) == ["Climate Change", "Ferries"]
    newest = Version.objects.latest("pk")
    assert [subject["name"] for subject in newest.subjects] == ["Climate Change", "Ferries"]
    assert newest.topics.count() == 2


def test_a_photo_goes_to_the_caption_that_names_it():
    photo = factories.photo()
    data = photo.file.open().read()
    photo.delete()
    captions = (ParsedCaption("The old boat"), ParsedCaption("The new boat", photo="new.jpg", alt_text="A boat"))
    arrive(parsed(captions=captions), photos=[PhotoFile("new.jpg", data, reference="new.jpg")])
    shown = Version.objects.live().get().captions
    assert [caption["photo"] and caption["photo"]["alt"] for caption in shown] == [None, "A boat"]


def test_a_photo_is_stored_with_what_its_file_says_of_it():
    exif = Image.Exif()
    exif.update({0x010E: "The new boat at dawn", 0x013B: "Bo Ek", 0x8298: "Example Pictures"})
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "JPEG", exif=exif)
    arrive(parsed(), photos=[PhotoFile("boat.jpg", data.getvalue())])
    [shown] = Version.objects.live().get().captions
    assert (shown["text"], shown["credit"]) == ("The new boat at dawn", "Bo Ek")
    photo = Photo.objects.get()
    assert photo.rights == "Example Pictures"


def test_a_picture_that_is_not_safe_is_left_out_with_the_reason_and_the_story_arrives():
    outcome = arrive(parsed(), photos=[PhotoFile("boat.jpg", b"<svg onload='x()'/>")])
    assert outcome.result is Result.CREATED
    assert "The picture boat.jpg cannot be used: " in outcome.notes[0]
    assert not Photo.objects.exists()


def test_the_editor_note_is_on_no_public_page():
    arrive(wire(1, "Nine boats left.", editor_note="Call Ann on 555-0100"))
    story = Article.objects.get()
    assert story.editor_note == "Call Ann on 555-0100"
    for address in (f"/{story.path}/", "/", "/harbour/", "/rss.xml", "/atom.xml", "/search/?q=555-0100"):
        assert "Call Ann" not in Client().get(address).content.decode()


@pytest.mark.parametrize("odd", ["NUL \x00 here", "half \ud800 a letter"], ids=["NUL", "lone surrogate"])
def test_what_no_database_takes_is_left_out_and_the_story_arrives(odd):
    who = (ParsedByline(f"Ann {odd}"),)
    outcome = arrive(parsed(odd, headline=odd, standfirst=odd, section=odd, editor_note=odd, bylines=who))
    assert outcome.result is Result.CREATED, outcome.notes


def test_one_story_twice_in_a_batch_is_created_and_updated():
    items = [
        Item("a.json", "ninjs", b"a", wire(1, "Nine boats left.")),
        Item("b.json", "ninjs", b"b", wire(2, "Ten boats left.")),
    ]
    outcomes = Store(Wishes(publish=True)).add(items)
    assert [outcome.result for outcome in outcomes] == [Result.CREATED, Result.UPDATED]
    assert "Ten boats left." in Version.objects.live().get().body
    assert Source.objects.count() == 2


def test_a_story_is_the_same_whatever_zone_its_date_was_printed_in():
    arrive(parsed(published=datetime(2002, 6, 5, 10, 30, tzinfo=timezone(timedelta(hours=8)))))
    story = Article.objects.get()
    assert story.content().fingerprint == story.fingerprint
    assert actions.save_draft(story, by=None) is None, "saving it unchanged makes no version"


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(parsed(standfirst="On time.", dateline="PORT LANH", correction="It was ten."), id="fields"),
        pytest.param(parsed(bylines=(ParsedByline("Ann Lee", "Analyst"), ParsedByline("Staff"))), id="names"),
        pytest.param(parsed(captions=(ParsedCaption("A boat.", "Bo Ek"), ParsedCaption())), id="captions"),
        pytest.param(parsed(topics=(ParsedTopic("Ships  and boats"),)), id="topics"),
        pytest.param(parsed(headline="boat " * 200, dateline="port " * 200), id="what is cut"),
        pytest.param(parsed("A\x00 boat\ud800."), id="what no database takes"),
    ],
)
def test_search_holds_of_a_new_story_what_it_holds_of_it_later(monkeypatch, story):
    added = []
    monkeypatch.setattr(type(index()), "add", lambda self, entries: added.extend(entries))
    arrive(story)
    version = Version.objects.get()
    assert added == [(version.pk, entry_of(version))]
