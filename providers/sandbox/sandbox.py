"""Everything the sandbox consists of, and what can be told to it while it runs."""

import secrets
import threading
from collections.abc import Mapping
from pathlib import Path

from providers.sandbox.activity.writers import Writers
from providers.sandbox.articles.articles import Articles
from providers.sandbox.builder import Builder
from providers.sandbox.exports import Export, Exports, Order, batch_of
from providers.sandbox.faults.rules import Faults
from providers.sandbox.journal import Journal
from providers.sandbox.links import Links
from providers.sandbox.onq.conversations import Conversations
from providers.sandbox.ranges import select
from providers.sandbox.settings import Settings
from providers.sandbox.spots import Spots
from providers.sandbox.store import Store
from providers.sandbox.v4.tokens import Pace, Tokens


class Sandbox:
    """State lies in `state_dir`; settings given here win over those of an earlier run."""

    def __init__(self, state_dir: Path, settings: Mapping[str, object]) -> None:
        state_dir.mkdir(parents=True, exist_ok=True)
        self.directory = state_dir
        self.stopping = threading.Event()
        self.changing = threading.RLock()
        self.store = Store(state_dir / "sandbox.sqlite3")
        self.spots = Spots(self.store)
        self.exports = Exports(self.store)
        self.articles = Articles(self.store)
        self.writers = Writers(self.store)
        self.conversations = Conversations(self.store)
        self.faults = Faults(self.store)
        self.journal = Journal(self.store)
        self.links = Links(self._secret())
        self.tokens = Tokens(self.store)
        self.auth_pace = Pace()
        self.builder = Builder(state_dir / "files", self.stopping)
        self.at_start = dict(settings)
        self.settings = Settings()
        self.configure({**(self.store.document("settings") or {}), **settings})

    def configure(self, changes: Mapping[str, object]) -> Settings:
        """Change settings by name; BadRequestError, and all as before, when one is not possible."""
        with self.changing:
            self.settings = self.settings.changed(changes)
            self.store.keep_document("settings", vars(self.settings))
            return self.settings

    def create_export(self, order: Order) -> Export:
        """Begin an export."""
        with self.changing:
            settings = self.settings
            if settings.rows is not None:
                self.configure({"rows": None})
        selection = select(order.spot_id, order.since, order.to, settings, order.conversation)
        batch = batch_of(order, selection, settings)
        export = self.exports.create(order, batch, settings.count_delta)
        self.builder.parts(batch)
        return export

    def reset(self) -> None:
        """Forget all that was made and asked for; settings are again those of the start."""
        self.store.clear()
        self.spots.keep_demo()
        self.conversations.tenants.keep_demo()
        with self.changing:
            self.settings = Settings()
        self.configure(self.at_start)

    def stop(self) -> None:
        self.stopping.set()
        self.builder.stop()

    def close(self) -> None:
        self.store.close()

    def _secret(self) -> str:
        """Kept, so that links outlive a restart."""
        kept = self.store.document("links")
        if kept is None:
            kept = {"secret": secrets.token_hex(32)}
            self.store.keep_document("links", kept)
        return str(kept["secret"])
