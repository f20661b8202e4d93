"""The sandbox's onQ speaks what "Conversations API" shows, and what it leaves open as set."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from providers.sandbox.server import Running
from tests.sandbox.onq import asked, ids

# Copied from the document: each field, and the words that it may have.
FIELDS: dict[str, set[str]] = {
    "id": set(),
    "type": {"course", "sequence", "resource"},
    "sub_type": {"PUBLIC", "PRIVATE", "EXTERNAL"},
    "org_id": set(),
    "name": set(),
    "content_name": set(),
    "status": {"open", "started", "ended"},
    "register_status": {"available", "open", "closed"},
    "start_on": set(),
    "end_on": set(),
    "close_on": set(),
    "start_register_on": set(),
    "last_updated_on": set(),
    "created_on": set(),
    "visible": set(),
    "active": set(),
    "private_mode": set(),
    "external_code": set(),
    "max_count": set(),
    "max_user_count": set(),
    "max_facilitator_count": set(),
    "registered_user_count": set(),
    "registered_facilitator_count": set(),
    "open_questions_count": set(),
    "to_facilitator_count": set(),
}


def rows(sandbox: Running, **query: object) -> Any:
    return asked(sandbox, **{"size": 240, "page": 1, **query}).json()


def test_every_documented_field_is_there_with_all_its_words(sandbox: Running) -> None:
    found = rows(sandbox)
    assert all(list(row) == list(FIELDS) for row in found)
    for name, words in FIELDS.items():
        if words:
            assert {row[name] for row in found} == words
    for name in ("visible", "active", "private_mode"):
        assert {row[name] for row in found} == {True, False}


def test_there_is_something_for_a_moderator_to_attend_to(sandbox: Running) -> None:
    found = rows(sandbox)
    assert any(row["open_questions_count"] for row in found)
    assert any(row["to_facilitator_count"] for row in found)
    assert any(0 < row["max_user_count"] == row["registered_user_count"] for row in found)
    assert any(row["max_count"] == 0 for row in found)
    assert any(row["end_on"] is None for row in found)
    assert any(row["name"].startswith("<script>") for row in found)


@pytest.mark.parametrize("size", [1, 32, 1000])
def test_the_documented_sizes_are_taken(sandbox: Running, size: int) -> None:
    assert ids(sandbox, size=size, page=1) == list(range(min(size, 240)))


@pytest.mark.parametrize(
    "query",
    [{"page": 1}, {"size": 32}, {"size": 0, "page": 1}, {"size": 1001, "page": 1},
     {"size": 32, "page": 0}, {"size": "many", "page": 1}, {"size": 32, "page": "-1"}],
)  # fmt: skip
def test_both_parameters_are_required_and_403_is_an_invalid_request(
    sandbox: Running, query: dict[str, object]
) -> None:
    assert asked(sandbox, **query).status == 403


@pytest.mark.parametrize(
    ("meaning", "page", "first"),
    [
        ("number", 2, 32), ("number", 3, 64),
        ("position", 2, 1), ("position", 32, 31), ("position", 33, 32),
        ("offset", 2, 2), ("offset", 32, 32), ("offset", 64, 64),
    ],
)  # fmt: skip
def test_a_page_is_what_is_set(sandbox: Running, meaning: str, page: int, first: int) -> None:
    sandbox.configure(onq_page=meaning)
    assert ids(sandbox, size=32, page=1) == list(range(32))
    assert ids(sandbox, size=32, page=page) == list(range(first, first + 32))


def test_after_the_last_page_comes_nothing_or_the_last_again(sandbox: Running) -> None:
    assert ids(sandbox, size=100, page=4) == []
    sandbox.configure(onq_beyond="last")
    assert ids(sandbox, size=100, page=4) == ids(sandbox, size=100, page=3)


def test_a_size_that_is_too_large_is_refused_or_capped(sandbox: Running) -> None:
    sandbox.configure(onq_size_limit=50)
    assert asked(sandbox, size=51, page=1).status == 403
    sandbox.configure(onq_oversize="capped")
    assert ids(sandbox, size=1000, page=2) == list(range(50, 100))


@pytest.mark.parametrize(
    "envelope", ["content", "data", "items", "results", "conversations", "records"]
)
def test_the_list_may_stand_in_an_envelope(sandbox: Running, envelope: str) -> None:
    bare = rows(sandbox)
    sandbox.configure(onq_envelope=envelope)
    assert rows(sandbox)[envelope] == bare


def test_dates_have_four_forms_and_lie_around_the_day_that_is_set(sandbox: Running) -> None:
    sandbox.configure(onq_day="2024-03-01")
    date = rows(sandbox)[0]["start_on"]
    moment = datetime.fromisoformat(date)
    assert date == f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert abs(moment - datetime(2024, 3, 1, tzinfo=UTC)) <= timedelta(days=200, hours=9)
    seconds = int(moment.timestamp())
    forms = {"java": f"{date[:-1]}.000+0000", "seconds": seconds, "milliseconds": seconds * 1000}
    for form, expected in forms.items():
        sandbox.configure(onq_dates=form)
        assert rows(sandbox)[0]["start_on"] == expected


def test_numbers_and_booleans_may_be_texts(sandbox: Running) -> None:
    sandbox.configure(onq_values="text")
    (row,) = rows(sandbox, size=1)
    assert row["id"] == "10000"
    assert row["visible"] in ("true", "false")
    assert row["max_count"].isdigit()


def test_the_csv_says_what_the_json_says(sandbox: Running) -> None:
    reply = asked(sandbox, size=240, page=1, csv="true")
    assert reply.headers["Content-Type"].startswith("text/csv")
    header, *found = csv.reader(io.StringIO(reply.body.decode(), newline=""))
    assert header == list(FIELDS)
    for row, known in zip(found, rows(sandbox), strict=True):
        values = ["" if value is None else str(value) for value in known.values()]
        assert row == [v.lower() if v in ("True", "False") else v for v in values]
    assert asked(sandbox, size=1, page=1, csv="false").json() == rows(sandbox, size=1)


def test_the_csv_has_dialects(sandbox: Running) -> None:
    sandbox.configure(onq_csv_header=False, onq_csv_bom=True, onq_csv_quoting="all")
    body = asked(sandbox, size=1, page=1, csv="true").body.decode()
    assert body.startswith('\ufeff"10000","')
    assert body.endswith('"\r\n')
    sandbox.configure(onq_csv_bom=False, onq_csv_quoting="needed", onq_csv_lines="lf")
    body = asked(sandbox, size=1, page=1, csv="true").body.decode()
    assert body.startswith("10000,")
    assert "\r" not in body
