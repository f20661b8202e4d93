"""The answer first: what an export's page says of everything that was stored. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from exports.models import Grade, Window, WindowState


@dataclass(frozen=True)
class Verdict:
    """The weakest grade of the parts, a headline, a sentence, and what else to know."""

    grade: Grade
    word: str
    headline: str
    sentence: str
    notes: tuple[str, ...]

    def __str__(self) -> str:
        """All of it as plain text, as the log has it."""
        return " ".join((f"{self.headline}.", self.sentence, *self.notes))


WHOLE = "Files intact, no duplicate ids, dates inside the range; OpenWeb announces no number."
INTACT = "Files intact; OpenWeb announces no number."


def verdict_on(windows: Iterable[Window]) -> Verdict:
    """The verdict on an export that ended; parts that are not stored count as missing."""
    every = list(windows)
    stored = [window for window in every if window.state == WindowState.STORED]
    rows = sum(window.received_rows for window in stored)
    notes = tuple(_notes(stored))
    missing = [*_absent(every, stored), *_short(stored)]
    if missing:
        return Verdict(Grade.INCOMPLETE, "Incomplete", _rows(rows), _sentence(missing), notes)
    if not rows:
        return Verdict(
            _weakest(stored), "Empty", "No comments in this range", _empty(stored), notes
        )
    grade = _weakest(stored)
    return Verdict(grade, grade.label, _rows(rows), _compared(stored, notes), notes)


def _weakest(stored: list[Window]) -> Grade:
    complete = all(window.grade == Grade.COMPLETE for window in stored)
    return Grade.COMPLETE if complete else Grade.WHOLE


def _absent(every: list[Window], stored: list[Window]) -> Iterable[str]:
    absent = len(every) - len(stored)
    if absent and len(every) > 1:
        yield f"{absent:,} of {len(every):,} parts {'is' if absent == 1 else 'are'} missing"
    elif absent:
        yield "nothing was stored"


def _short(stored: list[Window]) -> Iterable[str]:
    lacking = sum(
        max((window.announced_rows or 0) - window.received_rows + window.duplicate_rows, 0)
        for window in stored
        if window.grade == Grade.INCOMPLETE
    )
    if lacking:
        yield f"{lacking:,} fewer than OpenWeb announced"


def _compared(stored: list[Window], notes: tuple[str, ...]) -> str:
    if any(window.announced_rows is None for window in stored):
        return INTACT if notes else WHOLE
    more = sum(window.received_rows - (window.announced_rows or 0) for window in stored)
    if more:
        return f"Every announced row is here, and {more:,} more than OpenWeb announced."
    return "As many as OpenWeb announced."


def _empty(stored: list[Window]) -> str:
    announced = all(window.announced_rows == 0 for window in stored)
    why = "OpenWeb announced none." if announced else "OpenWeb's files hold no rows."
    return f"That is an answer, not an error. {why}"


def _notes(stored: list[Window]) -> Iterable[str]:
    if duplicates := sum(window.duplicate_rows for window in stored):
        yield f"{_rows(duplicates)} with an id that came before."
    if outside := sum(window.outside_rows for window in stored):
        yield f"{_rows(outside)} dated outside the range: OpenWeb's zone may differ."


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _sentence(parts: list[str]) -> str:
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."
