"""What all clients of one spot have in common."""

from providers.errors import KeyRefused
from providers.http import Http
from providers.redaction import remember


class SpotClient:
    """A way to OpenWeb, a spot, and its token, which stays out of everything that is written."""

    def __init__(self, http: Http, spot_id: str, token: str) -> None:
        remember(token)
        self._http = http
        self._token = token
        self.spot_id = spot_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.spot_id}>"

    def _token_for_header(self) -> bytes:
        """As bytes, or what is not Latin-1 could not be sent at all; raises KeyRefused."""
        if not self._token.isprintable() or self._token != self._token.strip():
            raise KeyRefused(detail="A key with such characters cannot be sent in a header.")
        return self._token.encode()
