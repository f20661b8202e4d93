"""Which tests run again with TEST_ON=postgresql: every one that touches the database of the run.

A test that comes to it unseen fails, on SQLite too: else the second run would leave it out.
"""

import os
from collections import Counter
from typing import Any

import pytest

NEEDS = {"_django_db_helper", "live_server", "_product"}
BRINGS_ITS_OWN = {"served", "servers"}
NO_DATABASE = "touch no database"
ITS_OWN = "bring a PostgreSQL of their own"
# What takes minutes and asks the database for nothing that other tests do not ask, by nodeid.
ON_SQLITE_ONLY = {
    "look at pages in a browser": tuple(
        f"tests/browser/test_{name}.py"
        for name in (
            *("articles", "conversations", "every_page", "hostile_comments", "keyboard"),
            *("many_days", "people", "session_ends"),
        )
    ),
    "are about the broker and the locks of `make run`": (
        *("tests/browser/test_start.py", "tests/config/test_launch_"),
    ),
    "are about size, slow readers and logs": tuple(
        f"tests/processes/test_{name}.py"
        for name in ("million_rows", "ninety_days", "secrets_stay_in", "slow_downloads")
    ),
}
LEFT_OUT = pytest.StashKey[Counter[str]]()


def _touches(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or NEEDS & _fixtures(item))


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _reason_to_leave_out(item: pytest.Item) -> str | None:
    if _fixtures(item) & BRINGS_ITS_OWN:
        return ITS_OWN
    if not _touches(item):
        return NO_DATABASE
    chosen = ON_SQLITE_ONLY.items()
    return next((reason for reason, begins in chosen if item.nodeid.startswith(begins)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("TEST_ON") != "postgresql":
        return
    reasons = {item: _reason_to_leave_out(item) for item in items}
    config.stash[LEFT_OUT] = Counter(reason for reason in reasons.values() if reason)
    config.hook.pytest_deselected(items=[item for item in items if reasons[item]])
    items[:] = [item for item in items if not reasons[item]]


def pytest_fixture_setup(request: pytest.FixtureRequest) -> None:
    if request.fixturename == "_django_db_helper" and not _touches(request.node):
        pytest.fail("It uses the database; its fixtures must name `db`, for tests/databases.py.")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of xdist shows nothing itself."""
    if output := getattr(session.config, "workeroutput", None):
        output["left_out"] = dict(session.config.stash.get(LEFT_OUT, {}))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each worker has the same tests."""
    node.config.stash[LEFT_OUT] = Counter(node.workeroutput["left_out"])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for reason, number in config.stash.get(LEFT_OUT, Counter()).items():
        terminalreporter.write_line(f"Not on PostgreSQL: {number:,} tests that {reason}.")
