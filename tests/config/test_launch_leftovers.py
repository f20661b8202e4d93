import subprocess
import sys

import pytest

from config.launch import leftovers
from config.launch.place import MARKER, Place

STUBBORN = """\
import signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
signal.pause()
"""


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path)
    place.make()
    return place


def orphan(data):
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], env={MARKER: str(data)}, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    return process


def test_a_process_of_this_data_folder_is_ended_even_when_it_ignores_sigterm(place, monkeypatch):
    monkeypatch.setattr(leftovers, "PATIENCE_SECONDS", 0.2)
    with orphan(place.data) as left:
        assert leftovers.clear(place) == 1
        assert left.wait(timeout=5) == -9


def test_a_process_of_another_data_folder_is_left_alone(place):
    with orphan(place.data / "another") as other:
        assert leftovers.clear(place) == 0
        assert other.poll() is None
        other.kill()


def test_stale_sockets_go_and_the_lock_stays(place):
    for name in ("broker.sock", "supervisord.pid", "lock"):
        (place.run / name).touch()
    leftovers.clear(place)
    assert [file.name for file in place.run.iterdir()] == ["lock"]
