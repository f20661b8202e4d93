"""Everything the list of a tenant's conversations shows; each part is read when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.http import QueryDict

from conversations import columns, counting, queries
from conversations.columns import Cell, Column
from conversations.counting import Counts
from conversations.facets import Facet, facets_of
from conversations.forms import FilterForm
from conversations.listing import Listing, page_after, page_before
from conversations.models import Conversation
from conversations.ordering import SORTS, Order, Place
from conversations.places import NAMES, place_in, written
from conversations.queries import Reader, Wanted
from conversations.tiles import Tile, tiles_of

# Where in the list the browser is, and what it shows already: of no matter to what there is.
PLACES = (*NAMES, "seen", "shown", "counted")
UNREAD = ("raw", "words", "fingerprint")  # long, and not in the list


@dataclass(frozen=True)
class Line:
    """`news` is "new", "changed" or nothing, since the reader's last visit."""

    conversation: Conversation
    cells: Sequence[tuple[Column, Cell]]
    is_mine: bool
    news: str


class ListPage:
    """`remembered` are the keys of the columns to show while the address names none.

    `is_counted` says whether numbers stand in the page: they take longer than the list, so a script
    asks for them when it is there. Where none runs, the address asks.
    """

    def __init__(self, reader: Reader, address: QueryDict, remembered: Sequence[str] = ()) -> None:
        self.reader = reader
        self.address = address
        self.form = FilterForm(address)
        self.wanted: Wanted = self.form.wanted()
        self.order = order_in(address)
        self.is_counted = "counted" in address
        self.columns = columns.chosen(address.getlist("columns") or remembered)

    @property
    def is_filtered(self) -> bool:
        return not self.wanted.is_everything

    @property
    def has_usual_columns(self) -> bool:
        return all(column.usual for column in self.columns)

    @property
    def query(self) -> str:
        """The view that the address asks for, without a place in it."""
        return self._query(*PLACES)

    @property
    def here(self) -> str:
        """The view with the place in it that this page shows."""
        return self._query("seen", "shown", "counted")

    @property
    def view_query(self) -> str:
        """How the list is shown, whatever it is filtered by."""
        return self._query(*PLACES, *self.form.fields)

    def _query(self, *without: str) -> str:
        kept = self.address.copy()
        for name in list(kept):
            values = [] if name in without else [value for value in kept.getlist(name) if value]
            kept.setlist(name, values)
        return kept.urlencode()

    @property
    def view_fields(self) -> list[tuple[str, str]]:
        """How the list is shown, as fields of another form."""
        return self._fields("sort", "columns")

    @property
    def filter_fields(self) -> list[tuple[str, str]]:
        """What it is filtered and sorted by, as fields of another form."""
        return self._fields("sort", *self.form.fields)

    def _fields(self, *names: str) -> list[tuple[str, str]]:
        return [(name, value) for name in names for value in self.address.getlist(name) if value]

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(one, one in self.columns) for one in columns.COLUMNS]

    @cached_property
    def listing(self) -> Listing:
        rows = queries.conversations_for(self.reader, self.wanted).defer(*UNREAD)
        before = place_in(self.address, "before", self.order)
        if before:
            return page_before(rows, self.order, before)
        return page_after(rows, self.order, place_in(self.address, "after", self.order))

    @cached_property
    def lines(self) -> list[Line]:
        rows, zone = self.listing.rows, ZoneInfo(self.reader.tenant.zone)
        mine = queries.starred_among(rows, self.reader.person)
        return [self._line(row, zone, is_mine=row.pk in mine) for row in rows]

    def _line(self, row: Conversation, zone: ZoneInfo, *, is_mine: bool) -> Line:
        row.tenant = self.reader.tenant  # at hand, instead of a query a row
        cells = [(column, column.cell(row, zone)) for column in self.columns]
        return Line(row, cells, is_mine, _news(row, self.reader))

    @property
    def previous(self) -> str:
        """The query of the page before; empty when there is none."""
        return self._query_of("before", self.listing.before)

    @property
    def next(self) -> str:
        return self._query_of("after", self.listing.after)

    def _query_of(self, name: str, place: Place | None) -> str:
        return "&".join(filter(None, [self.query, written(name, place)])) if place else ""

    @cached_property
    def counts(self) -> Counts:
        return counting.counts(self.reader, self.wanted)

    @cached_property
    def facets(self) -> list[Facet]:
        return facets_of(self.form, self.counts if self.is_counted else None)

    @property
    def chosen_more(self) -> int:
        """How many values are chosen of what the filter bar does not show by itself."""
        return sum(one.chosen for one in self.facets if not one.is_in_bar) + self.wanted.gone

    @cached_property
    def tiles(self) -> list[Tile]:
        counted = counting.attention(self.reader) if self.is_counted else None
        return tiles_of(self.wanted.attention, counted)


def order_in(address: QueryDict) -> Order:
    """By the column that `sort` names, downwards after a minus; else the last updated first."""
    sort = address.get("sort", "")
    column = sort.removeprefix("-")
    return Order(column, sort.startswith("-")) if column in SORTS else Order()


def _news(row: Conversation, reader: Reader) -> str:
    if reader.since is None or row.changed_at <= reader.since:
        return ""
    return "new" if row.first_seen_at > reader.since else "changed"
