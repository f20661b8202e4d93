"""`pytest -p tests.quick`, as in `make test`: leaves out what takes long, and says what and why."""

import shutil

import pytest

LEFT_OUT = {
    "processes": "starts and kills real processes; make test-all runs it",
    "slow": "takes longer than a few seconds; make test-all runs it",
}
if not shutil.which("chromium"):
    LEFT_OUT["browser"] = "needs Chromium, which is not installed (Debian: apt install chromium)"


def pytest_configure(config: pytest.Config) -> None:
    config.option.reportchars += "s"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker, reason in LEFT_OUT.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
