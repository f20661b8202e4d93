"""What people paste to name an article: its id in any of OpenWeb's forms, or its address."""

import re
from urllib.parse import unquote

from providers.openweb.ids import PASTED_AROUND, place_of, post_in, spot_of, unescape_post_id

LONGEST_ID = 300  # OpenWeb recommends fewer than 50 characters; real ids are longer
_LONGEST_LINE = 2000
_SHOWN = 80
_ADDRESS = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*://|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/).*")


def post_id_of(text: str, spot_id: str, rule: str = "") -> str:
    """The article's id in one pasted line.

    The line may hold the id itself, the id as OpenWeb escapes it, a conversation or message id of
    this spot, or the article's address when the site has a `rule` (see `compile_rule`). Raises
    ValueError with a sentence for the form, which repeats the line.
    """
    line = text.strip(PASTED_AROUND)
    shown = f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"
    if not line:
        raise ValueError("This line is empty. Paste an article's id or address.")
    if len(line) > _LONGEST_LINE or not line.isprintable():
        raise ValueError(f"{shown} is no article: it is too long or holds unreadable characters.")
    if _ADDRESS.fullmatch(line):
        return _in_address(line, shown, rule)
    spot = spot_of(line)
    if spot and spot != spot_id:
        raise ValueError(f"{shown} belongs to the spot {spot}, but this site is {spot_id}.")
    if line == spot_id:
        raise ValueError(f"{shown} is the spot of the whole site. Paste the id of one article.")
    return _checked(_in_conversation(line) if spot else unescape_post_id(line), shown)


def _in_conversation(line: str) -> str:
    return post_in(place_of(line).conversation_id if "_c_" in line else line)


def _in_address(line: str, shown: str, rule: str) -> str:
    if not rule:
        raise ValueError(
            f"{shown} is an address, and this site has no rule that finds the id in it. "
            "Paste the article's id, or ask an admin to add the rule."
        )
    found = compile_rule(rule).search(line)
    if not found or not found[1]:
        raise ValueError(
            f"{shown} does not fit this site's rule for addresses. Check the address, or paste "
            "the article's id."
        )
    return _checked(unquote(found[1]), shown)


def _checked(post_id: str, shown: str) -> str:
    if not post_id or any(char.isspace() for char in post_id):
        raise ValueError(f"{shown} is no article's id: ids have no spaces. Paste one a line.")
    if len(post_id) > LONGEST_ID or not post_id.isprintable():
        raise ValueError(f"{shown} is no article's id: it is too long.")
    return post_id


def compile_rule(rule: str) -> re.Pattern[str]:
    """A site's rule as a pattern whose only group is the id; raises ValueError with a sentence.

    A rule is an address with `{id}` for the id and `*` for anything
    (`https://news.example/*/{id}.html`), or a regular expression with one group.
    """
    rule = rule.strip(PASTED_AROUND)
    try:
        pattern = re.compile(_from_address(rule) if "{id}" in rule else rule)
    except re.error as error:
        raise ValueError(f"The rule is no regular expression: {error}.") from None
    if pattern.groups != 1:
        raise ValueError("The rule needs {id}, or exactly one group in brackets, for the id.")
    return pattern


def _from_address(rule: str) -> str:
    """Scheme and www. are left open, and what follows the last written part must not go on."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", rule)
    before, _, after = (re.escape(part).replace(r"\*", "[^?#]*") for part in bare.partition("{id}"))
    return rf"(?i)^(?:https?://)?(?:www\.)?{before}([^/?#&]+?){after}/?(?:[?#&].*)?$"
