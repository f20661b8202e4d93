"""What the generations' answers have in common: an id, links, a number, a word for the state.

OpenWeb's documents leave much of it open; what they do, is read tolerantly here.
"""

import re
from urllib.parse import urlsplit

import msgspec

from providers.errors import UnclearAnswer

# What an id looks like is not documented: one word of whatever can be seen. Where it becomes a part
# of a path, nothing that a path could mean.
_EXPORT_ID = re.compile(r"(?!\.+$)[!-~]{1,200}")
_ID_IN_PATH = re.compile(r"[A-Za-z0-9._~:=+@-]+")
_WORD_LENGTH = 60

# Our word where OpenWeb names no files and does not say either that it works on them: whoever asks
# waits a while before believing that there are none.
NO_FILES = "no files"


def export_id(value: str | int, *, in_path: bool = False) -> str:
    """OpenWeb's id of an export, to be used as part of a path or not; raises UnclearAnswer for what
    cannot be one."""
    found = str(value)
    if not _EXPORT_ID.fullmatch(found) or (in_path and not _ID_IN_PATH.fullmatch(found)):
        raise UnclearAnswer(detail=f"This is no usable export id: {found!r}")
    return found


def word_of(status: str) -> str:
    """OpenWeb's word for how far an export is: printable and short."""
    return "".join(char for char in status if char.isprintable()).strip()[:_WORD_LENGTH]


def links(value: object, name: str) -> tuple[str, ...]:
    """The links of the field `name`, each once, in their order; raises UnclearAnswer.

    A list, one link alone, or a text that holds a list: the documents show one and tell of another.
    """
    return tuple(_checked(link, name) for link in dict.fromkeys(_listed(value, name)))


def _listed(value: object, name: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        if not value.strip().startswith("["):
            return [value.strip()] if value.strip() else []
        try:
            value = msgspec.json.decode(value)
        except (msgspec.MsgspecError, RecursionError):
            value = None
    if isinstance(value, list) and all(isinstance(link, str) for link in value):
        return [link.strip() for link in value]
    raise UnclearAnswer(detail=f"{name} is neither a list of links nor a link: {value!r}")


def _checked(link: str, name: str) -> str:
    try:
        parts = urlsplit(link)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or any(char.isspace() for char in link):
        raise UnclearAnswer(detail=f"{name} holds something that is no link: {link!r}")
    return link


def count(value: object) -> int | None:
    """A number or a numeric string; anything else counts as not announced."""
    text = str(value).strip()
    return int(float(text)) if re.fullmatch(r"[0-9]{1,15}(\.0*)?", text) else None
