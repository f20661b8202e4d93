"""A worker killed or frozen after it told OpenWeb to stop building, before it noted that."""

import json
import time
from pathlib import Path
from subprocess import Popen
from urllib.request import urlopen

import psutil
import pytest

from providers.sandbox.server import Running
from tests.processes.exporting import assert_ready
from tests.processes.product import LEASE_SECONDS, PATIENCE, Product, wait_for

pytestmark = pytest.mark.processes

LATEST = "(select max(id) from exports_export)"
CANCEL = (
    "from exports.models import Export; from exports.services import cancel; "
    "cancel(Export.objects.latest('pk'), None)"
)

VENDOR_IDS = f"select vendor_id from exports_window where export_id = {LATEST} order by since"
TWICE_OVERDUE = (
    "update exports_window set times_overdue = 1, deadline_at = '2026-01-01 00:00:00' "
    "where state = 'processing' and lease_token is null"
)


@pytest.fixture(params=["killed", "frozen"])
def over_it(request, product, vendor):
    """Lets the worker at the failpoint die, or sleep until another has gone on."""
    frozen: list[psutil.Process] = []

    def end(failpoint: str) -> None:
        worker = product.hit(failpoint)
        if request.param == "killed":
            worker.kill()
            return
        worker.suspend()
        product.let_go(failpoint)
        frozen.append(worker)

    yield end
    for worker in frozen:
        before = rows(product)
        worker.resume()
        time.sleep(LEASE_SECONDS)
        assert rows(product) == before


def rows(product: Product) -> list:
    return product.query(f"select * from exports_window where export_id = {LATEST} order by id")


def states(product: Product) -> list[str]:
    found = f"select state from exports_window where export_id = {LATEST} order by since, id"
    return [state for (state,) in product.query(found)]


def begin(product: Product, vendor: Running, folder: Path, last_day: str) -> "Popen[str]":
    """From 1 March on; each day is a part of its own."""
    spot = ("--spot-id", vendor.spot_id, "--generation", "v2")
    product.manage_to_end("add_site", "Hosted", *spot, stdin=vendor.token)
    days = ("2026-03-01", last_day)
    output = str(folder / "march.csv.zip")
    return product.manage("export", "range", *days, "--site", "Hosted", "--output", output)


def aborted(vendor: Running) -> list[bool]:
    """Of every export at the vendor, in their order, whether it was told to stop."""
    with urlopen(f"{vendor.url}/_sandbox/exports") as answer:
        return [one["aborted"] for one in json.load(answer)["exports"]]


def test_a_cancel_ends_it_and_openweb_is_told(product, vendor, tmp_path, over_it):
    vendor.configure(processing_seconds=9999)
    command = begin(product, vendor, tmp_path, "2026-03-01")
    wait_for("the build", lambda: states(product) == ["processing"])
    product.arm("called_off")
    product.manage_to_end("shell", "-c", CANCEL)
    over_it("called_off")
    command.communicate(timeout=PATIENCE)
    assert command.returncode == 1
    assert states(product) == ["cancelled"]
    assert aborted(vendor) == [True]


def test_a_day_that_is_never_built_is_asked_for_in_halves_once(product, vendor, tmp_path, over_it):
    vendor.configure(processing_seconds=9999)
    command = begin(product, vendor, tmp_path, "2026-03-02")
    wait_for("both builds", lambda: states(product) == ["processing", "processing"])
    never_done(vendor, product.query(VENDOR_IDS)[0][0])
    wait_for("the other day", lambda: states(product) == ["processing", "stored"])
    product.arm("called_off")
    wait_for("the deadline", lambda: product.change(TWICE_OVERDUE))
    over_it("called_off")
    assert_ready(command)
    assert states(product) == ["split", "stored", "stored", "stored"]
    assert vendor.requests("v2-abort")
    assert len(vendor.requests("v2-export")) == 4


def never_done(vendor: Running, export_id: str) -> None:
    vendor.arm("v2-status", "unknown_status_word", times=-1, only={"export_id": export_id})
    vendor.configure(processing_seconds=0)
