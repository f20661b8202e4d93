"""`pytest -p tests.quick`, as in `make test`: leaves out what takes long, and says what and why."""

import pytest

LEFT_OUT = {
    "browser": "drives a real browser; make test-all runs it",
    "image": "builds the container's image; make test-all runs it",
    "processes": "starts and kills real processes; make test-all runs it",
    "slow": "takes longer than a few seconds; make test-all runs it",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker, reason in LEFT_OUT.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
