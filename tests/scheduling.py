"""Which tests share a worker under `pytest -n`, and which begin.

xdist's own `--dist loadgroup` silently groups nothing under pytest 9.2 (pytest-xdist issue 1386).
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ONE_AFTER_THE_OTHER = {
    "browser": ("tests/browser/",),
    "image": ("tests/image/",),
    "processes": ("tests/processes/", "tests/config/test_launch_"),
}


def _group_of(nodeid: str) -> str:
    groups = ONE_AFTER_THE_OTHER.items()
    return next((group for group, begins in groups if nodeid.startswith(begins)), "")


class LongOnesTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist is untyped
    """Tests of a group run one after the other, beside the rest."""

    def _split_scope(self, nodeid: str) -> str:
        return _group_of(nodeid) or nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LongOnesTogether:
    return LongOnesTogether(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Groups first: whoever comes to a long one last keeps everybody waiting."""
    items.sort(key=lambda item: not _group_of(item.nodeid))
