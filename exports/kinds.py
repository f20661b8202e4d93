"""What a feature registers so that its exports can be ordered, moved and told of."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from accounts.models import Right, User
from credentials.models import Connection, Site
from exports.merging.moments import is_time
from exports.models import Export, Window, WindowState
from exports.stages import Stages
from exports.verdicts import Verdict
from jobs.models import Lane

if TYPE_CHECKING:
    from jobs.services import Lease

Step = Callable[["Lease", Window], None]


@dataclass(frozen=True, kw_only=True)
class Order(ABC):
    """What a person asks for. `continues` is the export that this one brings up to date.

    With `reuse`, ranges that were fetched before are taken as they are.
    """

    kind: ClassVar[str]
    label: str = ""
    case_number: str = ""
    continues: Export | None = None
    reuse: bool = False

    @property
    @abstractmethod
    def connections(self) -> Sequence[Connection]:
        """Where is to be asked."""

    @abstractmethod
    def frozen(self) -> dict[str, Any]:
        """The request as JSON: the same for the same request, and enough to read it again."""

    @abstractmethod
    def title(self, now: datetime) -> str:
        """What the export is called; at most 200 characters are kept."""

    @abstractmethod
    def windows(self, now: datetime) -> Iterable[Window]:
        """The windows that it takes, unsaved, in their order; without export and position."""


@dataclass(frozen=True, kw_only=True)
class SiteOrder(Order):
    """What is asked for at sites; `frozen` holds their ids as `sites`."""

    sites: Sequence[Site]

    @property
    def connections(self) -> Sequence[Site]:
        return self.sites


class Story(ABC):
    """What pages, files and the log say of one kind of export."""

    facts_template: str  # shows one part's facts as a list's entries
    progress_template: str  # shows how far a part is that is being fetched
    result_template: str = ""  # shows, first of all, what only this kind has to tell
    has_manifest = False  # offered: all files as they came, one table of them, and a manifest
    again = "Same again"  # what asking once more, from the beginning, is called
    announces_rows = False  # whether the vendor says beforehand how many rows there are
    part_heading: str  # over the column that tells parts apart
    not_in_it: str

    @abstractmethod
    def part_words(self, window: Window) -> str:
        """What this part is of: days, an article."""

    @abstractmethod
    def stem(self, windows: Sequence[Window]) -> str:
        """The middle of a file's name for these windows: ASCII, no spaces."""

    @abstractmethod
    def sent(self, window: Window) -> Mapping[str, str]:
        """The parameters exactly as they go to the vendor, without the key."""

    @abstractmethod
    def verdict(self, windows: Iterable[Window]) -> Verdict:
        """The verdict on windows that have ended."""

    def holds_times(self, column: str) -> bool:
        """Whether the files have moments in a column of this name."""
        return is_time(column)

    def underway(self, windows: Sequence[Window]) -> object:
        """What `progress_template` shows of windows that are being fetched, beyond bytes."""
        return None

    def result(self, export: Export, most: int) -> object:
        """What `result_template` shows; of long lists the first `most` entries."""
        return None


@dataclass(frozen=True)
class Updates:
    """How an export of this kind is brought up to date by a new one.

    `why_not` is a sentence, empty when it can be; `order_of` raises exports.services.Refused.
    """

    why_not: Callable[[Export], str]
    order_of: Callable[[Export], Order]


@dataclass(frozen=True)
class Kind:
    """`steps` moves a window of this kind on, by its state; HELD is the same for every kind.

    New windows wait in `lane`. Of those in `busy` states only a few a spot may be at a time.
    `order_of` reads an export's order again; it raises exports.services.Refused. `call_off` has the
    vendor stop building what a window waits for, and answers what to say of it.
    """

    name: str
    lane: Lane
    busy: tuple[WindowState, ...]
    steps: Mapping[WindowState, Step]
    stages: Stages
    story: Story
    order_of: Callable[[Export], Order]
    updates: Updates | None = None
    repeats: bool = True  # whether asking once more is offered
    right: Right | None = None  # that somebody needs to see such exports
    vendor: str = "OpenWeb"
    queue: str = ""  # kinds with the same one share a spot's turns; empty: its own
    call_off: Callable[[Window], str] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def hidden_from(person: User) -> list[str]:
    """The names of kinds whose exports this person may not see."""
    return [kind.name for kind in _kinds.values() if kind.right and not person.may(kind.right)]


def kind_of(export: Export) -> Kind:
    return _kinds[export.kind]


def sharing_turns(kind: Kind) -> list[str]:
    """The names of the kinds that wait in the same queue."""
    return [
        one.name for one in _kinds.values() if (one.queue or one.name) == (kind.queue or kind.name)
    ]
