import pytest
from django.test import Client

from accounts.models import User
from credentials.models import Site
from exports.models import Export
from tests.exports import factories


@pytest.fixture
def colleague(db) -> User:
    """A moderator who may see the site."""
    return factories.make_moderator("colleague")


@pytest.fixture
def stranger(db) -> User:
    """A moderator who may not see the site."""
    return factories.make_moderator("stranger")


@pytest.fixture
def viewer(db) -> User:
    """Sees everything, may do nothing."""
    return factories.make_user("viewer")


@pytest.fixture
def site(ana, colleague, viewer) -> Site:
    return factories.make_site("The Daily", only_for=[ana, colleague, viewer], zone="Europe/Berlin")


@pytest.fixture
def export(ana, site) -> Export:
    """A ready export of Ana's."""
    return factories.make_ready_export(ana, site)


@pytest.fixture
def browser(as_person, ana) -> Client:
    return as_person(ana)
