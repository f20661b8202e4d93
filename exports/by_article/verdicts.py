"""The verdict on articles: the feed announces no number, so none is compared. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from exports.by_article.found import found_in
from exports.models import Grade, Window, WindowState
from exports.verdicts import Verdict, absent, counted, incomplete

NAMED = 3


def verdict_on(windows: Iterable[Window]) -> Verdict:
    """The verdict on an export that ended; articles that are not stored count as missing."""
    every = list(windows)
    stored = [window for window in every if window.state == WindowState.STORED]
    comments = counted(sum(window.received_rows for window in stored), "comment")
    notes = tuple(_notes(stored))
    if missing := list(absent(every, stored)):
        return incomplete(comments, missing, notes)
    if not any(found_in(window).events for window in stored):
        return Verdict(Grade.WHOLE, "Empty", "No comments", nothing_under(stored), notes)
    word = "As asked" if stored[0].count else Grade.WHOLE.label
    return Verdict(Grade.WHOLE, word, comments, _read(stored), notes)


def _read(stored: Sequence[Window]) -> str:
    events = counted(sum(found_in(window).events for window in stored), "event")
    if stored[0].count:
        first = f"the first {stored[0].count:,}" if len(stored) == 1 else "each one's first"
        return f"Only {first}, the oldest, as asked: {events} read."
    return f"Read to the end of OpenWeb's feed: {events}. OpenWeb announces no number."


def nothing_under(empty: Sequence[Window]) -> str:
    """Nobody can tell these two apart, so neither is claimed."""
    names = ", ".join(f"“{window.post_id}”" for window in empty[:NAMED])
    more = f" and {len(empty) - NAMED:,} more" if len(empty) > NAMED else ""
    its = "its id is another" if len(empty) == 1 else "their ids are others"
    return (
        f"OpenWeb has no comments under {names}{more}: nobody has written, or {its}. "
        "The id is the one that OpenWeb's code on the article's page is given (data-post-id in "
        "the page's source)."
    )


def _notes(stored: Sequence[Window]) -> Iterable[str]:
    found = [found_in(window) for window in stored]
    if deleted := sum(one.deleted for one in found):
        whose = "its" if deleted == 1 else "their"
        yield f"{deleted:,} of them deleted; {whose} last known text is kept in the file."
    if any(
        window.received_rows < (window.count or 0) <= found_in(window).events for window in stored
    ):
        yield "Fewer came than asked for: OpenWeb counted edits and deletions as well."
    empty = [window for window in stored if not found_in(window).events]
    if empty and len(empty) < len(stored):
        yield nothing_under(empty)
    skipped = sum((Counter(one.skipped) for one in found), Counter[str]())
    if skipped:
        kinds = ", ".join(kind or "no name" for kind in sorted(skipped)[:NAMED])
        yield (
            f"Kept in events.jsonl without effect: {counted(skipped.total(), 'event')} of kinds "
            f"that OpenWeb's documents do not name ({kinds}), or about no message."
        )
    if any(one.anew for one in found):
        yield "No earlier copy was there to compare with, so all was fetched anew."
