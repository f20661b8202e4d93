"""OpenWeb's links are new at each look: what belongs to what, and what must not be believed."""

import pytest

from exports.models import ExportState, PartState, Window
from exports.services.files import match_parts, note_source
from exports.spool import open_spool
from jobs import runner
from providers.errors import UnclearAnswer
from tests.exports.moving import move_to_download, move_until_ended
from tests.jobs.rows import claimed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lease(export):
    Window.objects.update(lane="bulk")
    return claimed("bulk")


@pytest.fixture
def match(lease):
    """Matches links to the parts of a window that a worker holds."""
    return lambda *links: match_parts(lease, Window.objects.get(), links)


def positions(matched) -> list[int]:
    return [part.position for part, _ in matched]


def test_links_in_another_order_find_their_parts_by_path(match):
    match("https://f.example/a?sig=1", "https://f.example/b?sig=1")
    assert positions(match("https://f.example/b?sig=2", "https://f.example/a?sig=2")) == [1, 0]


def test_links_with_one_path_and_other_queries_are_parts_of_their_own(match):
    assert positions(match("https://f.example/get?n=1", "https://f.example/get?n=2")) == [0, 1]


def test_a_file_that_cannot_be_told_apart_is_fetched_again(match):
    [(fetched, _), _] = match("https://f.example/get?n=1", "https://f.example/get?n=2")
    fetched.state = PartState.FETCHED
    fetched.save()
    [(again, _), _] = match("https://f.example/get?n=2", "https://f.example/get?n=1")
    assert again.state == PartState.PENDING


def test_a_file_that_has_shrunk_is_never_more_than_whole(match, lease):
    [(part, _)] = match("https://f.example/a")
    part.bytes_done = 100
    note_source(lease, part, host="f.example", etag=None, total=60)
    assert part.bytes_done <= part.bytes_total


def test_fewer_links_than_before_are_not_believed(match):
    match("https://f.example/a", "https://f.example/b")
    with pytest.raises(UnclearAnswer, match="fewer files"):
        match("https://f.example/a")


def test_done_without_links_at_the_second_look_is_waited_for(vendor, export):
    move_to_download(export)
    vendor.arm("status", "no_links")
    runner.work("bulk")
    assert export.windows.get().state == "processing"
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert export.windows.get().received_rows


def test_a_count_that_comes_late_is_compared(vendor, export):
    vendor.arm("status", "missing_count")
    assert move_to_download(export).announced_rows is None
    move_until_ended(export)
    assert export.windows.get().grade == "complete"


def test_starting_over_leaves_bytes_alone_that_were_published(export, settings, tmp_path):
    settings.SPOOL_DIR = tmp_path
    window, lease = export.windows.get(), claimed("fast")
    part = window.parts.create(position=0, fingerprint="")
    with open_spool(window, part, lease) as spool:
        spool.append(b"published")
        spool.finish()
        (tmp_path / "kept").hardlink_to(spool.path)
        spool.restart()
        spool.append(b"new")
        spool.finish()
        assert spool.path.read_bytes() == b"new"
    assert (tmp_path / "kept").read_bytes() == b"published"
