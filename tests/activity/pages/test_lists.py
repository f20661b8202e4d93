"""The list of messages, by plain links and as htmx makes it endless."""

import re

import pytest
from django.utils import timezone

from activity.models import Message
from tests.activity.rows import FIRST, make_capture, make_conversation, make_message, make_messages


@pytest.fixture
def look(ana_browses, fragment):
    def ask(capture, end, **query):
        where = {"shown": end[0], "last": end[1], **query}
        return ana_browses.get(capture.get_absolute_url(), where, headers=fragment).content.decode()

    return ask


def shown_in(text: str) -> list[str]:
    return re.findall(r"data-copy=\"(c_\d+)\"", text)


def end_of(text: str) -> tuple[str, str]:
    found = re.search(r"shown=(\d+)&amp;last=(\d+)", text)
    assert found
    return found[1], found[2]


def page(client, capture, **query) -> str:
    return client.get(capture.get_absolute_url(), query).content.decode()


def test_plain_links_lead_to_the_end(ana_browses, ana, site):
    capture = make_capture(site, ana, 230)
    seen, query = [], ""
    while True:
        text = ana_browses.get(f"{capture.get_absolute_url()}{query}").content.decode()
        seen += shown_in(text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        if not following:
            break
        query = following[1].replace("&amp;", "&")
    assert seen == [f"c_{at:06}" for at in range(230)]
    assert "That is all: 230 messages." in text


def test_htmx_goes_on_where_its_list_ends(ana_browses, ana, site, look):
    capture = make_capture(site, ana, 230)
    text = page(ana_browses, capture)
    seen = shown_in(text)
    for _ in range(2):
        text = look(capture, end_of(text))
        seen += shown_in(text)
    assert seen == [f"c_{at:06}" for at in range(230)]
    assert "<html" not in text
    assert "That is all: 230 messages." in text
    assert 'hx-trigger="intersect once"' not in text


def test_a_filter_and_the_order_are_kept_on_the_way(ana_browses, ana, site):
    capture = make_capture(site, ana, 600)
    text = page(ana_browses, capture, status="rejected", by="article")
    assert "?status=rejected&amp;by=article&amp;shown=100&amp;last=" in text
    assert 'href="?status=rejected&amp;by=article&amp;page=2"' in text


def test_an_article_that_goes_on_has_no_second_heading(ana_browses, ana, site, look):
    capture = make_capture(site, ana, 0)
    make_messages(capture, 150, an_article=150)
    text = page(ana_browses, capture)
    assert text.count("About article-0-0") == 1
    assert "About article-0-0" not in look(capture, end_of(text))


def test_while_the_rest_is_loaded_the_list_goes_on_as_it_comes(ana_browses, ana, site, look):
    capture = make_capture(site, ana, 130, state="loading")
    text = look(capture, end_of(page(ana_browses, capture)))
    assert len(shown_in(text)) == 30
    assert "130 loaded so far" in text
    make_messages(capture, 20)
    assert shown_in(look(capture, end_of(text))) == [f"c_{at:06}" for at in range(130, 150)]


def test_a_list_that_other_messages_came_into_begins_anew(ana_browses, ana, site, look):
    capture = make_capture(site, ana, 130, state="loading")
    end = end_of(page(ana_browses, capture))
    make_message(capture, written_at=timezone.now(), text="Newer than all")
    text = look(capture, end)
    assert "Other messages came in between" in text
    assert not shown_in(text)


@pytest.mark.parametrize("end", [("x", "y"), ("9" * 30, "1"), ("-5", "0"), ("50", ""), ("²", "²")])
def test_a_nonsense_end_is_no_error(capture, look, end):
    assert 'id="list-end"' in look(capture, end)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "7"])
def test_a_page_that_is_none_is_no_error(ana_browses, capture, number):
    assert 'id="list-end"' in page(ana_browses, capture, page=number)


def test_by_article_the_one_written_in_last_comes_first(ana_browses, ana, site):
    capture = make_capture(site, ana, 0)
    old = make_conversation(capture, "old", last_at=FIRST.replace(day=1))
    new = make_conversation(capture, "new", last_at=FIRST.replace(day=3))
    make_message(capture, conversation=old, written_at=FIRST.replace(day=1))
    make_message(capture, conversation=new, written_at=FIRST.replace(day=2))
    make_message(capture, conversation=new, written_at=FIRST.replace(day=3))
    assert shown_in(page(ana_browses, capture, by="article")) == [
        "c_000002",
        "c_000001",
        "c_000000",
    ]


def test_a_message_tells_all_that_is_known_of_it(ana_browses, ana, site):
    capture = make_capture(site, ana, 0)
    make_message(
        capture,
        status="pending",
        status_word="needs_eyes",
        is_reply=True,
        answers_to="What was said before",
        edited=True,
        deleted=True,
        featured=True,
        votes_up=1234,
        written_at=None,
    )
    text = page(ana_browses, capture)
    marks = ("Pending", "needs_eyes", "Reply", "What was said before", "Edited", "Deleted")
    for said in (*marks, "Featured", "1,234", "no date", "No text"):
        assert said in text, said
    assert Message.objects.count() == 1
