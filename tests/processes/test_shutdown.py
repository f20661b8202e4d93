"""Stopped in the middle and started again: rows are given back at once, and nothing is lost."""

import pytest

from tests.processes.exporting import assert_files_are_the_vendors, begin
from tests.processes.product import wait_for

pytestmark = pytest.mark.processes

NEWEST_STATE = "select state from exports_export order by id desc limit 1"


def leases(product) -> list:
    return product.query("select id from exports_window where lease_token is not null")


def stop(product, command) -> None:
    product.stop()
    command.kill()  # it might not wait long enough for the next start
    command.communicate()


def test_a_download_that_was_interrupted_goes_on_after_the_next_start(product, vendor, tmp_path):
    vendor.configure(rows_per_day=2000, rows_per_file=99999, download_bytes_per_second=50_000)
    command = begin(product, tmp_path)
    fetching = "select 1 from exports_part where bytes_done > 0 and stored_file_id is null"
    wait_for("the first bytes", lambda: product.query(fetching))
    stop(product, command)
    assert not leases(product)
    vendor.configure(download_bytes_per_second=0)
    product.start()
    wait_for("the export", lambda: product.query(NEWEST_STATE) == [("ready",)])
    assert_files_are_the_vendors(product, vendor)
    assert [answer["status"] for answer in vendor.requests("file")] == [200, 206]


def test_a_wait_that_was_interrupted_goes_on_after_the_next_start(product, vendor, tmp_path):
    vendor.configure(processing_seconds=9999)
    command = begin(product, tmp_path)
    wait_for("the first poll", lambda: vendor.requests("status"))
    stop(product, command)
    assert not leases(product)
    vendor.configure(processing_seconds=0)
    product.start()
    wait_for("the export", lambda: product.query(NEWEST_STATE) == [("ready",)])
    assert_files_are_the_vendors(product, vendor)
    assert len(vendor.requests("export")) == 1
