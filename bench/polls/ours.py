"""The product as people start it, waiting for exports; the database itself notes what was due."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.memory import family
from bench.polls.lateness import Poll, lateness
from bench.polls.plan import EXPORTS, FIRST_POLL, Measured, Plan
from bench.product import PATIENCE, ROOT, Product, started, wait_for
from bench.watching import watch

ASKING = 300
BUILDING = "select count(*) from exports_window where state = 'processing'"
NOTE_DUE = """
    create table bench_due (vendor_id text, due_at text);
    create trigger bench_note_due after update of lease_token on exports_window
    when old.lease_token is null and new.lease_token is not null and old.state = 'processing'
    begin insert into bench_due values (old.vendor_id, old.due_at); end;
"""
POLLS = 2  # after which the product pauses for 4.5 seconds
STEADY_PAUSE = 4.5
KEEP_STEADY = f"""
    create trigger bench_keep_steady after update of polls on exports_window
    when new.polls <> {POLLS}
    begin update exports_window set polls = {POLLS} where id = new.id; end;
"""
BEGIN = "update exports_window set polls = 0, due_at = ? where lease_token is null and due_at <> ?"
WAS_DUE = """
    select vendor_id, due_at from bench_due
    union all select vendor_id, due_at from exports_window where lease_token is null
"""


def ours(folder: Path, plan: Plan) -> Measured:
    """By the one fast worker of the product; it has just polled all of them once or more."""
    with started(Product(folder, plan.vendor.url)) as product:
        _order(product, plan)
        workers = family(product.child("celery", "-Q fast"))
        with _database(product) as database:
            database.executescript(NOTE_DUE + (KEEP_STEADY if plan.pause else ""))
            before = plan.vendor.log_length()
            began = _begin(database)
            used = watch(workers, plan.seconds)
            ended = time.time()
            due = [_poll(*row) for row in database.execute(WAS_DUE)]
        came = ((name, at.timestamp()) for name, at in plan.vendor.polls(before))
        return Measured(lateness(due, came, began, ended), used)


def _order(product: Product, plan: Plan) -> None:
    command = [sys.executable, "-m", "bench.polls.rows", *plan.spot_ids]
    token = plan.vendor.token
    subprocess.run(command, cwd=ROOT, env=product.env, input=token, text=True, check=True)
    wait_for("every export", lambda: product.query(BUILDING) == [(EXPORTS,)], ASKING)


def _begin(database: sqlite3.Connection) -> float:
    """All of them are due at the same moment, for the first time."""
    began = time.time()
    text = datetime.fromtimestamp(began + FIRST_POLL, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    left = EXPORTS
    while left:  # those that are being polled follow
        assert time.time() < began + PATIENCE, "they are polled all the time"
        left -= database.execute(BEGIN, [text, text]).rowcount
        time.sleep(0.01)
    return began


def _poll(vendor_id: str, due_at: str) -> Poll:
    return vendor_id, datetime.fromisoformat(due_at).replace(tzinfo=UTC).timestamp()


@contextmanager
def _database(product: Product) -> Iterator[sqlite3.Connection]:
    path = product.data / "threadkeep.sqlite3"
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as database:
        yield database
