"""How it goes: on a terminal a table that changes, elsewhere a line now and then."""

import time
from collections import Counter
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.table import Table

SECONDS_BETWEEN_LINES = 15


class Board:
    def __init__(self, killed: Counter[str]) -> None:
        self.killed = killed
        self.console = Console(highlight=False, soft_wrap=True)
        self.live = Live(console=self.console, refresh_per_second=4)
        self.began = self.shown = time.monotonic()

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            self.live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.live.stop()

    def show(self, exports: Counter[str]) -> None:
        now = time.monotonic()
        if self.console.is_terminal:
            self.live.update(self._table(exports))
        elif now - self.shown >= SECONDS_BETWEEN_LINES:
            self.shown = now
            self.console.print(f"{self._clock()}  {_words(exports)}  |  {_words(self.killed)}")

    def say(self, words: str) -> None:
        self.console.print(words)

    def _clock(self) -> str:
        minutes, seconds = divmod(int(time.monotonic() - self.began), 60)
        return f"{minutes}:{seconds:02}"

    def _table(self, exports: Counter[str]) -> Table:
        table = Table("", "", title=f"Chaos for {self._clock()}. Ctrl-C ends it with a verdict.")
        for name, number in sorted(exports.items()):
            table.add_row(f"exports {name.replace('_', ' ')}", f"{number:,}")
        table.add_section()
        for name, number in sorted(self.killed.items()):
            table.add_row(name, f"{number:,}")
        return table


def _words(counts: Counter[str]) -> str:
    return ", ".join(
        f"{number} {name.replace('_', ' ')}" for name, number in sorted(counts.items())
    )
