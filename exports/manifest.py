"""What an export holds and how sure that is, for programs and for proof: its `manifest.json`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from exports.kinds import Story, kind_of
from exports.merging.merged import Merge
from exports.models import Export, Part, StoredFile, Window, WindowState
from exports.names import in_bundle
from exports.zipping import Summed

VERSION = 1  # of the manifest's own form
NOTHING: Mapping[str, Any] = {}


def merged(name: str, merge: Merge, rows: Summed) -> dict[str, Any]:
    """What is known of the one table once it was written."""
    return {
        "name": name,
        "rows": merge.rows,
        "left_out_as_repeated": merge.folded,
        "size": rows.size,
        "sha256": rows.sha256,
    }


def pieces(
    export: Export,
    windows: Sequence[Window],
    made_at: datetime,
    table: Mapping[str, Any] = NOTHING,
) -> Iterator[bytes]:
    """The manifest, part by part, of windows that have their files at hand; asks no database.

    All times are UTC. No secrets: neither keys nor the links that files came from. `table` tells of
    the one table that lies beside it.
    """
    names, story = in_bundle(windows), kind_of(export).story
    document = _about(export, story, windows, made_at)
    if table:
        document["table"] = table
    document["parts"] = (_part(window, story, names) for window in windows)
    return _written(document)


def _about(
    export: Export, story: Story, windows: Sequence[Window], made_at: datetime
) -> dict[str, Any]:
    verdict = story.verdict(windows)
    return {
        "manifest_version": VERSION,
        "made_by": f"Threadkeep {settings.PRODUCT_VERSION}",
        "made_at": _time(made_at),
        "export": {
            "id": export.pk,
            "kind": export.kind,
            "title": export.title,
            "label": export.label,
            "case_number": export.case_number,
            "state": export.state,
            "asked_by": export.requested_by_name,
            "asked_at": _time(export.requested_at),
            "ended_at": _time(export.finished_at),
        },
        "request": export.request,
        "grade": verdict.grade,
        "verdict": str(verdict),
        "rows": sum(window.received_rows for window in windows),
        "missing_parts": [
            f"{window.site_name}: {story.part_words(window)}"
            for window in windows
            if window.state != WindowState.STORED
        ],
    }


def _part(window: Window, story: Story, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "site": window.site_name,
        "spot_id": window.spot_id,
        "what": story.part_words(window),
        "article": window.post_id,
        "zone": window.zone,
        "since": _time(window.since),
        "to": _time(window.to),
        "generation": window.generation,
        "sent": dict(story.sent(window)),
        "vendor_zone": window.vendor_zone,
        "vendor_export_id": window.vendor_id,
        "state": window.state,
        "message": window.message,
        "asked_at": _time(window.requested_at),
        "fetched_at": _time(window.stored_at),
        "taken_over_from_export": window.taken_from.export_id if window.taken_from else None,
        "grade": window.grade,
        "rows_announced": window.announced_rows,
        "rows_received": window.received_rows,
        "rows_with_repeated_id": window.duplicate_rows,
        "rows_outside": window.outside_rows,
        "first_row_at": _time(window.first_row_at),
        "last_row_at": _time(window.last_row_at),
        "files": [
            _file(part, part.stored_file, names.get(part.pk))
            for part in window.parts.all()
            if part.stored_file
        ],
    }


def _file(part: Part, stored: StoredFile, name: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "data_set": part.data_set,
        "rows": part.rows,
        "container": stored.container,
        "size": stored.size,
        "sha256": stored.sha256,
        "stored_at": _time(stored.stored_at),
        "removed_at": _time(stored.removed_at),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _written(document: Mapping[str, Any]) -> Iterator[bytes]:
    """As JSON. What is an iterator becomes a list, one element after the other."""
    opening = "{"
    for name, value in document.items():
        yield f"{opening}\n{_json(name)}: ".encode()
        yield from _list(value) if isinstance(value, Iterator) else [_json(value).encode()]
        opening = ","
    yield b"\n}\n"


def _list(values: Iterator[Any]) -> Iterator[bytes]:
    opening = "["
    for value in values:
        yield f"{opening}\n{_json(value)}".encode()
        opening = ","
    yield b"\n]" if opening == "," else b"[]"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
