"""With LOG_FORMAT=json, whatever the real processes write is JSON, a line each."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from bench.product import ROOT, wait_for
from config.launch.ports import free_port
from tests.environment import TOKEN

pytestmark = pytest.mark.processes
PASSWORD = "hunter2-of-the-broker"


def surroundings(folder: Path) -> dict[str, str]:
    """A database without tables, and a broker that is not there."""
    return {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/empty.sqlite3",
        "REDIS_URL": f"redis://:{PASSWORD}@127.0.0.1:{free_port()}/0",
        "LOG_FORMAT": "json",
        "DEBUG": "true",  # else pages need static files with a manifest
    }


class Process:
    def __init__(self, name: str, folder: Path) -> None:
        self.port = free_port()
        self._output = (folder / f"{name}.log").open("w+b")
        env = os.environ | surroundings(folder) | {"PORT": str(self.port)}
        command = [sys.executable, "-m", "config.processes", name]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=self._output, stderr=subprocess.STDOUT
        )

    @property
    def text(self) -> str:
        return Path(self._output.name).read_text()

    @property
    def lines(self) -> list[dict]:
        """All of them but the one that is being written."""
        return [json.loads(line) for line in self.text.split("\n")[:-1]]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self._output.close()

    def get(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Cookie": "threadkeep_session=left-over"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer


@contextmanager
def running(name: str, folder: Path) -> Iterator[Process]:
    process = Process(name, folder)
    try:
        yield process
    finally:
        process.stop()


def test_the_web_process_writes_json_with_the_ids_of_requests(tmp_path):
    with running("web", tmp_path) as web:
        wait_for("the web process", lambda: "Listening" in web.text)
        failed = web.get(f"/people/?text={quote(TOKEN)}")
        assert failed.status == 500  # the database has no tables
        wait_for("the access line", lambda: '"GET /people/" 500' in web.text.replace("\\", ""))
    request_id = failed.headers["X-Request-ID"]
    by_logger = {line["logger"]: line for line in web.lines if line.get("request_id") == request_id}
    assert {"gunicorn.access", "django_structlog.middlewares.request"} <= by_logger.keys()
    assert "no such table" in by_logger["django_structlog.middlewares.request"]["exception"]
    assert all({"time", "level", "logger", "event"} <= line.keys() for line in web.lines)
    assert quote(TOKEN) not in web.text


@pytest.fixture
def prepared(tmp_path) -> Path:
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=os.environ | surroundings(tmp_path), check=True)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "words"), [("fast", "Cannot connect to redis"), ("beat", "Connection error")]
)
def test_background_processes_write_json_without_passwords_to_their_end(prepared, name, words):
    with running(name, prepared) as process:
        wait_for("a line", lambda: words in process.text)
    assert process.process.returncode == 0
    assert all({"time", "level", "logger", "event"} <= line.keys() for line in process.lines)
    assert PASSWORD not in process.text
