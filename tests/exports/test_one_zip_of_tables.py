"""OpenWeb does not say how v4 packs comments, users and ranks: one zip may hold all three."""

from datetime import date

import pytest

from exports import bundle
from exports.models import ExportState
from exports.services import start
from tests.exports.merging import table
from tests.exports.moving import move_until_ended
from tests.exports.rows import make_site, order
from tests.exports.taking import files_of, manifest_in, unzipped

pytestmark = pytest.mark.django_db(transaction=True)
DAY = (date(2026, 3, 1),) * 2


def exported(ana, **columns):
    export, _ = start(order(make_site("The Daily", generation="v4", **columns), days=DAY), ana)
    move_until_ended(export)
    return export


def test_its_comments_are_counted_and_merged_and_it_is_kept_as_it_came(vendor, ana):
    vendor.configure(rows_per_day=30, v4_packing="together", v4_file_order="comments_last")
    export = exported(ana)
    packed = unzipped(bundle.stream(export))
    (file,) = files_of(manifest_in(packed))
    rows = table(packed.read("comments.csv").decode())[1:]
    assert export.state == ExportState.READY
    assert export.windows.get().received_rows == file["rows"] == len(rows) == 30
    assert export.events.filter(sentence__contains="of users").exists()


def test_comments_in_several_of_its_tables_are_not_half_taken(vendor, ana):
    vendor.configure(rows_per_day=30, v4_packing="together")
    export = exported(ana, rows_per_file=20)
    assert export.state == ExportState.FAILED
    assert "more than one file" in export.windows.get().message
