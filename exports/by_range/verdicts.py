"""The verdict on the comments of ranges of days. Pure."""

from collections import Counter
from collections.abc import Iterable

from exports.models import Grade, Window, WindowState
from exports.verdicts import Verdict, absent, counted, incomplete

OTHER_ROWS = "other_rows"  # in a window's findings: by the data set that they are of

WHOLE = "Files intact, no duplicate ids, dates inside the range; OpenWeb announces no number."
WHOLE_EACH = (
    "Files intact, no duplicate ids within a part, dates inside its range; OpenWeb announces no "
    "number."
)
INTACT = "Files intact; OpenWeb announces no number."


def verdict_on(windows: Iterable[Window]) -> Verdict:
    """The verdict on an export that ended; parts that are not stored count as missing."""
    every = list(windows)
    stored = [window for window in every if window.state == WindowState.STORED]
    rows = sum(window.received_rows for window in stored)
    doubts = tuple(_doubts(stored))
    notes = (*doubts, *other_data(stored))
    if missing := [*absent(every, stored), *_short(stored)]:
        return incomplete(counted(rows, "row"), missing, notes)
    grade = _weakest(stored)
    if not rows:
        return Verdict(grade, "Empty", "No comments in this range", _empty(stored), notes)
    return Verdict(grade, grade.label, counted(rows, "row"), _compared(stored, doubts), notes)


def _weakest(stored: list[Window]) -> Grade:
    complete = all(window.grade == Grade.COMPLETE for window in stored)
    return Grade.COMPLETE if complete else Grade.WHOLE


def _short(stored: list[Window]) -> Iterable[str]:
    lacking = sum(
        max((window.announced_rows or 0) - window.received_rows + window.duplicate_rows, 0)
        for window in stored
        if window.grade == Grade.INCOMPLETE
    )
    if lacking:
        yield f"{lacking:,} fewer than OpenWeb announced"


def _compared(stored: list[Window], doubts: tuple[str, ...]) -> str:
    if any(window.announced_rows is None for window in stored):
        return INTACT if doubts else WHOLE if len(stored) == 1 else WHOLE_EACH
    more = sum(window.received_rows - (window.announced_rows or 0) for window in stored)
    if more:
        return f"Every announced row is here, and {more:,} more than OpenWeb announced."
    return "As many as OpenWeb announced."


def _empty(stored: list[Window]) -> str:
    announced = all(window.announced_rows == 0 for window in stored)
    why = "OpenWeb announced none." if announced else "OpenWeb's files hold no comments."
    return f"That is an answer, not an error. {why}"


def _doubts(stored: list[Window]) -> Iterable[str]:
    yield from repeated(stored)
    if outside := sum(window.outside_rows for window in stored):
        yield f"{counted(outside, 'row')} dated outside the range: OpenWeb's zone may differ."


def repeated(stored: Iterable[Window]) -> Iterable[str]:
    """A note on rows that came twice, if there are any."""
    if duplicates := sum(window.duplicate_rows for window in stored):
        yield f"{counted(duplicates, 'row')} with an id that came before."


def other_data(stored: list[Window]) -> Iterable[str]:
    """A note on what came beside the comments, if anything did."""
    rows = sum((Counter(window.findings.get(OTHER_ROWS)) for window in stored), Counter[str]())
    if named := [f"{number:,} of {name}" for name, number in rows.items() if number]:
        yield f"Other rows came in files of their own: {' and '.join(named)}."
