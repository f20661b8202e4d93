"""The messages that one stretch of a person's page shows, and how its list goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet

from activity.models import Conversation, Message

PAGE_SIZE = 100


class End(NamedTuple):
    """Where a list in the browser ends: how many messages it shows, and the id of the last."""

    shown: int
    last: int


class Group(NamedTuple):
    """Neighbours in one article; `goes_on` when the list ended in that article before."""

    conversation: Conversation
    messages: list[Message]
    goes_on: bool


@dataclass(frozen=True)
class Listing:
    """`has_moved`: other messages came in before the list's end, so that it cannot go on there."""

    rows: Sequence[Message]
    end: End
    has_more: bool
    before: Message | None = None
    has_moved: bool = False

    @property
    def groups(self) -> Iterator[Group]:
        previous = self.before.conversation_id if self.before else None
        for pk, messages in groupby(self.rows, attrgetter("conversation_id")):
            group = list(messages)
            yield Group(group[0].conversation, group, goes_on=pk == previous)

    @property
    def next_page(self) -> int:
        """Where a plain link goes on; its page may repeat a few that are shown already."""
        return self.end.shown // PAGE_SIZE + 1


def page_of(messages: QuerySet[Message], number: int) -> Listing:
    """A page by its number, from 1; empty beyond the last."""
    start = (number - 1) * PAGE_SIZE
    rows = list(messages[start : start + PAGE_SIZE + 1])
    return _listing(rows, start, None)


def after(messages: QuerySet[Message], end: End) -> Listing:
    """What follows in a list that the browser shows up to `end`."""
    if not end.shown:
        return page_of(messages, 1)
    rows = list(messages[end.shown - 1 : end.shown + PAGE_SIZE + 1])
    if not rows or rows[0].pk != end.last:
        return Listing([], end, has_more=False, has_moved=True)
    return _listing(rows[1:], end.shown, rows[0])


def _listing(rows: list[Message], start: int, before: Message | None) -> Listing:
    shown = rows[:PAGE_SIZE]
    last = shown[-1] if shown else before
    end = End(start + len(shown), last.pk if last else 0)
    return Listing(shown, end, len(rows) > PAGE_SIZE, before)
