"""The verdict on a tenant's list: onQ announces no number, so none is compared. Pure."""

from collections.abc import Iterable

from conversations.exporting.found import Found, found_in
from exports.models import Grade, Window, WindowState
from exports.verdicts import Verdict, absent, counted, incomplete

MOVED = (
    "This is one pass over a list that may move meanwhile, so a conversation can be missing. The "
    "list under Conversations repeats its passes."
)
REFUSED = "onQ refused to go on after the last of these: it may say so that there are no more."


def verdict_on(windows: Iterable[Window]) -> Verdict:
    """The verdict on an export that ended."""
    every = list(windows)
    stored = [window for window in every if window.state == WindowState.STORED]
    number = sum(window.received_rows for window in stored)
    headline = counted(number, "conversation")
    found = [found_in(window) for window in stored]
    if missing := [*absent(every, stored), *_cut_short(found)]:
        return incomplete(headline, missing, ())
    if not number:
        sentence = "onQ lists no conversation of this tenant."
        return Verdict(Grade.WHOLE, "Empty", "No conversations", sentence, ())
    answers = counted(sum(one.answers for one in found), "answer")
    sentence = f"Read to the end of onQ's list: {answers}. onQ announces no number."
    return Verdict(Grade.WHOLE, Grade.WHOLE.label, headline, sentence, tuple(_doubts(found)))


def _cut_short(found: Iterable[Found]) -> Iterable[str]:
    for one in found:
        if one.is_cut_short:
            yield f"onQ refused to go on, and {counted(one.listed, 'conversation')} are known here"


def _doubts(found: Iterable[Found]) -> Iterable[str]:
    if any(one.refused for one in found):
        yield REFUSED
    yield MOVED
