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
        found: list[Conversation] = []
        if place is None or place.value is not None:
            found = _valued(rows, self, place, most)
            place = None
        if len(found) < most:
            found += _empty(rows, self, place, most - len(found))
        return found

    def before(self, rows: Rows, place: Place, most: int) -> list[Conversation]:
        """What comes right before a place, in the list's order; up to so many rows."""
        back = Order(self.column, not self.descending)
        found: list[Conversation] = []
        if place.value is None:
            found = _empty(rows, back, place, most)
        if len(found) < most:
            valued = place if place.value is not None else None
            found += _valued(rows, back, valued, most - len(found))
        return found[::-1]


def _valued(rows: Rows, order: Order, place: Place | None, most: int) -> list[Conversation]:
    """Of the rows that have a value, those beyond the place."""
    sign, side = ("-", "lt") if order.descending else ("", "gt")
    rows = rows.filter(**{f"{order.column}__isnull": False})
    if place:
        further = Q(**{f"{order.column}__{side}": place.value}) | Q(**{f"pk__{side}": place.pk})
        # The first condition says nothing new, but lets the database begin at the value.
        rows = rows.filter(Q(**{f"{order.column}__{side}e": place.value}) & further)
    return list(rows.order_by(f"{sign}{order.column}", f"{sign}pk")[:most])


def _empty(rows: Rows, order: Order, place: Place | None, most: int) -> list[Conversation]:
    """Of the rows without a value, those beyond the place."""
    sign, side = ("-", "lt") if order.descending else ("", "gt")
    rows = rows.filter(**{f"{order.column}__isnull": True})
    if place:
        rows = rows.filter(**{f"pk__{side}": place.pk})
    return list(rows.order_by(f"{sign}pk")[:most])
