"""One export by the command line, and what must be true of it whatever was killed meanwhile."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from providers.sandbox.server import Running
from tests.processes.product import PATIENCE, Product


class Truth(NamedTuple):
    """What the vendor's export holds: each file's SHA-256, in order, and the id of each row."""

    files: list[str]
    ids: list[str]


def truth(vendor: Running, export_id: str) -> Truth:
    with urlopen(f"{vendor.url}/_sandbox/truth?export_id={export_id}") as answer:
        summary, *ids = (json.loads(line) for line in answer)
    return Truth([part["sha256"] for part in summary["files"]], ids)


def begin(product: Product, output: Path, last_day: int = 7) -> "subprocess.Popen[str]":
    """From 1 March 2026 on."""
    days = ("2026-03-01", f"2026-03-{last_day:02}")
    file = str(output / f"{last_day}.csv.zip")
    return product.manage("export", "range", *days, "--site", "Daily", "--output", file)


def assert_ready(command: "subprocess.Popen[str]") -> None:
    out, err = command.communicate(timeout=PATIENCE)
    assert command.returncode == 0, out + err


def assert_files_are_the_vendors(product: Product, vendor: Running, windows: int = 1) -> None:
    """Those of the last windows are, byte for byte, those of the export each was told to fetch."""
    newest = f"select id, vendor_id from exports_window order by id desc limit {windows}"
    for window, export_id in product.query(newest):
        kept = product.query(
            "select sha256, storage_key from exports_storedfile f join exports_part p "
            f"on p.stored_file_id = f.id where p.window_id = {window}"
        )
        assert sorted(sha256 for sha256, _ in kept) == sorted(truth(vendor, export_id).files)
        assert all((product.data / "files" / key).exists() for _, key in kept)
