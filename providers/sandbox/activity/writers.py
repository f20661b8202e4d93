"""Whose activity there is, and how many messages each has written."""

import re
import sqlite3
from dataclasses import dataclass

from providers.sandbox.people import Person, number_of, people_of
from providers.sandbox.settings import Settings
from providers.sandbox.store import Store

COUNTED = re.compile(r"u_wrote([0-9]{1,6})")
GONE = re.compile(r"u_gone[0-9A-F]{8}")
KEY_STARTS = "reader-"
UNREGISTERED_EVERY = 7


@dataclass(frozen=True)
class Writer:
    """`named` is whether the vendor still has a name for this person."""

    person: Person
    primary_key: str
    messages: int
    named: bool = True

    @property
    def registered(self) -> bool:
        return bool(self.primary_key)


class Writers:
    """Known are the people of exports and articles, `u_wrote<n>` who wrote n messages, authors
    whose names are gone, and those that were kept."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def keep(self, spot_id: str, user_id: str, primary_key: str, messages: int) -> None:
        """Add a person or change how many messages they wrote."""
        self.store.run(
            "REPLACE INTO people VALUES (?, ?, ?, ?)", spot_id, user_id, primary_key, messages
        )

    def by_id(self, spot_id: str, user_id: str, settings: Settings) -> Writer | None:
        kept = self.store.run(
            "SELECT * FROM people WHERE spot_id = ? AND user_id = ?", spot_id, user_id
        )
        if kept:
            return _kept(kept[0], _person(spot_id, user_id, settings))
        if counted := COUNTED.fullmatch(user_id):
            person = _person(spot_id, user_id, settings)
            return Writer(person, KEY_STARTS + user_id[2:], int(counted[1]))
        if GONE.fullmatch(user_id):
            return Writer(Person(user_id, "", ""), "", settings.activity_messages, named=False)
        if any(one.user_id == user_id for one in people_of(spot_id, settings.seed)):
            person = _person(spot_id, user_id, settings)
            return Writer(person, _usual_key(user_id), settings.activity_messages)
        return None

    def by_key(self, spot_id: str, primary_key: str, settings: Settings) -> Writer | None:
        kept = self.store.run(
            "SELECT * FROM people WHERE spot_id = ? AND primary_key = ?", spot_id, primary_key
        )
        if kept:
            return _kept(kept[0], _person(spot_id, kept[0]["user_id"], settings))
        if not primary_key.startswith(KEY_STARTS):
            return None
        found = self.by_id(spot_id, f"u_{primary_key.removeprefix(KEY_STARTS)}", settings)
        return found if found and found.primary_key == primary_key else None


def _kept(row: sqlite3.Row, person: Person) -> Writer:
    return Writer(person, row["primary_key"], row["messages"])


def _person(spot_id: str, user_id: str, settings: Settings) -> Person:
    """As exports and articles name them, else by the id."""
    usual = (one for one in people_of(spot_id, settings.seed) if one.user_id == user_id)
    return next(usual, Person(user_id, user_id[2:].lower(), user_id[2:].capitalize()))


def _usual_key(user_id: str) -> str:
    """Some people never registered with the publisher, and have none."""
    if number_of(user_id) % UNREGISTERED_EVERY == 0:
        return ""
    return KEY_STARTS + user_id[2:]
