"""docs/backup.md, typed in as it stands: back up, lose everything, restore."""

import pytest

from tests.operator.installation import Installation, assert_good
from tests.processes.exporting import truth
from tests.processes.product import wait_for

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.timeout(300)]


def export(installation: Installation, first: str, last: str) -> None:
    days = ("range", first, last, "--site", "Daily", "--output", str(installation.folder / "a.zip"))
    installation.product.manage_to_end("export", *days)


def begin(installation: Installation, first: str, last: str) -> None:
    """Ask for it, and wait no longer than until OpenWeb was asked."""
    asked = len(installation.vendor.requests("export"))
    waiting = installation.product.manage("export", "range", first, last, "--site", "Daily")
    wait_for("the request", lambda: len(installation.vendor.requests("export")) > asked)
    waiting.kill()
    waiting.communicate()


def leave_two_open(installation: Installation) -> None:
    """One that is being downloaded, and one that OpenWeb builds."""
    vendor = installation.vendor
    fetched = len(vendor.requests("file"))
    vendor.configure(rows_per_day=2000, rows_per_file=99999, download_bytes_per_second=20_000)
    begin(installation, "2026-04-01", "2026-04-07")
    wait_for("the first bytes", lambda: len(vendor.requests("file")) > fetched)
    vendor.configure(processing_seconds=9999)
    begin(installation, "2026-05-01", "2026-05-02")
    installation.wait_for_states("ready", "running", "running")


def test_what_was_stored_is_there_again_and_what_was_open_goes_on(installation):
    vendor, product = installation.vendor, installation.product
    product.start()
    try:
        export(installation, "2026-03-01", "2026-03-07")
        stored = installation.first_file()
        [asked] = [request["export_id"] for request in vendor.requests("status")][-1:]
        assert stored in truth(vendor, str(asked)).files
        leave_two_open(installation)
        installation.back_up()
    finally:
        product.stop()
    installation.lose_everything()
    vendor.configure(processing_seconds=0.2, download_bytes_per_second=0)
    installation.bring_back_keys()
    assert_good(installation.restore())
    product.start()
    try:
        assert installation.first_file() == stored
        installation.wait_for_states("ready", "ready", "ready")
    finally:
        product.stop()


def test_without_the_right_keys_it_says_whose_cannot_be_read(installation):
    installation.back_up()
    installation.lose_everything()
    if installation.server:
        installation.new_keys()
    restored = installation.restore()
    assert restored.returncode == 1
    assert "1 of 1 stored keys cannot be decrypted: Export token of Daily." in restored.stderr
    assert installation.vendor.token not in restored.stdout + restored.stderr
