import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.servers import PostgreSQL, Redis
from tests.image.building import Image
from tests.leaving_out import cannot_run

PROGRAMS = ("buildah", "debootstrap", "unshare", "setpriv")


@pytest.fixture(scope="session")
def image() -> Iterator[Image]:
    if os.geteuid():
        cannot_run("Only root can build and enter the image without a daemon.")
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        cannot_run(f"Not installed (Debian: apt install {' '.join(missing)}).")
    # Not in pytest's folder, which it clears itself: something is mounted in this one.
    built = Image(Path(tempfile.mkdtemp(prefix="threadkeep-image-")))
    yield built
    built.remove()


@pytest.fixture(scope="session")
def servers(tmp_path_factory) -> Iterator[tuple[PostgreSQL, Redis]]:
    folder: Path = tmp_path_factory.mktemp("servers")
    with PostgreSQL(folder / "postgresql") as database, Redis(folder / "redis") as broker:
        yield database, broker


@pytest.fixture(scope="session")
def passable() -> Iterator[Path]:
    """A folder that another user can pass through; pytest keeps its own shut."""
    with tempfile.TemporaryDirectory(prefix="threadkeep-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder
