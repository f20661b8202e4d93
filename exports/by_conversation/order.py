"""Asking for conversations: one window an article and site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from credentials.models import Site
from exports.by_article.order import ArticlesOrder, articles_of
from exports.models import Export, Window
from exports.services.actions import Refused


@dataclass(frozen=True, kw_only=True)
class ConversationOrder(ArticlesOrder):
    """Whole conversations, with their writers and ranks, as they are now."""

    kind: ClassVar[str] = "openweb_conversation"

    def title(self, now: datetime) -> str:
        return self.titled("Comments, users and ranks")

    def windows(self, now: datetime) -> Iterable[Window]:
        for article in self.articles:
            yield Window(
                site=article.site,
                post_id=article.post_id,
                generation=article.site.generation,
                rows_per_file=article.site.limits.rows_per_file,
            )


def order_of(export: Export) -> ConversationOrder:
    """The order behind an export, for asking once more. Raises exports.services.Refused."""
    order = ConversationOrder.of(
        articles_of(export), label=export.label, case_number=export.case_number
    )
    if objection := why_not_at(order.sites):
        raise Refused(objection)
    return order


def why_not_at(sites: Iterable[Site]) -> str:
    """Why conversations cannot be asked for at all of these, as a sentence; empty when they can."""
    for site in sites:
        if not site.api.by_conversation:
            return f"{site.name} is set to export {site.api.label}, which has no such files."
        if lack := site.lack_of(site.key_kind):
            return lack
    return ""
