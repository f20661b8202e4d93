"""`python -m bench.page`: writes docs/BENCHMARKS.md anew from the results that are kept."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.report import Table
from bench.results import Result, kept
from bench.section import Section

DOCS = Path(__file__).resolve().parents[1] / "docs"
RESULTS, PAGE = "benchmarks", "BENCHMARKS.md"
INTRODUCTION = """\
# Benchmarks

`make bench` measures and writes this page; no number is typed in by hand. What is compared ran in
turns in one run, so that a busy moment strikes everybody, unless the section says otherwise. Times
are medians of the rounds, ratios medians of each round's own ratio. The peers live in an
environment of their own (`.venv-peers`), from a lock of their own; Threadkeep runs from its. The
vendors are played by the stand-in of this repository, on the same machine.

To repeat it: `make bench` (everything), `python -m bench --sizes reduced` (smaller numbers),
`python -m bench --only pages` (one section), `python -m bench --list`. `--write docs` keeps the
results in `docs/benchmarks/` and writes this page.
"""
NOT_YET = "Not measured yet."


def write(sections: Sequence[Section[Any]], docs: Path) -> None:
    """The page of these sections from what is kept in `docs`."""
    (docs / PAGE).write_text(text(sections, kept(docs / RESULTS)))


def text(sections: Sequence[Section[Any]], results: Mapping[str, Result]) -> str:
    return "\n\n".join(_parts(sections, results)) + "\n"


def _parts(sections: Sequence[Section[Any]], results: Mapping[str, Result]) -> Iterator[str]:
    yield INTRODUCTION.rstrip()
    shared = _shared([results[one.name].machine for one in sections if one.name in results])
    if shared:
        yield "## Where"
        yield _table(Table("", ("",), [*shared.items()]))
    for section in sections:
        yield f"## {section.title}"
        yield f"{section.compares}\n\n**Limit.** {section.limit}"
        yield from _found(results.get(section.name), shared)
        yield f"**What it does not show.** {section.leaves_out}"


def _shared(machines: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What is the same for all sections; each says the rest itself."""
    first = machines[0] if machines else {}
    return {
        name: fact
        for name, fact in first.items()
        if all(machine.get(name) == fact for machine in machines)
    }


def _found(result: Result | None, shared: Mapping[str, str]) -> Iterator[str]:
    if not result:
        yield NOT_YET
        return
    for part in result.report:
        yield f"**{part.title}**\n\n{_table(part)}" if isinstance(part, Table) else part
    own = [f"{name}: {fact}" for name, fact in result.machine.items() if name not in shared]
    when = f"Measured {result.measured_at} UTC in {result.seconds:,.0f} s by `{result.command}`"
    yield "; ".join([when, *own]) + "."


def _table(table: Table) -> str:
    rule = ["---", *("---:" if column else "---" for column in table.columns)]
    lines = [["", *table.columns], rule, *table.rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    from bench.sections import SECTIONS

    write(SECTIONS, DOCS)
