"""What a section found: tables and sentences, for the console and for the page."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Each row begins with its name; `columns` are the titles of the cells behind it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


Report = Sequence[Table | str]
