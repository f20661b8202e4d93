"""Which page to ask for next, although onQ's document contradicts itself about `page`.

It calls `page` the "start position in query", from 1 on, and lets it go up "by the [page] value";
in its example the first call uses 1 and the next 32, for 32 conversations a call. The name and
`size` speak for a page's number instead. Nothing else about paging is documented.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from providers.errors import UnclearAnswer

LEAST_ROWS = 4  # of fewer a page, an overlap could not tell positions from numbers
MOST_ROWS = 1000
MOST_CALLS = 50_000


class PageMeaning(StrEnum):
    """What `page` counts."""

    PAGE_NUMBER = "page_number"
    START_POSITION = "start_position"


@dataclass(frozen=True)
class Position:
    """Where to ask next: all there is to keep in order to go on later.

    Begin with `Position(size=…)`, and with a `meaning` to override what would be found out.
    `first_rows` are the rows of the pass's first answer, `calls` those made so far. Raises
    ValueError for a size that is not 4 to 1000.
    """

    page: int = 1
    size: int = MOST_ROWS
    meaning: PageMeaning | None = None
    first_rows: int = 0
    calls: int = 0

    def __post_init__(self) -> None:
        if not LEAST_ROWS <= self.size <= MOST_ROWS:
            raise ValueError(f"The size of a page is a number from {LEAST_ROWS} to {MOST_ROWS}.")


def following(position: Position, rows: int, known: int, new: int) -> Position | None:
    """Where to ask after the answer to this position; None when the pass is at its end.

    `rows` are all entries of the answer; `known` of its ids came before in this pass, `new` did
    not. The end is an answer without rows, without a new id, or with fewer rows than the first
    (not than asked: onQ may cap `size`). The second answer tells what `page` means, if it is not
    set: a start position when at least half of the first page is in it again. Rows that move
    between pages can be missed by one pass. Raises UnclearAnswer for a list without end.
    """
    first_rows = position.first_rows or rows
    undecided = position.meaning is None and position.page > 1
    # Positions bring one or two new ids in the second answer, none once as many rows moved.
    if not rows or rows < first_rows or not (new or undecided):
        return None
    if position.calls + 1 >= MOST_CALLS:
        raise UnclearAnswer(
            "onQ's list of conversations does not end.",
            service="onQ",
            detail=f"{MOST_CALLS} answers, and there was still something new.",
        )
    meaning = position.meaning
    if undecided:
        again = 2 * known >= first_rows
        meaning = PageMeaning.START_POSITION if again else PageMeaning.PAGE_NUMBER
    return replace(
        position,
        page=_next_page(position.page, rows, meaning),
        meaning=meaning,
        first_rows=first_rows,
        calls=position.calls + 1,
    )


def _next_page(page: int, rows: int, meaning: PageMeaning | None) -> int:
    if meaning is not PageMeaning.START_POSITION:
        return page + 1
    # From 1 to 32 as in the document's example, not to 33: should 1 be the one exception among
    # positions from 0 on, 33 would leave a row out. Should it be none, one row comes twice.
    return max(rows, 2) if page == 1 else page + rows
