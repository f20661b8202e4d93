"""Export v4 sends users and ranks beside the comments: kept and offered, never counted as such."""

from datetime import date

import pytest

from exports import bundle
from exports.by_range.downloading import stored
from exports.models import Grade, Part, WindowState
from exports.queries import fetched_by_window
from exports.services import start
from providers.openweb.files import DataSet, FileReport
from tests.exports import factories
from tests.exports.merging import table
from tests.exports.moving import move_until_ended
from tests.exports.rows import make_site, order
from tests.exports.taking import files_of, manifest_in, unzipped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def export(vendor, ana):
    vendor.configure(rows_per_day=30, v4_file_names="numbered", v4_file_order="comments_last")
    site = make_site("The Daily", generation="v4", rows_per_file=20)
    export, _ = start(order(site, days=(date(2026, 3, 1),) * 2), ana)
    move_until_ended(export)
    return export


def rows_of(export, data_set: str) -> int:
    return sum(
        Part.objects.filter(window__export=export, data_set=data_set).values_list("rows", flat=True)
    )


def test_only_comments_are_counted_and_the_others_are_named(export):
    window = export.windows.get()
    users, ranks = rows_of(export, "users"), rows_of(export, "ranks")
    assert window.received_rows == rows_of(export, "comments") == 30
    assert fetched_by_window(export)[window.pk].rows == 30
    assert users > 0 < ranks
    words = export.events.get(sentence__contains="announces no number").sentence
    assert f"{users} of users" in words
    assert f"{ranks} of ranks" in words


def test_each_is_a_file_whose_name_says_what_it_is_of(export):
    packed = unzipped(bundle.stream(export))
    told = {file["name"]: file["data_set"] for file in files_of(manifest_in(packed))}
    day = "parts/openweb_the-daily_2026-03-01_2026-03-01_UTC"
    endings = {"comments": "", "users": "_users", "ranks": "_ranks"}
    assert told == {
        f"{day}{ending}_file-0{number}-of-02.csv.zip": data_set
        for data_set, ending in endings.items()
        for number in (1, 2)
    }
    assert told.keys() < set(packed.namelist())


def test_the_one_table_holds_comments_only(export):
    header, *rows = table(unzipped(bundle.table(export)).read("comments.csv").decode())
    assert len(rows) == 30
    assert "content" in header


def test_users_without_comments_are_no_comments():
    window = factories.make_window(
        factories.make_export(None), factories.make_site(generation="v4")
    )
    report = FileReport("csv", None, ["id", "user_name"], DataSet.USERS, rows=4)
    move = stored(window, [report])
    assert move.state == WindowState.STORED
    assert (move.changes["received_rows"], move.changes["grade"]) == (0, Grade.WHOLE)
    assert "No comments in this range" in move.sentence
    assert "4 of users" in move.sentence
