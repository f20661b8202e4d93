"""What every generation of OpenWeb's export API has: its facts, its limits, its calls."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from providers.checks import Check
from providers.http import Http
from providers.openweb.spot_client import SpotClient


class Host(StrEnum):
    """Which of OpenWeb's hosts is asked."""

    OPEN_API = "open_api"
    API = "api"
    EXPORTER = "exporter"


class KeyName(StrEnum):
    """Which of a site's secrets is meant."""

    EXPORT_TOKEN = "export_token"  # noqa: S105 - its name
    EXPORT_V4_KEY = "export_v4_key"


Hosts = Callable[[Host], Http]  # the way to a host; whoever opened it closes it


@dataclass(frozen=True)
class Limits:
    """What OpenWeb allows a spot. None: its documents name no limit.

    `longest` is the longest range of one export, `at_once` how many exports a spot may have under
    way, `rows_per_file` what a file may hold.
    """

    longest: timedelta | None = None
    at_once: int | None = None
    rows_per_file: int | None = None


@dataclass(frozen=True)
class Asked:
    """What is to be exported: a range, or the conversation of one article.

    `since` and `to` are aware; `to` is the first moment after the range. `zone` is the one in which
    OpenWeb reads times that are sent without one. `rows_per_file` goes where it can be asked for.
    """

    spot_id: str
    since: datetime | None = None
    to: datetime | None = None
    post_id: str = ""
    zone: str = "UTC"
    rows_per_file: int | None = None

    def ends(self, zone: str) -> tuple[datetime, datetime]:
        """Both ends as aware times of `zone`. Raises ValueError for a conversation."""
        if self.since is None or self.to is None:
            raise ValueError("This asks for a conversation, and has no range.")
        tz = ZoneInfo(zone)
        return self.since.astimezone(tz), self.to.astimezone(tz)

    def zoneless_ends(self) -> tuple[str, str]:
        """Both ends as local times of `self.zone`, without it: `2018-12-01T00:00:00`."""
        since, to = (moment.replace(tzinfo=None) for moment in self.ends(self.zone))
        return since.isoformat(timespec="seconds"), to.isoformat(timespec="seconds")


@dataclass(frozen=True)
class ExportStatus:
    """How far an export is. `links` are signed: secrets, to be used at once and never stored.

    `word` is OpenWeb's own, or ours where it has none. `count` is how many rows it announces.
    """

    word: str
    done: bool
    links: tuple[str, ...] = field(default=(), repr=False)
    count: int | None = None


class Exporter(SpotClient, ABC):
    """The exports of one spot. All calls raise ProviderError."""

    @abstractmethod
    def request(self, asked: Asked) -> str:
        """Have the data built; returns OpenWeb's id of the export.

        Each call builds one more export at OpenWeb.
        """

    @abstractmethod
    def status(self, export_id: str) -> ExportStatus:
        """How far the export is, with fresh links once it is done."""

    def abort(self, export_id: str) -> None:
        """Have OpenWeb stop building it; only where `Generation.aborts`."""
        raise NotImplementedError


@dataclass(frozen=True)
class Generation:
    """One generation of the export API.

    `key` opens it; `login`, where there is one, makes a short-lived token of the key, which then
    goes with each call: (way to Host.API, spot id, key) → token; raises ProviderError, KeyRefused
    for a key that gets no token. `sent` says what is asked exactly as it goes to OpenWeb, without
    secrets; it raises ValueError for what this generation cannot be asked. With `several_data_sets`
    not every file is of comments. With `rows_can_be_asked`, Asked.rows_per_file is sent, and the
    limit is the most. `note` is what an admin has to know besides.
    """

    name: str
    label: str
    host: Host
    key: KeyName
    limits: Limits
    exporter: type[Exporter]
    sent: Callable[[Asked], Mapping[str, str | int]]
    check_key: Callable[[Hosts, str, str], list[Check]]
    login: Callable[[Http, str, str], str] | None = None
    aborts: bool = False
    announces_rows: bool = False
    by_conversation: bool = False
    several_data_sets: bool = False
    rows_can_be_asked: bool = False
    note: str = ""
