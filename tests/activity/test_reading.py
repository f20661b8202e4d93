"""A person's activity, read page by page into rows."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from activity import runner, services
from activity.models import Capture, CaptureState
from jobs.models import Lane
from jobs.services import claim
from providers.openweb.people_ids import PersonKind
from tests.activity.asking import load, look_up, truth, work

pytestmark = pytest.mark.django_db(transaction=True)


def ids_of(capture: Capture) -> list[str]:
    return list(capture.messages.values_list("message_id", flat=True))


def test_the_first_page_is_there_at_once_and_says_that_more_exist(vendor, site, ana):
    capture = look_up("u_wrote250", ana, site)
    runner.look_now(capture)
    assert capture.state == CaptureState.PARTIAL
    assert capture.messages.count() == 100
    assert len(vendor.requests("activity")) == 1


def test_nobody_reads_on_until_somebody_wants_the_rest(vendor, site, ana):
    capture = look_up("u_wrote250", ana, site)
    runner.look_now(capture)
    assert claim(Lane.BULK) is None


@pytest.mark.slow
@pytest.mark.parametrize("counts", ["messages", "conversations"])
@pytest.mark.parametrize("offset", ["next", "position"])
def test_everything_is_read_whatever_the_document_leaves_open(vendor, site, ana, counts, offset):
    vendor.configure(activity_counts=counts, activity_offset=offset, activity_page_limit=30)
    capture = load(look_up("u_wrote250", ana, site))
    assert capture.state == CaptureState.COMPLETE
    assert sorted(ids_of(capture)) == sorted(one["id"] for one in truth(vendor, "u_wrote250"))


def test_rows_say_what_the_vendor_knows(vendor, site, ana):
    capture = load(look_up("u_wrote250", ana, site))
    kept = {one.message_id: one for one in capture.messages.select_related("conversation")}
    for told in truth(vendor, "u_wrote250"):
        one = kept[told["id"]]
        assert one.conversation.conversation_id == told["conversation_id"]
        assert (one.status_word, one.edited, one.deleted) == (
            told["status"], told["edited"], told["deleted"],
        )  # fmt: skip
        assert one.is_reply == (told["type"] == "reply")
        assert told["text"] is None or one.text == told["text"]


def test_a_link_that_is_no_web_address_is_not_kept(vendor, site, ana):
    capture = load(look_up("u_wrote250", ana, site))
    urls = set(capture.conversations.values_list("url", flat=True))
    assert all(url == "" or url.startswith(("http://", "https://")) for url in urls)


def test_an_unknown_person_is_an_answer_without_messages(vendor, site, ana):
    for answer in ("empty", "not_found"):
        vendor.configure(activity_unknown=answer)
        capture = work(look_up(f"u_Nobody{answer}", ana, site))
        assert (capture.state, capture.messages.count()) == (CaptureState.COMPLETE, 0)
        assert capture.answered in ("nothing", "not_found")


def test_a_spot_without_user_activity_is_told_apart_from_a_wrong_key(vendor, site, ana):
    vendor.configure(activity_off="*")
    capture = work(look_up("u_wrote10", ana, site))
    assert (capture.state, capture.trouble_code) == (CaptureState.FAILED, "not_enabled")
    vendor.configure(activity_off="")
    vendor.sandbox.spots.keep(vendor.spot_id, "another token", enabled=True)
    capture = work(look_up("u_wrote11", ana, site))
    assert (capture.state, capture.trouble_code) == (CaptureState.FAILED, "key_refused")
    assert "not enabled" not in capture.trouble


def test_a_refusal_here_does_not_hold_the_sites_exports(vendor, site, ana):
    vendor.sandbox.spots.keep(vendor.spot_id, "another token", enabled=True)
    work(look_up("u_wrote10", ana, site))
    assert site.keys.get().state != "refused"


def test_trouble_on_the_way_is_waited_out(vendor, site, ana):
    vendor.arm("activity", "status", code=503, times=2)
    capture = load(look_up("u_wrote250", ana, site))
    assert (capture.state, capture.messages.count()) == (CaptureState.COMPLETE, 250)
    assert capture.trouble == ""


def test_a_failure_can_be_tried_again_and_goes_on_where_it_was(vendor, site, ana):
    capture = look_up("u_wrote250", ana, site)
    runner.look_now(capture)
    vendor.configure(activity_off="*")
    assert load(capture).state == CaptureState.FAILED
    vendor.configure(activity_off="")
    assert load(capture).messages.count() == 250


def test_a_worker_that_lost_its_lease_writes_nothing(vendor, site, ana, monkeypatch):
    capture = look_up("u_wrote250", ana, site)
    taken = lambda _: Capture.objects.update(lease_token=None)  # noqa: E731
    monkeypatch.setattr("activity.runner.failpoint", taken)
    runner.look_now(capture)
    assert capture.messages.count() == 0


def test_a_primary_key_finds_the_same_person(vendor, site, ana):
    capture = load(look_up("u_wrote20", ana, site))
    assert capture.primary_key
    again = look_up(capture.primary_key, ana, site, kind=PersonKind.PRIMARY_KEY)
    assert load(again).user_id == capture.user_id
    assert sorted(ids_of(again)) == sorted(ids_of(capture))


def test_a_vendor_that_promises_more_and_sends_nothing_new_is_not_believed(site, ana, vendor):
    promise = {"cursor": {"offset": 0, "has_next": True}, "items": [], "users": {}}
    capture = look_up("u_wrote250", ana, site)
    services.load_all(capture)
    vendor.arm("activity", "status", code=200, body=json.dumps(promise), times=9)
    assert work(capture).cut_short


def test_ids_of_any_length_are_kept_apart(site, ana, vendor):
    ids = [f"sp_Dem0Spot_{'x' * 2_000}_c_{end}" for end in "ab"]
    messages = [{"id": one, "conversation_id": one, "content": []} for one in ids]
    data = {"conversation_id": ids[0], "messages": messages}
    body = json.dumps({"cursor": {"has_next": False}, "items": [{"data": data}], "users": {}})
    vendor.arm("activity", "status", code=200, body=body)
    assert work(look_up("u_wrote250", ana, site)).messages.count() == 2


def test_after_a_pause_it_begins_anew_since_the_list_may_have_moved(vendor, site, ana):
    capture = look_up("u_wrote250", ana, site)
    runner.look_now(capture)
    begun = capture.started_at
    Capture.objects.update(last_answer_at=timezone.now() - timedelta(hours=1))
    assert load(capture).messages.count() == 250
    assert capture.started_at > begun
    assert len(vendor.requests("activity")) == 4
