"""One step of one window, whatever its kind."""

from django.utils import timezone

from exports import moves
from exports.kinds import kind_of
from exports.models import Export, Window, WindowState
from exports.runner.vendor import can_ask
from exports.services import windows
from jobs.services import Lease, LeaseLost


def step(lease: Lease) -> None:
    """Move the leased window one step on. Raises LeaseLost, Stopping."""
    try:
        _step(lease)
    except (Export.DoesNotExist, Window.DoesNotExist):
        # Only an export that ended is deleted, so this worker woke up late.
        raise LeaseLost from None


def _step(lease: Lease) -> None:
    window = Window.objects.select_related("export", "site", "tenant").get(pk=lease.pk)
    if window.export.cancel_requested_at:
        windows.apply(lease, window, moves.cancelled(window))
    elif window.state == WindowState.HELD:
        _wait(lease, window)
    else:
        kind_of(window.export).steps[WindowState(window.state)](lease, window)


def give_up(lease: Lease) -> None:
    """End a window whose workers died over and over."""
    window = Window.objects.select_related("export").get(pk=lease.pk)
    sentence = (
        "The worker stopped unexpectedly several times at this point, so this was ended. "
        "An operator finds the reason in the log; then press Retry."
    )
    windows.apply(lease, window, moves.failed(sentence))


def _wait(lease: Lease, window: Window) -> None:
    """Held: a key that can be tried or the deadline moves it."""
    now = timezone.now()
    move = moves.release(window, now) if can_ask(window) else moves.still_held(window, now)
    windows.apply(lease, window, move)
