"""Fetching an article into a folder: once, in updates, and after every kind of interruption."""

import errno
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers import archives
from providers.errors import FileDamaged
from providers.openweb import working_folder
from providers.openweb.article_folder import ArticleFolder
from providers.openweb.article_zip import read_changes
from providers.openweb.feed_answer import Item
from providers.openweb.findings import Findings
from tests.providers.feeding import AT, Feed, feeding
from tests.providers.killing import killed_at_line
from tests.providers.replaying import by_dictionary, event, user
from tests.providers.test_changes import between
from tests.providers.test_replay import ITEMS

CODE = Path(working_folder.__file__).parent
WRITING = {
    str(CODE / f"{name}.py")
    for name in ("article_folder", "article_zip", "answer_files", "replay", "working_folder")
} | {archives.__file__}
STORY: list[Item] = [
    user("u_1", "ann"),
    *(event("comment-created", f"{n}", content=f"Text {n}", user_id="u_1") for n in range(5)),
    event("comment-edited", "1", content="=1+1"),
    event("comment-liked", "1"),
    event("comment-created", "x", id="sp_2_post_c_x"),
    event("comment-deleted", "2"),
]


@pytest.fixture
def feed() -> Iterator[Feed]:
    with feeding(STORY, page=3) as feed:
        yield feed


def comments(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("comments.csv")


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def earlier_and_later(feed: Feed, tmp_path: Path) -> tuple[Path, Path]:
    """The zip of the first half, and of the whole story as an update of it."""
    feed.items = STORY[:5]
    first = feed.exported(tmp_path / "first")
    feed.items = STORY
    return first, feed.exported(tmp_path / "update", first)


@pytest.mark.slow
@given(ITEMS, st.lists(st.integers(0, 14), max_size=3), st.integers(0, 4))
@settings(max_examples=25)
def test_updates_cut_anywhere_end_with_what_one_fetch_gives(
    items: list[Item], cuts: list[int], page: int
) -> None:
    edges = [*sorted(cuts), len(items)]
    with TemporaryDirectory() as tmp, feeding(items, page) as feed:
        whole = feed.exported(Path(tmp, "whole"))
        last = None
        for number, edge in enumerate(edges):
            feed.items = items[:edge]
            last = feed.exported(Path(tmp, f"{number}"), last)
        assert last
        assert comments(last) == comments(whole)
        if len(edges) > 1:
            before = {one.id: one for one in by_dictionary(items[: edges[-2]])}
            after = by_dictionary(items)
            changes = [change for one in after for change in between(before, one)]
            assert read_changes(last, 1000) == changes


def test_the_findings_tell_what_came(feed: Feed, tmp_path: Path) -> None:
    ticks: list[Findings] = []
    with ArticleFolder(tmp_path / "folder") as folder:
        feed.fetch(folder, ticks.append)
        found = folder.findings
    assert (found.etag, found.calls, found.ended) == (10, 5, True)
    assert (found.events, found.new_events, found.answers) == (9, 9, 5)
    assert (found.skipped, found.foreign_spots) == ({"comment-liked": 1}, {"sp_2": 1})
    assert found.named_spot == "sp_1"
    assert found.received > sum(len(item.line) for item in STORY if hasattr(item, "line"))
    assert [tick.calls for tick in ticks] == [0, 1, 2, 3, 4, 5]


def test_a_long_answer_ticks_while_it_is_read(tmp_path: Path) -> None:
    ticks: list[Findings] = []
    with (
        feeding([event("comment-created", str(n)) for n in range(3500)]) as feed,
        ArticleFolder(tmp_path / "folder") as folder,
    ):
        feed.fetch(folder, ticks.append)
    assert [tick.events for tick in ticks] == [0, 1000, 2000, 3000, 3500, 3500]
    assert [tick.calls for tick in ticks] == [0, 0, 0, 0, 1, 2]


def test_with_a_count_one_answer_is_all(feed: Feed, tmp_path: Path) -> None:
    with ArticleFolder(tmp_path / "folder") as folder:
        feed.fetch(folder, count=3)
        assert (folder.findings.calls, folder.findings.etag) == (1, 3)


def test_an_update_goes_on_where_the_earlier_export_ended(feed: Feed, tmp_path: Path) -> None:
    first, later = earlier_and_later(feed, tmp_path)
    assert feed.asked() == [0, 3, 5, 5, 8, 10]
    with ArticleFolder(tmp_path / "update", first) as folder:
        feed.fetch(folder)
        found = folder.findings
    assert (found.events, found.new_events, found.calls, found.answers) == (9, 5, 3, 6)
    assert names(later)[3:] == [f"answers/000{n}.json.gz" for n in range(1, 7)]


def test_an_update_that_brought_nothing_does_not_grow(feed: Feed, tmp_path: Path) -> None:
    first = feed.exported(tmp_path / "first")
    second = feed.exported(tmp_path / "second", first)
    third = feed.exported(tmp_path / "third", second)
    assert [name for name in names(second) if name != "changes.csv"] == names(first)
    assert third.read_bytes() == second.read_bytes()
    assert comments(second) == comments(first)
    assert feed.asked()[-2:] == [10, 10]


@pytest.mark.parametrize("updating", [False, True])
def test_what_a_tick_raises_leaves_a_folder_that_goes_on(
    feed: Feed, tmp_path: Path, updating: bool
) -> None:
    first, later = earlier_and_later(feed, tmp_path)
    earlier, wanted = (first, later) if updating else (None, feed.exported(tmp_path / "whole"))

    for number in count():
        folder = tmp_path / f"interrupted-{number}"
        left = number

        def tick(findings: Findings) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt

        try:
            feed.exported(folder, earlier, tick)
        except KeyboardInterrupt:
            assert feed.exported(folder, earlier).read_bytes() == wanted.read_bytes()
        else:
            break
    assert number == (7 if updating else 6)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("updating", [False, True])
@pytest.mark.parametrize("every", [23, pytest.param(4, marks=pytest.mark.slow)])
def test_a_process_killed_at_any_line_is_gone_on_with(
    feed: Feed, tmp_path: Path, updating: bool, every: int
) -> None:
    first, later = earlier_and_later(feed, tmp_path)
    earlier, wanted = (first, later) if updating else (None, feed.exported(tmp_path / "whole"))
    for line in count(0, every):
        folder = tmp_path / f"killed-{line}"
        feed.vendor.asked.clear()
        if not killed_at_line(line, WRITING, partial(feed.exported, folder, earlier)):
            break
        assert feed.exported(folder, earlier).read_bytes() == wanted.read_bytes()
        asked = feed.asked()
        assert len(asked) <= len({*asked}) + 1
        assert asked == sorted(asked)
    assert line > 10 * every


SLOW = """
import sys, time
from pathlib import Path
from tests.providers.feeding import Feed
from tests.providers.vendor import Vendor

def tick(findings):
    print(findings.calls, flush=True)
    if findings.calls == 2:
        time.sleep(60)

Feed(Vendor(int(sys.argv[1])), []).exported(Path(sys.argv[2]), None, tick)
"""


def test_a_process_that_gets_kill_9_is_gone_on_with(feed: Feed, tmp_path: Path) -> None:
    wanted = feed.exported(tmp_path / "whole")
    feed.vendor.asked.clear()
    command = [sys.executable, "-c", SLOW, str(feed.vendor.port), str(tmp_path / "killed")]
    root = CODE.parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdout
        while (line := process.stdout.readline()) != b"2\n":
            assert line
        with pytest.raises(BlockingIOError), ArticleFolder(tmp_path / "killed"):
            pass
        os.kill(process.pid, signal.SIGKILL)
    assert feed.exported(tmp_path / "killed").read_bytes() == wanted.read_bytes()
    assert feed.asked() == [0, 3, 6, 9, 10]


def test_after_a_start_of_the_machine_all_is_fetched_anew(
    feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boot_id = tmp_path / "boot_id"
    monkeypatch.setattr(working_folder, "BOOT_ID", boot_id)
    for asked, boot in enumerate(["one", "one", "", "two"]):
        boot_id.write_text(boot)
        feed.vendor.asked.clear()
        feed.exported(tmp_path / "folder")
        assert bool(feed.asked()) == (asked in {0, 3})
    boot_id.unlink()
    feed.vendor.asked.clear()
    feed.exported(tmp_path / "folder")
    assert feed.asked() == []


@pytest.mark.parametrize("name", ["state.sqlite", "earlier.sqlite"])
def test_a_damaged_state_is_fetched_anew(feed: Feed, tmp_path: Path, name: str) -> None:
    first, later = earlier_and_later(feed, tmp_path)
    wanted = later.read_bytes()
    (tmp_path / "update" / name).write_bytes(b"noise" * 1000)
    feed.vendor.asked.clear()
    assert feed.exported(tmp_path / "update", first).read_bytes() == wanted
    assert feed.asked() == [5, 8, 10]


def test_a_full_disk_is_told_and_nothing_is_lost(feed: Feed, tmp_path: Path) -> None:
    feed.items = [event("comment-created", f"{n}", content="x" * 500) for n in range(100)]
    feed.page = 40

    def fill_disk(findings: Findings) -> None:
        if findings.calls == 1:
            folder._replay._database.execute("PRAGMA max_page_count=1")

    with ArticleFolder(tmp_path / "folder") as folder, pytest.raises(OSError, match="full") as full:
        feed.fetch(folder, fill_disk)
    assert full.value.errno == errno.ENOSPC
    feed.exported(tmp_path / "folder")
    assert feed.asked() == [0, 40, 40, 80, 100]


def test_an_earlier_zip_that_is_damaged_or_gone_is_told(feed: Feed, tmp_path: Path) -> None:
    first, _ = earlier_and_later(feed, tmp_path)
    first.write_bytes(first.read_bytes()[:-40])
    with pytest.raises(FileDamaged):
        feed.exported(tmp_path / "second", first)
    with pytest.raises(FileNotFoundError):
        feed.exported(tmp_path / "third", tmp_path / "gone.csv.zip")


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
@settings(max_examples=20)
def test_no_damage_to_an_earlier_zip_ends_in_another_error(at: int, noise: bytes) -> None:
    with TemporaryDirectory() as tmp, feeding(STORY, page=3) as feed:
        first = feed.exported(Path(tmp, "first"))
        data = bytearray(first.read_bytes())
        at %= len(data)
        data[at : at + len(noise)] = noise
        first.write_bytes(data)
        with suppress(FileDamaged):  # noise in a name or a date damages nothing
            feed.exported(Path(tmp, "second"), first)


def test_an_earlier_zip_without_answers_is_told(feed: Feed, tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    with pytest.raises(FileDamaged):
        feed.exported(tmp_path / "folder", tmp_path / "empty.zip")


def test_nothing_is_packed_before_the_end(tmp_path: Path) -> None:
    with ArticleFolder(tmp_path / "folder") as folder, pytest.raises(RuntimeError):
        folder.pack(tmp_path / "zip", AT, id)
