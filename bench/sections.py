"""All sections, in the order in which they run and stand on the page."""

from typing import Any

from bench.articles.section import ARTICLES
from bench.conversations.section import CONVERSATIONS
from bench.fetching.section import FETCHING
from bench.load.section import LOAD
from bench.pages.section import PAGES
from bench.polls.section import POLLS
from bench.ranges.section import RANGES
from bench.section import Section

SECTIONS: list[Section[Any]] = [FETCHING, RANGES, ARTICLES, CONVERSATIONS, PAGES, POLLS, LOAD]
