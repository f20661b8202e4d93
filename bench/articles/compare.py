"""An article with a long history, from the order to READY, against a script that replays it."""

import statistics
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.articles.steps import Steps, time_steps
from bench.measuring import Contestants, Run, Runs, in_turns, ratio, say
from bench.ordered_exports import Exports, Order, running_exports, seconds_between
from bench.peers import Script
from bench.vendor import serve
from providers.openweb.article_zip import EVENTS, MEMBER

READY = "Threadkeep: from the order to READY"
TOTAL = "Threadkeep: from the command to the file"
VENDOR = "the sandbox making and serving the feed"
PEER = "a plain script: fetch, replay, zip"
REASON_BELOW = 0.5  # a script that takes less than half of our time asks for a reason
ORDERED_AT = (
    "select e.requested_at, e.finished_at, e.state, json_extract(w.findings, '$.events') "
    "from exports_export e join exports_window w on w.export_id = e.id order by e.id desc limit 1"
)
BEGAN_AT = (
    "select e.requested_at, w.requested_at from exports_export e "
    "join exports_window w on w.export_id = e.id order by e.id"
)


@dataclass(frozen=True)
class Results:
    """What each way took; the bulk worker's peaks, in bytes, by number of events; the script's.

    `waited` is the median of the seconds until a worker took the order up. `steps` are there only
    where the script takes less than REASON_BELOW of our time.
    """

    runs: Runs
    peaks: dict[int, int]
    peer_peak: int
    waited: float
    steps: Steps | None


@dataclass(frozen=True)
class Article:
    """An article of the vendor's, by its id, with the link of its feed."""

    post_id: str
    link: str
    events: int

    def order(self) -> Order:
        return Order(("article", self.post_id), ORDERED_AT, self.events)


def compare(folder: Path, rounds: int, events: int, fewer_events: Sequence[int]) -> Results:
    """Export all articles, the longest one in turns with the vendor's own time and a script."""
    with running_exports(folder) as exports:
        for fewer in fewer_events:
            say(f"exporting an article of {fewer:,} events")
            exports.run(_article(exports, fewer).order())
        long = _article(exports, events)
        script = Script("bench.articles.peer", [long.link])
        runs = in_turns(rounds, _contestants(exports, long, script))
        before = len(fewer_events)
        runs = {**runs, READY: exports.to_ready[before:]}
        peaks = dict(zip(fewer_events, exports.peaks, strict=False))
        return Results(
            runs,
            {**peaks, events: max(exports.peaks[before:])},
            int(script.said[-1]),
            _waited(exports),
            _steps(exports, long, runs),
        )


def _article(exports: Exports, events: int) -> Article:
    post_id = f"{events}-events"
    return Article(post_id, exports.vendor.keep_article(post_id, events), events)


def _contestants(exports: Exports, long: Article, script: Script) -> Contestants:
    return {
        VENDOR: lambda: serve([long.link]),
        PEER: script.run,
        TOTAL: lambda: _run_ours(exports, long, script),
    }


def _run_ours(exports: Exports, long: Article, script: Script) -> Run:
    """Raises AssertionError unless the files are the script's, to the byte."""
    run = exports.run(long.order())
    with zipfile.ZipFile(exports.output) as archive:
        sums = [str(archive.getinfo(name).CRC) for name in (MEMBER, EVENTS)]
    assert sums == script.said[:-1], "The two wrote different comments or events."
    return run


def _waited(exports: Exports) -> float:
    began = exports.product.query(BEGAN_AT)
    return statistics.median(seconds_between(*moments) for moments in began)


def _steps(exports: Exports, long: Article, runs: Runs) -> Steps | None:
    if ratio(runs[PEER], runs[READY]) >= REASON_BELOW:
        return None
    return time_steps(exports.output, exports.vendor.spot_id, long.post_id)
