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
class ArticlesOrder(SiteOrder):
    """Articles in their order, however they are fetched."""

    articles: Sequence[Article]

    @classmethod
    def of(cls, articles: Sequence[Article], **rest: Any) -> Self:
        """The order for these articles, at the sites that they name; `rest` as in the class."""
        sites = {article.site.pk: article.site for article in articles}
        return cls(sites=tuple(sites.values()), articles=articles, **rest)

    def frozen(self) -> dict[str, Any]:
        return {
            "sites": sorted(site.pk for site in self.sites),
            "articles": [[article.site.pk, article.post_id] for article in self.articles],
        }

    def titled(self, what: str) -> str:
        """A title: what is asked for of the articles, which ones, and where."""
        more = f" and {len(self.sites) - 1} more" if len(self.sites) > 1 else ""
        return f"{what} of {self._which()} · {self.sites[0].name}{more}"

    def _which(self) -> str:
        if len(self.articles) == 1:
            return f"article {self.articles[0].post_id[:100]}"
        return f"{len(self.articles):,} articles"


@dataclass(frozen=True, kw_only=True)
class ArticleOrder(ArticlesOrder):
    """Their feeds of events; `count` asks for so many of each one's oldest messages only."""

    kind: ClassVar[str] = "openweb_article"
    count: int | None = None

    def frozen(self) -> dict[str, Any]:
        return super().frozen() | {"count": self.count, "update": self.continues is not None}

    def title(self, now: datetime) -> str:
        first = f"First {self.count:,} comments" if self.count else "Comments"
        return self.titled(f"{'Update: ' if self.continues else ''}{first}")

    def windows(self, now: datetime) -> Iterable[Window]:
        for article in self.articles:
            yield Window(site=article.site, post_id=article.post_id, count=self.count)


def articles_of(export: Export) -> list[Article]:
    """The articles that an export was asked for. Raises exports.services.Refused."""
    sites = {site.pk: site for site in sites_of(export)}
    return [Article(sites[pk], post_id) for pk, post_id in export.request["articles"]]


def order_of(export: Export) -> ArticleOrder:
    """The order behind an export, for asking once more. Raises exports.services.Refused."""
    return ArticleOrder.of(
        articles_of(export),
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
