"""What `manifest.json` says: enough to prove an export by, and no secret."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exports import manifest
from exports.models import ExportState, Window, WindowState
from exports.queries import windows_with_files
from exports.services import start
from tests.environment import TOKEN
from tests.exports import factories
from tests.exports.moving import move_until_ended
from tests.exports.rows import V4_KEY, order
from tests.exports.taking import files_of

pytestmark = pytest.mark.django_db(transaction=True)
MADE_AT = datetime(2026, 4, 1, 12, tzinfo=UTC)
TWO_DAYS = (date(2026, 3, 1), date(2026, 3, 2))


def text_of(export) -> str:
    export.refresh_from_db()
    return b"".join(manifest.pieces(export, windows_with_files(export), MADE_AT)).decode()


def manifest_of(export) -> dict:
    return json.loads(text_of(export))


@pytest.fixture
def fetched(vendor, ana, any_site):
    """Two days of Berlin, by whatever generation."""
    any_site.zone = "Europe/Berlin"
    any_site.save()
    export, _ = start(order(any_site, days=TWO_DAYS, label="For the archive"), ana)
    move_until_ended(export)
    return export


def test_it_says_what_was_asked_by_whom_and_what_made_it(fetched, ana):
    told = manifest_of(fetched)
    assert told["request"] == fetched.request
    assert told["export"]["asked_by"] == ana.display_name
    assert told["export"]["label"] == "For the archive"
    assert told["made_by"] == f"Threadkeep {settings.PRODUCT_VERSION}"
    assert told["made_at"] == "2026-04-01T12:00:00+00:00"


def test_its_parts_cover_the_days_asked_for_in_utc(fetched, any_site):
    parts = manifest_of(fetched)["parts"]
    assert parts[0]["since"] == "2026-02-28T23:00:00+00:00"
    assert parts[-1]["to"] == "2026-03-02T23:00:00+00:00"
    assert all(one["to"] == other["since"] for one, other in pairwise(parts))
    assert {part["zone"] for part in parts} == {"Europe/Berlin"}
    assert {part["generation"] for part in parts} == {any_site.generation}


def test_each_part_says_when_it_came_and_what_was_counted(fetched):
    for part, window in zip(manifest_of(fetched)["parts"], fetched.windows.all(), strict=True):
        assert part["fetched_at"] == window.stored_at.isoformat()
        assert part["asked_at"] == window.requested_at.isoformat()
        assert part["rows_announced"] == window.announced_rows
        assert part["rows_received"] == window.received_rows > 0
        assert part["first_row_at"] == window.first_row_at.isoformat()
        comments = [file for file in part["files"] if file["data_set"] == "comments"]
        assert sum(file["rows"] for file in comments) == window.received_rows


def test_it_tells_no_secret(fetched):
    text = text_of(fetched)
    for secret in (TOKEN, V4_KEY, "Signature", "Expires", "http"):
        assert secret not in text


def test_it_gives_the_verdict_in_words(fetched, any_site):
    told = manifest_of(fetched)
    grade = "complete" if any_site.generation == "v1" else "whole"
    assert told["grade"] == grade
    sure = "As many as OpenWeb announced." if grade == "complete" else "announces no number"
    assert sure in told["verdict"]
    assert told["missing_parts"] == []


def test_what_is_missing_is_named(ana):
    site = factories.make_site("The Daily")
    export = factories.make_ready_export(ana, site)
    export.state = ExportState.INCOMPLETE
    export.save()
    since, to = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)
    factories.make_window(
        export, site, since=since, to=to, state=WindowState.FAILED, message="It did not answer."
    )
    told = manifest_of(export)
    assert told["grade"] == "incomplete"
    assert "1 of 2 parts is missing." in told["verdict"]
    assert told["missing_parts"] == ["The Daily: 1 April 2026, whole day, UTC"]
    assert told["parts"][1]["message"] == "It did not answer."


def test_days_of_an_earlier_export_say_which_one_and_when_they_were_fetched(vendor, ana, site):
    earlier, _ = start(order(site, days=TWO_DAYS), ana)
    move_until_ended(earlier)
    export, _ = start(order(site, days=TWO_DAYS, reuse=True), ana)
    [part] = manifest_of(export)["parts"]
    assert part["taken_over_from_export"] == earlier.pk
    assert part["fetched_at"] == earlier.windows.get().stored_at.isoformat()


def test_removed_files_stay_on_record(ana):
    export = factories.make_ready_export(ana, factories.make_site())
    stored = export.windows.get().parts.get().stored_file
    stored.removed_at = timezone.now()
    stored.save()
    [file] = files_of(manifest_of(export))
    assert file["name"] is None
    assert (file["sha256"], file["removed_at"]) == (stored.sha256, stored.removed_at.isoformat())


def test_no_comments_have_a_manifest_too(ana):
    export = factories.make_export(ana, state=ExportState.READY)
    factories.make_stored_window(export, factories.make_site(), 0)
    assert "No comments in this range" in manifest_of(export)["verdict"]


def test_many_parts_cost_no_query_more_than_one(ana):
    few, many = (with_parts(ana, number) for number in (1, 60))
    assert queries(many) == queries(few)


def with_parts(person, number: int):
    site, export = factories.make_site(), factories.make_export(person, state=ExportState.READY)
    for day in range(number):
        since = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
        window = factories.make_stored_window(
            export, site, 1, since=since, to=since + timedelta(days=1)
        )
        factories.make_file(window, factories.csv_zip(factories.comments(site, 1)), 1)
    Window.objects.filter(export=export).update(taken_from=window)
    return export


def queries(export) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert len(manifest_of(export)["parts"]) == export.windows.count()
    return len(captured)
