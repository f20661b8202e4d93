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
SMALLER_SIZES = (100, 32)  # of a page; 32 is what the document calls the default


class PageMeaning(StrEnum):
    """What `page` counts."""

    PAGE_NUMBER = "page_number"
    START_POSITION = "start_position"


@dataclass(frozen=True)
class Position:
    """Where to ask next: all there is to keep in order to go on later.

    Begin with `Position(size=…)`, and with a `meaning` to override what would be found out.
    `first_rows` are the rows of the pass's first answer, `calls` those made so far, `overlap` the
    rows that a page has in common with the one before it where `page` is a start position. Raises
    ValueError for a size that is not 4 to 1000, and for an overlap that is not below it.
    """

    page: int = 1
    size: int = MOST_ROWS
    meaning: PageMeaning | None = None
    first_rows: int = 0
    calls: int = 0
    overlap: int = 0

    def __post_init__(self) -> None:
        if not LEAST_ROWS <= self.size <= MOST_ROWS:
            raise ValueError(f"The size of a page is a number from {LEAST_ROWS} to {MOST_ROWS}.")
        if not 0 <= self.overlap < self.size:
            raise ValueError("Pages overlap each other by fewer rows than they have.")


def following(position: Position, rows: int, known: int, new: int) -> Position | None:
    """Where to ask after the answer to this position; None when the pass is at its end.

    `rows` are all rows of the answer; `known` of its ids came before in this pass, `new` did
    not. The end is an answer without rows, without a new id, or with fewer rows than the first
    (not than asked: onQ may cap `size`). The second answer tells what `page` means, if it is not
    set: a start position when at least half of the first page is in it again. Rows that move
    between pages can be missed by one pass; of start positions none is, while between two answers
    no more rows than overlap leave what was read for the end of the list. Raises UnclearAnswer for
    a list without end.
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
        mostly_again = 2 * known >= first_rows
        meaning = PageMeaning.START_POSITION if mostly_again else PageMeaning.PAGE_NUMBER
    return replace(
        position,
        page=_next_page(position, rows, meaning),
        meaning=meaning,
        first_rows=first_rows,
        calls=position.calls + 1,
    )


def again(position: Position, meaning: PageMeaning | None = None) -> Position:
    """Where to begin the next pass after one whose last answer was that to `position`.

    Its pages have a tenth fewer rows than the last pass's really had, so that others stand at
    their edges, and overlap by a tenth. `meaning` is what was set by hand: what was found out is
    found out anew.
    """
    rows = min(position.first_rows or position.size, position.size)
    size = rows * 9 // 10 if rows > LEAST_ROWS else LEAST_ROWS + 1
    return Position(size=size, meaning=meaning, overlap=_tenth(size))


def smaller(position: Position) -> Position | None:
    """Where to begin anew when onQ calls a pass's first request invalid, which its size may be:
    with 100 rows, then with 32. None when there is nothing smaller, or in the middle of a pass."""
    size = next((one for one in SMALLER_SIZES if one < position.size), None)
    if size is None or position.calls:
        return None
    return replace(position, size=size, overlap=min(position.overlap, _tenth(size)))


def _tenth(rows: int) -> int:
    return -(-rows // 10)


def _next_page(position: Position, rows: int, meaning: PageMeaning | None) -> int:
    if meaning is not PageMeaning.START_POSITION:
        return position.page + 1
    # By half at least: onQ may send far fewer rows than the overlap was meant for.
    further = rows - min(position.overlap, rows // 2)
    # From 1 to 32 as in the document's example, not to 33: should 1 be the one exception among
    # positions from 0 on, 33 would leave a row out. Should it be none, one row comes twice.
    return max(further, 2) if position.page == 1 else position.page + further
