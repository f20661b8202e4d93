"""One `.csv.zip` with the CSV of every part, streamed with flat memory, and the names of files."""

import re
import zipfile
from collections.abc import Collection, Iterator
from io import RawIOBase
from typing import Any

from exports import ranges, storage
from exports.models import Export, ExportState, Part, PartState, Window
from exports.ranges import Range
from providers.openweb.files import csv_member

CHUNK = 1 << 18


def file_name(export: Export, ending: str = ".csv.zip") -> str:
    """`openweb_the-daily_2026-03-01_2026-03-31_Europe-Berlin.csv.zip`, or `…_incomplete…`."""
    windows = list(export.windows.all())
    sites = windows[0].site_name if len(windows) == 1 else f"{len(windows)}-parts"
    gaps = "" if export.state == ExportState.READY else "_incomplete"
    return f"openweb_{_slug(sites)}_{_days(windows[0])}{gaps}{ending}"


def part_name(part: Part) -> str:
    """The name under which one original file is downloaded; its ending tells what it is."""
    window = part.window
    total = window.parts.count()
    number = f"_file-{part.position + 1:02}-of-{total:02}" if total > 1 else ""
    ending = {"zip": "csv.zip", "gzip": "csv.gz"}.get(_container(part), "csv")
    days = _days(window)
    return f"openweb_{_slug(window.site_name)}_{days}{number}.{ending}"


def stream(export: Export) -> Iterator[bytes]:
    """The bytes of one zip that holds the CSV of each stored part, unpacked and packed anew."""
    sink, taken = _Sink(), set[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as bundle:
        for part in stored_parts(export):
            name = _free_name(part, taken)
            taken.add(name)
            yield from _add(bundle, sink, part, name)
    yield sink.take()


def stored_parts(export: Export) -> list[Part]:
    parts = Part.objects.filter(
        window__export=export, state=PartState.STORED, stored_file__removed_at=None
    )
    return list(parts.select_related("stored_file", "window__export"))


def _free_name(part: Part, taken: Collection[str]) -> str:
    """Sites with similar names come to the same file name; unpacked, one would hide the other."""
    stem = part_name(part).split(".csv")[0]
    name = f"{stem}.csv"
    return name if name not in taken else f"{stem}_part-{part.window.position + 1:02}.csv"


def _add(bundle: zipfile.ZipFile, sink: "_Sink", part: Part, name: str) -> Iterator[bytes]:
    assert part.stored_file is not None  # noqa: S101 - stored_parts asks for it
    entry = zipfile.ZipInfo(name, date_time=part.stored_file.stored_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with (
        csv_member(storage.local_path(part.stored_file)) as source,
        bundle.open(entry, "w", force_zip64=True) as target,
    ):
        while chunk := source.read(CHUNK):
            target.write(chunk)
            yield sink.take()


class _Sink(RawIOBase):
    """What zipfile writes to; it cannot seek, so sizes go behind each entry."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._chunks.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._chunks)
        self._chunks.clear()
        return taken


def _container(part: Part) -> str:
    return part.stored_file.container if part.stored_file else ""


def _days(window: Window) -> str:
    first, last = ranges.local_days(Range(window.since, window.to), window.zone)
    return f"{first}_{last}_{window.zone.replace('/', '-')}"


def _slug(name: str) -> str:
    """Letters of any script; short enough for file systems that count 255 bytes."""
    return re.sub(r"[\W_]+", "-", name.casefold())[:40].strip("-") or "site"
