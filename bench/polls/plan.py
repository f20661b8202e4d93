"""What each way of waiting for exports is given, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.polls.lateness import Lateness
from bench.vendor import Vendor
from bench.watching import Used

SPOTS, AT_ONCE = 50, 4
EXPORTS = SPOTS * AT_ONCE
FIRST_POLL = 2.0


@dataclass(frozen=True)
class Plan:
    """For how many seconds; `pause`, in seconds too, is 0 for one that grows from 2 to 60."""

    vendor: Vendor
    spot_ids: Sequence[str]
    seconds: float
    pause: float


@dataclass(frozen=True)
class Measured:
    """How late polls came, and what the workers used that made them."""

    late: Lateness
    used: Used
