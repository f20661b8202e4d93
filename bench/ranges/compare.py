"""The whole export, from the command to the file, by the real product against the sandbox."""

from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Run, Runs, in_turns, say
from bench.ordered_exports import Exports, Order, running_exports
from bench.peers import Script
from bench.vendor import DAY, serve

READY = "Threadkeep: from Done to READY"
TOTAL = "Threadkeep: from the command to the file"
VENDOR = "the sandbox serving the same files"
PEER = "a plain script: fetch, SHA-256, count"
DONE_AT = (
    "select v.at, e.finished_at, e.state, w.received_rows from exports_event v "
    "join exports_export e on e.id = v.export_id join exports_window w on w.export_id = e.id "
    "where v.sentence like 'OpenWeb has the data ready%' order by v.id desc limit 1"
)


@dataclass(frozen=True)
class Results:
    """What each way took, and the bulk worker's peaks, in bytes, by number of rows."""

    runs: Runs
    peaks: dict[int, int]


def compare(folder: Path, rounds: int, rows: int, fewer_rows: int) -> Results:
    """Export both sizes, and the larger one in turns with the vendor's own time and a peer."""
    with running_exports(folder) as exports:
        return _compare(exports, rounds, rows, fewer_rows)


def _compare(exports: Exports, rounds: int, rows: int, fewer_rows: int) -> Results:
    say(f"making and exporting {fewer_rows:,} comments")
    exports.vendor.make(fewer_rows)
    exports.run(_order(fewer_rows))
    say(f"making {rows:,} comments")
    links = exports.vendor.make(rows)
    contestants = {
        VENDOR: lambda: serve(links),
        PEER: lambda: _run_peer(links, rows),
        TOTAL: lambda: exports.run(_order(rows)),
    }
    runs = in_turns(rounds, contestants)
    peaks = {fewer_rows: exports.peaks[0], rows: max(exports.peaks[1:])}
    return Results({**runs, READY: exports.to_ready[1:]}, peaks)


def _order(rows: int) -> Order:
    return Order(("range", DAY, DAY), DONE_AT, rows)


def _run_peer(links: list[str], rows: int) -> Run:
    script = Script("bench.ranges.peer", links)
    run = script.run()
    assert script.said == [str(rows)] * 2, script.said
    return run
