"""One page of a sorted list of conversations, and how the list goes on from it."""

from dataclasses import dataclass

from conversations.models import Conversation
from conversations.ordering import Order, Place, Rows

PAGE_SIZE = 50


@dataclass(frozen=True)
class Listing:
    """`before` is where the page before this one ends, and `after` where the next one begins;
    None where there is none."""

    rows: list[Conversation]
    before: Place | None = None
    after: Place | None = None


def page_after(rows: Rows, order: Order, place: Place | None) -> Listing:
    """What follows a place; the list's beginning where nothing does."""
    found = order.after(rows, place, PAGE_SIZE + 1)
    if not found:
        return page_after(rows, order, None) if place else Listing([])
    shown = found[:PAGE_SIZE]
    first, last = order.place_of(shown[0]), order.place_of(shown[-1])
    has_before = place is not None and order.has_before(rows, first)
    return Listing(
        shown, before=first if has_before else None, after=last if len(found) > PAGE_SIZE else None
    )


def page_before(rows: Rows, order: Order, place: Place) -> Listing:
    """What comes right before a place; the list's beginning where that is less than a page."""
    found = order.before(rows, place, PAGE_SIZE + 1)
    if len(found) < PAGE_SIZE:
        return page_after(rows, order, None)
    shown = found[-PAGE_SIZE:]
    first, last = order.place_of(shown[0]), order.place_of(shown[-1])
    return Listing(
        shown,
        before=first if len(found) > PAGE_SIZE else None,
        after=last if order.has_after(rows, last) else None,
    )
