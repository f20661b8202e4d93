"""A tenant's whole list, read page by page into rows: nothing missing, nothing invented."""

from datetime import datetime
from itertools import cycle, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.models import Change, Conversation, Pass
from conversations.services import forget
from conversations.services.pages import FIELDS
from tests.conversations.syncing import kept, synchronise, truth

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("number", "position", "offset")
ENVELOPES = ("list", "content", "data", "items", "results", "conversations", "records")
DATES = ("iso", "java", "seconds", "milliseconds")
LONGEST = {field.name: field.max_length for field in Conversation._meta.concrete_fields}
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
    return {name: _told(known[name], getattr(one, name), LONGEST.get(name)) for name in FIELDS}


def _told(value: Any, ours: object, longest: int | None) -> Any:
    if isinstance(ours, datetime):
        return datetime.fromisoformat(value)
    if isinstance(ours, str):
        return "" if value is None else str(value)[:longest]
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


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("page", PAGES)
def test_a_hundred_thousand_are_all_there_and_a_second_run_changes_nothing(vendor, tenant, page):
    vendor.configure(onq_conversations=100_000, onq_page=page, onq_size_limit=1000)
    known = truth(vendor)
    synchronise(tenant)
    assert_exact(tenant, known)
    before = list(Conversation.objects.order_by("pk").values_list("pk", "changed_at"))
    sync = synchronise(tenant)
    last = Pass.objects.first()
    assert (sync.passes, sync.is_settled, last.rows, last.new, last.changed) == (
        1, True, 100_000, 0, 0,
    )  # fmt: skip
    assert list(Conversation.objects.order_by("pk").values_list("pk", "changed_at")) == before
    assert not Change.objects.exists()


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    onq_page=st.sampled_from(PAGES),
    onq_envelope=st.sampled_from(ENVELOPES),
    onq_dates=st.sampled_from(DATES),
    onq_values=st.sampled_from(("json", "text")),
    onq_oversize=st.sampled_from(("refused", "capped")),
    onq_beyond=st.sampled_from(("empty", "last")),
    onq_size_limit=st.integers(32, 120),
    onq_conversations=st.integers(0, 260),
)
def test_any_number_in_any_way_is_exact(vendor, tenant, **way):
    forget(tenant)
    tenant.passes.all().delete()
    vendor.configure(onq_dates="iso", onq_values="json", onq_conversations=way["onq_conversations"])
    known = truth(vendor)
    vendor.configure(**way)
    assert synchronise(tenant).is_settled
    assert_exact(tenant, known)
