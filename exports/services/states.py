"""An export's own state and log. Lock order everywhere: export, then spot queue, then windows."""

from django.utils import timezone

from exports.models import (
    OPEN_WINDOW_STATES,
    Event,
    EventLevel,
    Export,
    ExportState,
    Grade,
    Window,
    WindowState,
)
from providers.redaction import redact


def lock(export_id: int) -> Export:
    """The export's row, locked until the surrounding transaction ends."""
    return Export.objects.select_for_update().get(pk=export_id)


def log(
    export: Export,
    sentence: str,
    *,
    window: Window | None = None,
    level: EventLevel = EventLevel.INFO,
    detail: str = "",
) -> None:
    """One line for the export's log; secrets are cut out."""
    Event.objects.create(
        export=export,
        window=window,
        level=level,
        sentence=redact(sentence),
        detail=redact(detail),
    )


def recompute(export: Export) -> None:
    """Bring the export's state in line with its windows. The caller has locked its row."""
    rows = list(export.windows.standing().values_list("state", "grade"))
    state = _state_of({state for state, _ in rows}, {grade for _, grade in rows}, export)
    if state == export.state:
        return
    export.state = state
    export.finished_at = None if export.is_open else timezone.now()
    export.save(update_fields=["state", "finished_at"])
    if not export.is_open:
        _log_end(export)


def _state_of(states: set[str], grades: set[str], export: Export) -> ExportState:
    still_open = states & set(OPEN_WINDOW_STATES)
    if still_open:
        if still_open == {WindowState.HELD}:
            return ExportState.WAITING_FOR_ADMIN
        return ExportState.QUEUED if states == {WindowState.WAITING} else ExportState.RUNNING
    if export.cancel_requested_at:
        return ExportState.CANCELLED
    if states == {WindowState.STORED}:
        return ExportState.INCOMPLETE if Grade.INCOMPLETE in grades else ExportState.READY
    return ExportState.INCOMPLETE if WindowState.STORED in states else ExportState.FAILED


ENDS = {
    ExportState.READY: (EventLevel.GOOD, "Ready."),
    ExportState.INCOMPLETE: (EventLevel.WARNING, "Ended incomplete: see what is missing above."),
    ExportState.FAILED: (EventLevel.BAD, "Ended without data."),
    ExportState.CANCELLED: (EventLevel.WARNING, "Cancelled."),
}


def _log_end(export: Export) -> None:
    level, sentence = ENDS[ExportState(export.state)]
    log(export, sentence, level=level)
