"""Who wakes the workers. Only beat and the workers talk to the broker: pages tell what they say."""

from datetime import timedelta

from dashboard.status.facts import About, Fact, Finding, Judgement
from dashboard.status.processes import details
from jobs import queries
from jobs.models import Beat
from jobs.queries import is_alive

# Wake-ups go out each second; beat tells every five, and a frozen broker is noticed after one.
PATIENCE = timedelta(seconds=10)


def scheduler(beats: list[Beat]) -> Fact:
    return Fact(About.BEAT, "Scheduler", _scheduling(beats), details(beats))


def _scheduling(beats: list[Beat]) -> Finding:
    alive = [beat for beat in beats if is_alive(beat)]
    if len(alive) > 1:
        return Finding(
            Judgement.LOOK,
            f"{len(alive)} run at once",
            "Each wake-up is sent more than once. That does no harm, but wastes work.",
            "Normal for a moment during an upgrade. Else stop all but one.",
        )
    if not alive:
        return Finding(
            Judgement.BAD,
            "None runs",
            "Nobody wakes the workers: exports wait. Nothing is lost.",
            "Start python -m config.processes beat, or look into its log.",
            queries.last_beat_at(),
        )
    return Finding(Judgement.GOOD, "Runs", "It wakes the workers every second.")


def broker(beats: list[Beat]) -> Fact:
    return Fact(About.BROKER, "Broker", _brokering([beat for beat in beats if is_alive(beat)]))


def _brokering(alive: list[Beat]) -> Finding:
    if not alive:
        return Finding(
            Judgement.UNKNOWN, "Unknown", "Only the scheduler asks it, and none runs.", ""
        )
    if any(map(_is_served, alive)):
        return Finding(Judgement.GOOD, "Takes wake-ups", "It carries them to the workers.")
    taken = [beat.broker_seen_at for beat in alive if beat.broker_seen_at]
    return Finding(
        Judgement.BAD,
        "Takes no wake-ups" if taken else "Has taken no wake-up yet",
        "Exports wait; pages work. Nothing is lost: the work is in the database, not there.",
        "Look whether Redis runs, answers and has memory left, and whether REDIS_URL is right.",
        max(taken, default=None),
    )


def _is_served(beat: Beat) -> bool:
    taken = beat.broker_seen_at
    return taken is not None and beat.seen_at - taken < PATIENCE
