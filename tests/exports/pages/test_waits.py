"""Why an export does not move, said on its page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports.detail.waits import reasons_to_wait
from exports.models import Export
from jobs.models import Heartbeat
from tests.exports import factories


@pytest.fixture(autouse=True)
def _workers(db):
    for lane in ("fast", "bulk"):
        Heartbeat.objects.create(lane=lane, host="here", pid=1, woken_at=timezone.now())


@pytest.fixture
def v4_site(ana, colleague):
    return factories.make_site("The Daily", only_for=[ana, colleague], generation="v4")


@pytest.fixture
def page(browser):
    def read(export: Export) -> str:
        return " ".join(browser.get(export.get_absolute_url()).content.decode().split())

    return read


def export_of(person, site, *states, **columns) -> Export:
    export = factories.make_export(person, state="running")
    for position, state in enumerate(states):
        factories.make_window(export, site, state=state, position=position, **columns)
    return export


def test_one_at_a_time_names_whose_is_before_and_since_when(page, ana, colleague, v4_site):
    began = timezone.now() - timedelta(minutes=9)
    export_of(colleague, v4_site, "processing", requested_at=began)
    text = page(export_of(ana, v4_site, "waiting"))
    assert "OpenWeb takes one export at a time for The Daily; colleague’s" in text
    assert f"{began:%H:%M} UTC" in text[text.index("is before this one, since") :]


def test_several_that_are_before_are_counted(page, ana, colleague, site):
    for _ in range(3):
        export_of(colleague, site, "processing", requested_at=timezone.now())
    assert "and 2 more are before this one" in page(export_of(ana, site, "waiting"))


def test_articles_read_at_the_spot_are_before_nobody_s_days(page, ana, colleague, site):
    export = factories.make_export(colleague, state="running", kind="openweb_article")
    factories.make_window(export, site, state="downloading", post_id="a", since=None, to=None)
    assert "at a time" not in page(export_of(ana, site, "waiting"))


def test_parts_of_its_own_are_waited_for(page, ana, v4_site):
    text = page(export_of(ana, v4_site, "processing", "waiting"))
    assert "OpenWeb takes one export at a time; the others wait for their turn." in text


@pytest.mark.parametrize("state", ["processing", "waiting"])
def test_who_takes_turns_with_parts_of_its_own_is_told(page, ana, colleague, v4_site, state):
    other = export_of(colleague, v4_site, state, state, requested_at=timezone.now())
    text = page(export_of(ana, v4_site, "requesting", "waiting"))
    assert "OpenWeb takes one export at a time for The Daily; colleague’s" in text
    assert f"“{other}”</a> takes turns with this one." in text


def test_nothing_is_before_itself_though_a_part_gets_its_turn_meanwhile(ana, v4_site):
    export = export_of(ana, v4_site, "waiting", "waiting")
    read_before = list(export.windows.all())
    export.windows.filter(position=0).update(state="processing")
    assert reasons_to_wait(read_before, ana) == ()


def test_an_export_from_outside_is_waited_for(page, ana, v4_site):
    began = timezone.now() - timedelta(minutes=9)
    text = page(
        export_of(
            ana,
            v4_site,
            "requesting",
            last_answer="busy",
            trouble_since=began,
            requested_at=began,
            deadline_at=began + timedelta(hours=12),
            message="OpenWeb is still busy with another export of this site. Threadkeep waits.",
        )
    )
    assert "OpenWeb is busy with an export of The Daily that was started outside Threadkeep" in text
    assert "It gives up <time" in text
    assert "in 11 h" in text


def test_a_fresh_token_is_waited_for_without_alarm(page, ana, v4_site):
    message = "A fresh token is being fetched from OpenWeb. Going on in a moment."
    now = timezone.now()
    export = export_of(
        ana,
        v4_site,
        "requesting",
        last_answer="slow_down",
        trouble_since=now,
        requested_at=now,
        message=message,
    )
    text = page(export)
    assert f"<p>{message} So since" in text
    assert "tone-warn" not in text[text.index('id="export-progress"') : text.index(message)]
