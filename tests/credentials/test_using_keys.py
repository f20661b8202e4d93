from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from credentials.models import Key, KeyState
from credentials.services import (
    KeyProblem,
    KeyUnavailable,
    key_refused,
    key_worked,
    open_key,
    store_key,
)
from tests.environment import TOKEN


@pytest.fixture
def key(site, admin) -> Key:
    store_key(site, TOKEN, admin)
    return Key.objects.get()


def reason_why_closed(site) -> KeyProblem:
    with pytest.raises(KeyUnavailable) as raised:
        open_key(site)
    assert TOKEN not in raised.value.sentence
    return raised.value.reason


def told(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_workers_get_the_key_in_clear(site, key):
    assert open_key(site) == TOKEN


def test_a_site_without_a_key_says_so(site):
    assert reason_why_closed(site) == KeyProblem.MISSING


def test_a_refused_key_is_not_tried_again(site, key):
    key_refused(site, "OpenWeb refused the key.")
    assert reason_why_closed(site) == KeyProblem.REFUSED


def test_an_unreadable_key_is_marked_and_told_once(site, key, lose_the_encryption_key):
    lose_the_encryption_key()
    assert reason_why_closed(site) == KeyProblem.UNREADABLE
    assert reason_why_closed(site) == KeyProblem.UNREADABLE
    assert Key.objects.get().state == KeyState.UNREADABLE
    assert told("could not read the key") == 1


def test_many_exports_that_meet_a_refusal_tell_it_once(site, key):
    for _ in range(3):
        key_refused(site, f"OpenWeb refused the key. It said: token={TOKEN}")
    assert told("saw OpenWeb refuse the key") == 1
    assert TOKEN not in Key.objects.get().problem


def test_a_key_that_worked_is_no_longer_doubted(site, key):
    key_refused(site, "OpenWeb refused the key.")
    key_worked(site)
    key.refresh_from_db()
    assert (key.state, key.problem) == (KeyState.WORKS, "")


@pytest.mark.parametrize("news", [key_worked, lambda *a: key_refused(a[0], "No.", a[1])])
def test_news_about_a_key_that_was_replaced_meanwhile_is_dropped(site, key, news):
    news(site, key.changed_at - timedelta(seconds=1))
    assert Key.objects.get().state == KeyState.UNPROVEN


def test_use_is_noted_at_most_once_a_minute(site, key, django_assert_num_queries):
    open_key(site)
    with django_assert_num_queries(1):
        open_key(site)
    Key.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    open_key(site)
    assert timezone.now() - Key.objects.get().last_used_at < timedelta(minutes=1)
