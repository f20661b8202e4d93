from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.utils import timezone

from credentials.models import KeyState
from dashboard.looks import LOOKS
from exports.models import EventLevel, ExportState, Grade, WindowState

HOSTILE = '"><script>alert(1)</script>'


def draw(source: str, address: str = "/", rf=None, **context: object) -> str:
    request = rf.get(address) if rf else None
    return engines["django"].from_string(source).render(context, request)


@pytest.mark.parametrize("states", [ExportState, WindowState, Grade, KeyState, EventLevel])
def test_every_state_has_a_look_of_its_own(states):
    assert not set(states.values) - set(LOOKS)


def test_a_badge_says_the_state_in_words():
    badge = draw("{% badge state words %}", state="failed", words="Failed")
    assert "tone-bad" in badge
    assert "Failed" in badge


def test_an_unknown_state_is_still_drawn():
    assert "tone-plain" in draw("{% badge 'new-at-the-vendor' 'New' %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% badge text text %}",
        "{% fact text text copy=True %}",
        "{% code text keep=200 %}",
        "{% empty text text text %}",
        "{% toast 'info' text %}",
        "{% progress 1 2 text %}",
        "{% banner 'info' text %}{{ text }}{% endbanner %}",
        "{% confirm text text %}{{ text }}{% endconfirm %}",
        "{% avatar text %}",
        "{% captured as again %}{{ text }}{% endcaptured %}{{ again }}",
    ],
)
def test_foreign_text_stays_text(source):
    assert "<script" not in draw(source, text=HOSTILE)


def test_a_log_shows_foreign_text_and_details_as_text():
    line = SimpleNamespace(
        at=timezone.now(),
        level="bad",
        sentence=f"OpenWeb said {HOSTILE}",
        detail=HOSTILE,
        window_id=None,
    )
    log = draw("{% log lines %}", lines=[line])
    assert "<script" not in log
    assert log.count("&lt;script&gt;") == 2


def test_a_time_is_relative_and_exact_on_hover_and_focus():
    moment = timezone.now() - timedelta(minutes=4)
    drawn = draw("{% when moment %}", moment=moment)
    assert ">4 min ago</time>" in drawn
    assert f'data-exact="{moment.day} {moment:%b %Y, %H:%M:%S} UTC"' in drawn
    assert 'tabindex="0"' in drawn


@pytest.mark.parametrize(
    "source", ["{% when now %}", "{% zone_time now 'UTC' %}", "{% badge 'ready' 'Ready' %}"]
)
def test_a_full_stop_may_follow_a_piece_in_a_sentence(source):
    assert draw(f"{source}.", now=timezone.now()).endswith(">.")


def test_no_time_is_said_in_words():
    assert draw('{% when None never="never" %}').strip() == "never"


def test_a_time_in_a_sites_zone_names_the_zone():
    moment = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    drawn = draw("{% zone_time moment 'Europe/Berlin' %}", moment=moment)
    assert "2 Mar 2026, 00:30" in drawn
    assert "Berlin time" in drawn


@pytest.mark.parametrize(
    ("moment", "zone", "told"),
    [
        (datetime.max, "Europe/Berlin", "31 Dec 9999, 23:59"),
        (datetime.min, "America/New_York", "1 Jan 1, 00:00"),
    ],
)
def test_a_time_at_the_edge_of_the_calendar_is_told_in_utc(moment, zone, told):
    drawn = draw(f"{{% zone_time moment '{zone}' %}}", moment=moment.replace(tzinfo=UTC))
    assert told in drawn
    assert "UTC" in drawn


@pytest.mark.parametrize(
    ("done", "total", "width"), [(19, 31, "61.29%"), (5, 0, "0.00%"), (9, 3, "100.00%")]
)
def test_a_bar_is_as_wide_as_what_is_done(done, total, width):
    bar = draw("{% progress done total 'Days' %}", done=done, total=total)
    assert f'width="{width}"' in bar
    assert "style=" not in bar


def test_a_strip_has_a_cell_a_part_that_leads_to_its_row_and_a_legend_that_counts():
    cells = [cell("stored", "1 March · 4 rows"), cell("failed", "2 March · Failed", part=3)]
    row = SimpleNamespace(label="March 2026", before=range(2), slots=[[one] for one in cells])
    legend = [("stored", "Stored", 1_200), ("failed", "Failed", 1)]
    parts = SimpleNamespace(layout="days", rows=[row], legend=legend)
    drawn = draw("{% strip parts %}", parts=parts)
    assert (
        '<a class="strip-cell strip-failed" id="cell-3" href="#part-3"><span>2 March · Failed'
        in drawn
    )
    assert '<span class="strip-cell strip-stored"><span>1 March · 4 rows' in drawn
    assert drawn.count('<li aria-hidden="true">') == 2
    assert 'Stored <span class="faint">1,200</span>' in drawn


def cell(state: str, words: str, part: int = 0) -> SimpleNamespace:
    return SimpleNamespace(state=state, words=words, part=part)


def test_a_pager_keeps_the_filters(rf):
    page = Paginator(range(12_408), 50).page(2)
    drawn = draw("{% pager page %}", "/exports/?state=failed&page=2", rf, page=page)
    assert "51–100 of 12,408" in drawn
    assert "?state=failed&amp;page=1" in drawn
    assert "?state=failed&amp;page=3" in drawn


def test_a_header_sorts_and_turns_round(rf):
    source = '{% sort_header "Asked" "at" default="-at" %}'
    first = draw(source, "/", rf)
    assert 'aria-sort="descending"' in first
    assert "?sort=at" in first
    turned = draw(source, "/?sort=at&page=3", rf)
    assert 'aria-sort="ascending"' in turned
    assert "?sort=-at" in turned
    assert "page" not in turned
