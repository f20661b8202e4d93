"""The tokens that open onQ: signed here, for one call each, and never stored.

Follows onQ's "API authentication": a JSON Web Token signed with HS256, whose header names the key
(`kid`) and whose claims `iss`, `sub`, `aud`, `iat` and `exp` are all required. It asks for a life
of ten minutes at least.
"""

import time
from dataclasses import dataclass, field

import jwt

from providers.errors import KeyRefused
from providers.redaction import remember

ISSUED_BACK = 30  # seconds: onQ's clock may be behind ours
LIFE = 15 * 60
SECRET_BYTES = 32  # RFC 7518, 3.2: what HS256 asks of a key


@dataclass(frozen=True)
class Tenant:
    """Who asks onQ: the key's id and secret, the issuer (a site's URL), the subject (a username of
    the tenant), and the tenant's own URL as audience. The secret is redacted from here on."""

    key_id: str
    secret: str = field(repr=False)
    issuer: str
    subject: str
    audience: str

    def __post_init__(self) -> None:
        remember(self.secret)


def mint(tenant: Tenant, now: float | None = None) -> str:
    """A bearer token from half a minute before `now` (Unix seconds) to 15 minutes after it.

    Raises KeyRefused for a secret that cannot sign: an empty one, or another kind of key.
    """
    at = int(time.time() if now is None else now)
    claims = {
        "iss": tenant.issuer,
        "sub": tenant.subject,
        "aud": tenant.audience.rstrip("/"),
        "iat": at - ISSUED_BACK,
        "exp": at + LIFE,
    }
    # HMAC fills a short key up with zeros itself (RFC 2104), so this signs the same; PyJWT would
    # warn of it at each call, and onQ gives out what it gives out. `secret_concern` tells.
    secret = tenant.secret.encode("utf-8", "surrogatepass")
    secret = secret and secret.ljust(SECRET_BYTES, b"\0")
    try:
        return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": tenant.key_id})
    except jwt.InvalidKeyError:
        pass
    # Raised outside the handler: what PyJWT says may quote the key.
    raise KeyRefused("This secret cannot sign tokens for onQ. Enter it again.", service="onQ")


def secret_concern(secret: str) -> str:
    """What is odd about a secret, in a sentence, or nothing. Such a secret may still be right."""
    size = len(secret.encode("utf-8", "surrogatepass"))
    if size >= SECRET_BYTES:
        return ""
    return (
        f"The secret has {size} bytes; tokens like onQ's need {SECRET_BYTES} to be safe. "
        "Check that all of it was copied."
    )
