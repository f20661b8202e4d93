"""`python -m bench.conversations.loop_peer FOLDER < ACCESS`: all into a dictionary, and no further.

ACCESS is onQ's address and a bearer token. Nothing is written, so nobody who keeps them can be
faster. Prints how many there are, and the bytes of memory that they took.
"""

import sys
from typing import Any

import psutil
import requests

from bench.memory import growth

ROWS_A_PAGE = 1000


def main(url: str, token: str) -> None:
    with growth([psutil.Process()]) as memory, requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"
        found = read_all(session, f"{url}/api/external/conversations")
    print(len(found), memory.size)


def read_all(session: requests.Session, address: str) -> dict[int, Any]:
    found: dict[int, Any] = {}
    page = 1
    while rows := read(session, address, page):
        found |= {row["id"]: row for row in rows}
        page += 1
    return found


def read(session: requests.Session, address: str, page: int) -> list[dict[str, Any]]:
    params = {"size": ROWS_A_PAGE, "page": page}
    answer = session.get(address, params=params, timeout=60)
    answer.raise_for_status()
    return list(answer.json())


if __name__ == "__main__":
    main(*sys.stdin.read().split())
