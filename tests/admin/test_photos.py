"""The picture desk."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.admin import photo as photo_admin
from articles.models import Photo
from tests import factories
from tests.admin.forms import as_sent, fill_in, told

ADD = "/admin/articles/photo/add/"
LIST = "/admin/articles/photo/"


def picture(width=64, height=48, colour="navy", kind="JPEG"):
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, kind)
    return data.getvalue()


def upload(client, data, name="pier.jpg", **fields):
    sent = {**as_sent(client, ADD), **fields, "file": SimpleUploadedFile(name, data), "_save": "1"}
    return client.post(ADD, sent, follow=True)


def page(photo, name="change"):
    return reverse(f"admin:articles_photo_{name}", args=[photo.pk])


def test_a_photo_is_brought_in_with_its_words(reporter):
    upload(reporter, picture(), alt_text="A pier", credit="Bo Ek", rights="Ours")
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.alt_text, photo.credit, photo.rights) == (
        64,
        48,
        "A pier",
        "Bo Ek",
        "Ours",
    )
    assert photo.created_by == reporter.user


def test_the_same_picture_twice_is_refused_with_the_way_to_the_first(reporter):
    upload(reporter, picture(), caption="The pier")
    response = upload(reporter, picture(), name="other-name.jpg")
    content = response.content.decode()
    assert "This picture is here already" in content
    assert page(Photo.objects.get()) in content
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        pytest.param(picture()[:400], "pier.jpg", "damaged or no picture", id="cut off"),
        pytest.param(b"<svg onload='x()'/>", "pier.jpg", "damaged or no picture", id="no picture"),
        pytest.param(picture(kind="GIF"), "pier.jpg", "This is a GIF file", id="another format"),
        pytest.param(picture(), "pier.exe", "not allowed", id="another ending"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(reporter, data, name, sentence):
    response = upload(reporter, data, name=name)
    assert sentence in response.content.decode()
    assert not Photo.objects.exists()


def test_a_picture_too_large_is_refused_before_it_is_read(reporter, monkeypatch):
    monkeypatch.setattr(photo_admin, "MAX_PIXELS", 1000)
    assert "64 × 48 pixels" in upload(reporter, picture()).content.decode()
    monkeypatch.setattr(photo_admin, "LARGEST_FILE", 10)
    assert "the largest we take has" in upload(reporter, picture()).content.decode()
    assert not Photo.objects.exists()


def test_a_picture_that_claims_to_be_enormous_is_refused(reporter, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert "too many pixels" in upload(reporter, picture()).content.decode()


def test_the_focal_point_stays_inside(photo_editor):
    photo = factories.photo()
    fill_in(photo_editor, page(photo), focal_x="0.25", focal_y="0.75")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.25, 0.75)
    fill_in(photo_editor, page(photo), focal_x="1.5")
    photo.refresh_from_db()
    assert photo.focal_x == 0.25


def test_the_file_of_a_photo_is_never_exchanged(photo_editor):
    photo = factories.photo()
    sent = {**as_sent(photo_editor, page(photo)), "file": SimpleUploadedFile("other.jpg", picture(colour="red"))}
    photo_editor.post(page(photo), sent)
    assert Photo.objects.get().key == photo.key


def test_the_desk_sees_pictures_and_readers_do_not(reporter, client):
    photo = factories.photo(width=900, height=600)
    address = reverse("admin:articles_photo_file", args=[photo.pk, 320])
    response = reporter.get(address)
    assert response["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(response.getvalue())).width == 320
    assert reporter.get(reverse("admin:articles_photo_file", args=[photo.pk, 9999])).status_code == 200
    assert "/admin/login/" in client.get(address).url


def test_a_lost_file_is_not_found(reporter):
    photo = factories.photo()
    photo.file.storage.delete(photo.file.name)
    assert reporter.get(reverse("admin:articles_photo_file", args=[photo.pk, 320])).status_code == 404
    assert reporter.get(LIST).status_code == 200


def test_the_list_says_what_lacks_alternative_text(reporter):
    factories.photo(alt_text="", caption="Lacking")
    factories.photo(caption="Told")
    assert "No alternative text" in reporter.get(LIST).content.decode()
    content = reporter.get(f"{LIST}?alt=no").content.decode()
    assert "Lacking" in content
    assert "Told" not in content


def test_a_photo_says_where_it_is_used_and_then_stays(publisher):
    photo = factories.photo(caption="The pier")
    factories.article(headline="Six ships", captions=[photo])
    assert "Six ships" in publisher.get(page(photo)).content.decode()
    response = publisher.post(page(photo, "delete"), {"post": "yes"}, follow=True)
    assert "stands in stories, so it stays" in told(response)
    unused = factories.photo()
    publisher.post(page(unused, "delete"), {"post": "yes"})
    assert list(Photo.objects.all()) == [photo]


def test_a_photo_of_a_published_version_stays(publisher):
    photo = factories.photo(caption="The pier")
    story = factories.live(captions=[photo]).article
    story.captions.all().delete()
    response = publisher.post(page(photo, "delete"), {"post": "yes"}, follow=True)
    assert "earlier versions" in told(response)
