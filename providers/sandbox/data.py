"""Comments of any number, made from (spot, seed, time): the same instant gives the same comment.

Time is cut into slots of equal length and each slot holds one comment, so a range is a run of slot
numbers: touching ranges are disjoint, and their size is known without making a single row.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from providers.sandbox.people import Post, number_of, people_of, posts_of
from providers.sandbox.texts import CLOSINGS, HOSTILE, OPENINGS, REMARKS

COLUMNS = (
    "id", "conversation_id", "post_id", "spot_id", "parent_id", "root_id", "user_id", "user_name",
    "display_name", "message_status", "content", "written_at", "likes_count", "dislikes_count",
    "replies_count", "label_id",
)  # fmt: skip
STATUSES = ("publish and moderate", "rejected", "require approval") + ("approved",) * 7
LABELS = ("",) * 6 + ("question", "1E5")
SLOTS_A_THREAD = 8
HOSTILE_EVERY = 23
SECOND = 1_000_000

Row = tuple[str | int, ...]


def mixed(number: int) -> int:
    """64 well spread bits; a bijection on 64 bit numbers, so two instants never share an id."""
    number = number * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    number ^= number >> 32
    number = number * 0xD6E8FEB86659FD93 & 0xFFFFFFFFFFFFFFFF
    return number ^ number >> 32


@dataclass(frozen=True)
class Grid:
    """Slots: `rows` of them in `span` microseconds, counted from `origin` (UTC, since 1970)."""

    origin: int
    span: int
    rows: int

    def instant(self, slot: int) -> int:
        """When the comment of a slot was written, in microseconds since 1970, UTC."""
        start = slot * self.span // self.rows
        width = (slot + 1) * self.span // self.rows - start
        return self.origin + start + mixed(slot) % width

    def first_slot_from(self, instant: int) -> int:
        slot = (instant - self.origin) * self.rows // self.span
        return slot if self.instant(slot) >= instant else slot + 1


@dataclass(frozen=True)
class Selection:
    """Slots `first` to before `end` of a spot; `named_spot` is what their rows say. With a
    `conversation` (the escaped id of its post) only its own among them."""

    spot_id: str
    named_spot: str
    seed: int
    grid: Grid
    first: int
    end: int
    conversation: str = ""

    @cached_property
    def rows(self) -> int:
        return sum(1 for _ in slots_of(self)) if self.conversation else self.end - self.first


class Newsroom:
    """One spot with its articles and readers; tells which comment a slot holds."""

    def __init__(self, spot_id: str, named_spot: str, seed: int) -> None:
        self.spot = named_spot
        self.salt = number_of(spot_id, seed)
        self.people = people_of(spot_id, seed)
        self.posts = posts_of(spot_id, seed)

    def is_reply(self, slot: int) -> bool:
        return bool(slot % SLOTS_A_THREAD and mixed(slot ^ self.salt) & 1)

    def replies(self, slot: int) -> int:
        """How many answers a comment has: only the first comment of a thread gets any."""
        if slot % SLOTS_A_THREAD:
            return 0
        return sum(self.is_reply(slot + step) for step in range(1, SLOTS_A_THREAD))

    def post(self, slot: int) -> Post:
        thread = slot - slot % SLOTS_A_THREAD
        return self.posts[mixed(thread ^ self.salt) % len(self.posts)]

    def row(self, grid: Grid, slot: int) -> Row:
        instant = grid.instant(slot)
        draw = mixed(instant ^ self.salt)
        post = self.post(slot)
        conversation = f"{self.spot}_{post.escaped}"
        identity, root = f"{conversation}_c_{draw:x}", ""
        if self.is_reply(slot):
            first = mixed(grid.instant(slot - slot % SLOTS_A_THREAD) ^ self.salt)
            root = f"{conversation}_c_{first:x}"
            identity = f"{root}_r_{draw:x}"
        return (
            identity, conversation, post.post_id, self.spot, root, root,
            *self.people[draw % len(self.people)], STATUSES[draw % 10], content(slot, draw),
            written_at(instant), draw >> 8 & 63, draw >> 16 & 15, self.replies(slot),
            LABELS[draw >> 24 & 7],
        )  # fmt: skip


def content(slot: int, draw: int) -> str:
    if slot % HOSTILE_EVERY == 0:
        return HOSTILE[slot // HOSTILE_EVERY % len(HOSTILE)]
    opening = OPENINGS[draw % len(OPENINGS)]
    remark = REMARKS[(draw >> 12) % len(REMARKS)]
    return f"{opening} {remark} {CLOSINGS[(draw >> 24) % len(CLOSINGS)]}"


def written_at(instant: int) -> str:
    """As the vendor's article feed writes times: `2020-05-06 12:44:00 +0000`."""
    return time.strftime("%Y-%m-%d %H:%M:%S +0000", time.gmtime(instant // SECOND))


def rows_of(selection: Selection) -> Iterator[Row]:
    """The comments of a selection in the order they were written, made one by one."""
    newsroom = newsroom_of(selection)
    for slot in slots_of(selection):
        yield newsroom.row(selection.grid, slot)


def slots_of(selection: Selection) -> Iterable[int]:
    slots, wanted = range(selection.first, selection.end), selection.conversation
    newsroom = newsroom_of(selection)
    return (s for s in slots if newsroom.post(s).escaped == wanted) if wanted else slots


def newsroom_of(selection: Selection) -> Newsroom:
    return Newsroom(selection.spot_id, selection.named_spot, selection.seed)
