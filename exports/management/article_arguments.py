"""`export article POST_ID… --site NAME`: its arguments, and the order that they make."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from credentials.models import Site
from exports.by_article.order import Article, ArticleOrder
from exports.forms import article_lines
from exports.forms.article_lines import TooMany
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


def order_from(options: dict[str, Any]) -> ArticleOrder:
    """Raises CommandError."""
    count = options["count"]
    if count is not None and not 1 <= count <= MOST_COMMENTS:
        raise CommandError(f"--count {count}: give a whole number from 1 to {MOST_COMMENTS:,}.")
    articles = _articles(options["post_ids"], sites_named(options["site"]))
    return ArticleOrder.of(articles, count=count)


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
