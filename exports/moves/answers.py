"""What can happen to a window, and what came back from whoever was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exports.verdicts import Verdict
from providers.errors import ProviderError
from providers.openweb.generations import ExportStatus


@dataclass(frozen=True)
class TurnCame:
    """The spot is free for it."""


@dataclass(frozen=True)
class OwnerLost:
    """A worker died over it; `sentence` says so where nothing better is known."""

    sentence: str = ""


@dataclass(frozen=True)
class Requested:
    """OpenWeb's id of the export, or why there is none."""

    answer: str | ProviderError


@dataclass(frozen=True)
class Polled:
    """How far OpenWeb is.

    `others_answered`: it finished other exports of the spot while this one waited.
    """

    answer: ExportStatus | ProviderError
    others_answered: bool = False


@dataclass(frozen=True)
class LinksAsked:
    """What came instead of links when the files were to be fetched."""

    answer: ExportStatus | ProviderError


@dataclass(frozen=True)
class FileMissed:
    """A file could not be had; `tries` counts how often one came damaged."""

    error: ProviderError
    tries: int = 0


@dataclass(frozen=True)
class FeedMissed:
    """A feed or a list, or the file that it continues, could not be read to its end."""

    error: ProviderError


@dataclass(frozen=True)
class DiskFull:
    sentence: str


@dataclass(frozen=True)
class Brought:
    """Everything is here and examined: the columns that say so, and the verdict."""

    counts: Mapping[str, Any]
    verdict: Verdict


@dataclass(frozen=True)
class KeyLooked:
    """Held: whether the key can be used again."""

    usable: bool


@dataclass(frozen=True)
class CancelWanted:
    """Somebody asked to stop; `called_off` says what OpenWeb was told."""

    called_off: str = ""


@dataclass(frozen=True)
class Doomed:
    """Nothing that is tried again could help; the sentence says why."""

    sentence: str


Answer = (
    TurnCame
    | OwnerLost
    | Requested
    | Polled
    | LinksAsked
    | FileMissed
    | FeedMissed
    | DiskFull
    | Brought
    | KeyLooked
    | CancelWanted
    | Doomed
)
