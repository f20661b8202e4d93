import pytest

from tests.config.launching import launched, processes_of

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.timeout(200)]


def test_a_run_serves_without_the_sandbox_and_says_how_to_add_a_site(tmp_path):
    with launched("run", tmp_path / "data") as run:
        assert run.says("manage.py add_site NAME"), run.console.read_text()
        assert run.healthz() == 200
        assert not any("providers.sandbox" in line for line in processes_of(run.data))


def test_a_process_that_cannot_start_is_named_and_nothing_stays(tmp_path):
    data = tmp_path / "data"
    with launched("run", data, GUNICORN_CMD_ARGS="--worker-class=nonsense") as run:
        assert run.process.wait(timeout=110) == 1
        assert "Threadkeep stopped: web cannot start.\nIt said: " in run.console.read_text()
        assert processes_of(data) == []
