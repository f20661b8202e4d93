"""Bare calls to the sandbox's onQ, with a token signed by the standard library."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from providers.sandbox.onq.tenants import DEMO_TENANT
from providers.sandbox.server import Running
from tests.sandbox.calls import Reply, call

HEAD = {"alg": "HS256", "typ": "JWT", "kid": DEMO_TENANT.key_id}


def claims() -> dict[str, Any]:
    now = int(time.time())
    return {
        "iss": "https://site.example",
        "sub": "ann@example.org",
        "aud": DEMO_TENANT.audience,
        "iat": now - 30,
        "exp": now + 900,
    }


def token(head: object, claimed: object, secret: str = DEMO_TENANT.secret) -> str:
    signed = ".".join(encoded(json.dumps(part).encode()) for part in (head, claimed))
    return f"{signed}.{encoded(hmac.digest(secret.encode(), signed.encode(), hashlib.sha256))}"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def asked(sandbox: Running, authorization: str = "", /, **query: object) -> Reply:
    headers = {"Authorization": authorization or f"Bearer {token(HEAD, claims())}"}
    url = f"{sandbox.url}/api/external/conversations?{urlencode(query)}"
    return call(url, headers=headers)


def ids(sandbox: Running, **query: object) -> list[int]:
    """The ids on a page, counted from 0."""
    return [row["id"] - 10_000 for row in asked(sandbox, **query).json()]
