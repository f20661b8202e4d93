"""What the documents leave open: how a request is turned down."""

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import DAY, Vendor, call

NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_token_is_refused_on_every_route(
    sandbox: Running, vendor: Vendor, status: int
) -> None:
    export_id = vendor.request_export().json()["export_id"]
    sandbox.configure(wrong_token_status=status)
    vendor.identity["token"] = "demo/token with=odd"
    for reply in (vendor.request_export(), vendor.status(export_id), vendor.article()):
        assert reply.status == status
        assert "token" in reply.json()["message"]


def test_a_token_that_was_not_url_encoded_is_wrong(sandbox: Running, vendor: Vendor) -> None:
    export_id = vendor.request_export().json()["export_id"]
    raw = f"token={sandbox.token}&spot_id={sandbox.spot_id}"
    assert call(f"{sandbox.url}/v1/comments/{export_id}/status?{raw}").status == 401


def test_a_token_of_another_spot_is_forbidden(vendor: Vendor) -> None:
    vendor.control("POST", "spots", {"spot_id": "sp_Other123", "token": "other"})
    assert vendor.request_export(**DAY, token="other").status == 403
    assert vendor.article(spot_id="sp_Unknown1").status == 403


def test_a_spot_that_is_switched_off_is_forbidden_until_it_is_on(vendor: Vendor) -> None:
    spot = {"spot_id": vendor.identity["spot_id"]}
    vendor.control("POST", "spots", {**spot, "enabled": False})
    assert vendor.request_export().status == 403
    vendor.control("POST", "spots", {**spot, "enabled": True})
    assert vendor.request_export().status == 200


def test_a_replaced_token_opens_and_the_old_one_does_not(vendor: Vendor) -> None:
    spot_id = vendor.identity["spot_id"]
    vendor.control("POST", "spots", {"spot_id": spot_id, "token": "new"})
    assert vendor.request_export().status == 401
    assert vendor.request_export(**DAY, token="new").status == 200


def test_an_unknown_export_or_one_of_another_spot_is_not_found(vendor: Vendor) -> None:
    export_id = vendor.request_export().json()["export_id"]
    vendor.control("POST", "spots", {"spot_id": "sp_Other123", "token": "other"})
    assert vendor.status(NOBODYS).status == 404
    assert vendor.status("no-uuid").status == 404
    assert vendor.status(export_id, spot_id="sp_Other123", token="other").status == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"since": "x"}', b"\xff\xfe"])
def test_a_malformed_body_is_a_bad_request(sandbox: Running, body: bytes) -> None:
    assert call(f"{sandbox.url}/v1/comments/export", "POST", body).status == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"since": "2024-03-01"},
        {"since": "2024-03-01T00:00:00Z"},
        {"since": "2024-02-30T00:00:00"},
        {"since": 1709251200},
        {"since": DAY["to"], "to": DAY["since"]},
        {"since": DAY["since"], "to": 5},
    ],
)
def test_times_that_are_not_as_documented_are_a_bad_request(
    vendor: Vendor, fields: dict[str, object]
) -> None:
    assert vendor.request_export(**fields).status == 400


@pytest.mark.parametrize("query", [{"etag": "x"}, {"count": "-1"}, {"post_id": ""}])
def test_odd_article_parameters_are_a_bad_request(vendor: Vendor, query: dict[str, str]) -> None:
    assert vendor.article(**query).status == 400


def test_other_paths_and_methods_are_not_found(sandbox: Running) -> None:
    assert call(f"{sandbox.url}/v9/else").status == 404
    assert call(f"{sandbox.url}/v1/comments/export").status == 404
    assert call(f"{sandbox.url}/_sandbox/else").status == 404
