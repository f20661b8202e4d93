"""Ninety days from an OpenWeb that fails at every tenth question, by workers that keep dying."""

import csv
import io
import itertools
import json
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from urllib.request import urlopen

import psutil
import pytest

from providers.sandbox.server import Running
from tests.processes.product import Product

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.timeout(500)]

DAYS = 90
FIRST, LAST, AFTER = "2026-01-01", "2026-03-31", "2026-04-01"
SECONDS_BETWEEN_KILLS = 20
PATIENCE = 400  # it takes less than two minutes when nothing else runs
HOW_FAR = "select state, last_answer, lost_owners, count(*) from exports_window group by 1, 2, 3"
# Faults after which nobody can know whether OpenWeb took the request.
UNCLEAR = {"cut_json", "truncate", "reset"}


@contextmanager
def dying_workers(product: Product) -> Iterator[None]:
    """Of the two kinds of workers one is killed in turn."""
    over = threading.Event()
    thread = threading.Thread(target=_kill, args=(product, over))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _kill(product: Product, over: threading.Event) -> None:
    for lane in itertools.cycle(("fast", "bulk")):
        if over.wait(SECONDS_BETWEEN_KILLS):
            break
        with suppress(psutil.NoSuchProcess):
            product.child("celery", "worker", f"-Q {lane}").kill()


def ids_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".csv")]
        return [row["id"] for row in csv.DictReader(io.TextIOWrapper(archive.open(name)))]


def truth(vendor: Running) -> list[str]:
    asked = f"spot_id={vendor.spot_id}&since={FIRST}T00:00:00Z&to={AFTER}T00:00:00Z"
    with urlopen(f"{vendor.url}/_sandbox/truth?{asked}") as answer:
        return [json.loads(line) for line in answer][1:]


def times_built(vendor: Running) -> Counter[str]:
    """How often OpenWeb began to build each day."""
    with urlopen(f"{vendor.url}/_sandbox/exports") as answer:
        return Counter(one["asked"]["since"] for one in json.load(answer)["exports"])


def said(product: Product, words: str) -> list[str]:
    """The first moment of each part whose log says this, once for each time."""
    found = product.query(
        "select w.since from exports_event e join exports_window w on w.id = e.window_id "
        f"where e.sentence like '%{words}%'"
    )
    return [since.replace(" ", "T")[:19] for (since,) in found]


def test_ninety_days_are_exactly_the_truth_and_what_was_built_twice_is_told(
    product, vendor, tmp_path
):
    spot = ("--spot-id", vendor.spot_id, "--generation", "v2")
    product.manage_to_end("add_site", "Hosted", *spot, stdin=vendor.token)
    vendor.arm("v2-export v2-status file", "mix", probability=0.1, times=-1, seed=7)
    file = tmp_path / "days.csv.zip"
    with dying_workers(product):
        command = product.manage(
            "export", "range", FIRST, LAST, "--site", "Hosted", "--output", str(file)
        )
        out, err = to_its_end(command, product)
    assert command.returncode == 0, out + err
    assert sorted(ids_in(file)) == sorted(truth(vendor))
    assert_what_was_built_twice_is_told(product, vendor)


def to_its_end(command: "Popen[str]", product: Product) -> tuple[str, str]:
    try:
        return command.communicate(timeout=PATIENCE)
    except TimeoutExpired:
        command.kill()
        command.communicate()
        raise AssertionError(product.query(HOW_FAR)) from None


def assert_what_was_built_twice_is_told(product: Product, vendor: Running) -> None:
    built = times_built(vendor)
    deaths = said(product, "A worker stopped before it could note")
    unclear = [one for one in vendor.requests("v2-export") if one["fault"] in UNCLEAR]
    assert len(built) == DAYS
    assert built.total() <= DAYS + len(deaths) + len(unclear)
    assert {since for since, times in built.items() if times > 1} <= set(said(product, "twice"))
