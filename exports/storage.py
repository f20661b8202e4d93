"""Where published files live. A key appears whole or not at all."""

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from exports.kinds import kind_of
from exports.models import StoredFile, Window


def key_for(window: Window, sha256: str) -> str:
    """Where this content lies, whichever of the connection's windows brought it."""
    vendor = kind_of(window.export).vendor.lower()
    return f"{vendor}/{window.spot_id}/{sha256[:2]}/{sha256}"


def put(source: Path, key: str) -> None:
    """Publish the bytes of `source` under `key`; putting the same content twice changes nothing."""
    try:
        target = Path(default_storage.path(key))
    except NotImplementedError:
        with source.open("rb") as file:
            default_storage.save(key, File(file))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    # By chance, not by process id: containers of several hosts have the same ones.
    draft = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
    try:
        _link_or_copy(source, draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _link_or_copy(source: Path, draft: Path) -> None:
    try:
        draft.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, draft)


def local_path(file: StoredFile) -> Path:
    """Where the bytes lie on this machine."""
    return Path(default_storage.path(file.storage_key))


def exists(key: str) -> bool:
    return default_storage.exists(key)


def remove(key: str) -> None:
    default_storage.delete(key)


def old_keys(seconds: float) -> Iterator[str]:
    """What has lain here for so long, with the drafts of dead workers; only when it is local."""
    try:
        root = Path(default_storage.path(""))
    except NotImplementedError:
        return
    before = time.time() - seconds
    for path in root.glob("*/*/*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_ctime < before:  # a new link to an old file counts as new
                yield path.relative_to(root).as_posix()
