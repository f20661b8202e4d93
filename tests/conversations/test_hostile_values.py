"""Whatever a row of onQ's may hold, it becomes a row of ours or is counted; nothing breaks."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from conversations.models import Change, Conversation, Pass
from tests.conversations.syncing import synchronise

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def given(vendor, tenant):
    """What is kept of a list with these rows, after reading it in as many passes as it takes."""

    def give(*rows: Any, text: str = "") -> list[Conversation]:
        vendor.sandbox.faults.disarm()
        vendor.arm("conversations", "status", code=200, body=text or json.dumps(rows), times=-1)
        assert synchronise(tenant).is_settled
        return list(Conversation.objects.order_by("pk"))

    return give


def test_a_nul_is_replaced(given):
    [one] = given({"id": "a\0b", "name": "c\0d", "type": "\0"})
    assert (one.onq_id, one.name, one.type) == ("a\ufffdb", "c\ufffdd", "\ufffd")
    assert "\\u0000" in one.raw


def test_half_a_surrogate_pair_is_replaced(given):
    [one] = given(text='[{"id": 1, "name": "a\\ud800b"}]')
    assert one.name == "a\ufffdb"


@pytest.mark.parametrize("name", ["n" * 10_000, "n" * 499 + "ü" * 9_000, "😀" * 10_000])
def test_a_long_name_is_cut_but_kept_whole_in_what_was_received(given, name):
    [one] = given({"id": 1, "name": name})
    assert one.name == name[:500]
    assert json.loads(one.raw)["name"] == name
    given({"id": 1, "name": name[:-1]})
    assert not Change.objects.exists()


def test_every_text_column_takes_too_long_a_text(given):
    names = ("type", "sub_type", "org_id", "content_name", "status", "register_status")
    [one] = given({"id": 1, "external_code": "e" * 5_000, **dict.fromkeys(names, "t" * 5_000)})
    assert (len(one.type), len(one.external_code), len(one.content_name)) == (60, 200, 500)


def test_numbers_that_no_column_holds_are_unknown(given):
    numbers: tuple[Any, ...] = (
        2**63,
        2**64,
        10**18,
        -1,
        1.5,
        1e300,
        "9" * 20,
        "many",
        [1],
        {},
        None,
    )
    columns = ("max_count", "open_questions_count", "to_facilitator_count")
    rows = given(*({"id": at, **dict.fromkeys(columns, one)} for at, one in enumerate(numbers)))
    assert len(rows) == len(numbers)
    for row in rows:
        assert [getattr(row, name) for name in columns] == [None, None, None], row.raw
        assert row.questions_since is None


def test_a_number_of_four_thousand_digits_is_unknown_and_the_rest_kept(given):
    [one] = given(text=f'[{{"id": 1, "max_count": {"9" * 4000}, "name": "kept"}}]')
    assert (one.max_count, one.name) == (None, "kept")


def test_the_largest_number_is_kept(given):
    rows = given({"id": 1, "max_count": 10**18 - 1}, {"id": 2, "max_count": "9" * 18})
    assert [one.max_count for one in rows] == [10**18 - 1] * 2


def test_dates_at_the_calendars_ends_and_what_is_none_are_unknown(given):
    dates: tuple[Any, ...] = (
        *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z"),
        *("9999-12-31T23:59:59-12:00", -(10**14), 10**16, "yesterday", 0, "0", "", [], {"a": 1}),
    )
    rows = given(*({"id": at, "start_on": one} for at, one in enumerate(dates)))
    assert [one.start_on for one in rows] == [None] * len(dates)


DATES = {
    "0002-01-01T00:00:00Z": datetime(2, 1, 1, tzinfo=UTC),
    "9998-12-31T23:59:59Z": datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC),
    "2024-03-01T09:00:00.123456+05:30": datetime(2024, 3, 1, 3, 30, 0, 123456, tzinfo=UTC),
    "2024-03-01": datetime(2024, 3, 1, tzinfo=UTC),
    1709283600: datetime(2024, 3, 1, 9, tzinfo=UTC),
}


def test_dates_are_kept_to_the_microsecond_and_read_again_are_the_same(given):
    rows = [{"id": at, "start_on": one} for at, one in enumerate(DATES)]
    assert [one.start_on for one in given(*rows)] == list(DATES.values())
    given(*({**row, "unknown": "so that all of it is compared"} for row in rows))
    assert not Change.objects.exists()


def test_long_ids_are_kept_apart_and_found_again(given):
    ids = [f"{'x' * 5_000}{end}" for end in "ab"]
    first = given(*({"id": one} for one in ids))
    assert len({one.onq_id for one in first}) == 2
    again = given(*({"id": one, "name": "now"} for one in ids))
    assert [one.pk for one in again] == [one.pk for one in first]
    assert Change.objects.count() == 2


def test_an_id_that_comes_twice_in_a_page_is_one_conversation(given):
    [one, _] = given({"id": 1, "name": "a"}, {"id": 1, "name": "b"}, {"id": 2})
    assert (one.onq_id, one.name) == ("1", "a")
    assert not Change.objects.exists()


def test_a_number_and_the_same_as_text_are_one_id(given):
    [first] = given({"id": 7, "name": "a"})
    [again] = given({"id": "7", "name": "a"})
    assert first.pk == again.pk


def test_rows_without_an_id_are_counted_and_left_out(given):
    without = [{"name": "no id"}, {"id": None}, {"id": ""}, {"id": " "}, 5, "x", None, []]
    [one] = given({"id": 1}, *without)
    assert one.onq_id == "1"
    assert Pass.objects.first().unreadable >= len(without)


@pytest.mark.parametrize("text", ['[{"id": 1, "name": ' + "[" * 400 + "]" * 400 + "}]"])
def test_deep_nesting_in_a_field_harms_nothing(given, text):
    [one] = given(text=text)
    assert one.onq_id == "1"


def test_texts_in_the_place_of_everything_are_read_or_unknown(given):
    [one] = given(
        {"id": [1], "visible": "maybe", "active": "TRUE", "private_mode": 0, "name": {"a": 1}}
    )
    assert (one.visible, one.active, one.private_mode) == (None, True, False)
    assert one.name == '{"a": 1}'


def test_what_is_harmful_elsewhere_is_only_text_here(given):
    names = [
        "=1+1",
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "%s %d {}",
        "\u202etxt.exe",
    ]
    kept = given(*({"id": name, "name": name} for name in names))
    assert [(one.onq_id, one.name) for one in kept] == [(name, name) for name in names]
