"""Further hosts: their workers and beat share database, broker and files with a product."""

import subprocess
import sys
from pathlib import Path
from typing import Self

from bench.product import ROOT
from config.launch import follow
from tests.processes.product import Product

PROCESSES = ("fast", "bulk", "beat")


class Host:
    """Runs while the block lasts. Its pages would be the same, so it has none."""

    def __init__(self, product: Product, folder: Path) -> None:
        folder.mkdir()
        self._env = product.env | {
            "DATA_DIR": str(folder / "data"),
            "STORAGE_URL": f"file://{product.data / 'files'}",
            "FAST_PROCESSES": "1",
            "BULK_PROCESSES": "1",
        }
        self._log = (folder / "log").open("wb")

    def __enter__(self) -> Self:
        followed = (sys.executable, "-IS", follow.__file__, sys.executable)
        self._running = [
            subprocess.Popen(
                [*followed, "-m", "config.processes", process],
                cwd=ROOT,
                env=self._env,
                stdout=self._log,
                stderr=self._log,
            )
            for process in PROCESSES
        ]
        return self

    def __exit__(self, *_: object) -> None:
        self.kill_workers()
        for process in self._running:
            process.terminate()
            process.wait()
        self._log.close()

    def kill_workers(self) -> None:
        for worker in self._running[:2]:
            worker.kill()


def kill_workers(product: Product) -> None:
    """Of the host that has the pages; its supervisor starts others."""
    for lane in ("fast", "bulk"):
        product.child("celery", "worker", f"-Q {lane}").kill()
