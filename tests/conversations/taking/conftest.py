import pytest
from django.test import Client

from tests.exports import factories


@pytest.fixture
def browser(as_person, ana) -> Client:
    return as_person(ana)


@pytest.fixture
def viewer(db):
    """Sees everything, may do nothing."""
    return factories.make_user("viewer")
