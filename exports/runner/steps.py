"""The step for each state of a window."""

from django.utils import timezone

from exports import moves, ranges
from exports.models import Export, Window, WindowState
from exports.moves import Move
from exports.runner.downloading import Download
from exports.runner.vendor import ask, can_ask
from exports.services import turns, windows
from jobs.failpoints import failpoint
from jobs.services import Lease, LeaseLost
from providers.openweb.export_v1 import ExportV1


def step(lease: Lease) -> None:
    """Move the leased window one step on. Raises LeaseLost, Stopping."""
    try:
        _step(lease)
    except (Export.DoesNotExist, Window.DoesNotExist):
        # Only an export that ended is deleted, so this worker woke up late.
        raise LeaseLost from None


def _step(lease: Lease) -> None:
    window = Window.objects.select_related("export", "site").get(pk=lease.pk)
    if window.export.cancel_requested_at:
        windows.apply(lease, window, moves.cancelled(window))
    else:
        STEPS[WindowState(window.state)](lease, window)


def give_up(lease: Lease) -> None:
    """End a window whose workers died over and over."""
    window = Window.objects.select_related("export").get(pk=lease.pk)
    sentence = (
        "The worker stopped unexpectedly several times at this point, so this was ended. "
        "An operator finds the reason in the log; then press Retry."
    )
    windows.apply(lease, window, moves.failed(sentence))


def _ask(lease: Lease, window: Window) -> None:
    if turns.begin(lease, window):
        _request(lease, window)


def _ask_again(lease: Lease, window: Window) -> None:
    if lease.lost_owners:
        windows.keep(lease, window, moves.requesting_again(timezone.now()))
    _request(lease, window)


def _request(lease: Lease, window: Window) -> None:
    asked = ranges.Range(window.since, window.to)

    def call(client: ExportV1) -> str:
        export_id = client.request(*ranges.vendor_times(asked, window.vendor_zone))
        failpoint("after_post")
        return export_id

    _write(lease, window, moves.after_request(window, ask(window, call), timezone.now()))


def _poll(lease: Lease, window: Window) -> None:
    answer = ask(window, lambda client: client.status(window.vendor_id))
    _write(lease, window, moves.after_poll(window, answer, timezone.now()))


def _write(lease: Lease, window: Window, move: Move) -> None:
    failpoint("before_commit")
    windows.apply(lease, window, move)


def _download(lease: Lease, window: Window) -> None:
    Download(lease, window).run()


def _wait(lease: Lease, window: Window) -> None:
    """Held: a key that can be tried or the deadline moves it."""
    now = timezone.now()
    move = moves.release(window, now) if can_ask(window) else moves.still_held(window, now)
    windows.apply(lease, window, move)


STEPS = {
    WindowState.WAITING: _ask,
    WindowState.REQUESTING: _ask_again,
    WindowState.PROCESSING: _poll,
    WindowState.DOWNLOADING: _download,
    WindowState.HELD: _wait,
}
