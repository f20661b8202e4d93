"""A vendor of conversations without a network: rows that are numbers, and may move meanwhile."""

from collections.abc import Callable, Sequence

from providers.onq.paging import Position, following

MEANINGS = ("number", "position", "offset")

Move = Callable[[list[int], set[int]], None]


def served(rows: Sequence[int], meaning: str, page: int, size: int) -> list[int]:
    """What a vendor answers that means this by `page`; "offset" is its example's 1, then 32."""
    before = {
        "number": (page - 1) * size,
        "position": page - 1,
        "offset": page if page > 1 else 0,
    }[meaning]
    return list(rows[before : before + size])


def stay(order: list[int], seen: set[int]) -> None:
    """Nothing moves between two answers."""


def asked_in_turn(
    order: list[int], meaning: str, position: Position, cap: int = 1000, move: Move = stay
) -> tuple[list[int], list[Position]]:
    """The ids of a pass in the order they first came, and where they were asked for."""
    seen: dict[int, None] = {}
    asked: list[Position] = []
    at: Position | None = position
    while at:
        asked.append(at)
        found = served(order, meaning, at.page, min(at.size, cap))
        known = len(seen)
        seen.update(dict.fromkeys(found))
        new = len(seen) - known
        at = following(at, len(found), len(found) - new, new)
        move(order, set(seen))
    return list(seen), asked
