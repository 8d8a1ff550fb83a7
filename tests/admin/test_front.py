"""The desk's first page, its menu, and what holds for every page of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.workflow import actions
from tests import factories


def test_the_first_page_shows_what_needs_attention(editor):
    changed = factories.live(headline="before").article
    factories.save(changed, headline="Changed since")
    factories.scheduled(headline="Coming soon")
    factories.article(headline="A draft", captions=["A pier without a picture"], modified_by=editor.user)
    withdrawn = factories.live(headline="Withdrawn").article
    actions.withdraw(withdrawn, by=None)
    content = editor.get("/admin/").content.decode()
    for words in ("Emil", "Changed since", "Coming soon", "A draft", "A pier without a picture", "New story"):
        assert words in content


@pytest.mark.parametrize("role", ["reporter", "photo_editor", "editor", "publisher", "admin_of_all"])
def test_everybody_has_a_first_page_and_its_cost_is_constant(role, request):
    client = request.getfixturevalue(role)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/").status_code == 200
        return len(queries)

    for _ in range(2):
        factories.live(captions=["waiting"])
        factories.scheduled()
        factories.article(headline="", modified_by=client.user)
    few = cost()
    for _ in range(20):
        factories.save(factories.live(captions=["waiting"]).article, headline="changed")
        factories.scheduled()
        factories.article(modified_by=client.user)
    assert cost() == few
    assert few <= 12


def test_a_login_without_a_role_is_told_so(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("new", password="x", is_staff=True))
    assert "no role yet" in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("role", "seen", "unseen"),
    [
        pytest.param("reporter", ["Stories", "Photos", "Sources"], ["Addresses", "Logins"], id="reporter"),
        pytest.param("publisher", ["Stories", "Addresses"], ["Logins"], id="publisher"),
        pytest.param("admin_of_all", ["Stories", "Addresses", "Logins", "Roles"], [], id="everything"),
    ],
)
def test_the_menu_shows_what_a_role_may_see(role, seen, unseen, request):
    response = request.getfixturevalue(role).get("/admin/")
    titles = [
        item["title"]
        for group in response.context["sidebar_navigation"]
        for item in group["items"]
        if item["has_permission"]
    ]
    assert set(seen) <= set(titles)
    assert not set(unseen) & set(titles)


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/articles/{model}/"
        for model in ("article", "author", "caption", "photo", "redirect", "section", "source")
    ]
    + [f"/admin/articles/{model}/add/" for model in ("article", "author", "photo", "redirect", "section")]
    + ["/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/group/", "/admin/auth/group/add/"],
)
def test_every_page_opens_under_the_desks_policy(admin_of_all, address):
    response = admin_of_all.get(address)
    assert response.status_code == 200
    assert "'unsafe-eval'" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_way_in_is_under_the_desks_policy_and_readers_pages_are_not(client, db):
    assert "'unsafe-eval'" in client.get("/admin/login/")["Content-Security-Policy"]
    assert "unsafe" not in client.get("/")["Content-Security-Policy"]


def test_who_may_not_see_a_page_reads_so(reporter):
    response = reporter.get("/admin/articles/redirect/")
    assert response.status_code == 403
    assert "Not for your role" in response.content.decode()


def test_login_leads_to_the_desk(client, db):
    user = factories.user(password="a long password")
    response = client.post("/admin/login/", {"username": user.username, "password": "a long password"})
    assert response.url == "/admin/"
