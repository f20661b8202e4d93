"""What is new since somebody's last visit, and what they starred."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.models import Star, Visit
from tests.conversations.pages.reading import names
from tests.conversations.rows import make_conversation


@pytest.fixture
def visited(tenant, ana) -> Visit:
    """Yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    return Visit.objects.create(tenant=tenant, person=ana, seen_at=yesterday)


def test_opening_the_page_is_a_visit(page, visited):
    page()
    before = visited.seen_at
    visited.refresh_from_db()
    assert visited.previous_at == before
    assert visited.seen_at > before


def test_parts_of_the_page_and_looks_at_its_head_are_none(browses, part, visited, tenant):
    part()
    part(type="course")
    part("numbers/")
    part(seen="x")
    browses.head(f"/conversations/{tenant.pk}/")
    before = visited.seen_at
    visited.refresh_from_db()
    assert (visited.seen_at, visited.previous_at) == (before, None)


def test_what_came_and_changed_since_is_marked(page, tenant, visited):
    now = timezone.now()
    old = now - timedelta(days=9)
    make_conversation(tenant, "1", name="new", first_seen_at=now, changed_at=now)
    make_conversation(tenant, "2", name="changed", first_seen_at=old, changed_at=now)
    make_conversation(tenant, "3", name="same", first_seen_at=old, changed_at=old)
    text = page()
    assert text.count('<span class="mark tone-ok">New</span>') == 1
    assert text.count('<span class="mark tone-info">Changed</span>') == 1
    assert sorted(names(page(attention="changed"))) == ["changed", "new"]


def test_on_a_first_visit_nothing_is_marked(page, tenant):
    make_conversation(tenant, changed_at=timezone.now())
    text = page()
    assert '<span class="mark' not in text
    assert names(page(attention="changed")) == []


def test_a_star_is_put_on_and_taken_off(browses, tenant, ana):
    conversation = make_conversation(tenant)
    address = f"{conversation.get_absolute_url()}star/"
    browses.post(address)
    assert Star.objects.get().person == ana
    browses.post(address)
    assert not Star.objects.exists()


def test_stars_are_ones_own(browses, as_person, viewer, tenant, page):
    conversation = make_conversation(tenant)
    as_person(viewer).post(f"{conversation.get_absolute_url()}star/")
    assert 'aria-pressed="true"' not in page().replace('aria-pressed="true" aria-label', "")
    assert names(page(mine="1")) == []


def test_the_star_that_was_pressed_comes_back_turned(browses, tenant, fragment):
    conversation = make_conversation(tenant)
    address = f"{conversation.get_absolute_url()}star/"
    for place, pressed in (("row", "true"), ("panel", "false")):
        text = browses.post(address, {"place": place}, headers=fragment).content.decode()
        assert f'id="star-{place}-{conversation.pk}"' in text
        assert f'aria-pressed="{pressed}"' in text


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/conversations/1/?type=course", "/conversations/1/?type=course"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example", None),
        ("", None),
    ],
)
def test_afterwards_one_is_back_where_one_was(browses, tenant, target, leads_to):
    address = f"{make_conversation(tenant).get_absolute_url()}star/"
    response = browses.post(address, {"next": target})
    assert response["Location"] == (leads_to or f"/conversations/{tenant.pk}/")
