"""Asking for articles: one window an article and site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from credentials.models import Site
from exports.kinds import SiteOrder
from exports.models import Export, Window
from exports.services.actions import Refused
from exports.services.orders import sites_of

MOST_ARTICLES = 500


@dataclass(frozen=True)
class Article:
    """An article at one site, by the publisher's own id of it."""

    site: Site
    post_id: str


@dataclass(frozen=True, kw_only=True)
class ArticleOrder(SiteOrder):
    """Articles in their order; `count` asks for so many of each one's oldest messages only."""

    kind: ClassVar[str] = "openweb_article"
    articles: Sequence[Article]
    count: int | None = None

    @classmethod
    def of(cls, articles: Sequence[Article], **rest: Any) -> Self:
        """The order for these articles, at the sites that they name; `rest` as in the class."""
        sites = {article.site.pk: article.site for article in articles}
        return cls(sites=tuple(sites.values()), articles=articles, **rest)

    def frozen(self) -> dict[str, Any]:
        return {
            "sites": sorted(site.pk for site in self.sites),
            "articles": [[article.site.pk, article.post_id] for article in self.articles],
            "count": self.count,
            "update": self.continues is not None,
        }

    def title(self, now: datetime) -> str:
        first = f"First {self.count:,} comments" if self.count else "Comments"
        more = f" and {len(self.sites) - 1} more" if len(self.sites) > 1 else ""
        update = "Update: " if self.continues else ""
        return f"{update}{first} of {self._what()} · {self.sites[0].name}{more}"

    def _what(self) -> str:
        if len(self.articles) == 1:
            return f"article {self.articles[0].post_id[:100]}"
        return f"{len(self.articles):,} articles"

    def windows(self, now: datetime) -> Iterable[Window]:
        for article in self.articles:
            yield Window(site=article.site, post_id=article.post_id, count=self.count)


def order_of(export: Export) -> ArticleOrder:
    """The order behind an export, for asking once more. Raises exports.services.Refused."""
    sites = {site.pk: site for site in sites_of(export)}
    return ArticleOrder.of(
        [Article(sites[pk], post_id) for pk, post_id in export.request["articles"]],
        count=export.request["count"],
        label=export.label,
        case_number=export.case_number,
    )


def update_of(export: Export) -> ArticleOrder:
    """The order that brings an export up to date. Raises exports.services.Refused."""
    if objection := why_not_updatable(export):
        raise Refused(objection)
    again = order_of(export)
    return ArticleOrder.of(
        again.articles,
        continues=export,
        label=export.label,
        case_number=export.case_number,
    )


def why_not_updatable(export: Export) -> str:
    """A sentence, or nothing when the export can be brought up to date."""
    if export.kind != ArticleOrder.kind:
        return "Only exports of articles can be brought up to date. “Same again” asks anew."
    if export.request["count"]:
        return "It holds the first comments only. Start an export without a number instead."
    if export.is_open:
        return "It is still running. Update it once it has ended."
    if export.files_removed_at or not export.windows.filter(state="stored").exists():
        return "Its files are not here, so there is nothing to go on from. “Same again” asks anew."
    return ""
