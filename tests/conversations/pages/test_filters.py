"""Every filter, by its address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from conversations.models import Conversation
from conversations.services import mark
from tests.conversations.pages.reading import names
from tests.conversations.rows import FIRST, make_conversation

SOON = timedelta(days=3)


@pytest.fixture
def some(tenant, ana) -> None:
    now = timezone.now()
    numbers = {"open_questions_count": 0, "to_facilitator_count": 0}
    make_conversation(tenant, "1", name="a", type="course", status="open", **numbers)
    make_conversation(tenant, "2", name="b", type="resource", sub_type="PUBLIC", visible=True)
    make_conversation(tenant, "3", name="c", type="webinar", open_questions_count=2, visible=False)
    make_conversation(tenant, "4", name="d", to_facilitator_count=1, close_on=now + SOON)
    make_conversation(tenant, "5", name="e", start_on=now + SOON, active=True, is_full=True)
    make_conversation(tenant, "6", name="f", end_on=now + SOON, register_status="closed")
    make_conversation(tenant, "7", name="g", gone_at=now, private_mode=True)
    mark(Conversation.objects.get(name="b"), ana)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "abcdef"),
        ({"type": "course"}, "a"),
        ({"type": ["course", "webinar"]}, "ac"),
        ({"type": "-"}, "def"),
        ({"type": ["course", "-"]}, "adef"),
        ({"sub_type": "PUBLIC"}, "b"),
        ({"status": "open"}, "a"),
        ({"register_status": "closed"}, "f"),
        ({"visible": "yes"}, "b"),
        ({"visible": ["no", "-"]}, "acdef"),
        ({"active": "yes"}, "e"),
        ({"private_mode": "yes"}, ""),
        ({"private_mode": "yes", "gone": "1"}, "g"),
        ({"gone": "1"}, "abcdefg"),
        ({"mine": "1"}, "b"),
        ({"text": "B"}, "b"),
        ({"attention": "questions"}, "c"),
        ({"attention": "messages"}, "d"),
        ({"attention": "closing"}, "df"),
        ({"attention": "starting"}, "e"),
        ({"attention": "full"}, "e"),
        ({"type": "webinar", "attention": "questions"}, "c"),
        ({"type": "webinar", "attention": "messages"}, ""),
    ],
)
def test_it_leaves_what_was_asked_for(page, part, some, query, found):
    assert sorted(names(page(**query))) == list(found)
    assert sorted(names(part(**query))) == list(found)


@pytest.mark.parametrize("text", ["SPRING", "étude", "ext-42", "spring about"])
def test_the_search_looks_through_names_content_code_and_id(page, tenant, text):
    make_conversation(tenant, name="x", words="1\nspring étude\nabout it\next-42")
    make_conversation(tenant, "2", name="y", words="2\nspring")
    assert "x" in names(page(text=text))


@pytest.mark.parametrize("text", ["100%", "a_b"])
def test_what_databases_take_for_patterns_is_text(page, tenant, text):
    make_conversation(tenant, name=text)
    make_conversation(tenant, "2", name="100 a-b")
    assert names(page(text=text)) == [text]


def test_days_are_whole_days_of_the_tenants_zone(page, tenant):
    for hour, name in enumerate(["before", "first", "last", "after"]):
        moment = datetime(2026, 3, 10, 22, 59, tzinfo=UTC) + timedelta(
            minutes=hour % 2, days=hour // 2
        )
        make_conversation(tenant, name, name=name, start_on=moment, created_on=FIRST)
    found = names(page(first_day="2026-03-11", last_day="2026-03-11", sort="start_on"))
    assert found == ["first", "last"]
    assert names(page(dated="created_on", first_day="2026-03-11")) == []


@pytest.mark.parametrize(
    "query",
    [
        {"attention": "everything"},
        {"first_day": "yesterday"},
        {"first_day": "0001-01-01"},
        {"last_day": "9999-12-31"},
        {"dated": "raw"},
        {"text": "x" * 300},
        {"text": "\0"},
        {"type": "\0"},
        {"type": "x" * 90},
        {"mine": "maybe"},
    ],
)
def test_nonsense_filters_nothing_and_says_so(page, some, query):
    text = page(**query)
    assert len(names(text)) == 6
    assert "One filter was left out" in text


def test_what_is_filtered_by_can_be_taken_back(page, some):
    text = page(type=["course", "-"], attention="questions", sort="name", after="5", value="x")
    assert 'href="?type=-&amp;attention=questions&amp;sort=name"' in text
    assert 'href="?type=course&amp;type=-&amp;sort=name"' in text
    assert 'href="?sort=name">Clear' in text
    assert "Attention</span> Questions waiting" in text


def test_what_is_not_filtered_by_stands_in_no_link(page, some):
    assert 'href="?type=course&amp;sort=' in page(text="", type="course", first_day="")


def test_onq_tells_how_many_not_which(page, some):
    text = page(attention="questions")
    assert "onQ tells how many questions wait, not which" in text
    assert 'href="https://onq-demo.example" target="_blank" rel="noopener noreferrer"' in text
