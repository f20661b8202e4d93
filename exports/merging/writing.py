"""Rows as the text of one flavour of CSV."""

import csv
import io
from collections.abc import Iterable

from exports import ranges
from exports.merging.flavours import Flavour
from exports.merging.formulas import harmless_row

BOM = "\ufeff"

Row = list[str]


def begun(header: Row, flavour: Flavour) -> str:
    """What a file begins with."""
    return (BOM if flavour.bom else "") + written([header], flavour)


def in_zone(column: str, zone: str) -> str:
    """The name of a column whose moments are told in a zone: “written_at (Berlin time)”."""
    return f"{column} ({ranges.place(zone)})"


def written(rows: Iterable[Row], flavour: Flavour) -> str:
    """Safe cells are all quoted, so that a program told to may take them as texts."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=flavour.delimiter,
        quoting=csv.QUOTE_ALL if flavour.safe else csv.QUOTE_MINIMAL,
    )
    writer.writerows(map(harmless_row, rows) if flavour.safe else rows)
    return text.getvalue()
