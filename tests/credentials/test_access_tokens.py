"""Tokens that a key is exchanged for: kept, renewed once for each that is refused, paced."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection as database
from django.utils import timezone

from credentials import services
from credentials.fields import Secret
from credentials.models import AccessToken, KeyKind, LoginTurn, Site
from credentials.services import Access, open_access, renew_access, store_key
from credentials.services import access as tokens
from providers.errors import KeyRefused, ProviderError, SlowDown, UnclearAnswer
from providers.openweb.generations import GENERATIONS
from tests.credentials.conftest import V4_KEY
from tests.environment import TOKEN

V4 = GENERATIONS["v4"]


@pytest.fixture
def site(admin, details) -> Site:
    site = services.save_site(replace(details, generation="v4"), admin)
    store_key(site, V4_KEY, admin)
    return site


@pytest.fixture
def paced(monkeypatch) -> None:
    """OpenWeb's pause is over at once, here and there."""
    monkeypatch.setattr(tokens, "LOGIN_PAUSE", timedelta(0))


@pytest.fixture
def vendor(vendor):
    vendor.configure(v4_auth_per_second=0)
    return vendor


def logins(vendor) -> int:
    return len(vendor.requests("v4-auth"))


def test_a_token_is_fetched_once_and_kept(site, vendor):
    first = open_access(site, V4)
    again = open_access(site, V4)
    assert (first.token, first.is_new, again.is_new) == (again.token, True, False)
    assert logins(vendor) == 1


@pytest.mark.parametrize("name", ["v1", "v2"])
def test_a_generation_without_log_in_is_opened_by_the_key_itself(site, admin, vendor, name):
    store_key(site, TOKEN, admin, KeyKind.EXPORT_TOKEN)
    access = open_access(site, GENERATIONS[name])
    assert (access.token, renew_access(site, GENERATIONS[name], access)) == (TOKEN, None)
    assert logins(vendor) == 0


def test_of_all_who_find_it_refused_one_renews_it(site, vendor, paced):
    open_access(site, V4)
    refused = open_access(site, V4)
    fresh = renew_access(site, V4, refused)
    late = renew_access(site, V4, refused)
    assert late.token == fresh.token != refused.token
    assert logins(vendor) == 2


def test_a_new_token_that_is_refused_is_not_renewed_again(site, vendor, paced):
    assert renew_access(site, V4, open_access(site, V4)) is None
    assert logins(vendor) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_for_one_token(site, vendor, paced):
    open_access(site, V4)
    refused = open_access(site, V4)
    at_once = threading.Barrier(2)

    def renew(_: int) -> Access | SlowDown | None:
        at_once.wait(10)
        try:
            return renew_access(site, V4, refused)
        except SlowDown as later:
            return later
        finally:
            database.close()

    with ThreadPoolExecutor(2) as workers:
        found = list(workers.map(renew, range(2)))
    assert logins(vendor) == 2
    assert {one.token for one in found if isinstance(one, Access)} == {open_access(site, V4).token}


def test_who_comes_while_it_is_renewed_is_sent_away_for_a_moment(site, vendor, paced):
    open_access(site, V4)
    AccessToken.objects.update(renewing_until=timezone.now() + timedelta(seconds=30))
    with pytest.raises(SlowDown, match="A fresh token is being fetched"):
        renew_access(site, V4, open_access(site, V4))


def test_whoever_died_over_it_holds_nobody_up_for_ever(site, vendor, paced):
    open_access(site, V4)
    AccessToken.objects.update(renewing_until=timezone.now() - timedelta(seconds=1))
    assert renew_access(site, V4, open_access(site, V4)).is_new


def test_openweb_is_asked_for_one_token_a_second(site, vendor):
    open_access(site, V4)
    with pytest.raises(SlowDown, match="one token a second"):
        renew_access(site, V4, open_access(site, V4))
    assert logins(vendor) == 1
    LoginTurn.objects.update(next_at=timezone.now())
    assert renew_access(site, V4, open_access(site, V4)).is_new


def test_a_turn_that_was_missed_keeps_nobody_from_renewing(site, vendor):
    open_access(site, V4)
    with pytest.raises(SlowDown):
        renew_access(site, V4, open_access(site, V4))
    assert AccessToken.objects.get().renewing_until is None


def test_a_page_waits_for_the_turn(db, monkeypatch):
    monkeypatch.setattr(tokens, "LOGIN_PAUSE", timedelta(seconds=0.3))
    tokens.take_login_turn()
    before = LoginTurn.objects.get().next_at
    tokens.wait_for_login(5)
    assert LoginTurn.objects.get().next_at >= before + timedelta(seconds=0.3)


def test_a_replaced_key_takes_its_token_along(site, admin, vendor, paced):
    old = open_access(site, V4)
    store_key(site, V4_KEY, admin)
    assert not AccessToken.objects.exists()
    assert open_access(site, V4).token != old.token


def test_a_token_of_a_key_that_was_replaced_meanwhile_is_not_kept(site, admin, paced):
    def login_while_another_key_is_stored(*_):
        store_key(site, "another key", admin)
        return "the old key's token"

    slow = replace(V4, login=login_while_another_key_is_stored)
    with pytest.raises(UnclearAnswer, match="replaced meanwhile"):
        open_access(site, slow)
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("change", [{"spot_id": "sp_another1"}, {"generation": "v1"}])
def test_another_spot_or_generation_drops_the_token(site, admin, details, vendor, change):
    open_access(site, V4)
    services.save_site(replace(details, **{"generation": "v4", **change}), admin, site)
    assert not AccessToken.objects.exists()


def test_another_name_keeps_it(site, admin, details, vendor):
    open_access(site, V4)
    services.save_site(replace(details, generation="v4", name="The Weekly"), admin, site)
    assert AccessToken.objects.exists()


def test_a_key_that_gets_no_token_is_refused_with_openwebs_reason(site, admin, vendor, paced):
    store_key(site, "a wrong key", admin)
    with pytest.raises(KeyRefused) as refused:
        open_access(site, V4)
    assert "not valid" in refused.value.detail
    assert AccessToken.objects.get().renewing_until is None


@pytest.mark.parametrize("status", [500, 429])
def test_trouble_at_the_log_in_says_nothing_of_the_key(site, vendor, status):
    vendor.arm("v4-auth", "status", code=status, times=-1)
    with pytest.raises(ProviderError) as trouble:
        open_access(site, V4)
    assert trouble.value.retry
    assert not isinstance(trouble.value, KeyRefused)


def test_a_token_is_encrypted_at_rest_and_shown_nowhere(site, vendor):
    access = open_access(site, V4)
    kept = AccessToken.objects.get()
    with database.cursor() as cursor:
        cursor.execute("SELECT * FROM credentials_accesstoken")
        rows = str(cursor.fetchall())
    assert access.token not in f"{rows} {access!r} {kept} {kept!r} {vars(kept)}"
    assert kept.secret.reveal() == access.token


def test_a_token_that_cannot_be_read_is_fetched_anew(site, vendor, paced):
    old = open_access(site, V4)
    AccessToken.objects.update(secret=Secret("gAAAA, and no more"))
    assert open_access(site, V4).token != old.token


def test_other_encryption_keys_leave_no_token_behind(site, vendor):
    open_access(site, V4)
    services.reencrypt()
    assert not AccessToken.objects.exists()
