"""One installation as an operator has it, with the folders that its backups go to."""

import hashlib
import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest
import requests
from cryptography.fernet import Fernet

from bench.servers import BINARIES, PostgreSQL
from providers.sandbox.server import Running
from tests.operator import pages
from tests.processes.product import Product, wait_for

NEEDED = ("rsync", "bash")
PASSWORD = "only for this test"


def need_tools() -> None:
    """What the page's commands call beside PostgreSQL's programs, which come with the tests."""
    missing = [tool for tool in NEEDED if not shutil.which(tool)]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"not installed: {', '.join(missing)}")
    assert not missing, missing


class Installation:
    """On SQLite, its keys in its data folder, or on a server, its keys in the environment."""

    def __init__(self, folder: Path, vendor: Running, server: PostgreSQL | None) -> None:
        self.folder, self.vendor, self.server = folder, vendor, server
        self.engine = "PostgreSQL" if server else "SQLite"
        backup = {"BACKUP": str(folder / "backup"), "KEYS": str(folder / "keys")}
        self.product = Product(folder, vendor, ADMIN_PASSWORD=PASSWORD, **backup)
        if server:
            self.new_keys()
            self.product.env |= {"DATABASE_URL": server.fresh(), "SECRET_KEY": secrets.token_hex()}

    def new_keys(self) -> None:
        self.product.env["CREDENTIAL_KEYS"] = Fernet.generate_key().decode()

    def types_in(self, heading: str) -> "subprocess.CompletedProcess[str]":
        return pages.run("backup.md", heading, self.product.env, BINARIES)

    def back_up(self) -> None:
        if not self.server:
            assert_good(self.types_in("Back up the keys"))
        assert_good(self.types_in(f"Back up {self.engine} and the files"))

    def lose_everything(self) -> None:
        """But the environment and the backup."""
        shutil.rmtree(self.product.data)
        if self.server:
            self.product.env["DATABASE_URL"] = self.server.fresh()

    def bring_back_keys(self) -> None:
        if not self.server:
            assert_good(self.types_in("Bring back the keys"))

    def restore(self) -> "subprocess.CompletedProcess[str]":
        return self.types_in(f"Restore {self.engine} and the files")

    def signed_in(self) -> requests.Session:
        session, address = requests.Session(), f"{self.product.url}/accounts/login/"
        session.trust_env = False
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', session.get(address).text)
        assert token
        form = {"login": "admin", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        assert session.post(address, data=form, headers={"Referer": address}).url != address
        return session

    def first_file(self) -> str:
        """The SHA-256 of the first stored file, as somebody downloads it."""
        answer = self.signed_in().get(f"{self.product.url}/exports/1/files/1/")
        assert answer.status_code == 200
        return hashlib.sha256(answer.content).hexdigest()

    def states(self) -> list[str]:
        return [
            state for (state,) in self.product.query("select state from exports_export order by id")
        ]

    def wait_for_states(self, *states: str) -> None:
        wait_for(f"exports that are {states}", lambda: self.states() == list(states))


def assert_good(done: "subprocess.CompletedProcess[str]") -> None:
    assert done.returncode == 0, done.stdout + done.stderr
