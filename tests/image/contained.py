"""The whole product from the image, each process held as compose.yaml holds it."""

import subprocess
from pathlib import Path
from typing import Any

import psutil

from bench.product import Product, wait_for
from tests.image import compose
from tests.image.building import Image, data_folder

PROCESSES = ("web", "fast", "bulk", "beat")
OF_THE_HOST = ("PATH", "HOME", "DATA_DIR")


class Contained(Product):
    """`settings` are what an operator writes into .env; `env` is what is elsewhere here."""

    def __init__(
        self, folder: Path, image: Image, vendor_url: str, settings: dict[str, str], **env: str
    ) -> None:
        super().__init__(folder, vendor_url, BIND="127.0.0.1", **env)
        data_folder(folder)
        here = f"http://127.0.0.1:{self.port}"
        self.image = image
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.settings = {
            **compose.filled_example(),
            "PUBLIC_URL": here,
            "ALLOWED_HOSTS": "127.0.0.1",
            "TRUSTED_PROXIES": "0",
            **settings,
        }
        told = {name: value for name, value in self.env.items() if name not in OF_THE_HOST}
        composed = compose.environment("web", self.settings)
        self.env = {**image.environment, **composed, **told}

    @property
    def url(self) -> str:
        return self.settings["PUBLIC_URL"]

    def python(self, *arguments: str) -> list[str]:
        return self.image.inside(self.data, "python3", *arguments)

    def start(self) -> None:
        prepared = self.run(*self._service("prepare")["command"])
        assert prepared.returncode == 0, prepared.stderr
        for name in PROCESSES:
            command = self.image.inside(self.data, *self._service(name)["command"])
            self.processes[name] = subprocess.Popen(
                command, env=self.env, stdout=self.log, stderr=self.log
            )
        self.process = self.processes["web"]
        wait_for("the web page", self.is_healthy)

    def _service(self, name: str) -> dict[str, Any]:
        described: dict[str, Any] = compose.services(self.settings)[name]
        return described

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
        """A command in a container of its own, to its end."""
        inside = self.image.inside(self.data, *command)
        return subprocess.run(
            inside, env={**self.env, **env}, capture_output=True, text=True, check=False
        )

    def is_well(self, name: str) -> bool:
        """What the service's health check says; the image's own, where it has none."""
        of_the_image = self.image.description["config"]["Healthcheck"]["Test"]
        test = self._service(name).get("healthcheck", {"test": of_the_image})["test"]
        return self.run(*test[1:]).returncode == 0

    def end(self, name: str) -> int:
        """Ask a process to end, as Compose does; answers its exit code."""
        process = self.processes.pop(name)
        [first] = psutil.Process(process.pid).children()
        first.terminate()
        return process.wait(int(self._service(name)["stop_grace_period"].rstrip("s")))

    def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait()
