"""What pages, files and the log say of articles."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from exports.by_article.changes import WhatChanged, what_changed
from exports.by_article.found import Underway, found_in, underway
from exports.by_article.verdicts import verdict_on
from exports.kinds import Story
from exports.models import Export, Window
from exports.names import slug
from exports.verdicts import Verdict


class ArticleStory(Story):
    facts_template = "exports/detail/article_facts.html"
    progress_template = "exports/detail/events.html"
    result_template = "exports/detail/changes.html"
    part_heading = "Site and article"
    not_in_it = (
        "Not in it: whether a comment was approved or rejected (OpenWeb's feed of articles does "
        "not say), and what happened after it was fetched."
    )

    def part_words(self, window: Window) -> str:
        first = f", first {window.count:,}" if window.count else ""
        return f"Article {window.post_id}{first}"

    def stem(self, windows: Sequence[Window]) -> str:
        first, export = windows[0], windows[0].export
        sites = {window.spot_id for window in windows}
        site = slug(first.site_name) if len(sites) == 1 else f"{len(sites)}-sites"
        articles = slug(first.post_id) if len(windows) == 1 else f"{len(windows)}-articles"
        only = f"_first-{first.count}" if first.count else ""
        # A copy of today and its update of an hour later must not have one name.
        asked = export.requested_at.astimezone(ZoneInfo(first.zone))
        return f"{site}_{articles}{only}_{asked:%Y-%m-%d_%H%M}"

    def sent(self, window: Window) -> Mapping[str, str]:
        sent = {"spot_id": window.spot_id, "post_id": window.post_id}
        sent["etag"] = str(found_in(window).from_etag)
        return sent | ({"count": str(window.count)} if window.count else {})

    def underway(self, windows: Sequence[Window]) -> Underway:
        return underway(windows)

    def result(self, export: Export, most: int) -> WhatChanged | None:
        return what_changed(export, most)

    def verdict(self, windows: Iterable[Window]) -> Verdict:
        return verdict_on(windows)
