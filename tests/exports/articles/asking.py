"""Exports of articles: asked for, and read as a person would read the file."""

import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import cast

from accounts.models import User
from credentials.models import Site
from exports import storage
from exports.by_article.found import Found, found_in
from exports.by_article.order import Article, ArticleOrder, update_of
from exports.models import Export, Part
from exports.services import start
from providers.openweb.article_zip import read_changes
from providers.openweb.comments import Change
from providers.sandbox.server import Running
from tests.exports.moving import move_until_ended
from tests.sandbox.calls import Vendor

Row = dict[str, str]


class Sandbox(Vendor):
    """The sandbox, asked as the vendor's own people could."""

    def __init__(self, running: Running) -> None:
        super().__init__(running.url, running.spot_id, running.token)

    def rows(self, post_id: str = "article-1", **query: str) -> list[Row]:
        """The messages of an article as rows of comments.csv should have them, by id."""
        return sorted(map(_as_row, self.truth(post_id=post_id, **query)[1:]), key=_id)


def _as_row(message: dict) -> Row:
    return {
        "id": message["id"],
        "parent_id": message["parent"],
        "root_id": message["root"],
        "type": message["type"],
        "content": message["text"],
        **{name: str(message[name]).lower() for name in ("edited", "deleted", "anonymous")},
    }


def _id(row: Row) -> str:
    return row["id"]


def asked(person: User | None, *articles: tuple[Site, str], **rest) -> Export:
    return start(ArticleOrder.of([Article(*one) for one in articles], **rest), person)[0]


def ended(export: Export) -> Export:
    move_until_ended(export)
    return export


def updated(export: Export, person: User | None) -> Export:
    """An export that ended and brings another one up to date."""
    return ended(start(update_of(export), person)[0])


def archives(export: Export) -> list[Path]:
    files = [part.stored_file for part in Part.objects.filter(window__export=export)]
    return [storage.local_path(file) for file in files if file]


def rows(export: Export, at: int = 0) -> list[Row]:
    return rows_in(text_of(export, "comments.csv", at))


def rows_in(text: str) -> list[Row]:
    """What comments.csv holds, by id, of the columns that the vendor's truth has."""
    wanted = _as_row(Counter())
    table = csv.DictReader(io.StringIO(text, newline=""))
    return sorted(({name: row[name] for name in wanted} for row in table), key=_id)


def text_of(export: Export, member: str, at: int = 0) -> str:
    with zipfile.ZipFile(archives(export)[at]) as archive:
        return archive.read(member).decode()


def names(export: Export, at: int = 0) -> list[str]:
    with zipfile.ZipFile(archives(export)[at]) as archive:
        return archive.namelist()


def events(export: Export, at: int = 0) -> list[dict]:
    return [json.loads(line) for line in text_of(export, "events.jsonl", at).splitlines()]


def changes(export: Export) -> list[Change]:
    return read_changes(archives(export)[0], 1000)


def found(export: Export) -> Found:
    return found_in(export.windows.get())


def story(export: Export) -> str:
    """The whole log."""
    return "\n".join(export.events.values_list("sentence", flat=True))


def _asked(vendor: Running) -> list[dict[str, str]]:
    return [cast("dict[str, str]", one["asked"]) for one in vendor.requests("text-only")]


def asked_for(vendor: Running) -> list[str]:
    """The articles that were asked for, one an answer."""
    return [one["post_id"] for one in _asked(vendor)]


def etags(vendor: Running, post_id: str = "article-1") -> list[str]:
    """Where each answer about the article was to begin. Testing a key asks for another one."""
    return [one["etag"] for one in _asked(vendor) if one["post_id"] == post_id]
