"""Reads and writes conversations by the thousand, each time in one statement.

Django's own ways take longer than the database: `bulk_create` sends SQLite a statement for each two
dozen rows and prepares each value by a call of its own, and so does `in` with each of its values.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import DateTimeField

from conversations.models import Conversation

_FIELDS = [field for field in Conversation._meta.concrete_fields if not field.primary_key]
COLUMNS = tuple(field.attname for field in _FIELDS)
_DATES = [at for at, field in enumerate(_FIELDS) if isinstance(field, DateTimeField)]
_TABLE = Conversation._meta.db_table
_KEY = ("tenant_id", "onq_id")


class Stored(NamedTuple):
    """What is kept of a conversation: the digest of its JSON, and a pass that saw it."""

    fingerprint: str
    last_pass: int


def stored(tenant_id: int, ids: Collection[str]) -> dict[str, Stored]:
    """Those of the tenant that have one of these ids, by id."""
    with connection.cursor() as cursor:
        names = "onq_id, fingerprint, last_pass"
        cursor.execute(f"SELECT {names} FROM {_TABLE} {_those(ids)}", [tenant_id, *ids])  # noqa: S608 - names of ours
        return {onq_id: Stored(*rest) for onq_id, *rest in cursor.fetchall()}


def mark_seen(tenant_id: int, ids: Collection[str], pass_id: int) -> None:
    """Note that this pass saw these conversations of the tenant."""
    if ids:
        with connection.cursor() as cursor:
            seen = f"UPDATE {_TABLE} SET last_pass = %s, gone_at = NULL {_those(ids)}"  # noqa: S608 - names of ours
            cursor.execute(seen, [pass_id, tenant_id, *ids])


def _those(ids: Collection[str]) -> str:
    return f"WHERE tenant_id = %s AND onq_id IN ({', '.join(['%s'] * len(ids)) or 'NULL'})"


def upsert(rows: Iterable[Mapping[str, Any]]) -> None:
    """Add these rows, or overwrite those with the same tenant and id; each has all of COLUMNS.

    Datetimes are aware and in UTC.
    """
    values = [list(itemgetter(*COLUMNS)(row)) for row in rows]
    adapt = _adapter()
    for row in values:
        for at in _DATES:
            row[at] = row[at] and adapt(row[at])
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, values)


def _adapter() -> Callable[[datetime], Any]:
    if connection.vendor == "sqlite":
        # As Django does, in a fifth of the time; half of the dates are the same moment, now.
        return cache(lambda at: str(at.replace(tzinfo=None)))
    return connection.ops.adapt_datetimefield_value


def _upsert() -> str:
    names = [f'"{name}"' for name in COLUMNS]
    updates = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
    values = ", ".join(["%s"] * len(names))
    return (
        f"INSERT INTO {_TABLE} ({', '.join(names)}) VALUES ({values}) "  # noqa: S608 - names of ours
        f"ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET {updates}"
    )


_UPSERT = _upsert()
