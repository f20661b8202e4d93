"""What tests and the demo can tell the sandbox and ask it."""

from urllib.parse import quote, quote_plus

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import DAY, Vendor, call


def test_health_answers(vendor: Vendor) -> None:
    assert vendor.control("GET", "health").json() == {"status": "ok"}


def test_settings_are_changed_by_name_and_shown(vendor: Vendor) -> None:
    changed = vendor.control("POST", "config", {"rows_per_day": 7, "format": "gzip"}).json()
    assert (changed["rows_per_day"], changed["format"]) == (7, "gzip")
    assert vendor.control("GET", "config").json() == changed
    assert vendor.done()["count"] == 7


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"rows_per_day": 0},
        {"rows": "many"},
        {"rows": True},
        {"format": "rar"},
        {"zone": "Atlantis/Poseidonis"},
        {"link_seconds": -1},
    ],
)
def test_an_impossible_setting_changes_nothing(vendor: Vendor, change: dict[str, object]) -> None:
    before = vendor.control("GET", "config").json()
    assert vendor.control("POST", "config", {"rows_per_file": 5, **change}).status == 400
    assert vendor.control("GET", "config").json() == before


def test_the_log_tells_every_vendor_request_without_the_token(
    sandbox: Running, vendor: Vendor
) -> None:
    export_id = vendor.request_export().json()["export_id"]
    call(vendor.done(export_id)["export_urls"][0])
    vendor.request_export(**DAY, token="wrong-token")
    sandbox.arm("text-only", "status", code=502)
    vendor.article()
    log = vendor.control("GET", "log")
    seen = [(e["method"], e["route"], e["status"], e["export_id"]) for e in log.json()["requests"]]
    assert seen[0] == ("POST", "export", 200, export_id)
    assert ("GET", "status", 200, export_id) in seen
    assert ("GET", "file", 200, export_id) in seen
    assert seen[-2:] == [("POST", "export", 401, ""), ("GET", "text-only", 502, "")]
    assert log.json()["counters"]["export"] == 2
    assert log.json()["counters"]["fault status"] == 1
    token = sandbox.token
    for secret in (token, quote(token), quote(token, ""), quote_plus(token), "wrong-token"):
        assert secret.encode() not in log.body


def test_the_log_can_be_read_from_where_one_stopped(vendor: Vendor) -> None:
    vendor.article()
    last = vendor.control("GET", "log").json()["requests"][-1]["seq"]
    vendor.request_export()
    assert [e["route"] for e in vendor.control("GET", f"log?after={last}").json()["requests"]] == [
        "export"
    ]


def test_no_token_lies_in_the_state_directory(sandbox: Running, vendor: Vendor) -> None:
    vendor.link()
    for path in sandbox.sandbox.directory.rglob("*"):
        assert path.is_dir() or sandbox.token.encode() not in path.read_bytes()


@pytest.mark.parametrize("query", ["export_id=none", "", "spot_id=a&since=x&to=y"])
def test_the_truth_of_nothing_is_refused(vendor: Vendor, query: str) -> None:
    assert vendor.control("GET", f"truth?{query}").status in (400, 404)


def test_a_reset_forgets_everything_but_the_settings_of_the_start(
    sandbox: Running, vendor: Vendor
) -> None:
    vendor.control("POST", "spots", {"spot_id": "sp_Other123", "token": "other"})
    sandbox.configure(rows_per_day=5)
    sandbox.arm("export", "hang")
    vendor.article()
    assert vendor.control("POST", "reset").json()["rows_per_day"] == 120
    assert vendor.control("GET", "log").json() == {"requests": [], "counters": {}}
    assert vendor.request_export(**DAY, spot_id="sp_Other123", token="other").status == 401
    assert vendor.done()["count"] == 120
