"""An article of the sandbox, in every reading of the document, against what the sandbox knows."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from providers.http import Http, Network
from providers.openweb.article_feed import ArticleFeed
from providers.openweb.article_folder import ArticleFolder
from providers.openweb.article_zip import MEMBER, Packed, read_changes
from providers.openweb.comments import Kind
from providers.sandbox.server import Running, running
from tests.providers.feeding import AT
from tests.sandbox.calls import vendor_of

LATER = (
    {"type": "comment-created", "times": 2},
    {"type": "comment-edited"},
    {"type": "comment-soft-deleted"},
    {"type": "reply-deleted"},
    {"type": "comment-anonymous"},
)
MARKS = ("edited", "deleted", "anonymous")


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "sandbox") as sandbox:
        yield sandbox


def exported(sandbox: Running, path: Path, earlier: Path | None = None) -> Packed:
    http = Http(sandbox.url, Network(connect_timeout=5, read_timeout=10, deadline=20))
    feed = ArticleFeed(http, sandbox.spot_id, sandbox.token)
    try:
        with ArticleFolder(path.with_suffix(".folder"), earlier) as folder:
            folder.fetch(feed, "article-1", None, id)
            assert folder.findings.named_spot == sandbox.spot_id
            return folder.pack(path, AT, id)
    finally:
        http.close()


def rows(path: Path) -> dict[str, dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        text = io.StringIO(archive.read(MEMBER).decode(), newline="")
    return {row["id"]: row for row in csv.DictReader(text)}


def truth(sandbox: Running) -> dict[str, Any]:
    return {row["id"]: row for row in vendor_of(sandbox).truth(post_id="article-1")[1:]}


@pytest.mark.parametrize("page", [0, 7])
@pytest.mark.parametrize("new_etag", ["last_event", "head"])
@pytest.mark.parametrize("users", ["before", "after"])
def test_the_export_and_its_update_are_what_the_sandbox_knows(
    sandbox: Running, tmp_path: Path, page: int, new_etag: str, users: str
) -> None:
    sandbox.configure(article_page=page, article_new_etag=new_etag, article_users=users)
    exported(sandbox, tmp_path / "first.zip")
    before = truth(sandbox)
    vendor_of(sandbox).append("article-1", *LATER)
    packed = exported(sandbox, tmp_path / "update.zip", tmp_path / "first.zip")
    known, found = truth(sandbox), rows(tmp_path / "update.zip")
    assert found.keys() == known.keys()
    for one, row in found.items():
        assert [row[mark] for mark in MARKS] == [str(known[one][mark]).lower() for mark in MARKS]
    changes = read_changes(tmp_path / "update.zip", 100)
    assert Counter(change.kind for change in changes) == packed.changes
    assert packed.changes[Kind.NEW] == len(known) - len(before) == 2
    assert {change.comment.id for change in changes} == {
        one for one in known if known[one] != before.get(one)
    }
