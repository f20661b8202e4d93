"""Rules that hit a share of the requests of several routes, each time with another fault."""

from collections import Counter

import pytest
import requests

from providers.sandbox.faults.kinds import PASSING, ROUTES
from providers.sandbox.routes import ROUTES as SERVED
from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor
from tests.sandbox.generations import Client, get, id_in, v2_of, v4_of

UNAVAILABLE = {"kind": "status", "code": 503}


def outcome(client: Client) -> object:
    """What comes of a status call."""
    try:
        return client.side("status", "?id=x").status_code
    except requests.ConnectionError:
        return "reset"


def outcomes(sandbox: Running, seed: int, number: int) -> list[object]:
    sandbox.sandbox.faults.disarm()
    mixed = [UNAVAILABLE, {"kind": "reset"}]
    sandbox.arm("v2-status", "mix", of=mixed, times=-1, probability=0.1, seed=seed)
    return [outcome(v2_of(sandbox)) for _ in range(number)]


def test_a_tenth_of_the_requests_is_hit_by_different_faults(sandbox: Running) -> None:
    counted = Counter(outcomes(sandbox, 3, 300))
    assert 15 <= counted[503] + counted["reset"] <= 45
    assert counted[503]
    assert counted["reset"]


def test_the_same_seed_hits_the_same_requests(sandbox: Running) -> None:
    first, again, other = (outcomes(sandbox, seed, 80) for seed in (3, 3, 4))
    assert first == again != other


def test_only_the_named_routes_are_hit(sandbox: Running) -> None:
    client = v2_of(sandbox)
    link = client.ready(client.begin())["links"][0]
    sandbox.arm("v2-export v2-status", "status", times=-1, code=503)
    assert client.request().status_code == 503
    assert client.side("status", "?id=x").status_code == 503
    assert client.side("list").status_code == 200
    assert get(link).status_code == 200


def test_a_mix_of_nothing_in_particular_is_all_that_another_attempt_gets_over(
    sandbox: Running, vendor: Vendor
) -> None:
    rule = {"route": "v2-export v2-status file", "kind": "mix", "times": -1, "probability": 0.1}
    assert vendor.control("POST", "faults", rule).status == 201
    (armed,) = vendor.control("GET", "faults").json()["faults"]
    assert armed["details"] == {"of": list(PASSING)}


def test_the_log_says_which_fault_of_a_mix_was_played(sandbox: Running) -> None:
    sandbox.arm("v2-status", "mix", of=[UNAVAILABLE])
    v2_of(sandbox).side("status", "?id=x")
    assert sandbox.requests("v2-status")[-1]["fault"] == "status"


def test_a_reset_after_the_work_leaves_an_export_behind(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("v2-export", "mix", of=[{"kind": "reset", "when": "after"}])
    with pytest.raises(requests.ConnectionError):
        v2_of(sandbox).request()
    assert vendor.control("GET", "exports").json()["by_spot"] == {sandbox.spot_id: 1}


@pytest.mark.parametrize("form", ["empty", "null", "missing"])
def test_links_can_be_missing_from_a_ready_export(sandbox: Running, form: str) -> None:
    client = v4_of(sandbox)
    link = client.begin()
    assert client.ready(link)["links"]
    sandbox.arm("v4-status", "no_links", form=form)
    expected = {"empty": {"links": []}, "null": {"links": None}, "missing": {}}
    assert client.get(link).json() == expected[form]


def test_a_fault_can_be_meant_for_one_export(sandbox: Running) -> None:
    client = v2_of(sandbox)
    hit, spared = client.begin(), client.begin()
    sandbox.arm("v2-status", "status", times=-1, code=500, only={"export_id": id_in(hit)})
    assert (client.get(hit).status_code, client.get(spared).status_code) == (500, 200)


def test_every_route_can_be_armed() -> None:
    assert {known.name for known in SERVED} == set(ROUTES) - {"*"}


@pytest.mark.parametrize(
    "rule",
    [
        {"route": "v2-status nowhere", "kind": "mix"},
        {"route": "", "kind": "mix"},
        {"route": "v2-status", "kind": "mix", "of": []},
        {"route": "v2-status", "kind": "mix", "of": ["status"]},
        {"route": "v2-status", "kind": "mix", "of": [{"kind": "corrupt_zip"}]},
        {"route": "v2-status", "kind": "mix", "of": [{"kind": "mix"}]},
        {"route": "v2-status", "kind": "mix", "of": [{"kind": "status", "colour": 1}]},
        {"route": "v2-status", "kind": "mix", "code": 500},
        {"route": "v2-export v2-status", "kind": "no_links"},
    ],
)
def test_a_mix_that_cannot_be_played_is_refused(vendor: Vendor, rule: dict[str, object]) -> None:
    assert vendor.control("POST", "faults", rule).status == 400
