"""OpenWeb's identifiers: spots, posts (articles) as they are escaped, and message ids."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

_SPOT = r"sp_[A-Za-z0-9]{1,64}"
_SPOT_IN_ADMIN_URL = re.compile(rf"/spot/({_SPOT})(?![A-Za-z0-9_])")
_SPOT_OF_MESSAGE = re.compile(rf"({_SPOT})_")
_ADMIN_DOMAINS = ("spot.im", "openweb.com")
PASTED_AROUND = " \t\r\n\"'“”<>\u200b\ufeff\xa0"


def parse_spot_id(text: str) -> str:
    """The spot id in what somebody pasted: `sp_…`, or an address of OpenWeb's admin dashboard.

    Upper and lower case matter. Raises ValueError with a sentence for the form.
    """
    text = text.strip(PASTED_AROUND)
    if re.fullmatch(_SPOT, text):
        return text
    found = _SPOT_IN_ADMIN_URL.search(text)
    if found and _is_admin_address(text):
        return found[1]
    raise ValueError(
        "This is not a spot ID. It starts with sp_, and you find it in the address of OpenWeb's "
        "admin dashboard, after /spot/. You may paste that whole address."
    )


def _is_admin_address(text: str) -> bool:
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
    except ValueError:
        return False
    return any(host == domain or host.endswith(f".{domain}") for domain in _ADMIN_DOMAINS)


def spot_of(message_id: str) -> str | None:
    """The spot a message or conversation id begins with (`sp_…_post_c_…`); None without one."""
    found = _SPOT_OF_MESSAGE.match(message_id)
    return found[1] if found else None


# In this order, as OpenWeb's own iOS SDK does it; spaces are removed and cannot come back.
_ESCAPES = (
    ("urn:uri:base64:", "urn$3Auri$3Abase64$3A"),
    (",", ";"),
    ("_", "$"),
    (":", "~"),
    (" ", ""),
    ("/", "$2F"),
)
_UNESCAPES = (
    ("urn$3Auri$3Abase64$3A", "urn:uri:base64:"),
    (";", ","),
    ("$2F", "/"),
    ("$", "_"),
    ("~", ":"),
)


def escape_post_id(post_id: str) -> str:
    """The form an article's id has within conversation and message ids."""
    for plain, escaped in _ESCAPES:
        post_id = post_id.replace(plain, escaped)
    return post_id


def unescape_post_id(escaped: str) -> str:
    """The id as the publisher most likely wrote it: `$`, `~`, `;` and spaces do not survive.

    Whatever comes out escapes to the same conversation as what went in.
    """
    for form, plain in _UNESCAPES:
        escaped = escaped.replace(form, plain)
    return escaped


def conversations_of(spot_id: str, post_id: str) -> dict[str, str]:
    """The ids an article's conversation may have, each with the article's id."""
    return {f"{spot_id}_{escape_post_id(post_id)}": post_id, f"{spot_id}_{post_id}": post_id}


class Place(NamedTuple):
    """Where a message stands, as its id tells; no `parent_id` for one that starts a thread."""

    conversation_id: str
    root_id: str
    parent_id: str


_CONVERSATION = re.compile(rf"({_SPOT}_[^_]+)_")


def place_of(message_id: str, conversations: Iterable[str] = ()) -> Place:
    """Read `<conversation>_c_<id>_r_<id>` and the document's `<conversation>_<id>_<id>`.

    A reply's id extends its parent's. `conversations` are tried first: only they tell where an
    article's id ends that holds underscores. An id of any other form starts a thread of its own.
    """
    conversation = _conversation_of(message_id, conversations)
    if not conversation:
        return Place("", message_id, "")
    rest = message_id[len(conversation) + 1 :]
    joint = "_r_" if rest.startswith("c_") else "_"
    first, *replies = rest.split(joint)
    parent = f"{conversation}_{joint.join((first, *replies[:-1]))}" if replies else ""
    return Place(conversation, f"{conversation}_{first}", parent)


def _conversation_of(message_id: str, conversations: Iterable[str]) -> str:
    for conversation in conversations:
        if message_id.startswith(f"{conversation}_"):
            return conversation
    before, marked, _ = message_id.rpartition("_c_")
    if marked:
        return before
    found = _CONVERSATION.match(message_id)
    return found[1] if found else ""


def post_in(conversation_id: str) -> str:
    """The article's id within a conversation id; empty when there is none."""
    spot = spot_of(conversation_id)
    return unescape_post_id(conversation_id[len(spot) + 1 :]) if spot else ""
