"""`python -m bench`: measures everything on this machine and prints it; writes nothing else."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench import articles, conversations, exporting, fetching, machine, report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
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
    chosen = parser.parse_args()
    if not shutil.which("curl"):
        sys.exit("The benchmark compares with curl, which is not installed (apt install curl).")
    report.show_machine(machine.describe())
    with tempfile.TemporaryDirectory(prefix="threadkeep-bench-") as name:
        _run_all(Path(name), chosen)


def _run_all(folder: Path, chosen: argparse.Namespace) -> None:
    runs = fetching.compare(folder, chosen.fetch_rounds, chosen.megabytes)
    report.show_fetching(runs, chosen.megabytes)
    rows, fewer = chosen.rows, chosen.fewer_rows
    results = exporting.compare(folder / "days", chosen.export_rounds, rows, fewer)
    report.show_exporting(results, rows)
    events, fewer = chosen.events, chosen.fewer_events
    history = articles.compare(folder / "articles", chosen.article_rounds, events, fewer)
    report.show_article(history, events)
    number, fewer = chosen.conversations, chosen.fewer_conversations
    lists = conversations.compare(folder / "onq", chosen.conversation_rounds, number, fewer)
    report.show_conversations(lists, number)
    report.show_list_pages(lists)


if __name__ == "__main__":
    main()
