"""Who gets into the sandbox's onQ: a token as "API authentication" describes it, and no other."""

import time

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor, call
from tests.sandbox.onq import HEAD, asked, claims, token


def status(sandbox: Running, given: str) -> int:
    return asked(sandbox, f"Bearer {given}", size=4, page=1).status


def test_a_good_token_gets_in_and_none_does_not(sandbox: Running) -> None:
    assert status(sandbox, token(HEAD, claims())) == 200
    assert call(f"{sandbox.url}/api/external/conversations?size=4&page=1").status == 401


@pytest.mark.parametrize(
    "given",
    ["", "a", "a.b", "a.b.c", "....", f"e30.e30.{'A' * 43}", "W10.W10.x", "\xff.\xff.\xff"],
)
def test_what_is_no_token_is_refused(sandbox: Running, given: str) -> None:
    assert status(sandbox, given) == 401


def test_another_signature_and_a_changed_claim_are_refused(sandbox: Running) -> None:
    good = token(HEAD, claims())
    assert status(sandbox, token(HEAD, claims(), "another secret")) == 401
    assert status(sandbox, f"{good[:-2]}AA") == 401
    head, _, signature = good.split(".")
    body = token(HEAD, claims() | {"sub": "eve"}).split(".")[1]
    assert status(sandbox, f"{head}.{body}.{signature}") == 401


@pytest.mark.parametrize(
    "head", [{"kid": "ONQ-NOBODY"}, {"kid": None}, {"alg": "none"}, {"alg": "HS512"}, {"typ": "x"}]
)
def test_the_header_must_name_a_known_key_and_hs256(
    sandbox: Running, head: dict[str, object]
) -> None:
    assert status(sandbox, token({**HEAD, **head}, claims())) == 401


@pytest.mark.parametrize("name", ["iss", "sub", "aud", "iat", "exp"])
def test_each_claim_is_required(sandbox: Running, name: str) -> None:
    left = {claim: value for claim, value in claims().items() if claim != name}
    assert status(sandbox, token(HEAD, left)) == 401


def test_the_audience_is_the_tenants_without_a_slash(sandbox: Running) -> None:
    for audience in (f"{sandbox.tenant.audience}/", "https://elsewhere.onq.io"):
        assert status(sandbox, token(HEAD, claims() | {"aud": audience})) == 401


@pytest.mark.parametrize(
    ("issued", "expires", "answer"),
    [(-900, 900, 200), (-900, -1, 401), (120, 1020, 401), (0, 599, 401), (0, 600, 200)],
)
def test_a_token_is_for_now_and_for_ten_minutes_at_least(
    sandbox: Running, issued: int, expires: int, answer: int
) -> None:
    now = int(time.time())
    given = claims() | {"iat": now + issued, "exp": now + expires}
    assert status(sandbox, token(HEAD, given)) == answer


def test_its_clock_can_be_off_and_shows_in_the_answer(sandbox: Running) -> None:
    sandbox.configure(onq_clock=86_400 * 400)
    reply = asked(sandbox, size=4, page=1)
    assert (reply.status, reply.json()["message"]) == (401, "The token has expired.")
    assert str(time.gmtime(time.time() + 86_400 * 400).tm_year) in reply.headers["Date"]


def test_other_tenants_have_their_own_conversations(sandbox: Running, vendor: Vendor) -> None:
    tenant = {"key_id": "ONQ-OTHER", "secret": "short", "audience": "https://b.example"}
    assert vendor.control("POST", "tenants", {**tenant, "conversations": 3}).status == 200
    given = token(HEAD | {"kid": "ONQ-OTHER"}, claims() | {"aud": "https://b.example"}, "short")
    theirs = asked(sandbox, f"Bearer {given}", size=4, page=1).json()
    assert len(theirs) == 3
    assert theirs != asked(sandbox, size=3, page=1).json()


@pytest.mark.parametrize(
    "tenant", [{"key_id": 7}, {"key_id": "ONQ-NEW"}, {"conversations": -1}, {"secret": ""}]
)
def test_an_impossible_tenant_is_refused(vendor: Vendor, tenant: dict[str, object]) -> None:
    assert vendor.control("POST", "tenants", tenant).status == 400


def test_no_token_is_in_the_log(sandbox: Running, vendor: Vendor) -> None:
    given = token(HEAD, claims())
    asked(sandbox, f"Bearer {given}", size=4, page=2, csv="true")
    (line,) = sandbox.requests("conversations")
    assert line["asked"] == {"size": "4", "page": "2", "csv": "true"}
    log = vendor.control("GET", "log").body
    assert given.encode() not in log
    assert sandbox.tenant.secret.encode() not in log
