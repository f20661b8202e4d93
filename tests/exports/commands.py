"""`export …` as somebody at a terminal, or a script, runs it."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import CommandError, call_command
from django.db import connection

from jobs import runner
from jobs.models import Lane
from tests.exports.moving import skip_pauses


class Command:
    """One run of the command: its exit code and what it said."""

    def __init__(self, *arguments: str) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.code, self.refusal = 0, ""
        try:
            call_command("export", *arguments, stdout=out, stderr=err)
        except CommandError as refusal:
            self.code, self.refusal = refusal.returncode, str(refusal)
        except SystemExit as exit_:
            self.code = int(exit_.code or 0)
        self.out, self.err = out.getvalue(), err.getvalue()


@contextmanager
def working() -> Iterator[None]:
    """A worker of each lane, in a thread of its own, woken up all the time."""
    over = threading.Event()
    threads = [threading.Thread(target=_work, args=(lane, over)) for lane in Lane]
    for thread in threads:
        thread.start()
    yield
    over.set()
    for thread in threads:
        thread.join()


def _work(lane: Lane, over: threading.Event) -> None:
    while not over.wait(0.05):
        skip_pauses()
        runner.work(lane)
    connection.close()
