"""The comments of one article as a feed of events.

Follows OpenWeb's "Export comments by article ID": GET /v1/spot-conversation-events/text-only. Two
things are open there: whether all events come when `count` is left out, and whether `new_etag` is
that of the last event returned or of the whole conversation. `following` is right either way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from providers.errors import UnclearAnswer
from providers.openweb.feed_answer import FeedAnswer, Sink
from providers.openweb.spot_client import SpotClient

PATH = "/v1/spot-conversation-events/text-only"
MOST_CALLS = 20_000  # 300,000 events in answers of 20, an example count of OpenWeb's, and more
MOST_IDLE = 10


class ArticleFeed(SpotClient):
    """The article feed of one spot."""

    @contextmanager
    def page(
        self, post_id: str, etag: int, count: int | None, received: Sink
    ) -> Iterator[FeedAnswer]:
        """Ask for what happened after `etag`, 0 for everything, and yield the answer to iterate.

        `count` asks for so many messages from there on; None sends none. The body is written to
        `received` as it came (decoded, uncompressed), also when it turns out to be unusable.
        Raises ProviderError, here and while the answer is iterated.
        """
        params: dict[str, str | int] = {
            "token": self._token,
            "spot_id": self.spot_id,
            "post_id": post_id,
            "etag": etag,
        }
        if count is not None:
            params["count"] = count
        with self._http.stream("GET", PATH, params=params) as blocks:
            yield FeedAnswer(blocks, received, self.spot_id, post_id)

    def has_news(self, post_id: str, etag: int) -> bool:
        """Whether events came after `etag`, where an earlier reading ended. Raises ProviderError.

        An answer whose etag stands still is no news, whatever it holds: a vendor that repeats the
        last event each time would otherwise have news for ever. So would one that names no etag:
        nobody can tell its old events from new ones, which raises UnclearAnswer.
        """
        cursor: Cursor | None = Cursor(etag)
        while cursor:
            with self.page(post_id, cursor.etag, None, _Nowhere()) as answer:
                for _ in answer:
                    pass
            if answer.events and _named(answer.new_etag) > cursor.etag:
                return True
            cursor = following(cursor, answer.new_etag, answer.events, None)
        return False


def _named(new_etag: int | None) -> int:
    if new_etag is None:
        raise UnclearAnswer(
            "OpenWeb does not say where this article's events end, so Threadkeep cannot tell "
            "whether there is news.",
            detail="There are events, but no new_etag.",
        )
    return new_etag


class _Nowhere:
    def write(self, data: bytes, /) -> None:
        """What is only looked at is not kept."""


@dataclass(frozen=True)
class Cursor:
    """Where to ask next. `calls` were made so far; the last `idle` of them brought no event."""

    etag: int = 0
    calls: int = 0
    idle: int = 0


def following(
    cursor: Cursor, new_etag: int | None, events: int, count: int | None
) -> Cursor | None:
    """Where to ask after this answer; None when the feed is at its end.

    With the user's count one answer is all. Otherwise the feed is at its end when its etag no
    longer moves on; one that went back or is missing does not move on either. Raises UnclearAnswer
    for a feed without end: an etag that moves for ever, or moves on and on without any event.
    """
    if count is not None or new_etag is None or new_etag <= cursor.etag:
        return None
    moved = replace(
        cursor,
        etag=new_etag,
        calls=cursor.calls + 1,
        idle=0 if events else cursor.idle + 1,
    )
    if moved.calls >= MOST_CALLS or moved.idle >= MOST_IDLE:
        raise UnclearAnswer(
            "OpenWeb's list of this article's events does not end.",
            detail=f"{moved.calls} answers, the last {moved.idle} without events, "
            f"and new_etag still moved from {cursor.etag} to {new_etag}.",
        )
    return moved
