"""Etags: an event is known by its revision, and revisions have gaps.

The document's sample asks from 0, gets two events and is told to go on from 6.
"""

from bisect import bisect_right

PATTERN = (2, 6, 7, 9)
SPAN = PATTERN[-1]


def revision(number: int) -> int:
    """The revision that event `number` (from 0) leads to."""
    round_, place = divmod(number, len(PATTERN))
    return round_ * SPAN + PATTERN[place]


def events_until(etag: int) -> int:
    """How many events a reader has seen who stands at `etag`, be it a revision or in a gap."""
    round_, rest = divmod(etag, SPAN)
    return round_ * len(PATTERN) + bisect_right(PATTERN, rest)
