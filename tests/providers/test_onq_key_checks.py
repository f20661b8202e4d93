"""Testing a tenant's key: what each check says, and that none is green by guess."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from providers.checks import ACCEPTED, Outcome
from providers.http import Http, Network
from providers.onq.key_checks import ANSWERS, CLOCK, SECRET, check_key
from providers.onq.tokens import Tenant
from providers.sandbox.server import Running, running
from tests.providers.onq_calls import TENANT, tenant_of
from tests.providers.vendor import Vendor
from tests.sandbox.calls import vendor_of

OK, REFUSED, UNKNOWN = Outcome.OK, Outcome.REFUSED, Outcome.UNKNOWN


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "sandbox") as sandbox:
        yield sandbox


def checked(url: str, tenant: Tenant) -> dict[str, tuple[Outcome, str]]:
    with closing(Http(url, Network(connect_timeout=1, read_timeout=2, deadline=4), "onQ")) as http:
        return {one.name: (one.outcome, one.sentence) for one in check_key(http, tenant)}


def outcomes(url: str, tenant: Tenant) -> list[Outcome]:
    return [outcome for outcome, _ in checked(url, tenant).values()]


def test_a_good_key_passes_every_check(sandbox: Running) -> None:
    found = checked(sandbox.url, tenant_of(sandbox))
    assert list(found) == [ANSWERS, ACCEPTED, CLOCK, SECRET]
    assert {outcome for outcome, _ in found.values()} == {OK}


def test_a_wrong_secret_is_refused_with_onqs_reason(sandbox: Running) -> None:
    wrong = replace(tenant_of(sandbox), secret="quite another secret, long as it has to be")
    assert outcomes(sandbox.url, wrong) == [OK, REFUSED, OK, OK]
    assert "The token's signature is wrong." in checked(sandbox.url, wrong)[ACCEPTED][1]


@pytest.mark.parametrize("ahead", [-600, 3600])
def test_a_clock_that_is_off_is_the_reason_named(sandbox: Running, ahead: int) -> None:
    sandbox.configure(onq_clock=ahead)
    found = checked(sandbox.url, tenant_of(sandbox))
    assert found[CLOCK][0] == found[ACCEPTED][0] == REFUSED
    assert "minutes" in found[CLOCK][1]


def test_a_short_secret_is_a_concern_but_may_work(sandbox: Running) -> None:
    vendor_of(sandbox).control("POST", "tenants", {"secret": "short"})
    found = checked(sandbox.url, replace(tenant_of(sandbox), secret="short"))
    assert (found[ACCEPTED][0], found[SECRET][0]) == (OK, REFUSED)
    assert "5 bytes" in found[SECRET][1]


def test_an_onq_that_takes_any_token_proves_nothing(vendor: Vendor) -> None:
    vendor.says("[]")
    assert outcomes(vendor.url, TENANT) == [OK, UNKNOWN, UNKNOWN, OK]


@pytest.mark.parametrize(("status", "body"), [(500, ""), (404, ""), (200, "<html>portal</html>")])
def test_what_is_no_onq_tells_nothing_of_the_key(vendor: Vendor, status: int, body: str) -> None:
    vendor.says(body, status)
    assert outcomes(vendor.url, TENANT)[:2] == [REFUSED, UNKNOWN]


def test_an_onq_that_is_not_there_tells_nothing_of_the_key() -> None:
    assert outcomes("http://127.0.0.1:9", TENANT) == [REFUSED, UNKNOWN, UNKNOWN, OK]


def test_a_secret_that_cannot_sign_is_refused_although_onq_answers(sandbox: Running) -> None:
    found = checked(sandbox.url, replace(tenant_of(sandbox), secret=""))
    assert (found[ANSWERS][0], found[ACCEPTED][0]) == (OK, REFUSED)
