"""What people do about it from the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.models import Synchronisation, SyncState
from tests.conversations.rows import make_tenant


@pytest.fixture
def act(browses, tenant):
    def post(action: str = "", **fields):
        return browses.post(f"/conversations/{tenant.pk}/sync/{action}", fields)

    return post


def test_it_begins_and_the_page_says_so(act, page, ana):
    assert "Synchronise</button>" in page()
    act()
    sync = Synchronisation.objects.get()
    assert (sync.state, sync.requested_by) == (SyncState.RUNNING, ana)
    text = page()
    assert ">Stop</button>" in text
    assert "Synchronise</button>" not in text


def test_it_is_stopped(act, page):
    act()
    act("stop/")
    assert Synchronisation.objects.get().cancel_requested_at
    assert "Stopping…" in page()


def test_stopping_what_never_ran_is_no_error(act, tenant):
    tenant.synchronisation.delete()
    assert act("stop/").status_code == 302


def test_a_refusal_is_told(browses):
    keyless = make_tenant("Keyless", secret="", key_id="ONQ-OTHER")
    address = f"/conversations/{keyless.pk}/"
    assert browses.post(f"{address}sync/")["Location"] == address
    assert "has no key yet" in browses.get(address).content.decode()


def test_one_that_is_switched_off_offers_nothing(page, tenant):
    Synchronisation.objects.update(due_at=timezone.now() + timedelta(hours=1))
    assert "<span>next " in page()
    tenant.is_active = False
    tenant.save()
    text = page()
    assert "Synchronise</button>" not in text
    assert "<span>next " not in text
    assert "switched off" in text


@pytest.mark.parametrize(
    ("minutes", "every"),
    [("", None), ("15", timedelta(minutes=15)), ("1440", timedelta(days=1))],
)
def test_how_often_by_itself(as_person, admin, tenant, minutes, every):
    browses, address = as_person(admin), f"/conversations/{tenant.pk}/"
    browses.post(f"{address}sync/every/", {"every": minutes})
    assert Synchronisation.objects.get().every == every
    text = browses.get(address).content.decode()
    assert f'<option value="{minutes}" selected>' in text


@pytest.mark.parametrize("minutes", ["1", "-15", "x", None])
def test_other_lengths_change_nothing(as_person, admin, tenant, minutes):
    fields = {} if minutes is None else {"every": minutes}
    as_person(admin).post(f"/conversations/{tenant.pk}/sync/every/", fields)
    assert Synchronisation.objects.get().every == timedelta(hours=1)


def test_what_was_set_elsewhere_is_shown(as_person, admin, tenant):
    Synchronisation.objects.update(every=timedelta(minutes=7))
    text = as_person(admin).get(f"/conversations/{tenant.pk}/").content.decode()
    assert '<option value="7" selected>' in text


def test_who_does_not_manage_keys_reads_how_often(page):
    assert "Every hour." in page()
