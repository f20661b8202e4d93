"""What the status page tells: facts, each with what it means for people and what operators do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import TextChoices


class Judgement(TextChoices):
    """The gravest last; the values are states of dashboard/looks.py."""

    GOOD = "good", "OK"
    UNKNOWN = "unknown", "Unknown"
    LOOK = "warn", "Look at this"
    BAD = "bad", "Bad"

    @property
    def gravity(self) -> int:
        return list(Judgement).index(self)


class About(StrEnum):
    """Anchors on the page."""

    FAST = "fast"
    BULK = "bulk"
    BEAT = "beat"
    BROKER = "broker"
    DATABASE = "database"
    DISK = "disk"
    VERSION = "version"
    CLOCKS = "clocks"


@dataclass(frozen=True)
class Finding:
    """`words` are followed by "since" and the moment where there is one (UTC).

    Changes only when something happened: it holds no ages and no milliseconds, so that a page
    which looks again can say that nothing is new.
    """

    judgement: Judgement
    words: str
    meaning: str
    advice: str = ""
    since: datetime | None = None


class Detail(NamedTuple):
    """Hosts, paths and versions: only for those who manage keys."""

    term: str
    value: str


@dataclass(frozen=True)
class Fact:
    about: About
    name: str
    finding: Finding
    details: tuple[Detail, ...] = ()
