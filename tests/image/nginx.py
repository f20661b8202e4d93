"""A real nginx with the configuration of config/nginx, moved to folders and ports of its own."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.product import wait_for
from config.keys import PROJECT_DIR
from config.launch import follow
from tests.image.building import USER
from tests.leaving_out import cannot_run

MISSING = "nginx is not installed (Debian: apt install nginx-light)."
CONFIGURATION = PROJECT_DIR / "config" / "nginx"
# As in compose.yaml: the owner of the files, who can do nothing else.
AS_THE_OWNER = (f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--inh-caps=-all")


@contextmanager
def nginx(folder: Path, port: int, web_port: int, data: Path) -> Iterator[Path]:
    """On `port`, before the web process on `web_port`; answers what it writes to the console."""
    folder.mkdir()
    program = shutil.which("nginx") or cannot_run(
        "nginx is not installed (apt install nginx-light)."
    )
    log = folder / "console.log"
    moves = {
        " /tmp/": f" {folder}/",
        "web:8000": f"127.0.0.1:{web_port}",
        "listen 8080": f"listen 127.0.0.1:{port}",
        " /data/": f" {data}/",
        "/dev/stdout": str(log),
    }
    command = [*_unprivileged(folder), program, "-e", "stderr", "-c", _moved(folder, moves)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    alone = ("-g", "daemon off; master_process off;")  # so that nothing is left when it is killed
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *alone], stdout=out, stderr=out)
    try:
        wait_for("nginx", lambda: listens(port))
        yield log
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _moved(folder: Path, moves: dict[str, str]) -> str:
    """The configuration with other places; answers its main file."""
    texts = {file.name: file.read_text() for file in CONFIGURATION.glob("*.conf")}
    for before, after in moves.items():
        assert any(before in text for text in texts.values()), before
        texts = {name: text.replace(before, after) for name, text in texts.items()}
    for name, text in texts.items():
        (folder / name).write_text(text)
    return str(folder / "nginx.conf")


def _unprivileged(folder: Path) -> list[str]:
    if os.geteuid():
        return [sys.executable, "-IS", follow.__file__]
    shutil.chown(folder, USER, USER)
    return ["setpriv", *AS_THE_OWNER, "--pdeathsig=KILL"]
