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
    part_heading = "Site and days"
    not_in_it = "Not in it: comments, edits and removals after it was fetched."

    def part_words(self, window: Window) -> str:
        return ranges.in_words(range_of(window), window.zone)

    def stem(self, windows: Sequence[Window]) -> str:
        sites = windows[0].site_name if len(windows) == 1 else f"{len(windows)}-parts"
        first, last = ranges.local_days(range_of(windows[0]), windows[0].zone)
        return f"{slug(sites)}_{first}_{last}_{windows[0].zone.replace('/', '-')}"

    def sent(self, window: Window) -> Mapping[str, str]:
        return sent_of(window)

    def verdict(self, windows: Iterable[Window]) -> Verdict:
        return verdicts.verdict_on(windows)
