"""The spots the sandbox knows, and who may export them. Only digests of the tokens are kept."""

import hashlib
import hmac
from typing import Literal

from providers.sandbox.store import Store

DEMO_SPOT = "sp_Dem0Spot"
DEMO_TOKEN = "demo/token+with=odd&chars%"  # noqa: S105  # it opens nothing but the sandbox
Verdict = Literal["ok", "wrong token", "another spot", "disabled"]


class Spots:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.keep_demo()

    def keep_demo(self) -> None:
        """The spot that is there from the start, unless somebody has already changed it."""
        if not self._digest_of(DEMO_SPOT):
            self.keep(DEMO_SPOT, DEMO_TOKEN)

    def keep(self, spot_id: str, token: str, *, enabled: bool = True) -> None:
        """Add a spot or replace its token."""
        self.store.run(
            "REPLACE INTO spots VALUES (?, ?, ?)", spot_id, digest_of(token), int(enabled)
        )

    def enable(self, spot_id: str, *, enabled: bool) -> bool:
        """Switch a spot on or off; False when there is no such spot."""
        self.store.run("UPDATE spots SET enabled = ? WHERE spot_id = ?", int(enabled), spot_id)
        return bool(self._digest_of(spot_id))

    def judge(self, spot_id: str, token: str) -> Verdict:
        """May this token export this spot?"""
        given = digest_of(token)
        if not hmac.compare_digest(given, self._digest_of(spot_id)):
            others = self.store.run("SELECT 1 FROM spots WHERE token_digest = ?", given)
            return "another spot" if others else "wrong token"
        found = self.store.run("SELECT enabled FROM spots WHERE spot_id = ?", spot_id)
        return "ok" if found and found[0]["enabled"] else "disabled"

    def _digest_of(self, spot_id: str) -> str:
        found = self.store.run("SELECT token_digest FROM spots WHERE spot_id = ?", spot_id)
        return str(found[0]["token_digest"]) if found else ""


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
