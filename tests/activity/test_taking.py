"""A person's messages as a file: everything, or what a filter leaves."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest

from activity import runner
from activity.exporting.order import ActivityOrder
from activity.models import Capture
from activity.queries import EVERYTHING, Wanted
from exports import storage
from exports.detail.offers import offers_of
from exports.detail.progress import progress_of
from exports.models import Export, ExportState, StoredFile
from exports.queries import exports_visible_to
from exports.services import Refused, cancel, delete, repeat, start
from tests.activity.asking import load, look_up, truth
from tests.exports.moving import move_until_ended

pytestmark = pytest.mark.django_db(transaction=True)


def take(capture: Capture, reader, wanted: Wanted = EVERYTHING) -> Export:
    export, _ = start(ActivityOrder.of(capture, wanted), reader)
    move_until_ended(export)
    return export


def contents(export: Export) -> dict[str, str]:
    stored = StoredFile.objects.get(parts__window__export=export)
    with zipfile.ZipFile(storage.local_path(stored)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows_of(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contents(export)["messages.csv"], newline="")))


@pytest.fixture
def capture(vendor, site, ana) -> Capture:
    capture = look_up("u_wrote250", ana, site)
    runner.look_now(capture)
    return capture


def test_everything_is_loaded_first_and_equals_the_truth(capture, vendor, ana):
    export = take(capture, ana)
    told = truth(vendor, "u_wrote250")
    assert export.state == ExportState.READY
    assert sorted(row["id"] for row in rows_of(export)) == sorted(one["id"] for one in told)
    lines = contents(export)["messages.jsonl"].splitlines()
    assert {json.loads(line)["id"] for line in lines} >= {one["id"] for one in told[:5]}
    assert len(lines) == 250


def test_no_message_is_asked_for_twice(capture, vendor, ana):
    load(capture)
    asked = len(vendor.requests("activity"))
    take(capture, ana)
    assert len(vendor.requests("activity")) == asked


def test_what_a_filter_leaves_is_what_the_file_holds(capture, ana):
    export = take(capture, ana, Wanted(statuses=("rejected",)))
    rows = rows_of(export)
    assert 0 < len(rows) < 250
    assert {row["status"] for row in rows} == {"rejected"}
    assert "of which the filter left" in export.events.filter(level="good").first().sentence


def test_since_a_date(capture, ana):
    newest = load(capture).messages.order_by("-written_at").first().written_at.date()
    rows = rows_of(take(capture, ana, Wanted(first_day=newest)))
    assert rows
    assert all(date.fromisoformat(row["written_at"][:10]) >= newest for row in rows)


def test_articles_and_a_manifest_go_with_it(capture, site, ana):
    export = take(capture, ana)
    articles = list(csv.DictReader(io.StringIO(contents(export)["conversations.csv"])))
    assert sum(int(article["messages"]) for article in articles) == 250
    manifest = json.loads(contents(export)["manifest.json"])
    assert (manifest["person"], manifest["messages"]) == ("u_wrote250", 250)
    assert manifest["to_the_end"] is True


def test_nobody_known_is_a_success_without_rows(vendor, site, ana):
    export = take(look_up("u_Nobody", ana, site), ana)
    assert (export.state, rows_of(export)) == (ExportState.READY, [])


def test_a_capture_that_expired_meanwhile_is_read_anew(capture, ana):
    export, _ = start(ActivityOrder.of(capture, EVERYTHING), ana)
    Capture.objects.all().delete()
    move_until_ended(export)
    assert len(rows_of(export)) == 250


def test_same_again_takes_a_look_up_with_a_reason(capture, ana):
    export = take(capture, ana)
    assert not offers_of(progress_of(export, ana), ana).repeat
    with pytest.raises(Refused, match="needs a reason"):
        repeat(export, ana)


def test_a_vendor_that_refuses_ends_it_with_the_reason(capture, ana, vendor):
    vendor.configure(activity_off="*")
    export = take(capture, ana)
    assert export.state == ExportState.FAILED
    assert "not enabled" in export.windows.get().message


def test_it_can_be_cancelled(capture, ana):
    export, _ = start(ActivityOrder.of(capture, EVERYTHING), ana)
    cancel(export, ana)
    move_until_ended(export)
    assert export.state == ExportState.CANCELLED


def test_it_can_be_deleted_with_its_file(capture, ana):
    export = take(capture, ana)
    delete(export, ana)
    assert not StoredFile.objects.exists()


def test_whoever_may_look_nobody_up_does_not_see_it(capture, ana, site):
    export = take(capture, ana)
    assert export in exports_visible_to(ana)
    ana.groups.clear()
    ana.refresh_from_db()
    again = type(ana).objects.get(pk=ana.pk)
    assert export not in exports_visible_to(again)


def test_what_openweb_promises_and_keeps_back_makes_it_incomplete(capture, ana):
    load(capture)
    Capture.objects.update(cut_short=True)
    export = take(capture, ana)
    assert export.state == ExportState.INCOMPLETE
    assert json.loads(contents(export)["manifest.json"])["to_the_end"] is False
