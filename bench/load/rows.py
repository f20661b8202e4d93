"""What `bench.load.made` makes: sessions as after the form, and a file as after an export."""

import hashlib
import secrets
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts.services import make_person
from credentials.services.sites import SiteDetails, save_site
from exports import storage
from exports.models import Export, ExportState, Part, PartState, StoredFile, Window, WindowState

DAY = datetime(2026, 3, 1, tzinfo=UTC)
MEGABYTE = 1 << 20
ROW = 128


def signed_in(name: str) -> str:
    """Makes a person; returns the session's key. The form itself lets thirty a minute in."""
    person = make_person(name, secrets.token_urlsafe(), "Moderator")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def large_file(megabytes: int) -> Part:
    """The only file of an export that ended."""
    window = _window()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        rows = _write(path, megabytes)
        stored = _store(path, window)
    return Part.objects.create(
        window=window,
        position=0,
        fingerprint=stored.sha256,
        state=PartState.STORED,
        bytes_done=stored.size,
        bytes_total=stored.size,
        rows=rows,
        stored_file=stored,
    )


def _window() -> Window:
    site = save_site(SiteDetails("Large", "sp_large", "UTC", "UTC"), by=None)
    export = Export.objects.create(
        kind="openweb_range",
        requested_by_name="somebody",
        request={"sites": [site.pk]},
        request_hash=secrets.token_hex(),
        title="A large file",
        state=ExportState.READY,
        finished_at=DAY + timedelta(days=1),
    )
    return Window.objects.create(
        export=export,
        position=0,
        site=site,
        site_name=site.name,
        spot_id=site.spot_id,
        zone=site.zone,
        vendor_zone=site.vendor_zone,
        generation=site.generation,
        since=DAY,
        to=DAY + timedelta(days=1),
        state=WindowState.STORED,
        stored_at=DAY + timedelta(days=1),
    )


def _write(path: Path, megabytes: int) -> int:
    """Comments that hardly compress; returns how many."""
    rows = megabytes * MEGABYTE // ROW
    with path.open("w") as file:
        file.write("id,content,written_at\r\n")
        for number in range(rows):
            file.write(f"{number:08},{secrets.token_hex(46)},2026-03-01 10:00:00 +0000\r\n")
    return rows


def _store(path: Path, window: Window) -> StoredFile:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    key = storage.key_for(window, sha256)
    storage.put(path, key)
    return StoredFile.objects.create(
        spot_id=window.spot_id,
        sha256=sha256,
        size=path.stat().st_size,
        container="csv",
        storage_key=key,
    )
