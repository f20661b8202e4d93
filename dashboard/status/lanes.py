"""Who works in each lane, and on how much."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from dashboard.status.facts import About, Fact, Finding, Judgement
from dashboard.status.processes import details
from jobs import queries
from jobs.models import Heartbeat, Lane
from jobs.queries import Queue, Silence

LATE = timedelta(minutes=1)


@dataclass(frozen=True)
class LaneStatus:
    """`workers` are the dots of the picture: whether each one lives."""

    fact: Fact
    workers: tuple[bool, ...]
    queue: Queue


NAMES = {Lane.FAST: "Asking vendors", Lane.BULK: "Downloading"}
WORKS = {
    Lane.FAST: "Exports are asked for, and answers looked for, as soon as they are due.",
    Lane.BULK: "Files and lists are fetched as soon as they are ready.",
}
WAITS = {
    Lane.FAST: "New exports wait. Nothing is lost.",
    Lane.BULK: "Files and lists wait. Nothing is lost.",
}


def statuses(workers: list[Heartbeat]) -> list[LaneStatus]:
    silences = {silence.lane: silence for silence in queries.silent_lanes()}
    waiting = queries.queues()
    return [
        _lane(lane, [one for one in workers if one.lane == lane], silences.get(lane), waiting[lane])
        for lane in Lane
    ]


def _lane(
    lane: Lane, workers: list[Heartbeat], silence: Silence | None, queue: Queue
) -> LaneStatus:
    alive = tuple(map(queries.is_alive, workers))
    finding = _silent(lane, silence, any(alive)) if silence else _working(lane, alive, queue)
    fact = Fact(About(lane.value), NAMES[lane], finding, details(workers))
    return LaneStatus(fact, alive, queue)


def _silent(lane: Lane, silence: Silence, anybody_lives: bool) -> Finding:
    if anybody_lives:
        words = "Works, but is not woken" if silence.since else "Was not woken yet"
        advice = "Look at the scheduler and the broker: workers wait for their wake-ups."
    else:
        words = "Nobody works" if silence.since else "Nobody works yet"
        advice = f"Start python -m config.processes {lane}, or look into its log."
    return Finding(Judgement.BAD, words, WAITS[lane], advice, silence.since)


def _working(lane: Lane, alive: tuple[bool, ...], queue: Queue) -> Finding:
    dead = alive.count(False)
    if dead:
        return Finding(
            Judgement.LOOK,
            f"{dead} of {len(alive)} workers is silent" if dead == 1 else f"{dead} are silent",
            "The others do its work too; what it had begun is taken over.",
            "Look into its log on its host. It is forgotten ten minutes after another "
            "started in its place, or after a day.",
        )
    if queue.oldest and timezone.now() - queue.oldest > LATE:
        return Finding(
            Judgement.LOOK,
            "Is behind",
            "More is due than can be done at once. All of it is done, only later.",
            f"If it stays so: more processes ({lane.upper()}_PROCESSES), or a worker on another "
            "host.",
            queue.oldest,
        )
    return Finding(Judgement.GOOD, "Works", WORKS[lane])
