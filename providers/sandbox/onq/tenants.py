"""Whose conversations there are, and whether a request comes from one of them.

"API authentication" of onQ: the client signs a JSON Web Token itself (HS256, RFC 7519) and sends
it as a bearer. `kid` names the key; all of `iss`, `sub`, `aud`, `iat` and `exp` are required, and
a token lives for ten minutes at least.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from providers.sandbox.answers import RefusalError
from providers.sandbox.store import Store

SHORTEST_LIFE = 600
SIGNED_LATER = 60  # how far a client's clock may be ahead


@dataclass(frozen=True)
class Tenant:
    """`issuer` and `subject` are the client's to choose; onQ checks only that they are there."""

    key_id: str
    secret: str
    audience: str
    conversations: int | None = None
    issuer: str = "https://threadkeep.example"
    subject: str = "moderator@onq-demo.example"


DEMO_TENANT = Tenant(
    "ONQ-DEM0DEM0DEM0DEM0",
    "demo-secret-that-signs-tokens/for+the=sandbox",
    "https://onq-demo.example",
)


class Tenants:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.keep_demo()

    def keep_demo(self) -> None:
        """The tenant that is there from the start, unless somebody has already changed it."""
        if self.find(DEMO_TENANT.key_id) is None:
            self.keep(DEMO_TENANT)

    def keep(self, tenant: Tenant) -> None:
        """Add a tenant, or change its secret, its URL and how many conversations it has."""
        self.store.run(
            "REPLACE INTO tenants VALUES (?, ?, ?, ?)",
            tenant.key_id, tenant.secret, tenant.audience, tenant.conversations,
        )  # fmt: skip

    def find(self, key_id: str) -> Tenant | None:
        found = self.store.run("SELECT * FROM tenants WHERE key_id = ?", key_id)
        return Tenant(**dict(found[0])) if found else None

    def admit(self, authorization: str, now: float) -> Tenant:
        """Who signed this bearer token; RefusalError 401 when nobody or not for now."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or token.count(".") != 2:
            raise RefusalError(401, "A bearer token is missing.")
        head, claims = (_part(part) for part in token.split(".")[:2])
        tenant = self.find(str(head.get("kid")))
        if head.get("alg") != "HS256" or head.get("typ") != "JWT" or tenant is None:
            raise RefusalError(401, "The token's header names no known key, or is not HS256.")
        if not hmac.compare_digest(token.rpartition(".")[2], _signature(token, tenant.secret)):
            raise RefusalError(401, "The token's signature is wrong.")
        _check(claims, tenant, now)
        return tenant


def _part(text: str) -> dict[str, Any]:
    try:
        document = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        document = None
    if not isinstance(document, dict):
        raise RefusalError(401, "The token cannot be read.")
    return document


def _signature(token: str, secret: str) -> str:
    signed = hmac.digest(secret.encode(), token.rpartition(".")[0].encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def _check(claims: dict[str, Any], tenant: Tenant, now: float) -> None:
    for name in ("iss", "sub", "aud"):
        if not isinstance(claims.get(name), str) or not claims[name]:
            raise RefusalError(401, f"The token has no {name}.")
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(expires, int):
        raise RefusalError(401, "The token has no iat, or no exp.")
    if claims["aud"] != tenant.audience:
        raise RefusalError(401, "The token is for another audience.")
    if issued > now + SIGNED_LATER:
        raise RefusalError(401, "The token was issued in the future.")
    if expires <= now:
        raise RefusalError(401, "The token has expired.")
    if expires - issued < SHORTEST_LIFE:
        raise RefusalError(401, "The token lives for less than ten minutes.")
