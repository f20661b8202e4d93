"""Our fetch loop against curl: one large file, served by a third process, to the same disk."""

import hashlib
import os
import secrets
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.fetching.ours import Fetcher
from bench.fetching.server import serving
from bench.measuring import Contestants, Run, Runs, in_turns, measured

MEGABYTE = 1_000_000
OURS = "Threadkeep: fetch, SHA-256, fsync"
CURL = "curl && sha256sum"
FAST_CURL = "curl && openssl dgst -sha256 && sync"


@dataclass(frozen=True)
class Contest:
    """One file at one address, and how long each way of fetching it takes."""

    url: str
    sha256: str
    folder: Path
    fetcher: Fetcher

    def contestants(self) -> Contestants:
        both = {
            OURS: self._ours,
            CURL: lambda: self._shell("curl -sf -o {file} {url} && sha256sum {file}"),
        }
        if shutil.which("openssl"):
            # Debian's sha256sum leaves the processor's SHA instructions unused; openssl does not.
            fast = "curl -sf -o {file} {url} && openssl dgst -r -sha256 {file} && sync {file}"
            both[FAST_CURL] = lambda: self._shell(fast)
        return both

    def _ours(self) -> Run:
        os.sync()  # nobody pays for what another one wrote
        with self.fetcher.part() as fetch, measured() as run:
            sha256 = fetch(self.url)
        assert sha256 == self.sha256
        return run

    def _shell(self, line: str) -> Run:
        file = self.folder / "by-curl"
        command = line.format(file=shlex.quote(str(file)), url=shlex.quote(self.url))
        os.sync()
        with measured() as run:
            out = subprocess.check_output(command, shell=True, text=True)
        assert out.startswith(self.sha256), out
        file.unlink()
        return run


def compare(folder: Path, rounds: int, megabytes: int) -> Runs:
    """Fetch one incompressible file in turns; the folder holds all that is written."""
    path = folder / "large.bin"
    sha256 = make_noise(path, megabytes)
    with serving(path) as url:
        return in_turns(rounds, Contest(url, sha256, folder, Fetcher(folder)).contestants())


def make_noise(path: Path, megabytes: int) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for _ in range(megabytes):
            chunk = secrets.token_bytes(MEGABYTE)
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()
