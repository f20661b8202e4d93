"""Everything one export's page shows; each part is read when the template comes to it."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from accounts.models import User
from exports import names
from exports.detail.facts import PartFacts
from exports.detail.offers import Offers, offers_of
from exports.detail.parts import Parts
from exports.detail.previews import FirstRows, first_rows
from exports.detail.progress import Progress, progress_of
from exports.detail.strip import Drawing, Strip
from exports.detail.strip_words import was_here
from exports.forms.watch import WatchForm
from exports.kinds import Kind, Story, kind_of
from exports.merging.flavours import Differences, differences
from exports.models import Event, Export, ExportState, Part, Watch
from exports.queries import files_of, newer_copy, watch_of
from exports.tallies import Tally, days_fetched, tally
from exports.verdicts import Verdict

SHORT_LIST = 100
FEW_CHANGES, MANY_CHANGES = 50, 2_000
FAST_POLL, SLOW_POLL = "every 2s", "every 5s"


class Seen(NamedTuple):
    """What the browser shows already, so that only what moved is swapped, and announced."""

    state: str = ""
    log: str = ""
    rest: str = ""

    @classmethod
    def read(cls, text: str) -> "Seen":
        return cls(*text.split(".")) if text.count(".") == 2 else cls()

    def __str__(self) -> str:
        return ".".join(self)


class FileLine(NamedTuple):
    """A file with the name under which it is downloaded."""

    part: Part
    name: str


class Detail:
    def __init__(self, export: Export, reader: User, *, everything: bool = False) -> None:
        self.export = export
        self.everything = everything
        self.progress: Progress = progress_of(export, reader)
        self.offers: Offers = offers_of(self.progress, reader)
        self._kind: Kind = kind_of(export)
        self.story: Story = self._kind.story

    @property
    def seen(self) -> Seen:
        stopping = "-stopping" if self.export.cancel_requested_at else ""
        progress = self.progress
        state = f"{self.export.state}{stopping}"
        return Seen(state, str(progress.last_event), progress.fingerprint)

    @property
    def vendor(self) -> str:
        return self._kind.vendor

    @property
    def poll(self) -> str:
        """How often to look again; bytes move faster than a vendor that builds for minutes."""
        return FAST_POLL if self.progress.downloading or self.progress.is_young else SLOW_POLL

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.progress, everything=self.everything)

    @property
    def only_part(self) -> PartFacts | None:
        return None if self.parts.several else self.parts.listed[0]

    @property
    def part_names(self) -> dict[int, str]:
        return self.parts.names_in(self.events)

    @property
    def strip(self) -> Strip:
        listed = {window.pk for window in self.parts.windows}
        return Drawing(self.export, self.progress.windows, self.story, listed).strip()

    @cached_property
    def underway(self) -> object:
        """What this kind of export tells of the parts being fetched."""
        return self.story.underway(self.progress.downloading)

    @cached_property
    def result(self) -> object:
        """What this kind of export has to tell first, once it has ended."""
        return self.story.result(self.export, MANY_CHANGES if self.everything else FEW_CHANGES)

    @cached_property
    def newer(self) -> Export | None:
        return newer_copy(self.export)

    @cached_property
    def watch(self) -> Watch | None:
        return watch_of(self.export)

    @cached_property
    def watch_form(self) -> WatchForm:
        return WatchForm(self.zone)

    @cached_property
    def verdict(self) -> Verdict | None:
        """Only of what ended with data; a failed export speaks through its reasons."""
        ended = self.export.state in (ExportState.READY, ExportState.INCOMPLETE)
        partly = self.export.state == ExportState.CANCELLED and self.progress.done > 0
        return self.story.verdict(self.progress.windows) if ended or partly else None

    @cached_property
    def files(self) -> list[FileLine]:
        parts = files_of(self.export)[: None if self.everything else SHORT_LIST]
        return [FileLine(part, names.part_name(part)) for part in parts]

    @property
    def hidden_files(self) -> int:
        return self.progress.files - len(self.files)

    @cached_property
    def preview(self) -> FirstRows | None:
        return first_rows(self.export)

    @cached_property
    def differences(self) -> Differences:
        return differences(self.progress.windows)

    @cached_property
    def _newest_events(self) -> list[Event]:
        newest = self.export.events.select_related("window").order_by("-pk")
        return list(newest[: None if self.everything else SHORT_LIST + 1])

    @property
    def events(self) -> list[Event]:
        """The newest first: what just happened stands where the eye is."""
        return self._newest_events[: None if self.everything else SHORT_LIST]

    @property
    def hidden_events(self) -> bool:
        return len(self._newest_events) > len(self.events)

    @cached_property
    def taken(self) -> Tally:
        """What was here before this export was asked for."""
        return tally(self.progress.windows, lambda window: was_here(window, self.export))

    @property
    def fetched_on(self) -> str:
        return days_fetched(self.progress.windows, self.zone)

    @property
    def fetched_at(self) -> datetime | None:
        return self._edge(max, "stored_at")

    @property
    def first_row_at(self) -> datetime | None:
        return self._edge(min, "first_row_at")

    @property
    def last_row_at(self) -> datetime | None:
        return self._edge(max, "last_row_at")

    @property
    def zone(self) -> str:
        """The zone in which moments of the whole export are told: its first part's."""
        return self.progress.windows[0].zone

    def _edge(self, choose: Callable[..., datetime | None], column: str) -> datetime | None:
        moments = [getattr(window, column) for window in self.progress.windows]
        return choose((moment for moment in moments if moment), default=None)
