"""Which articles there are, how long their conversations are, and what was added to them."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict

from providers.sandbox.articles.conversation import Conversation, Event
from providers.sandbox.articles.script import visible_after
from providers.sandbox.people import posts_of
from providers.sandbox.settings import Settings
from providers.sandbox.store import Store

NUMBERED = re.compile(r"article-[0-9]{1,12}")


class Articles:
    """Known are `article-<n>`, those that comments by date are about, and those that were kept."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def keep(self, spot_id: str, post_id: str, events: int) -> None:
        """Add an article or begin it anew: so many events, and nothing appended."""
        with self.store.lock:
            self.store.run(
                "DELETE FROM appended_events WHERE spot_id = ? AND post_id = ?", spot_id, post_id
            )
            self._keep(spot_id, post_id, events, None)

    def conversation(self, spot_id: str, post_id: str, settings: Settings) -> Conversation:
        """That of an unknown article is empty."""
        with self.store.lock:
            return Conversation(
                spot_id,
                settings.foreign_spot or spot_id,
                settings.seed,
                post_id,
                self._made(spot_id, post_id, settings),
                self._appended(spot_id, post_id),
                settings.article_unknown_events,
            )

    def append(self, conversation: Conversation, events: Sequence[Event], visible: int) -> None:
        """Add events at the end, after which `visible` messages are there. From now on settings
        do not change how many events came before."""
        spot_id, post_id = conversation.spot_id, conversation.post_id
        with self.store.lock:
            for event in events:
                self.store.run(
                    "INSERT INTO appended_events (spot_id, post_id, body) VALUES (?, ?, ?)",
                    spot_id, post_id, json.dumps(asdict(event)),
                )  # fmt: skip
            self._keep(spot_id, post_id, conversation.made, visible)

    def visible(self, conversation: Conversation) -> int:
        """How many messages are not deleted."""
        kept = self._kept(conversation.spot_id, conversation.post_id)
        if kept and kept["visible"] is not None:
            return int(kept["visible"])
        return visible_after(conversation.made, unknown_kinds=conversation.unknown_kinds)

    def _made(self, spot_id: str, post_id: str, settings: Settings) -> int:
        if kept := self._kept(spot_id, post_id):
            return int(kept["made"])
        usual = {post.post_id for post in posts_of(spot_id, settings.seed)}
        known = post_id in usual or NUMBERED.fullmatch(post_id)
        return settings.article_events if known else 0

    def _appended(self, spot_id: str, post_id: str) -> list[Event]:
        found = self.store.run(
            "SELECT body FROM appended_events WHERE spot_id = ? AND post_id = ? ORDER BY seq",
            spot_id, post_id,
        )  # fmt: skip
        return [Event(**json.loads(row["body"])) for row in found]

    def _kept(self, spot_id: str, post_id: str) -> sqlite3.Row | None:
        found = self.store.run(
            "SELECT * FROM articles WHERE spot_id = ? AND post_id = ?", spot_id, post_id
        )
        return found[0] if found else None

    def _keep(self, spot_id: str, post_id: str, made: int, visible: int | None) -> None:
        self.store.run("REPLACE INTO articles VALUES (?, ?, ?, ?)", spot_id, post_id, made, visible)
