"""The demo's first export: made once, by the command everybody can use; later only pointed at."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.keys import PROJECT_DIR
from config.launch.place import Place

SITE = "Demo News"
DAYS = 3


def bring(place: Place, say: Callable[[str], None]) -> int:
    """Say where the sample export is, after making it when there is none; returns an exit code."""
    place.demo.mkdir(exist_ok=True, mode=0o700)
    finished = _finished(place)
    if not finished:
        say(f"Exporting {DAYS} days of {SITE} as a sample …")
        if _export(place):
            say(f"The sample export did not end well; {place.logs / 'welcome.log'} says why.")
            return 1
        finished = _finished(place)
    say(f"Sample export: {finished[-1]}")
    return 0


def _finished(place: Place) -> list[Path]:
    files = sorted(place.demo.glob("openweb_*.csv.zip"))
    return [file for file in files if not file.name.endswith("_incomplete.csv.zip")]


def _export(place: Place) -> int:
    """Runs in the demo folder, where the command leaves the file under a name of its own."""
    today = datetime.now(UTC).date()
    days = [str(today - timedelta(days=DAYS)), str(today - timedelta(days=1))]
    command = [sys.executable, str(PROJECT_DIR / "manage.py"), "export", "range", *days]
    return subprocess.run(
        [*command, "--site", SITE], cwd=place.demo, stdout=subprocess.DEVNULL, check=False
    ).returncode
