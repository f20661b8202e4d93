"""The verdict on a person's messages: OpenWeb announces no number, so none is compared. Pure."""

from collections.abc import Iterable

from exports.models import Grade, Window, WindowState
from exports.verdicts import Verdict, absent, counted, incomplete


def verdict_on(windows: Iterable[Window]) -> Verdict:
    """The verdict on an export that ended; a site that is not stored counts as missing."""
    every = list(windows)
    stored = [window for window in every if window.state == WindowState.STORED]
    rows = counted(sum(window.received_rows for window in stored), "message")
    notes = tuple(_notes(stored))
    if missing := [*absent(every, stored), *_cut_short(stored)]:
        return incomplete(rows, missing, notes)
    loaded = sum(window.findings.get("messages", 0) for window in stored)
    if not loaded:
        sentence = (
            "OpenWeb lists no messages of this person here: nothing was written, or the id is "
            "another's. Nobody can tell which."
        )
        return Verdict(Grade.WHOLE, "Empty", "No messages", sentence, notes)
    some = (
        ""
        if loaded == sum(window.received_rows for window in stored)
        else (f" {counted(loaded, 'message')} in all, of which the filter left these.")
    )
    sentence = f"Read to the end of OpenWeb's list.{some} OpenWeb announces no number."
    return Verdict(Grade.WHOLE, Grade.WHOLE.label, rows, sentence, notes)


def _cut_short(stored: list[Window]) -> Iterable[str]:
    if any(window.findings.get("cut_short") for window in stored):
        yield "OpenWeb says that there are more messages, and does not send them"


def _notes(stored: list[Window]) -> Iterable[str]:
    if unreadable := sum(window.findings.get("unreadable", 0) for window in stored):
        yield f"{unreadable:,} of what OpenWeb listed could not be read and is left out."
