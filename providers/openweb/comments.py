"""The comments of an article as they stand, how they changed, and the files they are written to."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TextIO

from providers.openweb.feed_answer import Item, Sink
from providers.openweb.feed_events import FeedEvent


class Comment(NamedTuple):
    """One row of `comments.csv`, columns in its order; foreign text, unaltered.

    `type` is `comment` or `reply`; `written_at` is ISO 8601 in UTC; what is not known is empty.
    `parent_id` and `root_id` may name a comment that the feed did not bring. `content` is the last
    text that was known, also of a deleted comment. `deleted` is true as well for replies that went
    with the comment they belong to. `anonymous` means that the author was removed, not a guest: a
    guest has a `nick_name` and no `user_id`.
    """

    id: str
    parent_id: str
    root_id: str
    type: str
    conversation_id: str
    post_id: str
    user_id: str
    user_name: str
    display_name: str
    nick_name: str
    written_at: str
    content: str
    edited: bool
    deleted: bool
    anonymous: bool


class Kind(StrEnum):
    NEW = "new"
    EDITED = "edited"
    DELETED = "deleted"
    ANONYMISED = "anonymised"


class Change(NamedTuple):
    """One difference; `before` is the text that an edit replaced, and empty for other kinds."""

    kind: Kind
    comment: Comment
    before: str = ""


CHANGE_COLUMNS = ("change", "text_before", *Comment._fields)
_WORDS = {False: "false", True: "true"}


def write_csv(comments: Iterable[Comment], file: TextIO) -> int:
    """Write `comments.csv` and return how many rows it has, without the header.

    `file` must be opened as UTF-8 with `newline=""`. Texts stay as they came: formulas in them are
    for the spreadsheet copy to disarm.
    """
    return _write(file, Comment._fields, map(_cells, comments))


def write_changes(changes: Iterable[Change], file: TextIO) -> int:
    """Write `changes.csv` as `write_csv` writes: kind, text before, and the comment's columns."""
    rows = ((change.kind, change.before, *_cells(change.comment)) for change in changes)
    return _write(file, CHANGE_COLUMNS, rows)


def _write(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    # With both line ends in the terminator, the csv module quotes a text that has either.
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    written = 0
    for row in rows:
        writer.writerow(row)
        written += 1
    return written


def _cells(comment: Comment) -> tuple[str, ...]:
    edited, deleted, anonymous = comment[-3:]
    return (*comment[:-3], _WORDS[edited], _WORDS[deleted], _WORDS[anonymous])


def change_of(cells: Sequence[str]) -> Change:
    """What `write_changes` made a row of; raises ValueError or TypeError for other rows."""
    kind, before, *texts, edited, deleted, anonymous = cells
    marks = (word == _WORDS[True] for word in (edited, deleted, anonymous))
    return Change(Kind(kind), Comment._make((*texts, *marks)), before)


def keep_lines(items: Iterable[Item], file: Sink) -> Iterator[Item]:
    """Pass everything on, writing each event to `events.jsonl` as received, one a line, UTF-8."""
    for item in items:
        if isinstance(item, FeedEvent):
            file.write(item.line.encode() + b"\n")
        yield item
