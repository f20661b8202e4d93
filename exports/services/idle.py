"""Windows that nobody holds: ended when somebody cancels, begun anew when somebody retries."""

from django.utils import timezone

from exports import moves
from exports.kinds import kind_of
from exports.models import OPEN_WINDOW_STATES, EventLevel, Export, Window, WindowState
from exports.services import spots, states
from exports.services.windows import write
from exports.verdicts import counted


def end(export: Export) -> None:
    """End the windows that no worker holds. The caller has locked the export.

    What OpenWeb is building a worker has to call off first.
    """
    idle = export.windows.filter(state__in=OPEN_WINDOW_STATES, lease_token=None)
    with spots.giving_all_back(export):
        unasked = sum(_end_cancelled(window) for window in idle.select_for_update())
    if unasked:
        words = f"{counted(unasked, 'part')} that waited will not be asked for."
        states.log(export, words, level=EventLevel.WARNING)


def _end_cancelled(window: Window) -> bool:
    """Whether it ended without ever being asked for: no lines of those, there may be thousands."""
    if window.is_being_built:
        Window.objects.filter(pk=window.pk).update(due_at=timezone.now())
        return False
    move = moves.decide(window, moves.CancelWanted(), timezone.now())
    if not write(Window.objects.filter(pk=window.pk, lease_token=None), window, move):
        return False
    if window.state == WindowState.WAITING:
        return True
    states.log(window.export, move.sentence, window=window, level=move.level)
    return False


def restart(window: Window) -> None:
    """Ask anew for a window that ended without its data, once it is its turn.

    The caller has locked the export, and wakes the spot's next.
    """
    window.parts.all().delete()
    Window.objects.filter(pk=window.pk).update(
        state=WindowState.WAITING,
        state_since=timezone.now(),
        attempt=window.attempt + 1,
        due_at=None,
        times_overdue=0,
        lane=kind_of(window.export).lane,
        findings={},
        deadline_at=None,
        lease_token=None,
        lost_owners=0,
        requested_at=None,
        vendor_id="",
        polls=0,
        last_answer="",
        last_answer_at=None,
        announced_rows=None,
        held_from="",
        trouble_since=None,
        message="",
        detail="",
    )
