"""Faults of the answer: what comes back instead of the documented one."""

import json

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import DAY, Vendor, call


def test_any_status_with_retry_after_and_body(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("export", "status", code=429, retry_after=7, body="slow down")
    reply = vendor.request_export()
    assert (reply.status, reply.headers["Retry-After"], reply.body) == (429, "7", b"slow down")
    assert vendor.request_export().status == 200


@pytest.mark.parametrize("route", ["export", "text-only"])
def test_a_fault_hits_only_its_route(sandbox: Running, vendor: Vendor, route: str) -> None:
    sandbox.arm(route, "status", code=503)
    replies = {"export": vendor.request_export(), "text-only": vendor.article()}
    assert {name for name, reply in replies.items() if reply.status == 503} == {route}


def test_garbage_calls_itself_json(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("export", "garbage", size=64)
    reply = vendor.request_export()
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/json")
    assert len(reply.body) == 64
    with pytest.raises(ValueError, match=r"decode|Expecting"):
        reply.json()


def test_a_login_page_comes_with_status_200(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("*", "html")
    reply = vendor.request_export()
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/html")
    assert b"<form" in reply.body


def test_success_false_and_an_unknown_status_word(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("export", "success_false")
    assert vendor.request_export().json()["success"] is False
    export_id = vendor.request_export().json()["export_id"]
    sandbox.arm("status", "unknown_status_word")
    assert vendor.status(export_id).json() == {"status": "Queued"}


@pytest.mark.parametrize("code", [403, 410])
def test_a_link_can_be_over_before_its_time(sandbox: Running, vendor: Vendor, code: int) -> None:
    link = vendor.link()
    sandbox.arm("file", "expired_link", code=code)
    assert [call(link).status, call(link).status] == [code, 200]


def test_a_redirect_leads_anywhere(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    sandbox.arm("file", "redirect", location="http://10.0.0.1/secret")
    reply = call(link)
    assert (reply.status, reply.headers["Location"]) == (302, "http://10.0.0.1/secret")


def test_a_missing_count_waits_for_the_done_answer(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(processing_seconds=60)
    sandbox.arm("status", "missing_count")
    export_id = vendor.request_export().json()["export_id"]
    assert vendor.status(export_id).json() == {"status": "Processing"}
    sandbox.configure(processing_seconds=0)
    assert "count" not in vendor.done(export_id)
    assert "count" in vendor.done(export_id)


@pytest.mark.parametrize(("form", "links"), [("empty", []), ("null", None), ("missing", "absent")])
def test_done_can_come_without_links(
    sandbox: Running, vendor: Vendor, form: str, links: object
) -> None:
    sandbox.arm("status", "no_links", form=form)
    done = vendor.done()
    assert done.get("export_urls", "absent") == links
    assert done["count"] == 120


def test_a_fault_happens_as_often_as_told_after_those_it_skips(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.arm("export", "status", code=500, times=2, skip=1)
    assert [vendor.request_export().status for _ in range(4)] == [200, 500, 500, 200]


def test_a_fault_for_ever_ends_when_it_is_cleared(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("export", "status", code=500, times=-1)
    assert {vendor.request_export().status for _ in range(3)} == {500}
    assert vendor.control("DELETE", "faults").json() == {"faults": []}
    assert vendor.request_export().status == 200


def test_chance_is_the_same_each_time(sandbox: Running, vendor: Vendor) -> None:
    runs = []
    for _ in range(2):
        sandbox.arm("text-only", "status", code=500, times=-1, probability=0.5, seed=3)
        runs.append([vendor.article().status for _ in range(12)])
        sandbox.sandbox.faults.disarm()
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


def test_a_fault_can_be_for_one_spot_or_one_file(sandbox: Running, vendor: Vendor) -> None:
    vendor.control("POST", "spots", {"spot_id": "sp_Other123", "token": "other"})
    sandbox.arm("export", "status", only={"spot_id": "sp_Other123"})
    assert vendor.request_export().status == 200
    assert vendor.request_export(**DAY, spot_id="sp_Other123", token="other").status == 500
    sandbox.configure(rows_per_file=60)
    sandbox.arm("file", "status", only={"number": 2})
    assert [call(link).status for link in vendor.done()["export_urls"]] == [200, 500]


@pytest.mark.parametrize(
    "rule",
    [
        {"route": "export", "kind": "nonsense"},
        {"route": "elsewhere", "kind": "hang"},
        {"route": "export", "kind": "slow", "seconds": "long"},
        {"route": "export", "kind": "slow", "minutes": 1},
        {"route": "export", "kind": "reset", "when": "later"},
        {"route": "export", "kind": "redirect"},
        {"route": "export", "kind": "corrupt_zip"},
        {"route": "file", "kind": "no_links"},
        {"route": "export", "kind": "hang", "times": "often"},
        {"route": "export", "kind": "hang", "only": {"colour": "red"}},
    ],
    ids=json.dumps,
)
def test_a_fault_that_means_nothing_is_not_armed(vendor: Vendor, rule: dict[str, object]) -> None:
    reply = vendor.control("POST", "faults", rule)
    assert reply.status == 400
    assert vendor.control("GET", "faults").json() == {"faults": []}
