"""How one CSV for everything is written: for Excel with either separator, or as received."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from exports.models import Window

UTC = "UTC"
EXCEL_LINES = 1_048_576


class Times(Enum):
    """How moments are written."""

    RECEIVED = "as received"
    SITE = "in the zone of the site or tenant"
    UTC = "in UTC"


@dataclass(frozen=True)
class Flavour:
    """`bom` tells Excel that it is UTF-8; `safe` cells neither run as formulas nor lose digits."""

    delimiter: str
    bom: bool
    safe: bool
    times: Times


FLAVOURS = {
    "excel": Flavour(";", bom=True, safe=True, times=Times.SITE),
    "excel-comma": Flavour(",", bom=True, safe=True, times=Times.SITE),
    "excel-utc": Flavour(";", bom=True, safe=True, times=Times.UTC),
    "excel-comma-utc": Flavour(",", bom=True, safe=True, times=Times.UTC),
    "received": Flavour(",", bom=False, safe=False, times=Times.RECEIVED),
}


def zone_of(windows: Iterable[Window]) -> str:
    """The zone of all parts, or UTC when they have several: a column has one clock only."""
    zones = {window.zone for window in windows}
    return zones.pop() if len(zones) == 1 else UTC


@dataclass(frozen=True)
class Differences:
    """What a merged CSV is not: the files as they came.

    Repeated rows are counted when files are checked, part by part: with several parts, `repeated`
    is at least so many.
    """

    zone: str
    repeated: int
    several_parts: bool
    too_long_for_excel: bool


def differences(windows: Sequence[Window]) -> Differences:
    repeated = sum(window.duplicate_rows for window in windows)
    lines = 1 + sum(window.received_rows for window in windows) - repeated
    return Differences(zone_of(windows), repeated, len(windows) > 1, lines > EXCEL_LINES)
