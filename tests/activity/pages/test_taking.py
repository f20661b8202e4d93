"""Taking away what is in front of one."""

import pytest

from accounts.services import make_person
from activity.models import Capture
from exports.models import Export
from tests.activity.rows import make_capture, make_look_up


@pytest.fixture
def take(ana_browses, capture):
    def send(**fields):
        return ana_browses.post(f"{capture.get_absolute_url()}take/?status=rejected", fields)

    return send


def wanted() -> dict:
    return Export.objects.get().request["wanted"]


def test_everything(take, ana, capture):
    make_look_up(ana, capture, case_number="DSR-17")
    response = take()
    export = Export.objects.get()
    assert response["Location"] == export.get_absolute_url()
    assert export.case_number == "DSR-17"
    assert not any(wanted().values())


def test_what_is_filtered(take):
    take(status=["rejected", "pending"], text="tax", kind="reply")
    assert wanted()["statuses"] == ["pending", "rejected"]
    assert (wanted()["text"], wanted()["kind"]) == ("tax", "reply")


def test_since_a_day(take):
    take(first_day="2026-03-01")
    assert wanted()["first_day"] == "2026-03-01"


@pytest.mark.parametrize("day", ["", "yesterday", "0000-00-00"])
def test_since_no_day_takes_nothing_and_says_so(take, capture, ana_browses, day):
    response = take(first_day=day)
    assert response["Location"] == f"{capture.get_absolute_url()}?status=rejected"
    assert "choose the day" in ana_browses.get(response["Location"]).content.decode()
    assert not Export.objects.exists()


def test_the_menu_carries_the_filter(ana_browses, capture):
    address = capture.get_absolute_url()
    text = ana_browses.get(
        address, {"status": "rejected", "text": "x", "kind": "y"}
    ).content.decode()
    assert '<input type="hidden" name="status" value="rejected">' in text
    assert '<input type="hidden" name="text" value="x">' in text
    assert '<input type="hidden" name="kind"' not in text  # made no sense, so filters nothing
    assert "What is filtered" not in ana_browses.get(address).content.decode()


def test_its_page_tells_whom_and_what_it_is_about(take, ana_browses, capture):
    text = ana_browses.get(take(status="rejected", first_day="2026-03-01")["Location"])
    said = text.content.decode()
    assert capture.asked_id in said
    assert "rejected comments and replies from 2026-03-01" in said


def test_its_page_counts_what_is_loaded(take, ana_browses):
    address = take()["Location"]
    export = Export.objects.get()
    export.windows.update(state="downloading", findings={"messages": 1200})
    Export.objects.update(state="running")
    assert "1,200 messages loaded" in ana_browses.get(address).content.decode()


def test_who_may_take_may_also_stop_try_again_and_delete_what_they_took(as_person, site):
    privacy = make_person("privacy", "a long password", "Privacy")
    site.allowed_people.add(privacy)
    browses = as_person(privacy)
    export = browses.post(f"{make_capture(site, privacy).get_absolute_url()}take/")["Location"]
    assert f"{export}cancel/" in browses.get(export).content.decode()
    for action in ("cancel", "retry", "cancel", "delete"):
        assert browses.post(f"{export}{action}/").status_code == 302
    assert not Export.objects.exists()


def test_what_a_colleague_took_is_not_for_privacy_to_delete(take, as_person, site):
    privacy = make_person("privacy", "a long password", "Privacy")
    site.allowed_people.add(privacy)
    export = take()["Location"]
    for action in ("cancel", "retry", "repeat", "delete"):
        assert as_person(privacy).post(f"{export}{action}/").status_code == 403


def test_there_is_nothing_to_take_where_nothing_is(ana_browses, ana, site):
    empty: Capture = make_capture(site, ana, 0)
    assert "Take away" not in ana_browses.get(empty.get_absolute_url()).content.decode()
