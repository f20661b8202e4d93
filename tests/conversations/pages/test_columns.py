"""Which columns the list has: the useful ones, or those that somebody chose."""

from tests.conversations.pages.reading import headers
from tests.conversations.rows import make_conversation

USUAL = [
    *("Name", "Running state", "Registration", "Questions waiting", "Private messages"),
    *("People", "Starts", "Registration closes", "Last update"),
]


def test_the_useful_ones_come_unasked(page, tenant):
    make_conversation(tenant)
    assert headers(page())[: len(USUAL)] == USUAL


def test_others_by_choice_in_their_own_order(page, tenant):
    make_conversation(tenant, onq_id="X-17", external_code="CODE")
    text = page(columns=["onq_id", "external_code", "type", "nonsense"])
    assert headers(text)[:4] == ["Name", "Type", "External code", "Id"]
    assert "X-17</td>" in text


def test_a_choice_is_remembered_and_its_address_shared(browses, page, tenant, as_person, viewer):
    make_conversation(tenant)
    address = f"/conversations/{tenant.pk}/"
    chosen = {"columns": ["onq_id"], "type": "-", "keep": "1"}
    shared = browses.get(address, chosen)["Location"]
    assert shared == f"{address}?columns=onq_id&type=-"
    assert headers(page())[:2] == ["Name", "Id"]
    theirs = as_person(viewer)
    assert headers(theirs.get(shared).content.decode())[:2] == ["Name", "Id"]
    assert headers(theirs.get(address).content.decode())[: len(USUAL)] == USUAL


def test_choosing_none_brings_the_usual_ones_back(browses, page, tenant):
    make_conversation(tenant)
    browses.get(f"/conversations/{tenant.pk}/", {"columns": "onq_id", "keep": "1"})
    browses.get(f"/conversations/{tenant.pk}/", {"keep": "1"})
    assert headers(page())[: len(USUAL)] == USUAL


def test_an_address_with_columns_is_not_remembered(page, tenant):
    make_conversation(tenant)
    page(columns="onq_id")
    assert headers(page())[: len(USUAL)] == USUAL


def test_the_choice_keeps_filter_and_order(page):
    text = page(type="course", sort="name", columns="onq_id", after="1", value="x")
    form = text[text.index('aria-label="Columns"') :]
    form = form[: form.index("</form>")]
    assert '<input type="hidden" name="type" value="course">' in form
    assert '<input type="hidden" name="sort" value="name">' in form
    assert 'name="after"' not in form


def test_people_of_how_many_where_there_is_a_limit(page, tenant):
    make_conversation(tenant, "1", registered_user_count=12, max_user_count=30)
    make_conversation(tenant, "2", registered_user_count=1500, max_user_count=0)
    text = page()
    assert "12 of 30</td>" in text
    assert "1,500</td>" in text


def test_days_are_those_of_the_tenants_zone(page, tenant):
    make_conversation(tenant, start_on="2026-03-01T23:30:00+00:00")
    assert "2 Mar 2026</td>" in page()


def test_what_the_document_does_not_name_appears_as_onq_sent_it(page, tenant):
    make_conversation(tenant, type="webinar", status="paused")
    text = page(columns=["type", "status"])
    assert "webinar</td>" in text
    assert "paused</td>" in text
