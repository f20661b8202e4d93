"""A download is what the list at the same address shows: which, in which order, for whom."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from conversations.downloads import taking
from conversations.models import Conversation, Synchronisation
from conversations.ordering import SORTS, Order
from conversations.services import mark
from credentials.models import Tenant
from exports.models import Export
from tests.conversations.rows import FIRST, make_conversation, make_synchronisation, make_tenant
from tests.conversations.taking.reading import address, names, table, text

pytestmark = pytest.mark.django_db


def limit(tenant: Tenant, *people) -> None:
    tenant.is_limited = True
    tenant.save()
    tenant.allowed_people.set(people)


def some(tenant: Tenant) -> None:
    make_conversation(tenant, "1", name="b", status="open", open_questions_count=3)
    make_conversation(tenant, "2", name="c", status="ended", start_on=FIRST)
    make_conversation(tenant, "3", name="a", status="open", visible=True)
    make_conversation(tenant, "4", name="d", status="started", gone_at=FIRST)


def test_it_is_sorted_as_the_list(browser, tenant):
    some(tenant)
    assert names(browser, tenant, sort="name") == ["a", "b", "c"]
    assert names(browser, tenant, sort="-name") == ["c", "b", "a"]
    assert names(browser, tenant, sort="start_on")[0] == "c"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "open"}, {"a", "b"}),
        ({"status": ["open", "ended"]}, {"a", "b", "c"}),
        ({"visible": "yes"}, {"a"}),
        ({"text": "C"}, {"c"}),
        ({"attention": "questions"}, {"b"}),
        ({"first_day": "2026-03-01", "last_day": "2026-03-01"}, {"c"}),
        ({"gone": "1"}, {"a", "b", "c", "d"}),
        ({"mine": "1"}, {"a"}),
        ({"after": "1", "value": "b", "columns": "name"}, {"a", "b", "c"}),
    ],
)
def test_it_holds_what_the_filters_leave_on_all_pages(browser, tenant, ana, query, found):
    some(tenant)
    mark(Conversation.objects.get(name="a"), ana)
    assert set(names(browser, tenant, **query)) == found


def value_for(column: str, number: int) -> Any:
    """Every third row has none, and two at a time have the same."""
    if column == "changed_at":
        return FIRST.replace(day=1 + number // 2)
    if column.endswith(("_on", "_since")):
        return FIRST.replace(day=1 + number // 2) if number % 3 else None
    if column.endswith("_count"):
        return number // 2 if number % 3 else None
    return str(number // 2)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("column", SORTS)
def test_every_order_is_that_of_the_lists_pages(tenant, column, descending):
    for number in range(6):
        make_conversation(tenant, str(number), **{column: value_for(column, number)})
    order, rows = Order(column, descending), Conversation.objects.filter(tenant=tenant)
    assert list(order.sorted(rows)) == order.after(rows, None, 100)


def test_it_comes_in_pieces_and_all_of_it_in_order(browser, tenant, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 2)
    some(tenant)
    assert names(browser, tenant, sort="name", gone="1") == ["a", "b", "c", "d"]
    pieces = list(browser.get(address(tenant), {"gone": "1"}).streaming_content)
    assert len(pieces) == 3


def test_what_moves_in_the_list_while_it_is_sent_is_neither_skipped_nor_repeated(
    browser, tenant, monkeypatch
):
    monkeypatch.setattr(taking, "CHUNK", 1)
    for number in range(4):
        make_conversation(tenant, str(number), last_updated_on=FIRST.replace(day=9 - number))
    pieces = iter(browser.get(address(tenant)).streaming_content)
    sent = [next(pieces), next(pieces)]
    newer = datetime(2026, 12, 1, tzinfo=UTC)
    Conversation.objects.filter(onq_id="3").update(last_updated_on=newer)
    Conversation.objects.filter(onq_id="0").update(last_updated_on=None)
    lines = b"".join([*sent, *pieces]).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["id", "0", "1", "2", "3"]
    assert "2026-12-01" in lines[-1]


def test_no_conversation_is_an_empty_file(browser, tenant):
    assert table(browser, tenant) == []
    assert text(browser, tenant, "jsonl") == ""


@pytest.mark.parametrize(
    ("flavour", "ending"),
    [
        ("excel", "_excel.csv"),
        ("excel-comma", "_excel-comma.csv"),
        ("csv", ".csv"),
        ("jsonl", ".jsonl"),
    ],
)
@pytest.mark.parametrize("query", [{}, {"status": "open"}])
def test_its_name_says_whose_list_it_is_as_of_when(browser, flavour, ending, query):
    tenant = make_tenant("Our Courses", zone="Europe/Berlin")
    make_synchronisation(tenant)
    response = browser.head(address(tenant, flavour), query)
    filtered = "_filtered" if query else ""
    name = f"onq_our-courses_conversations_2026-03-01_1000{filtered}{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "private, no-store"


def test_its_name_says_that_something_may_be_missing(browser, tenant):
    assert "_incomplete.csv" in browser.head(address(tenant))["Content-Disposition"]
    make_synchronisation(tenant, is_settled=False)
    assert "_may-be-incomplete.csv" in browser.head(address(tenant))["Content-Disposition"]
    Synchronisation.objects.update(is_settled=True)
    assert "incomplete" not in browser.head(address(tenant))["Content-Disposition"]


def test_each_download_is_audited_with_what_was_asked_and_how_many_came(browser, tenant, ana):
    some(tenant)
    assert browser.head(address(tenant)).content == b""
    assert not AuditEvent.objects.filter(action="downloaded").exists()
    text(browser, tenant, status="open", text="a", sort="name", shown="junk")
    entry = AuditEvent.objects.get(action="downloaded")
    assert (entry.actor, entry.target) == (ana, f"Conversations · {tenant.name}")
    assert entry.target_url == reverse("conversations:list", args=[tenant.pk])
    assert entry.details["rows"] == 1
    assert entry.details["asked"] == "text: a, status: open"
    assert entry.details["file"].endswith("_filtered_incomplete.csv")
    text(browser, tenant)
    assert AuditEvent.objects.filter(action="downloaded")[0].details["asked"] == "all"


def test_an_unknown_flavour_is_not_found(browser, tenant):
    assert browser.get(address(tenant, "received")).status_code == 404


@pytest.mark.parametrize("query", [{"first_day": "nonsense"}, {"text": "\0"}])
def test_an_address_that_makes_no_sense_leads_to_the_list_that_says_so(browser, tenant, query):
    response = browser.get(address(tenant), query)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("conversations:list", args=[tenant.pk]) + "?")
    assert not AuditEvent.objects.filter(action="downloaded").exists()


def test_who_may_see_the_tenant_and_download_gets_it(
    as_person, tenant, ana, colleague, stranger, viewer
):
    limit(tenant, ana, colleague, viewer)
    people = {ana: 200, colleague: 200, stranger: 404, viewer: 403}
    assert {
        person: as_person(person).get(address(tenant)).status_code for person in people
    } == people


def test_nobody_is_sent_to_the_sign_in(client, tenant):
    assert client.get(address(tenant))["Location"].startswith(reverse("account_login"))


def test_of_other_tenants_nothing_is_in_it(browser, tenant):
    make_conversation(tenant, "1", name="ours")
    make_conversation(make_tenant("Other", audience="https://other.example"), "2", name="theirs")
    assert names(browser, tenant) == ["ours"]


def export(tenant: Tenant) -> str:
    return reverse("conversations:export", args=[tenant.pk])


def test_onqs_own_csv_is_one_press_away(browser, tenant, ana):
    response = browser.post(export(tenant))
    started = Export.objects.get()
    assert response["Location"] == started.get_absolute_url()
    assert (started.kind, started.requested_by) == ("onq_conversations", ana)
    assert browser.post(export(tenant))["Location"] == started.get_absolute_url()


def test_without_a_key_it_says_why_and_leads_back(browser):
    tenant = make_tenant(secret="")
    response = browser.post(export(tenant))
    assert response["Location"] == reverse("conversations:list", args=[tenant.pk])
    assert not Export.objects.exists()


def test_who_may_not_start_exports_starts_none(as_person, tenant, ana, stranger, viewer):
    limit(tenant, ana, viewer)
    assert as_person(stranger).post(export(tenant)).status_code == 404
    assert as_person(viewer).post(export(tenant)).status_code == 403
    assert as_person(ana).get(export(tenant)).status_code == 405
    assert not Export.objects.exists()
