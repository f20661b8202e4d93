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


def stem_of(windows: Sequence[Window], what: str = "") -> str:
    """The middle of a file's name: sites, articles, `what` of them, when it was asked for."""
    first, export = windows[0], windows[0].export
    sites = {window.spot_id for window in windows}
    site = slug(first.site_name) if len(sites) == 1 else f"{len(sites)}-sites"
    articles = slug(first.post_id) if len(windows) == 1 else f"{len(windows)}-articles"
    # A copy of today and its update of an hour later must not have one name.
    asked = export.requested_at.astimezone(ZoneInfo(first.zone))
    return f"{site}_{articles}{what}_{asked:%Y-%m-%d_%H%M}"


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
        count = windows[0].count
        return stem_of(windows, f"_first-{count}" if count else "")

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
