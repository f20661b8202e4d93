"""What can be told about, and asked of, exports of every generation."""

import sqlite3
from contextlib import closing
from pathlib import Path

from providers.sandbox.server import Running, running
from tests.sandbox.calls import Vendor, vendor_of
from tests.sandbox.generations import DAY, auth, id_in, v2_of, v4_of


def test_the_log_names_route_spot_and_export_and_no_secret(
    sandbox: Running, vendor: Vendor
) -> None:
    v2, v4 = v2_of(sandbox), v4_of(sandbox)
    links = [client.begin() for client in (v2, v4)]
    for client, link in zip((v2, v4), links, strict=True):
        client.ready(link)
        client.side("list")
        client.side("abort", link)
    seen = {(e["route"], e["status"], e["export_id"]) for e in sandbox.requests()}
    for name, link in zip(("v2", "v4"), links, strict=True):
        export_id = id_in(link)
        assert (f"{name}-export", 200, export_id) in seen
        assert (f"{name}-status", 200, export_id) in seen
        assert (f"{name}-abort", 400, export_id) in seen
        assert (f"{name}-list", 200, "") in seen
    assert ("v4-auth", 200, "") in seen
    assert {e["spot_id"] for e in sandbox.requests()} == {sandbox.spot_id}
    log = vendor.control("GET", "log").body.decode()
    bearer = v4.headers["Authorization"].removeprefix("Bearer ")
    for secret in (sandbox.token, sandbox.v4_key, bearer):
        assert secret not in log


def test_no_secret_lies_in_the_state_directory(sandbox: Running) -> None:
    client = v4_of(sandbox)
    client.begin()
    secrets = (sandbox.v4_key, client.headers["Authorization"].removeprefix("Bearer "))
    for path in sandbox.sandbox.directory.rglob("*"):
        kept = path.read_bytes() if path.is_file() else b""
        assert not any(secret.encode() in kept for secret in secrets)


def test_every_export_is_counted_with_what_it_was_asked_for(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.sandbox.spots.keep("sp_Other123", "other")
    vendor.request_export()
    v2_of(sandbox).begin()
    v2_of(sandbox, "other").begin()
    v4_of(sandbox).begin()
    found = vendor.control("GET", "exports").json()
    assert found["by_spot"] == {sandbox.spot_id: 3, "sp_Other123": 1}
    assert [export["generation"] for export in found["exports"]] == ["v1", "v2", "v2", "v4"]
    only = vendor.control("GET", "exports?spot_id=sp_Other123").json()["exports"]
    assert [(export["asked"], export["rows"]) for export in only] == [(DAY, 120)]


def test_many_spots_are_added_at_once(sandbox: Running, vendor: Vendor) -> None:
    spots = [{"spot_id": f"sp_Many{n}", "token": f"t{n}", "v4_key": f"k{n}"} for n in range(50)]
    assert vendor.control("POST", "spots", {"spots": spots}).status == 200
    assert v2_of(sandbox, "t49").request().status_code == 200
    assert auth(sandbox, "sp_Many49", "k49").status_code == 200
    assert vendor.control("POST", "spots", {"spots": [{"token": "t"}]}).status == 400


def test_a_v4_key_is_replaced_alone_and_outlives_another_export_token(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.configure(v4_auth_per_second=0)
    spot = {"spot_id": sandbox.spot_id}
    vendor.control("POST", "spots", {**spot, "v4_key": "new"})
    vendor.control("POST", "spots", {**spot, "token": "new-token"})
    assert auth(sandbox).status_code == 401
    assert auth(sandbox, key="new").status_code == 200


def test_tokens_and_exports_outlive_a_restart(tmp_path: Path) -> None:
    with running(tmp_path, {"processing_seconds": 60, "rows_per_day": 50}) as first:
        client = v4_of(first)
        link = client.begin()
    with running(tmp_path, {"processing_seconds": 60, "rows_per_day": 50}, port=port(link)):
        assert client.get(link).json() == {"status": "Processing"}
        assert client.request().status_code == 409


def test_a_state_directory_from_before_generations_still_serves(tmp_path: Path) -> None:
    settings = {"processing_seconds": 0, "rows_per_day": 50}
    with running(tmp_path, settings) as first:
        export_id = vendor_of(first).request_export().json()["export_id"]
    with closing(sqlite3.connect(tmp_path / "sandbox.sqlite3")) as earlier:
        earlier.executescript(
            "DROP INDEX exports_of_a_spot;"
            "ALTER TABLE exports DROP COLUMN generation; ALTER TABLE exports DROP COLUMN ended;"
            "ALTER TABLE spots DROP COLUMN v4_digest;"
            "UPDATE exports SET body = json_remove(body, '$.asked', '$.batch.tables',"
            " '$.batch.delimiter', '$.batch.telling_names', '$.batch.selection.conversation');"
        )
    with running(tmp_path, settings) as second:
        assert vendor_of(second).done(export_id)["count"] == 50
        assert auth(second).status_code == 200


def port(link: str) -> int:
    return int(link.split(":")[2].partition("/")[0])
