"""The list is read on from a row: each row once, whatever happens meanwhile."""

from copy import copy
from datetime import timedelta

import pytest

from conversations.models import Conversation
from conversations.ordering import SORTS
from tests.conversations.pages.reading import link, names
from tests.conversations.rows import FIRST, make_conversation

MANY, PAGE_SIZE = 26, 10


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    monkeypatch.setattr("conversations.listing.PAGE_SIZE", PAGE_SIZE)


@pytest.fixture
def many(tenant) -> None:
    """A third without a date or number, many with the same."""
    first = make_conversation(tenant, "0")
    rows = [copy(first) for _ in range(1, MANY)]
    for at, row in enumerate(rows, start=1):
        row.pk, row.onq_id, row.name = None, str(at), f"Conversation {at}"
        row.status = ("open", "")[at % 2]
        if at % 3:
            row.last_updated_on = row.start_on = row.close_on = FIRST + timedelta(days=at % 7)
            row.open_questions_count = at % 5
    Conversation.objects.bulk_create(rows)


@pytest.fixture
def walk(browses, tenant):
    def go(query: str, rel: str = "next") -> tuple[list[list[str]], str]:
        """The names on each page from here on, and the last one's query."""
        pages: list[list[str]] = []
        following = query
        while following:
            query = following
            text = browses.get(f"/conversations/{tenant.pk}/{query}").content.decode()
            pages.append(names(text))
            following = link(text, rel)
        return pages, query

    return go


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{column}" for column in SORTS)])
def test_forwards_and_back_again_each_row_comes_once(walk, many, sort):
    pages, last = walk(f"?sort={sort}")
    assert [len(one) for one in pages] == [PAGE_SIZE, PAGE_SIZE, MANY - 2 * PAGE_SIZE]
    assert len({name for one in pages for name in one}) == MANY
    back, _ = walk(last, "prev")
    assert back[0] == pages[-1]
    assert [name for one in back[::-1] for name in one][-MANY:] == [
        name for one in pages for name in one
    ]


def test_rows_without_a_value_come_last_in_both_directions(walk, many):
    unknown = set(Conversation.objects.filter(start_on=None).values_list("name", flat=True))
    for sort in ("start_on", "-start_on"):
        pages, _ = walk(f"?sort={sort}")
        assert set([name for one in pages for name in one][-len(unknown) :]) == unknown


def test_what_comes_in_meanwhile_shifts_nothing(browses, tenant, many, walk):
    address = f"/conversations/{tenant.pk}/"
    first = browses.get(address).content.decode()
    before = names(first)
    make_conversation(tenant, "new", last_updated_on=FIRST + timedelta(days=99))
    Conversation.objects.filter(name=before[3]).delete()
    pages, _ = walk(link(first, "next"))
    rest = [name for one in pages for name in one]
    assert len(rest) == MANY - PAGE_SIZE
    assert not set(rest) & set(before)
    assert "Conversation new" not in rest


def test_back_at_the_beginning_a_page_is_a_full_one(browses, tenant, many):
    address = f"/conversations/{tenant.pk}/"
    beginning = names(browses.get(address).content.decode())
    third = Conversation.objects.get(name=beginning[2])
    query = {"before": third.pk, "value": third.last_updated_on.isoformat()}
    text = browses.get(address, query).content.decode()
    assert names(text) == beginning
    assert not link(text, "prev")


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize(
    ("pk", "value"),
    [
        ("x", "2026-03-01T00:00:00+00:00"),
        ("²", "1"),
        ("9" * 30, "2026-03-01T00:00:00+00:00"),
        ("1", "yesterday"),
        ("1", "2026-03-01T00:00:00"),
        ("1", "0001-01-01T00:00:00+14:00"),
        ("1", "9999-12-31T23:59:59-14:00"),
        ("1", ""),
        ("1", "\0"),
    ],
)
def test_what_is_no_place_shows_the_beginning(page, many, name, pk, value):
    assert names(page(**{name: pk, "value": value})) == names(page())


@pytest.mark.parametrize("sort", ["name", "-open_questions_count", "start_on", "raw", "-", "pk"])
@pytest.mark.parametrize("value", ["\0", "x" * 5000, "9" * 40, "-1", "٣", "1e5", "NaN"])
def test_no_value_is_an_error(page, tenant, sort, value):
    make_conversation(tenant, start_on=FIRST, open_questions_count=1)
    assert names(page(sort=sort, after="1", value=value)) == ["Conversation 1"]


def test_beyond_the_end_is_the_beginning(page, many):
    text = page(after="1", sort="name", value="zzz")
    assert len(names(text)) == PAGE_SIZE
    assert not link(text, "prev")


def test_another_order_or_filter_begins_anew(page, many):
    text = page(sort="name", after="1", value="x", type="-")
    assert 'href="?sort=-name&amp;type=-"' in text
    assert 'aria-sort="ascending"' in text


def test_one_column_sorts_unasked(page, many):
    assert page().count('aria-sort="descending"') == 1
