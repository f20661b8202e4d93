"""The file of a person's activity: messages, their articles, the raw answers, and what it is."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.db.models import Count, Max, QuerySet

from activity.models import Message

TABLE = "messages.csv"
CHUNK = 1_000

MESSAGE_COLUMNS = (
    *("id", "parent_id", "root_id", "type", "conversation_id", "article_title", "article_url"),
    *("written_at", "status", "openweb_status", "edited", "deleted", "featured"),
    *("votes_up", "votes_down", "replies", "content", "answers_to"),
)
CONVERSATION_COLUMNS = ("conversation_id", "title", "url", "messages", "last_written_at")


@dataclass
class Written:
    """What a file holds; times are UTC, None when no message has one."""

    rows: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


def write(
    messages: QuerySet[Message],
    target: Path,
    manifest: dict[str, Any],
    at: datetime,
    tick: Callable[[], None],
) -> Written:
    """Write the zip, whole or not at all; `tick` is called now and then and may raise.

    Texts stay as they came: formulas in them are for the spreadsheet copy to disarm.
    """
    draft = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with draft.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                written = _Zip(archive, at, tick).fill(messages, manifest)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return written


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, at: datetime, tick: Callable[[], None]) -> None:
        self._archive = archive
        self._date = at.astimezone(UTC).timetuple()[:6]
        self._tick = tick

    def fill(self, messages: QuerySet[Message], manifest: dict[str, Any]) -> Written:
        written = Written()
        with self._table(TABLE, MESSAGE_COLUMNS) as table:
            for message in self._each(messages):
                table.writerow(_message_row(message))
                _note(written, message)
        with self._table("conversations.csv", CONVERSATION_COLUMNS) as table:
            table.writerows(_conversation_rows(messages))
        with self._member("messages.jsonl") as member:
            for message in self._each(messages):
                member.write(message.raw.encode() + b"\n")
        with self._member("manifest.json") as member:
            document = {**manifest, "messages": written.rows}
            member.write(json.dumps(document, indent=2, ensure_ascii=False).encode())
        return written

    def _each(self, messages: QuerySet[Message]) -> Iterator[Message]:
        """Each chunk by a query of its own: SQLite refuses to write from within an open one."""
        last = -1
        while chunk := list(messages.filter(position__gt=last)[:CHUNK]):
            self._tick()
            yield from chunk
            last = chunk[-1].position

    def _member(self, name: str) -> IO[bytes]:
        info = zipfile.ZipInfo(name, self._date)
        info.compress_type = zipfile.ZIP_DEFLATED
        return self._archive.open(info, "w", force_zip64=True)

    @contextmanager
    def _table(self, name: str, columns: Iterable[str]) -> Iterator[Any]:
        with (
            self._member(name) as member,
            io.TextIOWrapper(member, "utf-8", newline="") as file,
        ):
            table = csv.writer(file, lineterminator="\r\n")
            table.writerow(columns)
            yield table


def _note(written: Written, message: Message) -> None:
    written.rows += 1
    if at := message.written_at:
        written.first_at = min(written.first_at or at, at)
        written.last_at = max(written.last_at or at, at)


def _message_row(message: Message) -> tuple[object, ...]:
    article = message.conversation
    return (
        message.message_id,
        message.parent_id,
        message.root_id,
        "reply" if message.is_reply else "comment",
        article.conversation_id,
        article.title,
        article.url,
        _iso(message.written_at),
        message.status,
        message.status_word,
        *(str(mark).lower() for mark in (message.edited, message.deleted, message.featured)),
        message.votes_up,
        message.votes_down,
        message.replies,
        message.text,
        message.answers_to,
    )


def _conversation_rows(messages: QuerySet[Message]) -> Iterator[tuple[object, ...]]:
    columns = ("conversation_id", "title", "url")
    found = messages.order_by("conversation__pk").values_list(
        *(f"conversation__{name}" for name in columns)
    )
    for row in found.annotate(number=Count("pk"), last=Max("written_at")):
        *about, number, last = row
        yield (*about, number, _iso(last))


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
