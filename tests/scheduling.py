"""Which tests share a worker under `pytest -n`.

xdist's own `--dist loadgroup` silently groups nothing under pytest 9.2 (pytest-xdist issue 1386).
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

WITH_REAL_PROCESSES = ("tests/browser/", "tests/processes/", "tests/config/test_launch_")


class ProcessesTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist is untyped
    """Tests that start real processes run one after the other, beside the rest."""

    def _split_scope(self, nodeid: str) -> str:
        return "processes" if nodeid.startswith(WITH_REAL_PROCESSES) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ProcessesTogether:
    return ProcessesTogether(config, log)
