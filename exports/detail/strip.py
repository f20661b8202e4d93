"""The strip: a cell a part, laid out so that ten years of days can still be read. Pure."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from exports.detail.strip_words import (
    STATE_WORDS,
    state_of,
    state_of_several,
    words_of,
    words_of_several,
)
from exports.kinds import Story
from exports.models import Export, Window
from exports.tallies import day_of

ONE_ROW = 31
MOST_CELLS = 400
MOST_IN_A_SLOT = 4

Dated = tuple[Window, date]


@dataclass(frozen=True)
class Cell:
    """`part` is the key of the only part that it stands for, when the page has a row of it."""

    state: str
    words: str
    part: int = 0


Slot = tuple[Cell, ...]  # more than one cell where a day is asked for in pieces


@dataclass(frozen=True)
class Row:
    """`before` are the empty slots that bring its first one to a place in the calendar."""

    label: str
    slots: tuple[Slot, ...]
    before: range = range(0)


@dataclass(frozen=True)
class Strip:
    """`layout` is flow, days (its rows are months) or months (its rows are years)."""

    layout: str
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Calendar:
    """How days come into rows and slots: the words for both, and the slot's place in its row."""

    layout: str
    row: Callable[[date], str]
    slot: Callable[[date], str]
    place: Callable[[date], int]
    most_in_a_slot: int


BY_DAY = Calendar(
    "days",
    row=lambda day: f"{day:%B %Y}",
    slot=lambda day: f"{day.day} {day:%B %Y}",
    place=lambda day: day.day - 1,
    most_in_a_slot=MOST_IN_A_SLOT,
)
BY_MONTH = Calendar(
    "months",
    row=lambda day: f"{day.year}",
    slot=lambda day: f"{day:%B %Y}",
    place=lambda day: day.month - 1,
    most_in_a_slot=0,
)


class Drawing:
    """One export's strip, in the words of its kind. `listed` are the keys that lead to a row."""

    def __init__(
        self, export: Export, windows: Sequence[Window], story: Story, listed: Container[int]
    ) -> None:
        self._windows, self._story, self._listed = windows, story, listed
        self._several_sites = len({window.site_name for window in windows}) > 1
        self._states = {window.pk: state_of(window, export) for window in windows}

    def strip(self) -> Strip:
        counts = Counter(self._states.values())
        legend = tuple((state, STATE_WORDS[state], counts[state]) for state in STATE_WORDS)
        calendar = self._calendar()
        rows = self._rows(*calendar) if calendar else [self._flow()]
        layout = calendar[0].layout if calendar else "flow"
        return Strip(layout, tuple(rows), tuple(line for line in legend if line[2]))

    def _calendar(self) -> tuple[Calendar, list[Dated]] | None:
        """None for what fits in one row, and for parts that are no days."""
        dated = [(window, day) for window in self._windows if (day := day_of(window))]
        if len(self._windows) <= ONE_ROW or len(dated) < len(self._windows):
            return None
        slots = {(window.site_name, day) for window, day in dated}
        return (BY_DAY if len(slots) <= MOST_CELLS else BY_MONTH), dated

    def _flow(self) -> Row:
        size = -(-len(self._windows) // MOST_CELLS)
        starts = range(0, len(self._windows), size)
        return Row("", tuple(self._chunk(self._windows[at : at + size], at) for at in starts))

    def _chunk(self, windows: Sequence[Window], at: int) -> Slot:
        if len(windows) == 1:
            return (self._cell(windows[0], self._name(windows[0])),)
        return (self._cell_of_several(windows, f"Parts {at + 1:,}–{at + len(windows):,}"),)

    def _rows(self, calendar: Calendar, dated: Sequence[Dated]) -> Iterator[Row]:
        def row_of(one: Dated) -> tuple[str, str]:
            return one[0].site_name, calendar.row(one[1])

        for (site, label), found in groupby(dated, row_of):
            here = list(found)
            slots = groupby(here, lambda one: calendar.slot(one[1]))
            yield Row(
                f"{site}, {label}" if self._several_sites else label,
                tuple(self._slot(calendar, words, [w for w, _ in ones]) for words, ones in slots),
                range(calendar.place(here[0][1])),
            )

    def _slot(self, calendar: Calendar, words: str, windows: Sequence[Window]) -> Slot:
        if len(windows) > calendar.most_in_a_slot:
            return (self._cell_of_several(windows, words),)
        if len(windows) == 1:
            return (self._cell(windows[0], words),)
        return tuple(self._cell(window, self._name(window)) for window in windows)

    def _name(self, window: Window) -> str:
        words = self._story.part_words(window)
        return f"{window.site_name}, {words}" if self._several_sites else words

    def _cell(self, window: Window, name: str) -> Cell:
        state = self._states[window.pk]
        part = window.pk if window.pk in self._listed else 0
        return Cell(state, f"{name} · {words_of(window, state)}", part)

    def _cell_of_several(self, windows: Sequence[Window], name: str) -> Cell:
        states = [self._states[window.pk] for window in windows]
        return Cell(state_of_several(states), f"{name} · {words_of_several(windows, states)}")
