"""A whole sandbox in a `with` block: the program and the tests start it the same way."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from providers.sandbox.faults.kinds import rule_of
from providers.sandbox.listener import Listener
from providers.sandbox.onq.tenants import DEMO_TENANT, Tenant
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.spots import DEMO_SPOT, DEMO_TOKEN, DEMO_V4_KEY

# How soon a serving thread notices that it shall end.
SECONDS_BETWEEN_LOOKS = 0.02


@dataclass(frozen=True)
class Running:
    """A sandbox that serves in this process; what a test needs of it."""

    listener: Listener
    sandbox: Sandbox
    spot_id: str = DEMO_SPOT
    token: str = DEMO_TOKEN
    v4_key: str = DEMO_V4_KEY
    tenant: Tenant = DEMO_TENANT

    @property
    def url(self) -> str:
        """scheme://host:port of the vendor it plays."""
        return self.listener.url

    def configure(self, **changes: object) -> None:
        """Change settings (see `settings.py`)."""
        self.sandbox.configure(changes)

    def arm(self, route: str, kind: str, **rest: object) -> int:
        """Arm a fault (see `faults/__init__.py`) and return its number."""
        return self.sandbox.faults.arm(rule_of({"route": route, "kind": kind, **rest}))

    def requests(self, route: str = "") -> list[dict[str, object]]:
        """The log of vendor requests, of one route or of all, oldest first."""
        entries = self.sandbox.journal.entries()
        return [entry for entry in entries if route in ("", entry["route"])]


@contextmanager
def running(
    state_dir: Path, settings: Mapping[str, object] | None = None, *,
    host: str = "127.0.0.1", port: int = 0,
) -> Iterator[Running]:  # fmt: skip
    """A sandbox on a port (0: a free one) as long as the block lasts.

    Raises OSError when the port is taken and BadRequestError when a setting is not possible. State
    in `state_dir` outlives the block.
    """
    sandbox = Sandbox(state_dir, settings or {})
    listener = Listener((host, port), sandbox)
    thread = threading.Thread(
        target=listener.serve_forever, args=(SECONDS_BETWEEN_LOOKS,), daemon=True
    )
    thread.start()
    try:
        yield Running(listener, sandbox)
    finally:
        listener.shutdown()
        thread.join()
        sandbox.stop()
        listener.end_connections()
        listener.server_close()
        sandbox.close()
