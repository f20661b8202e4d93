"""What a feature registers so that the workers, who know no feature, can move its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobs.models import DueRow

if TYPE_CHECKING:
    from jobs.services import Lease


@dataclass(frozen=True)
class DueKind:
    """`step` moves one leased row one step on; `give_up` ends a row whose owners kept dying.

    `about` says what its log lines carry: which ids, by name, in which columns of the row.
    """

    model: type[DueRow]
    step: Callable[["Lease"], None]
    give_up: Callable[["Lease"], None]
    about: Mapping[str, str] = field(default_factory=dict)


_kinds: list[DueKind] = []


def register(kind: DueKind) -> None:
    if kind not in _kinds:
        _kinds.append(kind)


def registered() -> tuple[DueKind, ...]:
    return tuple(_kinds)
