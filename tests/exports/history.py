"""A long past: a hundred exports as they end in everyday work, and a thousand times as many."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import DateTimeField, Max, Model
from django.utils import timezone

from accounts.models import User
from credentials.models import Site
from exports.models import Event, Export, ExportState, Part, StoredFile, Window, WindowState
from tests.exports import factories

FEW = 100
SPOTS = 50
DAYS = 20  # in which these hundred were asked for
ENDS = {
    0: (ExportState.FAILED, WindowState.FAILED),
    1: (ExportState.CANCELLED, WindowState.CANCELLED),
    2: (ExportState.INCOMPLETE, WindowState.STORED),
}
READY = (ExportState.READY, WindowState.STORED)
ENDED = {
    Export: "finished_at IS NOT NULL",
    Window: "due_at IS NULL",
    StoredFile: "true",
    Part: "true",
    Event: "true",
}
PAST = list(ENDED)
UNIQUE = ("sha256", "storage_key")
EARLIER = {
    "sqlite": f"strftime('%%Y-%%m-%%d %%H:%%M:%%f000', {{}}, '-' || (k * {DAYS}) || ' days')",
    "postgresql": f"{{}} - k * interval '{DAYS} days'",
}


def make_past(person: User, sites: list[Site]) -> None:
    """A hundred ended exports, one window each; every second one is of the first site."""
    now = timezone.now()
    for number in range(FEW):
        site = sites[0] if number % 2 else sites[number // 2]
        at = now - timedelta(days=DAYS) * number / FEW
        _make_ended(person, site, at, ENDS.get(number % 30, READY))


def _make_ended(
    person: User, site: Site, at: datetime, ends: tuple[ExportState, WindowState]
) -> None:
    export = factories.make_export(person, state=ends[0], finished_at=at)
    Export.objects.filter(pk=export.pk).update(requested_at=at)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    window = factories.make_window(
        export,
        site,
        state=ends[1],
        since=day,
        to=day + timedelta(days=1),
        requested_at=at,
        stored_at=at if ends[1] == WindowState.STORED else None,
    )
    name = f"{export.pk:x}"
    file = StoredFile.objects.create(
        spot_id=site.spot_id, sha256=name, size=1000, container="zip", storage_key=name
    )
    Part.objects.create(window=window, position=0, fingerprint=name, rows=9, stored_file=file)
    for sentence in ("Asked for.", "Ready."):
        Event.objects.create(export=export, window=window, sentence=sentence)


def multiply_past(times: int) -> None:
    """So many times as many ended exports, each copy DAYS earlier, with all that hangs on them."""
    strides = {model: model._default_manager.aggregate(last=Max("pk"))["last"] for model in PAST}
    with connection.cursor() as cursor:
        for model in PAST:
            cursor.execute(_copying(model, strides), [times - 1])
        for sql in connection.ops.sequence_reset_sql(no_style(), PAST):
            cursor.execute(sql)


def know_sizes() -> None:
    """As autovacuum does on PostgreSQL; SQLite plans without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _copying(model: type[Model], strides: Mapping[type[Model], int]) -> str:
    fields, table = model._meta.concrete_fields, model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_copied(field, strides) for field in fields)
    return (
        "WITH RECURSIVE copies(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copies WHERE k < %s) "
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM copies CROSS JOIN {table} "
        f"WHERE {ENDED[model]}"
    )


def _copied(field: Any, strides: Mapping[type[Model], int]) -> str:
    column = f'"{field.column}"'
    points_to = field.model if field.primary_key else field.related_model
    if points_to in strides:
        return f"{column} + k * {strides[points_to]}"
    if isinstance(field, DateTimeField):
        return EARLIER[connection.vendor].format(column)
    return f"{column} || '-' || k" if field.name in UNIQUE else column
