"""What people paste to name an article: its id in any of OpenWeb's forms, or its address."""

import re

from providers.errors import printable
from providers.openweb.article_addresses import compile_rule
from providers.openweb.ids import PASTED_AROUND, place_of, post_in, spot_of, unescape_post_id

__all__ = ["LONGEST_ID", "LONGEST_LINE", "compile_rule", "id_in_address", "post_id_of"]

LONGEST_ID = 300  # OpenWeb recommends fewer than 50 characters; real ids are longer
LONGEST_LINE = 2000
_SHOWN = 80
_ADDRESS = re.compile(
    r"(?i)(?:[a-z][a-z0-9+.-]*://|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?[/?]).*"
)


def post_id_of(text: str, spot_id: str, rule: str = "") -> str:
    """The article's id in one pasted line.

    The line may hold the id itself, the id as OpenWeb escapes it, a conversation or message id of
    this spot, or the article's address when the site has a `rule` (see `compile_rule`). Raises
    ValueError with a sentence for the form, which repeats the line.
    """
    line, shown = _readable(text)
    if _ADDRESS.fullmatch(line):
        return _in_address(line, shown, rule)
    spot = spot_of(line)
    if spot and spot != spot_id:
        raise ValueError(f"{shown} belongs to the spot {spot}, but this site is {spot_id}.")
    if line == spot_id:
        raise ValueError(f"{shown} is the spot of the whole site. Paste the id of one article.")
    return _checked(_in_conversation(line) if spot else unescape_post_id(line), shown)


def id_in_address(text: str, rule: str) -> str:
    """The article's id in its pasted address; empty when the site's rule does not fit.

    Raises ValueError as above, also for what fits the rule and cannot be an id.
    """
    line, shown = _readable(text)
    found = compile_rule(rule).find(line)
    return _checked(found, shown) if found else ""


def _readable(text: str) -> tuple[str, str]:
    """The line without what copying leaves around it, and as a sentence repeats it."""
    line = text.strip(PASTED_AROUND)
    words = printable(line[:_SHOWN])
    shown = f"“{words}…”" if len(line) > _SHOWN else f"“{words}”"
    if not line:
        raise ValueError("This line is empty. Paste an article's id or address.")
    if len(line) > LONGEST_LINE or not line.isprintable():
        raise ValueError(f"{shown} is no article: it is too long or holds unreadable characters.")
    return line, shown


def _in_conversation(line: str) -> str:
    return post_in(place_of(line).conversation_id if "_c_" in line else line)


def _in_address(line: str, shown: str, rule: str) -> str:
    if not rule:
        raise ValueError(
            f"{shown} is an address, and this site has no rule that finds the id in it. "
            "Paste the article's id, or ask an admin to add the rule."
        )
    found = id_in_address(line, rule)
    if not found:
        raise ValueError(
            f"{shown} does not fit this site's rule for addresses, {rule}. Check the address, or "
            "paste the article's id."
        )
    return found


def _checked(post_id: str, shown: str) -> str:
    if not post_id or any(char.isspace() for char in post_id):
        raise ValueError(f"{shown} is no article's id: ids have no spaces. Paste one a line.")
    if "<" in post_id or ">" in post_id:
        raise ValueError(f"{shown} is no article's id: ids have no angle brackets.")
    if len(post_id) > LONGEST_ID or not post_id.isprintable():
        raise ValueError(
            f"{shown} holds no article's id: it is too long or holds unreadable characters."
        )
    return post_id
