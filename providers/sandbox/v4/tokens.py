"""Bearer tokens: JSON Web Tokens, signed here, that name a spot and the end of their life."""

import secrets
import threading
import time

import jwt

from providers.sandbox.store import Store

ALGORITHM = "HS256"
KEPT = "v4 tokens"


class Tokens:
    def __init__(self, store: Store) -> None:
        self.store = store

    def issue(self, spot_id: str, seconds: int) -> str:
        now = int(time.time())
        claims = {"sub": spot_id, "iat": now, "exp": now + seconds, "jti": secrets.token_hex(8)}
        return jwt.encode(claims, self._secret(), ALGORITHM)

    def spot_of(self, token: str) -> str:
        """Whose token this is; nothing when it was not signed here or its life is over."""
        try:
            claims = jwt.decode(token, self._secret(), [ALGORITHM])
        except jwt.InvalidTokenError:
            return ""
        return str(claims["sub"])

    def revoke(self) -> None:
        """All that were issued so far open nothing any more."""
        self.store.keep_document(KEPT, {"secret": secrets.token_hex(32)})

    def _secret(self) -> str:
        """Kept, so that tokens outlive a restart."""
        with self.store.lock:
            if self.store.document(KEPT) is None:
                self.revoke()
            return str((self.store.document(KEPT) or {})["secret"])


class Pace:
    """How soon an address may ask again; a request that came too soon does not count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}

    def admits(self, address: str, per_second: float) -> bool:
        now = time.monotonic()
        with self._lock:
            last = self._last.get(address)
            if per_second and last is not None and now < last + 1 / per_second:
                return False
            self._last[address] = now
            return True
