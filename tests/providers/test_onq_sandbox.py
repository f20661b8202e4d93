"""The sandbox's conversations, in every reading of the document, against what the sandbox knows."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from providers.errors import ClockWrong, KeyRefused, ProviderError, RequestRefused
from providers.onq.csv_stream import csv_stream
from providers.onq.paging import PageMeaning, Position, again, smaller
from providers.onq.records import FIELDS, Conversation
from providers.sandbox.server import Running, running
from tests.providers.onq_calls import conversations, joined, pages_of, tenant_of
from tests.sandbox.calls import vendor_of

SOME = 47
MEANT = {
    "number": PageMeaning.PAGE_NUMBER,
    "position": PageMeaning.START_POSITION,
    "offset": PageMeaning.START_POSITION,
}


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "sandbox", {"onq_conversations": SOME}) as sandbox:
        yield sandbox


def read(sandbox: Running, position: Position) -> list[Conversation]:
    """Every conversation of a pass, each page's in turn: what comes twice is twice in it."""
    with conversations(sandbox.url, tenant_of(sandbox)) as asked:
        pages = [page for _, page in pages_of(asked, position)]
        return [one.read() for page in pages for one in page.entries]


def truth(sandbox: Running) -> dict[str, dict[str, Any]]:
    rows = vendor_of(sandbox).truth(key_id=sandbox.tenant.key_id, full=1)[1:]
    return {str(row["id"]): row for row in rows}


@pytest.mark.slow
@pytest.mark.parametrize("envelope", ["list", "content", "data", "conversations"])
@pytest.mark.parametrize("meaning", MEANT)
@pytest.mark.parametrize("beyond", ["empty", "last"])
def test_all_conversations_are_read_whatever_a_page_is(
    sandbox: Running, meaning: str, envelope: str, beyond: str
) -> None:
    sandbox.configure(onq_page=meaning, onq_envelope=envelope, onq_beyond=beyond)
    for size in (4, 7, 32, SOME, 1000):
        found = read(sandbox, Position(size=size))
        assert list(dict.fromkeys(one.id for one in found)) == list(truth(sandbox))


@pytest.mark.slow
@pytest.mark.parametrize("meaning", MEANT)
def test_a_hundred_thousand_are_read_whatever_a_page_is(sandbox: Running, meaning: str) -> None:
    sandbox.configure(onq_page=meaning, onq_conversations=100_000)
    found = [one.id for one in read(sandbox, Position())]
    assert set(found) == {str(10_000 + number) for number in range(100_000)}
    assert len(found) < 102_000


@pytest.mark.parametrize("meaning", MEANT)
def test_what_a_page_is_can_be_said_beforehand(sandbox: Running, meaning: str) -> None:
    sandbox.configure(onq_page=meaning)
    found = read(sandbox, Position(size=10, meaning=MEANT[meaning]))
    assert {one.id for one in found} == truth(sandbox).keys()


@pytest.mark.parametrize("meaning", MEANT)
def test_a_limit_of_onqs_own_below_the_size_leaves_nothing_out(
    sandbox: Running, meaning: str
) -> None:
    sandbox.configure(onq_page=meaning, onq_size_limit=10, onq_oversize="capped")
    assert {one.id for one in read(sandbox, Position())} == truth(sandbox).keys()


@pytest.mark.parametrize("dates", ["iso", "java", "seconds", "milliseconds"])
@pytest.mark.parametrize("values", ["json", "text"])
def test_every_field_says_the_same_in_every_form(sandbox: Running, dates: str, values: str) -> None:
    known = truth(sandbox)
    sandbox.configure(onq_dates=dates, onq_values=values)
    for one in read(sandbox, Position()):
        for name in FIELDS:
            assert as_read(known[one.id][name], getattr(one, name)) == getattr(one, name)


def as_read(known: Any, read: object) -> Any:
    """What the sandbox knows, as a text or a time where that was read."""
    if isinstance(read, str):
        return "" if known is None else str(known)
    return datetime.fromisoformat(known) if isinstance(read, datetime) else known


@pytest.mark.parametrize("meaning", MEANT)
@pytest.mark.parametrize("to", ["front", "end"])
def test_rows_that_move_meanwhile_end_the_pass_and_the_next_ones_complete_it(
    sandbox: Running, meaning: str, to: str
) -> None:
    sandbox.configure(onq_page=meaning, onq_moves=2, onq_moves_to=to)
    found = {one.id for one in read(sandbox, Position(size=10))}
    assert found <= truth(sandbox).keys()
    assert len(found) > SOME / 2
    sandbox.configure(onq_moves=0)
    assert {one.id for one in read(sandbox, Position(size=10))} == truth(sandbox).keys()


@pytest.mark.parametrize("meaning", MEANT)
@pytest.mark.parametrize("beyond", ["empty", "last"])
@pytest.mark.parametrize("limit", [10, 1000])
def test_repeated_passes_bring_all_again_from_other_pages(
    sandbox: Running, meaning: str, beyond: str, limit: int
) -> None:
    sandbox.configure(
        onq_page=meaning, onq_beyond=beyond, onq_size_limit=limit, onq_oversize="capped"
    )
    position, sizes = Position(size=20), []
    with conversations(sandbox.url, tenant_of(sandbox)) as asked:
        for _ in range(3):
            pages = list(pages_of(asked, position))
            ids = {one.id for _, page in pages for one in page.entries}
            assert ids == truth(sandbox).keys()
            sizes.append(position.size)
            position = again(pages[-1][0])
    assert sizes == ([20, 9, 8] if limit == 10 else [20, 18, 16])


@pytest.mark.parametrize("meaning", MEANT)
@pytest.mark.parametrize(
    "dialect",
    [
        {},
        {"onq_csv_header": False},
        {"onq_csv_bom": True, "onq_csv_quoting": "all"},
        {"onq_csv_lines": "lf", "onq_csv_header": False, "onq_csv_bom": True},
    ],
)
def test_the_csv_holds_each_conversation_once(
    sandbox: Running, meaning: str, dialect: dict[str, object]
) -> None:
    sandbox.configure(onq_page=meaning, **dialect)
    with conversations(sandbox.url, tenant_of(sandbox)) as asked:
        text = joined(csv_stream(asked, Position(size=10)))
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == list(FIELDS)
    assert [row[0] for row in rows] == list(truth(sandbox))
    names = {row[0]: row[header.index("name")] for row in rows}
    assert names == {identity: one["name"] for identity, one in truth(sandbox).items()}


def test_a_token_of_another_secret_or_audience_is_refused(sandbox: Running) -> None:
    good = tenant_of(sandbox)
    for bad in (
        replace(good, secret="another secret that signs"),
        replace(good, audience="https://elsewhere.onq.io"),
        replace(good, key_id="ONQ-NOBODY"),
        replace(good, subject=""),
    ):
        with conversations(sandbox.url, bad) as asked, pytest.raises(KeyRefused):
            asked.page(1, 10)


def test_a_short_secret_opens_onq_too(sandbox: Running) -> None:
    vendor_of(sandbox).control("POST", "tenants", {"secret": "short"})
    with conversations(sandbox.url, replace(tenant_of(sandbox), secret="short")) as asked:
        assert asked.page(1, 10).rows == 10


@pytest.mark.parametrize(
    ("ahead", "words"), [(7200, "120 minutes behind"), (-600, "10 minutes ahead of")]
)
def test_a_clock_that_is_off_is_told(sandbox: Running, ahead: int, words: str) -> None:
    sandbox.configure(onq_clock=ahead)
    with conversations(sandbox.url, tenant_of(sandbox)) as asked:
        with pytest.raises(ClockWrong, match=words):
            asked.page(1, 10)
        sandbox.configure(onq_clock=-20)
        assert asked.page(1, 10).rows == 10


def test_a_size_that_is_too_large_for_onq_is_a_bad_request(sandbox: Running) -> None:
    sandbox.configure(onq_size_limit=100)
    with conversations(sandbox.url, tenant_of(sandbox)) as asked:
        with pytest.raises(RequestRefused):
            asked.page(1, Position().size)
        position = smaller(Position())
        assert position is not None
        assert asked.page(1, position.size).rows == SOME


@pytest.mark.parametrize("kind", ["garbage", "html", "cut_json", "status", "truncate", "reset"])
def test_a_fault_is_a_typed_failure_and_the_next_call_works(sandbox: Running, kind: str) -> None:
    sandbox.arm("conversations", kind, only={"page": "2"})
    with conversations(sandbox.url, tenant_of(sandbox)) as asked:
        with pytest.raises(ProviderError):
            asked.page(2, 10)
        assert asked.page(2, 10).rows == 10
