"""F15: memory. Whatever was exported, putting it together takes hardly any.

A million comments through the whole product: tests/processes/test_million_rows.py.
"""

import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROWS = 200_000
ALLOWED_GROWTH_MB = 40  # the ids alone, kept in a set, would take 20; the rows 150
PROGRAM = """
import resource, sys
from datetime import UTC
from pathlib import Path
import tests.environment
import django
django.setup()
from exports.merging.flavours import FLAVOURS
from exports.merging.merged import Merge, Source

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

def run(path):
    merge = Merge([Source(Path(path), UTC)] * 2, FLAVOURS["excel"], "Europe/Berlin")
    size = sum(map(len, merge.pieces()))
    return merge.rows, merge.folded, size

run(sys.argv[1])
before = peak()
print(*run(sys.argv[2]), peak() - before)
"""


def many_rows(path: Path, number: int) -> str:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("comments.csv", "w") as raw,
        io.TextIOWrapper(raw, newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow(("id", "content", "written_at"))
        for row in range(number):
            words = f"=1+{row} " + "word " * 120
            writer.writerow((f"sp_a_post_c_{row}", words, "2026-03-02 10:00:00 +0000"))
    return str(path)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_twice_200_000_rows_need_hardly_more_memory_than_a_few(tmp_path):
    files = [many_rows(tmp_path / f"{number}.csv.zip", number) for number in (5_000, ROWS)]
    command = [sys.executable, "-c", PROGRAM, *files]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert not done.stderr
    rows, folded, size, growth = (float(number) for number in done.stdout.split())
    assert (rows, folded) == (ROWS, ROWS)
    assert size > ROWS * 600
    assert growth < ALLOWED_GROWTH_MB
