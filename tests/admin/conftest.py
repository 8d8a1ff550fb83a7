"""Logins at the desk."""

import pytest
from django.test import Client

from articles.workflow.roles import Role
from tests import factories


def at_the_desk(user) -> Client:
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def reporter(db):
    return at_the_desk(factories.user(Role.REPORTER, first_name="Rosa", last_name="Vance"))


@pytest.fixture
def photo_editor(db):
    return at_the_desk(factories.user(Role.PHOTO_EDITOR))


@pytest.fixture
def editor(db):
    return at_the_desk(factories.user(Role.EDITOR, first_name="Emil", last_name="Ortega"))


@pytest.fixture
def publisher(db):
    return at_the_desk(factories.user(Role.PUBLISHER))


@pytest.fixture
def admin_of_all(db):
    return at_the_desk(factories.user())
