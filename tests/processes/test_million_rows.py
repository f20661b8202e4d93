"""A million comments in ten files: all of them arrive, and the worker's memory stays flat."""

import json
from pathlib import Path
from urllib.request import urlopen

import pytest

from bench.memory import family, forget_peaks, highest_peak
from bench.vendor import DAY, ROWS_A_FILE, Vendor

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.timeout(300)]

FEW, MANY = 50_000, 1_000_000
# A set of a million ids alone would take more than a hundred.
MEGABYTES_OF_GROWTH = 64


def peak_of_an_export(product, vendor, rows: int, output: Path) -> float:
    """The most memory that a process of the bulk worker held during it, in MB."""
    vendor.configure(rows_per_file=ROWS_A_FILE, processing_seconds=0)
    Vendor(vendor.url).make(rows)
    workers = family(product.child("celery", "-Q bulk"))
    forget_peaks(workers)
    where = ("--site", "Daily", "--output", str(output))
    command = product.manage("export", "range", DAY, DAY, *where)
    out, err = command.communicate()
    assert command.returncode == 0, out + err
    return highest_peak(workers) / 1e6


def test_a_million_comments_arrive_in_flat_memory(product, vendor, tmp_path):
    few = peak_of_an_export(product, vendor, FEW, tmp_path / "few.csv.zip")
    many = peak_of_an_export(product, vendor, MANY, tmp_path / "many.csv.zip")
    print(f"\nThe bulk worker's peak: {few:.1f} MB with {FEW:,} rows, {many:.1f} MB with {MANY:,}")
    assert_all_arrived(product, vendor)
    assert many - few < MEGABYTES_OF_GROWTH


def assert_all_arrived(product, vendor) -> None:
    """As many rows, file by file and byte for byte, as the vendor has."""
    [(window, export_id, received, duplicates)] = product.query(
        "select id, vendor_id, received_rows, duplicate_rows from exports_window "
        "order by id desc limit 1"
    )
    with urlopen(f"{vendor.url}/_sandbox/truth?export_id={export_id}&rows=0") as answer:
        truth = json.loads(answer.readline())
    kept = product.query(
        "select p.rows, f.sha256 from exports_part p join exports_storedfile f "
        f"on f.id = p.stored_file_id where p.window_id = {window} order by p.position"
    )
    assert (received, duplicates) == (MANY, 0)
    assert kept == [(part["rows"], part["sha256"]) for part in truth["files"]]
    assert len(kept) == MANY // ROWS_A_FILE
