"""Each section, with numbers as small as they can be."""

import os
import shutil
import subprocess
import sys

import pytest

from bench.page import PAGE, RESULTS
from bench.product import ROOT
from bench.results import kept
from bench.sections import SECTIONS
from tests.leaving_out import cannot_run

ONLY = {name: os.environ[name] for name in ("PATH", "HOME")}


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.timeout(400)
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_a_section_ends_well_and_stands_on_the_page(section, tmp_path):
    for program in section.needs:
        if not shutil.which(program):
            cannot_run(f"{program} is missing (make packages-peers; Debian: apt install curl).")
    chosen = ("--only", section.name, "--sizes", "tiny", "--write", tmp_path)
    command = [sys.executable, "-m", "bench", *chosen]
    subprocess.run(command, cwd=ROOT, env=ONLY, check=True)
    [table, *_] = kept(tmp_path / RESULTS)[section.name].report
    assert table.title in (tmp_path / PAGE).read_text()
