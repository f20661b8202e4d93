"""What pages, files and the log say of ranges of days."""

from collections.abc import Iterable, Mapping, Sequence

from exports import ranges
from exports.by_range import verdicts
from exports.by_range.exporting import sent_of
from exports.kinds import Story
from exports.models import Window
from exports.names import slug
from exports.ranges import Range
from exports.verdicts import Verdict


def _span(window: Window) -> Range:
    assert window.span  # noqa: S101 - such windows are made with one
    return window.span


class RangeStory(Story):
    facts_template = "exports/detail/range_facts.html"
    progress_template = "exports/detail/bytes.html"
    announces_rows = True
    has_manifest = True
    again = "Fetch these days again"
    part_heading = "Site and days"
    not_in_it = "Not in it: comments, edits and removals after it was fetched."

    def part_words(self, window: Window) -> str:
        return ranges.in_words(_span(window), window.zone)

    def stem(self, windows: Sequence[Window]) -> str:
        zone, spots = windows[0].zone, {window.spot_id for window in windows}
        site = slug(windows[0].site_name) if len(spots) == 1 else f"{len(spots)}-sites"
        every = [_span(window) for window in windows]
        whole = Range(min(one.since for one in every), max(one.to for one in every))
        first, last = ranges.local_days(whole, zone)
        return f"{site}_{first}_{last}_{zone.replace('/', '-')}"

    def sent(self, window: Window) -> Mapping[str, str]:
        return sent_of(window)

    def verdict(self, windows: Iterable[Window]) -> Verdict:
        return verdicts.verdict_on(windows)
