"""What pages, files and the log say of a person's messages."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from activity.exporting.order import person_of
from activity.exporting.verdicts import verdict_on
from exports.kinds import Story
from exports.models import Window
from exports.names import slug
from exports.verdicts import Verdict
from providers.openweb.people_ids import PersonKind


class ActivityStory(Story):
    facts_template = "activity/export/facts.html"
    progress_template = "activity/export/progress.html"
    part_heading = "Site"
    not_in_it = "Not in it: what other people wrote, and what happened after it was fetched."

    def part_words(self, window: Window) -> str:
        return f"Messages of {person_of(window.export).value}"

    def stem(self, windows: Sequence[Window]) -> str:
        first, export = windows[0], windows[0].export
        asked = export.requested_at.astimezone(ZoneInfo(first.zone))
        who = slug(person_of(export).value)
        return f"{slug(first.site_name)}_person-{who}_{asked:%Y-%m-%d_%H%M}"

    def sent(self, window: Window) -> Mapping[str, str]:
        kind, value = person_of(window.export)
        name = "profile_user_id" if kind is PersonKind.USER_ID else "primary_key"
        return {"x-spot-id": window.spot_id, name: value}

    def underway(self, windows: Sequence[Window]) -> int:
        """How many messages are loaded."""
        return sum(window.findings.get("messages", 0) for window in windows)

    def verdict(self, windows: Iterable[Window]) -> Verdict:
        return verdict_on(windows)
