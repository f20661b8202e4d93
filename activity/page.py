"""Everything one person's page shows; each part is read when the template comes to it."""

import hashlib
from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict

from activity import listing, queries
from activity.chart import Chart, chart_of
from activity.forms import FilterForm
from activity.listing import End, Listing
from activity.models import Capture, CaptureState, Message
from activity.queries import Totals, Wanted
from providers.openweb.user_activity_records import Status

BY_ARTICLE = "article"
# Where in the page the browser is: of no matter to what it shows.
PLACES = ("page", "seen", "shown", "last")


class PersonPage:
    def __init__(self, capture: Capture, address: QueryDict) -> None:
        self.capture = capture
        self.address = address
        self.form = FilterForm(address)
        self.wanted: Wanted = self.form.wanted()

    @property
    def is_filtered(self) -> bool:
        return not self.wanted.is_everything

    @property
    def by_article(self) -> bool:
        return self.address.get("by") == BY_ARTICLE

    @property
    def query(self) -> str:
        """The view of the person that the address asks for, without a place in it."""
        return self._query(*PLACES)

    @property
    def filter_query(self) -> str:
        return self._query(*PLACES, "by")

    def _query(self, *without: str) -> str:
        kept = self.address.copy()
        for name in without:
            kept.pop(name, None)
        return kept.urlencode()

    @property
    def filter_fields(self) -> list[tuple[str, str]]:
        """The filter as fields of another form."""
        fields = self.form.cleaned_data  # without those that make no sense
        return [(name, value) for name in fields for value in self.address.getlist(name) if value]

    @property
    def is_final(self) -> bool:
        """Before everything is loaded, no filter, total or chart is the last word."""
        return self.capture.is_complete

    @property
    def wants_rest(self) -> bool:
        """A filter speaks of everything; what failed is tried again only when somebody says so."""
        ended = (CaptureState.COMPLETE, CaptureState.FAILED)
        return self.is_filtered and self.capture.state not in ended

    @cached_property
    def loaded(self) -> int:
        return self.capture.messages.count()

    @cached_property
    def totals(self) -> Totals:
        return queries.totals_of(self._wanted)

    @cached_property
    def statuses(self) -> list[tuple[Status, int, bool]]:
        """Every status, how many loaded messages have it, and whether the filter asks for it."""
        counts = dict(queries.statuses_of(self.capture))
        return [(one, counts.get(one, 0), one in self.wanted.statuses) for one in Status]

    @cached_property
    def chart(self) -> Chart | None:
        return chart_of(queries.per_day(self._wanted, self.capture.site.zone))

    @cached_property
    def listing(self) -> Listing:
        arrange = queries.by_article if self.by_article else queries.by_date
        messages = arrange(self._wanted)
        if "shown" in self.address:
            return listing.after(messages, End(self._whole("shown"), self._whole("last")))
        return listing.page_of(messages, self.number)

    @property
    def number(self) -> int:
        return max(1, self._whole("page"))

    def _whole(self, name: str) -> int:
        text = self.address.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @cached_property
    def _wanted(self) -> QuerySet[Message]:
        return queries.messages_of(self.capture, self.wanted)

    @property
    def stage(self) -> str:
        """Whether there is a list at all, and where loading stands."""
        return f"{'some' if self.loaded else 'none'}.{self.capture.state}"

    @property
    def seen(self) -> str:
        """Moves whenever the page would show something else."""
        facts = (self.capture.trouble, self.loaded)
        return f"{self.stage}.{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"

    @property
    def has_new_stage(self) -> bool:
        return not self.address.get("seen", "").startswith(f"{self.stage}.")

    @property
    def has_list_on_screen(self) -> bool:
        """The browser shows messages already, and somebody may be reading them."""
        return self.address.get("seen", "").startswith("some.")
