"""Many exports that OpenWeb is building: how late their polls come, and what that costs.

One `fast` worker of the product, as it is started everywhere, against the usual shape with Celery:
a task an export that sleeps between its polls, once with as many slots as that worker has, and once
with one for each export. The vendor and the pauses are the same.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench.measuring import say
from bench.polling_ours import STEADY_PAUSE, ours
from bench.polling_plan import EXPORTS, SPOTS, Measured, Plan
from bench.polling_theirs import theirs
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
PAUSES = {"growing": 0.0, "steady": STEADY_PAUSE}

Results = Mapping[str, Measured]


def compare(folder: Path, minutes: float, pause: str) -> Results:
    """One way after the other; the folder, which is made, holds it all."""
    folder.mkdir()
    spot_ids = [f"sp_bench{number:02}" for number in range(SPOTS)]
    with running_vendor(folder / "vendor") as vendor:
        vendor.keep_spots(spot_ids)
        plan = Plan(vendor, spot_ids, minutes * 60, PAUSES[pause])
        results = {}
        for number, (name, way) in enumerate(WAYS.items()):
            say(f"polling for {minutes:g} minutes, {pause} pauses: {name}")
            results[name] = way(folder / str(number), plan)
        return results
