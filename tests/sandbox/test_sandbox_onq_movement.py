"""What happens to the sandbox's conversations: they change, go, come, and move while one reads."""

from pathlib import Path

import pytest

from providers.sandbox.server import Running, running
from tests.sandbox.calls import Vendor
from tests.sandbox.onq import asked, ids


def happen(vendor: Vendor, **what: object) -> int:
    """How many conversations there are then."""
    reply = vendor.control("POST", "conversations", what)
    assert reply.status == 200, reply.body
    return int(reply.json()["conversations"])


def test_the_same_seed_gives_the_same_and_another_seed_others(
    sandbox: Running, vendor: Vendor
) -> None:
    first = asked(sandbox, size=100, page=1).json()
    assert asked(sandbox, size=100, page=1).json() == first
    sandbox.configure(seed=2)
    assert asked(sandbox, size=100, page=1).json() != first


def test_there_can_be_a_hundred_thousand(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(onq_conversations=100_000)
    assert ids(sandbox, size=1000, page=100) == list(range(99_000, 100_000))
    assert vendor.truth(key_id=sandbox.tenant.key_id, rows=0) == [
        {"key_id": sandbox.tenant.key_id, "conversations": 100_000}
    ]


def test_fields_change_and_nothing_is_a_value_too(sandbox: Running, vendor: Vendor) -> None:
    happen(vendor, change={"10001": {"status": "ended", "end_on": None}})
    happen(vendor, change={"10001": {"open_questions_count": 9}})
    row = asked(sandbox, size=4, page=1).json()[1]
    assert (row["status"], row["end_on"], row["open_questions_count"]) == ("ended", None, 9)


def test_a_change_shows_on_a_page_that_was_read_before(sandbox: Running, vendor: Vendor) -> None:
    before = asked(sandbox, size=4, page=1).json()
    for name in ("Renamed", "Renamed again"):
        happen(vendor, change={"10002": {"name": name}})
        expected = [{**row, "name": name} if row["id"] == 10002 else row for row in before]
        assert asked(sandbox, size=4, page=1).json() == expected


def test_conversations_go_and_come(sandbox: Running, vendor: Vendor) -> None:
    assert happen(vendor, remove=[10000, "10002"]) == 238
    assert ids(sandbox, size=4, page=1) == [1, 3, 4, 5]
    assert happen(vendor, add=2) == 240
    assert ids(sandbox, size=238, page=2) == [240, 241]


def test_conversations_move_to_the_front_or_the_end(sandbox: Running, vendor: Vendor) -> None:
    happen(vendor, move=[10007, 10005])
    happen(vendor, move=[10000], to="end")
    assert ids(sandbox, size=4, page=1) == [5, 7, 1, 2]
    assert ids(sandbox, size=239, page=2) == [0]
    assert asked(sandbox, size=1, page=1).json()[0]["last_updated_on"]


@pytest.mark.parametrize(("to", "place"), [("front", 0), ("end", -1)])
def test_rows_move_between_two_answers(
    sandbox: Running, vendor: Vendor, to: str, place: int
) -> None:
    sandbox.configure(onq_conversations=20, onq_moves=1, onq_moves_to=to)
    before = ids(sandbox, size=20, page=1)
    after = ids(sandbox, size=20, page=1)
    moved = after[place]
    assert before == list(range(20))
    assert [one for one in after if one != moved] == [one for one in before if one != moved]
    assert sorted(ids(sandbox, size=20, page=1)) == before


def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with running(tmp_path) as sandbox:
            tenant, conversations = sandbox.tenant, sandbox.sandbox.conversations
            conversations.remove(tenant, 0)
            assert ids(sandbox, size=1, page=1) == [1]


def test_a_reset_brings_all_back(sandbox: Running, vendor: Vendor) -> None:
    happen(vendor, remove=[10000], add=5)
    vendor.control("POST", "tenants", {"secret": "another"})
    vendor.control("POST", "reset")
    assert len(ids(sandbox, size=1000, page=1)) == 240


def test_the_truth_is_in_the_present_order(sandbox: Running, vendor: Vendor) -> None:
    happen(vendor, move=[10009], remove=[10001])
    _, *rows = vendor.truth(key_id=sandbox.tenant.key_id, full=1)
    assert rows == asked(sandbox, size=1000, page=1).json()
    _, *known = vendor.truth(key_id=sandbox.tenant.key_id)
    assert known[:3] == [10009, 10000, 10002]
    assert vendor.control("GET", "truth?key_id=nobody").status == 404


@pytest.mark.parametrize(
    "what",
    [
        {"change": []}, {"change": {"10000": {"colour": "red"}}}, {"change": {"10000": {"id": 2}}},
        {"change": {"7": {}}}, {"remove": [99999]}, {"remove": 10000}, {"move": ["x"]},
        {"move": [10000], "to": "middle"}, {"add": -1}, {"add": True}, {"key_id": "ONQ-NOBODY"},
    ],
)  # fmt: skip
def test_what_cannot_happen_changes_nothing(
    sandbox: Running, vendor: Vendor, what: dict[str, object]
) -> None:
    before = asked(sandbox, size=1000, page=1).json()
    assert vendor.control("POST", "conversations", {"remove": [10003], **what}).status == 400
    assert asked(sandbox, size=1000, page=1).json() == before


@pytest.mark.parametrize("change", [{"onq_day": "today"}, {"onq_size_limit": 0}, {"onq_page": "x"}])
def test_an_impossible_setting_is_refused(vendor: Vendor, change: dict[str, object]) -> None:
    assert vendor.control("POST", "config", change).status == 400
