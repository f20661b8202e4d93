"""The step for each state of a window of days."""

from django.utils import timezone

from exports import moves, ranges
from exports.by_range.downloading import Download
from exports.by_range.status import status_of
from exports.by_range.story import range_of
from exports.models import Window, WindowState
from exports.moves import Move
from exports.runner.vendor import ask
from exports.services import turns, windows
from jobs.failpoints import failpoint
from jobs.services import Lease
from providers.http import Http
from providers.openweb.export_v1 import ExportV1


def _ask(lease: Lease, window: Window) -> None:
    if turns.begin(lease, window, moves.requesting(timezone.now())):
        _request(lease, window)


def _ask_again(lease: Lease, window: Window) -> None:
    if lease.lost_owners:
        windows.keep(lease, window, moves.requesting_again(timezone.now()))
    _request(lease, window)


def _request(lease: Lease, window: Window) -> None:
    times = ranges.vendor_times(range_of(window), window.vendor_zone)

    def call(http: Http, token: str) -> str:
        export_id = ExportV1(http, window.spot_id, token).request(*times)
        failpoint("after_post")
        return export_id

    _write(lease, window, moves.after_request(window, ask(window, call), timezone.now()))


def _poll(lease: Lease, window: Window) -> None:
    _write(lease, window, moves.after_poll(window, status_of(window), timezone.now()))


def _write(lease: Lease, window: Window, move: Move) -> None:
    failpoint("before_commit")
    windows.apply(lease, window, move)


def _download(lease: Lease, window: Window) -> None:
    Download(lease, window).run()


STEPS = {
    WindowState.WAITING: _ask,
    WindowState.REQUESTING: _ask_again,
    WindowState.PROCESSING: _poll,
    WindowState.DOWNLOADING: _download,
}
