"""The spots the sandbox knows, and who may export them. Only digests of the secrets are kept."""

import hashlib
import hmac
from typing import Literal

from providers.sandbox.store import Store

DEMO_SPOT = "sp_Dem0Spot"
DEMO_TOKEN = "demo/token+with=odd&chars%"  # noqa: S105  # it opens nothing but the sandbox
DEMO_V4_KEY = "demo/v4-key+with=odd&chars%"
# Two more, to be asked by v2 and by v4; v2 knows a spot by its token, so each has its own.
DEMO_SPOTS = {
    DEMO_SPOT: (DEMO_TOKEN, DEMO_V4_KEY),
    "sp_Dem0V2": (f"{DEMO_TOKEN}2", f"{DEMO_V4_KEY}2"),
    "sp_Dem0V4": (f"{DEMO_TOKEN}4", f"{DEMO_V4_KEY}4"),
}
Verdict = Literal["ok", "wrong token", "another spot", "disabled"]
Secret = Literal["token_digest", "v4_digest"]


class Spots:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.keep_demo()

    def keep_demo(self) -> None:
        """The spots that are there from the start, unless somebody has already changed them."""
        for spot_id, (token, v4_key) in DEMO_SPOTS.items():
            if not self._digest_of(spot_id, "token_digest"):
                self.keep(spot_id, token)
            if not self._digest_of(spot_id, "v4_digest"):
                self.keep_v4_key(spot_id, v4_key)

    def keep(self, spot_id: str, token: str, *, enabled: bool = True, v4_key: str = "") -> None:
        """Add a spot or replace its export token, and its v4 key if one is given."""
        self.store.run(
            "INSERT INTO spots (spot_id, token_digest, enabled) VALUES (?, ?, ?) ON CONFLICT DO"
            " UPDATE SET token_digest = excluded.token_digest, enabled = excluded.enabled",
            spot_id, digest_of(token), int(enabled),
        )  # fmt: skip
        if v4_key:
            self.keep_v4_key(spot_id, v4_key)

    def keep_v4_key(self, spot_id: str, key: str) -> bool:
        """Replace the v4 key of a spot; False when there is no such spot."""
        self.store.run("UPDATE spots SET v4_digest = ? WHERE spot_id = ?", digest_of(key), spot_id)
        return bool(self._digest_of(spot_id, "token_digest"))

    def enable(self, spot_id: str, *, enabled: bool) -> bool:
        """Switch a spot on or off; False when there is no such spot."""
        self.store.run("UPDATE spots SET enabled = ? WHERE spot_id = ?", int(enabled), spot_id)
        return bool(self._digest_of(spot_id, "token_digest"))

    def enabled(self, spot_id: str) -> bool:
        found = self.store.run("SELECT enabled FROM spots WHERE spot_id = ?", spot_id)
        return bool(found and found[0]["enabled"])

    def owner_of(self, token: str) -> str:
        """The spot with this export token; nothing when there is none."""
        found = self.store.run(
            "SELECT spot_id FROM spots WHERE token_digest = ? LIMIT 1", digest_of(token)
        )
        return str(found[0]["spot_id"]) if found else ""

    def judge(self, spot_id: str, token: str) -> Verdict:
        """May this export token export this spot?"""
        return self._judge(spot_id, token, "token_digest")

    def judge_v4(self, spot_id: str, key: str) -> Verdict:
        """May this v4 key export this spot?"""
        return self._judge(spot_id, key, "v4_digest")

    def _judge(self, spot_id: str, secret: str, kind: Secret) -> Verdict:
        given = digest_of(secret)
        if not hmac.compare_digest(given, self._digest_of(spot_id, kind)):
            others = self.store.run(f"SELECT 1 FROM spots WHERE {kind} = ?", given)  # noqa: S608  # one of two names
            return "another spot" if others else "wrong token"
        return "ok" if self.enabled(spot_id) else "disabled"

    def _digest_of(self, spot_id: str, kind: Secret) -> str:
        found = self.store.run(f"SELECT {kind} FROM spots WHERE spot_id = ?", spot_id)  # noqa: S608  # one of two names
        return str(found[0][kind]) if found else ""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
