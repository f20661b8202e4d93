"""Pasted lines, each naming one article; the form and the command line read them alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from credentials.models import Site
from exports.by_article.order import MOST_ARTICLES, Article
from providers.openweb.article_ids import post_id_of
from providers.openweb.ids import PASTED_AROUND

MOST_LINES = 2 * MOST_ARTICLES
NAMED = 5


@dataclass(frozen=True)
class Line:
    """One line, counted from 1: the articles that it adds; or `problem`, why no site accepts it.

    `same_as` is the number of an earlier line that named the same already.
    """

    number: int
    text: str
    articles: tuple[Article, ...] = ()
    same_as: int | None = None
    problem: str = ""

    @property
    def sites_by_id(self) -> dict[str, list[Site]]:
        """Which id it names at which sites: rules may find another one in the same address."""
        found: dict[str, list[Site]] = {}
        for article in self.articles:
            found.setdefault(article.post_id, []).append(article.site)
        return found


class TooMany(ValueError):
    """More than one export takes; the sentence says how many and what to do."""


def split(text: str) -> list[str]:
    """The lines as an editor counts them."""
    return re.split(r"\r\n?|\n", text)


def read(texts: Sequence[str], sites: Sequence[Site]) -> list[Line]:
    """Every line that is not empty, in its order. Raises TooMany.

    A line counts at each site that accepts it: an id at all, an address where the site's rule fits.
    """
    pasted = [(number, _without_cells(text)) for number, text in enumerate(texts, start=1)]
    filled = [(number, text) for number, text in pasted if text]
    if len(filled) > MOST_LINES:
        raise TooMany(_too_many(len(filled), "lines"))
    lines = list(_told_apart(_read(number, text, sites) for number, text in filled))
    if (count := len(found_in(lines))) > MOST_ARTICLES:
        raise TooMany(_too_many(count, "articles" if len(sites) == 1 else "articles at all sites"))
    return lines


def found_in(lines: Iterable[Line]) -> list[Article]:
    """Every article that was named, once."""
    return [article for line in lines for article in line.articles]


def wrong_in_words(lines: Iterable[Line]) -> str:
    """“Lines 2, 5 and 9 name no article.”; empty when nothing is wrong."""
    wrong = [str(line.number) for line in lines if line.problem]
    if len(wrong) < 2:
        return f"Line {wrong[0]} names no article." if wrong else ""
    if len(wrong) > NAMED:
        return f"{len(wrong):,} lines name no article: {', '.join(wrong[:NAMED])} and more."
    return f"Lines {', '.join(wrong[:-1])} and {wrong[-1]} name no article."


def _without_cells(text: str) -> str:
    """Without what is left of empty cells behind it, and without quotes."""
    return text.rstrip(f",;{PASTED_AROUND}").strip(PASTED_AROUND)


def _too_many(count: int, what: str) -> str:
    return (
        f"These are {count:,} {what}; one export takes up to {MOST_ARTICLES}. "
        "Start another one for the rest."
    )


def _read(number: int, text: str, sites: Sequence[Site]) -> Line:
    articles, refusals = [], []
    for site in sites:
        try:
            articles.append(Article(site, post_id_of(text, site.spot_id, site.article_rule)))
        except ValueError as refusal:
            refusals.append((site, str(refusal)))
    problem = "" if articles else _why(refusals)
    return Line(number, text, tuple(articles), problem=problem)


def _why(refusals: Sequence[tuple[Site, str]]) -> str:
    """One sentence where the sites agree."""
    if len({sentence for _, sentence in refusals}) == 1:
        return refusals[0][1]
    return " ".join(f"{site.name}: {sentence}" for site, sentence in refusals[:NAMED])


def _told_apart(lines: Iterable[Line]) -> Iterable[Line]:
    """The same article twice counts once."""
    seen: dict[Article, int] = {}
    for line in lines:
        new = tuple(article for article in line.articles if article not in seen)
        same_as = seen[line.articles[0]] if line.articles and not new else None
        seen.update(dict.fromkeys(new, line.number))
        yield Line(line.number, line.text, new, same_as, line.problem)
