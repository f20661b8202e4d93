"""Foreign text is shown as text, wherever it comes from."""

import pytest

from activity.models import Capture
from tests.activity.rows import make_capture, make_conversation, make_look_up, make_message

HOSTILE = "<script>alert('x')</script>\"onload=alert(1)"


@pytest.fixture
def hostile(site, ana) -> Capture:
    """Every column that OpenWeb or a reader fills holds markup."""
    names = ("user_id", "primary_key", "display_name", "user_name")
    capture = make_capture(
        site, ana, 0, asked_id=HOSTILE, trouble=HOSTILE, **dict.fromkeys(names, HOSTILE)
    )
    article = make_conversation(capture, HOSTILE, title=HOSTILE, url=f"https://x.example/{HOSTILE}")
    texts = ("message_id", "text", "answers_to", "status_word")
    make_message(capture, conversation=article, **dict.fromkeys(texts, HOSTILE))
    make_message(capture, conversation=article, text=HOSTILE * 40)
    return capture


def safe(response) -> bool:
    text = response.content.decode()
    return "<script>alert" not in text and '"onload=' not in text and "alert" in text


@pytest.mark.parametrize("state", ["complete", "partial", "loading", "failed"])
def test_on_the_page_of_a_person(ana_browses, hostile, state, fragment):
    Capture.objects.update(state=state)
    address = hostile.get_absolute_url()
    assert safe(ana_browses.get(address))
    for query in ({"seen": "none.x"}, {"shown": "0"}, {"text": HOSTILE}):
        assert safe(ana_browses.get(address, query, headers=fragment))


@pytest.mark.parametrize("code", ["", "not_enabled"])
def test_where_nothing_was_found(ana_browses, ana, site, code):
    site.name, site.spot_id = HOSTILE, HOSTILE[:60]
    site.save()
    capture = make_capture(
        site, ana, 0, state="failed", asked_id=HOSTILE, trouble=HOSTILE, trouble_code=code
    )
    assert safe(ana_browses.get(capture.get_absolute_url()))


def test_in_the_form_and_the_lists(ana_browses, ana, hostile):
    look_up = make_look_up(ana, hostile, asked_id=HOSTILE, case_number=HOSTILE)
    make_look_up(ana, asked_id=HOSTILE)
    assert safe(ana_browses.get(f"/people/look-ups/{look_up.pk}/"))
    assert safe(ana_browses.get("/people/", {"who": HOSTILE, "kind": HOSTILE, "site": HOSTILE}))
    assert safe(ana_browses.post("/people/", {"who": HOSTILE, "case_number": HOSTILE}))


def test_in_a_filter(ana_browses, hostile):
    query = dict.fromkeys(("text", "status", "kind", "first_day", "by", "page"), HOSTILE)
    assert safe(ana_browses.get(hostile.get_absolute_url(), query))


def test_an_article_opens_beside_this_page_and_learns_nothing_of_it(ana_browses, capture):
    text = ana_browses.get(capture.get_absolute_url()).content.decode()
    link = 'href="https://daily.example/article-0-0.html" target="_blank" rel="noopener noreferrer"'
    assert link in text


def test_an_article_without_an_address_is_no_link(ana_browses, ana, site):
    capture = make_capture(site, ana, 0)
    article = make_conversation(capture, title="Nowhere", url="")
    make_message(capture, conversation=article, text="javascript:alert(1)")
    text = ana_browses.get(capture.get_absolute_url()).content.decode()
    assert "Nowhere" in text
    assert 'href="javascript' not in text
    assert 'href=""' not in text


def test_lines_stay_lines_and_long_texts_are_folded(ana_browses, ana, site):
    capture = make_capture(site, ana, 0)
    make_message(capture, text="one\ntwo")
    make_message(capture, text="word " * 300)
    text = ana_browses.get(capture.get_absolute_url()).content.decode()
    assert "one\ntwo" in text
    assert "The rest, 1,000 characters" in text
    assert text.count("word ") == 300
