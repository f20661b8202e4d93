"""The ways in which articles can be fetched, and what is missing for each at the chosen sites."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices

from credentials.models import KeyKind, Site
from exports.by_conversation.order import why_not_at as why_no_files

WHOLE_ONLY = (
    "OpenWeb's v4 files hold whole conversations. Leave this empty, or fetch the feed of events."
)


class Way(TextChoices):
    FEED = "feed", "As a feed of events: edits and removals too; can be updated and watched"
    FILES = "files", "As OpenWeb's v4 files: comments, users and ranks, as they are now"


@dataclass(frozen=True)
class WayChoice:
    """One way to choose; `trouble` says why it is not open at the chosen sites."""

    way: Way
    chosen: bool
    trouble: str


def why_not(way: Way, sites: Collection[Site]) -> str:
    """A sentence, empty when all of these sites can be asked in this way."""
    return why_no_files(sites) if way is Way.FILES else _why_no_feed(sites)


def _why_no_feed(sites: Collection[Site]) -> str:
    lacks = (site.lack_of(KeyKind.EXPORT_TOKEN) for site in sites)
    return next((lack for lack in lacks if lack), "")


def way_for(sites: Collection[Site]) -> Way:
    """The feed, which tells more, unless only files can be had."""
    feed_only = why_not(Way.FILES, sites) or not why_not(Way.FEED, sites)
    return Way.FEED if feed_only else Way.FILES


def choices(sites: Collection[Site], wanted: str) -> list[WayChoice]:
    """Both ways, the wanted one or the one that fits chosen; none where there is no choice."""
    if sites and not any(site.api.by_conversation for site in sites):
        return []
    chosen = Way(wanted) if wanted in Way.values else way_for(sites)
    return [WayChoice(way, way is chosen, why_not(way, sites)) for way in Way]
