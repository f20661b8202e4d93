"""What v2 turns down, and whom it takes a token for."""

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor
from tests.sandbox.generations import DAY, Client, v2_of

LONG = {"since": "2024-03-01T00:00:00", "to": "2024-03-02T00:00:01"}


@pytest.fixture
def client(sandbox: Running) -> Client:
    return v2_of(sandbox)


def test_more_than_a_day_is_a_bad_request(sandbox: Running, client: Client) -> None:
    assert client.request(**LONG).status_code == 400
    assert client.request(**DAY).status_code == 200
    sandbox.configure(v2_longest_hours=0)
    assert client.request(**LONG).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"since": DAY["since"]},
        {"since": DAY["to"], "to": DAY["since"]},
        {"since": "2024-03-01T00:00:00Z", "to": "2024-03-02T00:00:00Z"},
        {"since": "2024-02-30T00:00:00", "to": DAY["to"]},
        {"since": 5, "to": 6},
    ],
)
def test_times_that_are_not_as_documented_are_a_bad_request(
    client: Client, fields: dict[str, object]
) -> None:
    assert client.request(**fields).status_code == 400


def test_the_token_alone_tells_the_spot(sandbox: Running, vendor: Vendor) -> None:
    vendor.control("POST", "spots", {"spot_id": "sp_Other123", "token": "other"})
    v2_of(sandbox, "other").begin()
    assert sandbox.requests("v2-export")[-1]["spot_id"] == "sp_Other123"
    (export,) = vendor.control("GET", "exports").json()["exports"]
    assert (export["spot_id"], export["generation"]) == ("sp_Other123", "v2")


def test_a_wrong_token_is_refused_on_every_route(sandbox: Running, client: Client) -> None:
    link = client.begin()
    client.headers["apikey"] = "wrong"
    replies = [client.request(), client.get(link), client.side("list"), client.side("abort", link)]
    assert {reply.status_code for reply in replies} == {401}
    sandbox.configure(wrong_token_status=403)
    assert client.request().status_code == 403


def test_exports_of_other_spots_and_generations_are_not_found(
    sandbox: Running, vendor: Vendor, client: Client
) -> None:
    sandbox.sandbox.spots.keep("sp_Other123", "other")
    foreign = v2_of(sandbox, "other")
    assert foreign.get(client.begin()).status_code == 404
    of_v1 = vendor.request_export().json()["export_id"]
    assert client.get(f"{client.url}/status?id={of_v1}").status_code == 404
    assert client.get(f"{client.url}/status").status_code == 404


def test_a_spot_that_is_switched_off_is_forbidden(sandbox: Running, client: Client) -> None:
    sandbox.sandbox.spots.enable(sandbox.spot_id, enabled=False)
    assert client.request().status_code == 403


def test_exports_at_once_are_limited_only_when_asked_for(sandbox: Running, client: Client) -> None:
    sandbox.configure(processing_seconds=60)
    client.begin()
    client.begin()
    sandbox.configure(v2_at_once=2)
    assert client.request().status_code == 409


def test_an_end_that_counts_brings_the_comments_of_its_second(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.configure(rows_per_day=86_400)
    range_ = {"since": "2024-03-01T00:00:00", "to": "2024-03-01T00:00:10"}
    before = vendor.truth(spot_id=sandbox.spot_id, **range_)[1:]
    sandbox.configure(range_end="through")
    through = vendor.truth(spot_id=sandbox.spot_id, **range_)[1:]
    assert (len(before), len(through)) == (10, 11)
    assert through[:10] == before
