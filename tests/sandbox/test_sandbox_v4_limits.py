"""What v4 turns down: tokens, pace, more than one export, and odd requests."""

import jwt
import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor
from tests.sandbox.generations import DAY_UTC, Client, auth, v4_of

OTHER = ("sp_Other123", "other-v4")


@pytest.fixture
def client(sandbox: Running) -> Client:
    return v4_of(sandbox)


@pytest.fixture
def other(sandbox: Running, vendor: Vendor) -> Client:
    sandbox.configure(v4_auth_per_second=0)
    spot = {"spot_id": OTHER[0], "token": "other", "v4_key": OTHER[1]}
    assert vendor.control("POST", "spots", spot).status == 200
    return v4_of(sandbox, *OTHER)


def test_a_second_token_within_a_second_is_too_much(sandbox: Running) -> None:
    assert [auth(sandbox).status_code for _ in range(2)] == [200, 429]
    sandbox.configure(v4_auth_per_second=0)
    assert auth(sandbox).status_code == 200


def test_another_request_is_taken_after_the_pause(sandbox: Running) -> None:
    sandbox.configure(v4_auth_per_second=10_000)
    assert [auth(sandbox).status_code for _ in range(2)] == [200, 200]


def test_only_the_v4_key_of_the_spot_gets_a_token(sandbox: Running, other: Client) -> None:
    asked = {
        "export token": auth(sandbox, key=sandbox.token).status_code,
        "nobody's": auth(sandbox, key="wrong").status_code,
        "another spot's": auth(sandbox, key=OTHER[1]).status_code,
        "own": auth(sandbox).status_code,
    }
    assert asked == {"export token": 401, "nobody's": 401, "another spot's": 403, "own": 200}
    sandbox.configure(wrong_token_status=403)
    assert auth(sandbox, key="wrong").status_code == 403


def test_an_old_token_is_refused_and_a_new_one_taken(sandbox: Running) -> None:
    sandbox.configure(v4_token_seconds=0, v4_auth_per_second=0)
    assert v4_of(sandbox).request().status_code == 401
    sandbox.configure(v4_token_seconds=60)
    assert v4_of(sandbox).request().status_code == 200


def test_tokens_can_be_revoked(sandbox: Running, vendor: Vendor, client: Client) -> None:
    link = client.begin()
    assert vendor.control("POST", "tokens/revoke", {}).status == 200
    assert client.get(link).status_code == 401
    sandbox.configure(v4_auth_per_second=0)
    assert v4_of(sandbox).get(link).status_code == 200


def test_a_token_that_was_signed_by_somebody_else_is_refused(
    sandbox: Running, client: Client
) -> None:
    claims = {"sub": sandbox.spot_id, "exp": 9_999_999_999}
    forged = jwt.encode(claims, "a secret of sufficient length!!!", "HS256")
    for value in (f"Bearer {forged}", "Bearer ", "Basic x", ""):
        client.headers["Authorization"] = value
        assert client.request().status_code == 401


def test_a_token_of_another_spot_is_forbidden(sandbox: Running, other: Client) -> None:
    other.headers["x-spot-id"] = sandbox.spot_id
    assert other.request().status_code == 403
    other.headers["x-spot-id"] = f'"{OTHER[0]}"'
    assert other.request().status_code == 403
    del other.headers["x-spot-id"]
    assert other.request().status_code == 400


def test_one_export_of_a_spot_at_a_time(sandbox: Running, client: Client, other: Client) -> None:
    sandbox.configure(processing_seconds=60)
    first = client.begin()
    assert client.request().status_code == 409
    assert other.request().status_code == 200
    assert client.side("abort", first).status_code == 202
    second = client.begin()
    assert client.request().status_code == 409
    sandbox.configure(processing_seconds=0)
    client.ready(second)
    assert client.request().status_code == 200
    assert client.ready(first) == {"status": "Aborted"}


def test_exports_of_other_spots_are_neither_shown_nor_aborted(
    sandbox: Running, client: Client, other: Client
) -> None:
    sandbox.configure(processing_seconds=60)
    link = client.begin()
    assert other.get(link).status_code == 404
    assert other.side("abort", link).status_code == 400
    assert client.get(link).json() == {"status": "Processing"}


def test_more_than_730_hours_is_a_bad_request(client: Client) -> None:
    month = {"from": "2024-03-01T00:00:00Z", "until": "2024-03-31T10:00:00Z"}
    assert client.request(**month | {"until": "2024-03-31T10:00:01Z"}).status_code == 400
    assert client.request(**month).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"delimiter": ","},
        {"from": DAY_UTC["from"]},
        {"from": DAY_UTC["until"], "until": DAY_UTC["from"]},
        {"from": "2024-03-01T00:00:00", "until": "2024-03-02T00:00:00"},
        {"from": "2024-03-01T00:00:00+00:00", "until": DAY_UTC["until"]},
        DAY_UTC | {"max_records_in_file": 100_001},
        DAY_UTC | {"max_records_in_file": 0},
        DAY_UTC | {"max_records_in_file": "100"},
        DAY_UTC | {"delimiter": "::"},
        DAY_UTC | {"delimiter": [","]},
        DAY_UTC | {"conversation_id": "article-1"},
        DAY_UTC | {"conversation_id": "sp_Dem0Spot_"},
    ],
)
def test_odd_requests_are_bad_requests(client: Client, fields: dict[str, object]) -> None:
    assert client.request(**fields).status_code == 400
    assert client.request().status_code == 200
