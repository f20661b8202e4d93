"""Long work on a window: what can go wrong on the way, and publishing what it brought."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from django.utils import timezone

from exports import moves, spool, storage
from exports.models import ARCHIVE, Export, Part, Window
from exports.moves import Move
from exports.services import files, windows
from exports.services.files import CancelAsked, Fetched
from exports.spool import NoRoom
from jobs.failpoints import failpoint
from jobs.services import Lease, LeaseLost
from providers.errors import ProviderError, printable


class WrongSpot(Exception):
    """The rows belong to another spot; the text is the sentence for the user."""

    def __init__(self, window: Window, spots: Sequence[str]) -> None:
        others = ", ".join(printable(spot[:60]) for spot in sorted(spots)[:3])
        super().__init__(
            f"These comments belong to another spot ({others}), not to {window.spot_id}. Nothing "
            f"was kept. An admin should check the spot and the key of {window.site_name}."
        )


def run(
    lease: Lease,
    window: Window,
    attempt: Callable[[], Move | None],
    after: Callable[[ProviderError], Move],
) -> None:
    """Do `attempt`, which publishes and returns None or says what is next; `after` does at errors.

    Raises LeaseLost and jobs.stopping.Stopping.
    """
    move = _tried(window, attempt, after)
    if move:
        windows.apply(lease, window, move)
    if move is None or move.ends:
        spool.clear(window)


def _tried(
    window: Window, attempt: Callable[[], Move | None], after: Callable[[ProviderError], Move]
) -> Move | None:
    try:
        return attempt()
    except ProviderError as error:
        return after(error)
    except NoRoom as error:
        answer: moves.Answer = moves.DiskFull(str(error))
    except OSError as error:
        answer = moves.DiskFull(spool.in_words(error))
    except WrongSpot as error:
        answer = moves.Doomed(str(error))
    except CancelAsked:
        answer = moves.CancelWanted()
    return moves.decide(window, answer, timezone.now())


def publish(lease: Lease, window: Window, fetched: Sequence[Fetched], move: Move) -> None:
    """Bring the files into storage, then say so and end the window. Raises LeaseLost."""
    keys = [storage.key_for(window, one.sha256) for one in fetched]
    try:
        for one, key in zip(fetched, keys, strict=True):
            storage.put(one.path, key)
        failpoint("before_publish")
        files.publish(lease, window, fetched, move)
    except (LeaseLost, Export.DoesNotExist):
        for key in keys:
            files.remove_unneeded(key, window.spot_id)
        raise


def archive_path(lease: Lease, window: Window) -> Path:
    """Where this owner alone writes the file that is made here."""
    return spool.folder_of(window) / f"{lease.token.hex}.csv.zip"


def publish_archive(
    lease: Lease, window: Window, part: Part, *, rows: int, table: str, move: Move
) -> None:
    """Publish the file at `archive_path`, whose member `table` has so many rows.

    Raises LeaseLost.
    """
    path = archive_path(lease, window)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    publish(lease, window, [Fetched(part, path, sha256, ARCHIVE, rows, table)], move)
