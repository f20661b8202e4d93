"""A window's download: fetch every file, examine them all, publish all at once or nothing."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone

from exports import moves, spool, storage
from exports.models import Export, Part, Window
from exports.moves import Move
from exports.runner.fetch import Fetch
from exports.runner.vendor import ask
from exports.services import files, windows
from exports.services.files import CancelAsked, Fetched
from exports.spool import NoRoom, Spool
from jobs import stopping
from jobs.failpoints import failpoint
from jobs.services import Lease, LeaseLost
from providers.errors import FileDamaged, ProviderError, printable
from providers.openweb.export_v1 import ExportStatus
from providers.openweb.files import FileReport, SeenIds, examine


class WrongSpot(Exception):
    """The rows belong to another spot; the text is the sentence for the user."""


@dataclass(frozen=True)
class Download:
    """All files of one window, fetched by the owner of `lease`."""

    lease: Lease
    window: Window

    def run(self) -> None:
        try:
            move = self._try()
        except ProviderError as error:
            move = moves.after_download(self.window, error, timezone.now(), self._tries())
        except NoRoom as error:
            move = moves.no_room(self.window, str(error), timezone.now())
        except OSError as error:
            move = moves.no_room(self.window, spool.in_words(error), timezone.now())
        except WrongSpot as error:
            move = moves.failed(str(error))
        except CancelAsked:
            move = moves.cancelled(self.window)
        if move:
            windows.apply(self.lease, self.window, move)
            if move.ends:
                spool.clear(self.window)

    def _try(self) -> Move | None:
        """Publish the files and return None, or return why that has to wait."""
        answer = ask(self.window, lambda client: client.status(self.window.vendor_id))
        if isinstance(answer, ProviderError):
            return moves.after_poll(self.window, answer, timezone.now())
        if not moves.is_ready(answer):
            return moves.back_to_processing(self.window, answer, timezone.now())
        self._fetch_and_publish(answer)
        spool.clear(self.window)
        return None

    def _fetch_and_publish(self, answer: ExportStatus) -> None:
        if answer.count is not None:
            self.window.announced_rows = answer.count
        with ExitStack() as held:
            # Every spool stays locked until all is published: no other worker touches these bytes.
            fetched = [
                self._fetch(part, link, held)
                for part, link in files.match_parts(self.lease, self.window, answer.links)
            ]
            self._publish(self._examine(fetched))

    def _fetch(self, part: Part, link: str, held: ExitStack) -> "Arrived":
        into = held.enter_context(spool.open_spool(self.window, part, self.lease))
        return Arrived(part, into, Fetch(self.lease, self.window, part).run(link, into))

    def _examine(self, arrived: "Sequence[Arrived]") -> list[Fetched]:
        with SeenIds() as seen:
            return [
                Fetched(one.part, one.spool.path, one.sha256, self._report(one, seen))
                for one in arrived
            ]

    def _report(self, one: "Arrived", seen: SeenIds) -> FileReport:
        window = self.window
        stopping.check()
        files.note_bytes(self.lease, window, one.part, one.spool.size)
        try:
            report = examine(
                one.spool.path,
                spot_id=window.spot_id,
                since=window.since,
                to=window.to,
                seen=seen,
                zone=ZoneInfo(window.vendor_zone),
            )
        except FileDamaged:
            one.spool.restart()
            files.note_damaged(self.lease, one.part)
            raise
        if report.foreign_spots:
            raise WrongSpot(_wrong_spot(window, report))
        return report

    def _publish(self, fetched: Sequence[Fetched]) -> None:
        spot_id = self.window.spot_id
        keys = [storage.key_for(spot_id, one.sha256) for one in fetched]
        try:
            for one, key in zip(fetched, keys, strict=True):
                storage.put(one.path, key)
            failpoint("before_publish")
            files.publish(self.lease, self.window, fetched)
        except (LeaseLost, Export.DoesNotExist):
            for key in keys:
                files.remove_unneeded(key, spot_id)
            raise

    def _tries(self) -> int:
        most: int | None = self.window.parts.aggregate(most=Max("tries"))["most"]
        return most or 0


@dataclass(frozen=True)
class Arrived:
    """A part whose bytes are all in the spool."""

    part: Part
    spool: Spool
    sha256: str


def _wrong_spot(window: Window, report: FileReport) -> str:
    others = ", ".join(printable(spot[:60]) for spot in sorted(report.foreign_spots)[:3])
    return (
        f"These comments belong to another spot ({others}), not to {window.spot_id}. Nothing was "
        f"kept. An admin should check the spot and the key of {window.site_name}."
    )
