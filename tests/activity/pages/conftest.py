import pytest
from django.test import Client

from accounts.models import Right, User
from accounts.services import make_person
from activity.models import Capture
from credentials.models import Site
from tests.activity.rows import make_capture
from tests.exports.factories import make_site, make_user


@pytest.fixture
def ana(db) -> User:
    return make_person("ana", "a long password", "Moderator")


@pytest.fixture
def colleague(db) -> User:
    """May look people up too, at the same sites."""
    return make_person("colleague", "a long password", "Moderator")


@pytest.fixture
def viewer(db) -> User:
    """May see the site, and look nobody up."""
    return make_user("viewer", Right.START_EXPORTS)


@pytest.fixture
def site(ana, colleague, viewer) -> Site:
    return make_site("The Daily", only_for=[ana, colleague, viewer], zone="Europe/Berlin")


@pytest.fixture
def capture(site, ana) -> Capture:
    """Of three messages, everything is loaded."""
    return make_capture(site, ana, display_name="Pat Doe")


@pytest.fixture
def ana_browses(as_person, ana) -> Client:
    return as_person(ana)
