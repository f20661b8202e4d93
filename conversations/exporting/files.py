"""The file of such an export: onQ's own CSV as it came, and what it is."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from providers.archives import writing
from providers.onq.csv_stream import Piece

TABLE = "conversations.csv"


def write(
    pieces: Iterable[Piece],
    target: Path,
    at: datetime,
    note: Callable[[Piece], None],
    manifest: Callable[[], dict[str, Any]],
) -> None:
    """Write the zip, whole or not at all; `note` is called after each piece and may raise.

    Values stay as onQ sent them: formulas in them are for the spreadsheet copy to disarm.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with writing(target, at) as archive:
        with archive.member(TABLE) as member:
            for piece in pieces:
                member.write(piece.data)
                note(piece)
        with archive.member("manifest.json") as member:
            member.write(json.dumps(manifest(), indent=2, ensure_ascii=False).encode())
