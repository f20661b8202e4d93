"""Sorted lists that are read on from where they were left, however deep: by value, not by number.

A page that goes on after "the 4,000th" would skip rows when others came before them meanwhile, and
take longer the further it is.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from conversations.models import Conversation

Rows = QuerySet[Conversation]
SORTS = (
    *("last_updated_on", "name", "status", "register_status", "type"),
    *("start_on", "end_on", "close_on", "created_on", "changed_at"),
    *("open_questions_count", "to_facilitator_count", "registered_user_count", "questions_since"),
)


class Place(NamedTuple):
    """A row of a sorted list: its value in the sorted column (None: it has none), and its key."""

    value: Any
    pk: int


@dataclass(frozen=True)
class Order:
    """By one of SORTS; rows without a value come last, whichever the direction."""

    column: str = "last_updated_on"
    descending: bool = True

    def place_of(self, row: Conversation) -> Place:
        return Place(getattr(row, self.column), row.pk)

    def sorted(self, rows: Rows) -> Rows:
        """All of them in this order."""
        column = F(self.column)
        if self.descending:
            return rows.order_by(column.desc(nulls_last=True), "-pk")
        return rows.order_by(column.asc(nulls_last=True), "pk")

    def after(self, rows: Rows, place: Place | None, most: int) -> list[Conversation]:
        """What follows a place, else the list's beginning; up to so many rows."""
        keys: list[int] = []
        if place is None or place.value is not None:
            keys = _keys(rows.filter(self._valued(place)), self, most)
            place = None
        if len(keys) < most:
            keys += _keys(rows.filter(self._empty(place)), self, most - len(keys))
        return _rows(rows, keys)

    def before(self, rows: Rows, place: Place, most: int) -> list[Conversation]:
        """What comes right before a place, in the list's order; up to so many rows."""
        back = self._back
        keys: list[int] = []
        if place.value is None:
            keys = _keys(rows.filter(back._empty(place)), back, most)
        if len(keys) < most:
            valued = back._valued(place if place.value is not None else None)
            keys += _keys(rows.filter(valued), back, most - len(keys))
        return _rows(rows, keys[::-1])

    def has_after(self, rows: Rows, place: Place) -> bool:
        beyond = self._empty(place if place.value is None else None)
        if place.value is not None:
            beyond |= self._valued(place)
        return rows.filter(beyond).exists()

    def has_before(self, rows: Rows, place: Place) -> bool:
        back = self._back
        beyond = back._valued(place if place.value is not None else None)
        if place.value is None:
            beyond |= back._empty(place)
        return rows.filter(beyond).exists()

    @property
    def _back(self) -> "Order":
        return Order(self.column, not self.descending)

    @property
    def _side(self) -> str:
        return "lt" if self.descending else "gt"

    def _valued(self, place: Place | None) -> Q:
        """Rows that have a value; of these, the ones beyond the place."""
        column, side = self.column, self._side
        if place is None:
            return Q(**{f"{column}__isnull": False})
        further = Q(**{f"{column}__{side}": place.value}) | Q(**{f"pk__{side}": place.pk})
        # The first condition says nothing new, but lets the database begin at the value.
        return Q(**{f"{column}__{side}e": place.value}) & further

    def _empty(self, place: Place | None) -> Q:
        """Rows without a value; of these, the ones beyond the place."""
        empty = Q(**{f"{self.column}__isnull": True})
        return empty & Q(**{f"pk__{self._side}": place.pk}) if place else empty


def _keys(rows: Rows, order: Order, most: int) -> list[int]:
    """Nothing but keys: with whole rows, a database takes a multiple of the time to sort."""
    sign = "-" if order.descending else ""
    return list(
        rows.order_by(f"{sign}{order.column}", f"{sign}pk").values_list("pk", flat=True)[:most]
    )


def _rows(rows: Rows, keys: list[int]) -> list[Conversation]:
    """In the order of their keys."""
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]
