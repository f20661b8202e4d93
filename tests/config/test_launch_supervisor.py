import pytest
from supervisor.options import ServerOptions

from bench.servers import Redis
from config.launch.configure import configure
from config.launch.place import Place


@pytest.fixture
def place(tmp_path, monkeypatch):
    vendors = ("OPENWEB_OPEN_API_URL", "OPENWEB_API_URL", "ONQ_API_URL")
    for name in ("REDIS_URL", "SANDBOX_PORT", "PATH", *vendors, "DATA_DIR"):
        monkeypatch.setenv(name, "")
    place = Place(tmp_path / "50% of “data” (mine)")
    place.make()
    return place


def programs(file):
    options = ServerOptions()
    options.realize(["-c", str(file)], doc="")
    return {
        program.name: (group.priority, program)
        for group in options.process_group_configs
        for program in group.process_configs
    }


def test_the_demo_starts_the_broker_first_and_stops_it_last(place):
    found = programs(configure(place, "demo"))
    by_priority = sorted(found, key=lambda name: found[name][0])
    assert by_priority[:2] == ["broker", "sandbox"]
    assert set(by_priority[2:4]) == {"fast", "bulk"}
    assert set(by_priority[4:]) == {"web", "beat", "welcome"}


def test_a_run_against_the_real_vendor_does_not_contain_the_sandbox(place):
    assert "sandbox" not in programs(configure(place, "run"))


def test_a_given_redis_replaces_the_embedded_one(place, monkeypatch, tmp_path):
    with Redis(tmp_path / "redis") as elsewhere:
        monkeypatch.setenv("REDIS_URL", elsewhere.url)
        assert "broker" not in programs(configure(place, "run"))


def test_logs_go_where_the_data_is_however_odd_its_name(place):
    _, web = programs(configure(place, "run"))["web"]
    assert web.stdout_logfile == str(place.logs / "web.log")
