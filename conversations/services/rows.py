"""Writes conversations by the thousand, in one statement for all.

Django's `bulk_create` would send SQLite a statement for every two dozen rows, and prepare each
value by a call of its own: most of a synchronisation's time.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import DateTimeField

from conversations.models import Conversation

_FIELDS = [field for field in Conversation._meta.concrete_fields if not field.primary_key]
COLUMNS = tuple(field.attname for field in _FIELDS)
_DATES = [at for at, field in enumerate(_FIELDS) if isinstance(field, DateTimeField)]
KEY = ("tenant_id", "onq_id")


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
            cursor.executemany(_statement(), values)


def _adapter() -> Callable[[datetime], Any]:
    if connection.vendor == "sqlite":
        # As Django does, in a fifth of the time; half of the dates are the same moment, now.
        return cache(lambda at: str(at.replace(tzinfo=None)))
    return connection.ops.adapt_datetimefield_value


def _statement() -> str:
    quoted = connection.ops.quote_name
    names = [quoted(name) for name in COLUMNS]
    updates = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
    return (
        f"INSERT INTO {quoted(Conversation._meta.db_table)} ({', '.join(names)}) "  # noqa: S608 - names of ours
        f"VALUES ({', '.join(['%s'] * len(names))}) "
        f"ON CONFLICT ({', '.join(map(quoted, KEY))}) DO UPDATE SET {updates}"
    )
