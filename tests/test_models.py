"""What the models themselves promise: sections and their addresses, teasers, photos, redirects."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Byline, Caption, Redirect, Section
from articles.models.section import section_trail
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("/WORLD /WORLD", ["World"]),
        ("World: Asia-Pacific", ["World", "Asia-Pacific"]),
        ("asianow > southeast", ["Asianow", "Southeast"]),
        ("World - Europe", ["World", "Europe"]),
        ("Home » Fairholm County, VA News", ["Fairholm County, VA News"]),
        ("U.S.", ["U.S."]),
        ("", []),
    ],
)
def test_a_breadcrumb_names_its_sections(printed, names):
    assert section_trail(printed) == names


def test_a_moved_section_takes_what_is_below_along_and_leaves_redirects():
    world = make.section("World")
    asia = make.section("Asia", parent=world)
    world.slug = "globe"
    world.save()
    asia.refresh_from_db()
    assert asia.path == "globe/asia"
    assert Redirect.objects.target("/world/asia/") == "/globe/asia/"
    assert Redirect.objects.target("/world/rss.xml") is not None


def test_an_address_that_moved_twice_is_followed_once():
    Redirect.objects.leave("/a/", "/b/")
    Redirect.objects.leave("/b/", "/c/")
    assert Redirect.objects.target("/a/") == "/c/"
    Redirect.objects.leave("/c/", "/a/")
    assert Redirect.objects.target("/a/") is None


def test_a_section_may_not_take_an_address_of_the_site():
    with pytest.raises(ValidationError, match="address of the site itself"):
        Section(name="Search", slug="search").clean()


def test_a_section_may_not_stand_under_itself():
    world = make.section("World")
    asia = make.section("Asia", parent=world)
    world.parent = asia
    with pytest.raises(ValidationError, match="under itself"):
        world.clean()


def test_a_renamed_author_leaves_a_redirect(client):
    ann = make.author("Ann Lee")
    old = ann.get_absolute_url()
    ann.slug = "ann-lee-orr"
    ann.save()
    assert Redirect.objects.target(old) == ann.get_absolute_url()


def test_two_authors_of_one_name_have_two_addresses():
    assert make.author("Ann Lee").slug != make.author("Ann Lee").slug


@pytest.mark.parametrize(
    ("fields", "teaser"),
    [
        pytest.param({"standfirst": "In short.\nMore."}, "In short.", id="standfirst"),
        pytest.param({"body": "<h2>No</h2><p>A lead.</p><p>More</p>"}, "A lead.", id="first paragraph"),
        pytest.param(
            {"body": "<p>OSLO (AP) -- Snow fell.</p>", "dateline": "OSLO", "agency": "AP"}, "Snow fell.", id="dateline"
        ),
        pytest.param({"body": "<p>He said: no.</p>", "agency": "AP"}, "He said: no.", id="no dateline"),
    ],
)
def test_a_card_tells_a_story_in_a_sentence(fields, teaser):
    assert make.live(**fields).teaser == teaser


def test_a_byline_and_a_caption_must_say_something():
    story = make.article()
    for empty in (Byline(article=story), Caption(article=story)):
        with pytest.raises(IntegrityError), transaction.atomic():
            empty.save()


def test_text_is_cleaned_on_every_way_into_the_database():
    story = make.article(body='<p onclick="x()">Hi</p><script>alert(1)</script><a href="javascript:x()">l</a>')
    story.refresh_from_db()
    assert story.body == '<p>Hi</p><a rel="noopener">l</a>'
    assert "script" not in story.versions.get().body


def test_words_are_counted_as_readers_count_them():
    assert make.article(body="<p>It's a two-way street.</p><h2>晚班船</h2>").word_count == 7
