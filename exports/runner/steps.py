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
        _decide(lease, window, moves.CancelWanted(_called_off(window)))
    elif window.state == WindowState.HELD:
        _wait(lease, window)
    else:
        kind_of(window.export).steps[WindowState(window.state)](lease, window)


def _called_off(window: Window) -> str:
    call_off = kind_of(window.export).call_off
    return call_off(window) if call_off and window.is_being_built else ""


def give_up(lease: Lease) -> None:
    """End a window whose workers died over and over."""
    window = Window.objects.select_related("export").get(pk=lease.pk)
    sentence = (
        "The worker stopped unexpectedly several times at this point, so this was ended. "
        "An operator finds the reason in the log; then press Retry."
    )
    _decide(lease, window, moves.Doomed(sentence))


def _wait(lease: Lease, window: Window) -> None:
    """Held: a key that can be tried or the deadline moves it."""
    _decide(lease, window, moves.KeyLooked(can_ask(window)))


def _decide(lease: Lease, window: Window, answer: moves.Answer) -> None:
    windows.apply(lease, window, moves.decide(window, answer, timezone.now()))
