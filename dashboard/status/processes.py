"""How a worker or a beat is told of, to those who may know where it runs."""

from collections.abc import Iterable

from django.utils import timezone

from dashboard.formats import clock
from dashboard.status.facts import Detail
from jobs.models import Process
from jobs.queries import is_alive


def details(processes: Iterable[Process]) -> tuple[Detail, ...]:
    return tuple(Detail(process.host, _words(process)) for process in processes)


def _words(process: Process) -> str:
    started, seen = (clock(at, timezone.now()) for at in (process.started_at, process.seen_at))
    sign = "last heartbeat" if is_alive(process) else "silent since"
    return f"process {process.pid}, started {started}, {sign} {seen}"
