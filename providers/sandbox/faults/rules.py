"""Armed faults: which request is hit by which, counted so that a restart does not forget."""

import json
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from providers.sandbox.store import Store

MIX = "mix"


@dataclass(frozen=True)
class Rule:
    """When a fault happens. `route` are names with blanks between them, or *; `times` -1 is for
    ever; `skip` requests pass first. The kind "mix" draws one of the faults in its detail `of`."""

    route: str
    kind: str
    times: int = 1
    skip: int = 0
    probability: float = 1.0
    seed: int = 1
    only: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    def meets(self, route: str, labels: Mapping[str, str]) -> bool:
        if not {route, "*"} & set(self.route.split()):
            return False
        return all(labels.get(name, "") == str(value) for name, value in self.only.items())

    def strikes(self, seen: int, fired: int) -> bool:
        """Whether the request that comes after `seen` others is hit, `fired` of which were."""
        if seen < self.skip or self.times not in (-1, *range(fired + 1, self.times + 1)):
            return False
        return random.Random(f"{self.seed} {seen}").random() < self.probability  # noqa: S311

    def drawn(self, seen: int) -> tuple[str, Mapping[str, Any]]:
        """The kind and the details of the fault that hits the request after `seen` others."""
        if self.kind != MIX:
            return self.kind, self.details
        chosen = dict(random.Random(f"{self.seed} {seen} {MIX}").choice(self.details["of"]))  # noqa: S311
        return chosen.pop("kind"), chosen


@dataclass(frozen=True)
class Struck:
    """A fault that happens to one request now; `number` is that of its rule."""

    number: int
    kind: str
    details: Mapping[str, Any]


class Faults:
    def __init__(self, store: Store) -> None:
        self.store = store

    def arm(self, rule: Rule) -> int:
        """Keep a rule; its number lets it be disarmed."""
        armed = self.store.run(
            "INSERT INTO faults (route, kind, body) VALUES (?, ?, ?) RETURNING id",
            rule.route, rule.kind, json.dumps(asdict(rule)),
        )  # fmt: skip
        return int(armed[0]["id"])

    def armed(self) -> list[dict[str, object]]:
        found = self.store.run("SELECT * FROM faults ORDER BY id")
        return [
            {"id": row["id"], "seen": row["seen"], "fired": row["fired"], **json.loads(row["body"])}
            for row in found
        ]

    def disarm(self, number: int | None = None) -> None:
        """Take one fault away, or all."""
        self.store.run("DELETE FROM faults WHERE ? IS NULL OR id = ?", number, number)

    def strike(self, route: str, labels: Mapping[str, str]) -> Struck | None:
        """The first armed fault that hits this request; every rule that meets it counts it."""
        struck = None
        with self.store.lock:
            for row in self.store.run("SELECT * FROM faults ORDER BY id"):
                rule = Rule(**json.loads(row["body"]))
                if struck or not rule.meets(route, labels):
                    continue
                hit = rule.strikes(row["seen"], row["fired"])
                self._count(row["id"], int(hit))
                struck = Struck(row["id"], *rule.drawn(row["seen"])) if hit else None
        return struck

    def give_back(self, number: int) -> None:
        """A fault found nothing to spoil in this answer; it happens to a later one."""
        self.store.run("UPDATE faults SET fired = fired - 1 WHERE id = ?", number)

    def _count(self, number: int, hit: int) -> None:
        self.store.run(
            "UPDATE faults SET seen = seen + 1, fired = fired + ? WHERE id = ?", hit, number
        )
