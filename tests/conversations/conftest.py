from collections.abc import Iterator

import pytest

from accounts.services import make_person
from credentials.models import Tenant
from providers.sandbox.server import Running, running
from tests.conversations.rows import make_tenant
from tests.exports.factories import make_moderator

SOME = 130


@pytest.fixture
def ana(db):
    return make_person("ana", "a long password", "Moderator")


@pytest.fixture
def colleague(db):
    return make_moderator("colleague")


@pytest.fixture
def stranger(db):
    return make_moderator("stranger")


@pytest.fixture
def vendor(tmp_path, settings) -> Iterator[Running]:
    """A stand-in of onQ with a few conversations, of which it gives fifty at a time."""
    capped = {"onq_size_limit": 50, "onq_oversize": "capped"}
    with running(tmp_path, {"onq_conversations": SOME, **capped}) as sandbox:
        settings.ONQ_API_URL = sandbox.url
        yield sandbox


@pytest.fixture
def tenant(db) -> Tenant:
    return make_tenant()
