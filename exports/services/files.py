"""A window's parts and the files they become: nothing is published unless all of it is whole."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from exports import moves, storage
from exports.models import (
    Export,
    Part,
    PartState,
    StoredFile,
    Window,
)
from exports.moves import Move
from exports.services import spots, states, windows
from jobs.services import Lease, LeaseLost
from providers.errors import UnclearAnswer
from providers.openweb.data_sets import DataSet

FORGOTTEN_AFTER = 24 * 3600.0
BATCH = 500


@dataclass(frozen=True)
class Fetched:
    """One part's bytes in the spool, examined: what is published and what is said about it."""

    part: Part
    path: Path
    sha256: str
    container: str
    rows: int
    member_name: str = ""
    data_set: str = DataSet.COMMENTS


class CancelAsked(Exception):
    """Somebody asked to stop while this worker was downloading."""


def match_parts(lease: Lease, window: Window, links: Sequence[str]) -> list[tuple[Part, str]]:
    """The window's parts with the fresh link of each; parts are made when they are new.

    Links are signed anew each time, so a part is found again by host and path; when OpenWeb
    changes those too, by position. Links are returned, never stored. Raises LeaseLost,
    UnclearAnswer for fewer links than before: without the rest, rows would silently be missing.
    """
    prints = [_fingerprint(link) for link in links]
    with windows.holding(lease):
        known = list(window.parts.all())
        if len(links) < len(known):
            raise UnclearAnswer("OpenWeb lists fewer files than before. Threadkeep asks again.")
        by_print = {part.fingerprint: part for part in known}
        if set(prints) == set(by_print) and len(by_print) == len(prints):
            return [(by_print[print_], link) for print_, link in zip(prints, links, strict=True)]
        _doubt(known, prints)
        new = [
            Part.objects.create(window=window, position=position, fingerprint=prints[position])
            for position in range(len(known), len(links))
        ]
    return list(zip([*known, *new], links, strict=True))


def only_part(lease: Lease, window: Window) -> Part:
    """The one part of a window whose file is made here. Raises LeaseLost."""
    with windows.holding(lease):
        part, _ = Part.objects.get_or_create(window=window, position=0)
    return part


def _doubt(parts: Iterable[Part], prints: Iterable[str]) -> None:
    """By position alone nobody knows which file was fetched; its ETag says so when asked anew."""
    for part, fingerprint in zip(parts, prints, strict=False):
        part.state, part.fingerprint = PartState.PENDING, fingerprint
        part.save(update_fields=["state", "fingerprint"])


def _fingerprint(link: str) -> str:
    split = urlsplit(link)
    return hashlib.sha256(f"{split.netloc}{split.path}".encode()).hexdigest()


def note_source(
    lease: Lease, part: Part, *, host: str, etag: str | None, total: int | None
) -> None:
    """Where the bytes come from, so that only the same file is ever resumed. Raises LeaseLost."""
    another = total is not None and total < part.bytes_done
    done = 0 if another else part.bytes_done
    _note(lease, part, host=host[:200], etag=etag or "", bytes_total=total, bytes_done=done)


def note_bytes(lease: Lease, window: Window, part: Part, done: int) -> None:
    """Progress: the silence deadline moves on. Raises LeaseLost, CancelAsked.

    Only what no try had before counts: a file that breaks at the same place each time has to end.
    """
    if done > part.bytes_done:
        windows.note_arrival(lease, window, timezone.now() + moves.SILENT_DOWNLOAD_LIMIT)
        _note(lease, part, bytes_done=done)
    elif not windows.leased(lease).exists():
        raise LeaseLost
    asked = Export.objects.filter(pk=window.export_id, cancel_requested_at__isnull=False)
    if asked.exists():
        raise CancelAsked


def note_fetched(lease: Lease, part: Part, size: int) -> None:
    """All bytes are in the spool; they are still to be examined. Raises LeaseLost."""
    _note(lease, part, state=PartState.FETCHED, bytes_done=size, bytes_total=size)


def note_damaged(lease: Lease, part: Part) -> None:
    """The file has to be fetched again from its first byte. Raises LeaseLost."""
    _note(lease, part, tries=part.tries + 1, state=PartState.PENDING, bytes_done=0, etag="")


def _note(lease: Lease, part: Part, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(part, name, value)
    with windows.holding(lease):
        part.save(update_fields=columns)


def publish(lease: Lease, window: Window, fetched: Sequence[Fetched], move: Move) -> None:
    """Make the window's files visible, all at once, and end the window with `move`.

    The bytes are in storage before any row says so. Raises LeaseLost, and then no row says so.
    """
    with transaction.atomic():
        states.lock(window.export_id)
        spots.lock(window.spot_id)
        for one in fetched:
            _publish_part(window, one)
        windows.apply(lease, window, move)


def _publish_part(window: Window, one: Fetched) -> None:
    key = storage.key_for(window, one.sha256)
    if not storage.exists(key):
        # A deletion may have taken the same content away since it was put.
        storage.put(one.path, key)
    file, _ = StoredFile.objects.get_or_create(
        spot_id=window.spot_id,
        sha256=one.sha256,
        defaults={
            "size": one.path.stat().st_size,
            "container": one.container,
            "storage_key": key,
        },
    )
    Part.objects.filter(pk=one.part.pk).update(
        state=PartState.STORED,
        stored_file=file,
        rows=one.rows,
        member_name=one.member_name[:200],
        data_set=one.data_set,
    )


def remove_orphans(files: Iterable[StoredFile]) -> None:
    """Delete the rows and bytes of files that nothing refers to any more.

    Always in the same order, or two deletions would wait for each other's spot.
    """
    for file in sorted(files, key=attrgetter("spot_id")):
        spots.lock(file.spot_id)
        if not file.parts.exists():
            key, spot_id = file.storage_key, file.spot_id
            file.delete()
            transaction.on_commit(partial(remove_unneeded, key, spot_id))


def remove_unneeded(key: str, spot_id: str) -> None:
    """Delete the bytes under `key` unless a row needs them."""
    # Publishing takes the same lock, so no row comes to need these bytes after the look.
    with transaction.atomic():
        spots.lock(spot_id)
        if not StoredFile.objects.filter(storage_key=key).exists():
            storage.remove(key)


def remove_forgotten() -> None:
    """Delete bytes that no row needs and that nobody is about to publish.

    A worker leaves them that dies between storing a file and saying so, when nobody goes on.
    """
    keys = storage.old_keys(FORGOTTEN_AFTER)
    while batch := set(islice(keys, BATCH)):
        needed = StoredFile.objects.filter(storage_key__in=batch)
        for key in batch.difference(needed.values_list("storage_key", flat=True)):
            remove_unneeded(key, spot_id=key.split("/")[1])
