"""Pages of a list that grows for years: counted only as far as people read on."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

PAGE_SIZE = 50
COUNTED = 1_000
LAST_PAGE = 1_000_000


class LongList(Paginator):  # type: ignore[type-arg]  # which it takes for mypy only
    """`count` goes COUNTED rows beyond the page that is asked for; more than these: `is_longer`.

    So a page near the beginning costs the same however long the list is.
    """

    def __init__(self, rows: QuerySet[Any], page: str) -> None:
        super().__init__(rows, PAGE_SIZE)
        self._rows = rows
        number = min(int(page), LAST_PAGE) if page.isdecimal() else 1
        self._most = COUNTED + (number - 1) * PAGE_SIZE

    @cached_property
    def _found(self) -> int:
        return self._rows.order_by().values("pk")[: self._most + 1].count()

    @property
    def count(self) -> int:
        return min(self._found, self._most)

    @property
    def is_longer(self) -> bool:
        return self._found > self._most
