"""Named points at which a test can stop this process for good or for a while.

Off unless FAILPOINT_DIR is set. A test writes `<name>.armed`; the first process that comes by turns
it into `<name>.hit`, holding its pid, and waits there until the test removes that file.
"""

import os
import time
from pathlib import Path

from django.conf import settings


def failpoint(name: str) -> None:
    if settings.FAILPOINT_DIR:
        _stop_here(Path(settings.FAILPOINT_DIR), name)


def _stop_here(folder: Path, name: str) -> None:
    hit = folder / f"{name}.hit"
    try:
        (folder / f"{name}.armed").rename(folder / f"{name}.{os.getpid()}")
    except FileNotFoundError:
        return
    draft = folder / f"{name}.{os.getpid()}"
    draft.write_text(str(os.getpid()))
    draft.rename(hit)
    while hit.exists():
        time.sleep(0.02)
