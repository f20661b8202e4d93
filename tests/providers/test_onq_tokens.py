"""The tokens that onQ takes, checked with nothing but the standard library."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.errors import KeyRefused
from providers.onq.tokens import Tenant, mint, secret_concern
from providers.redaction import redact
from tests.providers.onq_calls import TENANT

NOW = 1_700_000_000.9


def parts(token: str) -> tuple[Any, Any]:
    head, claims = (
        json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        for part in token.split(".")[:2]
    )
    return head, claims


def signature(token: str, secret: str) -> str:
    signed = hmac.digest(secret.encode(), token.rpartition(".")[0].encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def test_the_header_names_the_key_and_the_claims_are_the_required_ones() -> None:
    head, claims = parts(mint(TENANT, NOW))
    assert head == {"alg": "HS256", "typ": "JWT", "kid": "ONQ-0123456789ABCDEF"}
    assert claims == {
        "iss": "https://threadkeep.example",
        "sub": "ann@example.org",
        "aud": "https://yoursite.onq.io",
        "iat": 1_699_999_970,
        "exp": 1_700_000_900,
    }


def test_the_audience_ends_without_a_slash() -> None:
    _, claims = parts(mint(replace(TENANT, audience="https://yoursite.onq.io/"), NOW))
    assert claims["aud"] == "https://yoursite.onq.io"


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=90))
def test_a_secret_of_any_length_signs_as_hmac_does(secret: str) -> None:
    token = mint(replace(TENANT, secret=secret), NOW)
    assert token.rpartition(".")[2] == signature(token, secret)


@pytest.mark.parametrize("secret", ["", '{"kty": "oct", "k": "no secret of onQ has this form"}'])
def test_what_is_no_secret_is_refused_without_being_quoted(secret: str) -> None:
    with pytest.raises(KeyRefused) as refused:
        mint(replace(TENANT, secret=secret), NOW)
    assert refused.value.sentence == "This secret cannot sign tokens for onQ. Enter it again."
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_a_short_secret_is_a_concern_and_a_long_one_is_none() -> None:
    assert "has 9 bytes" in secret_concern("sécret 7")
    assert secret_concern("x" * 31)
    assert secret_concern("x" * 32) == ""


def test_the_secret_is_redacted_from_the_start_and_shown_nowhere() -> None:
    tenant = Tenant("ONQ-KEY", "never-to-be-seen", "i", "s", "a")
    assert "never-to-be-seen" not in repr(tenant)
    assert redact("It was never-to-be-seen.") == "It was •••."


def test_a_token_is_redacted_although_nobody_remembered_it() -> None:
    token = mint(TENANT)
    assert token not in redact(f"refused {token} today")
