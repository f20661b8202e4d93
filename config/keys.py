"""The two secrets the product itself needs: Django's key and the keys that encrypt credentials.

Each comes from the environment, from the file that NAME_FILE points to, or, on a laptop, from a
file in DATA_DIR that is made once. DATABASE_URL and REDIS_URL hold passwords: they, too, may come
from a file.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from environs import EnvError

PROJECT_DIR = Path(__file__).resolve().parent.parent

MAKERS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "CREDENTIAL_KEYS": lambda: Fernet.generate_key().decode(),
}


class KeyMissing(Exception):
    """A secret is neither in the environment nor in a file."""


def data_dir() -> Path:
    return Path(os.environ.get("DATA_DIR") or PROJECT_DIR / "var").resolve()


def make_data_dir() -> Path:
    """Sessions and comments lie there, so only its owner may look in. Beat writes into `run`.

    Raises EnvError where it cannot be made, as in a volume that belongs to somebody else.
    """
    folder = data_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "run").mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        problem = f"DATA_DIR, {folder}, cannot be used: {error.strerror}."
        raise EnvError(f"{problem} It must belong to user id {os.geteuid()}.") from None
    return folder


def _file_of(name: str) -> Path:
    return data_dir() / "keys" / name.lower()


def given(name: str) -> str | None:
    """What NAME says, or the file that NAME_FILE points to. Raises KeyMissing without that file.

    One that is empty is a secret that has not come: without DATABASE_URL, SQLite would begin anew.
    """
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        try:
            if value := Path(path).read_text().strip():
                return value
            problem = "is empty"
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
        raise KeyMissing(f"{name}_FILE points to {path}, which {problem}.")
    return None


def read_key(name: str) -> str:
    if value := given(name):
        return value
    try:
        return _file_of(name).read_text().strip()
    except FileNotFoundError:
        raise KeyMissing(
            f"{name} is not set. Set {name} or {name}_FILE; on a laptop, run any manage.py command "
            f"once and it is made in {_file_of(name).parent}."
        ) from None


def whereabouts(name: str) -> str:
    """Where `read_key` finds it, for whoever has to look it up."""
    if os.environ.get(name):
        return name
    return os.environ.get(f"{name}_FILE") or str(_file_of(name))


def ensure_keys() -> None:
    """Make what is missing, once; two processes that start together agree on one value."""
    if (given("DATABASE_URL") or "").lower().startswith(("postgres", "pgsql")):
        return  # several hosts may share that database: each must be given the same keys
    for name, make in MAKERS.items():
        if given(name) is None:
            _make_once(_file_of(name), make())


def read_or_make(name: str, make: Callable[[], str]) -> str:
    """The secret as given, or else the one that was made once and is kept in DATA_DIR (0600)."""
    if given(name) is None:
        _make_once(_file_of(name), make())
    return read_key(name)


def _make_once(path: Path, value: str) -> None:
    if path.exists():
        return
    make_data_dir()
    path.parent.mkdir(exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(value + "\n")
    try:
        # A link appears whole or not at all, so nobody ever reads half a key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
