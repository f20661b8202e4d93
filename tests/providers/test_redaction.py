"""What must never be read in a log, and what must stay readable."""

import html
import json
import struct
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from providers import redaction
from providers.redaction import MASK, redact, remember

anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=5, max_size=30)
secrets = anything.map(lambda text: f"k{text}=")


def redacted(secret: str, text: str) -> str:
    """Redact with this one secret known, and forget it again: the set is process-wide."""
    known = list(redaction._known)
    redaction._known.clear()
    try:
        remember(secret)
        return redact(text)
    finally:
        redaction._known.clear()
        redaction._known.extend(known)


def utf_16(text: str) -> tuple[int, ...]:
    units = text.encode("utf-16-be")
    return struct.unpack(f">{len(units) // 2}H", units)


def lower_hex(text: str) -> str:
    return quote(text, safe="").replace("%", "\0").lower().replace("\0", "%")


FORMS = (
    str,
    quote,
    quote_plus,
    lambda secret: quote(secret, safe=""),
    lambda secret: quote(quote(secret, safe=""), safe=""),
    lambda secret: json.dumps(secret)[1:-1],
    lambda secret: json.dumps(secret, ensure_ascii=False)[1:-1],
    lambda secret: json.dumps(json.dumps(secret))[3:-3],
    lambda secret: json.dumps(secret)[1:-1].replace("/", "\\/"),
    lambda secret: html.escape(json.dumps(secret)[1:-1]),
    lambda secret: "".join(f"\\u{u:04X}" for u in utf_16(secret)),
    html.escape,
    lambda secret: "".join(f"&#{ord(c)};" for c in secret),
    lambda secret: "".join(f"&#x{ord(c):X};" for c in secret),
)


@settings(max_examples=150)
@given(secrets, st.sampled_from(FORMS))
@example("%5Cab%255C&#92;\\\\\x1f'", FORMS[5])
@example("k0000\\=", FORMS[10])
def test_no_form_of_a_secret_survives(secret: str, form: object) -> None:
    assert callable(form)
    assert redacted(secret, f"«{form(secret)}»") == f"«{MASK}»"


@given(secrets)
def test_lower_case_percent_encoding_is_found(secret: str) -> None:
    secret = secret.lower()
    assert redacted(secret, f"«{lower_hex(secret)}»") == f"«{MASK}»"


@given(
    st.lists(
        st.sampled_from(
            [
                "token",
                "=",
                ":",
                '"',
                "'",
                "\\",
                "&",
                "?",
                "/",
                "https://h",
                "x",
                " ",
                "%3D",
                "[",
                "•",
            ]
        )
    ).map("".join)
)
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('"GET /v1/7/status?token=abc&a=1 HTTP/1.1" 200', '"GET /v1/7/status?••• HTTP/1.1" 200'),
        ("with url: /v1/x?token=abc (Caused by", "with url: /v1/x?••• (Caused by"),
        ("see https://files.example/a.zip?X-Amz-Signature=abc&Expires=9.", "see https://files.example/a.zip?•••"),
        ("https://me:pass@proxy.example:3128/", "https://•••@proxy.example:3128/"),
        ("postgres://me:pass@db/threadkeep", "postgres://•••@db/threadkeep"),
        ("redis+socket://:pass@/run/broker", "redis+socket://•••@/run/broker"),
        ("https%3A%2F%2Fh%2Fp%3Fsig%3Dabc next", "https%3A%2F%2Fh%2Fp%3F••• next"),
        ('{"token": "abc", "rows": 5}', '{"token": "•••", "rows": 5}'),
        ('{"api_key": 12345, "rows": 5}', '{"api_key": •••, "rows": 5}'),
        (r'{"body": "{\"token\": \"abc\"}"}', r'{"body": "{\"token\": \"•••\"}"}'),
        (r'{"event": "\"https://h/p?x=1\" now"}', r'{"event": "\"https://h/p?•••\" now"}'),
        ("{'Authorization': b'Bearer abc.def'}", "{'Authorization': '•••'}"),
        ("Authorization: Bearer abc.def", "Authorization: •••"),
        ("apikey: abc", "apikey: •••"),
        ("password=a", "password=•••"),
        ("Signature=abc~&Key-Pair-Id=K1&Policy=eyJ", "Signature=•••&Key-Pair-Id=•••&Policy=•••"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2ln here", "••• here"),
    ],
)  # fmt: skip
def test_names_and_addresses_give_secrets_away(text: str, kept: str) -> None:
    assert redact(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "unexpected token at line 5",
        "either/or? and why / not?",
        "https://openweb.example/docs/export",
        "Part 2 of 3 is stored: 12,000 rows, 4 MB.",
    ],
)
def test_plain_words_stay(text: str) -> None:
    assert redact(text) == text


def test_a_short_secret_is_hidden_by_its_name_only() -> None:
    assert redacted("abc", "abcdef token=abc") == f"abcdef token={MASK}"


def test_the_longer_of_two_secrets_leaves_no_tail() -> None:
    remember("first-part")
    remember("first-part-and-more")
    assert redact("x first-part-and-more y") == f"x {MASK} y"


@pytest.mark.slow
@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", ["\\", "%25", "&amp;", "/(", "a_", "eyJ", "http%253a%252f%252f", "token"]
)
def test_hostile_text_is_not_slow(piece: str) -> None:
    assert MASK not in redacted("slow\\\\ tok/en", piece * 50_000)
