"""Reading a list again: what stayed the same is left alone, what differs becomes history."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.models import Change, Conversation, Pass
from conversations.services.pages import FIELDS
from tests.conversations.syncing import happen, kept, listed, synchronise, truth

pytestmark = pytest.mark.django_db(transaction=True)

ONE = "10003"
OTHERWISE = {
    "type": "webinar",
    "sub_type": "HIDDEN",
    "org_id": "8",
    "name": "Renamed",
    "content_name": "Another one",
    "status": "archived",
    "register_status": "waiting",
    "start_on": "2031-01-01T00:00:00Z",
    "end_on": "2031-01-02T00:00:00Z",
    "close_on": "2031-01-03T00:00:00Z",
    "start_register_on": "2031-01-04T00:00:00Z",
    "last_updated_on": "2031-01-05T00:00:00Z",
    "created_on": "2031-01-06T00:00:00Z",
    "external_code": "EXT-1",
    "max_count": 1001,
    "max_user_count": 1002,
    "max_facilitator_count": 1003,
    "registered_user_count": 1004,
    "registered_facilitator_count": 1005,
    "open_questions_count": 1006,
    "to_facilitator_count": 1007,
}


@pytest.fixture(autouse=True)
def few(vendor) -> None:
    vendor.configure(onq_conversations=12)


def one(tenant) -> Conversation:
    return kept(tenant)[ONE]


def change(vendor, **fields: object) -> None:
    happen(vendor, change={ONE: fields})


def test_a_second_run_over_the_same_list_changes_nothing(vendor, tenant):
    synchronise(tenant)
    before = list(Conversation.objects.order_by("pk").values())
    sync = synchronise(tenant)
    last = Pass.objects.first()
    assert (sync.passes, sync.is_settled) == (1, True)
    assert (last.rows, last.new, last.changed, Change.objects.count()) == (12, 0, 0, 0)
    for row in before:
        row["last_pass"] = last.pk
    assert list(Conversation.objects.order_by("pk").values()) == before


def test_each_field_that_differs_is_one_change_and_nothing_else_is(vendor, tenant):
    synchronise(tenant)
    known = one(tenant)
    others = Conversation.objects.exclude(onq_id=ONE)
    flags = {name: not getattr(known, name) for name in ("visible", "active", "private_mode")}
    before = list(others.order_by("pk").values_list("changed_at", "fingerprint"))
    began = timezone.now()
    change(vendor, **OTHERWISE, **flags)
    synchronise(tenant)
    changes = {each.field: each for each in one(tenant).changes.all()}
    assert changes.keys() == set(FIELDS)
    assert len(changes) == Change.objects.count()
    assert all(each.seen_at > began for each in changes.values())
    assert list(others.order_by("pk").values_list("changed_at", "fingerprint")) == before
    assert Pass.objects.first().changed == 1


@pytest.mark.parametrize(
    ("field", "value", "after"),
    [
        ("name", "Renamed", "Renamed"),
        ("start_on", "2031-01-01T00:00:00Z", "2031-01-01T00:00:00+00:00"),
        ("visible", "no idea", ""),
        ("max_count", 77, "77"),
        ("external_code", "E-1", "E-1"),
    ],
)
def test_a_change_says_what_it_was_and_what_it_is(vendor, tenant, field, value, after):
    synchronise(tenant)
    before = getattr(one(tenant), field)
    change(vendor, **{field: value})
    synchronise(tenant)
    [seen] = Change.objects.all()
    assert seen.conversation == one(tenant)
    words = before.isoformat() if hasattr(before, "isoformat") else str(before)
    assert (seen.field, seen.before) == (field, words.lower() if before is True else words)
    assert seen.after == after
    assert one(tenant).changed_at == seen.seen_at


def test_what_comes_and_goes_again_is_two_changes(vendor, tenant):
    synchronise(tenant)
    name = one(tenant).name
    for each in ("Renamed", name):
        change(vendor, name=each)
        synchronise(tenant)
    told = list(Change.objects.values_list("before", "after"))
    assert told == [("Renamed", name), (name, "Renamed")]


def test_the_same_in_another_form_is_no_change(vendor, tenant):
    synchronise(tenant)
    vendor.configure(onq_dates="milliseconds", onq_values="text")
    sync = synchronise(tenant)
    assert not Change.objects.exists()
    assert Pass.objects.first().changed == 0
    assert sync.is_settled


def test_the_row_holds_what_onq_sent_last(vendor, tenant):
    synchronise(tenant)
    change(vendor, name="Renamed")
    synchronise(tenant)
    assert one(tenant).name == "Renamed"
    assert "renamed" in one(tenant).words


def test_the_json_is_kept_while_it_says_more_than_the_columns(vendor, tenant):
    synchronise(tenant)
    assert one(tenant).raw == ""
    change(vendor, name="n" * 501)
    synchronise(tenant)
    assert "n" * 501 in one(tenant).raw
    change(vendor, name="Short again")
    synchronise(tenant)
    assert one(tenant).raw == ""


def test_a_new_conversation_is_known_from_when_it_was_first_seen(vendor, tenant):
    synchronise(tenant)
    began = timezone.now()
    happen(vendor, add=1)
    synchronise(tenant)
    fresh = kept(tenant)["10012"]
    assert fresh.first_seen_at == fresh.changed_at > began
    assert listed(tenant) == truth(vendor).keys()
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("count", "since"),
    [("open_questions_count", "questions_since"), ("to_facilitator_count", "messages_since")],
)
def test_waiting_counts_from_the_first_look_until_nobody_waits(vendor, tenant, count, since):
    def seen(number: object):
        change(vendor, **{count: number})
        synchronise(tenant)
        return getattr(one(tenant), since)

    assert seen(0) is None
    began = seen(2)
    assert timezone.now() - began < timedelta(minutes=1)
    assert seen(5) == began
    change(vendor, name="Something else")
    assert seen(5) == began
    assert seen(0) is None
    assert seen(1) > began


def test_what_waits_at_the_first_look_waits_since_then(vendor, tenant):
    change(vendor, open_questions_count=3, to_facilitator_count="2")
    synchronise(tenant)
    known = one(tenant)
    assert known.questions_since == known.messages_since == known.first_seen_at


# max_count, max_user_count, max_facilitator_count; who is registered; whether that is full
FULL = [
    ((0, 0, 0), (900, 900), False),
    ((None, None, None), (900, 900), False),
    ((0, 10, 0), (9, 5), False),
    ((0, 10, 0), (10, 0), True),
    ((0, 10, 0), (11, 0), True),
    ((12, 0, 0), (10, 1), False),
    ((12, 0, 0), (10, 2), True),
    ((0, 0, 2), (50, 1), False),
    ((0, 0, 2), (0, 2), False),
    ((0, 10, 0), (None, None), False),
]


def test_full_is_what_nobody_else_can_join_and_a_limit_of_0_is_none(vendor, tenant):
    names = ("max_count", "max_user_count", "max_facilitator_count")
    counts = ("registered_user_count", "registered_facilitator_count")
    given = {
        f"{10_000 + at}": dict(zip(names + counts, limits + registered, strict=True))
        for at, (limits, registered, _) in enumerate(FULL)
    }
    happen(vendor, change=given)
    synchronise(tenant)
    found = kept(tenant)
    assert [found[onq_id].is_full for onq_id in given] == [is_full for *_, is_full in FULL]


def test_full_follows_who_registers(vendor, tenant):
    change(vendor, max_user_count=10, max_count=0, max_facilitator_count=0, registered_user_count=9)
    synchronise(tenant)
    change(vendor, registered_user_count=10)
    synchronise(tenant)
    assert one(tenant).is_full
    assert [each.field for each in one(tenant).changes.all()] == ["registered_user_count"]
