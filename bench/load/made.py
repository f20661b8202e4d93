"""`python -m bench.load.made PEOPLE MEGABYTES`: in the product's own database, so many people who
are signed in, and an export that ended with one file of that size. Prints both as JSON."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass

from bench.product import ROOT, Product


@dataclass(frozen=True)
class Made:
    """Values of the session's cookie, and the ids by which pages name the export and its file."""

    sessions: list[str]
    export: int
    part: int

    @property
    def downloads(self) -> list[str]:
        """Each way to take the large file: as it came, in a zip, and as rows of one table."""
        export = f"/exports/{self.export}"
        return [f"{export}/files/{self.part}/", f"{export}/download/", f"{export}/merged.csv"]


def make(product: Product, people: int, megabytes: int) -> Made:
    """Raises CalledProcessError."""
    command = [sys.executable, "-m", "bench.load.made", str(people), str(megabytes)]
    told = subprocess.check_output(command, cwd=ROOT, env=product.env, text=True)
    return Made(**json.loads(told.splitlines()[-1]))


def main(people: int, megabytes: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from bench.load import rows

    sessions = [rows.signed_in(f"person-{number}") for number in range(people)]
    part = rows.large_file(megabytes)
    print(json.dumps(asdict(Made(sessions, part.window.export_id, part.pk))))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
