"""What is in the image, and what is not."""

import json
import stat

import pytest

from config.settings import PRODUCT_VERSION
from tests.image.building import USER

pytestmark = [pytest.mark.image, pytest.mark.timeout(900)]

TOOLS = ("pip", "pip3", "gcc", "cc", "make", "git", "curl", "wget")
MEGABYTES = 400  # Debian, Python and the packages, half of it Debian
UNUSED = (
    "tests",
    "docs",
    "bench",
    "requirements",
    ".git",
    "var",
    "providers/sandbox",
    "config/nginx",
)


@pytest.fixture(scope="module")
def config(image):
    return image.description["config"]


def everything(image, folder=""):
    return [path for path in (image.root / folder).rglob("*") if not path.is_symlink()]


def test_it_runs_as_a_user_without_rights(image, config):
    assert config["User"] == "threadkeep"
    assert f"threadkeep:x:{USER}:{USER}:" in (image.root / "etc/passwd").read_text()


def test_it_is_watched_and_labelled(config):
    assert config["Healthcheck"]["Test"] == ["CMD", "python3", "-I", "config/probe.py"]
    assert config["Labels"]["org.opencontainers.image.version"] == PRODUCT_VERSION
    assert config["Labels"]["org.opencontainers.image.licenses"] == "MIT"


def test_its_processes_get_signals_themselves(config):
    assert config["Cmd"] == ["python3", "-m", "config.processes", "web"]
    assert not config.get("Entrypoint")


def test_it_can_neither_build_nor_install(image):
    places = [image.root / place for place in ("opt/venv/bin", "usr/bin", "usr/local/bin")]
    assert not [place / tool for place in places for tool in TOOLS if (place / tool).exists()]
    assert not list((image.root / "opt/venv").glob("lib/*/site-packages/pip*"))


def test_it_holds_what_runs_and_nothing_else(image):
    assert not [name for name in UNUSED if (image.root / "app" / name).exists()]
    assert (image.root / "app/static-collected/staticfiles.json").exists()


def test_its_user_owns_the_data_folder_alone_which_is_empty(image):
    assert [path for path in everything(image) if path.stat().st_uid == USER] == [
        image.root / "data"
    ]
    assert not list((image.root / "data").iterdir())


def test_nobody_gets_rights_by_a_file(image):
    modes = [path.stat().st_mode for path in everything(image) if path.is_file()]
    assert not [mode for mode in modes if mode & (stat.S_ISUID | stat.S_ISGID)]


def test_no_key_stayed_behind(image):
    assert not list((image.root / "tmp").iterdir())
    assert not {path.name for path in everything(image)} & {"secret_key", "credential_keys"}
    told = json.dumps(image.description)
    assert "SECRET_KEY" not in told
    assert "CREDENTIAL_KEYS" not in told


def test_modules_are_compiled_for_a_file_system_that_nobody_writes(image):
    assert list((image.root / "app/config/__pycache__").glob("settings.*.pyc"))


def test_it_is_small(image):
    size = sum(path.stat().st_size for path in everything(image) if path.is_file()) / 1e6
    assert size < MEGABYTES, f"{size:.0f} MB"
