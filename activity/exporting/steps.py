"""The steps of a person's export: have everything loaded, then write it down."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from activity.exporting import files as zipped
from activity.exporting.order import person_of, wanted_of
from activity.exporting.verdicts import verdict_on
from activity.models import Capture, CaptureState
from activity.queries import messages_of
from activity.services import captures
from exports import moves, spool
from exports.models import Grade, Part, Window, WindowState
from exports.moves import Move
from exports.runner import bulk
from exports.services import files, turns
from jobs import stopping
from jobs.failpoints import failpoint
from jobs.services import Lease
from providers.errors import ProviderError, RequestRefused

LOOK_AGAIN = timedelta(seconds=1)


def _begin(lease: Lease, window: Window) -> None:
    if turns.begin(lease, window):
        _go_on(lease, window)


def _go_on(lease: Lease, window: Window) -> None:
    Taking(lease, window).run()


STEPS = {WindowState.WAITING: _begin, WindowState.DOWNLOADING: _go_on}


@dataclass(frozen=True)
class Taking:
    """One person's messages at one site, by the owner of `lease`."""

    lease: Lease
    window: Window

    def run(self) -> None:
        bulk.run(self.lease, self.window, self._try, self._after)

    def _after(self, error: ProviderError) -> Move:
        return moves.decide(self.window, moves.FeedMissed(error), timezone.now())

    def _try(self) -> Move | None:
        capture = self._capture()
        if capture.state == CaptureState.FAILED and self.window.findings.get("asked"):
            return moves.decide(self.window, moves.Doomed(capture.trouble), timezone.now())
        if not capture.is_complete:
            return self._wait(capture)
        loaded = capture.messages.count()
        part = files.only_part(self.lease, self.window)
        written = self._write(capture, part, loaded)
        if not Capture.objects.filter(pk=capture.pk).exists():
            # It expired under the writing, so what was written last may be missing.
            return self._wait(self._capture())
        bulk.publish_archive(
            self.lease,
            self.window,
            part,
            rows=written.rows,
            table=zipped.TABLE,
            move=_stored(self.window, capture, written, loaded),
        )
        return None

    def _capture(self) -> Capture:
        """What was in front of the person who asked; where that is gone, one begun anew."""
        site = self.window.site
        known = self.window.findings.get("capture", self.window.export.request["capture"])
        found = Capture.objects.filter(pk=known, site=site).select_related("site").first()
        if found:
            return found
        if site is None:
            raise RequestRefused("The site was deleted, and its key with it.")
        return captures.begin(person_of(self.window.export), site)

    def _wait(self, capture: Capture) -> Move:
        captures.load_all(capture)
        now = timezone.now()
        found = {"capture": capture.pk, "asked": True, "messages": capture.messages.count()}
        return Move(
            WindowState.DOWNLOADING,
            due_at=now + LOOK_AGAIN,
            deadline_at=now + moves.SILENT_DOWNLOAD_LIMIT,
            changes={
                "findings": found,
                "message": capture.trouble,
                "last_answer_at": capture.last_answer_at,
            },
        )

    def _note(self, part: Part) -> None:
        failpoint("mid_writing")
        stopping.check()
        files.note_bytes(self.lease, self.window, part, 0)
        spool.check_room(0)

    def _write(self, capture: Capture, part: Part, loaded: int) -> zipped.Written:
        window = self.window
        return zipped.write(
            messages_of(capture, wanted_of(window.export)),
            bulk.archive_path(self.lease, window),
            _manifest(window, capture, loaded),
            window.export.requested_at,
            partial(self._note, part),
        )


def _manifest(window: Window, capture: Capture, loaded: int) -> dict[str, Any]:
    return {
        "site": window.site_name,
        "spot_id": window.spot_id,
        "person": capture.asked_id,
        "asked_as": capture.asked_kind,
        "display_name": capture.display_name,
        "as_of": capture.started_at.isoformat(),
        "loaded": loaded,
        "to_the_end": not capture.cut_short,
        "wanted": window.export.request["wanted"],
        "case_number": window.export.case_number,
    }


def _stored(window: Window, capture: Capture, written: zipped.Written, loaded: int) -> Move:
    changes = {
        "received_rows": written.rows,
        "first_row_at": written.first_at,
        "last_row_at": written.last_at,
        "stored_at": timezone.now(),
        "grade": Grade.INCOMPLETE if capture.cut_short else Grade.WHOLE,
        "findings": {
            "capture": capture.pk,
            "messages": loaded,
            "unreadable": capture.unreadable,
            "cut_short": capture.cut_short,
            "as_of": capture.started_at.isoformat(),
        },
    }
    told = Window(state=WindowState.STORED, export=window.export, **changes)
    return moves.decide(window, moves.Brought(changes, verdict_on([told])), timezone.now())
