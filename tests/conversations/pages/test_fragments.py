"""One address serves the page and its parts."""

import pytest

from tests.conversations.rows import make_conversation


@pytest.mark.parametrize("query", [{}, {"type": "course"}, {"seen": ""}])
def test_a_part_holds_no_frame_and_may_not_be_kept(browses, tenant, fragment, query):
    response = browses.get(f"/conversations/{tenant.pk}/", query, headers=fragment)
    assert "<html" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


def test_the_page_may_not_be_kept_either(browses, tenant):
    response = browses.get(f"/conversations/{tenant.pk}/")
    assert "<html" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


def test_going_back_in_history_gets_the_page(browses, tenant, fragment):
    headers = {**fragment, "HX-History-Restore-Request": "true"}
    response = browses.get(f"/conversations/{tenant.pk}/", headers=headers)
    assert "<html" in response.content.decode()


def test_closing_the_panel_leaves_the_list_as_it_is(browses, tenant, fragment):
    headers = {**fragment, "HX-Target": "conversation-panel"}
    response = browses.get(f"/conversations/{tenant.pk}/?type=course", headers=headers)
    assert (response.status_code, response.content) == (200, b"")


def test_what_a_filter_leaves_takes_its_surroundings_along(part, tenant):
    make_conversation(tenant)
    text = part(type=["course", "-"], visible=["yes", "-"], gone="1", sort="name", columns="type")
    assert '<span id="chosen-type" hx-swap-oob="innerHTML">2</span>' in text
    assert '<span id="chosen-more" hx-swap-oob="innerHTML">3</span>' in text
    assert '<input type="hidden" name="sort" value="name">' in text
    assert '<input type="hidden" name="columns" value="type">' in text
    assert 'id="sync-poll"' in text


def test_an_empty_list_says_why(page, part, tenant):
    assert "onQ lists no conversation" in page()
    text = part(type="course")
    assert "No conversation matches" in text
    assert f'href="/conversations/{tenant.pk}/">Show all' in text
