import pytest
from django.test import Client

from tests.exports import factories


@pytest.fixture
def browser(as_person, ana) -> Client:
    return as_person(ana)


@pytest.fixture
def colleague(db):
    return factories.make_moderator("colleague")


@pytest.fixture
def stranger(db):
    return factories.make_moderator("stranger")


@pytest.fixture
def viewer(db):
    """Sees everything, may do nothing."""
    return factories.make_user("viewer")
