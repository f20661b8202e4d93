"""The processes that compose.yaml describes, from the image."""

from functools import partial

import pytest

from tests.image import compose
from tests.image.contained import PROCESSES, Contained
from tests.processes.product import wait_for

pytestmark = [pytest.mark.image, pytest.mark.timeout(900)]

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def contained(image, servers, tmp_path_factory):
    database, broker = servers
    urls = {"DATABASE_URL": database.fresh(), "REDIS_URL": broker.url}
    product = Contained(tmp_path_factory.mktemp("contained"), image, NOBODY, {}, **urls)
    yield product
    product.stop()
    product.log.close()


def test_django_has_nothing_to_warn_of_under_the_settings_of_the_example(contained):
    settings = compose.environment("web", compose.filled_example())
    check = ("check", "--deploy", "--fail-level", "WARNING")
    checked = contained.run("python3", "manage.py", *check, **settings)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("folder", ["/", "/app", "/etc", "/opt/venv", "/var/tmp"])
def test_nothing_can_be_written(contained, folder):
    assert contained.run("touch", f"{folder}/written").returncode == 1


@pytest.mark.parametrize("folder", ["/data", "/tmp"])
def test_but_data_and_what_ends_with_the_process(contained, folder):
    assert contained.run("touch", f"{folder}/written").returncode == 0


def test_its_processes_have_no_rights_and_get_none(contained):
    status = contained.run("cat", "/proc/self/status").stdout
    for line in (
        "Uid:\t10001\t10001",
        "CapEff:\t0000000000",
        "CapBnd:\t0000000000",
        "NoNewPrivs:\t1",
    ):
        assert line in status


def test_each_process_becomes_healthy_and_ends_when_it_is_asked(contained):
    contained.start()
    for name in PROCESSES:
        wait_for(f"the health of {name}", partial(contained.is_well, name))
    assert {name: contained.end(name) for name in PROCESSES} == dict.fromkeys(PROCESSES, 0)
