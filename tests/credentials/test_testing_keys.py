from dataclasses import replace

import pytest

from credentials.models import Key, KeyState
from credentials.services import key_refused, replace_key, review_keys, store_key
from credentials.services import test_key as try_key
from providers.openweb.generations import GENERATIONS
from providers.openweb.generations.v1.generation import V1
from tests.environment import TOKEN


def outcomes(key: Key) -> dict[str, str]:
    return {check["name"]: check["outcome"] for check in key.checks}


def test_a_good_key_works_and_sets_exports_going(site, admin, vendor, released):
    replace_key(site, TOKEN, admin)
    key = Key.objects.get()
    assert key.state == KeyState.WORKS
    assert outcomes(key)["Key is accepted"] == "ok"
    assert released == [site]


def test_what_only_an_export_can_tell_is_never_green(site, admin, vendor):
    replace_key(site, TOKEN, admin)
    assert outcomes(Key.objects.get())["Exports by date are switched on"] == "unknown"


def test_a_wrong_key_is_refused_with_the_vendors_reason_and_releases_nothing(
    site, admin, vendor, released
):
    replace_key(site, "a wrong token", admin)
    key = Key.objects.get()
    assert key.state == KeyState.REFUSED
    assert "The token is not valid" in key.problem
    assert released == []


def test_a_vendor_that_does_not_answer_leaves_the_key_unproven_but_in_use(site, admin, released):
    replace_key(site, TOKEN, admin)
    key = Key.objects.get()
    assert key.state == KeyState.UNPROVEN
    assert outcomes(key) == {
        "OpenWeb answers": "refused",
        "Key is accepted": "unknown",
        "Spot belongs to this key": "unknown",
        "Exports by date are switched on": "unknown",
    }
    assert released == [site]


def test_a_refused_key_that_cannot_be_tested_stays_refused(site, admin, released):
    replace_key(site, TOKEN, admin)
    released.clear()
    key_refused(site, "OpenWeb refused the key.")
    try_key(site, admin)
    assert Key.objects.get().state == KeyState.REFUSED
    assert released == []


def test_a_refused_key_that_the_vendor_accepts_again_goes_on(site, admin, vendor, released):
    replace_key(site, TOKEN, admin)
    key_refused(site, "OpenWeb refused the key.")
    try_key(site, admin)
    assert Key.objects.get().state == KeyState.WORKS
    assert released == [site, site]


def test_a_key_that_cannot_be_read_is_not_sent_anywhere(
    site, admin, vendor, lose_the_encryption_key
):
    replace_key(site, TOKEN, admin)
    asked = len(vendor.requests())
    lose_the_encryption_key()
    assert try_key(site, admin) == []
    assert len(vendor.requests()) == asked
    assert Key.objects.get().state == KeyState.UNREADABLE


def test_a_site_without_a_key_has_nothing_to_test(site, admin, vendor):
    assert try_key(site, admin) == []
    assert vendor.requests() == []


def test_a_key_replaced_during_its_test_keeps_its_own_story(site, admin, monkeypatch, vendor):
    def check_while_another_key_is_stored(*args):
        found = V1.check_key(*args)
        store_key(site, TOKEN, admin)
        return found

    v1 = replace(V1, check_key=check_while_another_key_is_stored)
    monkeypatch.setitem(GENERATIONS, "v1", v1)
    replace_key(site, "a wrong token", admin)
    assert Key.objects.get().state == KeyState.UNPROVEN


@pytest.mark.parametrize("status", [500, 429])
def test_trouble_of_the_vendor_is_not_the_keys_fault(site, admin, vendor, status):
    vendor.arm("text-only", "status", code=status, times=-1)
    replace_key(site, TOKEN, admin)
    assert Key.objects.get().state == KeyState.UNPROVEN


def test_reviewing_good_keys_changes_nothing(site, admin, vendor, released):
    replace_key(site, TOKEN, admin)
    review_keys()
    assert Key.objects.get().state == KeyState.WORKS
    assert released == [site]
