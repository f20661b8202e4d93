"""Builds the image without a daemon or a registry: Buildah, on a Debian that debootstrap brings."""

import json
import shutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from config.launch import follow
from tests.image import hosts_pip

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / ".make" / "debian-bookworm"
BASE_NAME = "docker.io/library/debian:bookworm-slim"  # as the Dockerfile's FROM is read
NOT_IN_SLIM = (
    *("usr/share/doc", "usr/share/locale", "usr/share/man"),
    *("var/cache/apt/archives", "var/lib/apt/lists"),
)
NAME = "localhost/threadkeep:tested"
ENTER = Path(__file__).with_name("enter.sh")
USER = 10001


class Image:
    """The image, built in a storage of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._import_base()
        told = ["--isolation=chroot", "--format=docker", "--pull=never", "--quiet"]
        named = f"--tag={NAME}"
        self._buildah("build", *told, named, *hosts_pip.volumes(folder), str(ROOT))

    def _import_base(self) -> None:
        container = self._buildah("from", "scratch")
        self._buildah("copy", "--quiet", container, str(debian()), "/")
        self._buildah("commit", "--quiet", "--rm", container, BASE_NAME)

    def _buildah(self, command: str, *arguments: str) -> str:
        storage = (f"--root={self.folder}/storage", f"--runroot={self.folder}/run")
        return said_by("buildah", *storage, command, *arguments)

    def remove(self) -> None:
        """Storage and all; what `root` mounted must be let go first."""
        self._buildah("umount", "--all")
        shutil.rmtree(self.folder)

    @cached_property
    def root(self) -> Path:
        """A folder with the image's files."""
        return Path(self._buildah("mount", self._buildah("from", "--pull-never", NAME)))

    @cached_property
    def description(self) -> dict[str, Any]:
        """Configuration and history, as Docker is told them."""
        told: dict[str, Any] = json.loads(self._buildah("inspect", "--type=image", NAME))["Docker"]
        return told

    @property
    def environment(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.description["config"]["Env"])

    def inside(self, data: Path, *command: str) -> list[str]:
        """The command line that runs `command` as in a container with this data folder.

        It ends with the process that starts it, however that ends.
        """
        apart = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
        entered = ("sh", str(ENTER), str(self.root), str(data))
        return [sys.executable, "-IS", follow.__file__, *apart, *entered, *command]


def data_folder(folder: Path) -> Path:
    """Where the image's user may write."""
    data = folder / "data"
    data.mkdir(parents=True, mode=0o700)
    shutil.chown(data, USER, USER)
    return data


def debian() -> Path:
    """The base's files: brought once, then kept."""
    if not BASE.exists():
        draft = BASE.with_name(f"{BASE.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        said_by("debootstrap", "--variant=minbase", "bookworm", str(draft))
        for unused in NOT_IN_SLIM:
            shutil.rmtree(draft / unused)
            (draft / unused).mkdir()
        draft.rename(BASE)
    return BASE


def said_by(*command: str) -> str:
    """What a command prints; raises AssertionError, with all that it said, unless it ends well."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout.strip()
