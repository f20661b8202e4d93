"""The kinds of lines that exports consist of, made from a selection one by one.

Of users and ranks no document shows a column: that users come once each, and that a rank is
somebody's vote on a message (1 or -1), is our guess.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from providers.sandbox.data import COLUMNS, Row, Selection, rows_of
from providers.sandbox.people import people_of

USER_COLUMNS = ("user_id", "user_name", "display_name")
RANK_COLUMNS = ("message_id", "user_id", "rank")
user_of = itemgetter(*(COLUMNS.index(name) for name in USER_COLUMNS))
votes_of = itemgetter(*(COLUMNS.index(name) for name in ("id", "likes_count", "dislikes_count")))


@dataclass(frozen=True)
class Table:
    """`name` is comments, users or ranks; `columns` are those of it that a file has, in order."""

    name: str
    columns: tuple[str, ...]


COMMENTS = Table("comments", COLUMNS)
USERS = Table("users", USER_COLUMNS)
RANKS = Table("ranks", RANK_COLUMNS)


def lines_of(selection: Selection, table: Table) -> Iterator[Row]:
    """The lines of one table about a selection."""
    columns, source = SOURCES[table.name]
    if table.columns == columns:
        return source(selection)
    return map(itemgetter(*(columns.index(name) for name in table.columns)), source(selection))


def users_of(selection: Selection) -> Iterator[Row]:
    """Who wrote the comments, each once, in the order of their first."""
    seen: set[str] = set()
    for row in rows_of(selection):
        user = user_of(row)
        if user[0] not in seen:
            seen.add(user[0])
            yield user


def ranks_of(selection: Selection) -> Iterator[Row]:
    """One vote on each comment that has any."""
    people = people_of(selection.spot_id, selection.seed)
    for row in rows_of(selection):
        message_id, likes, dislikes = votes_of(row)
        if likes or dislikes:
            voter = people[(likes << 4 | dislikes) % len(people)]
            yield message_id, voter.user_id, 1 if likes >= dislikes else -1


SOURCES: dict[str, tuple[tuple[str, ...], Callable[[Selection], Iterator[Row]]]] = {
    "comments": (COLUMNS, rows_of),
    "users": (USER_COLUMNS, users_of),
    "ranks": (RANK_COLUMNS, ranks_of),
}
