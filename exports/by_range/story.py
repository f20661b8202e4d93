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


def range_of(window: Window) -> Range:
    if window.since is None or window.to is None:
        raise TypeError("This window has no range of days.")
    return Range(window.since, window.to)


class RangeStory(Story):
    facts_template = "exports/detail/range_facts.html"
    progress_template = "exports/detail/bytes.html"
    announces_rows = True
    has_manifest = True
    again = "Fetch these days again"
    part_heading = "Site and days"
    not_in_it = "Not in it: comments, edits and removals after it was fetched."

    def part_words(self, window: Window) -> str:
        return ranges.in_words(range_of(window), window.zone)

    def stem(self, windows: Sequence[Window]) -> str:
        zone, spots = windows[0].zone, {window.spot_id for window in windows}
        site = slug(windows[0].site_name) if len(spots) == 1 else f"{len(spots)}-sites"
        every = [range_of(window) for window in windows]
        whole = Range(min(one.since for one in every), max(one.to for one in every))
        first, last = ranges.local_days(whole, zone)
        return f"{site}_{first}_{last}_{zone.replace('/', '-')}"

    def sent(self, window: Window) -> Mapping[str, str]:
        return sent_of(window)

    def verdict(self, windows: Iterable[Window]) -> Verdict:
        return verdicts.verdict_on(windows)
