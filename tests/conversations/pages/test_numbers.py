"""The numbers that come after the list: behind each value, and of what needs attention."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.models import Visit
from tests.conversations.pages.reading import numbers, tiles
from tests.conversations.rows import make_conversation


@pytest.fixture
def some(tenant) -> None:
    for at in range(12):
        kind, state = ("course", "resource", "webinar", "")[at % 4], ("open", "ended")[at % 2]
        make_conversation(tenant, str(at), type=kind, status=state, visible=at % 3 == 0 or None)
    make_conversation(tenant, "gone", type="course", gone_at=timezone.now())


def test_each_value_counts_under_all_filters_but_those_beside_it(part, some):
    text = part("numbers/", type=["course", "resource"], visible="yes")
    assert numbers(text, "type") == {
        "Course": "1",
        "Sequence": "0",
        "Resource": "1",
        "not sent": "1",
        "webinar": "1",
    }
    assert numbers(text, "status") == {"Not started": "1", "Started": "0", "Ended": "1"}
    assert numbers(text, "visible") == {"yes": "2", "no": "0", "not sent": "4"}
    assert "2 conversations match" in text


def test_without_a_filter_everything_listed_counts(part, some):
    text = part("numbers/")
    assert numbers(text, "type")["Course"] == "3"
    assert "12 conversations" in text
    assert numbers(part("numbers/", gone="1"), "type")["Course"] == "4"


def test_the_list_does_not_wait_for_them(page, tenant, some):
    text = page(type="course")
    assert numbers(text, "type") == {"Course": "", "Sequence": "", "Resource": ""}
    assert f'hx-get="/conversations/{tenant.pk}/numbers/?type=course" hx-trigger="load"' in text


def test_without_a_script_they_are_a_link_away(page, browses, tenant, some):
    assert 'href="?type=webinar&amp;counted=1"' in page(type="webinar")
    text = page(type="webinar", counted="1")
    assert numbers(text, "type")["webinar"] == "3"
    assert tiles(text)["Full"] == "0"
    assert 'hx-trigger="load"' not in text
    response = browses.get(f"/conversations/{tenant.pk}/numbers/?type=webinar")
    assert response["Location"] == f"/conversations/{tenant.pk}/?type=webinar&counted=1"


def test_a_value_that_is_asked_for_is_offered_though_nothing_has_it(page, some):
    text = page(type="meeting")
    assert 'value="meeting" id="type-4" checked' in text


def test_thousands_of_values_are_not_all_offered(part, tenant):
    for at in range(30):
        make_conversation(tenant, str(at), type=f"type-{at:02}")
    text = part("numbers/", type="type-29")
    assert len(numbers(text, "type")) == 3 + 20
    assert "and 10 other values" in text
    assert "type-29" in numbers(text, "type")


def test_what_needs_attention(part, tenant, ana):
    now = timezone.now()
    ago, soon = now - timedelta(days=2, hours=1), now + timedelta(days=2)
    make_conversation(tenant, "1", open_questions_count=3, questions_since=ago)
    make_conversation(tenant, "2", open_questions_count=4, questions_since=now)
    make_conversation(tenant, "3", to_facilitator_count=5, messages_since=now, is_full=True)
    make_conversation(tenant, "4", close_on=soon, start_on=soon, changed_at=now)
    make_conversation(tenant, "5", open_questions_count=9, gone_at=now)
    Visit.objects.create(tenant=tenant, person=ana, seen_at=now, previous_at=ago)
    text = part("numbers/", type="course")  # whatever the list is filtered by
    assert tiles(text) == {
        "Questions waiting": "7",
        "Private messages": "5",
        "Closing within a week": "1",
        "Starting within a week": "1",
        "Full": "1",
        "Changed since last visit": "1",
    }
    assert "in 2 conversations<br>seen for 2 days 1 h" in text


def test_a_first_visit_has_nothing_to_compare_with(part, tenant):
    make_conversation(tenant, changed_at=timezone.now())
    text = part("numbers/")
    assert tiles(text)["Changed since last visit"] == "—"
    assert "this is your first" in text


def test_a_tile_leads_to_just_what_it_counts(part, tenant):
    text = part("numbers/", type="course", sort="name", attention="full", after="4", value="x")
    assert 'href="?sort=name&amp;attention=questions"' in text
    assert 'attention=full" aria-current="true"' in text


def test_numbers_of_any_size_can_be_added_up(part, tenant):
    for at in range(20):
        make_conversation(tenant, str(at), open_questions_count=10**18 - 1)
    assert tiles(part("numbers/"))["Questions waiting"] == "20,000,000"
