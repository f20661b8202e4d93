"""Keeps secrets out of logs, errors and stored messages: by value, by parameter name and by URL.

By value works on every text, however the secret was escaped on its way there. By name and by URL
catches what nobody told us about: signed links, a stranger's token in a vendor's error page.
"""

import base64
import re
import threading
from itertools import groupby

MASK = "•••"
SHORTEST = 6  # shorter secrets occur in ordinary words; only their parameter name gives them away

_patterns: dict[str, re.Pattern[str]] = {}
_lock = threading.Lock()


def remember(secret: str) -> None:
    """Hide this secret in everything that passes `redact` from now on, in the whole process."""
    secret = secret.strip()
    if len(secret) < SHORTEST or secret in _patterns or not secret.strip("•*"):
        return
    pattern = re.compile(_any_form(secret))
    with _lock:
        known = {**_patterns, secret: pattern}
        # The longest first: a secret may be the beginning of another.
        ordered = dict(sorted(known.items(), key=lambda item: -len(item[0])))
        _patterns.clear()
        _patterns.update(ordered)


def redact(text: str) -> str:
    """The text without secrets; redacting twice changes nothing more."""
    for pattern in tuple(_patterns.values()):
        text = pattern.sub(MASK, text)
    text = _USER_INFO.sub(rf"\1{MASK}@", text)
    text = _URL_QUERY.sub(rf"\1?{MASK}", text)
    text = _ENCODED_URL_QUERY.sub(rf"\1%3F{MASK}", text)
    text = _JWT.sub(MASK, text)
    return _NAMED.sub(rf"\1{MASK}", text)


_SHORT_ESCAPES = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r"}
_ENTITIES = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos"}
_BACKSLASH = r"(?:\\|%(?:25)*5[cC]|&#0*92;|&#[xX]0*5[cC];)"


def _any_form(secret: str) -> str:
    """A pattern for the secret raw, percent-, JSON-, HTML- or base64-encoded, or any mixture."""
    parts: list[str] = []
    for char, run in groupby(secret):
        if char == "\\":
            # One possessive group for a whole run keeps the match linear.
            parts.append(f"{_BACKSLASH}{{{len(list(run))},}}+")
            continue
        parts.append("".join(f"(?:{_char_forms(char)})" for _ in run))
    encoded = base64.b64encode(secret.encode("utf-8", "surrogatepass")).decode().rstrip("=")
    url_safe = encoded.translate(str.maketrans("+/", "-_"))
    return "|".join(["".join(parts), *(re.escape(form) for form in {encoded, url_safe})])


def _char_forms(char: str) -> str:
    code = ord(char)
    octets = char.encode("utf-8", "surrogatepass")
    units = char.encode("utf-16-be", "surrogatepass")
    pairs = [units[at : at + 2].hex() for at in range(0, len(units), 2)]
    forms = [
        "".join(f"%(?:25)*{_hex(f'{octet:02x}')}" for octet in octets),
        "".join(rf"{_BACKSLASH}++u{_hex(pair)}" for pair in pairs),
        rf"{_BACKSLASH}++(?:x{_hex(f'{code:02x}')}|U{_hex(f'{code:08x}')})",
        rf"&(?:amp;)*#(?:0*{code}|[xX]0*{_hex(f'{code:x}')});",
    ]
    if char in _ENTITIES:
        forms.append(rf"{_BACKSLASH}*+&(?:amp;)*{_ENTITIES[char]};")
    if char in _SHORT_ESCAPES:
        forms.append(rf"{_BACKSLASH}++{_SHORT_ESCAPES[char]}")
    if char == " ":
        forms.append(r"\+")
    raw = re.escape(char) if char.isalnum() else rf"{_BACKSLASH}*+(?:{re.escape(char)}|{forms[0]})"
    return "|".join([raw, *forms])


def _hex(digits: str) -> str:
    return "".join(f"[{d}{d.upper()}]" if d.isalpha() else d for d in digits)


# A query ends at a space or a quote; an apostrophe ends it only where a quoted text would end.
_QUERY = r"(?:[^\s\"'<>]|'(?![\s,;:.)\]}]|\Z))*+"
_SCHEME = r"https?:(?:\\*/){2}"
_USER_INFO = re.compile(rf"(?i)({_SCHEME})[^\s/?#\"'<>@]+@")
_URL_QUERY = re.compile(
    # A whole URL, or a path with a query as urllib3 and web servers log it.
    rf"(?i)((?:{_SCHEME}|(?<![^\s\"'(=:])/)[^\s?\"'<>]*+)\?{_QUERY}"
)
_ENCODED_URL_QUERY = re.compile(
    r"(?i)(https?%(?:25)*3a%(?:25)*2f(?:(?!%(?:25)*3f)[^\s\"'<>&])*+)%(?:25)*3f[^\s\"'<>&]*+"
)
_JWT = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*")

_NAMES = "|".join(
    (
        r"(?:x[-_])?api[-_]?key",
        r"(?:\w+[-_])*token",
        r"(?:proxy[-_])?authorization",
        r"pass(?:word|wd|phrase)",
        r"(?:\w+[-_])*secret(?:[-_]key)?",
        r"sig(?:nature)?",
        r"x-(?:amz|goog)-[a-z0-9-]+",
        r"expires",
        r"(?:key-pair|awsaccesskey)-?id",
        r"policy",
        r"(?:set-)?cookie",
    )
)
_VALUE = "|".join(
    (
        r"[bru]?\"(?:\\.|[^\"\\])*+\"?",
        r"[bru]?'(?:\\.|[^'\\])*+'?",
        r"(?P<quote>\\+[\"'])(?:(?!(?P=quote)).)*+(?:(?P=quote))?",
        r"(?:(?:bearer|basic|digest|token|jwt|negotiate)\s+)?[^\s&\"'<>]+",
    )
)
_NAMED = re.compile(
    rf"(?is)((?<![\w-])(?:{_NAMES})(?:\\*[\"'])?\s*(?:[=:]|%(?:25)*3[ad])\s*[\[({{]*\s*)(?:{_VALUE})"
)
