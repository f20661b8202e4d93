"""The numbers beside a list: behind each value that it can be filtered by, and of what waits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Least

from conversations.models import Conversation
from conversations.queries import (
    ATTENTION,
    CHOICES,
    FLAGS,
    Reader,
    Wanted,
    condition_beside_values,
)

MOST_WAITING = 1_000_000  # that one conversation counts for


@dataclass(frozen=True)
class Counts:
    """How many are wanted, and how many of them have each value of CHOICES and FLAGS. Where a
    filter asks for some of these values, it does not count for the others beside them."""

    total: int
    values: dict[str, dict[Any, int]]


def counts(reader: Reader, wanted: Wanted) -> Counts:
    """In one query, whatever is filtered by."""
    names = (*CHOICES, *FLAGS)
    chosen = {name: values for name, values in (*wanted.choices, *wanted.flags) if values}
    values: dict[str, Counter[Any]] = {name: Counter() for name in names}
    total = 0
    for *row, number in _grouped(reader, wanted, names):
        has = dict(zip(names, row, strict=True))
        unwanted = [name for name, kept in chosen.items() if has[name] not in kept]
        total += 0 if unwanted else number
        for name in names:
            if unwanted in ([], [name]):
                values[name][has[name]] += number
    return Counts(total, {name: dict(found) for name, found in values.items()})


def _grouped(reader: Reader, wanted: Wanted, names: Iterable[str]) -> QuerySet[Any, Any]:
    """How many have each combination of values, and all else that is wanted."""
    found = Conversation.objects.filter(
        condition_beside_values(reader, wanted), tenant=reader.tenant
    )
    return found.order_by().values_list(*names).annotate(number=Count("pk"))


@dataclass(frozen=True)
class Attention:
    """How many listed conversations are behind each of ATTENTION, and what waits in them.

    `questions_since` and `messages_since` (UTC) are the oldest that is known: somebody has waited
    at least since then.
    """

    conversations: dict[str, int]
    questions: int
    messages: int
    questions_since: datetime | None
    messages_since: datetime | None


def attention(reader: Reader) -> Attention:
    """In one query."""
    listed = Conversation.objects.filter(tenant=reader.tenant, gone_at=None)
    found = listed.aggregate(
        **{f"with_{name}": Count("pk", filter=of(reader)) for name, of in ATTENTION.items()},
        questions=_sum("open_questions_count"),
        messages=_sum("to_facilitator_count"),
        questions_since=Min("questions_since"),
        messages_since=Min("messages_since"),
    )
    behind = {name: found.pop(f"with_{name}") for name in ATTENTION}
    return Attention(behind, **found)


def _sum(column: str) -> Sum:
    """No database can add up numbers of any size.

    Of an unknown and a known number the least is unknown to SQLite, to PostgreSQL the known one.
    """
    known = Q(**{f"{column}__isnull": False})
    return Sum(Least(column, Value(MOST_WAITING)), filter=known, default=0)
