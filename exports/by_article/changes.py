"""What an update found different, for its page."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from exports import storage
from exports.by_article.found import found_in
from exports.models import Export, Part, Window
from exports.queries import files_of
from providers.errors import FileDamaged
from providers.openweb.article_zip import read_changes
from providers.openweb.comments import Change, Kind
from providers.openweb.files import parse_time


@dataclass(frozen=True)
class ShownChange:
    """A change with what tells its comment: `at` (aware) is None for one without a time."""

    change: Change
    author: str
    at: datetime | None


@dataclass(frozen=True)
class ArticleChanges:
    """One article's changes, the first of them to read."""

    window: Window
    shown: tuple[ShownChange, ...]
    total: int

    @property
    def hidden(self) -> int:
        return self.total - len(self.shown)


@dataclass(frozen=True)
class WhatChanged:
    """All changes counted by kind, in the order of Kind, and those to read by article.

    `several_articles` is true of an export of several, even if only one of them changed.
    """

    earlier: Export | None
    counts: tuple[tuple[Kind, int], ...]
    articles: tuple[ArticleChanges, ...]
    several_articles: bool

    @property
    def total(self) -> int:
        return sum(number for _, number in self.counts)


def what_changed(export: Export, most: int) -> WhatChanged | None:
    """None for an export that continues no other one, or compared nothing."""
    parts = [part for part in files_of(export) if _is_compared(part.window)]
    if not parts:
        return None
    counts = sum((Counter(found_in(part.window).changes) for part in parts), Counter[str]())
    return WhatChanged(
        earlier=export.continues,
        counts=tuple((kind, counts[kind]) for kind in Kind),
        articles=tuple(_changes_of(parts, most)),
        several_articles=export.windows.count() > 1,
    )


def _is_compared(window: Window) -> bool:
    return window.export.continues_id is not None and not found_in(window).anew


def _changes_of(parts: list[Part], most: int) -> list[ArticleChanges]:
    articles, room = [], most
    for part in parts:
        total = sum(found_in(part.window).changes.values())
        shown = _read(part, room) if total and room else ()
        room -= len(shown)
        if total:
            articles.append(ArticleChanges(part.window, shown, total))
    return articles


def _read(part: Part, most: int) -> tuple[ShownChange, ...]:
    """None of a file that is not there any more: the counts still are."""
    if part.stored_file is None or part.stored_file.removed_at:
        return ()
    try:
        changes = read_changes(storage.local_path(part.stored_file), most)
    except (OSError, FileDamaged):
        return ()
    return tuple(map(_shown, changes))


def _shown(change: Change) -> ShownChange:
    comment = change.comment
    author = comment.display_name or comment.user_name or comment.nick_name
    return ShownChange(change, author, parse_time(comment.written_at, UTC))
