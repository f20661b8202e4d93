"""Files behind signed links: formats, parts, ranges, expiry."""

import gzip
import hashlib
import json

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import DAY, Vendor, call, unzipped


def test_rows_are_split_into_files_that_each_have_a_header(
    sandbox: Running, vendor: Vendor
) -> None:
    sandbox.configure(rows_per_file=50)
    bodies = [unzipped(call(link).body) for link in vendor.done()["export_urls"]]
    assert len(bodies) == 3
    assert all(body.startswith(b"id,conversation_id,") for body in bodies)


def test_files_can_be_zip_gzip_and_plain(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(rows_per_file=50, format="mixed")
    zipped, gzipped, plain = (call(link) for link in vendor.done()["export_urls"])
    headers = {unzipped(zipped.body)[:3], gzip.decompress(gzipped.body)[:3], plain.body[:3]}
    assert headers == {b"id,"}
    types = [reply.headers["Content-Type"] for reply in (zipped, gzipped, plain)]
    assert types == ["application/zip", "application/gzip", "text/csv; charset=utf-8"]


def test_the_truth_knows_size_and_checksum_of_each_file(vendor: Vendor) -> None:
    export_id = vendor.request_export().json()["export_id"]
    data = call(vendor.done(export_id)["export_urls"][0]).body
    summary = json.loads(vendor.control("GET", f"truth?export_id={export_id}&rows=0").body)
    assert summary["files"] == [
        {
            "name": "sp_Dem0Spot_comments_0001.csv.zip",
            "rows": 120,
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=100-199", slice(100, 200)),
        ("bytes=5-", slice(5, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=0-99999999", slice(None)),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(vendor: Vendor, asked: str, expected: slice) -> None:
    link = vendor.link()
    whole = call(link)
    part = call(link, headers={"Range": asked, "If-Range": whole.headers["ETag"]})
    assert (whole.status, part.status) == (200, 206)
    assert part.body == whole.body[expected]
    assert part.headers["Content-Range"].endswith(f"/{len(whole.body)}")
    assert part.headers["ETag"] == whole.headers["ETag"]
    assert not part.headers["ETag"].startswith("W/")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=-", "bytes=9-2", "lines=1-2"])
def test_a_range_that_makes_no_sense_gets_the_whole_file(vendor: Vendor, asked: str) -> None:
    assert call(vendor.link(), headers={"Range": asked}).status == 200


def test_a_range_behind_the_end_is_not_satisfiable(vendor: Vendor) -> None:
    link = vendor.link()
    size = int(call(link, "HEAD").headers["Content-Length"])
    reply = call(link, headers={"Range": f"bytes={size}-"})
    assert reply.status == 416
    assert reply.headers["Content-Range"] == f"bytes */{size}"


def test_another_etag_gets_the_whole_file(vendor: Vendor) -> None:
    headers = {"Range": "bytes=1-2", "If-Range": '"another"'}
    assert call(vendor.link(), headers=headers).status == 200


@pytest.mark.parametrize(("etag", "status"), [("weak", 200), ("none", 200), ("strong", 206)])
def test_a_weak_or_missing_etag_cannot_resume(
    sandbox: Running, vendor: Vendor, etag: str, status: int
) -> None:
    sandbox.configure(etag=etag)
    link = vendor.link()
    tag = call(link, "HEAD").headers.get("ETag", '"none"')
    assert call(link, headers={"Range": "bytes=1-2", "If-Range": tag}).status == status


def test_ranges_can_be_switched_off(sandbox: Running, vendor: Vendor) -> None:
    sandbox.configure(accept_ranges=False)
    reply = call(vendor.link(), headers={"Range": "bytes=1-2"})
    assert reply.status == 200
    assert "Accept-Ranges" not in reply.headers


def test_head_tells_everything_but_the_bytes(vendor: Vendor) -> None:
    link = vendor.link()
    head, whole = call(link, "HEAD"), call(link)
    assert head.body == b""
    assert int(head.headers["Content-Length"]) == len(whole.body)
    assert head.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize("status", [403, 410])
def test_a_link_expires_and_the_next_status_answer_has_a_fresh_one(
    sandbox: Running, vendor: Vendor, status: int
) -> None:
    sandbox.configure(link_seconds=0, expired_link_status=status)
    export_id = vendor.request_export().json()["export_id"]
    old = vendor.done(export_id)["export_urls"][0]
    assert call(old).status == status
    sandbox.configure(link_seconds=60)
    fresh = vendor.done(export_id)["export_urls"][0]
    assert fresh != old
    assert call(fresh).status == 200


def test_a_changed_link_is_forbidden(vendor: Vendor) -> None:
    link = vendor.link()
    for forged in (link[:-1] + "x", link.replace("Expires=1", "Expires=9"), link.partition("?")[0]):
        assert call(forged).status == 403


@pytest.mark.parametrize(("choice", "files"), [("no_links", 0), ("header_only", 1)])
def test_an_empty_range_is_done_with_no_file_or_one_with_only_a_header(
    sandbox: Running, vendor: Vendor, choice: str, files: int
) -> None:
    sandbox.configure(empty_export=choice)
    done = vendor.done(since=DAY["since"], to=DAY["since"])
    assert done["count"] == 0
    bodies = [unzipped(call(link).body) for link in done["export_urls"]]
    assert len(bodies) == files
    assert all(len(body.splitlines()) == 1 for body in bodies)


def test_equal_exports_share_files_that_were_made_once(sandbox: Running, vendor: Vendor) -> None:
    vendor.link()
    (made,) = (sandbox.sandbox.directory / "files").glob("*/*.zip")
    before = made.stat()
    vendor.link()
    assert made.stat().st_mtime_ns == before.st_mtime_ns
    assert made.stat().st_ino == before.st_ino
