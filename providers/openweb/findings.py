"""What has been learnt about one article while its feed is fetched."""

from collections import Counter
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from providers.openweb.article_feed import Cursor, following
from providers.openweb.feed_answer import FeedAnswer, tally


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """Totals so far.

    Of this fetch alone: `calls`, how many answers it got; `idle`, how many of the last ones brought
    no event; `new_events`; `received`, bytes uncompressed; `ended`, whether the feed is at its end.
    With those of the earlier export that it continues: `answers` and `events`; `skipped`, events
    that cannot be applied, by type; `foreign_spots`, events of other spots than the one asked for,
    by spot. `etag` is where to ask next, in an update too. `named_spot` is the spot as the vendor
    last named it, empty when it never did.
    """

    etag: int = 0
    calls: int = 0
    idle: int = 0
    new_events: int = 0
    received: int = 0
    ended: bool = False
    answers: int = 0
    events: int = 0
    skipped: dict[str, int] = {}
    foreign_spots: dict[str, int] = {}
    named_spot: str = ""

    def with_events_of(self, answer: FeedAnswer, received: int) -> "Findings":
        """With what was read of an answer until now."""
        return replace(
            self,
            new_events=self.new_events + answer.events,
            received=self.received + received,
            events=self.events + answer.events,
            skipped=_together(self.skipped, answer.skipped),
            foreign_spots=_together(self.foreign_spots, answer.foreign_spots),
            named_spot=answer.spot_id or self.named_spot,
        )

    def after(self, answer: FeedAnswer, received: int, count: int | None) -> "Findings":
        """When all of the answer was read; raises UnclearAnswer for a feed without end."""
        cursor = Cursor(self.etag, self.calls, self.idle)
        further = following(cursor, answer.new_etag, answer.events, count)
        return replace(
            self.with_events_of(answer, received),
            etag=_further(self, answer),
            calls=self.calls + 1,
            idle=further.idle if further else self.idle,
            answers=self.answers + 1,
            ended=further is None,
        )

    def after_earlier(self, answer: FeedAnswer) -> "Findings":
        """When all of an answer was read that the earlier export holds."""
        return replace(
            self.with_events_of(answer, 0),
            etag=_further(self, answer),
            answers=self.answers + 1,
            new_events=0,
        )


def _further(findings: Findings, answer: FeedAnswer) -> int:
    return max(findings.etag, answer.new_etag or 0)


def _together(some: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    counts = Counter(some)
    for word, times in more.items():
        tally(counts, word, times)
    return dict(counts)
