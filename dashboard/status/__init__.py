"""Whether everything works that Threadkeep consists of, and what to do where it does not."""

from dataclasses import dataclass
from zlib import crc32

from dashboard.formats import listed
from dashboard.status import database, disk, hosts, lanes, waking
from dashboard.status.facts import Fact, Judgement
from dashboard.status.lanes import LaneStatus
from jobs import queries

TROUBLE = (
    (Judgement.BAD, "Does not work"),
    (Judgement.LOOK, "Look at"),
    (Judgement.UNKNOWN, "Unknown"),
)


@dataclass(frozen=True)
class Status:
    lanes: tuple[LaneStatus, ...]
    scheduler: Fact
    broker: Fact
    others: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*(lane.fact for lane in self.lanes), self.scheduler, self.broker, *self.others)

    @property
    def judgement(self) -> Judgement:
        return max((fact.finding.judgement for fact in self.facts), key=lambda one: one.gravity)

    @property
    def sentence(self) -> str:
        told = [self._told(*one) for one in TROUBLE if self._named(one[0])]
        return " ".join(told) or "Everything works."

    def _told(self, judgement: Judgement, words: str) -> str:
        return f"{words}: {listed(self._named(judgement))}."

    def _named(self, judgement: Judgement) -> list[str]:
        return [fact.name for fact in self.facts if fact.finding.judgement == judgement]

    @property
    def version(self) -> str:
        """Changes when the page would look different."""
        return f"{crc32(repr(self).encode()):x}"


def status() -> Status:
    workers, beats = list(queries.workers()), list(queries.beats())
    alive = [one for one in (*workers, *beats) if queries.is_alive(one)]
    return Status(
        tuple(lanes.statuses(workers)),
        waking.scheduler(beats),
        waking.broker(beats),
        (database.fact(), disk.fact(), hosts.version(alive), hosts.clocks(alive)),
    )
