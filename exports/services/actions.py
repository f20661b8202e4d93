"""What people do to an export that exists: cancel, retry, delete."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import record
from credentials.guards import Parting
from credentials.models import Connection
from exports.models import (
    OPEN_WINDOW_STATES,
    RETRYABLE_WINDOW_STATES,
    Export,
    StoredFile,
    WindowState,
)
from exports.services import files, idle, spots, states


class Refused(Exception):
    """Cannot be done as asked; the text says why and what to do."""


def cancel(export: Export, person: User | None) -> None:
    """Stop fetching; what is stored stays. Windows that a worker holds end at its next step.

    Raises Refused when the export is gone.
    """
    with transaction.atomic():
        export = _locked(export)
        if not export.is_open or export.cancel_requested_at:
            return
        export.cancel_requested_at = timezone.now()
        export.save(update_fields=["cancel_requested_at"])
        states.log(export, f"{_name(person)} asked to stop.")
        idle.end(export)
        states.recompute(export)
        record(person, "cancelled an export", export.title, export.get_absolute_url())


def retry(export: Export, person: User | None) -> None:
    """Ask again for what failed or was cancelled; stored windows stay as they are.

    Raises Refused when nothing is to be retried, or the same request is running already.
    """
    try:
        with transaction.atomic():
            export = _locked(export)
            ended = list(export.windows.filter(state__in=RETRYABLE_WINDOW_STATES))
            if not ended:
                raise Refused("Nothing to retry: every part is here or on its way.")
            export.cancel_requested_at = None
            export.save(update_fields=["cancel_requested_at"])
            with spots.giving_all_back(export):
                for window in ended:
                    idle.restart(window)
            states.log(export, f"{_name(person)} asked to try again.")
            states.recompute(export)
            record(person, "retried an export", export.title, export.get_absolute_url())
    except IntegrityError:
        raise Refused("The same request is already running.") from None


def delete(export: Export, person: User | None) -> None:
    """Delete an export, its log, and those of its files that no other export holds.

    Raises Refused while it runs.
    """
    with transaction.atomic():
        export = _locked(export)
        if export.is_open:
            raise Refused("It is still running. Cancel it first, then delete it.")
        # Whoever takes its days over meanwhile has locked their spots, and refers to these rows.
        spots.lock(*export.windows.values_list("spot_id", flat=True))
        held = list(StoredFile.objects.filter(parts__window__export=export).distinct())
        title = str(export)
        export.delete()
        files.remove_orphans(held)
        record(person, "deleted an export", title)


def _locked(export: Export) -> Export:
    try:
        return states.lock(export.pk)
    except Export.DoesNotExist:
        raise Refused("Somebody else has deleted this export.") from None


def release_held(connection: Connection, **_: Any) -> None:
    """Have workers look at once at what waits for the connection's key; a signal receiver."""
    held = connection.windows.filter(state=WindowState.HELD, lease_token=None)
    held.update(due_at=timezone.now())


def running_at(connection: Connection, _: Parting) -> str | None:
    """Why it must not be deleted or moved now, as a sentence, or None; a guard for credentials."""
    if connection.windows.filter(state__in=OPEN_WINDOW_STATES).exists():
        name = connection.name
        return f"An export of {name} is still running. Cancel it, or wait until it is done."
    return None


def _name(person: User | None) -> str:
    return person.display_name if person else "The command line"
