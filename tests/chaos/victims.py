"""Who is killed or frozen next. Nobody who has only just come: the supervisor would give up."""

import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from bench.product import Product
from tests.chaos.vendor import Vendor

SECONDS_BETWEEN = (0.5, 4.0)
SECONDS_FROZEN = (1.0, 8.0)
GROWN_UP = 8.0  # seconds; supervisord counts who ends within five of its start
SECONDS_WITHOUT_VENDOR = (0.5, 6.0)

WEIGHTS = (4, 4, 1, 1, 1, 2, 2)  # of those that Hunter chooses from, in its order

Choice = Callable[[], list[psutil.Process]]


class Hunter:
    """Kills and freezes the product's processes and the vendor's, one after the other."""

    def __init__(
        self, product: Product, vendor: Vendor, chance: random.Random, database: Path
    ) -> None:
        self.product, self.vendor, self.chance = product, vendor, chance
        self.database = database
        self.killed: Counter[str] = Counter()
        self.frozen: list[tuple[float, psutil.Process]] = []
        self.next_at = time.monotonic() + GROWN_UP
        self.vendor_back_at: float | None = None
        self.choices: dict[str, Choice] = {
            "worker": lambda: self._of("celery", "worker", children=False),
            "pool": lambda: self._of("celery", "worker", children=True),
            "beat": lambda: self._of("celery", "beat"),
            "broker": lambda: self._of("valkey-server"),
            "web": lambda: self._of("gunicorn"),
            "sandbox": self._vendor,
            "database": self._database,
        }

    def hunt(self) -> None:
        """One step; it takes no time but a moment, except for pulling the plug."""
        now = time.monotonic()
        self._thaw(now)
        if self.vendor_back_at and now >= self.vendor_back_at:
            self.vendor.come_back()
            self.vendor_back_at = None
        if now >= self.next_at:
            self._strike()
            self.next_at = time.monotonic() + self.chance.uniform(*SECONDS_BETWEEN)
        time.sleep(0.1)

    def stop(self) -> None:
        """Let everybody live again."""
        self._thaw(float("inf"))
        self.vendor.come_back()
        self.vendor.stop_failing()

    def _thaw(self, now: float) -> None:
        for until, process in [one for one in self.frozen if one[0] <= now]:
            self.frozen.remove((until, process))
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def _strike(self) -> None:
        if self.chance.random() < 0.02:
            self._pull_the_plug()
            return
        [name] = self.chance.choices(list(self.choices), WEIGHTS)
        if not (found := self.choices[name]()):
            return
        victim = self.chance.choice(found)
        with suppress(psutil.NoSuchProcess):
            if self.chance.random() < 0.4 and name != "database":
                self._freeze(name, victim)
            else:
                self._kill(name, victim)

    def _freeze(self, name: str, victim: psutil.Process) -> None:
        victim.suspend()
        until = time.monotonic() + self.chance.uniform(*SECONDS_FROZEN)
        self.frozen.append((until, victim))
        self.killed[f"{name} frozen"] += 1

    def _kill(self, name: str, victim: psutil.Process) -> None:
        victim.kill()
        self.killed[f"{name} killed"] += 1
        if name == "sandbox":
            self.vendor.process.wait()
            pause = self.chance.uniform(*SECONDS_WITHOUT_VENDOR)
            self.vendor_back_at = time.monotonic() + pause

    def _pull_the_plug(self) -> None:
        """All of the product at once; it is started again as a person would."""
        self._thaw(float("inf"))
        self.product.process.kill()
        self.product.process.wait()
        self.killed["everything killed"] += 1
        self.product.start()

    def _of(self, *words: str, children: bool | None = None) -> list[psutil.Process]:
        """With these words in their command; `children` tells a worker from its pool."""
        found = []
        for process in psutil.Process(self.product.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                fits = all(word in " ".join(process.cmdline()) for word in words)
                if fits and children in (None, _is_pool(process)) and self._is_fair(process):
                    found.append(process)
        return found

    def _is_fair(self, process: psutil.Process) -> bool:
        busy = process in (one for _, one in self.frozen)
        return not busy and time.time() - process.create_time() > GROWN_UP

    def _vendor(self) -> list[psutil.Process]:
        if self.vendor_back_at or self.vendor.process.poll() is not None:
            return []
        process = psutil.Process(self.vendor.process.pid)
        return [process] if self._is_fair(process) else []

    def _database(self) -> list[psutil.Process]:
        """The server's children: when one is killed, it ends all connections and recovers."""
        pid_file = self.database / "postmaster.pid"
        if not pid_file.exists():
            return []
        server = psutil.Process(int(pid_file.read_text().split()[0]))
        return server.children()


def _is_pool(process: psutil.Process) -> bool:
    parent = process.parent()
    return parent is not None and "celery" in " ".join(parent.cmdline())
