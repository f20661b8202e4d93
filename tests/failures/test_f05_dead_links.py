"""F5: the link is dead."""

import pytest
from django.urls import reverse

from exports import storage
from exports.models import ExportState, Part, StoredFile
from tests.exports.moving import move_to_download, move_until_ended

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("status", [403, 410])
def test_a_link_that_died_before_its_time_is_asked_for_afresh(vendor, export, status):
    vendor.configure(expired_link_status=status)
    vendor.arm("file", "expired_link", times=1)
    move_to_download(export)
    looks = len(vendor.requests("status"))
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert len(vendor.requests("status")) == looks + 2
    assert len(vendor.requests("export")) == 1


def test_what_was_fetched_is_ours_long_after_openwebs_links_have_died(
    vendor, export, ana, as_person
):
    move_until_ended(export)
    vendor.arm("*", "status", code=410, times=-1)
    asked, part, file = len(vendor.requests()), Part.objects.get(), StoredFile.objects.get()
    answer = as_person(ana).get(reverse("exports:file", args=[export.pk, part.pk]))
    assert answer.getvalue() == storage.local_path(file).read_bytes()
    assert len(vendor.requests()) == asked
