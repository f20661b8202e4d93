"""How late polls came: at the vendor, against when they were due."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MINUTE = 60.0
Poll = tuple[str, float]  # an export's id, and when: seconds since 1970


@dataclass(frozen=True)
class Lateness:
    """Seconds, sorted: of all polls that were due, and of those of each minute.

    What never came is as late as the time was up. `polled` exports were asked after at all.
    """

    every: list[float]
    by_minute: list[list[float]]
    polled: int


def lateness(due: Iterable[Poll], came: Iterable[Poll], began: float, ended: float) -> Lateness:
    """Each poll that was due with the first that came for its export from then on."""
    arrivals: defaultdict[str, list[float]] = defaultdict(list)
    for export_id, moment in sorted(came, key=lambda poll: poll[1]):
        arrivals[export_id].append(moment)
    minutes: list[list[float]] = [[] for _ in range(max(1, round((ended - began) / MINUTE)))]
    for export_id, moment in due:
        if began <= moment < ended:
            minute = min(int((moment - began) / MINUTE), len(minutes) - 1)
            minutes[minute].append(_next(arrivals[export_id], moment, ended) - moment)
    every = sorted(late for one in minutes for late in one)
    polled = sum(1 for moments in arrivals.values() if moments and moments[-1] >= began)
    return Lateness(every, [sorted(one) for one in minutes], polled)


def share(late: Sequence[float], part: float) -> float | None:
    """So much of all was no later, such as 0.99; None where nothing was due."""
    return late[min(int(len(late) * part), len(late) - 1)] if late else None


def _next(moments: list[float], since: float, ended: float) -> float:
    index = bisect_left(moments, since)
    return min(moments[index], ended) if index < len(moments) else ended
