"""Rows as they would be after real work, with real files in storage."""

import csv
import hashlib
import io
import itertools
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.models import Right, User
from credentials.models import KeyState, Site
from exports import storage
from exports.models import (
    Export,
    ExportState,
    Grade,
    Part,
    PartState,
    StoredFile,
    Window,
    WindowState,
)
from tests.exports import rows as plain_rows

HEADER = ("message_id", "user_name", "content", "written_at")
_numbers = itertools.count(1)


def make_user(name: str = "", *rights: Right) -> User:
    user = User.objects.create_user(name or f"person-{next(_numbers)}")
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="accounts", codename__in=rights)
    )
    return user


def make_moderator(name: str = "") -> User:
    return make_user(name, Right.START_EXPORTS, Right.DOWNLOAD_FILES)


def make_admin(name: str = "") -> User:
    return make_user(name, *Right)


def make_site(
    name: str = "",
    key: KeyState | None = KeyState.WORKS,
    only_for: Iterable[User] = (),
    **columns: Any,
) -> Site:
    """A site with a key in the given state, seen by everybody, or only by the people named."""
    number, people = next(_numbers), list(only_for)
    columns.setdefault("spot_id", f"sp_site{number:04}")
    site = plain_rows.make_site(name or f"Site {number}", is_limited=bool(people), **columns)
    site.allowed_people.set(people)
    if key:
        site.keys.update(state=key)
    else:
        site.keys.all().delete()
    return site


def make_export(person: User | None, **columns: Any) -> Export:
    """An export without windows; its request hash is its own unless given."""
    columns.setdefault(
        "request", {"sites": [], "first_day": "2026-03-01", "last_day": "2026-03-31", "zone": None}
    )
    columns.setdefault("kind", "openweb_range")
    return Export.objects.create(
        requested_by=person,
        requested_by_name=person.display_name if person else "command line",
        request_hash=columns.pop("request_hash", f"{next(_numbers):064}"),
        title=columns.pop("title", "Comments 1–31 March 2026 · The Daily"),
        **columns,
    )


def make_window(export: Export, site: Site, **columns: Any) -> Window:
    position = export.windows.count()
    zone = ZoneInfo(site.zone)
    return Window.objects.create(
        export=export,
        position=columns.pop("position", position),
        site=site,
        site_name=site.name,
        spot_id=site.spot_id,
        zone=site.zone,
        vendor_zone=site.vendor_zone,
        generation=columns.pop("generation", site.generation),
        since=columns.pop("since", datetime(2026, 3, 1, tzinfo=zone)),
        to=columns.pop("to", datetime(2026, 4, 1, tzinfo=zone)),
        **columns,
    )


def csv_zip(rows: Iterable[Iterable[str]], header: Iterable[str] = HEADER) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(zipfile.ZipInfo("comments.csv"), text.getvalue())
    return packed.getvalue()


def comments(site: Site, number: int) -> list[tuple[str, ...]]:
    return [
        (
            f"{site.spot_id}_post_c_{row}",
            f"reader {row}",
            f"Comment {row}",
            "2026-03-02 10:00:00 +0000",
        )
        for row in range(number)
    ]


def make_file(window: Window, content: bytes, rows: int = 3, container: str = "zip") -> Part:
    """A part of the window with its bytes in storage."""
    sha256 = hashlib.sha256(content).hexdigest()
    key = storage.key_for(window, sha256)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "file"
        source.write_bytes(content)
        storage.put(source, key)
    stored, _ = StoredFile.objects.get_or_create(
        spot_id=window.spot_id,
        sha256=sha256,
        defaults={"size": len(content), "container": container, "storage_key": key},
    )
    return Part.objects.create(
        window=window,
        position=window.parts.count(),
        fingerprint=f"{next(_numbers):064}",
        state=PartState.STORED,
        bytes_done=len(content),
        bytes_total=len(content),
        rows=rows,
        member_name="comments.csv",
        stored_file=stored,
    )


def make_ready_export(person: User | None, *sites: Site, rows: int = 3, **columns: Any) -> Export:
    """An export that ended well: one window and one file a site."""
    request = {
        "sites": [site.pk for site in sites],
        "first_day": "2026-03-01",
        "last_day": "2026-03-31",
        "zone": None,
    }
    export = make_export(
        person,
        state=ExportState.READY,
        finished_at=timezone.now(),
        request=columns.pop("request", request),
        **columns,
    )
    for site in sites:
        window = make_stored_window(export, site, rows)
        make_file(window, csv_zip(comments(site, rows)), rows)
    return export


def make_stored_window(export: Export, site: Site, rows: int, **columns: Any) -> Window:
    now = timezone.now()
    return make_window(
        export,
        site,
        state=WindowState.STORED,
        requested_at=now - timedelta(minutes=6),
        stored_at=now,
        announced_rows=columns.pop("announced_rows", rows),
        received_rows=rows,
        grade=columns.pop("grade", Grade.COMPLETE),
        first_row_at=datetime(2026, 3, 1, 4, tzinfo=UTC) if rows else None,
        last_row_at=datetime(2026, 3, 30, 4, tzinfo=UTC) if rows else None,
        vendor_id=f"5f04a976-{next(_numbers):04}",
        **columns,
    )
