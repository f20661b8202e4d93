"""Signed links to files, good for a while and made anew for every status answer."""

import hashlib
import hmac
import secrets
import time
from typing import Literal
from urllib.parse import quote, urlencode

Verdict = Literal["good", "expired", "forged"]


class Links:
    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def sign(self, path: str, seconds: float) -> str:
        """Path and query of a link to `path` that works for so many seconds from now."""
        expires, nonce = f"{time.time() + seconds:.3f}", secrets.token_hex(8)
        signature = self._signature(path, expires, nonce)
        query = urlencode({"Expires": expires, "Nonce": nonce, "Signature": signature})
        return f"{quote(path)}?{query}"

    def judge(self, path: str, query: dict[str, str]) -> Verdict:
        expires = query.get("Expires", "")
        expected = self._signature(path, expires, query.get("Nonce", ""))
        given = query.get("Signature", "")
        if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
            return "forged"
        return "good" if time.time() < float(expires) else "expired"

    def _signature(self, path: str, expires: str, nonce: str) -> str:
        message = f"{path}\n{expires}\n{nonce}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()
