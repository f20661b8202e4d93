"""What pages, files and the log say of a tenant's list."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from conversations.exporting.found import found_in
from conversations.exporting.verdicts import verdict_on
from exports.kinds import Story
from exports.models import Window
from exports.names import slug
from exports.verdicts import Verdict


class ConversationsStory(Story):
    facts_template = "conversations/export/facts.html"
    progress_template = "conversations/export/progress.html"
    part_heading = "Tenant"
    not_in_it = (
        "Not in it: what is written in the conversations (onQ's list does not say), and what "
        "happened after it was fetched."
    )

    def part_words(self, window: Window) -> str:
        return "All conversations"

    def stem(self, windows: Sequence[Window]) -> str:
        first = windows[0]
        asked = first.export.requested_at.astimezone(ZoneInfo(first.zone))
        return f"{slug(first.site_name)}_conversations_{asked:%Y-%m-%d_%H%M}"

    def sent(self, window: Window) -> Mapping[str, str]:
        """Of the first page; only `page` changes from one to the next."""
        return {"size": str(found_in(window).size), "page": "1", "csv": "true"}

    def holds_times(self, column: str) -> bool:
        """All documented dates end so: start_on, last_updated_on."""
        return "_".join(column.lower().split()).endswith("_on")

    def underway(self, windows: Sequence[Window]) -> int:
        """How many conversations were read."""
        return sum(found_in(window).conversations for window in windows)

    def verdict(self, windows: Iterable[Window]) -> Verdict:
        return verdict_on(windows)
