"""The whole demo, started as a newcomer starts it."""

import os
import signal
import zipfile

import pytest

from config.launch.leftovers import wait_until
from tests.config.launching import launched, processes_of

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.timeout(200)]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def first_console(data):
    """What the first start said until SIGTERM ended it."""
    with launched("demo", data) as demo:
        assert demo.says("Sample export: "), demo.console.read_text()
        assert demo.healthz() == 200
        demo.process.terminate()
        assert demo.process.wait(timeout=20) == 0
        assert processes_of(data) == []
        return demo.console.read_text()


def test_a_first_export_runs_by_itself_and_its_path_is_the_last_word(first_console, data):
    path = line_that_begins("Sample export: ", first_console)
    assert path.startswith(str(data / "demo"))
    with zipfile.ZipFile(path) as bundle:
        assert bundle.testzip() is None
        assert len(bundle.namelist()) == 1


def test_the_next_start_keeps_the_data_and_says_the_same_log_ins(first_console, data):
    with launched("demo", data) as demo:
        assert demo.says("Sample export: ")
        again = demo.console.read_text()
    for beginning in ("  Sign in as admin", "  Sign in as moderator", "Sample export: "):
        assert line_that_begins(beginning, again) == line_that_begins(beginning, first_console)


def test_a_killed_supervisor_takes_every_process_along(data):
    with launched("demo", data) as demo:
        assert demo.says("Threadkeep is ready")
        os.kill(demo.process.pid, signal.SIGKILL)
        assert wait_until(lambda: processes_of(data) == [], 10), processes_of(data)


def line_that_begins(words, console):
    return next(line for line in console.splitlines() if line.startswith(words)).removeprefix(words)
