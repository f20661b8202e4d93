"""Brings .venv in step with one lock file: `python3 requirements/install.py requirements.txt`.

A second argument names another environment of the project, such as .venv-peers.

Only the standard library, and nothing that an old Python cannot read: it must be able to say so.
"""

import csv
import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent
VENV = PROJECT_DIR / ".venv"
OLDEST = (3, 11)


def main(lock: Path, venv: Path = VENV) -> None:
    if sys.version_info < OLDEST:
        sys.exit(
            f"Threadkeep needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
            "Name another one, for example: make demo PYTHON=python3.12"
        )
    with lock.open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # of two make commands at once, one installs, one waits
        bring_in_step(lock, venv)


def bring_in_step(lock: Path, venv: Path) -> None:
    whole = is_whole(venv)
    stamp, wanted = venv / f"installed-{lock.stem}", fingerprint(lock, venv)
    if whole and stamp.exists() and stamp.read_text() == wanted:
        return
    packages, name = lock.read_text().count("=="), venv.name
    say(f"Installing {packages} packages into {name}. The first time takes one to three minutes.")
    if not whole:
        make(venv)
    install(lock, venv)
    stamp.write_text(wanted)


def fingerprint(lock: Path, venv: Path = VENV) -> str:
    """Changes with the lock, the Python, and the folder (scripts in a venv name their folder)."""
    text = f"{lock.read_text()}\n{sys.version}\n{venv}"
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(venv: Path) -> bool:
    """Whether the environment runs, by this Python, with every file its packages brought."""
    python = venv / "bin" / "python"
    if (venv / "unfinished").exists() or not runs(python):
        return False
    if python.resolve() != Path(sys.executable).resolve():
        return False
    return all(map(has_all_files, venv.glob("lib/python*/site-packages/*.dist-info")))


def runs(python: Path) -> bool:
    try:
        found = subprocess.run([str(python), "-c", "import pip"], check=False, capture_output=True)
    except OSError:
        return False
    return found.returncode == 0


def has_all_files(package: Path) -> bool:
    record = package / "RECORD"
    if not record.exists():
        return False
    with record.open(newline="") as lines:
        names = [line[0] for line in csv.reader(lines) if line]
    return all((package.parent / name).exists() for name in names if not name.endswith(".pyc"))


def make(venv: Path) -> None:
    if venv.exists():
        say(f"The environment in {venv.name} is not whole. Making it anew.")
        shutil.rmtree(venv)
    if subprocess.run([sys.executable, "-m", "venv", str(venv)], check=False).returncode:
        shutil.rmtree(venv, ignore_errors=True)
        sys.exit("The environment could not be made. On Debian: apt install python3-venv")


def install(lock: Path, venv: Path) -> None:
    unfinished = venv / "unfinished"
    unfinished.touch()
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input"]
    pip += ["--disable-pip-version-check", "--root-user-action=ignore"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=False).returncode:
        sys.exit("The packages could not be installed; pip says why above. Then run this again.")
    unfinished.unlink()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*(PROJECT_DIR / argument for argument in sys.argv[1:]))
