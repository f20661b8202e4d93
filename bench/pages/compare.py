"""How long the pages take that are opened first, by how many exports there are."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.browsing import ADMIN, Page, Times, time_pages
from bench.measuring import say
from bench.product import ROOT, Product, started

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
}


def measure(folder: Path, sizes: Sequence[int], requests: int) -> Mapping[int, Mapping[str, Times]]:
    """By size: pages as an admin gets them. The folder, which is there, holds it all."""
    pages = {}
    for size in sizes:
        say(f"making {size:,} exports and asking for pages")
        with started(Product(folder / str(size), NOBODY, **ADMIN)) as product:
            command = [sys.executable, "-m", "bench.pages.rows", str(size)]
            subprocess.run(command, cwd=ROOT, env=product.env, check=True)
            pages[size] = time_pages(product, PAGES, requests)
    return pages
