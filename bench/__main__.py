"""`python -m bench`: measures everything on this machine and prints it.

Nothing is left behind but what `--write` asks for.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import console, machine, page, results
from bench.report import Table
from bench.results import Result
from bench.section import SIZES, Section
from bench.sections import SECTIONS

BY_NAME = {section.name: section for section in SECTIONS}


def main() -> None:
    options = _parser().parse_args()
    if options.list:
        console.show([_listed()])
        return
    chosen = [BY_NAME[name] for name in options.only or BY_NAME]
    _refuse_what_cannot_run(chosen)
    facts = machine.describe()
    console.show([Table("Machine", ("",), [*facts.items()])])
    for result in _measured(chosen, options, facts):
        if options.write:
            results.keep(result, options.write / page.RESULTS)
            page.write(SECTIONS, options.write)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--list", action="store_true", help="say which sections there are")
    parser.add_argument("--only", nargs="+", choices=BY_NAME, help="these sections; else all")
    parser.add_argument("--sizes", choices=SIZES, default="full", help="of whatever is not named")
    what = f"keep the results in this folder and write its {page.PAGE}, such as docs"
    parser.add_argument("--write", type=Path, metavar="FOLDER", help=what)
    for section in SECTIONS:
        section.add_options(parser)
    return parser


def _measured(
    sections: list[Section[Any]], options: argparse.Namespace, facts: dict[str, str]
) -> Iterator[Result]:
    for section in sections:
        at, began = datetime.now(UTC), time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"threadkeep-bench-{section.name}-") as folder:
            report = section.measure(Path(folder), section.chosen(options))
        console.show([f"{section.title}. {section.compares}", *report])
        took, command = time.monotonic() - began, section.command(options)
        when = f"{at:%Y-%m-%d %H:%M}"
        yield Result(section.name, when, round(took, 1), command, facts, list(report))


def _refuse_what_cannot_run(sections: list[Section[Any]]) -> None:
    for section in sections:
        for program in section.needs:
            if not shutil.which(program):
                sys.exit(
                    f"{section.name} needs {program}, which is missing. `make bench` makes "
                    "environments; programs come from the system, such as by apt install curl."
                )


def _listed() -> Table:
    kept = results.kept(page.DOCS / page.RESULTS)
    rows = [
        (section.name, section.title, f"{kept[section.name].seconds:,.0f} s")
        if section.name in kept
        else (section.name, section.title, "not kept")
        for section in SECTIONS
    ]
    return Table("Sections", ("", "took last time"), rows)


if __name__ == "__main__":
    main()
