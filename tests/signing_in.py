"""What tests of pages need: somebody who is signed in, and htmx's way of asking."""

import pytest
from django.test import Client

from accounts.models import User


@pytest.fixture
def as_person():
    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def fragment():
    """The header by which htmx asks for a part of a page."""
    return {"HX-Request": "true"}
