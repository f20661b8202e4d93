"""The verdict on conversations: OpenWeb announces no number, so none is compared. Pure."""

from collections.abc import Iterable, Sequence

from exports.by_article.verdicts import nothing_under
from exports.by_range.verdicts import INTACT, other_data, repeated
from exports.models import Grade, Window, WindowState
from exports.verdicts import Verdict, absent, counted, incomplete

WHOLE = "Files intact, no duplicate ids; OpenWeb announces no number."


def verdict_on(windows: Iterable[Window]) -> Verdict:
    """The verdict on an export that ended; articles that are not stored count as missing."""
    every = list(windows)
    stored = [window for window in every if window.state == WindowState.STORED]
    number = sum(window.received_rows for window in stored)
    comments, doubts = counted(number, "comment"), tuple(_doubts(stored))
    notes = (*doubts, *_empty_ones(stored), *other_data(stored))
    if missing := list(absent(every, stored)):
        return incomplete(comments, missing, notes)
    if not number:
        return Verdict(Grade.WHOLE, "Empty", "No comments", nothing_under(stored), notes)
    return Verdict(Grade.WHOLE, Grade.WHOLE.label, comments, INTACT if doubts else WHOLE, notes)


def _doubts(stored: Sequence[Window]) -> Iterable[str]:
    yield from repeated(stored)
    if others := sum(window.outside_rows for window in stored):
        belong = "belongs" if others == 1 else "belong"
        yield f"{counted(others, 'comment')} {belong} to other articles than OpenWeb was asked for."


def _empty_ones(stored: Sequence[Window]) -> Iterable[str]:
    empty = [window for window in stored if not window.received_rows]
    if empty and len(empty) < len(stored):
        yield nothing_under(empty)
