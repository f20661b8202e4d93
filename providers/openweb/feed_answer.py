"""One answer of the article feed, read while it arrives and kept as it came."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from providers.answers import says_failure, spoken_reason
from providers.errors import RequestRefused, UnclearAnswer, printable
from providers.openweb.feed_events import EventReader, FeedEvent, FeedUser, read_user
from providers.openweb.ids import spot_of
from providers.openweb.json_stream import JsonBroken, Piece, pieces
from providers.values import as_text, whole_number

_BEGINNING = 64 * 1024
_NAMES_KEPT = 20
_NAME_LENGTH = 60
_STREAMED = frozenset(("events", "users"))

Item = FeedEvent | FeedUser


class Sink(Protocol):
    """Where bytes go: a gzip file, for one."""

    def write(self, data: bytes, /) -> object: ...


class FeedAnswer:
    """Iterating gives events and users in the vendor's order, either kind first.

    Everything else is final after the last of them. `spot_id`, `conversation_id` and `post_id` are
    as the vendor named them, or empty; the etags are None where it named none. `skipped` counts
    the events that cannot be applied, by type; `foreign_spots` the events whose message id names
    another spot than the one asked for, by that spot. Iterating raises ProviderError:
    UnclearAnswer for anything but the documented JSON, RequestRefused for `"success": false`.
    """

    def __init__(
        self, blocks: Iterable[bytes], received: Sink, asked_spot: str, asked_post: str
    ) -> None:
        self.spot_id = ""
        self.conversation_id = ""
        self.post_id = ""
        self.from_etag: int | None = None
        self.new_etag: int | None = None
        self.events = 0
        self.skipped: Counter[str] = Counter()
        self.foreign_spots: Counter[str] = Counter()
        self._blocks = blocks
        self._received = received
        self._spot = asked_spot
        self._own = f"{asked_spot}_"
        self._reader = EventReader(asked_spot, asked_post)
        self._beginning = b""
        self._has_events = False
        self._refused = False

    def __iter__(self) -> Iterator[Item]:
        failure = ""
        try:
            for piece in pieces(self._kept(), _STREAMED):
                if (item := self._item(piece)) is not None:
                    yield item
        except JsonBroken as error:
            failure = str(error)
        if self._refused:
            raise RequestRefused(status=200, detail=spoken_reason(self._beginning))
        if failure or not self._has_events:
            words = f"{failure or 'There are no events'}. It begins: "
            raise UnclearAnswer(status=200, detail=words + spoken_reason(self._beginning))

    def _kept(self) -> Iterator[bytes]:
        for block in self._blocks:
            self._received.write(block)
            if len(self._beginning) < _BEGINNING:
                self._beginning += block[:_BEGINNING]
            yield block

    def _item(self, piece: Piece) -> Item | None:
        if piece.key == "events":
            return self._in_events(piece)
        if piece.key == "users":
            return read_user(piece.name, piece.value) if piece.name else None
        self._note(piece.key, piece.value)
        return None

    def _in_events(self, piece: Piece) -> FeedEvent | None:
        if piece.start == "[" or (piece.text == "null" and not self._has_events):
            self._has_events = True
            return None
        if not self._has_events:
            raise JsonBroken("The events are no list")
        event = self._reader.read(piece.value, piece.text)
        self.events += 1
        if event.action is None:
            tally(self.skipped, event.type)
        if not event.id.startswith(self._own):
            spot = spot_of(event.id)
            if spot and spot != self._spot:
                tally(self.foreign_spots, spot)
        return event

    def _note(self, key: str, value: object) -> None:
        if key in {"spot_id", "conversation_id", "post_id"}:
            setattr(self, key, as_text(value))
        elif key in {"from_etag", "new_etag"}:
            setattr(self, key, whole_number(value))
        elif key == "success":
            self._refused = says_failure(value)


def tally(counts: Counter[str], word: str, times: int = 1) -> None:
    """Count it under its name while there is room: a vendor may invent a name for each event."""
    word = printable(word[:_NAME_LENGTH])
    counts[word if word in counts or len(counts) < _NAMES_KEPT else "other"] += times
