"""The zip of one article: what is in it, and reading what changed."""

import gzip
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from providers.errors import Damage, FileDamaged
from providers.openweb.article_folder import ArticleFolder
from providers.openweb.article_zip import CHANGES, MEMBER, Packed, read_changes
from providers.openweb.comments import CHANGE_COLUMNS, Kind
from providers.openweb.feed_answer import Item
from providers.openweb.feed_events import FeedEvent
from providers.openweb.files import preview
from providers.openweb.rows import open_table
from tests.providers.feeding import AT, feeding
from tests.providers.packing import csv_bytes, zipped
from tests.providers.replaying import event, full
from tests.providers.test_comments_files import HOSTILE

FIRST: list[Item] = [
    event("comment-created", "a", content="one", written_at=1588769040),
    event("comment-created", "b", content="two", written_at=1588769100500, nick_name="Bob"),
    event("comment-created", "c"),
]
MORE: list[Item] = [
    event("comment-edited", "a", content="uno"),
    event("comment-deleted", "a"),
    event("comment-anonymous", "b"),
    event("comment-created", "d", content="four"),
]


def export(folder: Path, *updates: Sequence[Item]) -> tuple[Path, Packed]:
    """The zip of the last update of an article to which these things happened."""
    earlier = None
    with feeding([]) as feed:
        for number, items in enumerate(updates):
            feed.items += items
            packed = feed.packed(folder / str(number), earlier)
            earlier = folder / f"{number}.csv.zip"
    assert earlier
    return earlier, packed


def test_a_zip_holds_comments_events_and_answers(tmp_path: Path) -> None:
    path, packed = export(tmp_path, FIRST)
    with zipfile.ZipFile(path) as archive:
        answers = ["answers/0001.json.gz", "answers/0002.json.gz"]
        assert archive.namelist() == ["comments.csv", "events.jsonl", *answers]
        lines = archive.read("events.jsonl").decode().splitlines()
        answer = json.loads(gzip.decompress(archive.read(answers[0])))
    assert lines == [item.line for item in FIRST if isinstance(item, FeedEvent)]
    assert answer["events"] == [json.loads(line) for line in lines]
    assert packed == Packed(
        rows=3,
        deleted=0,
        first_at=datetime(2020, 5, 6, 12, 44, tzinfo=UTC),
        last_at=datetime(2020, 5, 6, 12, 45, 0, 500_000, tzinfo=UTC),
    )


def test_an_update_tells_what_changed(tmp_path: Path) -> None:
    path, packed = export(tmp_path, FIRST, MORE)
    changes = read_changes(path, 100)
    assert [(change.kind, change.before, change.comment.id) for change in changes] == [
        (Kind.NEW, "", full("d")),
        (Kind.EDITED, "one", full("a")),
        (Kind.DELETED, "", full("a")),
        (Kind.ANONYMISED, "", full("b")),
    ]
    assert changes[1].comment.content == "uno"
    assert (packed.rows, packed.deleted) == (4, 1)
    assert packed.changes == dict.fromkeys(Kind, 1)
    assert [one.kind for one in read_changes(path, 2)] == [Kind.NEW, Kind.EDITED]


def test_an_article_without_comments_is_a_header(tmp_path: Path) -> None:
    path, packed = export(tmp_path, [])
    assert packed == Packed()
    assert preview(path, member=MEMBER).rows == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_as_they_came(text: str, tmp_path: Path) -> None:
    edit = event("comment-edited", "a", content=text)
    first, _ = export(tmp_path, [event("comment-created", "a", content=f"-{text}"), edit])
    path, _ = export(tmp_path, [event("comment-created", "a", content=text)], [edit, *MORE[:1]])
    with open_table(first, member=MEMBER) as table:
        (row,) = table
    assert row[table.header.index("content")] == text
    (change,) = read_changes(path, 10)
    assert (change.before, change.comment.content) == (text, "uno")


def test_the_same_content_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    with feeding(FIRST) as feed, ArticleFolder(tmp_path / "folder") as folder:
        feed.fetch(folder)
        folder.pack(tmp_path / "one.zip", AT, id)
        folder.pack(tmp_path / "two.zip", AT, id)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 3, 1, 12, 30, 0)}


def test_packing_ticks_and_what_a_tick_raises_leaves_no_zip(tmp_path: Path) -> None:
    ticks = []

    def tick(findings: object) -> None:
        ticks.append(findings)
        if len(ticks) > 1:
            raise KeyboardInterrupt

    items = [event("comment-created", str(n)) for n in range(9000)]
    target = tmp_path / "article.zip"
    with feeding(items) as feed, ArticleFolder(tmp_path / "folder") as folder:
        feed.fetch(folder)
        with pytest.raises(KeyboardInterrupt):
            folder.pack(target, AT, tick)
        assert [path.name for path in tmp_path.iterdir()] == ["folder"]
        assert folder.pack(target, AT, id).rows == 9000
    assert ticks == [folder.findings, folder.findings]


def test_without_changes_there_is_nothing_to_read(tmp_path: Path) -> None:
    path, _ = export(tmp_path, FIRST)
    with pytest.raises(FileDamaged) as caught:
        read_changes(path, 10)
    assert caught.value.damage is Damage.NO_FILE


ROW = ["new", "", *["x"] * 15]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["id", "content"], ["1", "x"]),
        (CHANGE_COLUMNS, ["invented", *ROW[1:]]),
        (CHANGE_COLUMNS, [*ROW, "more"]),
    ],
)
def test_what_are_no_changes_is_damaged(
    header: Sequence[str], row: Sequence[str], tmp_path: Path
) -> None:
    path = zipped(tmp_path, csv_bytes([row], header), CHANGES, {"comments.csv": b""})
    with pytest.raises(FileDamaged) as caught:
        read_changes(path, 10)
    assert caught.value.damage is Damage.NO_KNOWN_COLUMN
