from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from credentials.models import Site
from providers.openweb.ids import post_in
from tests.exports.rows import make_site
from tests.sandbox.calls import vendor_of


class Conversation(NamedTuple):
    """What OpenWeb has of one article."""

    post_id: str
    conversation_id: str
    comments: list[str]


@pytest.fixture
def site(db) -> Site:
    return make_site("The Daily", generation="v4")


@pytest.fixture(autouse=True)
def _soon_believed(monkeypatch):
    """That there is nothing OpenWeb only says by naming no files, for a while."""
    monkeypatch.setattr("exports.moves.building.NO_FILES_PATIENCE", timedelta(milliseconds=50))


@pytest.fixture
def known(vendor) -> Conversation:
    """An article about which somebody wrote in the last weeks."""
    now = datetime.now(UTC)
    asked = {
        "spot_id": vendor.spot_id,
        "since": f"{now - timedelta(days=30):%Y-%m-%dT%H:%M:%SZ}",
        "to": f"{now:%Y-%m-%dT%H:%M:%SZ}",
    }
    newest = vendor_of(vendor).truth(**asked)[-1]
    conversation_id = newest.partition("_c_")[0]
    rows = vendor_of(vendor).truth(**asked, conversation_id=conversation_id)
    return Conversation(post_in(conversation_id), conversation_id, rows[1:])
