"""Many exports that OpenWeb is building: how late their polls come, and what that costs.

One `fast` worker of the product, as it is started everywhere, against the usual shape with Celery:
a task an export that sleeps between its polls, once with as many slots as that worker has, and once
with one for each export. The vendor and the pauses are the same.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench.measuring import say
from bench.polls.ours import STEADY_PAUSE, ours
from bench.polls.plan import EXPORTS, SPOTS, Measured, Plan
from bench.polls.theirs import theirs
from bench.vendor import running_vendor

OUR_SLOTS = 2
OURS = f"Threadkeep: one fast worker, {OUR_SLOTS} processes"
FEW = f"a sleeping task each, {OUR_SLOTS} processes"
MANY = f"a sleeping task each, {EXPORTS} threads"
WAYS: Mapping[str, Callable[[Path, Plan], Measured]] = {
    OURS: ours,
    FEW: partial(theirs, slots=("-P", "prefork", "-c", str(OUR_SLOTS))),
    MANY: partial(theirs, slots=("-P", "threads", "-c", str(EXPORTS))),
}

Results = Mapping[str, Measured]


def compare(folder: Path, minutes: float, *, growing: bool) -> Results:
    """One way after the other; the folder, which is there, holds it all."""
    spot_ids = [f"sp_bench{number:02}" for number in range(SPOTS)]
    with running_vendor(folder / "vendor") as vendor:
        vendor.keep_spots(spot_ids)
        plan = Plan(vendor, spot_ids, minutes * 60, 0.0 if growing else STEADY_PAUSE)
        results = {}
        for number, (name, way) in enumerate(WAYS.items()):
            say(f"polling for {minutes:g} minutes: {name}")
            results[name] = way(folder / str(number), plan)
        return results
