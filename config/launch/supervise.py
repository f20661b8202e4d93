"""Supervisor with a console for newcomers: few lines, and a clear one when a program fails."""

import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from supervisor import events
from supervisor.medusa.asyncore_25 import ExitNow
from supervisor.options import ServerOptions
from supervisor.states import SupervisorStates
from supervisor.supervisord import Supervisor

from config.launch.problems import CannotStart


class Options(ServerOptions):  # type: ignore[misc]  # supervisor is not typed
    def setsignals(self) -> None:
        """A closed terminal ends everything; supervisor would restart it, with nobody watching."""
        under_nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        super().setsignals()
        signal.signal(signal.SIGHUP, signal.SIG_IGN if under_nohup else self._stop)

    def _stop(self, *_: Any) -> None:
        self.signal_receiver.receive(signal.SIGTERM, None)


class Supervision(Supervisor):  # type: ignore[misc]  # supervisor is not typed
    problem: str | None = None

    def runforever(self) -> None:
        events.subscribe(events.ProcessLogStdoutEvent, self._show)
        events.subscribe(events.ProcessStateBackoffEvent, self._say_again)
        events.subscribe(events.ProcessStateFatalEvent, self._give_up)
        events.subscribe(events.SupervisorStoppingEvent, self._say_goodbye)
        super().runforever()

    def _show(self, event: Any) -> None:
        to_console(event.data if isinstance(event.data, str) else event.data.decode())

    def _say_again(self, event: Any) -> None:
        to_console(f"{event.process.config.name} ended right after its start. Trying again.\n")

    def _give_up(self, event: Any) -> None:
        process = event.process.config
        if self.problem is None:
            said = last_words(Path(process.stdout_logfile))
            self.problem = f"{process.name} cannot start.\n{said}"
            self.options.mood = SupervisorStates.SHUTDOWN

    def _say_goodbye(self, _: Any) -> None:
        to_console("Stopping …\n")


def to_console(text: str) -> None:
    with suppress(OSError):  # the terminal may be gone; the processes are worth more than the words
        sys.stdout.write(text)
        sys.stdout.flush()


def last_words(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    spoken = [line.strip() for line in lines if any(map(str.isalpha, line))]
    said = f"It said: {spoken[-1]}\n" if spoken else ""
    return f"{said}Its log: {log}"


def supervise(configuration: Path) -> None:
    """Run the processes until a signal comes. Raises CannotStart when one of them cannot start."""
    options = Options()
    options.realize(["-c", str(configuration)], doc="")
    options.first = True
    options.test = False
    supervision = Supervision(options)
    with suppress(ExitNow):
        supervision.main()
    options.close_logger()
    if supervision.problem:
        raise CannotStart(supervision.problem)
    to_console("Stopped.\n")


if __name__ == "__main__":
    try:
        supervise(Path(sys.argv[1]))
    except CannotStart as problem:
        sys.exit(f"Threadkeep stopped: {problem}")
