"""Conversations at onQ on the overview: what waits, and how fresh that is."""

import re

from tests.conversations.rows import make_conversation, make_synchronisation, make_tenant


def rows_of(page: str) -> list[str]:
    [section] = re.findall(r"<section[^>]*tenants-title.*?</section>", page, re.DOTALL)
    return re.findall(r"<tr>.*?</tr>", section.partition("<tbody>")[2], re.DOTALL)


def test_a_tenant_shows_what_waits_and_leads_to_it(at_overview):
    tenant = make_tenant("Academy")
    make_synchronisation(tenant)
    make_conversation(tenant, "1", open_questions_count=3, to_facilitator_count=0)
    make_conversation(tenant, "2", open_questions_count=4, to_facilitator_count=7)
    [row] = rows_of(at_overview.get("/").text)
    for attention, number in (("questions", 7), ("messages", 7), ("closing", 0)):
        assert f'href="/conversations/{tenant.pk}/?attention={attention}">{number}<' in row


def test_a_list_that_was_never_read_says_so(at_overview):
    make_tenant("Academy")
    [row] = rows_of(at_overview.get("/").text)
    assert "not read yet" in row
    assert row.count(">—<") == 3


def test_a_tenant_that_one_may_not_see_stays_hidden(at_overview):
    make_tenant("Secret project", is_limited=True)
    assert "Secret project" not in at_overview.get("/").text


def test_without_a_tenant_nothing_is_said_of_onq(at_overview):
    assert "onQ" not in at_overview.get("/").text
