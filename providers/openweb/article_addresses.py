"""A site's rule: where an article's id stands in the article's web address."""

import re
import string
from bisect import bisect_right
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from providers.openweb.ids import PASTED_AROUND

LONGEST_RULE = 300
EXAMPLE = "https://news.example/*/{id}.html"
_ID, _MANY_PARTS = "{id}", "**"


class Address(NamedTuple):
    """A web address without what names no article: scheme, www., AMP, fragment. Decoded."""

    host: str
    path: tuple[str, ...]
    query: dict[str, str]


class Rule(NamedTuple):
    """How the addresses of a site's articles look, with `{id}` in one part. See `compile_rule`."""

    like: Address

    def find(self, text: str) -> str | None:
        """The id in this address, as short as the rule allows; None when it does not fit.

        It takes at most some milliseconds for 2,000 characters, whatever they are: a line is
        pasted by anybody, and regular expressions could be kept busy for hours with it.
        """
        given = _read(text)
        path = _stretched(self.like.path, len(given.path))
        if len(path) != len(given.path) or not self.like.query.keys() <= given.query.keys():
            return None
        found = [
            _fit(self.like.host, given.host),
            *map(_fit, path, given.path),
            *(_fit(like, given.query[name]) for name, like in self.like.query.items()),
        ]
        return None if None in found else "".join(filter(None, found))


def compile_rule(rule: str) -> Rule:
    """Read a rule: an address with `{id}` for the id; raises ValueError with a sentence.

    `*` is anything within one part of the path or one value, `/**/` any number of parts. What a
    rule leaves open: http or https, www., m. and AMP forms, upper and lower case, a slash at the
    end, the fragment, further values after the `?` and their order.
    """
    rule = rule.strip(PASTED_AROUND)
    like = _read(rule)
    problem = _misspelt(rule) or _misplaced(like)
    if problem:
        raise ValueError(problem)
    return Rule(like)


def _misspelt(rule: str) -> str:
    if len(rule) > LONGEST_RULE or not rule.isprintable():
        return f"This rule is too long (over {LONGEST_RULE}) or holds unreadable characters."
    if re.search(r"[\s\\^$|()\[\]]", rule):
        return f"A rule is an address with {_ID} in it, no regular expression, such as {EXAMPLE}."
    if rule.count(_ID) != 1:
        return f"The rule needs {_ID} once, where the article's id stands, such as {EXAMPLE}."
    if "{" in rule.replace(_ID, "") or "}" in rule.replace(_ID, ""):
        return f"Only {_ID} stands in braces. Write * for other things that change."
    if f"*{_ID}" in rule or f"{_ID}*" in rule:
        return f"Between {_ID} and * stands what ends the one and begins the other, such as / or -."
    if _MANY_PARTS in re.sub(r"/\*\*(?=[/?#]|$)", "", rule, count=1):
        return f"{_MANY_PARTS} may stand once, alone between two slashes."
    return ""


def _misplaced(like: Address) -> str:
    if _ID in like.host or not ("." in like.host or "*" in like.host):
        return f"The rule begins with the site's host, such as {EXAMPLE}."
    if not any(_ID in part for part in (*like.path, *like.query.values())):
        return f"{_ID} stands in the path, or after the ? as a value, such as ?article={_ID}."
    return ""


_PARTS = re.compile(r"(?:[a-zA-Z][\w+.-]*://)?([^/?#]*)([^?#]*)\??([^#]*)")
_FORMS = re.compile(r"^(?:www|m|mobile|amp)\.(?=.*\.)")
# https://developers.google.com/amp/cache/overview: the publisher's address follows in clear.
_AMP_CACHE = re.compile(
    r"(?i)^(?:https?://)?(?:[\w-]+\.cdn\.ampproject\.org/[a-z]/|(?:www\.)?google\.[a-z.]+/amp/)(?:s/)?"
)
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # keeps every length


def _read(text: str) -> Address:
    """Never fails: what is no address has parts that fit no rule."""
    parts = _PARTS.match(_AMP_CACHE.sub("", text))
    host, path, query = parts.groups() if parts else ("", "", "")
    values = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    return Address(
        _FORMS.sub("", host.rpartition("@")[2].translate(_LOWER)),
        _without_amp([unquote(part, errors="surrogateescape") for part in path.split("/") if part]),
        dict(reversed(values)),
    )


def _without_amp(path: list[str]) -> tuple[str, ...]:
    for end in (0, -1):
        if len(path) > 1 and path[end].lower() == "amp":
            del path[end]
    return (*path[:-1], *(re.sub(r"(?i)\.amp(?=(?:\.html?)?$)", "", part) for part in path[-1:]))


def _stretched(path: tuple[str, ...], length: int) -> tuple[str, ...]:
    """The rule's path with as many single `*` as its `**` has to stand for."""
    if _MANY_PARTS not in path:
        return path
    place = path.index(_MANY_PARTS)
    return (*path[:place], *["*"] * (length - len(path) + 1), *path[place + 1 :])


def _fit(like: str, part: str) -> str | None:
    """The id that this part holds, or "" where the rule expects none; None when it does not fit."""
    before, expected, after = like.translate(_LOWER).partition(_ID)
    text = part.translate(_LOWER)
    starts = _reached(before.split("*"), text)
    if not expected:
        return "" if len(text) in starts else None
    mirrored = [piece[::-1] for piece in reversed(after.split("*"))]
    ends = [len(text) - length for length in reversed(_reached(mirrored, text[::-1]))]
    for start in reversed(starts):
        nearest = bisect_right(ends, start)
        if nearest < len(ends):
            return part[start : ends[nearest]]
    return None


def _reached(pieces: list[str], text: str) -> list[int]:
    """Every length of a beginning of `text` that is these pieces with anything between them."""
    first, *others = pieces
    if not text.startswith(first):
        return []
    if not others:
        return [len(first)]
    at = len(first)
    for piece in others[:-1]:
        found = text.find(piece, at)
        if found < 0:
            return []
        at = found + len(piece)
    last = others[-1]
    return [end + len(last) for end in range(at, len(text) + 1) if text.startswith(last, end)]
