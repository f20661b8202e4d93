"""Keeps secrets out of logs, errors and stored messages: by value, by parameter name and by URL.

By value works on every text, however the secret was escaped on its way there. By name and by URL
catches what nobody told us about: signed links, a stranger's token in a vendor's error page.
"""

import base64
import re
import threading
from bisect import insort
from itertools import groupby

MASK = "•••"
SHORTEST = 6  # shorter secrets occur in ordinary words; only their parameter name gives them away

_known: list[tuple[str, re.Pattern[str]]] = []  # the longest first: one may begin another
_lock = threading.Lock()


def remember(secret: str) -> None:
    """Hide this secret in everything that passes `redact` from now on, in the whole process."""
    secret = secret.strip()
    with _lock:
        known = any(secret == other for other, _ in _known)
        if not known and len(secret) >= SHORTEST and secret.strip("•*"):
            entry = (secret, re.compile(_any_form(secret)))
            insort(_known, entry, key=lambda known: -len(known[0]))


def redact(text: str) -> str:
    """The text without secrets; redacting twice changes nothing more."""
    for _, pattern in tuple(_known):
        text = pattern.sub(MASK, text)
    text = _USER_INFO.sub(rf"\1{MASK}@", text)
    text = _URL_QUERY.sub(rf"\1?{MASK}", text)
    text = _ENCODED_URL_QUERY.sub(rf"\1%3F{MASK}", text)
    text = _JWT.sub(MASK, text)
    return _NAMED.sub(_masked, text)


_SHORT_ESCAPES = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r"}
_ENTITIES = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos"}
# Every repetition has a low upper bound or is possessive: hostile text must not make this slow.
_PERCENT = r"%(?:25){0,4}"
_AND = r"&(?:amp;){0,4}"
_BACKSLASH = rf"(?:\\|{_PERCENT}5[cC]|{_AND}#(?:0{{0,4}}92|[xX]0{{0,4}}5[cC]);)"
_ESCAPE = rf"{_BACKSLASH}{{1,8}}"
_MAYBE_ESCAPE = rf"{_BACKSLASH}{{0,8}}"


def _any_form(secret: str) -> str:
    """A pattern for the secret raw, percent-, JSON-, HTML- or base64-encoded, or any mixture."""
    parts: list[str] = []
    for char, run in groupby(secret):
        if char == "\\":
            parts.append(_backslashes(len(list(run))))
            continue
        parts.append("".join(f"(?:{_char_forms(char)})" for _ in run))
    encoded = base64.b64encode(secret.encode("utf-8", "surrogatepass")).decode().rstrip("=")
    url_safe = encoded.translate(str.maketrans("+/", "-_"))
    return "|".join(["".join(parts), *(re.escape(form) for form in {encoded, url_safe})])


def _backslashes(count: int) -> str:
    """A run of backslashes: doubled by each escaping, or each one spelled out as a number."""
    plain = f"{_BACKSLASH}{{{count},{4 * count + 8}}}"
    return rf"(?:(?:{_BACKSLASH}{{1,8}}+(?:u005[cC]|x5[cC]|U0000005[cC])){{{count}}}|{plain})"


def _char_forms(char: str) -> str:
    code = ord(char)
    octets = char.encode("utf-8", "surrogatepass")
    units = char.encode("utf-16-be", "surrogatepass")
    pairs = [units[at : at + 2].hex() for at in range(0, len(units), 2)]
    forms = [
        "".join(f"{_PERCENT}{_hex(f'{octet:02x}')}" for octet in octets),
        "".join(rf"{_ESCAPE}u{_hex(pair)}" for pair in pairs),
        rf"{_ESCAPE}(?:x{_hex(f'{code:02x}')}|U{_hex(f'{code:08x}')})",
        rf"{_AND}#(?:0{{0,4}}{code}|[xX]0{{0,4}}{_hex(f'{code:x}')});",
    ]
    if char in _ENTITIES:
        forms.append(rf"{_MAYBE_ESCAPE}{_AND}{_ENTITIES[char]};")
    if char in _SHORT_ESCAPES:
        forms.append(rf"{_ESCAPE}{_SHORT_ESCAPES[char]}")
    if char == " ":
        forms.append(r"\+")
    raw = re.escape(char) if char.isalnum() else rf"{_MAYBE_ESCAPE}(?:{re.escape(char)}|{forms[0]})"
    return "|".join([raw, *forms])


def _hex(digits: str) -> str:
    return "".join(f"[{d}{d.upper()}]" if d.isalpha() else d for d in digits)


# Ends at a space or a quote; JSON's backslash before a quote stays, so that a log line stays JSON.
_KEPT = r"\\(?!\\{0,8}[\"'])"
# An apostrophe ends a query only where a quoted text would end.
_QUERY = rf"(?:[^\s\"'<>\\]|{_KEPT}|'(?![\s,;:.)\]}}]|\Z))*+"
_SCHEME = r"https?:(?:\\*/){2}"
_ANY_SCHEME = r"(?<![a-z0-9])[a-z][a-z0-9+.-]{1,20}:(?:\\*/){2}"  # databases, brokers, mail
_USER_INFO = re.compile(rf"(?i)({_ANY_SCHEME})[^\s/?#\"'<>@]+@")
_URL_QUERY = re.compile(
    # A whole URL, or a path with a query as urllib3 and web servers log it.
    rf"(?i)((?:{_SCHEME}|(?<![^\s\"'(=:])/)[^\s?\"'<>]{{0,1000}}+)\?{_QUERY}"
)
_ENCODED_URL_QUERY = re.compile(
    rf"(?i)(https?{_PERCENT}3a(?:{_PERCENT}2f){{2}}(?:(?!{_PERCENT}3f)[^\s\"'<>&]){{0,1000}}+)"
    rf"{_PERCENT}3f[^\s\"'<>&]*+"
)
_JWT = re.compile(r"(?<![\w-])eyJ[\w-]{8,}+\.[\w-]{8,}+\.[\w-]*+")

_NAMES = "|".join(
    (
        r"(?:x[-_])?api[-_]?key",
        r"[\w-]{0,40}token",
        r"(?:proxy[-_])?authorization",
        r"pass(?:word|wd|phrase)",
        r"[\w-]{0,40}secret(?:[-_]key)?",
        r"sig(?:nature)?",
        r"x-(?:amz|goog)-[a-z0-9-]+",
        r"expires",
        r"(?:key-pair|awsaccesskey)-?id",
        r"policy",
        r"(?:set-)?cookie",
    )
)
_SCHEMES = r"(?:(?:bearer|basic|digest|token|jwt|negotiate)\s+)?"
_NAMED = re.compile(
    rf"""(?isx)
    (?P<name> (?<![\w-]) (?:{_NAMES}) )
    (?: (?P<json> \\*["'] ) | (?!\\*["']) )
    (?P<sep> \s*(?:[=:]|%(?:25){{0,4}}3[ad])\s*[\[({{]*\s* )
    (?: {MASK}
      | [bru]? (?P<double> ") (?:\\.|[^"\\])*+ "?
      | [bru]? (?P<single> ') (?:\\.|[^'\\])*+ '?
      | (?P<escaped> \\+["']) (?:(?!(?P=escaped)).)*+ (?:(?P=escaped))?
      | (?(json) [\w.+-]+ | {_SCHEMES} (?:[^\s&"'<>\\]|{_KEPT})+ )
    )"""
)


def _masked(match: re.Match[str]) -> str:
    """The name stays readable and a quoted value stays quoted."""
    quote = match["double"] or match["single"] or match["escaped"] or ""
    return "".join((match["name"], match["json"] or "", match["sep"], quote, MASK, quote))
