"""All conversations of a tenant as they are now: changed, gone, added, in their present order."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from providers.sandbox.data import mixed
from providers.sandbox.onq.documents import FIRST_ID, Document, Maker, midnight
from providers.sandbox.onq.tenants import Tenant, Tenants
from providers.sandbox.people import number_of
from providers.sandbox.settings import Settings
from providers.sandbox.store import Store


class Conversation(NamedTuple):
    """One of a tenant's as it is now: all that its document is made from."""

    maker: Maker
    number: int
    changes: str
    moved: int

    def document(self) -> Document:
        document = self.maker.document(self.number, self.moved)
        return document | json.loads(self.changes) if self.changes else document


class Conversations:
    """They come by id, but for those that changed their place: `moved` above 0 stand in front, the
    last mover first, and below 0 at the end, the last mover last."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.tenants = Tenants(store)
        self._first_day = self._day_of_start()

    def order(self, tenant: Tenant, settings: Settings) -> Sequence[int]:
        """The numbers of all that are there."""
        numbers = range(self.total(tenant, settings))
        states = self._states(tenant)
        if not states:
            return numbers
        moved = {n: at for n, (_, gone, at) in states.items() if at and not gone and n in numbers}
        away = {number for number, (_, gone, at) in states.items() if gone or at}
        front = sorted((n for n in moved if moved[n] > 0), key=moved.__getitem__, reverse=True)
        end = sorted((n for n in moved if moved[n] < 0), key=moved.__getitem__, reverse=True)
        return [*front, *(number for number in numbers if number not in away), *end]

    def present(
        self, tenant: Tenant, numbers: Iterable[int], settings: Settings
    ) -> list[Conversation]:
        """Those with these numbers, as they are now."""
        salt = number_of(tenant.key_id, settings.seed, "onq")
        maker = Maker(salt, midnight(settings.onq_day or self._first_day))
        states, found = self._states(tenant), []
        for number in numbers:
            changes, _, moved = states.get(number, ("", 0, 0))
            found.append(Conversation(maker, number, changes, moved))
        return found

    def total(self, tenant: Tenant, settings: Settings) -> int:
        """How many there ever were, those that are gone included."""
        kept = tenant.conversations
        return settings.onq_conversations if kept is None else kept

    def change(self, tenant: Tenant, number: int, changes: Mapping[str, Any]) -> None:
        """Give fields other values."""
        with self.store.lock:
            known = json.loads(self._states(tenant).get(number, ("{}", 0, 0))[0])
            merged = json.dumps({**known, **changes})
            self._keep_state(tenant, number, "changes = ?", merged)

    def remove(self, tenant: Tenant, number: int) -> None:
        self._keep_state(tenant, number, "gone = ?", 1)

    def move(self, tenant: Tenant, number: int, to: str) -> None:
        place = self._moves(tenant) + 1
        self._keep_state(tenant, number, "moved = ?", place if to == "front" else -place)

    def go_on(self, tenant: Tenant, settings: Settings) -> None:
        """What happens between two answers: some conversations change their place."""
        with self.store.lock:
            for _ in range(settings.onq_moves if self.total(tenant, settings) else 0):
                draw = mixed(self._moves(tenant) ^ settings.seed << 32)
                number = draw % self.total(tenant, settings)
                self.move(tenant, number, settings.onq_moves_to)

    def _moves(self, tenant: Tenant) -> int:
        found = self.store.run(
            "SELECT max(abs(moved)) AS most FROM conversations WHERE key_id = ?", tenant.key_id
        )
        return int(found[0]["most"] or 0)

    def _states(self, tenant: Tenant) -> dict[int, tuple[str, int, int]]:
        found = self.store.run("SELECT * FROM conversations WHERE key_id = ?", tenant.key_id)
        return {row["number"]: (row["changes"], row["gone"], row["moved"]) for row in found}

    def _keep_state(self, tenant: Tenant, number: int, change: str, value: str | int) -> None:
        with self.store.lock:
            self.store.run(
                "INSERT OR IGNORE INTO conversations (key_id, number) VALUES (?, ?)",
                tenant.key_id, number,
            )  # fmt: skip
            self.store.run(
                f"UPDATE conversations SET {change} WHERE key_id = ? AND number = ?",  # noqa: S608  # from above
                value, tenant.key_id, number,
            )  # fmt: skip

    def _day_of_start(self) -> str:
        """Kept, so that dates stay when another day begins."""
        kept = self.store.document("onq") or {"day": f"{datetime.now(UTC):%Y-%m-%d}"}
        self.store.keep_document("onq", kept)
        return str(kept["day"])


def number_of_id(identity: object) -> int:
    """The number of the conversation with this id, below 0 when there can be none."""
    return int(text) - FIRST_ID if (text := str(identity)).isdecimal() else -1
