"""How far an export is, for somebody at a terminal."""

from django.db.models import Sum

from exports.management.watching import Look
from exports.models import OPEN_WINDOW_STATES, Export, ExportState, Part, WindowState
from exports.verdicts import counted

HELD = "The export is kept and goes on once an admin has mended the key."


def look(export: Export) -> Look:
    """As it is now; `export` is then up to date."""
    export.refresh_from_db()
    stuck = HELD if export.state == ExportState.WAITING_FOR_ADMIN else ""
    return Look(_line(export), not export.is_open, *_bytes(export), stuck)


def _line(export: Export) -> str:
    windows = list(export.windows.standing())
    stored = sum(window.state == WindowState.STORED for window in windows)
    doing = next((w for w in windows if w.state in OPEN_WINDOW_STATES), windows[-1])
    words = doing.message or WindowState(doing.state).label
    rows = sum(window.received_rows for window in windows)
    earlier = sum(window.taken_from_id is not None for window in windows)
    taken = f", {earlier:,} fetched earlier" if earlier else ""
    parts = counted(len(windows), "part")
    return f"{words} · {stored:,} of {parts} stored{taken} · {counted(rows, 'row')}"


def _bytes(export: Export) -> tuple[int, int]:
    sums = Part.objects.filter(window__export=export).aggregate(
        done=Sum("bytes_done", default=0), total=Sum("bytes_total", default=0)
    )
    return sums["done"], sums["total"]
