"""The verdict on a tenant's list: onQ announces no number, so none is compared. Pure."""

from collections.abc import Iterable

from conversations.exporting.found import found_in
from exports.models import Grade, Window, WindowState
from exports.verdicts import Verdict, absent, counted, incomplete

MOVED = (
    "This is one pass over a list that may move meanwhile, so a conversation can be missing. The "
    "list under Conversations repeats its passes."
)


def verdict_on(windows: Iterable[Window]) -> Verdict:
    """The verdict on an export that ended."""
    every = list(windows)
    stored = [window for window in every if window.state == WindowState.STORED]
    number = sum(window.received_rows for window in stored)
    headline = counted(number, "conversation")
    if missing := list(absent(every, stored)):
        return incomplete(headline, missing, ())
    if not number:
        sentence = "onQ lists no conversation of this tenant."
        return Verdict(Grade.WHOLE, "Empty", "No conversations", sentence, ())
    answers = counted(sum(found_in(window).answers for window in stored), "answer")
    sentence = f"Read to the end of onQ's list: {answers}. onQ announces no number."
    return Verdict(Grade.WHOLE, Grade.WHOLE.label, headline, sentence, (MOVED,))
