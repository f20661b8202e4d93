"""What a piece of work asks of the database: its queries, their plans, and the rows they visit."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

COUNTED_SO_FAR = re.compile(r"SELECT COUNT\(\*\) FROM \(.* LIMIT \d+\) subquery$", re.DOTALL)
LONG_TABLES = "exports_(?:export|window|part|storedfile|event)"


@dataclass
class Cost:
    """`visits`: on PostgreSQL the rows that queries looked at, on SQLite the turns of its loops."""

    queries: int = 0
    visits: int = 0
    whole_readings: list[str] = field(default_factory=list)


def cost_of(work: Callable[[], object]) -> Cost:
    """The cost of `work`, which is undone afterwards."""
    with transaction.atomic():
        with _counted() as cost:
            work()
        transaction.set_rollback(True)
    return cost


@contextmanager
def _counted() -> Iterator[Cost]:
    cost = Cost()
    explain = {"sqlite": _explain_sqlite, "postgresql": _explain_postgresql}[connection.vendor]

    def look(execute, sql, params, many, context):
        cost.queries += 1
        if sql.startswith(("SELECT", "UPDATE", "DELETE")):
            whole = explain(cost, sql, params)
            cost.whole_readings += [] if COUNTED_SO_FAR.match(sql) else whole
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look), _turns_counted(cost):
        yield cost


@contextmanager
def _turns_counted(cost: Cost) -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return

    def turn() -> None:
        cost.visits += 1

    connection.connection.set_progress_handler(turn, 1)
    yield
    connection.connection.set_progress_handler(None, 0)


def _explain_sqlite(_: Cost, sql: str, params: Any) -> list[str]:
    """The steps that read all of a long table."""
    plan = connection.connection.execute(
        f"EXPLAIN QUERY PLAN {sql}".replace("%s", "?"), [str(one) for one in params or ()]
    )
    names = {*re.findall(LONG_TABLES, sql), *re.findall(rf'"{LONG_TABLES}" ([A-Z]\d+)\b', sql)}
    whole = {f"SCAN {name}" for name in names}
    return [f"{step}: {sql}" for *_, step in plan if step in whole]


def _explain_postgresql(cost: Cost, sql: str, params: Any) -> list[str]:
    reads = sql.startswith("SELECT")
    run = "ANALYZE, TIMING OFF, " if reads else ""
    with connection.connection.cursor() as cursor:
        [(found,)] = cursor.execute(f"EXPLAIN ({run}FORMAT JSON) {sql}", params)
    top = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    scans = [node for node in _nodes(top) if "Scan" in node["Node Type"]]
    cost.visits += sum(_visited(node) for node in scans) if reads else 0
    whole = [node["Relation Name"] for node in scans if node["Node Type"] == "Seq Scan"]
    return [f"{table}: {sql}" for table in whole if re.fullmatch(LONG_TABLES, table)]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def _visited(node: dict[str, Any]) -> int:
    passed = sum(number for name, number in node.items() if name.startswith("Rows Removed by"))
    return int((node["Actual Rows"] + passed) * node["Actual Loops"])
