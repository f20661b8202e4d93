"""A window's state. A worker's writes are fenced by its lease and move the export with them."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from exports import moves
from exports.kinds import kind_of
from exports.models import Export, Window, WindowState
from exports.moves import Move
from exports.services import spots, states
from jobs.services import Lease, LeaseLost, lease_end
from providers.redaction import redact

COPIED_TO_HALVES = (
    "position",
    "site",
    "site_name",
    "spot_id",
    "generation",
    "zone",
    "vendor_zone",
    "rows_per_file",
)


def leased(lease: Lease) -> QuerySet[Window]:
    """The leased window as a query that finds nothing once the lease is lost."""
    return cast("QuerySet[Window]", lease.row())


@contextmanager
def holding(lease: Lease) -> Iterator[None]:
    """A transaction for what has no fence of its own, such as parts. Raises LeaseLost."""
    with transaction.atomic():
        if leased(lease).select_for_update().first() is None:
            raise LeaseLost
        yield


def apply(lease: Lease, window: Window, move: Move) -> None:
    """Write a worker's move and give the row back. Raises LeaseLost when another owns it now.

    A cancel that came meanwhile wins over every move that would go on.
    """
    with transaction.atomic():
        export = states.lock(window.export_id)
        if export.cancel_requested_at and (not move.ends or move.halves):
            move = _stopping(window, move)
        with spots.giving_back(export, window, move):
            if not write(leased(lease), window, move, lease_token=None, lost_owners=0):
                raise LeaseLost
            _after_write(export, window, move)


def _stopping(window: Window, move: Move) -> Move:
    """A cancel came meanwhile: what OpenWeb took is noted first; the next step calls it off."""
    taken = Window(
        state=move.state,
        vendor_id=move.changes.get("vendor_id", window.vendor_id),
        generation=window.generation,
    )
    now = timezone.now()
    if taken.is_being_built:
        return replace(move, due_at=now)
    return moves.decide(window, moves.CancelWanted(), now)


def keep(lease: Lease, window: Window, answer: moves.Answer) -> None:
    """Write what follows but keep the row: the next step comes at once. Raises LeaseLost.

    Lost owners stay counted, since nothing has been done yet that the next one need not do again.
    """
    move = moves.decide(window, answer, timezone.now())
    with transaction.atomic():
        export = states.lock(window.export_id)
        if not write(leased(lease), window, move, due_at=lease_end()):
            raise LeaseLost
        _after_write(export, window, move)
    window.refresh_from_db()


def note_arrival(lease: Lease, window: Window, deadline_at: datetime) -> None:
    """Bytes came, so there is no trouble any more. Raises LeaseLost."""
    news = {
        "deadline_at": deadline_at,
        "last_answer_at": timezone.now(),
        "trouble_since": None,
        "message": "",
    }
    for name, value in news.items():
        setattr(window, name, value)
    if not leased(lease).update(lost_owners=0, **news):
        raise LeaseLost


def note_findings(lease: Lease, found: Mapping[str, Any]) -> None:
    """What was found so far; the kind of export knows what it means. Raises LeaseLost."""
    if not leased(lease).update(findings=found):
        raise LeaseLost


def write(rows: QuerySet[Window], window: Window, move: Move, **extra: object) -> int:
    """The columns of a move, redacted, into these rows; how many were there to be written."""
    columns = {
        "state": move.state,
        "due_at": _due(move),
        "deadline_at": move.deadline_at,
        **move.changes,
        **extra,
    }
    if move.state != window.state:
        columns["state_since"] = timezone.now()
    columns["message"] = redact(str(columns.get("message", window.message)))
    columns["detail"] = redact(str(columns.get("detail", window.detail)))
    return rows.update(**columns)


def _due(move: Move) -> datetime | None:
    """A little later than asked, so that many windows do not all poll in the same moment."""
    due, now = move.due_at, timezone.now()
    if due and due > now:
        due += (due - now) * random.uniform(0, 0.1)  # noqa: S311 - spread, not secrecy
    ends = [moment for moment in (due, move.deadline_at) if moment]
    return min(ends, default=None)


def _after_write(export: Export, window: Window, move: Move) -> None:
    if window.api and move.state in (WindowState.WAITING, WindowState.SPLIT):
        # Links of an export that is given up: the next one's files are others.
        window.parts.all().delete()
    if move.halves:
        _add_halves(export, window, move)
    if move.sentence:
        states.log(export, move.sentence, window=window, level=move.level, detail=move.detail)
    if move.state != window.state:
        states.recompute(export)


def _add_halves(export: Export, window: Window, move: Move) -> None:
    """They stand where the whole one stood, and wait for turns of their own."""
    Window.objects.bulk_create(
        Window(
            export=export,
            since=half.since,
            to=half.to,
            lane=kind_of(export).lane,
            **{name: getattr(window, name) for name in COPIED_TO_HALVES},
        )
        for half in move.halves
    )
