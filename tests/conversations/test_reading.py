"""A tenant's whole list, read page by page into rows: nothing missing, nothing invented."""

from datetime import datetime
from itertools import cycle, product
from typing import Any

import pytest

from conversations.models import Conversation
from conversations.services.pages import FIELDS
from tests.conversations.syncing import kept, synchronise, truth

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("number", "position", "offset")
ENVELOPES = ("list", "content", "data", "items", "results", "conversations", "records")
DATES = ("iso", "java", "seconds", "milliseconds")
# Every way to page in every way that it ends and limits a page; each with another form of answer.
WAYS = list(
    zip(
        product(PAGES, ("refused", "capped"), ("empty", "last")),
        cycle(ENVELOPES),
        cycle(DATES),
        cycle(("json", "json", "text")),
        strict=False,
    )
)


def told(known: dict[str, Any], one: Conversation) -> dict[str, Any]:
    """What onQ knows, as our columns should have it."""
    return {name: _told(known[name], getattr(one, name)) for name in FIELDS}


def _told(value: Any, ours: object) -> Any:
    if isinstance(ours, datetime):
        return datetime.fromisoformat(value)
    if isinstance(ours, str):
        return "" if value is None else str(value)
    return value


def assert_exact(tenant, known: dict[str, dict[str, Any]]) -> None:
    ours = kept(tenant)
    assert ours.keys() == known.keys()
    for onq_id, one in ours.items():
        assert {name: getattr(one, name) for name in FIELDS} == told(known[onq_id], one)
        assert one.gone_at is None


@pytest.mark.parametrize(("way", "envelope", "dates", "values"), WAYS)
def test_each_conversation_is_there_once_with_every_field(
    vendor, tenant, way, envelope, dates, values
):
    known = truth(vendor)
    page, oversize, beyond = way
    vendor.configure(onq_page=page, onq_oversize=oversize, onq_beyond=beyond)
    vendor.configure(onq_envelope=envelope, onq_dates=dates, onq_values=values)
    sync = synchronise(tenant)
    assert_exact(tenant, known)
    assert (sync.is_settled, sync.passes, sync.trouble) == (True, 2, "")
