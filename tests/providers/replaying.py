"""Events as tests write them, and a replay so simple that it can be believed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from providers.openweb.comments import Comment
from providers.openweb.feed_answer import Item
from providers.openweb.feed_events import EventReader, FeedEvent, read_user
from providers.openweb.replay import Replay

CONVERSATION = "sp_1_post"
_READER = EventReader("sp_1", "post")


def event(word: str, short_id: str, **message: Any) -> FeedEvent:
    """An event about `<conversation>_c_<short_id>`."""
    value = {"type": word, "message": {"id": full(short_id), **message}}
    return _READER.read(value, json.dumps(value))


def full(short_id: str) -> str:
    return f"{CONVERSATION}_c_{short_id}"


def user(user_id: str, name: str) -> Item:
    return read_user(user_id, {"user_name": name, "display_name": name.title()})


@contextmanager
def replayed(*updates: Iterable[Item]) -> Iterator[Replay]:
    """A new state to which each of the updates was applied in a file of its own."""
    with TemporaryDirectory() as folder:
        earlier = None
        for number, items in enumerate(updates):
            path = Path(folder, f"{number}.sqlite")
            with Replay(path, earlier) as replay:
                replay.apply(items)
            before, earlier = earlier, path
        with Replay(path, before) as replay:
            yield replay


def state(*updates: Iterable[Item]) -> list[Comment]:
    with replayed(*updates) as replay:
        return list(replay.comments())


def by_dictionary(items: Sequence[Item]) -> list[Comment]:
    """What the documents say in words, one event after the other, in plain dictionaries."""
    rows: dict[str, dict[str, Any]] = {}
    names: dict[str, Any] = {}
    for item in items:
        if isinstance(item, FeedEvent):
            if item.action:
                _apply(rows.setdefault(item.id, {}), item)
        else:
            names[item.id] = item
    finished = [_finished(row_id, rows, names) for row_id in rows]
    return sorted(finished, key=lambda comment: (comment.written_at, comment.id))


def _apply(row: dict[str, Any], event: FeedEvent) -> None:
    said = {
        "parent_id": event.parent_id,
        "root_id": event.root_id,
        "type": event.kind,
        "conversation_id": event.conversation_id,
        "post_id": event.post_id,
        "written_at": event.written_at,
        "content": event.content,
        "author": (event.user_id, event.nick_name) if event.user_id or event.nick_name else None,
    }
    said = {name: value for name, value in said.items() if value}
    match str(event.action):
        case "created":
            row.update(said, deleted="")
            if "author" in said:
                row["anonymous"] = False
        case "edited":
            row.update({name: said[name] for name in ("content",) if name in said}, edited=True)
        case "anonymous":
            row.update(anonymous=True, author=("", ""))
        case deleted:
            row["deleted"] = deleted
    for name, value in said.items():
        row.setdefault(name, value)


def _finished(row_id: str, rows: dict[str, dict[str, Any]], names: dict[str, Any]) -> Comment:
    row = rows[row_id]
    above = _above(row_id, rows)
    user_id, nick_name = row.get("author", ("", ""))
    name = names.get(user_id)
    return Comment(
        id=row_id,
        parent_id=row.get("parent_id", ""),
        root_id=rows[above[-1] if above else row_id]["root_id"],
        type=row["type"],
        conversation_id=row.get("conversation_id", ""),
        post_id=row.get("post_id", ""),
        user_id=user_id,
        user_name=name.user_name if name else "",
        display_name=name.display_name if name else "",
        nick_name=nick_name or (name.nick_name if name else ""),
        written_at=row.get("written_at", ""),
        content=row.get("content", ""),
        edited=row.get("edited", False),
        deleted=bool(row.get("deleted")) or any(rows[a].get("deleted") == "deleted" for a in above),
        anonymous=row.get("anonymous", False),
    )


def _above(row_id: str, rows: dict[str, dict[str, Any]]) -> list[str]:
    """The messages over this one, the nearest first; none when they go round in a circle."""
    above: list[str] = []
    parent = rows[row_id].get("parent_id")
    while parent in rows:
        if parent in above or parent == row_id:
            return []
        above.append(parent)
        parent = rows[parent].get("parent_id")
    return above
