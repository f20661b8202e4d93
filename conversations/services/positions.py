"""Where the reading of a list goes on, as its row holds it."""

from dataclasses import replace

from conversations.models import Synchronisation
from providers.onq.paging import PageMeaning, Position


def stored(sync: Synchronisation) -> Position:
    """Where the run goes on: at its stored position, else at the list's beginning."""
    known, by_hand = sync.position, set_by_hand(sync)
    if known is None:
        return Position(meaning=by_hand)
    meaning = PageMeaning(known["meaning"]) if known["meaning"] else None
    position = Position(**known | {"meaning": meaning})
    if meaning and by_hand in (None, meaning):
        return position
    # Pages were counted otherwise until now, or nobody knows yet: the first page, from which the
    # second one tells, is not at hand any more.
    return replace(position, page=1, calls=0, first_rows=0, meaning=by_hand)


def set_by_hand(sync: Synchronisation) -> PageMeaning | None:
    """What an admin says that `page` counts; None: each pass finds it out."""
    chosen = sync.tenant.page_meaning
    return PageMeaning(chosen) if chosen else None
