"""Started with servers that are away or refuse the password: a sentence, and never the password."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.servers import PostgreSQL, Redis
from tests.config.launching import environment

pytestmark = pytest.mark.slow

WRONG = "not/the+password"
QUOTED = "not%2Fthe%2Bpassword"
RUN = ("-m", "config.launch", "run")
COMMAND = ("manage.py", "add_person", "mia", "--role", "Moderator")


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Iterator[PostgreSQL]:
    with PostgreSQL(tmp_path_factory.mktemp("database")) as server:
        yield server


@pytest.fixture(scope="module")
def broker(tmp_path_factory) -> Iterator[Redis]:
    with Redis(tmp_path_factory.mktemp("broker")) as server:
        yield server


def refusal(folder, *command: str, **urls: str) -> str:
    """What it says before it ends."""
    keys = {"SECRET_KEY": "only for tests", "CREDENTIAL_KEYS": "YmJi" * 10 + "YmI="}
    ended = subprocess.run(
        [sys.executable, *command],
        env=environment(folder, **keys, **urls),
        input="a long password",
        text=True,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert WRONG not in ended.stdout + ended.stderr
    assert QUOTED not in ended.stdout + ended.stderr
    [sentence] = ended.stderr.splitlines()
    return sentence


@pytest.mark.parametrize("command", [RUN, COMMAND])
def test_a_database_that_is_away(tmp_path, command):
    away = f"postgres://ana:{QUOTED}@127.0.0.1:9/news"
    said = refusal(tmp_path, *command, DATABASE_URL=away)
    assert said.startswith("Threadkeep cannot reach its database: ")
    assert "port 9" in said


@pytest.mark.parametrize("command", [RUN, COMMAND])
def test_a_database_that_refuses_the_password(tmp_path, database, command):
    url = database.url().replace(database.password, QUOTED)
    said = refusal(tmp_path, *command, DATABASE_URL=url)
    assert "password authentication failed" in said


@pytest.mark.parametrize("command", [RUN, COMMAND])
def test_a_database_url_that_is_none(tmp_path, command):
    broken = f"postgres://ana:{WRONG}@127.0.0.1/news"
    assert refusal(tmp_path, *command, DATABASE_URL=broken).startswith(
        "DATABASE_URL cannot be read"
    )


def test_a_broker_that_is_away(tmp_path):
    said = refusal(tmp_path, *RUN, REDIS_URL=f"redis://:{QUOTED}@127.0.0.1:9/0")
    assert said.startswith("The broker that REDIS_URL names cannot be used: ")


def test_a_broker_that_refuses_the_password(tmp_path, broker):
    url = broker.url.replace(broker.password, QUOTED)
    assert "invalid username-password pair" in refusal(tmp_path, *RUN, REDIS_URL=url)


def test_a_broker_url_that_is_none(tmp_path):
    broken = f"redis://:{WRONG}@127.0.0.1/0"
    assert refusal(tmp_path, *RUN, REDIS_URL=broken).startswith("REDIS_URL cannot be read")
