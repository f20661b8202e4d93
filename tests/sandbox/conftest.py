from collections.abc import Iterator
from pathlib import Path

import pytest

from providers.sandbox.server import Running, running
from tests.sandbox.calls import Vendor, vendor_of


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, {"processing_seconds": 0, "rows_per_day": 120}) as started:
        yield started


@pytest.fixture
def vendor(sandbox: Running) -> Vendor:
    return vendor_of(sandbox)
