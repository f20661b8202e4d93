"""`export article POST_ID… --site NAME`: its arguments, and the order that they make."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from credentials.models import Site
from exports.by_article.order import Article, ArticleOrder, ArticlesOrder
from exports.by_conversation.order import ConversationOrder
from exports.forms import article_lines, article_ways
from exports.forms.article_lines import TooMany
from exports.forms.article_ways import Way
from exports.forms.articles import MOST_COMMENTS
from exports.management.arguments import sites_named

HELP = "all comments of articles"


def add_to(parser: ArgumentParser) -> None:
    parser.add_argument(
        "post_ids",
        nargs="+",
        metavar="POST_ID",
        help="an article's id, or its address where the site has a rule for addresses",
    )
    parser.add_argument("--count", type=int, help="only so many comments of each, the oldest")
    parser.add_argument(
        "--as",
        dest="way",
        choices=Way.values,
        help="the feed of events, or the files of OpenWeb's export v4; the feed unless only files "
        "can be had",
    )


def order_from(options: dict[str, Any]) -> ArticlesOrder:
    """Raises CommandError."""
    count, sites = options["count"], sites_named(options["site"])
    if count is not None and not 1 <= count <= MOST_COMMENTS:
        raise CommandError(f"--count {count}: give a whole number from 1 to {MOST_COMMENTS:,}.")
    way = _way(options["way"], sites)
    articles = _articles(options["post_ids"], sites)
    if way is Way.FEED:
        return ArticleOrder.of(articles, count=count)
    if count:
        raise CommandError("--count: OpenWeb's v4 files hold whole conversations. Leave it out.")
    return ConversationOrder.of(articles)


def _way(wanted: str | None, sites: list[Site]) -> Way:
    way = Way(wanted) if wanted else article_ways.way_for(sites)
    if trouble := article_ways.why_not(way, sites):
        raise CommandError(trouble)
    return way


def _articles(post_ids: list[str], sites: list[Site]) -> list[Article]:
    try:
        lines = article_lines.read(post_ids, sites)
    except TooMany as error:
        raise CommandError(str(error)) from None
    if not lines:
        raise CommandError("POST_ID is empty: give an article's id or address.")
    for problem in (line.problem for line in lines if line.problem):
        raise CommandError(problem)
    return article_lines.found_in(lines)
