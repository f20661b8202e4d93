"""How fresh the list is, and what reading it does: told meanwhile, without moving the list."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.models import Synchronisation, SyncState
from tests.conversations.pages.reading import names
from tests.conversations.rows import make_conversation


@pytest.fixture
def sync(tenant) -> Synchronisation:
    return tenant.synchronisation


@pytest.fixture
def run(tenant, sync):
    """The synchronisation as it is in the middle of some pass."""

    def begin(number: int = 1, rows: int = 0, **columns) -> None:
        now = timezone.now()
        values = {"state": SyncState.RUNNING, "passes": number, "started_at": now, **columns}
        Synchronisation.objects.filter(pk=sync.pk).update(**values)
        if rows:
            make_pass(tenant, rows, number=number, started_at=now)

    return begin


def make_pass(tenant, rows: int, **columns):
    columns = {"number": 1, "started_at": timezone.now(), "rows": rows, **columns}
    return tenant.passes.create(**columns)


def polled(text: str) -> dict[str, str]:
    """What the page asks with for what moved."""
    found = re.search(r"\?shown=([^&]*)&amp;seen=([^\"]*)\"", text)
    assert found
    return {"shown": found[1], "seen": found[2]}


def test_as_of_when(page):
    assert 'As of <time class="when" datetime="2026-03-01T09:00:00Z"' in page()


def test_reading_for_the_first_time_counts(page, run):
    run(rows=340)
    text = page()
    assert "Reading: 340 conversations so far" in text
    assert 'role="progressbar"' not in text
    assert 'hx-trigger="every 2s"' in text


def test_with_a_number_from_before_there_is_a_bar(page, run, tenant):
    make_pass(tenant, 100_000, ended_at=timezone.now())
    run(rows=34_000)
    text = page()
    assert "Reading: 34,000 of about 100,000 conversations" in text
    assert 'aria-valuemax="100000" aria-valuenow="34000"' in text


def test_a_second_pass_is_checking_again(page, run, tenant):
    make_pass(tenant, 500, ended_at=timezone.now())
    run(number=2, rows=40)
    assert "Checking again: 40 of about 500" in page()


def test_between_passes_too(page, run, tenant):
    run()
    make_pass(tenant, 500, ended_at=timezone.now())
    assert "Checking again: 0 of about 500" in page()


def test_a_run_that_goes_on_where_it_stopped_counts_on(page, run, tenant):
    make_pass(tenant, 70, started_at=timezone.now() - timedelta(hours=1))
    run()
    assert "Reading: 70 conversations so far" in page()


def test_trouble_is_told_while_it_tries_on(page, run):
    now = timezone.now()
    run(trouble="onQ did not answer.", trouble_since=now, deadline_at=now + timedelta(minutes=9))
    text = page()
    assert "onQ did not answer. Trouble began" in text
    assert "still trying" in text


@pytest.mark.parametrize(
    ("code", "said"), [("", "Synchronise to try again."), ("key_refused", "once the key is good")]
)
def test_a_failure_says_what_to_do(page, run, code, said):
    run(state=SyncState.FAILED, trouble="onQ says no.", trouble_code=code)
    text = page()
    assert "onQ says no. What was read is kept." in text
    assert said in text


def test_what_moved_while_it_was_read_may_be_missing(page, run):
    assert "may be incomplete" not in page()
    run(state=SyncState.RESTING, is_settled=False)
    assert "may be incomplete: the last look still differed from the one before" in page()


def test_a_tenant_never_read_says_so(page, sync):
    sync.delete()
    text = page()
    assert "Not synchronised yet" in text
    assert "Synchronise to read the whole list" in text


def test_the_last_passes_are_a_log(page, tenant):
    make_pass(tenant, 240, ended_at=timezone.now(), new=12, changed=7, unreadable=3)
    text = page()
    for said in ('"Conversations">240', "3 unreadable", '"New">12', '"Changed">7'):
        assert said in text, said


def test_nothing_moved_nothing_sent(page, browses, tenant, fragment, run):
    run(rows=10)
    address, query = f"/conversations/{tenant.pk}/", polled(page())
    response = browses.get(address, query, headers=fragment)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Cache-Control"] == "no-store"


def test_progress_moves_the_line_and_leaves_the_list(page, part, tenant, run):
    run(rows=10)
    query = polled(page())
    tenant.passes.update(rows=20, new=20)
    text = part(**query)
    assert "Reading: 20 conversations so far" in text
    assert 'id="conversation-list"' not in text
    assert 'id="sync-actions"' not in text


def test_the_end_offers_the_newer_list(page, part, tenant, run):
    make_conversation(tenant)
    make_pass(tenant, 10, ended_at=timezone.now())
    run(rows=10)
    query = polled(page())
    run(state=SyncState.RESTING)
    tenant.passes.update(new=3, ended_at=timezone.now())
    text = part(**query)
    assert 'The list is newer now. <a href="">Show it</a>' in text
    assert 'id="sync-actions"' in text
    assert names(text) == []
    assert polled(text)["shown"] == query["shown"]
    assert "The list is newer" not in page()


def test_an_end_that_brought_nothing_offers_nothing(page, part, tenant, run):
    run(rows=10)
    query = polled(page())
    run(state=SyncState.RESTING)
    assert "The list is newer" not in part(**query)


def test_in_a_first_run_the_first_conversations_come_by_themselves(page, part, tenant, run):
    run()
    query = polled(page())
    make_pass(tenant, 1000, new=1000)
    text = part(**query)
    assert 'hx-trigger="load" hx-target="#conversation-list"' in text
    assert "The list is newer" not in text


@pytest.mark.parametrize("query", [{"seen": ""}, {"seen": "x", "shown": "\0"}, {"seen": "-"}])
def test_a_nonsense_version_is_no_error(part, query):
    assert 'id="sync-poll"' in part(**query)
