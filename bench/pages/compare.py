"""How long the pages take that are opened most, by database and by how many exports there are."""

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.browsing import ADMIN, Browser, Page, Times, signed_in
from bench.measuring import say
from bench.product import ROOT, Product, started
from bench.servers import PostgreSQL
from config.keys import MAKERS

NOBODY = "http://127.0.0.1:9"  # nothing is asked of vendors here
PAGES = {
    "overview": Page("/"),
    "list of exports": Page("/exports/"),
    "its twentieth page": Page("/exports/?page=20"),
    "those of one site": Page("/exports/?site=7"),
    "sorted by title": Page("/exports/?sort=title"),
    "sorted by rows": Page("/exports/?sort=-rows"),
    "search for a word": Page("/exports/?q=part+7"),
    "form for a new export": Page("/exports/new/"),
    "status": Page("/status/"),
    "what that asks for": Page("/status/?seen=", fragment=True),
}
SEEN = re.compile(r'id="export-poll" hx-get="[^"]*seen=([^"&]+)"')
BySize = Mapping[int, Mapping[str, Times]]


def measure(folder: Path, sizes: Sequence[int], requests: int) -> Mapping[str, BySize]:
    """By database and size: pages as an admin gets them. The folder, which is there, holds it."""
    with PostgreSQL(folder / "server") as server:
        return {
            "SQLite": {size: _times(folder / f"{size}", size, requests) for size in sizes},
            "PostgreSQL": {
                size: _times(folder / f"pg-{size}", size, requests, **_served_by(server))
                for size in sizes
            },
        }


def _times(folder: Path, size: int, requests: int, **env: str) -> Mapping[str, Times]:
    say(f"making {size:,} exports and asking for pages")
    with started(Product(folder, NOBODY, **ADMIN, **env)) as product:
        command = [sys.executable, "-m", "bench.pages.rows", str(size)]
        running = subprocess.check_output(command, cwd=ROOT, env=product.env, text=True)
        with signed_in(product) as browser:
            return browser.time({**PAGES, **_of_running(browser, int(running))}, requests)


def _served_by(server: PostgreSQL) -> dict[str, str]:
    """Whoever has a database of their own has to bring their own keys, too."""
    return {"DATABASE_URL": server.fresh(), **{name: make() for name, make in MAKERS.items()}}


def _of_running(browser: Browser, pk: int) -> Mapping[str, Page]:
    """Of an export of thirty days: its page, and what that asks for every few seconds."""
    path = f"/exports/{pk}/"
    found = SEEN.search(browser.text(path))
    assert found, f"{path} does not keep itself current"
    return {
        "an export that runs": Page(path),
        "what its page asks for, nothing new": Page(f"{path}?seen={found[1]}", True, 204),
        "the same, all of it new": Page(f"{path}?seen=", True),
    }
