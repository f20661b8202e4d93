"""Lists, orders and workers cost as much after a hundred thousand exports as after a hundred."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from exports import moves, paging, spool
from exports.detail.waits import reasons_to_wait
from exports.kinds import kind_of
from exports.models import Window
from exports.queries import others_answered
from exports.services import spots, start, turns, windows
from jobs.queries import queues
from jobs.services import Lease, claim, claim_row
from providers.openweb.generations import ExportStatus
from tests.exports import factories, history
from tests.exports.costs import cost_of
from tests.exports.rows import order

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TIMES = 1_000
LIST, OVERVIEW = reverse("exports:list"), reverse("dashboard:overview")
VIEWS = (
    "page=2",
    "whose=mine",
    "sort=title",
    "state=open",
    "state=ready",
    "state=waiting_for_admin",
)
PEOPLE = {
    "admin": factories.make_admin,
    "who asked": factories.make_moderator,
    "colleague": factories.make_moderator,
}


@pytest.fixture
def people(db):
    return {name: make(name) for name, make in PEOPLE.items()}


@pytest.fixture
def sites(db):
    return [factories.make_site() for _ in range(history.SPOTS)]


@pytest.fixture
def going(people, sites) -> tuple[Window, Window]:
    """At the busiest spot: a window that OpenWeb builds, and another export's that is next."""
    history.make_past(people["who asked"], sites)
    running, queued = (
        factories.make_export(people["colleague"], state="running") for _ in range(2)
    )
    now = timezone.now()
    columns = {"requested_at": now, "vendor_id": "x", "due_at": now}
    building, _ = (
        factories.make_window(running, site, state="processing", **columns) for site in sites[:2]
    )
    return building, factories.make_window(queued, sites[0], due_at=now)


@pytest.fixture
def pages(people, sites, going, as_person):
    """What people look at, by its name."""
    browsers = {name: as_person(person) for name, person in people.items()}
    addresses = {name: f"{LIST}?{name}" for name in VIEWS} | {
        "new export": reverse("exports:new"),
        "status": reverse("status:page"),
        "what an order would take": f"{reverse('exports:new')}?{wish(sites)}",
        "export under way": going[0].export.get_absolute_url(),
    }
    return {
        f"{page} for {name}": lambda page=page, browser=browser: browser.get(page)
        for page in (LIST, OVERVIEW)
        for name, browser in browsers.items()
    } | {
        name: lambda address=address: browsers["colleague"].get(address)
        for name, address in addresses.items()
    }


def wish(sites):
    day = (timezone.now() - timedelta(days=3)).date().isoformat()
    asked = {"site": [site.pk for site in sites[:3]], "first_day": day, "last_day": day}
    return urlencode(asked, doseq=True)


@pytest.fixture
def works(people, sites, going):
    """What workers do all day, and what ordering takes, by its name."""
    (building, waiting), ana = going, people["colleague"]
    kind = kind_of(waiting.export)
    days = ((timezone.now() - timedelta(days=3)).date(),) * 2
    return {
        "claim in the fast lane": lambda: claim("fast"),
        "claim in the bulk lane": lambda: claim("bulk"),
        "order": lambda: start(order(*sites[:3], days=days), ana),
        "order with reuse": lambda: start(order(sites[0], days=days, reuse=True), ana),
        "take a turn": lambda: turns.begin(held(waiting), waiting),
        "give a turn to the next": lambda: spots.wake(kind, [waiting.spot_id]),
        "note an answer": lambda: poll(building),
        "look whether others were answered": lambda: others_answered(building),
        "say why it waits": lambda: reasons_to_wait(waiting.export.windows.all(), ana),
        "wake what was forgotten": spots.wake_forgotten,
        "sweep the spool": spool.sweep,
        "measure the queues": queues,
    }


def held(window) -> Lease:
    lease = claim_row(window)
    assert lease
    return lease


def poll(window):
    move = moves.decide(window, moves.Polled(ExportStatus("Processing", False)), timezone.now())
    windows.apply(held(window), window, move)


def test_a_long_past_costs_nothing(pages, works, monkeypatch, subtests):
    monkeypatch.setattr(paging, "COUNTED", 40)  # of a hundred as of a hundred thousand
    every = pages | works
    history.know_sizes()
    for work in every.values():
        cost_of(work)  # what is remembered afterwards is not asked again
    few = {name: cost_of(work) for name, work in every.items()}
    history.multiply_past(TIMES)
    history.know_sizes()
    for name, work in every.items():
        with subtests.test(name):
            many = cost_of(work)
            assert many.queries == few[name].queries
            assert many.visits <= few[name].visits * 1.2 + 100
            assert not many.whole_readings
