"""The state of one article's conversation, replayed from its events: on disk, in flat memory.

Each event sets some columns of its message and leaves the others, whatever stood there before. So
replaying any stretch again changes nothing, and neither does where the events were cut into
updates. What follows from other messages (a deleted comment takes its replies along) is worked
out when the state is read, not while events are applied.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Self

from providers.openweb import replay_sql as sql
from providers.openweb.comments import Change, Comment, Kind
from providers.openweb.feed_answer import Item
from providers.openweb.feed_events import Action, FeedEvent
from providers.openweb.replay_errors import telling

BATCH = 1000
_CACHE = 32 * 1024  # KiB
_SOFT, _WITH_REPLIES = 1, 2
_DELETED = {Action.CREATED: 0, Action.SOFT_DELETED: _SOFT, Action.DELETED: _WITH_REPLIES}


class Replay:
    """The state kept in the file `path`, which is made when it is not there.

    `earlier` is the file of the state that this one continues: it is copied, stays as it is, and
    is what `changes` compares with. It must be given again when `path` is opened again. A process
    that is killed leaves a file that can be opened: an answer is in it whole or not at all.
    Everything raises StateDamaged when a file is not what it should be, and OSError when the disk
    does not do its part, with ENOSPC when it is full.
    """

    def __init__(self, path: Path, earlier: Path | None = None) -> None:
        if earlier and not path.exists():
            part = path.with_name(f"{path.name}.part")
            shutil.copyfile(earlier, part)
            part.replace(path)  # a copy that broke off must not be taken for whole
        with telling():
            uri = path.absolute().as_uri()
            self._database = sqlite3.connect(uri, isolation_level=None, uri=True)
        try:
            with telling():
                self._prepare(earlier)
        except BaseException:
            self.close()
            raise

    def _prepare(self, earlier: Path | None) -> None:
        # Without syncs a killed process harms nothing; after a power cut the export starts anew.
        for setting in ("synchronous=OFF", f"cache_size=-{_CACHE}"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.executescript(sql.SCHEMA)
        self._schemas = ["main"]
        if earlier:
            self._database.execute(
                "ATTACH ? AS earlier", (f"{earlier.absolute().as_uri()}?mode=ro",)
            )
            self._schemas.append("earlier")
        self._settled = False

    @property
    def notes(self) -> str:
        """What was noted with the last answer; empty in a new state."""
        with telling():
            found = self._database.execute("SELECT text FROM notes").fetchone()
        return str(found[0])

    @property
    def continues(self) -> bool:
        return "earlier" in self._schemas

    def apply(self, items: Iterable[Item], notes: Callable[[], str] | None = None) -> None:
        """Apply one answer's events and users; all of them, or none when reading them fails.

        `notes` is asked after the last of them, and what it says is kept together with them.
        """
        waiting = iter(items)
        self._settled = False
        with self._whole():
            while batch := list(islice(waiting, BATCH)):
                with telling():
                    self._apply(batch)
            if notes:
                text = notes()
                with telling():
                    self._database.execute("UPDATE notes SET text = ?", (text,))

    @contextmanager
    def _whole(self) -> Iterator[None]:
        with telling():
            self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            with telling():
                self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:  # a full disk may have ended it already
                with telling():
                    self._database.execute("ROLLBACK")
            raise

    def _apply(self, batch: list[Item]) -> None:
        events = [_row(item) for item in batch if isinstance(item, FeedEvent) and item.action]
        users = [item for item in batch if not isinstance(item, FeedEvent)]
        if events:
            self._database.executemany(sql.APPLY, events)
        if users:
            rows = [(user.id, user.user_name, user.display_name, user.nick_name) for user in users]
            self._database.executemany(sql.NAME_USER, rows)

    def comments(self) -> Iterator[Comment]:
        """All comments and replies, deleted ones too, by time and then by id.

        So the file of a later update continues the earlier one's order, and two can be compared
        line by line. Undated comments come first.
        """
        with telling():
            self._settle()
            for row in self._database.execute(sql.COMMENTS):
                yield _comment(row)

    def changes(self) -> Iterator[Change]:
        """What is different from `earlier`, by time and id of the comment; nothing without it.

        One comment may have several changes. What is new is only new, even if deleted since.
        """
        if not self.continues:
            return
        with telling():
            self._settle()
            for row in self._database.execute(sql.CHANGES):
                yield from _changes(row)

    def _settle(self) -> None:
        """Work out each comment's thread and whether it is deleted, as things stand now."""
        if self._settled:
            return
        self._settled = True
        for schema in self._schemas:
            self._database.executescript(sql.settle(schema))

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _row(event: FeedEvent) -> tuple[object, ...]:
    """An event as the parameters of `APPLY`; None for what it does not say."""
    created, anonymous = event.action is Action.CREATED, event.action is Action.ANONYMOUS
    user_id, nick_name = event.user_id, event.nick_name
    named = bool(user_id or nick_name)
    if anonymous:
        # Whom the vendor names here is the one to forget, or a stand-in.
        user_id = nick_name = ""
    return (
        created,
        created or event.action is Action.EDITED,
        created or anonymous,
        event.id,
        event.parent_id or None,
        event.root_id,
        event.kind,
        event.conversation_id,
        event.post_id,
        user_id if named or anonymous else None,
        nick_name if named or anonymous else None,
        event.written_at or None,
        event.content or None,  # an edit without text keeps the old one
        1 if event.action is Action.EDITED else None,
        _DELETED.get(event.action) if event.action else None,
        1 if anonymous else 0 if created and named else None,
    )


def _comment(row: Sequence[Any]) -> Comment:
    return Comment._make((*row[:-3], *map(bool, row[-3:])))


def _changes(row: Sequence[Any]) -> Iterator[Change]:
    was_known, before, edited, deleted, anonymised = row[:5]
    comment = _comment(row[5:])
    if not was_known:
        yield Change(Kind.NEW, comment)
        return
    if edited:
        yield Change(Kind.EDITED, comment, before)
    if deleted:
        yield Change(Kind.DELETED, comment)
    if anonymised:
        yield Change(Kind.ANONYMISED, comment)
