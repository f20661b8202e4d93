"""`python -m tests.chaos`: the whole product and its vendor, killed at random; ends in a verdict.

Everything is real: processes, database, files, HTTP. People start, stop and retry exports all the
while. Afterwards nothing is hurt any more, and every promise is looked up (`checks.py`).
"""

import argparse
import atexit
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from bench.product import Product, started
from tests import postgres
from tests.chaos.board import Board
from tests.chaos.vendor import Vendor
from tests.chaos.victims import Hunter

LEASE_SECONDS = "2"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, help="until Ctrl-C when left out")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--postgresql", action="store_true", help="its processes are killed, too")
    chosen = parser.parse_args()
    sys.stdout.write(f"Seed {chosen.seed} (what the machine does in between is not repeated).\n")
    folder = Path(tempfile.mkdtemp(prefix="threadkeep-chaos-"))
    # Registered before the database is, so that it comes after the database's end.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if wrong := _run(folder, chosen):
        atexit.unregister(shutil.rmtree)
        sys.stdout.write("\n".join(["", *wrong, "", f"Everything is kept in {folder}", ""]))
        return 1
    sys.stdout.write("Every promise was kept.\n")
    return 0


def _run(folder: Path, chosen: argparse.Namespace) -> list[str]:
    """What is wrong afterwards, as sentences."""
    with _everything(folder, postgresql=chosen.postgresql) as (product, vendor):
        from tests.chaos import books, checks, people  # they need the product's settings

        crowd, ledger = people.Crowd(vendor, random.Random(chosen.seed)), checks.Ledger()
        hunter = Hunter(
            product, vendor, random.Random(chosen.seed + 1), folder / "postgresql" / "data"
        )
        ends = time.monotonic() + 60 * chosen.minutes if chosen.minutes else float("inf")
        with Board(hunter.killed) as board:
            try:
                while time.monotonic() < ends:
                    hunter.hunt()
                    crowd.act()
                    ledger.note()
                    board.show(people.counts())
            except KeyboardInterrupt:
                board.say("No more killing. Waiting until all has come to its end …")
            hunter.stop()
            wrong = checks.settle(crowd, board)
            board.say(str(books.books_of(vendor, hunter)))
            return [*wrong, *checks.all_promises(vendor, hunter, ledger)]


@contextmanager
def _everything(folder: Path, *, postgresql: bool) -> Iterator[tuple[Product, Vendor]]:
    env = {"LEASE_SECONDS": LEASE_SECONDS}
    if postgresql:
        env["DATABASE_URL"] = postgres.database_url(folder)
        env["SECRET_KEY"] = "only for chaos"
        env["CREDENTIAL_KEYS"] = "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI="
    with Vendor(folder / "vendor") as vendor:
        urls = dict.fromkeys(("OPENWEB_EXPORTER_URL", "OPENWEB_API_URL"), vendor.url)
        product = Product(folder / "product", vendor.url, **urls, **env)
        with started(product):
            os.environ.update(product.env, DJANGO_SETTINGS_MODULE="config.settings")
            django.setup()
            yield product, vendor


if __name__ == "__main__":
    sys.exit(main())
