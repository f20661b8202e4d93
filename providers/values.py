"""Single values of a vendor's answer, each read in whatever form it may come."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from providers.times import parse_utc

_LONGEST_URL = 4000
_WORDS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}


def as_text(value: object) -> str:
    """A value as text that UTF-8 can hold: half a surrogate pair becomes a question mark."""
    if value is None:
        return ""
    if type(value) is int:  # as JSON has it, in a tenth of the time
        return str(value)
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:  # nested as deeply as could just be read
        return ""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def whole_number(value: object) -> int | None:
    """A whole number or a numeric text; None for anything else, and beyond 18 digits."""
    if type(value) is int and 0 <= value < 10**18:
        return value
    found = re.fullmatch(r"\s*([0-9]{1,18})(?:\.0*)?\s*", as_text(value))
    return int(found[1]) if found else None


def text(value: object) -> str:
    """As text that files and databases take: without NUL."""
    return as_text(value).replace("\0", "\ufffd")


def fitting(identity: str, most: int) -> str:
    """Ids have no limit; what no column holds keeps its beginning, and stays different."""
    if len(identity) <= most:
        return identity
    digest = hashlib.sha256(identity.encode()).hexdigest()
    return f"{identity[: most - len(digest) - 1]}…{digest}"


def count(value: object) -> int:
    return whole_number(value) or 0


def flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else _WORDS.get(as_text(value).strip().casefold())


def moment(*values: object) -> datetime | None:
    """The first that is a time, aware and in UTC; 0 is none."""
    for value in values:
        word = as_text(value).strip()
        if word.strip("0.") and (found := parse_utc(word)):
            return found
    return None


def web_address(value: object) -> str:
    """The address if a browser may be sent there: http or https, with a host; else empty."""
    address = as_text(value).strip()
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    fits = usable and len(address) <= _LONGEST_URL and address.isprintable()
    return address if fits and not any(char.isspace() for char in address) else ""
