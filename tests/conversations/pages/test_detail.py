"""One conversation: each field explained, what else came, and what changed when."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from conversations.detail import MOST_CHANGES
from conversations.fields import FIELDS
from conversations.models import Change
from providers.onq import records
from tests.conversations.rows import FIRST, make_change, make_conversation


@pytest.fixture
def shown(browses):
    def get(conversation, **options) -> str:
        return browses.get(conversation.get_absolute_url(), **options).content.decode()

    return get


def test_every_documented_field_is_there_and_explained(shown, tenant):
    assert {field.name for field in FIELDS} == {"onq_id", *records.FIELDS[1:]}
    text = shown(make_conversation(tenant))
    for field in FIELDS:
        assert f"{field.label}<span" in text
        assert escape(field.meaning) in text


def test_values_in_words(shown, tenant):
    conversation = make_conversation(
        tenant,
        status="open",
        register_status="closed",
        visible=False,
        max_count=0,
        max_user_count=1200,
        start_on=datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
    )
    text = shown(conversation)
    for said in ("Not started", "no limit", "1,200", "<bdi>no</bdi>", "not sent"):
        assert said in text, said
    assert '2 Mar 2026, 00:30 <span class="faint">Berlin time</span>' in text


def test_what_else_onq_sent(shown, tenant):
    sent = {"id": 1, "name": "x", "mood": {"happy": True}, "note": "<b>", "half": "\ud800"}
    text = shown(make_conversation(tenant, raw=json.dumps(sent)))
    assert "<code>mood</code>" in text
    assert "{&quot;happy&quot;: true}" in text
    assert "&lt;b&gt;" in text
    assert "<code>name</code>" not in text


@pytest.mark.parametrize("raw", ["", "[", "[" * 5000, '{"a": ' + "9" * 5000 + "}"])
def test_what_cannot_be_read_again_is_left_out(shown, tenant, raw):
    assert "What else onQ sent" not in shown(make_conversation(tenant, raw=raw))


def test_its_history_in_words(shown, tenant):
    conversation = make_conversation(tenant)
    make_change(conversation)
    make_change(conversation, "max_count", before="0", after="25")
    make_change(conversation, "visible", before="true", after="")
    make_change(conversation, "start_on", before="", after="2026-03-01T09:00:00+00:00")
    text = shown(conversation)
    history = text[text.index('id="history-title"') :]
    for said in ("Not started", "Started", "no limit", "25", "yes", "not sent"):
        assert said in history, said
    assert "1 Mar 2026, 10:00" in history
    assert history.index("Starts") < history.index("Running state")


def test_a_long_history_says_that_there_is_more(shown, tenant):
    conversation = make_conversation(tenant)
    change = make_change(conversation)
    Change.objects.bulk_create(
        Change(conversation=conversation, field="name", seen_at=change.seen_at)
        for _ in range(MOST_CHANGES)
    )
    assert "Older changes are kept" in shown(conversation)


def test_one_that_is_no_longer_listed_says_so(shown, page, tenant):
    conversation = make_conversation(tenant, name="Away", gone_at=FIRST)
    assert "No longer listed" in shown(conversation)
    assert "No longer listed</span>" in page(gone="1")
    assert "Away" not in page()


def test_how_long_questions_wait_at_least(shown, tenant):
    since = timezone.now() - timedelta(hours=3, minutes=1)
    text = shown(make_conversation(tenant, open_questions_count=2, questions_since=since))
    assert "2 questions waiting, seen for 3 h 1 min" in text
    assert "not which" in text


def test_it_leads_into_onq(shown, tenant):
    tenant.conversation_url = "https://onq-demo.example/c/{id}"
    tenant.save()
    text = shown(make_conversation(tenant, "a/b"))
    link = 'href="https://onq-demo.example/c/a%2Fb" target="_blank" rel="noopener noreferrer"'
    assert link in text


def test_it_is_a_page_and_a_panel(shown, tenant, fragment):
    conversation = make_conversation(tenant)
    assert "<html" in shown(conversation)
    panel = shown(conversation, headers=fragment)
    assert "<html" not in panel
    assert "data-closes-panel" in panel


def test_the_way_back_is_the_list_one_came_from(browses, page, tenant, fragment):
    conversation = make_conversation(tenant, type="course")
    address = f"{conversation.get_absolute_url()}?type=course&amp;sort=name"
    assert f'href="{address}"' in page(type="course", sort="name", text="")
    query = {"type": "course", "sort": "name"}
    back = f'href="/conversations/{tenant.pk}/?type=course&amp;sort=name"'
    for headers in (None, fragment):
        response = browses.get(conversation.get_absolute_url(), query, headers=headers)
        assert back in response.content.decode()
