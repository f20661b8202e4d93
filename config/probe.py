"""Whether this host's web process serves: `python3 -I config/probe.py` exits 0 if it does, else 1.

A program of its own, run every few seconds: it imports nothing of the product, whose start it would
pay for each time.
"""

import http.client
import os
import sys

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # listened on, not asked


def answers(host: str, port: int) -> bool:
    """Asked directly: proxy variables play no part."""
    connection = http.client.HTTPConnection(EVERY_ADDRESS.get(host, host), port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    address = os.environ.get("BIND", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    sys.exit(0 if answers(*address) else 1)
