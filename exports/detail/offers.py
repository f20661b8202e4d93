"""Which actions a page offers to its reader. The views refuse whatever is not offered here."""

from dataclasses import dataclass

from accounts.models import Right, User
from exports.detail.progress import Progress
from exports.kinds import kind_of
from exports.models import RETRYABLE_WINDOW_STATES, Export
from exports.queries import newer_copy
from exports.services import why_not_updatable


@dataclass(frozen=True)
class Offers:
    cancel: bool
    retry: bool
    repeat: bool
    delete: bool
    update: bool
    watch: bool
    files: bool
    everything: bool


def may_move(export: Export, reader: User) -> bool:
    """Whoever starts exports; of a kind that takes another right, also who asked for this one."""
    right = kind_of(export).right
    own = export.requested_by_id == reader.pk and right is not None and reader.may(right)
    return own or reader.may(Right.START_EXPORTS)


def may_delete(export: Export, reader: User) -> bool:
    """Deleting takes files from everybody: for who asked for them, and for who manages sites."""
    own = export.requested_by_id == reader.pk and may_move(export, reader)
    return own or reader.may(Right.MANAGE_KEYS)


def offers_of(progress: Progress, reader: User) -> Offers:
    export, may_start = progress.export, may_move(progress.export, reader)
    ended = not export.is_open
    failed = any(window.state in RETRYABLE_WINDOW_STATES for window in progress.windows)
    files = reader.may(Right.DOWNLOAD_FILES)
    updatable = may_start and not why_not_updatable(export) and not newer_copy(export)
    return Offers(
        cancel=may_start and not ended and not export.cancel_requested_at,
        retry=may_start and ended and failed,
        repeat=may_start and ended and kind_of(export).repeats,
        delete=ended and may_delete(export, reader),
        update=updatable,
        watch=updatable and not export.watches.filter(ended_at=None).exists(),
        files=files,
        everything=files and ended and bool(progress.files) and not export.files_removed_at,
    )
