"""The file of a person's activity: messages, their articles, the raw answers, and what it is."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db.models import Count, Max, QuerySet

from activity.models import Message
from providers.archives import Archive, writing

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
    target.parent.mkdir(parents=True, exist_ok=True)
    with writing(target, at) as archive:
        return _Zip(archive, tick).fill(messages, manifest)


class _Zip:
    def __init__(self, archive: Archive, tick: Callable[[], None]) -> None:
        self._archive = archive
        self._tick = tick

    def fill(self, messages: QuerySet[Message], manifest: dict[str, Any]) -> Written:
        written = Written()
        with self._table(TABLE, MESSAGE_COLUMNS) as table:
            for message in self._each(messages):
                table.writerow(_message_row(message))
                _note(written, message)
        with self._table("conversations.csv", CONVERSATION_COLUMNS) as table:
            table.writerows(_conversation_rows(messages))
        with self._archive.member("messages.jsonl") as member:
            for message in self._each(messages):
                member.write(message.raw.encode() + b"\n")
        with self._archive.member("manifest.json") as member:
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

    @contextmanager
    def _table(self, name: str, columns: Iterable[str]) -> Iterator[Any]:
        with self._archive.text(name) as file:
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
