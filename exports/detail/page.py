"""Everything one export's page shows; each part is read when the template comes to it."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from accounts.models import User
from exports import names
from exports.detail.facts import PartFacts, facts_of
from exports.detail.offers import Offers, offers_of
from exports.detail.previews import FirstRows, first_rows
from exports.detail.progress import Progress, progress_of
from exports.forms.watch import WatchForm
from exports.kinds import Kind, Story, kind_of
from exports.merging.flavours import Differences, differences
from exports.models import Event, Export, ExportState, Part, Watch, WindowState
from exports.queries import files_of, newer_copy, watch_of
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
    def parts(self) -> list[PartFacts]:
        return list(facts_of(self.progress))

    @property
    def only_part(self) -> PartFacts | None:
        return self.parts[0] if len(self.parts) == 1 else None

    @property
    def part_names(self) -> dict[int, str]:
        """How the log tells several parts apart, by their windows' keys: no longer than needed."""
        parts = self.parts if len(self.parts) > 1 else []
        spots = {part.window.spot_id for part in parts}
        if len(spots) == len(parts):
            return {part.window.pk: part.window.site_name for part in parts}
        if len(spots) == 1:
            return {part.window.pk: part.words for part in parts}
        return {part.window.pk: f"{part.window.site_name}, {part.words}" for part in parts}

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
    def reasons(self) -> list[tuple[str, list[PartFacts]]]:
        """Why parts failed: each reason once, with the parts it hit."""
        found: dict[str, list[PartFacts]] = {}
        for part in self.parts:
            if part.window.state == WindowState.FAILED:
                found.setdefault(part.window.message, []).append(part)
        return list(found.items())

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
