"""`python -m bench`: measures everything on this machine and prints it; writes nothing else."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench import (
    articles,
    conversations,
    export_pages,
    exporting,
    fetching,
    machine,
    polling,
    report,
    report_polls,
)


def main() -> None:
    chosen = _parser().parse_args()
    if not shutil.which("curl"):
        sys.exit("The benchmark compares with curl, which is not installed (apt install curl).")
    report.show_machine(machine.describe())
    with tempfile.TemporaryDirectory(prefix="threadkeep-bench-") as name:
        for section in chosen.only or SECTIONS:
            SECTIONS[section](Path(name), chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=SECTIONS, help="these sections; else all")
    parser.add_argument("--fetch-rounds", type=int, default=7)
    parser.add_argument("--megabytes", type=int, default=256, help="size of the one large file")
    parser.add_argument("--export-rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--fewer-rows", type=int, default=100_000)
    parser.add_argument("--article-rounds", type=int, default=3)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--fewer-events", type=int, nargs="+", default=[30_000, 100_000])
    parser.add_argument("--conversation-rounds", type=int, default=3)
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--fewer-conversations", type=int, default=1_000)
    parser.add_argument("--exports", type=int, default=100_000)
    parser.add_argument("--fewer-exports", type=int, default=1_000)
    parser.add_argument("--poll-minutes", type=float, default=5, help="of each way of waiting")
    parser.add_argument("--poll-pauses", nargs="+", choices=polling.PAUSES, default=["steady"])
    return parser


def _fetching(folder: Path, chosen: argparse.Namespace) -> None:
    runs = fetching.compare(folder, chosen.fetch_rounds, chosen.megabytes)
    report.show_fetching(runs, chosen.megabytes)


def _exporting(folder: Path, chosen: argparse.Namespace) -> None:
    rows, fewer = chosen.rows, chosen.fewer_rows
    results = exporting.compare(folder / "days", chosen.export_rounds, rows, fewer)
    report.show_exporting(results, rows)


def _articles(folder: Path, chosen: argparse.Namespace) -> None:
    events, fewer = chosen.events, chosen.fewer_events
    history = articles.compare(folder / "articles", chosen.article_rounds, events, fewer)
    report.show_article(history, events)


def _conversations(folder: Path, chosen: argparse.Namespace) -> None:
    number, fewer = chosen.conversations, chosen.fewer_conversations
    lists = conversations.compare(folder / "onq", chosen.conversation_rounds, number, fewer)
    report.show_conversations(lists, number)
    report.show_pages("conversations", lists.pages)


def _polls(folder: Path, chosen: argparse.Namespace) -> None:
    for pause in chosen.poll_pauses:
        results = polling.compare(folder / f"polls-{pause}", chosen.poll_minutes, pause)
        report_polls.show(results, chosen.poll_minutes, pause)


def _pages(folder: Path, chosen: argparse.Namespace) -> None:
    pages = export_pages.measure(folder / "pages", [chosen.fewer_exports, chosen.exports])
    report.show_pages("exports", pages)


SECTIONS = {
    "fetching": _fetching,
    "exporting": _exporting,
    "articles": _articles,
    "conversations": _conversations,
    "pages": _pages,
    "polls": _polls,
}


if __name__ == "__main__":
    main()
